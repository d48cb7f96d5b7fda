"""A table of plain rows, with search and sorting fast enough for 50,000 of them.

A row is any object; a column says what of it is shown and by what it is sorted. Searching and
sorting make a list of indices; nothing is copied and no proxy model stands between.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        head: translated heading.
        text: what a row shows.
        sort: by what rows are ordered; the text when absent.
        icon: name of an icon for a row, or None.
        right: whether figures are aligned to the right.
    """

    head: str
    text: Callable[[Any], str]
    sort: Callable[[Any], Any] | None = None
    icon: Callable[[Any], Any] | None = None
    right: bool = False


class TableModel(QAbstractTableModel):
    """Rows under columns."""

    def __init__(self, columns: Sequence[Column], key: Callable[[Any], str]) -> None:
        super().__init__()
        self._columns = list(columns)
        self._key = key
        self._rows: list[Any] = []
        self._shown: list[int] = []
        self._search: list[str] = []
        self._needle = ""
        self._order: tuple[int, bool] | None = None

    # -- what Qt asks ------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(self.row(index.row()))
        if role == Qt.ItemDataRole.DecorationRole and column.icon is not None:
            return column.icon(self.row(index.row()))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = (
                Qt.AlignmentFlag.AlignRight
                if self._columns[section].right
                else Qt.AlignmentFlag.AlignLeft
            )
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        down = order == Qt.SortOrder.DescendingOrder
        self._order = (column, down) if column >= 0 else None
        self._arrange()

    # -- what views ask ----------------------------------------------------------------------

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Other headings, after the language changed; as many columns as before."""
        self._columns = list(columns)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(columns) - 1)

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; search and order stay."""
        self._arrange(list(rows))

    def row(self, number: int) -> Any:
        """The row shown at a place."""
        return self._rows[self._shown[number]]

    def place(self, key: str) -> int:
        """Where the row of a key is shown, or -1."""
        for place, number in enumerate(self._shown):
            if self._key(self._rows[number]) == key:
                return place
        return -1

    @property
    def arranging(self) -> bool:
        return False

    @property
    def total(self) -> int:
        """How many rows there are, shown or not."""
        return len(self._rows)

    def search(self, text: str) -> None:
        """Show rows that have all words of a text in some column."""
        self._needle = " ".join(text.casefold().split())
        self._arrange()

    def _arrange(self, rows: list[Any] | None = None) -> None:
        self.beginResetModel()  # before anything changes: views look at what was chosen
        if rows is not None:
            self._rows, self._search = rows, []
        shown = list(range(len(self._rows)))
        if self._needle:
            if len(self._search) != len(self._rows):
                texts = [column.text for column in self._columns]
                self._search = [
                    "\n".join([text(row) for text in texts]).casefold() for row in self._rows
                ]
            words = self._needle.split()
            found = self._search
            shown = [n for n in shown if all(word in found[n] for word in words)]
        if self._order is not None:
            number, descending = self._order
            column = self._columns[number]
            by = column.sort or column.text
            shown.sort(key=lambda n: by(self._rows[n]), reverse=descending)
        self._shown = shown
        self.endResetModel()
