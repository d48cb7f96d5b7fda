"""A store in memory, for tests: the same behaviour as the folder, without a disk.

Both are held to one set of tests (``tests/vault/storage/test_store.py``).
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from threading import Lock
from typing import BinaryIO, Self

from vault.storage.store import checked_name, missing


class MemoryStore:
    """A `Store` in a dictionary; `files` may be damaged freely by tests.

    Args:
        clock: seconds since 1970, for `modified`.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.files: dict[str, bytes] = {}
        self.times: dict[str, float] = {}
        self._clock = clock
        self._lock = Lock()

    def get(self, name: str) -> bytes:
        """All bytes of `name`."""
        try:
            return self.files[checked_name(name)]
        except KeyError:
            raise missing(name) from None

    def open(self, name: str) -> BinaryIO:
        """`name` for reading."""
        return io.BytesIO(self.get(name))

    def size(self, name: str) -> int:
        """Length of `name` in bytes."""
        return len(self.get(name))

    def modified(self, name: str) -> float:
        """When `name` was written."""
        self.get(name)
        return self.times.get(name, 0.0)

    def exists(self, name: str) -> bool:
        """Whether `name` is there."""
        return checked_name(name) in self.files

    def list(self, prefix: str = "") -> Iterator[str]:
        """Names that begin with `prefix`, in ascending order."""
        return iter(sorted(name for name in self.files if name.startswith(prefix)))

    def strays(self, prefix: str = "") -> Iterator[str]:
        """Nothing: only this store writes here."""
        return iter(())

    def put_if_absent(self, name: str, data: bytes) -> bool:
        """Write `name`, unless it is there."""
        checked_name(name)
        with self._lock:
            self.times[name] = self._clock()
            if name in self.files:
                return False
            self.files[name] = bytes(data)
            return True

    def stage(self) -> StagedBytes:
        """Begin a file."""
        return StagedBytes(self)

    def delete(self, name: str) -> None:
        """Remove `name`, if there."""
        self.files.pop(checked_name(name), None)


class StagedBytes:
    """Bytes that wait for their name."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._bytes: bytearray | None = bytearray()

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append `data`."""
        assert self._bytes is not None, "written after publish or abort"
        self._bytes += data

    def publish(self, name: str) -> bool:
        """Give the bytes `name`, if it is free."""
        checked_name(name)
        assert self._bytes is not None, "published twice"
        data, self._bytes = self._bytes, None
        return self._store.put_if_absent(name, bytes(data))

    def abort(self) -> None:
        """Throw the bytes away."""
        self._bytes = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.abort()
