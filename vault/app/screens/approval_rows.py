"""Approvals as screens show them: the inbox, and one request with all that a decision needs."""

from __future__ import annotations

from dataclasses import dataclass

from vault.app.partnership import demands
from vault.app.release.previews import draft
from vault.app.release.releases import Request, find_release, foresee
from vault.app.screens.paper_rows import can_decide
from vault.app.screens.release_rows import (
    Detail,
    ItemRow,
    ReleaseRow,
    WarningRow,
    detail,
    finding_row,
    item_row,
    releases,
)
from vault.app.session import Session
from vault.domain import dates
from vault.domain import holdings as held
from vault.domain.holdings import Exposure
from vault.domain.values import Release


@dataclass(frozen=True, slots=True)
class DemandRow:
    """The demand that a release answers; `missing` are (English, Korean, law) of its gaps."""

    id: str
    received: str
    channel: str
    asked_by: str
    words: str
    missing: tuple[tuple[str, str, str], ...]
    closed: str


@dataclass(frozen=True, slots=True)
class ShareRow:
    """How much of a technology the partner holds today, and would hold after this release.

    Attributes:
        now, after: shares, 0 to 1.
        pages, pages_after, all_pages: pages, and documents the same.
    """

    technology: str
    now: float
    after: float
    documents: int
    documents_after: int
    all_documents: int
    pages: int
    pages_after: int
    all_pages: int


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A document in the partner's hands today."""

    title: str
    contact: str
    copy: str
    state: str
    until: str


@dataclass(frozen=True, slots=True)
class Case:
    """One request with what a decision needs."""

    detail: Detail
    demand: DemandRow | None
    shares: tuple[ShareRow, ...]
    held: tuple[HeldRow, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a request would say before it is made: its documents and the policies' words."""

    items: tuple[ItemRow, ...]
    warnings: tuple[WarningRow, ...]
    shares: tuple[ShareRow, ...]


def inbox(session: Session) -> list[ReleaseRow]:
    """Requests that wait for a decision, the oldest first; none for who may not decide."""
    if not can_decide(session):
        return []
    return list(reversed(releases(session, "requested")))


def case(session: Session, release_id: str) -> Case:
    """One request with what a decision needs.

    Raises:
        CocoonError: ``unknown-release``.
    """
    release = find_release(session.state, release_id)
    return Case(
        detail(session, release.id),
        _demand(session, release),
        shares(session, release),
        _held(session, release.partner),
    )


def review(session: Session, asked: Request) -> Review:
    """What the policies say of a request that was not made yet.

    Raises:
        CocoonError: something named does not exist, or a date has passed.
    """
    found = foresee(session, asked)
    release = draft(session, asked)
    return Review(
        tuple(item_row(session, item) for item in release.items),
        tuple(finding_row(each) for each in found),
        shares(session, release),
    )


def shares(session: Session, release: Release) -> tuple[ShareRow, ...]:
    """What the partner holds of the technologies it holds, now and after a release."""
    state, moment = session.state, session.clock()
    before = {e.technology: e for e in held.exposures(state, moment, release.partner)}
    after = held.exposures(state, moment, release.partner, plus=release.items)
    return tuple(_share(session, before.get(each.technology), each) for each in after)


def _share(session: Session, before: Exposure | None, after: Exposure) -> ShareRow:
    return ShareRow(
        session.state.facts.technologies[after.technology].name,
        before.share if before else 0.0,
        after.share,
        before.documents if before else 0,
        after.documents,
        after.all_documents,
        before.pages if before else 0,
        after.pages,
        after.all_pages,
    )


def _demand(session: Session, release: Release) -> DemandRow | None:
    known = session.state.facts.demands.get(release.demand)
    if known is None:
        return None
    return DemandRow(
        known.id,
        known.received[:10],
        known.channel,
        known.asked_by,
        known.words,
        tuple((m.english, m.korean, m.law) for m in demands.check(known).missing),
        known.closed,
    )


def _held(session: Session, partner: str) -> tuple[HeldRow, ...]:
    facts = session.state.facts
    return tuple(
        HeldRow(
            holding.title,
            facts.contacts[holding.contact].name if holding.contact else "",
            holding.copy,
            holding.state,
            dates.day(holding.until, facts.zone) if holding.until else "",
        )
        for holding in held.holdings(session.state, session.clock(), partner=partner)
        if holding.held
    )
