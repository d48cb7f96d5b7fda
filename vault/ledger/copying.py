"""Which files make a copy of a vault that opens, and in which order to copy them.

The copy is the vault at one moment: the number n of ledger entries is fixed first, then every file
that is no ledger entry is listed, and last come entries 0 … n−1. An entry never speaks of a file
that was not stored before it, so whatever the copy's ledger speaks of is in the copy, even when
the copying is cut short. Bundles and snapshots that reach past n stay out.
"""

from __future__ import annotations

from vault.ledger.log import BUNDLE, BUNDLES, LOG, Log, bundle_number, entry_name
from vault.ledger.snapshot import PREFIX as SNAPSHOTS
from vault.storage.store import Store

_FLEETING = ("lease/",)


def names_to_copy(store: Store) -> tuple[int, list[str]]:
    """The number n of ledger entries, and the names to copy, in order."""
    entries = Log(store).size()
    others = [
        name
        for name in store.list()
        if not name.startswith((LOG, *_FLEETING)) and not _reaches_past(name, entries)
    ]
    return entries, others + [entry_name(seq) for seq in range(entries)]


def _reaches_past(name: str, entries: int) -> bool:
    if name.startswith(BUNDLES):
        number = bundle_number(name)
        return number is None or (number + 1) * BUNDLE > entries
    if name.startswith(SNAPSHOTS):
        size = name.rpartition("/")[2].partition("-")[0]
        return not size.isdecimal() or int(size) > entries
    return False
