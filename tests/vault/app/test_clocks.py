"""A member's wrong clock: nobody else is held up, nobody is fooled, and it can be put right."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import firm as firms
from tests.fakes.firm import APPROVER, AUDITOR, ENGINEER, OWNER, PARTNER, Clock, Firm
from tests.fakes.office import Office, opened
from vault.app.maintenance import clocks
from vault.app.maintenance.upkeep import warnings
from vault.app.partnership import agreements, partners
from vault.app.people import delegates, members
from vault.app.proof.verification import verify
from vault.app.release import sealing
from vault.app.session import Session, unlock
from vault.domain import events as ev
from vault.domain import policies
from vault.domain.values import Release
from vault.errors import CocoonError, RefusedError
from vault.storage import MemoryStore

OVEN = "Oven"
YEARS = timedelta(days=3650)


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    firm = firms.staffed(MemoryStore())
    path = tmp_path / "plan.txt"
    path.write_text("the secret of the oven\n" * 9)
    firm.add(firm.owner, path, technology=OVEN)
    members.grant(firm.owner, ENGINEER, OVEN)
    firm.contact()
    return firm


def at(firm: Firm, name: str, off: timedelta) -> Session:
    """A member at a machine whose clock is off."""
    clock = Clock(firm.clock.now + off)
    return unlock(firm.store, name, firms.passphrase(name), clock=clock)


def asked(firm: Firm) -> Release:
    document = next(iter(firm.owner.state.facts.documents.values()))
    return firms.ask(firm.login(ENGINEER), firm, document)


def codes(session: Session) -> list[str]:
    session.refresh()
    return [each.code for each in warnings(session.state, session.clock())]


def agreed(firm: Firm, until: str) -> None:
    """A confidentiality agreement over the oven, without which nothing goes out."""
    agreements.add(
        firm.owner, PARTNER, kind="nda", signed="2026-01-05", until=until, technologies=[OVEN]
    )
    for code in ("no-agreement", "expired-agreement"):
        firm.owner.append(lambda state, code=code: ev.PolicySet(code, policies.BLOCK))  # type: ignore[misc]


def test_what_one_enters_in_the_future_ends_nothing_for_the_others(firm: Firm) -> None:
    agreed(firm, "2027-01-31")
    release = asked(firm)
    partners.add_partner(at(firm, ENGINEER, YEARS), "Somebody")
    approver = firm.login(APPROVER)
    firms.approve(approver, release)
    sealed = sealing.seal(approver, release.id)
    assert sealed.state == "sealed" and sealed.decided_at < "2027"
    assert codes(approver) == ["clock-ahead"]
    name = firms.passphrase(AUDITOR)
    assert verify(firm.store, AUDITOR, name).ok


def test_nobody_approves_under_an_agreement_that_was_over_by_setting_a_clock_back(
    firm: Firm,
) -> None:
    agreed(firm, "2026-03-31")
    release = asked(firm)
    firm.clock.now += timedelta(days=60)
    for name in (OWNER, ENGINEER):  # life goes on
        partners.add_partner(firm.login(name), f"New of {name}")
    with pytest.raises(RefusedError) as refused:
        firms.approve(at(firm, APPROVER, timedelta(days=-40)), release)
    assert refused.value.code == "clock-behind"
    with pytest.raises(RefusedError) as refused:
        firms.approve(firm.login(APPROVER), release)
    assert refused.value.code == "expired-agreement"


def test_no_copy_is_made_under_an_approval_of_the_future(firm: Firm) -> None:
    release = asked(firm)
    firms.approve(at(firm, APPROVER, timedelta(days=2)), release)
    with pytest.raises(RefusedError) as refused:
        sealing.seal(firm.login(OWNER), release.id)
    assert refused.value.code == "approval-to-come"
    firm.clock.now += timedelta(days=2)
    assert sealing.seal(firm.login(OWNER), release.id).state == "sealed"


def test_a_delegation_ended_by_a_clock_ahead_is_ended_now(firm: Firm) -> None:
    delegates.begin(firm.login(APPROVER), AUDITOR, "2026-03-20")
    release = asked(firm)
    delegates.end(at(firm, APPROVER, YEARS), AUDITOR)
    with pytest.raises(RefusedError) as refused:
        firms.approve(firm.login(AUDITOR), release)
    assert refused.value.code == "not-allowed"  # no powers, whatever year it was ended in


def test_a_copy_handled_in_the_future_can_be_delivered_and_returned_today(
    firm: Firm, tmp_path: Path
) -> None:
    from vault.app.release import collecting, copies

    release = asked(firm)
    approver = firm.login(APPROVER)
    firms.approve(approver, release)
    sealing.seal(approver, release.id)
    collecting.collect(at(firm, APPROVER, YEARS), release.id, tmp_path / "out")
    copy = f"{release.id}-1"
    copies.deliver(firm.login(ENGINEER), copy, "courier")
    copies.returned(firm.login(ENGINEER), copy)
    assert firm.login(OWNER).state.facts.copies[copy].steps[-1].kind == "returned"


def test_who_was_ahead_declares_it_and_goes_on(firm: Firm) -> None:
    partners.add_partner(at(firm, ENGINEER, YEARS), "Somebody")
    engineer = firm.login(ENGINEER)
    with pytest.raises(RefusedError) as refused:
        partners.add_partner(engineer, "Somebody else")
    assert refused.value.code == "own-clock"
    with pytest.raises(RefusedError) as refused:
        clocks.correct(firm.login(AUDITOR), "helping", of=[ENGINEER])
    assert refused.value.code == "not-allowed"
    made = clocks.correct(engineer, "the battery of the clock was empty")
    assert (made.authors, made.by) == ((engineer.author,), engineer.author)
    partners.add_partner(engineer, "Somebody else")
    assert codes(engineer) == []
    with pytest.raises(CocoonError) as refused_again:
        clocks.correct(engineer, "again")
    assert refused_again.value.code == "clock-not-ahead"


def test_an_owner_declares_it_for_who_is_gone(firm: Firm) -> None:
    partners.add_partner(at(firm, ENGINEER, YEARS), "Somebody")
    members.remove(firm.owner, ENGINEER)
    assert codes(firm.owner) == ["clock-ahead"]
    clocks.correct(firm.owner, "the laptop was from 2036", of=[ENGINEER])
    assert codes(firm.owner) == []


def test_upkeep_done_in_the_future_is_not_done(firm: Firm, tmp_path: Path) -> None:
    from vault.app.maintenance import backup_schedule as schedules
    from vault.app.people.members import drill

    schedules.set_schedule(firm.owner, 7, tmp_path / "backups")
    late = at(firm, OWNER, YEARS)
    schedules.run(late)
    clock = Clock(firm.clock.now + YEARS)
    drill(firm.store, firm.recovery_key, clock=clock)
    firm.clock.now += timedelta(days=200)
    owner = firm.login(OWNER)
    assert {"backup-late", "recovery-drill-due"} <= set(codes(owner))
    schedule = schedules.find(owner)
    assert schedule and schedule.due and not schedule.last


def test_the_command_declares_it(tmp_path: Path) -> None:
    office: Office = opened(tmp_path / "office", {"oven": 0})
    partners.add_partner(at(office.firm, ENGINEER, YEARS), "Somebody")
    words = ("partner", "add", "Somebody else")
    assert office.refused(ENGINEER, *words)["code"] == "own-clock"
    warned = office(AUDITOR, "check")["warnings"]
    assert "clock-ahead" in [each["code"] for each in warned]
    assert (
        office.refused(AUDITOR, "ledger", "clock", "--of", ENGINEER, "--reason", "x")["code"]
        == "not-allowed"
    )
    assert office.refused(ENGINEER, "ledger", "clock", "--reason", " ")["code"] == "bad-text"
    made = office(ENGINEER, "ledger", "clock", "--reason", "wrong year")
    assert made["reason"] == "wrong year" and len(made["authors"]) == 1
    office(ENGINEER, *words)
    assert office(AUDITOR, "ledger", "verify")["ok"]
    assert office.refused(ENGINEER, "ledger", "clock", "--reason", "again")["code"] == (
        "clock-not-ahead"
    )
