"""Delegates: appointing somebody for an absence, and ending it.

What a delegate may do, and when their powers and keys end, is said in
`vault.domain.delegations`.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from vault.app.people.epochs import seal_to_member, secrets_of
from vault.app.people.members import find_member, must_hold, next_epoch, recovery_of
from vault.app.session import Session
from vault.domain import dates
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import Delegation, Member
from vault.errors import CocoonError


def begin(session: Session, name: str, until: str, since: str = "") -> Member:
    """Appoint a member to stand in for the session's member.

    Args:
        session: an owner or approver who holds an approver's keys.
        name: who stands in.
        until: last day of the absence, or a moment.
        since: first day, or a moment; now, when empty.

    Raises:
        RefusedError: not an owner or approver; the member is an approver, or stands in already.
        CocoonError: dates that cannot be; keys that the author does not hold.
    """
    session.refresh()
    target = find_member(session.state, name)
    now = session.clock()
    zone = session.state.facts.zone
    end = dates.read_future(until, zone, "the end of the absence", now)
    start = _start(since, zone, now) if since else now
    if start >= end:
        raise CocoonError(
            "bad-date", "The absence ends before it begins.", "Check --from and --until."
        )
    first, last = dates.stamp(start), dates.stamp(end)

    def build(state: State) -> ev.Body:
        member = state.member(target.id)
        delegation = Delegation(session.author, first, last, first)
        acting = msgspec.structs.replace(member, delegations=(delegation,))
        needed = secrets_of(acting, state.facts.technologies)
        must_hold(session, needed)
        wraps = seal_to_member(session.store, session.vault, session.ring, state, acting, needed)
        return ev.DelegationBegun(member.id, first, last, wraps)

    if not session.me.is_in_person("owner", "approver"):
        raise CocoonError(
            "not-allowed",
            "Only owners and approvers appoint a delegate, and delegates appoint nobody.",
            "Ask one of them; see `cocoon member list`.",
        )
    session.append(build)
    return session.state.facts.members[target.id]


def _start(text: str, zone: str, now: datetime) -> datetime:
    """A day alone begins at midnight; a beginning in the past is now."""
    moment = dates.read_moment(text, zone, "the beginning of the absence")
    if len(text.strip()) <= 10:
        local = moment.astimezone(ZoneInfo(zone))
        moment = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if (
        moment < now
        and moment.astimezone(ZoneInfo(zone)).date() != now.astimezone(ZoneInfo(zone)).date()
    ):
        raise CocoonError(
            "past-date",
            f"The date {text} for the beginning of the absence has passed.",
            "Leave --from out to begin now.",
        )
    return max(moment, now)


def end(session: Session, name: str) -> Member:
    """End a delegation.

    By an owner a new epoch starts, whose secrets the former delegate never sees. By the approver
    who appointed, the powers end at once; the keys wait for an owner to run this again.

    Raises:
        RefusedError: not an owner nor who appointed; no delegation, or already without keys.
    """
    session.refresh()
    target = find_member(session.state, name)

    def build(state: State) -> ev.Body:
        member = state.member(target.id)
        last = member.delegations[-1] if member.delegations else None
        if last is None or last.closed or not session.me.is_in_person("owner"):
            return ev.DelegationEnded(member.id)  # the rules say yes or no
        others = [m for m in state.facts.members.values() if m.active and m.id != member.id]
        plain = msgspec.structs.replace(member, delegations=())
        reason = f"delegation of {member.id}"
        epoch = next_epoch(session, state, reason, [*others, plain], recovery_of(state))
        return ev.DelegationEnded(member.id, epoch)

    session.append(build)
    return session.state.facts.members[target.id]
