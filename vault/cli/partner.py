"""`cocoon partner`."""

from __future__ import annotations

import argparse
from typing import Any

from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, verb
from vault.domain.policies import describe_pages
from vault.domain.state import State
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


def holdings_json(state: State, *, partner: str = "", document: str = "") -> list[dict[str, Any]]:
    """Who holds what; pages count from 1."""
    from vault.app.partners import holdings

    return [
        {
            "document": held.document,
            "revision": held.revision,
            "pages": [page + 1 for page in held.pages],
            "copy": held.copy,
            "contact": held.contact,
            "since": held.since,
            "until": held.until,
            "state": held.state,
        }
        for held in holdings(state, partner=partner, document=document)
    ]


def holdings_lines(state: State, held: list[dict[str, Any]]) -> list[str]:
    """Holdings as a table."""
    facts = state.facts
    rows = [
        (
            row["copy"],
            facts.contacts[row["contact"]].name,
            facts.documents[row["document"]].title,
            describe_pages([page - 1 for page in row["pages"]]) or "whole file",
            row["until"][:10],
            row["state"],
        )
        for row in held
    ]
    return table(rows, ("copy", "contact", "document", "pages", "until", "state"))


def _as_json(state: State, partner: Partner) -> dict[str, Any]:
    people = [c for c in state.facts.contacts.values() if c.partner == partner.id]
    return {
        "id": partner.id,
        "name": partner.name,
        "contacts": [contact_json(contact) for contact in people],
        "agreements": [],
        "demands": [],
        "holdings": holdings_json(state, partner=partner.id),
    }


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partners import add_partner

    partner = add_partner(context.open(), arguments.name)
    value = {"partner": partner.id, "id": partner.id, "name": partner.name}
    return Answer(value, [f"{partner.name} is {partner.id}."])


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    state = context.open().state
    partners = list(state.facts.partners.values())
    people = [c for c in state.facts.contacts.values() if not c.removed]
    rows = [(p.id, p.name, sum(c.partner == p.id for c in people)) for p in partners]
    return Answer(
        {"partners": [_as_json(state, partner) for partner in partners]},
        table(rows, ("id", "name", "contacts")),
    )


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partners import find_partner

    state = context.open().state
    value = _as_json(state, find_partner(state, arguments.id))
    rows = [(c["id"], c["name"], c["email"], c["title"]) for c in value["contacts"]]
    return Answer(
        value,
        [
            f"{value['name']} ({value['id']})",
            "",
            *table(rows, ("contact", "name", "e-mail", "title")),
            "",
            "What they hold:",
            *holdings_lines(state, value["holdings"]),
        ],
    )
