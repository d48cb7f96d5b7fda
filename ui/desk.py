"""The unlocked vault on the desk: who is at it, and what changed.

Views ask the desk; the desk runs the question on the vault's lane and hands back plain values.
An operation names the areas it changed, and every view that shows one of them asks again; so
does what another program appended to the same folder, which the desk looks for every few seconds.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.bridge import LONG, Bridge, Job

if TYPE_CHECKING:
    from vault.app.session import Session

LOOK_EVERY_MS = 3000
EVERYTHING = frozenset({"*"})

Ask = Callable[["Session"], Any]
AskReporting = Callable[["Session", Job], Any]


@contextmanager
def unhurried() -> Iterator[None]:
    """Make very many values that stay, without the collector's looking at each again and again.

    A full collection goes through every value of the vault with the window's thread waiting: some
    tenths of a second with 50,000 documents. What is made here it need never look at until
    `gc.unfreeze`; values that nothing refers to any more go at once all the same.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


class Desk(QObject):
    """One vault, one person.

    Signals:
        unlocked, locked: the state changed.
        began: a job that goes on while the person does other things, and what to call it.
        changed: a frozenset of areas (``documents``, ``releases``, …) or ``*``.
    """

    unlocked = Signal()
    locked = Signal()
    began = Signal(object, str)
    changed = Signal(frozenset)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = bridge
        self.folder: Path | None = None
        self.name = ""
        self.org = ""
        self.roles: tuple[str, ...] = ()
        self._session: Session | None = None
        self._seen = 0
        self._looking = False
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def is_open(self) -> bool:
        """Whether somebody is at the desk."""
        return self._session is not None

    def unlock(
        self,
        folder: Path,
        name: str,
        passphrase: str,
        *,
        failed: Callable[[BaseException], None],
    ) -> Job:
        """Open a vault; `unlocked` is emitted when it is open."""

        def work(job: Job) -> Any:
            from vault.app.session import unlock

            with unhurried():
                session = unlock(folder, name, passphrase)
            me = session.me
            facts = session.state.facts
            return session, me.name, me.roles, facts.org, session.ledger.size

        def done(result: Any) -> None:
            self._session, self.name, self.roles, self.org, self._seen = result
            self.folder = folder
            self._timer.start()
            self.unlocked.emit()  # every view asks anew when it is shown

        return self.bridge.submit(work, done=done, failed=failed)

    def lock(self) -> None:
        """Forget the keys; what is under way ends by itself."""
        if self._session is None:
            return
        self._timer.stop()
        self._session = None
        gc.unfreeze()
        self._looking = False  # an answer that comes now is dropped
        self.name, self.org, self.roles = "", "", ()
        self.locked.emit()

    def ask(
        self,
        question: Ask,
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> Job | None:
        """Ask the vault something; nothing changes. None when locked."""
        return self._submit(lambda session, job: question(session), done, failed, None, ())

    def do(
        self,
        operation: AskReporting,
        *,
        areas: Iterable[str],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progressed: Callable[[Any], None] | None = None,
    ) -> Job | None:
        """Change the vault; views of the areas ask again when it is done."""
        return self._submit(operation, done, failed, progressed, tuple(areas))

    def do_apart(
        self,
        operation: AskReporting,
        *,
        areas: Iterable[str],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        progressed: Callable[[Any], None] | None = None,
    ) -> Job | None:
        """Long work with a session of its own, so that every view can be used meanwhile.

        What it appended comes to the desk's session as another program's would; then views of the
        areas ask again. Work that is stopped may have appended something, too.
        """
        session = self._session
        if session is None:
            return None
        told = tuple(areas)

        def work(job: Job) -> Any:
            from vault.app.session import apart

            return operation(apart(session), job)

        def finish(value: Any) -> None:
            if self._session is session:
                self._submit(
                    lambda session, job: session.refresh(),
                    None if done is None else lambda _: done(value),
                    failed,
                    None,
                    told,
                )

        def miss(error: BaseException) -> None:
            if self._session is session:
                if failed is not None:
                    failed(error)
                self.look()

        def step(said: Any) -> None:
            if self._session is session and progressed is not None:
                progressed(said)

        return self.bridge.submit(work, done=finish, failed=miss, progressed=step, lane=LONG)

    def _submit(
        self,
        operation: AskReporting,
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
        progressed: Callable[[Any], None] | None,
        areas: tuple[str, ...],
    ) -> Job | None:
        session = self._session
        if session is None:
            return None

        def finish(result: Any) -> None:
            value, size = result
            if self._session is not session:  # locked, or somebody else's, meanwhile
                return
            if areas:
                self._seen = max(self._seen, size)
            if done is not None:
                done(value)
            if areas:
                self.changed.emit(frozenset(areas))

        def miss(error: BaseException) -> None:
            if self._session is session and failed is not None:
                failed(error)

        def step(told: Any) -> None:
            if self._session is session and progressed is not None:
                progressed(told)

        return self.bridge.submit(
            lambda job: (operation(session, job), session.ledger.size),
            done=finish,
            failed=miss,
            progressed=step,
        )

    def look(self) -> None:
        """See whether another program appended something."""
        if self._looking or self._session is None:
            return
        self._looking = True

        def refresh(session: Session) -> int:
            session.refresh()
            return session.ledger.size

        def done(size: int) -> None:
            self._looking = False
            if size > self._seen:
                self._seen = size
                self.changed.emit(EVERYTHING)

        def failed(error: BaseException) -> None:
            self._looking = False

        self.ask(refresh, done, failed)
