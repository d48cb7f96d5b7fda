"""A box in which one of many is found by typing any part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from ui.theme.look import Look


def dress_list(completer: QCompleter | None) -> None:
    """What a completer offers is a window without a parent: it follows the scheme by itself."""
    look = Look.current()
    popup = completer.popup() if completer is not None else None
    if look is not None and popup is not None:
        look.dress(popup)


class Picker(QComboBox):
    """Rows of (key, name); nothing is chosen until the text is a name.

    Args:
        rows: what can be chosen.
        hint: what the empty field says.
    """

    def __init__(self, rows: Sequence[tuple[str, str]], hint: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for key, name in rows:
            self.addItem(name, key)
        self.setCurrentIndex(-1)
        found = QCompleter(self.model(), self)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(found)
        dress_list(found)
        line = self.lineEdit()
        assert line is not None, "an editable box has a line"
        line.setPlaceholderText(hint)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)

    def key(self) -> str:
        """The key of what was chosen, or typed in full; else empty."""
        text = self.currentText().strip()
        place = self.currentIndex()
        if place < 0 or self.itemText(place) != text:  # of one name, the one that was chosen
            place = self.findText(text)
        return str(self.itemData(place)) if text and place >= 0 else ""
