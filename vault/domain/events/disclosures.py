"""What happens to a copy after it left, and what left before there were copies.

`copy` is the id of a copy or of an earlier disclosure; `at` is when it happened, as told.
"""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body
from vault.domain.values import Evidence


class DisclosureRecorded(Body, frozen=True):
    """A document went out before the vault, or past it.

    `pages` are 0-based, None means all; `revision` 0 means that nobody knows which.
    """

    kind: ClassVar[str] = "disclosure.recorded"
    disclosure: str
    partner: str
    document: str
    sent: str
    note: str
    revision: int = 0
    pages: tuple[int, ...] | None = None
    contact: str = ""
    until: str = ""
    files: tuple[Evidence, ...] = ()


class DisclosureStruck(Body, frozen=True):
    """The record was wrong: it did not go out, or not like this."""

    kind: ClassVar[str] = "disclosure.struck"
    disclosure: str
    reason: str


class CopyDelivered(Body, frozen=True):
    """A copy reached its recipient."""

    kind: ClassVar[str] = "copy.delivered"
    copy: str
    at: str
    channel: str
    note: str = ""
    files: tuple[Evidence, ...] = ()


class CopyAcknowledged(Body, frozen=True):
    """The recipient confirmed in writing that it arrived."""

    kind: ClassVar[str] = "copy.acknowledged"
    copy: str
    at: str
    note: str = ""
    files: tuple[Evidence, ...] = ()


class CopyReturned(Body, frozen=True):
    """The recipient gave it back, or certified that it is destroyed."""

    kind: ClassVar[str] = "copy.returned"
    copy: str
    at: str
    destroyed: bool = False
    note: str = ""
    files: tuple[Evidence, ...] = ()


class CopyRecalled(Body, frozen=True):
    """The firm calls it back before its time."""

    kind: ClassVar[str] = "copy.recalled"
    copy: str
    reason: str
