"""Delegates: who stands in for whom, and when.

An owner or approver who will be away appoints a member. Two things follow, and end apart:

- *Powers*: in its time the delegate is an approver to all rules, by the event's own time. Not
  before, not after, and no more when it was ended or who appointed left.
- *Keys*: an approver's secrets are sealed to the delegate at once, since nobody may be there to do
  it when the time comes. They stay until an epoch starts without them, so a delegation whose time
  is over waits for one: an owner's ``member delegate NAME --end``, or any other new epoch.

A delegate stands in for one person, and so may not do what that person may not: approve that
person's requests. Nor their own; nor anything that lasts beyond the absence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from vault.domain import dates
from vault.domain.facts import Facts
from vault.domain.values import Delegation, Member, Release


def covers(delegation: Delegation, moment: datetime) -> bool:
    """Whether a moment lies in a delegation's time."""
    ended = not delegation.ended or moment <= dates.parse(delegation.ended)
    return ended and dates.parse(delegation.since) <= moment <= dates.parse(delegation.until)


def at(member: Member, moment: datetime) -> Member:
    """A member as they are to the rules at a moment: without a delegation out of its time."""
    delegation = member.delegation
    if delegation is None or covers(delegation, moment):
        return member
    return msgspec.structs.replace(member, delegations=())


def stands(member: Member, members: Mapping[str, Member], moment: datetime) -> bool:
    """Whether a member's delegation still gives keys: not over, and who appointed is in office."""
    delegation = member.delegation
    if delegation is None or not member.active or dates.parse(delegation.until) < moment:
        return False
    appointer = members.get(delegation.by)
    return appointer is not None and appointer.is_in_person("owner", "approver")


def without_lapsed(members: Iterable[Member], moment: datetime) -> list[Member]:
    """The members as a new epoch gives them keys: without delegations that do not stand."""
    everybody = {member.id: member for member in members}
    return [
        member
        if not member.delegations or stands(member, everybody, moment)
        else msgspec.structs.replace(member, delegations=())
        for member in everybody.values()
    ]


def keys_left(member: Member, moment: datetime) -> Delegation | None:
    """A delegation that is over while its keys still open the epoch in force, or None."""
    for delegation in reversed(member.delegations):
        over = delegation.ended or dates.parse(delegation.until) < moment
        if over and not delegation.closed and member.active:
            return delegation
    return None


def stood_in(member: Member, moment: datetime) -> Delegation | None:
    """The delegation by which a member acted as approver at a moment, or None."""
    return next((each for each in member.delegations if covers(each, moment)), None)


def approved_for(facts: Facts, release: Release) -> Member | None:
    """For whom the delegate stood in who decided on a release; None when no delegate did."""
    decider = facts.members.get(release.decided_by)
    if decider is None or not release.decided_at or release.state == "withdrawn":
        return None
    found = stood_in(decider, dates.parse(release.decided_at))
    return facts.members.get(found.by) if found else None


def replaced(member: Member, **changes: Any) -> Member:
    """A member whose last delegation was changed."""
    *before, last = member.delegations
    changed = msgspec.structs.replace(last, **changes)
    return msgspec.structs.replace(member, delegations=(*before, changed))
