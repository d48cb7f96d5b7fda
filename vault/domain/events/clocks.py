"""Clocks that ran ahead."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body
from vault.ledger.times import CORRECTED


class ClockCorrected(Body, frozen=True):
    """Entries of these authors are dated too late; this one's own time is right."""

    kind: ClassVar[str] = CORRECTED
    authors: tuple[str, ...]
    reason: str
