"""A walk through a vault with very many documents and releases, as a person takes it.

Each step is done through the widgets, by key, wheel or click, and named in the pulse; the bench
and the test of the window's thread take the same walk.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from tests.fakes.firm import ENGINEER, OWNER, passphrase
from tests.ui.pulse import Pulse
from ui.window import Window

LONG = 120.0
"""How long a condition may take at most, s."""


class Walk:
    """Somebody at a desk with a large vault.

    Args:
        window: shown and locked.
        folder: the vault; it is appended to.
        pulse: what measures.
    """

    def __init__(self, window: Window, folder: Path, pulse: Pulse) -> None:
        self.window, self.folder, self.pulse = window, folder, pulse

    # -- patience ----------------------------------------------------------------------------

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the event loop run until something is so."""
        end = time.monotonic() + LONG
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(condition.__qualname__)
            self._wait()

    def settle(self) -> None:
        """Until nothing is under way and everything is painted."""
        self.until(lambda: not self.window.context.desk.bridge._jobs)
        self.rest()

    def rest(self) -> None:
        """A few beats."""
        for _ in range(3):
            self._wait()

    def _wait(self) -> None:
        """Some beats in an event loop: unlike `QTest.qWait`, it lets other threads have Python."""
        loop = QEventLoop()
        QTimer.singleShot(5, loop.quit)
        loop.exec()

    # -- the walk ----------------------------------------------------------------------------

    def sit_down(self) -> None:
        """The second that anybody takes before a passphrase is typed."""
        QTest.qWait(1000)

    def unlock(self) -> None:
        """By the unlock view, as the owner."""
        with self.pulse.during("unlock"):
            card = self.window._unlock._enter
            card.folder.setCurrentText(str(self.folder))
            card.person.setText(OWNER)
            card.passphrase.setText(passphrase(OWNER))
            QTest.keyClick(card.passphrase, Qt.Key.Key_Return)
            self.until(lambda: self.window.context.desk.is_open)

    def home(self) -> None:
        """Home and the inbox are filled after unlocking."""
        with self.pulse.during("home"):
            self.settle()

    def show(self, place: str, count: int) -> Any:
        """Go to a list by its button and wait until all is in it."""
        with self.pulse.during(f"show {place}"):
            self.window._buttons[place].click()
            view = self.window.view(place)
            self.until(lambda: view.model.rowCount() >= count and view.isVisible())
            self.rest()
        self.settle()
        return view

    def scroll(self, view: Any, name: str) -> None:
        """By wheel, by pages, to the end and back, and by dragging the bar."""
        table: QTableView = view.table
        with self.pulse.during(f"scroll {name}"):
            table.setFocus()
            for _ in range(12):
                self._wheel(table, -120 * 8)
            for key in (Qt.Key.Key_PageDown,) * 5 + (Qt.Key.Key_End, Qt.Key.Key_Home):
                QTest.keyClick(table, key)
                self.rest()
            bar = table.verticalScrollBar()
            for part in (0.5, 0.1, 0.93, 0.31, 1.0, 0.0):
                bar.setSliderPosition(int(bar.maximum() * part))
                self.rest()
        self.settle()

    def _wheel(self, table: QTableView, delta: int) -> None:
        where = table.viewport().rect().center()
        event = QWheelEvent(
            QPointF(where),
            QPointF(table.viewport().mapToGlobal(where)),
            QPoint(),
            QPoint(0, delta),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(table.viewport(), event)
        self.rest()

    def search(self, view: Any, name: str, text: str, found: Callable[[int], bool]) -> None:
        """Type letter by letter, wait for what is found, clear, and wait for all."""
        everything = view.model.rowCount()
        with self.pulse.during(f"search {name}"):
            view.field.setFocus()
            for letter in text:
                QTest.keyClicks(view.field, letter)
                self.rest()
            self.until(lambda: found(view.model.rowCount()))
            for _ in text:
                QTest.keyClick(view.field, Qt.Key.Key_Backspace)
                self.rest()
            self.until(lambda: view.model.rowCount() == everything)
            self.rest()

    def sort(self, view: Any, name: str, columns: Iterable[int]) -> None:
        """By some columns, up and down, then as it came."""
        head = view.table.horizontalHeader()
        before = view.model.rowCount()
        with self.pulse.during(f"sort {name}"):
            for column in columns:
                for _ in range(2):
                    where = QPoint(head.sectionViewportPosition(column) + 20, head.height() // 2)
                    QTest.mouseClick(
                        head.viewport(),
                        Qt.MouseButton.LeftButton,
                        Qt.KeyboardModifier.NoModifier,
                        where,
                    )
                    self.until(lambda: not view.model.arranging)
                    self.rest()
            view.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
            self.until(lambda: not view.model.arranging and view.model.rowCount() == before)
            self.rest()

    def refresh(self, view: Any, name: str, change: Callable[[], object]) -> None:
        """Somebody else changes the vault from another program; the list takes it up.

        The chosen row and the place in the list stay.
        """
        table: QTableView = view.table
        place = view.model.rowCount() // 2
        table.selectRow(place)
        self.settle()
        chosen, rows = view.table.current().id, view.model.total
        at = table.verticalScrollBar().value()
        with ThreadPoolExecutor(1) as elsewhere, self.pulse.during(f"refresh {name}"):
            done: Future[object] = elsewhere.submit(change)
            self.until(done.done)
            done.result()
            self.window.context.actions["view.refresh"].trigger()
            self.until(lambda: view.model.total == rows + 1 and not view.model.arranging)
            self.settle()
        now = view.table.current()
        assert now is not None and now.id == chosen, "the chosen row stays chosen"
        assert abs(table.verticalScrollBar().value() - at) < 80, "the list stays where it was"

    def take(self, view: Any, name: str, change: Callable[[], object]) -> None:
        """Scroll, search, sort and refresh one list."""
        self.scroll(view, name)
        self.search(view, name, "oven 12", lambda count: 0 < count < view.model.total)
        self.sort(view, name, range(view.model.columnCount()))
        self.refresh(view, name, change)


class Elsewhere:
    """Another program on the same vault, in the engineer's name."""

    def __init__(self, folder: Path) -> None:
        from vault.app.session import unlock

        self.folder = folder
        self.session = unlock(folder, ENGINEER, passphrase(ENGINEER))

    def add(self) -> object:
        """Put a file in."""
        from vault.app.library.documents import add

        path = self.folder.parent / "added meanwhile.txt"
        path.write_text("flux ratio 7:3\n" * 9, encoding="utf-8")
        technology = next(iter(self.session.state.facts.technologies))
        added = add(self.session, [path], technology=technology)
        assert added.documents, added.failed
        return added

    def ask(self) -> object:
        """Ask for a release of the newest document."""
        from vault.app.release.releases import Request, request

        facts = self.session.state.facts
        contact = next(iter(facts.contacts))
        return request(
            self.session,
            Request(
                contacts=[contact],
                documents=[list(facts.documents)[-1]],
                purpose="시험 생산 평가",
                until="2099-12-31",
                allow_untraceable=True,
            ),
        )
