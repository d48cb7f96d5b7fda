"""Spools: what is too large for memory, in a private folder, and gone when it is no longer used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from vault.intake.private import PrivateFolder, default_place
from vault.storage.disk import explain

if TYPE_CHECKING:
    pass

IN_MEMORY = 64 << 20
"""Spools up to this size stay in memory, bytes."""


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder for what cannot stay in memory; no room for it is an error like any other."""
    try:
        with PrivateFolder(default_place()) as private:
            yield private.path
    except OSError as error:
        raise explain(error, "temporary files") from error


def measure(handle: IO[bytes]) -> tuple[str, int]:
    """SHA-256 (hex) and length of a spool."""
    handle.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := handle.read(1 << 20):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def again(handle: IO[bytes]) -> BinaryIO:
    """The same spool from its beginning; whoever reads it may close what they get."""
    handle.seek(0)
    return cast(BinaryIO, _Lent(handle))


class _Lent:
    """A spool lent for reading: closing the view leaves the spool open."""

    def __init__(self, handle: IO[bytes]) -> None:
        self._handle = handle

    def read(self, size: int = -1) -> bytes:
        return self._handle.read(size)

    def close(self) -> None:
        pass

    def __enter__(self) -> _Lent:
        return self

    def __exit__(self, *exc: object) -> None:
        pass


def pour(source: IO[bytes], target: BinaryIO) -> None:
    """Copy a spool from its beginning."""
    source.seek(0)
    while piece := source.read(1 << 20):
        target.write(piece)
