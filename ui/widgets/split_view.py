"""Two panes beside each other: a list, and what is chosen in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


def split_view(
    left: QWidget, right: QWidget, widths: tuple[int, int], *, stretch: tuple[int, int]
) -> QSplitter:
    """Panes that a person can make wider and narrower, but not lose.

    Args:
        left: one pane.
        right: the other.
        widths: of both at first, in pixels.
        stretch: their shares of the room that a wider window gives; 0 takes none.
    """
    made = QSplitter(Qt.Orientation.Horizontal)
    made.addWidget(left)
    made.addWidget(right)
    for number, share in enumerate(stretch):
        made.setStretchFactor(number, share)
    made.setSizes(widths)
    made.setChildrenCollapsible(False)
    return made
