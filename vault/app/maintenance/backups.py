"""Backups, restores, and packs read back in after one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from vault.app.places import config_folder
from vault.app.proof.verification import Verified, verify
from vault.app.proof.witness import against, read_witness, release_keys
from vault.app.session import (
    Session,
    seen_as,
    unlock,
)
from vault.domain import dates
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import CopyFile
from vault.errors import CocoonError, IntegrityError
from vault.ledger.anchors import LastSeen
from vault.ledger.checkpoint import (
    open_note,
)
from vault.ledger.copying import names_to_copy
from vault.progress import Report as Progress
from vault.progress import silent
from vault.storage.archive import write_tar
from vault.storage.backup import copy_into, empty_folder, open_copy
from vault.storage.folder import FolderStore


def backup(session: Session, out: Path, report: Progress = silent) -> int:
    """Copy the vault while it is in use: into a folder, or one ``.tar`` file.

    Returns:
        The number of ledger entries the backup holds.

    Raises:
        CocoonError: the target exists, is not empty, or has no room.
    """
    session.refresh()
    entries, names = names_to_copy(session.store)
    if out.suffix == ".tar":
        write_tar(session.store, out, names, report)
    else:
        copy_into(session.store, _folder(out), names, report)
    session.append(lambda state: ev.BackupCreated(entries, out.name[:200]))
    return entries


def _folder(path: Path) -> FolderStore:
    """A new or empty folder.

    Raises:
        CocoonError: ``file-exists``, ``not-empty``, disk errors.
    """
    if path.exists() and not path.is_dir():
        raise CocoonError("file-exists", f"{path} is a file.", "Choose a new folder.")
    return empty_folder(path)


def check(path: Path, name: str, passphrase: str, report: Progress = silent) -> Verified:
    """Check every file and entry of a backup from nothing, with a member's passphrase.

    Raises:
        CocoonError: not a backup, wrong passphrase.
    """
    return verify(open_copy(path), name, passphrase, report=report)


def restore(
    path: Path, target: Path, name: str, passphrase: str, report: Progress = silent
) -> Session:
    """Copy a backup into an empty folder and declare the restore in its ledger.

    Raises:
        CocoonError: not a backup, target not empty, not an owner's passphrase.
        IntegrityError: the backup is damaged; nothing is declared.
    """
    source = open_copy(path)
    found = verify(source, name, passphrase, report=report)
    if not found.ok:
        first = found.report.problems[0]
        raise IntegrityError(
            "backup-damaged",
            f"The backup is damaged: {first.what}",
            "Use another backup, or see all problems with `cocoon backup check`.",
        )
    trial = unlock(source, name, passphrase)
    trial.state.owner(trial.author)
    entries, names = names_to_copy(source)
    store = _folder(target)
    copy_into(source, store, names, report)
    LastSeen(FolderStore(config_folder())).forget(seen_as(store, trial.vault))
    session = unlock(target, name, passphrase)
    session.append(lambda state: ev.VaultRestored(entries, path.name[:200]))
    return session


def read_back(session: Session, paths: Iterable[Path]) -> list[str]:
    """Enter packs that were delivered after the backup, so that they can be traced again.

    Raises:
        CocoonError: not restored, not an approver, the pack is not ours or was altered.
    """
    from vault.papers import manifest as manifests
    from vault.papers import pack as packs

    done = []
    for path in paths:
        witness = read_witness(path)
        papers = packs.read_papers(path)
        if against(witness, session.vault, session.state):
            raise IntegrityError(
                "foreign-pack",
                f"{path.name} was not sealed by this vault.",
                "Use packs as they were delivered.",
            )
        signers = open_note(witness.note, release_keys(session.state)).by
        key = next(v.key for v in signers if isinstance(v.key, Ed25519PublicKey))
        problems = packs.check(path, key)
        if problems:
            raise IntegrityError("pack-altered", problems[0], "Use the ZIP as it was delivered.")
        body = manifests.verify(papers[packs.MANIFEST], papers[packs.SIGNATURE], key)
        facts = session.state.facts
        if body["copy"] in facts.copies or body["copy"] in facts.read_back:
            raise CocoonError(
                "copy-known", f"The ledger already has copy {body['copy']}.", "Nothing to do."
            )
        epoch = int((witness.proof or {}).get("epoch", session.state.epoch().n))
        event = ev.PackReadBack(
            copy=body["copy"],
            release=body["release"],
            epoch=epoch,
            manifest_sha256=hashlib.sha256(papers[packs.MANIFEST]).hexdigest(),
            files=tuple(
                CopyFile(
                    file["name"],
                    file["sha256"],
                    file["size"],
                    file.get("document", ""),
                    int(file.get("revision", 0)),
                )
                for file in body["files"]
            ),
            recipient=body["recipient"],
            issued=dates.stamp(dates.parse(body["issued"])),
            checkpoint=witness.note,
        )
        session.append(partial(_given, event))
        done.append(event.copy)
    return done


def _given(event: ev.Body, state: State) -> ev.Body:
    return event
