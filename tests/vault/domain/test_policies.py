"""Policies one by one: when each speaks, what it says, and whether it stops the release."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vault.domain import world as w
from tests.vault.domain.world import World
from vault.domain import events as ev
from vault.domain import policies
from vault.domain.policies import Proposal, describe_pages, judge
from vault.domain.values import Item, PageTrace
from vault.errors import RefusedError

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FILES = ("untraceable", "limited-trace", "old-revision", "signed-original")


def noon() -> World:
    """A firm that lets only what is about the files and the dates weigh."""
    world = w.noon()
    for policy in policies.POLICIES:
        if policies.OFF in policy.settable and policy.code not in FILES:
            world.do(w.OWNER, ev.PolicySet(policy.code, "off"))
    return world


def proposal(*items: Item, **more: object) -> Proposal:
    fields = {
        "contacts": (w.OH,), "items": items or (Item(w.PLAN, 1),), "until": w.UNTIL,
        "return_by": "", "allow_untraceable": False,
    } | more  # fmt: skip
    return Proposal(**fields)  # type: ignore[arg-type]


def codes(world: World, asked: Proposal, now: datetime = NOW) -> list[str]:
    return [finding.code for finding in judge(asked, world.state, now)]


def stopped(world: World, asked: Proposal, now: datetime = NOW) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        judge(asked, world.state, now)
    assert refused.value.message and refused.value.next
    return refused.value


def test_nothing_stands_against_a_good_release() -> None:
    assert codes(noon(), proposal()) == []


def test_dates_must_be_still_to_come() -> None:
    world = noon()
    moment = datetime.fromisoformat(w.UNTIL)
    for now in (moment, moment.replace(year=2028)):
        assert stopped(world, proposal(), now).code == "past-date"
    assert codes(world, proposal(), moment.replace(second=58)) == []
    late = stopped(world, proposal(return_by="2026-03-02T08:59:00+00:00"))
    assert late.code == "past-date" and "return by" in late.message


def test_nobody_gets_a_copy_who_was_removed() -> None:
    world = noon()
    world.do(w.OWNER, ev.ContactRemoved(w.OH))
    error = stopped(world, proposal())
    assert error.code == "contact-removed" and "Oh" in error.message


def test_what_cannot_be_traced_stops_a_release_until_it_is_asked_for() -> None:
    world = noon()
    error = stopped(world, proposal(Item(w.SCAN, 1)))
    assert error.code == "untraceable" and "whole file" in error.message
    (found,) = judge(proposal(Item(w.SCAN, 1), allow_untraceable=True), world.state, NOW)
    assert found.accept and found.warned().accept


def graded(*grades: str) -> World:
    world = noon()
    trace = tuple(PageTrace(n, 10, grade) for n, grade in enumerate(grades) if grade)
    world.do(w.ENGINEER, w.document("D-00000001", pages=len(grades), trace=trace))
    return world


def test_it_looks_only_at_the_pages_that_leave() -> None:
    world = graded("good", "none", "good", "")
    assert codes(world, proposal(Item("D-00000001", 1, (0, 2)))) == []
    assert "page 2, 4" in stopped(world, proposal(Item("D-00000001", 1))).message


def test_pages_with_little_text_are_warned_of() -> None:
    world = graded("good", "limited", "limited", "limited", "good")
    (found,) = judge(proposal(Item("D-00000001", 1)), world.state, NOW)
    assert (found.code, found.blocks, found.accept) == ("limited-trace", False, False)
    assert "page 2-4" in found.message
    assert codes(world, proposal(Item("D-00000001", 1, (0, 4)))) == []


def test_an_older_revision_is_warned_of() -> None:
    world = noon()
    world.do(w.ENGINEER, w.document(w.PLAN, n=2))
    assert codes(world, proposal(Item(w.PLAN, 1))) == ["old-revision"]
    assert codes(world, proposal(Item(w.PLAN, 2))) == []


def test_a_signed_original_is_warned_of() -> None:
    world = noon()
    world.do(w.ENGINEER, w.document("D-00000001", warnings=("signed",)))
    assert codes(world, proposal(Item("D-00000001", 1))) == ["signed-original"]


def test_every_policy_has_its_own_code_and_a_way_out() -> None:
    assert len({policy.code for policy in policies.POLICIES}) == len(policies.POLICIES)


def pages(text: str) -> list[int]:
    found = []
    for part in text.split(", "):
        first, _, last = part.partition("-")
        found += range(int(first) - 1, int(last or first))
    return found


@given(st.sets(st.integers(0, 300), min_size=1))
def test_pages_are_described_as_people_write_them(chosen: set[int]) -> None:
    assert pages(describe_pages(list(chosen))) == sorted(chosen)


def test_runs_of_pages_are_drawn_together() -> None:
    assert describe_pages([2, 4, 5, 6]) == "3, 5-7"
    assert describe_pages([0]) == "1"
    assert describe_pages([]) == ""
