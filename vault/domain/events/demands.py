"""What partners ask for, and what came of it."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from vault.domain.events.body import Body
from vault.domain.values import Evidence


class DemandAdded(Body, frozen=True):
    """A partner asked for technical data, in writing or not.

    `required` holds the items that the law in force on the day of receipt asks for, so that
    every program judges the demand alike whatever law it knows.
    """

    kind: ClassVar[str] = "demand.added"
    demand: str
    partner: str
    received: str
    channel: str
    words: str
    asked_by: str = ""
    items: dict[str, str] = msgspec.field(default_factory=dict)
    required: tuple[str, ...] = ()
    relation: str = "unknown"
    due: str = ""
    files: tuple[Evidence, ...] = ()


class DemandFollowed(Body, frozen=True):
    """An answer, a reminder or a note; a `relation` told comes with what is `required` now."""

    kind: ClassVar[str] = "demand.followed"
    demand: str
    at: str
    note: str
    channel: str = ""
    items: dict[str, str] = msgspec.field(default_factory=dict)
    files: tuple[Evidence, ...] = ()
    relation: str = ""
    required: tuple[str, ...] = ()


class DemandClosed(Body, frozen=True):
    """A demand needs no more attention."""

    kind: ClassVar[str] = "demand.closed"
    demand: str
    reason: str
