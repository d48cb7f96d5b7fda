"""What went into a technology, entered while it is fresh."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body
from vault.domain.values import Evidence, InvestmentRow


class InvestmentAdded(Body, frozen=True):
    """Work or money that went into a technology, with its receipts."""

    kind: ClassVar[str] = "investment.added"
    row: InvestmentRow
    files: tuple[Evidence, ...] = ()


class InvestmentsImported(Body, frozen=True):
    """The rows of a table, all at once; the table itself is kept."""

    kind: ClassVar[str] = "investment.imported"
    source: Evidence
    rows: tuple[InvestmentRow, ...]


class InvestmentStruck(Body, frozen=True):
    """An entry that does not count any more; it stays readable."""

    kind: ClassVar[str] = "investment.struck"
    investment: str
    reason: str


class LossInputsStated(Body, frozen=True):
    """Capacity, margin or a licence quote of a technology, as known on a day."""

    kind: ClassVar[str] = "loss.stated"
    technology: str
    day: str
    capacity: str = ""
    margin: str = ""
    licence_quote: str = ""
    note: str = ""
    files: tuple[Evidence, ...] = ()
