from __future__ import annotations

import io
import shutil
import zlib
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.fakes import pdfs
from vault.errors import CocoonError
from vault.marks.carriers.pdf_text import Plan, plan
from vault.marks.carriers.pdf_text.geometry import geometry
from vault.marks.pdf.source import Limits

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext")

STYLES = {
    "Tj and T*": pdfs.text_lines(),
    "quote": b"BT /F1 10 Tf 12 TL 20 200 Td (First line of text) ' (second line here) ' ET",
    "double quote": b'BT /F1 10 Tf 12 TL 20 200 Td 1 .2 (spaced words shown) " ET',
    "kerned": b"BT /F1 10 Tf 20 200 Td[(K)20(ern)-12(ed w)10(ords)-300(apart)]TJ ET",
    "letters": b"BT /F1 10 Tf 20 200 Td (l) Tj 2.22 0 Td (e) Tj 5.56 0 Td (t) Tj ET",
    "escapes": rb"BT /F1 10 Tf 20 200 Td (bracket \(here\) and \\ octal \101bc) Tj ET",
    "hexadecimal": b"BT /F1 10 Tf 20 200 Td <48656C6C6F20776F726C64> Tj ET",
    "rise": b"BT /F1 10 Tf 3 Ts 20 200 Td (raised words here) Tj ET",
    "negative rise": b"BT /F1 10 Tf -.01 Ts 20 200 Td (nearly sunk words) Tj ET",
    "no space before": b"BT/F1 10 Tf 20 200 Td[(tight operators)]TJ/F2 9 Tf[(more)]TJ ET",
    "stretched": b"BT /F1 10 Tf 60 Tz .5 Tc 20 200 Td (narrow text shown) Tj ET",
    "mirrored": b"q 1 0 0 -1 0 300 cm BT /F1 10 Tf 1 0 0 -1 20 100 Tm (upside words) Tj ET Q",
    "turned": b"BT /F1 10 Tf 0 1 -1 0 200 50 Tm (text that climbs) Tj ET",
    "unbalanced": b"Q q BT /F1 10 Tf 20 200 Td (left open at the end) Tj 0 g ",
    "inline image": b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q "
    b"BT /F1 10 Tf 20 200 Td (after the image) Tj ET",
}  # fmt: skip


@needs_poppler
@pytest.mark.parametrize("style", STYLES)
def test_text_of_a_copy_is_that_of_the_original(style: str, tmp_path: Path) -> None:
    original = pdfs.page_pdf(STYLES[style])
    made = plan(original)
    assert made.pages[0].slots >= 2
    copy = pdfs.issue(made, pdfs.codeword(made))
    assert pdfs.pdfium_text(copy) == pdfs.pdfium_text(original)
    if style != "unbalanced":  # poppler drops the last operator of a text object never closed
        assert pdfs.poppler_text(copy, tmp_path) == pdfs.poppler_text(original, tmp_path)
    assert pdfs.complaints(copy, tmp_path) == ""


@pytest.mark.parametrize("style", STYLES)
def test_every_slot_moves_what_it_says(style: str) -> None:
    made = plan(pdfs.page_pdf(STYLES[style]))
    found = geometry(b"", made, 0)
    assert set(found.slot.tolist()) == set(range(made.groups[0].slots))
    stretch = 0.6 if style == "stretched" else 1.0
    size = np.linalg.norm(found.vector, axis=1)
    assert np.allclose(size, 0.012 * 10 * stretch, rtol=0.12)
    assert np.allclose(found.em, size / 0.012)
    across = 0 if style == "turned" else 1
    assert np.all(np.abs(found.vector[:, across]) < 1e-3 * size)


@pytest.mark.parametrize("style", STYLES)
def test_an_unmarked_copy_looks_exactly_like_the_original(style: str) -> None:
    original = pdfs.page_pdf(STYLES[style])
    unmarked = pdfs.issue(plan(original), None)
    assert np.array_equal(pdfs.draw(unmarked, scale=2), pdfs.draw(original, scale=2))


def test_invisible_text_and_broken_parts_have_no_slots_and_keep_their_bytes() -> None:
    broken = b"BT /F1 10 Tf 3 Tr (not seen) Tj 0 Tr /None 9 Tf (no font) Tj (unclosed Tj ET"
    made = plan(pdfs.page_pdf(broken))
    assert made.pages[0].slots == 0
    assert "no-text" in made.pages[0].warnings
    with pikepdf.open(io.BytesIO(pdfs.issue(made, {}))) as copy:
        assert copy.pages[0].Contents.read_bytes() == broken


def test_letters_set_one_by_one_move_as_one_word() -> None:
    widths = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, BaseFont=pikepdf.Name.Arial,
        FirstChar=97, LastChar=122, Widths=pikepdf.Array([500] * 26),
    )  # fmt: skip
    content = b"BT /W 10 Tf 20 200 Td (a)Tj 5 0 Td (b)Tj 5 0 Td (c)Tj 9 0 Td (d)Tj ET"
    made = plan(pdfs.page_pdf(content, fonts={"W": widths}))
    assert made.pages[0].words == 2
    assert made.groups[0].slots == 4


def test_each_korean_syllable_is_a_unit(tmp_path: Path) -> None:
    if not pdfs.NANUM.exists():
        pytest.skip("the Nanum font is not in resources/fonts")
    original = pdfs.korean_pdf()
    made = plan(original)
    found = geometry(b"", made, 0)
    assert len(found.boxes) >= 15
    copy = pdfs.issue(made, pdfs.codeword(made))
    assert pdfs.pdfium_text(copy) == pdfs.pdfium_text(original)
    widths = found.boxes[:, 2] - found.boxes[:, 0]
    assert np.all(widths < 1.2 * found.em)


def test_type3_glyphs_move_by_their_visible_size() -> None:
    content = b"BT /T 12 Tf 20 200 Td (boxes of type three) Tj ET"
    font = pdfs.type3_font()
    pdf = pikepdf.open(io.BytesIO(pdfs.page_pdf(content)))
    glyph = pdf.make_stream(b"600 0 0 0 500 700 d1 0 0 500 700 re f")
    font.CharProcs = pikepdf.Dictionary(g=glyph)
    pdf.pages[0].Resources.Font["/T"] = font
    out = io.BytesIO()
    pdf.save(out)
    made = plan(out.getvalue())
    found = geometry(b"", made, 0)
    assert len(found.boxes) > 0
    assert np.allclose(np.linalg.norm(found.vector, axis=1), 0.012 * 12 * 0.8 / 1.2, rtol=0.05)


def test_a_form_drawn_twice_is_planned_once_and_seen_twice() -> None:
    content = b"q 1 0 0 1 0 0 cm /Fm Do Q q 1 0 0 1 0 -100 cm /Fm Do Q"
    form = b"BT /F1 12 Tf 30 200 Td (Title block) Tj ET"
    made = plan(pdfs.page_pdf(content, forms={"Fm": form}, pages=2))
    assert len(made.groups) == 1
    assert made.groups[0].container.startswith("form/")
    found = geometry(b"", made, 1)
    assert len(found.boxes) == 2 * len(set(found.slot.tolist()))


def test_a_form_that_inherits_a_rise_stays_as_it_is() -> None:
    content = b"BT 4 Ts ET /Fm Do"
    form = b"BT /F1 12 Tf 30 200 Td (Inherited rise) Tj ET"
    assert plan(pdfs.page_pdf(content, forms={"Fm": form})).groups == ()


def test_letters_that_would_visibly_move_stay_where_they_are() -> None:
    small = b"BT /F1 10 Tf 20 200 Td (Body text) Tj ET "
    big = b"BT /F1 99 Tf 20 50 Td (NOT) Tj ET"
    made = plan(pdfs.page_pdf(small + big))
    assert made.groups[0].slots == plan(pdfs.page_pdf(small)).groups[0].slots
    form = b"BT /F1 10 Tf 5 5 Td (NOT) Tj ET"
    for enlarged, slots in ((b"1 0 0 1", True), (b"12 0 0 12", False), (b"0 12 -12 0", False)):
        content = b"q %b 0 0 cm /Fm Do Q q .5 0 0 .5 0 0 cm /Fm Do Q" % enlarged
        assert bool(plan(pdfs.page_pdf(content, forms={"Fm": form})).groups) == slots


def test_contents_shared_by_pages_are_one_container() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.page_pdf(pdfs.text_lines(), pages=2)))
    pdf.pages[1].Contents = pdf.pages[0].Contents
    out = io.BytesIO()
    pdf.save(out)
    made = plan(out.getvalue())
    assert [g.container for g in made.groups] == ["page/0"]
    assert made.pages[0].slots == made.pages[1].slots > 0


def test_operators_may_straddle_content_streams(tmp_path: Path) -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.page_pdf(b"")))
    halves = b"BT /F1 10 Tf 20 200 Td [(split", b" never)]TJ (words) ", b"Tj ET"
    del halves
    parts = b"BT /F1 10 Tf 20 200 Td (one two)", b"Tj 0 -20 Td [(three)", b"-300 (four)] TJ ET"
    pdf.pages[0].Contents = pikepdf.Array([pdf.make_stream(part) for part in parts])
    out = io.BytesIO()
    pdf.save(out)
    made = plan(out.getvalue())
    assert made.pages[0].words == 4
    copy = pdfs.issue(made, pdfs.codeword(made))
    assert pdfs.pdfium_text(copy) == pdfs.pdfium_text(out.getvalue())


def test_the_plan_is_deterministic_and_survives_storage() -> None:
    original = pdfs.page_pdf(pdfs.text_lines(), pages=3)
    made = plan(original)
    stored = made.dumps()
    assert plan(original).dumps() == stored
    loaded = Plan.loads(stored)
    assert loaded.dumps() == stored
    word = pdfs.codeword(made)
    assert pdfs.issue(loaded, word) == pdfs.issue(made, word)


def test_a_plan_from_the_future_the_past_or_from_nowhere_is_refused() -> None:
    stored = bytearray(plan(pdfs.page_pdf(b"")).dumps())
    stored[len(b"cocoon-plan\x00")] += 1
    with pytest.raises(CocoonError) as newer:
        Plan.loads(bytes(stored))
    assert newer.value.code == "plan-too-new"
    stored[len(b"cocoon-plan\x00")] = 1
    with pytest.raises(CocoonError) as older:
        Plan.loads(bytes(stored))
    assert older.value.code == "plan-too-old"
    with pytest.raises(CocoonError) as noise:
        Plan.loads(b"%PDF-1.7")
    assert noise.value.code == "not-a-plan"


def encrypted(user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdfs.page_pdf(pdfs.text_lines()))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user=user, owner="owner"))
    return out.getvalue()


def test_an_encrypted_original_asks_for_its_password() -> None:
    original = encrypted("sesame")
    for given, code in ((None, "password-needed"), ("wrong", "wrong-password")):
        with pytest.raises(CocoonError) as refused:
            plan(original, password=given)
        assert refused.value.code == code
    made = plan(original, password="sesame")
    assert made.warnings == ("encrypted",)
    assert pdfs.pdfium_text(pdfs.issue(made, None)) == pdfs.pdfium_text(
        pdfs.page_pdf(pdfs.text_lines())
    )


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4\n", b"\x00" * 999, b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(CocoonError) as refused:
        plan(data)
    assert refused.value.code == "broken-pdf"


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.page_pdf(b"")))
    stream = pikepdf.Stream(pdf, zlib.compress(b" " * 5_000_000))
    stream.Filter = pikepdf.Name.FlateDecode
    pdf.pages[0].Contents = stream
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(CocoonError) as refused:
        plan(out.getvalue(), limits=Limits(content=1_000_000))
    assert refused.value.code == "too-big"


def test_a_signed_original_warns() -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.page_pdf(b"")))
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            FT=pikepdf.Name.Sig,
            T=pikepdf.String("s"),
            V=pikepdf.Dictionary(Type=pikepdf.Name.Sig),
        )
    )
    pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array([field]))
    out = io.BytesIO()
    pdf.save(out)
    assert "signed" in plan(out.getvalue()).warnings
