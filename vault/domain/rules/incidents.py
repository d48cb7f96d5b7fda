"""Incidents: who works on them, and that a leak has one open file at most."""

from __future__ import annotations

import msgspec

from vault.domain import events as ev
from vault.domain.names import INCIDENT
from vault.domain.rules.book import Opened, require, require_new, require_partner, rule
from vault.domain.rules.evidence import keep
from vault.domain.rules.times import happened, happened_on
from vault.domain.state import State
from vault.domain.values import Incident, Note
from vault.errors import RefusedError

_STATED = ("partner", "third_party", "known", "began", "deal_ended")


def _works(state: State, event: Opened) -> None:
    require(
        state.member(event.author).is_a("owner", "approver", "engineer", "examiner"),
        "not-allowed",
        "Auditors do not work on incidents.",
        "Ask another member.",
    )


def _open(state: State, incident: str) -> Incident:
    known = state.facts.incidents.get(incident)
    if known is None:
        raise RefusedError(
            "unknown-incident",
            "There is no such incident.",
            "List them with `cocoon incident list`.",
        )
    require(
        not known.closed,
        "incident-closed",
        f"The incident {known.id} is closed.",
        f"Open a new one: `cocoon incident open {known.leak}`.",
    )
    return known


def _check(state: State, event: Opened, body: ev.IncidentOpened | ev.IncidentStated) -> None:
    if body.partner:
        require_partner(state, body.partner)
    for day in (body.known, body.began, body.deal_ended):
        if day:
            happened_on(day, event, "the incident")


@rule(ev.IncidentOpened)
def _incident_opened(state: State, event: Opened, body: ev.IncidentOpened) -> None:
    _works(state, event)
    require_new(state.facts.incidents, body.incident, INCIDENT)
    require(
        body.leak in state.facts.leaks,
        "unknown-leak",
        "There is no such leak.",
        "Lodge it: `cocoon leak lodge FILE`.",
    )
    _check(state, event, body)
    for other in state.facts.incidents.values():
        require(
            other.leak != body.leak or other.closed,
            "incident-open",
            f"The incident {other.id} is open on this leak already.",
            f"Work on it: `cocoon incident show {other.id}`.",
        )
    state.facts.incidents[body.incident] = Incident(
        id=body.incident,
        leak=body.leak,
        by=event.author,
        at=event.time,
        seq=event.seq,
        partner=body.partner,
        third_party=body.third_party,
        known=body.known,
        began=body.began,
        deal_ended=body.deal_ended,
    )


@rule(ev.IncidentStated)
def _incident_stated(state: State, event: Opened, body: ev.IncidentStated) -> None:
    _works(state, event)
    known = _open(state, body.incident)
    _check(state, event, body)
    stated = {name: getattr(body, name) for name in _STATED if getattr(body, name)}
    require(stated, "nothing-stated", "Nothing was stated.", "Give what is known now.")
    state.facts.incidents[known.id] = msgspec.structs.replace(known, **stated)


@rule(ev.IncidentNoted)
def _incident_noted(state: State, event: Opened, body: ev.IncidentNoted) -> None:
    _works(state, event)
    known = _open(state, body.incident)
    require(body.text.strip(), "bad-entry", "A note has a text.")
    happened(body.at, event, "the note")
    keep(state, *body.files)
    note = Note(body.at, event.time, event.seq, event.author, body.text, body.files)
    state.facts.incidents[known.id] = msgspec.structs.replace(known, notes=(*known.notes, note))


@rule(ev.IncidentClosed)
def _incident_closed(state: State, event: Opened, body: ev.IncidentClosed) -> None:
    require(
        state.member(event.author).is_a("owner", "approver"),
        "not-allowed",
        "Only an owner or approver closes an incident.",
        "Ask one of them.",
    )
    known = _open(state, body.incident)
    require(body.outcome.strip(), "bad-entry", "A closed incident has an outcome.")
    state.facts.incidents[known.id] = msgspec.structs.replace(
        known, closed=body.outcome, closed_at=event.time
    )
