"""What a trace report says: plain values that `vault.app` fills from the ledger and a verdict.

Nothing about copies below the threshold has a place here: their scores never leave the
verdict, so that no report can be used to climb towards an innocent copy.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class LeakFile:
    """One file of the leak as it was lodged: name, kind in words, SHA-256 hex, bytes."""

    name: str
    kind: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class CustodyStep:
    """One step of the chain of custody: when, who, what, and its ledger entry (None: outside)."""

    at: datetime | None
    who: str
    what: str
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """A copy that the leak names.

    Attributes:
        copy, contact, partner, release: who got it, under which ids.
        document: id; title, revision: as released.
        pages: pages of the document on which it was read, in words ("3, 7").
        log10_false_match: bound after correction for everything tried.
        carriers: (carrier name, slots read, share of the score 0 to 1).
        issued: when the copy was sealed.
        state: its state in words (delivered, returned, voided …).
    """

    copy: str
    contact: str
    partner: str
    release: str
    document: str
    title: str
    revision: str
    pages: str
    log10_false_match: float
    carriers: tuple[tuple[str, int, float], ...] = ()
    issued: datetime | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class ReadingFacts:
    """What was read in one place: file of the leak, page, carrier, slots in all and read."""

    file: str
    document: str
    revision: str
    page: str
    carrier: str
    slots: int
    read: int


@dataclass(frozen=True, slots=True)
class HistogramFacts:
    """Scores of fresh random codes that belong to nobody, and of the named copies.

    Attributes:
        edges: bin edges in standard deviations, one more than counts.
        counts: random codes in each bin.
        draws: how many random codes were scored.
        named: (copy id, its score in deviations) of named copies only.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    draws: int
    named: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierRun:
    """An earlier examination of the same leak, whatever came out of it."""

    at: datetime
    by: str
    verdict: Literal["match", "inconclusive", "no-evidence"]
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """A picture (PNG or JPEG) of the leak laid on its original page, with its caption."""

    picture: bytes
    caption: str


@dataclass(frozen=True, slots=True)
class TraceFacts:
    """Everything a trace report says.

    Attributes:
        vault: vault id; owner: the firm; number: the report's number.
        made, made_by: time and member of the examination.
        leak: leak id. found_by, found_where, found_when: as stated by the finder.
        files: the leak's files; custody: its way into the vault and through it.
        verdict, strength: as the program gave them.
        matches: strongest first; only named copies.
        mixture: ``splice`` (parts of different copies), ``collusion`` or ``none``.
        copies_tested: N, every copy scored, voided ones too.
        hypotheses: H, every fixed reading that was tried, earlier runs included.
        readings: what was read where.
        histogram, overlay: pictures, if there are any.
        metadata_says: what the leaked file's own metadata claims, if it has any.
        transplant: metadata or pages name another copy than the marks do.
        searched, not_searched: technologies.
        producers: (member, why) who held keys from which this copy can be made.
        earlier: earlier runs on this leak, negative ones too.
        solo: the firm runs under its one-approver policy.
        entries: (what, ledger sequence number) for reproduction.
        checkpoint: the ledger's size and root, one line.
        versions: (component, version).
        opened_before: named copies whose keys had left in dossiers before the leak was lodged,
            each with the dossiers' ids.
        notes: further sentences for the reader, in the report's language.
    """

    vault: str
    owner: str
    number: str
    made: datetime
    made_by: str
    leak: str
    files: tuple[LeakFile, ...]
    verdict: Literal["match", "inconclusive", "no-evidence"]
    copies_tested: int
    hypotheses: int
    strength: Literal["strong", "moderate"] | None = None
    found_by: str = ""
    found_where: str = ""
    found_when: str = ""
    custody: tuple[CustodyStep, ...] = ()
    matches: tuple[MatchFacts, ...] = ()
    mixture: Literal["none", "splice", "collusion"] = "none"
    readings: tuple[ReadingFacts, ...] = ()
    histogram: HistogramFacts | None = None
    overlay: Overlay | None = None
    metadata_says: str = ""
    transplant: bool = False
    searched: tuple[str, ...] = ()
    not_searched: tuple[str, ...] = ()
    producers: tuple[tuple[str, str], ...] = ()
    earlier: tuple[EarlierRun, ...] = ()
    solo: bool = False
    entries: tuple[tuple[str, int], ...] = ()
    checkpoint: str = ""
    versions: tuple[tuple[str, str], ...] = ()
    opened_before: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = field(default=())
