from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2 as pdfium
import pytest

from tests.vault.papers.samples import facts, item
from vault.papers import transmittal
from vault.papers.facts import PackFacts, Party


def pages(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return texts


@pytest.fixture(scope="module")
def usual() -> PackFacts:
    return facts(item("가열판 공정.pdf", b"one"), item("drawing.pdf", b"two", "Oven & <b>seal</b>"))


def test_the_letter_states_every_fact_in_both_languages(usual: PackFacts) -> None:
    korean, english = (" ".join(pages(transmittal.render(usual, [lang]))) for lang in ("ko", "en"))
    for text in (korean, english):
        for part in (
            "TR-2026-0042",
            "R-7K3M9QXT-2",
            "다온세라믹스(주)",
            "박서연",
            "양산 설비 공동 검토",
            "D-QX3M88KA",
            "NDA-2026-11",
            "DC-PS-041",
            "가열판 공정.pdf",
            "Oven & <b>seal</b>",
            "3–5, 9 (4 of 14)",
            "2027-01-31",
            "2027-02-14",
            "released under pressure",
            "demand-incomplete",
        ):
            assert part in text, part
        for one in usual.items:
            assert one.sha256 in text.replace(" ", "")
    assert "수령 확인서" in korean and "스스로 열리지 않게 되지는 않습니다" in korean
    assert "A mark names the copy, not the person" in english
    assert "Acknowledgement of receipt" in english and "solo policy" in english


def test_both_languages_make_one_document_each_counted_from_one(usual: PackFacts) -> None:
    texts = pages(transmittal.render(usual))
    assert any("1 / 2쪽" in text for text in texts) and any("Page 1 of 2" in t for t in texts)


def test_the_same_facts_give_the_same_bytes(usual: PackFacts) -> None:
    assert transmittal.render(usual) == transmittal.render(usual)


def test_all_type_is_embedded(usual: PackFacts) -> None:
    with pikepdf.open(io.BytesIO(transmittal.render(usual))) as document:
        for page in document.pages:
            used = {
                str(op.operands[0])
                for op in pikepdf.parse_content_stream(page)
                if str(op.operator) == "Tf" and float(op.operands[1])
            }
            drawn = [page.Resources.Font[name] for name in used]
            assert drawn
            assert all(
                "/FontFile2" in f.get("/FontDescriptor", {})
                for f in drawn
                if "Nanum" in str(f.BaseFont)
            )


def test_unknown_facts_leave_no_empty_rows() -> None:
    bare = PackFacts(
        "V-1", "R-1", "R-1-1", "R-1-1", facts().issued, Party("A"), Party("B"), "review", ()
    )
    text = " ".join(pages(transmittal.render(bare, ["en"])))
    for absent in ("Return or destroy by", "Exceptions", "password", "Classification", "until"):
        assert absent not in text
    assert "for as long as the purpose requires" in text


def test_a_public_document_is_not_called_a_secret(usual: PackFacts) -> None:
    public = replace(usual, classification="공개")
    text = " ".join(pages(transmittal.render(public, ["en"])))
    assert "trade secret" not in text and "no duty of secrecy" in text


def test_long_and_hostile_values_stay_on_the_page(usual: PackFacts) -> None:
    wild = replace(
        usual,
        purpose="목적 " * 300 + "<para>&nbsp;</font>",
        recipient=Party("W" * 500, "가" * 500, "😀" * 40, "x" * 300 + "\u202e\n@e"),
        items=tuple(replace(usual.items[0], name="n" * 180 + str(i)) for i in range(40)),
    )
    document = pdfium.PdfDocument(transmittal.render(wild, ["ko"]))
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            assert left >= 40 and right <= width - 40 and bottom >= 25 and top <= height - 40
    document.close()


@pytest.mark.parametrize("value", ["가나다 라마바 사아자 " * 500, "W" * 5000])
def test_no_value_is_too_long_to_be_printed(usual: PackFacts, value: str) -> None:
    party = Party(value, value, value, value, value)
    wild = replace(
        usual,
        number=value,
        purpose=value,
        contract=value,
        delivery=value,
        sender=party,
        recipient=party,
        items=tuple(replace(i, name=value, title=value, pages=value) for i in usual.items),
        overrides=tuple(replace(o, reason=value, english=value) for o in usual.overrides),
    )
    assert transmittal.render(wild, ["en"]).startswith(b"%PDF")
