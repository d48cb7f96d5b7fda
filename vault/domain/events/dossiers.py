"""Dossiers of evidence that went outside."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body


class DossierExported(Body, frozen=True):
    """Entries were opened for others to see, and with them the keys of some copies.

    Whoever has seen a copy's key could make that copy's marks, so that a leak found after this
    entry says less about it.
    """

    kind: ClassVar[str] = "dossier.exported"
    dossier: str
    about: str
    entries: tuple[int, ...]
    copies: tuple[str, ...] = ()
