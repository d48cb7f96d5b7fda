"""Locks when nobody touched the program for a while, asleep or awake, whatever is open."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QApplication

LOCK_MINUTES = (1, 240, 10)
"""Least, most and usual minutes without a touch after which the vault locks."""
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


def lock_minutes(settings: QSettings) -> int:
    """The minutes that the person chose, within bounds; the usual ones where no number stands."""
    least, most, usual = LOCK_MINUTES
    try:
        minutes = float(str(settings.value("lock_minutes", usual)))
        return round(min(max(minutes, least), most))
    except ValueError:  # a file that anybody can edit must not keep the window shut
        return usual


class Idle(QObject):
    """Emits `passed` when the time has passed without a touch."""

    passed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.passed)
        self._on = False
        self._touched = 0.0

    def set_minutes(self, minutes: float) -> None:
        """How long; at least a few seconds."""
        self._timer.setInterval(max(1000, round(minutes * 60_000)))

    def start(self) -> None:
        """Begin to watch."""
        if not self._on:
            QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
            self._on = True
        self._touch()

    def stop(self) -> None:
        """Stop watching."""
        self._timer.stop()
        if self._on:
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self._on = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            # Timers stand still while a computer sleeps: the clock on the wall does not.
            if (time.time() - self._touched) * 1000 > self._timer.interval():
                self.passed.emit()
                return True  # this touch would still land in what was open
            self._touch()
        return False

    def _touch(self) -> None:
        self._touched = time.time()
        self._timer.start()
