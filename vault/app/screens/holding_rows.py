"""Who holds what, as screens show it: of a partner, of a document, of some of its pages.

Rows are frozen and hold no keys; they may be handed to another thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vault.app.partnership import holdings
from vault.app.partnership.holdings import Holding
from vault.app.release.copies import find as find_copy
from vault.app.screens.paper_rows import LetterRow, enterable, letters_about, writable
from vault.app.session import Session
from vault.domain import dates
from vault.domain.policies import describe_pages


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """A document in somebody's hands.

    Attributes:
        copy: id of the copy or earlier disclosure.
        partner, partner_id: the firm; empty when it is not known.
        pages: as people write them; empty is the whole file.
        revision: 0 when nobody knows.
        release: id, or empty for what did not leave by a release.
        steps: day, kind, channel and note of what happened to it.
        can: what may be entered about it now (see `vault.app.screens.paper_rows.enterable`).
        letters: kinds of letters that make sense now; `written`: those that exist.
    """

    copy: str
    contact: str
    partner: str
    partner_id: str
    document: str
    title: str
    technology: str
    revision: int
    pages: str
    since: str
    until: str
    return_by: str
    state: str
    held: bool
    release: str
    steps: tuple[tuple[str, str, str, str], ...]
    can: frozenset[str]
    letters: tuple[str, ...]
    written: tuple[LetterRow, ...]

    @property
    def id(self) -> str:
        """Of the copy or earlier disclosure, as forms about it ask."""
        return self.copy


@dataclass(frozen=True, slots=True)
class WhoRow:
    """The answer to “who has page 12?”.

    Attributes:
        pages: what was asked for, as people write it; empty is the whole document.
        holders: what is in somebody's hands today; `others`: what came back, or never left.
    """

    pages: str
    holders: tuple[HoldingRow, ...]
    others: tuple[HoldingRow, ...]


def of_partner(session: Session, partner: str) -> list[HoldingRow]:
    """What a partner holds and held, by id: what is out first, then by title."""
    rows = _rows(session, holdings.holdings(session, partner=partner))
    return sorted(rows, key=lambda row: (not row.held, row.title.casefold(), row.since))


def who(session: Session, document: str, revision: int = 0, pages: str = "") -> WhoRow:
    """Who holds a document, or some pages of it.

    Args:
        session: anybody's.
        document: id.
        revision: only this one; 0 is any.
        pages: as typed, counted from 1; empty is any.

    Raises:
        CocoonError: ``unknown-document``, ``unknown-revision``, ``unknown-page``, ``no-pages``.
    """
    found = holdings.who(session, document + (f"@{revision}" if revision else ""), pages)
    asked = found.which.pages
    return WhoRow(
        describe_pages(list(asked)) if asked is not None else "",
        tuple(_rows(session, found.holders)),
        tuple(_rows(session, found.others)),
    )


def _rows(session: Session, found: Iterable[Holding]) -> list[HoldingRow]:
    facts = session.state.facts

    def name(table: str, id: str) -> str:
        known = getattr(facts, table).get(id)
        return str(known.name) if known else ""

    def day(moment: str) -> str:
        return dates.day(moment, facts.zone) if moment else ""

    def row(held: Holding) -> HoldingRow:
        subject = find_copy(session.state, held.copy)
        return HoldingRow(
            held.copy,
            name("contacts", held.contact),
            name("partners", held.partner),
            held.partner,
            held.document,
            held.title,
            name("technologies", held.technology),
            held.revision,
            describe_pages(list(held.pages)),
            day(held.since),
            day(held.until),
            day(held.return_by),
            held.state,
            held.held,
            held.release,
            tuple((day(s.at), s.kind, s.channel, s.note) for s in subject.steps),
            enterable(session, subject),
            writable(subject, held.until or held.return_by),
            letters_about(session.state, {held.copy}),
        )

    return [row(held) for held in found]
