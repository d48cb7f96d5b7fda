"""One document as a screen shows it: its revisions, what they are worth to tracing, who holds it.

Rows are frozen and hold no keys; they may be handed to another thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from vault.app.library.documents import find_document
from vault.app.screens.holding_rows import WhoRow, who
from vault.app.screens.paper_rows import can_decide
from vault.app.session import Session
from vault.domain import dates
from vault.domain.policies import describe_pages, untraceable
from vault.domain.state import State
from vault.domain.values import Revision


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One state of a document.

    Attributes:
        good, limited, bare: pages that are traceable, partly, and not at all.
        worth: ``good``, ``partly`` or ``none``.
        reasons: why pages are limited or bare: grade, pages as people write them, English, Korean.
        warnings: what was found when it was taken in.
    """

    n: int
    file_name: str
    sha256: str
    size: int
    pages: int
    added: str
    by: str
    good: int
    limited: int
    bare: int
    worth: str
    reasons: tuple[tuple[str, str, str, str], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything on one document.

    Attributes:
        revisions: the newest first.
        who: who holds any of it today.
        may_read: whether this member holds its technology's key.
        may_revise, may_export: what this member may do with it.
    """

    id: str
    title: str
    technology: str
    technology_name: str
    classification: str
    revisions: tuple[RevisionRow, ...]
    who: WhoRow
    may_read: bool
    may_revise: bool
    may_export: bool


def document_page(session: Session, document: str) -> DocumentPage:
    """Everything on one document.

    Raises:
        CocoonError: ``unknown-document``.
    """
    state, me = session.state, session.me
    known = find_document(state, document)
    reads = me.holds(known.technology)
    return DocumentPage(
        known.id,
        known.title,
        known.technology,
        state.facts.technologies[known.technology].name,
        known.classification,
        tuple(_revision(state, revision) for revision in reversed(known.revisions)),
        who(session, known.id),
        reads,
        reads and me.is_a("owner", "engineer", "approver"),
        reads and can_decide(session),
    )


def _revision(state: State, revision: Revision) -> RevisionRow:
    from vault.marks.carriers.traceability import sentence

    grades = [trace.grade for trace in revision.trace]
    bare = len(untraceable(revision, tuple(range(max(1, revision.pages)))))
    pages: dict[tuple[str, str], list[int]] = {}
    for trace in revision.trace:
        if trace.grade != "good":
            pages.setdefault((trace.grade, trace.reason), []).append(trace.page)
    member = state.facts.members.get(revision.by)
    return RevisionRow(
        revision.n,
        revision.file_name,
        revision.sha256,
        revision.size,
        revision.pages,
        dates.day(revision.added, state.facts.zone),
        member.name if member else revision.by,
        grades.count("good"),
        grades.count("limited"),
        bare if revision.trace else 0,
        "none" if not revision.trace else "partly" if bare else "good",
        tuple(
            (grade, describe_pages(where), sentence(reason), sentence(reason, "ko"))
            for (grade, reason), where in pages.items()
        ),
        revision.warnings,
    )
