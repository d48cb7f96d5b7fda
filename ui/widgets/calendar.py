"""A month to choose a day from, drawn with the look in force."""

from __future__ import annotations

from PySide6.QtCore import QDate, QLocale, QSize, Qt
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from ui.theme.look import Look

_SIZE = QSize(300, 252)
"""Room for six weeks whose figures can be read and hit, px."""


class Calendar(QCalendarWidget):
    """One month; Sundays and Saturdays are coloured where calendars are, in Korean.

    Args:
        look: colours and icons.
        name: what it is called to who does not see it.
    """

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumSize(_SIZE)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        tokens, locale = look.tokens, QLocale()
        korean = locale.language() == QLocale.Language.Korean
        self.setFirstDayOfWeek(Qt.DayOfWeek.Sunday if korean else locale.firstDayOfWeek())
        head = QTextCharFormat()
        head.setForeground(QColor(tokens.soft))
        head.setBackground(QColor(tokens.raised))
        self.setHeaderTextFormat(head)
        for day, colour in (
            (Qt.DayOfWeek.Saturday, tokens.accent if korean else tokens.text),
            (Qt.DayOfWeek.Sunday, tokens.bad if korean else tokens.text),
        ):
            form = QTextCharFormat()
            form.setForeground(QColor(colour))
            self.setWeekdayTextFormat(day, form)
        today = QTextCharFormat()
        today.setFontWeight(700)
        today.setForeground(QColor(tokens.accent))
        self.setDateTextFormat(QDate.currentDate(), today)
        for part, icon in (("prevmonth", "back"), ("nextmonth", "forward")):
            arrow = self.findChild(QToolButton, f"qt_calendar_{part}")
            if arrow is not None:
                arrow.setIcon(look.icon(icon, "text"))
                arrow.setIconSize(QSize(16, 16))
