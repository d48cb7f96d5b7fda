"""Plain rows for lists: what a screen or a table shows of the vault, made in one pass.

Rows are frozen and hold no keys; they may be handed to another thread.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import itemgetter
from weakref import WeakKeyDictionary

import msgspec

from vault.app.session import Session
from vault.domain import dates
from vault.domain.facts import Facts
from vault.domain.policies import untraceable
from vault.domain.values import Document


class DocumentRow(msgspec.Struct, frozen=True, gc=False):
    """A document as a list shows it; the collector need not look at each of very many.

    Attributes:
        holders: how many partners' contacts hold copies of some revision today.
        traceable: ``good``, ``partly`` or ``none``: whether all pages carry marks.
    """

    id: str
    title: str
    technology: str
    technology_name: str
    classification: str
    revision: int
    file_name: str
    pages: int
    size: int
    added: str
    by: str
    traceable: str
    mine: bool


@dataclass(frozen=True, slots=True)
class TechnologyRow:
    """A technology, and how many documents it has."""

    id: str
    name: str
    documents: int


@dataclass(frozen=True, slots=True)
class Library:
    """All documents by title, and the technologies that have some, by name."""

    documents: list[DocumentRow]
    technologies: tuple[TechnologyRow, ...]


@dataclass
class _Made:
    """Rows that were made before: id → (document, what it is sorted by, its row).

    A value never changes, so a row stands as long as its document is the same object; but for the
    names and grants that `about` holds.
    """

    about: tuple[object, ...]
    rows: dict[str, tuple[Document, tuple[str, str], DocumentRow]]


_made: WeakKeyDictionary[Session, _Made] = WeakKeyDictionary()


def library(session: Session) -> Library:
    """All documents; what did not change since it was last asked for is the same row."""
    rows = documents(session)
    count = Counter(row.technology for row in rows)
    known = session.state.facts.technologies
    found = [TechnologyRow(id, known[id].name, number) for id, number in count.items()]
    return Library(rows, tuple(sorted(found, key=lambda row: row.name.casefold())))


def documents(session: Session) -> list[DocumentRow]:
    """All documents, by title."""
    facts = session.state.facts
    names = tuple((member.id, member.name) for member in facts.members.values())
    about = (session.me, names, tuple(facts.technologies.values()), facts.zone)
    before = _made.get(session)
    if before is None or before.about != about:
        before = _Made(about, {})
    now = _Made(about, {})
    held = {technology: session.me.holds(technology) for technology in facts.technologies}
    for id, document in facts.documents.items():
        known = before.rows.get(id)
        if known is None or known[0] is not document:
            known = document, (document.title.casefold(), id), _row(facts, document, held)
        now.rows[id] = known
    _made[session] = now
    return [row for _, _, row in sorted(now.rows.values(), key=itemgetter(1))]


def _row(facts: Facts, document: Document, held: dict[str, bool]) -> DocumentRow:
    newest = document.revisions[-1]
    bare = len(untraceable(newest, tuple(range(max(1, newest.pages)))))
    return DocumentRow(
        document.id,
        document.title,
        document.technology,
        facts.technologies[document.technology].name,
        document.classification,
        newest.n,
        newest.file_name,
        newest.pages,
        newest.size,
        dates.day(newest.added, facts.zone),
        facts.members[newest.by].name if newest.by in facts.members else newest.by,
        "none" if not newest.trace else "partly" if bare else "good",
        held[document.technology],
    )
