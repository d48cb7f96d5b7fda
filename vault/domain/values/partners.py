"""Companies and the people there."""

from __future__ import annotations

from vault.domain.values.base import Value


class Partner(Value, frozen=True):
    """A company that receives copies."""

    id: str
    name: str


class Contact(Value, frozen=True):
    """A named recipient at a partner."""

    id: str
    partner: str
    name: str
    email: str = ""
    title: str = ""
    removed: bool = False
