"""Copies whose keys had left the firm before a leak was lodged.

A dossier opens the key of the copy that it accuses, so that others can recompute the verdict.
From then on whoever has seen it could make that copy's marks, and no bound speaks of that. A leak
that was preserved before the dossier was made cannot come from it, and is not doubted.
"""

from __future__ import annotations

from collections.abc import Iterable

from vault.domain.state import State


def exposed(state: State, leak: str, copies: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Of some copies those whose keys were opened before a leak was lodged, and where.

    Returns:
        copy → ids of the dossiers, oldest first.
    """
    lodged = state.facts.leaks[leak].at
    before = [dossier for dossier in state.facts.dossiers.values() if dossier.at < lodged]
    found = {
        copy: tuple(dossier.id for dossier in before if copy in dossier.copies) for copy in copies
    }
    return {copy: dossiers for copy, dossiers in found.items() if dossiers}


def warnings(state: State, leak: str, copies: Iterable[str]) -> list[str]:
    """One sentence for each such copy."""
    notes: list[str] = []
    for copy, dossiers in exposed(state, leak, copies).items():
        notes.append(
            f"The key of copy {copy} had been opened in dossier {', '.join(dossiers)} before this "
            "leak was lodged: whoever has seen it could have made a copy with the same marks, "
            "which the bound does not speak of."
        )
    return notes
