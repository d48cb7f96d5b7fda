"""What the annex on investment says: plain values that `vault.app` fills from the ledger.

Numbers are decimal text with separators; amounts of different currencies are never one value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A kept file: name and SHA-256 hex."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Entered:
    """When, by whom and as which entry of the ledger something was entered."""

    at: datetime
    by: str
    entry: int


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One investment. Numbers are decimal text with separators.

    Attributes:
        late: days from `date` to the day of entry.
        source: the table it was imported from, and the line there.
        struck: why it does not count; `struck_by`, `struck_on`: by whom and on which day.
    """

    id: str
    date: str
    kind: str
    amount: str
    currency: str
    hours: str
    who: str
    note: str
    document: str
    entered: Entered
    late: int
    files: tuple[KeptFile, ...] = ()
    source: tuple[KeptFile, int] | None = None
    struck: str = ""
    struck_by: str = ""
    struck_on: str = ""


@dataclass(frozen=True, slots=True)
class TotalFacts:
    """A sum of one currency and kind, over a period or (empty) over all time.

    `kind` may be ``all``, and ``worked`` for the hours of all kinds.
    """

    period: str
    kind: str
    currency: str
    amount: str
    hours: str
    entries: int


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """One statement of loss inputs; `told` maps capacity, margin, licence_quote to its text."""

    day: str
    told: Mapping[str, str]
    note: str
    entered: Entered
    files: tuple[KeptFile, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One revision of a document of the technology."""

    id: str
    title: str
    revision: int
    sha256: str
    added: datetime


@dataclass(frozen=True, slots=True)
class AnnexFacts:
    """Everything the annex says.

    Attributes:
        entries: by day, struck ones too.
        totals: by kind and currency; `over_all`: by currency, and all hours.
        periods: totals by year or quarter.
        stated: oldest first; `newest`: input → the newest statement that tells it.
        stamps: (time, authority, tree size) of outside timestamps.
        size, root: of the ledger.
    """

    number: str
    written: datetime
    owner: str
    made_by: str
    technology: str
    vault: str
    size: int
    root: str
    entries: tuple[EntryFacts, ...]
    totals: tuple[TotalFacts, ...]
    over_all: tuple[TotalFacts, ...]
    periods: tuple[TotalFacts, ...]
    stated: tuple[StatedFacts, ...]
    newest: Mapping[str, StatedFacts]
    documents: tuple[DocumentFacts, ...]
    stamps: tuple[tuple[str, str, int], ...] = ()
