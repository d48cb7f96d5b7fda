from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from vault.errors import CocoonError
from vault.marks import page_space, stamp
from vault.marks.facts import ReleaseFacts
from vault.marks.stamp_template import Template, load, parse, shipped

SEOUL = timezone(timedelta(hours=9))
A4 = (595.28, 841.89)
FACTS = ReleaseFacts(
    owner="다온세라믹스(주)",
    release="R-7K3M9QXT",
    copy="R-7K3M9QXT-2",
    person="박서연",
    company="누리테크(주)",
    email="sy.park@nuri.example",
    purpose="양산 설비 공동 검토",
    until=datetime(2027, 1, 31, 23, 59, 59, tzinfo=SEOUL),
    return_by=datetime(2027, 2, 14, 23, 59, 59, tzinfo=SEOUL),
    classification="대외비",
)


def words(pdf: bytes, page: int = 0) -> str:
    document = pdfium.PdfDocument(pdf)
    text = document[page].get_textpage().get_text_range()
    document.close()
    return " ".join(text.split())


def grey(pdf: bytes, page: int = 0, scale: float = 2.0) -> np.ndarray:
    document = pdfium.PdfDocument(pdf)
    bitmap = document[page].render(scale=scale, grayscale=True)
    picture = bitmap.to_numpy().reshape(bitmap.height, bitmap.width).copy()
    document.close()
    return picture


def a_page(paint, size=A4) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    paint(canvas)
    canvas.save()
    return out.getvalue()


def space_of(pdf: bytes) -> page_space.PageSpace:
    document = pdfium.PdfDocument(pdf)
    try:
        return page_space.measure(document, 0)
    finally:
        document.close()


@pytest.mark.parametrize("name", ["footer", "header", "diagonal"])
def test_a_stamp_names_recipient_release_expiry_and_legend(name: str) -> None:
    text = words(stamp.render(load(name), FACTS, [A4], [page_space.blank(A4)]))
    for part in ("박서연", "누리테크(주)", "R-7K3M9QXT-2", "2027-01-31", "2027-02-14"):
        assert part in text
    assert "CONFIDENTIAL" in text and "[대외비]" in text
    assert "사전 서면동의 없는 복제·목적 외 사용·특허출원·제3자 제공 금지." in text
    assert "No copying, other use, patent filing or disclosure to third parties" in text


def test_a_preview_says_so_and_names_nobody() -> None:
    text = words(stamp.render(load("preview"), FACTS, [A4], [page_space.blank(A4)]))
    assert "PREVIEW · 미리보기" in text
    for part in ("R-7K3M9QXT-2", "박서연", "누리테크"):
        assert part not in text


def test_fonts_are_embedded_and_subset() -> None:
    pdf = stamp.render(load("footer"), FACTS, [A4])
    assert len(pdf) < 80_000
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [font for page in document.pages for font in page.Resources.Font.values() if font]
        assert fonts
        for font in fonts:
            if "/FontDescriptor" in font:
                assert "/FontFile2" in font.FontDescriptor
                assert "+Nanum" in str(font.BaseFont)
            else:  # ReportLab always lists one standard font; no text uses it
                assert str(font.BaseFont) == "/Helvetica"


def test_the_same_facts_give_the_same_bytes() -> None:
    spaces = [page_space.blank(A4)]
    first = stamp.render(load("diagonal"), FACTS, [A4], spaces)
    stamp.render(load("footer"), replace(FACTS, person="Zoë"), [A4], spaces)
    assert stamp.render(load("diagonal"), FACTS, [A4], spaces) == first


def test_one_sheet_serves_all_pages_of_a_size() -> None:
    sizes = [A4] * 300 + [(842.0, 595.0)] * 3 + [A4]
    spaces = [page_space.blank(size) for size in sizes]
    indices = stamp.sheet_of(load("footer"), FACTS, sizes, spaces)
    assert len(indices) == 304 and len(set(indices)) == 2
    assert indices[0] == indices[-1] != indices[301]
    document = pdfium.PdfDocument(stamp.render(load("footer"), FACTS, sizes, spaces))
    assert len(document) == 2
    assert document[indices[301]].get_size() == pytest.approx((842, 595))
    document.close()


def ink(pdf: bytes) -> np.ndarray:
    return grey(pdf) < 200


def test_a_stamp_goes_where_there_is_no_ink() -> None:
    def footer_and_text(canvas: Canvas) -> None:
        for line in range(52):
            canvas.drawString(60, 780 - 13 * line, "Dense prose fills this page. " * 3)
        canvas.drawCentredString(297, 30, "17")

    page = a_page(footer_and_text)
    over = stamp.render(load("footer"), FACTS, [A4], [space_of(page)])
    assert not (ink(page) & ink(over)).any()
    sheets, _ = stamp.arrange(load("footer"), FACTS, [space_of(page)])
    assert not sheets[0].placements[0].crowded


def test_a_drawing_frame_leaves_room_beside_its_title_block() -> None:
    def drawing(canvas: Canvas) -> None:
        canvas.rect(20, 20, 802, 555)
        canvas.rect(560, 20, 262, 120)
        for step in range(12):
            canvas.line(560, 20 + 10 * step, 822, 20 + 10 * step)

    page = a_page(drawing, (842, 595))
    over = stamp.render(load("footer"), FACTS, [(842, 595)], [space_of(page)])
    assert not (ink(page) & ink(over)).any()


def test_a_full_page_gets_small_half_transparent_type() -> None:
    noise = np.random.default_rng(1)

    def scan(canvas: Canvas) -> None:
        for x, y in noise.uniform(0, 1, (6000, 2)):
            canvas.rect(595 * x, 842 * y, 3, 3, fill=1)

    page = a_page(scan)
    sheets, _ = stamp.arrange(load("footer"), FACTS, [space_of(page)])
    placement = sheets[0].placements[0]
    assert placement.crowded and placement.size <= 4.5
    over = grey(stamp.render(load("footer"), FACTS, [A4], [space_of(page)]))
    assert over.min() > 90  # never as dark as the page's own ink


def test_type_is_light_on_dark_pages() -> None:
    def night(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.05, 0.05, 0.08)
        canvas.rect(0, 0, 595.28, 841.89, stroke=0, fill=1)

    sheets, _ = stamp.arrange(load("footer"), FACTS, [space_of(a_page(night))])
    assert sheets[0].placements[0].on_dark


def test_rotated_pages_are_measured_upright() -> None:
    source = pikepdf.open(io.BytesIO(a_page(lambda c: c.drawString(60, 20, "x" * 80))))
    source.pages[0].Rotate = 90
    out = io.BytesIO()
    source.save(out)
    space = space_of(out.getvalue())
    assert space.size == pytest.approx((841.89, 595.28), abs=0.1)


LONG = [
    ("x" * 500, "W" * 500, "가" * 500),
    ("긴 이름 " * 100, "Company of many words " * 25, "purpose " * 80),
]


@pytest.mark.parametrize("person,company,purpose", LONG)
@pytest.mark.parametrize("size", [A4, (200.0, 120.0), (3000.0, 40.0)])
@pytest.mark.parametrize("name", ["footer", "diagonal"])
def test_long_values_wrap_or_shrink_and_are_never_cut(
    person: str, company: str, purpose: str, size: tuple[float, float], name: str
) -> None:
    facts = replace(FACTS, person=person, company=company, purpose=purpose)
    pdf = stamp.render(load(name), facts, [size], [page_space.blank(size)])
    document = pdfium.PdfDocument(pdf)
    text = document[0].get_textpage()
    boxes = [text.get_charbox(i) for i in range(text.count_chars())]
    for left, bottom, right, top in boxes:
        assert left >= -0.5 and bottom >= -0.5
        assert right <= size[0] + 0.5 and top <= size[1] + 0.5
    joined = "".join(text.get_text_range().split())
    document.close()
    assert "".join(purpose.split()) in joined


def test_hostile_names_are_tamed() -> None:
    facts = replace(
        FACTS,
        person="Eve\n\r\u2028{owner}\u202egnp",
        company="\ud800 😀 한글\u1112\u1161\u11ab \x07%s",
        purpose="ő ř Å − ✓ 龘",
    )
    text = words(stamp.render(load("footer"), facts, [A4], [page_space.blank(A4)]))
    assert "Eve {owner}gnp" in text
    assert "한글한 %s" in text and "\u25a1" in text
    assert "o r Å –" in text.replace("\u212b", "Å")


def test_a_sentence_without_its_fact_is_left_out() -> None:
    facts = ReleaseFacts(owner="Daon", release="R-7K3M9QXT")
    text = words(stamp.render(load("footer"), facts, [A4]))
    assert "until" not in text and "사용기한" not in text and "수령" not in text
    assert "{" not in text and "Release R-7K3M9QXT." in text


def test_a_public_document_is_not_called_a_secret() -> None:
    text = words(stamp.render(load("footer"), replace(FACTS, classification="공개"), [A4]))
    assert "secret" not in text and "영업비밀" not in text and "patent" not in text
    assert "PUBLIC – 다온세라믹스(주)." in text and "R-7K3M9QXT-2" in text


def edited(**changes: object) -> str:
    data = {
        "format": "cocoon-stamp/1",
        "name": "mine",
        "elements": [{"position": "foot", "lines": [[{"text": "{person} only"}]]}],
    }
    data["elements"][0].update(changes)  # type: ignore[attr-defined]
    return json.dumps(data)


def test_a_firm_can_edit_wording_size_colour_and_opacity() -> None:
    template = parse(edited(size=9, colour="#003366", opacity=0.5))
    element = template.elements[0]
    assert (element.size, element.opacity, element.colour) == (9, 0.5, (0.0, 0.2, 0.4))
    assert "박서연 only" in words(stamp.render(template, FACTS, [A4]))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        '{"format": "cocoon-stamp/1"}',
        edited(position="moon"),
        edited(colour="red"),
        edited(size=-3),
        edited(opacity="NaN"),
        edited(lines=[[{"text": "{owner.__class__} {secret}"}]]),
        edited(lines=[]),
        edited(position="diagonal", opacity=0.9),
        edited().replace('"mine"', '"preview"'),
    ],
)
def test_a_template_that_cannot_be_used_is_refused_with_a_next_step(text: str) -> None:
    with pytest.raises(CocoonError) as caught:
        parse(text)
    assert caught.value.code == "stamp-template" and caught.value.next


def test_an_unknown_template_is_named_with_the_known_ones() -> None:
    assert {"footer", "header", "diagonal", "preview"} <= set(shipped())
    assert isinstance(load("footer"), Template)
    with pytest.raises(CocoonError, match="no stamp template"):
        load("nothing")
