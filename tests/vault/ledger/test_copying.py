"""A copy made while others write opens, verifies, and says so when it is damaged."""

from __future__ import annotations

import errno
import tarfile
from pathlib import Path
from random import Random

import pytest

from tests.fakes.faults import FaultyDisk
from tests.fakes.history import VAULT, Toy, do, grown, ledger
from tests.fakes.toyfold import ToyFold, ToyKeys, count, signer
from vault.errors import CocoonError, IntegrityError
from vault.ledger.copying import names_to_copy
from vault.ledger.verify import verify_log
from vault.progress import Step
from vault.storage import FolderStore, MemoryStore, Store, blobs
from vault.storage.archive import TarStore, write_tar
from vault.storage.backup import copy_into, empty_folder, open_copy


def vault(size: int = 260) -> Toy:
    replica = grown(size)
    blobs.put(replica.store, [b"content" * 1000], key=b"k" * 32, context=b"c")
    key = signer("m-a")
    replica.save_snapshot("m-a", key, key.public_key(), 1)
    return replica


def verifies(store: Store, entries: int) -> None:
    report = verify_log(store, VAULT, ToyKeys(), ToyFold())
    assert report.problems == () and report.entries == entries


@pytest.fixture(params=["folder", "tar"])
def form(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def back_up(replica: Toy, form: str, path: Path, report: object = lambda step: None) -> int:
    entries, names = names_to_copy(replica.store)
    if form == "tar":
        write_tar(replica.store, path, names, report)  # type: ignore[arg-type]
    else:
        copy_into(replica.store, empty_folder(path), names, report)  # type: ignore[arg-type]
    return entries


def test_a_copy_is_the_vault(form: str, tmp_path: Path) -> None:
    replica = vault()
    assert back_up(replica, form, tmp_path / "copy") == 260
    copy = open_copy(tmp_path / "copy")
    verifies(copy, 260)
    assert {n: copy.get(n) for n in copy.list()} == replica.store.files  # type: ignore[attr-defined]


def test_a_copy_restores_to_a_vault_that_goes_on(form: str, tmp_path: Path) -> None:
    back_up(vault(20), form, tmp_path / "copy")
    copy = open_copy(tmp_path / "copy")
    restored = empty_folder(tmp_path / "restored")
    copy_into(copy, restored, names_to_copy(copy)[1])
    replica = ledger(restored)
    assert replica.load_snapshot("m-a", signer("m-a").public_key())
    do(replica, count(0, "restored"))
    verifies(restored, 21)


def test_a_copy_made_while_others_write_is_one_moment(form: str, tmp_path: Path) -> None:
    replica = vault(250)
    key = signer("m-a")

    def busy(step: Step) -> None:
        if step.done % 50 == 0:
            blobs.put(replica.store, [b"%d" % step.done], key=b"k" * 32, context=b"c")
            do(replica, count())
            replica.save_snapshot("m-a", key, key.public_key(), 1, keep=1)

    assert back_up(replica, form, tmp_path / "copy", busy) == 250
    assert replica.size > 250
    verifies(open_copy(tmp_path / "copy"), 250)


def test_what_reaches_past_the_moment_stays_out() -> None:
    class Moving(MemoryStore):
        def list(self, prefix: str = "") -> object:  # type: ignore[override]
            if not prefix and len(self.files) < 300:
                grow, self.files = self.files, {}
                self.files = grow
                late = ledger(self)
                for _ in range(10):
                    do(late, count())
                key = signer("m-a")
                late.save_snapshot("m-a", key, key.public_key(), 1)
            return super().list(prefix)

    store = Moving()
    grown(250, store)
    entries, names = names_to_copy(store)
    assert entries == 250
    assert not [n for n in names if n.startswith(("bundle/", "snap/"))]


def test_a_copy_cut_short_has_nothing_its_ledger_speaks_of_missing(tmp_path: Path) -> None:
    replica = vault(30)
    _, names = names_to_copy(replica.store)
    last_other = max(i for i, name in enumerate(names) if not name.startswith("log/"))
    assert all(name.startswith("log/") for name in names[last_other + 1 :])
    cut = empty_folder(tmp_path / "cut")
    copy_into(replica.store, cut, names[: last_other + 6])
    assert verify_log(cut, VAULT, ToyKeys(), ToyFold()).entries == 5
    copy_into(replica.store, cut, names)
    verifies(cut, 30)


def test_copying_never_replaces(tmp_path: Path) -> None:
    replica, other = vault(5), grown(5, note="other")
    target = empty_folder(tmp_path / "t")
    copy_into(other.store, target, ["log/000/000/003"])
    with pytest.raises(IntegrityError, match="log/000/000/003"):
        copy_into(replica.store, target, names_to_copy(replica.store)[1])
    assert target.get("log/000/000/003") == other.log.get(3)
    with pytest.raises(CocoonError) as caught:
        empty_folder(tmp_path / "t")
    assert caught.value.code == "not-empty"
    (tmp_path / "tar").write_bytes(b"precious")
    with pytest.raises(CocoonError) as caught:
        write_tar(replica.store, tmp_path / "tar", [])
    assert caught.value.code == "file-exists"
    assert (tmp_path / "tar").read_bytes() == b"precious"


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_a_disk_that_fails_leaves_no_half_archive(code: int, tmp_path: Path) -> None:
    replica = vault(5)
    names = names_to_copy(replica.store)[1]
    for at in range(20):
        disk = FaultyDisk(at, code, only=("create", "write", "fsync", "link", "sync_folder"))
        path = tmp_path / f"{at}.tar"
        try:
            write_tar(replica.store, path, names, disk=disk)
        except CocoonError as error:
            assert error.next
            assert disk.struck == "sync_folder" or not path.exists()
            assert not list(tmp_path.glob(".*"))
        if disk.struck is None:
            verifies(open_copy(path), 5)
            break
    else:
        pytest.fail("never ran through")


def test_an_archive_cut_short_is_refused(tmp_path: Path) -> None:
    back_up(vault(20), "tar", tmp_path / "a")
    data = (tmp_path / "a").read_bytes()
    random = Random(1)
    for cut in [0, 1, 512, len(data) - 1024, len(data) // 512 // 2 * 512, *random.sample(
        range(len(data) - 9000), 20)]:  # fmt: skip
        (tmp_path / "b").write_bytes(data[:cut])
        with pytest.raises(CocoonError) as caught:
            TarStore(tmp_path / "b")
        assert caught.value.code == "not-a-backup"


def test_any_flipped_bit_in_an_archive_that_matters_is_found(tmp_path: Path) -> None:
    back_up(vault(20), "tar", tmp_path / "a")
    data = (tmp_path / "a").read_bytes()
    good = {n: TarStore(tmp_path / "a").get(n) for n in TarStore(tmp_path / "a").list()}
    random = Random(2)
    for _ in range(60):
        bad = bytearray(data)
        bit = random.randrange(len(bad) * 8)
        bad[bit // 8] ^= 1 << (bit % 8)
        (tmp_path / "b").write_bytes(bad)
        try:
            store = TarStore(tmp_path / "b")
            harmless = {n: store.get(n) for n in store.list()} == good
            assert harmless or not verify_log(store, VAULT, ToyKeys(), ToyFold()).ok
        except CocoonError:
            pass


@pytest.mark.parametrize("kind", ["text", "empty", "foreign", "twice", "missing"])
def test_other_files_are_no_backup(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x"
    match kind:
        case "text":
            path.write_text("hello" * 1000)
        case "empty":
            path.touch()
        case "foreign":
            with tarfile.open(path, "w") as archive:
                archive.add(__file__, "../../etc/passwd")
            assert list(TarStore(path).list()) == []
            assert list(TarStore(path).strays()) == ["../../etc/passwd"]
            return
        case "twice":
            with tarfile.open(path, "w") as archive:
                archive.add(__file__, "log/000/000/000")
                archive.add(__file__, "log/000/000/000")
    with pytest.raises(CocoonError) as caught:
        open_copy(path)
    assert caught.value.next


def test_a_backup_is_for_reading(tmp_path: Path) -> None:
    back_up(vault(3), "tar", tmp_path / "a")
    store = open_copy(tmp_path / "a")
    with pytest.raises(CocoonError, match="cannot be changed"):
        store.put_if_absent("a", b"")
    with pytest.raises(CocoonError, match="cannot be changed"):
        store.stage()
    with pytest.raises(CocoonError, match="cannot be changed"):
        store.delete("log/000/000/000")
    assert isinstance(open_copy(tmp_path), FolderStore)
