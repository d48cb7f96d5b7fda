"""What a new release may name: partners with their people and demands, documents, stamps."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from vault.app.library.documents import find_document
from vault.app.session import Session
from vault.domain import dates
from vault.domain.facts import Facts
from vault.domain.values import Document


@dataclass(frozen=True, slots=True)
class ContactChoice:
    """Somebody who can get a copy."""

    id: str
    name: str
    email: str
    title: str


@dataclass(frozen=True, slots=True)
class PartnerChoice:
    """A partner with its contacts, and its open demands as (id, sentence)."""

    id: str
    name: str
    contacts: tuple[ContactChoice, ...]
    demands: tuple[tuple[str, str], ...]


class DocumentChoice(msgspec.Struct, frozen=True, gc=False):
    """A document that this member may release; `pages` is 0 unless pages can be chosen."""

    id: str
    title: str
    technology: str
    classification: str
    revision: int
    pages: int
    drawable: bool


@dataclass(frozen=True, slots=True)
class Choices:
    """What a new release may name; `today` is the day where the firm is."""

    partners: tuple[PartnerChoice, ...]
    documents: tuple[DocumentChoice, ...]
    stamps: tuple[str, ...]
    today: str


def choices(session: Session) -> Choices:
    """What a new release may name."""
    from vault.app.library.pictures import DRAWABLE
    from vault.marks.stamp_template import PREVIEW, shipped

    facts = session.state.facts
    by_partner: dict[str, list[ContactChoice]] = {}
    for contact in facts.contacts.values():
        if not contact.removed:
            row = ContactChoice(contact.id, contact.name, contact.email, contact.title)
            by_partner.setdefault(contact.partner, []).append(row)
    demands: dict[str, list[tuple[str, str]]] = {}
    for demand in facts.demands.values():
        if not demand.closed:
            said = f"{demand.id} · {demand.received[:10]} · {demand.words[:60]}"
            demands.setdefault(demand.partner, []).append((demand.id, said))
    partners = [
        PartnerChoice(p.id, p.name, tuple(by_partner.get(p.id, ())), tuple(demands.get(p.id, ())))
        for p in facts.partners.values()
    ]
    me = session.me
    held = {technology for technology in facts.technologies if me.holds(technology)}
    mine = [d for d in facts.documents.values() if d.technology in held]
    return Choices(
        tuple(sorted(partners, key=lambda p: p.name.casefold())),
        tuple(
            _document(facts, d, DRAWABLE) for d in sorted(mine, key=lambda d: d.title.casefold())
        ),
        tuple(name for name in shipped() if name != PREVIEW),
        dates.day(dates.stamp(session.clock()), facts.zone),
    )


def _document(facts: Facts, document: Document, drawable: tuple[str, ...]) -> DocumentChoice:
    newest = document.revisions[-1]
    return DocumentChoice(
        document.id,
        document.title,
        facts.technologies[document.technology].name,
        document.classification,
        newest.n,
        newest.pages if newest.media == "application/pdf" else 0,
        newest.media in drawable,
    )


def grades(session: Session, document: str) -> dict[int, str]:
    """What each page of a document's newest revision is worth to tracing, by page from 0."""
    newest = find_document(session.state, document).revisions[-1]
    return {trace.page: trace.grade for trace in newest.trace}
