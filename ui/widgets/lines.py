"""A line that leads somewhere: what it is on the left, what of it on the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ui.theme.look import Look
from ui.theme.tokens import RADIUS, SPACE

HIGH = 34
ICON = 16
RIGHT = 0.6
"""How much of the room the right may take before it is cut off: it says what is urgent."""


class Line(QAbstractButton):
    """Like a row of a list; click, Enter or Space follow it.

    Args:
        look: colours and fonts.
        about: where it leads.
        icon: a name; text, more: what stands left and right; tone: a colour's name for the right.
    """

    def __init__(
        self, look: Look, about: tuple[str, Any], icon: str, text: str, more: str, tone: str
    ) -> None:
        super().__init__()
        self.about = about
        self._look = look
        self._icon_name, self._more, self._tone = icon, more, tone
        self.setText(text)
        said = f"{text}, {more}" if more else text
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(240, HIGH)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._look.tokens
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isDown() or self.underMouse() or self.hasFocus():
            ring = QPen(QColor(tokens.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen
            painter.setPen(ring)
            painter.setBrush(QColor(tokens.accent_wash if self.isDown() else tokens.sunken))
            painter.drawRoundedRect(area, RADIUS, RADIUS)
        tint = self._tone if self._tone != "soft" else "faint"
        mark = self._look.icon(self._icon_name, tint).pixmap(ICON, ICON)
        top = (self.height() - ICON) / 2
        painter.drawPixmap(QRectF(SPACE["s"], top, ICON, ICON), mark, QRectF(mark.rect()))
        font = self._look.font("body")
        painter.setFont(font)
        measure = QFontMetricsF(font)
        left = SPACE["s"] + ICON + SPACE["s"]
        room = self.width() - left - SPACE["s"]
        wanted = measure.horizontalAdvance(self.text()) + SPACE["m"]
        wide = min(measure.horizontalAdvance(self._more) + 2, max(room - wanted, room * RIGHT))
        right = QRectF(left + room - wide, 0, wide, self.height())
        elide = Qt.TextElideMode.ElideRight
        painter.setPen(QColor(getattr(tokens, self._tone)))
        said = measure.elidedText(self._more, elide, wide)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
        painter.setPen(QColor(tokens.text))
        rest = room - wide - (SPACE["m"] if self._more else 0)
        place = QRectF(left, 0, rest, self.height())
        said = measure.elidedText(self.text(), elide, rest)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
        painter.end()
