"""The table that all lists use: one selected row, keyboard, drop of files, no cell editing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.models.table import TableModel
from ui.pasting import nothing_to_paste, pasted_files
from ui.theme.tokens import SPACE

SAMPLE = 40
"""How many rows a column is measured by."""
ENOUGH, LEAST = 0.6, 240
"""Share of what it needs, and px, that the wide column keeps before others get their fill."""
WIDEST = 1.5
"""How much more than its usual width a column may take where room is scarce."""
SORT_ARROW, ICON, EDGE = 14, 24, 12
"""Room for the arrow in a heading, for a row's icon, and at either side of a cell, px."""

_MOVED = 200
"""Rows by which the top row may move and still be kept at the top: else it is another list."""


class Table(QTableView):
    """Shows a `TableModel`.

    Signals:
        chosen: the selected row, or None.
        opened: a row that was double-clicked or entered.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self, model: TableModel, widths: Sequence[int], name: str, spare: Sequence[int] = ()
    ) -> None:
        """Show a model.

        Args:
            model: the rows.
            widths: usual width of each column, px; 0 for the wide one, which takes what is left.
            name: what the list is called, for who cannot see it.
            spare: columns that are left out, one after another, where there is not room for the
                others; what they say must be said elsewhere, too.
        """
        super().__init__()
        self._spare = tuple(spare)
        self._rows = model
        self._wanted: tuple[str, int] | None = None
        self._top: tuple[str, int, int] | None = None
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
        self.verticalHeader().setDefaultSectionSize(36)
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
        self._widths = tuple(widths)
        self._touched = False
        self._needs: dict[int, int] = {}
        head.sectionResized.connect(self._resized)
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
        self._rows.finish()
        place = self._rows.place(key)
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self._rows.index(place, 0))
        return place >= 0

    def fit(self) -> None:
        """Give columns what their first rows need; what remains is the wide one's.

        When there is not room for all, those that want more than their usual width get less of
        it, and what the wide one can do without. Nothing is done any more once the person has
        drawn a column wider or narrower.
        """
        if self._touched or not self._needs:
            return
        usual = {n: w for n, w in enumerate(self._widths) if w}
        wide = max((need for n, need in self._needs.items() if n not in usual), default=0)
        self._leave_out(usual, max(LEAST, round(wide * ENOUGH)))
        given: dict[int, int] = {}
        for most in (99.0, WIDEST, 1.0):
            given = {n: min(self._needs[n], round(w * most)) for n, w in usual.items()}
            if sum(given.values()) + wide <= self.viewport().width():
                break
        else:
            spare = self.viewport().width() - sum(given.values())
            spare -= max(LEAST, round(wide * ENOUGH))
            for number in sorted(given, key=lambda n: self._needs[n] - given[n]):
                more = max(0, min(self._needs[number] - given[number], spare))
                given[number] += more
                spare -= more
        self._fitting = True
        for number, width in given.items():
            self.horizontalHeader().resizeSection(number, width)
        self._fitting = False

    def _leave_out(self, usual: dict[int, int], least: int) -> None:
        """Hide the columns that can be spared, as far as the others need their room."""
        hidden = set()
        for number in self._spare:
            kept = sum(min(self._needs[n], w) for n, w in usual.items())
            if kept + least > self.viewport().width():
                hidden.add(number)
                del usual[number]
        for number in self._spare:
            self.setColumnHidden(number, number in hidden)

    def _measure(self) -> None:
        """What each column needs, by its heading and its first rows."""
        plain, bold = QFontMetrics(self.font()), QFont(self.font())
        bold.setBold(True)
        named = QFontMetrics(bold)
        self._needs = {}
        for number in range(len(self._widths) if self._rows.rowCount() else 0):
            head = str(self._rows.headerData(number, Qt.Orientation.Horizontal) or "")
            need = named.horizontalAdvance(head) + SORT_ARROW
            for place in range(min(SAMPLE, self._rows.rowCount())):
                index = self._rows.index(place, number)
                drawn = self._rows.data(index, Qt.ItemDataRole.DecorationRole) is not None
                said = plain.horizontalAdvance(str(self._rows.data(index) or ""))
                need = max(need, said + (ICON if drawn else 0))
            self._needs[number] = need + 2 * EDGE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    _fitting = False

    def _resized(self, column: int, before: int, now: int) -> None:
        if not self._fitting and self._widths[column]:  # the wide one follows the others
            self._touched = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come in without choosing anything; Qt would make the first row current, unseen."""
        if not self.currentIndex().isValid():
            event = QFocusEvent(event.type(), Qt.FocusReason.MouseFocusReason)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._rows.total and not self._rows.rowCount():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            area = self.viewport().rect().adjusted(0, SPACE["xl"], 0, 0)
            place = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.drawText(area, place, self.tr("Nothing here matches."))
            painter.end()

    def _note(self) -> None:
        """Before other rows are shown: which row is chosen, and which is at the top."""
        rows, top, current = self._rows.rowCount(), self.rowAt(0), self.currentIndex()
        chosen = 0 <= current.row() < rows
        self._wanted = (self._rows.key(current.row()), current.row()) if chosen else None
        seen = 0 <= top < rows and self.verticalScrollBar().value() > 0
        self._top = (self._rows.key(top), top, self.rowViewportPosition(top)) if seen else None

    def _again(self) -> None:
        """The chosen row stays chosen, and the one at the top stays there, where they still are."""
        self._measure()
        self.fit()
        wanted = self._rows.place(*self._wanted) if self._wanted else -1
        if wanted >= 0:
            self.selectRow(wanted)
        else:
            self.chosen.emit(None)
        top = self._rows.place(self._top[0], self._top[1]) if self._top else -1
        if self._top and top >= 0 and abs(top - self._top[1]) <= _MOVED:
            high = self.verticalHeader().defaultSectionSize()
            self.updateGeometries()
            self.verticalScrollBar().setValue(top * high - self._top[2])
        elif wanted >= 0:
            self.scrollTo(self._rows.index(wanted, 0))

    def _choose(self, now: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit(self._rows.row(now.row()) if now.isValid() else None)


Dropped = Callable[[list[str]], None]


def accept_files(widget: Any, dropped: Dropped) -> None:
    """Let files be dropped on a widget, and pasted where it has the focus (local ones only)."""
    widget.setAcceptDrops(True)

    def enter(event: Any) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def drop(event: Any) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            dropped(paths)

    def paste() -> None:
        paths = pasted_files()
        banner = getattr(widget, "banner", None)
        if paths:
            dropped(paths)
        elif banner is not None:
            nothing_to_paste(banner)

    widget.on_paste = paste
    widget.dragEnterEvent = enter
    widget.dragMoveEvent = enter
    widget.dropEvent = drop
