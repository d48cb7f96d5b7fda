"""Tab goes through a form as the eye does: in the order of its layouts, not of its making."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QTabWidget, QWidget


def follow_layout(top: QWidget) -> None:
    """Let Tab visit what lies in a widget in the order of its layouts."""
    for before, after in itertools.pairwise(in_order(top)):
        QWidget.setTabOrder(before, after)


def in_order(widget: QWidget | None) -> Iterator[QWidget]:
    """What Tab reaches in a widget, as the eye goes through it."""
    if widget is None:
        return
    if isinstance(widget, QScrollArea):
        yield from in_order(widget.widget())
    elif isinstance(widget, QSplitter | QStackedWidget):
        for number in range(widget.count()):
            yield from in_order(widget.widget(number))
    elif isinstance(widget, QTabWidget):
        yield widget.tabBar()
        for number in range(widget.count()):
            yield from in_order(widget.widget(number))
    elif (inside := widget.layout()) is not None:
        yield from _items(inside)
    elif widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget


def _items(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inside = item.widget(), item.layout()
        if widget is not None:
            yield from in_order(widget)
        elif inside is not None:
            yield from _items(inside)
