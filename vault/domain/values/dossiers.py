"""Dossiers of evidence that went outside."""

from __future__ import annotations

from vault.domain.values.base import Value


class Dossier(Value, frozen=True):
    """What was opened for others to see.

    Attributes:
        about: the release, leak or incident.
        copies: copies whose keys were opened; from then on others could make their marks.
    """

    id: str
    about: str
    by: str
    at: str
    copies: tuple[str, ...] = ()
