"""What this user saw last is remembered outside the vault, and only moves forward."""

from __future__ import annotations

from pathlib import Path

import pytest

from vault.ledger.anchors import Anchor, LastSeen
from vault.storage import FolderStore, MemoryStore, Store

ROOT = bytes(range(32))


@pytest.fixture(params=["folder", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return FolderStore(tmp_path) if request.param == "folder" else MemoryStore()


def test_the_newest_head_is_remembered(store: Store) -> None:
    seen = LastSeen(store)
    assert seen.anchors("V-1") == []
    seen.remember("V-1", 5, ROOT)
    seen.remember("V-1", 9, ROOT[::-1])
    assert LastSeen(store).anchors("V-1") == [Anchor(9, ROOT[::-1], "this computer")]
    assert len(list(store.list())) == 1


def test_it_never_goes_back(store: Store) -> None:
    seen = LastSeen(store)
    seen.remember("V-1", 9, ROOT)
    seen.remember("V-1", 5, ROOT)
    seen.remember("V-1", 0, ROOT)
    assert [a.size for a in seen.anchors("V-1")] == [9]


def test_two_heads_of_one_size_are_both_kept(store: Store) -> None:
    seen = LastSeen(store)
    seen.remember("V-1", 9, ROOT)
    seen.remember("V-1", 9, ROOT[::-1])
    seen.remember("V-1", 9, ROOT)
    assert {a.root for a in seen.anchors("V-1")} == {ROOT, ROOT[::-1]}


def test_vaults_are_apart_and_can_be_forgotten(store: Store) -> None:
    seen = LastSeen(store)
    seen.remember("V-1", 9, ROOT)
    seen.remember("V-2", 3, ROOT)
    seen.forget("V-1")
    assert seen.anchors("V-1") == [] and len(seen.anchors("V-2")) == 1


def test_rubbish_beside_it_is_no_anchor(store: Store) -> None:
    for name in ("seen/v-1/x", "seen/v-1/000000009-zz", "seen/v-1/000000009-00"):
        store.put_if_absent(name, b"")
    assert LastSeen(store).anchors("V-1") == []
