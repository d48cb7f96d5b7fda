"""Several programs of one person on one machine: who remembers, and who takes files in.

The window and `document watch` may run at once, with one memory of watched folders between them.

- *Remembering*: whoever notes something brings in what the others noted since it last looked
  (`merged`) and writes it while no other does (`turn`), so that nobody's notes are lost.
- *Taking in*: of one folder only one program at a time takes files in, so that no file becomes two
  documents. The others wait, and then find the files known.

A turn is a lock that the system gives back when a program dies, on an empty file that stays.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from vault.app.library.watched import Known, Missed, WatchedFolder, load, place, save
from vault.app.session import Session
from vault.errors import CocoonError

Noted = TypeVar("Noted", Known, Missed)
TURN_S = 5.0
"""How long to wait for one's turn to remember, which takes others no time."""
_AGAIN_S = 0.02


class Memory:
    """What this program knows to be remembered of one person's watched folders.

    Args:
        session: whose.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._path = place(session)
        self._before: list[WatchedFolder] = []
        self._seen: tuple[int, int, int] | None = None

    def recall(self) -> list[WatchedFolder]:
        """The folders, to begin with.

        Raises:
            CocoonError: ``watched-unreadable``; what is noted next is written anew.
        """
        self._seen = _stat(self._path)
        return self._know(load(self._session))

    def changed(self) -> bool:
        """Whether another program noted something since."""
        return _stat(self._path) != self._seen

    def exchange(self, ours: list[WatchedFolder]) -> list[WatchedFolder] | None:
        """Note what is new here, and learn what is new there.

        Args:
            ours: the folders as this program has them.

        Returns:
            The folders as they are remembered now, to be changed; None when others had their turn
            for so long that nothing was noted.

        Raises:
            OSError: the disk refused; what was remembered before still is.
        """
        with turn(self._path.with_suffix(".turn"), TURN_S) as mine:
            if not mine:
                return None
            theirs = self._before
            if self.changed():
                with suppress(CocoonError):  # what cannot be read is written anew
                    theirs = load(self._session)
            folders = merged(self._before, ours, theirs)
            if folders != theirs:
                save(self._session, folders)
            self._seen = _stat(self._path)
        return self._know(folders)

    def taking_in(self, folder: WatchedFolder) -> AbstractContextManager[bool]:
        """The turn to take in files of a folder; see `turn`."""
        return turn(self._path.with_suffix(f".{folder.id}.turn"))

    def _know(self, folders: list[WatchedFolder]) -> list[WatchedFolder]:
        self._before = [copied(folder) for folder in folders]
        return folders


@contextmanager
def turn(path: Path, patience: float = 0.0) -> Iterator[bool]:
    """Have one's turn, if no other program has it.

    Args:
        path: names what the turn is about; its folder is made if need be.
        patience: how long to wait for it, seconds.

    Yields:
        Whether it is this program's turn.

    Raises:
        OSError: the disk refused.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = time.monotonic() + patience
        while not (mine := _locked(handle)) and time.monotonic() < end:
            time.sleep(_AGAIN_S)
        yield mine
    finally:
        os.close(handle)  # which gives the lock back


def _locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def merged(
    before: list[WatchedFolder], ours: list[WatchedFolder], theirs: list[WatchedFolder]
) -> list[WatchedFolder]:
    """What two programs noted since both knew the same; new values, folders in their order first.

    A folder that one of them removed is gone. Of a file that both noted differently, what was
    noted of its newer content stands.
    """
    old = {folder.id: folder for folder in before}
    mine = {folder.id: folder for folder in ours}
    other = {folder.id: folder for folder in theirs}
    result = []
    for id in [*other, *(id for id in mine if id not in other)]:
        base, here, there = old.get(id), mine.get(id), other.get(id)
        if here is None or there is None:
            new = here or there
            if base is None and new is not None:
                result.append(copied(new))
            continue
        base = base or WatchedFolder(id, here.path, here.technology, here.classification)
        result.append(
            msgspec.structs.replace(
                there,
                on=here.on if here.on != base.on else there.on,
                polling=here.polling if here.polling != base.polling else there.polling,
                files=_table(base.files, here.files, there.files),
                missed=_table(base.missed, here.missed, there.missed),
            )
        )
    return result


def copied(folder: WatchedFolder) -> WatchedFolder:
    """The same, to be changed apart."""
    return msgspec.structs.replace(folder, files=dict(folder.files), missed=dict(folder.missed))


def _table(
    before: dict[str, Noted], ours: dict[str, Noted], theirs: dict[str, Noted]
) -> dict[str, Noted]:
    table = dict(theirs)
    for path in ours.keys() | before.keys():
        old, here, there = before.get(path), ours.get(path), theirs.get(path)
        if here in (old, there):
            continue
        if here is None:
            if there == old:
                table.pop(path, None)
        elif there is None or there == old or here.mtime_ns >= there.mtime_ns:
            table[path] = here
    return table


def _stat(path: Path) -> tuple[int, int, int] | None:
    """What tells one state of a file from another: each is written as a new file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size
