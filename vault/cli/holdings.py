"""How commands show who holds what; pages count from 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from vault.app.session import Session
from vault.cli.answer import table
from vault.domain.policies import describe_pages
from vault.domain.state import State

if TYPE_CHECKING:
    from vault.domain.holdings import Exposure, Holding


def holding_json(state: State, held: Holding) -> dict[str, Any]:
    """A holding as the contract shows it."""
    facts = state.facts
    contact, partner = facts.contacts.get(held.contact), facts.partners.get(held.partner)
    return {
        "document": held.document,
        "title": held.title,
        "revision": held.revision,
        "pages": [page + 1 for page in held.pages],
        "copy": held.copy,
        "contact": held.contact,
        "contact_name": contact.name if contact else "",
        "partner": held.partner,
        "partner_name": partner.name if partner else "",
        "technology": held.technology,
        "release": held.release,
        "since": held.since,
        "until": held.until,
        "return_by": held.return_by,
        "state": held.state,
        "held": held.held,
    }


def holdings_json(
    session: Session, *, partner: str = "", document: str = ""
) -> list[dict[str, Any]]:
    """Who holds what today."""
    from vault.app.partnership.holdings import holdings

    found = holdings(session, partner=partner, document=document)
    return [holding_json(session.state, held) for held in found]


def holdings_lines(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Holdings as a table."""
    return table(
        [
            (
                row["copy"],
                row["contact_name"] or "-",
                row["partner_name"] or "-",
                row["title"],
                row["revision"] or "?",
                describe_pages([page - 1 for page in row["pages"]]) or "whole file",
                row["since"][:10],
                row["until"][:10] or "-",
                row["state"],
            )
            for row in rows
        ],
        ("copy", "contact", "partner", "document", "rev.", "pages", "since", "until", "state"),
    )


def exposure_json(session: Session, partner: str) -> list[dict[str, Any]]:
    """How much of each technology a partner holds, and has ever had."""
    from vault.app.partnership.holdings import exposures

    return [_exposure(session.state, each) for each in exposures(session, partner)]


def _exposure(state: State, each: Exposure) -> dict[str, Any]:
    return {
        "technology": each.technology,
        "name": state.facts.technologies[each.technology].name,
        "documents": each.documents,
        "pages": each.pages,
        "documents_ever": each.documents_ever,
        "pages_ever": each.pages_ever,
        "all_documents": each.all_documents,
        "all_pages": each.all_pages,
        "share": round(each.share, 4),
    }


def exposure_lines(rows: Iterable[dict[str, Any]]) -> list[str]:
    """The same in sentences."""
    return [
        f"Of {row['name']}: {row['documents']} of {row['all_documents']} documents, "
        f"{row['pages']} of {row['all_pages']} pages ({row['share']:.0%})"
        for row in rows
    ]
