"""The numbers beside the places: how much waits there, whatever place is shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.desk import Desk

COUNTED = ("approvals", "incidents")


class Badges(QObject):
    """Asks for the numbers after unlocking and after every change.

    Signals:
        counted: a place, and how much waits there.
    """

    counted = Signal(str, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        desk.unlocked.connect(lambda: QTimer.singleShot(0, self, self._ask))  # home comes first
        desk.changed.connect(lambda areas: self._ask())
        desk.locked.connect(self._forget)

    def _ask(self) -> None:
        def ask(session: Any) -> dict[str, int]:
            from vault.app.screens.counts import counts

            return counts(session)

        self._desk.ask(ask, self._tell)  # a number that cannot be had is no news

    def _tell(self, numbers: dict[str, int]) -> None:
        for place, number in numbers.items():
            self.counted.emit(place, number)

    def _forget(self) -> None:
        for place in COUNTED:
            self.counted.emit(place, 0)
