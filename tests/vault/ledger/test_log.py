"""The log's files: names, sizes, bundles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.history import grown
from vault.errors import IntegrityError
from vault.ledger.log import (
    BUNDLE,
    Log,
    bundle_name,
    bundle_number,
    entry_name,
    entry_seq,
    pack_bundle,
    unpack_bundle,
)
from vault.storage import MemoryStore


@given(st.integers(0, 10**9 - 1))
def test_names_and_numbers_are_one_to_one(n: int) -> None:
    assert entry_seq(entry_name(n)) == n
    assert bundle_number(bundle_name(n // 1000)) == n // 1000


def test_names_sort_as_numbers() -> None:
    numbers = [0, 9, 10, 999, 1000, 1001, 999_999, 1_000_000]
    assert sorted(map(entry_name, numbers)) == list(map(entry_name, numbers))
    assert entry_name(123) == "log/000/000/123"
    assert bundle_name(1234) == "bundle/001/234"


@pytest.mark.parametrize(
    "name", ["log/1", "log/000/000/0001", "log/000/000/00a", "log/000000000", "log/000/000/000/000"]
)
def test_other_names_are_no_entries(name: str) -> None:
    assert entry_seq(name) is None


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 100, 1000])
def test_size_is_found_with_few_questions(size: int) -> None:
    class Asked(MemoryStore):
        asked = 0

        def exists(self, name: str) -> bool:
            self.asked += 1
            return super().exists(name)

    store = Asked()
    for seq in range(size):
        store.put_if_absent(entry_name(seq), b"")
    for known in {0, 1, size // 2, max(0, size - 1), size} & set(range(size + 1)):
        store.asked = 0
        assert Log(store).size(known) == size
        assert store.asked <= 2 * (size - known + 1).bit_length() + 2


def test_a_bundle_comes_back() -> None:
    entries = [b"e" * (n % 7) + b"%d" % n for n in range(BUNDLE)]
    assert unpack_bundle(3, pack_bundle(3, entries)) == entries


@given(st.integers(0, 10**6))
def test_any_flipped_bit_of_a_bundle_is_found(where: int) -> None:
    data = bytearray(pack_bundle(0, [b"%d" % n for n in range(BUNDLE)]))
    where %= len(data) * 8
    data[where // 8] ^= 1 << (where % 8)
    with pytest.raises(IntegrityError, match="bundle/000/000"):
        unpack_bundle(0, bytes(data))


def test_a_bundle_under_another_number_is_refused() -> None:
    data = pack_bundle(0, [b""] * BUNDLE)
    with pytest.raises(IntegrityError):
        unpack_bundle(1, data)


@pytest.mark.parametrize("with_bundles", [True, False])
def test_any_stretch_is_read(with_bundles: bool) -> None:
    store = MemoryStore()
    grown(600, store)
    if not with_bundles:
        for name in list(store.list("bundle/")):
            store.delete(name)
    log = Log(store)
    for start, stop in ((0, None), (0, 600), (255, 257), (256, 512), (599, None), (600, None)):
        want = [(n, store.get(entry_name(n))) for n in range(start, stop or 600)]
        assert list(log.read(start, stop)) == want
