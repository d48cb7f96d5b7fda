"""Files are what they contain, and are read whole or not at all."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from vault.errors import CocoonError
from vault.intake.detect import HEAD_BYTES, detect, open_stable

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"


OOXML = "application/vnd.openxmlformats-officedocument."


def picture(format_: str) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (9, 9), "white").save(data, format_)
    return data.getvalue()


def archive(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name in names:
            file.writestr(name, name)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "kind", "media"),
    [
        (b"%PDF-1.7\n", "pdf", "application/pdf"),
        (b"\x00" * 1000 + b"%PDF-1.4\n", "pdf", "application/pdf"),
        (picture("PNG"), "png", "image/png"),
        (picture("JPEG"), "jpeg", "image/jpeg"),
        (picture("TIFF"), "tiff", "image/tiff"),
        (picture("GIF"), "picture", "image/gif"),
        (picture("BMP"), "picture", "image/bmp"),
        (picture("WEBP"), "picture", "image/webp"),
        (archive("a.txt"), "zip", "application/zip"),
        (archive("[Content_Types].xml", "xl/a.xml"), "office", f"{OOXML}spreadsheetml.sheet"),
        (archive("mimetype")[:38] + b"application/hwp+zipPK", "office", "application/hwp+zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "office", "application/x-ole-storage"),
        ("BM 도면 번호".encode(), "text", "text/plain"),
        (("도" * HEAD_BYTES).encode()[:HEAD_BYTES], "text", "text/plain"),
        ("도면".encode("cp949"), "other", "application/octet-stream"),
        (b"ISO-10303-21;\nHEADER;", "text", "model/step"),
        (b"", "other", "application/octet-stream"),
    ],
)  # fmt: skip
def test_kind_comes_from_the_content(data: bytes, kind: str, media: str) -> None:
    for name in ("x", "x.pdf", "도면.png"):
        found = detect(data[:HEAD_BYTES], name)
        assert (found.kind, found.media) == (kind, media)
        assert found.markable == (kind in ("pdf", "png", "jpeg", "tiff"))


@given(st.binary(max_size=200), st.text())
def test_any_bytes_are_something(data: bytes, name: str) -> None:
    assert "/" in detect(data, name).media


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real files is not here")
@pytest.mark.parametrize(
    ("folder", "kinds"),
    [("pdf", {"pdf"}), ("image", {"png", "jpeg", "tiff", "picture"}), ("office", {"office"})],
)
def test_real_files_are_known(folder: str, kinds: set[str]) -> None:
    suffixes = {".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".webp", ".docx",
                ".xlsx", ".pptx"}  # fmt: skip
    wrong = {}
    for path in sorted((CORPUS / folder).iterdir()):
        if path.is_file() and path.suffix.lower() in suffixes and path.stat().st_size:
            with path.open("rb") as file:
                found = detect(file.read(HEAD_BYTES), "renamed")
            if found.kind not in kinds:
                wrong[path.name] = found
    assert not wrong


def code(path: Path) -> str:
    with pytest.raises(CocoonError) as caught, open_stable(path) as source:
        source.read_all()
        source.check_unchanged()
    assert caught.value.next
    assert "\n" not in str(caught.value)
    return caught.value.code


def test_a_file_is_read_in_pieces_and_whole(tmp_path: Path) -> None:
    content = os.urandom(100_000)
    path = tmp_path / "공정 사양서 — 오븐.pdf"
    path.write_bytes(content)
    with open_stable(path) as source:
        assert source.size == len(content)
        assert source.head == content[:HEAD_BYTES]
        assert [len(piece) for piece in source.chunks(40_000)] == [40_000, 40_000, 20_000]
        assert source.read_all() == content
        source.check_unchanged()


def test_what_is_not_a_readable_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    assert code(tmp_path / "empty.pdf") == "empty-file"
    assert code(tmp_path / "missing.pdf") == "file-vanished"
    assert code(tmp_path / "no\x00name") == "file-vanished"
    assert code(tmp_path) == "not-a-file"
    with pytest.raises(CocoonError) as caught, open_stable(tmp_path / "\udcff\x1b[31m.pdf"):
        pass
    str(caught.value).encode()
    assert "\x1b" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_under_a_files_name_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "report.pdf")
    assert code(tmp_path / "report.pdf") == "not-a-file"


@pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="an administrator may read everything",
)
def test_a_file_of_somebody_else_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x")
    path.chmod(0)
    assert code(path) == "cannot-read"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda path: path.write_bytes(b"shorter"), "file-changed"),
        (lambda path: path.write_bytes(bytes(4 << 20)), "file-changed"),
        (lambda path: os.utime(path, ns=(1, 1)), "file-changed"),
        (lambda path: path.with_suffix(".new").replace(path), "file-changed"),
        (lambda path: path.unlink(), "file-vanished"),
    ],
    ids=["cut", "appended", "written in place", "replaced", "deleted"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be replaced there")
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, change: object, expected: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(bytes(3 << 20))
    path.with_suffix(".new").write_bytes(bytes(3 << 20))
    with pytest.raises(CocoonError) as caught, open_stable(path) as source:
        pieces = source.chunks()
        next(pieces)
        change(path)  # type: ignore[operator]
        list(pieces)
        source.check_unchanged()
    assert caught.value.code == expected


def test_names_of_255_bytes_and_deep_folders(tmp_path: Path) -> None:
    path = tmp_path
    for _ in range(6):
        path /= "깊은 폴더 " * 4
    path.mkdir(parents=True)
    path /= "가" * 83 + ".pdf"  # 253 bytes
    path.write_bytes(b"%PDF-1.7")
    with open_stable(path) as source:
        assert detect(source.head, source.name).kind == "pdf"
