"""Companies and the people there who may receive copies."""

from __future__ import annotations

import msgspec

from vault.domain import events as ev
from vault.domain.names import CONTACT, PARTNER
from vault.domain.rules.book import Opened, require, require_new, require_partner, rule
from vault.domain.state import State
from vault.domain.values import Contact, Partner
from vault.errors import RefusedError


def _works_with_partners(state: State, event: Opened) -> None:
    require(
        state.member(event.author).is_a("engineer", "approver", "owner"),
        "not-allowed",
        "Auditors and examiners do not change partners.",
        "Ask an engineer, an approver or the owner.",
    )


@rule(ev.PartnerAdded)
def _partner_added(state: State, event: Opened, body: ev.PartnerAdded) -> None:
    _works_with_partners(state, event)
    require_new(state.facts.partners, body.partner, PARTNER)
    names = {p.name.casefold() for p in state.facts.partners.values()}
    require(
        body.name.strip() and body.name.casefold() not in names,
        "name-taken",
        f"There is already a partner named {body.name}.",
        "Use it; see `cocoon partner list`.",
    )
    state.facts.partners[body.partner] = Partner(body.partner, body.name)


@rule(ev.ContactAdded)
def _contact_added(state: State, event: Opened, body: ev.ContactAdded) -> None:
    _works_with_partners(state, event)
    require_new(state.facts.contacts, body.contact, CONTACT)
    require_partner(state, body.partner)
    require(body.name.strip(), "bad-name", "A contact needs a name.", "Give one.")
    state.facts.contacts[body.contact] = Contact(
        body.contact, body.partner, body.name, body.email, body.title
    )


@rule(ev.ContactRemoved)
def _contact_removed(state: State, event: Opened, body: ev.ContactRemoved) -> None:
    _works_with_partners(state, event)
    contact = state.facts.contacts.get(body.contact)
    if contact is None or contact.removed:
        raise RefusedError("unknown-contact", "There is no such contact.")
    state.facts.contacts[body.contact] = msgspec.structs.replace(contact, removed=True)
