"""`cocoon letter address`: where letters go, and what they leave to fill in by hand."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.fakes.office import AUDITOR, ENGINEER, OWNER, Office, opened

POSTAL = "인천광역시 남동구 가마로 12, 3층"
BLANK = "_" * 20


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path, {"oven": 0})


def text_of(path: Path) -> str:
    with pdfium.PdfDocument(str(path)) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    return "".join(text.split())


def demanded(office: Office) -> str:
    words = ("--partner", office.partner, "--received", "2024-01-15", "--channel", "전화")
    made = office(ENGINEER, "demand", "add", *words, "--words", "전부 보내 달라.")
    return str(made["demand"])


def test_a_letter_has_both_addresses_or_a_line_to_fill_in(office: Office) -> None:
    demand, out = demanded(office), office.home
    office(ENGINEER, "demand", "reply", demand, "--out", str(out / "1.pdf"))
    assert text_of(out / "1.pdf").count(BLANK) >= 4  # addresses and representatives of two firms
    ours = office(
        OWNER, "letter", "address", "--postal", POSTAL, "--representative", "대표이사 한가람"
    )
    assert (ours["postal"], ours["representative"]) == (POSTAL, "대표이사 한가람")
    office(ENGINEER, "letter", "address", office.partner, "--postal", "서울특별시 중구 큰길 1")
    office(ENGINEER, "demand", "reply", demand, "--out", str(out / "2.pdf"))
    said = text_of(out / "2.pdf")
    assert POSTAL.replace(" ", "") in said and "서울특별시중구큰길1" in said
    assert said.count("대표이사한가람") == 2  # in the head, and over the signature
    assert BLANK in said  # nobody said who represents the partner
    office(ENGINEER, "letter", "address", office.partner, "--representative", "대표이사 큰손")
    shown = office(AUDITOR, "letter", "address", office.partner)
    assert (shown["postal"], shown["representative"]) == ("서울특별시 중구 큰길 1", "대표이사 큰손")
    office(ENGINEER, "demand", "reply", demand, "--out", str(out / "3.pdf"))
    assert BLANK not in text_of(out / "3.pdf")
    draft = out / "4.pdf"
    office(ENGINEER, "agreement", "draft", "--partner", office.partner, "--out", str(draft))
    assert POSTAL.replace(" ", "") in text_of(draft)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("P-00000000", "--postal", "x"), "unknown-partner"),
        (("--postal", "a\u202eb"), "bad-text"),
        (("--postal", "x" * 301), "bad-text"),
        (("--representative", "a\x1b[31m"), "bad-name"),
    ],
)
def test_a_wrong_address_is_refused(office: Office, words: tuple[str, ...], code: str) -> None:
    before = office.entries()
    assert office.refused(OWNER, "letter", "address", *words)["code"] == code
    assert office.entries() == before


def test_auditors_read_addresses_and_state_none(office: Office) -> None:
    refused = office.refused(AUDITOR, "letter", "address", "--postal", POSTAL)
    assert refused["code"] == "not-allowed"
    assert office(AUDITOR, "letter", "address")["postal"] == ""


def test_dates_that_contradict_each_other_are_refused(office: Office) -> None:
    demand, before = demanded(office), office.entries()
    early = office.refused(
        ENGINEER, "demand", "follow-up", demand, "--note", "x", "--at", "2024-01-14"
    )
    assert early["code"] == "before-demand"
    draft = ("--out", str(office.home / "x.pdf"), "--until", "2099-05-05")
    for words in (
        ("agreement", "draft", "--partner", office.partner, *draft),
        ("release", "request", "--contact", office.contacts["박도윤"], "--purpose", "x",
         "--document", office.documents["oven"], "--until", "2099-05-05"),
    ):  # fmt: skip
        refused = office.refused(ENGINEER, *words, "--return-by", "2099-05-04")
        assert refused["code"] == "return-before-end"
    found = office.home / "found.txt"
    found.write_text("a leak", encoding="utf-8")
    lodge = ("leak", "lodge", str(found), "--when")
    assert office.refused(ENGINEER, *lodge, "2099-01-01")["code"] == "future-date"
    assert office.entries() == before
    assert office(ENGINEER, *lodge, "지난 봄")["leak"]
