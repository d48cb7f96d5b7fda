"""The ledger as one member sees it: read what is new, believe only what checks, append.

Every entry is checked the same way on every machine before it counts: its number, vault and
previous tree head, its author's signature, its commitments, and last the fold's own rules.
Invariant: `fold` is the state after exactly the first `size` entries, whose tree head is `root`;
when anything fails both stay as they were before the bad entry. What time an entry may carry:
`vault.ledger.times`.

Appending is optimistic: read the tail, let the caller build its draft from the state, try it on
a copy of the fold, and put entry number `size` if absent. If somebody was faster, theirs is
folded and the draft is built and signed again, so no approval rests on a state that has passed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from threading import RLock
from typing import Generic, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from vault.errors import CocoonError, IntegrityError, NotFoundError
from vault.ledger import snapshot as snapshots
from vault.ledger.canonical import b64
from vault.ledger.entry import (
    Draft,
    Entry,
    Event,
    Place,
    Signer,
    open_entry,
    parse_entry,
    seal_entry,
    verify_signature,
)
from vault.ledger.fold import Fold, Keys, Rejected, key_for, refusal
from vault.ledger.log import BUNDLE, Log
from vault.ledger.merkle import Frontier, Tree, leaf_hash
from vault.ledger.times import Times, choose, corrects, earliest, note
from vault.progress import Report, Step, silent
from vault.storage.store import Store

_ATTEMPTS = 500
_STEP_ENTRIES = 2000
_CHANGED = "it is not the entry that was read before"

State = TypeVar("State", bound=Fold)


class Ledger(Generic[State]):
    """A member's replica.

    Args:
        store: the vault's store.
        vault: id of the vault.
        keys: ledger keys the member holds.
        fold: state to start from: empty, at size 0.
        clock: the time now, aware of its zone.
        wait: how to pause between attempts, in seconds.

    Attributes:
        fold: the state; replaced by every append, so ask for it each time.
        last_time: time of the last entry, "" when there is none.
    """

    def __init__(
        self,
        store: Store,
        vault: str,
        keys: Keys,
        fold: State,
        clock: Callable[[], datetime],
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.store = store
        self.log = Log(store)
        self.vault = vault
        self.fold = fold
        self.last_time = ""
        self._keys = keys
        self._clock = clock
        self._wait = wait
        self._frontier = Frontier()
        self._last_leaf = b""
        self._tree: Tree | None = None
        self._lock = RLock()

    @property
    def size(self) -> int:
        """Number of entries folded."""
        return self._frontier.size

    @property
    def root(self) -> bytes:
        """Tree head over the entries folded."""
        return self._frontier.root()

    def load_snapshot(self, member: str, public_key: Ed25519PublicKey) -> bool:
        """Start from this member's newest snapshot that can be believed.

        Only on a fresh ledger; call `refresh` next. A snapshot that cannot be believed is passed
        over, because the log says the same, only slower.

        Args:
            member: whose.
            public_key: the member's key, as the member knows it.

        Returns:
            Whether there was one.
        """
        with self._lock:
            assert self.size == 0, "snapshots are for a fresh ledger"
            for name in reversed(list(self.store.list(snapshots.folder(member)))):
                with suppress(CocoonError):
                    cached, leaf = self._believed(name, member, public_key)
                    fold = self.fold.copy()
                    try:
                        fold.load(cached.dump)
                    except ValueError:
                        continue
                    self.fold, self._frontier, self._last_leaf = fold, cached.frontier, leaf
                    self.last_time = cached.last_time
                    return True
            return False

    def save_snapshot(
        self, member: str, signer: Signer, public_key: Ed25519PublicKey, epoch: int, keep: int = 2
    ) -> None:
        """Leave a snapshot of the state for next time; old ones of this member are removed.

        Raises:
            CocoonError: the store refused; the ledger is as it was.
        """
        with self._lock:
            if not self.size:
                return
            raw = snapshots.seal_snapshot(
                snapshots.Cached(self._frontier, self.last_time, self.fold.dump()),
                self._last_leaf,
                vault=self.vault,
                member=member,
                fold=self.fold.version,
                epoch=epoch,
                signer=signer,
                public_key=public_key,
                ledger_key=self._keys.ledger_key(epoch),
            )
            self.store.put_if_absent(snapshots.snapshot_name(member, self.size, raw), raw)
            names = list(self.store.list(snapshots.folder(member)))
            for old in names[: max(0, len(names) - keep)]:
                self.store.delete(old)

    def refresh(self, report: Report = silent) -> int:
        """Read, check and fold what is new.

        Returns:
            How many entries were new.

        Raises:
            IntegrityError: an entry does not check; its number is in the message. Entries before
                it are folded.
        """
        with self._lock:
            before = self.size
            self._check_tail()
            for seq, raw in self.log.read(before):
                self._take(raw)
                if (seq + 1) % _STEP_ENTRIES == 0:
                    report(Step("Reading the ledger", seq + 1))
            return self.size - before

    def append(self, build: Callable[[State], Draft], signer: Signer, author: str) -> Event:
        """Make something happen.

        Args:
            build: makes the draft from the state; refuses by raising. Called again whenever
                somebody else was faster, so it must only look.
            signer: the author's Ed25519 key.
            author: member id.

        Returns:
            The event, which is in the log, durably, and folded.

        Raises:
            Rejected: the fold refuses it.
            CocoonError: what `build` raises; the store refused; the signer is not the author.
        """
        with self._lock:
            for attempt in range(_ATTEMPTS):
                self.refresh()
                raw, event, after = self._prepare(build(self.fold), signer, author)
                if self.log.put(self.size, raw):
                    self.fold = after
                    self._count(raw, event)
                    self._bundle()
                    return event
                if attempt:
                    self._wait(random.uniform(0, min(0.01 * attempt, 0.3)))
            raise CocoonError(
                "ledger-busy",
                "Others are writing to this vault without a pause.",
                "Try again in a minute.",
            )

    def append_many(
        self, builds: Sequence[Callable[[State], Draft]], signer: Signer, author: str
    ) -> list[Event]:
        """Append one after the other; what was appended before a failure stays."""
        return [self.append(build, signer, author) for build in builds]

    def entry(self, seq: int) -> Entry:
        """Entry `seq`, checked against the tree head that this replica holds."""
        raw = self.log.get(seq)
        if seq < self.size and leaf_hash(raw) != self.tree().leaf(seq):
            raise _bad(seq, _CHANGED)
        return parse_entry(raw)

    def events(self, start: int = 0, stop: int | None = None) -> Iterator[Event]:
        """Opened events from `start` until `stop` (default: all folded), checked as `entry`."""
        end = self.size if stop is None else min(stop, self.size)
        tree = self.tree()
        for seq, raw in self.log.read(start, end):
            if leaf_hash(raw) != tree.leaf(seq):
                raise _bad(seq, _CHANGED)
            entry = parse_entry(raw)
            yield open_entry(entry, self._keys.ledger_key(entry.epoch))

    def open(self, entry: Entry) -> Event:
        """An entry's event in clear."""
        return open_entry(entry, self._keys.ledger_key(entry.epoch))

    def tree(self) -> Tree:
        """The whole Merkle tree over the entries folded, for proofs.

        Raises:
            IntegrityError: the stored entries no longer have the tree head that was folded.
        """
        with self._lock:
            tree = self._tree or Tree()
            for _, raw in self.log.read(tree.size, self.size):
                tree.append(leaf_hash(raw))
            if tree.size < self.size or tree.root(self.size) != self.root:
                self._tree = None
                raise IntegrityError(
                    "history-changed",
                    "The stored ledger is not the one that was read before.",
                    "Verify the ledger, and restore the vault from a backup.",
                )
            self._tree = tree
            return tree

    def _believed(
        self, name: str, member: str, public_key: Ed25519PublicKey
    ) -> tuple[snapshots.Cached, bytes]:
        """A snapshot's content and last leaf, if this member may start from it."""
        snapshot = snapshots.parse_snapshot(self.store.get(name), name)
        head = snapshot.head
        mine = (member, self.vault, self.fold.version, b64(public_key.public_bytes_raw()))
        leaf = leaf_hash(self.log.get(head.size - 1))
        if (head.member, head.vault, head.fold, head.key) != mine or b64(leaf) != head.leaf:
            raise snapshots.damaged(name)
        return snapshots.open_snapshot(snapshot, self._keys.ledger_key(head.epoch), name), leaf

    def _prepare(self, draft: Draft, signer: Signer, author: str) -> tuple[bytes, Event, State]:
        """Seal a draft as the next entry and try it on a copy of the fold."""
        corrected = corrects(draft.kind, draft.fields)
        time = choose(self.fold.times, self.last_time, author, corrected, self._clock())
        place = Place(self.vault, self.size, time, author, self.root)
        key = self._keys.ledger_key(draft.epoch)
        raw = seal_entry(draft, place, signer, key)
        entry = parse_entry(raw)
        public = self.fold.public_key(author, entry)
        if public is None or not verify_signature(entry, public):
            raise Rejected(
                "not-the-signer",
                f"{author} may not write to this vault with this key.",
                "Unlock the vault as a current member.",
            )
        event = open_entry(entry, key)
        after = self.fold.copy()
        after.apply(event)
        return raw, event, after

    def _check_tail(self) -> None:
        """That the last entry folded is still there and the same."""
        if not self.size:
            return
        try:
            same = leaf_hash(self.log.get(self.size - 1)) == self._last_leaf
        except NotFoundError:
            same = False
        if not same:
            raise _bad(self.size - 1, "it was there before and is now gone or another one")

    def _take(self, raw: bytes) -> None:
        """Check and fold the next entry."""
        seq = self.size
        try:
            entry = parse_entry(raw)
        except IntegrityError as error:
            raise _bad(seq, error.message) from error
        if wrong := misplaced(entry, self.vault, seq, self.root):
            raise _bad(seq, wrong)
        public = key_for(self.fold, entry)
        if public is None or not verify_signature(entry, public):
            raise _bad(seq, f"{entry.author} did not sign it, or may not write here")
        key = self._keys.ledger_key(entry.epoch)
        try:
            event = open_entry(entry, key)
        except IntegrityError as error:
            raise _bad(seq, error.message) from error
        if wrong := untimely(event, self.fold.times):
            raise _bad(seq, wrong)
        if refused := refusal(self.fold, event):
            raise _bad(seq, refused)
        self._count(raw, event)

    def _count(self, raw: bytes, event: Event) -> None:
        self._last_leaf = leaf_hash(raw)
        self._frontier.append(self._last_leaf)
        self.last_time = event.time
        note(self.fold.times, event.author, event.time, corrects(event.kind, event.fields))

    def _bundle(self) -> None:
        """Publish the bundle that the last append filled; a cache, so failing is no failure."""
        if self.size % BUNDLE == 0:
            number = self.size // BUNDLE - 1
            with suppress(CocoonError):
                self.log.publish_bundle(number)
                if number:  # its writer may have died before it came to this
                    self.log.publish_bundle(number - 1)


def misplaced(entry: Entry, vault: str, seq: int, prev: bytes | None) -> str | None:
    """Why an entry cannot stand at this place, None when it can.

    Args:
        entry: the entry.
        vault: id of the vault.
        seq: number it must have.
        prev: tree head before it, None when unknown.
    """
    envelope = entry.envelope
    if envelope.vault != vault:
        return "it belongs to another vault"
    if envelope.seq != seq:
        return f"it is entry {envelope.seq}, put in another place"
    if prev is not None and envelope.prev != b64(prev):
        return "it was signed for another history"
    return None


def untimely(event: Event, times: Times) -> str | None:
    """Why an entry cannot carry its time, None when it can.

    Args:
        event: the entry, opened.
        times: those of the entries before it.
    """
    if event.time < earliest(times, event.author, corrects(event.kind, event.fields)):
        return "its time lies before that of an entry before it"
    return None


def _bad(seq: int, why: str) -> IntegrityError:
    return IntegrityError(
        "ledger-damaged",
        f"Ledger entry {seq} cannot be believed: {why.rstrip('.')}.",
        "Verify the ledger, and restore the vault from a backup.",
    )
