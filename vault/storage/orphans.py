"""Collecting blobs that nothing speaks of.

A crash between storing a blob and writing the entry that speaks of it leaves an orphan. Orphans
harm nobody, so they are only collected on demand, by one collector at a time, and only when
old: a blob younger than a day may belong to work that goes on right now. Putting a blob that is
already there makes it young again.

Invariant: a blob that the ledger speaks of is never deleted.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

from vault.errors import CocoonError, NotFoundError
from vault.storage.store import Store

OLD_S = 24 * 3600.0
"""Age in seconds from which an orphan may be deleted."""

LEASE = "lease/orphans"
_LEASE_S = 3600.0


@contextmanager
def lease(store: Store, name: str = LEASE) -> Iterator[float]:
    """Be the only one who collects; yields the time now by the clock of the files.

    A lease that a crash left behind counts for an hour.

    Raises:
        CocoonError: ``lease-taken``; somebody else collects.
    """
    probe = f"{name}-{secrets.token_hex(8)}"
    store.put_if_absent(probe, b"")
    try:
        now = store.modified(probe)
        try:
            if now - store.modified(name) > _LEASE_S:
                store.delete(name)
        except NotFoundError:
            pass
        token = probe.encode()
        if store.exists(name) or not store.put_if_absent(name, token):
            raise CocoonError(
                "lease-taken",
                "Somebody else is cleaning up this vault.",
                "Try again when that has ended, or in an hour.",
            )
        try:
            yield now
        finally:
            if store.exists(name) and store.get(name) == token:
                store.delete(name)
    finally:
        store.delete(probe)


def collect(
    store: Store, referenced: Callable[[], Collection[str]], old: float = OLD_S
) -> list[str]:
    """Delete old blobs that nothing speaks of.

    Args:
        store: the vault's store.
        referenced: names of all blobs that the ledger speaks of, now; called after the lease was
            taken and the blobs were listed.
        old: age in seconds from which an orphan is deleted.

    Returns:
        The names deleted.
    """
    deleted = []
    with lease(store) as now:
        found = [name for name in store.list("blob/") if now - store.modified(name) > old]
        kept = frozenset(referenced())
        for name in found:
            if name not in kept and now - store.modified(name) > old:
                store.delete(name)
                deleted.append(name)
    return deleted
