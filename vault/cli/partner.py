"""`cocoon partner`."""

from __future__ import annotations

import argparse
from typing import Any

from vault.app.session import Session
from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, verb
from vault.cli.holdings import exposure_json, exposure_lines, holdings_json, holdings_lines
from vault.domain.values import Contact, Partner


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "partner", "Companies that receive copies.")
    add = verb(verbs, "add", "Add a company.", _add)
    add.add_argument("name", metavar="NAME")
    verb(verbs, "list", "All companies.", _list)
    show = verb(verbs, "show", "A company, its people and what they hold.", _show)
    show.add_argument("id", metavar="ID")


def contact_json(contact: Contact) -> dict[str, Any]:
    """A contact as the contract shows it."""
    return {
        "id": contact.id,
        "partner": contact.partner,
        "name": contact.name,
        "email": contact.email,
        "title": contact.title,
        "removed": contact.removed,
    }


def _as_json(session: Session, partner: Partner) -> dict[str, Any]:
    state = session.state
    people = [c for c in state.facts.contacts.values() if c.partner == partner.id]
    return {
        "id": partner.id,
        "name": partner.name,
        "contacts": [contact_json(contact) for contact in people],
        "agreements": [],
        "demands": [],
        "holdings": holdings_json(session, partner=partner.id),
        "technologies": exposure_json(session, partner.id),
    }


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partners import add_partner

    partner = add_partner(context.open(), arguments.name)
    value = {"partner": partner.id, "id": partner.id, "name": partner.name}
    return Answer(value, [f"{partner.name} is {partner.id}."])


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    session = context.open()
    state = session.state
    partners = list(state.facts.partners.values())
    people = [c for c in state.facts.contacts.values() if not c.removed]
    rows = [(p.id, p.name, sum(c.partner == p.id for c in people)) for p in partners]
    return Answer(
        {"partners": [_as_json(session, partner) for partner in partners]},
        table(rows, ("id", "name", "contacts")),
    )


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partners import find_partner

    session = context.open()
    value = _as_json(session, find_partner(session.state, arguments.id))
    rows = [(c["id"], c["name"], c["email"], c["title"]) for c in value["contacts"]]
    return Answer(
        value,
        [
            f"{value['name']} ({value['id']})",
            "",
            *table(rows, ("contact", "name", "e-mail", "title")),
            "",
            "What they hold:",
            *holdings_lines(value["holdings"]),
            *exposure_lines(value["technologies"]),
        ],
    )
