"""Pages as pictures: thumbnails to pick from, and a viewer to page through.

Pictures are drawn by `vault.app.library.pictures` in the sandboxed worker, on the lane for files;
only pixels come here, nothing is written to a disk, and `clear` lets go of all of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from threading import Thread
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QObject,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.bridge import FILES, Bridge
from ui.context import Context
from ui.theme.tokens import SPACE
from ui.widgets.basics import label, row
from ui.wording import told

THUMB = 120
"""Width of a thumbnail, px."""
SHEET = 1100
"""Width at which a page is drawn for reading, px."""
_PAGE = Qt.ItemDataRole.UserRole


class Drawing(QObject):
    """Draws pages of one paper at a time; an answer about an earlier paper is dropped.

    Signals:
        counted: how many pages the paper has.
        drawn: (page, image).
        failed: the exception.
    """

    counted = Signal(int)
    drawn = Signal(int, QImage)
    failed = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._artist: Any = None

    def lay(self, paper: Any) -> None:
        """Lay a `vault.app.library.pictures.Paper` on the table."""
        self.clear()
        from vault.app.library.pictures import Artist

        artist = self._artist = Artist(paper)
        self._submit(artist, lambda: artist.pages, self.counted.emit)

    def draw(self, pages: Iterable[int], width: int) -> None:
        """Draw pages, one after the other."""
        artist = self._artist
        if artist is None:
            return
        for page in pages:
            self._submit(
                artist,
                lambda page=page: artist.draw(page, width),
                lambda picture: self.drawn.emit(picture.page, _image(picture)),
            )

    def clear(self) -> None:
        """Let go of the paper and its worker."""
        artist, self._artist = self._artist, None
        if artist is not None:
            # Not on a lane: those drop what has not begun when the window closes.
            Thread(target=artist.close, name="cocoon-artist").start()

    def _submit(self, artist: Any, work: Any, done: Any) -> None:
        def run(job: Any) -> Any:
            return work() if self._artist is artist else None

        def finish(result: Any) -> None:
            if self._artist is artist and result is not None:
                done(result)

        def miss(error: BaseException) -> None:
            if self._artist is artist:
                self.failed.emit(error)

        self._bridge.submit(run, done=finish, failed=miss, lane=FILES)


def _image(picture: Any) -> QImage:
    """Pixels as an image that owns them."""
    across, down = picture.width, picture.height
    return QImage(
        picture.rgb, across, down, across * 3, QImage.Format.Format_RGB888
    ).copy()  # fmt: skip


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
        self.which = QComboBox()
        self.which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.which.setMinimumContentsLength(14)
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
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setWidgetResizable(True)
        self.area.viewport().setAutoFillBackground(False)
        self.sheet.setAutoFillBackground(False)
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["s"])
        tools = row(self.which, 1, self.back, self.where, self.forward, self.smaller, self.larger)
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.turn(self._page + step)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._paint()
