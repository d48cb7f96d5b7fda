"""Wrap files: the vault's secrets, sealed to those who may have them.

An *epoch* is one set of secrets: ``ledger``, ``seal``, ``trace`` and one
``technology:<id>`` each. A wrap file ``wrap/<epoch>/<member>/<sha256>`` holds some of them,
each sealed by HPKE to one member with vault, epoch, name and member bound into it. A chain
file ``wrap/<epoch>/chain/<sha256>`` holds the secrets of the epoch before, each encrypted
under its successor, so that holders of the new can read the old but never the other way
round. File names carry the SHA-256 of the content, so that a flipped bit is found by anybody.
"""

from __future__ import annotations

import hashlib
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault.errors import CocoonError, IntegrityError
from vault.keys.derive import check_value, derive, label
from vault.keys.identity import Identity, PublicIdentity
from vault.storage.store import Store

CHAIN = "chain"
LEDGER, SEAL, TRACE = "ledger", "seal", "trace"


def technology_key(technology: str) -> str:
    """The name of the secret that opens one technology's documents."""
    return f"technology:{technology}"


class _Wrap(msgspec.Struct, frozen=True):
    v: int
    vault: str
    epoch: int
    to: str
    secrets: dict[str, str]


def put_addressed(store: Store, folder: str, data: bytes) -> str:
    """Store bytes under their own SHA-256 in a folder; returns the full name."""
    name = f"{folder}/{hashlib.sha256(data).hexdigest()}"
    store.put_if_absent(name, data)
    return name


def addressed_is_intact(name: str, data: bytes) -> bool:
    """Whether a file stored by `put_addressed` still has the content its name says."""
    return name.rsplit("/", 1)[-1] == hashlib.sha256(data).hexdigest()


def wrap(
    store: Store,
    *,
    vault: str,
    epoch: int,
    member: str,
    to: PublicIdentity,
    given: Mapping[str, bytes],
) -> str:
    """Seal secrets of one epoch to one member; returns the wrap file's name."""
    sealed = {
        name: b64encode(to.seal(secret, label("wrap", vault, epoch, name, member))).decode()
        for name, secret in sorted(given.items())
    }
    data = msgspec.json.encode(_Wrap(1, vault, epoch, member, sealed))
    return put_addressed(store, f"wrap/{epoch}/{member.lower()}", data)


def chain(
    store: Store, *, vault: str, epoch: int, new: Mapping[str, bytes], old: Mapping[str, bytes]
) -> str:
    """Encrypt the secrets of epoch - 1 under those of `epoch`; returns the file's name."""
    sealed = {}
    for name in sorted(old.keys() & new.keys()):
        nonce = secrets.token_bytes(12)
        box = AESGCM(derive(new[name], "chain", name)).encrypt(
            nonce, old[name], label("chain", vault, epoch, name)
        )
        sealed[name] = b64encode(nonce + box).decode()
    data = msgspec.json.encode(_Wrap(1, vault, epoch, CHAIN, sealed))
    return put_addressed(store, f"wrap/{epoch}/{CHAIN}", data)


Confirm = Callable[[int, str], str | None]
"""Gives the ledger's check value of a secret by epoch and name, None while it is not known."""


class KeyRing:
    """The vault's secrets that one person can open, found as they are asked for.

    A crash or a lost race may leave wrap files of an epoch that never began; the ledger's check
    values, through `confirm`, tell them from the real ones.
    """

    def __init__(self, store: Store, vault: str, member: str, identity: Identity) -> None:
        self.confirm: Confirm = lambda epoch, name: None
        self._store = store
        self._vault = vault
        self._member = member
        self._identity = identity
        self._known: dict[tuple[int, str], bytes] = {}
        self._sealed: dict[tuple[int, str], list[str]] = {}
        self._chained: dict[tuple[int, str], list[str]] = {}
        self._read: set[str] = set()
        self.reload()

    def reload(self) -> None:
        """Look for wraps that appeared since; nothing already opened is opened again."""
        for name in self._store.list("wrap/"):
            if name in self._read:
                continue
            _, epoch, to, *_ = name.split("/")
            if to not in (CHAIN, self._member.lower()):
                continue
            data = self._store.get(name)
            self._read.add(name)
            if not addressed_is_intact(name, data):
                continue
            content = msgspec.json.decode(data, type=_Wrap)
            for key, sealed in content.secrets.items():
                if to == CHAIN:
                    self._chained.setdefault((int(epoch) - 1, key), []).append(sealed)
                else:
                    self._sealed.setdefault((int(epoch), key), []).append(sealed)

    @property
    def newest_epoch(self) -> int:
        """The newest epoch any secret of which is sealed to this person; 0 if none."""
        return max((epoch for epoch, _ in self._sealed), default=0)

    def chained(self, epoch: int, name: str) -> bool:
        """Whether holders of the next epoch's secret of this name can read this epoch's."""
        return (epoch, name) in self._chained

    def find(self, epoch: int, name: str) -> bytes | None:
        """The secret, or None when it is not sealed to this person."""
        secret = self._find(epoch, name)
        if secret is None:
            self.reload()
            secret = self._find(epoch, name)
        return secret

    def _find(self, epoch: int, name: str) -> bytes | None:
        known = self._known.get((epoch, name))
        if known is not None:
            return known
        check = self.confirm(epoch, name)
        for secret in self._candidates(epoch, name):
            if check is None:
                return secret
            if check_value(secret) == check:
                self._known[epoch, name] = secret
                return secret
        return None

    def _candidates(self, epoch: int, name: str) -> Iterator[bytes]:
        for sealed in self._sealed.get((epoch, name), ()):
            info = label("wrap", self._vault, epoch, name, self._member)
            with suppress(IntegrityError, ValueError):
                yield self._identity.open(b64decode(sealed), info)
        for sealed in self._chained.get((epoch, name), ()):
            newer = self._find(epoch + 1, name)
            if newer is None:
                return
            box = b64decode(sealed)
            with suppress(InvalidTag):
                yield AESGCM(derive(newer, "chain", name)).decrypt(
                    box[:12], box[12:], label("chain", self._vault, epoch + 1, name)
                )

    def ledger_key(self, epoch: int) -> bytes:
        """The key that opens ledger bodies of an epoch.

        Raises:
            CocoonError: this person holds no ledger key of that epoch.
        """
        secret = self.find(epoch, LEDGER)
        if secret is None:
            raise CocoonError(
                "no-ledger-key",
                "This member's keys do not open the newest part of the ledger.",
                "If the member was removed this is expected; otherwise ask the owner to check "
                "the vault folder with `cocoon ledger verify`.",
            )
        return secret
