"""Ledger speed: `python tests/bench/ledger.py [EVENTS]` (default 100000).

Prints, from one run on this machine: the raw speed of checking Ed25519 signatures on one thread,
the speed of verifying a whole vault of that many events from files in a folder, their ratio
(limit: 0.5), the time in which such a vault is ready through its snapshot (limit: 1 s), and
what reading it without a snapshot takes. The fold keeps a record of every event, as the real
one does for most.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import msgspec

from tests.fakes.toyfold import ToyFold, ToyKeys, made, signer
from vault.ledger.entry import Draft, Event, Place, parse_entry, seal_entry
from vault.ledger.log import BUNDLE, bundle_name, entry_name, pack_bundle
from vault.ledger.merkle import Frontier, leaf_hash
from vault.ledger.replica import Ledger
from vault.ledger.verify import verify_log
from vault.storage import FolderStore

VAULT, MEMBER = "v-bench", "m-a"


class RecordFold(ToyFold):
    """Also keeps what each event said."""

    def __init__(self) -> None:
        super().__init__()
        self.records: dict[str, dict[str, object]] = {}

    def apply(self, event: Event) -> None:
        super().apply(event)
        self.records[f"R-{event.seq}"] = {"time": event.time, **event.fields}

    def copy(self) -> RecordFold:
        other = super().copy()
        other.records = dict(self.records)
        return other

    def dump(self) -> bytes:
        state = (self.members, self.counts, self.events, self.records)
        return msgspec.msgpack.encode(state)

    def load(self, data: bytes) -> None:
        self.members, self.counts, self.events, self.records = msgspec.msgpack.decode(data)


def fields(n: int) -> dict[str, object]:
    return {
        "amount": 1,
        "note": f"설계도 {n}",
        "contact": f"C-{n % 997:08d}",
        "document": f"D-{n % 4999:08d}",
        "purpose": "quotation for the second oven line",
        "until": "2027-01-31",
    }


def grow(root: Path, events: int) -> None:
    """Write the vault's files as appending would, without forcing each to disk."""
    key, ledger_key = signer(MEMBER), ToyKeys().ledger_key(1)
    frontier, bundle = Frontier(), []
    for seq in range(events):
        draft = made(MEMBER) if seq == 0 else Draft("count.added", fields(seq), 1)
        place = Place(VAULT, seq, "2026-01-31T09:00:00.000Z", MEMBER, frontier.root())
        raw = seal_entry(draft, place, key, ledger_key)
        write(root / entry_name(seq), raw)
        frontier.append(leaf_hash(raw))
        bundle.append(raw)
        if len(bundle) == BUNDLE:
            write(root / bundle_name(seq // BUNDLE), pack_bundle(seq // BUNDLE, bundle))
            bundle = []


def write(path: Path, data: bytes) -> None:
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True)
    path.write_bytes(data)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def raw_rate(root: Path, count: int = 4000) -> float:
    """Signature checks per second, one thread, on this vault's own envelopes."""
    store = FolderStore(root)
    entries = [parse_entry(store.get(entry_name(seq))) for seq in range(count)]
    public = signer(MEMBER).public_key()
    messages = [(entry.signature, b"x" * 34 + entry.line) for entry in entries]
    own = signer(MEMBER)
    signed = [(own.sign(message), message) for _, message in messages[:count]]

    def checks() -> None:
        for signature, message in signed:
            public.verify(signature, message)

    return count / min(timed(checks) for _ in range(3))


def check(store: FolderStore, **options: Executor) -> None:
    report = verify_log(store, VAULT, ToyKeys(), RecordFold(), **options)
    assert report.ok


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(dir=os.environ.get("COCOON_BENCH_DIR")) as folder:
        root = Path(folder)
        grow(root, events)
        store = FolderStore(root)
        before = raw_rate(root, min(4000, events))
        with ProcessPoolExecutor(2, get_context("spawn")) as pool:
            pool.submit(int).result()
            options = {"executor": pool}
            seconds = timed(lambda: check(store, **options))
        raw = (before + raw_rate(root, min(4000, events))) / 2
        rate = events / seconds
        print(f"raw Ed25519 checks    {raw:10.0f} /s (one thread)")
        print(f"verify whole vault    {rate:10.0f} /s   ratio {rate / raw:.2f} (limit 0.50)")

        replica = Ledger(store, VAULT, ToyKeys(), RecordFold(), lambda: datetime.now(UTC))
        print(f"fold without snapshot {timed(replica.refresh):10.2f} s")
        key = signer(MEMBER)
        replica.save_snapshot(MEMBER, key, key.public_key(), 1)
        size = sum(store.size(name) for name in store.list("snap/"))

        def unlock() -> None:
            again = Ledger(store, VAULT, ToyKeys(), RecordFold(), lambda: datetime.now(UTC))
            assert again.load_snapshot(MEMBER, key.public_key())
            again.refresh()
            assert again.size == events

        fast = min(timed(unlock) for _ in range(3))
        print(
            f"unlock by snapshot    {fast:10.2f} s   ratio {fast / 1.0:.2f} of the 1 s limit"
            f" ({size / 1e6:.1f} MB)"
        )


if __name__ == "__main__":
    main()
