"""Partners and the people there. What they hold is in `holdings`."""

from __future__ import annotations

from vault.app.session import Session
from vault.domain import events as ev
from vault.domain import names
from vault.domain.policies import DEFAULT_LIMIT
from vault.domain.state import State
from vault.domain.values import Contact, Partner
from vault.errors import CocoonError


def find_partner(state: State, partner: str) -> Partner:
    """A partner by id or name.

    Raises:
        CocoonError: ``unknown-partner``.
    """
    wanted = partner.strip().casefold()
    for known in state.facts.partners.values():
        if wanted in (known.id.lower(), known.name.casefold()):
            return known
    raise CocoonError(
        "unknown-partner",
        f"There is no partner {partner}.",
        "List them with `cocoon partner list`.",
    )


def find_contact(state: State, contact: str) -> Contact:
    """A contact by id.

    Raises:
        CocoonError: ``unknown-contact``.
    """
    known = state.facts.contacts.get(contact.strip().upper())
    if known is None or known.removed:
        raise CocoonError(
            "unknown-contact",
            f"There is no contact {contact}.",
            "List them with `cocoon contact list`.",
        )
    return known


def add_partner(session: Session, name: str) -> Partner:
    """A new company."""
    name = names.clean_name(name, "partner's name")
    partner = names.new_id(names.PARTNER)
    session.append(lambda state: ev.PartnerAdded(partner, name))
    return session.state.facts.partners[partner]


def add_contact(
    session: Session, partner: str, name: str, *, email: str = "", title: str = ""
) -> Contact:
    """A named recipient (or a team mailbox) at a partner."""
    known = find_partner(session.state, partner)
    name = names.clean_name(name, "contact's name")
    email = names.clean_name(email, "e-mail address") if email else ""
    title = names.clean_name(title, "title") if title else ""
    if email and ("@" not in email or " " in email):
        raise CocoonError(
            "bad-email", f"{email[:80]} is not an e-mail address.", "Write it as name@company."
        )
    contact = names.new_id(names.CONTACT)
    session.append(lambda state: ev.ContactAdded(contact, known.id, name, email, title))
    return session.state.facts.contacts[contact]


def remove_contact(session: Session, contact: str) -> Contact:
    """No further copies for this person; what they hold stays on record."""
    known = find_contact(session.state, contact)
    session.append(lambda state: ev.ContactRemoved(known.id))
    return session.state.facts.contacts[known.id]


def limit(session: Session, partner: str, classification: str) -> Partner:
    """The highest class of documents that a partner may have; owners and approvers say so."""
    known = find_partner(session.state, partner)
    wanted = classification.strip().lower()
    session.append(lambda state: ev.PartnerLimited(known.id, wanted))
    return session.state.facts.partners[known.id]


def limit_of(state: State, partner: str) -> str:
    """The highest class that a partner may have."""
    return state.facts.limits.get(partner, DEFAULT_LIMIT)
