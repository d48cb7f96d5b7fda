"""The annex: complete, calm, the same for the same facts, whatever was typed into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pypdfium2 as pdfium
import pytest

from vault.papers import annex
from vault.papers.annex_facts import (
    AnnexFacts,
    DocumentFacts,
    Entered,
    EntryFacts,
    KeptFile,
    StatedFacts,
    TotalFacts,
)
from vault.papers.sheet import Language

AT = datetime(2026, 3, 2, 18, 0, 5, tzinfo=timezone(timedelta(hours=9)))
HASH = "0123456789abcdef" * 4
LONG = "아주 긴 설명과 a very long word " + "가" * 3900
HOSTILE = "<b>&amp;</b> {technology} \u202e\u0000 %s 𝕏 🔥"


def entry(n: int = 1, **changed: object) -> EntryFacts:
    plain = EntryFacts(
        id=f"E-{n:08}", date="2026-03-01", kind="invoice", amount="1,200,000", currency="KRW",
        hours="", who="대성히터", note="히터", document="", entered=Entered(AT, "Kim", n), late=1,
    )  # fmt: skip
    return replace(plain, **changed)  # type: ignore[arg-type]


def facts(*entries: EntryFacts, **changed: object) -> AnnexFacts:
    plain = AnnexFacts(
        number="W-00000001", written=AT, owner="한빛정밀", made_by="Kim", technology="오븐",
        vault="v" * 32, size=40, root=HASH, entries=entries,
        totals=(TotalFacts("", "invoice", "KRW", "1,200,000", "", 1),),
        over_all=(TotalFacts("", "all", "KRW", "1,200,000", "", 1),),
        periods=(TotalFacts("2026-Q1", "invoice", "KRW", "1,200,000", "", 1),),
        stated=(), newest={}, documents=(),
    )  # fmt: skip
    return replace(plain, **changed)  # type: ignore[arg-type]


def pages(data: bytes) -> list[str]:
    with pdfium.PdfDocument(data) as opened:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in opened]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_same_facts_give_the_same_bytes_and_both_languages_say_everything(
    language: Language,
) -> None:
    kept = (KeptFile("quote.pdf", HASH),)
    said = {"capacity": "월 900대", "margin": ""}
    told = StatedFacts("2026-03-01", said, "결산", Entered(AT, "Kim", 7), kept)
    document = DocumentFacts("D-00000001", "규격서", 2, HASH, AT)
    full = facts(
        entry(files=(KeptFile("세금계산서.pdf", HASH),), source=(KeptFile("t.csv", HASH), 3)),
        entry(2, struck="잘못 입력", struck_by="Park", struck_on="2026-03-02"),
        stated=(told,),
        newest={"capacity": told},
        documents=(document,),
        stamps=(("2026-03-03 10:00:00", "Some Authority", 39),),
    )
    data = annex.render(full, language)
    assert data == annex.render(full, language)
    read = " ".join(pages(data))
    for text in ("W-00000001", "한빛정밀", "오븐", "1,200,000 KRW", "월 900대", "잘못 입력", "Park",
                 "Some Authority", "2026-03-03 10:00:00", "세금계산서.pdf", "t.csv", "규격서",
                 "2026-03-02 18:00", "quote.pdf"):  # fmt: skip
        assert text in read, text
    assert read.replace(" ", "").count(HASH) == 5  # root, receipt, table, quote, document
    assert "{" not in read


def test_what_was_typed_breaks_nothing_and_runs_off_no_page() -> None:
    files = tuple(KeptFile(f"{HOSTILE}{n}" * 9, HASH) for n in range(40))
    wild = entry(who=HOSTILE * 20, note=LONG, files=files)
    told = StatedFacts("2026-03-01", {"capacity": LONG, "margin": LONG, "licence_quote": LONG},
                       LONG, Entered(AT, HOSTILE, 7))  # fmt: skip
    wilder = facts(
        wild, replace(wild, struck=LONG, struck_by=HOSTILE, struck_on="x"),
        technology=HOSTILE, owner=LONG, made_by=HOSTILE, stated=(told,),
        newest={"capacity": told, "margin": told, "licence_quote": told},
        documents=(DocumentFacts("D-1", LONG, 1, HASH, AT),),
    )  # fmt: skip
    said = pages(annex.render(wilder, "ko"))
    assert 5 < len(said) < 60
    assert any("기록한" in page or "확인 방법" in page for page in said)


def test_a_long_list_is_complete() -> None:
    many = facts(*(entry(n, note=f"no. {n};") for n in range(1, 131)))
    said = " ".join(pages(annex.render(many, "en")))
    assert all(f"no. {n};" in said for n in range(1, 131))


def test_the_rows_for_a_spreadsheet_have_a_heading_each() -> None:
    for language in ("ko", "en"):
        head, rows = annex.rows(facts(entry(), entry(2)), language)  # type: ignore[arg-type]
        assert all(len(row) == len(head) for row in rows) and len(set(head)) == len(head)
        assert rows[0][4] == "1200000"
