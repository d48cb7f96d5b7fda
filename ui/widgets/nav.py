"""A place in the list of places: its icon, its name, and how many things wait there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolButton

from ui.theme.look import Look
from ui.theme.tokens import RADIUS, SPACE

HIGH = 36
ICON = 20


class NavButton(QToolButton):
    """One place; checked while it is shown.

    Args:
        look: colours and fonts.
        icon: name of its icon.
    """

    def __init__(self, look: Look, icon: str) -> None:
        super().__init__()
        self._look, self._icon_name = look, icon
        self._name, self._count = "", 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, name: str, count: int = 0) -> None:
        """Name the place, and how many things wait there."""
        self._name, self._count = name, count
        self.setText(f"{name} ({count})" if count else name)
        self.setAccessibleName(self.text())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = self._look.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse() or self.isDown():
            painter.setBrush(QColor(tokens.nav_on))
            painter.setOpacity(1.0 if self.isChecked() or self.isDown() else 0.55)
            painter.drawRoundedRect(area, RADIUS, RADIUS)
            painter.setOpacity(1.0)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.nav_text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        shown = "nav_text" if self.isChecked() else "nav_soft"
        mark = self._look.icon(self._icon_name, shown).pixmap(ICON, ICON)
        top = (self.height() - ICON) / 2
        painter.drawPixmap(QRectF(SPACE["m"], top, ICON, ICON), mark, QRectF(mark.rect()))
        right = float(self.width() - SPACE["m"])
        if self._count:
            right = self._pill(painter, right) - SPACE["s"]
        font = self._look.font("body", bold=self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(tokens.nav_text))
        left = SPACE["m"] + ICON + SPACE["m"]
        said = QFontMetricsF(font).elidedText(self._name, Qt.TextElideMode.ElideRight, right - left)
        place = QRectF(left, 0, right - left, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, said)
        painter.end()

    def _pill(self, painter: QPainter, right: float) -> float:
        """Draw the count, ending at `right`; where it begins."""
        tokens = self._look.tokens
        font = self._look.font("small", bold=True)
        said = f"{self._count:,}"
        wide = max(20.0, QFontMetricsF(font).horizontalAdvance(said) + 12)
        pill = QRectF(right - wide, (self.height() - 18) / 2, wide, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.nav_text))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setPen(QColor(tokens.nav))
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)
        return right - wide
