"""Leaks as they were found, read and judged."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

from vault.domain.events.body import Body
from vault.domain.values import LeakFile


class LeakLodged(Body, frozen=True):
    """Pieces of a leak, preserved as found."""

    kind: ClassVar[str] = "leak.lodged"
    leak: str
    files: tuple[LeakFile, ...]
    found_by: str = ""
    where: str = ""
    when: str = ""


class LeakRead(Body, frozen=True):
    """What was read from a leak, before any score: integer coefficients per revision."""

    kind: ClassVar[str] = "leak.read"
    leak: str
    files: tuple[str, ...]
    revisions: dict[str, Any]
    hypotheses: int
    searched: tuple[str, ...]
    not_searched: tuple[str, ...]
    pages: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    versions: dict[str, str] = msgspec.field(default_factory=dict)


class LeakJudged(Body, frozen=True):
    """The verdict on one reading."""

    kind: ClassVar[str] = "leak.judged"
    leak: str
    read_seq: int
    verdict: str
    hypotheses: int
    copies_tested: int
    matches: tuple[dict[str, Any], ...] = ()
