"""Originals inside the program: the bytes of a revision, and what opens them."""

from __future__ import annotations

from vault.app.session import Session
from vault.domain.values import Revision


def what(document: str, n: int, part: str) -> str:
    """The context that binds a blob to its revision."""
    return f"{document}@{n}/{part}"


def content(session: Session, document: str, revision: Revision) -> bytes:
    """An original's bytes, authenticated, for work inside the program."""
    return session.safe.get(revision.content, what(document, revision.n, "content"))


def revision_password(session: Session, document: str, revision: Revision) -> str:
    """The password an original opens with, or nothing."""
    if revision.password is None:
        return ""
    return session.safe.get(revision.password, what(document, revision.n, "password")).decode()
