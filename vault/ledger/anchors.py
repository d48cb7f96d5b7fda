"""Heads of the log that somebody remembers elsewhere, so that going back is noticed.

An anchor says: the log had this head at this size. Whoever holds one can tell that the vault's
folder was rolled back (fewer entries) or rewritten (another head). `LastSeen` keeps the newest
head that this user's program saw, in the user's own config folder, not in the vault.

Invariant: `LastSeen` never forgets a head for a smaller one: heads are files that carry size and
root in their name, and only smaller ones are removed.
"""

from __future__ import annotations

from dataclasses import dataclass

from vault.errors import NotFoundError
from vault.storage.store import Store

_PREFIX = "seen/"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A remembered head.

    Attributes:
        size: number of entries.
        root: 32-byte tree head.
        source: where it was kept, for a person: "this computer", "pack R-…-1".
    """

    size: int
    root: bytes
    source: str


class LastSeen:
    """The newest heads this user saw, per vault.

    Args:
        store: a store in the user's config folder.
        source: what to call it.
    """

    def __init__(self, store: Store, source: str = "this computer") -> None:
        self._store = store
        self._source = source

    def anchors(self, vault: str) -> list[Anchor]:
        """What is remembered: none, one, or several heads of one size if they ever differed."""
        found = [self._read(name) for name in self._store.list(self._folder(vault))]
        known = [anchor for anchor in found if anchor is not None]
        newest = max((anchor.size for anchor in known), default=0)
        return [anchor for anchor in known if anchor.size == newest]

    def remember(self, vault: str, size: int, root: bytes) -> None:
        """Remember a head; one smaller than what is known changes nothing."""
        if size <= 0 or any(anchor.size > size for anchor in self.anchors(vault)):
            return
        name = f"{self._folder(vault)}{size:09d}-{root.hex()}"
        if self._store.exists(name):
            return
        self._store.put_if_absent(name, b"")
        for old in list(self._store.list(self._folder(vault))):
            anchor = self._read(old)
            if anchor is None or anchor.size < size:
                self._store.delete(old)

    def forget(self, vault: str) -> None:
        """Begin anew, after a restore that the user declared."""
        for name in list(self._store.list(self._folder(vault))):
            try:
                self._store.delete(name)
            except NotFoundError:
                continue

    def _folder(self, vault: str) -> str:
        return f"{_PREFIX}{vault.lower()}/"

    def _read(self, name: str) -> Anchor | None:
        size, _, root = name.rpartition("/")[2].partition("-")
        try:
            head = bytes.fromhex(root)
            return Anchor(int(size), head, self._source) if len(head) == 32 else None
        except ValueError:
            return None
