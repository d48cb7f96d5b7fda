"""`cocoon member`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from vault.cli.answer import Answer, table
from vault.cli.context import Context, read_secret
from vault.cli.grammar import Nouns, noun, verb
from vault.domain.state import State
from vault.domain.values import ROLES, Member


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


def _as_json(state: State, member: Member) -> dict[str, Any]:
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
    }


def _one(state: State, member: Member, sentence: str) -> Answer:
    return Answer({"member": member.id, **_as_json(state, member)}, [sentence])


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app import members

    session = context.open()
    chosen = context.new_passphrase(arguments.name)
    member = members.add(session, arguments.name, arguments.role, chosen)
    return _one(
        session.state, member, f"{member.name} ({member.id}) is now {', '.join(member.roles)}."
    )


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    state = context.open().state
    members = list(state.facts.members.values())
    rows = [
        (m.id, m.name, ", ".join(m.roles), "active" if m.active else "removed") for m in members
    ]
    return Answer(
        {"members": [_as_json(state, member) for member in members]},
        table(rows, ("id", "name", "roles", "state")),
    )


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.members import find_member

    state = context.open().state
    value = _as_json(state, find_member(state, arguments.name))
    lines = [
        f"{value['name']} ({value['id']}), {'active' if value['active'] else 'removed'}",
        f"roles         {', '.join(value['roles'])}",
        f"technologies  {', '.join(t['name'] for t in value['technologies']) or 'none'}",
    ]
    return Answer(value, lines)


def _role(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app import members

    session = context.open()
    member = members.change_roles(
        session, arguments.name, add=arguments.add, remove=arguments.remove
    )
    return _one(session.state, member, f"{member.name} is now {', '.join(member.roles)}.")


def _remove(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app import members

    session = context.open()
    member = members.remove(session, arguments.name)
    return _one(
        session.state,
        member,
        f"{member.name} is removed; epoch {session.state.epoch().n} began without their keys.",
    )


def _grant(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app import members

    session = context.open()
    member = members.grant(session, arguments.name, arguments.technology)
    return _one(session.state, member, f"{member.name} now holds {arguments.technology}.")


def _revoke(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app import members

    session = context.open()
    member = members.revoke(session, arguments.name, arguments.technology)
    return _one(session.state, member, f"{member.name} no longer holds {arguments.technology}.")


def _passphrase(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app import members, remembering

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
    from vault.app import members

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
