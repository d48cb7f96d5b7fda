"""A table of plain rows, with search and sorting fast enough for 50,000 of them.

A row is any object; a column says what of it is shown and by what it is sorted. Searching and
sorting make a list of places; nothing is copied and no proxy model stands between. A long list is
arranged in slices of a few milliseconds, between which the window answers; until the last one the
rows stay as they were. A short list is arranged at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from time import perf_counter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer

from ui.models.arranging import Places, Steps, Texts, arrange
from ui.wording import dated

Index = QModelIndex | QPersistentModelIndex

AT_ONCE = 2000
"""Rows up to which a list is arranged at once."""
SLICE = 0.006
"""Seconds of arranging between two looks at what the person does."""

_NEAR = 500
"""Rows on each side of a place among which a row is looked for first."""

# As plain numbers: they are compared for each cell that is painted.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_DECORATION = int(Qt.ItemDataRole.DecorationRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        head: translated heading.
        text: what a row shows.
        sort: by what rows are ordered; the text when absent.
        icon: name of an icon for a row, or None.
        right: whether figures are aligned to the right.
        day: whether the text is a day, ``YYYY-MM-DD``: shown as the language writes it, ordered
            and found as it is, too.
    """

    head: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    icon: Callable[[Any], Any] | None = None
    right: bool = False
    day: bool = False

    def shown(self, row: Any) -> str:
        """What is read in a row."""
        return dated(self.text(row)) if self.day else self.text(row)

    def searched(self, row: Any) -> str:
        """By what a row is found."""
        text = self.text(row)
        return f"{text}\n{dated(text)}".replace("\u00a0", " ") if self.day else text


class TableModel(QAbstractTableModel):
    """Rows under columns."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Any], str]) -> None:
        super().__init__()
        self._columns = list(columns)
        self._key = key
        self._rows: Sequence[Any] = []
        self._shown: Places = range(0)
        self._texts = Texts(self._searched)
        self._words: list[str] = []
        self._keep: Callable[[Any], bool] | None = None
        self._order: tuple[int, bool] | None = None
        self._coming: Sequence[Any] | None = None
        self._work: Steps | None = None
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._go_on)

    # -- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role == _ALIGNMENT:
            return _RIGHT if self._columns[index.column()].right else _LEFT
        if (role != _DISPLAY and role != _DECORATION and role != _TOOLTIP) or not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == _DECORATION:
            return column.icon(self.row(index.row())) if column.icon is not None else None
        return column.shown(self.row(index.row()))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _DISPLAY:
            return self._columns[section].head
        if role == _ALIGNMENT:
            return _RIGHT if self._columns[section].right else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        down = order == Qt.SortOrder.DescendingOrder
        self._order = (column, down) if column >= 0 else None
        self._arrange()

    # -- what views ask ----------------------------------------------------------------------

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other headings, after the language changed; as many columns as before."""
        self._columns = list(columns)
        self._texts = Texts(self._searched)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; search, choice and order stay. The rows are not to be changed later."""
        self._coming = rows
        self._arrange()

    def narrow(self, keep: Callable[[Any], bool] | None) -> None:
        """Show only rows that pass, or all."""
        self._keep = keep
        self._arrange()

    def search(self, text: str) -> None:
        """Show rows that have all words of a text in some column."""
        self._words = text.casefold().split()
        self._arrange()

    def row(self, number: int) -> Any:
        """The row shown at a place."""
        return self._rows[self._shown[number]]

    def key(self, number: int) -> str:
        """The key of the row shown at a place."""
        return self._key(self.row(number))

    def place(self, key: str, near: int = 0) -> int:
        """Where the row of a key is shown, or -1; it is looked for near a place first."""
        count = len(self._shown)
        first, last = min(count, max(0, near - _NEAR)), min(count, near + _NEAR)
        for place in chain(range(first, last), range(first), range(last, count)):
            if self._key(self._rows[self._shown[place]]) == key:
                return place
        return -1

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._rows)

    @property
    def arranging(self) -> bool:
        """Whether what is shown will be replaced in a moment."""
        return self._work is not None

    def finish(self) -> None:
        """Arrange the rest at once."""
        while self._work is not None:
            self._step()

    # -- arranging ---------------------------------------------------------------------------

    def _searched(self, row: Any) -> str:
        return "\n".join([column.searched(row) for column in self._columns]).casefold()

    def _arrange(self) -> None:
        rows = self._rows if self._coming is None else self._coming
        order = None
        if self._order is not None:
            column = self._columns[self._order[0]]
            order = (column.sort or column.text, self._order[1])
        self._work = arrange(rows, self._texts, self._words, self._keep, order)
        if len(rows) <= AT_ONCE or not (self._words or self._keep or order):
            self.finish()
        else:
            self._next.start()

    def _go_on(self) -> None:
        end = perf_counter() + SLICE
        while self._work is not None and perf_counter() < end:
            self._step()
        if self._work is not None:
            self._next.start()

    def _step(self) -> None:
        assert self._work is not None
        try:
            next(self._work)
        except StopIteration as done:
            self._work = None
            self.beginResetModel()  # before anything changes: views look at what was chosen
            if self._coming is not None:
                self._rows, self._coming = self._coming, None
                self._texts.forget(len(self._rows))
            self._shown = done.value
            self.endResetModel()
