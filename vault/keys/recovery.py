"""The recovery key: 32 bytes on paper, written so that a person can type them again.

Crockford base32 in groups of four with a checksum, so that a mistyped group is found before it
is tried. The key is itself an HPKE recipient of every epoch.
"""

from __future__ import annotations

import hashlib
import secrets

from vault.errors import CocoonError
from vault.keys.identity import Identity

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {letter: index for index, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_PREFIX = "COCOON"
_BYTES = 32
_CHECK = 3


def random_id(prefix: str, length: int = 8) -> str:
    """A new identifier such as ``D-7K3QF2M9``: 40 random bits, no letters that look alike."""
    return prefix + "-" + "".join(secrets.choice(_ALPHABET) for _ in range(length))


def generate() -> tuple[str, Identity]:
    """A new recovery key: the text for paper, and the identity it stands for."""
    seed = secrets.token_bytes(_BYTES)
    return write(seed), Identity(seed)


def write(seed: bytes) -> str:
    """The text form: prefix, then base32 of seed and checksum in groups of four."""
    data = seed + hashlib.sha256(b"cocoon recovery" + seed).digest()[:_CHECK]
    number = int.from_bytes(data, "big")
    letters = "".join(_ALPHABET[(number >> shift) & 31] for shift in range(275, -1, -5))
    return "-".join([_PREFIX, *(letters[i : i + 4] for i in range(0, len(letters), 4))])


def read(text: str) -> Identity:
    """The identity a written recovery key stands for.

    Raises:
        CocoonError: code ``bad-recovery-key`` when a character or the checksum is wrong.
    """
    letters = "".join(text.upper().split()).replace("-", "").removeprefix(_PREFIX)
    number = 0
    ok = len(letters) == 56
    for letter in letters if ok else "":
        value = _VALUE.get(letter)
        if value is None:
            ok = False
            break
        number = number << 5 | value
    data = number.to_bytes(_BYTES + _CHECK, "big") if ok and number >> 280 == 0 else b""
    seed = data[:_BYTES]
    if not data or hashlib.sha256(b"cocoon recovery" + seed).digest()[:_CHECK] != data[_BYTES:]:
        raise CocoonError(
            "bad-recovery-key",
            "This is not a complete recovery key, or a character of it is wrong.",
            "Type it again from the paper: COCOON, then fourteen groups of four characters.",
        )
    return Identity(seed)
