"""Who is in the vault, with which roles, grants and keys."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import msgspec

from vault.domain import dates, delegations
from vault.domain import events as ev
from vault.domain.names import MEMBER
from vault.domain.rules.book import Opened, require, require_new, rule
from vault.domain.rules.times import moment
from vault.domain.state import State
from vault.domain.values import RECOVERY, ROLES, Epoch, Member, Technology
from vault.errors import RefusedError

RECOVERY_MADE, RECOVERY_DRILLED = "recovery.made", "recovery.drilled"
"""Names in `settings`: when the recovery key in force was made (if not with the vault), and when
it was last tried."""


@rule(ev.VaultCreated)
def _vault_created(state: State, event: Opened, body: ev.VaultCreated) -> None:
    require(event.seq == 0 and event.author == body.member, "bad-entry", "Not a first entry.")
    _roles_exist(body.roles)
    require("owner" in body.roles and body.epoch.n == 1, "bad-entry", "Not a first entry.")
    require_new((), body.member, MEMBER)
    check_epoch(state, body.epoch)
    begin_epoch(state, body.epoch)
    facts = state.facts
    facts.org, facts.zone, facts.solo = body.org, body.zone, body.solo
    facts.created, facts.recovery = event.time, body.recovery
    facts.members[body.member] = Member(
        body.member, body.name, body.roles, body.public, body.slot, event.time
    )
    facts.slots.add(body.slot)


def _roles_exist(roles: tuple[str, ...]) -> None:
    known = bool(roles) and set(roles) <= set(ROLES) and len(set(roles)) == len(roles)
    require(known, "unknown-role", f"Roles are {', '.join(ROLES)}.", "Choose one or more.")


def check_epoch(state: State, epoch: Epoch) -> None:
    """Refuse an epoch that does not follow the one in force, or lacks a key."""
    present = state.epoch().n if state.facts.epochs else 0
    require(epoch.n == present + 1, "bad-entry", "Epochs follow one another.")
    technologies = {f"technology:{technology}" for technology in state.facts.technologies}
    require(
        epoch.checks.keys() == {"ledger", "seal", "trace"} | technologies,
        "bad-entry",
        "An epoch has one key of each kind.",
    )
    moment(epoch.at)


def begin_epoch(state: State, epoch: Epoch) -> None:
    """Let a checked epoch begin, after the change to members that it was made for.

    Delegations that do not stand at its time got no keys of it: that closes them.
    """
    facts = state.facts
    facts.epochs.append(epoch)
    facts.wraps.update(epoch.wraps)
    for name, value in epoch.checks.items():
        facts.checks[f"{epoch.n}/{name}"] = value
    begun = dates.parse(epoch.at)
    for member in list(facts.members.values()):
        if not member.delegations or delegations.stands(member, facts.members, begun):
            continue
        closed = tuple(
            each if each.closed else msgspec.structs.replace(each, closed=epoch.n)
            for each in member.delegations
        )
        put_member(state, member, delegations=closed)


def put_member(state: State, member: Member, **changes: Any) -> None:
    """Replace a member's facts."""
    stored = state.facts.members[member.id]  # `member` may be as the rules saw them at a time
    state.facts.members[member.id] = msgspec.structs.replace(stored, **changes)


@rule(ev.MemberAdded)
def _member_added(state: State, event: Opened, body: ev.MemberAdded) -> None:
    state.owner(event.author)
    _roles_exist(body.roles)
    require_new(state.facts.members, body.member, MEMBER)
    name = normalize("NFC", body.name.strip())
    require(name, "bad-name", "A member needs a name.", "Give one.")
    taken = any(m.name.casefold() == name.casefold() for m in state.facts.members.values())
    require(
        not taken,
        "name-taken",
        f"There is or was a member named {name}.",
        "Use another name, so that the record stays unambiguous.",
    )
    state.facts.members[body.member] = Member(
        body.member, name, body.roles, body.public, body.slot, event.time
    )
    state.facts.slots.add(body.slot)
    state.facts.wraps.update(body.wraps)


def find_member(state: State, member: str) -> Member:
    """An active member, or `RefusedError`."""
    target = state.facts.members.get(member)
    if target is None or not target.active:
        raise RefusedError(
            "unknown-member", "There is no such member.", "List them with `cocoon member list`."
        )
    return target


def _keeps_owner(state: State, target: Member, roles: tuple[str, ...]) -> None:
    others = [m for m in state.facts.members.values() if m.is_a("owner") and m.id != target.id]
    require(
        others or "owner" in roles,
        "last-owner",
        "The vault would be left without an owner.",
        "Make somebody else an owner first.",
    )


@rule(ev.MemberRoles)
def _member_roles(state: State, event: Opened, body: ev.MemberRoles) -> None:
    state.owner(event.author)
    target = find_member(state, body.member)
    _roles_exist(body.roles)
    _keeps_owner(state, target, body.roles)
    if set(target.roles) - set(body.roles):
        require(body.epoch, "bad-entry", "Taking a role away starts a new epoch.")
    if body.epoch:
        check_epoch(state, body.epoch)
    state.facts.wraps.update(body.wraps)
    put_member(state, target, roles=body.roles)
    if target.delegation and "approver" in body.roles:  # in their own name from now on
        present = state.epoch().n
        changed = delegations.replaced(target, ended=event.time, closed=present)
        put_member(state, target, delegations=changed.delegations)
    if body.epoch:
        begin_epoch(state, body.epoch)


@rule(ev.MemberRemoved)
def _member_removed(state: State, event: Opened, body: ev.MemberRemoved) -> None:
    state.owner(event.author)
    target = find_member(state, body.member)
    _keeps_owner(state, target, ())
    check_epoch(state, body.epoch)
    put_member(state, target, active=False, grants=())
    begin_epoch(state, body.epoch)


def _technology(state: State, technology: str) -> Technology:
    known = state.facts.technologies.get(technology)
    if known is None:
        raise RefusedError("unknown-technology", "There is no such technology.")
    return known


def _granting(state: State, event: Opened, technology: str) -> None:
    author = state.member(event.author)
    require(
        author.is_a("owner", "approver") and author.holds(technology),
        "not-allowed",
        "Only owners and approvers may grant a technology.",
        "Ask one of them.",
    )


@rule(ev.MemberGranted)
def _member_granted(state: State, event: Opened, body: ev.MemberGranted) -> None:
    _technology(state, body.technology)
    _granting(state, event, body.technology)
    target = find_member(state, body.member)
    require(
        target.is_a("engineer", "examiner"),
        "not-allowed",
        "A technology is granted to engineers and examiners; others hold all or none.",
        "Change the member's roles first.",
    )
    grants = tuple(sorted({*target.grants, body.technology}))
    state.facts.wraps.update(body.wraps)
    put_member(state, target, grants=grants)


@rule(ev.MemberRevoked)
def _member_revoked(state: State, event: Opened, body: ev.MemberRevoked) -> None:
    _technology(state, body.technology)
    state.owner(event.author)
    target = find_member(state, body.member)
    require(
        body.technology in target.grants,
        "not-granted",
        "The member does not hold this technology.",
        "See `cocoon member show`.",
    )
    check_epoch(state, body.epoch)
    put_member(state, target, grants=tuple(t for t in target.grants if t != body.technology))
    begin_epoch(state, body.epoch)


@rule(ev.MemberPassphrase)
def _member_passphrase(state: State, event: Opened, body: ev.MemberPassphrase) -> None:
    author = state.member(event.author)
    state.facts.slots.add(body.slot)
    put_member(state, author, slot=body.slot)


@rule(ev.MemberRecovered)
def _member_recovered(state: State, event: Opened, body: ev.MemberRecovered) -> None:
    require(event.author == RECOVERY, "not-allowed", "Only the recovery key recovers.")
    target = find_member(state, body.member)
    check_epoch(state, body.epoch)
    state.facts.recovery = body.recovery
    state.facts.settings[RECOVERY_MADE] = event.time
    state.facts.settings.pop(RECOVERY_DRILLED, None)
    state.facts.slots.add(body.slot)
    put_member(state, target, public=body.public, slot=body.slot)
    begin_epoch(state, body.epoch)


@rule(ev.RecoveryDrilled)
def _recovery_drilled(state: State, event: Opened, body: ev.RecoveryDrilled) -> None:
    require(
        event.author == RECOVERY,
        "not-allowed",
        "Only the recovery key itself proves that it works.",
        "Use `cocoon member recover --drill`.",
    )
    present = f"{state.epoch().n}/"
    require(
        body.secrets == sum(name.startswith(present) for name in state.facts.checks),
        "bad-entry",
        "A drill opens every secret of the epoch in force.",
    )
    state.facts.settings[RECOVERY_DRILLED] = event.time
