"""`cocoon release deliver` to `expiring`, and `document who`: answers, and how they refuse."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.office import APPROVER, AUDITOR, ENGINEER, OWNER, Office, opened

TODAY = datetime.now(UTC).date()
HOLDING = {"document", "revision", "pages", "copy", "contact", "since", "until", "state"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"), {"oven specification": 3, "nozzle": 0})


def handed(office: Office, tmp_path: Path, days: int = 400) -> str:
    """A copy of the nozzle whose use ends in so many days; its id."""
    asked = office(
        ENGINEER,
        *("release", "request", "--purpose", "견적", "--contact", office.contacts["박도윤"]),
        *("--document", office.documents["nozzle"], "--allow-untraceable"),
        *("--until", str(TODAY + timedelta(days=days))),
    )
    codes = [w["code"] for w in asked["warnings"] if w["accept"]]
    flags = [word for code in codes for word in ("--accept", code)]
    office(APPROVER, "release", "approve", asked["release"], *flags)
    out = str(tmp_path / "packs")
    sealed = office(APPROVER, "release", "seal", asked["release"], "--out", out)
    return str(sealed["copies"][0]["copy"])


def held(office: Office, copy: str) -> dict[str, Any]:
    rows = office(AUDITOR, "partner", "show", office.partner)["holdings"]
    [row] = [row for row in rows if row["copy"] == copy]
    assert set(row) >= HOLDING
    return dict(row)


def test_a_copy_is_carried_from_delivery_to_certificate(office: Office, tmp_path: Path) -> None:
    copy = handed(office, tmp_path)
    assert held(office, copy)["state"] == "collected"
    proof = str(office.file("영수증.jpg"))
    delivered = office(ENGINEER, "release", "deliver", copy, "--channel", "등기우편",
                       "--file", proof)  # fmt: skip
    assert delivered["copy"] == copy and delivered["state"] == "delivered"
    assert delivered["steps"][0]["channel"] == "등기우편"
    assert delivered["steps"][0]["files"][0]["name"] == "영수증.jpg"
    form = str(office.file("signed.pdf", b"%PDF signed"))
    assert office(ENGINEER, "release", "acknowledge", copy, "--file", form)["held"]
    assert held(office, copy)["state"] == "acknowledged"
    returned = office(ENGINEER, "release", "returned", copy, "--file", form, "--destroyed")
    assert (returned["state"], returned["held"]) == ("destroyed", False)
    assert held(office, copy)["state"] == "destroyed"
    release = copy.rpartition("-")[0]
    steps = office(AUDITOR, "release", "show", release)["copies"][0]["steps"]
    assert [step["kind"] for step in steps] == ["delivered", "acknowledged", "destroyed"]
    assert "destroyed" in office.said(AUDITOR, "release", "show", release)
    kinds = [e["kind"] for e in office(AUDITOR, "ledger", "list", "--about", copy)["entries"]]
    assert kinds[-3:] == ["copy.delivered", "copy.acknowledged", "copy.returned"]
    assert office(APPROVER, "check", "--deep")["ok"]


def test_who_has_a_page_is_one_command(office: Office, tmp_path: Path) -> None:
    copy = handed(office, tmp_path)
    assert copy in {row["copy"] for row in office(AUDITOR, "document", "who", "nozzle")["holders"]}
    words = ("release", "record", "--partner", office.partner, "--sent", "2024-05-02")
    part = office(ENGINEER, *words, "--document", "oven specification:2", "--note", "fax")
    recorded = office(
        ENGINEER,
        *words,
        *(
            "--document",
            office.documents["oven specification"],
            "--note",
            "구두 요청으로 전체 발송",
        ),
        *("--contact", office.contacts["박도윤"], "--file", str(office.file("mail.eml"))),
    )
    assert recorded["record"].startswith("H-") and recorded["pages"] is None
    found = office(AUDITOR, "document", "who", "oven specification:2")
    assert found["pages"] == [2] and found["document"] == office.documents["oven specification"]
    assert {row["copy"] for row in found["holders"]} == {part["record"], recorded["record"]}
    found = office(AUDITOR, "document", "who", "OVEN", "--page", "3")
    assert [row["copy"] for row in found["holders"]] == [recorded["record"]]
    assert found["holders"][0]["state"] == "recorded"
    said = office.said(AUDITOR, "document", "who", "oven:3")
    assert "1 holder today" in said and "박도윤" in said
    shown = office(AUDITOR, "partner", "show", office.partner)
    [exposed] = shown["technologies"]
    assert (exposed["pages"], exposed["all_pages"], exposed["share"]) == (3, 3, 1.0)
    assert "3 of 3 pages" in office.said(AUDITOR, "partner", "show", office.partner)
    office(ENGINEER, "release", "returned", recorded["record"])
    found = office(AUDITOR, "document", "who", "oven:2")
    assert [row["copy"] for row in found["holders"]] == [part["record"]]
    assert [row["state"] for row in found["others"]] == ["returned"]


def test_a_record_that_was_wrong_is_struck(office: Office) -> None:
    made = office(
        ENGINEER,
        *("release", "record", "--partner", office.partner, "--document", "nozzle"),
        *("--sent", "2024-05-02", "--note", "by mail"),
    )
    struck = office(ENGINEER, "release", "strike", made["record"], "--reason", "오기")
    assert struck["struck"] == "오기"
    assert held(office, made["record"])["state"] == "struck"
    found = office(AUDITOR, "document", "who", "nozzle")
    assert made["record"] not in {row["copy"] for row in found["holders"]}


def test_what_ends_soon_is_told_with_what_to_write(office: Office, tmp_path: Path) -> None:
    soon, later = handed(office, tmp_path, 20), handed(office, tmp_path / "2", 50)

    def row(copy: str, *words: str) -> dict[str, Any] | None:
        found = office(AUDITOR, "release", "expiring", *words)["expiring"]
        return next((dict(each) for each in found if each["copy"] == copy), None)

    told = row(soon)
    assert told and row(later) is None and row(later, "--days", "60")
    assert set(told) >= {"copy", "contact", "partner", "until", "return_by", "days_left",
                         "state", "reminded"}  # fmt: skip
    assert told["days_left"] in (19, 20, 21) and told["due"] == "reminder-30"
    assert told["reminded"] == []
    said = office.said(AUDITOR, "release", "expiring")
    assert f"cocoon release letter {soon} --kind reminder" in said
    out = tmp_path / "reminder.pdf"
    made = office(ENGINEER, "release", "letter", soon, "--kind", "reminder", "--out", str(out))
    assert out.read_bytes().startswith(b"%PDF") and made["about"] == soon
    told = row(soon)
    assert told and told["due"] == "" and told["reminded"][0]["letter"] == made["letter"]
    office(ENGINEER, "letter", "deliver", made["letter"], "--channel", "e-mail")
    told = row(soon)
    assert told and told["reminded"][0]["delivered"][0]["channel"] == "e-mail"


def test_a_recall_enters_each_copy_and_writes_the_notice(office: Office, tmp_path: Path) -> None:
    copy = handed(office, tmp_path)
    release = copy.rpartition("-")[0]
    there = str(office.file("there.pdf"))
    size = office.entries()
    words = ("release", "recall", release, "--reason", "협의 종료")
    assert office.refused(APPROVER, *words, "--out", there)["code"] == "file-exists"
    assert office.refused(ENGINEER, *words)["code"] == "not-allowed"
    late = ("--out", str(tmp_path / "late.pdf"), "--by", "2001-01-01")
    assert office.refused(APPROVER, *words, *late)["code"] == "past-date"
    assert office.entries() == size  # nothing was called back without its notice
    out = tmp_path / "recall.pdf"
    done = office(APPROVER, *words, "--out", str(out), "--language", "en")
    assert [each["copy"] for each in done["copies"]] == [copy]
    assert done["copies"][0]["state"] == "recalled" and out.read_bytes().startswith(b"%PDF")
    assert done["letter"]["about"] == release and done["letter"]["language"] == "en"
    assert office.refused(APPROVER, *words)["code"] == "nothing-to-recall"
    assert office.refused(ENGINEER, "release", "deliver", copy, "--channel", "x")["code"] == (
        "wrong-state"
    )
    for kind in ("return", "recall", "certificate"):
        letter = tmp_path / f"about {kind}.pdf"
        office(OWNER, "release", "letter", copy, "--kind", kind, "--out", str(letter))
        assert letter.exists()


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        ("release deliver R-00000000-1 --channel x", "unknown-copy", 1),
        ("release deliver {copy} --channel ", "bad-name", 1),
        ("release deliver {copy}", "usage", 2),
        ("release deliver {copy} --channel x --at 2999-01-01", "future-date", 1),
        ("release deliver {copy} --channel x --at 1999-01-01", "too-early", 1),
        ("release deliver {copy} --channel x --at gestern", "bad-date", 1),
        ("release deliver {copy} --channel x --file /no/such", "file-vanished", 1),
        ("release acknowledge {copy}", "not-delivered", 1),
        ("release acknowledge D-00000000", "unknown-copy", 1),
        ("release returned {copy} --at 2999-01-01", "future-date", 1),
        ("release recall {copy} --reason ", "bad-text", 1),
        ("release recall R-00000000 --reason x", "unknown-copy", 1),
        ("release recall {copy} --reason x --language fr", "usage", 2),
        ("release letter {copy} --kind invoice --out x.pdf", "usage", 2),
        ("release letter {copy} --kind recall --out x.pdf", "not-recalled", 1),
        ("release letter {copy} --kind return --out x.pdf --by 2000-01-01", "past-date", 1),
        ("release letter R-00000000-1 --kind return --out x.pdf", "unknown-copy", 1),
        ("release letter {copy} --kind return --out /proc/x/y.pdf", "cannot-write", 1),
        ("release record --partner Nobody --document nozzle --sent 2024-01-01 --note x",
         "unknown-partner", 1),
        ("release record --partner {partner} --document oven --sent 2024-01-01 --note x",
         "unknown-document", 1),
        ("release record --partner {partner} --document x --sent 2024-01-01 --note x",
         "unknown-document", 1),
        ("release record --partner {partner} --document nozzle --sent 2999-01-01 --note x",
         "future-date", 1),
        ("release record --partner {partner} --document nozzle:9 --sent 2024-01-01 --note x",
         "no-pages", 1),
        ("release record --partner {partner} --document nozzle --sent 2024-01-01 --note ",
         "bad-text", 1),
        ("release record --partner {partner} --document nozzle --note x", "usage", 2),
        ("release strike H-00000000 --reason x", "unknown-record", 1),
        ("release strike {copy} --reason x", "unknown-record", 1),
        ("release strike H-00000000", "usage", 2),
        ("release expiring --days many", "usage", 2),
        ("release expiring --days -1", "usage", 2),
        ("document who", "usage", 2),
        ("document who o", "ambiguous-document", 1),
        ("document who nozzle:1", "no-pages", 1),
        ("document who oven:9", "unknown-page", 1),
        ("document who oven@9", "unknown-revision", 1),
        ("document who oven:1 --page 2", "bad-pages", 2),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_way_out(
    words: str, code: str, exit_code: int, office: Office, copy: str
) -> None:
    size = office.entries()
    typed = [word.format(copy=copy, partner=office.partner) for word in words.split(" ")]
    assert office.refused(APPROVER, *typed, exit_code=exit_code)["code"] == code
    written = 1 if code == "cannot-write" else 0  # the letter is kept, and can be collected
    assert office.entries() == size + written


@pytest.fixture(scope="module")
def copy(office: Office, tmp_path_factory: pytest.TempPathFactory) -> str:
    return handed(office, tmp_path_factory.mktemp("copy"))


def test_auditors_enter_nothing(office: Office, copy: str, tmp_path: Path) -> None:
    for words in (
        ("deliver", copy, "--channel", "x"), ("returned", copy), ("recall", copy, "--reason", "x"),
        ("letter", copy, "--kind", "return", "--out", str(tmp_path / "a.pdf")),
        ("record", "--partner", office.partner, "--document", "nozzle", "--sent", "2024-01-01",
         "--note", "x"),
    ):  # fmt: skip
        assert office.refused(AUDITOR, "release", *words)["code"] == "not-allowed"
