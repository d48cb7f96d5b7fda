"""What comes of watching: files that came in, files that could not, and how things are."""

from __future__ import annotations

from dataclasses import dataclass

from vault.app.library.watched_post import FolderRow, MissedRow
from vault.errors import CocoonError


@dataclass(frozen=True, slots=True)
class Came:
    """A revision that came in: of which document, its number and the document's title."""

    document: str
    n: int
    title: str


@dataclass(frozen=True, slots=True)
class News:
    """What came in: new documents, further revisions, and files that could not."""

    added: tuple[Came, ...] = ()
    revised: tuple[Came, ...] = ()
    missed: tuple[MissedRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.revised or self.missed)

    def __add__(self, later: News) -> News:
        return News(
            self.added + later.added, self.revised + later.revised, self.missed + later.missed
        )


@dataclass(frozen=True, slots=True)
class Status:
    """How things are after a step.

    Attributes:
        trouble: why nothing comes in although it could: the vault's disk, say.
    """

    folders: tuple[FolderRow, ...]
    news: News
    ready: int
    waiting: int
    trouble: CocoonError | None
