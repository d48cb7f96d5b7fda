"""AES-256 encryption of a copy (ISO 32000-2, 7.6, revision 6), keyed by a seed.

File key, salts, owner password and initialisation vectors are all derived from the copy's
seed, so that making the copy again gives the same bytes. The seed must differ between copies:
that is what keeps keys and vectors unique.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

_PERMISSIONS = 0xFFFFFFFC  # everything is allowed; the password alone protects


class Encryption:
    """Encrypts the streams of one copy.

    Args:
        seed: 32 secret bytes, unique to the copy.
        user_password: opens the copy.
    """

    def __init__(self, seed: bytes, user_password: str) -> None:
        if len(seed) != 32:
            raise ValueError("a seed is 32 bytes")
        self._key = _derive(seed, b"file key", 32)
        self._vector_key = _derive(seed, b"initialisation vectors", 32)
        salts = _derive(seed, b"salts", 36)
        owner = _derive(seed, b"owner password", 24).hex().encode()
        self._dictionary = _dictionary(self._key, _prepared(user_password), owner, salts)

    @property
    def dictionary(self) -> bytes:
        """The encryption dictionary, serialised."""
        return self._dictionary

    def vectors(self, numbers: Iterable[int]) -> dict[int, bytes]:
        """Initialisation vectors of the streams with these object numbers."""
        every = list(numbers)
        blocks = b"".join(number.to_bytes(16, "big") for number in every)
        mixed = _ecb(self._vector_key, blocks)
        return {number: mixed[16 * i : 16 * i + 16] for i, number in enumerate(every)}

    def encrypt(self, vector: bytes, data: bytes | memoryview) -> bytes:
        """Stream data as AESV3: vector, then AES-256-CBC with PKCS #7 padding."""
        short = 16 - len(data) % 16
        engine = Cipher(algorithms.AES(self._key), modes.CBC(vector)).encryptor()
        return b"".join((vector, engine.update(data), engine.update(bytes([short]) * short)))


def _derive(seed: bytes, purpose: bytes, size: int) -> bytes:
    return HKDFExpand(hashes.SHA256(), size, b"cocoon pdf encryption " + purpose).derive(seed)


def _prepared(password: str) -> bytes:
    """At most 127 bytes of UTF-8 (7.6.4.3.3), normalised as SASLprep does."""
    return unicodedata.normalize("NFKC", password).encode("utf-8")[:127]


def _dictionary(key: bytes, user: bytes, owner: bytes, salts: bytes) -> bytes:
    user_check, user_key, owner_check, owner_key, filler = (
        salts[0:8],
        salts[8:16],
        salts[16:24],
        salts[24:32],
        salts[32:36],
    )
    u = hash_2b(user, user_check) + user_check + user_key
    ue = _cbc(hash_2b(user, user_key), key)
    o = hash_2b(owner, owner_check, u) + owner_check + owner_key
    oe = _cbc(hash_2b(owner, owner_key, u), key)
    perms = _ecb(key, _PERMISSIONS.to_bytes(4, "little") + b"\xff\xff\xff\xffTadb" + filler)
    fields = (b"U", u), (b"UE", ue), (b"O", o), (b"OE", oe), (b"Perms", perms)
    return (
        b"<< /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /EncryptMetadata true"
        b" /CF << /StdCF << /AuthEvent /DocOpen /CFM /AESV3 /Length 32 >> >>"
        b" /StmF /StdCF /StrF /StdCF "
        + b" ".join(b"/%b <%b>" % (name, value.hex().encode()) for name, value in fields)
        + b" >>"
    )


def hash_2b(password: bytes, salt: bytes, user: bytes = b"") -> bytes:
    """Algorithm 2.B of ISO 32000-2: the hash of revision 6."""
    k = hashlib.sha256(password + salt + user).digest()
    done = 0
    while True:
        block = (password + k + user) * 64
        engine = Cipher(algorithms.AES(k[:16]), modes.CBC(k[16:32])).encryptor()
        mixed = engine.update(block)
        kind = (hashlib.sha256, hashlib.sha384, hashlib.sha512)[sum(mixed[:16]) % 3]
        k = kind(mixed).digest()
        done += 1
        if done >= 64 and mixed[-1] <= done - 32:
            return k[:32]


def _cbc(key: bytes, data: bytes) -> bytes:
    return Cipher(algorithms.AES(key), modes.CBC(bytes(16))).encryptor().update(data)


def _ecb(key: bytes, data: bytes) -> bytes:
    # Single blocks under a key of their own: no pattern can show.
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(data)
