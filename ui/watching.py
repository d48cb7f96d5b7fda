"""Watched folders while the vault is open: steps on a lane of their own, and what came of them.

Between two steps the lane is free, so that choosing or pausing a folder waits for one file at
most. Locking stops the step under way and lets the session of the watcher go.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.bridge import WATCH, Job
from ui.desk import Desk

if TYPE_CHECKING:
    from vault.app.library.watching import Watcher
    from vault.app.session import Session

STEP_EVERY_MS = 1000
QUIET_S = 3.0


class _Turn:
    """A watcher, used by one thread at a time; made when first needed, closed for good."""

    def __init__(self, session: Session, quiet: float) -> None:
        self._session: Session | None = session
        self._quiet = quiet
        self._watcher: Watcher | None = None
        self._lock = Lock()

    def use(self, work: Callable[[Watcher], Any]) -> Any:
        """Do something with the watcher; None if it is closed."""
        from vault.app.library.watching import Watcher
        from vault.app.session import apart

        with self._lock:
            if self._session is None:
                return None
            if self._watcher is None:
                self._watcher = Watcher(apart(self._session), quiet=self._quiet)
            return work(self._watcher)

    def close(self) -> None:
        """Let go of the session; waits for the file under way."""
        with self._lock:
            watcher, self._watcher, self._session = self._watcher, None, None
            if watcher is not None:
                watcher.close()


class Watching(QObject):
    """What the window knows of watched folders.

    Signals:
        told: a `vault.app.library.watching.Status`, after each step; None when locked.
        progressed: file name, number and how many in all, while files come in.
        rested: nothing is coming in any more.
        arrived: a `vault.app.library.watching.News`, once when a flood of files has passed.
        failed: an exception that nobody expected; watching rests until something is chosen anew.

    Attributes:
        status: what was told last, or None.
        kept: folders were chosen before; until they are told, nobody knows which.
        quiet: how long a file must stand still, seconds; for watchers made from now on.
    """

    told = Signal(object)
    progressed = Signal(str, int, int)
    rested = Signal()
    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._turn: _Turn | None = None
        self._job: Job | None = None
        self._news: Any = None
        self._done = 0
        self._halted = False
        self.status: Any = None
        self.kept = False
        self.quiet = QUIET_S
        self._timer = QTimer(self, interval=STEP_EVERY_MS, singleShot=True)
        self._timer.timeout.connect(self._step)
        desk.unlocked.connect(self._unlocked)
        desk.locked.connect(self._locked)

    # -- with the desk -----------------------------------------------------------------------

    def _unlocked(self) -> None:
        quiet = self.quiet

        def ask(session: Any) -> tuple[_Turn, bool]:
            from vault.app.library.watched import any_kept

            return _Turn(session, quiet), any_kept(session)

        def done(found: tuple[_Turn, bool]) -> None:
            self._turn, self.kept = found
            if self.kept:  # else nothing is loaded before somebody chooses a folder
                self._timer.start(STEP_EVERY_MS)  # first what the person waits for

        self._desk.ask(ask, done)

    def _locked(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
        turn, self._turn = self._turn, None
        self._job, self._news, self._done, self.status = None, None, 0, None
        self._halted = self.kept = False
        if turn is not None:
            # Not on a lane: those drop what has not begun when the window closes.
            Thread(target=turn.close, name="cocoon-watching").start()
        self.rested.emit()
        self.told.emit(None)

    # -- steps -------------------------------------------------------------------------------

    def _step(self) -> None:
        turn, done = self._turn, self._done
        if turn is None or self._job is not None:
            return

        def work(job: Job) -> Any:
            from vault.progress import Step

            def report(step: Step) -> None:
                if not job.cancelled:  # the watcher asks by itself, where it can stop
                    job.report(Step(step.what, done + step.done, done + step.total))

            return turn.use(
                lambda watcher: watcher.step(time.monotonic(), report, lambda: job.cancelled)
            )

        job = self._desk.bridge.submit(
            work,
            done=lambda status: self._stepped(turn, status),
            failed=lambda error: self._failed(turn, error),
            progressed=lambda step: self._progressed(turn, step),
            lane=WATCH,
        )
        self._job = job
        job.finished.connect(lambda: self._ended(job))

    def _progressed(self, turn: _Turn, step: Any) -> None:
        if self._turn is turn:
            self.progressed.emit(step.what, step.done, step.total)

    def _stepped(self, turn: _Turn, status: Any) -> None:
        if self._turn is not turn or status is None:
            return
        came = len(status.news.added) + len(status.news.revised) + len(status.news.missed)
        self._news = status.news if self._news is None else self._news + status.news
        self._done = self._done + came if status.ready else 0
        if came:
            self._desk.look()  # the entries are another session's: lists show them now
        self._show(status)
        if not status.ready:
            self.rested.emit()
            if self._news and not (came and status.waiting):
                news, self._news = self._news, None
                self.arrived.emit(news)

    def _failed(self, turn: _Turn, error: BaseException) -> None:
        if self._turn is turn:
            self._done, self._halted = 0, True
            self.rested.emit()
            self.failed.emit(error)

    def _ended(self, job: Job) -> None:
        if self._job is not job:
            return
        self._job = None
        status = self.status
        if not self._halted and (status is None or status.folders):
            more = status is not None and status.ready and status.trouble is None
            self._timer.start(0 if more else STEP_EVERY_MS)

    def _show(self, status: Any) -> None:
        changed, self.status = status != self.status, status
        if changed:
            self.told.emit(status)

    # -- choosing ----------------------------------------------------------------------------

    def do(
        self,
        work: Callable[[Watcher], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job | None:
        """Choose, change or remove folders; None when locked."""
        turn = self._turn
        if turn is None:
            return None

        def use(job: Job) -> Any:
            return turn.use(lambda watcher: (work(watcher), watcher.status()))

        def finish(found: Any) -> None:
            if self._turn is not turn or found is None:
                return
            result, status = found
            self._halted = False
            self._show(status)
            self._step()
            if done is not None:
                done(result)

        def miss(error: BaseException) -> None:
            if self._turn is turn and failed is not None:
                failed(error)

        return self._desk.bridge.submit(use, done=finish, failed=miss, lane=WATCH)

    def pause(self) -> None:
        """Stop what is coming in, and pause the folders it comes from."""
        if self._job is not None:
            self._job.cancel()
        busy = [row.id for row in self.status.folders if row.ready] if self.status else []

        def work(watcher: Watcher) -> None:
            coming = busy or [row.id for row in watcher.status().folders if row.ready]
            for folder in coming:
                watcher.change(folder, on=False)

        self.do(work, lambda _: self.rested.emit())
