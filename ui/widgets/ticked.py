"""A list with a box at each row, fast with fifty thousand of them: only what is seen is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.widgets.two_lines import HIGH, TwoLines

Index = QModelIndex | QPersistentModelIndex
_CHECK = Qt.ItemDataRole.CheckStateRole


class _Rows(QAbstractListModel):
    """Rows of (key, text), those that have all words of a search, and which are ticked."""

    ticked = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, str]] = []
        self.shown: list[int] = []
        self.on: set[str] = set()
        self._folded: list[str] = []
        self._words: list[str] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        key, text = self.rows[self.shown[index.row()]]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == _CHECK:
            return Qt.CheckState.Checked if key in self.on else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        key = self.rows[self.shown[index.row()]][0]
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        (self.on.add if on else self.on.discard)(key)
        self.dataChanged.emit(index, index, [_CHECK])
        self.ticked.emit(key, on)
        return True

    def fill(self, rows: Sequence[tuple[str, str]]) -> None:
        self.rows = list(rows)
        self._folded = []
        self.arrange(self._words)

    def arrange(self, words: list[str]) -> None:
        self.beginResetModel()
        self._words = words
        if not words:
            self.shown = list(range(len(self.rows)))
        else:
            self._folded = self._folded or [text.casefold() for _, text in self.rows]
            found = enumerate(self._folded)
            self.shown = [n for n, text in found if all(word in text for word in words)]
        self.endResetModel()


class Ticked(QTableView):
    """The list.

    Signals:
        ticked: (key, on) when the person ticked or unticked a row.
        chosen: the key of the row that the cursor is on.
    """

    ticked = Signal(str, bool)
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._rows = _Rows()
        self.setItemDelegate(TwoLines(self))
        self.setModel(self._rows)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HIGH)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows.ticked.connect(self.ticked)
        self.selectionModel().currentChanged.connect(lambda now, before: self._choose(now))

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show rows of (key, text); the cursor stays on its key, and says nothing."""
        key = self.current()
        before = self.blockSignals(True)
        self._rows.fill(rows)
        self.select(key)
        self.blockSignals(before)

    def tick(self, keys: Iterable[str]) -> None:
        """Tick these rows and no others, and say nothing."""
        self._rows.on = set(keys)
        self.viewport().update()

    def search(self, text: str) -> None:
        """Show rows that have all words of a text; the cursor says nothing."""
        key = self.current()
        before = self.blockSignals(True)
        self._rows.arrange(text.casefold().split())
        self.select(key)
        self.blockSignals(before)

    def count(self) -> int:
        """How many rows are shown."""
        return self._rows.rowCount()

    def text(self, row: int) -> str:
        """The words of a shown row."""
        return self._rows.rows[self._rows.shown[row]][1]

    def current(self) -> str:
        """The key of the row that the cursor is on, or empty."""
        index = self.currentIndex()
        return self._key(index) if index.isValid() else ""

    def go(self, row: int) -> None:
        """Put the cursor on a shown row."""
        self.setCurrentIndex(self._rows.index(row))

    def select(self, key: str) -> bool:
        """Put the cursor on a key; whether it is shown."""
        for place, number in enumerate(self._rows.shown):
            if self._rows.rows[number][0] == key:
                self.go(place)
                return True
        return False

    def _key(self, index: Index) -> str:
        return self._rows.rows[self._rows.shown[index.row()]][0]

    def _choose(self, now: Index) -> None:
        if now.isValid():
            self.chosen.emit(self._key(now))
