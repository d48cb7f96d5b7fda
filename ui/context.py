"""What every part of the window is given: desk, look, actions, language, settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings

from ui.actions import Actions
from ui.desk import Desk
from ui.drafts import Drafts
from ui.language import Language
from ui.theme.look import Look
from ui.watching import Watching


def _nowhere(view: str, what: Any = None) -> None:
    raise RuntimeError("no window yet")


@dataclass
class Context:
    """One window's surroundings.

    `go` shows a view by name, and tells it what to show there (an id, or what a view documents);
    `lock_after` sets the minutes without a touch after which the vault locks; `drafts` keeps what
    was typed and not sent; `watching` takes in what is saved into watched folders.
    """

    desk: Desk
    look: Look
    actions: Actions
    language: Language
    settings: QSettings
    resources: Path
    go: Callable[..., None] = field(default=_nowhere)
    lock_after: Callable[[float], None] = field(default=lambda minutes: None)
    drafts: Drafts = field(init=False)
    watching: Watching = field(init=False)

    def __post_init__(self) -> None:
        self.drafts = Drafts(self.desk)
        self.watching = Watching(self.desk)
