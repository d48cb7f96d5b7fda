"""The list on the left that narrows a table to one technology."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.widgets.listing import current_data


class TechnologyFilter(QListWidget):
    """Every technology with the number of its rows; the first line stands for all of them.

    Whoever shows it hears of a choice through ``currentItemChanged``.
    """

    @property
    def technology(self) -> str:
        """Id of the one that is chosen; empty for all."""
        return str(current_data(self) or "")

    def offer(self, listed: Iterable[tuple[str, str, int]]) -> None:
        """List these: id, name, number of rows. What was chosen stays so, and nobody is told."""
        wanted = self.technology
        self.blockSignals(True)
        self.clear()
        for key, name, number in listed:
            item = QListWidgetItem(f"{name}  ({number})")
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.addItem(item)
            if key == wanted:
                self.setCurrentItem(item)
        self.blockSignals(False)
