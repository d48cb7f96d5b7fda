"""The command as scripts drive it, and documents to drive it with.

Every call is held to the promises that all commands make: under ``--json`` exactly one JSON
document on stdout, an error object when refused, a sentence and never a traceback on stderr.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from vault.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
OWNER, ENGINEER, APPROVER = "김대표 Kim", "이공학 Lee", "Choi"
EXAMINER, AUDITOR = "Seo", "Auh"
PASSPHRASES = {
    OWNER: "seven blue kilns",
    ENGINEER: "일곱 개의 파란 가마",
    APPROVER: "eight green ovens",
    EXAMINER: "nine red presses",
    AUDITOR: "ten white ledgers",
}


@pytest.fixture(scope="session", autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A person's own folders, empty, also for what is made before a single test begins."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COCOON_")]:
            if name != "COCOON_ALL":
                patch.delenv(name)
        patch.setenv("COCOON_CONFIG", str(home / "config"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        yield home


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*words: str) -> Ran:
    """Run the command in this process; hold it to what every command promises."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(list(words))
    ran = Ran(code, out.getvalue(), err.getvalue())
    assert code in (0, 1, 2, 3), ran
    assert "Traceback" not in ran.err, ran.err
    if "--json" in words:
        value = ran.json  # exactly one document, or this raises
        assert isinstance(value, dict)
        if "error" in value and set(value) == {"error"}:
            assert set(value["error"]) == {"code", "message", "next"}
            assert value["error"]["message"] in ran.err
            assert value["error"]["code"] != "internal-error", ran.err
            assert code != 0
    return ran


@dataclass
class Cocoon:
    """The command on one vault, in the name of this person or that."""

    vault: Path
    secrets: Path
    number: int = 0

    def secret(self, text: str) -> str:
        self.number += 1
        path = self.secrets / f"{self.number}.txt"
        path.write_text(text + "\n", encoding="utf-8")
        return str(path)

    def ran(self, user: str, *words: str) -> Ran:
        passphrase = self.secret(PASSPHRASES[user])
        return run(
            *words,
            *("--vault", str(self.vault), "--user", user),
            *("--passphrase-file", passphrase, "--json"),
        )

    def __call__(self, user: str, *words: str) -> Any:
        """What a command answers that must be done."""
        ran = self.ran(user, *words)
        assert ran.code == 0, (words, ran.err)
        return ran.json

    def refused(self, user: str, *words: str, exit_code: int = 1) -> dict[str, str]:
        """The error of a command that must be refused, with a way out."""
        ran = self.ran(user, *words)
        assert ran.code == exit_code, (words, ran.code, ran.out, ran.err)
        error: dict[str, str] = ran.json["error"]
        assert error["message"].rstrip("”").endswith("."), error
        assert "\n" not in error["message"] and error["next"], error
        return error

    def init(self, *words: str) -> Any:
        ran = run(
            "init",
            str(self.vault),
            *("--org", "한빛세라믹 Hanbit Ceramics", "--user", OWNER, "--zone", "Asia/Seoul"),
            *("--passphrase-file", self.secret(PASSPHRASES[OWNER]), "--json"),
            *words,
        )
        assert ran.code == 0, ran.err
        return ran.json

    def hire(self, name: str, *roles: str) -> Any:
        flags = [word for role in roles for word in ("--role", role)]
        new = self.secret(PASSPHRASES[name])
        return self(OWNER, "member", "add", name, *flags, "--new-passphrase-file", new)

    def request(self, contacts: Sequence[str], documents: Sequence[str], *more: str) -> Any:
        return self(ENGINEER, *request_words(contacts, documents, *more))

    def release(
        self, out: Path, contacts: Sequence[str], documents: Sequence[str], *more: str
    ) -> list[Any]:
        """Ask, approve, seal and collect; the copies as the contract shows them."""
        asked = self.request(contacts, documents, *more)
        accept = [w["code"] for w in asked["warnings"] if w["accept"]]
        flags = [word for code in accept for word in ("--accept", code)]
        self(APPROVER, "release", "approve", asked["release"], *flags)
        sealed = self(APPROVER, "release", "seal", asked["release"], "--out", str(out))
        copies: list[Any] = sealed["copies"]
        return copies


def request_words(contacts: Sequence[str], documents: Sequence[str], *more: str) -> list[str]:
    return [
        *("release", "request", "--purpose", "시험 생산 평가", "--until", "2099-12-31"),
        *(word for contact in contacts for word in ("--contact", contact)),
        *(word for document in documents for word in ("--document", document)),
        *more,
    ]


def unpack(copy: Any, name: str) -> bytes:
    """A released file, as the recipient takes it out of the pack."""
    with zipfile.ZipFile(copy["path"]) as archive:
        return archive.read(name)


# -- documents that nobody else wrote -----------------------------------------------------------

_WORDS = [
    *("heater", "plate", "glaze", "kiln", "firing", "curve", "ramp", "soak", "cooling"),
    *("tolerance", "pressure", "nozzle", "pitch", "유약", "소성", "온도", "승온", "유지", "냉각"),
    *("공차", "압력", "노즐", "간격", "히터", "기판", "건조", "습도", "두께", "검사", "기준"),
]


def write_pdf(
    path: Path, pages: int = 2, seed: int = 1, words: int = 240, leading: float = 0.0
) -> Path:
    """A specification in Korean and English, different for each seed."""
    import random

    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Nanum", str(ROOT / "resources/fonts/NanumGothic.ttf")))
    rng = random.Random(seed)
    leading = leading or 15 + seed * 7 % 11 / 2  # pages that look alike are slow to tell apart
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for page in range(pages):
        canvas.setFont("Nanum", 15)
        canvas.drawString(60, 780, f"오븐 사양서 Oven specification {seed}, {page + 1}쪽")
        canvas.setFont("Nanum", 10.5)
        said = [rng.choice(_WORDS) + str(rng.randrange(100)) * (rng.random() < 0.2)
                for _ in range(words)]  # fmt: skip
        for line in range(0, words, 8):
            canvas.drawString(60, 745 - leading * (line // 8), " ".join(said[line : line + 8]))
        canvas.rect(60, 110, 470, 30)
        canvas.showPage()
    canvas.save()
    return path


def write_picture(path: Path, seed: int = 1, size: tuple[int, int] = (720, 540)) -> Path:
    """A photograph of nothing in particular, with ground, edges and grain."""
    import cv2
    import numpy as np

    rng = np.random.default_rng(seed)
    width, height = size
    total = np.zeros((height, width, 3), np.float32)
    for sigma, strength in ((60, 900), (20, 160), (6, 50), (1.5, 14)):
        noise = rng.normal(0, 1, total.shape).astype(np.float32)
        total += cv2.GaussianBlur(noise, (0, 0), sigma) * strength * (sigma / 20 + 0.3)
    image = np.clip(total * 0.6 + 128, 20, 235).astype(np.uint8)
    for _ in range(14):
        corner = rng.integers(0, [width, height])
        far = corner + rng.integers(20, 120, 2)
        shade = tuple(int(v) for v in rng.integers(30, 225, 3))
        cv2.rectangle(image, corner.tolist(), far.tolist(), shade, -1, cv2.LINE_AA)
    cv2.putText(image, "OVEN 7", (40, height // 2), 0, 2.0, (240, 240, 240), 4, cv2.LINE_AA)
    ok, data = cv2.imencode(path.suffix, image)
    assert ok
    path.write_bytes(data.tobytes())
    return path


@dataclass
class Firm:
    """A vault with five people, two technologies, documents, two partners and a release."""

    cocoon: Cocoon
    files: Path
    packs: Path
    created: Any
    documents: dict[str, str] = field(default_factory=dict)
    contacts: dict[str, str] = field(default_factory=dict)
    partners: dict[str, str] = field(default_factory=dict)
    copies: list[Any] = field(default_factory=list)


def found_firm(folder: Path) -> Firm:
    """A firm at work: everything below is done by the command."""
    for name in ("secrets", "files", "packs"):
        (folder / name).mkdir()
    cocoon = Cocoon(folder / "vault", folder / "secrets")
    firm = Firm(cocoon, folder / "files", folder / "packs", cocoon.init())
    for name, role in (
        (ENGINEER, "engineer"),
        (APPROVER, "approver"),
        (EXAMINER, "examiner"),
        (AUDITOR, "auditor"),
    ):
        cocoon.hire(name, role)
    spec = write_pdf(firm.files / "사양서 spec.pdf", pages=3, seed=1)
    photo = write_picture(firm.files / "kiln.png")
    added = cocoon(ENGINEER, "document", "add", str(spec), str(photo), "--technology", "Ovens")
    firm.documents = dict(
        zip(("spec", "photo"), (d["id"] for d in added["documents"]), strict=True)
    )
    for partner, people in (("대한전자 Daehan", ("박도윤", "Jane Roe")), ("Northwind", ("Ann",))):
        firm.partners[partner] = cocoon(ENGINEER, "partner", "add", partner)["partner"]
        for person in people:
            made = cocoon(
                ENGINEER, "contact", "add", "--partner", firm.partners[partner], "--name", person
            )
            firm.contacts[person] = made["contact"]
    firm.copies = cocoon.release(
        firm.packs,
        [firm.contacts["박도윤"], firm.contacts["Jane Roe"]],
        [firm.documents["spec"], firm.documents["photo"]],
    )
    return firm


@pytest.fixture(scope="session")
def firm(tmp_path_factory: pytest.TempPathFactory, private_home: Path) -> Firm:
    return found_firm(tmp_path_factory.mktemp("firm"))
