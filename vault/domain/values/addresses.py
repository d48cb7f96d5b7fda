"""Where letters go, and who stands for a firm."""

from __future__ import annotations

from vault.domain.values.base import Value


class Address(Value, frozen=True):
    """A firm's postal address and its representative; empty where unknown."""

    postal: str = ""
    representative: str = ""
