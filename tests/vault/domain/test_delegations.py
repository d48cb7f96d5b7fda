"""Standing in for an approver: in time, for one person, for nothing that lasts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec import structs

from tests.vault.domain import world as w
from tests.vault.domain.world import (
    APPROVED,
    APPROVER,
    ASKED,
    AUDITOR,
    ENGINEER,
    EXAMINER,
    FLUX,
    GONE,
    OVEN,
    OWNER,
    PLAN,
    SEALED,
    World,
)
from vault.domain import delegations
from vault.domain import events as ev
from vault.domain.values import RECOVERY
from vault.errors import RefusedError

SINCE, UNTIL = "2026-03-05T00:00:00+09:00", "2026-03-20T23:59:59+09:00"
EARLY, DURING, LATE = (f"2026-03-{day}T09:00:00.000Z" for day in ("04", "10", "25"))


def appointed(by: str = APPROVER, member: str = AUDITOR) -> World:
    """After the history: an auditor, who may do nothing, stands in for an approver."""
    world = World()
    for author, body in w.HISTORY:
        world.do(author, body)
    world.do(by, ev.DelegationBegun(member, SINCE, UNTIL, ("wrap/delegate",)))
    return world


def epoch(n: int, at: str) -> object:
    return structs.replace(w.epoch(n, OVEN, FLUX), at=at)


POWERS: dict[str, ev.Body] = {
    "approve": ev.ReleaseApproved(ASKED),
    "reject": ev.ReleaseRejected(ASKED, "too much"),
    "issue": w.issued(APPROVED),
    "void": ev.CopyVoided(f"{SEALED}-1", "lost"),
    "export": ev.DocumentExported(PLAN, 1, "court order"),
    "collect": ev.CopiesCollected(SEALED, {f"{SEALED}-1": "00"}),
}


@pytest.mark.parametrize("power", POWERS)
def test_a_delegate_is_an_approver_in_their_time_by_the_events_own_time(power: str) -> None:
    for time in (EARLY, LATE):
        world = appointed()
        before = world.state.dump()
        with pytest.raises(RefusedError) as refused:
            world.do(AUDITOR, POWERS[power], time=time)
        assert refused.value.code in ("delegation-over", "not-allowed")
        assert world.state.dump() == before
    appointed().do(AUDITOR, POWERS[power], time=DURING)


def test_the_last_second_counts_and_the_next_does_not() -> None:
    appointed().do(AUDITOR, POWERS["approve"], time="2026-03-20T14:59:59.000Z")
    with pytest.raises(RefusedError):
        appointed().do(AUDITOR, POWERS["approve"], time="2026-03-20T15:00:00.000Z")


def test_a_delegate_approves_neither_their_own_nor_their_appointers_requests() -> None:
    world = appointed(by=OWNER, member=ENGINEER)
    with pytest.raises(RefusedError) as refused:  # asked for by the engineer
        world.do(ENGINEER, ev.ReleaseApproved(ASKED), time=DURING)
    assert refused.value.code == "approver-is-requester"
    world.do(OWNER, w.asked("R-00000001"), time=DURING)
    with pytest.raises(RefusedError) as refused:
        world.do(ENGINEER, ev.ReleaseApproved("R-00000001"), time=DURING)
    assert refused.value.code == "delegate-of-requester"
    world.do(APPROVER, w.asked("R-00000002"), time=DURING)
    world.do(ENGINEER, ev.ReleaseApproved("R-00000002"), time=DURING)


def test_nor_their_own_in_solo_mode() -> None:
    world = appointed(by=OWNER, member=ENGINEER)
    world.state.facts.solo = True
    with pytest.raises(RefusedError) as refused:
        world.do(ENGINEER, ev.ReleaseApproved(ASKED, solo=True), time=DURING)
    assert refused.value.code == "approver-is-requester"


@pytest.mark.parametrize(
    "body",
    [
        ev.DelegationBegun(ENGINEER, SINCE, UNTIL),
        ev.DelegationEnded(AUDITOR),
        ev.DelegationEnded(AUDITOR, w.epoch(2, OVEN, FLUX)),
        ev.MemberGranted(EXAMINER, FLUX, ()),
        ev.PartnerLimited(w.PARTNER, "top-secret"),
        ev.MemberRoles(AUDITOR, ("auditor", "approver")),
        w.member("M-00000001", "New", "approver"),
        ev.MemberRemoved(APPROVER, w.epoch(2, OVEN, FLUX)),
        ev.MemberRecovered(OWNER, w.keys("x"), "slot/x", w.keys("y"), w.epoch(2, OVEN, FLUX)),
        ev.RecoveryDrilled(5),
    ],
    ids=lambda body: body.kind,
)
def test_a_delegate_decides_nothing_that_lasts(body: ev.Body) -> None:
    world = appointed()
    before = world.state.dump()
    with pytest.raises(RefusedError):
        world.do(AUDITOR, body, time=DURING)
    assert world.state.dump() == before


def test_the_delegate_keeps_what_they_may_do_anyway() -> None:
    world = appointed(member=ENGINEER)
    for time in (EARLY, DURING, LATE):
        world.do(ENGINEER, ev.PartnerAdded(f"P-0000000{time[9]}", f"Firm {time[8:10]}"), time=time)
    # and what such an event changes leaves the delegation alone, also outside its time
    world.do(ENGINEER, ev.MemberPassphrase("slot/new"), time=LATE)
    world.do(ENGINEER, ev.TechnologyCreated("T-00000001", "Third", "check", ()), time=LATE)
    assert world.state.facts.members[ENGINEER].delegation


# -- how it ends --------------------------------------------------------------------------------


def left(world: World, at: str = DURING) -> bool:
    moment = datetime.fromisoformat(at)
    return delegations.keys_left(world.state.facts.members[AUDITOR], moment) is not None


def test_who_appointed_ends_the_powers_and_an_owner_takes_the_keys() -> None:
    world = appointed()
    world.do(APPROVER, ev.DelegationEnded(AUDITOR), time=DURING)
    with pytest.raises(RefusedError):
        world.do(AUDITOR, POWERS["approve"], time=DURING)
    assert left(world)
    with pytest.raises(RefusedError) as refused:
        world.do(APPROVER, ev.DelegationEnded(AUDITOR), time=DURING)
    assert refused.value.code == "needs-owner"
    world.do(OWNER, ev.DelegationEnded(AUDITOR, epoch(2, DURING)), time=DURING)  # type: ignore[arg-type]
    assert not left(world, LATE) and world.state.facts.members[AUDITOR].delegations[-1].closed == 2


def test_another_approver_does_not_end_it() -> None:
    world = appointed(by=OWNER)
    with pytest.raises(RefusedError):
        world.do(APPROVER, ev.DelegationEnded(AUDITOR), time=DURING)


def test_keys_of_one_that_ran_out_wait_for_any_new_epoch() -> None:
    world = appointed()
    assert not left(world) and left(world, LATE)
    world.do(OWNER, ev.MemberRemoved(GONE, epoch(2, LATE)), time=LATE)  # type: ignore[arg-type]
    assert not left(world, LATE)


def test_a_new_epoch_in_its_time_leaves_it_standing() -> None:
    world = appointed()
    world.do(OWNER, ev.MemberRemoved(GONE, epoch(2, DURING)), time=DURING)  # type: ignore[arg-type]
    world.do(AUDITOR, POWERS["approve"], time=DURING)


@pytest.mark.parametrize("way", ["removed", "role"])
def test_it_ends_when_who_appointed_loses_the_office(way: str) -> None:
    world = appointed()
    gone: dict[str, ev.Body] = {
        "removed": ev.MemberRemoved(APPROVER, epoch(2, DURING)),  # type: ignore[arg-type]
        "role": ev.MemberRoles(APPROVER, ("engineer",), (), epoch(2, DURING)),  # type: ignore[arg-type]
    }
    world.do(OWNER, gone[way], time=DURING)
    with pytest.raises(RefusedError):
        world.do(AUDITOR, POWERS["approve"], time=DURING)
    assert not left(world, LATE)


def test_a_removed_delegate_stands_in_no_more_and_a_recovered_one_does() -> None:
    world = appointed()
    body = ev.MemberRecovered(AUDITOR, w.keys("x"), "slot/x", w.keys("y"), epoch(2, DURING))  # type: ignore[arg-type]
    world.do(RECOVERY, body, time=DURING)
    world.copy().do(AUDITOR, POWERS["approve"], time=DURING)
    world.do(OWNER, ev.MemberRemoved(AUDITOR, epoch(3, DURING)), time=DURING)  # type: ignore[arg-type]
    with pytest.raises(RefusedError) as refused:
        world.do(AUDITOR, POWERS["approve"], time=DURING)
    assert refused.value.code == "not-a-member"
    assert world.state.facts.members[AUDITOR].delegation is None


def test_a_delegate_who_becomes_an_approver_approves_in_their_own_name() -> None:
    world = appointed(member=ENGINEER)
    roles = ("engineer", "approver")
    world.do(OWNER, ev.MemberRoles(ENGINEER, roles, ("wrap/more",)), time=DURING)
    member = world.state.facts.members[ENGINEER]
    assert member.delegation is None and member.delegations[-1].closed
    world.do(APPROVER, w.asked("R-00000001"), time=LATE)  # by whom they stood in for
    world.do(ENGINEER, ev.ReleaseApproved("R-00000001"), time=LATE)
    release = world.state.facts.releases["R-00000001"]
    assert delegations.approved_for(world.state.facts, release) is None


def test_who_appointed_may_extend_it_and_others_only_after_it() -> None:
    world = appointed()
    longer = ev.DelegationBegun(AUDITOR, SINCE, "2026-03-28T23:59:59+09:00")
    with pytest.raises(RefusedError) as refused:
        world.do(OWNER, longer, time=DURING)
    assert refused.value.code == "already-delegate"
    extended = world.copy()
    extended.do(APPROVER, longer, time=DURING)
    extended.do(AUDITOR, POWERS["approve"], time=LATE)
    assert not left(extended, LATE)
    world.do(OWNER, longer, time=LATE)
    assert world.state.facts.members[AUDITOR].delegation.by == OWNER  # type: ignore[union-attr]


def test_a_release_shows_for_whom_it_was_approved_also_when_all_is_over() -> None:
    world = appointed()
    world.do(AUDITOR, POWERS["approve"], time=DURING)
    world.do(OWNER, ev.DelegationEnded(AUDITOR, epoch(2, LATE)), time=LATE)  # type: ignore[arg-type]
    release = world.state.facts.releases[ASKED]
    principal = delegations.approved_for(world.state.facts, release)
    assert principal and principal.id == APPROVER
    other = world.state.facts.releases[APPROVED]
    assert delegations.approved_for(world.state.facts, other) is None


def test_what_a_delegate_withdraws_they_withdraw_in_their_own_name() -> None:
    world = appointed(member=ENGINEER)
    world.do(ENGINEER, ev.ReleaseWithdrawn(ASKED), time=DURING)
    assert delegations.approved_for(world.state.facts, world.state.facts.releases[ASKED]) is None


def test_holders_of_a_secret_are_without_those_whose_time_is_over() -> None:
    world = appointed()
    seal = {m.id for m in world.state.holders("seal", datetime(2026, 3, 10, tzinfo=UTC))}
    assert AUDITOR in seal
    late = {m.id for m in world.state.holders("seal", datetime(2026, 3, 25, tzinfo=UTC))}
    assert seal - late == {AUDITOR}
