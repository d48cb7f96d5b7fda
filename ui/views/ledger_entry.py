"""One entry of the ledger, opened: what, when and who, and its fields as they were committed to."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme.tokens import SPACE
from ui.views.ledger_words import kind_word
from ui.widgets.basics import label
from ui.wording import dated


class EntryPanel(QWidget):
    """Hidden while no entry is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "heading", wrap=True)
        self.line = label("", "soft", wrap=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["s"])
        column.addWidget(self.title)
        column.addWidget(self.line)
        column.addWidget(self.text, 1)
        self.hide()

    def begin(self, entry: Any) -> None:
        """Show which entry it is; None hides the panel and lets go of what it showed."""
        self.setVisible(entry is not None)
        self.text.clear()
        self.title.setText(kind_word(entry.kind) if entry else "")
        self.line.setText(f"#{entry.seq} · {dated(entry.time)} · {entry.who}" if entry else "")
