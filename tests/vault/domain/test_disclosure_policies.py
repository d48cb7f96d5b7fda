"""Policies about demands, agreements and exposure; and that the fold lets nobody pass a block."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec import structs

from tests.vault.domain import world as w
from tests.vault.domain.world import APPROVER, ASKED, ENGINEER, OWNER, PLAN, SEALED, World, noon
from vault.domain import events as ev
from vault.domain import policies
from vault.domain.policies import Finding, Proposal, findings
from vault.domain.policies.exposure import named_pages, names_pages
from vault.domain.values import Item, Override
from vault.errors import RefusedError

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
COMPLETE = {"purpose": "a quotation", "price": "5 million won"}
ALL = Item(PLAN, 1)


def proposal(*items: Item, **more: object) -> Proposal:
    fields = {
        "contacts": (w.OH,), "items": items or (ALL,), "until": w.UNTIL, "return_by": "",
        "allow_untraceable": True, "partner": w.PARTNER, "demand": w.DEMAND, "by": ENGINEER,
        "release": "R-00000001",
    } | more  # fmt: skip
    return Proposal(**fields)  # type: ignore[arg-type]


def found(world: World, asked: Proposal, now: datetime = NOW) -> dict[str, Finding]:
    return {f.code: f for f in findings(asked, world.state, now)}


def says(world: World, code: str, asked: Proposal | None = None, now: datetime = NOW) -> str:
    """What one policy says, or nothing; its sentence in both languages names the same things."""
    finding = found(world, asked or proposal(), now).get(code)
    if finding is None:
        return ""
    assert finding.next and finding.korean and not finding.stops
    assert finding.message.endswith(".") and finding.korean.endswith(".")
    return f"{finding.message} {finding.korean}"


@pytest.fixture
def world() -> World:
    """Noon, with a complete demand: what is left to say is what each test brings about."""
    world = noon()
    world.do(ENGINEER, ev.DemandFollowed(w.DEMAND, w.NOW, "they answered", items=COMPLETE))
    return world


def test_in_a_firm_that_keeps_the_rules_nothing_stands_against_a_release(world: World) -> None:
    assert set(found(world, proposal())) == set()


# -- demands ------------------------------------------------------------------------------------


def test_a_release_needs_a_demand_of_this_partner(world: World) -> None:
    for demand in ("", "Q-00000009", "call of last Monday"):
        assert says(world, "no-demand", proposal(demand=demand))
    world.do(ENGINEER, w.demanded("Q-00000002", w.OTHER_PARTNER))
    assert says(world, "no-demand", proposal(demand="Q-00000002"))
    assert not says(world, "no-demand")


def test_an_incomplete_demand_is_named_by_its_gaps_until_they_are_filled() -> None:
    world = noon()
    said = says(world, "incomplete-demand")
    assert "price" in said and "대가" in said and "purpose" not in said
    world.do(ENGINEER, ev.DemandFollowed(w.DEMAND, w.NOW, "an empty answer", items={"price": " "}))
    assert says(world, "incomplete-demand")
    world.do(ENGINEER, ev.DemandFollowed(w.DEMAND, w.NOW, "", items={"price": "5 million won"}))
    assert not says(world, "incomplete-demand")


def test_where_the_act_does_not_apply_nothing_is_required() -> None:
    world = noon()
    world.do(ENGINEER, ev.DemandFollowed(w.DEMAND, w.NOW, "they buy parts only", relation="no"))
    assert world.state.facts.demands[w.DEMAND].missing == ()
    assert not says(world, "incomplete-demand")
    world.do(
        ENGINEER,
        ev.DemandFollowed(w.DEMAND, w.NOW, "it applies", relation="yes", required=("scope",)),
    )
    assert world.state.facts.demands[w.DEMAND].missing == ("scope",)


def test_a_note_on_a_demand_leaves_what_is_required_as_it_was() -> None:
    world = noon()
    world.do(ENGINEER, ev.DemandFollowed(w.DEMAND, w.NOW, "they called again"))
    assert world.state.facts.demands[w.DEMAND].missing == ("price",)


def test_a_closed_demand_is_answered_already(world: World) -> None:
    world.do(ENGINEER, ev.DemandClosed(w.DEMAND, "answered with R-0000000C"))
    assert "answered with R-0000000C" in says(world, "closed-demand")
    with pytest.raises(RefusedError) as refused:
        world.do(ENGINEER, ev.DemandFollowed(w.DEMAND, w.NOW, "one more thing"))
    assert refused.value.code == "demand-closed"


# -- agreements ---------------------------------------------------------------------------------


def without_agreement(world: World) -> World:
    world.do(OWNER, ev.AgreementEnded(w.AGREEMENT, "2026-01-02T00:00:00+09:00", "notice"))
    return world


def test_what_goes_out_is_covered_by_an_agreement_on_this_technology(world: World) -> None:
    asked = proposal(Item(w.RECIPE, 1), ALL)
    assert "Flux" in says(world, "no-agreement", asked)
    assert "Oven" not in says(world, "no-agreement", asked)
    world.do(OWNER, w.agreed("A-00000002", technologies=()))
    assert not says(world, "no-agreement", asked)


def test_another_partners_agreement_and_a_supply_contract_do_not_count() -> None:
    world = World()
    for author, body in w.HISTORY:
        world.do(author, body)
    world.do(OWNER, w.agreed("A-00000001", w.OTHER_PARTNER))
    world.do(OWNER, structs.replace(w.agreed("A-00000002"), sort="supply"))
    assert says(world, "no-agreement")
    world.do(OWNER, structs.replace(w.agreed("A-00000003"), sort="supply", secrecy=True))
    assert not says(world, "no-agreement")


def test_an_agreement_that_has_ended_is_named(world: World) -> None:
    after = datetime(2028, 1, 1, tzinfo=UTC)
    assert "A-0000000A (2027-12-31)" in says(world, "expired-agreement", now=after)
    assert not says(world, "no-agreement", now=after)
    without_agreement(world)
    said = says(world, "expired-agreement")
    assert "A-0000000A (2026-01-02)" in said and "Oven" in said


def test_an_agreement_that_has_not_begun_protects_nothing(world: World) -> None:
    without_agreement(world)
    world.do(OWNER, w.agreed("A-00000002", start="2026-03-02T18:00:01+09:00"))
    assert says(world, "expired-agreement")
    assert not says(world, "expired-agreement", now=NOW.replace(second=1))


def test_who_receives_is_on_the_list_of_staff(world: World) -> None:
    both = proposal(contacts=(w.OH, w.MOON))
    said = says(world, "not-on-staff-list", both)
    assert "Moon" in said and "Oh." not in said and w.AGREEMENT in said
    world.do(OWNER, ev.AgreementStaffed(w.AGREEMENT, ("OH", "ｍｏｏｎ ")))
    assert not says(world, "not-on-staff-list", both)
    world.do(OWNER, ev.AgreementStaffed(w.AGREEMENT, ()))
    assert says(world, "not-on-staff-list", both)
    without_agreement(world)
    assert not says(world, "not-on-staff-list", both)  # another policy speaks then


def test_nobody_uses_longer_than_they_keep_secret(world: World) -> None:
    longer = proposal(until="2028-01-01T00:00:00+09:00")
    said = says(world, "beyond-agreement", longer)
    assert "2028-01-01" in said and "2027-12-31" in said
    assert not says(world, "beyond-agreement", proposal(until="2027-12-31T23:59:59+09:00"))
    world.do(OWNER, w.agreed("A-00000002", until=""))
    assert not says(world, "beyond-agreement", longer)


def test_a_release_remembers_the_agreement_it_went_out_under(world: World) -> None:
    world.do(OWNER, w.agreed("A-00000002", technologies=(w.FLUX,)))
    world.do(OWNER, w.agreed("A-00000003", until=""))
    world.do(APPROVER, ev.ReleaseApproved(ASKED))
    assert world.state.facts.releases[ASKED].agreements == ("A-00000003",)
    without_agreement(world)
    assert world.state.facts.releases[ASKED].agreements == ("A-00000003",)


# -- exposure -----------------------------------------------------------------------------------


def test_a_partner_gets_no_higher_class_than_it_may_have(world: World) -> None:
    assert not says(world, "class-too-high")
    world.do(OWNER, ev.PartnerLimited(w.PARTNER, "internal"))
    said = says(world, "class-too-high")
    assert f"title {PLAN} (confidential)" in said and "대외비" in said
    world.do(OWNER, ev.PartnerLimited(w.PARTNER, "top-secret"))
    world.do(OWNER, w.document("D-00000001", classification="top-secret"))
    assert not says(world, "class-too-high", proposal(Item("D-00000001", 1)))


def test_top_secrets_are_above_what_a_partner_may_have_unless_somebody_says_so(
    world: World,
) -> None:
    world.do(OWNER, w.document("D-00000001", classification="top-secret"))
    assert says(world, "class-too-high", proposal(Item("D-00000001", 1)))


def test_several_documents_need_a_reason_each(world: World) -> None:
    why = structs.replace(ALL, why="the temperatures")
    said = says(world, "scope-too-wide", proposal(why, Item(w.SCAN, 1)))
    assert f"title {w.SCAN}" in said and f"title {PLAN}" not in said
    assert not says(world, "scope-too-wide", proposal(why, Item(w.SCAN, 1, why="the photo")))
    assert not says(world, "scope-too-wide", proposal(ALL))


def scoped(world: World, scope: str) -> World:
    world.do(ENGINEER, ev.DemandFollowed(w.DEMAND, w.NOW, "", items={"scope": scope}))
    return world


@pytest.mark.parametrize("scope", ["2쪽", "제2페이지", "p. 2", "pp 2-3", "Pages 1 and 2"])
def test_where_pages_are_demanded_no_whole_document_leaves(world: World, scope: str) -> None:
    scoped(world, scope)
    assert "all 3 pages" in says(world, "scope-too-wide")
    assert not says(world, "scope-too-wide", proposal(Item(PLAN, 1, (1,))))


@pytest.mark.parametrize(
    ("scope", "pages"),
    [("page 2", {2}), ("pp. 1, 3-5 and 9", {1, 3, 4, 5, 9}), ("2쪽 및 4~6쪽", {2, 4, 5, 6}),
     ("도면 12 페이지", {12}), ("p. 7 (wiring), page 9", {7, 9}), ("up to page 4", set()),
     ("5쪽까지", set()), ("총 14쪽", set()), ("pages 1-99999", set()), ("the drawings", set())],
)  # fmt: skip
def test_which_pages_a_scope_names(scope: str, pages: set[int]) -> None:
    assert {page + 1 for page in named_pages(scope)} == pages


def test_no_other_pages_leave_than_were_demanded(world: World) -> None:
    scoped(world, "page 2 of the plan")
    assert "(page 1, 3)" in says(world, "scope-too-wide", proposal(Item(PLAN, 1, (0, 1, 2))))
    assert "(page 3)" in says(world, "scope-too-wide", proposal(Item(PLAN, 1, (2,))))
    assert not says(world, "scope-too-wide", proposal(Item(PLAN, 1, (1,))))


@pytest.mark.parametrize(
    "scope", ["everything", "제2면허 서류", "가열로 도면 일체", "page by page"]
)
def test_a_scope_without_page_numbers_names_no_pages(scope: str) -> None:
    assert not names_pages(scope)


def test_where_documents_are_demanded_no_other_leaves(world: World) -> None:
    assert not says(scoped(world, "the drawings"), "scope-too-wide", proposal(Item(w.SCAN, 1)))
    for scope in (f"only {PLAN.lower()}", f"the “Title  {PLAN}”"):
        scoped(world, scope)
        assert f"title {w.SCAN}" in says(world, "scope-too-wide", proposal(Item(w.SCAN, 1)))
        assert not says(world, "scope-too-wide")


def batches(world: World) -> World:
    """36 pages in five documents; the partner holds the plan's three already."""
    for n in range(1, 4):
        world.do(ENGINEER, w.document(f"D-0000000{n}", pages=10))
    return world


def test_batches_add_up_and_the_figure_is_named(world: World) -> None:
    batches(world)
    small = proposal(Item("D-00000001", 1))
    assert not says(world, "too-much-at-once", small)
    more = proposal(Item("D-00000001", 1), Item("D-00000002", 1))
    said = says(world, "too-much-at-once", more)
    assert "63 % of Oven" in said and "23 of 36 pages" in said and "50 %" in said


def test_what_went_out_before_the_vault_counts(world: World) -> None:
    batches(world)
    again = proposal(Item("D-00000001", 1), release="R-00000002")
    body = ev.DisclosureRecorded("H-00000001", w.PARTNER, "D-00000002", w.NOW, "by mail, in 2024")
    world.do(ENGINEER, body)
    assert "23 of 36 pages" in says(world, "too-much-at-once", again)
    assert "기술" not in says(world, "no-agreement", again)


def test_what_was_approved_counts_before_it_is_sealed(world: World) -> None:
    batches(world)
    world.do(ENGINEER, w.asked("R-00000007", Item("D-00000002", 1)))
    again = proposal(Item("D-00000001", 1), release="R-00000002")
    assert not says(world, "too-much-at-once", again)
    world.do(APPROVER, ev.ReleaseApproved("R-00000007"))
    assert "23 of 36 pages" in says(world, "too-much-at-once", again)


def test_what_came_back_is_not_held(world: World) -> None:
    batches(world)
    one = proposal(Item("D-00000001", 1))
    body = ev.DisclosureRecorded("H-00000001", w.PARTNER, "D-00000002", w.NOW, "by mail, in 2024")
    world.do(ENGINEER, body)
    assert says(world, "too-much-at-once", one)
    world.do(ENGINEER, ev.CopyReturned("H-00000001", w.NOW))
    assert not says(world, "too-much-at-once", one)


def test_the_firm_sets_how_much_is_too_much(world: World) -> None:
    batches(world)
    small = proposal(Item("D-00000001", 1))
    world.do(OWNER, ev.PolicySet("too-much-at-once", "warn", "39"))
    assert "40 %" in says(world, "too-much-at-once", small)  # two documents of five
    world.do(OWNER, ev.PolicySet("too-much-at-once", "block"))
    assert found(world, small)["too-much-at-once"].blocks
    world.do(OWNER, ev.PolicySet("too-much-at-once", "block", "40"))
    assert not says(world, "too-much-at-once", small)


def test_who_keeps_what_should_have_come_back_gets_nothing_more(world: World) -> None:
    asked = proposal(until="2027-06-01T00:00:00+09:00")
    late = datetime(2027, 2, 1, tzinfo=UTC)
    said = says(world, "date-passed", asked, late)
    assert f"{SEALED}-1 (2027-01-31)" in said
    assert not says(world, "date-passed", asked, datetime(2027, 1, 31, tzinfo=UTC))
    twin = world.copy()
    twin.do(OWNER, ev.CopyVoided(f"{SEALED}-1", "lost"))
    assert not says(twin, "date-passed", asked, late)
    world.do(ENGINEER, ev.CopyReturned(f"{SEALED}-1", w.NOW, destroyed=True))
    assert not says(world, "date-passed", asked, late)


# -- levels -------------------------------------------------------------------------------------


def test_every_policy_states_its_rule_in_two_languages() -> None:
    for policy in policies.POLICIES:
        assert policy.english.endswith(".") and policy.korean.endswith("."), policy.code
        assert any("가" <= char <= "힣" for char in policy.korean), policy.code
        assert not policy.settable or policy.default in policy.settable


def test_off_says_nothing_warn_warns_and_block_blocks(world: World) -> None:
    asked = proposal(demand="")
    for level, blocks in (("warn", False), ("block", True)):
        world.do(OWNER, ev.PolicySet("no-demand", level))
        finding = found(world, asked)["no-demand"]
        assert (finding.blocks, finding.stops, finding.accept) == (blocks, False, False)
        assert finding.warned().blocks is blocks and finding.warned().korean
    world.do(OWNER, ev.PolicySet("no-demand", "off"))
    assert "no-demand" not in found(world, asked)


def test_no_policy_blocks_in_a_firm_that_has_set_none() -> None:
    world = noon()
    levels = {p.code: policies.level_of(p.code, world.state) for p in policies.POLICIES}
    assert {code for code, level in levels.items() if level == "block"} == {
        "past-date", "contact-removed", "approver-is-requester",
    }  # fmt: skip


def test_solo_mode_is_the_level_of_a_policy() -> None:
    world = noon()
    mine = ev.ReleaseApproved("R-00000001", solo=True)
    world.do(OWNER, w.asked("R-00000001"))
    with pytest.raises(RefusedError, match="may not approve"):
        world.do(OWNER, mine)
    world.do(OWNER, ev.PolicySet(policies.SOLO, "warn"))
    assert world.state.facts.solo and policies.level_of(policies.SOLO, world.state) == "warn"
    twin = world.copy()
    twin.do(OWNER, mine)
    assert twin.state.facts.releases["R-00000001"].solo
    world.do(OWNER, ev.PolicySet(policies.SOLO, "block"))
    assert not world.state.facts.solo
    with pytest.raises(RefusedError, match="may not approve"):
        world.do(OWNER, mine)


def test_a_lone_approver_who_asks_is_told_so(world: World) -> None:
    assert policies.SOLO not in found(world, proposal(by=OWNER))
    world.do(OWNER, ev.MemberRoles(APPROVER, ("auditor",), (), w.epoch(3, w.OVEN, w.FLUX)))
    finding = found(world, proposal(by=OWNER))[policies.SOLO]
    assert finding.blocks and "only approver" in finding.message
    assert policies.SOLO not in found(world, proposal(by=ENGINEER))


# -- the fold judges ----------------------------------------------------------------------------


def aside(code: str = "no-demand", reason: str = "they stop paying") -> Override:
    return Override(code, "A release answers a demand.", "요구가 있어야 합니다.", reason)


def blocked() -> World:
    """No release without a demand; and the request that waits has none and hides it."""
    world = noon()
    world.do(OWNER, ev.PolicySet("no-demand", "block"))
    return world


def test_a_block_is_not_passed_by_a_program_that_says_nothing_of_it() -> None:
    world = blocked()
    before = world.state.dump()
    for body in (
        ev.ReleaseApproved(ASKED),
        ev.ReleaseApproved(ASKED, ("no-demand",)),
        ev.ReleaseApproved(ASKED, overrides=(aside("no-agreement"),)),
        ev.ReleaseApproved(ASKED, overrides=(aside(reason="  "),)),
    ):
        with pytest.raises(RefusedError) as refused:
            world.do(APPROVER, body)
        assert refused.value.code in ("no-demand", "reason-needed") and refused.value.next
        assert world.state.dump() == before


def test_a_signed_reason_sets_a_block_aside_and_stays_with_the_release() -> None:
    world = blocked()
    world.do(APPROVER, ev.ReleaseApproved(ASKED, overrides=(aside(),)))
    (kept,) = world.state.facts.releases[ASKED].overrides
    assert (kept.code, kept.reason, kept.by) == ("no-demand", "they stop paying", APPROVER)
    assert kept.at and kept.korean == "요구가 있어야 합니다."
    world.do(APPROVER, w.issued(ASKED, at=2))
    assert world.state.facts.releases[ASKED].state == "sealed"


def test_the_way_out_that_was_taken_meanwhile_is_enough() -> None:
    world = noon()
    world.do(OWNER, ev.PolicySet("incomplete-demand", "block"))
    world.do(ENGINEER, w.asked("R-00000001", demand=w.DEMAND))
    with pytest.raises(RefusedError, match="does not state: price"):
        world.do(APPROVER, ev.ReleaseApproved("R-00000001"))
    world.do(ENGINEER, ev.DemandFollowed(w.DEMAND, w.NOW, "", items=COMPLETE))
    world.do(APPROVER, ev.ReleaseApproved("R-00000001"))


def test_nobody_sets_aside_that_a_second_person_approves() -> None:
    world = noon()
    world.do(OWNER, w.asked("R-00000001"))
    with pytest.raises(RefusedError):
        world.do(OWNER, ev.ReleaseApproved("R-00000001", (), True, (aside(policies.SOLO),)))


def test_no_override_kept_from_solo_mode_outlives_it() -> None:
    world = noon()
    world.do(OWNER, ev.PolicySet(policies.SOLO, "warn"))
    world.do(OWNER, w.asked("R-00000001"))
    world.do(OWNER, ev.ReleaseApproved("R-00000001", (), True, (aside(policies.SOLO),)))
    twin = world.copy()
    twin.do(OWNER, w.issued("R-00000001", at=2))
    world.do(OWNER, ev.PolicySet(policies.SOLO, "block"))
    with pytest.raises(RefusedError) as refused:
        world.do(OWNER, w.issued("R-00000001", at=2))
    assert refused.value.code == policies.SOLO


def test_copies_are_judged_again_when_they_are_issued() -> None:
    world = noon()
    world.do(OWNER, ev.PolicySet("no-demand", "block"))
    with pytest.raises(RefusedError) as refused:
        world.do(APPROVER, w.issued(w.APPROVED, at=2))
    assert refused.value.code == "no-demand" and "--override" not in refused.value.next
    world.do(OWNER, ev.PolicySet("no-demand", "warn"))
    world.do(APPROVER, w.issued(w.APPROVED, at=2))


def test_time_alone_can_bring_a_block_about_before_sealing() -> None:
    world = noon()
    long = structs.replace(w.asked("R-00000001"), until="2029-12-31T23:59:59+09:00")
    world.do(w.ENGINEER, long)
    world.do(APPROVER, ev.ReleaseApproved("R-00000001"))
    world.do(OWNER, ev.PolicySet("expired-agreement", "block"))
    for late, code in (("2028", "expired-agreement"), ("2030", "past-date")):
        told = late_told(world, w.issued("R-00000001", at=2), f"{late}-01-01T00:00:00.000Z")
        with pytest.raises(RefusedError) as refused:
            world.state.apply(told)
        assert refused.value.code == code


def test_what_stops_a_release_stops_it_in_the_ledger_too() -> None:
    world = noon()
    late = "2027-02-01T00:00:00.000Z"
    for body in (ev.ReleaseApproved(w.ASKED), ev.ReleaseApproved(w.ASKED, ("past-date",))):
        with pytest.raises(RefusedError) as refused:
            world.state.apply(late_told(world, body, late))
        assert refused.value.code == "past-date"
    world.do(OWNER, ev.PolicySet("untraceable", "off"))
    world.do(w.ENGINEER, w.asked("R-00000001", Item(w.SCAN, 1)))
    world.do(APPROVER, ev.ReleaseApproved("R-00000001"))
    for level in ("warn", "block"):
        world.do(OWNER, ev.PolicySet("untraceable", level))
        with pytest.raises(RefusedError) as refused:
            world.do(APPROVER, w.issued("R-00000001", at=2))
        assert refused.value.code == "untraceable"


def test_a_policy_is_not_set_aside_in_advance() -> None:
    world = noon()
    world.do(OWNER, ev.PolicySet("no-demand", "block"))
    more = (aside("no-demand"), aside("expired-agreement"))
    with pytest.raises(RefusedError) as refused:
        world.do(APPROVER, ev.ReleaseApproved(w.ASKED, overrides=more))
    assert refused.value.code == "nothing-to-override"
    for nothing in ("\u200b", ".", "\u2060 "):
        unsaid = structs.replace(aside("no-demand"), reason=nothing)
        with pytest.raises(RefusedError) as refused:
            world.do(APPROVER, ev.ReleaseApproved(w.ASKED, overrides=(unsaid,)))
        assert refused.value.code == "reason-needed"
    world.do(APPROVER, ev.ReleaseApproved(w.ASKED, overrides=more[:1]))


def late_told(world: World, body: ev.Body, time: str) -> w.Told:
    return w.Told(world.seq, APPROVER, body.kind, body.fields(), 2, time)


def test_what_cannot_be_traced_follows_its_level() -> None:
    world = noon()
    plain = ev.ReleaseApproved(w.UNTRACEABLE)
    asked = proposal(Item(w.SCAN, 1))
    assert (found(world, asked)["untraceable"].accept, plain.accepted) == (True, ())
    world.do(OWNER, ev.PolicySet("untraceable", "block"))
    finding = found(world, asked)["untraceable"]
    assert finding.blocks and not finding.accept  # a signed reason says more than an acceptance
    with pytest.raises(RefusedError, match="could not be traced"):
        world.do(APPROVER, ev.ReleaseApproved(w.UNTRACEABLE, ("untraceable",)))
    twin = world.copy()
    twin.do(APPROVER, ev.ReleaseApproved(w.UNTRACEABLE, overrides=(aside("untraceable"),)))
    assert twin.state.facts.releases[w.UNTRACEABLE].overrides
    world.do(ENGINEER, w.asked("R-00000001", Item(w.SCAN, 1)))
    world.do(OWNER, ev.PolicySet("untraceable", "off"))
    assert "untraceable" not in found(world, proposal(Item(w.SCAN, 1), allow_untraceable=False))
    world.do(APPROVER, ev.ReleaseApproved("R-00000001"))
    with pytest.raises(RefusedError):  # it said that it asks to be accepted
        world.do(APPROVER, plain)
