"""What a partner asked for, in its own words."""

from __future__ import annotations

import msgspec

from vault.domain.values.base import Value
from vault.domain.values.evidence import Evidence


class FollowUp(Value, frozen=True):
    """What came after a demand: an answer, a reminder, a note."""

    at: str
    entered: str
    seq: int
    by: str
    note: str
    channel: str = ""
    items: dict[str, str] = msgspec.field(default_factory=dict)
    files: tuple[Evidence, ...] = ()


class Demand(Value, frozen=True):
    """A demand for technical data.

    Attributes:
        asked_by: who asked, as told.
        words: what was said or written, verbatim.
        items: code of a statutory item → what the demand (with its follow-ups) says on it.
        required: codes of the items that the law in force on the day of receipt asks for.
        relation: whether the firm is the partner's subcontractor: ``yes``, ``no``, ``unknown``.
        due: day by which the partner wants the data, if told.
        closed: why it needs no more attention.
    """

    id: str
    partner: str
    received: str
    channel: str
    words: str
    by: str
    at: str
    asked_by: str = ""
    items: dict[str, str] = msgspec.field(default_factory=dict)
    required: tuple[str, ...] = ()
    relation: str = "unknown"
    due: str = ""
    files: tuple[Evidence, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    closed: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Required items on which nothing was said."""
        return tuple(code for code in self.required if not self.items.get(code, "").strip())
