"""What partners hold today: copies, copies read back, and what went out before the vault.

Everything is computed from the fold and a moment in time; nothing is stored. The state of what
somebody holds is one word. These words are asked for in this order, and the first that is true
stands:

1. ``void``: the firm declared that the copy must not be relied on; ``struck``: that the record of
   an earlier disclosure was wrong
2. ``returned``, ``destroyed``: it came back, or its destruction is certified
3. ``recalled``: the firm called it back before its time
4. ``overdue``: the day to return or destroy it has passed
5. ``expired``: the end of use has passed
6. ``acknowledged``, then ``delivered``, then ``collected`` (its pack was written outside), then
   ``sealed`` (it exists in the vault only); ``recorded`` for what went out before the vault

A copy that came back is out again only when a delivery is entered after the return, of a pack
collected after it: until then a pack written again (say, for a court) changes nothing. A copy
that never left has neither expired nor to be returned. ``void`` says nothing about where a copy
is; `Holding.held` does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

import msgspec

from vault.domain import dates
from vault.domain.state import State
from vault.domain.values import Copy, Disclosure, Document, Item, ReadBack, Step

Subject = Copy | Disclosure | ReadBack
BACK = ("returned", "destroyed")


class Holding(msgspec.Struct, frozen=True, gc=False):
    """One document in somebody's hands.

    Attributes:
        partner: who; empty for a copy read back whose firm is not known.
        technology, document, title, revision: what; revision 0 is unknown.
        pages: 0-based; all pages the document has when nobody knows which.
        copy: id of the copy or earlier disclosure.
        contact: id of the recipient, or empty.
        release: id, or empty.
        since: delivered, else collected, else sealed; or sent.
        until, return_by: end of use, day of return; may be empty.
        state: see the module.
        held: whether it may be in the partner's hands today.
    """

    partner: str
    technology: str
    document: str
    title: str
    revision: int
    pages: tuple[int, ...]
    copy: str
    contact: str
    release: str
    since: str
    until: str
    return_by: str
    state: str
    held: bool


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much of one technology a partner holds, and has ever had.

    Attributes:
        technology: id.
        documents, pages: held today, of `all_documents` and `all_pages`.
        documents_ever, pages_ever: the same with what came back.
    """

    technology: str
    documents: int
    pages: int
    documents_ever: int
    pages_ever: int
    all_documents: int
    all_pages: int

    @property
    def share(self) -> float:
        """Of the pages, or of the documents where that is more; 0 to 1."""
        documents = self.documents / self.all_documents if self.all_documents else 0.0
        pages = self.pages / self.all_pages if self.all_pages else 0.0
        return max(documents, pages)


# -- one copy -----------------------------------------------------------------------------------


def now_out(subject: Subject) -> tuple[Step, ...]:
    """The steps since it last came back."""
    if not subject.steps:
        return ()
    last = max((n for n, step in enumerate(subject.steps, 1) if step.kind in BACK), default=0)
    return subject.steps[last:]


def _came_back(subject: Subject) -> Step | None:
    """The last return, if there was any."""
    if not subject.steps:
        return None
    return next((step for step in reversed(subject.steps) if step.kind in BACK), None)


def out_since(subject: Subject) -> str | None:
    """Since when it may be in the recipient's hands, or None when it is not."""
    if isinstance(subject, Disclosure) and subject.struck:
        return None
    if _came_back(subject):
        return next((step.at for step in now_out(subject) if step.kind == "delivered"), None)
    if isinstance(subject, Disclosure):
        return subject.sent
    if isinstance(subject, ReadBack):
        return subject.issued
    return subject.collected[0][0] if subject.collected else None


def deliverable_since(subject: Subject) -> str | None:
    """From when on a delivery makes sense, or None when it makes none."""
    if isinstance(subject, Disclosure) or any(s.kind == "recalled" for s in now_out(subject)):
        return None
    back = _came_back(subject)
    if isinstance(subject, ReadBack):
        return None if back else subject.issued
    after = dates.parse(back.entered) if back else None
    written = (time for time, _ in subject.collected)
    return next((time for time in written if after is None or dates.parse(time) > after), None)


def word(subject: Subject, until: str, return_by: str, now: datetime) -> str:
    """The state of a copy or disclosure; see the module for the order."""
    if isinstance(subject, Copy) and subject.void:
        return "void"
    if isinstance(subject, Disclosure) and subject.struck:
        return "struck"
    back = _came_back(subject)
    if out_since(subject) is None:
        return back.kind if back else "sealed"
    kinds = {step.kind for step in now_out(subject)}
    if "recalled" in kinds:
        return "recalled"
    if return_by and dates.parse(return_by) < now:
        return "overdue"
    if until and dates.parse(until) < now:
        return "expired"
    for kind in ("acknowledged", "delivered"):
        if kind in kinds:
            return kind
    return "recorded" if isinstance(subject, Disclosure) else "collected"


# -- everything ---------------------------------------------------------------------------------


def holdings(
    state: State, now: datetime, *, partner: str = "", document: str = "", technology: str = ""
) -> list[Holding]:
    """Who holds or held what, across all releases and what went out past them."""
    found = chain(
        _of_copies(state, now, partner), _read_back(state, now), _recorded(state, now, partner)
    )
    return [
        holding
        for holding in found
        if (not partner or holding.partner == partner)
        and (not document or holding.document == document)
        and (not technology or holding.technology == technology)
    ]


def _since(subject: Subject, otherwise: str) -> str:
    delivered = [step.at for step in now_out(subject) if step.kind == "delivered"]
    back = _came_back(subject)
    if back and not delivered:  # the time of when it was out, not of its return
        delivered = [step.at for step in subject.steps if step.kind == "delivered"][-1:]
    return delivered[0] if delivered else otherwise


def _of_copies(state: State, now: datetime, partner: str) -> Iterator[Holding]:
    """Of one partner, or of all when it is empty; what a copy's items share is found once."""
    for copy in state.facts.copies.values():
        release = state.facts.releases[copy.release]
        if partner and release.partner != partner:
            continue
        state_now = word(copy, release.until, release.return_by, now)
        held = out_since(copy) is not None
        since = _since(copy, copy.collected[0][0] if copy.collected else copy.issued)
        for item in release.items:
            document = state.facts.documents[item.document]
            revision = document.revision(item.revision)
            yield Holding(
                partner=release.partner,
                technology=document.technology,
                document=document.id,
                title=document.title,
                revision=item.revision,
                pages=item.pages or tuple(range(revision.pages if revision else 0)),
                copy=copy.id,
                contact=copy.contact,
                release=release.id,
                since=since,
                until=release.until,
                return_by=release.return_by,
                state=state_now,
                held=held,
            )


def _recorded(state: State, now: datetime, partner: str) -> Iterator[Holding]:
    for record in state.facts.disclosures.values():
        if partner and record.partner != partner:
            continue
        document = state.facts.documents[record.document]
        yield Holding(
            partner=record.partner,
            technology=document.technology,
            document=document.id,
            title=document.title,
            revision=record.revision,
            pages=_all_pages(document, record.revision) if record.pages is None else record.pages,
            copy=record.id,
            contact=record.contact,
            release="",
            since=record.sent,
            until=record.until,
            return_by="",
            state=word(record, record.until, "", now),
            held=out_since(record) is not None,
        )


def _read_back(state: State, now: datetime) -> Iterator[Holding]:
    """Copies that the ledger lost in a restore: their packs say which files and for whom."""
    facts = state.facts
    for known in facts.read_back.values():
        firm, person = known.recipient.get("organisation", ""), known.recipient.get("person", "")
        partner = next((p.id for p in facts.partners.values() if p.name == firm), "")
        people = (c.id for c in facts.contacts.values() if (c.partner, c.name) == (partner, person))
        contact = next(people, "")
        for file in known.files:
            if not file.document:
                continue
            document = facts.documents.get(file.document)
            yield Holding(
                partner=partner,
                technology=document.technology if document else "",
                document=file.document,
                title=document.title if document else file.name,
                revision=file.revision,
                pages=_all_pages(document, file.revision) if document else (),
                copy=known.copy,
                contact=contact,
                release=known.release,
                since=_since(known, known.issued),
                until="",
                return_by="",
                state=word(known, "", "", now),
                held=out_since(known) is not None,
            )


def _all_pages(document: Document, revision: int) -> tuple[int, ...]:
    found = document.revision(revision) if revision else None
    return tuple(range(found.pages if found else max(r.pages for r in document.revisions)))


# -- how much of a technology -------------------------------------------------------------------


@dataclass(slots=True)
class _Seen:
    """Documents and (document, page) pairs."""

    documents: set[str] = field(default_factory=set)
    pages: set[tuple[str, int]] = field(default_factory=set)

    def add(self, document: str, pages: Iterable[int]) -> None:
        self.documents.add(document)
        self.pages |= {(document, page) for page in pages}


def exposures(
    state: State,
    now: datetime,
    partner: str,
    *,
    plus: Iterable[Item] = (),
    sealed: bool = False,
) -> list[Exposure]:
    """How much a partner holds of each technology of which it holds or held anything.

    A page counts once, whichever copies and revisions it is in. Documents without pages (files
    that are no PDF) count as documents only.

    Args:
        state: the fold.
        now: today.
        partner: id.
        plus: what they would be handed in addition.
        sealed: whether copies that exist in the vault only, and are not void, count as held.
    """
    held: defaultdict[str, _Seen] = defaultdict(_Seen)
    ever: defaultdict[str, _Seen] = defaultdict(_Seen)
    for holding in holdings(state, now, partner=partner):
        ready = sealed and holding.state == "sealed"
        if not holding.technology or not (holding.held or ready or holding.state in BACK):
            continue
        ever[holding.technology].add(holding.document, holding.pages)
        if holding.held or ready:
            held[holding.technology].add(holding.document, holding.pages)
    for item in plus:
        document = state.facts.documents[item.document]
        pages = item.pages or _all_pages(document, item.revision)
        for seen in (held, ever):
            seen[document.technology].add(document.id, pages)
    all_documents, all_pages = _sizes(state, ever)
    return [
        Exposure(
            technology,
            len(held[technology].documents),
            len(held[technology].pages),
            len(ever[technology].documents),
            len(ever[technology].pages),
            all_documents[technology],
            all_pages[technology],
        )
        for technology in sorted(ever)
    ]


def _sizes(state: State, technologies: Container[str]) -> tuple[Counter[str], Counter[str]]:
    """Of some technologies: how many documents each has, and how many pages."""
    documents: Counter[str] = Counter()
    pages: Counter[str] = Counter()
    for document in state.facts.documents.values():
        if document.technology in technologies:
            documents[document.technology] += 1
            pages[document.technology] += max(r.pages for r in document.revisions)
    return documents, pages
