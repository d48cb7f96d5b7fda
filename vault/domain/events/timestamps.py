"""Outside authorities that say when the ledger was as it was."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body


class TimestampAdded(Body, frozen=True):
    """An RFC 3161 token over the checkpoint of the first `size` entries; kept whole."""

    kind: ClassVar[str] = "timestamp.added"
    size: int
    root: str
    token: str
    at: str
    authority: str


class AuthoritySet(Body, frozen=True):
    """Which authority is asked after each sealing; an empty address means none.

    `certificates` are the authority's root certificates (PEM), when the owner named them.
    """

    kind: ClassVar[str] = "authority.set"
    address: str
    certificates: str = ""
