"""Companies and the people there."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body


class PartnerAdded(Body, frozen=True):
    """A company."""

    kind: ClassVar[str] = "partner.added"
    partner: str
    name: str


class ContactAdded(Body, frozen=True):
    """A named recipient."""

    kind: ClassVar[str] = "contact.added"
    contact: str
    partner: str
    name: str
    email: str = ""
    title: str = ""


class ContactRemoved(Body, frozen=True):
    """A recipient who gets nothing more."""

    kind: ClassVar[str] = "contact.removed"
    contact: str
