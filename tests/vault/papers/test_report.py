from __future__ import annotations

import io
import math
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image

from vault.papers import report
from vault.papers.report_facts import (
    CustodyStep,
    EarlierRun,
    HistogramFacts,
    LeakFile,
    MatchFacts,
    Overlay,
    ReadingFacts,
    TraceFacts,
)
from vault.papers.sheet import wording

SEOUL = timezone(timedelta(hours=9))
AT = datetime(2026, 11, 22, 16, 2, 11, tzinfo=SEOUL)
EDGES = tuple(-4 + 0.5 * i for i in range(17))


def png(width: int = 300, height: int = 420) -> bytes:
    noise = np.random.default_rng(1).integers(0, 255, (height, width, 3), np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "PNG")
    return out.getvalue()


MATCH = MatchFacts(
    "R-7K3M9QXT-2",
    "박서연",
    "누리테크(주)",
    "R-7K3M9QXT",
    "D-8WQ2M4NA",
    "가열판 공정사양서",
    "C",
    "5–6",
    -14.273,
    (("text", 611, 0.93), ("page", 120, 0.07)),
    AT,
    "delivered",
)
FOUND = TraceFacts(
    vault="V-9K2M",
    owner="다온세라믹스(주)",
    number="TRR-2026-003",
    made=AT,
    made_by="최유진",
    leak="L-5T7Q9WXM",
    files=(LeakFile("IMG_1.jpg", "JPEG", "ab" * 32, 3_184_220),),
    verdict="match",
    strength="strong",
    copies_tested=124,
    hypotheses=96,
    found_by="한지우",
    found_where="trade fair",
    custody=(CustodyStep(AT, "한지우", "lodged", 211),),
    matches=(MATCH,),
    readings=(ReadingFacts("IMG_1.jpg", "DC-PS-041", "C", "6", "text", 702, 548),),
    histogram=HistogramFacts(EDGES, tuple(range(16)), 2000, (("R-7K3M9QXT-2", 16.8),)),
    overlay=Overlay(png(), "the leak on page 6"),
    searched=("heater plates",),
    not_searched=("grippers",),
    producers=(("김도현", "approver: holds seal and trace keys"),),
    earlier=(EarlierRun(AT, "최유진", "no-evidence", 212),),
    entries=(("measured", 213), ("verdict", 214)),
    checkpoint="214 " + "9f3b" * 16,
    versions=(("Cocoon", "0.1.0"),),
)
NOTHING = replace(
    FOUND,
    verdict="no-evidence",
    strength=None,
    matches=(),
    histogram=None,
    overlay=None,
    readings=(),
    earlier=(),
    producers=(),
)


def text_of(facts: TraceFacts, language: Any = "en") -> str:
    document = pdfium.PdfDocument(report.render(facts, language))
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    document.close()
    return text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_match_is_reported_with_everything_a_court_asks(language: str) -> None:
    text = text_of(FOUND, language)
    for part in (
        "L-5T7Q9WXM",
        "R-7K3M9QXT-2",
        "박서연",
        "누리테크(주)",
        "가열판 공정사양서",
        "10–14.27",
        "180,000,000,000,000",
        "124",
        "96",
        "702",
        "548",
        "154",
        "김도현",
        "grippers",
        "cocoon ledger verify",
        "212",
        "trade fair",
        "Cocoon 0.1.0",
    ):
        assert part in text, part
    assert "ab" * 32 in text.replace(" ", "") and "9f3b" * 16 in text.replace(" ", "")
    for key in ("person", "closing", "method_h", "limits_h", "producers_h", "repeat_h"):
        assert " ".join(str(wording("report", language)[key]).split()) in text  # type: ignore[arg-type]


def test_the_figure_is_never_called_the_probability_of_guilt() -> None:
    text = text_of(FOUND)
    assert "Had the leak been made without this copy" in text
    assert "It is not the probability that a recipient leaked the document" in text


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_evidence_is_a_complete_and_calm_report(language: str) -> None:
    text = text_of(NOTHING, language)
    words = wording("report", language)  # type: ignore[arg-type]
    for key in ("no-evidence", "no-evidence2", "next_h", "producers_none", "earlier_none"):
        assert " ".join(words[key].split()) in text
    assert "R-7K3M9QXT-2" not in text and words["person"] not in text


def test_below_the_threshold_no_copy_and_no_score_is_shown() -> None:
    assert FOUND.histogram is not None
    facts = replace(
        NOTHING,
        verdict="inconclusive",
        readings=FOUND.readings,
        histogram=replace(FOUND.histogram, named=()),
    )
    text = text_of(facts)
    assert "do not single out any copy" in text and "neither for nor against" in text
    assert "None" in text and "16.8" not in text and "R-7K3M9QXT-2" not in text


def test_transplants_splices_and_solo_mode_are_said_on_the_first_page() -> None:
    second = replace(MATCH, copy="R-7K3M9QXT-5", contact="이하늘", log10_false_match=-7.0)
    facts = replace(FOUND, matches=(MATCH, second), mixture="splice", transplant=True, solo=True)
    document = pdfium.PdfDocument(report.render(facts))
    first = " ".join(document[0].get_textpage().get_text_range().split())
    document.close()
    assert "marks of 2 copies: R-7K3M9QXT-2, R-7K3M9QXT-5" in first
    assert "put together from several copies" in first
    assert "edited or transplanted" in first and "solo policy" in first


def test_the_same_facts_give_the_same_bytes() -> None:
    assert report.render(FOUND, "ko") == report.render(FOUND, "ko")


def test_odds_are_rounded_towards_the_weaker_claim() -> None:
    assert report.odds(-6.0, "1 in {count}") == "10^-6.00 (1 in 1,000,000)"
    assert report.odds(-9.3019, "1 in {count}") == "10^-9.30 (1 in 1,900,000,000)"
    assert report.odds(-61.2, "1 in {count}") == "10^-61.20"
    for log10 in np.linspace(-15, -0.1, 400):
        shown = report.odds(float(log10), "{count}")
        count = int(shown.split("(")[1].rstrip(")").replace(",", ""))
        assert count <= 10**-log10 * 1.0000001
        assert float(shown[3:].split()[0]) >= log10 - 1e-9
        assert count >= 10**-log10 * 0.85 or math.log10(count) < 1.2


@pytest.mark.parametrize("data", [b"", b"GIF89a", png()[:200], b"\xff\xd8\xff" + b"x" * 50])
def test_a_broken_overlay_does_not_stop_the_report(data: bytes) -> None:
    text = text_of(replace(FOUND, overlay=Overlay(data, "x")))
    assert "could not be shown" in text


def test_hostile_and_long_values_stay_on_the_page() -> None:
    wild = replace(
        FOUND,
        found_by="<b>\u202e\n" * 50,
        matches=(replace(MATCH, contact="W" * 400, title="가" * 300, pages="1, " * 200),) * 12,
        files=(LeakFile("n" * 300 + ".jpg", "K" * 60, "ab" * 32, 10**13),) * 30,
        custody=(CustodyStep(None, "가" * 200, "무엇을 " * 100),) * 3,
        histogram=HistogramFacts(
            EDGES, (0,) * 16, 0, tuple((f"R-{'W' * 40}-{i}", 1000.0 + i) for i in range(3))
        ),
        overlay=Overlay(png(200, 4000), "tall " * 80),
        producers=(("<i>", "x" * 500),),
    )
    document = pdfium.PdfDocument(report.render(wild, "ko"))
    for page in document:
        width, height = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            assert left >= 40 and right <= width - 40 and bottom >= 25 and top <= height - 40
    document.close()


@pytest.mark.parametrize("value", ["가나다 라마바 사아자 " * 500, "W" * 5000])
def test_no_value_is_too_long_to_be_printed(value: str) -> None:
    facts = replace(
        FOUND,
        leak=value,
        made_by=value,
        metadata_says=value,
        notes=(value,),
        custody=(CustodyStep(AT, value, value),),
        producers=((value, value),),
        matches=(replace(MATCH, title=value, contact=value, partner=value, pages=value),),
        readings=(ReadingFacts(value, value, "C", value, "text", 1, 1),),
        overlay=None,
    )
    assert report.render(facts, "ko").startswith(b"%PDF")
