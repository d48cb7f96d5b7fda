# ruff: noqa: E501 - tables read best as rows
"""Makes the demonstration document: a process specification of a made-up product.

    python3 resources/demo/make.py            writes resources/demo/process-specification.pdf

The same sources and library versions give the same bytes.
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE)]

import content as C  # noqa: E402, N812
import drawings as D  # noqa: E402, N812
from reportlab.lib.colors import HexColor  # noqa: E402
from reportlab.lib.pagesizes import A4  # noqa: E402
from reportlab.lib.styles import ParagraphStyle  # noqa: E402
from reportlab.platypus import (  # noqa: E402
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from vault.papers import fonts  # noqa: E402

fonts.load()
OUT = HERE / "process-specification.pdf"
NUMBER = "DC-PS-041"
LEFT, WIDTH = 62.0, A4[0] - 124.0
INK, SOFT, LINE, WASH = (HexColor(c) for c in ("#1d2129", "#5b6470", "#aab2bd", "#eef1f5"))


def _style(name: str, size: float, lead: float, bold: bool = False, **more) -> ParagraphStyle:
    return ParagraphStyle(
        name,
        fontName=fonts.BOLD if bold else fonts.REGULAR,
        fontSize=size,
        leading=lead,
        textColor=INK,
        **more,
    )


BODY = _style("body", 10.4, 16, spaceAfter=8, alignment=4)
KOREAN = _style("korean", 10.2, 17.2, spaceAfter=8)
H1 = _style("h1", 14, 19, True, spaceBefore=4, spaceAfter=8, keepWithNext=1)
H2 = _style("h2", 10.6, 15, True, spaceBefore=8, spaceAfter=4, keepWithNext=1)
CELL = _style("cell", 8.8, 12.4)
HEAD = _style("head", 7.8, 11, True)
CAPTION = _style("caption", 8, 11.5, spaceBefore=4, spaceAfter=10)
SMALL = _style("small", 8.4, 13)


def _paragraphs(texts: list[str], style: ParagraphStyle = BODY) -> list[Flowable]:
    return [Paragraph(_bound(text), style) for text in texts]


def _bound(text: str) -> str:
    """Keeps digits of one number, and a number and its unit, on one line."""
    text = re.sub(r"(?<=\d) (?=\d{3}\b)", "\u00a0", text)
    return re.sub(
        r"(?<=\d) (?=(°C|K|%|mm|μm|min|h|s|MPa|Ω|W|N|g/cm|kg|rpm|mbar|Pa)\b|%|°)", "\u00a0", text
    )


def _table(head: list[str], rows: list[list[str]], widths: list[float]) -> Table:
    cells = [[Paragraph(h, HEAD) for h in head]]
    cells += [[Paragraph(_bound(fonts.settle(c)), CELL) for c in row] for row in rows]
    scale = WIDTH / sum(widths)
    table = Table(cells, colWidths=[w * scale for w in widths], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("GRID", (0, 0), (-1, -1), 0.35, LINE),
                ("BACKGROUND", (0, 0), (-1, 0), WASH),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 2.6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3.4),
                ("LEFTPADDING", (0, 0), (-1, -1), 4.5),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4.5),
            ]
        )
    )
    return table


def _caption(text: str) -> Paragraph:
    return Paragraph(text, CAPTION)


def _front(canvas, document) -> None:
    canvas.saveState()
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1.4)
    canvas.line(LEFT, A4[1] - 92, LEFT + WIDTH, A4[1] - 92)
    canvas.setFont(fonts.BOLD, 11)
    canvas.drawString(LEFT, A4[1] - 82, "DAON CERAMICS")
    canvas.setFont(fonts.REGULAR, 9)
    canvas.drawRightString(LEFT + WIDTH, A4[1] - 82, "다온세라믹스")
    canvas.restoreState()


def _page(canvas, document) -> None:
    canvas.saveState()
    canvas.setFillColor(SOFT)
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, A4[1] - 50, LEFT + WIDTH, A4[1] - 50)
    canvas.setFont(fonts.REGULAR, 7.6)
    canvas.drawString(LEFT, A4[1] - 44, f"{NUMBER}  rev. C   {C.TITLE_EN}")
    canvas.drawRightString(LEFT + WIDTH, A4[1] - 44, "대외비 / Confidential")
    canvas.line(LEFT, 66, LEFT + WIDTH, 66)
    canvas.drawString(LEFT, 55, "Daon Ceramics (fictional), Hanbit works")
    canvas.drawRightString(LEFT + WIDTH, 55, f"{document.page} / 18")
    canvas.restoreState()


def _title_page() -> list[Flowable]:
    rows = [
        ["Number", NUMBER],
        ["Revision", "C, 2026-02-18"],
        ["Class", "대외비 / Confidential"],
        ["Owner", "Process engineering, Hanbit works"],
        ["Written by", "Seo M., process engineer"],
        ["Checked by", "Lim D., furnace hall"],
        ["Released by", "Han J., head of engineering"],
    ]
    table = Table(
        [[Paragraph(a, SMALL), Paragraph(b, SMALL)] for a, b in rows], colWidths=[110, WIDTH - 110]
    )
    table.setStyle(
        TableStyle(
            [("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        )
    )
    return [
        Spacer(0, 120),
        Paragraph("Process specification", SMALL),
        Paragraph(C.TITLE_EN, _style("t1", 25, 33, True, spaceBefore=6, spaceAfter=10)),
        Paragraph("공정사양서", SMALL),
        Paragraph(C.TITLE_KO, _style("t2", 18, 27, True, spaceBefore=2, spaceAfter=40)),
        table,
        Spacer(0, 70),
        Paragraph(C.FIRM_EN, SMALL),
        Paragraph(C.FIRM_KO, SMALL),
        Spacer(0, 14),
        *_paragraphs(list(C.FICTION), SMALL),
    ]


def _story() -> list[Flowable]:
    contents = Table(
        [[Paragraph(c, SMALL) for c in row] for row in C.CONTENTS], colWidths=[34, WIDTH - 74, 40]
    )
    contents.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.25, LINE),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
                ("LEFTPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    spec = ["Property", "Value", "Tolerance or unit", "Checked by"]
    story: list[Flowable] = [*_title_page(), NextPageTemplate("page"), PageBreak()]
    story += [
        Paragraph("Revisions", H1),
        _table(["Rev.", "Date", "What changed", "By"], C.REVISIONS, [30, 58, 300, 50]),
        Spacer(0, 22),
        Paragraph("Contents", H1),
        contents,
        PageBreak(),
        Paragraph("1  Purpose and scope", H1),
        *_paragraphs(C.PURPOSE),
        Paragraph("2  Definitions", H1),
        _table(["Term", "Meaning in this document"], C.DEFINITIONS, [90, 350]),
        PageBreak(),
        Paragraph("3  The product", H1),
        *_paragraphs(C.PRODUCT),
        _table(spec, C.PROPERTIES, [150, 140, 100, 90]),
        _caption("Table 3. Properties of a finished plate at delivery."),
        PageBreak(),
        Paragraph("4  Flow of the process", H1),
        *_paragraphs(C.FLOW_TEXT),
        Spacer(0, 6),
        D.Flow(WIDTH, 300),
        _caption("Figure 1. Twelve steps in three rooms; G1 to G3 are gates."),
        PageBreak(),
        Paragraph("5  Slip, tape and paste", H1),
        *_paragraphs(C.SLIP_TEXT),
        _table(["Material", "Parts by weight", "Tolerance", "Remark"], C.SLIP, [180, 80, 70, 110]),
        _caption("Table 5. Slip S-240. Powder is the reference of 100 parts."),
        *_paragraphs(C.PASTE_TEXT),
        PageBreak(),
        Paragraph("6  Printing, stacking and lamination", H1),
        *_paragraphs(C.PRINT_TEXT),
        _table(
            ["Setting or property", "Value", "Tolerance", "How often"],
            C.PRINT_TABLE,
            [160, 110, 90, 80],
        ),
        _caption("Table 6. Settings of the clean room."),
        PageBreak(),
        Paragraph("7  Debinding and co-firing", H1),
        *_paragraphs(C.FIRE_TEXT),
        _table(
            ["No.", "Stretch", "Rate", "Time", "What happens"], C.PROFILE, [24, 130, 62, 66, 160]
        ),
        _caption("Table 7. The run in furnace K-4. Total about 33 h."),
        PageBreak(),
        D.Profile(WIDTH, 330),
        _caption(
            "Figure 2. Temperature and dew point of load 2026-031. Wide marks: the slow stretch and "
            "the second hold."
        ),
        Paragraph("7.1  Loading and failures", H2),
        *_paragraphs(C.FIRE_NOTES),
        PageBreak(),
        Paragraph("8  Terminals, trimming and burn-in", H1),
        *_paragraphs(C.TERMINAL_TEXT),
        _table(
            ["Before trimming", "Links opened", "Mean shift", "Share, %"],
            C.TRIM,
            [120, 150, 90, 70],
        ),
        _caption("Table T-4. Links chosen by the bench, and how often it chose them in 41 lots."),
        PageBreak(),
        Paragraph("9  Drawings and pictures", H1),
        D.Plate(WIDTH, 640),
        PageBreak(),
        Paragraph("9.1  The plate in the oven", H2),
        D.Oven(WIDTH, 262),
        _caption("Figure 3. Where the plates stand in the oven."),
        *_paragraphs(C.OVEN_TEXT),
        PageBreak(),
        Paragraph("9.2  A plate after burn-in", H2),
        D.Picture(D.photo(), WIDTH),
        Spacer(0, 6),
        D.Picture(D.thermal(), WIDTH),
        _caption("Figure 4. The same plate on the bench and through the thermal camera at 280 °C."),
        *_paragraphs(C.PICTURE_TEXT),
        PageBreak(),
        Paragraph("10  작업 표준", H1),
    ]
    for number, (heading, texts) in enumerate(C.KO_SECTIONS):
        story += [Paragraph(heading, H2), *_paragraphs(texts, KOREAN)]
        if number == 5:
            story += [
                Paragraph("10.7 관리 항목", H2),
                _table(
                    ["항목", "기준", "방법", "빈도", "벗어났을 때"],
                    C.KO_TABLE,
                    [80, 110, 100, 70, 80],
                ),
                _caption("표 10. 작업자가 직접 확인하는 항목."),
            ]
    story += [
        PageBreak(),
        Paragraph("11  Bill of materials", H1),
        _table(
            ["Pos.", "Part", "Description", "Qty", "Unit", "Source"],
            C.BOM,
            [30, 56, 170, 34, 38, 120],
        ),
        _caption("Table 11. One plate HP-240 with two tracks."),
        *_paragraphs(C.BOM_TEXT),
        PageBreak(),
        Paragraph("12  Inspection criteria", H1),
        *_paragraphs(C.INSPECTION_TEXT[:1]),
        _table(
            ["No.", "Characteristic", "Sample", "Requirement", "Class"],
            C.INSPECTION,
            [34, 110, 48, 210, 46],
        ),
        _caption("Table 12. Final inspection."),
        *_paragraphs(C.INSPECTION_TEXT[1:]),
        PageBreak(),
        Paragraph("Appendix A  How the trim window was found", H1),
        *_paragraphs(C.APPENDIX),
    ]
    return story


def make() -> bytes:
    """The document's bytes."""
    out = BytesIO()
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        invariant=1,
        title=f"{NUMBER} {C.TITLE_EN}",
        author=C.FIRM_EN,
        creator="Cocoon demonstration",
        lang="en-US",
    )
    front = Frame(LEFT, 70, WIDTH, A4[1] - 170, 0, 0, 0, 0, id="front")
    frame = Frame(LEFT, 76, WIDTH, A4[1] - 76 - 66, 0, 0, 0, 0, id="page")
    document.addPageTemplates(
        [
            PageTemplate(id="front", frames=[front], onPage=_front),
            PageTemplate(id="page", frames=[frame], onPage=_page),
        ]
    )
    document.build(_story())
    return out.getvalue()


if __name__ == "__main__":
    data = make()
    OUT.write_bytes(data)
    print(f"{OUT.name}: {len(data):,} bytes")
