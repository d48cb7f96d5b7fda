"""`cocoon member`."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from vault.app.session import Session
from vault.cli.answer import Answer, table
from vault.cli.context import Context, read_secret
from vault.cli.grammar import Nouns, noun, verb
from vault.cli.warned import warning_lines, warnings_json
from vault.domain.state import State
from vault.domain.values import ROLES, Delegation, Member
from vault.errors import UsageError


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "member", "People, their roles and keys.")
    add = verb(verbs, "add", "Add a person.", _add)
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", action="append", required=True, choices=ROLES)
    verb(verbs, "list", "Everybody.", _list)
    show = verb(verbs, "show", "One person.", _show)
    show.add_argument("name", metavar="NAME")
    role = verb(verbs, "role", "Give or take roles.", _role)
    role.add_argument("name", metavar="NAME")
    role.add_argument("--add", action="append", default=[], choices=ROLES)
    role.add_argument("--remove", action="append", default=[], choices=ROLES)
    remove = verb(verbs, "remove", "Remove a person; a new epoch starts.", _remove)
    remove.add_argument("name", metavar="NAME")
    for name, help in (("grant", "Give a technology."), ("revoke", "Take a technology away.")):
        change = verb(verbs, name, help, _grant if name == "grant" else _revoke)
        change.add_argument("name", metavar="NAME")
        change.add_argument("--technology", required=True, metavar="T")
    passphrase = verb(verbs, "passphrase", "Change your own passphrase.", _passphrase)
    passphrase.add_argument("--remember", action="store_true", help="keep it in the OS keyring")
    passphrase.add_argument("--forget", action="store_true", help="remove it from the keyring")
    recover = verb(verbs, "recover", "New keys for --user by the recovery key.", _recover)
    recover.add_argument("--recovery-key-file", required=True, metavar="F")
    recover.add_argument(
        "--drill", action="store_true", help="only try the key: it is not used up, nothing changes"
    )
    delegate = verb(verbs, "delegate", "Let somebody stand in for you while away.", _delegate)
    delegate.add_argument("name", metavar="NAME")
    delegate.add_argument("--until", default="", metavar="DATE", help="last day of the absence")
    delegate.add_argument("--from", dest="since", default="", metavar="DATE", help="first day")
    delegate.add_argument("--end", action="store_true", help="end it; a new epoch starts")


def _as_json(state: State, member: Member, now: datetime) -> dict[str, Any]:
    technologies = state.facts.technologies
    return {
        "id": member.id,
        "name": member.name,
        "roles": list(member.roles),
        "active": member.active,
        "added": member.added,
        "technologies": [
            {"id": t.id, "name": t.name} for t in technologies.values() if member.holds(t.id)
        ],
        "delegations": [delegation_json(state, member, each, now) for each in member.delegations],
    }


def delegation_json(
    state: State, member: Member, delegation: Delegation, now: datetime
) -> dict[str, Any]:
    """A delegation: ``coming``, ``active`` or ``over``; its keys; what was decided by it."""
    from vault.domain import dates, delegations

    over = delegation.ended or delegation.closed or dates.parse(delegation.until) < now
    word = "over" if over else "active" if delegations.covers(delegation, now) else "coming"
    return {
        "for": delegation.by,
        "for_name": state.facts.members[delegation.by].name,
        "from": delegation.since,
        "until": delegation.until,
        "ended": delegation.ended,
        "state": word,
        "keys": not delegation.closed,
        "releases": [
            release.id
            for release in state.facts.releases.values()
            if release.decided_by == member.id
            and release.state != "withdrawn"
            and delegations.covers(delegation, dates.parse(release.decided_at))
        ],
    }


def _stands_in(state: State, member: Member, now: datetime) -> str:
    """A delegation that is in force or left keys, in words; empty when there is none."""
    if not member.active or not member.delegations:
        return ""
    told = delegation_json(state, member, member.delegations[-1], now)
    if not told["keys"]:
        return ""
    days = _days(state, member.delegations[-1])
    if told["state"] == "over":
        return f"stood in for {told['for_name']}; its keys wait for --end by an owner"
    return f"stands in for {told['for_name']}, {days}"


def _days(state: State, delegation: Delegation) -> str:
    from vault.domain import dates

    zone = state.facts.zone
    return f"{dates.day(delegation.since, zone)} to {dates.day(delegation.until, zone)}"


def _one(session: Session, member: Member, *sentences: str) -> Answer:
    value = {"member": member.id, **_as_json(session.state, member, session.clock())}
    return Answer(value, sentences)


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.people import members

    session = context.open()
    chosen = context.new_passphrase(arguments.name)
    member = members.add(session, arguments.name, arguments.role, chosen)
    return _one(session, member, f"{member.name} ({member.id}) is now {', '.join(member.roles)}.")


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.maintenance.upkeep import warnings

    session = context.open()
    state, now = session.state, session.clock()
    members = list(state.facts.members.values())
    rows = [
        (
            m.id,
            m.name,
            ", ".join(m.roles),
            "active" if m.active else "removed",
            _stands_in(state, m, now),
        )
        for m in members
    ]
    due = [each for each in warnings(state, now) if each.code == "delegate-keys"]
    return Answer(
        {
            "members": [_as_json(state, member, now) for member in members],
            "warnings": warnings_json(due),
        },
        [*table(rows, ("id", "name", "roles", "state", "")), *warning_lines(due)],
    )


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.people.members import find_member

    session = context.open()
    state, now = session.state, session.clock()
    member = find_member(state, arguments.name)
    value = _as_json(state, member, now)
    lines = [
        f"{value['name']} ({value['id']}), {'active' if value['active'] else 'removed'}",
        f"roles         {', '.join(value['roles'])}",
        f"technologies  {', '.join(t['name'] for t in value['technologies']) or 'none'}",
    ]
    if words := _stands_in(state, member, now):
        lines.append(f"delegation    {words}")
    for told in value["delegations"]:
        lines += [f"decided       {release} for {told['for_name']}" for release in told["releases"]]
    return Answer(value, lines)


def _role(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.people import members

    session = context.open()
    member = members.change_roles(
        session, arguments.name, add=arguments.add, remove=arguments.remove
    )
    return _one(session, member, f"{member.name} is now {', '.join(member.roles)}.")


def _remove(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.people import members

    session = context.open()
    member = members.remove(session, arguments.name)
    return _one(
        session,
        member,
        f"{member.name} is removed; epoch {session.state.epoch().n} began without their keys.",
    )


def _grant(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.people import members

    session = context.open()
    member = members.grant(session, arguments.name, arguments.technology)
    return _one(session, member, f"{member.name} now holds {arguments.technology}.")


def _revoke(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.people import members

    session = context.open()
    member = members.revoke(session, arguments.name, arguments.technology)
    return _one(session, member, f"{member.name} no longer holds {arguments.technology}.")


def _passphrase(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.people import members, remembering

    session = context.open()
    if arguments.forget:
        remembering.forget(session)
        return Answer({"remembered": False}, ["The keyring no longer knows the passphrase."])
    if arguments.remember:
        remembering.remember(session, context.passphrase())
        return Answer({"remembered": True}, ["The OS keyring now knows the passphrase."])
    members.change_passphrase(session, context.new_passphrase(session.me.name))
    remembering.forget_quietly(session)
    return Answer({"member": session.me.id}, ["The passphrase is changed."])


def _recover(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.people import members

    if arguments.drill:
        return _drill(context, read_secret(Path(arguments.recovery_key_file)))
    name = context.member()
    member, key = members.recover(
        context.folder(),
        name,
        read_secret(Path(arguments.recovery_key_file)),
        context.new_passphrase(name),
    )
    return Answer(
        {"member": member.id, "recovery_key": key},
        [
            f"{member.name} has new keys and a new passphrase; a new epoch began.",
            "",
            "The old recovery key is used up. Write the new one on paper:",
            "",
            f"    {key}",
        ],
    )


def _drill(context: Context, key: str) -> Answer:
    from vault.app.people import members

    opened = members.drill(context.folder(), key)
    return Answer(
        {"drilled": True, "secrets": opened},
        [
            f"The recovery key works: it opens all {opened} keys in force.",
            "It was not used up and nothing changed. Lock the paper away again.",
        ],
    )


def _delegate(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.people import delegates

    if arguments.end == bool(arguments.until or arguments.since):
        raise UsageError(
            "usage", "A delegation has --until DATE, or is ended by --end.", "Give one of them."
        )
    session = context.open()
    if not arguments.end:
        member = delegates.begin(session, arguments.name, arguments.until, arguments.since)
        days = _days(session.state, member.delegations[-1])
        return _one(
            session,
            member,
            f"{member.name} stands in for you, {days}.",
            "Their keys open everything an approver's open until an owner ends it with --end.",
        )
    member = delegates.end(session, arguments.name)
    if member.delegations[-1].closed:
        epoch = session.state.epoch().n
        return _one(
            session, member, f"{member.name} stands in no more; epoch {epoch} began without them."
        )
    return _one(
        session,
        member,
        f"{member.name} stands in no more, but still holds the keys.",
        f"An owner takes them: cocoon member delegate {member.id} --end",
    )
