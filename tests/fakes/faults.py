"""A disk on which one call after the other fails, as real disks do.

`FaultyDisk(fail_at=n, code=ENOSPC)` counts the calls that change a disk and lets number n fail;
`sticky` lets all later ones fail as well (a full disk stays full). A failing write may first take
half the bytes. Run a piece of work for n = 0, 1, 2 … until `struck` stays False.
"""

from __future__ import annotations

import os
from pathlib import Path

from vault.storage.disk import Disk


class FaultyDisk(Disk):
    def __init__(
        self,
        fail_at: int,
        code: int,
        only: tuple[str, ...] = (),
        sticky: bool = False,
        after: bool = False,
    ) -> None:
        self.fail_at = fail_at
        self.code = code
        self.only = only
        self.sticky = sticky
        self.after = after
        self.count = 0
        self.struck: str | None = None

    def _due(self, call: str) -> bool:
        if self.only and call not in self.only:
            return False
        number, self.count = self.count, self.count + 1
        return number == self.fail_at or (self.sticky and number > self.fail_at)

    def _fail(self, call: str) -> None:
        self.struck = self.struck or call
        raise OSError(self.code, os.strerror(self.code))

    def create(self, path: Path) -> int:
        if self._due("create"):
            self._fail("create")
        return super().create(path)

    def write(self, handle: int, data: bytes | bytearray | memoryview) -> int:
        if self._due("write"):
            os.write(handle, memoryview(data)[: len(data) // 2])
            self._fail("write")
        return super().write(handle, data)

    def fsync(self, handle: int) -> None:
        if self._due("fsync"):
            self._fail("fsync")
        super().fsync(handle)

    def mkdir(self, path: Path) -> None:
        if self._due("mkdir"):
            self._fail("mkdir")
        super().mkdir(path)

    def link(self, source: Path, target: Path) -> None:
        if self._due("link"):
            if self.after:
                super().link(source, target)
            self._fail("link")
        super().link(source, target)

    def rename(self, source: Path, target: Path) -> None:
        if self._due("rename"):
            self._fail("rename")
        super().rename(source, target)

    def rename_noreplace(self, source: Path, target: Path) -> None:
        if self._due("rename_noreplace"):
            self._fail("rename_noreplace")
        super().rename_noreplace(source, target)

    def unlink(self, path: Path) -> None:
        if self._due("unlink"):
            self._fail("unlink")
        super().unlink(path)

    def sync_folder(self, path: Path) -> None:
        if self._due("sync_folder"):
            self._fail("sync_folder")
        super().sync_folder(path)


class NoLinks(Disk):
    """A share that refuses hard links (SMB); with `no_rename`, exclusive renames too."""

    def __init__(self, no_rename: bool = False, link_code: int = 1) -> None:
        self.no_rename = no_rename
        self.link_code = link_code

    def link(self, source: Path, target: Path) -> None:
        raise OSError(self.link_code, os.strerror(self.link_code))

    def rename_noreplace(self, source: Path, target: Path) -> None:
        if self.no_rename:
            raise OSError(22, os.strerror(22))
        super().rename_noreplace(source, target)
