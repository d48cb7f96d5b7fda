"""`cocoon incident`: what the commands answer, and how they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.office import APPROVER, AUDITOR, ENGINEER, OWNER, Office, opened


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"), {"oven": 0})


def lodged(office: Office) -> str:
    photo = office.file("photo.jpg", b"a photo of a page")
    found = ("--found-by", "Han", "--where", "a fair", "--when", "2026-11-20")
    leak: str = office(AUDITOR, "leak", "lodge", str(photo), *found)["leak"]
    return leak


@pytest.fixture(scope="module")
def incident(office: Office) -> str:
    made = office(
        ENGINEER, "incident", "open", lodged(office), "--partner", office.partner,
        "--known", "2026-03-01",
    )  # fmt: skip
    return str(made["incident"])


def test_an_incident_is_opened_stated_noted_and_shown_in_the_order_of_time(
    office: Office, incident: str
) -> None:
    office(ENGINEER, "incident", "set", incident, "--third-party", "Rival", "--deal-ended",
           "2026-02-01")  # fmt: skip
    proof = office.file("call.txt", b"a call")
    noted = office(ENGINEER, "incident", "note", incident, "called counsel", "--file", str(proof),
                   "--at", "2026-03-01")  # fmt: skip
    assert noted["note_entry"] > 0
    shown = office(AUDITOR, "incident", "show", incident)
    assert shown["third_party"] == "Rival" and shown["state"] == "open"
    assert shown["found_by"] == "Han" and shown["files"][0]["name"] == "photo.jpg"
    assert [step["kind"] for step in shown["steps"]] == ["noted", "lodged", "opened", "stated"]
    assert shown["runs"] == [] and shown["matches"] == []
    assert any("cocoon trace" in sentence for sentence in shown["open"])
    assert "not the person" in shown["note"]
    assert incident in office.said(AUDITOR, "incident", "list")
    assert "called counsel" in office.said(AUDITOR, "incident", "show", incident)


def test_countdowns_tell_date_days_left_law_and_what_is_missing(
    office: Office, incident: str
) -> None:
    told = office(AUDITOR, "incident", "deadlines", incident)["deadlines"]
    by_code = {deadline["code"]: deadline for deadline in told}
    limit = by_code["injunction-3-years"]
    assert limit["date"] == "2029-03-01" and limit["days_left"] > 0 and limit["missing"] == ""
    assert "art. 14" in limit["law"] and limit["valid_from"] and "counsel" in limit["confirm"]
    missing = by_code["damages-10-years"]
    assert (missing["date"], missing["days_left"], missing["missing"]) == ("", None, "began")
    assert by_code["kftc-7-years"]["date"] == "2033-02-01"
    assert "state --began" in office.said(AUDITOR, "incident", "deadlines", incident)


def test_letters_are_written_kept_and_delivered(
    office: Office, incident: str, tmp_path: Path
) -> None:
    for language in ("ko", "en"):
        out = tmp_path / f"{language}.pdf"
        made = office(
            APPROVER, "incident", "letter", incident, "--kind", "preservation", "--language",
            language, "--document", office.documents["oven"], "--out", str(out),
        )  # fmt: skip
        assert out.read_bytes().startswith(b"%PDF") and made["about"] == incident
    proof = ("--channel", "courier", "--file", str(office.file("receipt.jpg")))
    office(OWNER, "letter", "deliver", made["letter"], *proof)
    shown = office(AUDITOR, "incident", "show", incident)
    assert [letter["kind"] for letter in shown["letters"]] == ["preservation"] * 2
    assert shown["steps"][-1]["kind"] == "delivered" and shown["steps"][-1]["files"]


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        ("open L-00000000", "unknown-leak", 1),
        ("open {leak} --partner Nobody", "unknown-partner", 1),
        ("open {leak} --known 2999-01-01", "future-date", 1),
        ("open {leak} --began soon", "bad-date", 1),
        ("set {incident}", "nothing-stated", 1),
        ("set I-00000000 --known 2026-01-01", "unknown-incident", 1),
        ("note {incident} --at 2999-01-01 text", "future-date", 1),
        ("note {incident} --file /nowhere text", "no-such-file", 1),
        ("note I-00000000 text", "unknown-incident", 1),
        ("letter {incident} --kind apology --out nowhere.pdf", "usage", 2),
        ("letter {incident} --kind delete --out {there}", "file-exists", 1),
        ("letter {incident} --kind delete --out nowhere.pdf --by 2001-01-01", "past-date", 1),
        ("letter {incident} --kind notice --out nowhere.pdf --document D-00000000",
         "unknown-document", 1),
        ("letter I-00000000 --kind notice --out nowhere.pdf", "unknown-incident", 1),
        ("deadlines I-00000000", "unknown-incident", 1),
        ("show nonsense", "unknown-incident", 1),
        ("close I-00000000 --outcome x", "unknown-incident", 1),
    ],
)  # fmt: skip
def test_bad_input_is_refused_with_a_way_out_and_enters_nothing(
    office: Office, incident: str, words: str, code: str, exit_code: int
) -> None:
    there = office.file("there.pdf")
    record = ("release", "record", "--partner", office.partner, "--document",
              office.documents["oven"], "--sent", "2025-01-01", "--note", "by mail")  # fmt: skip
    if "{there}" in words:
        office(OWNER, *record)
    filled = words.format(incident=incident, leak=lodged(office), there=there).split()
    size = office.entries()
    error = office.refused(OWNER, "incident", *filled, exit_code=exit_code)
    assert error["code"] in (code, "file-vanished" if code == "no-such-file" else code)
    assert office.entries() == size and there.read_bytes() == b"as it came"


def test_who_may_not_and_what_is_closed(office: Office) -> None:
    leak = lodged(office)
    assert office.refused(AUDITOR, "incident", "open", leak)["code"] == "not-allowed"
    made = office(ENGINEER, "incident", "open", leak)["incident"]
    assert office.refused(ENGINEER, "incident", "open", leak)["code"] == "incident-open"
    close = ("incident", "close", made, "--outcome", "settled")
    assert office.refused(ENGINEER, *close)["code"] == "not-allowed"
    assert office(OWNER, *close)["outcome"] == "settled"
    assert office.refused(OWNER, "incident", "note", made, "x")["code"] == "incident-closed"
