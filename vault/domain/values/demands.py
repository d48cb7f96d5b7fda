"""What a partner asked for, in its own words."""

from __future__ import annotations

import msgspec

from vault.domain.values.base import Value
from vault.domain.values.evidence import Evidence

RELATIONS = ("yes", "no", "unknown")
ITEMS: dict[str, tuple[str, str]] = {
    "purpose": ("purpose", "요구목적"),
    "ownership": ("ownership of rights", "권리귀속 관계"),
    "price": ("price and payment", "대가 및 지급방법"),
    "scope": ("name and scope", "명칭 및 범위"),
    "delivery": ("dates and method of delivery", "요구일·제공일·제공방법"),
    "justification": ("justification", "요구의 정당성"),
}
"""Code of an item of a written demand → its English and Korean words.

Which of them the law asks for on a day is said by ``resources/law``.
"""


class FollowUp(Value, frozen=True):
    """What came after a demand: an answer, a reminder, a note.

    Attributes:
        at: when it happened; `entered`: when the ledger took it; `seq`: as which entry.
        items: what the answer says on items of the demand.
        relation: what it told about the relation of the firms, if anything.
    """

    at: str
    entered: str
    seq: int
    by: str
    note: str
    channel: str = ""
    items: dict[str, str] = msgspec.field(default_factory=dict)
    files: tuple[Evidence, ...] = ()
    relation: str = ""


class Demand(Value, frozen=True):
    """A demand for technical data.

    Attributes:
        received: when it was received, with offset.
        asked_by: who asked, as told.
        words: what was said or written, verbatim.
        items: code of a statutory item → what the demand (with its follow-ups) says on it.
        required: codes of the items that the law in force on the day of receipt asks for.
        relation: whether the firm is the partner's subcontractor: ``yes``, ``no``, ``unknown``.
        due: day by which the partner wants the data, if told.
        closed: why it needs no more attention; `closed_at`: since when.
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
    closed_at: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Required items on which nothing was said."""
        return tuple(code for code in self.required if not self.items.get(code, "").strip())
