"""Files that leave the vault appear whole or not at all.

Written beside their target under a hidden temporary name, flushed to the disk, and then given
their name without replacing anything.
"""

from __future__ import annotations

import errno
import glob
import os
import secrets
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from vault.errors import CocoonError

_STALE_S = 3600.0


def write_outside(target: Path, chunks: Iterable[bytes]) -> None:
    """Write pieces to a new file.

    Raises:
        CocoonError: ``file-exists``, ``disk-full``, ``cannot-write``; nothing is left behind.
    """

    def fill(handle: BinaryIO) -> None:
        for chunk in chunks:
            handle.write(chunk)

    build_outside(target, fill)


def build_outside(target: Path, fill: Callable[[BinaryIO], None], *, replace: bool = False) -> None:
    """Let `fill` write a new file (it may seek and read back); the name comes last.

    Args:
        target: where it shall appear.
        fill: writes the content; raises to give up.
        replace: whether an existing file may be replaced (when it has the same bytes by right).

    Raises:
        CocoonError: as `write_outside`.
    """
    temporary = target.parent / f".{target.name[:60]}.{secrets.token_hex(6)}.part"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _disk_error(error, target) from error
    _sweep(target)
    try:
        with open_new(temporary) as handle:
            fill(handle)
            handle.flush()
            os.fsync(handle.fileno())
        if replace:
            temporary.replace(target)
        else:
            _publish(temporary, target)
        _sync_folder(target.parent)
    except FileExistsError as error:
        raise CocoonError(
            "file-exists", f"{target} is already there.", "Choose another name or folder."
        ) from error
    except OSError as error:
        raise _disk_error(error, target) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _sweep(target: Path) -> None:
    """Remove what a program that was killed left of this file more than an hour ago."""
    with suppress(OSError):
        for left in target.parent.glob(f".{glob.escape(target.name[:60])}.*.part"):
            if time.time() - left.stat().st_mtime > _STALE_S:
                left.unlink()


def open_new(path: Path) -> BinaryIO:
    """A new file to write and read back."""
    return path.open("x+b")


def _publish(temporary: Path, target: Path) -> None:
    if os.name == "nt":
        temporary.rename(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a share without hard links, or one that says so late
        if target.exists():
            if target.samefile(temporary):
                return
            raise FileExistsError(errno.EEXIST, "exists", str(target)) from None
        temporary.rename(target)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _disk_error(error: OSError, target: Path) -> CocoonError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return CocoonError(
            "disk-full",
            f"There is no room left to write {target.name}.",
            "Free some space and try again; nothing in the vault was lost.",
        )
    return CocoonError(
        "cannot-write",
        f"{target} could not be written ({error.strerror or 'unknown reason'}).",
        "Choose a folder you may write to.",
    )
