"""Sealing and collecting: no copy without an entry.

Order of writes: the copy's final bytes are made and stored encrypted; its entry, which commits
to them, is appended and synced; a checkpoint over all entries of the release is stored; only
then does a file appear outside; and an entry says so. Whatever a crash interrupts, running it
again goes on from there and makes the same bytes, since everything random in a copy is derived
from its own key and every date comes from the approval.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import msgspec

from vault.app import copykeys
from vault.app.documents import what
from vault.app.epochs import ReleaseKeys
from vault.app.outside import build_outside
from vault.app.releases import find_release, proposal_of
from vault.app.session import Session
from vault.app.witness import release_keys
from vault.app.workshop import Workshop
from vault.domain import dates, policies
from vault.domain import events as ev
from vault.domain.policies import describe_pages
from vault.domain.state import State
from vault.domain.values import Contact, Copy, CopyFile, Item, Release, Revision
from vault.errors import CocoonError
from vault.intake.private import PrivateFolder, default_place
from vault.keys.wraps import SEAL, TRACE, technology_key
from vault.ledger.checkpoint import Checkpoint, open_note, origin, sign_checkpoint
from vault.papers import pack as packs
from vault.papers.facts import Item as PackItem
from vault.papers.facts import PackFacts, Party, Untraceable
from vault.progress import Report, Step, silent
from vault.storage import blobs
from vault.storage.disk import explain

if TYPE_CHECKING:
    from vault.marks.slots import CoinGroup, Symbols

_IN_MEMORY = 64 << 20


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


class _Access(msgspec.Struct, frozen=True):
    open_password: str = ""


def under(state: State, release: Release) -> tuple[str, ...]:
    """The secrets that together open a release's packs."""
    return tuple(technology_key(t) for t in state.release_technologies(release))


def checkpoint_name(size: int) -> str:
    """Where the signed checkpoint over the first `size` entries is stored."""
    return f"checkpoint/{size:09d}"


def copy_number(release: Release, contact: str) -> str:
    """The id of a contact's copy: its place in the request counts."""
    return f"{release.id}-{release.contacts.index(contact) + 1}"


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
    policies.judge(proposal_of(release), state, session.clock())
    have = {state.facts.copies[copy].contact for copy in release.copies}
    missing = [contact for contact in release.contacts if contact not in have]
    with Workshop() as workshop, _private_folder() as private:
        for number, contact in enumerate(missing, 1):
            name = state.facts.contacts[contact].name
            report(Step(f"Marking the copy for {name}", number, len(missing)))
            maker = _Maker(session, workshop, release, contact, private)
            body = maker.make()
            session.append(partial(_unless_overtaken, body))


@contextmanager
def _private_folder() -> Iterator[Path]:
    """For what cannot stay in memory; no room for it is an error like any other."""
    try:
        with PrivateFolder(default_place()) as private:
            yield private.path
    except OSError as error:
        raise explain(error, "temporary files") from error


def _unless_overtaken(body: ev.CopyIssued, state: State) -> ev.Body:
    if state.epoch().n != body.epoch:
        raise CocoonError(
            "epoch-changed",
            "The members or their keys changed while the copies were made.",
            "Seal the release again; copies already made stay.",
        )
    return body


class _Maker:
    """Makes one recipient's copy."""

    def __init__(
        self,
        session: Session,
        workshop: Workshop,
        release: Release,
        contact: str,
        private: Path,
    ) -> None:
        self._session = session
        self._workshop = workshop
        self._release = release
        self._contact: Contact = session.state.facts.contacts[contact]
        self._private = private
        self._epoch = session.state.epoch().n
        self._copy = copy_number(release, contact)
        self._trace = session.secret(TRACE)
        self._password = (
            copykeys.open_password(self._trace, self._copy) if release.open_password else ""
        )

    def make(self) -> ev.CopyIssued:
        """The copy's bytes in the store, and the event that will make it exist."""
        session, release = self._session, self._release
        state = session.state
        keys = ReleaseKeys.derive(session.secret(SEAL), session.vault, self._epoch)
        facts = pack_facts(session, release, self._contact, self._copy)
        items: list[PackItem] = []
        contents: list[Callable[[], BinaryIO]] = []
        with ExitStack() as stack:
            for item, packed in zip(release.items, facts.items, strict=True):
                handle = stack.enter_context(self._spool())
                self._write_item(item, facts, packed, handle)
                sha256, size = _measure(handle)
                items.append(replace(packed, sha256=sha256, size=size))
                contents.append(partial(_again, handle))
            facts = replace(facts, items=tuple(items))
            pack = packs.assemble(facts, contents, keys.classic)
            core = stack.enter_context(self._spool())
            packs.write(pack, cast(BinaryIO, core))
            pointer = session.safe.put(
                blobs.pieces(_again(core)),
                under=under(state, release),
                epoch=self._epoch,
                what=f"pack/{self._copy}",
            )
        access = session.safe.seal_small(
            msgspec.json.encode(_Access(self._password)),
            under=under(state, release),
            epoch=self._epoch,
            what=f"access/{self._copy}",
        )
        revisions = [f"{item.document}@{item.revision}" for item in release.items]
        return ev.CopyIssued(
            release=release.id,
            copy=self._copy,
            contact=self._contact.id,
            epoch=self._epoch,
            files=tuple(
                CopyFile(done.name, done.sha256, done.size, item.document, item.revision)
                for done, item in zip(pack.facts.items, release.items, strict=True)
            ),
            pack=pointer,
            access=access,
            key_commitment=copykeys.copy_key(self._trace, self._copy).commitment(),
            bias_commitments={
                revision: copykeys.bias_key(self._trace, revision).commitment()
                for revision in revisions
            },
            manifest_sha256=next(
                member.sha256 for member in pack.members if member.name == packs.MANIFEST
            ),
        )

    def _spool(self) -> IO[bytes]:
        return tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(self._private))

    def _write_item(self, item: Item, facts: PackFacts, packed: PackItem, out: IO[bytes]) -> None:
        session = self._session
        document = session.state.facts.documents[item.document]
        revision = document.revision(item.revision)
        assert revision is not None, "the fold keeps requested revisions"
        if revision.plan is None:
            for piece in session.safe.stream(
                revision.content, what(document.id, revision.n, "content")
            ):
                out.write(piece)
            return
        name = f"{document.id}@{revision.n}"
        out.write(
            self._workshop.issue(
                session,
                document.id,
                revision,
                symbols=self._symbols(name, document.id, revision),
                facts=facts.marks_for(packed),
                stamp=self._release.stamp,
                pages=item.pages,
                seed=copykeys.file_seed(self._trace, self._copy, name),
                open_password=self._password,
            )
        )

    def _symbols(self, name: str, document: str, revision: Revision) -> dict[CoinGroup, Symbols]:
        from vault.marks import codes

        groups = self._workshop.groups(self._session, document, revision)
        biases = codes.biases_of(
            copykeys.bias_key(self._trace, name).key, name, groups, revision.bias
        )
        return codes.codeword(
            copykeys.copy_key(self._trace, self._copy).key,
            epoch=self._epoch,
            copy=self._copy,
            revision=name,
            groups=groups,
            biases=biases,
        )


def pack_facts(session: Session, release: Release, contact: Contact, copy: str) -> PackFacts:
    """What a pack says about itself, before its files are made."""
    state = session.state
    facts = state.facts
    requester = facts.members[release.by]
    approver = facts.members.get(release.decided_by)
    partner = facts.partners[release.partner]
    items, untraceable, classes = [], [], []
    for item in release.items:
        document = facts.documents[item.document]
        revision = document.revision(item.revision)
        assert revision is not None, "the fold keeps requested revisions"
        chosen = item.pages or tuple(range(revision.pages))
        words = str(revision.pages) if revision.pages else ""
        if item.pages:
            words = f"{describe_pages(list(chosen))} ({len(chosen)} of {revision.pages})"
        items.append(
            PackItem(
                name=revision.file_name,
                document=document.id,
                title=document.title,
                sha256="",
                size=0,
                number=document.id,
                revision=str(revision.n),
                pages=words,
                source_sha256=revision.sha256,
                why=item.why,
            )
        )
        classes.append(document.classification)
        missing = policies.untraceable(revision, chosen) if revision.trace else list(chosen)
        if (missing or not revision.trace) and approver:
            where = describe_pages(missing) if revision.trace else ""
            untraceable.append(Untraceable(revision.file_name, where, approver.name))
    order = ("top-secret", "confidential", "internal", "public")
    return PackFacts(
        vault=session.vault,
        release=release.id,
        copy=copy,
        number=copy or release.id,
        issued=dates.parse(release.decided_at or release.at),
        sender=Party(facts.org, requester.name),
        recipient=Party(partner.name, contact.name, contact.title, contact.email),
        purpose=release.purpose,
        items=tuple(items),
        until=dates.parse(release.until),
        return_by=dates.parse(release.return_by) if release.return_by else None,
        demand=release.demand,
        classification=min(classes, key=order.index).replace("-", " ").title() if classes else "",
        approved_by=(approver.name,) if approver else (),
        untraceable=tuple(untraceable),
        solo=release.solo,
        password=release.open_password,
    )


def _measure(handle: IO[bytes]) -> tuple[str, int]:
    handle.seek(0)
    digest, size = hashlib.sha256(), 0
    while piece := handle.read(1 << 20):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _again(handle: IO[bytes]) -> BinaryIO:
    """The same spool from its beginning; whoever reads it may close what they get."""
    handle.seek(0)
    return cast(BinaryIO, _View(handle))


class _View:
    """A spool lent for reading: closing the view leaves the spool open."""

    def __init__(self, handle: IO[bytes]) -> None:
        self._handle = handle

    def read(self, size: int = -1) -> bytes:
        return self._handle.read(size)

    def close(self) -> None:
        pass

    def __enter__(self) -> _View:
        return self

    def __exit__(self, *exc: object) -> None:
        pass


# -- checkpoint and collection ---------------------------------------------------------------


def checkpoint_size(state: State, release: Release) -> int:
    """Number of entries under the checkpoint that a release's packs carry."""
    return max(state.facts.copies[copy].seq for copy in release.copies) + 1


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
    return msgspec.json.decode(opened, type=_Access).open_password


def _write_pack(session: Session, release: Release, copy: Copy, size: int, path: Path) -> str:
    issued = dates.parse(release.decided_at)
    proof = proof_files(session, copy, size)
    with (
        _private_folder() as private,
        tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(private)) as core,
        tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(private)) as whole,
    ):
        session.safe.copy_to(copy.pack, f"pack/{copy.id}", cast(BinaryIO, core))
        packs.append_proof(_again(core), cast(BinaryIO, whole), proof, issued)
        sha256, _ = _measure(whole)
        if path.exists():
            if _hash_file(path) == sha256:
                return sha256
            raise CocoonError(
                "file-exists",
                f"{path} is there and is not this pack.",
                "Choose another folder.",
            )
        build_outside(path, partial(_pour, whole))
    return sha256


def _pour(source: IO[bytes], target: BinaryIO) -> None:
    source.seek(0)
    while piece := source.read(1 << 20):
        target.write(piece)


def _hash_file(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
