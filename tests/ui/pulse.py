"""The pulse of the window's thread: how long it was away from its event loop, at most.

A timer beats in the event loop. What the thread does between two beats is one stretch in which
nobody's key or click is looked at. Two clocks measure it: the thread's own CPU time, which says
what the program does to itself and is the same on a busy machine, and the time on the wall, which
also counts waiting for Python's lock and for other programs.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 4


@dataclass
class Stretch:
    """The longest stretch during one thing that a person did, ms."""

    what: str
    cpu: float = 0.0
    wall: float = 0.0


class Pulse(QObject):
    """Beats while it lives; `during` names what a person does meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.stretches: list[Stretch] = []
        self._now = Stretch("")
        self._cpu, self._wall = time.thread_time(), time.perf_counter()
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    def beat(self) -> None:
        """Close a stretch and begin the next."""
        cpu, wall = time.thread_time(), time.perf_counter()
        away = (wall - self._wall) * 1000 - BEAT_MS  # the timer itself may wait as long
        self._now.cpu = max(self._now.cpu, (cpu - self._cpu) * 1000)
        self._now.wall = max(self._now.wall, away)
        self._cpu, self._wall = cpu, wall

    @contextmanager
    def during(self, what: str) -> Iterator[Stretch]:
        """What is measured until the end of the block counts for `what`."""
        self.beat()
        self._now = Stretch(what)
        yield self._now
        self.beat()
        self.stretches.append(self._now)
        self._now = Stretch("")

    def longest(self) -> Stretch:
        """The worst of all, by CPU time."""
        return max(self.stretches, key=lambda stretch: stretch.cpu)
