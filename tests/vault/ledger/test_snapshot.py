"""A snapshot is believed by the member who signed it, for exactly this history, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.fakes.history import VAULT, Toy, do, grown, ledger
from tests.fakes.toyfold import ToyFold, ToyKeys, count, signer
from vault.errors import CocoonError
from vault.ledger.log import entry_name
from vault.ledger.replica import Ledger
from vault.storage import MemoryStore


def save(replica: Toy, member: str = "m-a", key: str = "", keep: int = 2) -> str:
    mine = signer(key or member)
    replica.save_snapshot(member, mine, mine.public_key(), 1, keep)
    return max(replica.store.list(f"snap/{member}/"))


def believed(store: MemoryStore, member: str = "m-a", fresh: Toy | None = None) -> int:
    """Size at which a fresh replica starts: 0 when it believed no snapshot."""
    fresh = fresh or ledger(store)
    assert fresh.load_snapshot(member, signer(member).public_key()) is bool(fresh.size)
    return fresh.size


@pytest.mark.parametrize("size", [1, 2, 7, 300])
def test_a_replica_goes_on_from_its_snapshot_as_if_it_had_read_all(size: int) -> None:
    store = MemoryStore()
    replica = grown(size, store)
    save(replica)
    do(replica, count(40))
    fresh = ledger(store)
    assert fresh.load_snapshot("m-a", signer("m-a").public_key())
    assert fresh.size == size
    assert fresh.refresh() == 1
    assert (fresh.root, fresh.last_time) == (replica.root, replica.last_time)
    assert fresh.fold.dump() == replica.fold.dump()
    assert fresh.tree().root() == replica.root
    do(fresh, count(2))
    assert replica.refresh() == 1


def test_the_newest_is_taken_and_old_ones_are_removed() -> None:
    store = MemoryStore()
    replica = grown(3, store)
    for _ in range(4):
        do(replica, count())
        save(replica)
    assert len(list(store.list("snap/"))) == 2
    assert believed(store) == 7


def test_nothing_in_it_is_readable() -> None:
    store = MemoryStore()
    name = save(grown(9, store))
    assert b"counts" not in store.get(name) and b"members" not in store.get(name)


def test_a_damaged_newest_gives_way_to_an_older_one() -> None:
    store = MemoryStore()
    replica = grown(3, store)
    save(replica)
    do(replica, count())
    newest = save(replica)
    store.files[newest] = store.files[newest][:-1] + b"?"
    assert believed(store) == 3


def test_somebody_elses_snapshot_is_not_believed() -> None:
    """Not as his own, not under my name, not with his signature in mine."""
    store = MemoryStore()
    other = grown(5, note="other")
    do(other, count(1_000_000))
    for member, key in (("m-b", "m-b"), ("m-a", "m-b")):
        name = save(other, member, key)
        store.files[name] = other.store.get(name)
        store.files["snap/m-a/" + name.rpartition("/")[2]] = other.store.get(name)
    grown(6, store)
    assert believed(store) == 0
    fresh = ledger(store)
    assert fresh.refresh() == 6 and "m-a" in fresh.fold.counts


@pytest.mark.parametrize("change", ["history", "rolled back", "vault", "fold", "key"])
def test_for_another_past_it_is_not_believed(change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    name = save(grown(6, store))
    match change:
        case "history":
            snapshot = store.files[name]
            store.files = {**grown(6, note="other").store.files, name: snapshot}  # type: ignore[attr-defined]
            assert believed(store) == 0
        case "rolled back":
            del store.files[entry_name(5)]
            assert believed(store) == 0
        case "vault":
            assert believed(store, fresh=ledger(store, vault="v-other")) == 0
        case "fold":
            monkeypatch.setattr(ToyFold, "version", 2)
            assert believed(store) == 0
        case "key":
            keys = ToyKeys(b"other")
            fresh = Ledger(store, VAULT, keys, ToyFold(), lambda: datetime.now(UTC))
            assert believed(store, fresh=fresh) == 0


def test_a_state_that_does_not_load_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    store = MemoryStore()
    save(grown(6, store))

    def fail(self: ToyFold, data: bytes) -> None:
        self.events = 99
        raise ValueError

    monkeypatch.setattr(ToyFold, "load", fail)
    fresh = ledger(store)
    assert believed(store, fresh=fresh) == 0
    assert fresh.fold.events == 0


def test_a_store_that_refuses_costs_the_snapshot_only() -> None:
    class Full(MemoryStore):
        def put_if_absent(self, name: str, data: bytes) -> bool:
            if name.startswith("snap/"):
                raise CocoonError("disk-full", "No room.", "Make room.")
            return super().put_if_absent(name, data)

    replica = grown(3, Full())
    with pytest.raises(CocoonError):
        save(replica)
    do(replica, count())
