"""Content of any size, encrypted in a stream and named by what is stored.

A blob is one C2SP chunked encryption (https://c2sp.org/chunked-encryption, "cobblestone",
AES-256-GCM in 16 KiB chunks) under a key and a context, stored as ``blob/ab/cdef…`` where
``abcdef…`` is the SHA-256 of the ciphertext. So a blob can be checked without its key, the same
bytes under the same name cannot differ, and memory use does not grow with the content.

Plaintext counts only after the last chunk was authenticated: readers hand pieces out as they
come and raise `IntegrityError` at the end, so a caller writes them where they can be thrown away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from vault.errors import CocoonError, IntegrityError
from vault.storage.store import Store

PIECE = 1 << 20
"""Bytes read and decrypted at a time."""

KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class BlobRef:
    """Where content is stored and what it is.

    Attributes:
        name: stored name, ``blob/ab/cdef…``.
        size: bytes of plaintext.
        sha256: hex SHA-256 of the plaintext.
        stored_size: bytes of ciphertext.
    """

    name: str
    size: int
    sha256: str
    stored_size: int


def blob_name(ciphertext_sha256: str) -> str:
    """Stored name of a blob whose ciphertext has this hex SHA-256."""
    return f"blob/{ciphertext_sha256[:2]}/{ciphertext_sha256[2:]}"


def new_key() -> bytes:
    """A fresh blob key, 32 bytes."""
    return Cobblestone256Encryptor.generate_key()


def pieces(source: BinaryIO, size: int = PIECE) -> Iterator[bytes]:
    """The bytes of an open file, `size` at a time."""
    while piece := source.read(size):
        yield piece


def put(store: Store, chunks: Iterable[bytes], *, key: bytes, context: bytes) -> BlobRef:
    """Encrypt `chunks` into `store`.

    The plaintext is hashed on a second thread while this one encrypts, hashes and writes the
    ciphertext, one piece at a time: constant memory.

    Args:
        store: where to put it.
        chunks: the content in pieces of any length, up to a few MiB each.
        key: 32 bytes, fresh for this content.
        context: what the content belongs to; reading needs the same.

    Raises:
        CocoonError: the store refused; nothing was stored.
    """
    encryptor = Cobblestone256Encryptor(key, context)
    plain, stored = hashlib.sha256(), hashlib.sha256()
    size = stored_size = 0
    with store.stage() as staged, ThreadPoolExecutor(1, "plaintext-hash") as hasher:
        hashed: Future[None] | None = None
        for chunk in chunks:
            if hashed:
                hashed.result()
            hashed = hasher.submit(plain.update, chunk)
            size += len(chunk)
            sealed = encryptor.update(chunk)
            stored.update(sealed)
            staged.write(sealed)
            stored_size += len(sealed)
        sealed = encryptor.finalize()
        stored.update(sealed)
        staged.write(sealed)
        stored_size += len(sealed)
        if hashed:
            hashed.result()
        name = blob_name(stored.hexdigest())
        staged.publish(name)
    return BlobRef(name, size, plain.hexdigest(), stored_size)


def read(store: Store, name: str, *, key: bytes, context: bytes) -> Iterator[bytes]:
    """The plaintext of a blob, piece by piece; believe none of it before the end.

    Raises:
        NotFoundError: the blob is not in the store.
        IntegrityError: the stored bytes are not what was written, or key or context are not
            those it was written with; raised at the damaged place or at the end.
    """
    decryptor = Cobblestone256Decryptor(key, context)
    stored = hashlib.sha256()
    with store.open(name) as source:
        try:
            for piece in pieces(source):
                stored.update(piece)
                if plain := decryptor.update(piece):
                    yield plain
            if plain := decryptor.finalize():
                yield plain
        except InvalidTag:
            raise damaged(name) from None
    if blob_name(stored.hexdigest()) != name:
        raise damaged(name)


def copy_to(store: Store, name: str, target: BinaryIO, *, key: bytes, context: bytes) -> int:
    """Write the plaintext of a blob to `target`; its length in bytes.

    When anything fails, `target` is cut back to what it was (where it can be), so that nothing
    unauthenticated stays in it.
    """
    start = target.tell() if target.seekable() else None
    size = 0
    try:
        for piece in read(store, name, key=key, context=context):
            target.write(piece)
            size += len(piece)
    except BaseException:
        if start is not None:
            with suppress(OSError):
                target.seek(start)
                target.truncate()
        raise
    return size


def read_all(store: Store, name: str, *, key: bytes, context: bytes, limit: int) -> bytes:
    """The whole plaintext of a blob, authenticated.

    Raises:
        CocoonError: ``too-large`` when it is longer than `limit` bytes.
    """
    if store.size(name) > limit + limit // 512 + 4096:  # what the encryption adds, at most
        raise _too_large(name, limit)
    content = b"".join(read(store, name, key=key, context=context))
    if len(content) > limit:
        raise _too_large(name, limit)
    return content


def check(store: Store, name: str) -> str | None:
    """What is wrong with a stored blob, without its key: its hash is its name.

    Returns:
        None when all is well, else a sentence.
    """
    stored = hashlib.sha256()
    try:
        with store.open(name) as source:
            for piece in pieces(source):
                stored.update(piece)
    except CocoonError as error:
        return error.message
    if blob_name(stored.hexdigest()) != name:
        return "The content differs from what was written."
    return None


def damaged(name: str) -> IntegrityError:
    """The error for a blob whose bytes are not what was written."""
    return IntegrityError(
        "blob-damaged",
        f"The stored file {name} is damaged or was exchanged.",
        "Restore this file from a backup, then check the vault.",
    )


def _too_large(name: str, limit: int) -> CocoonError:
    return CocoonError(
        "too-large",
        f"The stored file {name} is larger than {limit} bytes.",
        "Export it to a file instead.",
    )
