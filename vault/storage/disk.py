"""The operating system's file calls, one method each, and what their failures mean to a person.

Everything the folder store does to a disk goes through one `Disk`, so that a test can make each
call fail in turn. The invariant kept here: *publish* never replaces a file that is there. Which
call gives that differs: a hard link (POSIX, NFS), ``renameat2(RENAME_NOREPLACE)`` (SMB, FAT and
others that refuse links; Linux), ``renamex_np(RENAME_EXCL)`` (macOS), plain rename (Windows, where
it fails when the target exists), and where none of these is offered, a claim file made with
``O_EXCL`` around a plain rename.
"""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from vault.errors import CocoonError

_REFUSED = {
    errno.EPERM,
    errno.EACCES,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
    errno.EMLINK,
    errno.EXDEV,
    errno.EINVAL,
    errno.ENOTTY,
}
_NO_DIRECTORY_SYNC = {errno.EINVAL, errno.EBADF, errno.EACCES, errno.EOPNOTSUPP, errno.ENOSYS}
_STALE_CLAIM_S = 600.0
_READ_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_AT_FDCWD, _RENAME_NOREPLACE, _RENAME_EXCL = -100, 1, 4


def explain(error: OSError, what: str) -> CocoonError:
    """What a failed file call means to a person.

    Args:
        error: what the operating system said.
        what: the file or folder, as the user knows it.
    """
    number = error.errno
    if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return CocoonError(
            "disk-full",
            f"There is no room left to write {what}; nothing was lost.",
            "Free some space on that disk, then do it again.",
        )
    if number in (errno.ENOENT, errno.ESTALE, errno.ENOTDIR, errno.ENODEV, errno.ENXIO):
        return CocoonError(
            "folder-vanished",
            f"{what} is gone; nothing that was saved before is lost.",
            "Connect the disk or network folder again, then do it again.",
        )
    if number in (errno.EACCES, errno.EPERM, errno.EROFS):
        return CocoonError(
            "disk-refused",
            f"Writing or reading {what} is not allowed here.",
            "Ask for the right to read and write that folder.",
        )
    reason = os.strerror(number) if number else type(error).__name__
    return CocoonError(
        "disk-error",
        f"The disk failed at {what} ({reason}); nothing that was saved before is lost.",
        "Check the disk or network folder, then look whether it was saved before you repeat it.",
    )


class Disk:
    """The file calls of this machine. Override single methods to make them fail."""

    def create(self, path: Path) -> int:
        """Make a new file of mode 0600 for writing; the descriptor."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o600)

    def open(self, path: str) -> int:
        """Open a file for reading; the descriptor."""
        return os.open(path, _READ_FLAGS)

    def read(self, handle: int, count: int) -> bytes:
        """At most `count` bytes from where the file stands."""
        return os.read(handle, count)

    def write(self, handle: int, data: bytes | bytearray | memoryview) -> int:
        """Write some of `data`; how many bytes were taken."""
        return os.write(handle, data)

    def fsync(self, handle: int) -> None:
        """Force a file's bytes to the disk."""
        if sys.platform == "darwin":  # fsync there stops at the drive's cache
            import fcntl

            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
        else:
            os.fsync(handle)

    def close(self, handle: int) -> None:
        """Close a descriptor."""
        os.close(handle)

    def mkdir(self, path: Path) -> None:
        """Make a folder of mode 0700."""
        path.mkdir(mode=0o700)

    def link(self, source: Path, target: Path) -> None:
        """Hard link; fails with EEXIST when `target` is there."""
        os.link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        """Plain rename; only used where it cannot replace anything."""
        source.rename(target)

    def rename_noreplace(self, source: Path, target: Path) -> None:
        """Rename that fails with EEXIST when `target` is there; ENOSYS where not offered."""
        if sys.platform == "linux":
            code = _call("renameat2", _AT_FDCWD, source, _AT_FDCWD, target, _RENAME_NOREPLACE)
        elif sys.platform == "darwin":
            code = _call("renamex_np", source, target, _RENAME_EXCL)
        else:
            code = errno.ENOSYS
        if code:
            raise OSError(code, os.strerror(code), str(target))

    def touch(self, path: Path) -> None:
        """Set a file's time to now."""
        os.utime(path)

    def unlink(self, path: Path) -> None:
        """Remove a file."""
        path.unlink()

    def sync_folder(self, path: Path) -> None:
        """Force a folder's names to the disk, where the system can do that."""
        if os.name == "nt":
            return
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NO_DIRECTORY_SYNC:
                raise
        finally:
            os.close(handle)

    def scan(self, path: Path) -> Iterator[os.DirEntry[str]]:
        """The entries of a folder, in any order."""
        with os.scandir(path) as entries:
            return iter(tuple(entries))

    def stat(self, path: Path) -> os.stat_result:
        """Length and times of a file."""
        return path.stat()

    def publish(self, source: Path, target: Path) -> bool:
        """Move `source` to `target` unless `target` is there; whether it moved.

        When it did not move, `source` is still there.
        """
        try:
            return self._publish(source, target)
        except FileExistsError:
            # NFS repeats a link whose answer was lost, and then finds its own
            if self.same_file(source, target):
                with suppress(OSError):
                    self.unlink(source)
                return True
            return False

    def same_file(self, first: Path, second: Path) -> bool:
        """Whether two names stand for one file."""
        try:
            return first.samefile(second)
        except OSError:
            return False

    def _publish(self, source: Path, target: Path) -> bool:
        if os.name == "nt":
            self.rename(source, target)
            return True
        try:
            self.link(source, target)
        except OSError as error:
            if error.errno not in _REFUSED:
                raise
        else:
            with suppress(OSError):  # a leftover in tmp/ is swept later; the file has its name
                self.unlink(source)
            return True
        try:
            self.rename_noreplace(source, target)
        except OSError as error:
            if error.errno not in _REFUSED:
                raise
        else:
            return True
        return self._publish_claimed(source, target)

    def _publish_claimed(self, source: Path, target: Path) -> bool:
        claim = source.parent / ("claim-" + "-".join(target.parts[-4:]))
        self._take_claim(claim, source)
        try:
            if os.path.lexists(target):
                return False
            self.rename(source, target)
        finally:
            with suppress(OSError):
                self.unlink(claim)
        return True

    def _take_claim(self, claim: Path, source: Path) -> None:
        deadline = time.monotonic() + 5.0
        while True:
            try:
                self.close(self.create(claim))
            except FileExistsError:
                with suppress(FileNotFoundError):
                    # both times come from the disk's own clock
                    if self.stat(source).st_mtime - self.stat(claim).st_mtime > _STALE_CLAIM_S:
                        self.unlink(claim)
                        continue
                if time.monotonic() > deadline:
                    raise CocoonError(
                        "disk-busy",
                        "Another program was interrupted while it wrote the same file.",
                        "Try again in ten minutes.",
                    ) from None
                time.sleep(0.02)
            else:
                return


def _call(function: str, *arguments: int | Path) -> int:
    """Call a C function that Python does not offer; 0 or the errno."""
    try:
        call = getattr(ctypes.CDLL(None, use_errno=True), function)
    except (AttributeError, OSError):
        return errno.ENOSYS
    words = [os.fsencode(a) if isinstance(a, Path) else ctypes.c_int(a) for a in arguments]
    return ctypes.get_errno() if call(*words) != 0 else 0


def is_file(entry: os.DirEntry[str]) -> bool:
    """Whether a folder entry is a file proper (no link, device or folder)."""
    try:
        return stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode)
    except OSError:
        return False
