"""Small ledgers with a past, made by the real thing, for tests to read, break and repair."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from tests.fakes.toyfold import ToyFold, ToyKeys, added, count, made, signer
from vault.ledger.entry import Draft
from vault.ledger.replica import Ledger
from vault.storage import MemoryStore, Store

VAULT = "v-toy"
START = datetime(2026, 1, 31, 9, tzinfo=UTC)


class Clock:
    """One second per look."""

    def __init__(self, start: datetime = START) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def ledger(store: Store, vault: str = VAULT, clock: Callable[[], datetime] | None = None) -> Toy:
    """A fresh replica that has read nothing yet."""
    waits: Callable[[float], None] = lambda seconds: None  # noqa: E731
    return Ledger(store, vault, ToyKeys(), ToyFold(), clock or Clock(), waits)


Toy = Ledger[ToyFold]


def do(replica: Toy, draft: Draft, member: str = "m-a") -> None:
    replica.append(lambda fold: draft, signer(member), member)


def grown(size: int, store: Store | None = None, vault: str = VAULT, note: str = "") -> Toy:
    """A ledger of `size` entries by two members; `note` makes it another history."""
    replica = ledger(store if store is not None else MemoryStore(), vault)
    do(replica, made())
    if size > 1:
        do(replica, added("m-b"))
    for n in range(2, size):
        do(replica, count(n, f"{note}{n}"), "m-b" if n % 3 else "m-a")
    return replica
