"""Who holds what today: by partner, by document, and by page.

The computation is `vault.domain.holdings`; here stand the questions that people ask.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vault.app.library.documents import search
from vault.app.release.releases import read_pages
from vault.app.session import Session
from vault.domain import holdings as domain
from vault.domain.holdings import Exposure, Holding
from vault.domain.state import State
from vault.domain.values import Document
from vault.errors import CocoonError, UsageError

__all__ = ["Exposure", "Holding", "Which", "Who", "exposures", "holdings", "read_which", "who"]

_WHICH = re.compile(r"(?P<document>.+?)(?:@(?P<revision>\d{1,6}))?(?::(?P<pages>[\d,\s-]+))?")
_LISTED = 6


@dataclass(frozen=True, slots=True)
class Which:
    """A document or part of it.

    Attributes:
        document: which one.
        revision: only this one, or 0.
        pages: 0-based, only these, or None.
    """

    document: Document
    revision: int
    pages: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Who:
    """The answer to “who has page 12 of the oven specification?”.

    Attributes:
        which: what was asked for.
        holders: what is in somebody's hands today.
        others: what came back, or never left.
    """

    which: Which
    holders: tuple[Holding, ...]
    others: tuple[Holding, ...]


def holdings(session: Session, *, partner: str = "", document: str = "") -> list[Holding]:
    """What partners hold today, by ids."""
    return domain.holdings(session.state, session.clock(), partner=partner, document=document)


def exposures(session: Session, partner: str) -> list[Exposure]:
    """How much of each technology a partner holds, by id."""
    return domain.exposures(session.state, session.clock(), partner)


def find_by_title(state: State, text: str, *, words: bool = True) -> Document:
    """A document by id, by its title, or by words of it.

    Args:
        state: the fold.
        text: as typed.
        words: whether words of the title will do (else of the file's name or technology).

    Raises:
        CocoonError: ``unknown-document``; ``ambiguous-document``, which lists them.
    """
    wanted = text.strip()
    known = state.facts.documents.get(wanted.upper())
    if known:
        return known
    found = search(state, wanted) if wanted else []
    exact = [d for d in found if d.title.casefold() == wanted.casefold()]
    parts = wanted.casefold().split()
    titled = [d for d in found if all(part in d.title.casefold() for part in parts)]
    found = exact or (titled or found if words else [])
    if len(found) == 1:
        return found[0]
    if not found:
        raise CocoonError(
            "unknown-document",
            f"There is no document {wanted[:60]}.",
            "List them with `cocoon document list`.",
        )
    listed = "; ".join(f"{d.id} {d.title}" for d in found[:_LISTED])
    more = f" and {len(found) - _LISTED} more" if len(found) > _LISTED else ""
    raise CocoonError(
        "ambiguous-document",
        f"Several documents answer to “{wanted[:60]}”: {listed}{more}.",
        "Name one by its id.",
    )


def read_which(state: State, text: str, pages: str = "", *, words: bool = True) -> Which:
    """``ID[@REV][:1,3-5]``, where a title or words of it may stand for the id.

    Args:
        state: the fold.
        text: as typed.
        pages: the same pages, given apart.
        words: whether words of a title will do.

    Raises:
        CocoonError: as `find_by_title`; ``unknown-revision``, ``unknown-page``, ``no-pages``.
    """
    document, n, inside = _split(state, text, words)
    if pages and inside:
        raise UsageError("bad-pages", "Pages are given twice.", "Write them once: ID:1,3-5.")
    revision = document.revision(n) if n else None
    if n and revision is None:
        raise CocoonError(
            "unknown-revision",
            f"{document.title} has {len(document.revisions)} revisions, not {n}.",
            "See `cocoon document show`.",
        )
    if not (pages or inside):
        return Which(document, n, None)
    count = revision.pages if revision else max(r.pages for r in document.revisions)
    if not count:
        raise CocoonError(
            "no-pages", f"{document.title} has no pages that could be named.", "Name it whole."
        )
    return Which(document, n, read_pages(pages or inside, count, document.title))


def _split(state: State, text: str, words: bool) -> tuple[Document, int, str]:
    """Document, revision or 0, and pages as typed; a title may look like pages itself."""
    titled = [d for d in state.facts.documents.values() if d.title == text.strip()]
    match = _WHICH.fullmatch(text.strip())
    if titled or match is None:
        return find_by_title(state, text, words=words), 0, ""
    document = find_by_title(state, match["document"], words=words)
    return document, int(match["revision"] or 0), match["pages"] or ""


def who(session: Session, text: str, pages: str = "") -> Who:
    """Who holds a document, or pages of it, named as for `read_which`."""
    session.refresh()
    which = read_which(session.state, text, pages)
    found = [
        holding
        for holding in holdings(session, document=which.document.id)
        if (not which.revision or holding.revision in (0, which.revision))
        and (which.pages is None or set(which.pages) & set(holding.pages))
    ]
    return Who(
        which,
        tuple(holding for holding in found if holding.held),
        tuple(holding for holding in found if not holding.held),
    )
