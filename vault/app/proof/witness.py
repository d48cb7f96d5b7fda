"""Witnesses: delivered packs and checkpoints, which hold the ledger to what it was.

Every pack carries the signed checkpoint and the proof that its entry lies under it. Whoever
keeps one can show that a history was rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from vault.app.people.epochs import ReleaseKeys
from vault.app.session import (
    Session,
)
from vault.domain.state import State
from vault.errors import CocoonError, IntegrityError
from vault.keys.wraps import SEAL
from vault.ledger.anchors import Anchor
from vault.ledger.checkpoint import (
    Checkpoint,
    Signed,
    Verifier,
    open_note,
    origin,
    parse_text,
    parse_vkey,
    sign_checkpoint,
)
from vault.ledger.log import Log
from vault.ledger.merkle import Tree, inclusion_holds, leaf_hash
from vault.ledger.verify import Checker, Problem
from vault.storage.store import Store

_CHECKPOINT = re.compile(r"checkpoint/(\d{9})")


@dataclass(frozen=True, slots=True)
class Witness:
    """What a pack or checkpoint says about the ledger."""

    anchor: Anchor
    note: str
    keys: tuple[str, ...]
    proof: dict[str, Any] | None


def read_witness(path: Path) -> Witness:
    """Read a delivered pack or an exported checkpoint.

    Raises:
        CocoonError: ``no-such-file``, ``not-a-witness``.
        IntegrityError: a pack whose own proof does not hold.
    """
    from vault.papers import pack as packs

    refused = CocoonError(
        "not-a-witness",
        f"{path.name} is neither a delivered pack nor a checkpoint.",
        "Use the ZIP as it was delivered, or a file of `cocoon ledger checkpoint`.",
    )
    if not path.is_file():
        raise CocoonError("no-such-file", f"There is no file {path}.", "Check the path.")
    with path.open("rb") as handle:
        head = handle.read(4)
    if head.startswith(b"PK"):
        papers = packs.read_papers(path)
        note_bytes = papers.get("proof/checkpoint", b"")
        keys = tuple(papers.get("proof/keys.txt", b"").decode("ascii", "replace").split())
        try:
            proof = msgspec.json.decode(
                papers.get("proof/inclusion.json", b""), type=dict[str, Any]
            )
        except msgspec.DecodeError as error:
            raise refused from error
    else:
        if path.stat().st_size > 1 << 20:
            raise refused
        note_bytes, keys, proof = path.read_bytes(), (), None
    try:
        note = note_bytes.decode()
        lines = note.split("\n")
        checkpoint = Checkpoint(lines[0], int(lines[1]), _b64(lines[2]))
    except (UnicodeDecodeError, IndexError, ValueError) as error:
        raise refused from error
    if proof is not None and not _proof_holds(proof, checkpoint):
        raise IntegrityError(
            "proof-broken",
            "The pack's proof does not lead to its checkpoint; the pack was altered.",
            "Use the ZIP as it was delivered.",
        )
    return Witness(Anchor(checkpoint.size, checkpoint.root, path.name), note, keys, proof)


def _b64(text: str) -> bytes:
    from base64 import b64decode

    root = b64decode(text, validate=True)
    if len(root) != 32:
        raise ValueError("a tree head has 32 bytes")
    return root


def _proof_holds(proof: dict[str, Any], checkpoint: Checkpoint) -> bool:
    try:
        path = [bytes.fromhex(node) for node in proof["path"]]
        leaf = bytes.fromhex(proof["leaf"])
        return bool(
            int(proof["size"]) == checkpoint.size
            and inclusion_holds(int(proof["seq"]), checkpoint.size, leaf, path, checkpoint.root)
        )
    except (KeyError, TypeError, ValueError):
        return False


def against(witness: Witness, vault: str, fold: State) -> list[Problem]:
    """What a witness has against the ledger besides its tree head."""
    source = witness.anchor.source
    try:
        signed: Signed = open_note(witness.note, release_keys(fold))
    except CocoonError:
        return [
            Problem(
                None,
                None,
                f"{source} is signed by no key that this ledger knows: either it does not "
                "belong to this vault, or the history was rewritten.",
            )
        ]
    if signed.checkpoint.origin != origin(vault):
        return [Problem(None, None, f"{source} belongs to another vault.")]
    return []


def checkpoint_checker(vault: str, newest: Sequence[State]) -> Checker:
    """How to check the stored checkpoints of a vault, by the first of `newest` at that time."""

    def check(store: Store, name: str) -> str | None:
        match = _CHECKPOINT.fullmatch(name)
        try:
            signed = open_note(store.get(name).decode(), release_keys(newest[0]))
        except (CocoonError, UnicodeDecodeError):
            return "it is not a checkpoint that this vault signed"
        checkpoint = signed.checkpoint
        if match is None or checkpoint.size != int(match[1]) or len(signed.by) < 2:
            return "it is not the checkpoint that its name says"
        return None if checkpoint.origin == origin(vault) else "it belongs to another vault"

    return check


def other_histories(store: Store) -> Iterator[Problem]:
    """Stored checkpoints, each well signed, that saw another history than the present entries."""
    tree = Tree()
    for name in store.list("checkpoint/"):
        seen = parse_text(store.get(name).decode().partition("\n\n")[0] + "\n")
        for _, raw in Log(store).read(tree.size, max(seen.size, tree.size)):
            tree.append(leaf_hash(raw))
        if tree.size < seen.size or tree.root(seen.size) != seen.root:
            what = f"History was rewritten: this checkpoint saw other entries up to {seen.size}."
            yield Problem(seen.size, name, what)


def release_keys(fold: State) -> list[Verifier]:
    """All keys that may have signed checkpoints and manifests of this vault."""
    return [parse_vkey(key) for epoch in fold.facts.epochs for key in epoch.vkeys]


def checkpoint(session: Session) -> str:
    """A signed note over the present ledger; approvers only (the seal key signs).

    Raises:
        CocoonError: ``no-seal-key``.
    """
    session.refresh()
    epoch = session.state.epoch().n
    keys = ReleaseKeys.derive(session.secret(SEAL, epoch), session.vault, epoch)
    ledger = session.ledger
    return sign_checkpoint(
        Checkpoint(origin(session.vault), ledger.size, ledger.root),
        keys.name,
        keys.classic,
        keys.lasting,
    )
