from __future__ import annotations

import hashlib
import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.papers.samples import ISSUED, facts, item
from vault.errors import IntegrityError
from vault.papers import manifest, pack, zipping

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FILES = {
    "가열판 공정사양서.pdf": b"%PDF-1.7 one" * 1000,
    "drawing.pdf": b"%PDF-1.7 two",
    "DRAWING.pdf": b"",
}


def a_pack() -> pack.Pack:
    items = [item(name, content) for name, content in FILES.items()]
    contents = [lambda data=data: io.BytesIO(data) for data in FILES.values()]
    return pack.assemble(facts(*items), contents, KEY)


class Forwards(io.RawIOBase):
    """Takes and gives bytes in order only, as an encrypting stream does."""

    def __init__(self, data: bytes = b"") -> None:
        self.source, self.taken = io.BytesIO(data), bytearray()

    def write(self, data) -> int:  # type: ignore[override]
        self.taken += data
        return len(data)

    def read(self, size: int = -1) -> bytes:  # type: ignore[override]
        return self.source.read(min(size, 7) if size > 0 else size)


@pytest.fixture(scope="module")
def core() -> bytes:
    out = Forwards()
    pack.write(a_pack(), out)
    return bytes(out.taken)


@pytest.fixture(scope="module")
def whole(core: bytes) -> bytes:
    out = Forwards()
    proof = {"inclusion.json": b"{}", "checkpoint": b"root\n"}
    pack.append_proof(Forwards(core), out, proof, ISSUED)  # type: ignore[arg-type]
    return bytes(out.taken)


def test_a_pack_opens_with_python_and_unzip(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(whole)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == [
            "가열판 공정사양서.pdf",
            "drawing.pdf",
            "DRAWING (2).pdf",
            "transmittal R-7K3M9QXT-2.pdf",
            "manifest.json",
            "manifest.sig",
            "proof/checkpoint",
            "proof/inclusion.json",
        ]
        assert archive.read("가열판 공정사양서.pdf") == FILES["가열판 공정사양서.pdf"]
        assert {i.date_time for i in archive.infolist()} == {(2026, 11, 22, 14, 30, 6)}
        assert all(i.flag_bits == 0x800 for i in archive.infolist())
    done = subprocess.run(
        ["unzip", "-q", str(path), "-d", str(tmp_path / "out")],
        capture_output=True,
        env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert done.returncode == 0, done
    assert (tmp_path / "out/가열판 공정사양서.pdf").read_bytes() == FILES["가열판 공정사양서.pdf"]


def test_the_same_facts_give_the_same_pack(core: bytes) -> None:
    again = Forwards()
    pack.write(a_pack(), again)
    assert bytes(again.taken) == core


def test_the_proof_changes_no_byte_of_the_core(core: bytes, whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(core)) as archive:
        start = archive.start_dir
    assert whole[:start] == core[:start]


def test_an_untouched_pack_has_no_problems(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(whole)
    assert pack.check(path, KEY.public_key()) == ()
    assert pack.read_papers(path)["proof/checkpoint"] == b"root\n"
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    assert "valid signature" in pack.check(path, stranger)[0]


def rezipped(whole: bytes, path: Path, change: dict[str, bytes | None]) -> Path:
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = change.get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name] or b"")
    return path


@pytest.mark.parametrize(
    "change,said",
    [
        ({"drawing.pdf": b"%PDF-1.7 twO"}, "drawing.pdf is not the file"),
        ({"drawing.pdf": None}, "drawing.pdf is missing"),
        ({"transmittal R-7K3M9QXT-2.pdf": b"x"}, "transmittal R-7K3M9QXT-2.pdf is not"),
        ({"extra.exe": b"x"}, "extra.exe does not belong"),
        ({"manifest.sig": None}, "manifest.sig is missing"),
        ({"manifest.json": b"{}"}, "valid signature"),
    ],
)
def test_every_change_of_a_pack_is_named(
    whole: bytes, tmp_path: Path, change: dict[str, bytes | None], said: str
) -> None:
    path = rezipped(whole, tmp_path / "p.zip", change)
    assert said in pack.check(path, KEY.public_key())[0]


def test_a_file_that_is_no_zip_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    for data in (b"", b"PK\x03\x04", b"x" * 100):
        path.write_bytes(data)
        assert pack.check(path, KEY.public_key()) == ("The file is not a readable ZIP.",)
        with pytest.raises(IntegrityError):
            pack.read_papers(path)


def test_a_manifest_with_any_changed_byte_is_refused() -> None:
    body = manifest.compose(facts(item("a.pdf", b"a")), zipping.from_bytes("t.pdf", b"t"))
    signature = manifest.sign(body, KEY)
    public = KEY.public_key()
    assert manifest.verify(body, signature, public)["recipient"]["person"] == "박서연"
    for place in range(len(body)):
        broken = bytearray(body)
        broken[place] ^= 0x01
        with pytest.raises(IntegrityError):
            manifest.verify(bytes(broken), signature, public)
    for place in range(len(signature)):
        for flip in (0x01, 0x20):
            broken = bytearray(signature)
            broken[place] ^= flip
            with pytest.raises(IntegrityError):
                manifest.verify(body, bytes(broken), public)
    for other in (body + b" ", b"", b"[]"):
        with pytest.raises(IntegrityError):
            manifest.verify(other, signature, public)


def test_a_signature_of_another_kind_is_not_a_manifests() -> None:
    body = manifest.compose(facts(item("a.pdf", b"a")), zipping.from_bytes("t.pdf", b"t"))
    bare = manifest._signature_file(KEY.public_key(), KEY.sign(body))
    with pytest.raises(IntegrityError):
        manifest.verify(body, bare, KEY.public_key())


def test_a_changed_marked_file_is_not_packed() -> None:
    with pytest.raises(IntegrityError, match=r"a\.pdf"):
        pack.assemble(facts(item("a.pdf", b"a")), [lambda: io.BytesIO(b"b")], KEY)


def test_content_that_changes_while_it_is_written_is_noticed() -> None:
    answers = iter([b"first", b"other"])
    member = zipping.weigh("a", lambda: io.BytesIO(next(answers)))
    with pytest.raises(IntegrityError):
        zipping.write(io.BytesIO(), [member], ISSUED)


@pytest.mark.parametrize("cut", [0, 3, 40, 500, 12_100])
def test_a_damaged_core_gets_no_proof(core: bytes, cut: int) -> None:
    with pytest.raises(IntegrityError):
        pack.append_proof(io.BytesIO(core[:cut]), io.BytesIO(), {"a": b""}, ISSUED)
    flipped = bytearray(core)
    flipped[cut] ^= 0x10
    with pytest.raises(IntegrityError):
        pack.append_proof(io.BytesIO(bytes(flipped)), io.BytesIO(), {"a": b""}, ISSUED)


@pytest.mark.parametrize(
    "name,safe",
    [
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\Windows\\x.pdf", "C__Windows_x.pdf"),
        ("con.pdf", "_con.pdf"),
        ("LPT1", "_LPT1"),
        ("..", "file"),
        ("", "file"),
        (" a. ", "a"),
        ("rcs\u202efdp.exe", "rcsfdp.exe"),
        ("line\nbreak\x00.pdf", "line break.pdf"),
        ("\u1112\u1161\u11ab.pdf", "한.pdf"),
    ],
)
def test_names_are_safe_everywhere(name: str, safe: str) -> None:
    assert pack.safe_name(name) == safe


@given(st.lists(st.text(max_size=300), max_size=12))
def test_names_in_a_pack_never_clash_or_escape(names: list[str]) -> None:
    safe = pack.unique_names(names, ("manifest.json",))
    folded = [name.casefold() for name in safe]
    assert len(set(folded)) == len(names) and "manifest.json" not in folded
    for name in safe:
        assert name not in ("", ".", "..") and not set(name) & set('/\\:*?"<>|\0\n')
        assert len(name.encode()) <= 255


def test_a_file_named_like_the_manifest_gives_way() -> None:
    assert pack.unique_names(["Manifest.JSON"], ("manifest.json",)) == ("Manifest (2).JSON",)


class Zeros(io.RawIOBase):
    """A stream of zeros that needs no memory."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, size: int = -1) -> bytes:  # type: ignore[override]
        size = min(size if size >= 0 else self.left, self.left)
        self.left -= size
        return bytes(size)


def test_files_beyond_four_gibibytes_use_zip64(tmp_path: Path) -> None:
    size = 0xFFFFFFFF + 5
    big = zipping.Member("big.bin", size, "", 0, lambda: Zeros(size))  # type: ignore[arg-type]
    entry = zipping._Entry(b"big.bin", size, 0, 0, 0x21, 0)
    later = zipping._Entry(b"after", 5, zipping.from_bytes("", b"after").crc32, 0, 0x21, 0)
    path = tmp_path / "big.zip"
    with path.open("wb") as out:  # a hole instead of four real gibibytes
        out.write(zipping._local(entry))
        out.seek(size, 1)
        offset = out.tell()
        later = zipping._Entry(later.name, 5, later.crc32, offset, 0x21, 0)
        out.write(zipping._local(later) + b"after")
        out.write(zipping._tail([entry, later], out.tell()))
    with zipfile.ZipFile(path) as archive:
        assert [i.file_size for i in archive.infolist()] == [big.size, 5]
        assert archive.read("after") == b"after"
    listing = subprocess.run(["unzip", "-l", str(path)], capture_output=True, check=False)
    assert listing.returncode == 0 and str(size).encode() in listing.stdout


def test_a_large_file_passes_through_in_pieces() -> None:
    class Widest:
        most, digest = 0, hashlib.sha256()

        def write(self, data: bytes) -> None:
            self.most = max(self.most, len(data))

    sink = Widest()
    member = zipping.weigh("z", lambda: Zeros(20 << 20))  # type: ignore[arg-type, return-value]
    zipping.write(sink, [member], ISSUED)
    assert sink.most <= 1 << 20
