"""Verifying and checking a vault, and writing its ledger out."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
from base64 import b64encode
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from vault.app.library.originals import what
from vault.app.places import config_folder
from vault.app.proof import evidence, timestamps
from vault.app.proof.witness import against as compare
from vault.app.proof.witness import checkpoint_checker, other_histories, read_witness
from vault.app.release.collecting import checkpoint_name, checkpoint_size
from vault.app.session import (
    FORMAT_FILE,
    Session,
    find_identity,
    format_bytes,
    open_folder,
    read_format,
    seen_as,
)
from vault.domain import events as ev
from vault.domain.facts import twin
from vault.domain.fold import Fold
from vault.domain.rules.book import Opened
from vault.domain.state import State
from vault.domain.values import Pointer
from vault.errors import CocoonError
from vault.keys.identity import Identity
from vault.keys.wraps import KeyRing, addressed_is_intact
from vault.ledger.anchors import LastSeen
from vault.ledger.entry import Event
from vault.ledger.log import Log
from vault.ledger.verify import Problem, Report, verify_log
from vault.progress import Report as Progress
from vault.progress import Step, silent
from vault.storage.folder import FolderStore
from vault.storage.store import Store

_LONG = 4000
"""Entries from which on signatures are checked in several processes."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What a verification found, and the state the ledger folds to."""

    report: Report
    state: State

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.report.ok


def verify(
    folder: Path | Store,
    name: str,
    passphrase: str,
    *,
    against: Path | None = None,
    blobs: bool = True,
    report: Progress = silent,
) -> Verified:
    """Check every file of a vault from nothing; works on a vault too damaged to unlock.

    Args:
        folder: the vault, or a backup's store.
        name: a member's name.
        passphrase: theirs.
        against: a delivered pack, an exported checkpoint or a timestamp to compare with.
        blobs: also hash every blob.
        report: told of progress.

    Raises:
        CocoonError: wrong passphrase, not a vault.
        IntegrityError: so damaged that not even the keys open.
    """
    store = open_folder(folder) if isinstance(folder, Path) else folder
    vault = read_format(store)
    _slot, member, identity = next(iter(find_identity(store, vault, name, passphrase)))
    return verify_as(store, member, identity, against=against, blobs=blobs, report=report)


def verify_as(
    store: Store,
    member: str,
    identity: Identity,
    *,
    against: Path | None = None,
    blobs: bool = True,
    report: Progress = silent,
) -> Verified:
    """As `verify`, with keys that are open already.

    Args:
        store: the vault, or a backup's store.
        member: whose keys, by id.
        identity: the keys.
        against: as for `verify`.
        blobs: as for `verify`.
        report: told of progress.
    """
    vault = read_format(store)
    ring = KeyRing(store, vault, member, identity)
    newest = [State()]
    fold = _Followed(newest)
    ring.confirm = lambda epoch, key: newest[0].check(epoch, key)
    anchors = LastSeen(FolderStore(config_folder())).anchors(seen_as(store, vault))
    extra: list[Problem] = []
    token, witness = against if against and timestamps.is_token(against) else None, None
    if token:
        seen, extra = timestamps.outside(token, store, vault)
        anchors += [seen] if seen else []
    elif against:
        witness = read_witness(against)
        anchors.append(witness.anchor)
    with _helpers(Log(store).size()) as executor:
        found = verify_log(
            store,
            vault,
            ring,
            fold,
            anchors=anchors,
            checkers={
                "wrap/": _addressed,
                "slot/": _addressed,
                "checkpoint/": checkpoint_checker(vault, newest),
                FORMAT_FILE: lambda files, name: (
                    None if files.get(name) == format_bytes(vault) else "it is not what was written"
                ),
            },
            referenced=_referenced,
            member_key=_member_key,
            restored=lambda event: event.kind == ev.VaultRestored.kind,
            check_blobs=blobs,
            report=report,
            executor=executor,
        )
    if witness:
        extra += compare(witness, vault, newest[0])
    if found.ok:
        extra += [*other_histories(store), *timestamps.stamped(store, vault, newest[0])]
    problems = (*found.problems, *extra)
    outside = len({stamp.size for stamp in newest[0].facts.timestamps}) if found.ok else 0
    whole = replace(found, problems=problems, anchors=found.anchors + outside)
    return Verified(whole, newest[0])


@contextmanager
def _helpers(entries: int) -> Iterator[Executor | None]:
    """Other processes to check signatures in, where the log is long enough to be worth it."""
    if entries < _LONG:
        yield None
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max(1, (os.cpu_count() or 2) - 1), spawn) as pool:
        yield pool


class _Followed(Fold):
    """A state that leaves the newest of its copies in a place where others can look."""

    def __init__(self, newest: list[State]) -> None:
        super().__init__()
        self._newest = newest

    def copy(self) -> Self:
        copied = type(self)(self._newest)
        copied.facts = twin(self.facts)
        return copied

    def apply(self, event: Opened) -> None:
        super().apply(event)
        self._newest[0] = self


def _referenced(state: State) -> Iterator[str]:
    """Files that must be there, by what the ledger says."""
    facts = state.facts
    yield from facts.blobs | facts.wraps | facts.slots
    for release in facts.releases.values():
        if any(facts.copies[copy].collected for copy in release.copies):
            yield checkpoint_name(checkpoint_size(state, release))


def _addressed(store: Store, name: str) -> str | None:
    return None if addressed_is_intact(name, store.get(name)) else "it is not what was written"


def _member_key(state: State, member: str) -> Any:
    found = state.facts.members.get(member)
    return found.public.identity().verify_key() if found else None


def pointers(state: State) -> Iterator[tuple[str, Pointer]]:
    """Everything encrypted that the ledger speaks of, with the context it was written under."""
    for document in state.facts.documents.values():
        for revision in document.revisions:
            for part in ("content", "plan", "features", "password"):
                pointer = getattr(revision, part)
                if pointer:
                    yield what(document.id, revision.n, part), pointer
    for copy in state.facts.copies.values():
        yield f"pack/{copy.id}", copy.pack
    for file in evidence.kept(state):
        yield evidence.context(file.name), file.content


def deep_check(session: Session, report: Progress = silent) -> tuple[list[Problem], int]:
    """Decrypt and hash everything this member's keys open.

    Returns:
        Problems, and how many blobs could not be opened for want of keys.
    """
    problems, closed = [], 0
    everything = list(pointers(session.state))
    for number, (context, pointer) in enumerate(everything, 1):
        report(Step("Decrypting", number, len(everything)))
        if not all(session.holds(name, pointer.epoch) for name in pointer.under):
            closed += 1
            continue
        digest, size = hashlib.sha256(), 0
        try:
            for piece in session.safe.stream(pointer, context):
                digest.update(piece)
                size += len(piece)
        except CocoonError as error:
            problems.append(Problem(None, pointer.blob, error.message))
            continue
        if (digest.hexdigest(), size) != (pointer.sha256, pointer.size):
            problems.append(Problem(None, pointer.blob, "Its content is not what the ledger says."))
    return problems, closed


def export(session: Session) -> Iterator[dict[str, Any]]:
    """The whole ledger, opened: one value for each entry, in order."""
    tree = session.ledger.tree()
    for event in session.ledger.events():
        yield as_plain(event) | {"leaf": b64encode(tree.leaf(event.seq)).decode()}


def as_plain(event: Event) -> dict[str, Any]:
    """An event as plain values."""
    return {
        "seq": event.seq,
        "time": event.time,
        "author": event.author,
        "kind": event.kind,
        "epoch": event.epoch,
        "fields": dict(event.fields),
    }
