"""A store in a folder, shared by many processes and over the network.

Each file is written under a temporary name in ``tmp/``, forced to disk, and then given its name
with a call that cannot replace anything (`vault.storage.disk`); last the folders that hold the
name are forced to disk. So whatever has a name is complete, and whatever was acknowledged
survives a power cut. A crash leaves at most a file in ``tmp/``, which a later writer sweeps
when it is more than a day old.
"""

from __future__ import annotations

import io
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePath
from typing import BinaryIO, Self, cast

from vault.errors import CocoonError
from vault.storage.disk import Disk, explain, is_file
from vault.storage.store import RESERVED, checked_name, missing, valid_name

_STALE_S = 24 * 3600.0
_READ = 1 << 20


class FolderStore:
    """A `Store` in a folder.

    Args:
        root: the folder; it must exist before the first write.
        disk: the file calls, for tests.
    """

    def __init__(self, root: Path, disk: Disk | None = None) -> None:
        self.root = root
        self.disk = disk or Disk()
        self._base = str(root)
        self._durable: set[Path] = set()
        self._swept = False

    def get(self, name: str) -> bytes:
        """All bytes of `name`."""
        try:
            handle = self.disk.open(f"{self._base}/{checked_name(name)}")
            try:
                pieces = []
                while piece := self.disk.read(handle, _READ):
                    pieces.append(piece)
                return b"".join(pieces)
            finally:
                self.disk.close(handle)
        except OSError as error:
            raise self._read_error(error, name) from error

    def open(self, name: str) -> BinaryIO:
        """`name` for reading; closing it is the caller's part."""
        try:
            raw = _Reading(self.disk, self.disk.open(f"{self._base}/{checked_name(name)}"), name)
        except OSError as error:
            raise self._read_error(error, name) from error
        return cast(BinaryIO, io.BufferedReader(raw, _READ))

    def size(self, name: str) -> int:
        """Length of `name` in bytes."""
        return self._stat(name).st_size

    def modified(self, name: str) -> float:
        """When `name` was written, by the clock of the disk, in seconds since 1970."""
        return self._stat(name).st_mtime

    def exists(self, name: str) -> bool:
        """Whether `name` is there."""
        try:
            self.disk.stat(self._path(name))
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise self._read_error(error, name) from error
        return True

    def list(self, prefix: str = "") -> Iterator[str]:
        """Names that begin with `prefix`, in ascending order."""
        for path, good in self._walk(prefix):
            if good:
                yield path

    def strays(self, prefix: str = "") -> Iterator[str]:
        """Paths beginning with `prefix` that this store cannot have made."""
        for path, good in self._walk(prefix):
            if not good:
                yield path

    def put_if_absent(self, name: str, data: bytes) -> bool:
        """Write `name` whole and durably, unless it is there."""
        if self.exists(name):
            self._settle(self._path(name), name)
            return False
        with self.stage() as staged:
            staged.write(data)
            return staged.publish(name)

    def stage(self) -> StagedFile:
        """Begin a file in ``tmp/``."""
        folder = self.root / RESERVED
        try:
            self._make_folder(folder)
            if not self._swept:
                self._swept = True
                self._sweep(folder)
            path = folder / secrets.token_hex(16)
            return StagedFile(self, path, self.disk.create(path))
        except OSError as error:
            self._durable.clear()
            raise self._write_error(error) from error

    def delete(self, name: str) -> None:
        """Remove `name`, if there."""
        path = self._path(name)
        try:
            self.disk.unlink(path)
            self.disk.sync_folder(path.parent)
        except FileNotFoundError:
            return
        except OSError as error:
            raise explain(error, f"the stored file {name}") from error

    def _path(self, name: str) -> Path:
        return self.root / checked_name(name)

    def _stat(self, name: str) -> os.stat_result:
        try:
            return self.disk.stat(self._path(name))
        except OSError as error:
            raise self._read_error(error, name) from error

    def _walk(self, prefix: str) -> Iterator[tuple[str, bool]]:
        """Files under the root as (path, whether it is a name), in ascending order of path."""
        folder = prefix.rpartition("/")[0]
        if folder or prefix[:1] == "/":
            within = PurePath(folder)
            if within.anchor or not set(folder.split("/")).isdisjoint(("", ".", "..")):
                return  # nothing in the store begins like that, and the path would leave it
        yield from self._below(folder + "/" if folder else "", prefix)

    def _below(self, here: str, prefix: str) -> Iterator[tuple[str, bool]]:
        try:
            found = self.disk.scan(self.root / here)
        except (FileNotFoundError, NotADirectoryError):
            if not self.root.is_dir():
                raise self._gone() from None
            return
        except OSError as error:
            raise explain(error, "the vault folder") from error
        entries = ((here + e.name + "/" * e.is_dir(follow_symlinks=False), e) for e in found)
        for path, entry in sorted(entries, key=lambda pair: pair[0]):
            if path == RESERVED + "/" or path[: len(prefix)] != prefix[: len(path)]:
                continue
            if path.endswith("/"):
                yield from self._below(path, prefix)
            elif path.startswith(prefix):
                yield path, is_file(entry) and valid_name(path)

    def _make_folder(self, folder: Path) -> None:
        """Make `folder` and its parents up to the root, each durably, once per process."""
        if folder in self._durable:
            return
        if folder == self.root:
            self.disk.stat(folder)
            return
        self._make_folder(folder.parent)
        with suppress(FileExistsError):
            self.disk.mkdir(folder)
        self.disk.sync_folder(folder.parent)
        self._durable.add(folder)

    def _settle(self, path: Path, name: str) -> None:
        """Make durable a name that somebody else may have given a moment ago, and fresh again."""
        try:
            self._make_folder(path.parent)
            self.disk.sync_folder(path.parent)
            with suppress(OSError):  # whoever relies on it from now on is not an old orphan's owner
                self.disk.touch(path)
        except OSError as error:
            raise self._write_error(error, name) from error

    def _sweep(self, folder: Path) -> None:
        """Remove what a crash left in ``tmp/`` more than a day ago; never fails."""
        with suppress(OSError):
            files = [entry.name for entry in self.disk.scan(folder)]
            if not files:
                return
            probe = folder / secrets.token_hex(16)
            self.disk.close(self.disk.create(probe))
            now = self.disk.stat(probe).st_mtime
            self.disk.unlink(probe)
            for name in files:
                path = folder / name
                if now - self.disk.stat(path).st_mtime > _STALE_S:
                    self.disk.unlink(path)

    def _gone(self) -> CocoonError:
        return CocoonError(
            "folder-vanished",
            f"The vault folder {self.root} is not there.",
            "Connect the disk or network folder again, then do it again.",
        )

    def _read_error(self, error: OSError, name: str) -> CocoonError:
        if isinstance(error, FileNotFoundError | NotADirectoryError):
            return missing(name) if self.root.is_dir() else self._gone()
        return explain(error, f"the stored file {name}")

    def _write_error(self, error: OSError, name: str = "") -> CocoonError:
        if isinstance(error, FileNotFoundError) and not self.root.is_dir():
            return self._gone()
        return explain(error, f"the stored file {name}" if name else "the vault folder")


class StagedFile:
    """A file in ``tmp/`` that waits for its name."""

    def __init__(self, store: FolderStore, path: Path, handle: int) -> None:
        self._store = store
        self._disk = store.disk
        self._path = path
        self._handle: int | None = handle

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Append `data`."""
        assert self._handle is not None, "written after publish or abort"
        view = memoryview(data)
        try:
            while view:
                view = view[self._disk.write(self._handle, view) :]
        except OSError as error:
            self.abort()
            raise self._store._write_error(error) from error

    def publish(self, name: str) -> bool:
        """Force the bytes to disk and give them `name`, if it is free."""
        target = self._store._path(name)
        assert self._handle is not None, "published twice"
        try:
            self._disk.fsync(self._handle)
            self._disk.close(self._handle)
            self._handle = None
            self._store._make_folder(target.parent)
            made = self._disk.publish(self._path, target)
            if made:
                self._disk.sync_folder(target.parent)
            else:
                self._remove()
                self._store._settle(target, name)
        except OSError as error:
            self._store._durable.clear()
            self.abort()
            raise self._store._write_error(error, name) from error
        except CocoonError:
            self.abort()
            raise
        return made

    def abort(self) -> None:
        """Throw the bytes away."""
        if self._handle is not None:
            with suppress(OSError):
                self._disk.close(self._handle)
            self._handle = None
        self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            self._disk.unlink(self._path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        if self._handle is not None:
            self.abort()


class _Reading(io.RawIOBase):
    """A stored file being read; a disk that fails raises `CocoonError`."""

    def __init__(self, disk: Disk, handle: int, name: str) -> None:
        super().__init__()
        self._disk = disk
        self._handle: int | None = handle
        self._name = name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        assert self._handle is not None
        try:
            data = self._disk.read(self._handle, len(buffer))
        except OSError as error:
            raise explain(error, f"the stored file {self._name}") from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if self._handle is not None:
            handle, self._handle = self._handle, None
            self._disk.close(handle)
        super().close()
