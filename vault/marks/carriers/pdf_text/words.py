"""Words: where strings are cut, and what belongs together across cuts.

A space ends a word, and so does a gap that any reader would take for one. Where extractors
of text are undecided between space and none, or between one column and two, nothing may move
apart: what stands on both sides is kept together, so that a copy's text stays the original's.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from vault.marks.carriers.pdf_text.fonts import Font

GAP = 0.18
"""A gap of this many em ends a word."""

OVERLAP = 0.5
"""Moving back by this many em ends a word."""

CRITICAL = ((-0.23, -0.17), (0.05, 0.18), (0.95, 1.05))
KERN = ((0.05, 0.18),)
"""Gaps (em) at which text extractors decide about a space, an overlap or a column.

pdfium sees a space in a gap of 0.075 to 0.14 em inside an operator, poppler in one of 0.1 or 0.15,
and a new line in an overlap of 0.2; a gap grows or shrinks by 0.024 at most. What stands on both
sides of such a gap is tied: it moves as one, so the decision stays as it was. Inside an operator
pdfium looks at the numbers of the array alone (`KERN`), poppler at character spacing as well.
"""

BETWEEN = ((-0.23, -0.17), (0.05, 0.23), (0.95, 1.05))
"""The same between operators, where pdfium sees a space in a gap of up to 0.2 em."""

LEVEL = 0.5
"""Across the line (em): what stands farther up or down is in another line."""

_ROW = re.compile(rb"(.)\1\1+", re.DOTALL).finditer

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


def pieces(font: Font, text: bytes) -> list[tuple[bytes, int, bool, bool]] | None:
    """Cut a string at its spaces.

    Returns:
        (codes, visible codes, begins with a space, ends with a space), or None when the string
        does not consist of whole codes.
    """
    if font.code == 1:
        spaces = font.spaces
        if font.words is None:
            return [(text, len(text), False, False)]
        if not any(space in text for space in spaces):
            return [(text, len(text), False, False)]
        found = []
        for piece in font.words(text):
            visible = len(piece) - sum(map(piece.count, spaces))
            opens, closes = piece[:1] in spaces, piece[-1:] in spaces
            found.append((piece, visible, opens, closes))
        return found
    codes = font.codes(text)
    if codes is None:
        return None
    spaces = font.spaces
    if not spaces or spaces.isdisjoint(codes):
        return [(text, len(codes), False, False)]
    pieces: list[tuple[bytes, int, bool, bool]] = []
    run: list[bytes] = []
    visible, opens, closed = 0, False, False
    for code in codes:
        if code in spaces:
            if not visible and not run:
                opens = True
            closed = visible > 0
            run.append(code)
            continue
        if closed:
            pieces.append((b"".join(run), visible, opens, True))
            run, visible, opens, closed = [], 0, False, False
        run.append(code)
        visible += 1
    pieces.append((b"".join(run), visible, opens, closed))
    return pieces


def rows_of_one(font: Font, piece: bytes) -> list[int]:
    """Numbers of codes in a piece after which it must not be cut: within rows of equal codes.

    Three and more underscores, hyphens or dots form a line, and a cut would show.
    """
    if font.code == 1:
        return [at for m in _ROW(piece) for at in range(m.start() + 1, m.end())]
    codes = font.codes(piece) or []
    return [
        at
        for at in range(1, len(codes))
        if codes[at] == codes[at - 1]
        and codes[at] in (*codes[max(0, at - 2) : at - 1], *codes[at + 1 : at + 2])
    ]


def critical(gap: float, ranges: tuple[tuple[float, float], ...] = CRITICAL) -> bool:
    """Whether text extractors may see a gap of this many em either way."""
    return any(low < gap < high for low, high in ranges)


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
    """The word that goes on at this place, or -1; and whether it is tied to what went before."""
    x, y, (ux, uy), em, font_em, size = here
    px, py = pen.along
    reach = math.hypot(px, py)
    if abs(ux * py - uy * px) > 1e-3 * reach * math.hypot(ux, uy) or ux * px + uy * py <= 0:
        return -1, False
    dx, dy = x - pen.x, y - pen.y
    along = (dx * px + dy * py) / (reach * em)
    across = abs(dy * px - dx * py) / (reach * em)
    before = em / pen.em
    level = across * min(1.0, before) < LEVEL
    if level and (critical(along, BETWEEN) or critical(along * before, BETWEEN)):
        return pen.last, True
    if size != pen.size or font_em != pen.font_em or across >= 0.02:
        return -1, False
    return (pen.word if -0.3 < along < GAP else -1), False
