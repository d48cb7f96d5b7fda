"""The table that all lists use: one selected row, keyboard, drop of files, no cell editing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.models.table import TableModel


class Table(QTableView):
    """Shows a `TableModel`.

    Signals:
        chosen: the selected row, or None.
        opened: a row that was double-clicked or entered.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, model: TableModel, widths: Sequence[int], name: str) -> None:
        super().__init__()
        self._rows = model
        self._wanted = ""
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(34)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        for number, width in enumerate(widths):
            if width:
                self.setColumnWidth(number, width)
            else:
                head.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        model.modelAboutToBeReset.connect(self._note)
        model.modelReset.connect(self._again)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.activated.connect(lambda index: self.opened.emit(model.row(index.row())))

    def current(self) -> Any:
        """The selected row, or None."""
        index = self.currentIndex()
        return self._rows.row(index.row()) if index.isValid() else None

    def select(self, key: str) -> bool:
        """Select the row of a key; whether it is there."""
        place = self._rows.place(key)
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self._rows.index(place, 0))
        return place >= 0

    def _note(self) -> None:
        row = self.current() if self._rows.rowCount() else None
        self._wanted = self._rows._key(row) if row is not None else ""

    def _again(self) -> None:
        if not (self._wanted and self.select(self._wanted)):
            self.chosen.emit(None)

    def _choose(self, now: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit(self._rows.row(now.row()) if now.isValid() else None)


Dropped = Callable[[list[str]], None]


def accept_files(widget: Any, dropped: Dropped) -> None:
    """Let files be dropped on a widget (local ones only)."""
    widget.setAcceptDrops(True)

    def enter(event: Any) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def drop(event: Any) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            dropped(paths)

    widget.dragEnterEvent = enter
    widget.dragMoveEvent = enter
    widget.dropEvent = drop
