"""Keys of copies: derived from the trace secret of an epoch, so that one can be opened alone.

``copy key = HKDF(trace, "copy", copy id)`` and ``bias key = HKDF(trace, "bias", revision id)``.
The ledger holds a salted commitment to each; the salt is derived like the key, so that an
opened copy shows key and salt together, and nothing of any other copy.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from vault.keys.derive import derive


@dataclass(frozen=True, slots=True)
class Committed:
    """A key and the salt of its commitment, 32 bytes each."""

    key: bytes
    salt: bytes

    def commitment(self) -> str:
        """What the ledger keeps, base64."""
        from vault.marks.codes_stream import commit

        return b64encode(commit(self.key, self.salt)).decode()


def copy_key(trace: bytes, copy: str) -> Committed:
    """A copy's own key: its coins come from it."""
    return Committed(derive(trace, "copy", copy), derive(trace, "copy salt", copy))


def bias_key(trace: bytes, revision: str) -> Committed:
    """A revision's bias key in an epoch: how likely each coin shows +1."""
    return Committed(derive(trace, "bias", revision), derive(trace, "bias salt", revision))


def file_seed(trace: bytes, copy: str, revision: str) -> bytes:
    """Randomness for the bytes of one file of a copy (initialisation vectors, ids)."""
    return derive(trace, "file", copy, revision)


def open_password(trace: bytes, copy: str) -> str:
    """A copy's open password: 20 letters, about 100 bits, in groups of five."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    letters = "".join(
        alphabet[byte & 31] for byte in derive(trace, "open password", copy, length=20)
    )
    return "-".join(letters[i : i + 5] for i in range(0, 20, 5))
