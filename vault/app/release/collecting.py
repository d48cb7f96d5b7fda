"""Collecting: packs of a sealed release appear outside, whole, and an entry says so."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from vault.app.outside import build_outside
from vault.app.proof.witness import release_keys
from vault.app.release.packing import Access, under
from vault.app.release.releases import find_release
from vault.app.session import Session
from vault.app.spools import IN_MEMORY, again, measure, pour, private_folder
from vault.domain import dates
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import Copy, Release
from vault.errors import CocoonError
from vault.ledger.checkpoint import open_note
from vault.papers import pack as packs
from vault.progress import Report, Step, silent

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Collected:
    """A pack outside.

    Attributes:
        copy: the copy.
        path: the file.
        sha256: of the file.
        open_password: what the recipient's PDFs open with, or empty.
    """

    copy: Copy
    path: Path
    sha256: str
    open_password: str


def checkpoint_name(size: int) -> str:
    """Where the signed checkpoint over the first `size` entries is stored."""
    return f"checkpoint/{size:09d}"


def checkpoint_size(state: State, release: Release) -> int:
    """Number of entries under the checkpoint that a release's packs carry."""
    return max(state.facts.copies[copy].seq for copy in release.copies) + 1


def proof_files(session: Session, copy: Copy, size: int) -> dict[str, bytes]:
    """What makes a pack a witness: checkpoint, entry and inclusion proof."""
    tree = session.ledger.tree()
    proof = {
        "vault": session.vault,
        "epoch": copy.epoch,
        "seq": copy.seq,
        "size": size,
        "root": tree.root(size).hex(),
        "leaf": tree.leaf(copy.seq).hex(),
        "path": [node.hex() for node in tree.inclusion(copy.seq, size)],
    }
    note = session.store.get(checkpoint_name(size))
    return {
        "checkpoint": note,
        "inclusion.json": msgspec.json.format(msgspec.json.encode(proof), indent=1) + b"\n",
        "keys.txt": ("\n".join(_keys_until(session.state, note)) + "\n").encode(),
    }


def _keys_until(state: State, note: bytes) -> list[str]:
    """The vault's public keys up to those that signed a checkpoint.

    Not the later ones, so that a pack collected again in a later epoch has the same bytes.
    """
    signers = open_note(note.decode("utf-8", "replace"), release_keys(state)).by
    signed = {signer.vkey() for signer in signers}
    keys: list[str] = []
    for epoch in state.facts.epochs:
        keys += epoch.vkeys
        if signed.intersection(epoch.vkeys):
            break
    return keys


def collect(
    session: Session, release_id: str, out: Path, report: Report = silent
) -> tuple[Collected, ...]:
    """Write the packs of a sealed release into a folder, byte for byte as ever, and log it.

    Raises:
        RefusedError: not sealed, or a technology is not held.
        CocoonError: a different file of that name is there; disk errors.
    """
    session.refresh()
    release = find_release(session.state, release_id)
    if release.state != "sealed":
        raise CocoonError(
            "wrong-state",
            f"The release is {release.state}; only a sealed one can be collected.",
            "An approver seals it: `cocoon release seal`.",
        )
    for key in under(session.state, release):
        session.secret(key)
    size = checkpoint_size(session.state, release)
    if not session.store.exists(checkpoint_name(size)):
        raise CocoonError(
            "checkpoint-missing",
            "The release was interrupted before its checkpoint was signed.",
            "An approver runs `cocoon release seal` again.",
        )
    collected = []
    for number, copy_id in enumerate(release.copies, 1):
        copy = session.state.facts.copies[copy_id]
        contact = session.state.facts.contacts[copy.contact]
        report(Step(f"Writing the pack for {contact.name}", number, len(release.copies)))
        path = out / packs.safe_name(f"{copy.id} {contact.name}.zip")
        sha256 = _write_pack(session, release, copy, size, path)
        collected.append(Collected(copy, path, sha256, _password_of(session, release, copy)))
    done = {each.copy.id: each.sha256 for each in collected}
    session.append(lambda state: ev.CopiesCollected(release.id, done))
    return tuple(collected)


def _password_of(session: Session, release: Release, copy: Copy) -> str:
    opened = session.safe.open_small(
        copy.access,
        under=under(session.state, release),
        epoch=copy.epoch,
        what=f"access/{copy.id}",
    )
    return msgspec.json.decode(opened, type=Access).open_password


def _write_pack(session: Session, release: Release, copy: Copy, size: int, path: Path) -> str:
    issued = dates.parse(release.decided_at)
    proof = proof_files(session, copy, size)
    with (
        private_folder() as private,
        tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(private)) as core,
        tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(private)) as whole,
    ):
        session.safe.copy_to(copy.pack, f"pack/{copy.id}", cast(BinaryIO, core))
        packs.append_proof(again(core), cast(BinaryIO, whole), proof, issued)
        sha256, _ = measure(whole)
        if path.exists():
            if _hash_file(path) == sha256:
                return sha256
            raise CocoonError(
                "file-exists",
                f"{path} is there and is not this pack.",
                "Choose another folder.",
            )
        build_outside(path, partial(pour, whole))
    return sha256


def _hash_file(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
