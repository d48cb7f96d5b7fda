"""What every store promises, held against the folder and its memory twin alike."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vault.errors import CocoonError, NotFoundError
from vault.storage import FolderStore, MemoryStore, Store
from vault.storage.store import valid_name


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return FolderStore(tmp_path) if request.param == "folder" else MemoryStore()


def test_a_file_comes_back_as_it_was_put(store: Store) -> None:
    assert store.put_if_absent("log/000/000/000", b"\x00hello\n\xff")
    assert store.get("log/000/000/000") == b"\x00hello\n\xff"
    assert store.size("log/000/000/000") == 8
    assert store.exists("log/000/000/000")
    with store.open("log/000/000/000") as file:
        assert (file.read(3), file.read()) == (b"\x00he", b"llo\n\xff")


def test_an_empty_file_is_a_file(store: Store) -> None:
    assert store.put_if_absent("a", b"")
    assert store.exists("a") and store.get("a") == b"" and store.size("a") == 0


def test_what_is_there_is_never_replaced(store: Store) -> None:
    assert store.put_if_absent("a/b", b"first")
    assert not store.put_if_absent("a/b", b"second")
    with store.stage() as staged:
        staged.write(b"third")
        assert not staged.publish("a/b")
    assert store.get("a/b") == b"first"


def test_a_staged_file_is_seen_whole_or_not_at_all(store: Store) -> None:
    with store.stage() as staged:
        staged.write(b"one ")
        staged.write(memoryview(b"two"))
        assert list(store.list()) == []
        assert staged.publish("x/y/z")
    assert store.get("x/y/z") == b"one two"
    assert list(store.list()) == ["x/y/z"]


def test_what_is_not_published_leaves_nothing(store: Store) -> None:
    with pytest.raises(RuntimeError), store.stage() as staged:
        staged.write(b"half")
        raise RuntimeError
    with store.stage() as staged:
        staged.write(b"half")
        staged.abort()
    assert list(store.list()) == [] and list(store.strays()) == []


@pytest.mark.parametrize("call", ["get", "size", "open", "modified"])
def test_a_missing_file_is_an_error_that_names_it(store: Store, call: str) -> None:
    with pytest.raises(NotFoundError, match="blob/ab/cd"):
        getattr(store, call)("blob/ab/cd")
    assert not store.exists("blob/ab/cd")


def test_deleting_takes_one_file_and_is_calm_about_none(store: Store) -> None:
    store.put_if_absent("a/1", b"1")
    store.put_if_absent("a/2", b"2")
    store.delete("a/1")
    store.delete("a/1")
    store.delete("never/there")
    assert list(store.list()) == ["a/2"]
    assert store.put_if_absent("a/1", b"again")


BAD_NAMES = (
    "", "/", "/a", "a/", "a//b", "..", "a/../b", "a/..", "A", "ä", "a b", "a\\b", "a\n", "a:b",
    ".hidden", "a/.b", "a.", "-a", "con", "a/nul.txt", "com1", "tmp/x", "tmp", "x" * 201, "a\0b",
)  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_mean_different_things_on_different_disks_are_refused(
    store: Store, name: str
) -> None:
    for call in (store.get, store.exists, store.size, store.delete, store.open):
        with pytest.raises(CocoonError) as caught:
            call(name)
        assert caught.value.code == "bad-name"
    with pytest.raises(CocoonError, match="not a name"):
        store.put_if_absent(name, b"")
    with pytest.raises(CocoonError, match="not a name"), store.stage() as staged:
        staged.publish(name)
    assert list(store.list()) == []


SEGMENT = st.from_regex(r"[a-z0-9]([a-z0-9._-]{0,4}[a-z0-9_-])?", fullmatch=True)
NAMES = st.lists(SEGMENT, min_size=1, max_size=3).map("/".join).filter(valid_name)


def _no_file_is_a_folder(names: set[str]) -> bool:
    return not any(other.startswith(name + "/") for name in names for other in names)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    names=st.sets(NAMES, max_size=8).filter(_no_file_is_a_folder),
    prefix=st.text("ab/.-1", max_size=4),
)
@example(names={"a"}, prefix="/")
@example(names={"a"}, prefix="//")
@example(names={"a/b"}, prefix="../")
@example(names={"a/b"}, prefix="a/../a/")
@example(names={"a/b"}, prefix="a//")
@example(names={"a/b"}, prefix="./a")
def test_listing_is_in_order_and_by_prefix(
    names: set[str], prefix: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for store in (MemoryStore(), FolderStore(tmp_path_factory.mktemp("s"))):
        for name in names:
            store.put_if_absent(name, b"")
        assert list(store.list()) == sorted(names)
        for part in {prefix, *(n[: len(n) // 2] for n in names), *(n + "/" for n in names)}:
            assert list(store.list(part)) == sorted(n for n in names if n.startswith(part))


def test_one_of_many_writers_wins(store: Store) -> None:
    def put(n: int) -> bool:
        return store.put_if_absent("race", b"%d" % n)

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(put, range(64)))
    assert sum(won) == 1
    assert store.get("race") == b"%d" % won.index(True)


def test_putting_in_vain_makes_a_file_young_again(tmp_path: Path) -> None:
    now = [1000.0]
    memory = MemoryStore(clock=lambda: now[0])
    folder = FolderStore(tmp_path)
    twins: list[tuple[Store, Callable[[], object]]] = [
        (memory, lambda: memory.times.update(a=5.0)),
        (folder, lambda: __import__("os").utime(tmp_path / "a", (5.0, 5.0))),
    ]
    for store, age in twins:
        store.put_if_absent("a", b"")
        age()
        assert store.modified("a") == 5.0
        store.put_if_absent("a", b"")
        assert store.modified("a") > 900.0
