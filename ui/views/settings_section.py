"""What the sections of the settings have in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.widgets.basics import Banner, Progress, label


class Section(QWidget):
    """A heading, a sentence on what it is for, and its content; `page` is a `SettingsPage`."""

    def __init__(self, context: Context, banner: Banner, progress: Progress) -> None:
        super().__init__()
        self.context = context
        self.banner, self.progress = banner, progress
        self.page: Any = None
        self.heading = label("", "heading")
        self.about = label("", "soft", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE["l"], 0, 0, 0)
        self.column.setSpacing(SPACE["m"])
        self.column.addWidget(self.heading)
        self.column.addWidget(self.about)

    @property
    def owner(self) -> bool:
        """Whether the person at the desk is an owner."""
        return "owner" in self.context.desk.roles

    def fill(self, page: Any) -> None:
        """Show what is set; None shows nothing."""
        self.page = page
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""

    def scrolled(self, inside: QWidget) -> QScrollArea:
        """A ground that scrolls when the window is small."""
        made = QScrollArea()
        made.setWidgetResizable(True)
        made.setWidget(inside)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return made
