"""What is done about a leak."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body
from vault.domain.values import Evidence


class IncidentOpened(Body, frozen=True):
    """Somebody works on a leak; what is known of it so far."""

    kind: ClassVar[str] = "incident.opened"
    incident: str
    leak: str
    partner: str = ""
    third_party: str = ""
    known: str = ""
    began: str = ""
    deal_ended: str = ""


class IncidentStated(Body, frozen=True):
    """Something about the incident is known, or known better; empty fields stay as they were."""

    kind: ClassVar[str] = "incident.stated"
    incident: str
    partner: str = ""
    third_party: str = ""
    known: str = ""
    began: str = ""
    deal_ended: str = ""


class IncidentNoted(Body, frozen=True):
    """A step that somebody took or a fact that somebody learned."""

    kind: ClassVar[str] = "incident.noted"
    incident: str
    at: str
    text: str
    files: tuple[Evidence, ...] = ()


class IncidentClosed(Body, frozen=True):
    """How it ended."""

    kind: ClassVar[str] = "incident.closed"
    incident: str
    outcome: str
