"""Where fresh random codes score, and where the leak does: how far it is from chance."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.look import Look
from ui.theme.tokens import SPACE

Bars = tuple[Sequence[float], Sequence[int], int]


class Histogram(QWidget):
    """Bars of random codes over standard deviations, and a line for each named copy."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._edges: tuple[float, ...] = ()
        self._counts: tuple[int, ...] = ()
        self._draws = 0
        self._named: tuple[tuple[str, float], ...] = ()
        self.setMinimumHeight(200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def set_facts(self, bars: Bars | None, named: Sequence[tuple[str, float]]) -> None:
        """Show bars, and the scores of named copies."""
        edges, counts, self._draws = bars or ((), (), 0)
        self._edges, self._counts = tuple(edges), tuple(counts)
        self._named = tuple(named)
        best = max((score for _, score in named), default=0.0)
        said = self.tr("Random codes score between {low} and {high} standard deviations.").format(
            low=f"{self._reach()[0]:.1f}", high=f"{self._reach()[1]:.1f}"
        )
        if named:
            said += " " + self.tr("The leak scores {score}.").format(score=f"{best:.1f}")
        self.setAccessibleName(self.tr("Scores of random codes and of the leak"))
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, 260)

    def _reach(self) -> tuple[float, float]:
        """Least and greatest score that some random code had."""
        hit = [k for k, count in enumerate(self._counts) if count]
        return (self._edges[hit[0]], self._edges[hit[-1] + 1]) if hit else (0.0, 0.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.tokens
        small, bold = self._look.font("small"), self._look.font("small", bold=True)
        measure = QFontMetricsF(bold)
        line = measure.height()
        scores = [score for _, score in self._named]
        low = min([self._reach()[0], *scores, -4.0]) - 0.5
        high = max([self._reach()[1], *scores, 4.0]) + 1.0
        left, right = float(SPACE["m"]), float(self.width() - SPACE["m"])
        top = line * (len(scores) + 1.5)
        base = self.height() - 2 * line - SPACE["s"]

        def x(value: float) -> float:
            return left + (right - left) * (value - low) / (high - low)

        painter.setFont(small)
        step = 1 if high - low < 14 else 2 if high - low < 30 else 5
        first = int(low // step + 1) * step
        for value in range(first, int(high) + 1, step):
            painter.setPen(QPen(QColor(tokens.line), 1))
            painter.drawLine(QPointF(x(value), top), QPointF(x(value), base))
            painter.setPen(QColor(tokens.soft))
            cell = QRectF(x(value) - 30, base + 2, 60, line)
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, f"{value}".replace("-", "−"))
        most = max([*self._counts, 1])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.faint))
        for start, stop, count in zip(self._edges, self._edges[1:], self._counts, strict=False):
            if count:
                tall = max(1.0, (base - top) * count / most)
                wide = max(1.0, x(stop) - x(start) - 1)
                painter.drawRect(QRectF(x(start), base - tall, wide, tall))
        painter.setPen(QPen(QColor(tokens.soft), 1))
        painter.drawLine(QPointF(left, base), QPointF(right, base))
        axis = QRectF(left, base + line + 2, right - left, line)
        painter.drawText(
            axis, Qt.AlignmentFlag.AlignRight, self.tr("standard deviations above chance")
        )
        if self._counts:
            painter.drawText(
                QRectF(x(0) - 160, top - line - 2, 320, line),
                Qt.AlignmentFlag.AlignCenter,
                self.tr("{count} random codes").format(count=f"{self._draws:,}"),
            )
        painter.setFont(bold)
        for place, (copy, score) in enumerate(self._named):
            level = line * (place + 0.5)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawLine(QPointF(x(score), level + line), QPointF(x(score), base))
            said = f"{copy}  {score:.1f}"
            room = measure.horizontalAdvance(said)
            start = min(max(x(score) - room / 2, left), right - room)
            painter.drawText(QRectF(start, level, room + 4, line), 0, said)
        painter.end()
