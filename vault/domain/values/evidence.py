"""Files that prove something: kept encrypted with their hash, as they came."""

from __future__ import annotations

from vault.domain.values.base import Pointer, Value


class Evidence(Value, frozen=True):
    """One file kept as proof; every member may read it."""

    name: str
    sha256: str
    size: int
    content: Pointer
