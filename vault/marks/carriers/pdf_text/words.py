"""Words: where strings are cut, and what belongs together across cuts.

A space ends a word, and so does a gap that any reader would take for one. Where extractors
of text are undecided between space and none, or between one column and two, nothing may move
apart: what stands on both sides is kept together, so that a copy's text stays the original's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from vault.marks.carriers.pdf_text.fonts import Font

GAP = 0.18
"""A gap of this many em ends a word."""

NARROW = 0.3
"""Where a gap of less than this stands for a space, pdfium sees one only within one operator."""

OVERLAP = 0.5
"""Moving back by this many em ends a word."""

CRITICAL = ((0.07, 0.18), (0.95, 1.05))
"""Gaps (em) at which text extractors decide about a space or a column.

What stands on both sides of such a gap moves as one, so the decision stays as it was.
"""

Item = tuple[bytes, bytes, int]
"""(numbers before it, codes, word or -1)"""


@dataclass(slots=True)
class Pen:
    """Where the last run ended, in the coordinates of the content stream."""

    x: float
    y: float
    along: tuple[float, float]
    em: float
    word: int
    last: int
    font_em: float
    size: float


def pieces(font: Font, text: bytes) -> list[tuple[bytes, int, bool, bool, float]] | None:
    """Cut a string at its spaces.

    Returns:
        (codes, visible codes, begins with a space, ends with a space, width in em), or None
        when the string does not consist of whole codes.
    """
    if font.code == 1:
        spaces = font.spaces
        if font.words is None:
            return [(text, len(text), False, False, _breadth(font, text))]
        if not any(space in text for space in spaces):
            return [(text, len(text), False, False, _breadth(font, text))]
        found = []
        for piece in font.words(text):
            visible = len(piece) - sum(map(piece.count, spaces))
            opens, closes = piece[:1] in spaces, piece[-1:] in spaces
            found.append((piece, visible, opens, closes, _breadth(font, piece)))
        return found
    codes = font.codes(text)
    if codes is None:
        return None
    widths = font.widths
    if isinstance(widths, dict) and font.default_width is not None:
        missing = font.default_width
        ems = [widths.get(code, missing) for code in codes]
    else:
        ems = [1.0 if len(code) > 1 else 0.5 for code in codes]
    spaces = font.spaces
    if not spaces or spaces.isdisjoint(codes):
        return [(text, len(codes), False, False, sum(ems))]
    pieces: list[tuple[bytes, int, bool, bool, float]] = []
    run: list[bytes] = []
    visible, em, opens, closed = 0, 0.0, False, False
    for code, width in zip(codes, ems, strict=True):
        if code in spaces:
            if not visible and not run:
                opens = True
            closed = visible > 0
            run.append(code)
            continue
        if closed:
            pieces.append((b"".join(run), visible, opens, True, em))
            run, visible, em, opens, closed = [], 0, 0.0, False, False
        run.append(code)
        visible += 1
        em += width
    pieces.append((b"".join(run), visible, opens, closed, em))
    return pieces


def _breadth(font: Font, text: bytes) -> float:
    """Width of a one-byte string in em, 0 where it is surely narrow."""
    if not font.wide or not isinstance(font.widths, list):
        return 0.0
    return sum(map(font.widths.__getitem__, text))


def critical(gap: float) -> bool:
    """Whether text extractors may see a gap of this many em either way."""
    return any(low < gap < high for low, high in CRITICAL)


def repeats(font: Font, last: Item, piece: bytes, glyphs: list[int]) -> bool:
    """Whether a code only repeats the single code before it."""
    if last[2] < 0 or glyphs[last[2]] != 1:
        return False
    if font.code == 1:
        blanks = b"".join(font.spaces)
        return last[1].strip(blanks) == piece.strip(blanks)
    return [c for c in font.codes(last[1]) or () if c not in font.spaces] == [
        c for c in font.codes(piece) or () if c not in font.spaces
    ]


def continued(
    pen: Pen, here: tuple[float, float, tuple[float, float], float, float, float]
) -> tuple[int, bool]:
    """The word that goes on at this place, or -1; and whether it must stay in one piece."""
    x, y, (ux, uy), em, font_em, size = here
    if size != pen.size or font_em != pen.font_em:
        return -1, False
    px, py = pen.along
    reach = math.hypot(px, py)
    if abs(ux - px) + abs(uy - py) > 1e-3 * reach:
        return -1, False
    dx, dy = x - pen.x, y - pen.y
    along = (dx * px + dy * py) / (reach * em)
    across = (dy * px - dx * py) / (reach * em)
    if abs(across) >= 0.02:
        return -1, False
    if critical(along):
        return pen.last, True
    return (pen.word if -0.3 < along < GAP else -1), False
