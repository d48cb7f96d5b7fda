"""The command palette: every action by a few of its letters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.actions import Actions
from ui.theme.look import Look
from ui.theme.tokens import RADIUS, SPACE
from ui.widgets.listing import current_data

Index = QModelIndex | QPersistentModelIndex

_KEYS = Qt.ItemDataRole.UserRole + 1
_HIGH, _ICON = 36, 18


class _Row(QStyledItemDelegate):
    """An action's icon and name on the left, its keys on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        given: Any = option
        area, colours = given.rect, given.widget.palette()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = Look.current()
        if given.state & QStyle.StateFlag.State_Selected and look is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.tokens.accent_wash))
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if icon is not None:
            top = area.top() + (_HIGH - _ICON) // 2
            icon.paint(painter, area.left() + SPACE["m"], top, _ICON, _ICON)
        inner = area.adjusted(SPACE["m"] * 2 + _ICON, 0, -SPACE["m"], 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(colours.color(QPalette.ColorRole.Text))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignLeft, index.data())
        painter.setPen(colours.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, index.data(_KEYS) or "")
        painter.restore()


class Palette(QDialog):
    """Type, choose, Enter. Only what may be done now is listed."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self.setAccessibleName(self.tr("Find an action"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("What do you want to do?"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Actions"))
        self.list.setItemDelegate(_Row(self.list))
        self.list.setStyleSheet("border: 0;")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE["s"], SPACE["s"], SPACE["s"], SPACE["s"])
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.resize(560, 420)
        self.field.textChanged.connect(self._fill)
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self._start)
        self.list.itemActivated.connect(lambda _: self._start())
        self._fill("")
        self.field.setFocus()

    def _fill(self, text: str) -> None:
        words = text.casefold().split()
        self.list.clear()
        for spec, action in self._actions:
            said = action.text().replace("&", "")
            if not action.isEnabled() or spec.name == "palette.show":
                continue
            if all(word in said.casefold() or word in spec.name for word in words):
                keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
                item = QListWidgetItem(action.icon(), said)
                item.setData(Qt.ItemDataRole.UserRole, action)
                item.setData(_KEYS, keys)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{said} {keys}".strip())
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _start(self) -> None:
        action: QAction | None = current_data(self.list)
        self.accept()
        if action is not None:
            action.trigger()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                count = max(1, self.list.count())
                self.list.setCurrentRow((self.list.currentRow() + step) % count)
                return True
        return super().eventFilter(watched, event)
