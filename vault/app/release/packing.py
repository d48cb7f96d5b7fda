"""Packing: one recipient's copy of a release, made inside the vault.

Everything random in a copy is derived from its own key and every date comes from the approval,
so making it again makes the same bytes. What is made here exists for nobody until its entry is
in the ledger (`vault.app.release.sealing`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, BinaryIO, cast

import msgspec

from vault.app import letters
from vault.app.library.originals import what
from vault.app.people.epochs import ReleaseKeys
from vault.app.release import copykeys
from vault.app.session import Session
from vault.app.spools import IN_MEMORY, again, measure
from vault.app.workshop import Workshop
from vault.domain import dates, delegations, policies
from vault.domain import events as ev
from vault.domain.policies import describe_pages
from vault.domain.state import State
from vault.domain.values import Contact, CopyFile, Item, Member, Release, Revision
from vault.keys.wraps import SEAL, TRACE, technology_key
from vault.papers import pack as packs
from vault.papers.facts import Item as PackItem
from vault.papers.facts import Override, PackFacts, Party, Untraceable
from vault.storage import blobs

if TYPE_CHECKING:
    from vault.marks.slots import CoinGroup, Symbols


class Access(msgspec.Struct, frozen=True):
    """What a copy's `access` field holds, encrypted like its pack."""

    open_password: str = ""


def under(state: State, release: Release) -> tuple[str, ...]:
    """The secrets that together open a release's packs."""
    return tuple(technology_key(t) for t in state.release_technologies(release))


def copy_number(release: Release, contact: str) -> str:
    """The id of a contact's copy: its place in the request counts."""
    return f"{release.id}-{release.contacts.index(contact) + 1}"


class CopyMaker:
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
                sha256, size = measure(handle)
                items.append(replace(packed, sha256=sha256, size=size))
                contents.append(partial(again, handle))
            facts = replace(facts, items=tuple(items))
            pack = packs.assemble(facts, contents, keys.classic)
            core = stack.enter_context(self._spool())
            packs.write(pack, cast(BinaryIO, core))
            pointer = session.safe.put(
                blobs.pieces(again(core)),
                under=under(state, release),
                epoch=self._epoch,
                what=f"pack/{self._copy}",
            )
        access = session.safe.seal_small(
            msgspec.json.encode(Access(self._password)),
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
        return tempfile.SpooledTemporaryFile(max_size=IN_MEMORY, dir=str(self._private))

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


def _approver(state: State, release: Release, approver: Member) -> str:
    """Who approved, and for whom when a delegate did."""
    principal = delegations.approved_for(state.facts, release)
    if principal is None:
        return approver.name
    return f"{approver.name} ({principal.name} 대리 / delegate of {principal.name})"


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
        sender=letters.at(session.state, "", Party(facts.org, requester.name)),
        recipient=letters.their_side(session.state, partner, contact),
        purpose=release.purpose,
        items=tuple(items),
        until=dates.parse(release.until),
        return_by=dates.parse(release.return_by) if release.return_by else None,
        demand=release.demand,
        demand_day=_demand_day(state, release),
        agreement=", ".join(release.agreements),
        agreement_day=", ".join(facts.agreements[a].signed for a in release.agreements),
        classification=min(classes, key=order.index).replace("-", " ").title() if classes else "",
        approved_by=(_approver(state, release, approver),) if approver else (),
        overrides=tuple(
            Override(
                o.code, o.korean, o.english, o.reason, facts.members[o.by].name, dates.parse(o.at)
            )
            for o in release.overrides
        ),
        untraceable=tuple(untraceable),
        solo=release.solo,
        password=release.open_password,
    )


def _demand_day(state: State, release: Release) -> str:
    demand = state.facts.demands.get(release.demand)
    return demand.received[:10] if demand else ""
