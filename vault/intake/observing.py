"""Eyes on a folder: the system's notices, or looking again and again where there are none.

The only place that knows the watchdog library. Its threads only put short notices into a bounded
list; whoever owns the `Eyes` takes them out when they like. Notices are hints: they may come
late, twice, or (after a burst) not at all, so a `scan` from time to time has the last word.

Invariant: nothing reached through a link is ever named: neither files nor folders.
"""

from __future__ import annotations

import logging
import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from vault.intake.detect import reachable
from vault.intake.settling import Mark, ignored

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent
    from watchdog.observers.api import BaseObserver

POLL_EVERY_S = 10.0
NOTICES = 50_000
"""Notices kept at most until somebody takes them."""

TOUCHED, MOVED, GONE, FOLDER, FOLDER_GONE = "touched", "moved", "gone", "folder", "folder-gone"
CHOSEN, NETWORK, LIMIT = "chosen", "network", "limit"
"""Why a folder is looked at again and again: its owner wants it, it lies on another machine, or
the system's room for notices is used up."""

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre"}
    | {"davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse"}
    | {"drvfs", "vboxsf"}
)
_DRIVE_REMOTE = 4


class Notice(NamedTuple):
    """Something that may have happened: to `path`, which for `MOVED` was at `before`."""

    kind: str
    path: str
    before: str = ""


class _Notices:
    """A bounded list between watchdog's threads and ours; the same again counts once."""

    def __init__(self, root: str, most: int) -> None:
        self._root = root
        self._most = most
        self._found: dict[Notice, None] = {}
        self._overflowed = False
        self._lock = Lock()

    def dispatch(self, event: FileSystemEvent) -> None:
        """Called by watchdog on its thread."""
        source, target = self._relative(event.src_path), self._relative(event.dest_path)
        kind = event.event_type
        if event.is_directory:
            if kind in ("deleted", "moved") and source:
                self._note(Notice(FOLDER_GONE, source))
            if arrived := target if kind == "moved" else source if kind == "created" else "":
                self._note(Notice(FOLDER, arrived))
        elif kind == "moved" and source and target:
            self._note(Notice(MOVED, target, source))
        elif kind == "deleted" or (kind == "moved" and source and not target):
            if source:
                self._note(Notice(GONE, source))
        elif path := target if kind == "moved" else source:
            self._note(Notice(TOUCHED, path))

    def _relative(self, path: str | bytes) -> str:
        text = os.fsdecode(path)
        prefix = self._root.rstrip(os.sep) + os.sep
        return text[len(prefix) :].replace(os.sep, "/") if text.startswith(prefix) else ""

    def _note(self, notice: Notice) -> None:
        if ignored(notice.path) and (not notice.before or ignored(notice.before)):
            return
        with self._lock:
            self._found.pop(notice, None)  # what happened last stands last
            if len(self._found) >= self._most:
                self._overflowed = True
            else:
                self._found[notice] = None

    def take(self) -> tuple[list[Notice], bool]:
        """What was noticed since the last time, and whether some was not kept."""
        with self._lock:
            found, overflowed = list(self._found), self._overflowed
            self._found, self._overflowed = {}, False
        return found, overflowed


class Eyes:
    """What watches one folder and all below it; opened when made.

    Args:
        root: the folder, with no link in its path.
        polling: look again and again, whatever the system offers.
        every: how often then, seconds.
        most: how many notices are kept until they are taken.

    Attributes:
        why: `CHOSEN`, `NETWORK` or `LIMIT` if this is polling, else empty.

    Raises:
        OSError: the folder is not there or cannot be read.
    """

    def __init__(
        self,
        root: Path,
        *,
        polling: bool = False,
        every: float = POLL_EVERY_S,
        most: int = NOTICES,
    ) -> None:
        self._root, self._every = root, every
        self._notices = _Notices(str(root), most)
        self.why = CHOSEN if polling else NETWORK if on_network(root) else ""
        if not self.why:
            try:
                self._observer = self._start(polling=False)
                return
            except FileNotFoundError:
                raise
            except OSError:  # no watches or instances of inotify left, or none here at all
                self.why = LIMIT
        self._observer = self._start(polling=True)

    def _start(self, *, polling: bool) -> BaseObserver:
        from watchdog import events
        from watchdog.observers import Observer
        from watchdog.observers.polling import PollingObserverVFS

        # It logs paths, which are nobody else's business; what it misses, a scan finds.
        logging.getLogger("watchdog").setLevel(logging.CRITICAL)
        made: BaseObserver
        if polling:
            # lstat: the library's own way would walk through links.
            made = PollingObserverVFS(os.lstat, os.scandir, polling_interval=self._every)
        else:
            made = Observer()
        # Not opening and closing: reading a file would be a notice of it.
        wanted: list[type[FileSystemEvent]] = [
            events.FileCreatedEvent,
            events.FileModifiedEvent,
            events.FileMovedEvent,
            events.FileDeletedEvent,
            events.FileClosedEvent,
            events.FileAttribEvent,
            events.DirCreatedEvent,
            events.DirMovedEvent,
            events.DirDeletedEvent,
        ]
        try:
            made.schedule(self._notices, str(self._root), recursive=True, event_filter=wanted)  # type: ignore[arg-type]
            made.start()
        except BaseException:
            _end(made)
            raise
        return made

    @property
    def open(self) -> bool:
        """Whether it still watches; the folder's end is its end."""
        emitters = self._observer.emitters
        return self._observer.is_alive() and any(emitter.is_alive() for emitter in emitters)

    def take(self) -> tuple[list[Notice], bool]:
        """Notices since the last time in their order, and whether some were lost."""
        return self._notices.take()

    def close(self) -> None:
        """Stop watching."""
        _end(self._observer)


def _end(observer: BaseObserver) -> None:
    with suppress(RuntimeError, OSError):
        observer.stop()
    inner = getattr(observer, "_inotify_fd", None)  # one that never started leaves it running
    with suppress(RuntimeError, OSError):
        if observer.is_alive():
            observer.join(5)  # a network that hangs does not hang us
        elif inner is not None:
            inner.stop()


def look(path: Path) -> Mark | None:
    """How a file looks; None if there is none, or it is a link, folder, pipe or device."""
    try:
        state = os.lstat(reachable(path))
    except (OSError, ValueError):
        return None
    return Mark(state.st_size, state.st_mtime_ns) if stat.S_ISREG(state.st_mode) else None


def identity(root: Path) -> tuple[int, int] | None:
    """Which folder is at a path now; None if there is none that can be listed."""
    try:
        state = root.lstat()
        with os.scandir(root):
            pass
    except (OSError, ValueError):
        return None
    return (state.st_dev, state.st_ino) if stat.S_ISDIR(state.st_mode) else None


def scan(
    root: Path,
    below: str = "",
    unread: Callable[[str], None] = lambda path: None,
) -> Iterator[tuple[str, Mark]]:
    """All files in a folder that are a person's: relative path and how each looks.

    Args:
        root: the watched folder.
        below: relative path of the folder in it to begin with.
        unread: told of each folder that could not be listed.
    """
    folders = [below]
    while folders:
        folder = folders.pop()
        if folder and (ignored(folder) or not _inside(root, folder)):
            continue
        try:
            with os.scandir(reachable(root / folder)) as found:
                listed = sorted(found, key=lambda entry: entry.name)
        except OSError:
            unread(folder)
            continue
        deeper = []
        for entry in listed:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if ignored(entry.name):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    deeper.append(path)
                elif entry.is_file(follow_symlinks=False):
                    state = entry.stat(follow_symlinks=False)
                    yield path, Mark(state.st_size, state.st_mtime_ns)
            except OSError:
                continue  # gone meanwhile
        folders += reversed(deeper)


def _inside(root: Path, folder: str) -> bool:
    """Whether a folder is there, and no part of the way to it is a link."""
    here = root
    for part in folder.split("/"):
        here = here / part
        try:
            if not stat.S_ISDIR(os.lstat(reachable(here)).st_mode):
                return False
        except OSError:
            return False
    return True


def on_network(root: Path) -> bool:
    """Whether a folder lies on another machine, as far as the system tells.

    Linux: the type of its file system; Windows: the kind of its drive. Elsewhere nothing is
    known, and its owner may choose polling.
    """
    if sys.platform == "win32":
        import ctypes

        drive = str(root.drive)
        if drive.startswith("\\\\"):
            return True
        return bool(ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == _DRIVE_REMOTE)
    with suppress(OSError):
        return mount_type(str(root), Path("/proc/self/mounts").read_text("utf-8")) in _NETWORK
    return False


def mount_type(path: str, mounts: str) -> str:
    """Type of the file system that a path lies on, by a table as in ``/proc/self/mounts``."""
    best, found = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = (
            parts[1].encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace")
        )
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= best:
            best, found = len(point), parts[2]
    return found
