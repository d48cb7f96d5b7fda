"""Where a page has room: free bands near its foot and head, in its upright frame.

A band is free when every row of it has one colour from edge to edge of its span, so that a
stamp put there covers nothing. The whole width is tried first, then its middle and its two
sides, since frames and page numbers often leave only part of a row free.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from numpy.typing import NDArray

SPANS: tuple[tuple[float, float], ...] = (
    (0.04, 0.96),
    (0.10, 0.90),
    (0.04, 0.60),
    (0.40, 0.96),
)
"""Tried in this order: left and right end of a band as shares of the page's width."""

FOOT_ZONE = 0.22
HEAD_ZONE = 0.16
_SAME = 10  # grey levels that count as one colour; a 0.1 pt hairline differs by more
_MAX_PIXELS = 2400


@dataclass(frozen=True, slots=True)
class Band:
    """A free band: span index, top and bottom in pt from the page's top, luminance 0 to 1."""

    span: int
    top: float
    bottom: float
    luma: float


@dataclass(frozen=True, slots=True)
class PageSpace:
    """A page's size and the room on it.

    Attributes:
        size: (width, height) pt of the upright frame.
        bands: free bands at least 8 pt high in the foot and head zones.
        foot_luma: mean luminance (0 to 1) of the last 40 pt.
        head_luma: mean luminance of the first 40 pt.
    """

    size: tuple[float, float]
    bands: tuple[Band, ...]
    foot_luma: float = 1.0
    head_luma: float = 1.0


def unmeasured(size: tuple[float, float]) -> PageSpace:
    """A page nobody looked at: no room is promised."""
    return PageSpace(size, ())


def blank(size: tuple[float, float]) -> PageSpace:
    """An empty page."""
    width, height = size
    bands = tuple(Band(i, 0.0, height, 1.0) for i in range(len(SPANS)))
    return PageSpace((width, height), bands)


def measure(pdf: pdfium.PdfDocument, page: int) -> PageSpace:
    """Finds the room on one page by rendering it at 72 dpi, annotations included.

    Args:
        pdf: an open document. pdfium is not thread-safe; call from one thread.
        page: 0-based index.
    """
    sheet = pdf[page]
    try:
        width, height = sheet.get_size()
        scale = min(1.0, _MAX_PIXELS / max(width, height, 1.0))
        bitmap = sheet.render(scale=scale, grayscale=True, may_draw_forms=True)
        grey = np.ascontiguousarray(bitmap.to_numpy()).reshape(bitmap.height, bitmap.width)
        return look(grey, (float(width), float(height)))
    finally:
        sheet.close()


def look(grey: NDArray[np.uint8], size: tuple[float, float]) -> PageSpace:
    """Finds the room in a rendered page.

    Args:
        grey: shape (rows, columns), the upright page, 0 black to 255 white.
        size: (width, height) pt of that page.
    """
    rows, columns = grey.shape
    height = size[1]
    pt = height / rows
    bands: list[Band] = []
    for index, (left, right) in enumerate(SPANS):
        part = grey[:, int(columns * left) : max(int(columns * right), int(columns * left) + 1)]
        low, high = part.min(axis=1).astype(np.int16), part.max(axis=1).astype(np.int16)
        start = None
        for row in range(rows + 1):
            flat = row < rows and high[row] - low[row] <= _SAME
            same = start is not None and flat and abs(int(low[row]) - int(low[start])) <= _SAME
            if start is not None and not same:
                bands += _keep(index, start * pt, row * pt, float(low[start]) / 255, height)
                start = None
            if start is None and flat:
                start = row
    edge = max(1, round(40 / pt))
    return PageSpace(
        size,
        tuple(bands),
        foot_luma=round(float(grey[-edge:].mean()) / 255, 3),
        head_luma=round(float(grey[:edge].mean()) / 255, 3),
    )


def _keep(span: int, top: float, bottom: float, luma: float, height: float) -> list[Band]:
    near = bottom > height * (1 - FOOT_ZONE) or top < height * HEAD_ZONE
    if bottom - top < 8 or not near:
        return []
    return [Band(span, round(top, 1), round(bottom, 1), round(luma, 3))]
