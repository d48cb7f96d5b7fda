"""A folder for plaintext that cannot stay in memory.

Each running program has its own, readable by its user alone, named by chance, and gone when
it ends. What a crashed program left behind is removed by the next that starts: every folder
holds a lock for as long as its program lives, and a folder whose lock can be had is a leftover.

Invariant: no plaintext file of a program that ended normally stays; of one that was killed,
none stays past the next start.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Self

import platformdirs

from vault.errors import CocoonError

_LOCK = "lock"


def default_place() -> Path:
    """Where private folders are made: the user's cache, which backup programs pass over."""
    return Path(platformdirs.user_cache_dir("cocoon", appauthor=False)) / "private"


class PrivateFolder:
    """One program's (or worker's) folder; use as a context manager.

    Args:
        place: folder that holds all private folders of this user. Made with mode 0700.

    Attributes:
        path: the folder to put files in, mode 0700.

    Raises:
        CocoonError: ``private-folder`` if the place belongs to somebody else or is a link.
    """

    def __init__(self, place: Path) -> None:
        _make_place(place)
        sweep(place)
        self._lock: IO[bytes] | None = None
        while self._lock is None:  # another program's sweep may be faster than our lock
            self._whole = place / secrets.token_hex(8)
            self._whole.mkdir(mode=0o700)
            self._lock = _try_lock(self._whole / _LOCK)
        self.path = self._whole / "files"
        self.path.mkdir(mode=0o700)

    def close(self) -> None:
        """Remove the folder and all that is in it."""
        if self._lock:
            _remove_locked(self._whole, self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()


def sweep(place: Path) -> int:
    """Remove what programs that are no longer running left behind; returns how many folders."""
    removed = 0
    for folder in place.iterdir() if place.is_dir() else ():
        if not (folder / _LOCK).exists():
            with contextlib.suppress(OSError):
                folder.rmdir()  # only if it is empty: killed between two steps
            continue
        lock = _try_lock(folder / _LOCK)
        if lock:
            _remove_locked(folder, lock)
            removed += 1
    return removed


def _remove_locked(folder: Path, lock: IO[bytes]) -> None:
    """Remove a folder whose lock is ours; the lock's name goes before the lock itself.

    Whoever waits with the file open then finds that it is no longer the one in the folder.
    """
    _remove(folder / "files")
    with contextlib.suppress(OSError):  # Windows wants it closed first
        (folder / _LOCK).unlink()
    lock.close()
    _remove(folder)


def _make_place(place: Path) -> None:
    refusal = CocoonError(
        "private-folder",
        f"The folder for temporary files, {place}, belongs to somebody else.",
        "Remove it, or set another cache folder, then try again.",
    )
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = place.lstat()
    except OSError as error:
        raise refusal from error
    if sys.platform != "win32":
        if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.geteuid():
            raise refusal
        if stat.S_IMODE(state.st_mode) != 0o700:
            place.chmod(0o700)


def _try_lock(path: Path) -> IO[bytes] | None:
    """Open and lock a file; None if another program holds or removed it.

    The system frees the lock when its holder dies.
    """
    try:
        file = path.open("ab")
    except OSError:
        return None
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not os.path.samestat(os.fstat(file.fileno()), path.stat()):
                raise FileNotFoundError
    except OSError:
        file.close()
        return None
    return file


def _remove(folder: Path) -> None:
    """Remove a tree, whatever modes a worker gave its parts; never follows links."""

    def again(function: Callable[..., Any], path: str, error: Any) -> None:
        with contextlib.suppress(OSError):
            Path(path).parent.chmod(0o700)
            if not Path(path).is_symlink():
                Path(path).chmod(0o700)
            function(path)

    shutil.rmtree(folder, onerror=again)
