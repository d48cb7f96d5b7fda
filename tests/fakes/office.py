"""A firm at work with the `cocoon` command: real vault, real people, cheap passphrases."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Ran, run
from tests.fakes import firm as firms
from vault.app.people import members

OWNER, ENGINEER, APPROVER, AUDITOR = firms.OWNER, firms.ENGINEER, firms.APPROVER, firms.AUDITOR


def written(path: Path, pages: int) -> Path:
    """A PDF of some pages with a few words each, or for no pages a text file."""
    from reportlab.pdfgen.canvas import Canvas

    path.parent.mkdir(parents=True, exist_ok=True)
    if not pages:
        path = path.with_suffix(".txt")
        path.write_text(f"{path.stem}: 7 to 3\n", encoding="utf-8")
        return path
    canvas = Canvas(str(path), invariant=1)
    for page in range(pages):
        canvas.drawString(72, 760, f"{path.stem}, page {page}: the zone holds {page * 7} degrees")
        canvas.showPage()
    canvas.save()
    return path


@dataclass
class Office:
    """The command on one vault, in the name of this person or that.

    Attributes:
        home: folder with the vault in it, and room for files.
        firm: the vault as tests that use no command see it.
        documents: title → id.
        partner: the partner's id; contacts: name → id.
    """

    home: Path
    firm: firms.Firm
    documents: dict[str, str] = field(default_factory=dict)
    partner: str = ""
    contacts: dict[str, str] = field(default_factory=dict)

    def ran(self, user: str, *words: str) -> Ran:
        """One run; what it promises is checked by `run`."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COCOON_PASSPHRASE", firms.passphrase(user))
            patch.setenv("COCOON_CONFIG", str(self.home / "config"))
            vault = str(self.home / "vault")
            return run(*words, "--vault", vault, "--user", user, "--json")

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
        assert error["message"] and error["next"] and "\n" not in error["message"], error
        return error

    def said(self, user: str, *words: str) -> str:
        """What a person reads."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("COCOON_PASSPHRASE", firms.passphrase(user))
            patch.setenv("COCOON_CONFIG", str(self.home / "config"))
            ran = run(*words, "--vault", str(self.home / "vault"), "--user", user)
        assert ran.code == 0, (words, ran.err)
        return ran.out

    def file(self, name: str, content: bytes = b"as it came") -> Path:
        """A file to take in."""
        path = self.home / "files" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return path

    def entries(self) -> int:
        """How long the ledger is."""
        log = self.home / "vault" / "log"
        return sum(path.is_file() for path in log.rglob("*"))

    def request(self, *more: str, documents: tuple[str, ...] = ("oven",)) -> Any:
        """A request of the engineer's."""
        return self(
            ENGINEER,
            *("release", "request", "--purpose", "시험 생산 평가", "--until", "2099-12-31"),
            "--allow-untraceable",
            *(word for name in self.contacts for word in ("--contact", self.contacts[name])),
            *(word for title in documents for word in ("--document", self.documents[title])),
            *more,
        )


def opened(home: Path, documents: dict[str, int]) -> Office:
    """A firm with a partner, a contact there, and documents (title → pages) of one technology.

    The documents carry no marks, which would take time to learn.
    """
    home.mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(home / "config"))
        office = Office(home, firms.staffed(home / "vault"))
        owner = office.firm.owner
        for title, pages in documents.items():
            path = written(home / "files" / f"{title}.pdf", pages)
            office.documents[title] = office.firm.add(owner, path, technology="오븐 기술").id
        if documents:
            members.grant(owner, ENGINEER, "오븐 기술")
    office.partner = office(ENGINEER, "partner", "add", "광명조립(주)")["partner"]
    made = office(ENGINEER, "contact", "add", "--partner", office.partner, "--name", "박도윤")
    office.contacts["박도윤"] = made["contact"]
    return office
