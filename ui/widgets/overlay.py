"""The leak with what was read drawn on it: to fit, at 100 %, or as near as the wheel brings it.

Each picture may come in layers of one size: with the read shifts drawn on it, bare, and the
original in the same place; one of them is shown, and looking from one to the other is the proof
that they fit.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui.theme.tokens import SPACE
from ui.widgets.basics import button, label
from ui.wording import percent

NEAREST, FARTHEST = 8.0, 0.05
STEP = 1.25
MARKED, BARE, ORIGINAL = "marked", "bare", "original"


class Canvas(QGraphicsView):
    """A picture that the wheel enlarges where the pointer is, and a drag moves.

    Signals:
        zoomed: the scale, 1.0 at 100 %.
    """

    zoomed = Signal(float)

    def __init__(self) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self._fitted = True
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setMinimumHeight(160)

    @property
    def scale_now(self) -> float:
        """1.0 at 100 %."""
        return float(self.transform().m11())

    def show_image(self, image: QImage) -> None:
        """Show a picture; place and scale stay when it is as large as the one before."""
        before = self._item.pixmap().size()
        self._item.setPixmap(QPixmap.fromImage(image))
        if before != image.size():
            self._scene.setSceneRect(self._item.boundingRect())
            self.fit()

    def fit(self) -> None:
        """Show all of it."""
        self._fitted = True
        if not self._item.pixmap().isNull():
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)
        self.zoomed.emit(self.scale_now)

    def zoom_to(self, scale: float) -> None:
        """Show it at a scale."""
        self._fitted = False
        wanted = min(max(scale, FARTHEST), NEAREST)
        self.scale(wanted / self.scale_now, wanted / self.scale_now)
        self.zoomed.emit(self.scale_now)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.zoom_to(self.scale_now * STEP ** (turned / 120))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_to(self.scale_now * STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom_to(self.scale_now / STEP)
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key == Qt.Key.Key_1:
            self.zoom_to(1.0)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()


class Overlay(QWidget):
    """Pictures one at a time, their layers, and how near they are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._pictures: list[dict[str, QImage]] = []
        self._captions: list[str] = []
        self.canvas = Canvas()
        self.which = QComboBox()
        self.which.currentIndexChanged.connect(lambda _: self._choose())
        self.layers = {name: button("") for name in (MARKED, BARE, ORIGINAL)}
        self._group = QButtonGroup(self)
        for made in self.layers.values():
            made.setCheckable(True)
            self._group.addButton(made)
            made.toggled.connect(self._layer)
        self.whole = button("", self.canvas.fit)
        self.true_size = button("", lambda: self.canvas.zoom_to(1.0))
        self.scale_said = label("", "small")
        self.canvas.zoomed.connect(lambda scale: self.scale_said.setText(percent(scale)))
        self.hint = label("", "small", wrap=True)
        top = QHBoxLayout()
        top.setSpacing(SPACE["s"])
        for part in (self.which, *self.layers.values()):
            top.addWidget(part)
        top.addStretch(1)
        for part in (self.scale_said, self.whole, self.true_size):
            top.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE["s"], 0, 0)
        column.setSpacing(SPACE["s"])
        column.addLayout(top)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.hint)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        words = {
            MARKED: self.tr("Read shifts"),
            BARE: self.tr("Leak alone"),
            ORIGINAL: self.tr("Original"),
        }
        for name, made in self.layers.items():
            made.setText(words[name])
            made.setAccessibleName(words[name])
        self.whole.setText(self.tr("Fit"))
        self.true_size.setText(self.tr("100 %"))
        self.whole.setAccessibleName(self.tr("Fit the picture to the window"))
        self.true_size.setAccessibleName(self.tr("Show the picture at 100 %"))
        self.which.setAccessibleName(self.tr("Page that was found"))
        self.canvas.setAccessibleName(self.tr("The leak with what was read"))
        self.canvas.setToolTip(self.tr("Wheel: nearer or farther. Drag: move. 0: fit. 1: 100 %."))
        self.hint.setText(
            self.tr(
                "Green outlines: words that were read; grey: words that were not. A red stroke "
                "shows which way a word was moved, much enlarged."
            )
        )

    def set_pictures(self, pictures: Sequence[dict[str, QImage]], captions: Sequence[str]) -> None:
        """Show these; each is a picture's layers by name, of one size."""
        self._pictures, self._captions = list(pictures), list(captions)
        self.which.blockSignals(True)
        self.which.clear()
        self.which.addItems(self._captions)
        self.which.blockSignals(False)
        self.which.setVisible(len(pictures) > 1)
        self.layers[MARKED].setChecked(True)
        self._choose()

    @property
    def shown(self) -> str:
        """Name of the layer that is shown."""
        return next((name for name, made in self.layers.items() if made.isChecked()), MARKED)

    def _now(self) -> dict[str, QImage]:
        number = max(0, self.which.currentIndex())
        return self._pictures[number] if number < len(self._pictures) else {}

    def _choose(self) -> None:
        layers = self._now()
        for name, made in self.layers.items():
            made.setVisible(name in layers and len(layers) > 1)
        if layers and self.shown not in layers:
            self.layers[MARKED].setChecked(True)
        self._paint()

    def _layer(self, on: bool) -> None:
        if on:
            self._paint()

    def _paint(self) -> None:
        self.canvas.show_image(self._now().get(self.shown, QImage()))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
