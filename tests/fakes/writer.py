"""A writer in a process of its own: `python -m tests.fakes.writer FOLDER MEMBER COUNT`.

Opens the ledger in FOLDER as MEMBER and, COUNT times (0: until killed), puts a blob and appends an
event that names it. Each acknowledged event is told on stdout, at once, as ``<seq> <blob>``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import sleep

from tests.fakes.history import VAULT
from tests.fakes.toyfold import ToyFold, ToyKeys, signer
from vault.ledger.entry import Draft
from vault.ledger.replica import Ledger
from vault.storage import FolderStore, blobs


def main(folder: str, member: str, times: int) -> None:
    from datetime import UTC, datetime

    store = FolderStore(Path(folder))
    replica = Ledger(store, VAULT, ToyKeys(), ToyFold(), lambda: datetime.now(UTC), sleep)
    done = 0
    while not times or done < times:
        content = os.urandom(50_000)
        ref = blobs.put(store, [content], key=b"k" * 32, context=b"c")
        draft = Draft("count.added", {"amount": 1, "blob": ref.name}, 1)
        event = replica.append(lambda fold, draft=draft: draft, signer(member), member)  # type: ignore[misc]
        sys.stdout.write(f"{event.seq} {ref.name}\n")
        sys.stdout.flush()
        done += 1
        if done % 7 == 0:
            key = signer(member)
            replica.save_snapshot(member, key, key.public_key(), 1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
