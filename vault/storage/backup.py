"""Copying a whole store, also while others write to it.

Which files, and in which order so that the copy opens, the caller says
(`vault.ledger.copying.names_to_copy`). A copy is a folder, or one tar file
(`vault.storage.archive`).

Invariant: what the copy holds under a name is, byte for byte, what the store held; nothing that
exists is replaced.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from vault.errors import CocoonError, IntegrityError, NotFoundError
from vault.progress import Report, Step, silent
from vault.storage.archive import CACHES, TarStore
from vault.storage.blobs import pieces
from vault.storage.disk import explain
from vault.storage.folder import FolderStore
from vault.storage.store import Store


def copy_into(source: Store, target: Store, names: list[str], report: Report = silent) -> int:
    """Copy files one by one; bytes copied.

    A cache that was superseded meanwhile is left out; any other file that is gone is an error.

    Raises:
        CocoonError: a store refused. What was copied so far stays, and copying again goes on.
        IntegrityError: ``copy-differs``; the target holds another file under one of the names.
    """
    size = 0
    for done, name in enumerate(names):
        report(Step("Copying the vault", done, len(names)))
        try:
            size += _copy(source, target, name)
        except NotFoundError:
            if not name.startswith(CACHES):
                raise
    return size


def _copy(source: Store, target: Store, name: str) -> int:
    size, digest = 0, hashlib.sha256()
    with source.open(name) as reader, target.stage() as staged:
        for piece in pieces(reader):
            digest.update(piece)
            staged.write(piece)
            size += len(piece)
        if not staged.publish(name) and _hash(target, name) != digest.digest():
            raise IntegrityError(
                "copy-differs",
                f"The target already holds another file {name}.",
                "Choose an empty folder.",
            )
    return size


def _hash(store: Store, name: str) -> bytes:
    digest = hashlib.sha256()
    with store.open(name) as reader:
        for piece in pieces(reader):
            digest.update(piece)
    return digest.digest()


def open_copy(path: Path) -> Store:
    """A backup, folder or tar file, as a store."""
    if path.is_dir():
        return FolderStore(path)
    if not path.exists():
        raise NotFoundError("no-backup", f"There is no backup at {path}.", "Check the path.")
    return TarStore(path)


def empty_folder(path: Path) -> FolderStore:
    """A store in a new or empty folder, to copy into.

    Raises:
        CocoonError: ``not-empty``; the folder holds something already.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.scandir(path) as found:
            busy = next(found, None) is not None
    except OSError as error:
        raise explain(error, str(path)) from error
    if busy:
        raise CocoonError("not-empty", f"{path} is not empty.", "Choose an empty folder.")
    return FolderStore(path)
