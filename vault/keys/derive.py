"""Key derivation: every derived key says what it is for, in one unambiguous form."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def label(*parts: str | int) -> bytes:
    """Encode labels unambiguously: each part as ``<length>:<utf-8>``, joined."""
    encoded = [str(part).encode() for part in parts]
    return b"".join(str(len(part)).encode() + b":" + part for part in encoded)


def derive(secret: bytes, *purpose: str | int, length: int = 32) -> bytes:
    """Derive a key of `length` bytes from a uniformly random secret (RFC 5869, SHA-256)."""
    return HKDF(
        algorithm=SHA256(), length=length, salt=None, info=label("cocoon", 1, *purpose)
    ).derive(secret)


def check_value(secret: bytes) -> str:
    """A public value that tells whether a secret is the right one, and nothing else of it."""
    return derive(secret, "check", length=16).hex()
