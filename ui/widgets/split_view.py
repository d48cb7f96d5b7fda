"""Two panes beside each other: a list, and what is chosen in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


def split_view(
    left: QWidget, right: QWidget, widths: tuple[int, int], *, grows: int = 1
) -> QSplitter:
    """Panes that a person can make wider and narrower, but not lose.

    Args:
        left: one pane.
        right: the other.
        widths: of both at first, in pixels.
        grows: which of the two (0 or 1) takes the room of a wider window.
    """
    made = QSplitter(Qt.Orientation.Horizontal)
    made.addWidget(left)
    made.addWidget(right)
    made.setStretchFactor(grows, 1)
    made.setSizes(widths)
    made.setChildrenCollapsible(False)
    return made
