"""Sealing and collecting: no copy without an entry.

Order of writes: the copy's final bytes are made and stored encrypted; its entry, which commits
to them, is appended and synced; a checkpoint over all entries of the release is stored; only
then does a file appear outside; and an entry says so. Whatever a crash interrupts, running it
again goes on from there and makes the same bytes, since everything random in a copy is derived
from its own key and every date comes from the approval.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from vault.app.people.epochs import ReleaseKeys
from vault.app.release.collecting import checkpoint_name, checkpoint_size
from vault.app.release.packing import CopyMaker
from vault.app.release.releases import find_release
from vault.app.session import Session
from vault.app.spools import private_folder
from vault.app.workshop import Workshop
from vault.domain import events as ev
from vault.domain import policies
from vault.domain.state import State
from vault.domain.values import Release
from vault.errors import CocoonError
from vault.keys.wraps import SEAL
from vault.ledger.checkpoint import Checkpoint, origin, sign_checkpoint
from vault.progress import Report, Step, silent

if TYPE_CHECKING:
    pass


def seal(session: Session, release_id: str, report: Report = silent) -> Release:
    """Make and enter a copy for every contact that has none yet.

    Raises:
        RefusedError: not approved, not an approver, a policy.
        CocoonError: a mark could not be made; the disk refused. Copies already entered stay.
    """
    session.refresh()
    release = find_release(session.state, release_id)
    session.state.approver(session.author)
    if release.state not in ("approved", "sealed"):
        raise CocoonError(
            "wrong-state",
            f"The release is {release.state}; only an approved one can be sealed.",
            "See `cocoon release show`.",
        )
    if release.state == "approved":
        _make_copies(session, release, report)
        release = find_release(session.state, release.id)
    _ensure_checkpoint(session, release)
    return release


def _make_copies(session: Session, release: Release, report: Report) -> None:
    state = session.state
    findings = policies.judge(policies.Proposal.of(release), state, session.clock())
    overridden = [override.code for override in release.overrides]
    policies.require_overridden(findings, overridden, approved=True)
    have = {state.facts.copies[copy].contact for copy in release.copies}
    missing = [contact for contact in release.contacts if contact not in have]
    with Workshop() as workshop, private_folder() as private:
        for number, contact in enumerate(missing, 1):
            name = state.facts.contacts[contact].name
            report(Step(f"Marking the copy for {name}", number, len(missing)))
            maker = CopyMaker(session, workshop, release, contact, private)
            body = maker.make()
            session.append(partial(_unless_overtaken, body))


def _unless_overtaken(body: ev.CopyIssued, state: State) -> ev.Body:
    if state.epoch().n != body.epoch:
        raise CocoonError(
            "epoch-changed",
            "The members or their keys changed while the copies were made.",
            "Seal the release again; copies already made stay.",
        )
    return body


def _ensure_checkpoint(session: Session, release: Release) -> None:
    """Store the signed checkpoint that every pack of the release carries."""
    size = checkpoint_size(session.state, release)
    name = checkpoint_name(size)
    if session.store.exists(name):
        return
    epoch = session.state.epoch().n
    keys = ReleaseKeys.derive(session.secret(SEAL, epoch), session.vault, epoch)
    root = session.ledger.tree().root(size)
    note = sign_checkpoint(
        Checkpoint(origin(session.vault), size, root), keys.name, keys.classic, keys.lasting
    )
    session.store.put_if_absent(name, note.encode())
