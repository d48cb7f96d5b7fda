"""How a rule says no."""

from __future__ import annotations

from vault.errors import RefusedError


def require(condition: object, code: str, message: str, next: str = "") -> None:
    """Refuse unless the condition holds."""
    if not condition:
        raise RefusedError(code, message, next)
