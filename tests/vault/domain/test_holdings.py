"""What partners hold: one word for each state, in one order, and shares that count a page once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec import structs

from tests.vault.domain import world as w
from tests.vault.domain.world import (
    EARLIER,
    ENGINEER,
    FLUX,
    OVEN,
    OWNER,
    PARTNER,
    PLAN,
    RECIPE,
    SCAN,
    SEALED,
    World,
)
from vault.domain import events as ev
from vault.domain.holdings import Exposure, Holding, exposures, holdings
from vault.domain.values import Item
from vault.errors import RefusedError

COPY = f"{SEALED}-1"
EARLY = datetime(2026, 3, 10, tzinfo=UTC)
EXPIRED = datetime(2027, 2, 3, tzinfo=UTC)
OVERDUE = datetime(2027, 3, 3, tzinfo=UTC)
RELEASE = "R-00000001"
RETURN_BY = "2027-02-28T23:59:59+09:00"


def day(n: int) -> str:
    return f"2026-03-{n:02}T09:00:00.000Z"


def before() -> World:
    """The history only: a sealed copy that nobody collected."""
    world = World()
    for author, body in w.HISTORY:
        world.do(author, body)
    return world


def handed(**more: object) -> World:
    """A copy of a release with a day of return, collected on the third of March."""
    world = before()
    world.do(ENGINEER, w.asked(RELEASE, return_by=RETURN_BY, **more))
    world.do(w.APPROVER, ev.ReleaseApproved(RELEASE))
    world.do(w.APPROVER, w.issued(RELEASE))
    world.do(ENGINEER, ev.CopiesCollected(RELEASE, {f"{RELEASE}-1": "00"}), time=day(3))
    return world


def only(world: World, now: datetime, copy: str = f"{RELEASE}-1") -> Holding:
    [found] = [each for each in holdings(world.state, now) if each.copy == copy]
    return found


STEPS: dict[str, ev.Body] = {
    "delivered": ev.CopyDelivered(f"{RELEASE}-1", day(4), "courier"),
    "acknowledged": ev.CopyAcknowledged(f"{RELEASE}-1", day(5)),
    "recalled": ev.CopyRecalled(f"{RELEASE}-1", "the project ended"),
    "returned": ev.CopyReturned(f"{RELEASE}-1", day(6)),
    "destroyed": ev.CopyReturned(f"{RELEASE}-1", day(6), destroyed=True),
    "void": ev.CopyVoided(f"{RELEASE}-1", "wrong recipient"),
}


@pytest.mark.parametrize(
    ("steps", "early", "expired", "overdue", "held"),
    [
        ((), "collected", "expired", "overdue", True),
        (("delivered",), "delivered", "expired", "overdue", True),
        (("delivered", "acknowledged"), "acknowledged", "expired", "overdue", True),
        (("delivered", "acknowledged", "delivered"), "acknowledged", "expired", "overdue", True),
        (("delivered", "recalled"), "recalled", "recalled", "recalled", True),
        (("recalled", "returned"), "returned", "returned", "returned", False),
        (("delivered", "destroyed"), "destroyed", "destroyed", "destroyed", False),
        (("delivered", "void"), "void", "void", "void", True),
        (("delivered", "returned", "void"), "void", "void", "void", False),
    ],
)
def test_the_first_word_of_the_order_that_is_true_stands(
    steps: tuple[str, ...], early: str, expired: str, overdue: str, held: bool
) -> None:
    world = handed()
    for step in steps:
        world.do(OWNER, STEPS[step], time=day(9))
    found = [only(world, now) for now in (EARLY, EXPIRED, OVERDUE)]
    assert [each.state for each in found] == [early, expired, overdue]
    assert {each.held for each in found} == {held}


def test_what_never_left_neither_expires_nor_is_held() -> None:
    for now in (EARLY, OVERDUE):
        holding = only(before(), now, COPY)
        assert (holding.state, holding.held) == ("sealed", False)


def test_a_copy_that_came_back_is_out_again_only_when_it_is_delivered_again() -> None:
    world = handed()
    world.do(OWNER, STEPS["delivered"], time=day(9))
    world.do(OWNER, STEPS["recalled"], time=day(9))
    world.do(OWNER, STEPS["returned"], time=day(9))
    again = ev.CopyDelivered(f"{RELEASE}-1", day(11), "courier")
    with pytest.raises(RefusedError) as refused:
        world.do(OWNER, again, time=day(12))
    assert refused.value.code == "already-returned"
    world.do(ENGINEER, ev.CopiesCollected(RELEASE, {f"{RELEASE}-1": "00"}), time=day(10))
    assert only(world, EARLY).state == "returned"  # written again, for a court perhaps
    with pytest.raises(RefusedError) as refused:
        world.do(OWNER, ev.CopyDelivered(f"{RELEASE}-1", day(9), "courier"), time=day(12))
    assert refused.value.code == "too-early"
    world.do(OWNER, again, time=day(12))
    holding = only(world, datetime(2026, 3, 20, tzinfo=UTC))
    assert (holding.state, holding.held, holding.since) == ("delivered", True, day(11))
    world.do(OWNER, ev.CopyReturned(f"{RELEASE}-1", day(12)), time=day(12))
    assert not only(world, OVERDUE).held


@pytest.mark.parametrize(
    ("before_it", "step", "code"),
    [
        ((), "acknowledged", "not-delivered"),
        (("void",), "delivered", "void-copy"),
        (("recalled",), "delivered", "wrong-state"),
        (("recalled",), "recalled", "already-recalled"),
        (("returned",), "returned", "already-returned"),
        (("returned",), "recalled", "already-returned"),
        (("delivered", "returned"), "acknowledged", "already-returned"),
    ],
)
def test_steps_that_cannot_come_next(before_it: tuple[str, ...], step: str, code: str) -> None:
    world = handed()
    for each in before_it:
        world.do(OWNER, STEPS[each], time=day(9))
    with pytest.raises(RefusedError) as refused:
        world.do(OWNER, STEPS[step], time=day(9))
    assert refused.value.code == code and refused.value.next


@pytest.mark.parametrize("step", ["delivered", "acknowledged", "returned", "recalled"])
def test_nothing_happens_to_a_copy_that_is_in_the_vault_only(step: str) -> None:
    world = before()
    world.do(ENGINEER, w.asked(RELEASE))
    world.do(w.APPROVER, ev.ReleaseApproved(RELEASE))
    world.do(w.APPROVER, w.issued(RELEASE))
    with pytest.raises(RefusedError) as refused:
        world.do(OWNER, STEPS[step], time=day(9))
    assert refused.value.code == "not-collected"


def test_what_is_void_or_recalled_can_still_be_acknowledged_and_come_back() -> None:
    for step in ("void", "recalled"):
        world = handed()
        for name in ("delivered", step, "acknowledged", "returned"):
            world.do(OWNER, STEPS[name], time=day(9))
        assert not only(world, EARLY).held


def test_what_went_out_before_the_vault_is_held_until_it_comes_back() -> None:
    world = before()
    world.do(ENGINEER, w.sent(until="2026-12-31T23:59:59+09:00", pages=(0, 2)))
    holding = only(world, EARLY, EARLIER)
    assert (holding.state, holding.held, holding.pages) == ("recorded", True, (0, 2))
    assert holding.since.startswith("2024-05-02")
    assert only(world, EXPIRED, EARLIER).state == "expired"
    world.do(OWNER, ev.CopyAcknowledged(EARLIER, day(1)), time=day(9))
    assert only(world, EARLY, EARLIER).state == "acknowledged"
    world.do(OWNER, ev.CopyRecalled(EARLIER, "why"), time=day(9))
    world.do(OWNER, ev.CopyReturned(EARLIER, day(8), destroyed=True), time=day(9))
    assert (only(world, EXPIRED, EARLIER).state, only(world, EXPIRED, EARLIER).held) == (
        "destroyed", False,
    )  # fmt: skip


def test_a_record_that_was_wrong_counts_no_more_and_nothing_follows_it() -> None:
    world = before()
    world.do(ENGINEER, w.sent())
    world.do(OWNER, ev.DisclosureStruck(EARLIER, "another partner"))
    holding = only(world, EARLY, EARLIER)
    assert (holding.state, holding.held) == ("struck", False)
    assert exposures(world.state, EARLY, PARTNER) == []
    for step in (ev.CopyReturned(EARLIER, day(8)), ev.CopyRecalled(EARLIER, "why")):
        with pytest.raises(RefusedError) as refused:
            world.do(OWNER, step, time=day(9))
        assert refused.value.code == "struck-record"
    with pytest.raises(RefusedError):
        world.do(OWNER, ev.DisclosureStruck(EARLIER, "again"))


def test_a_record_without_revision_or_pages_means_all_that_the_document_ever_had() -> None:
    world = before()
    world.do(ENGINEER, w.document(PLAN, n=2, pages=5))
    world.do(ENGINEER, w.sent())
    world.do(ENGINEER, w.sent("H-00000002", revision=1))
    pages = {each.copy: each.pages for each in holdings(world.state, EARLY, document=PLAN)}
    assert pages[EARLIER] == (0, 1, 2, 3, 4) and pages["H-00000002"] == (0, 1, 2)


def test_copies_read_back_after_a_restore_are_held_too_and_come_back() -> None:
    world = before()
    world.do(OWNER, ev.VaultRestored(world.seq))
    recipient = {"organisation": "Assembly", "person": "Oh"}
    world.do(OWNER, structs.replace(w.read_back("R-00000009-1"), recipient=recipient))
    holding = only(world, EARLY, "R-00000009-1")
    assert (holding.partner, holding.contact, holding.document) == (PARTNER, w.OH, PLAN)
    assert (holding.state, holding.held) == ("collected", True)
    world.do(OWNER, ev.CopyDelivered("R-00000009-1", "2026-01-05", "mail"), time=day(9))
    world.do(OWNER, ev.CopyReturned("R-00000009-1", day(8)), time=day(9))
    assert not only(world, EARLY, "R-00000009-1").held


# -- how much of a technology -------------------------------------------------------------------


def test_a_page_counts_once_however_often_it_went_out() -> None:
    world = handed()  # all three pages of the plan
    world.do(ENGINEER, w.sent(pages=(1, 2)))
    [oven] = exposures(world.state, EARLY, PARTNER)
    # the oven has the plan and a scan, of three pages each
    assert oven == Exposure(OVEN, 1, 3, 1, 3, 2, 6)
    assert oven.share == pytest.approx(0.5)
    world.do(OWNER, STEPS["returned"], time=day(9))
    [oven] = exposures(world.state, EARLY, PARTNER)
    assert (oven.pages, oven.pages_ever, oven.documents, oven.documents_ever) == (2, 3, 1, 1)


def test_a_proposal_and_sealed_copies_count_where_asked_for() -> None:
    world = before()
    assert exposures(world.state, EARLY, PARTNER) == []
    [oven] = exposures(world.state, EARLY, PARTNER, sealed=True)
    assert (oven.documents, oven.pages) == (1, 3)
    plus = (Item(SCAN, 1, (0,)), Item(RECIPE, 1))
    oven, flux = exposures(world.state, EARLY, PARTNER, plus=plus, sealed=True)
    assert (oven.documents, oven.pages) == (2, 4) and (flux.technology, flux.pages) == (FLUX, 3)
    assert flux.share == 1.0


def test_holdings_are_asked_for_by_partner_document_and_technology() -> None:
    world = handed()
    assert holdings(world.state, EARLY, partner=w.OTHER_PARTNER) == []
    assert holdings(world.state, EARLY, document=RECIPE) == []
    assert len(holdings(world.state, EARLY, technology=OVEN)) == 2
