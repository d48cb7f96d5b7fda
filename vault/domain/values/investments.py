"""What a technology cost, and what its loss would cost."""

from __future__ import annotations

from vault.domain.values.base import Value
from vault.domain.values.evidence import Evidence


class Investment(Value, frozen=True):
    """Work or money that went into a technology.

    Attributes:
        kind: ``hours``, ``invoice``, ``machine`` or ``other``.
        amount: decimal number as text, in `currency` (ISO 4217).
        hours: decimal number as text, or empty.
        struck: why the entry does not count; entries are struck, never edited.
    """

    id: str
    technology: str
    date: str
    kind: str
    amount: str
    currency: str
    by: str
    at: str
    document: str = ""
    hours: str = ""
    who: str = ""
    note: str = ""
    files: tuple[Evidence, ...] = ()
    struck: str = ""


class LossInputs(Value, frozen=True):
    """What a loss is computed from, for one technology, as it was known on a day.

    Each of `capacity`, `margin` and `licence_quote` is free text with its unit; empty: unknown.
    """

    technology: str
    at: str
    by: str
    capacity: str = ""
    margin: str = ""
    licence_quote: str = ""
    note: str = ""
    files: tuple[Evidence, ...] = ()
