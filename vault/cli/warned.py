"""How commands show what upkeep asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vault.app.maintenance.upkeep import Warned


def warnings_json(warnings: Iterable[Warned]) -> list[dict[str, str]]:
    """Warnings as the contract shows them."""
    return [{"code": each.code, "message": each.message, "next": each.next} for each in warnings]


def warning_lines(warnings: Iterable[Warned]) -> list[str]:
    """Warnings for a person."""
    return [line for each in warnings for line in (f"Note: {each.message}", f"  {each.next}")]
