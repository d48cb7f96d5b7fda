"""What happened to a copy after it left, and what left before there were copies."""

from __future__ import annotations

from vault.domain.values.base import Value
from vault.domain.values.evidence import Evidence


class Step(Value, frozen=True):
    """Something that happened to a copy, an earlier disclosure or a letter.

    Attributes:
        kind: ``delivered``, ``acknowledged``, ``returned``, ``destroyed`` or ``recalled``.
        at: when it happened, as told; `entered`: when the ledger took it; `seq`: as which entry.
        channel: how it was delivered.
    """

    kind: str
    at: str
    entered: str
    seq: int
    by: str
    channel: str = ""
    note: str = ""
    files: tuple[Evidence, ...] = ()


class Disclosure(Value, frozen=True):
    """A document that went out before the vault, or past it: no copy, no mark, but on record.

    `pages` are 0-based; None means all. `revision` 0 means unknown. `struck`: why the record was
    wrong, if it was.
    """

    id: str
    partner: str
    document: str
    sent: str
    note: str
    by: str
    at: str
    revision: int = 0
    pages: tuple[int, ...] | None = None
    contact: str = ""
    until: str = ""
    files: tuple[Evidence, ...] = ()
    steps: tuple[Step, ...] = ()
    struck: str = ""
