"""What a technology cost, and what its loss would cost."""

from __future__ import annotations

from vault.domain.values.base import Value
from vault.domain.values.evidence import Evidence

INVESTMENT_KINDS = ("hours", "invoice", "machine", "other")


class InvestmentRow(Value, frozen=True):
    """One entry as it is told, by hand or as a row of a table.

    Attributes:
        date: the day on which the work was done or the money spent.
        kind: one of `INVESTMENT_KINDS`.
        amount: decimal number as text, in `currency` (ISO 4217); both empty for hours alone.
        hours: decimal number as text, or empty.
        who: who worked, or whom the money went to.
        line: of the table it came from; 0 when it was entered by hand.
    """

    id: str
    technology: str
    date: str
    kind: str
    amount: str = ""
    currency: str = ""
    hours: str = ""
    document: str = ""
    who: str = ""
    note: str = ""
    line: int = 0


class Investment(Value, frozen=True):
    """Work or money that went into a technology; see `InvestmentRow` for what was told.

    Attributes:
        by, at, seq: who entered it, when, as which entry of the ledger.
        files: invoices and receipts; `source`: the table it was imported from.
        struck: why the entry does not count (entries are struck, never edited); `struck_by`,
            `struck_at`: by whom and when.
    """

    id: str
    technology: str
    date: str
    kind: str
    amount: str
    currency: str
    by: str
    at: str
    seq: int
    document: str = ""
    hours: str = ""
    who: str = ""
    note: str = ""
    files: tuple[Evidence, ...] = ()
    source: Evidence | None = None
    line: int = 0
    struck: str = ""
    struck_by: str = ""
    struck_at: str = ""


class LossInputs(Value, frozen=True):
    """What a loss is computed from, for one technology, as it was known on a day.

    Each of `capacity`, `margin` and `licence_quote` is free text with its unit; empty: not told
    this time. `day` is the day it describes; `at`, `by` and `seq` tell its entry.
    """

    technology: str
    day: str
    at: str
    by: str
    seq: int
    capacity: str = ""
    margin: str = ""
    licence_quote: str = ""
    note: str = ""
    files: tuple[Evidence, ...] = ()
