"""Characters of a page as pdfium sees them: what, where, how large."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from vault.marks.pdf import source

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page, those that the engine made up left out.

    Attributes:
        text: code points, int32 (n,).
        origin: origins in the page's user space, pt, float64 (n, 2).
        box: ink boxes in user space, x0 y0 x1 y1, float64 (n, 4); zeros unless asked for.
        kept: index of each among all that the engine counts, int64 (n,).
        whole: the text as the engine extracts it, UTF-16.
    """

    text: NDArray[np.int32]
    origin: Floats
    box: Floats
    kept: NDArray[np.int64]
    whole: bytes


@contextmanager
def document(pdf: bytes, password: str | None = None) -> Iterator[Any]:
    """A document opened by pdfium.

    Raises:
        CocoonError: ``broken-pdf`` or a password error.
    """
    _library()
    secret = password.encode() if password is not None else None
    handle = pdfium.FPDF_LoadMemDocument64(pdf, len(pdf), secret)
    if not handle:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            with source.opened(pdf, password=password):
                pass
        raise source.broken()
    try:
        yield handle
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _library() -> None:
    import pypdfium2  # noqa: F401 - initialises the library on import


def page_count(handle: Any) -> int:
    """Number of pages."""
    return int(pdfium.FPDF_GetPageCount(handle))


def characters(
    handle: Any,
    page: int,
    *,
    boxes: bool = False,
    like: Characters | None = None,
    only_text: bool = False,
) -> Characters:
    """Read the characters of a page.

    Args:
        handle: an open document.
        page: 0-based page index.
        boxes: read the ink boxes too.
        like: characters of a page that probably says the same; saves most of the time if so.
        only_text: fill in ``whole`` only.

    Raises:
        CocoonError: ``broken-pdf`` when the page cannot be loaded.
    """
    loaded = pdfium.FPDF_LoadPage(handle, page)
    if not loaded:
        raise source.broken()
    text_page = pdfium.FPDFText_LoadPage(loaded)
    try:
        if only_text:
            whole = _whole(text_page, max(0, pdfium.FPDFText_CountChars(text_page)))
            none = np.zeros(0, np.int32)
            flat, square = np.zeros((0, 2)), np.zeros((0, 4))
            return Characters(none, flat, square, none.astype(np.int64), whole)
        return _read(text_page, boxes, like)
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(loaded)


def _read(text_page: Any, boxes: bool, like: Characters | None) -> Characters:
    count = max(0, pdfium.FPDFText_CountChars(text_page))
    whole = _whole(text_page, count)
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    if like is not None and not boxes and whole == like.whole:
        found = np.empty((len(like.kept), 2))
        read = pdfium.FPDFText_GetCharOrigin
        for row, index in enumerate(like.kept.tolist()):
            read(text_page, index, at_x, at_y)
            found[row, 0] = x.value
            found[row, 1] = y.value
        return Characters(like.text, found, like.box, like.kept, whole)
    text = np.zeros(count, np.int32)
    origin = np.zeros((count, 2))
    box = np.zeros((count, 4))
    kept = np.zeros(count, bool)
    edges = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = edges
    at_edges = [ctypes.byref(edge) for edge in edges]
    code_of, made_up = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_IsGenerated
    origin_of, box_of = pdfium.FPDFText_GetCharOrigin, pdfium.FPDFText_GetCharBox
    for index in range(count):
        if made_up(text_page, index) == 1 or not origin_of(text_page, index, at_x, at_y):
            continue
        kept[index] = True
        text[index] = code_of(text_page, index) & 0x7FFFFFFF
        origin[index] = x.value, y.value
        if boxes and box_of(text_page, index, *at_edges):
            box[index] = left.value, bottom.value, right.value, top.value
    return Characters(text[kept], origin[kept], box[kept], np.flatnonzero(kept), whole)


def _whole(text_page: Any, count: int) -> bytes:
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    used = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    return bytes(buffer)[: 2 * max(0, used - 1)]
