"""Plain rows for lists: what a screen or a table shows of the vault, made in one pass.

Rows are frozen and hold no keys; they may be handed to another thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from vault.app.session import Session
from vault.domain import dates
from vault.domain.policies import untraceable


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as a list shows it.

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


def documents(session: Session) -> list[DocumentRow]:
    """All documents, by title."""
    facts = session.state.facts
    zone = facts.zone
    rows = []
    for document in facts.documents.values():
        newest = document.revisions[-1]
        bare = len(untraceable(newest, tuple(range(max(1, newest.pages)))))
        traceable = "none" if not newest.trace else "partly" if bare else "good"
        rows.append(
            DocumentRow(
                document.id,
                document.title,
                document.technology,
                facts.technologies[document.technology].name,
                document.classification,
                newest.n,
                newest.file_name,
                newest.pages,
                newest.size,
                dates.day(newest.added, zone),
                facts.members[newest.by].name if newest.by in facts.members else newest.by,
                traceable,
                session.me.holds(document.technology),
            )
        )
    return sorted(rows, key=lambda row: (row.title.casefold(), row.id))
