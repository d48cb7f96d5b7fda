"""The one storage primitive: put if absent.

A store is a flat set of named files that never change once they have their name. Invariant: a
name is either absent or carries the complete bytes of exactly one successful put; there is no
way to see a file half written, and no way to overwrite one.

Names are lower-case ASCII so that they mean the same on every file system: segments of
``a-z 0-9 - _ .`` joined by ``/``, each beginning with a letter or digit and not ending in a dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol, Self

from vault.errors import CocoonError, NotFoundError

_SEGMENT = r"[a-z0-9](?:[a-z0-9_.-]*[a-z0-9_-])?"
_NAME = re.compile(rf"{_SEGMENT}(?:/{_SEGMENT})*")
_DEVICES = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.[^/]*)?(?:/|$)")
_LONGEST = 200

RESERVED = "tmp"
"""First segment that no name may have: the folder store stages its files there."""


def valid_name(name: str) -> bool:
    """Whether `name` may name a stored file."""
    return (
        len(name) <= _LONGEST
        and _NAME.fullmatch(name) is not None
        and ".." not in name
        and _DEVICES.search(name) is None
        and not (name + "/").startswith(RESERVED + "/")
    )


def checked_name(name: str) -> str:
    """Return `name`, or raise `CocoonError` ``bad-name`` when no store may hold it."""
    if not valid_name(name):
        raise CocoonError(
            "bad-name", f"“{name[:80]}” is not a name for a stored file.", "Report this."
        )
    return name


def missing(name: str) -> NotFoundError:
    """The error for a stored file that is not there."""
    return NotFoundError(
        "stored-file-missing",
        f"The stored file {name} is missing.",
        "Check the vault (cocoon check), and restore the file from a backup.",
    )


class Staged(Protocol):
    """A file being written that has no name yet.

    Use as a context manager: what was not published when the block ends is thrown away.
    """

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append `data`. Raises `CocoonError` when the disk refuses (``disk-full``, …)."""

    def publish(self, name: str) -> bool:
        """Give the bytes written so far the name `name`, durably, if it is free.

        Returns:
            True when this call made the file; False when the name was taken, in which case the
            file that has it is durable too and the staged bytes are thrown away.
        """

    def abort(self) -> None:
        """Throw the staged bytes away; does nothing after `publish`."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...


class Store(Protocol):
    """A set of named files that never change; safe to share between processes and machines."""

    def get(self, name: str) -> bytes:
        """All bytes of `name`; `NotFoundError` when absent."""

    def open(self, name: str) -> BinaryIO:
        """`name` for reading from its beginning; the caller closes it."""

    def size(self, name: str) -> int:
        """Length of `name` in bytes."""

    def modified(self, name: str) -> float:
        """When `name` was last put (also in vain), in seconds since 1970 by the files' clock."""

    def exists(self, name: str) -> bool:
        """Whether `name` is there."""

    def list(self, prefix: str = "") -> Iterator[str]:
        """Names that begin with `prefix`, in ascending order."""

    def strays(self, prefix: str = "") -> Iterator[str]:
        """Paths under `prefix` that no store made (foreign files, links); never in `list`."""

    def put_if_absent(self, name: str, data: bytes) -> bool:
        """Write `name` whole and durably; False (and nothing changed) when it was there."""

    def stage(self) -> Staged:
        """Begin a file whose name or length is not known yet."""

    def delete(self, name: str) -> None:
        """Remove `name`, if there. Only for orphans and superseded snapshots."""
