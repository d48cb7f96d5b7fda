"""A leak that somebody works on."""

from __future__ import annotations

from vault.domain.values.base import Value
from vault.domain.values.evidence import Evidence


class Note(Value, frozen=True):
    """A step somebody took or a fact somebody learned.

    `at`: when it happened, as told; `entered`, `by`, `seq`: its entry in the ledger.
    """

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
        by, at, seq: who opened it, when, as which entry.
        partner: whose copy it was or may have been, when known.
        third_party: who has it now, when known.
        known: day on which the firm learned of it; `began`: day on which the act began;
            `deal_ended`: day on which dealings with the partner ended. Empty: unknown.
        closed: outcome, when closed; `closed_at`: when.
    """

    id: str
    leak: str
    by: str
    at: str
    seq: int
    partner: str = ""
    third_party: str = ""
    known: str = ""
    began: str = ""
    deal_ended: str = ""
    notes: tuple[Note, ...] = ()
    closed: str = ""
    closed_at: str = ""
