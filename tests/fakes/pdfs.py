"""PDFs made on the spot, one for each way text gets onto a page."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name

from vault.marks.carriers.pdf_text import Plan
from vault.marks.pdf.assembly import assemble
from vault.marks.slots import CoinGroup, Symbols

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus" / "pdf"
NANUM = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "NanumGothic.ttf"
SEED = bytes(range(32))
IDS = (b"0123456789abcdef", b"fedcba9876543210")

LINES = (
    "Preheat the conveyor oven to the specified temperature before the first board.",
    "Calibration of residual tolerance happens after maintenance of every nozzle.",
    "Operators check vacuum, torque and alignment; engineering approves deviations.",
)


def page_pdf(
    content: bytes,
    *,
    fonts: Mapping[str, object] | None = None,
    rotate: int = 0,
    box: tuple[float, ...] = (0, 0, 400, 300),
    forms: Mapping[str, bytes] | None = None,
    pages: int = 1,
) -> bytes:
    """A PDF whose pages show this content with Helvetica as /F1 and /F2."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    )
    every = Dictionary(F1=font, F2=font)
    for name, value in (fonts or {}).items():
        every["/" + name] = value
    resources = Dictionary(Font=every)
    drawn = Dictionary()
    for name, data in (forms or {}).items():
        form = pdf.make_stream(data)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, 400, 300])
        form.Resources = Dictionary(Font=every)
        drawn["/" + name] = form
    if len(drawn):
        resources.XObject = drawn
    shared = pdf.make_indirect(resources)
    for _ in range(pages):
        page = Dictionary(
            Type=Name.Page,
            MediaBox=Array(list(box)),
            Resources=shared,
            Contents=pdf.make_stream(content),
        )
        if rotate:
            page.Rotate = rotate
        pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def text_lines(lines: tuple[str, ...] = LINES, size: float = 10, top: float = 270) -> bytes:
    """Content of a page: one Tj a line."""
    shown = b" T*\n".join(b"(" + line.encode() + b") Tj" for line in lines)
    return b"BT /F1 %g Tf 13 TL 20 %g Td\n%b\nET" % (size, top, shown)


def korean_pdf() -> bytes:
    """Korean text in an embedded TrueType font (Type 0, Identity-H)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Nanum", str(NANUM)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 300), invariant=1)
    canvas.setFont("Nanum", 11)
    canvas.drawString(30, 250, "공정 사양서: 예열 구간의 온도를 매 교대마다 확인한다.")
    canvas.drawString(30, 230, "허용오차를 벗어난 제품은 기술팀 승인 후에만 출하한다.")
    canvas.save()
    return out.getvalue()


def type3_font() -> Dictionary:
    """A Type 3 font whose one glyph, for any letter a to z, is a box."""
    pdf = pikepdf.new()
    glyph = pdf.make_stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
    names: list[object] = [97]
    names += [Name("/g")] * 26
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 600, 800]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(g=glyph),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array(names)),
        FirstChar=97,
        LastChar=122,
        Widths=Array([600] * 26),
        Resources=Dictionary(),
    )


def codeword(plan: Plan, seed: int = 1) -> dict[CoinGroup, Symbols]:
    """Fair coins for every group."""
    rng = np.random.default_rng(seed)
    return {g: (rng.integers(0, 2, g.slots) * 2 - 1).astype(np.int8) for g in plan.groups}


def issue(plan: Plan, word: Mapping[CoinGroup, Symbols] | None, **more: object) -> bytes:
    """A copy with fixed ids."""
    return assemble(plan, word, document_id=IDS, seed=SEED, **more)  # type: ignore[arg-type]


def pdfium_text(pdf: bytes, password: str | None = None) -> list[str]:
    """What pdfium extracts from each page."""
    with pdfium.PdfDocument(pdf, password=password) as document:
        texts = []
        for page in document:
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
        return texts


def poppler_text(pdf: bytes, folder: Path, *options: str) -> bytes:
    """What pdftotext extracts."""
    path = folder / "text.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", *options, str(path), "-"], capture_output=True, timeout=60, check=False
    )
    return done.stdout


def draw(pdf: bytes, page: int = 0, scale: float = 1.0) -> np.ndarray:
    """A page as a grey picture, annotations and form fields left out."""
    with pdfium.PdfDocument(pdf) as document:
        loaded = document[page]
        bitmap = loaded.render(scale=scale, grayscale=True, may_draw_forms=False)
        picture = bitmap.to_numpy().copy()
        bitmap.close()
        loaded.close()
        return picture.reshape(picture.shape[0], picture.shape[1])


def complaints(pdf: bytes, folder: Path, password: str = "") -> str:
    """What qpdf finds wrong with a file; empty when nothing."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["qpdf", f"--password={password}", "--check", str(path)],
        capture_output=True,
        timeout=60,
        check=False,
    )
    return "" if done.returncode == 0 else done.stderr.decode("utf-8", "replace")
