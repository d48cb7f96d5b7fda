"""What goes wrong is said in one sentence with a next step, and nothing is lost by it.

Each refusal here is held to that by `Cocoon.refused`: the error object, the exit code, no
traceback; and the ledger is as long afterwards as it was before.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import struct
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.e2e.conftest import (
    APPROVER,
    AUDITOR,
    ENGINEER,
    EXAMINER,
    OWNER,
    PASSPHRASES,
    ROOT,
    Cocoon,
    Firm,
    request_words,
    run,
    unpack,
    write_pdf,
)
from vault.app import session
from vault.app.workshop import Inspected, Workshop
from vault.storage.disk import Disk

VIDEOS = ROOT / ".." / "shared" / "corpus" / "video"
RLO, ZWSP = "\u202e", "\u200b"


def entries(firm: Firm) -> int:
    return sum(path.is_file() for path in (firm.cocoon.vault / "log").rglob("*"))


@pytest.fixture
def nothing_new(firm: Firm) -> Iterator[None]:
    """The ledger has no entry more when the test is over."""
    before = entries(firm)
    yield
    assert entries(firm) == before


@pytest.fixture(scope="module", autouse=True)
def whole_in_the_end(firm: Firm) -> Iterator[None]:
    yield
    assert firm.cocoon(AUDITOR, "ledger", "verify")["ok"]
    assert firm.cocoon(APPROVER, "check", "--deep")["ok"]


def hostile_names() -> dict[str, str]:
    return {
        "empty": "",
        "blank": " \t ",
        "newline": "Bad\nCompany\r\nLtd",
        "right-to-left": f"Good{RLO}dab",
        "invisible": f"Co{ZWSP}{ZWSP}",
        "null": "a\x00b",
        "escape": "a\x1b[31mred",
        "long": "가" * 500,
        "path": "../../etc/passwd",
        "backslash": "..\\..\\windows",
        "emoji": "가마 🔥 Kiln",
        "decomposed": unicodedata.normalize("NFD", "한빛"),
        "half": "\udcff\udc80",
        "html": "<b>&amp;</b>{0}%s",
    }


# -- getting in ---------------------------------------------------------------------------------


def test_a_wrong_passphrase_an_unknown_name_and_no_vault(firm: Firm, tmp_path: Path):
    vault, good = str(firm.cocoon.vault), firm.cocoon.secret(PASSPHRASES[OWNER])
    wrong = firm.cocoon.secret("not the passphrase")

    def code(*words: str) -> tuple[int, str]:
        ran = run("document", "list", "--json", *words)
        return ran.code, ran.json["error"]["code"]

    mine = ("--user", OWNER, "--passphrase-file", good)
    assert code("--vault", vault, "--user", OWNER, "--passphrase-file", wrong) == (
        1,
        "wrong-passphrase",
    )
    assert code("--vault", vault, "--user", "Nobody", "--passphrase-file", good) == (
        1,
        "unknown-member",
    )
    assert code("--vault", str(tmp_path), *mine) == (1, "not-a-vault")
    assert code("--vault", str(tmp_path / "absent"), *mine) == (1, "not-a-vault")
    assert code("--vault", good, *mine) == (1, "not-a-vault")
    assert code(*mine) == (2, "no-vault")
    assert code("--vault", vault, "--passphrase-file", good) == (2, "no-user")
    assert code("--vault", "s3://bucket/vault", *mine) == (2, "unsupported-vault")
    missing = str(tmp_path / "none.txt")
    assert code("--vault", vault, "--user", OWNER, "--passphrase-file", missing) == (
        1,
        "no-such-file",
    )
    assert code("--vault", vault, "--user", OWNER, "--passphrase-file", str(tmp_path)) == (
        1,
        "no-such-file",
    )
    for number, content in enumerate((b"", b"\xff\xfe\x00", b"\n\n")):
        file = tmp_path / f"{number}"
        file.write_bytes(content)
        refused = code("--vault", vault, "--user", OWNER, "--passphrase-file", str(file))
        assert refused in ((1, "wrong-passphrase"), (1, "no-such-file"))


def test_nobody_is_asked_where_there_is_no_terminal(firm: Firm, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    ran = run("document", "list", "--json", "--vault", str(firm.cocoon.vault), "--user", OWNER)
    assert (ran.code, ran.json["error"]["code"]) == (2, "no-passphrase")
    assert "COCOON_PASSPHRASE" in ran.err
    new = firm.cocoon.refused(OWNER, "member", "add", "Neu", "--role", "auditor", exit_code=2)
    assert new["code"] == "no-passphrase"


def test_a_vault_of_a_newer_program_and_a_damaged_one(firm: Firm, tmp_path: Path):
    copy = tmp_path / "vault"
    shutil.copytree(firm.cocoon.vault, copy)
    other = Cocoon(copy, firm.cocoon.secrets, number=8000)
    mark = copy / "vault.json"
    good = mark.read_bytes()
    mark.chmod(0o600)
    mark.write_bytes(session.format_bytes(firm.created["vault"], version=99))
    assert other.refused(OWNER, "document", "list")["code"] == "newer-format"
    for bad in (b"", b"\xff\xfe", b"[]", b'{"cocoon":1,"vault":"00"}\n'):
        mark.write_bytes(bad)
        other.refused(OWNER, "document", "list", exit_code=3)
    mark.write_bytes(good)
    assert other(OWNER, "document", "list")["documents"]
    entry = copy / "log/000/000/003"
    entry.chmod(0o600)
    entry.write_bytes(entry.read_bytes()[:-9])
    ran = other.ran(OWNER, "ledger", "verify")
    assert ran.code == 3 and 3 in [problem.get("seq") for problem in ran.json["problems"]]


@pytest.mark.parametrize(
    ("place", "code"), [("full", "folder-not-empty"), ("file", "folder-not-empty")]
)
def test_init_leaves_what_is_there_alone(place: str, code: str, tmp_path: Path):
    (tmp_path / "secrets").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("x")
    (tmp_path / "file").write_text("y")
    words = ["--org", "O", "--user", "U", "--json"]
    secret = tmp_path / "secret"
    secret.write_text("long enough words")
    before = sorted(tmp_path.rglob("*"))
    ran = run("init", str(tmp_path / place), *words, "--passphrase-file", str(secret))
    assert (ran.code, ran.json["error"]["code"]) == (1, code)
    assert sorted(tmp_path.rglob("*")) == before
    below = run("init", str(tmp_path / "file" / "sub"), *words, "--passphrase-file", str(secret))
    assert below.code == 1
    nowhere = run("init", "/proc/vault", *words, "--passphrase-file", str(secret))
    assert nowhere.code == 1


def test_weak_passphrases_and_names_that_deceive_make_no_vault(tmp_path: Path):
    secret = tmp_path / "secret"
    for word in ("", "short", "        "):
        secret.write_text(word)
        ran = run(
            *("init", str(tmp_path / "v"), "--org", "O", "--user", "U", "--json"),
            *("--passphrase-file", str(secret)),
        )
        assert (ran.code, ran.json["error"]["code"]) == (1, "weak-passphrase")
    secret.write_text("long enough words")
    for org, user in (("", "U"), ("O", ""), (f"O{RLO}", "U"), ("O", "가" * 500)):
        ran = run(
            *("init", str(tmp_path / "v"), "--org", org, f"--user={user}", "--json"),
            *("--passphrase-file", str(secret)),
        )
        assert ran.code in (1, 2) and ran.json["error"]["code"] in ("bad-name", "no-user")
    assert not (tmp_path / "v").exists()


# -- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(hostile_names()))
def test_hostile_names_are_cleaned_or_refused(kind: str, firm: Firm, tmp_path: Path):
    name = hostile_names()[kind]
    partner = firm.partners["Northwind"]
    before = entries(firm)
    ran = firm.cocoon.ran(ENGINEER, "contact", "add", "--partner", partner, f"--name={name}")
    if ran.code:
        assert ran.json["error"]["code"] == "bad-name"
        assert entries(firm) == before
    else:
        kept = ran.json["name"]
        assert kept == unicodedata.normalize("NFC", " ".join(name.split()))
        assert all(unicodedata.category(char)[0] != "C" for char in kept)
        assert len(kept) <= 300
    assert (ran.code == 0) == (
        kind in ("newline", "path", "backslash", "emoji", "decomposed", "html")
    )


def test_hostile_names_of_recipients_reach_no_folder_and_break_no_letter(
    firm: Firm, tmp_path: Path
):
    partner = firm.partners["Northwind"]
    people = [
        firm.cocoon(ENGINEER, "contact", "add", "--partner", partner, f"--name={name}")["contact"]
        for name in ("../../../tmp/x", "<b>&\"'%s{0}", "🔥" * 290, "CON", ".")
    ]
    copies = firm.cocoon.release(tmp_path / "out" / "deep", people, [firm.documents["spec"]])
    made = sorted((tmp_path / "out").rglob("*.zip"))
    assert len(made) == len(people) and {p.parent for p in made} == {tmp_path / "out" / "deep"}
    for copy in copies:
        with zipfile.ZipFile(copy["path"]) as archive:
            assert archive.testzip() is None
            assert not [n for n in archive.namelist() if n.startswith("/") or ".." in n]


def test_hostile_file_names_are_refused_or_cleaned_and_leaks_always_preserved(
    firm: Firm, tmp_path: Path
):
    data = "배합 62:31:7".encode()
    for number, name in enumerate(
        (
            f"a{RLO}fdp.exe.pdf",
            "two\nlines.pdf",
            "가" * 80 + ".pdf",
            "-rf.pdf",
            "🔥.pdf",
            b"\xff\xfe.pdf",
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / (os.fsdecode(name) if isinstance(name, bytes) else name)
        path.write_bytes(data)
        ran = firm.cocoon.ran(ENGINEER, "document", "add", str(path), "--technology", "Ovens")
        if ran.code:
            assert ran.json["error"]["code"] == "bad-name", ran.err
        lodged = firm.cocoon(AUDITOR, "leak", "lodge", str(path))
        [file] = lodged["files"]
        assert all(char.isprintable() for char in file["name"]) and file["size"] == len(data)


@pytest.mark.usefixtures("nothing_new")
def test_names_that_are_taken(firm: Firm):
    cocoon = firm.cocoon
    new = cocoon.secret("some other passphrase")
    for words in (
        ("member", "add", APPROVER.upper(), "--role", "auditor", "--new-passphrase-file", new),
        ("partner", "add", "NORTHWIND"),
    ):
        assert cocoon.refused(OWNER, *words)["code"] == "name-taken"
    weak = cocoon.secret("short")
    words = ("member", "add", "Neu", "--role", "auditor", "--new-passphrase-file", weak)
    assert cocoon.refused(OWNER, *words)["code"] == "weak-passphrase"
    cocoon.refused(OWNER, "member", "add", "Neu", "--role", "king", exit_code=2)
    cocoon.refused(OWNER, "member", "role", AUDITOR, "--add", "king", exit_code=2)
    assert cocoon.refused(OWNER, "member", "role", AUDITOR)["code"] == "nothing-to-do"
    assert cocoon.refused(OWNER, "member", "remove", OWNER)["code"] == "last-owner"


# -- what does not exist ------------------------------------------------------------------------


@pytest.mark.usefixtures("nothing_new")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("document show D-00000000", "unknown-document"),
        ("document traceability nonsense", "unknown-document"),
        ("document export D-00000000 --out {tmp}/x --reason r", "unknown-document"),
        ("document export {spec} --revision 9 --out {tmp}/x --reason r", "unknown-revision"),
        ("document add {file} --revise D-00000000", "unknown-document"),
        ("document add {tmp}/absent.pdf", "no-such-file"),
        ("document add {tmp}", "no-files"),
        ("document add {file} {file} --title T", "one-file-only"),
        ("document add {file} --class secretish", "usage"),
        ("partner show P-00000000", "unknown-partner"),
        ("contact add --partner P-00000000 --name N", "unknown-partner"),
        ("contact add --partner {partner} --name N --email nonsense", "bad-email"),
        ("contact list --partner P-00000000", "unknown-partner"),
        ("contact remove C-00000000", "unknown-contact"),
        ("release show R-00000000", "unknown-release"),
        ("release preview R-00000000 --out {tmp}/p", "unknown-release"),
        ("release approve R-00000000", "unknown-release"),
        ("release reject R-00000000 --reason r", "unknown-release"),
        ("release withdraw R-00000000", "unknown-release"),
        ("release seal R-00000000", "unknown-release"),
        ("release collect R-00000000 --out {tmp}/p", "unknown-release"),
        ("release void R-00000000-1 --reason r", "unknown-copy"),
        ("release list --partner nobody", "unknown-partner"),
        ("member show Nobody", "unknown-member"),
        ("member remove Nobody", "unknown-member"),
        ("member grant {engineer} --technology Nothing", "unknown-technology"),
        ("member revoke {auditor} --technology Ovens", "not-granted"),
        ("ledger show 999999", "unknown-entry"),
        ("ledger show -- -1", "unknown-entry"),
        ("ledger verify --against {tmp}/absent", "no-such-file"),
        ("ledger verify --against {file}", "not-a-witness"),
        ("trace L-00000000", "unknown-leak"),
        ("trace {tmp}/absent.jpg", "file-vanished"),
        ("trace {file} --document D-00000000", "unknown-document"),
        ("backup check {tmp}/absent", "no-backup"),
        ("backup restore {tmp}/absent --to {tmp}/r", "no-backup"),
        ("backup read-back {file}", "not-a-witness"),
    ],
)
def test_unknown_things(words: str, code: str, firm: Firm, tmp_path: Path):
    file = firm.files / "사양서 spec.pdf"
    (tmp_path / "empty").mkdir()
    filled = [
        word.format(
            tmp=tmp_path,
            file=file,
            spec=firm.documents["spec"],
            partner=firm.partners["Northwind"],
            engineer=ENGINEER,
            auditor=AUDITOR,
        )
        for word in words.split()
    ]
    before = sorted(tmp_path.iterdir())
    # `--` ends the options, so global ones come first there
    usage = code == "usage"
    ran = (
        run(
            *("--vault", str(firm.cocoon.vault), "--user", OWNER, "--json"),
            *("--passphrase-file", firm.cocoon.secret(PASSPHRASES[OWNER])),
            *filled,
        )
        if "--" in filled
        else firm.cocoon.ran(OWNER, *filled)
    )
    assert ran.code == (2 if usage else 1), ran.err
    assert ran.json["error"]["code"] == code, ran.err
    assert ran.json["error"]["next"]
    assert sorted(tmp_path.iterdir()) == before


# -- requests -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("nothing_new")
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"--until": "2001-01-01"}, "past-date"),
        ({"--until": "tomorrow"}, "bad-date"),
        ({"--until": "2099-02-30"}, "bad-date"),
        ({"--until": "31.12.2099"}, "bad-date"),
        ({"--until": ""}, "bad-date"),
        ({"--until": "99999-01-01"}, "bad-date"),
        ({"--until": "9999-12-31T23:59:59-12:00"}, "bad-date"),
        ({"--until": "0001-01-01T00:00:00+14:00"}, "bad-date"),
        ({"--return-by": "2001-01-01"}, "past-date"),
        ({"--return-by": "soon"}, "bad-date"),
        ({"--purpose": ""}, "bad-name"),
        ({"--purpose": f"for{RLO}"}, "bad-name"),
        ({"--contact": "C-00000000"}, "unknown-contact"),
        ({"--contact": "박도윤"}, "unknown-contact"),
        ({"--document": "D-00000000"}, "unknown-document"),
        ({"--document": "{spec}@7"}, "unknown-revision"),
        ({"--document": "{spec}@0"}, "unknown-revision"),
        ({"--document": "{spec}:4"}, "unknown-page"),
        ({"--document": "{spec}:0"}, "unknown-page"),
        ({"--document": "{spec}:1-99999999999"}, "unknown-page"),
        ({"--document": "{spec}:3-1"}, "unknown-page"),
        ({"--document": "{spec}:"}, "bad-document"),
        ({"--document": "{spec}:x"}, "bad-document"),
        ({"--document": "{spec}:1,,2"}, "bad-pages"),
        ({"--document": "{photo}:1"}, "no-pages"),
        ({"--stamp": "golden"}, "unknown-stamp"),
        ({"--stamp": "../../etc/passwd"}, "unknown-stamp"),
        ({"--why-each": "{spec}"}, "usage"),
    ],
)
def test_requests_that_make_no_sense(changed: dict[str, str], code: str, firm: Firm):
    options = {
        "--contact": firm.contacts["Ann"],
        "--document": firm.documents["spec"],
        "--purpose": "p",
        "--until": "2099-12-31",
    }
    ids = {"spec": firm.documents["spec"], "photo": firm.documents["photo"]}
    options |= {name: value.format(**ids) for name, value in changed.items()}
    words = [f"{name}={value}" for name, value in options.items()]
    usage = code in ("usage", "bad-document", "bad-pages")
    error = firm.cocoon.refused(ENGINEER, "release", "request", *words, exit_code=2 if usage else 1)
    assert error["code"] == code, error


@pytest.mark.usefixtures("nothing_new")
def test_requests_for_several_partners_one_document_twice_or_by_those_who_may_not(firm: Firm):
    cocoon, spec = firm.cocoon, firm.documents["spec"]
    ours, theirs = firm.contacts["박도윤"], firm.contacts["Ann"]
    assert cocoon.refused(ENGINEER, *request_words([ours, theirs], [spec]))["code"] == (
        "several-partners"
    )
    assert cocoon.refused(ENGINEER, *request_words([ours], [f"{spec}:1", f"{spec}:2"]))["code"] == (
        "document-twice"
    )
    for user in (AUDITOR, EXAMINER):
        assert cocoon.refused(user, *request_words([ours], [spec]))["code"] == "not-allowed"
    sealed = firm.copies[0]["copy"].rpartition("-")[0]
    assert cocoon.refused(ENGINEER, "release", "approve", sealed)["code"]
    assert cocoon.refused(APPROVER, "release", "approve", sealed, "--accept", "all")["code"] == (
        "unknown-warning"
    )
    assert cocoon.refused(AUDITOR, "release", "collect", sealed, "--out", "/tmp/none")["code"]
    assert cocoon.refused(EXAMINER, "document", "export", spec, "--out", "/tmp/none-either",
                          "--reason", "r")["code"]  # fmt: skip
    assert not Path("/tmp/none").exists() and not Path("/tmp/none-either").exists()


# -- files that cannot be taken in --------------------------------------------------------------


@pytest.mark.usefixtures("nothing_new")
@pytest.mark.timeout(240)
def test_files_that_are_empty_broken_or_no_files(firm: Firm, tmp_path: Path):
    (tmp_path / "zero.pdf").touch()
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    (tmp_path / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "cut.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    os.mkfifo(tmp_path / "pipe.pdf")
    for name, codes in (
        ("zero.pdf", {"empty-file"}),
        ("broken.pdf", {"broken-pdf"}),
        ("cut.png", {"broken-picture", "unsupported-picture"}),
        ("cut.jpg", {"broken-picture", "unsupported-picture"}),
        ("loop", {"no-such-file", "file-vanished"}),
        ("pipe.pdf", {"not-a-file"}),
    ):
        error = firm.cocoon.refused(ENGINEER, "document", "add", str(tmp_path / name),
                                    "--technology", "Ovens")  # fmt: skip
        assert error["code"] in codes, (name, error)


@pytest.mark.usefixtures("nothing_new")
def test_a_file_that_vanishes_or_changes_while_it_is_read(
    firm: Firm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = write_pdf(tmp_path / "moving.pdf", pages=1, seed=62)
    words = ("document", "add", str(path), "--technology", "Ovens")

    def grows(self: Workshop, *given: Any) -> Any:
        with path.open("ab") as file:
            file.write(b"more")
        return Inspected()

    def vanishes(self: Workshop, *given: Any) -> Any:
        path.unlink()
        return Inspected()

    for happens, code in ((grows, "file-changed"), (vanishes, "file-vanished")):
        monkeypatch.setattr(Workshop, "inspect", happens)
        assert firm.cocoon.refused(ENGINEER, *words)["code"] == code


def test_a_full_disk_loses_nothing_and_the_same_command_works_later(
    firm: Firm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = tmp_path / "big.step"
    path.write_bytes(b"ISO-10303-21;" + bytes(60_000))
    words = ("document", "add", str(path), "--technology", "Ovens")
    before = entries(firm)
    write, room = Disk.write, [0]

    def full(self: Disk, handle: int, data: Any) -> int:
        room[0] -= len(data)
        if room[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(self, handle, data)

    for space in (0, 2000, 30_000):
        with monkeypatch.context() as patch:
            patch.setattr(Disk, "write", full)
            room[0] = space
            error = firm.cocoon.refused(ENGINEER, *words)
        assert error["code"] == "disk-full", error
        assert entries(firm) == before
    assert not list((firm.cocoon.vault / "tmp").glob("*"))
    assert firm.cocoon(ENGINEER, *words)["documents"][0]["title"] == "big"


def test_a_full_disk_outside_leaves_no_half_pack(
    firm: Firm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    import vault.app.outside as outside

    release = firm.copies[0]["copy"].rpartition("-")[0]
    words = ("release", "collect", release, "--out", str(tmp_path / "out"))
    before = entries(firm)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(outside.os, "fsync", full)
        error = firm.cocoon.refused(ENGINEER, *words)
    assert error["code"] == "disk-full"
    assert entries(firm) == before and not list((tmp_path / "out").iterdir())
    assert len(firm.cocoon(ENGINEER, *words)["copies"]) == 2


# -- leaks that are none ------------------------------------------------------------------------


def giant_png(path: Path, side: int = 40_000) -> Path:
    """A white picture of 1.6 thousand million pixels in a few hundred kilobytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(
            ">I", zlib.crc32(kind + data)
        )  # fmt: skip

    pack = zlib.compressobj(6)
    row = b"\x00" + b"\xff" * (side // 8)
    pixels = b"".join(pack.compress(row) for _ in range(side)) + pack.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )
    return path


@pytest.mark.timeout(300)
def test_leaks_that_are_no_documents_are_preserved_and_refused(firm: Firm, tmp_path: Path):
    locked = io.BytesIO()
    with pikepdf.open(write_pdf(tmp_path / "p.pdf", 1, 64)) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="geheim", owner="o"))
    videos = sorted(VIDEOS.glob("*.mp4")) if VIDEOS.is_dir() else []
    contents = {
        "note.txt": "그냥 메모입니다".encode(),
        "clip.mp4": videos[0].read_bytes()[: 1 << 20] if videos else b"\0\0\0\x18ftypmp42" * 99,
        "noise.jpg": os.urandom(5000),
        "broken.pdf": b"%PDF-1.4\n" + os.urandom(3000),
        "locked.pdf": locked.getvalue(),
        "torn.png": (firm.files / "kiln.png").read_bytes()[:5000],
    }
    files = [giant_png(tmp_path / "giant.png")]
    for name, data in contents.items():
        files.append(tmp_path / name)
        files[-1].write_bytes(data)
    ran = firm.cocoon.ran(APPROVER, "trace", *map(str, files), "--each")
    assert ran.code == 1
    codes = {Path(r["file"]).name: r["error"]["code"] for r in ran.json["results"]}
    assert codes == {
        "giant.png": "picture-too-large",
        "note.txt": "not-a-picture",
        "clip.mp4": "not-a-picture",
        "noise.jpg": "not-a-picture",
        "broken.pdf": "broken-pdf",
        "locked.pdf": "password-needed",
        "torn.png": "broken-picture",
    }
    for result in ran.json["results"]:
        assert result["matches"] == [] and result["error"]["next"]
    kept = firm.cocoon(AUDITOR, "ledger", "list", "--kind", "leak.lodged")["entries"]
    names = {file["name"] for entry in kept for file in entry["fields"]["files"]}
    assert names >= set(codes)


@pytest.mark.usefixtures("nothing_new")
def test_a_folder_and_nothing_are_no_leaks(firm: Firm, tmp_path: Path):
    (tmp_path / "zero.jpg").touch()
    for words, code in (
        ([str(tmp_path)], "not-a-file"),
        ([str(tmp_path / "zero.jpg")], "empty-file"),
    ):
        assert firm.cocoon.refused(APPROVER, "trace", *words)["code"] == code
        assert firm.cocoon.refused(AUDITOR, "leak", "lodge", *words)["code"] == code


# -- places outside -----------------------------------------------------------------------------


@pytest.mark.usefixtures("nothing_new")
def test_places_that_cannot_be_written_or_are_taken(firm: Firm, tmp_path: Path):
    cocoon = firm.cocoon
    release = firm.copies[0]["copy"].rpartition("-")[0]
    taken = tmp_path / "taken"
    taken.write_text("mine")
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_text("mine")
    for place in (str(taken), "/proc/none", str(taken / "sub")):
        error = cocoon.refused(ENGINEER, "release", "collect", release, "--out", place)
        assert error["code"] == "cannot-write", (place, error)
    for words in (
        ("ledger", "checkpoint", "--out", str(taken)),
        ("ledger", "export", "--out", str(taken)),
        ("document", "export", firm.documents["spec"], "--out", str(taken), "--reason", "r"),
        ("trace", str(taken), "--report", str(taken)),
    ):
        assert cocoon.refused(APPROVER, *words)["code"] == "file-exists", words
    for words in (
        ("backup", "create", "--out", str(full)),
        ("backup", "create", "--out", str(taken)),
    ):
        error = cocoon.refused(OWNER, *words)
        assert error["code"] in ("not-empty", "file-exists", "cannot-write"), error
    assert taken.read_text() == "mine" and [p.name for p in full.iterdir()] == ["mine"]


def test_a_pack_of_the_same_name_is_not_overwritten(firm: Firm, tmp_path: Path):
    release = firm.copies[0]["copy"].rpartition("-")[0]
    mine = tmp_path / Path(firm.copies[1]["path"]).name
    mine.write_text("mine")
    error = firm.cocoon.refused(ENGINEER, "release", "collect", release, "--out", str(tmp_path))
    assert error["code"] == "file-exists" and mine.read_text() == "mine"


# -- backups and witnesses ----------------------------------------------------------------------


def test_backups_and_packs_that_are_not_what_they_say(firm: Firm, tmp_path: Path):
    cocoon = firm.cocoon
    word = cocoon.secret(PASSPHRASES[OWNER])
    backup = tmp_path / "backup"
    cocoon(OWNER, "backup", "create", "--out", str(backup))
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_text("mine")
    (tmp_path / "text.tar").write_text("no archive")
    (tmp_path / "nothing").mkdir()

    def code(*words: str) -> tuple[int, str]:
        ran = run("backup", *words, "--json", "--user", OWNER, "--passphrase-file", word)
        return ran.code, ran.json["error"]["code"]

    assert code("restore", str(backup), "--to", str(full)) == (1, "not-empty")
    assert code("check", str(tmp_path / "nothing")) == (1, "not-a-vault")
    assert code("check", str(tmp_path / "text.tar"))[0] in (1, 3)
    assert code("restore", str(tmp_path / "text.tar"), "--to", str(tmp_path / "r"))[0] in (1, 3)
    blob = next(path for path in sorted((backup / "blob").rglob("*")) if path.is_file())
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[:-1])
    assert code("restore", str(backup), "--to", str(tmp_path / "r")) == (3, "backup-damaged")
    assert not (tmp_path / "r").exists() or not any((tmp_path / "r").iterdir())
    checked = run("backup", "check", str(backup), "--json", "--user", OWNER,
                  "--passphrase-file", word)  # fmt: skip
    assert checked.code == 3 and checked.json["problems"]

    altered = tmp_path / "altered.zip"
    with zipfile.ZipFile(firm.copies[0]["path"]) as before, zipfile.ZipFile(altered, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data[:-1] + b"?" if name.endswith(".pdf") else data)
    refused = cocoon.refused(APPROVER, "backup", "read-back", str(altered), exit_code=3)
    assert refused["code"] == "pack-altered"
    known = cocoon.refused(APPROVER, "backup", "read-back", firm.copies[0]["path"])
    assert known["code"] == "copy-known"
    (tmp_path / "cut.zip").write_bytes(Path(firm.copies[0]["path"]).read_bytes()[:500])
    cocoon.refused(APPROVER, "backup", "read-back", str(tmp_path / "cut.zip"), exit_code=3)
    assert unpack(firm.copies[0], "kiln.png")
