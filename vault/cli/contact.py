"""`cocoon contact`."""

from __future__ import annotations

import argparse

from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, verb
from vault.cli.partner import contact_json


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "contact", "Named recipients at partners.")
    add = verb(verbs, "add", "Add a person at a partner.", _add)
    add.add_argument("--partner", required=True, metavar="ID")
    add.add_argument("--name", required=True)
    add.add_argument("--email", default="")
    add.add_argument("--title", default="")
    listed = verb(verbs, "list", "All recipients.", _list)
    listed.add_argument("--partner", default="", metavar="ID")
    remove = verb(verbs, "remove", "No further copies for this person.", _remove)
    remove.add_argument("id", metavar="ID")


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.partners import add_contact

    contact = add_contact(
        context.open(),
        arguments.partner,
        arguments.name,
        email=arguments.email,
        title=arguments.title,
    )
    return Answer(
        {"contact": contact.id, **contact_json(contact)}, [f"{contact.name} is {contact.id}."]
    )


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.partners import find_partner

    state = context.open().state
    only = find_partner(state, arguments.partner).id if arguments.partner else ""
    found = [
        c
        for c in state.facts.contacts.values()
        if not c.removed and (not only or c.partner == only)
    ]
    rows = [(c.id, c.name, state.facts.partners[c.partner].name, c.email) for c in found]
    return Answer(
        {"contacts": [contact_json(contact) for contact in found]},
        table(rows, ("id", "name", "partner", "e-mail")),
    )


def _remove(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.partners import remove_contact

    contact = remove_contact(context.open(), arguments.id)
    return Answer(
        {"contact": contact.id, **contact_json(contact)},
        [f"{contact.name} gets nothing more; what they hold stays on record."],
    )
