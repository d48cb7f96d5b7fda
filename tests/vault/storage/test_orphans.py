"""Orphans are collected by one, when old, and nothing else ever is."""

from __future__ import annotations

import pytest

from vault.errors import CocoonError
from vault.storage import MemoryStore, orphans


class Moment:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def store(moment: Moment) -> MemoryStore:
    store = MemoryStore(clock=moment)
    for name in ("blob/aa/1", "blob/aa/2", "blob/bb/3", "log/000/000/000", "snap/m/1"):
        store.put_if_absent(name, b"x")
    return store


def test_only_old_blobs_that_nothing_speaks_of_are_deleted(
    store: MemoryStore, moment: Moment
) -> None:
    moment.now += orphans.OLD_S + 1
    store.put_if_absent("blob/cc/new", b"x")
    assert orphans.collect(store, lambda: {"blob/aa/1"}) == ["blob/aa/2", "blob/bb/3"]
    left = ["blob/aa/1", "blob/cc/new", "log/000/000/000", "snap/m/1"]
    assert list(store.list()) == left, "and the lease is gone"


def test_nothing_is_deleted_within_a_day(store: MemoryStore, moment: Moment) -> None:
    moment.now += orphans.OLD_S - 1
    assert orphans.collect(store, set) == []


def test_a_blob_that_was_put_again_is_not_old(store: MemoryStore, moment: Moment) -> None:
    moment.now += orphans.OLD_S + 1
    store.put_if_absent("blob/aa/1", b"x")
    assert orphans.collect(store, set) == ["blob/aa/2", "blob/bb/3"]


def test_a_blob_that_comes_to_be_spoken_of_meanwhile_stays(
    store: MemoryStore, moment: Moment
) -> None:
    moment.now += orphans.OLD_S + 1

    def referenced() -> set[str]:
        store.put_if_absent("blob/aa/1", b"x")  # somebody seals again, with the same bytes
        return set()

    assert orphans.collect(store, referenced) == ["blob/aa/2", "blob/bb/3"]


def test_there_is_one_collector_at_a_time(store: MemoryStore, moment: Moment) -> None:
    with orphans.lease(store):
        with pytest.raises(CocoonError) as caught, orphans.lease(store):
            pass
        assert caught.value.code == "lease-taken"
        assert store.exists(orphans.LEASE)
    with orphans.lease(store):
        pass
    assert not list(store.list("lease/"))


def test_a_lease_of_a_crashed_collector_ends_after_an_hour(
    store: MemoryStore, moment: Moment
) -> None:
    store.put_if_absent(orphans.LEASE, b"crashed")
    moment.now += 3500
    with pytest.raises(CocoonError), orphans.lease(store):
        pass
    moment.now += 3700
    with orphans.lease(store):
        pass
