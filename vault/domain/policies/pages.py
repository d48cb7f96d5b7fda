"""Pages of a release: which they are, how people write them, and what each is worth to tracing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vault.domain.state import State
from vault.domain.values import Document, Item, Revision

NONE, LIMITED, GOOD = "none", "limited", "good"


def released(
    items: Iterable[Item], state: State
) -> Iterator[tuple[Document, Revision, tuple[int, ...]]]:
    """Documents, revisions and 0-based pages of a proposal's items."""
    for item in items:
        document = state.facts.documents[item.document]
        revision = document.revision(item.revision)
        assert revision is not None, "the fold lets no request name an absent revision"
        yield document, revision, item.pages or tuple(range(revision.pages))


def describe_pages(pages: list[int]) -> str:
    """0-based pages as people write them: ``3, 5-7``."""
    parts: list[str] = []
    start = previous = -2
    for page in [*sorted(pages), -1]:
        if page != previous + 1:
            if start >= 0:
                first, last = start + 1, previous + 1
                parts.append(str(first) if first == last else f"{first}-{last}")
            start = page
        previous = page
    return ", ".join(parts)


def untraceable(revision: Revision, pages: tuple[int, ...]) -> list[int]:
    """Which of the pages carry no mark at all."""
    grades = {trace.page: trace.grade for trace in revision.trace}
    return [page for page in pages if grades.get(page, NONE) == NONE]


def untraceable_parts(items: Iterable[Item], state: State) -> list[str]:
    """Files and pages among `items` that carry no mark at all, as people read them."""
    found = []
    for document, revision, pages in released(items, state):
        if not revision.trace:
            found.append(f"{document.title} (whole file)")
        elif missing := untraceable(revision, pages):
            found.append(f"{document.title} (page {describe_pages(missing)})")
    return found
