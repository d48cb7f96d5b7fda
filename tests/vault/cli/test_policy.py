"""`cocoon policy`, and what a firm's levels do to a release from request to pack."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from tests.fakes.office import APPROVER, AUDITOR, ENGINEER, OWNER, Office, opened
from vault.app.release import releases

CODES = [
    *("past-date", "contact-removed", "no-demand", "closed-demand", "incomplete-demand"),
    *("no-agreement", "expired-agreement", "not-on-staff-list", "beyond-agreement"),
    *("class-too-high", "scope-too-wide", "too-much-at-once", "date-passed"),
    *("approver-is-requester", "untraceable", "limited-trace", "old-revision", "signed-original"),
]
REASON = "납품 중단을 통보받아 부득이함"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"), {"oven": 0, "flux": 0, "belt": 0})


def levels(office: Office) -> dict[str, str]:
    listed = office(AUDITOR, "policy", "list")["policies"]
    return {each["code"]: each["level"] for each in listed}


def codes(warnings: list[dict[str, Any]]) -> set[str]:
    return {warning["code"] for warning in warnings}


def demand(office: Office, *more: str) -> str:
    made = office(
        ENGINEER,
        *("demand", "add", "--partner", office.partner, "--received", "2024-01-15"),
        *("--channel", "phone", "--words", "send everything", "--relation", "yes", *more),
    )
    return str(made["demand"])


def approve(office: Office, release: str, *more: str) -> Any:
    return office(APPROVER, "release", "approve", release, "--accept", "untraceable", *more)


def inside(copy: Any) -> tuple[str, Any]:
    """The transmittal's text and the manifest of a pack."""
    with zipfile.ZipFile(copy["path"]) as archive:
        letter = next(name for name in archive.namelist() if name.startswith("transmittal"))
        manifest = json.loads(archive.read("manifest.json"))
        with pdfium.PdfDocument(BytesIO(archive.read(letter))) as document:
            texts = [page.get_textpage().get_text_range() for page in document]
    return " ".join(" ".join(texts).split()), manifest


def test_all_policies_are_listed_with_level_and_sentence(office: Office) -> None:
    listed = office(AUDITOR, "policy", "list")["policies"]
    assert [each["code"] for each in listed] == CODES
    assert all(each["sentence"] and each["korean"] for each in listed)
    fixed = {each["code"] for each in listed if each["fixed"]}
    assert fixed == {"past-date", "contact-removed"}
    limit = next(each for each in listed if each["code"] == "too-much-at-once")
    assert limit["threshold"] == 50
    assert "past-date" in office.said(AUDITOR, "policy", "list")


def test_only_owners_set_what_can_be_set(office: Office) -> None:
    before = office.entries()
    for user, words, code in (
        (ENGINEER, ("no-demand", "off"), "not-allowed"),
        (APPROVER, ("no-demand", "off"), "not-allowed"),
        (OWNER, ("be-nice", "warn"), "unknown-policy"),
        (OWNER, ("no-demand", "shout"), "unknown-level"),
        (OWNER, ("past-date", "off"), "fixed-policy"),
        (OWNER, ("contact-removed", "warn"), "fixed-policy"),
        (OWNER, ("approver-is-requester", "off"), "unknown-level"),
        (OWNER, ("too-much-at-once", "warn", "--threshold", "0"), "bad-threshold"),
        (OWNER, ("too-much-at-once", "warn", "--threshold", "half"), "bad-threshold"),
        (OWNER, ("too-much-at-once", "warn", "--threshold", "²"), "bad-threshold"),
        (OWNER, ("no-demand", "warn", "--threshold", "50"), "bad-threshold"),
    ):
        assert office.refused(user, "policy", "set", *words)["code"] == code, words
    assert office.entries() == before
    was = levels(office)
    done = office(OWNER, "policy", "set", "Old-Revision", "OFF")
    assert (done["code"], done["level"]) == ("old-revision", "off")
    assert levels(office) == was | {"old-revision": "off"}
    done = office(OWNER, "policy", "set", "too-much-at-once", "warn", "--threshold", "70 %")
    assert done["threshold"] == 70
    office(OWNER, "policy", "set", "too-much-at-once", "warn", "--threshold", "50")
    office(OWNER, "policy", "set", "old-revision", "warn")


def test_by_default_a_release_without_papers_is_warned_of_and_goes_out(
    office: Office, tmp_path: Path
) -> None:
    asked = office.request()
    found = {w["code"]: w for w in asked["warnings"]}
    assert {"no-demand", "no-agreement"} <= set(found)
    for code in ("no-demand", "no-agreement"):
        assert found[code]["message"] and found[code]["korean"] and found[code]["next"]
        assert not found[code]["accept"] and not found[code]["blocks"]
    assert approve(office, asked["release"])["under_pressure"] is False
    out = str(tmp_path / "out")
    (copy,) = office(APPROVER, "release", "seal", asked["release"], "--out", out)["copies"]
    text, manifest = inside(copy)
    assert "overrides" not in manifest and "예외로 둔 기준" not in text
    held = office(AUDITOR, "partner", "show", office.partner)["holdings"]
    office(ENGINEER, "release", "returned", held[-1]["copy"])


def test_a_block_is_entered_and_stands_until_the_way_out_is_taken(office: Office) -> None:
    office(OWNER, "policy", "set", "incomplete-demand", "block")
    office(OWNER, "policy", "set", "no-agreement", "block")
    asked_for = demand(office)
    asked = office.request("--demand", asked_for.lower())
    release = asked["release"]
    assert asked["demand"] == asked_for
    blocks = {w["code"] for w in asked["warnings"] if w["blocks"]}
    assert blocks == {"incomplete-demand", "no-agreement"}
    error = office.refused(APPROVER, "release", "approve", release, "--accept", "untraceable")
    assert error["code"] == "incomplete-demand"
    assert "--override incomplete-demand --override no-agreement --reason" in error["next"]
    for code in ("purpose", "ownership", "price", "scope", "delivery", "justification"):
        office(ENGINEER, "demand", "follow-up", asked_for, f"--{code}", "as they said")
    error = office.refused(APPROVER, "release", "approve", release, "--accept", "untraceable")
    assert error["code"] == "no-agreement"
    agreement = office(
        OWNER,
        *("agreement", "add", "--partner", office.partner, "--kind", "nda"),
        *("--signed", "2024-02-02", "--staff", "박도윤"),
    )["agreement"]
    shown = office(APPROVER, "release", "show", release)
    assert codes(shown["warnings"]) >= blocks and not codes(shown["standing"]) & blocks
    assert "[stands no longer]" in office.said(APPROVER, "release", "show", release)
    approved = approve(office, release)
    assert approved["agreements"] == [agreement] and approved["overrides"] == []
    out = office.home / "papers"
    (copy,) = office(APPROVER, "release", "seal", release, "--out", str(out))["copies"]
    text, manifest = inside(copy)
    assert manifest["agreement"] == agreement and manifest["demand"] == asked_for
    assert f"{agreement} (2024-02-02 체결)" in text and f"{asked_for} (2024-01-15 접수)" in text
    office(OWNER, "agreement", "end", agreement, "--reason", "for the next test")
    for code in ("incomplete-demand", "no-agreement"):
        office(OWNER, "policy", "set", code, "warn")
    office(ENGINEER, "release", "returned", copy["copy"])


def test_an_override_is_signed_and_printed_on_everything(office: Office, tmp_path: Path) -> None:
    office(OWNER, "policy", "set", "no-demand", "block")
    release = office.request()["release"]
    approved = approve(
        office, release, "--override", "no-demand", "--override", "expired-agreement",
        "--reason", REASON,
    )  # fmt: skip
    assert approved["under_pressure"] is True
    overrides = {o["code"]: o for o in approved["overrides"]}
    assert set(overrides) == {"no-demand", "expired-agreement"}
    for override in overrides.values():
        assert override["reason"] == REASON and override["by"] and override["at"]
        assert override["sentence"] and override["korean"] and override["found"]
    out = str(tmp_path / "out")
    (copy,) = office(APPROVER, "release", "seal", release, "--out", out)["copies"]
    text, manifest = inside(copy)
    assert [o["code"] for o in manifest["overrides"]] == ["expired-agreement", "no-demand"]
    assert all(o["reason"] == REASON and o["sentence"] for o in manifest["overrides"])
    for part in (REASON, "이의를 유보합니다", "reserves all", "접수된 기술자료 요구에 대해서만"):
        assert part in text, part
    assert "오븐 기술" not in text, "what a policy found in detail is not for the partner"
    for words in (("release", "show", release), ("release", "list")):
        assert "under pressure" in office.said(AUDITOR, *words).casefold()
    entry = office(AUDITOR, "ledger", "list", "--kind", "release.approved", "--about", release)
    assert entry["entries"][-1]["fields"]["overrides"][0]["reason"] == REASON
    assert office(AUDITOR, "ledger", "verify")["ok"]
    office(OWNER, "policy", "set", "no-demand", "warn")
    office(ENGINEER, "release", "returned", copy["copy"])


def test_an_override_needs_a_reason_and_something_to_override(office: Office) -> None:
    release = office.request()["release"]
    before = office.entries()
    for more, code, exit_code in (
        (("--override", "no-demand"), "reason-needed", 2),
        (("--override", "no-demand", "--reason", " "), "reason-needed", 2),
        (("--reason", "just so"), "nothing-overridden", 2),
        (("--override", "be-nice", "--reason", "x"), "unknown-policy", 1),
        (("--override", "old-revision", "--reason", "x"), "nothing-to-override", 1),
        (("--override", "past-date", "--reason", "x"), "nothing-to-override", 1),
        (("--override", "approver-is-requester", "--reason", "x"), "approver-is-requester", 1),
        (("--override", "no-demand", "--reason", "r" * 2001), "bad-text", 1),
    ):
        words = ("release", "approve", release, "--accept", "untraceable", *more)
        error = office.refused(APPROVER, *words, exit_code=exit_code)
        assert error["code"] == code, more
    assert office.entries() == before
    error = office.refused(
        ENGINEER,
        *("release", "approve", release, "--override", "no-demand", "--reason", "I need it"),
    )
    assert error["code"] == "not-allowed"
    office(ENGINEER, "release", "withdraw", release)


def test_sealing_judges_again(office: Office) -> None:
    release = office.request()["release"]
    approve(office, release)
    office(OWNER, "policy", "set", "no-demand", "block")
    before = set((office.home / "vault").rglob("*"))
    error = office.refused(APPROVER, "release", "seal", release)
    assert error["code"] == "no-demand" and "ask for the release again" in error["next"]
    assert set((office.home / "vault").rglob("*")) == before, "no copy was made in vain"
    office(OWNER, "policy", "set", "no-demand", "warn")
    office(APPROVER, "release", "seal", release)


def test_an_approved_release_that_is_stopped_can_be_undone(office: Office) -> None:
    office(OWNER, "policy", "set", "no-demand", "block")
    press = ("--override", "no-demand", "--reason", "the buyer insists")
    first, second = (office.request()["release"] for _ in range(2))
    for release in (first, second):
        assert approve(office, release, *press)["under_pressure"] is True
    error = office.refused(APPROVER, "release", "withdraw", first)
    assert error["code"] == "not-allowed"
    error = office.refused(ENGINEER, "release", "reject", first, "--reason", "no")
    assert error["code"] == "not-allowed"
    assert office(ENGINEER, "release", "withdraw", first)["state"] == "withdrawn"
    undone = office(APPROVER, "release", "reject", second, "--reason", "too much")
    assert (undone["state"], undone["reason"]) == ("rejected", "too much")
    assert undone["under_pressure"] is False
    states = {r["release"]: r["state"] for r in office(AUDITOR, "release", "list")["releases"]}
    assert (states[first], states[second]) == ("withdrawn", "rejected")
    listed = office(AUDITOR, "release", "list", "--state", "approved")["releases"]
    assert not {first, second} & {r["release"] for r in listed}
    assert office.refused(APPROVER, "release", "seal", first)["code"] == "wrong-state"
    office(OWNER, "policy", "set", "no-demand", "warn")


def test_a_demand_is_named_only_if_this_partner_made_it(office: Office) -> None:
    contact = ("--contact", office.contacts["박도윤"])
    words = (
        *("release", "request", *contact, "--document", office.documents["oven"]),
        *("--purpose", "x", "--until", "2099-12-31", "--allow-untraceable"),
    )
    other = office(ENGINEER, "partner", "add", "Northwind")["partner"]
    theirs = office(
        ENGINEER,
        *("demand", "add", "--partner", other, "--received", "2024-01-15"),
        *("--channel", "phone", "--words", "all"),
    )["demand"]
    for named in (theirs, "Q-00000009", "the call of Monday"):
        assert office.refused(ENGINEER, *words, "--demand", named)["code"] == "unknown-demand"
    mine = demand(office)
    office(ENGINEER, "demand", "close", mine, "--reason", "answered")
    asked = office(ENGINEER, *words, "--demand", mine)
    assert "closed-demand" in codes(asked["warnings"])
    assert asked["release"] in office(AUDITOR, "demand", "show", mine)["releases"]
    office(ENGINEER, "release", "withdraw", asked["release"])


def test_a_partner_is_limited_to_a_class(office: Office) -> None:
    before = office.entries()
    for user, words, code in (
        (ENGINEER, (office.partner, "--class", "public"), "not-allowed"),
        (OWNER, (office.partner, "--class", "harmless"), "unknown-class"),
        (OWNER, ("P-00000009", "--class", "public"), "unknown-partner"),
    ):
        assert office.refused(user, "partner", "limit", *words)["code"] == code
    assert office.entries() == before
    assert office(AUDITOR, "partner", "show", office.partner)["limit"] == "confidential"
    done = office(APPROVER, "partner", "limit", "광명조립(주)", "--class", "Internal")
    assert done["limit"] == "internal"
    asked = office.request()
    assert "class-too-high" in codes(asked["warnings"])
    office(OWNER, "partner", "limit", office.partner, "--class", "confidential")
    office(ENGINEER, "release", "withdraw", asked["release"])


def test_three_batches_are_seen_as_one(tmp_path: Path) -> None:
    office = opened(tmp_path, dict.fromkeys(("a", "b", "c", "d", "e", "f"), 0))
    office(OWNER, "policy", "set", "too-much-at-once", "block")
    for title in ("a", "b", "c"):
        asked = office.request(documents=(title,))
        assert "too-much-at-once" not in codes(asked["warnings"])
        approve(office, asked["release"])
        office(APPROVER, "release", "seal", asked["release"], "--out", str(tmp_path / title))
    why = ("--why-each", f"{office.documents['d']}=the last one")
    asked = office.request(*why, documents=("d",))
    (warning,) = [w for w in asked["warnings"] if w["code"] == "too-much-at-once"]
    assert "66 % of 오븐 기술 (4 of 6 documents" in warning["message"] and warning["blocks"]
    assert "66%" in warning["korean"]
    error = office.refused(APPROVER, "release", "approve", asked["release"], "--accept",
                           "untraceable")  # fmt: skip
    assert error["code"] == "too-much-at-once"
    for held in office(AUDITOR, "partner", "show", office.partner)["holdings"][:1]:
        office(ENGINEER, "release", "returned", held["copy"])
    assert approve(office, asked["release"])["state"] == "approved"


def test_solo_mode_is_set_and_ended_by_a_policy(tmp_path: Path) -> None:
    office = opened(tmp_path, {"oven": 0})
    words = ("release", "request", "--contact", office.contacts["박도윤"], "--document",
             office.documents["oven"], "--purpose", "x", "--until", "2099-12-31",
             "--allow-untraceable")  # fmt: skip
    release = office(OWNER, *words)["release"]
    approving = ("release", "approve", release, "--accept", "untraceable")
    assert office.refused(OWNER, *approving)["code"] == "approver-is-requester"
    assert office(OWNER, "policy", "set", "approver-is-requester", "warn")["level"] == "warn"
    assert office(OWNER, *approving)["solo"] is True
    office(OWNER, "policy", "set", "approver-is-requester", "block")
    other = office(OWNER, *words)["release"]
    error = office.refused(OWNER, "release", "approve", other, "--accept", "untraceable")
    assert error["code"] == "approver-is-requester"


def test_what_the_policies_would_say_is_known_before_asking(office: Office) -> None:
    session = office.firm.login(ENGINEER)
    asked = releases.Request(
        contacts=[office.contacts["박도윤"]],
        documents=[office.documents["oven"], office.documents["flux"]],
        purpose="x",
        until="2098-01-01",
    )
    before = office.entries()
    found = {finding.code: finding for finding in releases.foresee(session, asked)}
    assert found["untraceable"].stops and not found["scope-too-wide"].stops
    told = office.request("--dry-run", documents=("oven", "flux"))["warnings"]
    assert {w["code"]: w["blocks"] for w in told}["scope-too-wide"] is False
    assert office.entries() == before


def test_a_reason_for_a_document_that_is_not_asked_for_is_refused(office: Office) -> None:
    error = office.refused(
        ENGINEER,
        *("release", "request", "--contact", office.contacts["박도윤"], "--purpose", "x"),
        *("--document", office.documents["oven"], "--until", "2099-12-31"),
        *("--why-each", f"{office.documents['flux']}=why not"),
    )
    assert error["code"] == "unknown-document"
