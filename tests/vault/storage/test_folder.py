"""What only a folder on a disk can show: failing disks, crashes, other file systems."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.fakes.faults import FaultyDisk, NoLinks
from vault.errors import CocoonError
from vault.storage import FolderStore
from vault.storage.disk import Disk


def everything(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_files_and_folders_are_private(tmp_path: Path) -> None:
    FolderStore(tmp_path).put_if_absent("a/b/c", b"x")
    for path in tmp_path.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), path


def test_what_is_published_was_forced_to_disk_first_and_its_folders_after(tmp_path: Path) -> None:
    calls: list[str] = []

    class Telling(Disk):
        def fsync(self, handle: int) -> None:
            calls.append("fsync")
            super().fsync(handle)

        def link(self, source: Path, target: Path) -> None:
            calls.append("link")
            super().link(source, target)

        def sync_folder(self, path: Path) -> None:
            calls.append("folder " + str(path.relative_to(tmp_path)))
            super().sync_folder(path)

    store = FolderStore(tmp_path, Telling())
    store.put_if_absent("a/b/c", b"x")
    assert calls == ["folder .", "fsync", "folder .", "folder a", "link", "folder a/b"]
    calls.clear()
    store.put_if_absent("a/b/d", b"x")
    assert calls == ["fsync", "link", "folder a/b"]
    calls.clear()
    assert not store.put_if_absent("a/b/d", b"x")
    assert calls == ["folder a/b"], "a name that somebody else made a moment ago must last too"


FAULTS = [
    pytest.param(code, sticky, id=f"{errno.errorcode[code]}{'-stays' if sticky else ''}")
    for code in (errno.EIO, errno.ENOSPC)
    for sticky in (False, True)
]


@pytest.mark.parametrize(("code", "sticky"), FAULTS)
@pytest.mark.parametrize("basis", [FaultyDisk], ids=["links"])
def test_any_call_that_fails_loses_nothing_and_says_what_to_do(
    tmp_path: Path, code: int, sticky: bool, basis: type[FaultyDisk]
) -> None:
    struck: set[str] = set()
    for at in range(100):
        root = tmp_path / str(at)
        root.mkdir()
        FolderStore(root).put_if_absent("log/000", b"acknowledged")
        disk = basis(at, code, sticky=sticky)
        store = FolderStore(root, disk)
        acknowledged = {"log/000": b"acknowledged"}
        for name, data in (("log/001", b"one"), ("blob/ab/cd", b"two" * 1000), ("log/001", b"no")):
            try:
                if store.put_if_absent(name, data):
                    acknowledged[name] = data
            except CocoonError as error:
                assert error.message and error.next
                assert error.code == ("disk-full" if code == errno.ENOSPC else "disk-error")
        after = FolderStore(root)
        kept = {name: after.get(name) for name in after.list()}
        assert acknowledged.items() <= kept.items()
        whole = {"log/000": b"acknowledged", "log/001": b"one", "blob/ab/cd": b"two" * 1000}
        for name, data in kept.items():
            assert data in (whole[name], b"no"), f"torn after {disk.struck} failed"
        if disk.struck is None:
            assert len(kept) == 3
            break
        struck.add(disk.struck)
        if disk.struck != "unlink" and not sticky:
            assert not list((root / "tmp").glob("*")), f"stray after {disk.struck} failed"
    else:
        pytest.fail("never ran through")
    assert struck == {"create", "write", "fsync", "mkdir", "link", "unlink", "sync_folder"}


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_a_failing_rename_loses_nothing_where_links_are_refused(tmp_path: Path, code: int) -> None:
    class Both(FaultyDisk):
        def link(self, source: Path, target: Path) -> None:
            raise PermissionError(errno.EPERM, "no links")

    for kind in ("rename_noreplace",):
        root = tmp_path / kind
        root.mkdir()
        store = FolderStore(root, Both(0, code, only=(kind,)))
        with pytest.raises(CocoonError):
            store.put_if_absent("a", b"1")
        assert list(store.list()) == [] and not list((root / "tmp").glob("*"))
        assert store.put_if_absent("a", b"1")


@pytest.mark.parametrize(
    "disk",
    [
        NoLinks(),
        NoLinks(link_code=errno.EOPNOTSUPP),
        NoLinks(no_rename=True),
    ],
    ids=["rename", "rename-eopnotsupp", "claim"],
)
def test_a_share_without_hard_links_keeps_the_promise(tmp_path: Path, disk: Disk) -> None:
    store = FolderStore(tmp_path, disk)
    assert store.put_if_absent("a/b", b"first")
    with store.stage() as staged:
        staged.write(b"second")
        assert not staged.publish("a/b")
    assert store.get("a/b") == b"first"
    with ThreadPoolExecutor(8) as pool:

        def put(n: int) -> bool:
            with FolderStore(tmp_path, disk).stage() as staged:
                staged.write(b"%d" % n)
                return staged.publish("race")

        won = list(pool.map(put, range(40)))
    assert sum(won) == 1 and store.get("race") == b"%d" % won.index(True)
    assert not list((tmp_path / "tmp").glob("*"))


def test_a_claim_that_a_crash_left_behind_holds_for_ten_minutes_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = FolderStore(tmp_path, NoLinks(no_rename=True))
    store.put_if_absent("first", b"")
    claim = tmp_path / "tmp" / ("claim-" + "-".join((tmp_path / "a" / "b").parts[-4:]))
    claim.touch()
    ticks = iter(range(1000))
    monkeypatch.setattr("vault.storage.disk.time.monotonic", lambda: next(ticks))
    monkeypatch.setattr("vault.storage.disk.time.sleep", lambda seconds: None)
    with pytest.raises(CocoonError) as caught:
        store.put_if_absent("a/b", b"x")
    assert caught.value.code == "disk-busy"
    old = time.time() - 700
    os.utime(claim, (old, old))
    assert store.put_if_absent("a/b", b"x")
    assert not claim.exists()


def test_a_link_whose_answer_was_lost_counts_as_made(tmp_path: Path) -> None:
    """NFS repeats the request, and the repetition finds the name taken, by the file itself."""
    disk = FaultyDisk(0, errno.EEXIST, only=("link",), after=True)
    store = FolderStore(tmp_path, disk)
    assert store.put_if_absent("a", b"mine")
    assert store.get("a") == b"mine" and not list((tmp_path / "tmp").glob("*"))


@pytest.mark.parametrize(
    "work",
    [
        lambda s: s.put_if_absent("b", b"x"),
        lambda s: s.get("a"),
        lambda s: list(s.list()),
        lambda s: s.stage(),
    ],
)
def test_a_folder_that_vanished_is_one_sentence(
    tmp_path: Path, work: Callable[[FolderStore], object]
) -> None:
    root = tmp_path / "vault"
    root.mkdir()
    store = FolderStore(root)
    store.put_if_absent("a", b"1")
    shutil.rmtree(root)
    with pytest.raises(CocoonError) as caught:
        work(store)
    assert caught.value.code == "folder-vanished" and caught.value.next


def test_a_folder_that_vanishes_while_writing_is_one_sentence(tmp_path: Path) -> None:
    root = tmp_path / "vault"
    root.mkdir()
    store = FolderStore(root)
    staged = store.stage()
    staged.write(b"x")
    shutil.rmtree(root)
    with pytest.raises(CocoonError) as caught:
        staged.publish("a/b")
    assert caught.value.code == "folder-vanished"


def test_a_disk_that_fails_while_reading_is_one_sentence(tmp_path: Path) -> None:
    class Failing(Disk):
        def read(self, handle: int, count: int) -> bytes:
            raise OSError(errno.EIO, "bad sector")

    FolderStore(tmp_path).put_if_absent("a", b"1")
    store = FolderStore(tmp_path, Failing())
    with pytest.raises(CocoonError, match="stored file a"):
        store.get("a")
    with pytest.raises(CocoonError, match="stored file a"), store.open("a") as file:
        file.read()


def test_leftovers_of_a_crash_are_swept_only_when_old(tmp_path: Path) -> None:
    FolderStore(tmp_path).put_if_absent("a", b"1")
    young, old = tmp_path / "tmp" / "young", tmp_path / "tmp" / "old"
    young.touch()
    old.touch()
    day_ago = time.time() - 25 * 3600
    os.utime(old, (day_ago, day_ago))
    FolderStore(tmp_path).put_if_absent("b", b"2")
    assert young.exists() and not old.exists()


def test_foreign_files_are_strays_and_never_listed(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    store.put_if_absent("log/000", b"1")
    (tmp_path / "log" / ".DS_Store").write_bytes(b"x")
    (tmp_path / "log" / "Entry.txt").write_bytes(b"x")
    (tmp_path / "log" / "link").symlink_to(tmp_path / "log" / "000")
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    assert list(store.list()) == ["log/000"]
    assert list(store.strays()) == ["Thumbs.db", "log/.DS_Store", "log/Entry.txt", "log/link"]
    assert list(store.strays("log/E")) == ["log/Entry.txt"]


def test_a_plain_copy_of_the_folder_is_the_same_store(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    store = FolderStore(tmp_path / "one")
    for n in range(5):
        store.put_if_absent(f"log/00{n}", b"%d" % n)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    copy = FolderStore(tmp_path / "two")
    assert [copy.get(n) for n in copy.list()] == [store.get(n) for n in store.list()]
    assert copy.put_if_absent("log/005", b"5")
