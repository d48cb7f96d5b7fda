"""From a passphrase to a person's seed: Argon2id, with its parameters kept beside the result.

A *slot* is what lies in the vault folder: parameters, salt and the seed encrypted under the
derived key. Whoever copies the folder can try passphrases offline; Argon2id (RFC 9106) makes
each try cost memory and time.
"""

from __future__ import annotations

import secrets
import unicodedata
from base64 import b64decode, b64encode

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from vault.errors import CocoonError, IntegrityError
from vault.keys.derive import label

MIN_LENGTH = 8
_MAX_MEMORY_KIB = 4 << 20
_MAX_ITERATIONS = 64
_MAX_LANES = 64


class Cost(msgspec.Struct, frozen=True):
    """Argon2id cost: memory in KiB, passes, lanes. The default is RFC 9106's second choice."""

    memory: int = 65536
    iterations: int = 3
    lanes: int = 4


class Slot(msgspec.Struct, frozen=True):
    """A person's seed, locked by a passphrase."""

    v: int
    vault: str
    member: str
    cost: Cost
    salt: str
    nonce: str
    sealed: str


def require_strength(passphrase: str) -> None:
    """Refuse a passphrase that is trivially short.

    Raises:
        CocoonError: code ``weak-passphrase``.
    """
    if len(passphrase.strip()) < MIN_LENGTH:
        raise CocoonError(
            "weak-passphrase",
            f"A passphrase needs at least {MIN_LENGTH} characters.",
            "Choose a longer one, for example four or five words.",
        )


def _key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    # NFC: the same Hangul typed on macOS (NFD) and Windows (NFC) must give the same key.
    text = unicodedata.normalize("NFC", passphrase).encode()
    return Argon2id(
        salt=salt,
        length=32,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive(text)


def lock(
    seed: bytes, passphrase: str, *, vault: str, member: str, cost: Cost | None = None
) -> bytes:
    """Lock a seed with a passphrase; returns the slot's bytes."""
    cost = cost or Cost()
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    aad = label("slot", 1, vault, member, cost.memory, cost.iterations, cost.lanes)
    sealed = AESGCM(_key(passphrase, salt, cost)).encrypt(nonce, seed, aad)
    slot = Slot(
        v=1,
        vault=vault,
        member=member,
        cost=cost,
        salt=b64encode(salt).decode(),
        nonce=b64encode(nonce).decode(),
        sealed=b64encode(sealed).decode(),
    )
    return msgspec.json.encode(slot)


def parse(data: bytes) -> Slot:
    """Read a slot's bytes; the cost is bounded, since the folder may be hostile."""
    try:
        slot = msgspec.json.decode(data, type=Slot)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise damaged() from error
    if slot.v != 1:
        raise CocoonError(
            "newer-format",
            "This vault was written by a newer version of Cocoon.",
            "Install the current version, then try again.",
        )
    cost = slot.cost
    if not (
        8 <= cost.memory <= _MAX_MEMORY_KIB
        and 1 <= cost.iterations <= _MAX_ITERATIONS
        and 1 <= cost.lanes <= _MAX_LANES
    ):
        raise damaged()
    return slot


def unlock(slot: Slot, passphrase: str) -> bytes:
    """The seed in a slot.

    Raises:
        CocoonError: code ``wrong-passphrase``.
    """
    aad = label(
        "slot", 1, slot.vault, slot.member, slot.cost.memory, slot.cost.iterations, slot.cost.lanes
    )
    try:
        key = _key(passphrase, b64decode(slot.salt), slot.cost)
        return AESGCM(key).decrypt(b64decode(slot.nonce), b64decode(slot.sealed), aad)
    except InvalidTag as error:
        raise CocoonError(
            "wrong-passphrase",
            "The passphrase is not the one of this member.",
            "Check caps lock and keyboard language and try again, or use "
            "`cocoon member recover` with the recovery key.",
        ) from error
    except ValueError as error:
        raise damaged() from error


def damaged(*names: str) -> IntegrityError:
    """The error for slots that are not what was written."""
    files = f"The file {names[0]} that holds" if len(names) == 1 else "A file that holds"
    if len(names) > 1:
        files = f"The files {' and '.join(names)} that hold"
    verb = "are" if len(names) > 1 else "is"
    return IntegrityError(
        "slot-damaged",
        f"{files} this member's locked key {verb} damaged.",
        "Restore from a backup, or use `cocoon member recover` with the recovery key.",
    )
