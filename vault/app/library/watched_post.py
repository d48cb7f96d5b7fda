"""One watched folder while it is watched: what is heard of it, seen in it, and told of it.

A post hears the system's notices, scans its folder when it begins, when the folder is back, and
when notices may have got lost, and knows what was taken in and what could not be. It reads no
file; whoever takes in what stands still tells it how that went.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from vault.app.library.watched import Catalogue, Known, Missed, WatchedFolder
from vault.errors import CocoonError
from vault.intake.detect import shown
from vault.intake.observing import FOLDER, FOLDER_GONE, GONE, MOVED, Eyes, look, scan
from vault.intake.observing import identity as identity_of
from vault.intake.settling import Mark, Settling

SCAN_EVERY_S = 300.0
"""Notices may get lost; a scan never does."""
BURST = 1000
"""After so many notices at once some may have been lost."""

PAUSED, GONE_AWAY, FORBIDDEN, WATCHING = "paused", "gone", "forbidden", "watching"


PASSING = frozenset({"cannot-read", "file-changed", "revised-meanwhile"})
"""What is tried again though the file did not change."""


@dataclass(frozen=True, slots=True)
class MissedRow:
    """A file that could not be taken in, and what to tell its owner."""

    path: str
    message: str
    next: str


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A watched folder as a list shows it.

    Attributes:
        state: `WATCHING`, `PAUSED`, `GONE_AWAY` (its disk is not there) or `FORBIDDEN` (the
            person may not add documents to its technology).
        polling: whether its owner wants it looked at again and again.
        polled: why it is: ``chosen``, ``network`` or ``limit``; empty if it is not.
        documents: how many documents came in from it.
        waiting: files that may still be being written, or are tried again later.
        ready: files that come in next.
    """

    id: str
    path: str
    technology: str
    classification: str
    state: str
    polling: bool
    polled: str
    documents: int
    waiting: int
    ready: int
    missed: tuple[MissedRow, ...]


class Post:
    """One folder while it is watched.

    Args:
        folder: which; what comes in is noted in it.
        quiet: how long a file must stand still, seconds.
        poll_every: how often it is looked at where the system does not tell, seconds.

    Attributes:
        files: what came in from it.
        settling: what is heard of it.
        state: `WATCHING`, `PAUSED`, `GONE_AWAY` or `FORBIDDEN`.
        dirty: something was noted in `folder` since this was last set to False.
    """

    def __init__(self, folder: WatchedFolder, quiet: float, poll_every: float) -> None:
        self.folder = folder
        self.files = Catalogue(folder.files)
        self.settling = Settling(quiet)
        self.state = WATCHING if folder.on else PAUSED
        self.dirty = False
        self._quiet, self._poll_every = quiet, poll_every
        self._eyes: Eyes | None = None
        self._identity: tuple[int, int] | None = None
        self._scan_at = -math.inf

    def close(self) -> None:
        """Stop watching; what was heard is found again by a scan."""
        if self._eyes is not None:
            self._eyes.close()
        self._eyes, self._identity = None, None
        self.settling.clear()
        self.state = WATCHING if self.folder.on else PAUSED

    def adopt(self, folder: WatchedFolder) -> None:
        """Go on with what is noted of the folder by now, by whichever program."""
        if (self.folder.on, self.folder.polling) != (folder.on, folder.polling):
            self.close()
        if self.folder.files != folder.files:
            self.files = Catalogue(folder.files)
        else:
            folder.files = self.folder.files
        self.folder, self.dirty = folder, False

    def attend(self, now: float, wanted: bool, allowed: bool, check: Callable[[], None]) -> None:
        """Bring it up to date with the disk.

        Args:
            now: the time, seconds.
            wanted: whether it is watched now; what is not is let alone.
            allowed: whether its owner may add documents to its technology.
            check: called often; may raise to stop.
        """
        check()
        root = self.folder.root
        if not wanted or not allowed:
            self.close()
            self.state = FORBIDDEN if wanted else PAUSED
            return
        there = identity_of(root)
        eyes = self._eyes
        if there is None or there != self._identity or eyes is None or not eyes.open:
            self.close()
            self.state = GONE_AWAY
            if there is None:
                return
            with suppress(OSError):
                eyes = Eyes(root, polling=self.folder.polling, every=self._poll_every)
                self._eyes, self._identity = eyes, there
                self.state, self._scan_at = WATCHING, now
        if self._eyes is None:
            return
        self._hear(self._eyes, now, check)
        if now >= self._scan_at or (self.settling.overflowed and self.settling.spare > BURST):
            self.settling.overflowed = False
            self._scan_at = now + SCAN_EVERY_S
            self._scan("", now, check)
        for path in self.settling.due(now):
            check()
            self.settling.seen(path, look(root / path), now)

    def again(self) -> None:
        """Try files that failed once more."""
        self.folder.missed.clear()
        self.dirty = True
        self._scan_at = -math.inf

    def _hear(self, eyes: Eyes, now: float, check: Callable[[], None]) -> None:
        notices, lost = eyes.take()
        settling = self.settling
        for kind, path, before in notices:
            if kind == GONE:
                settling.gone(path)
                self.unmiss(path)
            elif kind == FOLDER_GONE:
                settling.gone_below(path)
            elif kind == FOLDER:
                self._scan(path, now, check)
            elif kind == MOVED:
                settling.moved(before, path, now)
                self.unmiss(before)
            else:
                settling.touched(path, now)
        if lost:
            settling.overflowed = True
        if lost or len(notices) >= BURST:
            self._scan_at = min(self._scan_at, now + 2 * self._quiet)

    def _scan(self, below: str, now: float, check: Callable[[], None]) -> None:
        unread, found, new = set[str](), set[str](), list[tuple[str, Mark]]()
        for path, mark in scan(self.folder.root, below, unread.add):
            check()
            found.add(written(path))
            known, missed = self.folder.files.get(path), self.folder.missed.get(written(path))
            if known and known.looks(mark):
                continue
            if missed and missed.looks(mark) and missed.code not in PASSING:
                continue
            if known:
                self.settling.seen(path, mark, now)
            else:
                new.append((path, mark))
        for path, mark in new:  # last, so that a copy of what was saved again is known for one
            self.settling.seen(path, mark, now)
        for folder in unread:
            found.add(written(folder) or ".")
            self.miss(
                folder or ".",
                Mark(0, 0),
                CocoonError(
                    "cannot-read",
                    f"The folder {shown(folder or self.folder.path)} may not be listed by you.",
                    "Ask its owner for permission.",
                ),
            )
        if not below:
            for path in set(self.folder.missed) - found:
                self.unmiss(path)

    # -- what became of files ----------------------------------------------------------------

    def took(self, path: str, known: Known) -> None:
        """A file came in, or is known to be in the vault."""
        self.files.put(path, known)
        self.unmiss(path)
        self.dirty = True

    def miss(self, path: str, mark: Mark, error: CocoonError) -> MissedRow | None:
        """A file could not be taken in; None when that is no news."""
        name = written(path)
        missed = Missed(*mark, error.code, error.message, error.next)
        if self.folder.missed.get(name) == missed:
            return None
        self.folder.missed[name] = missed
        self.dirty = True
        return MissedRow(name, error.message, error.next)

    def unmiss(self, path: str) -> None:
        """A file that failed is gone, or has come in."""
        if self.folder.missed.pop(written(path), None) is not None:
            self.dirty = True

    def row(self, technology: str) -> FolderRow:
        """How it is, for a list."""
        return FolderRow(
            self.folder.id,
            self.folder.path,
            technology,
            self.folder.classification,
            self.state,
            self.folder.polling,
            self._eyes.why if self._eyes else "",
            self.files.documents,
            self.settling.waiting,
            self.settling.ready,
            tuple(
                MissedRow(path, missed.message, missed.next)
                for path, missed in sorted(self.folder.missed.items())
            ),
        )


def written(path: str) -> str:
    """A path that can be written down: on Linux names are bytes, and need not be text."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return shown(path)
    return path
