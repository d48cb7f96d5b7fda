"""The page book of a revision: what tracing needs to find its pages again.

One compressed record a page: the features that find a page in a picture, and the fingerprint
that finds it in a leaked PDF. Made at import by the sandboxed worker, stored encrypted.
"""

from __future__ import annotations

import msgspec

from vault.errors import CocoonError
from vault.progress import Report, Step, silent
from vault.tracing import features

VERSION = 1


class PageBook(msgspec.Struct, frozen=True):
    """Records of all pages, in order.

    Attributes:
        v: format version.
        looks: `vault.tracing.features` of each page; empty bytes where a page could not be drawn.
        texts: fingerprint of each page's text.
    """

    v: int
    looks: tuple[bytes, ...]
    texts: tuple[bytes, ...]


def describe(data: bytes, report: Report = silent) -> bytes:
    """Make the page book of a PDF."""
    looks = []
    count = _count(data)
    for page in range(count):
        report(Step("Learning pages", page + 1, count))
        looks.append(features.dumps(features.describe(data, page)))
    book = PageBook(VERSION, tuple(looks), _texts(data))
    return msgspec.msgpack.encode(book)


def read(data: bytes) -> PageBook:
    """Read a page book back.

    Raises:
        CocoonError: ``newer-format``.
    """
    book = msgspec.msgpack.decode(data, type=PageBook)
    if book.v != VERSION:
        raise CocoonError(
            "newer-format", "A page book is of a newer format.", "Install the current version."
        )
    return book


def _count(data: bytes) -> int:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(data) as document:
        return len(document)


def _texts(data: bytes) -> tuple[bytes, ...]:
    return ()
