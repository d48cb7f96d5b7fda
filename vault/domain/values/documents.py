"""Technologies, documents and their revisions."""

from __future__ import annotations

from vault.domain.values.base import Pointer, Value

CLASSES = ("top-secret", "confidential", "internal", "public")


class Technology(Value, frozen=True):
    """A body of know-how whose documents share a key."""

    id: str
    name: str
    created: str


class PageTrace(Value, frozen=True):
    """What a page offers to tracing: slots by carrier, and what that is worth."""

    page: int
    slots: int
    grade: str
    reason: str = ""


class Revision(Value, frozen=True):
    """One state of a document; its bytes never change."""

    n: int
    file_name: str
    media: str
    sha256: str
    size: int
    pages: int
    content: Pointer
    added: str
    by: str
    plan: Pointer | None = None
    features: Pointer | None = None
    password: Pointer | None = None
    trace: tuple[PageTrace, ...] = ()
    bias: str = "nuida3"
    warnings: tuple[str, ...] = ()


class Document(Value, frozen=True):
    """A technical document with its revisions."""

    id: str
    title: str
    technology: str
    classification: str
    revisions: tuple[Revision, ...]

    def revision(self, n: int | None = None) -> Revision | None:
        """Revision `n`, or the newest."""
        if n is None:
            return self.revisions[-1]
        return next((revision for revision in self.revisions if revision.n == n), None)
