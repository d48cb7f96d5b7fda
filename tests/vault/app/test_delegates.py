"""A delegate's keys come at once and go with the next epoch; the paper key is drilled."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import firm as firms
from tests.fakes.firm import APPROVER, AUDITOR, ENGINEER, OTHER, OWNER, Firm
from tests.vault.app.test_people import everything, technology
from vault.app.leak import reports
from vault.app.maintenance.upkeep import warnings
from vault.app.people import delegates, members
from vault.app.proof.verification import verify
from vault.app.release import sealing
from vault.app.release.packing import pack_facts
from vault.domain.rules.people import RECOVERY_DRILLED
from vault.domain.values import Release
from vault.errors import CocoonError, RefusedError
from vault.keys.wraps import LEDGER, SEAL, TRACE
from vault.storage import MemoryStore

UNTIL = "2026-03-20"
OVEN = "Oven"


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    firm = firms.staffed(MemoryStore())
    path = tmp_path / f"{OVEN}.txt"
    path.write_text("the secret of the oven\n" * 9)
    firm.add(firm.owner, path, technology=OVEN)
    members.grant(firm.owner, ENGINEER, OVEN)
    return firm


def asked(firm: Firm, who: str = ENGINEER) -> Release:
    return firms.ask(firm.login(who), firm, next(iter(firm.owner.state.facts.documents.values())))


def codes(firm: Firm) -> list[str]:
    firm.owner.refresh()
    return [each.code for each in warnings(firm.owner.state, firm.clock.now)]


def test_a_delegate_approves_seals_and_the_papers_say_for_whom(firm: Firm) -> None:
    delegates.begin(firm.login(APPROVER), AUDITOR, UNTIL)
    release = asked(firm)
    stand_in = firm.login(AUDITOR)
    firms.approve(stand_in, release)
    release = sealing.seal(stand_in, release.id)
    assert release.state == "sealed"
    state = stand_in.state
    contact = state.facts.contacts[release.contacts[0]]
    said = pack_facts(stand_in, release, contact, "").approved_by
    assert AUDITOR in said[0] and f"delegate of {APPROVER}" in said[0]
    other = asked(firm)
    firm.owner.refresh()
    firms.approve(firm.owner, other)
    other = firm.owner.state.facts.releases[other.id]
    assert pack_facts(firm.owner, other, contact, "").approved_by == (OWNER,)


def test_the_keys_come_at_once_and_open_old_epochs(firm: Firm) -> None:
    members.remove(firm.owner, OTHER)  # the second epoch
    delegates.begin(firm.owner, AUDITOR, UNTIL, "2026-03-10")
    wanted = {LEDGER, SEAL, TRACE, technology(firm, OVEN)}
    assert everything(firm.login(AUDITOR)) == {(n, name) for n in (1, 2) for name in wanted}
    with pytest.raises(RefusedError) as refused:
        firms.approve(firm.login(AUDITOR), asked(firm))
    assert refused.value.code == "delegation-over"
    firm.clock.now += timedelta(days=9)
    firms.approve(firm.login(AUDITOR), asked(firm))


def test_the_end_by_an_owner_takes_the_keys(firm: Firm, tmp_path: Path) -> None:
    delegates.begin(firm.login(APPROVER), AUDITOR, UNTIL)
    release = asked(firm)
    delegates.end(firm.login(APPROVER), AUDITOR)
    with pytest.raises(RefusedError):
        firms.approve(firm.login(AUDITOR), release)
    assert codes(firm) == ["delegate-keys"]
    assert (1, SEAL) in everything(firm.login(AUDITOR))
    member = delegates.end(firm.owner, AUDITOR)
    assert member.delegations[-1].closed == 2 and codes(firm) == []
    assert {name for n, name in everything(firm.login(AUDITOR)) if n == 2} == {LEDGER}
    assert (2, SEAL) in everything(firm.login(APPROVER))
    path = tmp_path / "new.txt"
    path.write_text("a new secret")
    firm.add(firm.owner, path, technology="Flux")
    assert technology(firm, "Flux") not in {name for _, name in everything(firm.login(AUDITOR))}
    assert verify(firm.store, OWNER, firms.passphrase(OWNER)).ok


def test_a_trace_report_names_who_held_the_keys_as_a_delegate(firm: Firm) -> None:
    def producers() -> dict[str, str]:
        firm.owner.refresh()
        return dict(reports._producers(firm.owner.state, [], reports._WORDS["en"]))

    assert AUDITOR not in producers()
    delegates.begin(firm.owner, AUDITOR, UNTIL)
    assert "seal" in producers()[AUDITOR]
    delegates.end(firm.owner, AUDITOR)
    assert "held the trace key" in producers()[AUDITOR]


def test_one_that_ran_out_gets_no_new_keys_and_any_epoch_closes_it(
    firm: Firm, tmp_path: Path
) -> None:
    delegates.begin(firm.owner, AUDITOR, UNTIL)
    firm.clock.now += timedelta(days=30)
    assert codes(firm) == ["delegate-keys"]
    path = tmp_path / "new.txt"
    path.write_text("a new secret")
    firm.add(firm.owner, path, technology="Flux")
    assert technology(firm, "Flux") not in {name for _, name in everything(firm.login(AUDITOR))}
    members.remove(firm.owner, OTHER)
    assert codes(firm) == []
    assert {name for n, name in everything(firm.login(AUDITOR)) if n == 2} == {LEDGER}


def test_a_new_epoch_in_its_time_gives_the_delegate_its_keys(firm: Firm) -> None:
    delegates.begin(firm.owner, AUDITOR, UNTIL)
    members.remove(firm.owner, OTHER)
    assert (2, SEAL) in everything(firm.login(AUDITOR))


def test_not_when_who_appointed_is_the_one_who_leaves(firm: Firm) -> None:
    delegates.begin(firm.login(APPROVER), AUDITOR, UNTIL)
    members.remove(firm.owner, APPROVER)
    assert {name for n, name in everything(firm.login(AUDITOR)) if n == 2} == {LEDGER}
    assert codes(firm) == []


def test_a_recovered_delegate_has_the_keys_and_a_recovered_auditor_has_not(firm: Firm) -> None:
    delegates.begin(firm.owner, AUDITOR, UNTIL)
    word = firms.passphrase(AUDITOR)
    _, key = members.recover(
        firm.store, AUDITOR, firm.recovery_key, word, clock=firm.clock, cost=firms.CHEAP
    )
    assert (2, SEAL) in everything(firm.login(AUDITOR))
    firm.clock.now += timedelta(days=30)
    members.recover(firm.store, AUDITOR, key, word, clock=firm.clock, cost=firms.CHEAP)
    assert {name for n, name in everything(firm.login(AUDITOR)) if n == 3} == {LEDGER}


def test_an_owner_without_an_approvers_keys_cannot_give_them(firm: Firm) -> None:
    firm.hire("Second Owner", "owner")
    with pytest.raises(CocoonError) as refused:
        delegates.begin(firm.login("Second Owner"), AUDITOR, UNTIL)
    assert refused.value.code == "no-seal-key"
    # who can end it all the same, although they hold less
    delegates.begin(firm.owner, AUDITOR, UNTIL)
    delegates.end(firm.login("Second Owner"), AUDITOR)
    assert {name for n, name in everything(firm.login(AUDITOR)) if n == 2} == {LEDGER}
    assert (2, SEAL) in everything(firm.login(APPROVER))


def test_a_second_owner_can_do_what_the_first_can(firm: Firm) -> None:
    firm.hire("Second Owner", "owner", "approver")
    second = firm.login("Second Owner")
    members.remove(second, OWNER)
    with pytest.raises(CocoonError):
        firm.login(OWNER)
    members.add(second, "New Engineer", ["engineer"], "eight red lamps", cost=firms.CHEAP)
    assert {m.name for m in second.state.facts.members.values() if m.is_a("owner")} == {
        "Second Owner"
    }
    with pytest.raises(RefusedError) as refused:
        members.remove(second, "Second Owner")
    assert refused.value.code == "last-owner"
    assert verify(firm.store, "Second Owner", firms.passphrase("Second Owner")).ok


@pytest.mark.parametrize(
    ("since", "until", "code"),
    [
        ("", "2026-03-01", "past-date"),
        ("", "soon", "bad-date"),
        ("2026-03-01", "2026-03-09", "past-date"),
        ("2026-03-15", "2026-03-09", "bad-date"),
        ("", "2028-03-09", "too-long"),
    ],
)
def test_absences_that_cannot_be(since: str, until: str, code: str, firm: Firm) -> None:
    with pytest.raises(CocoonError) as refused:
        delegates.begin(firm.owner, AUDITOR, until, since)
    assert refused.value.code == code and refused.value.next


# -- the drill ----------------------------------------------------------------------------------


def test_a_drill_proves_the_paper_key_and_changes_nothing_else(firm: Firm) -> None:
    members.remove(firm.owner, OTHER)
    before = firm.owner.state.epoch().n
    assert members.drill(firm.store, firm.recovery_key, clock=firm.clock) == 4
    firm.owner.refresh()
    last = firm.owner.ledger.open(firm.owner.ledger.entry(firm.owner.ledger.size - 1))
    assert (last.kind, last.author) == ("recovery.drilled", "recovery")
    assert firm.owner.state.epoch().n == before
    assert verify(firm.store, OWNER, firms.passphrase(OWNER)).ok
    word = firms.passphrase(ENGINEER)  # and the key still recovers
    members.recover(firm.store, ENGINEER, firm.recovery_key, word, cost=firms.CHEAP)


def test_a_drill_is_due_after_half_a_year_and_the_new_key_after_a_recovery(firm: Firm) -> None:
    assert codes(firm) == []
    firm.clock.now += timedelta(days=181)
    assert codes(firm) == ["recovery-drill-due"]
    members.drill(firm.store, firm.recovery_key, clock=firm.clock)
    assert codes(firm) == []
    firm.clock.now += timedelta(days=179)
    assert codes(firm) == []
    word = firms.passphrase(ENGINEER)
    members.recover(
        firm.store, ENGINEER, firm.recovery_key, word, clock=firm.clock, cost=firms.CHEAP
    )
    firm.clock.now += timedelta(days=2)
    assert codes(firm) == []  # the new key was just made
    assert RECOVERY_DRILLED not in firm.owner.state.facts.settings
    firm.clock.now += timedelta(days=180)
    assert codes(firm) == ["recovery-drill-due"]


def test_another_or_used_up_key_does_not_pass_the_drill(firm: Firm) -> None:
    other = firms.found(MemoryStore())
    word = firms.passphrase(ENGINEER)
    _, new = members.recover(
        firm.store, ENGINEER, firm.recovery_key, word, clock=firm.clock, cost=firms.CHEAP
    )
    for key in (other.recovery_key, firm.recovery_key):
        with pytest.raises(CocoonError) as refused:
            members.drill(firm.store, key, clock=firm.clock)
        assert refused.value.code == "wrong-recovery-key"
    assert members.drill(firm.store, new, clock=firm.clock) == 4


def test_a_key_that_lost_a_secret_does_not_pass(firm: Firm) -> None:
    assert isinstance(firm.store, MemoryStore)
    for name in [name for name in firm.store.files if name.startswith("wrap/1/recovery/")][-1:]:
        del firm.store.files[name]  # the technology's, which came last
    with pytest.raises(CocoonError) as refused:
        members.drill(firm.store, firm.recovery_key, clock=firm.clock)
    assert refused.value.code in ("drill-failed", "wrong-recovery-key")
