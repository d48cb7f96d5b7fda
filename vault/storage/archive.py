"""A store in one tar file: a backup that is easy to carry, and that opens anywhere.

`write_tar` makes one, complete or not at all. `TarStore` reads it in place, so that a backup is
checked with the same code as a vault. A tar file cut short or with a damaged index is refused;
damage inside a file shows when the vault in it is verified.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from vault.errors import CocoonError, IntegrityError, NotFoundError
from vault.progress import Report, Step, silent
from vault.storage.disk import Disk, explain
from vault.storage.store import Staged, Store, missing, valid_name

CACHES = ("snap/", "bundle/")
"""Prefixes of files that may be superseded, and so vanish, while a copy is made."""


def write_tar(
    source: Store, path: Path, names: list[str], report: Report = silent, disk: Disk | None = None
) -> int:
    """Write files into a new tar file at `path`, complete or not at all; bytes of content.

    Raises:
        CocoonError: `path` exists, or a disk refused; no half file is left.
    """
    disk = disk or Disk()
    part = path.with_name(f".{path.name}.part")
    size = 0
    try:
        with suppress(FileNotFoundError):
            disk.unlink(part)
        handle = disk.create(part)
        try:
            out = cast(BinaryIO, _Writing(disk, handle))
            with tarfile.open(fileobj=out, mode="w|", bufsize=1 << 20) as archive:
                for done, name in enumerate(names):
                    report(Step("Copying the vault", done, len(names)))
                    size += _add(archive, source, name)
            disk.fsync(handle)
        finally:
            disk.close(handle)
        if not disk.publish(part, path):
            raise CocoonError(
                "file-exists", f"{path.name} already exists.", "Choose another file name."
            )
        disk.sync_folder(path.parent)
    except OSError as error:
        raise explain(error, path.name) from error
    finally:
        with suppress(OSError):
            disk.unlink(part)
    return size


def _add(archive: tarfile.TarFile, source: Store, name: str) -> int:
    info = tarfile.TarInfo(name)
    try:
        info.size, info.mode = source.size(name), 0o600
        info.mtime = int(source.modified(name))
        reader = source.open(name)
    except NotFoundError:
        if name.startswith(CACHES):
            return 0
        raise
    with reader:
        archive.addfile(info, reader)
    return info.size


class _Writing:
    """A descriptor with a `write` that writes everything."""

    def __init__(self, disk: Disk, handle: int) -> None:
        self._disk = disk
        self._handle = handle

    def write(self, data: bytes) -> int:
        view = memoryview(data)
        while view:
            view = view[self._disk.write(self._handle, view) :]
        return len(data)


class TarStore:
    """A store in a tar file, for reading: a backup can be checked without unpacking it.

    Args:
        path: the tar file.

    Raises:
        CocoonError: ``not-a-backup``; the file is no complete tar file of stored files.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._members: dict[str, tuple[int, int, float]] = {}
        self._strays: list[str] = []
        try:
            self._read_index()
        except OSError as error:
            raise explain(error, path.name) from error
        except tarfile.TarError:
            raise self._broken() from None

    def _read_index(self) -> None:
        length = self._path.stat().st_size
        with self._path.open("rb") as file:
            file.seek(max(0, length - 1024))
            if length < 1024 or file.read().strip(b"\0"):
                raise self._broken()
            file.seek(0)
            with tarfile.open(fileobj=file, mode="r:") as archive:
                for info in archive:
                    if not info.isfile() or not valid_name(info.name):
                        self._strays.append(info.name)
                    elif info.name in self._members or info.offset_data + info.size > length:
                        raise self._broken()
                    else:
                        self._members[info.name] = (
                            info.offset_data,
                            info.size,
                            float(info.mtime),
                        )
                end = archive.offset
            file.seek(end)
            while piece := file.read(1 << 20):  # a damaged header would hide what follows it
                if piece.strip(b"\0"):
                    raise self._broken()

    def _broken(self) -> CocoonError:
        return IntegrityError(
            "not-a-backup",
            f"{self._path.name} is no complete backup.",
            "Use another backup, or copy this one again from where it was made.",
        )

    def get(self, name: str) -> bytes:
        """All bytes of `name`."""
        with self.open(name) as reader:
            return reader.read()

    def open(self, name: str) -> BinaryIO:
        """`name` for reading."""
        offset, size, _ = self._member(name)
        try:
            part = _Part(self._path.open("rb", buffering=0), offset, size)
        except OSError as error:
            raise explain(error, self._path.name) from error
        return cast(BinaryIO, io.BufferedReader(part, 1 << 20))

    def size(self, name: str) -> int:
        """Length of `name` in bytes."""
        return self._member(name)[1]

    def modified(self, name: str) -> float:
        """When `name` was written."""
        return self._member(name)[2]

    def exists(self, name: str) -> bool:
        """Whether `name` is there."""
        return name in self._members

    def list(self, prefix: str = "") -> Iterator[str]:
        """Names that begin with `prefix`, in ascending order."""
        return iter(sorted(name for name in self._members if name.startswith(prefix)))

    def strays(self, prefix: str = "") -> Iterator[str]:
        """Members that no store made."""
        return iter(sorted(name for name in self._strays if name.startswith(prefix)))

    def put_if_absent(self, name: str, data: bytes) -> bool:
        """Refused: a backup is for reading."""
        raise _read_only()

    def stage(self) -> Staged:
        """Refused: a backup is for reading."""
        raise _read_only()

    def delete(self, name: str) -> None:
        """Refused: a backup is for reading."""
        raise _read_only()

    def _member(self, name: str) -> tuple[int, int, float]:
        try:
            return self._members[name]
        except KeyError:
            raise missing(name) from None


class _Part(io.RawIOBase):
    """A stretch of a file."""

    def __init__(self, file: io.FileIO, offset: int, size: int) -> None:
        super().__init__()
        self._file = file
        self._left = size
        file.seek(offset)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(min(len(buffer), self._left)) or b""
        self._left -= len(data)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._file.close()
        super().close()


def _read_only() -> CocoonError:
    return CocoonError(
        "read-only", "A backup cannot be changed.", "Restore it to a folder and open that."
    )
