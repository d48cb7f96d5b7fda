"""What a dossier's papers say: plain values that `vault.app` fills from the opened entries.

Nothing that is not opened has a place here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One opened entry: number, time, who, kind, and the opened fields."""

    seq: int
    at: datetime
    who: str
    kind: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """One copy: who received it, when it was sealed, its files (name, SHA-256), its entry."""

    copy: str
    person: str
    firm: str
    release: str
    issued: datetime
    files: tuple[tuple[str, str], ...]
    entry: int


@dataclass(frozen=True, slots=True)
class TrialFacts:
    """A copy that a verdict names, with the figures that anybody can compute again.

    `parts`: revision, container, slots read, score.
    """

    copy: str
    log10_false_match: float
    n: int
    h: int
    read: int
    judged: int
    parts: tuple[tuple[str, str, int, float], ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A timestamp: authority, entries covered, time, the highest certificate and its SHA-256."""

    authority: str
    size: int
    at: datetime
    root: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """Everything the readable part says.

    Attributes:
        zone: the vault's time zone, by name.
        number: dossier id; kind, subject: ``release``, ``leak`` or ``incident``, and its id.
        entries: all opened entries, in order.
        names: identifier → name, as far as opened entries give it.
        copies: copies in question.
        trials: named copies whose keys are opened; unproved: named ones whose are not.
        verdict: of the newest examination, empty when there was none.
        producers: (name, roles ever held, still a member).
        confirmed: timestamps. checkpoints: sizes.
        opened_before: accused copies whose keys had left in earlier dossiers when the leak was
            lodged, each with the ids of those.
        files: (name, SHA-256) of the dossier's files.
    """

    number: str
    kind: str
    subject: str
    owner: str
    vault: str
    zone: str
    made: datetime
    made_by: str
    size: int
    root: str
    entries: tuple[Entry, ...]
    names: Mapping[str, str]
    copies: tuple[CopyFacts, ...]
    trials: tuple[TrialFacts, ...] = ()
    unproved: tuple[str, ...] = ()
    verdict: str = ""
    producers: tuple[tuple[str, tuple[str, ...], bool], ...] = ()
    confirmed: tuple[Confirmed, ...] = ()
    checkpoints: tuple[int, ...] = ()
    opened_before: tuple[tuple[str, str], ...] = ()
    solo: bool = False
    leak: str = ""
    files: tuple[tuple[str, str], ...] = field(default=())
