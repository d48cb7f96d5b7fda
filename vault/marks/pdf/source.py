"""Opening an original: limits, passwords, and refusals that say what to do."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pikepdf

from vault.errors import CocoonError, HostileInputError

DAMAGE = (
    pikepdf.PdfError,
    RuntimeError,
    TypeError,
    ValueError,
    KeyError,
    AttributeError,
    OverflowError,
)
"""What reading a damaged document may raise: values of any kind where others should be."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an original may cost.

    Attributes:
        content: decoded bytes of the contents of one page or form.
        contents: decoded bytes of all of them together.
        objects: number of objects.
        pages: number of pages.
    """

    content: int = 128 << 20
    contents: int = 1 << 30
    objects: int = 2_000_000
    pages: int = 50_000


def too_big() -> CocoonError:
    """The refusal of a document that exceeds its limits."""
    return HostileInputError(
        "too-big",
        "This PDF unpacks to more data than a document should.",
        "Have it printed to a new PDF by a program you trust, and add that.",
    )


def broken() -> CocoonError:
    """The refusal of a document that cannot be opened."""
    return HostileInputError(
        "broken-pdf",
        "This file is damaged or is not a PDF.",
        "Open it in a viewer and save it again, then add the saved file.",
    )


@contextmanager
def opened(pdf: bytes, *, password: str | None = None) -> Iterator[pikepdf.Pdf]:
    """Open an original.

    Raises:
        CocoonError: ``password-needed``, ``wrong-password``, ``certificate-encrypted``,
            ``broken-pdf``.
    """
    document = _open(pdf, password)
    try:
        yield document
    finally:
        document.close()


def _open(pdf: bytes, password: str | None) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(pdf), password=password or "", suppress_warnings=True)
    except pikepdf.PasswordError as error:
        if password is None:
            raise CocoonError(
                "password-needed",
                "This PDF is protected with a password.",
                "Give the password that opens it, on the command line by --password-file F.",
            ) from error
        raise CocoonError(
            "wrong-password",
            "The password does not open this PDF.",
            "Try the password that the PDF's author gave you.",
        ) from error
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as error:
        text = str(error).lower()
        if "encryption" in text or "pubsec" in text or "filter" in text:
            raise CocoonError(
                "certificate-encrypted",
                "This PDF is encrypted for certificates, which cannot be opened here.",
                "Save it without encryption in the program that has the certificate.",
            ) from error
        raise broken() from error


def inherited(page: Any, key: str) -> Any:
    """A page attribute, looked up in the page tree (ISO 32000-2, 7.7.3.4); None if absent."""
    node, seen = page, 0
    while isinstance(node, pikepdf.Dictionary) and seen < 64:
        value = node.get(key)
        if value is not None:
            return value
        node, seen = node.get("/Parent"), seen + 1
    return None


Box = tuple[float, float, float, float]


def page_box(page: Any) -> Box:
    """The box that viewers show: crop box within media box."""
    media = _box(inherited(page, "/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
    crop = _box(inherited(page, "/CropBox"))
    if crop is None:
        return media
    both = (
        max(crop[0], media[0]),
        max(crop[1], media[1]),
        min(crop[2], media[2]),
        min(crop[3], media[3]),
    )
    return both if both[2] > both[0] and both[3] > both[1] else media


def _box(value: Any) -> Box | None:
    try:
        a, b, c, d = (float(x) for x in value)
    except (TypeError, ValueError):
        return None
    box = (min(a, c), min(b, d), max(a, c), max(b, d))
    good = box[2] > box[0] and box[3] > box[1] and all(abs(x) < 1e6 for x in box)
    return box if good else None


def page_rotation(page: Any) -> int:
    """Clockwise rotation of a page: 0, 90, 180 or 270."""
    try:
        value = int(inherited(page, "/Rotate") or 0)
    except (TypeError, ValueError):
        return 0
    return value % 360 if value % 90 == 0 else 0


def warnings(document: pikepdf.Pdf) -> tuple[str, ...]:
    """What a person should know before this document is copied, as codes."""
    found = []
    if document.is_encrypted:
        found.append("encrypted")
    root = document.Root
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        if "/XFA" in form:
            found.append("xfa")
        try:
            if int(form.get("/SigFlags", 0)) & 1 and _signed(form.get("/Fields"), 0):
                found.append("signed")
        except (TypeError, ValueError):
            pass
    perms = root.get("/Perms")
    if isinstance(perms, pikepdf.Dictionary):
        if "/DocMDP" in perms and "signed" not in found:
            found.append("signed")
        if "/UR3" in perms or "/UR" in perms:
            found.append("usage-rights")
    if document.get_warnings():
        found.append("repaired")
    return tuple(found)


def _signed(fields: Any, depth: int) -> bool:
    if not isinstance(fields, pikepdf.Array) or depth > 32:
        return False
    for field in fields:
        if not isinstance(field, pikepdf.Dictionary):
            continue
        if field.get("/FT") == "/Sig" and "/V" in field:
            return True
        if _signed(field.get("/Kids"), depth + 1):
            return True
    return False
