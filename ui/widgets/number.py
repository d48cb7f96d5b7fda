"""A whole number within bounds; typed, or changed by the arrow keys."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

from ui.theme.tokens import SPACE


class Number(QSpinBox):
    """A field like the others: the style sheet forgets a number's margin.

    Args:
        least, most: what can be typed.
    """

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self.setRange(least, most)
        self.lineEdit().setTextMargins(SPACE["s"], 0, SPACE["s"], 0)
