"""The investment ledger: what a technology cost, entered while it is fresh.

Entries are struck, never edited. Nothing here computes a loss: it keeps what a loss is computed
from, with the day it was entered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from vault.app.library.documents import find_document
from vault.app.library.investment_tables import (
    LARGEST,
    BadRowsError,
    Problem,
    Told,
    read_day,
    read_kind,
    read_table,
    require_enough,
    sentence,
)
from vault.app.people.members import find_technology
from vault.app.proof import evidence
from vault.app.session import Session
from vault.domain import dates, money, names
from vault.domain import events as ev
from vault.domain.rules.investments import MOST_ROWS
from vault.domain.state import State
from vault.domain.values import Investment, InvestmentRow, LossInputs
from vault.errors import CocoonError, RefusedError
from vault.intake.detect import open_stable, shown

Period = Literal["month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        entered: the new entries.
        known: lines of rows that were in the ledger already and were left out.
        ignored: headings that mean nothing here.
    """

    entered: tuple[Investment, ...]
    known: tuple[int, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over a period: of one technology, one kind and one currency.

    `currency` is empty for hours that were told without an amount; `amount` is empty then.
    """

    period: str
    technology: str
    kind: str
    currency: str
    amount: str
    hours: str
    entries: int


@dataclass(frozen=True, slots=True)
class Present:
    """The newest statement of each input of a technology, and all of them, oldest first."""

    technology: str
    capacity: LossInputs | None
    margin: LossInputs | None
    licence_quote: LossInputs | None
    history: tuple[LossInputs, ...]


def today(session: Session) -> str:
    """The calendar day where the firm is."""
    return session.clock().astimezone(ZoneInfo(session.state.facts.zone)).date().isoformat()


def find_investment(state: State, investment: str) -> Investment:
    """An entry by id.

    Raises:
        CocoonError: ``unknown-investment``.
    """
    known = state.facts.investments.get(investment.strip().upper())
    if known is None:
        raise CocoonError(
            "unknown-investment",
            f"There is no entry {investment[:60]}.",
            "List them with `cocoon investment list`.",
        )
    return known


def add(
    session: Session,
    technology: str,
    date: str,
    kind: str,
    *,
    amount: str = "",
    currency: str = "",
    hours: str = "",
    document: str = "",
    who: str = "",
    note: str = "",
    files: Sequence[Path] = (),
) -> Investment:
    """Enter work or money that went into a technology.

    Raises:
        CocoonError: something named does not exist, or a date, number or currency is none.
    """
    session.refresh()
    told = Told(
        line=0,
        technology=technology,
        date=read_day(date, "the investment", today(session)),
        kind=read_kind(kind),
        document=document,
        who=names.clean_name(who, "name") if who else "",
        note=names.clean_text(note, "note") if note else "",
    )
    if currency and not amount:
        raise CocoonError(
            "bad-currency", "A currency was given without an amount.", "Give --amount too."
        )
    number, code = money.read_amount(amount, currency) if amount else ("", "")
    worked = money.read_number(hours, "hours") if hours else ""
    require_enough(told.kind, number, worked)
    row = _row(session.state, told, names.new_id(names.INVESTMENT), number, code, worked)
    kept = evidence.take_in(session, files)
    session.append(lambda state: ev.InvestmentAdded(row, kept))
    return session.state.facts.investments[row.id]


def import_table(
    session: Session, path: Path, *, technology: str = "", currency: str = ""
) -> Imported:
    """Enter the rows of a table, all or none; rows that are known already are left out.

    The table itself is kept. A row is known when an entry says the same in every respect; of two
    rows that say the same, the second counts when the ledger has only one such entry.

    Raises:
        BadRowsError: rows cannot be taken; nothing was entered.
        CocoonError: the file is no such table.
    """
    session.refresh()
    data = _whole(path)
    default = find_technology(session.state, technology).id if technology else ""
    code = money.read_currency(currency) if currency else ""
    table = read_table(data, today(session), technology=default, currency=code)
    rows, problems = _resolved(session.state, table.rows)
    problems = sorted([*table.problems, *problems], key=lambda problem: problem.line)
    if problems:
        raise BadRowsError(problems)
    if len(rows) > MOST_ROWS:
        raise CocoonError(
            "too-many-rows",
            f"The file has {len(rows)} rows, and {MOST_ROWS} is the most at once.",
            "Split it.",
        )
    fresh = _fresh(session.state, rows)
    if fresh:
        source = evidence.take_in_bytes(session, shown(path.name), data)

        def build(state: State) -> ev.Body:
            wanted = _fresh(state, rows)
            if not wanted:
                raise RefusedError(
                    "already-imported",
                    "Somebody else has just imported these rows.",
                    "Look at them with `cocoon investment list`.",
                )
            return ev.InvestmentsImported(source, tuple(wanted))

        session.append(build)
    entries = session.state.facts.investments
    entered = tuple(entries[row.id] for row in rows if row.id in entries)
    known = tuple(row.line for row in rows if row.id not in entries)
    return Imported(entered, known, table.ignored)


def strike(session: Session, investment: str, reason: str) -> Investment:
    """Let an entry count no more; it stays readable with the reason."""
    session.refresh()
    known = find_investment(session.state, investment)
    reason = names.clean_text(reason, "reason")
    session.append(lambda state: ev.InvestmentStruck(known.id, reason))
    return session.state.facts.investments[known.id]


def entries(
    state: State,
    *,
    technology: str = "",
    document: str = "",
    first: str = "",
    last: str = "",
    struck: bool = True,
) -> list[Investment]:
    """Entries by day: of a technology or document, from a day to a day, struck ones too.

    Raises:
        CocoonError: ``unknown-technology``, ``unknown-document``, ``bad-date``.
    """
    wanted = find_technology(state, technology).id if technology else ""
    about = find_document(state, document).id if document else ""
    since = dates.read_date(first, "the beginning") if first else ""
    until = dates.read_date(last, "the end") if last else "9999-12-31"
    if since > until:
        raise CocoonError("bad-date", "The end lies before the beginning.", "Exchange them.")
    found = [
        entry
        for entry in state.facts.investments.values()
        if (not wanted or entry.technology == wanted)
        and (not about or entry.document == about)
        and since <= entry.date <= until
        and (struck or not entry.struck)
    ]
    return sorted(found, key=lambda entry: (entry.date, entry.seq, entry.line))


def totals(counted: Iterable[Investment], by: Period) -> list[Total]:
    """Sums of entries that are not struck, by period, technology, kind and currency."""
    groups: dict[tuple[str, str, str, str], list[Investment]] = {}
    for entry in counted:
        if not entry.struck:
            key = (period(entry.date, by), entry.technology, entry.kind, entry.currency)
            groups.setdefault(key, []).append(entry)
    return [
        Total(
            *key,
            amount=money.added(e.amount for e in group) if key[3] else "",
            hours=money.added(e.hours for e in group) if any(e.hours for e in group) else "",
            entries=len(group),
        )
        for key, group in sorted(groups.items())
    ]


def period(day: str, by: Period) -> str:
    """The period a day lies in: ``2026-03``, ``2026-Q1`` or ``2026``."""
    year, month = day[:4], int(day[5:7])
    if by == "month":
        return day[:7]
    return f"{year}-Q{(month + 2) // 3}" if by == "quarter" else year


def state_inputs(
    session: Session,
    technology: str,
    *,
    capacity: str = "",
    margin: str = "",
    licence_quote: str = "",
    note: str = "",
    day: str = "",
    files: Sequence[Path] = (),
) -> Present:
    """Enter what a loss is computed from, as known on a day (today); earlier ones stay.

    Raises:
        CocoonError: ``unknown-technology``, ``nothing-stated``, ``bad-date``.
    """
    session.refresh()
    known = find_technology(session.state, technology)
    told = {
        what: names.clean_text(text, what.replace("_", " ")) if text else ""
        for what, text in (
            ("capacity", capacity),
            ("margin", margin),
            ("licence_quote", licence_quote),
            ("note", note),
        )
    }
    if not (told["capacity"] or told["margin"] or told["licence_quote"]):
        raise CocoonError(
            "nothing-stated",
            "A note or a file goes with a capacity, a margin or a licence quote.",
            "Give one of --capacity, --margin and --licence-quote.",
        )
    on = read_day(day, "the inputs", today(session)) if day else today(session)
    kept = evidence.take_in(session, files)
    session.append(lambda state: ev.LossInputsStated(known.id, on, **told, files=kept))
    return inputs(session.state, known.id)


def inputs(state: State, technology: str) -> Present:
    """What is known of a technology's capacity, margin and licence quotes."""
    known = find_technology(state, technology).id
    history = tuple(state.facts.loss_inputs.get(known, ()))
    by_day = sorted(history, key=lambda stated: (stated.day, stated.seq))

    def newest(name: str) -> LossInputs | None:
        return next((stated for stated in reversed(by_day) if getattr(stated, name)), None)

    return Present(known, newest("capacity"), newest("margin"), newest("licence_quote"), history)


def _whole(path: Path) -> bytes:
    with open_stable(path) as source:
        if source.size > LARGEST:
            raise CocoonError(
                "too-big", f"{shown(path.name)} is too large for a table.", "Split it."
            )
        data = b"".join(source.chunks())
        source.check_unchanged()
    return data


def _row(
    state: State, told: Told, id: str, amount: str, currency: str, hours: str
) -> InvestmentRow:
    technology = find_technology(state, told.technology)
    document = ""
    if told.document:
        known = find_document(state, told.document)
        if known.technology != technology.id:
            raise CocoonError(
                "unknown-document",
                f"The document {known.id} is not one of {technology.name}.",
                "See `cocoon document show`.",
            )
        document = known.id
    return InvestmentRow(
        id=id,
        technology=technology.id,
        date=told.date,
        kind=told.kind,
        amount=amount,
        currency=currency,
        hours=hours,
        document=document,
        who=told.who,
        note=told.note,
        line=told.line,
    )


def _resolved(state: State, told: Iterable[Told]) -> tuple[list[InvestmentRow], list[Problem]]:
    """Rows whose technology and document exist, and why the others cannot be taken."""
    rows, problems = [], []
    for row in told:
        id = names.new_id(names.INVESTMENT)
        try:
            rows.append(_row(state, row, id, row.amount, row.currency, row.hours))
        except CocoonError as error:
            problems.append(Problem(row.line, sentence(error)))
    return rows, problems


def _fresh(state: State, rows: Sequence[InvestmentRow]) -> list[InvestmentRow]:
    """Rows that the ledger does not have; one that was imported and struck is not wanted again."""
    known = Counter(
        _says(entry)
        for entry in state.facts.investments.values()
        if not entry.struck or entry.source
    )
    fresh = []
    for row in rows:
        said = _says(row)
        if known[said]:
            known[said] -= 1
        else:
            fresh.append(row)
    return fresh


def _says(entry: Investment | InvestmentRow) -> tuple[str, ...]:
    return (
        entry.technology,
        entry.date,
        entry.kind,
        entry.amount,
        entry.currency,
        entry.hours,
        entry.document,
        entry.who,
        entry.note,
    )
