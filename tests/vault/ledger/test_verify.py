"""Verification names every place where a vault is not what it was."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random

import pytest

from tests.fakes.history import VAULT, Toy, do, grown, ledger
from tests.fakes.toyfold import ToyFold, ToyKeys, count, signer
from vault.ledger.anchors import Anchor
from vault.ledger.entry import Draft, Place, seal_entry
from vault.ledger.log import bundle_name, entry_name, pack_bundle
from vault.ledger.verify import Report, verify_log
from vault.storage import FolderStore, MemoryStore, Store, blobs


def verified(store: Store, *anchors: Anchor, **options: object) -> Report:
    return verify_log(store, VAULT, ToyKeys(), ToyFold(), anchors=anchors, **options)  # type: ignore[arg-type]


def seqs(report: Report) -> set[int | None]:
    return {problem.seq for problem in report.problems}


def names(report: Report) -> set[str | None]:
    return {problem.name for problem in report.problems}


def words(report: Report) -> str:
    return " / ".join(problem.what for problem in report.problems)


def full(store: Store, size: int = 260) -> Toy:
    """A vault with everything in it: entries, a bundle, blobs, a snapshot."""
    replica = grown(size, store)
    for n in range(3):
        blobs.put(store, [b"%d" % n * 500 * n], key=b"k" * 32, context=b"c")
    key = signer("m-a")
    replica.save_snapshot("m-a", key, key.public_key(), 1)
    return replica


@pytest.fixture(scope="module")
def pristine() -> dict[str, bytes]:
    store = MemoryStore()
    full(store)
    return dict(store.files)


@pytest.fixture
def store(pristine: dict[str, bytes]) -> MemoryStore:
    store = MemoryStore()
    store.files = dict(pristine)
    return store


def test_a_good_vault_has_no_problems_and_says_what_it_cannot_know(store: MemoryStore) -> None:
    good = ledger(store)
    good.refresh()
    report = verified(store)
    assert report.ok and report.entries == 260 and report.root == good.root
    assert "Truncation not excluded" in report.notes[0]
    anchored = verified(store, Anchor(100, good.tree().root(100), "a pack"))
    assert anchored.ok and anchored.notes == () and anchored.anchors == 1


def test_an_empty_log_verifies() -> None:
    assert verified(MemoryStore()).ok


PLACES = [
    entry_name(0),
    entry_name(1),
    entry_name(100),
    entry_name(255),
    entry_name(256),
    entry_name(259),
    "bundle/",
    "blob/",
    "snap/",
]


@pytest.mark.parametrize("place", PLACES)
def test_a_flipped_bit_anywhere_is_named(place: str, pristine: dict[str, bytes]) -> None:
    """Some bits per place; COCOON_FLIPS for as many as asked."""
    random = Random(place)
    small = {n: d for n, d in pristine.items() if not n.startswith("bundle/") or place in n}
    within = sorted(n for n in small if n.startswith(place))
    for _ in range(int(os.environ.get("COCOON_FLIPS", "5"))):
        name = random.choice(within)
        bad = bytearray(small[name])
        bit = random.randrange(len(bad) * 8)
        bad[bit // 8] ^= 1 << (bit % 8)
        store = MemoryStore()
        store.files = small | {name: bytes(bad)}
        report = verified(store)
        assert names(report) == {name}, f"bit {bit} of {name}: {words(report)}"


def test_a_file_cut_short_or_lengthened_is_named(
    store: MemoryStore, pristine: dict[str, bytes]
) -> None:
    for prefix in ("log/000/000/007", "log/000/000/259", "bundle/", "blob/", "snap/"):
        name = next(n for n in pristine if n.startswith(prefix))
        for bad in (pristine[name][:-1], pristine[name] + b"\0", b""):
            if name.startswith("blob/") and bad == b"" == pristine[name]:
                continue
            store.files[name] = bad
            assert names(verified(store)) == {name}
        store.files[name] = pristine[name]


def unbundled(store: MemoryStore) -> None:
    for name in list(store.list("bundle/")):
        del store.files[name]


@pytest.fixture(params=["bundled", "unbundled"])
def either(request: pytest.FixtureRequest, store: MemoryStore) -> MemoryStore:
    if request.param == "unbundled":
        unbundled(store)
    return store


@pytest.mark.parametrize("seq", [0, 1, 77, 255, 256, 258])
def test_a_dropped_entry_is_named(either: MemoryStore, seq: int) -> None:
    del either.files[entry_name(seq)]
    report = verified(either)
    assert seqs(report) == {seq} and "missing" in words(report)
    assert names(report) == {entry_name(seq)}


def test_dropped_stretches_are_named_once(either: MemoryStore) -> None:
    for seq in range(20, 90):
        del either.files[entry_name(seq)]
    report = verified(either)
    assert [p.what for p in report.problems] == ["Ledger entries 20 to 89 are missing."]


def test_a_cut_off_end_that_a_bundle_remembers_is_named(store: MemoryStore) -> None:
    for seq in range(200, 260):
        del store.files[entry_name(seq)]
    report = verified(store)
    assert "Ledger entries 200 to 255 are missing." in words(report)


@pytest.mark.parametrize(("one", "two"), [(5, 6), (1, 200), (256, 259)])
def test_swapped_entries_are_named_both(either: MemoryStore, one: int, two: int) -> None:
    files = either.files
    files[entry_name(one)], files[entry_name(two)] = files[entry_name(two)], files[entry_name(one)]
    report = verified(either)
    assert seqs(report) == {one, two} and "another place" in words(report)


def test_entries_closed_up_after_a_drop_are_named(store: MemoryStore) -> None:
    unbundled(store)
    for seq in range(257, 260):
        store.files[entry_name(seq - 1)] = store.files[entry_name(seq)]
    del store.files[entry_name(259)]
    assert {256, 257, 258} <= seqs(verified(store))


def test_an_entry_repeated_at_the_end_is_named(store: MemoryStore) -> None:
    store.files[entry_name(260)] = store.files[entry_name(100)]
    report = verified(store)
    assert seqs(report) == {260} and "another place" in words(report)


def test_an_entry_of_another_history_is_named(either: MemoryStore) -> None:
    """The same vault, the same number, the same author, validly signed: but not in this past."""
    other = grown(260, note="other")
    for seq in (100, 258):
        either.files[entry_name(seq)] = other.log.get(seq)
    report = verified(either)
    assert {100, 258} >= seqs(report) >= {100}
    assert "another history" in words(report) and names(report) <= {
        entry_name(100),
        entry_name(258),
    }


def test_an_entry_of_another_vault_is_named(either: MemoryStore) -> None:
    either.files[entry_name(100)] = grown(101, vault="v-2").log.get(100)
    report = verified(either)
    assert seqs(report) == {100} and "another vault" in words(report)


def written(store: MemoryStore, seq: int, draft: Draft, member: str, key: str) -> bytes:
    replica = ledger(MemoryStore())
    for name in store.list("log/"):
        if name < entry_name(seq):
            replica.store.put_if_absent(name, store.files[name])
    replica.refresh()
    place = Place(VAULT, seq, replica.last_time, member, replica.root)
    return seal_entry(draft, place, signer(key), ToyKeys().ledger_key(1))


@pytest.mark.parametrize("seq", [1, 100, 258, 259])
def test_a_forged_entry_is_named(either: MemoryStore, seq: int) -> None:
    either.files[entry_name(seq)] = written(either, seq, count(1), "m-a", "m-b")
    report = verified(either)
    assert seqs(report) == {seq} and "forged" in words(report)


@pytest.mark.parametrize("seq", [1, 100, 258, 259])
def test_an_entry_its_author_was_not_allowed_is_named(either: MemoryStore, seq: int) -> None:
    author = "m-a" if seq == 1 else "m-b"
    either.files[entry_name(seq)] = written(either, seq, count(-1), author, author)
    report = verified(either)
    assert seqs(report) == {seq} and "not allowed" in words(report)


def test_an_entry_of_a_stranger_is_named(either: MemoryStore) -> None:
    either.files[entry_name(259)] = written(either, 259, count(1), "m-x", "m-x")
    report = verified(either)
    assert seqs(report) == {259} and "may not write" in words(report)


def test_several_damages_are_all_named(store: MemoryStore) -> None:
    unbundled(store)
    del store.files[entry_name(10)]
    store.files[entry_name(20)] = b"rubbish"
    store.files[entry_name(30)] = store.files[entry_name(30)][:-1] + b"?"
    blob = next(store.list("blob/"))
    store.files[blob] = b"rubbish"
    report = verified(store)
    assert seqs(report) == {10, 20, 30, None} and blob in names(report)


def test_a_bundle_that_differs_from_its_entries_is_named(store: MemoryStore) -> None:
    other = grown(256, note="other")
    entries = [store.get(entry_name(n)) for n in range(256)]
    entries[40] = other.log.get(40)
    store.files[bundle_name(0)] = pack_bundle(0, entries)
    report = verified(store)
    assert names(report) == {bundle_name(0)} and seqs(report) == {40}


def test_a_bundle_from_the_future_is_named(store: MemoryStore) -> None:
    store.files[bundle_name(5)] = pack_bundle(5, [b"x"] * 256)
    report = verified(store)
    assert not report.ok and 260 in seqs(report)


@pytest.mark.parametrize(
    "name", ["log/000/000/abc", "log/x", "bundle/zzz", "secret", "notes/today"]
)
def test_foreign_files_are_named(store: MemoryStore, name: str) -> None:
    store.files[name] = b"x"
    assert names(verified(store)) == {name}


def test_a_file_far_behind_the_end_is_named_without_counting_to_it(store: MemoryStore) -> None:
    store.files[entry_name(999_999_999)] = store.files[entry_name(3)]
    report = verified(store)
    assert 999_999_999 in seqs(report) and "260 to" in words(report)


def test_strays_in_a_folder_are_named_and_litter_beside_it_is_not(tmp_path: Path) -> None:
    store = FolderStore(tmp_path)
    full(store, 5)
    (tmp_path / "Thumbs.db").touch()
    assert verified(store).ok
    (tmp_path / "log" / "Copy of 001").touch()
    assert names(verified(store)) == {"log/Copy of 001"}


def test_other_prefixes_are_checked_by_whoever_owns_them(store: MemoryStore) -> None:
    store.files |= {"wrap/a": b"a", "wrap/b": b"?"}
    checkers = {"wrap/": lambda s, n: None if s.get(n) == n[-1:].encode() else "It is broken."}
    report = verified(store, checkers=checkers)
    assert names(report) == {"wrap/b"} and words(report) == "It is broken."


def test_a_blob_the_state_speaks_of_must_be_there(store: MemoryStore) -> None:
    there = list(store.list("blob/"))
    assert verified(store, referenced=lambda fold: there).ok
    del store.files[there[0]]
    report = verified(store, referenced=lambda fold: there)
    assert names(report) == {there[0]}


# --- snapshots -------------------------------------------------------------------------------


def forged_snapshot(store: MemoryStore, member: str, key: str, size: int = 200) -> str:
    other = grown(size, note="other")
    mine = signer(key)
    other.save_snapshot(member, mine, mine.public_key(), 1)
    name = next(other.store.list("snap/"))
    store.files[name] = other.store.get(name)
    return name


def member_key(fold: ToyFold, member: str) -> object:
    return signer(member).public_key() if member in fold.members else None


@pytest.mark.parametrize("key", ["m-b", "m-x"])
def test_a_snapshot_signed_by_somebody_else_is_named(store: MemoryStore, key: str) -> None:
    name = forged_snapshot(store, "m-a", key)
    for options in ({}, {"member_key": member_key}):
        report = verified(store, **options)
        assert names(report) == {name} and "forged" in words(report)


def test_a_snapshot_of_another_history_is_named(store: MemoryStore) -> None:
    name = forged_snapshot(store, "m-a", "m-a")
    report = verified(store)
    assert names(report) == {name} and "another history" in words(report)


def test_a_snapshot_of_nobody_is_named(store: MemoryStore) -> None:
    name = forged_snapshot(store, "m-x", "m-x", 1)
    report = verified(store, member_key=member_key)
    assert names(report) == {name} and "no member" in words(report)


def test_a_snapshot_that_remembers_more_than_the_log_shows_a_rollback(store: MemoryStore) -> None:
    unbundled(store)
    del store.files[entry_name(259)]
    report = verified(store)
    assert "remembers 260 entries; the log has 259" in words(report)


def test_a_snapshot_under_another_name_is_named(store: MemoryStore) -> None:
    name = next(store.list("snap/"))
    other = name.replace("000000260", "000000200")
    store.files[other] = store.files[name]
    assert names(verified(store)) == {other}


def test_writing_on_meanwhile_is_no_problem(store: MemoryStore) -> None:
    class Busy(MemoryStore):
        def strays(self, prefix: str = "") -> object:  # type: ignore[override]
            return iter(())

        def list(self, prefix: str = "") -> object:  # type: ignore[override]
            if prefix:
                return super().list(prefix)
            names = [n for n in super().list(prefix) if not n.startswith("snap/")]
            replica = ledger(self)
            for n in range(3):
                do(replica, count(n))
            key = signer("m-a")
            replica.save_snapshot("m-a", key, key.public_key(), 1)
            return iter(names + [n for n in self.files if n.startswith("snap/")])

    busy = Busy()
    busy.files = store.files
    assert verified(busy).ok


def test_other_processes_may_check_the_signatures(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vault.ledger.chain._BATCH", 100)
    unbundled(store)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert verified(store, executor=pool).ok
        store.files[entry_name(40)] = written(store, 40, count(1), "m-a", "m-b")
        report = verified(store, executor=pool)
    assert seqs(report) == {40} and "forged" in words(report)


# --- anchors ---------------------------------------------------------------------------------


def rolled_back(store: MemoryStore, size: int) -> None:
    """The whole folder as it was, consistent in itself."""
    store.files = dict(full(MemoryStore(), size).store.files)  # type: ignore[attr-defined]


def test_a_rolled_back_folder_shows_against_what_was_seen(store: MemoryStore) -> None:
    root = verified(store).root
    assert root
    rolled_back(store, 200)
    assert verified(store).ok, "nothing inside can tell"
    report = verified(store, Anchor(260, root, "this computer"))
    assert "rolled back" in words(report) and "this computer" in words(report)
    assert seqs(report) == {200}


def test_a_rewritten_history_shows_against_what_was_seen(store: MemoryStore) -> None:
    good = ledger(store)
    good.refresh()
    seen = Anchor(150, good.tree().root(150), "pack R-1-1")
    store.files = dict(grown(260, note="other").store.files)  # type: ignore[attr-defined]
    assert verified(store).ok, "nothing inside can tell"
    report = verified(store, seen)
    assert "rewritten" in words(report) and "pack R-1-1" in words(report)
    assert seqs(report) == {150}


def test_an_anchor_on_what_did_not_change_stays_quiet(store: MemoryStore) -> None:
    good = ledger(store)
    good.refresh()
    anchors = [Anchor(n, good.tree().root(n), "x") for n in (1, 255, 256, 257, 260)]
    assert verified(store, *anchors).ok


def test_a_declared_restore_is_called_one(store: MemoryStore) -> None:
    before = ledger(store)
    before.refresh()
    lost = before.tree().root(260)
    restored = full(MemoryStore(), 200)
    do(restored, count(0, "restored from backup"))
    for n in range(100):
        do(restored, count(n, "since"))
    declares: Callable[[object], bool] = lambda e: (  # noqa: E731
        getattr(e, "fields", {}).get("note") == "restored from backup"
    )
    report = verified(restored.store, Anchor(260, lost, "pack"), restored=declares)
    assert report.ok and "Restored at entry 200" in report.notes[0]
    assert not verified(restored.store, Anchor(260, lost, "pack")).ok
    early = Anchor(150, b"\1" * 32, "pack")
    assert not verified(restored.store, early, restored=declares).ok


def test_a_copied_folder_verifies(tmp_path: Path) -> None:
    full(FolderStore(_made(tmp_path / "a")), 20)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    assert verified(FolderStore(tmp_path / "b")).ok


def _made(path: Path) -> Path:
    path.mkdir()
    return path
