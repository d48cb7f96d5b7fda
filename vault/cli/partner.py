"""`cocoon partner`."""

from __future__ import annotations

import argparse
from typing import Any

from vault.app.session import Session
from vault.cli.agreement import agreement_json
from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.demand import demand_json
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
    limit = verb(verbs, "limit", "The highest class this company may have.", _limit)
    limit.add_argument("id", metavar="ID")
    limit.add_argument("--class", dest="classification", required=True, metavar="CLASS")


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
    from vault.app.partnership.partners import limit_of

    state, facts, now = session.state, session.state.facts, session.clock()
    people = [c for c in facts.contacts.values() if c.partner == partner.id]
    return {
        "id": partner.id,
        "name": partner.name,
        "contacts": [contact_json(contact) for contact in people],
        "limit": limit_of(state, partner.id),
        "agreements": [
            agreement_json(state, agreement, now)
            for agreement in facts.agreements.values()
            if agreement.partner == partner.id
        ],
        "demands": [
            demand_json(state, demand)
            for demand in facts.demands.values()
            if demand.partner == partner.id
        ],
        "holdings": holdings_json(session, partner=partner.id),
        "technologies": exposure_json(session, partner.id),
    }


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.partners import add_partner

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
    from vault.app.partnership.partners import find_partner

    session = context.open()
    value = _as_json(session, find_partner(session.state, arguments.id))
    rows = [(c["id"], c["name"], c["email"], c["title"]) for c in value["contacts"]]
    signed = [
        (a["id"], a["kind"], a["signed"], a["until"] or "open end", a["state"])
        for a in value["agreements"]
    ]
    asked = [(d["id"], d["received"][:10], d["channel"][:20], _word(d)) for d in value["demands"]]
    return Answer(
        value,
        [
            f"{value['name']} ({value['id']}), documents up to {value['limit']}",
            "",
            *table(rows, ("contact", "name", "e-mail", "title")),
            "",
            "What they signed:",
            *table(signed, ("agreement", "kind", "signed", "until", "state")),
            "",
            "What they asked for:",
            *table(asked, ("demand", "received", "by", "state")),
            "",
            "What they hold:",
            *holdings_lines(value["holdings"]),
            *exposure_lines(value["technologies"]),
        ],
    )


def _word(demand: dict[str, Any]) -> str:
    if demand["closed"]:
        return "closed"
    return f"{len(demand['missing'])} items missing" if demand["missing"] else "complete"


def _limit(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.partners import limit

    session = context.open()
    partner = limit(session, arguments.id, arguments.classification)
    highest = session.state.facts.limits[partner.id]
    return Answer(
        {"partner": partner.id, "id": partner.id, "name": partner.name, "limit": highest},
        [f"{partner.name} may have documents up to {highest}."],
    )
