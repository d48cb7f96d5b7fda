"""What a list's current item stands for, as ``QComboBox.currentData`` tells of a box.

PySide6's types leave out that ``QListWidget.currentItem`` may be None; nothing here needs them to.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget


def current_data(listed: QListWidget, role: int = Qt.ItemDataRole.UserRole) -> Any:
    """The data of the current item; None where no item is."""
    number = listed.currentRow()
    return listed.item(number).data(role) if number >= 0 else None
