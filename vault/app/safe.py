"""The safe: content encrypted under the secrets that somebody's role must hold.

Every blob has a key of its own; that key is encrypted under one or more of the vault's secrets
(several secrets: all of them are needed) and lies in the ledger beside the blob's name.
"""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault.domain.values import Pointer
from vault.errors import CocoonError, IntegrityError
from vault.keys.derive import derive, label
from vault.storage import blobs
from vault.storage.store import Store

Secret = Callable[[str, int], bytes]
"""Gives a secret by name and epoch, or raises `CocoonError`."""

IN_MEMORY = 1 << 30
"""Content above this size is never read whole."""


class Safe:
    """Puts content in and takes it out, for one person's secrets."""

    def __init__(self, store: Store, vault: str, secret: Secret) -> None:
        self._store = store
        self._vault = vault
        self._secret = secret

    def _kek(self, under: Iterable[str], epoch: int) -> AESGCM:
        names = sorted(under)
        material = b"".join(self._secret(name, epoch) for name in names)
        return AESGCM(derive(material, "content key", *names))

    def seal_small(self, data: bytes, *, under: Iterable[str], epoch: int, what: str) -> str:
        """Encrypt a few bytes for an event's field; base64."""
        nonce = secrets.token_bytes(12)
        box = self._kek(under, epoch).encrypt(nonce, data, label("small", self._vault, what))
        return b64encode(nonce + box).decode()

    def open_small(self, sealed: str, *, under: Iterable[str], epoch: int, what: str) -> bytes:
        """Open what `seal_small` made."""
        box = b64decode(sealed)
        try:
            return self._kek(under, epoch).decrypt(
                box[:12], box[12:], label("small", self._vault, what)
            )
        except InvalidTag as error:
            raise IntegrityError(
                "key-unreadable",
                "A key in the ledger does not open what it should.",
                "Run `cocoon ledger verify`.",
            ) from error

    def put(
        self, chunks: Iterable[bytes], *, under: tuple[str, ...], epoch: int, what: str
    ) -> Pointer:
        """Encrypt content into the store; `what` says what it is and is needed to read it.

        Raises:
            CocoonError: the store refused; nothing was stored.
        """
        key = blobs.new_key()
        ref = blobs.put(self._store, chunks, key=key, context=label(self._vault, what))
        sealed = self.seal_small(key, under=under, epoch=epoch, what="blob " + what)
        return Pointer(ref.name, ref.size, ref.sha256, sealed, epoch, under)

    def _key(self, pointer: Pointer, what: str) -> bytes:
        return self.open_small(
            pointer.key, under=pointer.under, epoch=pointer.epoch, what="blob " + what
        )

    def get(self, pointer: Pointer, what: str) -> bytes:
        """The whole content, authenticated.

        Raises:
            CocoonError: ``too-large`` for content that should be streamed.
            IntegrityError: damaged or exchanged.
        """
        key = self._key(pointer, what)
        context = label(self._vault, what)
        return blobs.read_all(self._store, pointer.blob, key=key, context=context, limit=IN_MEMORY)

    def stream(self, pointer: Pointer, what: str) -> Iterator[bytes]:
        """The content piece by piece; believe none of it before the end."""
        key = self._key(pointer, what)
        return blobs.read(self._store, pointer.blob, key=key, context=label(self._vault, what))

    def copy_to(self, pointer: Pointer, what: str, target: BinaryIO) -> int:
        """Write the content to a file that can be thrown away if this raises."""
        key = self._key(pointer, what)
        context = label(self._vault, what)
        return blobs.copy_to(self._store, pointer.blob, target, key=key, context=context)


def no_secret(name: str) -> CocoonError:
    """The refusal for a secret that this person does not hold."""
    if name.startswith("technology:"):
        return CocoonError(
            "no-technology-key",
            "This member does not hold the technology's key.",
            "Ask the owner: `cocoon member grant NAME --technology T`.",
        )
    needed = {"seal": "an approver", "trace": "an approver or examiner"}.get(name, "a member")
    return CocoonError(
        f"no-{name}-key",
        f"This needs the {name} key, and this member holds none.",
        f"Ask {needed}.",
    )
