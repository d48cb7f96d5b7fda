"""Walks the window as somebody who presses everything: every place, row, tab, menu and button.

`walk` yields each dialog that opens, with what was pressed to open it; the caller looks at it, and
it is rejected. File dialogs are closed at once. What changes the program itself (quitting, locking,
other vaults) is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QListWidget,
    QPushButton,
    QRadioButton,
    QTabWidget,
    QToolButton,
    QWidget,
)

from ui.views import PLACES

LONG = 60_000
SELF = ("app.quit", "vault.lock", "vault.open", "language.next", "scheme.next")


def walk(window: Any, qtbot: Any) -> Iterator[tuple[str, QDialog]]:
    """Each dialog that opens somewhere, once for each class; and where."""
    known: set[str] = set()
    for place in PLACES:
        window.go(place)
        settle(window, qtbot)
        for where in rooms(window.view(place), window, qtbot):
            yield from _pressed(window, qtbot, place, where, known)
    for spec, action in window.context.actions:
        if spec.name in SELF or not action.isEnabled():
            continue
        files_close_themselves()
        action.trigger()
        settle(window, qtbot)
        yield from _opened(spec.name, known)


def rooms(view: QWidget, window: Any, qtbot: Any) -> Iterator[str]:
    """Every tab and section of a view, with the first row of each list chosen."""
    yield ""
    for table in shown(view, QAbstractItemView):
        model = table.model()
        if model is not None and model.rowCount() and not isinstance(table.parent(), QComboBox):
            table.setCurrentIndex(model.index(0, 0))
            settle(window, qtbot)
    yield "rows"
    for tabs in shown(view, QTabWidget):
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            settle(window, qtbot)
            for table in shown(tabs, QAbstractItemView):
                if table.model() is not None and table.model().rowCount():
                    table.setCurrentIndex(table.model().index(0, 0))
                    settle(window, qtbot)
            yield tabs.tabText(number)
    for sections in shown(view, QListWidget):
        if sections.count() < 12:
            for number in range(sections.count()):
                sections.setCurrentRow(number)
                settle(window, qtbot)
                yield sections.item(number).text() if sections.item(number) else str(number)


def shown(inside: QWidget, kind: type) -> list[Any]:
    return [each for each in inside.findChildren(kind) if each.isVisible()]


def _pressed(
    window: Any, qtbot: Any, place: str, where: str, known: set[str]
) -> Iterator[tuple[str, QDialog]]:
    for made in shown(window.view(place), QAbstractButton):
        plain = isinstance(made, QPushButton | QToolButton) and not isinstance(
            made, QCheckBox | QRadioButton
        )
        try:
            text = made.text() or made.accessibleName()
            name = f"{place} {where}: {text}"
            if not plain or not made.isVisible() or not made.isEnabled() or name in known:
                continue
            known.add(name)
            menu = made.menu()
            if menu is not None:
                for action in menu.actions():
                    files_close_themselves()
                    action.trigger()
                    settle(window, qtbot)
                    yield from _opened(f"{name} › {action.text()}", known)
                continue
            files_close_themselves()
            made.click()
            settle(window, qtbot)
            if window._place != place:  # it led elsewhere
                window.go(place)
                settle(window, qtbot)
        except RuntimeError:  # pressing another took it away
            continue
        yield from _opened(name, known)


def _opened(name: str, known: set[str]) -> Iterator[tuple[str, QDialog]]:
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            if type(dialog).__name__ not in known:
                known.add(type(dialog).__name__)
                yield name, dialog
            dialog.reject()


def files_close_themselves() -> None:
    """Close the next file dialog, whose loop would wait for somebody."""

    def close() -> None:
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QFileDialog) and each.isVisible():
                each.reject()

    QTimer.singleShot(50, close)


def settle(window: Any, qtbot: Any) -> None:
    """Wait until nothing is under way."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not window.context.desk.bridge._jobs, timeout=LONG)
    QApplication.processEvents()
