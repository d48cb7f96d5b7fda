"""Letters that the firm wrote."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body
from vault.domain.values import Evidence


class LetterWritten(Body, frozen=True):
    """A letter exists; its bytes are kept."""

    kind: ClassVar[str] = "letter.written"
    letter: str
    about: str
    sort: str
    language: str
    file: Evidence


class LetterDelivered(Body, frozen=True):
    """A letter reached somebody, with proof."""

    kind: ClassVar[str] = "letter.delivered"
    letter: str
    at: str
    channel: str
    note: str = ""
    files: tuple[Evidence, ...] = ()
