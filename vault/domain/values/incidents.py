"""A leak that somebody works on."""

from __future__ import annotations

from vault.domain.values.base import Value
from vault.domain.values.evidence import Evidence


class Note(Value, frozen=True):
    """A step somebody took or a fact somebody learned."""

    at: str
    entered: str
    seq: int
    by: str
    text: str
    files: tuple[Evidence, ...] = ()


class Incident(Value, frozen=True):
    """The file on a leak.

    Attributes:
        leak: the lodged leak.
        partner: whose copy it was, when known.
        third_party: who has it now, when known.
        known: day on which the firm learned of it; `deal_ended`: day on which dealings ended.
        closed: outcome, when closed.
    """

    id: str
    leak: str
    by: str
    at: str
    partner: str = ""
    third_party: str = ""
    known: str = ""
    deal_ended: str = ""
    notes: tuple[Note, ...] = ()
    closed: str = ""
