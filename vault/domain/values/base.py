"""The base of all values, and what points at encrypted content."""

from __future__ import annotations

import msgspec


class Value(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Base of all values: trees of plain parts, so that no collector need look for cycles."""


class Pointer(Value, frozen=True):
    """Where encrypted bytes lie and which key opens them.

    Attributes:
        blob: name in the store.
        size: plaintext bytes.
        sha256: of the plaintext, hex.
        key: the blob's own key, encrypted under a secret of `epoch`, base64.
        epoch: whose secrets.
        under: names of the secrets that together open it.
    """

    blob: str
    size: int
    sha256: str
    key: str
    epoch: int
    under: tuple[str, ...]
