"""`cocoon demand`: what came is kept as it came, judged by the law of its day, and answered."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from tests.fakes.office import AUDITOR, ENGINEER, OWNER, Office, opened
from vault.app import law
from vault.app.partnership import demands
from vault.app.proof import evidence
from vault.papers.resources import resource

WORDS = "업무상 필요하니\n기술자료를 전부 보내 달라."
SIX = ["purpose", "ownership", "price", "scope", "delivery", "justification"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"), {})


def add_words(office: Office, *more: str) -> list[str]:
    return [
        *("demand", "add", "--partner", office.partner, "--received", "2024-01-15"),
        *("--channel", "전화", "--words", WORDS, *more),
    ]


def text_of(path: Path) -> str:
    with pdfium.PdfDocument(path) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(texts).split())


def test_a_demand_is_kept_word_for_word_with_its_proof(office: Office) -> None:
    note = office.file("쪽지.jpg", b"a photo of a note")
    more = ("--asked-by", "박도윤 책임", "--due", "2024-02-01", "--file", str(note))
    made = office(ENGINEER, *add_words(office, *more))
    assert [each["item"] for each in made["missing"]] == SIX
    shown = office(AUDITOR, "demand", "show", made["demand"].lower())
    assert shown["words"] == WORDS and shown["asked_by"] == "박도윤 책임"
    assert shown["received"].startswith("2024-01-15") and shown["due"] == "2024-02-01"
    (kept,) = shown["files"]
    assert kept["sha256"] == hashlib.sha256(b"a photo of a note").hexdigest()
    session = office.firm.login(OWNER)
    (file,) = session.state.facts.demands[made["demand"]].files
    assert evidence.read(session, file) == b"a photo of a note"
    listed = office(AUDITOR, "demand", "list", "--partner", office.partner)["demands"]
    assert made["demand"] in [each["id"] for each in listed]
    told = office(AUDITOR, "partner", "show", office.partner)["demands"]
    assert made["demand"] in [each["id"] for each in told]


def test_a_day_is_shown_without_a_time_that_nobody_told(office: Office) -> None:
    made = office(ENGINEER, *add_words(office))["demand"]
    said = office.said(ENGINEER, "demand", "show", made)
    assert "2024-01-15" in said and "12:00" not in said
    words = [w if w != "2024-01-15" else "2024-01-15T09:30" for w in add_words(office)]
    timed = office(ENGINEER, *words)["demand"]
    assert "2024-01-15 09:30" in office.said(ENGINEER, "demand", "show", timed)


def test_the_check_names_what_is_missing_with_its_korean_name_and_law(office: Office) -> None:
    made = office(
        ENGINEER,
        *add_words(
            office, "--purpose", "양산 설비 검토", "--price", "건당 500만원", "--scope", " "
        ),
    )
    checked = office(AUDITOR, "demand", "check", made["demand"])
    assert not checked["complete"]
    missing = {each["item"]: each for each in checked["missing"]}
    assert list(missing) == ["ownership", "scope", "delivery", "justification"]
    assert missing["scope"]["korean"] == "기술자료의 명칭 및 범위"
    for each in missing.values():
        assert "제12조의3 제2항" in each["law"] and "제7조의3" in each["law"]
    assert checked["relation"] == "unknown" and "수급사업자" in checked["advice"][0]


def test_answers_fill_the_gaps_until_it_is_complete(office: Office) -> None:
    made = office(ENGINEER, *add_words(office, "--relation", "yes"))["demand"]
    letter = office.file("answer.eml", b"From: partner")
    for code in SIX:
        more = ("--file", str(letter)) if code == "price" else ()
        shown = office(
            ENGINEER,
            *("demand", "follow-up", made, f"--{code}", f"their {code}", "--channel", "e-mail"),
            *("--at", "2024-01-20", *more),
        )
    assert shown["complete"] and shown["missing"] == []
    assert shown["items"]["delivery"] == "their delivery"
    assert len(shown["follow_ups"]) == 6 and shown["follow_ups"][2]["files"]
    assert shown["follow_ups"][0]["at"].startswith("2024-01-20")
    assert office(AUDITOR, "demand", "check", made)["complete"]


def test_the_relation_decides_which_act_asks(office: Office) -> None:
    made = office(ENGINEER, *add_words(office, "--relation", "no"))
    checked = office(ENGINEER, "demand", "check", made["demand"])
    assert checked["complete"] and checked["missing"] == []
    assert [each["item"] for each in checked["recommended"]] == SIX
    assert "Unfair Competition Prevention" in " ".join(checked["advice"])
    office(ENGINEER, "demand", "follow-up", made["demand"], "--relation", "yes")
    checked = office(ENGINEER, "demand", "check", made["demand"])
    assert [each["item"] for each in checked["missing"]] == SIX
    assert not checked["recommended"] and not any("수급사업자" in a for a in checked["advice"])
    office(ENGINEER, "demand", "follow-up", made["demand"], "--relation", "no")
    assert office(ENGINEER, "demand", "check", made["demand"])["complete"]


def test_a_demand_that_is_closed_takes_no_more(office: Office) -> None:
    made = office(ENGINEER, *add_words(office))["demand"]
    closed = office(ENGINEER, "demand", "close", made, "--reason", "요구를 철회함")
    assert closed["closed"] == "요구를 철회함"
    assert made not in [d["id"] for d in office(OWNER, "demand", "list", "--open")["demands"]]
    for words in (("follow-up", made, "--note", "x"), ("close", made, "--reason", "again")):
        assert office.refused(ENGINEER, "demand", *words)["code"] == "demand-closed"


def test_what_makes_no_sense_is_refused_and_enters_nothing(office: Office) -> None:
    made = office(ENGINEER, *add_words(office))["demand"]
    tomorrow = (date.today() + timedelta(days=2)).isoformat()
    good = {
        "--partner": office.partner, "--received": "2024-01-15", "--channel": "phone",
        "--words": "all of it",
    }  # fmt: skip
    before = office.entries()
    for option, value, code, exit_code in (
        ("--partner", "P-00000009", "unknown-partner", 1),
        ("--received", "last week", "bad-date", 1),
        ("--received", tomorrow, "future-date", 1),
        ("--channel", " ", "bad-text", 1),
        ("--words", "\n", "bad-text", 1),
        ("--words", "a\x00b", "bad-text", 1),
        ("--words", "\udcff", "bad-text", 1),
        ("--words", "가" * 50_001, "bad-text", 1),
        ("--due", "soon", "bad-date", 1),
        ("--relation", "perhaps", "bad-relation", 2),
        ("--price", "p" * 2001, "bad-text", 1),
        ("--file", "absent.pdf", "file-vanished", 1),
    ):
        words = [w for pair in (good | {option: value}).items() for w in pair]
        error = office.refused(ENGINEER, "demand", "add", *words, exit_code=exit_code)
        assert error["code"] == code, option
    for verb in ("check", "show"):
        assert office.refused(OWNER, "demand", verb, "Q-00000009")["code"] == "unknown-demand"
    out = str(office.home / "never.pdf")
    for words, code, exit_code in (
        (("follow-up", made), "nothing-told", 2),
        (("follow-up", made, "--note", "x", "--at", tomorrow), "future-date", 1),
        (("follow-up", made, "--relation", "cousins"), "bad-relation", 2),
        (("close", made, "--reason", " "), "bad-text", 1),
        (("reply", made, "--out", out, "--answer-by", "2020-01-01"), "past-date", 1),
        (("reply", made, "--out", out, "--language", "fr"), "usage", 2),
        (("reply", made, "--out", str(office.home)), "file-exists", 1),
    ):
        error = office.refused(ENGINEER, "demand", *words, exit_code=exit_code)
        assert error["code"] == code, words
    assert office.refused(AUDITOR, *add_words(office))["code"] == "not-allowed"
    assert office.entries() == before and not Path(out).exists()


# -- the reply ----------------------------------------------------------------------------------


def test_the_reply_thanks_asks_for_what_is_missing_and_lets_the_rule_say_no(
    office: Office,
) -> None:
    made = office(ENGINEER, *add_words(office, "--relation", "yes", "--purpose", "양산 설비 검토"))[
        "demand"
    ]
    out = office.home / "회신.pdf"
    answer = office(
        ENGINEER,
        *("demand", "reply", made, "--out", str(out), "--answer-by", "2099-01-31"),
        *("--offer", "3쪽부터 5쪽까지의 온도 조건만 함께 열람하는 방안"),
    )
    text = text_of(out)
    for part in (
        *("감사드리며", "광명조립(주)", "업무상 필요하니 기술자료를 전부 보내 달라."),
        "2024년 1월 15일자",
        *("양산 설비 검토", "대가 및 대가의 지급방법", "제12조의3 제2항", "제7조의3"),
        *("누구도 기술자료를 반출할 수 없도록", "3쪽부터 5쪽까지", "2099년 1월 31일까지"),
        "2022년 2월 18일",
    ):
        assert part in text, part
    assert "{" not in text and "}" not in text
    assert answer["kind"] == "reply" and answer["about"] == made
    assert answer["rule_enforced"] is False
    office(OWNER, "policy", "set", "incomplete-demand", "block")
    english = office.home / "reply.pdf"
    answer = office(ENGINEER, "demand", "reply", made, "--out", str(english), "--language", "en")
    assert answer["rule_enforced"] is True
    text = text_of(english)
    for part in ("Thank you", "Price and method of payment", "art. 12-3(2)", "do not allow"):
        assert part in text, part
    assert "{" not in text and "2099" not in text
    letters = office(AUDITOR, "demand", "show", made)["letters"]
    assert [letter["language"] for letter in letters] == ["ko", "en"]
    assert letters[0]["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()


def test_what_the_reply_asks_for_is_exactly_what_is_missing(office: Office) -> None:
    stated = [word for code in SIX if code != "price" for word in (f"--{code}", f"their {code}")]
    made = office(ENGINEER, *add_words(office, "--relation", "yes", *stated))["demand"]
    out = office.home / "one.pdf"
    office(ENGINEER, "demand", "reply", made, "--out", str(out), "--language", "en")
    asked = text_of(out).partition("What we kindly ask you to add")[2].partition("What we can")[0]
    assert "Price and method of payment" in asked
    for name in ("Ownership of rights", "Name and scope", "Facts that prove"):
        assert name not in asked, name


def test_a_reply_to_a_complete_demand_asks_for_nothing(office: Office) -> None:
    stated = [word for code in SIX for word in (f"--{code}", f"their {code}")]
    made = office(ENGINEER, *add_words(office, "--relation", "yes", *stated))["demand"]
    out = office.home / "complete.pdf"
    office(ENGINEER, "demand", "reply", made, "--out", str(out))
    text = text_of(out)
    assert "모두 확인하였습니다" in text and "보완" not in text and "누구도" not in text


def test_outside_the_act_the_reply_does_not_cite_it(office: Office) -> None:
    made = office(ENGINEER, *add_words(office, "--relation", "no"))["demand"]
    for language, unfair in (("ko", "부정경쟁방지"), ("en", "Unfair Competition")):
        out = office.home / f"no-{language}.pdf"
        office(ENGINEER, "demand", "reply", made, "--out", str(out), "--language", language)
        text = text_of(out)
        assert unfair in text
        assert "하도급" not in text and "Subcontracting" not in text and "12-3" not in text


# -- the law ------------------------------------------------------------------------------------


def test_items_apply_by_the_day_on_which_the_demand_was_received(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def item(code: str, since: str, until: str = "") -> law.LawItem:
        return law.LawItem(code, code, code, "law", "law", since, until)

    items = (
        item("purpose", "2022-02-18"),
        item("price", "2022-02-18", "2027-06-30"),
        item("scope", "2027-07-01"),
    )
    monkeypatch.setattr(law, "_items", lambda name: items)

    def on(day: str) -> list[str]:
        return [each.code for each in law.demand_items(day)]

    assert on("2022-02-18") == on("2027-06-30") == ["purpose", "price"]
    assert on("2027-07-01") == ["purpose", "scope"]
    assert law.wording_of(law.demand_items("2028-01-01")) == "2027-07-01"
    assert on("2019-05-05") == ["purpose", "price"] and not law.known_on("2019-05-05")


def test_the_law_files_have_every_item_with_names_reference_and_dates() -> None:
    for name in ("technical-data-demand", "confidentiality-agreement"):
        data = json.loads(resource("law", f"{name}.json").read_text("utf-8"))
        assert "ounsel" in data["note"]
        for each in data["items"]:
            for key in ("code", "korean", "english", "law", "law_english", "valid_from"):
                assert each[key], (name, each)
            date.fromisoformat(each["valid_from"])
    assert [each.code for each in law.demand_items("2026-01-01")] == SIX
    assert len(law.agreement_items("2026-01-01")) == 7


def test_an_old_demand_is_checked_with_a_caution(office: Office) -> None:
    words = add_words(office)
    words[words.index("2024-01-15")] = "2015-03-01"
    made = office(ENGINEER, *words)["demand"]
    checked = office(ENGINEER, "demand", "check", made)
    assert any("older than the law" in advice for advice in checked["advice"])


def test_open_demands_come_to_attention_with_the_most_urgent_first(office: Office) -> None:
    later = office(ENGINEER, *add_words(office, "--due", "2098-01-01"))["demand"]
    sooner = office(ENGINEER, *add_words(office, "--due", "2097-01-01"))["demand"]
    session = office.firm.login(OWNER)
    found = [demand.id for demand in demands.needing_attention(session.state, session.clock())]
    assert found.index(sooner) < found.index(later)
    done = office(ENGINEER, *add_words(office, "--relation", "no", "--due", "2098-01-01"))["demand"]
    session.refresh()
    now = session.clock()
    assert done not in [demand.id for demand in demands.needing_attention(session.state, now)]
    near = demands.needing_attention(session.state, now.replace(year=2097, month=12, day=30))
    assert done in [demand.id for demand in near]
