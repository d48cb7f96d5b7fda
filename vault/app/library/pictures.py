"""Pictures of pages to look at: of a document, or of what a recipient will see of it.

A `Paper` is a file in memory; an `Artist` draws its pages in the sandboxed worker, as many as are
asked for, and keeps nothing on a disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Any, Self

from vault.app.library.documents import find_document
from vault.app.library.originals import content, revision_password
from vault.app.session import Session
from vault.errors import CocoonError, HostileInputError
from vault.intake.worker import Sandbox

DRAWABLE = ("application/pdf", "image/png", "image/jpeg", "image/tiff")
_MEMORY = 2 << 30
_SECONDS = 60.0
_ANSWER = 64 << 20


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to look at.

    Attributes:
        title: what it is called.
        media: its media type; empty when there is nothing to draw.
        data: the file; empty when there is nothing to draw.
        password: what it opens with, or empty.
    """

    title: str
    media: str = ""
    data: bytes = b""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page: `rgb` has three bytes a pixel, row by row. `page` counts from 0."""

    page: int
    width: int
    height: int
    rgb: bytes


def original(session: Session, document: str, revision: int = 0) -> Paper:
    """A document's revision (the newest, when 0) to look at.

    Raises:
        CocoonError: ``unknown-document``, ``unknown-revision``; its technology is not held.
    """
    known = find_document(session.state, document)
    found = known.revision(revision or None)
    if found is None:
        raise CocoonError(
            "unknown-revision", f"{known.title} has no revision {revision}.", "Choose another."
        )
    if found.media not in DRAWABLE:
        return Paper(known.title)
    return Paper(
        known.title,
        found.media,
        content(session, known.id, found),
        revision_password(session, known.id, found),
    )


class Artist:
    """Draws pages of one paper; use as a context manager, or `close` it.

    Threads may share it: one draws at a time, and what comes after `close` draws nothing.
    """

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._box = Sandbox(
            memory_bytes=_MEMORY, seconds=_SECONDS, answer_bytes=_ANSWER, role=paper.title
        )
        self._pages = -1
        self._closed = False
        self._lock = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @property
    def pages(self) -> int:
        """How many pages the paper has; 0 when there is nothing to draw."""
        with self._lock:
            return self._count()

    def _count(self) -> int:
        if self._closed or not self._paper.data:
            return 0
        if self._pages < 0:
            paper = self._paper
            counted = self._box.call(
                "vault.marks.page_pictures:put",
                data=paper.data,
                media=paper.media,
                password=paper.password,
            )
            self._pages = counted if isinstance(counted, int) and counted > 0 else 0
        return self._pages

    def draw(self, page: int, width: int) -> Picture:
        """One page, counted from 0, about `width` px wide.

        Raises:
            CocoonError: there is no such page; the file could not be read within its limits.
        """
        with self._lock:
            return self._draw(page, width)

    def _draw(self, page: int, width: int) -> Picture:
        if not 0 <= page < self._count():
            raise CocoonError("no-such-page", f"There is no page {page + 1}.", "Choose another.")
        try:
            drawn: Any = self._box.call("vault.marks.page_pictures:draw", page=page, width=width)
        except HostileInputError:
            self._pages = -1  # another worker knows nothing of the paper
            raise
        across, down, rgb = drawn.get("width"), drawn.get("height"), drawn.get("rgb")
        fits = isinstance(across, int) and isinstance(down, int) and isinstance(rgb, bytes)
        if not fits or across < 1 or down < 1 or len(rgb) != across * down * 3:
            raise HostileInputError(
                "unreadable-file",
                f"Page {page + 1} of {self._paper.title} could not be drawn.",
                "Its content is untouched; open the original with another program.",
            )
        return Picture(page, across, down, rgb)

    def close(self) -> None:
        """Let go of the worker, when it has finished its page."""
        with self._lock:
            self._closed = True
            self._box.close()
            self._pages = -1
