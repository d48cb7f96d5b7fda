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
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
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


_NAME = re.compile(r"wrap/([1-9][0-9]{0,5})/([a-z0-9-]+)/[0-9a-f]{64}")


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
            match = _NAME.fullmatch(name)
            if match is None or match[2] not in (CHAIN, self._member.lower()):
                continue
            data = self._store.get(name)
            self._read.add(name)
            if not addressed_is_intact(name, data):
                continue
            try:
                content = msgspec.json.decode(data, type=_Wrap)
            except (msgspec.DecodeError, UnicodeDecodeError):
                continue  # somebody else's doing; `cocoon ledger verify` says so
            epoch = int(match[1])
            for key, sealed in content.secrets.items():
                if match[2] == CHAIN:
                    self._chained.setdefault((epoch - 1, key), []).append(sealed)
                else:
                    self._sealed.setdefault((epoch, key), []).append(sealed)

    @property
    def newest_epoch(self) -> int:
        """The newest epoch any secret of which is sealed to this person; 0 if none."""
        return max((epoch for epoch, _ in self._sealed), default=0)

    def chained(self, epoch: int, name: str) -> bool:
        """Whether holders of the next epoch's secret of this name can read this epoch's.

        A chain file that a lost race left behind does not count: only one that opens does.
        """
        secret, newer = self.find(epoch, name), self.find(epoch + 1, name)
        if secret is None or newer is None:
            return False
        return secret in self._unchained(epoch, name, newer)

    def find(self, epoch: int, name: str) -> bytes | None:
        """The secret, or None when it is not sealed to this person."""
        secret = self._find(epoch, name)
        if secret is None:
            self.reload()
            secret = self._find(epoch, name)
        return secret

    def _find(self, epoch: int, name: str) -> bytes | None:
        """Sealed to this person, or down the chain from the next epoch where it is."""
        top = epoch
        while (found := self._direct(top, name)) is None:
            if (top, name) not in self._chained:
                return None
            top += 1
        for older in range(top - 1, epoch - 1, -1):
            candidates = self._unchained(older, name, found)
            found = self._confirmed(older, name, candidates)
            if found is None:
                return None
        return found

    def _direct(self, epoch: int, name: str) -> bytes | None:
        known = self._known.get((epoch, name))
        if known is not None:
            return known
        return self._confirmed(epoch, name, self._unsealed(epoch, name))

    def _confirmed(self, epoch: int, name: str, candidates: Iterable[bytes]) -> bytes | None:
        """The first candidate, or the first with the ledger's check value once that is known."""
        check = self.confirm(epoch, name)
        for secret in candidates:
            if check is None:
                return secret
            if check_value(secret) == check:
                self._known[epoch, name] = secret
                return secret
        return None

    def _unsealed(self, epoch: int, name: str) -> Iterator[bytes]:
        for sealed in self._sealed.get((epoch, name), ()):
            info = label("wrap", self._vault, epoch, name, self._member)
            with suppress(IntegrityError, ValueError):
                yield self._identity.open(b64decode(sealed), info)

    def _unchained(self, epoch: int, name: str, newer: bytes) -> Iterator[bytes]:
        for sealed in self._chained.get((epoch, name), ()):
            with suppress(InvalidTag, ValueError):
                box = b64decode(sealed)
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
