"""Addresses: whose they are, and who may state them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vault.domain import events as ev
from vault.domain.rules.book import Opened, require, rule
from vault.domain.values import Address

if TYPE_CHECKING:
    from vault.domain.state import State

LONGEST = 300


@rule(ev.AddressStated)
def _address_stated(state: State, event: Opened, body: ev.AddressStated) -> None:
    author, facts = state.member(event.author), state.facts
    require(
        author.is_a("owner", "approver", "engineer", "examiner"),
        "not-allowed",
        "Auditors write no letters, and enter no deliveries.",
        "Ask another member.",
    )
    require(
        not body.about or body.about in facts.partners or body.about in facts.incidents,
        "unknown-subject",
        "An address is that of our firm, a partner, or the third party of an incident.",
        "Leave out the id for our own; or see `cocoon partner list`, `cocoon incident list`.",
    )
    require(
        bool(body.postal or body.representative)
        and max(len(body.postal), len(body.representative)) <= LONGEST,
        "nothing-stated",
        "Nothing was stated, or it is too long.",
        "Give --postal or --representative.",
    )
    known = facts.addresses.get(body.about, Address())
    facts.addresses[body.about] = Address(
        body.postal or known.postal, body.representative or known.representative
    )
