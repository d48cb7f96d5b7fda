"""Rows of a list in two lines: what it is, and under it, more quietly, what of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme.look import Look
from ui.theme.tokens import SPACE

HIGH = 52
"""Height of such a row, px."""
_APART, _GAP = 2, 4
"""Space between the lines, and between the box or icon and the text, px."""


class TwoLines(QStyledItemDelegate):
    """Draws a row whose text has a line break; the box, the icon and the ground are the style's."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), HIGH)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        filled = QStyleOptionViewItem(option)
        self.initStyleOption(filled, index)
        view, look = filled.widget, Look.current()
        # PySide6's types leave out that there may be no view.
        style = view.style() if view else QApplication.style()  # type: ignore[truthy-bool]
        text = str(filled.text).replace("\u2028", "\n")  # Qt put it there for the line break
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, filled, view)
        filled.text = ""
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, filled, painter, view)
        if look is None:
            return
        first, _, second = text.partition("\n")
        measure = filled.fontMetrics
        high = measure.height() * (2 if second else 1) + (_APART if second else 0)
        top = area.center().y() - high // 2 + 1
        left, right = area.left() + _GAP, filled.rect.right() - SPACE["s"]
        painter.save()
        for line, colour in ((first, look.tokens.text), (second, look.tokens.soft)):
            place = QRect(left, top, max(0, right - left), measure.height())
            painter.setPen(QColor(colour))
            said = measure.elidedText(line, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, said)
            top += measure.height() + _APART
        painter.restore()
