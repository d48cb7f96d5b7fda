"""Content of any size: comes back the same, in constant memory, or not at all."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.faults import FaultyDisk
from vault.errors import CocoonError, IntegrityError, NotFoundError
from vault.storage import FolderStore, MemoryStore, blobs

KEY, CONTEXT = b"k" * 32, b"v-1|D-1|1"
ROOT = Path(__file__).parents[3]


@settings(max_examples=30, deadline=None)
@given(
    chunks=st.lists(
        st.one_of(st.binary(max_size=50), st.integers(0, 40_000).map(lambda n: b"\xab" * n)),
        max_size=6,
    )
)
def test_content_comes_back_whatever_its_pieces(chunks: list[bytes]) -> None:
    store = MemoryStore()
    content = b"".join(chunks)
    ref = blobs.put(store, chunks, key=KEY, context=CONTEXT)
    assert ref.size == len(content)
    assert ref.sha256 == hashlib.sha256(content).hexdigest()
    assert ref.stored_size == store.size(ref.name)
    stored = hashlib.sha256(store.get(ref.name)).hexdigest()
    assert ref.name == f"blob/{stored[:2]}/{stored[2:]}"
    assert b"".join(blobs.read(store, ref.name, key=KEY, context=CONTEXT)) == content
    everything = blobs.read_all(store, ref.name, key=KEY, context=CONTEXT, limit=len(content))
    assert everything == content
    assert blobs.check(store, ref.name) is None


def test_nothing_readable_is_stored() -> None:
    store = MemoryStore()
    secret = "공정 사양서 oven profile".encode()
    ref = blobs.put(store, [secret] * 100, key=KEY, context=CONTEXT)
    assert secret not in store.get(ref.name) and CONTEXT not in store.get(ref.name)


def flips(size: int) -> Iterator[int]:
    yield from (0, 1, 23, 24, 40, size // 2, size - 17, size - 16, size - 1)
    yield from range(7, size, max(1, size // 40))


@pytest.mark.parametrize("size", [0, 1, 16 * 1024, 50_000])
def test_any_flipped_bit_is_found_and_named(size: int) -> None:
    store = MemoryStore()
    ref = blobs.put(store, [os.urandom(size)], key=KEY, context=CONTEXT)
    good = store.get(ref.name)
    for at in flips(len(good)):
        bad = bytearray(good)
        bad[at] ^= 1 << (at % 8)
        store.files[ref.name] = bytes(bad)
        assert blobs.check(store, ref.name)
        with pytest.raises(IntegrityError, match=ref.name):
            blobs.read_all(store, ref.name, key=KEY, context=CONTEXT, limit=size)


@pytest.mark.parametrize("cut", [0, 10, 72, 16 * 1024 + 72, -16, -1])
def test_cut_short_or_lengthened_content_is_found(cut: int) -> None:
    store = MemoryStore()
    ref = blobs.put(store, [os.urandom(50_000)], key=KEY, context=CONTEXT)
    good = store.get(ref.name)
    for bad in (good[:cut], good + b"\0"):
        store.files[ref.name] = bad
        with pytest.raises(IntegrityError):
            blobs.read_all(store, ref.name, key=KEY, context=CONTEXT, limit=60_000)


def test_another_key_context_or_blob_in_its_place_is_found() -> None:
    store = MemoryStore()
    ref = blobs.put(store, [b"one"], key=KEY, context=CONTEXT)
    other = blobs.put(store, [b"two"], key=KEY, context=CONTEXT)
    for key, context in ((b"x" * 32, CONTEXT), (KEY, b"v-1|D-1|2")):
        with pytest.raises(IntegrityError):
            blobs.read_all(store, ref.name, key=key, context=context, limit=9)
    store.files[ref.name] = store.files[other.name]
    with pytest.raises(IntegrityError, match=ref.name):
        blobs.read_all(store, ref.name, key=KEY, context=CONTEXT, limit=9)


def test_a_copy_that_fails_leaves_nothing_unauthenticated_behind() -> None:
    store = MemoryStore()
    ref = blobs.put(store, [b"\1" * 3_000_000], key=KEY, context=CONTEXT)
    target = io.BytesIO(b"before")
    target.seek(6)
    assert blobs.copy_to(store, ref.name, target, key=KEY, context=CONTEXT) == 3_000_000
    store.files[ref.name] = store.files[ref.name][:-1] + b"?"
    target = io.BytesIO(b"before")
    target.seek(6)
    with pytest.raises(IntegrityError):
        blobs.copy_to(store, ref.name, target, key=KEY, context=CONTEXT)
    assert target.getvalue() == b"before"


def test_reading_all_refuses_more_than_its_limit_before_reading() -> None:
    store = MemoryStore()
    ref = blobs.put(store, [b"x" * 100_000], key=KEY, context=CONTEXT)
    for limit in (10, 99_999):
        with pytest.raises(CocoonError) as caught:
            blobs.read_all(store, ref.name, key=KEY, context=CONTEXT, limit=limit)
        assert caught.value.code == "too-large"
    with pytest.raises(NotFoundError):
        blobs.read_all(store, "blob/ab/cd", key=KEY, context=CONTEXT, limit=9)


def test_content_that_fails_while_read_stores_nothing(tmp_path: Path) -> None:
    def vanishing() -> Iterator[bytes]:
        yield b"x" * 100_000
        raise FileNotFoundError("the file is gone")

    store = FolderStore(tmp_path)
    with pytest.raises(FileNotFoundError):
        blobs.put(store, vanishing(), key=KEY, context=CONTEXT)
    assert list(store.list()) == [] and not list((tmp_path / "tmp").iterdir())


def test_a_disk_that_fills_up_while_adding_stores_nothing(tmp_path: Path) -> None:
    for at in range(4):
        disk = FaultyDisk(at, 28, only=("write",), sticky=True)
        store = FolderStore(tmp_path, disk)
        with pytest.raises(CocoonError) as caught:
            blobs.put(store, [os.urandom(1 << 20)] * 4, key=KEY, context=CONTEXT)
        assert caught.value.code == "disk-full"
        assert list(store.list()) == [] and not list((tmp_path / "tmp").iterdir())


STREAM = """
import resource, sys
from pathlib import Path
from vault.storage import FolderStore, blobs
piece = bytes(1 << 20)
size = int(sys.argv[2]) << 20
store = FolderStore(Path(sys.argv[1]))
ref = blobs.put(store, (piece for _ in range(size >> 20)), key=b"k" * 32, context=b"c")
assert ref.size == size
assert sum(map(len, blobs.read(store, ref.name, key=b"k" * 32, context=b"c"))) == size
status = Path("/proc/self/status")
if status.exists():  # ru_maxrss starts with the parent's figure on Linux
    peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    print(int(peak.split()[1]) // 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def test_large_content_streams_in_constant_memory(tmp_path: Path) -> None:
    """300 MiB here; COCOON_BLOB_MIB=2048 for as much as the limit speaks of."""
    mib = os.environ.get("COCOON_BLOB_MIB", "300")
    done = subprocess.run(
        [sys.executable, "-c", STREAM, str(tmp_path), mib],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert int(done.stdout) < 150, "MiB of resident memory"
