"""A question before what cannot be undone: a sentence, what follows from it, and two buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui.theme.tokens import SPACE
from ui.widgets.basics import button, label, row, snug


class Confirm(QDialog):
    """Asks; does it only when told. Escape and locking mean no."""

    def __init__(
        self, parent: QWidget, title: str, sentence: str, text: str, do: Callable[[], object]
    ) -> None:
        super().__init__(parent)
        self._do = do
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.heading = label(title, "heading", wrap=True)
        self.sentence = label(sentence, wrap=True)
        self.yes = button(text, self._agree, primary=True)
        self.no = button(self.tr("Cancel"), self.reject)
        self.no.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE["xl"], SPACE["l"], SPACE["xl"], SPACE["l"])
        column.setSpacing(SPACE["m"])
        column.addWidget(self.heading)
        column.addWidget(self.sentence)
        column.addLayout(row(1, self.no, self.yes))
        self.no.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        snug(self)
        super().showEvent(event)

    def _agree(self) -> None:
        self.accept()
        self._do()
