"""Leaks, and what was said of them."""

from __future__ import annotations

from vault.domain.values.base import Value


class LeakFile(Value, frozen=True):
    """One preserved piece of a leak; its blob key is sealed to holders of the trace key."""

    name: str
    sha256: str
    size: int
    blob: str
    sealed_key: str
    epoch: int


class Judgement(Value, frozen=True):
    """One run of tracing on a leak: what was read (by sequence number) and what it said."""

    read_seq: int
    verdict: str
    hypotheses: int
    copies_tested: int
    matches: tuple[str, ...] = ()


class Leak(Value, frozen=True):
    """A leaked file or photo, preserved as it was found."""

    id: str
    files: tuple[LeakFile, ...]
    by: str
    at: str
    found_by: str = ""
    where: str = ""
    when: str = ""
    readings: tuple[int, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    tried: int = 0
