"""Pages as pictures: a viewer to page through.

Pictures are drawn by `vault.app.library.pictures` in the sandboxed worker, on the lane for files;
only pixels come here, nothing is written to a disk, and `clear` lets go of all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.widgets.basics import label, row
from ui.widgets.choice import Choice
from ui.widgets.drawing import Drawing
from ui.wording import told

_SLACK = 24
"""By so little a page that fits may stand over, px."""
SHEET = 1100
"""Width at which a page is drawn for reading, px."""


class _Sheet(QScrollArea):
    """The page itself: a key that would scroll past its edge turns the page instead.

    Signals:
        turned: by so many pages; to: the first (-1) or last (1) page; nearer: a step of size.
    """

    turned = Signal(int)
    to = Signal(int)
    nearer = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, down, across = event.key(), self.verticalScrollBar(), self.horizontalScrollBar()
        ends = {
            Qt.Key.Key_PageDown: (down, 1),
            Qt.Key.Key_PageUp: (down, -1),
            Qt.Key.Key_Right: (across, 1),
            Qt.Key.Key_Left: (across, -1),
        }
        if key in ends:
            bar, step = ends[Qt.Key(key)]
            edge = bar.maximum() if step > 0 else bar.minimum()
            if bar.value() == edge or bar.maximum() <= _SLACK:
                self.turned.emit(step)
            else:
                super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.to.emit(1 if key == Qt.Key.Key_End else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.nearer.emit(-1 if key == Qt.Key.Key_Minus else 1)
        else:
            super().keyPressEvent(event)


class PageViewer(QWidget):
    """Papers to page through: which paper, which page, larger and smaller.

    `paper` objects are `vault.app.library.pictures.Paper`; one without data shows its note instead.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._papers: list[Any] = []
        self._notes: list[str] = []
        self._count = 0
        self._page = 0
        self._zoom = 0  # 0 fits the width
        self._images: dict[int, QImage] = {}
        self._drawing = Drawing(context.desk.bridge, self)
        self._drawing.counted.connect(self._counted)
        self._drawing.drawn.connect(self._drawn)
        self._drawing.failed.connect(self._failed)
        self.which = Choice(14)
        self.back, self.forward = QToolButton(), QToolButton()
        self.smaller, self.larger = QToolButton(), QToolButton()
        self.where = label("", "soft")
        for made, step in ((self.back, -1), (self.forward, 1)):
            made.clicked.connect(lambda checked=False, step=step: self.turn(self._page + step))
        for made, step in ((self.smaller, -1), (self.larger, 1)):
            made.clicked.connect(lambda checked=False, step=step: self._magnify(step))
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sheet.setWordWrap(True)
        self.sheet.setTextFormat(Qt.TextFormat.PlainText)
        self.area = _Sheet()
        self.area.turned.connect(self._turn_by)
        self.area.to.connect(lambda end: self.turn(self._count - 1 if end > 0 else 0))
        self.area.nearer.connect(self._magnify)
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(True)
        self.area.viewport().setAutoFillBackground(False)
        self.sheet.setAutoFillBackground(False)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["s"])
        tools = row(self.which, 1, self.back, self.where, self.forward, self.smaller, self.larger)
        tools.setStretch(0, 4)
        column.addLayout(tools)
        column.addWidget(self.area, 1)
        self.which.currentIndexChanged.connect(self._take)
        context.look.changed.connect(self.redraw)
        self.redraw()
        self.retranslate()
        self._tell()

    def redraw(self) -> None:
        """Draw the icons in the scheme in force."""
        look = self._context.look
        self.back.setIcon(look.icon("back"))
        self.forward.setIcon(look.icon("forward"))
        self.smaller.setText("−")
        self.larger.setText("+")
        self._paint()

    def retranslate(self) -> None:
        """Set every text."""
        for made, text in (
            (self.back, self.tr("Page before")),
            (self.forward, self.tr("Next page")),
            (self.smaller, self.tr("Smaller")),
            (self.larger, self.tr("Larger")),
        ):
            made.setAccessibleName(text)
            made.setToolTip(text)
        self.which.setAccessibleName(self.tr("Which file"))
        self.area.setAccessibleName(self.tr("Page"))
        self.area.setToolTip(self.tr("Page up, page down: turn. Plus, minus: larger, smaller."))
        self._tell()

    def show_papers(self, papers: Sequence[Any], notes: Sequence[str] = ()) -> None:
        """Show papers, the first page of the first of them."""
        self.forget()
        self._papers = list(papers)
        self._notes = list(notes) or [""] * len(papers)
        self.which.blockSignals(True)
        self.which.addItems([paper.title for paper in papers])
        self.which.blockSignals(False)
        self.which.setVisible(len(papers) > 1)
        if papers:
            self.which.setCurrentIndex(0)
            self._take(0)

    def forget(self) -> None:
        """Let go of every page."""
        self._drawing.clear()
        self._papers, self._notes, self._images = [], [], {}
        self._count = self._page = 0
        self.which.blockSignals(True)
        self.which.clear()
        self.which.blockSignals(False)
        self.which.hide()
        self.sheet.clear()
        self._tell()

    def say(self, text: str) -> None:
        """Show a sentence where the page would be."""
        self.sheet.setText(text)

    @property
    def shown(self) -> bool:
        """Whether a page is to be seen."""
        return not self.sheet.pixmap().isNull()

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    def turn(self, page: int) -> None:
        """Show another page."""
        if not 0 <= page < self._count:
            return
        self._page = page
        if page in self._images:
            self._paint()
        near = [p for p in (page, page + 1) if p < self._count and p not in self._images]
        self._drawing.draw(near, SHEET)
        self._tell()

    def _take(self, number: int) -> None:
        if not 0 <= number < len(self._papers):
            return
        self._images, self._count, self._page = {}, 0, 0
        self._tell()
        paper = self._papers[number]
        if not paper.data:
            self._drawing.clear()
            self.say(self._notes[number])
            return
        self.say(self.tr("Drawing…"))
        self._drawing.lay(replace(paper))

    def _counted(self, count: int) -> None:
        self._count = count
        self.turn(0)

    def _drawn(self, page: int, image: QImage) -> None:
        self._images[page] = image
        while len(self._images) > 12:
            self._images.pop(max(self._images, key=lambda p: abs(p - self._page)))
        if page == self._page:
            self._paint()
            self._tell()

    def _failed(self, error: BaseException) -> None:
        self.say(told(error)[0])

    def _paint(self) -> None:
        image = self._images.get(self._page)
        if image is None:
            return
        ratio = self.devicePixelRatioF()
        bar = self.area.verticalScrollBar()
        beside = 0 if bar.isVisible() else bar.sizeHint().width()
        width = max(120, self.area.viewport().width() - beside - SPACE["xs"])
        width = round(min(width, SHEET) * 1.25**self._zoom)
        scaled = image.scaledToWidth(
            round(width * ratio), Qt.TransformationMode.SmoothTransformation
        )
        pixmap = QPixmap.fromImage(scaled)
        painter = QPainter(pixmap)
        painter.setPen(QColor(self._context.look.tokens.line))
        painter.drawRect(0, 0, pixmap.width() - 1, pixmap.height() - 1)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(pixmap)

    def _magnify(self, step: int) -> None:
        self._zoom = max(-3, min(4, self._zoom + step))
        self._paint()

    def _tell(self) -> None:
        count, page = self._count, self._page
        self.where.setText(self.tr("{0} of {1}").format(page + 1, count) if count else "")
        self.back.setEnabled(page > 0)
        self.forward.setEnabled(page + 1 < count)
        for made in (self.smaller, self.larger):
            made.setEnabled(bool(count))
        self.sheet.setAccessibleName(
            self.tr("Page {0} of {1}").format(page + 1, count) if count else ""
        )

    def _turn_by(self, step: int) -> None:
        """Turn by a key; the reading goes on at the edge that one came over."""
        if 0 <= self._page + step < self._count:
            self.turn(self._page + step)
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.minimum() if step > 0 else bar.maximum())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint()
