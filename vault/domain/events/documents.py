"""Technologies and the documents in them."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body
from vault.domain.values import PageTrace, Pointer


class TechnologyCreated(Body, frozen=True):
    """A new technology and its key's wraps."""

    kind: ClassVar[str] = "technology.created"
    technology: str
    name: str
    check: str
    wraps: tuple[str, ...]


class DocumentAdded(Body, frozen=True):
    """A revision of a new or known document."""

    kind: ClassVar[str] = "document.added"
    document: str
    n: int
    title: str
    technology: str
    classification: str
    file_name: str
    media: str
    sha256: str
    size: int
    pages: int
    content: Pointer
    plan: Pointer | None = None
    features: Pointer | None = None
    password: Pointer | None = None
    trace: tuple[PageTrace, ...] = ()
    bias: str = "nuida3"
    warnings: tuple[str, ...] = ()


class DocumentExported(Body, frozen=True):
    """An original left the vault."""

    kind: ClassVar[str] = "document.exported"
    document: str
    n: int
    reason: str
