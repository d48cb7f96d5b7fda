"""Thumbnails of a document's pages, to pick what goes out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.widgets.drawing import Drawing

THUMB = 120
"""Width of a thumbnail, px."""
_PAGE = Qt.ItemDataRole.UserRole


def _untinted(pixmap: QPixmap) -> QIcon:
    """An icon that looks the same when its item is selected."""
    made = QIcon()
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
        made.addPixmap(pixmap, mode)
    return made


class Thumbs(QListWidget):
    """Thumbnails of a document's pages; those that are picked go out.

    A click or Space picks and unpicks, Ctrl+A picks all. What a page is worth to tracing stands
    under it by icon and text.

    Signals:
        picked: the picked pages changed.
    """

    picked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._drawing = Drawing(context.desk.bridge, self)
        self._drawing.drawn.connect(self._drawn)
        self._drawing.failed.connect(lambda error: None)
        self._grades: dict[int, str] = {}
        self.setProperty("picks", True)  # its cursor is seen apart from what is picked
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setSelectionMode(QAbstractItemView.SelectionMode.MultiSelection)
        self.setIconSize(QSize(THUMB, round(THUMB * 1.42)))
        self.setSpacing(SPACE["s"])
        self.setUniformItemSizes(True)
        self.setWordWrap(True)
        self.itemSelectionChanged.connect(self._mark)

    def show_pages(self, count: int, grades: dict[int, str], picked: Sequence[int] | None) -> None:
        """Show so many empty pages, all picked unless told; pictures come as they are drawn."""
        before = self.blockSignals(True)
        self.clear()
        self._grades = grades
        blank = QPixmap(THUMB, round(THUMB * 1.42))
        blank.fill(self.palette().color(self.palette().ColorRole.AlternateBase))
        for page in range(count):
            item = QListWidgetItem(_untinted(blank), "")
            item.setData(_PAGE, page)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setSizeHint(QSize(THUMB + 28, round(THUMB * 1.42) + 52))
            self.addItem(item)
        self.blockSignals(before)
        self.pick(picked)

    def grade(self, grades: dict[int, str]) -> None:
        """Say what each page is worth to tracing."""
        self._grades = grades
        before = self.blockSignals(True)
        self._mark()
        self.blockSignals(before)

    def lay(self, paper: Any) -> None:
        """Draw the pages of a paper."""
        self._drawing.lay(paper)
        self._drawing.draw(range(self.count()), THUMB * 2)

    def pages(self) -> tuple[int, ...]:
        """The picked pages, from 0."""
        return tuple(sorted(item.data(_PAGE) for item in self.selectedItems()))

    def pick(self, pages: Iterable[int] | None) -> None:
        """Pick these pages and no others; None picks all."""
        wanted = None if pages is None else set(pages)
        before = self.blockSignals(True)
        chosen = QItemSelection()
        for page in range(self.count()):
            if wanted is None or page in wanted:
                index = self.model().index(page, 0)
                chosen.append(QItemSelectionRange(index, index))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.blockSignals(before)
        self._mark()

    def forget(self) -> None:
        """Let go of every picture."""
        self._drawing.clear()
        self.clear()

    def _drawn(self, page: int, image: QImage) -> None:
        if page < self.count():
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(2)
            self.item(page).setIcon(_untinted(pixmap))

    def _mark(self) -> None:
        words = {
            "good": self.tr("traceable"),
            "limited": self.tr("not on paper"),
            "none": self.tr("no marks"),
        }
        for number in range(self.count()):
            item = self.item(number)
            page = item.data(_PAGE)
            tick = "✓ " if item.isSelected() else ""
            worth = words[self._grades.get(page, "none")] if self._grades else ""
            text = f"{tick}{page + 1}\n{worth}"
            if text != item.text():
                item.setText(text)
        self.picked.emit()
