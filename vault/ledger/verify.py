"""Checking a whole vault from nothing, and naming every place where it is not what it was.

Where `vault.ledger.replica` stops at the first bad entry, this goes on: each file of the store is
looked at, and each that is missing, foreign, damaged or in the wrong place becomes a `Problem`.
Entries are checked in order against the tree head, their author's signature, their commitments
and the fold's rules. When an entry is bad, the copy in its bundle is used to go on if the history
fits; if there is none, the entries after it are still checked for themselves, but not against a
head or state that nobody knows any more.

What cannot be seen from inside (all entries from n on replaced or cut off by somebody who holds
keys) shows against anchors: heads that were kept elsewhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from vault.errors import CocoonError, IntegrityError, NotFoundError
from vault.ledger import snapshot as snapshots
from vault.ledger.anchors import Anchor
from vault.ledger.canonical import b64
from vault.ledger.entry import Entry, Event, open_entry, parse_entry, verify_signature
from vault.ledger.fold import Fold, Keys, Rejected
from vault.ledger.log import (
    BUNDLE,
    BUNDLES,
    LOG,
    Log,
    bundle_name,
    bundle_number,
    entry_name,
    entry_seq,
    unpack_bundle,
)
from vault.ledger.merkle import Frontier, leaf_hash
from vault.ledger.replica import OTHER_HISTORY, misplaced
from vault.progress import Report as Progress
from vault.progress import Step, silent
from vault.storage import blobs
from vault.storage.store import Store

Checker = Callable[[Store, str], str | None]
"""Looks at one stored file: what is wrong with it, in a sentence, or None."""

_BATCH = 1024

State = TypeVar("State", bound=Fold)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not what it was.

    Attributes:
        seq: number of the entry, when it is about one.
        name: stored file, when it is about one.
        what: a sentence for a person.
    """

    seq: int | None
    name: str | None
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found.

    Attributes:
        entries: number of entries in the log.
        root: tree head over them; None when it cannot be known.
        problems: everything that is wrong, entries first.
        notes: what a reader must know although nothing is wrong.
        anchors: heads that the log was compared with.
    """

    entries: int
    root: bytes | None
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    anchors: int

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify_log(
    store: Store,
    vault: str,
    keys: Keys,
    fold: State,
    *,
    anchors: Sequence[Anchor] = (),
    checkers: Mapping[str, Checker] | None = None,
    referenced: Callable[[State], Iterable[str]] | None = None,
    member_key: Callable[[State, str], Ed25519PublicKey | None] | None = None,
    restored: Callable[[Event], bool] = lambda event: False,
    check_blobs: bool = True,
    report: Progress = silent,
) -> Report:
    """Check a whole vault.

    Args:
        store: the vault's files.
        vault: its id.
        keys: ledger keys.
        fold: the empty state; it is folded in place.
        anchors: heads kept elsewhere.
        checkers: how to check files of other prefixes than this room's, by prefix (or whole name).
        referenced: names of the blobs that must be there, by the state at the end.
        member_key: a member's key by the state at the end, to know forged snapshots.
        restored: whether an event declares that the vault continues from a backup.
        check_blobs: also hash every blob.
        report: progress.
    """
    check = _Verification(store, vault, keys, fold, restored, report)
    check.entries(anchors)
    check.other_files(checkers or {}, member_key, check_blobs)
    if referenced is not None:
        check.references(referenced(fold))
    return check.result(anchors)


class _Verification(Generic[State]):
    """One run: what is known so far."""

    def __init__(
        self,
        store: Store,
        vault: str,
        keys: Keys,
        fold: State,
        restored: Callable[[Event], bool],
        report: Progress,
    ) -> None:
        self.store = store
        self.log = Log(store)
        self.vault = vault
        self.keys = keys
        self.fold = fold
        self.restored = restored
        self.report = report
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.frontier: Frontier | None = Frontier()
        self.roots: dict[int, bytes] = {}
        self.leaves: dict[int, bytes] = {}
        self.restores: list[int] = []
        self.size = 0
        self.last_time = ""
        self.last_leaf = b""
        self.sound = True
        self.signers: dict[str, Ed25519PublicKey] = {}
        self.names: dict[str, list[str]] = {}
        self._pending: list[tuple[int, Entry, Ed25519PublicKey]] = []
        self._checks: list[Future[list[int]]] = []

    def entries(self, anchors: Sequence[Anchor]) -> None:
        """Check every entry and bundle."""
        for name in self.store.list():
            self.names.setdefault(name.split("/", 1)[0] + "/", []).append(name)
        sizes = {anchor.size for anchor in anchors} | self._snapshot_sizes()
        present = self._present()
        bundled = {
            number: name
            for name in self.names.get(BUNDLES, ())
            if (number := bundle_number(name)) is not None
        }
        end = max(max(present, default=-1) + 1, (max(bundled, default=-1) + 1) * BUNDLE)
        starts = sorted({seq // BUNDLE for seq in present} | set(bundled))
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1), "signatures") as pool:
            expected = 0
            for number in starts:
                first = number * BUNDLE
                self._gap(expected, first)
                copies = self._bundle(number) if number in bundled else None
                last = min(first + BUNDLE, end)
                self._stretch(first, last, present, copies, sizes)
                expected = last
                self._flush(pool)
                self.report(Step("Checking the ledger", expected, end))
            self._settle()
        self.size = max(present, default=-1) + 1

    def _present(self) -> set[int]:
        """Numbers of the entries that have files; other files in the log are problems."""
        present = set()
        for name in self.names.get(LOG, ()):
            seq = entry_seq(name)
            if seq is None:
                self._problem(None, name, "This file does not belong into the ledger.")
            else:
                present.add(seq)
        return present

    def _snapshot_sizes(self) -> set[int]:
        sizes = set()
        for name in self.names.get(snapshots.PREFIX, ()):
            digits = name.rpartition("/")[2].partition("-")[0]
            if digits.isdecimal():
                sizes.add(int(digits))
        return sizes

    def _stretch(
        self,
        first: int,
        last: int,
        present: set[int],
        copies: list[bytes] | None,
        sizes: set[int],
    ) -> None:
        """Check entries [first, last) against their bundle and for themselves."""
        differing = []
        missing_from = None
        for seq in range(first, last):
            copy = copies[seq - first] if copies else None
            raw = self._stored(seq) if seq in present else None
            if raw is None and seq not in present:
                missing_from = seq if missing_from is None else missing_from
            elif missing_from is not None:
                self._missing(missing_from, seq)
                missing_from = None
            if self._entry(seq, raw, copy) and copy is not None and raw != copy:
                differing.append(seq)
            if self.frontier is not None:
                self._remember(seq, raw if raw is not None else copy, sizes)
        if missing_from is not None:
            self._missing(missing_from, last)
        for seq in differing:
            self._problem(seq, bundle_name(first // BUNDLE), f"It differs from entry {seq}.")

    def _remember(self, seq: int, raw: bytes | None, sizes: set[int]) -> None:
        if seq + 1 in sizes and raw is not None and self.frontier is not None:
            self.roots[seq + 1] = self.frontier.root()
            self.leaves[seq + 1] = self.last_leaf

    def _entry(self, seq: int, raw: bytes | None, copy: bytes | None) -> bool:
        """Check entry `seq` and go on with its copy where the file is no good; whether it is."""
        if raw is not None:
            trouble = self._try(seq, raw, doubtful=copy is not None and copy != raw)
            if trouble == _OTHER_HISTORY and self._settle():
                # an entry before this one was forged, so its head says nothing about this one
                self.sound, self.frontier = False, None
                trouble = self._try(seq, raw)
            if trouble is None:
                return True
            self._problem(seq, entry_name(seq), trouble)
        if copy is None or copy == raw or not self.sound or self._try(seq, copy, doubtful=True):
            self.sound, self.frontier = False, None
        return False

    def _try(self, seq: int, raw: bytes, doubtful: bool = False) -> str | None:
        """Check and take one entry's file; what is wrong with it, or None.

        The signature is checked later with others, unless the file is `doubtful`.
        """
        try:
            entry = parse_entry(raw)
        except IntegrityError as error:
            return error.message
        prev = self.frontier.root() if self.frontier is not None else None
        wrong = misplaced(entry, self.vault, seq, prev, self.last_time)
        if wrong is not None:
            return _sentence(wrong)
        try:
            key = self.fold.public_key(entry.author, entry)
            if key is None and self.sound:
                return f"{entry.author} may not write here."
            if key is not None and doubtful and not verify_signature(entry, key):
                return _FORGED
            event = open_entry(entry, self.keys.ledger_key(entry.epoch))
            if self.sound:
                if self.restored(event):
                    self.restores.append(seq)
                self.fold.apply(event)
        except Rejected as error:
            return f"Its author was not allowed to do this ({error.message})"
        except CocoonError as error:
            return error.message
        if key is not None and not doubtful:
            self._pending.append((seq, entry, key))
        if key is not None:
            self.signers[entry.author] = key
        self.last_time = entry.envelope.time
        if self.frontier is not None:
            self.last_leaf = leaf_hash(raw)
            self.frontier.append(self.last_leaf)
        return None

    def _flush(self, pool: ThreadPoolExecutor) -> None:
        """Check the signatures collected so far on other threads (the check frees the lock)."""
        if len(self._pending) >= _BATCH:
            batch, self._pending = self._pending, []
            self._checks.append(pool.submit(_unsigned, batch))

    def _settle(self) -> bool:
        """Name the forged ones among the entries taken so far; whether there are any."""
        forged = _unsigned(self._pending)
        for check in self._checks:
            forged += check.result()
        self._pending, self._checks = [], []
        for seq in forged:
            self._problem(seq, entry_name(seq), _FORGED)
        return bool(forged)

    def _stored(self, seq: int) -> bytes | None:
        try:
            return self.log.get(seq)
        except CocoonError as error:
            self._problem(seq, entry_name(seq), error.message)
            return None

    def _bundle(self, number: int) -> list[bytes] | None:
        name = bundle_name(number)
        try:
            return unpack_bundle(number, self.store.get(name))
        except CocoonError as error:
            self._problem(None, name, error.message)
            return None

    def _gap(self, start: int, stop: int) -> None:
        if start < stop:
            self._missing(start, stop)
            self.sound = False
            self.frontier = None

    def _missing(self, start: int, stop: int) -> None:
        if stop - start == 1:
            self._problem(start, entry_name(start), f"Ledger entry {start} is missing.")
        else:
            what = f"Ledger entries {start} to {stop - 1} are missing."
            self._problem(start, entry_name(start), what)

    def other_files(
        self,
        checkers: Mapping[str, Checker],
        member_key: Callable[[State, str], Ed25519PublicKey | None] | None,
        check_blobs: bool,
    ) -> None:
        """Check every file outside the log."""
        rules: dict[str, Checker] = {
            LOG: lambda store, name: None,
            BUNDLES: self._foreign_bundle,
            "blob/": (lambda store, name: blobs.check(store, name))
            if check_blobs
            else (lambda store, name: None),
            snapshots.PREFIX: lambda store, name: self._snapshot(name, member_key),
            "lease/": lambda store, name: None,
            **checkers,
        }
        prefixes = sorted(rules, key=len, reverse=True)
        total = sum(map(len, self.names.values()))
        done = 0
        for names in self.names.values():
            for name in names:
                done += 1
                rule = next((p for p in prefixes if name.startswith(p)), None)
                if rule is None:
                    self._problem(None, name, "This file does not belong into the vault.")
                elif (wrong := rules[rule](self.store, name)) is not None:
                    self._problem(None, name, wrong)
                if done % 100 == 0:
                    self.report(Step("Checking the stored files", done, total))
        for path in self.store.strays():
            if any(path.startswith(prefix) for prefix in prefixes):
                self._problem(None, path, "This file does not belong into the vault.")

    def _foreign_bundle(self, store: Store, name: str) -> str | None:
        if bundle_number(name) is None:
            return "This file does not belong into the ledger."
        return None

    def _snapshot(
        self, name: str, member_key: Callable[[State, str], Ed25519PublicKey | None] | None
    ) -> str | None:
        """What is wrong with a snapshot."""
        try:
            snapshot = snapshots.parse_snapshot(self.store.get(name), name)
            snapshots.open_snapshot(snapshot, self.keys.ledger_key(snapshot.head.epoch), name)
        except NotFoundError:
            return None  # its member has replaced it a moment ago
        except CocoonError as error:
            return error.message
        head = snapshot.head
        known = member_key(self.fold, head.member) if member_key else self.signers.get(head.member)
        if head.vault != self.vault:
            return "This snapshot belongs to another vault."
        if known is not None and b64(known.public_bytes_raw()) != head.key:
            return f"This snapshot is forged: {head.member} did not sign it."
        if member_key and known is None:
            return f"This snapshot is forged: there is no member {head.member}."
        if head.size > self.size:
            return f"This snapshot remembers {head.size} entries; the log has {self.size}."
        root = self.roots.get(head.size)
        if root is not None and (b64(root), b64(self.leaves[head.size])) != (head.root, head.leaf):
            return "This snapshot remembers another history."
        return None

    def references(self, names: Iterable[str]) -> None:
        """Check that every blob the state speaks of is there."""
        stored = set(self.names.get("blob/", ()))
        for name in names:
            if name not in stored and not self.store.exists(name):
                self._problem(None, name, "The ledger speaks of this file, but it is missing.")

    def result(self, anchors: Sequence[Anchor]) -> Report:
        """Compare with the anchors, and sum up."""
        for anchor in anchors:
            self._compare(anchor)
        if not anchors:
            self.notes.append(
                "Truncation not excluded: no head of this ledger was kept elsewhere to compare."
            )
        ordered = sorted(
            self.problems, key=lambda p: (p.seq is None, p.seq or 0, p.name or "", p.what)
        )
        root = self.frontier.root() if self.frontier is not None else None
        return Report(self.size, root, tuple(ordered), tuple(self.notes), len(anchors))

    def _compare(self, anchor: Anchor) -> None:
        declared = [seq for seq in self.restores if seq < anchor.size]
        if anchor.size > self.size:
            wrong = (
                f"The ledger was rolled back or cut off: {anchor.source} has seen {anchor.size} "
                f"entries, here are {self.size}."
            )
        elif anchor.size and anchor.size not in self.roots:
            self.notes.append(
                f"The head that {anchor.source} has seen could not be compared, because an "
                "earlier entry is damaged."
            )
            return
        elif anchor.size and self.roots[anchor.size] != anchor.root:
            wrong = (
                f"History was rewritten: {anchor.source} has seen another head at "
                f"{anchor.size} entries."
            )
        else:
            return
        if declared:
            self.notes.append(
                f"Restored at entry {declared[-1]}: {anchor.source} has seen entries up to "
                f"{anchor.size} that the restored backup did not have."
            )
        else:
            self._problem(min(anchor.size, self.size), None, wrong)

    def _problem(self, seq: int | None, name: str | None, what: str) -> None:
        self.problems.append(Problem(seq, name, what))


def _unsigned(batch: list[tuple[int, Entry, Ed25519PublicKey]]) -> list[int]:
    """Numbers of the entries whose signature does not hold."""
    return [seq for seq, entry, key in batch if not verify_signature(entry, key)]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


_OTHER_HISTORY = _sentence(OTHER_HISTORY)
_FORGED = "Its author did not sign it: it is forged."
