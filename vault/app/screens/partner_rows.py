"""Plain rows about partners: the list, and everything on one of them, made in one pass each.

Rows are frozen and hold no keys; they may be handed to another thread.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from vault.app import law
from vault.app.partnership import agreements, demands, holdings
from vault.app.partnership.partners import find_partner, limit_of
from vault.app.screens.holding_rows import HoldingRow, of_partner
from vault.app.session import Session
from vault.domain import dates
from vault.domain.state import State
from vault.domain.values import CLASSES, Agreement, Demand, Partner


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """A partner as the list shows it.

    Attributes:
        contacts: how many people may receive copies.
        limit: the highest class the partner may have.
        protected: ``agreed``, ``ending``, ``missing`` (it holds or may soon hold something) or
            ``none`` (nothing needs an agreement yet).
        open_demands: how many are not closed; `incomplete`: how many of these lack an item.
        documents: how many documents are in its hands today.
        share: of the technology of which it holds most, 0 to 1.
    """

    id: str
    name: str
    contacts: int
    limit: str
    protected: str
    open_demands: int
    incomplete: int
    documents: int
    share: float


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A named recipient, or a team's mailbox."""

    id: str
    name: str
    email: str
    title: str
    removed: bool


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement. `state` is in force, coming, expired or ended; days are ``YYYY-MM-DD``."""

    id: str
    kind: str
    binds: bool
    signed: str
    since: str
    until: str
    covers: str
    technologies: tuple[str, ...]
    staff: tuple[str, ...]
    files: tuple[str, ...]
    state: str
    ended_reason: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A statutory item of a demand, and what the demand says on it (empty: nothing)."""

    code: str
    korean: str
    english: str
    law: str
    law_english: str
    said: str
    required: bool


@dataclass(frozen=True, slots=True)
class FollowRow:
    """What came after a demand."""

    at: str
    by: str
    channel: str
    note: str
    items: tuple[str, ...]
    relation: str


@dataclass(frozen=True, slots=True)
class DemandRow:
    """A demand.

    Attributes:
        missing: how many items that are required are missing.
        relation: whether the firm is the partner's subcontractor: yes, no, unknown.
        law_since: day since which the wording that was applied is in force.
        law_known: whether the program knows the wording of the day of receipt.
        letters: language and day of each reply that was written.
    """

    id: str
    received: str
    channel: str
    asked_by: str
    words: str
    due: str
    relation: str
    missing: int
    items: tuple[ItemRow, ...]
    law_since: str
    law_known: bool
    files: tuple[str, ...]
    follow_ups: tuple[FollowRow, ...]
    letters: tuple[tuple[str, str], ...]
    closed: str


@dataclass(frozen=True, slots=True)
class ExposureRow:
    """How much of a technology a partner holds; `share` 0 to 1."""

    technology: str
    documents: int
    pages: int
    documents_ever: int
    pages_ever: int
    all_documents: int
    all_pages: int
    share: float


@dataclass(frozen=True, slots=True)
class PartnerPage:
    """Everything on one partner.

    Attributes:
        technologies: names of all technologies of the firm.
        classes: all classes of documents, the highest first.
        documents: id and title of all documents, by title.
    """

    row: PartnerRow
    contacts: tuple[ContactRow, ...]
    agreements: tuple[AgreementRow, ...]
    demands: tuple[DemandRow, ...]
    holdings: tuple[HoldingRow, ...]
    exposures: tuple[ExposureRow, ...]
    technologies: tuple[str, ...]
    classes: tuple[str, ...]
    documents: tuple[tuple[str, str], ...]


def partners(session: Session) -> list[PartnerRow]:
    """All partners, by name."""
    state, now = session.state, session.clock()
    people = Counter(c.partner for c in state.facts.contacts.values() if not c.removed)
    held: dict[str, set[str]] = {}
    for holding in holdings.holdings(session):
        if holding.held:
            held.setdefault(holding.partner, set()).add(holding.document or holding.title)
    bare = {each.partner.id for each in agreements.missing(state, now)}
    ending = {each.partner for each in agreements.expiring(state, now)}
    bound = {a.partner for a in state.facts.agreements.values() if a.binds and a.in_force(now)}
    asked = [demand for demand in state.facts.demands.values() if not demand.closed]
    open_demands = Counter(demand.partner for demand in asked)
    incomplete = Counter(demand.partner for demand in asked if demand.missing)

    def row(partner: Partner) -> PartnerRow:
        protected = "agreed" if partner.id in bound else "none"
        protected = "ending" if partner.id in ending else protected
        protected = "missing" if partner.id in bare else protected
        share = 0.0
        if partner.id in held:
            share = max((e.share for e in holdings.exposures(session, partner.id)), default=0.0)
        return PartnerRow(
            partner.id,
            partner.name,
            people[partner.id],
            limit_of(state, partner.id),
            protected,
            open_demands[partner.id],
            incomplete[partner.id],
            len(held.get(partner.id, ())),
            share,
        )

    rows = [row(partner) for partner in state.facts.partners.values()]
    return sorted(rows, key=lambda each: (each.name.casefold(), each.id))


def partner_page(session: Session, partner: str) -> PartnerPage:
    """Everything on one partner, by id or name.

    Raises:
        CocoonError: ``unknown-partner``.
    """
    state, now = session.state, session.clock()
    facts = state.facts
    known = find_partner(state, partner)
    contacts = [c for c in facts.contacts.values() if c.partner == known.id]
    signed = [a for a in facts.agreements.values() if a.partner == known.id]
    asked = [d for d in facts.demands.values() if d.partner == known.id]
    return PartnerPage(
        row=next(row for row in partners(session) if row.id == known.id),
        contacts=tuple(
            ContactRow(c.id, c.name, c.email, c.title, c.removed)
            for c in sorted(contacts, key=lambda c: (c.removed, c.name.casefold()))
        ),
        agreements=tuple(
            _agreement(state, a, now) for a in sorted(signed, key=lambda a: a.signed, reverse=True)
        ),
        demands=tuple(
            _demand(state, d) for d in sorted(asked, key=lambda d: d.received, reverse=True)
        ),
        holdings=tuple(of_partner(session, known.id)),
        exposures=tuple(
            ExposureRow(
                facts.technologies[each.technology].name,
                each.documents,
                each.pages,
                each.documents_ever,
                each.pages_ever,
                each.all_documents,
                each.all_pages,
                each.share,
            )
            for each in holdings.exposures(session, known.id)
        ),
        technologies=tuple(sorted(t.name for t in facts.technologies.values())),
        classes=CLASSES,
        documents=tuple(sorted(((d.id, d.title) for d in facts.documents.values()), key=_second)),
    )


def _second(pair: tuple[str, str]) -> str:
    return pair[1].casefold()


def _agreement(state: State, agreement: Agreement, now: datetime) -> AgreementRow:
    return AgreementRow(
        agreement.id,
        agreement.kind,
        agreement.binds,
        agreement.signed,
        agreement.start[:10],
        agreement.until[:10],
        agreement.covers,
        tuple(state.facts.technologies[t].name for t in agreement.technologies),
        agreement.staff,
        tuple(file.name for file in agreement.files),
        agreements.word(agreement, now),
        agreement.ended[1],
    )


def _demand(state: State, demand: Demand) -> DemandRow:
    day = demand.received[:10]
    items = law.demand_items(day)
    members, zone = state.facts.members, state.facts.zone
    return DemandRow(
        id=demand.id,
        received=day,
        channel=demand.channel,
        asked_by=demand.asked_by,
        words=demand.words,
        due=demand.due,
        relation=demand.relation,
        missing=len(demands.check(demand).missing),
        items=tuple(
            ItemRow(
                item.code,
                item.korean,
                item.english,
                item.law,
                item.law_english,
                demand.items.get(item.code, "").strip(),
                item.code in demand.required,
            )
            for item in items
        ),
        law_since=law.wording_of(items),
        law_known=law.known_on(day),
        files=tuple(file.name for file in demand.files),
        follow_ups=tuple(
            FollowRow(
                dates.day(each.at, zone),
                members[each.by].name if each.by in members else each.by,
                each.channel,
                each.note,
                tuple(each.items),
                each.relation,
            )
            for each in demand.follow_ups
        ),
        letters=tuple(
            (letter.language, dates.day(letter.at, zone))
            for letter in state.facts.letters.values()
            if letter.about == demand.id
        ),
        closed=demand.closed,
    )


@dataclass(frozen=True, slots=True)
class StatutoryItem:
    """An item that a written demand must state, by the law in force today."""

    code: str
    korean: str
    english: str
    law: str
    law_english: str


def demand_form(session: Session) -> tuple[StatutoryItem, ...]:
    """The items to ask for when a demand is registered today."""
    return tuple(
        StatutoryItem(item.code, item.korean, item.english, item.law, item.law_english)
        for item in law.demand_items(session.clock().date().isoformat())
    )
