"""What a file from outside is, by its content, and its bytes while they stand still.

A name says nothing: leaks are renamed, attachments mislabelled. The kind comes from the first
bytes; the name only chooses among formats that begin alike.

Invariant of `open_stable`: what was read and passed `Source.check_unchanged` was the file's
whole content at one moment, as far as the file system tells; a file that is emptied, replaced,
cut, still being written or pulled out meanwhile is an error that says so.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from vault.errors import CocoonError

HEAD_BYTES = 8192
"""How much of a file `detect` looks at."""

_PIECE = 1 << 20
_MARKABLE = ("pdf", "png", "jpeg", "tiff")


@dataclass(frozen=True, slots=True)
class Detected:
    """What a file is.

    Attributes:
        kind: ``pdf``, ``png``, ``jpeg``, ``tiff``, ``picture`` (of another format),
            ``office``, ``zip``, ``video``, ``text`` or ``other``.
        media: media type (RFC 6838).
    """

    kind: str
    media: str

    @property
    def markable(self) -> bool:
        """Whether copies of it can be marked invisibly."""
        return self.kind in _MARKABLE


# (offset, first bytes, kind, media type), most telling first.
_SIGNATURES = (
    (0, b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (0, b"\xff\xd8\xff", "jpeg", "image/jpeg"),
    (0, b"II*\x00", "tiff", "image/tiff"),
    (0, b"MM\x00*", "tiff", "image/tiff"),
    (0, b"II+\x00", "tiff", "image/tiff"),
    (0, b"MM\x00+", "tiff", "image/tiff"),
    (0, b"GIF8", "picture", "image/gif"),
    (0, b"BM", "picture", "image/bmp"),
    (0, b"8BPS", "picture", "image/vnd.adobe.photoshop"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "picture", "image/jp2"),
    (0, b"\xff\x0a", "picture", "image/jxl"),
    (8, b"WEBP", "picture", "image/webp"),
    (4, b"ftyphei", "picture", "image/heic"),
    (4, b"ftypmif1", "picture", "image/heif"),
    (4, b"ftypavif", "picture", "image/avif"),
    (4, b"ftypqt", "video", "video/quicktime"),
    (4, b"ftyp", "video", "video/mp4"),
    (8, b"AVI ", "video", "video/x-msvideo"),
    (0, b"\x1aE\xdf\xa3", "video", "video/matroska"),
    (0, b"AC10", "other", "image/vnd.dwg"),
    (0, b"ISO-10303-21;", "text", "model/step"),
)
_BMP_RESERVED = slice(6, 10)

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_OFFICE_FOLDERS = (
    (b"word/", _OOXML + "wordprocessingml.document"),
    (b"xl/", _OOXML + "spreadsheetml.sheet"),
    (b"ppt/", _OOXML + "presentationml.presentation"),
)
_OFFICE_NAMES = {
    ".docx": _OOXML + "wordprocessingml.document",
    ".xlsx": _OOXML + "spreadsheetml.sheet",
    ".pptx": _OOXML + "presentationml.presentation",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".hwp": "application/x-hwp",
}


def detect(head: bytes, name: str = "") -> Detected:
    """What a file is.

    Args:
        head: its first `HEAD_BYTES` bytes, or all if it is shorter.
        name: its file name; only chooses among formats that begin alike.
    """
    suffix = Path(name).suffix.lower()
    for offset, signature, kind, media in _SIGNATURES:
        if head.startswith(signature, offset) and (
            media != "image/bmp" or head[_BMP_RESERVED] == bytes(4)
        ):
            return Detected(kind, media)
    # Readers accept junk before the header: ISO 32000-1, annex H, implementation note 13.
    if b"%PDF-" in head[:1029]:
        return Detected("pdf", "application/pdf")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(head, suffix)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):  # compound file of older offices
        known = _OFFICE_NAMES.get(suffix, "")
        return Detected("office", known or "application/x-ole-storage")
    return _text(head)


def _zip(head: bytes, suffix: str) -> Detected:
    if head[30:].startswith(b"mimetype"):  # stored first and uncompressed, to be found here
        media = head[38:].split(b"PK", 1)[0].decode("ascii", "replace")
        if media.startswith(_ODF) or media == "application/hwp+zip":
            return Detected("office", media)
    if b"[Content_Types].xml" in head or b"_rels/.rels" in head:
        for folder, media in _OFFICE_FOLDERS:
            if folder in head:
                return Detected("office", media)
        return Detected("office", _OFFICE_NAMES.get(suffix, "application/zip"))
    return Detected("zip", "application/zip")


def _text(head: bytes) -> Detected:
    if head and b"\x00" not in head:
        # The head may end inside a character of up to four bytes.
        for cut in range(4 if len(head) >= HEAD_BYTES else 1):
            with contextlib.suppress(UnicodeDecodeError):
                head[: len(head) - cut].decode("utf-8")
                return Detected("text", "text/plain")
    return Detected("other", "application/octet-stream")


class Source:
    """A file that is being read; made by `open_stable`.

    Attributes:
        path: where it is.
        name: its file name.
        size: bytes, when it was opened.
        head: its first `HEAD_BYTES` bytes.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.name = path.name
        self._file = file
        self._state = os.fstat(file.fileno())
        self.size = self._state.st_size
        self.head = b""
        with _explained(self.name):
            self.head = file.read(HEAD_BYTES)

    def chunks(self, size: int = _PIECE) -> Iterator[bytes]:
        """The content in pieces, from the beginning, each time it is called.

        Raises:
            CocoonError: ``file-vanished``, ``file-changed``.
        """
        self._file.seek(0)
        left = self.size
        while left:
            with _explained(self.name):
                piece = self._file.read(min(size, left))
            if not piece:
                raise _changed(self.name)
            left -= len(piece)
            yield piece

    def read_all(self) -> bytes:
        """The whole content.

        Raises:
            CocoonError: ``file-vanished``, ``file-changed``.
        """
        return b"".join(self.chunks())

    def check_unchanged(self) -> None:
        """See that the file is still there and still the one that was opened.

        Raises:
            CocoonError: ``file-vanished``, ``file-changed``.
        """
        with _explained(self.name):
            now = (os.fstat(self._file.fileno()), reachable(self.path).stat())
        if any(_identity(state) != _identity(self._state) for state in now):
            raise _changed(self.name)


@contextlib.contextmanager
def open_stable(path: Path, inside: Path | None = None) -> Iterator[Source]:
    """Open a file from outside for reading.

    Args:
        path: where it is.
        inside: a folder that the file must really lie in, whatever links say; the path of neither
            may then lead through a link.

    Raises:
        CocoonError: ``file-vanished`` (not there, or no longer), ``empty-file``,
            ``not-a-file`` (a folder, device or pipe), ``cannot-read``, ``file-changed``,
            ``leads-outside``.
    """
    with contextlib.ExitStack() as closing:
        with _explained(path.name):
            # Without waiting: a pipe under a file's name would block for ever.
            flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
            if not stat.S_ISREG(reachable(path).stat().st_mode):
                raise CocoonError(
                    "not-a-file",
                    f"{shown(path.name)} is not a file.",
                    "Name a file that can be read.",
                )
            descriptor = os.open(reachable(path), flags)
            file = closing.enter_context(open(descriptor, "rb"))  # noqa: PTH123 - by number
            if inside is not None:  # after opening: what was opened is what is judged
                _check_inside(path, inside, os.fstat(descriptor))
        source = Source(path, file)
        if source.size == 0:
            raise CocoonError(
                "empty-file",
                f"{shown(path.name)} is empty.",
                "Wait until it has been copied completely, or choose another file.",
            )
        yield source


def _check_inside(path: Path, folder: Path, opened: os.stat_result) -> None:
    real = Path(os.path.realpath(path))
    if real != path or folder not in real.parents or not os.path.samestat(real.lstat(), opened):
        raise CocoonError(
            "leads-outside",
            f"{shown(path.name)} is reached through a link, and links are not followed.",
            "Put the file itself into the folder.",
        )


def reachable(path: Path) -> Path:
    r"""The path by which the system finds it however long it is (Windows: ``\\?\`` form)."""
    text = str(path)
    if sys.platform == "win32" and len(text) > 240 and not text.startswith("\\\\?\\"):
        full = str(path.absolute())
        return Path("\\\\?\\UNC\\" + full[2:] if full.startswith("\\\\") else "\\\\?\\" + full)
    return path


def _identity(state: os.stat_result) -> tuple[int, int, int, int]:
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns


def shown(name: str) -> str:
    """A file name fit to print: without control characters and bytes that are no text."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def _changed(name: str) -> CocoonError:
    return CocoonError(
        "file-changed",
        f"{shown(name)} changed while it was read.",
        "Close the program that writes to it, then try again.",
    )


@contextlib.contextmanager
def _explained(name: str) -> Iterator[None]:
    """Turn the system's errors into sentences."""
    name = shown(name)
    try:
        yield
    except PermissionError as error:
        raise CocoonError(
            "cannot-read",
            f"{name} may not be read by you.",
            "Ask its owner for permission, or copy it to a folder of yours.",
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise CocoonError(
            "file-vanished",
            f"{name} is not there, or no longer.",
            "Check that its disk or network folder is connected, then try again.",
        ) from error
