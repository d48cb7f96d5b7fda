"""Incidents as screens show them: the list, and the whole file on one, ready to be read.

Rows are frozen and hold no keys; they may be handed to another thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vault.app.leak import deadlines
from vault.app.leak.incident_file import File, file_of
from vault.app.leak.incidents import find_incident
from vault.app.library.investments import today
from vault.app.screens.paper_rows import (
    DossierRow,
    LetterRow,
    dossiers_about,
    letters_about,
    may_export,
    may_write,
)
from vault.app.session import Session
from vault.domain import dates
from vault.domain.state import State
from vault.domain.values import Incident

if TYPE_CHECKING:
    from vault.papers.sheet import Language


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """A leak that is worked on.

    Attributes:
        next_deadline: the next countdown's day, or empty; `days_left`: until then.
        closed: the outcome, or empty while it is open.
    """

    id: str
    leak: str
    partner: str
    third_party: str
    known: str
    opened: str
    next_deadline: str
    days_left: int
    closed: str


@dataclass(frozen=True, slots=True)
class IncidentBoard:
    """All incidents, and what one may be opened on.

    Attributes:
        rows: open ones first, then the newest.
        leaks: leaks on which no incident is open: id, and where it was found.
        partners: id and name.
        leaks_at_all: whether any leak was lodged.
        may: whether this member works on incidents.
    """

    rows: tuple[IncidentRow, ...]
    leaks: tuple[tuple[str, str], ...]
    partners: tuple[tuple[str, str], ...]
    leaks_at_all: bool
    may: bool


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A countdown.

    Attributes:
        what, law, counts: in the language asked for.
        limit: whether law sets it; else it is the firm's own aim.
        source: which date it runs from: ``known``, ``began``, ``deal_ended``.
        since, until: days; empty where the date is not stated. left: days; None likewise.
        older: the date lies before the wording that was applied.
    """

    code: str
    what: str
    law: str
    counts: str
    limit: bool
    source: str
    since: str
    until: str
    left: int | None
    older: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the chronology: to the minute, by whom, as which entry of the ledger."""

    at: str
    who: str
    kind: str
    what: str
    about: str
    entry: int
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A copy that an examination named: to whom it was issued, and its bound as odds."""

    copy: str
    release: str
    person: str
    partner: str
    one_in: str


@dataclass(frozen=True, slots=True)
class IncidentPage:
    """The whole file.

    Attributes:
        facts: what is stated: partner id, third party, known, began, deal ended.
        pieces: name, size and SHA-256 of each piece of the leak.
        lodged: when and by whom; found: who found it, where, when, as told.
        todo: code and what it is about (see `vault.app.leak.incident_file.Todo`).
        producers: members who could have made a named copy, and why.
        documents: id and title of all documents, by title.
    """

    row: IncidentRow
    facts: tuple[str, str, str, str, str]
    pieces: tuple[tuple[str, int, str], ...]
    lodged: tuple[str, str]
    found: tuple[str, ...]
    steps: tuple[StepRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    todo: tuple[tuple[str, str], ...]
    named: tuple[NamedRow, ...]
    producers: tuple[tuple[str, str], ...]
    letters: tuple[LetterRow, ...]
    dossiers: tuple[DossierRow, ...]
    partners: tuple[tuple[str, str], ...]
    documents: tuple[tuple[str, str], ...]
    may_write: bool
    may_export: bool


def board(session: Session) -> IncidentBoard:
    """All incidents."""
    state, day = session.state, today(session)
    facts, zone = state.facts, state.facts.zone
    worked = {incident.leak for incident in facts.incidents.values() if not incident.closed}
    rows = [_row(state, incident, day) for incident in reversed(facts.incidents.values())]
    return IncidentBoard(
        tuple(sorted(rows, key=lambda row: bool(row.closed))),
        tuple(
            (leak.id, ", ".join(filter(None, (leak.where, dates.day(leak.at, zone)))))
            for leak in reversed(facts.leaks.values())
            if leak.id not in worked
        ),
        _partners(state),
        bool(facts.leaks),
        may_write(session),
    )


def incident_page(session: Session, incident: str, language: Language) -> IncidentPage:
    """The file on an incident.

    Raises:
        CocoonError: ``unknown-incident``.
    """
    session.refresh()
    state = session.state
    known = find_incident(state, incident)
    file = file_of(session, known, language)
    leak = state.facts.leaks[known.leak]
    documents = ((d.id, d.title) for d in state.facts.documents.values())
    return IncidentPage(
        _row(state, known, today(session)),
        (known.partner, known.third_party, known.known, known.began, known.deal_ended),
        tuple((piece.name, piece.size, piece.sha256) for piece in leak.files),
        (_moment(state, leak.at), _name(state, leak.by)),
        tuple(filter(None, (leak.found_by, leak.where, leak.when))),
        tuple(
            StepRow(
                _moment(state, step.at),
                _name(state, step.by),
                step.kind,
                step.what,
                step.about,
                step.entry,
                step.files,
            )
            for step in file.steps
        ),
        tuple(_deadline(each, language) for each in file.deadlines),
        tuple((each.code, each.about) for each in file.todo),
        tuple(_named(file)),
        file.producers,
        letters_about(state, {known.id}),
        dossiers_about(state, {known.id, known.leak}),
        _partners(state),
        tuple(sorted(documents, key=lambda each: each[1].casefold())),
        may_write(session) and not known.closed,
        may_export(session),
    )


def _row(state: State, incident: Incident, today: str) -> IncidentRow:
    partner = state.facts.partners.get(incident.partner)
    ahead = [
        each
        for each in deadlines.deadlines(incident, today)
        if each.left is not None and each.left >= 0
    ]
    soonest = min(ahead, key=lambda each: each.left or 0, default=None)
    return IncidentRow(
        incident.id,
        incident.leak,
        partner.name if partner else "",
        incident.third_party,
        incident.known,
        dates.day(incident.at, state.facts.zone),
        soonest.until if soonest and not incident.closed else "",
        (soonest.left or 0) if soonest else 0,
        incident.closed,
    )


def _deadline(each: deadlines.Deadline, language: Language) -> DeadlineRow:
    period, korean = each.period, language == "ko"
    return DeadlineRow(
        period.code,
        period.korean if korean else period.english,
        period.law if korean else period.law_english,
        period.counts if korean else period.counts_english,
        period.kind == "limit",
        period.source,
        each.since,
        each.until,
        each.left,
        each.older,
    )


def _named(file: File) -> list[NamedRow]:
    from vault.app.screens.leak_rows import one_in

    people = {copy: (person, firm) for copy, person, firm in file.recipients}
    return [
        NamedRow(
            each.copy,
            each.release,
            *people.get(each.copy, ("", "")),
            one_in(each.log10_false_match),
        )
        for each in file.named
    ]


def _partners(state: State) -> tuple[tuple[str, str], ...]:
    known = ((p.id, p.name) for p in state.facts.partners.values())
    return tuple(sorted(known, key=lambda each: each[1].casefold()))


def _moment(state: State, at: str) -> str:
    return f"{dates.parse(at).astimezone(ZoneInfo(state.facts.zone)):%Y-%m-%d %H:%M}"


def _name(state: State, member: str) -> str:
    known = state.facts.members.get(member)
    return known.name if known else member
