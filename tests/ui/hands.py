"""Two hands on a keyboard: every key goes where the focus is, and nothing else is touched.

No widget is clicked, focused or called; what cannot be reached by keys cannot be used here. Tab is
pressed as often as a person would put up with, not until it works.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QKeyCombination, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QMenu,
    QTabBar,
    QTabWidget,
    QWidget,
)

LONG = int(os.environ.get("HANDS_MS", 60_000))
"""How long a condition may take at most, ms."""
PATIENCE = 12
"""Presses of Tab after which a person takes the mouse."""


class Hands:
    """Keys for one window.

    Args:
        qtbot: waits.
        window: the program's window, shown.
    """

    def __init__(self, qtbot: Any, window: QWidget) -> None:
        self._qtbot = qtbot
        self._window = window
        self.tabs = 0

    # -- keys --------------------------------------------------------------------------------

    def focus(self) -> QWidget:
        """What the next key goes to: a menu that is open, or the widget with the focus."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        if QApplication.activeWindow() is None:  # what a window manager does when a dialog closes
            (QApplication.activeModalWidget() or self._window).activateWindow()
            QApplication.processEvents()
        found = QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None, "no window is active"
        return found

    def press(self, *keys: str) -> None:
        """Press combinations such as ``Ctrl+N``, one after the other."""
        for each in keys:
            combination: QKeyCombination = QKeySequence(each)[0]
            QTest.keyClick(self.focus(), combination.key(), combination.keyboardModifiers())
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type a text."""
        QTest.keyClicks(self.focus(), text)

    def until(self, so: Callable[[], bool], what: str = "") -> None:
        """Wait, hands off, until something is so."""
        try:
            self._qtbot.waitUntil(so, timeout=LONG)
        except Exception as error:
            said = self.said()
            raise AssertionError(f"{what or 'still not so'}; the focus is on {said}") from error

    # -- going -------------------------------------------------------------------------------

    def said(self) -> str:
        """What a screen reader says of the place of the focus."""
        return spoken(self.focus())

    def tab(self, name: str, *, back: bool = False, most: int = PATIENCE) -> QWidget:
        """Press Tab until something of that name has the focus."""
        seen = []
        for _ in range(most + 1):
            now = self.focus()
            if name in spoken(now) and now.isEnabled():
                return now
            seen.append(spoken(now))
            self.tabs += 1
            self.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"“{name}” is not reached within {most} presses of Tab: {seen}")

    def at(self, name: str) -> QWidget:
        """The focus comes there by itself."""
        self.until(lambda: name in self.said(), f"the focus does not come to “{name}”")
        return self.focus()

    def choose(self, name: str) -> None:
        """Go down in the menu that is open, and take an entry."""
        menu = self.focus()
        assert isinstance(menu, QMenu), spoken(menu)
        for _ in range(len(menu.actions()) + 1):
            now = menu.activeAction()
            if now is not None and name in now.text().replace("&", ""):
                self.press("Return")
                return
            self.press("Down")
        raise AssertionError(f"no “{name}” in {[a.text() for a in menu.actions()]}")

    def path(self, path: object, press: Callable[[], None]) -> None:
        """Type a path into the file dialog that a press opens; its loop ends with the dialog."""
        pressed = 0
        typed: list[str] = []

        def go_on() -> None:
            nonlocal pressed
            dialog = QApplication.activeModalWidget()
            line = QApplication.focusWidget()
            if isinstance(dialog, QFileDialog) and isinstance(line, QLineEdit):
                if not typed:
                    typed.append(str(path))
                    QTest.keyClicks(line, str(path))
                pressed += 1
                if pressed > PATIENCE:  # its loop would never end
                    dialog.reject()
                else:
                    QTest.keyClick(line, Qt.Key.Key_Return)
            if not typed or dialog is not None:
                QTimer.singleShot(100, go_on)

        QTimer.singleShot(0, go_on)
        press()
        self.until(lambda: bool(typed), "no file dialog with a line for a path opened")
        assert pressed <= PATIENCE, f"{path} was typed, and the file dialog did not take it"


def spoken(widget: QWidget) -> str:
    """Name, or text, of a widget, with its kind."""
    text = widget.accessibleName()
    if not text and isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox):
        text = widget.parent().accessibleName()
    if not text and isinstance(widget, QTabBar) and isinstance(widget.parent(), QTabWidget):
        text = widget.parent().accessibleName()
    made = getattr(widget, "text", None)
    if not text and callable(made) and not isinstance(widget, QAbstractItemView | QLineEdit):
        text = str(made())
    if not text and isinstance(widget.parent(), QAbstractScrollArea):
        text = widget.parent().accessibleName()
    return f"{text.replace('&', '')} ({type(widget).__name__})"
