"""Checking every entry of the log in order, and going on past the bad ones.

Each entry is checked against the tree head before it, its author's signature, its commitments and
the fold's rules. When one is bad, the copy in its bundle is used to go on if the history fits; if
there is none, the entries after it are still checked for themselves, but no longer against a head
or rules that nobody can know. Signatures, by far the most work, are checked in batches, by other
processes where the caller brings an executor; when one fails, everything is gone through again
with that entry known to be forged, because the state after it was not to be believed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from vault.errors import CocoonError
from vault.ledger.entry import (
    Event,
    holds,
    open_entry,
    parse_entry,
    signed_bytes,
    verify_signature,
)
from vault.ledger.fold import Fold, Keys, key_for, refusal
from vault.ledger.log import BUNDLE, Log, bundle_name, entry_name, unpack_bundle
from vault.ledger.merkle import Frontier, leaf_hash
from vault.ledger.replica import misplaced, untimely
from vault.ledger.times import corrects, note
from vault.progress import Report as Progress
from vault.progress import Step

_BATCH = 1024
_PASSES = 4
_Check = tuple[int, bytes, bytes, bytes]
"""Number of the entry, public key, signature, signed bytes: what travels to a process."""

_FORGED = "Its author did not sign it: it is forged."

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


@dataclass(slots=True)
class History(Generic[State]):
    """What a pass over the log found.

    Attributes:
        fold: the state after the last entry that could be folded.
        size: number of the last entry, plus one.
        frontier: the tree, None when its head cannot be known.
        roots: tree heads at the sizes asked for, as far as they can be known.
        leaves: hash of the last entry at each of those sizes.
        restores: numbers of the entries that declare a restore.
        signers: keys of the authors seen.
        problems: what is wrong.
    """

    fold: State
    size: int = 0
    frontier: Frontier | None = field(default_factory=Frontier)
    roots: dict[int, bytes] = field(default_factory=dict)
    leaves: dict[int, bytes] = field(default_factory=dict)
    restores: list[int] = field(default_factory=list)
    signers: dict[str, Ed25519PublicKey] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def check_history(
    log: Log,
    vault: str,
    keys: Keys,
    fold: State,
    present: set[int],
    bundled: set[int],
    sizes: set[int],
    restored: Callable[[Event], bool],
    report: Progress,
    executor: Executor | None = None,
) -> History[State]:
    """Check entries and bundles.

    Args:
        log: the log.
        vault: id of the vault.
        keys: ledger keys.
        fold: the empty state; stays empty.
        present: numbers of the entries that have files.
        bundled: numbers of the bundles that have files.
        sizes: sizes at which to note the tree head.
        restored: whether an event declares that the vault continues from a backup.
        report: progress.
        executor: checks the signatures; None for this thread. Threads do not help.
    """
    forged: set[int] = set()
    while True:
        chain = _Pass(log, vault, keys, fold.copy(), sizes, restored, report, executor)
        try:
            return chain.run(present, bundled, forged, last=len(forged) >= _PASSES)
        except _ForgedError as found:
            forged.add(found.seq)


class _ForgedError(Exception):
    """A signature does not hold: go through everything again, knowing that."""

    def __init__(self, seq: int) -> None:
        super().__init__(seq)
        self.seq = seq


class _Pass(Generic[State]):
    """One way through the log."""

    def __init__(
        self,
        log: Log,
        vault: str,
        keys: Keys,
        fold: State,
        sizes: set[int],
        restored: Callable[[Event], bool],
        report: Progress,
        executor: Executor | None,
    ) -> None:
        self.found = History(fold)
        self._log = log
        self._vault = vault
        self._keys = keys
        self._sizes = sizes
        self._restored = restored
        self._report = report
        self._executor = executor
        self._last_leaf = b""
        self._sound = True
        self._forged: set[int] = set()
        self._last = False
        self._pending: list[_Check] = []
        self._checks: list[Future[list[int]]] = []

    def run(
        self, present: set[int], bundled: set[int], forged: set[int], last: bool
    ) -> History[State]:
        """Go through; `last` names forged entries without beginning again."""
        self._forged, self._last = forged, last
        end = max(max(present, default=-1) + 1, (max(bundled, default=-1) + 1) * BUNDLE)
        expected = 0
        for number in sorted({seq // BUNDLE for seq in present} | bundled):
            first = number * BUNDLE
            if expected < first:
                self._missing(expected, first)
                self._lose()
            expected = min(first + BUNDLE, end)
            copies = self._bundle(number) if number in bundled else {}
            self._stretch(first, expected, present, copies)
            if len(self._pending) >= _BATCH:
                self._hand_out()
            self._report(Step("Checking the ledger", expected, end))
        self._settle()
        self.found.size = max(present, default=-1) + 1
        return self.found

    def _stretch(
        self, first: int, end: int, present: set[int], copies: Mapping[int, bytes]
    ) -> None:
        """Check entries [first, end) against their bundle and for themselves."""
        missing_from = None
        for seq in range(first, end):
            copy = copies.get(seq)
            if seq in present:
                if missing_from is not None:
                    self._missing(missing_from, seq)
                missing_from = None
                raw = self._stored(seq)
            else:
                missing_from = seq if missing_from is None else missing_from
                raw = None
            if self._entry(seq, raw, copy) and copy is not None and raw != copy:
                self._problem(seq, bundle_name(seq // BUNDLE), f"It differs from entry {seq}.")
            if seq + 1 in self._sizes and self.found.frontier is not None:
                self.found.roots[seq + 1] = self.found.frontier.root()
                self.found.leaves[seq + 1] = self._last_leaf
        if missing_from is not None:
            self._missing(missing_from, end)

    def _entry(self, seq: int, raw: bytes | None, copy: bytes | None) -> bool:
        """Check entry `seq` and go on with its copy where the file is no good; whether it is."""
        if raw is not None:
            trouble = self._try(seq, raw, doubtful=copy is not None and copy != raw)
            if trouble is None:
                return True
            self._settle()  # a forged entry before this one may be to blame
            self._problem(seq, entry_name(seq), trouble)
        if copy is None or copy == raw or not self._sound or self._try(seq, copy, doubtful=True):
            self._lose()
        return False

    def _try(self, seq: int, raw: bytes, doubtful: bool = False) -> str | None:
        """Check and take one entry's file; what is wrong with it, or None.

        The signature is checked later with others, unless the file is `doubtful`.
        """
        frontier = self.found.frontier
        try:
            entry = parse_entry(raw)
            prev = frontier.root() if frontier is not None else None
            if wrong := misplaced(entry, self._vault, seq, prev):
                return wrong[:1].upper() + wrong[1:] + "."
            key = key_for(self.found.fold, entry)
            if key is None and self._sound:
                return f"{entry.author} may not write here."
            if seq in self._forged and not doubtful:
                return _FORGED
            if key is not None and doubtful and not verify_signature(entry, key):
                return _FORGED
            event = open_entry(entry, self._keys.ledger_key(entry.epoch))
            if self._sound and (wrong := untimely(event, self.found.fold.times)):
                return wrong[:1].upper() + wrong[1:] + "."
            if rejected := self._fold(event):
                return rejected
        except CocoonError as error:
            return error.message
        if key is not None:
            self.found.signers[entry.author] = key
            if not doubtful:
                check = (seq, key.public_bytes_raw(), entry.signature, signed_bytes(entry))
                self._pending.append(check)
        note(self.found.fold.times, event.author, event.time, corrects(event.kind, event.fields))
        if frontier is not None:
            self._last_leaf = leaf_hash(raw)
            frontier.append(self._last_leaf)
        return None

    def _fold(self, event: Event) -> str | None:
        """Take an event in; why the rules refuse it.

        After a bad entry it is taken in as well as it goes, to know later members' keys.
        """
        refused = refusal(self.found.fold, event)
        if not self._sound:
            return None
        if refused is None and self._restored(event):
            self.found.restores.append(event.seq)
        return refused and refused[:1].upper() + refused[1:]

    def _lose(self) -> None:
        """From here on, nobody knows the tree head or the whole state."""
        self._sound, self.found.frontier = False, None

    def _hand_out(self) -> None:
        """Have the signatures collected so far checked."""
        if self._executor is None:
            self._settle()
        else:
            self._checks.append(self._executor.submit(_unsigned, self._pending))
            self._pending = []

    def _settle(self) -> None:
        """Wait for the signatures of all entries taken so far."""
        forged = _unsigned(self._pending)
        for check in self._checks:
            forged += check.result()
        self._pending, self._checks = [], []
        if forged and not self._last:
            raise _ForgedError(min(forged))
        for seq in forged:
            self._problem(seq, entry_name(seq), _FORGED)
        if forged:
            self._lose()
            roots = self.found.roots.items()
            self.found.roots = {size: root for size, root in roots if size <= min(forged)}

    def _stored(self, seq: int) -> bytes | None:
        try:
            return self._log.get(seq)
        except CocoonError as error:
            self._problem(seq, entry_name(seq), error.message)
            return None

    def _bundle(self, number: int) -> dict[int, bytes]:
        name = bundle_name(number)
        try:
            entries = unpack_bundle(number, self._log.store.get(name))
        except CocoonError as error:
            self._problem(None, name, error.message)
            return {}
        return dict(enumerate(entries, number * BUNDLE))

    def _missing(self, start: int, stop: int) -> None:
        what = (
            f"Ledger entry {start} is missing."
            if stop - start == 1
            else f"Ledger entries {start} to {stop - 1} are missing."
        )
        self._problem(start, entry_name(start), what)

    def _problem(self, seq: int | None, name: str | None, what: str) -> None:
        self.found.problems.append(Problem(seq, name, what))


def _unsigned(batch: list[_Check]) -> list[int]:
    """Numbers of the entries whose signature does not hold."""
    keys = {raw: Ed25519PublicKey.from_public_bytes(raw) for raw in {c[1] for c in batch}}
    return [
        seq for seq, raw, signature, message in batch if not holds(keys[raw], signature, message)
    ]
