"""Standing in for somebody: who appoints, what a delegate may not do, how it ends."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from vault.domain import dates, delegations
from vault.domain import events as ev
from vault.domain.rules.book import Opened, require, rule
from vault.domain.rules.people import begin_epoch, check_epoch, find_member
from vault.domain.rules.times import moment
from vault.domain.state import State
from vault.domain.values import Delegation
from vault.errors import RefusedError

LONGEST = timedelta(days=366)

_LASTING = (ev.MemberGranted, ev.PartnerLimited)


def guard(state: State, event: Opened, body: ev.Body) -> None:
    """What a delegate may not do although an approver may.

    Raises:
        RefusedError: ``approver-is-requester``, ``delegate-of-requester``, ``not-for-delegates``.
    """
    author = state.facts.members.get(event.author)
    if author is None or author.delegation is None or author.is_in_person("approver"):
        return
    if isinstance(body, ev.ReleaseApproved):
        release = state.facts.releases.get(body.release)
        asked = release.by if release else ""
        require(
            asked != author.id,
            "approver-is-requester",
            "A delegate may not approve their own request, in solo mode neither.",
            "Ask another approver.",
        )
        require(
            asked != author.delegation.by,
            "delegate-of-requester",
            "The person who asked for the release appointed this delegate.",
            "Ask another approver.",
        )
    if isinstance(body, _LASTING):
        require(
            author.is_in_person("owner"),
            "not-for-delegates",
            "A delegate does not decide what lasts beyond the absence.",
            "Ask an approver or the owner.",
        )


@rule(ev.DelegationBegun)
def _delegation_begun(state: State, event: Opened, body: ev.DelegationBegun) -> None:
    author = state.member(event.author)
    require(
        author.is_in_person("owner", "approver"),
        "not-allowed",
        "Only owners and approvers appoint a delegate, and delegates appoint nobody.",
        "Ask one of them; see `cocoon member list`.",
    )
    target = find_member(state, body.member)
    require(
        target.id != author.id,
        "own-delegate",
        "Nobody stands in for themselves.",
        "Name another member.",
    )
    require(
        not target.is_in_person("approver"),
        "already-approver",
        f"{target.name} is an approver already.",
        "Nothing to do; they approve in their own name.",
    )
    now = moment(event.time)
    since, until = max(moment(body.since), now), moment(body.until)
    require(
        now < until and since < until,
        "bad-entry",
        "A delegation ends after it begins, and not in the past.",
        "Check the two dates.",
    )
    require(
        until - now <= LONGEST,
        "too-long",
        "A delegation is for an absence, of a year at most.",
        "Give an earlier date, or make the member an approver: `cocoon member role`.",
    )
    before = target.delegation
    if before is not None:
        over = dates.parse(before.until) < now
        require(
            over or before.by == author.id,
            "already-delegate",
            f"{target.name} already stands in for somebody else.",
            "Wait until that is over, or have an owner end it: `cocoon member delegate --end`.",
        )
        target = delegations.replaced(target, ended=event.time)
    # the keys are the new delegation's from now on
    earlier = tuple(
        each if each.closed else msgspec.structs.replace(each, closed=state.epoch().n)
        for each in target.delegations
    )
    new = Delegation(author.id, dates.stamp(since), body.until, event.time)
    if since == now:
        new = msgspec.structs.replace(new, since=event.time)
    state.facts.wraps.update(body.wraps)
    state.facts.members[target.id] = msgspec.structs.replace(target, delegations=(*earlier, new))


@rule(ev.DelegationEnded)
def _delegation_ended(state: State, event: Opened, body: ev.DelegationEnded) -> None:
    author = state.member(event.author)
    target = find_member(state, body.member)
    last = target.delegations[-1] if target.delegations else None
    if last is None or last.closed:
        raise RefusedError(
            "not-a-delegate",
            f"{target.name} stands in for nobody and holds no keys for it.",
            "See `cocoon member list`.",
        )
    if author.is_in_person("owner"):
        require(body.epoch, "bad-entry", "An owner ends a delegation with a new epoch.")
    else:
        require(
            author.is_in_person("approver") and last.by == author.id,
            "not-allowed",
            "Only owners, and who appointed the delegate, end a delegation.",
            "Ask one of them.",
        )
        require(not body.epoch, "not-allowed", "Only owners start an epoch.", "Ask an owner.")
        require(
            not last.ended,
            "needs-owner",
            "The delegation is ended; its keys are left, and only an owner takes them.",
            "An owner runs the same command.",
        )
    if body.epoch:
        check_epoch(state, body.epoch)
    if not last.ended:
        state.facts.members[target.id] = delegations.replaced(target, ended=event.time)
    if body.epoch:
        begin_epoch(state, body.epoch)
