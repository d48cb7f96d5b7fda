r"""The log as files: one per entry, and bundles of 256 to read a long log fast.

Entry 123456789 is ``log/123/456/789``. Entries are the truth. When entry 256·k+255 is written,
entries [256·k, 256·k+256) are also published as ``bundle/000/00k``::

    b"cocoon bundle v1\n" ‖ k (8 bytes, big-endian) ‖ 256 lengths (4 bytes each) ‖ entries ‖ SHA-256

A bundle is a cache that everybody can check against its entries; a reader that finds one
missing or broken reads the entries.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Sequence

from vault.errors import IntegrityError, NotFoundError
from vault.storage.store import Store

BUNDLE = 256
"""Entries per bundle."""

LOG = "log/"
BUNDLES = "bundle/"
_MAGIC = b"cocoon bundle v1\n"
_HEAD = struct.Struct(f">{len(_MAGIC)}sQ{BUNDLE}I")


def entry_name(seq: int) -> str:
    """Stored name of entry `seq`."""
    if not 0 <= seq < 10**9:
        raise ValueError(f"no entry {seq}")
    digits = f"{seq:09d}"
    return f"{LOG}{digits[:3]}/{digits[3:6]}/{digits[6:]}"


def entry_seq(name: str) -> int | None:
    """Number of the entry that a stored name stands for, None for any other name."""
    digits = name.removeprefix(LOG).replace("/", "")
    if not digits.isdecimal() or len(digits) != 9 or entry_name(int(digits)) != name:
        return None
    return int(digits)


def bundle_name(number: int) -> str:
    """Stored name of the bundle of entries [256·number, 256·number + 256)."""
    digits = f"{number:06d}"
    return f"{BUNDLES}{digits[:-3]}/{digits[-3:]}"


def bundle_number(name: str) -> int | None:
    """Number of the bundle that a stored name stands for, None for any other name."""
    digits = name.removeprefix(BUNDLES).replace("/", "")
    if not digits.isdecimal() or bundle_name(int(digits)) != name:
        return None
    return int(digits)


def pack_bundle(number: int, entries: Sequence[bytes]) -> bytes:
    """The file of a bundle of exactly 256 entries."""
    head = _HEAD.pack(_MAGIC, number, *map(len, entries))
    data = b"".join((head, *entries))
    return data + hashlib.sha256(data).digest()


def unpack_bundle(number: int, data: bytes) -> list[bytes]:
    """The entries in a bundle's file.

    Raises:
        IntegrityError: ``bundle-damaged``.
    """
    if len(data) < _HEAD.size + 32 or hashlib.sha256(data[:-32]).digest() != data[-32:]:
        raise _damaged(number)
    magic, stated, *lengths = _HEAD.unpack_from(data)
    if magic != _MAGIC or stated != number or _HEAD.size + sum(lengths) + 32 != len(data):
        raise _damaged(number)
    entries, at = [], _HEAD.size
    for length in lengths:
        entries.append(data[at : at + length])
        at += length
    return entries


class Log:
    """The log in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def get(self, seq: int) -> bytes:
        """The file of entry `seq`; `NotFoundError` when there is none."""
        return self.store.get(entry_name(seq))

    def has(self, seq: int) -> bool:
        """Whether there is an entry `seq`."""
        return self.store.exists(entry_name(seq))

    def put(self, seq: int, raw: bytes) -> bool:
        """Add entry `seq`, if nobody else has; whether the entry there is now this one.

        A network folder may report its own late success as “taken”, so what lies there counts.
        """
        return self.store.put_if_absent(entry_name(seq), raw) or self.get(seq) == raw

    def size(self, at_least: int = 0) -> int:
        """Number of entries, found by O(log n) questions from a size known before.

        Assumes no gap; `vault.ledger.verify` looks for those.
        """
        low, step = at_least, 1
        while self.has(low + step - 1):
            low, step = low + step, step * 2
        while step > 1:
            step //= 2
            if self.has(low + step - 1):
                low += step
        return low

    def read(self, start: int = 0, stop: int | None = None) -> Iterator[tuple[int, bytes]]:
        """Numbers and files of entries from `start` until `stop` or the first missing one.

        Raises:
            IntegrityError: ``entry-missing`` when an entry is missing but the next is there.
        """
        seq = start
        while stop is None or seq < stop:
            bundled = self.bundle(seq // BUNDLE) if self._bundle_likely(seq, stop) else None
            if bundled is not None:
                for raw in bundled[seq % BUNDLE :]:
                    if stop is not None and seq >= stop:
                        return
                    yield seq, raw
                    seq += 1
                continue
            boundary = (seq // BUNDLE + 1) * BUNDLE
            while seq < boundary and (stop is None or seq < stop):
                raw_or_none = self._next(seq)
                if raw_or_none is None:
                    return
                yield seq, raw_or_none
                seq += 1

    def bundle(self, number: int) -> list[bytes] | None:
        """The entries of a bundle, None when it is missing or broken."""
        try:
            return unpack_bundle(number, self.store.get(bundle_name(number)))
        except (NotFoundError, IntegrityError):
            return None

    def publish_bundle(self, number: int) -> bool:
        """Publish a bundle whose entries are all there; whether this call made it."""
        if self.store.exists(bundle_name(number)):
            return False
        first = number * BUNDLE
        entries = [self.get(seq) for seq in range(first, first + BUNDLE)]
        return self.store.put_if_absent(bundle_name(number), pack_bundle(number, entries))

    def _bundle_likely(self, seq: int, stop: int | None) -> bool:
        """Whether asking for a bundle may pay: not for the last few entries."""
        return stop is None or stop - seq > 8

    def _next(self, seq: int) -> bytes | None:
        """Entry `seq`; None at the end of the log."""
        for _ in range(2):
            try:
                return self.get(seq)
            except NotFoundError:
                if not self.has(seq + 1):
                    return None
        raise IntegrityError(
            "entry-missing",
            f"Ledger entry {seq} is missing, but the one after it is there.",
            "Restore it from a backup, then verify the ledger.",
        )


def _damaged(number: int) -> IntegrityError:
    return IntegrityError(
        "bundle-damaged",
        f"The stored file {bundle_name(number)} is damaged.",
        "Delete this file; it is made again from the entries.",
    )
