"""Key streams for coins, and commitments to the keys they come from.

One key, many streams: each stream has a label and fields, and no two different (label, fields)
ever give related bytes. The encoding is unambiguous, so nobody can argue that the coins of one
copy were chosen to look like those of another.

    info   = for each of label, field 1, field 2, ...: u32le(length of UTF-8) || UTF-8
    stream = ChaCha20(key = HKDF-SHA256(key, salt = empty, info, 32 bytes),
                      counter and nonce = 16 zero bytes) over zeros
    word i = u32le(stream[4 i : 4 i + 4])

Integers are written as decimal digits without sign or leading zeros.
"""

from __future__ import annotations

import hashlib
import hmac

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from numpy.typing import NDArray

KEY_BYTES = 32
SALT_BYTES = 32

_START = bytes(16)
_COMMITMENT = b"cocoon/key-commitment/1\0"


def encode(*fields: str | int) -> bytes:
    """Encode fields so that different fields never give the same bytes.

    Raises:
        ValueError: for a negative integer.
    """
    parts = bytearray()
    for field in fields:
        if isinstance(field, int) and field < 0:
            raise ValueError("a field of a key stream must not be negative")
        data = str(field).encode()
        parts += len(data).to_bytes(4, "little") + data
    return bytes(parts)


def words(key: bytes, count: int, *fields: str | int) -> NDArray[np.uint32]:
    """Return `count` uniform 32-bit words, shape (count,), for one key and one set of fields.

    Raises:
        ValueError: when the key is not 32 bytes long.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a code key is 32 bytes long")
    stream_key = HKDF(SHA256(), 32, salt=None, info=encode(*fields)).derive(key)
    stream = Cipher(ChaCha20(stream_key, _START), mode=None).encryptor()
    return np.frombuffer(stream.update(bytes(4 * count)), "<u4").astype(np.uint32, copy=False)


def commit(key: bytes, salt: bytes) -> bytes:
    """Commit to a copy key or a bias key: SHA-256(label || salt || key), 32 bytes.

    The ledger keeps the commitment from the day the copy was made; salt and key are shown
    later, one key at a time, without saying anything about the others.

    Args:
        key: 32 bytes.
        salt: 32 random bytes of its own for every commitment.

    Raises:
        ValueError: when key or salt has another length.
    """
    if len(key) != KEY_BYTES or len(salt) != SALT_BYTES:
        raise ValueError("a commitment takes a key and a salt of 32 bytes each")
    return hashlib.sha256(_COMMITMENT + salt + key).digest()


def opens(commitment: bytes, key: bytes, salt: bytes) -> bool:
    """Tell whether key and salt open the commitment."""
    if len(key) != KEY_BYTES or len(salt) != SALT_BYTES:
        return False
    return hmac.compare_digest(commitment, commit(key, salt))
