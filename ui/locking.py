"""What locking does to everything that is open: nothing stays to be seen, and no dialog blocks it.

Dialogs, menus, lists that have dropped down, calendars, file dialogs and tips are closed, the
innermost first; a dialog keeps its draft as it does on Escape. What a field would give back on
Undo is forgotten, and the clipboard is emptied if what lies there came from here.
"""

from __future__ import annotations

from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWhatsThis,
    QWidget,
)

_DEEPEST = 50
"""Popups over popups: more is a loop."""
_ALONE = ("offscreen", "minimal")
"""Platforms whose clipboard belongs to the program, and that do not say so."""


def put_away(window: QWidget) -> None:
    """Close every window of the program but one."""
    QToolTip.hideText()
    QWhatsThis.leaveWhatsThisMode()
    for _ in range(_DEEPEST):
        popup = QApplication.activePopupWidget()
        if popup is None or not popup.close():
            break
    for _ in range(_DEEPEST):
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog is window or not dialog.close():
            break
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            widget.close()
            widget.hide()  # whatever it thinks of closing


def forget_typing(inside: QWidget) -> None:
    """Let fields forget what Undo would bring back."""
    for line in inside.findChildren(QLineEdit):
        line.setText(line.text())  # clearing a line can be undone; setting it cannot
    for text in inside.findChildren(QPlainTextEdit) + inside.findChildren(QTextEdit):
        text.document().clearUndoRedoStacks()


def take_back_clipboard() -> None:
    """Empty the clipboard, and what is pasted by the middle button, if it holds ours."""
    clipboard = QApplication.clipboard()
    if clipboard.ownsClipboard() or QApplication.platformName() in _ALONE:
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
