"""The page book of a revision: what tracing needs to find its pages again.

One compressed record a page: the features that find a page in a picture, and the fingerprint
that finds it in a leaked PDF. Made at import by the sandboxed worker, stored encrypted.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from vault.errors import CocoonError
from vault.marks.carriers import texture
from vault.marks.carriers.pdf_text import vector
from vault.progress import Report, Step, silent
from vault.tracing import features
from vault.tracing.page import Drawing

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
    book = PageBook(VERSION, tuple(looks), tuple(vector.fingerprints(data)))
    return msgspec.msgpack.encode(book)


def describe_pictures(grays: Sequence[NDArray[np.uint8]]) -> bytes:
    """Make the page book of a picture file, from its pages in grey; positions are frame pixels."""
    looks = tuple(features.dumps(features.of_drawing(_Flat(gray))) for gray in grays)
    return msgspec.msgpack.encode(PageBook(VERSION, looks, ()))


class _Flat(Drawing):
    """A picture in the place of a drawn page: its frame stands for points."""

    def __init__(self, gray: NDArray[np.uint8]) -> None:
        rows, columns = texture.frame_shape(gray.shape)
        self.size = (float(columns), float(rows))
        self._image = gray
        self._cache = {}


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
