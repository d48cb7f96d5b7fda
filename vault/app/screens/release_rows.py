"""Releases as screens show them: the list, and one release in full.

Rows are frozen, hold no keys, and may be handed to another thread.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from vault.app.release.releases import find_release, standing
from vault.app.screens.paper_rows import (
    DossierRow,
    LetterRow,
    can_decide,
    dossiers_about,
    enterable,
    letters_about,
    may_export,
    writable,
)
from vault.app.session import Session
from vault.domain import dates
from vault.domain import holdings as held
from vault.domain.policies import Finding, describe_pages, untraceable
from vault.domain.values import Copy, Item, Release, Revision, Warned

OUT = ("collected", "delivered", "acknowledged")
"""States of a copy that is in its recipient's hands and in time."""


class ReleaseRow(msgspec.Struct, frozen=True, gc=False):
    """A release as a list shows it; the collector need not look at each of very many.

    Attributes:
        state: requested, approved, rejected, withdrawn or sealed.
        copies: states of its copies, one word each.
        pressed: whether a policy was set aside for it.
    """

    id: str
    state: str
    partner: str
    contacts: str
    documents: str
    purpose: str
    until: str
    by: str
    at: str
    copies: tuple[str, ...]
    pressed: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class PageRow:
    """What a page offers to tracing: its number from 0, a grade, and the code of the reason."""

    page: int
    grade: str
    reason: str
    korean: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A document in a release: `pages` in people's words, or empty for the whole of it."""

    document: str
    title: str
    technology: str
    classification: str
    revision: int
    newest: int
    pages: str
    count: int
    why: str
    trace: tuple[PageRow, ...]
    bare: int


@dataclass(frozen=True, slots=True)
class WarningRow:
    """What a policy says.

    Attributes:
        accept: the approver accepts it by name; blocks: set aside with a reason; stops: nobody
            can set it aside.
        accepted, aside: what the approver did; gone: it stands no longer; fresh: it did not
            stand yet when the release was asked for.
    """

    code: str
    message: str
    korean: str
    next: str
    accept: bool
    blocks: bool
    stops: bool
    accepted: bool = False
    aside: bool = False
    gone: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class OverrideRow:
    """A policy that was set aside: the rule, what stood against it, who did it, when and why."""

    code: str
    english: str
    korean: str
    found: str
    found_korean: str
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """Something that happened to a copy."""

    kind: str
    at: str
    channel: str
    note: str


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One recipient's copy.

    Attributes:
        state: one word, see `vault.domain.holdings`.
        can: what may be entered now: deliver, acknowledge, returned, void, recall, letter.
        letters: kinds of letters that make sense now; `written`: those that exist.
    """

    id: str
    contact: str
    email: str
    state: str
    issued: str
    files: tuple[str, ...]
    steps: tuple[StepRow, ...]
    can: frozenset[str]
    letters: tuple[str, ...] = ()
    written: tuple[LetterRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Detail:
    """One release in full. `can` names what this member may do with it now."""

    row: ReleaseRow
    people: tuple[str, ...]
    items: tuple[ItemRow, ...]
    warnings: tuple[WarningRow, ...]
    overrides: tuple[OverrideRow, ...]
    copies: tuple[CopyRow, ...]
    return_by: str
    demand: str
    agreements: tuple[str, ...]
    stamp: str
    open_password: bool
    allow_untraceable: bool
    decided_by: str
    decided_at: str
    reason: str
    can: frozenset[str]
    written: tuple[LetterRow, ...] = ()
    dossiers: tuple[DossierRow, ...] = ()


def releases(session: Session, state: str = "") -> list[ReleaseRow]:
    """All releases, or those in one state, the newest first."""
    known = [r for r in session.state.facts.releases.values() if not state or r.state == state]
    newest = sorted(known, key=lambda release: (dates.parse(release.at), release.id), reverse=True)
    return [_row(session, release) for release in newest]


def detail(session: Session, release_id: str) -> Detail:
    """One release in full.

    Raises:
        CocoonError: ``unknown-release``.
    """
    release = find_release(session.state, release_id)
    facts = session.state.facts
    people = []
    for name in release.contacts:
        contact = facts.contacts[name]
        people.append(", ".join(part for part in (contact.name, contact.title) if part))
    decider = facts.members.get(release.decided_by)
    return Detail(
        row=_row(session, release),
        people=tuple(people),
        items=tuple(item_row(session, item) for item in release.items),
        warnings=tuple(warnings(session, release)),
        overrides=tuple(
            OverrideRow(
                o.code, o.english, o.korean, o.found, o.found_korean, o.reason,
                facts.members[o.by].name, dates.day(o.at, facts.zone),
            )
            for o in release.overrides
        ),
        copies=tuple(_copy(session, facts.copies[name]) for name in release.copies),
        return_by=dates.day(release.return_by, facts.zone) if release.return_by else "",
        demand=release.demand,
        agreements=release.agreements,
        stamp=release.stamp,
        open_password=release.open_password,
        allow_untraceable=release.allow_untraceable,
        decided_by=decider.name if decider else "",
        decided_at=dates.day(release.decided_at, facts.zone) if release.decided_at else "",
        reason=release.reason,
        can=_may(session, release),
        written=letters_about(session.state, {release.id}),
        dossiers=dossiers_about(session.state, {release.id}),
    )  # fmt: skip


def warnings(session: Session, release: Release) -> list[WarningRow]:
    """What the policies said when it was asked for, and what they say now."""
    now = {f.code: f for f in standing(session.state, release, session.clock())}
    aside = {override.code for override in release.overrides}
    open_ = release.state in ("requested", "approved")
    rows = [
        finding_row(
            now.get(warned.code, warned),
            accepted=warned.code in release.accepted,
            aside=warned.code in aside,
            gone=open_ and warned.code not in now,
        )
        for warned in release.warnings
    ]
    known = {warned.code for warned in release.warnings}
    rows += [
        finding_row(found, fresh=True, aside=found.code in aside)
        for found in now.values()
        if found.code not in known
    ]
    return rows


def finding_row(
    said: Finding | Warned,
    *,
    accepted: bool = False,
    aside: bool = False,
    gone: bool = False,
    fresh: bool = False,
) -> WarningRow:
    """A finding or kept warning as a row."""
    return WarningRow(
        said.code, said.message, said.korean, said.next, said.accept, said.blocks,
        getattr(said, "stops", False), accepted, aside, gone, fresh,
    )  # fmt: skip


def item_row(session: Session, item: Item) -> ItemRow:
    """A document in a release, with what its pages are worth to tracing."""
    facts = session.state.facts
    document = facts.documents[item.document]
    revision = document.revision(item.revision)
    assert revision is not None, "the fold keeps requested revisions"
    chosen = item.pages or tuple(range(revision.pages))
    return ItemRow(
        document.id,
        document.title,
        facts.technologies[document.technology].name,
        document.classification,
        revision.n,
        len(document.revisions),
        describe_pages(list(item.pages)) if item.pages else "",
        len(chosen),
        item.why,
        traces(revision, chosen),
        len(untraceable(revision, chosen)) if revision.trace else max(1, len(chosen)),
    )


def traces(revision: Revision, pages: Iterable[int] | None = None) -> tuple[PageRow, ...]:
    """What pages of a revision are worth to tracing; nothing for a file without marks."""
    from vault.marks.carriers.traceability import sentence

    wanted = None if pages is None else set(pages)
    return tuple(
        PageRow(t.page, t.grade, sentence(t.reason), sentence(t.reason, "ko"))
        for t in revision.trace
        if wanted is None or t.page in wanted
    )


def _row(session: Session, release: Release) -> ReleaseRow:
    facts, now = session.state.facts, session.clock()
    copies = (facts.copies[name] for name in release.copies)
    return ReleaseRow(
        release.id,
        release.state,
        facts.partners[release.partner].name,
        ", ".join(facts.contacts[name].name for name in release.contacts),
        ", ".join(facts.documents[item.document].title for item in release.items),
        release.purpose,
        dates.day(release.until, facts.zone),
        facts.members[release.by].name,
        dates.day(release.at, facts.zone),
        tuple(held.word(copy, release.until, release.return_by, now) for copy in copies),
        bool(release.overrides),
        release.by == session.author,
    )


def _copy(session: Session, copy: Copy) -> CopyRow:
    facts = session.state.facts
    release, contact = facts.releases[copy.release], facts.contacts[copy.contact]
    state = held.word(copy, release.until, release.return_by, session.clock())
    return CopyRow(
        copy.id,
        contact.name,
        contact.email,
        state,
        dates.day(copy.issued, facts.zone),
        tuple(file.name for file in copy.files),
        tuple(
            StepRow(step.kind, dates.day(step.at, facts.zone), step.channel, step.note)
            for step in copy.steps
        ),
        enterable(session, copy),
        writable(copy, release.until or release.return_by),
        letters_about(session.state, {copy.id}),
    )


def _may(session: Session, release: Release) -> frozenset[str]:
    can = set()
    decides = can_decide(session)
    technologies = session.state.release_technologies(release)
    open_ = release.state in ("requested", "approved") and not release.copies
    if open_ and release.by == session.author:
        can.add("withdraw")
    if release.state == "requested" and decides:
        can.add("decide")
    if release.state == "approved" and decides:
        can.add("seal")
        if open_:
            can.add("take back")
    if release.state == "sealed" and all(session.me.holds(t) for t in technologies):
        can.add("collect")
    if release.copies:
        copies = [session.state.facts.copies[name] for name in release.copies]
        if any("recall" in enterable(session, copy) for copy in copies):
            can.add("recall")
        if may_export(session):
            can.add("dossier")
        can.add("hashlist")
    return frozenset(can)
