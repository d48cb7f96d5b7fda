"""The visible stamp: small transparent pages that are laid over the pages of a copy.

`arrange` decides once per copy where the legend goes on each page; `render` draws every
distinct arrangement as one page of a small PDF with embedded, subset Nanum. `sheet_of` says
which of these pages belongs on which page of the document. All in the upright frame of the
page (crop box after /Rotate, origin at the top left, pt).

Invariants: a stamp hides nothing. It goes where there is no ink; where there is no room it is
small and half transparent. Words are wrapped or set smaller, never cut. The same template,
facts and pages give the same bytes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from vault.marks.facts import ReleaseFacts
from vault.marks.page_space import (
    FOOT_ZONE,
    HEAD_ZONE,
    SPANS,
    PageSpace,
    measure,
    unmeasured,
)
from vault.marks.stamp_template import Element, Template, fields_of
from vault.papers import fonts

__all__ = ["Placement", "Sheet", "arrange", "measure", "render", "sheet_of"]

_LEADING = 1.32
_EDGE = 11.0  # pt kept free at the edge of the sheet; most printers cannot print there
_CLEAR = 3.0  # pt between a stamp and the page's ink
_STEP = 4.0  # pt between tried heights: few distinct sheets for many pages

Word = tuple[str, bool]
Lines = tuple[tuple[Word, ...], ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one element stands: left, top, width and type size in pt.

    `crowded` says that it lies over the page's content, `on_dark` that it lies on dark ground.
    """

    element: int
    left: float
    top: float
    width: float
    size: float
    crowded: bool
    on_dark: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the stamp PDF: its size and what stands on it."""

    size: tuple[float, float]
    placements: tuple[Placement, ...]


def arrange(
    template: Template, facts: ReleaseFacts, pages: Sequence[PageSpace]
) -> tuple[tuple[Sheet, ...], tuple[int, ...]]:
    """Decides where the stamp goes on each page.

    Pages of one size share a place wherever it is free on all of them, so that a long
    document needs few sheets and every page looks alike.

    Returns:
        The distinct sheets, and for each page the index of its sheet.
    """
    texts = [_texts(element, facts) for element in template.elements]
    places: list[list[Placement]] = [[] for _ in pages]
    for size in sorted({_rounded(page.size) for page in pages}):
        members = [i for i, page in enumerate(pages) if _rounded(page.size) == size]
        for number, element in enumerate(template.elements):
            if not any(texts[number]):
                continue
            if element.position == "diagonal":
                placed = dict.fromkeys(members, _across(number, element, size))
            else:
                placed = _settle_legend(number, element, texts[number], size, pages, members)
            for index, placement in placed.items():
                places[index].append(placement)
    sheets: dict[Sheet, int] = {}
    indices = []
    for page, placements in zip(pages, places, strict=True):
        sheet = Sheet(_rounded(page.size), tuple(placements))
        indices.append(sheets.setdefault(sheet, len(sheets)))
    return tuple(sheets), tuple(indices)


def sheet_of(
    template: Template,
    facts: ReleaseFacts,
    page_sizes: Sequence[tuple[float, float]],
    spaces: Sequence[PageSpace] | None = None,
) -> tuple[int, ...]:
    """For each page of the document, the 0-based page of `render`'s PDF that goes on it."""
    return arrange(template, facts, _pages(page_sizes, spaces))[1]


def render(
    template: Template,
    facts: ReleaseFacts,
    page_sizes: Sequence[tuple[float, float]],
    spaces: Sequence[PageSpace] | None = None,
) -> bytes:
    """The stamp PDF: one transparent page per distinct arrangement (see `sheet_of`).

    Args:
        template: wording and look.
        facts: what to fill in. A preview template ignores recipient and copy.
        page_sizes: (width, height) pt of each page's upright frame.
        spaces: the room on each page, from `measure`; None treats all pages as full.
    """
    fonts.load()
    sheets, _ = arrange(template, facts, _pages(page_sizes, spaces))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), pageCompression=1, invariant=1)
    canvas.setTitle("stamp")
    for sheet in sheets:
        canvas.setPageSize(sheet.size)
        for placement in sheet.placements:
            element = template.elements[placement.element]
            canvas.saveState()
            canvas.setFillColorRGB(*_colour(element, placement.on_dark))
            canvas.setStrokeColorRGB(*_colour(element, placement.on_dark))
            opacity = element.crowded_opacity if placement.crowded else element.opacity
            canvas.setFillAlpha(opacity)
            canvas.setStrokeAlpha(opacity)
            if element.position == "diagonal":
                _draw_across(canvas, element, _texts(element, facts), sheet.size)
            else:
                _draw_legend(canvas, element, placement, _texts(element, facts), sheet.size[1])
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _pages(
    sizes: Sequence[tuple[float, float]], spaces: Sequence[PageSpace] | None
) -> list[PageSpace]:
    if spaces is None:
        return [unmeasured(size) for size in sizes]
    if len(spaces) != len(sizes):
        raise ValueError("one PageSpace per page is needed")
    return list(spaces)


def _rounded(size: tuple[float, float]) -> tuple[float, float]:
    return round(size[0], 2), round(size[1], 2)


def _texts(element: Element, facts: ReleaseFacts) -> Lines:
    """The element's lines as words with their weight, ready to be set."""
    fields = {name: fonts.settle(text) for name, text in fields_of(facts).items()}
    lines = []
    for line in element.lines:
        words: list[Word] = []
        for sentence in line:
            filled = fonts.settle(sentence.fill(fields))
            words += [(word, sentence.bold) for word in filled.split()]
        if words:
            lines.append(tuple(words))
    return tuple(lines)


def _wrap(lines: Lines, width: float, size: float) -> list[list[Word]]:
    """Breaks lines at spaces, and inside a word only where it is wider than the whole line."""
    out: list[list[Word]] = []
    for line in lines:
        row: list[Word] = []
        used = 0.0
        for word, bold in line:
            for piece in _pieces(word, bold, width, size):
                advance = fonts.width(piece, size, bold)
                space = fonts.width(" ", size) if row else 0.0
                if row and used + space + advance > width:
                    out.append(row)
                    row, used, space = [], 0.0, 0.0
                row.append((piece, bold))
                used += space + advance
        out.append(row)
    return out


def _pieces(word: str, bold: bool, width: float, size: float) -> list[str]:
    if fonts.width(word, size, bold) <= width:
        return [word]
    pieces, piece = [], ""
    for char in word:
        if piece and fonts.width(piece + char, size, bold) > width:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


def _height(rows: int, size: float, rule: bool) -> float:
    return rows * size * _LEADING + (size * 0.5 if rule else 0.0)


@cache
def _tried(size: float, least: float) -> tuple[float, ...]:
    steps = max(1, math.ceil((size - least) / 0.5))
    return tuple(size - (size - least) * i / steps for i in range(steps + 1))


def _settle_legend(
    number: int,
    element: Element,
    texts: Lines,
    size: tuple[float, float],
    pages: Sequence[PageSpace],
    members: list[int],
) -> dict[int, Placement]:
    """Places a foot or head legend on all pages of one size."""
    width, height = size
    left_over = list(members)
    placed: dict[int, Placement] = {}
    ends = [element.position, "head" if element.position == "foot" else "foot"]
    for type_size in _tried(element.size, element.min_size):
        for span, (start, end) in enumerate(SPANS):
            rows = len(_wrap(texts, width * (end - start), type_size))
            tall = _height(rows, type_size, element.rule)
            for where in ends:
                tops = _tops(where, height, tall)
                while left_over and tops:
                    fits = [
                        [i for i in left_over if _luma(pages[i], span, top, tall) is not None]
                        for top in tops
                    ]
                    best = max(range(len(tops)), key=lambda k: len(fits[k]))
                    if not fits[best]:
                        break
                    for index in fits[best]:
                        luma = _luma(pages[index], span, tops[best], tall)
                        placed[index] = Placement(
                            number,
                            width * start,
                            tops[best],
                            width * (end - start),
                            type_size,
                            False,
                            luma is not None and luma < 0.5,
                        )
                    left_over = [i for i in left_over if i not in placed]
        if not left_over:
            return placed
    for index in left_over:
        placed[index] = _over(number, element, texts, size, pages[index])
    return placed


def _tops(where: str, height: float, tall: float) -> list[float]:
    """Heights to try, from the sheet's edge inwards."""
    if where == "head":
        reach = height * HEAD_ZONE - tall - _EDGE
        return [_EDGE + _STEP * i for i in range(int(reach // _STEP) + 1)] if reach >= 0 else []
    reach = height * FOOT_ZONE - tall - _EDGE
    if reach < 0:
        return []
    return [height - _EDGE - tall - _STEP * i for i in range(int(reach // _STEP) + 1)]


def _luma(page: PageSpace, span: int, top: float, tall: float) -> float | None:
    """Luminance of the free band that holds a legend there, or None if nothing does."""
    height = page.size[1]
    for band in page.bands:
        over = band.top <= max(top - _CLEAR, 0)
        under = band.bottom >= min(top + tall + _CLEAR, height)
        if band.span == span and over and under:
            return band.luma
    return None


def _over(
    number: int, element: Element, texts: Lines, size: tuple[float, float], page: PageSpace
) -> Placement:
    """Small and half transparent at the edge: for a page that has no room."""
    width, height = size
    inset = min(width * SPANS[0][0], 24.0)
    room = width - 2 * inset
    type_size = element.min_size
    edge = min(_EDGE / 2, height * 0.02)
    tall = _height(len(_wrap(texts, room, type_size)), type_size, False)
    while tall > height * 0.3 and type_size > 0.5:
        type_size *= 0.9
        tall = _height(len(_wrap(texts, room, type_size)), type_size, False)
    foot = element.position == "foot"
    luma = page.foot_luma if foot else page.head_luma
    top = height - edge - tall if foot else edge
    return Placement(number, inset, top, room, type_size, True, luma < 0.45)


def _across(number: int, element: Element, size: tuple[float, float]) -> Placement:
    return Placement(number, 0.0, 0.0, size[0], element.size, False, False)


def _colour(element: Element, on_dark: bool) -> tuple[float, float, float]:
    if not on_dark:
        return element.colour
    red, green, blue = (0.82 + 0.18 * part for part in element.colour)
    return red, green, blue


def _draw_legend(
    canvas: Canvas, element: Element, placement: Placement, texts: Lines, height: float
) -> None:
    rows = _wrap(texts, placement.width, placement.size)
    rule = element.rule and not placement.crowded
    top = height - placement.top
    gap = placement.size * 0.5 if rule else 0.0
    at_head = placement.top < height / 2
    if rule:
        canvas.setLineWidth(0.4)
        y = top - _height(len(rows), placement.size, rule) if at_head else top
        canvas.line(placement.left, y, placement.left + placement.width, y)
    baseline = top - (0.0 if at_head else gap) - placement.size * 1.02
    for row in rows:
        _draw_row(canvas, row, placement.left, baseline, placement.size)
        baseline -= placement.size * _LEADING


def _draw_row(canvas: Canvas, row: Sequence[Word], x: float, y: float, size: float) -> None:
    text = canvas.beginText(x, y)
    run, weight = "", False
    for position, (word, bold) in enumerate(row):
        if position and bold != weight:
            text.setFont(fonts.BOLD if weight else fonts.REGULAR, size)
            text.textOut(run + " ")
            run = ""
        elif position:
            run += " "
        run, weight = run + word, bold
    text.setFont(fonts.BOLD if weight else fonts.REGULAR, size)
    text.textOut(run)
    canvas.drawText(text)


def _draw_across(canvas: Canvas, element: Element, texts: Lines, size: tuple[float, float]) -> None:
    """Large words centred on the page's rising diagonal, as large as they fit."""
    width, height = size
    angle = math.atan2(height, width)
    room = 0.8 * math.hypot(width, height)
    type_size = min(element.size, 0.16 * min(width, height))
    rows = _wrap(texts, room, type_size)
    while type_size > 0.3 and (
        not _fits_across(rows, type_size, angle, size)
        or (len(rows) > len(texts) and type_size > element.min_size)
    ):
        type_size *= 0.94
        rows = _wrap(texts, room, type_size)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(math.degrees(angle))
    y = (len(rows) / 2 - 0.8) * type_size * _LEADING
    for row in rows:
        line = " ".join(word for word, _ in row)
        bold = row[0][1]
        advance = _advance(row, type_size)
        text = canvas.beginText(-advance / 2, y)
        text.setFont(fonts.BOLD if bold else fonts.REGULAR, type_size)
        text.textOut(line)
        canvas.drawText(text)
        y -= type_size * _LEADING


def _advance(row: Sequence[Word], size: float) -> float:
    spaces = fonts.width(" ", size, row[0][1]) * (len(row) - 1)
    return sum(fonts.width(word, size, bold) for word, bold in row) + spaces


def _fits_across(
    rows: Sequence[Sequence[Word]], type_size: float, angle: float, size: tuple[float, float]
) -> bool:
    """Whether the turned block of words lies within the sheet."""
    long = max((_advance(row, type_size) for row in rows), default=0.0)
    deep = len(rows) * type_size * _LEADING
    if deep > 0.5 * min(size):
        return False
    wide = long * math.cos(angle) + deep * math.sin(angle)
    tall = long * math.sin(angle) + deep * math.cos(angle)
    return wide <= 0.96 * size[0] and tall <= 0.94 * size[1]
