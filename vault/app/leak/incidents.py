"""Incidents: the file on a leak, from lodging to the outcome; every step is in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vault.app.leak.leaks import find_leak
from vault.app.library.investment_tables import read_day
from vault.app.library.investments import today
from vault.app.partnership.partners import find_partner
from vault.app.proof import evidence
from vault.app.session import Session
from vault.domain import dates, names
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import Incident
from vault.errors import CocoonError


def find_incident(state: State, incident: str) -> Incident:
    """An incident by id.

    Raises:
        CocoonError: ``unknown-incident``.
    """
    known = state.facts.incidents.get(incident.strip().upper())
    if known is None:
        raise CocoonError(
            "unknown-incident",
            f"There is no incident {incident[:60]}.",
            "List them with `cocoon incident list`.",
        )
    return known


def open_incident(
    session: Session,
    leak: str,
    *,
    partner: str = "",
    third_party: str = "",
    known: str = "",
    began: str = "",
    deal_ended: str = "",
) -> Incident:
    """Begin to work on a lodged leak; what is not known yet is stated later.

    Args:
        session: any member but an auditor.
        leak: id.
        partner: whose copy it was or may have been: id or name.
        third_party: name of who has it now.
        known: day on which the firm learned of it.
        began: day on which the act began.
        deal_ended: day on which dealings with the partner ended.

    Raises:
        CocoonError: something named does not exist; the leak has an open incident.
    """
    session.refresh()
    lodged = find_leak(session.state, leak)
    told = _told(session, partner, third_party, known, began, deal_ended)
    incident = names.new_id(names.INCIDENT)
    session.append(lambda state: ev.IncidentOpened(incident, lodged.id, **told))
    return session.state.facts.incidents[incident]


def state_facts(
    session: Session,
    incident: str,
    *,
    partner: str = "",
    third_party: str = "",
    known: str = "",
    began: str = "",
    deal_ended: str = "",
) -> Incident:
    """State what is known now, or better; what is left empty stays. The ledger keeps both."""
    session.refresh()
    file = find_incident(session.state, incident)
    told = _told(session, partner, third_party, known, began, deal_ended)
    session.append(lambda state: ev.IncidentStated(file.id, **told))
    return session.state.facts.incidents[file.id]


def note(
    session: Session, incident: str, text: str, *, at: str = "", files: Sequence[Path] = ()
) -> Incident:
    """Enter a step that was taken or a fact that was learned."""
    session.refresh()
    file = find_incident(session.state, incident)
    text = names.clean_text(text, "note")
    moment = dates.read_past(at, session.state.facts.zone, "the note", session.clock())
    when = dates.stamp(moment)
    kept = evidence.take_in(session, files)
    session.append(lambda state: ev.IncidentNoted(file.id, when, text, kept))
    return session.state.facts.incidents[file.id]


def close(session: Session, incident: str, outcome: str) -> Incident:
    """Close it with its outcome."""
    session.refresh()
    file = find_incident(session.state, incident)
    outcome = names.clean_text(outcome, "outcome")
    session.append(lambda state: ev.IncidentClosed(file.id, outcome))
    return session.state.facts.incidents[file.id]


def _told(
    session: Session, partner: str, third_party: str, known: str, began: str, deal_ended: str
) -> dict[str, str]:
    latest = today(session)
    days = {"known": known, "began": began, "deal_ended": deal_ended}
    what = {"known": "learning of it", "began": "the act", "deal_ended": "the end of the deal"}
    return {
        "partner": find_partner(session.state, partner).id if partner else "",
        "third_party": names.clean_name(third_party, "third party's name") if third_party else "",
        **{name: read_day(day, what[name], latest) if day else "" for name, day in days.items()},
    }
