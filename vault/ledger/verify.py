"""Checking a whole vault from nothing, and naming every place where it is not what it was.

Where `vault.ledger.replica` stops at the first bad entry, this goes on: each file of the store is
looked at, and each that is missing, foreign, damaged or in the wrong place becomes a `Problem`
(entries: `vault.ledger.chain`).

What cannot be seen from inside (all entries from n on replaced or cut off by somebody who holds
keys) shows against anchors: heads that were kept elsewhere. Invariant: a report without problems
means that every stored file is what was written and the whole history follows the rules; what
that leaves open is in its notes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from vault.errors import CocoonError, NotFoundError
from vault.ledger import snapshot as snapshots
from vault.ledger.anchors import Anchor
from vault.ledger.canonical import b64
from vault.ledger.chain import History, Problem, check_history
from vault.ledger.entry import Event
from vault.ledger.fold import Fold, Keys
from vault.ledger.log import BUNDLES, LOG, Log, bundle_number, entry_seq
from vault.progress import Report as Progress
from vault.progress import Step, silent
from vault.storage import blobs
from vault.storage.store import Store

__all__ = ["Checker", "Problem", "Report", "verify_log"]

Checker = Callable[[Store, str], str | None]
"""Looks at one stored file: what is wrong with it, in a sentence, or None."""

State = TypeVar("State", bound=Fold)
KeyOf = Callable[[str], Ed25519PublicKey | None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification found.

    Attributes:
        entries: number of entries in the log.
        root: tree head over them; None when it cannot be known.
        problems: everything that is wrong, entries first.
        notes: what a reader must know although nothing is wrong.
        anchors: heads that the log was compared with.
        times: of the entries, until the first that is wrong.
    """

    entries: int
    root: bytes | None
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    anchors: int
    times: tuple[str, ...] = ()

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
    executor: Executor | None = None,
) -> Report:
    """Check a whole vault.

    Args:
        store: the vault's files.
        vault: its id.
        keys: ledger keys.
        fold: the empty state; stays empty.
        anchors: heads kept elsewhere.
        checkers: how to check files of other prefixes than this room's, by prefix (or whole name).
        referenced: names of the blobs that must be there, by the state at the end.
        member_key: a member's key by the state at the end, to know forged snapshots.
        restored: whether an event declares that the vault continues from a backup.
        check_blobs: also hash every blob.
        report: progress.
        executor: processes that check signatures; worth it from some thousand entries.
    """
    names = list(store.list())
    numbers = {name: entry_seq(name) for name in names if name.startswith(LOG)}
    bundles = {name: bundle_number(name) for name in names if name.startswith(BUNDLES)}
    history = check_history(
        Log(store),
        vault,
        keys,
        fold,
        {number for number in numbers.values() if number is not None},
        {number for number in bundles.values() if number is not None},
        {anchor.size for anchor in anchors} | _snapshot_sizes(names),
        restored,
        report,
        executor,
    )
    problems = list(history.problems)

    def key_of(member: str) -> Ed25519PublicKey | None:
        if member_key is not None:
            return member_key(history.fold, member)
        return history.signers.get(member)

    def snapshot(store: Store, name: str) -> str | None:
        closed = member_key is not None and not history.problems
        return _snapshot(store, name, vault, keys, history, key_of, closed)

    rules: dict[str, Checker] = {
        LOG: lambda store, name: _FOREIGN if numbers[name] is None else None,
        BUNDLES: lambda store, name: _FOREIGN if bundles[name] is None else None,
        "blob/": blobs.check if check_blobs else lambda store, name: None,
        snapshots.PREFIX: snapshot,
        "lease/": lambda store, name: None,
        **(checkers or {}),
    }
    problems += _other_files(store, names, rules, report)
    if referenced is not None:
        there = set(names)
        for name in referenced(history.fold):
            if name not in there and not store.exists(name):
                what = "The ledger speaks of this file, but it is missing."
                problems.append(Problem(None, name, what))
    notes = []
    for anchor in anchors:
        problem, note = _compare(anchor, history)
        problems += [problem] if problem else []
        notes += [note] if note else []
    if not anchors:
        notes.append(
            "Truncation not excluded: no head of this ledger was kept elsewhere to compare."
        )
    problems.sort(key=lambda p: (p.seq is None, p.seq or 0, p.name or "", p.what))
    root = history.frontier.root() if history.frontier is not None else None
    return Report(
        history.size, root, tuple(problems), tuple(notes), len(anchors), tuple(history.times)
    )


def _snapshot_sizes(names: Iterable[str]) -> set[int]:
    digits = (
        name.rpartition("/")[2].partition("-")[0]
        for name in names
        if name.startswith(snapshots.PREFIX)
    )
    return {int(number) for number in digits if number.isdecimal()}


def _other_files(
    store: Store, names: Sequence[str], rules: Mapping[str, Checker], report: Progress
) -> list[Problem]:
    """Look at every file by the rule of the longest prefix that fits."""
    problems = []
    prefixes = sorted(rules, key=len, reverse=True)
    for done, name in enumerate(names):
        rule = next((prefix for prefix in prefixes if name.startswith(prefix)), None)
        wrong = _FOREIGN if rule is None else rules[rule](store, name)
        if wrong is not None:
            problems.append(Problem(None, name, wrong))
        if done % 256 == 0:
            report(Step("Checking the stored files", done, len(names)))
    for path in store.strays():
        if any(path.startswith(prefix) for prefix in prefixes):
            problems.append(Problem(None, path, _FOREIGN))
    return problems


def _snapshot(
    store: Store,
    name: str,
    vault: str,
    keys: Keys,
    history: History[State],
    key_of: KeyOf,
    closed: bool,
) -> str | None:
    """What is wrong with a snapshot; `closed` when nobody else than known members can exist."""
    try:
        snapshot = snapshots.parse_snapshot(store.get(name), name)
        if snapshot.head.vault != vault:
            return "This snapshot belongs to another vault."
        snapshots.open_snapshot(snapshot, keys.ledger_key(snapshot.head.epoch), name)
    except NotFoundError:
        return None  # its member has replaced it a moment ago
    except CocoonError as error:
        return error.message
    head = snapshot.head
    known = key_of(head.member)
    if known is None and closed:
        return f"This snapshot is forged: there is no member {head.member}."
    if known is not None and b64(known.public_bytes_raw()) != head.key:
        return f"This snapshot is forged: {head.member} did not sign it."
    if head.size > history.size and not Log(store).has(head.size - 1):  # others may write on
        return f"This snapshot remembers {head.size} entries; the log has {history.size}."
    root = history.roots.get(head.size)
    if root is not None and (b64(root), b64(history.leaves[head.size])) != (head.root, head.leaf):
        return "This snapshot remembers another history."
    return None


def _compare(anchor: Anchor, history: History[State]) -> tuple[Problem | None, str | None]:
    """A problem or a note, when the log is not what an anchor has seen."""
    if anchor.size > history.size:
        wrong = (
            f"The ledger was rolled back or cut off: {anchor.source} has seen {anchor.size} "
            f"entries, here are {history.size}."
        )
    elif not anchor.size or history.roots.get(anchor.size) == anchor.root:
        return None, None
    elif anchor.size not in history.roots:
        return None, (
            f"The head that {anchor.source} has seen could not be compared, because an earlier "
            "entry is damaged."
        )
    else:
        wrong = (
            f"History was rewritten: {anchor.source} has seen another head at {anchor.size} "
            "entries."
        )
    declared = [seq for seq in history.restores if seq < anchor.size]
    if declared:
        return None, (
            f"Restored at entry {declared[-1]}: {anchor.source} has seen entries up to "
            f"{anchor.size} that the restored backup did not have."
        )
    return Problem(min(anchor.size, history.size), None, wrong), None


_FOREIGN = "This file does not belong into the vault."
