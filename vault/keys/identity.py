"""A person's keys: one 32-byte seed gives the HPKE key pair and the signing key.

HPKE is RFC 9180 with X-Wing (ML-KEM-768 + X25519), HKDF-SHA256 and AES-256-GCM, so secrets
sealed today stay closed to whoever keeps them until quantum computers exist. Signatures are
Ed25519.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from vault.errors import IntegrityError
from vault.keys.derive import derive

_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_MLKEM_PUBLIC = 1184
_X25519_PUBLIC = 32


@dataclass(frozen=True, slots=True)
class PublicIdentity:
    """What everybody may know of a person's keys.

    Attributes:
        seal_to: ML-KEM-768 public key (1184 bytes) followed by X25519 public key (32 bytes).
        verify: Ed25519 public key, 32 bytes.
    """

    seal_to: bytes
    verify: bytes

    def seal(self, secret: bytes, info: bytes) -> bytes:
        """Seal a secret to this person; `info` binds the context and is needed to open it."""
        public = hpke.MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.seal_to[:_MLKEM_PUBLIC]),
            X25519PublicKey.from_public_bytes(self.seal_to[_MLKEM_PUBLIC:]),
        )
        return _SUITE.encrypt(secret, public, info=info)

    def verify_key(self) -> Ed25519PublicKey:
        """The key that checks this person's signatures."""
        return Ed25519PublicKey.from_public_bytes(self.verify)


class Identity:
    """A person's private keys, all derived from one seed."""

    def __init__(self, seed: bytes) -> None:
        if len(seed) != 32:
            raise ValueError("an identity seed has 32 bytes")
        self._seed = seed

    @classmethod
    def generate(cls) -> Identity:
        """A new identity from the system's random source."""
        return cls(secrets.token_bytes(32))

    def __repr__(self) -> str:
        return "Identity(…)"

    @property
    def seed(self) -> bytes:
        """The 32 secret bytes everything else comes from."""
        return self._seed

    @cached_property
    def signer(self) -> Ed25519PrivateKey:
        """The signing key."""
        return Ed25519PrivateKey.from_private_bytes(derive(self._seed, "identity", "ed25519"))

    @cached_property
    def _kem(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        return (
            MLKEM768PrivateKey.from_seed_bytes(
                derive(self._seed, "identity", "mlkem768", length=64)
            ),
            X25519PrivateKey.from_private_bytes(derive(self._seed, "identity", "x25519")),
        )

    @cached_property
    def public(self) -> PublicIdentity:
        """The public half."""
        mlkem, x25519 = self._kem
        return PublicIdentity(
            seal_to=mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw(),
            verify=self.signer.public_key().public_bytes_raw(),
        )

    def open(self, sealed: bytes, info: bytes) -> bytes:
        """Open what was sealed to this person under the same `info`.

        Raises:
            IntegrityError: it was sealed to somebody else, for something else, or altered.
        """
        mlkem, x25519 = self._kem
        try:
            return _SUITE.decrypt(sealed, hpke.MLKEM768X25519PrivateKey(mlkem, x25519), info=info)
        except (InvalidTag, ValueError) as error:
            raise IntegrityError(
                "sealed-key-unreadable",
                "A sealed key in the vault folder does not open with this person's key.",
                "Run `cocoon ledger verify`, and restore damaged files from a backup.",
            ) from error
