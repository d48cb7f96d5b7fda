"""Real processes on one folder: writing at once, and killed at any moment."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from tests.fakes.faults import FaultyDisk
from tests.fakes.history import VAULT, Toy, do, ledger
from tests.fakes.toyfold import ToyFold, ToyKeys, added, count, made, signer
from vault.errors import CocoonError
from vault.ledger.replica import Ledger
from vault.ledger.verify import verify_log
from vault.storage import FolderStore, blobs

ROOT = Path(__file__).parents[3]
MEMBERS = [f"m-{letter}" for letter in "abcdefgh"]
EACH = 12


def begun(folder: Path) -> FolderStore:
    """A vault with eight members."""
    store = FolderStore(folder)
    replica = ledger(store)
    do(replica, made())
    for member in MEMBERS[1:]:
        do(replica, added(member))
    return store


def writer(folder: Path, member: str, times: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.fakes.writer", str(folder), member, str(times)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def told(process: subprocess.Popen[str]) -> dict[int, str]:
    """What the process acknowledged; a line that the kill cut in two was not told."""
    out, _ = process.communicate(timeout=150)
    lines = [line.split() for line in out.splitlines(keepends=True) if line.endswith("\n")]
    return {int(seq): blob for seq, blob in lines}


def check(store: FolderStore, acknowledged: dict[int, str]) -> Toy:
    """The vault verifies and has all that was acknowledged, once, with its content."""
    replica = ledger(store, clock=lambda: datetime.now(UTC))
    replica.refresh()
    events = {event.seq: event for event in replica.events()}
    for seq, blob in acknowledged.items():
        assert events[seq].fields["blob"] == blob
    named = [event.fields["blob"] for event in events.values() if "blob" in event.fields]
    assert len(named) == len(set(named))
    report = verify_log(store, VAULT, ToyKeys(), ToyFold(), referenced=lambda fold: named)
    assert report.problems == () and report.entries == replica.size
    for blob in acknowledged.values():
        assert (
            len(blobs.read_all(store, blob, key=b"k" * 32, context=b"c", limit=1 << 20)) == 50_000
        )
    return replica


def test_eight_processes_appending_at_once_all_succeed(tmp_path: Path) -> None:
    store = begun(tmp_path)
    processes = [writer(tmp_path, member, EACH) for member in MEMBERS]
    results = [told(process) for process in processes]
    assert [process.returncode for process in processes] == [0] * 8
    assert [len(result) for result in results] == [EACH] * 8
    together = {seq: blob for result in results for seq, blob in result.items()}
    assert len(together) == 8 * EACH, "no entry was acknowledged twice"
    replica = check(store, together)
    assert replica.size == 8 + 8 * EACH
    assert replica.fold.counts == dict.fromkeys(MEMBERS, EACH)


def test_a_process_killed_at_any_moment_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    """Six kills here; COCOON_KILLS for as many as asked."""
    store = begun(tmp_path)
    acknowledged: dict[int, str] = {}
    random = Random(os.environ.get("COCOON_SEED", "kill"))
    for _ in range(int(os.environ.get("COCOON_KILLS", "6"))):
        process = writer(tmp_path, random.choice(MEMBERS), 0)
        assert process.stdout
        first = process.stdout.readline()  # it has begun to write
        acknowledged[int(first.split()[0])] = first.split()[1]
        time.sleep(random.uniform(0, 0.15))
        process.kill()
        acknowledged |= told(process)
    replica = check(store, acknowledged)
    do(replica, count())
    assert acknowledged


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC])
def test_each_call_that_fails_while_appending_loses_nothing(code: int, tmp_path: Path) -> None:
    key = signer("m-a")
    for at in range(200):
        folder = tmp_path / str(at)
        folder.mkdir()
        clock = lambda: datetime.now(UTC)  # noqa: E731
        replica = ledger(FolderStore(folder), clock=clock)
        do(replica, made())
        do(replica, count(5, "acknowledged"))
        disk = FaultyDisk(at, code)
        failing = Ledger(FolderStore(folder, disk), VAULT, ToyKeys(), ToyFold(), clock)
        acknowledged = 2
        try:
            ref = blobs.put(failing.store, [b"x" * 3000], key=b"k" * 32, context=b"c")
            event = failing.append(lambda fold: count(7), key, "m-a")
            acknowledged = event.seq + 1
            failing.save_snapshot("m-a", key, key.public_key(), 1)
            assert failing.store.exists(ref.name)
        except CocoonError as error:
            assert error.code == ("disk-full" if code == errno.ENOSPC else "disk-error")
        report = verify_log(FolderStore(folder), VAULT, ToyKeys(), ToyFold())
        assert report.problems == (), f"after {disk.struck}: {report.problems}"
        assert acknowledged <= report.entries <= 3
        again = ledger(FolderStore(folder), clock=clock)
        again.load_snapshot("m-a", key.public_key())
        again.refresh()
        do(again, count(1))
        assert again.size == report.entries + 1
        if disk.struck is None:
            break
    else:
        pytest.fail("never ran through")
