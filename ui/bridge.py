"""The only bridge between threads and Qt.

Work is submitted to a lane (one thread for whatever touches the vault, so that a session is
never used twice at once; another for work that only reads files; a few for long work, each with
a session of its own; one for watched folders, whose disk may be slow or far away). Results,
failures and progress come back as signals on the window's thread. Nothing that a lane runs
touches a widget.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from ui import crash

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

SWITCH_S = 0.0005
"""How long a lane may keep Python's lock while the window waits for it; Python's own is ten times
that, and a painted list takes the lock some hundred times."""
LONG_AT_ONCE = 3
"""So much long work goes on at the same time; the rest waits its turn."""
VAULT, FILES, LONG, WATCH = "vault", "files", "long", "watch"


class Cancelled(Exception):  # noqa: N818 (it is no error)
    """Raised inside the work when the person cancelled it."""


class Job(QObject):
    """One piece of work under way.

    Signals:
        done: the result; failed: the exception; progressed: a `vault.progress.Step`;
        finished: after any end.
    """

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(object)
    finished = Signal()
    _stepped = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self.again: Callable[[], None] | None = None  # shows the form that began it
        self._stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._settle, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def report(self, step: Any) -> None:
        """Called by the work, on its thread, at each step."""
        if self._stop.is_set():
            raise Cancelled
        self._stepped.emit(step)

    def _complete(self, future: Future[Any]) -> None:
        if future.cancelled():  # the bridge was closed before its turn came
            return
        error = future.exception()
        try:
            self._ended.emit(None if error else future.result(), error)
        except RuntimeError:  # the window is gone
            return

    @Slot(object)
    def _step(self, step: Any) -> None:
        self.progressed.emit(step)

    @Slot(object, object)
    def _settle(self, result: Any, error: BaseException | None) -> None:
        if error is None:
            self.done.emit(result)
        elif not isinstance(error, Cancelled):
            crash.record(error)
            self.failed.emit(error)
        self.finished.emit()
        self.deleteLater()


class Bridge(QObject):
    """Starts work on a lane and keeps it until it ends.

    Signals:
        busy: how many pieces of work are under way.
    """

    busy = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_S)
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._jobs: set[Job] = set()
        self._closed = False

    def submit(
        self,
        work: Callable[[Job], Any],
        *,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progressed: Callable[[Any], None] | None = None,
        lane: str = VAULT,
    ) -> Job:
        """Run ``work(job)`` on a lane; callbacks run on the window's thread."""
        job = Job(self)
        for signal, slot in (
            (job.done, done),
            (job.failed, failed),
            (job.progressed, progressed),
        ):
            if slot is not None:
                signal.connect(slot)
        job.finished.connect(lambda: self._ended(job))
        self._jobs.add(job)
        self.busy.emit(len(self._jobs))
        future = self._lane(lane).submit(work, job)
        future.add_done_callback(job._complete)
        return job

    def _lane(self, lane: str) -> ThreadPoolExecutor:
        """A lane, made when it is first needed."""
        if lane not in self._lanes:
            if self._closed:
                raise RuntimeError("the bridge is closed")
            from concurrent.futures import ThreadPoolExecutor

            threads = LONG_AT_ONCE if lane == LONG else 1
            self._lanes[lane] = ThreadPoolExecutor(threads, thread_name_prefix=f"cocoon-{lane}")
        return self._lanes[lane]

    def _ended(self, job: Job) -> None:
        self._jobs.discard(job)
        self.busy.emit(len(self._jobs))

    def cancel_all(self) -> None:
        """Ask everything under way to stop."""
        for job in tuple(self._jobs):
            job.cancel()

    def close(self) -> None:
        """Stop taking work, and wait for what runs."""
        self.cancel_all()
        self._closed = True
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)
