"""A field for a passphrase: hidden typing that notices caps lock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class Passphrase(QLineEdit):
    """Hidden typing.

    Signals:
        caps: whether caps lock seems to be on, at each letter.
    """

    caps = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isalpha() and text.upper() != text.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(text.isupper() != shift)
        super().keyPressEvent(event)
