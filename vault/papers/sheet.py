"""The look that all papers share: page, type, tables, numbered feet, and filled wording.

Every text that came from outside passes through `words`, which settles it to what the
typeface has and makes it harmless as markup. Papers have no date of their own and no random
identifiers: the same story gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Table,
    TableStyle,
)

from vault.papers import fonts
from vault.papers.resources import resource

Language = Literal["ko", "en"]
INK, SOFT, LINE, WASH, ALERT = (
    HexColor(c) for c in ("#1d2129", "#5b6470", "#c9ced6", "#f3f5f7", "#8c1d18")
)
MARGIN = 21 * mm
WIDTH = A4[0] - 2 * MARGIN
_FIELD = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of pages with its own foot and page count, such as one language of a letter.

    Attributes:
        story: what stands on the pages.
        foot: left foot line, plain text.
        page_words: the page count's wording with ``{page}`` and ``{pages}``.
        banner: printed at the head of every page, plain text.
    """

    story: Sequence[Flowable]
    foot: str
    page_words: str
    banner: str = ""


def wording(paper: str, language: Language) -> Mapping[str, str]:
    """The editable wording of a paper in one language."""
    return _wordings(paper)[language]


@cache
def _wordings(paper: str) -> dict[str, dict[str, str]]:
    text = resource("templates", "papers", f"{paper}.json").read_text("utf-8")
    return dict(json.loads(text))


def fill(template: str, **values: str) -> str:
    """Replaces ``{name}`` by its value, as text; the result is not yet markup."""
    return _FIELD.sub(lambda match: values.get(match[1], match[0]), template)


def words(text: str, limit: int = 4000) -> str:
    """Text as harmless ReportLab markup."""
    return escape(fonts.settle(text, limit))


def hash_text(digest: str) -> str:
    """A hex digest in groups of eight, whole."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))


@cache
def style(name: str) -> ParagraphStyle:
    """A named paragraph style, such as title, heading, body, small, label, cell or hash."""
    fonts.load()
    base = {
        "fontName": fonts.REGULAR,
        "bulletFontName": fonts.REGULAR,
        "bulletFontSize": 9.2,
        "fontSize": 9.2,
        "leading": 14,
        "textColor": INK,
        "splitLongWords": 1,
        "allowWidows": 0,
        "allowOrphans": 0,
    }
    own: dict[str, dict[str, Any]] = {
        "title": {"fontName": fonts.BOLD, "fontSize": 19, "leading": 25, "spaceAfter": 2},
        "subtitle": {"fontSize": 9, "leading": 13.5, "textColor": SOFT, "spaceAfter": 8},
        "heading": {
            "fontName": fonts.BOLD,
            "fontSize": 11,
            "leading": 15,
            "spaceBefore": 13,
            "spaceAfter": 5,
            "keepWithNext": 1,
        },
        "verdict": {"fontName": fonts.BOLD, "fontSize": 12.5, "leading": 18.5},
        "body": {"spaceAfter": 5},
        "numbered": {"leftIndent": 15, "bulletIndent": 1, "spaceAfter": 3.5},
        "small": {"fontSize": 7.6, "leading": 11, "textColor": SOFT},
        "caption": {"fontSize": 7.8, "leading": 11.2, "textColor": SOFT, "spaceBefore": 3},
        "label": {"fontSize": 8, "leading": 12.4, "textColor": SOFT},
        "cell": {"fontSize": 8.6, "leading": 12.4},
        "cellbold": {"fontName": fonts.BOLD, "fontSize": 8.6, "leading": 12.4},
        "head": {"fontName": fonts.BOLD, "fontSize": 7.8, "leading": 11, "textColor": SOFT},
        "number": {"fontSize": 8.6, "leading": 12.4, "alignment": TA_RIGHT},
        "headnumber": {
            "fontName": fonts.BOLD,
            "fontSize": 7.8,
            "leading": 11,
            "textColor": SOFT,
            "alignment": TA_RIGHT,
        },
        "hash": {"fontSize": 6.9, "leading": 10.4, "textColor": SOFT},
        "alert": {"textColor": ALERT, "spaceAfter": 3},
        "alerthead": {
            "fontName": fonts.BOLD,
            "fontSize": 9.6,
            "leading": 14,
            "textColor": ALERT,
            "spaceAfter": 3,
        },
    }
    return ParagraphStyle(name, **(base | own[name]))


def para(text: str, name: str = "body", bullet: str | None = None, limit: int = 2000) -> Paragraph:
    """A paragraph of plain text in a named style, of at most `limit` characters."""
    return Paragraph(words(text, limit), style(name), bulletText=bullet)


def facts_table(
    rows: Sequence[tuple[str, str | Sequence[Flowable]]], label_width: float = 34 * mm
) -> Table:
    """Label and value (a text, or lines of it), one fact a row; rows without one are left out."""
    cells = [
        [para(k, "label", limit=80), para(v, "cell", limit=1200) if isinstance(v, str) else v]
        for k, v in rows
        if v
    ]
    table = Table(cells, colWidths=[label_width, WIDTH - label_width], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (1, 0), (1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 2.6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ("LINEBELOW", (0, 0), (-1, -1), 0.35, LINE),
                ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
            ]
        )
    )
    return table


def grid(
    head: Sequence[str | Flowable],
    rows: Sequence[Sequence[str | Flowable]],
    widths: Sequence[float],
    extra: Sequence[tuple[Any, ...]] = (),
) -> Table:
    """A table whose head repeats on every page.

    Args:
        head: one word a column.
        rows: a text is cut, with an ellipsis, where its cell would be higher than 40 lines, so
            that a row always fits on a page.
        widths: relative widths of the columns.
        extra: further style commands.
    """
    scale = WIDTH / sum(widths)
    limits = [max(8, int(40 * (w * scale - 10) / 9)) for w in widths]
    cells: list[list[Any]] = [[para(h, "head") if isinstance(h, str) else h for h in head]]
    for row in rows:
        cells.append(
            [
                para(cell, "cell", limit=limit) if isinstance(cell, str) else cell
                for cell, limit in zip(row, limits, strict=False)
            ]
        )
    table = Table(cells, colWidths=[w * scale for w in widths], repeatRows=1, hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 4),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.4),
                ("BACKGROUND", (0, 0), (-1, 0), WASH),
                ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
                ("LINEBELOW", (0, 0), (-1, -1), 0.35, LINE),
                *extra,
            ]
        )
    )
    return table


def box(content: Sequence[Flowable], line: Any = ALERT, wash: Any = None) -> Table:
    """A frame around flowables that breaks between them, never through one."""
    table = Table([[item] for item in content], colWidths=[WIDTH], hAlign="LEFT")
    commands: list[tuple[Any, ...]] = [
        ("BOX", (0, 0), (-1, -1), 0.8, line),
        ("LEFTPADDING", (0, 0), (-1, -1), 9),
        ("RIGHTPADDING", (0, 0), (-1, -1), 9),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("TOPPADDING", (0, 0), (-1, 0), 6),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 7),
    ]
    if wash is not None:
        commands.append(("BACKGROUND", (0, 0), (-1, -1), wash))
    table.setStyle(TableStyle(commands))
    return table


def build(parts: Sequence[Part], title: str, author: str, language: Language) -> bytes:
    """A PDF of one or more parts, each counted from page 1.

    Args:
        parts: in order; each starts on a new page.
        title: of the document's properties.
        author: of the document's properties.
        language: of the document's properties.
    """
    fonts.load()
    counts = [0] * len(parts)
    _run(parts, title, author, language, lambda part, _: _count(counts, part))
    return _run(parts, title, author, language, lambda part, page: counts[part])


def _count(counts: list[int], part: int) -> int:
    counts[part] += 1
    return 0


def _run(
    parts: Sequence[Part],
    title: str,
    author: str,
    language: Language,
    pages_of: Callable[[int, int], int],
) -> bytes:
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        invariant=1,
        title=fonts.settle(title),
        author=fonts.settle(author),
        creator="Cocoon",
        producer="Cocoon",
        lang="ko-KR" if language == "ko" else "en-US",
    )
    starts: dict[int, int] = {}
    templates = []
    for number, part in enumerate(parts):

        def foot(canvas: Canvas, doc: Any, number: int = number, part: Part = part) -> None:
            first = starts.setdefault(number, doc.page)
            total = pages_of(number, doc.page)
            _foot(canvas, part, doc.page - first + 1, total)

        frame = Frame(MARGIN, 22 * mm, WIDTH, A4[1] - 40 * mm, 0, 0, 0, 0, id=f"f{number}")
        templates.append(PageTemplate(id=f"p{number}", frames=[frame], onPage=foot))
    document.addPageTemplates(templates)
    story: list[Flowable] = []
    for number, part in enumerate(parts):
        if number:
            story += [NextPageTemplate(f"p{number}"), PageBreak()]
        story += part.story
    document.build(_copies(story))
    return out.getvalue()


def _copies(story: Sequence[Flowable]) -> list[Flowable]:
    """Platypus changes what it sets, so each pass gets its own copy."""
    return [deepcopy(flowable) for flowable in story]


def _foot(canvas: Canvas, part: Part, page: int, pages: int) -> None:
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, 17 * mm, A4[0] - MARGIN, 17 * mm)
    canvas.setFillColor(SOFT)
    canvas.setFont(fonts.REGULAR, 7.4)
    right = fonts.settle(fill(part.page_words, page=str(page), pages=str(pages)))
    room = WIDTH - fonts.width(right, 7.4) - 12
    canvas.drawString(MARGIN, 12.6 * mm, _shortened(fonts.settle(part.foot, 400), room, 7.4))
    canvas.drawRightString(A4[0] - MARGIN, 12.6 * mm, right)
    if part.banner:
        canvas.setFillColor(ALERT)
        canvas.setFont(fonts.BOLD, 8)
        banner = _shortened(fonts.settle(part.banner, 400), WIDTH, 8)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 12 * mm, banner)
    canvas.restoreState()


def _shortened(text: str, room: float, size: float) -> str:
    if fonts.width(text, size) <= room:
        return text
    text = text[: int(room)]
    while text and fonts.width(text + "…", size) > room:
        text = text[:-1]
    return text + "…"
