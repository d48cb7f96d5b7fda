"""What an outside authority said about the time."""

from __future__ import annotations

from vault.domain.values.base import Value


class Timestamp(Value, frozen=True):
    """An RFC 3161 token over a checkpoint of this ledger.

    Attributes:
        size, root: of the checkpoint (root: hex).
        token: the DER response, base64.
        at: time in the token; `authority`: its signer's name.
    """

    size: int
    root: str
    token: str
    at: str
    authority: str
    by: str
    entered: str
