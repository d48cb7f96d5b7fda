"""What technologies cost, as screens show it: entries, totals by period, loss inputs, annexes.

Rows are frozen and hold no keys; they may be handed to another thread.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vault.app.library import investments
from vault.app.screens.paper_rows import LetterRow, letters_about
from vault.app.session import Session
from vault.domain import dates, money
from vault.domain.state import State
from vault.domain.values import INVESTMENT_KINDS, LossInputs

PERIODS: tuple[investments.Period, ...] = ("year", "quarter", "month")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of what a technology cost. `amount` and `hours` as people write them, or empty."""

    id: str
    technology: str
    technology_name: str
    date: str
    kind: str
    amount: str
    number: float
    hours: str
    document: str
    who: str
    note: str
    files: tuple[str, ...]
    struck: str
    entered: str
    entry: int


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A sum of one kind and currency in one period; currencies are never added."""

    period: str
    technology: str
    technology_name: str
    kind: str
    amount: str
    number: float
    hours: str
    entries: int

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return f"{self.period} {self.technology} {self.kind} {self.amount}"


@dataclass(frozen=True, slots=True)
class StatedRow:
    """A loss input that is known: what it says, and of which day."""

    text: str
    day: str


@dataclass(frozen=True, slots=True)
class InvestmentBoard:
    """Everything on what technologies cost.

    Attributes:
        rows: the newest first, struck ones too.
        totals: by period: sums of what was not struck.
        technologies: id and name, by name.
        inputs: by technology: capacity, margin, licence quote, each or None.
        annexes: by technology: annexes that were written.
        documents: id and title, by title; `document_of`: technology of each.
        may: whether this member enters investments.
    """

    rows: tuple[EntryRow, ...]
    totals: Mapping[str, tuple[TotalRow, ...]]
    technologies: tuple[tuple[str, str], ...]
    inputs: Mapping[str, tuple[StatedRow | None, StatedRow | None, StatedRow | None]]
    annexes: Mapping[str, tuple[LetterRow, ...]]
    documents: tuple[tuple[str, str], ...]
    kinds: tuple[str, ...]
    today: str
    may: bool


def board(session: Session) -> InvestmentBoard:
    """All entries, and what is computed from them."""
    state = session.state
    facts = state.facts
    names = {t.id: t.name for t in facts.technologies.values()}
    found = investments.entries(state)
    documents = ((d.id, d.title) for d in facts.documents.values())
    return InvestmentBoard(
        tuple(
            EntryRow(
                entry.id,
                entry.technology,
                names[entry.technology],
                entry.date,
                entry.kind,
                _money(entry.amount, entry.currency),
                float(entry.amount or 0),
                money.shown(entry.hours) if entry.hours else "",
                facts.documents[entry.document].title if entry.document else "",
                entry.who,
                entry.note,
                tuple(file.name for file in entry.files),
                str(entry.struck or ""),
                dates.day(entry.at, facts.zone),
                entry.seq,
            )
            for entry in reversed(found)
        ),
        {
            by: tuple(
                TotalRow(
                    total.period,
                    total.technology,
                    names[total.technology],
                    total.kind,
                    _money(total.amount, total.currency),
                    float(total.amount or 0),
                    money.shown(total.hours) if total.hours else "",
                    total.entries,
                )
                for total in investments.totals(found, by)
            )
            for by in PERIODS
        },
        tuple(sorted(names.items(), key=lambda each: each[1].casefold())),
        {technology: _inputs(state, technology) for technology in names},
        {technology: letters_about(state, {technology}) for technology in names},
        tuple(sorted(documents, key=lambda each: each[1].casefold())),
        INVESTMENT_KINDS,
        investments.today(session),
        session.me.is_a("owner", "approver", "engineer"),
    )


def _inputs(
    state: State, technology: str
) -> tuple[StatedRow | None, StatedRow | None, StatedRow | None]:
    present = investments.inputs(state, technology)

    def row(stated: LossInputs | None, text: str) -> StatedRow | None:
        return StatedRow(text, stated.day) if stated else None

    capacity, margin, quote = present.capacity, present.margin, present.licence_quote
    return (
        row(capacity, capacity.capacity if capacity else ""),
        row(margin, margin.margin if margin else ""),
        row(quote, quote.licence_quote if quote else ""),
    )


def _money(amount: str, currency: str) -> str:
    return f"{money.shown(amount)} {currency}" if amount else ""
