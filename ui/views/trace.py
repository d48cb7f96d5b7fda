"""Trace: a leak is preserved, traced to the copy it came from, and shown with what that proves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from ui.bridge import LONG, Job
from ui.context import Context
from ui.language import Code
from ui.saving import replacing
from ui.views.base import View
from ui.views.trace_result import Result
from ui.views.trace_start import Piece, Start
from ui.widgets.basics import button
from ui.widgets.confirm import Confirm
from ui.widgets.overlay import BARE, MARKED, ORIGINAL

Layers = list[dict[str, QImage]]


class Trace(View):
    """Drop it, say where it was found, and see what it proves.

    Tracing takes a while: it runs with a session of its own, so that the rest of the window can
    go on with the vault.
    """

    areas: ClassVar[frozenset[str]] = frozenset({"leaks", "documents", "members", "incidents"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._board: Any = None
        self._job: Job | None = None
        self._found: dict[str, tuple[Any, Layers]] = {}
        self._wanted = ""
        self.back = button("", self.step_back)
        self.bar.addWidget(self.back)
        self.start, self.result = Start(context), Result(context)
        self.pages = QStackedWidget()
        self.first = (self.start.pick, self.result.save, self.result.anew)
        self.pages.addWidget(self.start)
        self.pages.addWidget(self.result)
        self.body.addWidget(self.pages, 1)
        self.on_paste = lambda: self.open("leak.paste")
        self.start.lodge.connect(self._lodge)
        self.start.opened.connect(lambda row: self.show_leak(row.id))
        self.start.wrong.connect(lambda said, step: self.banner.say("warn", said, step))
        self.result.report.connect(self._ask_report)
        self.result.dossier.connect(self._ask_dossier)
        self.result.again.connect(lambda: self._again())
        self.result.to.connect(lambda place, what: self.context.go(place, what))
        self.retranslate()
        self._home()

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Trace"))
        self.back.setText(self.tr("All leaks"))
        self.start.retranslate()
        self.result.retranslate()

    def open(self, what: Any) -> None:
        """``leak.lodge`` asks for files, ``leak.paste`` pastes; an id shows that leak."""
        if what == "leak.lodge":
            self._home()
            self.start.choose()
        elif what == "leak.paste":
            self._home()
            self.start.paste()
        elif isinstance(what, (list, tuple)):
            self._home()
            self.start.add([str(path) for path in what])
        else:
            self.show_leak(str(what))

    def forget(self) -> None:
        super().forget()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._found.clear()
        self._board = None
        self.start.show_board(None)
        self.start.done()
        self.result.clear()
        self._home()

    def step_back(self) -> None:
        """From what a leak proves to all leaks."""
        self._home()
        super().step_back()

    def refresh(self) -> None:
        def ask(session: Any) -> Any:
            from vault.app.screens.leak_rows import board

            return board(session)

        self.desk.ask(ask, self._show_board, self.banner.fail)

    def _show_board(self, board: Any) -> None:
        self._board = board
        self.start.show_board(board)
        self.start.take_draft()
        if self._wanted:
            self.show_leak(self._wanted)

    def _home(self) -> None:
        self._wanted = ""
        self.pages.setCurrentWidget(self.start)
        self.back.hide()

    # -- preserving and tracing --------------------------------------------------------------

    def _lodge(self, trace: bool) -> None:
        """Preserve what is listed; then trace it, if this member may."""
        pieces, told, word = self.start.pieces, self.start.values(), self.start.password.text()

        def work(session: Any, job: Any) -> tuple[Any, Any]:
            return _preserve(session, pieces, told), None

        def done(result: Any) -> None:
            leak = result[0]
            self.start.done()
            if trace:
                self._trace(leak, word)
                return
            self.progress.end()
            tracers = ", ".join(self._board.tracers) if self._board else ""
            self.banner.say(
                "good",
                self.tr("{leak} is preserved with its hash.").format(leak=leak),
                self.tr("{names} can trace it.").format(names=tracers) if tracers else "",
            )

        self._begin(self.desk.do(work, areas={"leaks"}, done=done, failed=self._failed), "preserve")

    def _again(self) -> None:
        if self.result.row is not None:
            self._trace(self.result.row.id, "")

    def _trace(self, leak: str, password: str) -> None:
        """Trace a leak, with a session apart."""

        def work(session: Any) -> Callable[[Job], Any]:
            def trace(job: Job) -> Any:
                from vault.app.leak.leaks import find_leak
                from vault.app.leak.tracer import Tracer
                from vault.app.screens.leak_rows import finding
                from vault.app.session import apart

                own = apart(session)
                with Tracer(own, report=job.report) as tracer:
                    traced = tracer.trace(find_leak(own.state, leak), password)
                found = finding(own, traced)
                return found, _decoded(found)

            return trace

        def ready(trace: Callable[[Job], Any]) -> None:
            job = self.desk.bridge.submit(
                trace,
                done=lambda result: self._traced(job, result),
                failed=lambda error: self._failed(error) if self._job is job else None,
                progressed=self._stepped,
                lane=LONG,
            )
            self._begin(job, "trace")

        self.desk.ask(work, ready, self._failed)

    def _begin(self, job: Job | None, what: str) -> None:
        if job is None:
            return
        self.banner.clear()
        said = self.tr("Preserving…") if what == "preserve" else self.tr("Looking for the page…")
        self._job = job
        if self.isVisible():
            self._arriving = True
            self.setFocus()  # not to wherever Tab would go next
        self.start.setEnabled(False)
        self.result.card.setEnabled(False)
        self.progress.begin(said, None if what == "preserve" else self._stop)
        job.finished.connect(lambda: self._ended(job))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.progress.what.setText(self.tr("Stopping after this page; the leak is preserved…"))

    def _stepped(self, step: Any) -> None:
        if self._job is not None and not self._job.cancelled:
            self.progress.step(step)

    def _ended(self, job: Job) -> None:
        if self._job is not job:  # another began, or the vault was locked
            return
        self._job = None
        self.start.setEnabled(True)
        self.result.card.setEnabled(True)
        self.progress.end()
        if job.cancelled:
            self.banner.say(
                "warn",
                self.tr("Tracing was stopped."),
                self.tr("The leak is preserved; trace it again at any time."),
            )
        QTimer.singleShot(0, self, self.land)  # what it shows can be used now
        self.desk.look()

    def _failed(self, error: BaseException) -> None:
        self.progress.end()
        self.banner.fail(error)
        self.refresh()

    def _traced(self, job: Job, result: tuple[Any, Layers]) -> None:
        if self._job is not job:
            return
        found, layers = result
        self._found[found.leak] = result
        self.result.show_finding(found, layers, self._may_trace)
        self._to_result()

    @property
    def _may_trace(self) -> bool:
        return bool(self._board and self._board.may_trace)

    def _to_result(self) -> None:
        self.pages.setCurrentWidget(self.result)
        self.back.show()
        if self.isVisible():
            self.arrive()

    # -- earlier leaks -----------------------------------------------------------------------

    def show_leak(self, leak: str) -> None:
        """Show what is known of a leak."""
        self._wanted = ""
        if leak in self._found:
            self.result.show_finding(*self._found[leak], self._may_trace)
            self._to_result()
            return
        row = next((r for r in self._board.rows if r.id == leak), None) if self._board else None
        if row is None:  # the list may be older than the leak
            self._wanted = leak
            return
        self.result.show_row(row, self._may_trace)
        self._to_result()
        if not row.runs:
            return

        def ask(session: Any) -> Any:
            from vault.app.screens.leak_rows import recall

            return recall(session, leak)

        def done(found: Any) -> None:
            self.progress.end()
            now = self.result.row
            if found is not None and now is not None and now.id == leak:
                self.result.show_finding(found, [], self._may_trace)

        def failed(error: BaseException) -> None:
            self.progress.end()
            self.banner.fail(error)

        self.progress.begin(self.tr("Reading the ledger…"))
        self.desk.ask(ask, done, failed)

    # -- report and dossier ------------------------------------------------------------------

    def _ask_report(self, language: Code) -> None:
        found, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the report"), self.result.report_name(), "PDF (*.pdf)"
        )
        if found:
            self.save_report(Path(found), language)

    def save_report(self, out: Path, language: Code) -> None:
        """Write the report on the finding that is shown."""
        traced = self.result.finding.traced

        def work(session: Any, job: Any) -> Path:
            from vault.app.leak.reports import write_report

            replacing(out, lambda path: write_report(session, traced, path, language))
            return out

        self._write(work, self.tr("Writing the report…"), self.tr("The report is saved."), ())

    def _ask_dossier(self) -> None:
        found = self.result.finding
        sentence = self.tr(
            "A dossier opens the entries, and the key of each copy that is named, to whoever "
            "reads it. From then on others could make these marks. Take it to counsel or a court, "
            "not to the partner."
        )
        Confirm(
            self,
            self.tr("Export the dossier of {leak}?").format(leak=found.leak),
            sentence,
            self.tr("Choose a folder…"),
            self._choose_dossier,
        ).open()

    def _choose_dossier(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Where the dossier's folder goes"))
        if found:
            self.export_dossier(Path(found) / f"dossier-{self.result.finding.leak}")

    def export_dossier(self, out: Path) -> None:
        """Export what proves the case into a new folder."""
        leak = self.result.finding.leak

        def work(session: Any, job: Any) -> Path:
            from vault.app.proof.dossier import export

            return Path(export(session, leak, out, job.report).folder)

        said = self.tr("The dossier is exported, with a verifier in it.")
        self._write(work, self.tr("Making the dossier…"), said, ("ledger", "leaks"))

    def _write(
        self, work: Callable[[Any, Any], Path], what: str, said: str, areas: tuple[str, ...]
    ) -> None:
        self.banner.clear()

        def done(path: Path) -> None:
            self.progress.end()
            self.banner.say("good", said, str(path))

        def failed(error: BaseException) -> None:
            self.progress.end()
            self.banner.fail(error)

        job = self.desk.do_apart(
            work, areas=areas, done=done, failed=failed, progressed=self.progress.step
        )
        if job is not None:
            self.progress.begin(what, job.cancel)
            job.finished.connect(lambda: self.progress.end() if job.cancelled else None)


def _preserve(session: Any, pieces: list[Piece], told: dict[str, str]) -> str:
    """Lodge files and pasted pictures; a picture is a file for this moment only."""
    from vault.app.leak.leaks import lodge
    from vault.app.spools import private_folder

    with private_folder() as folder:
        paths = []
        for piece in pieces:
            if isinstance(piece, str):
                paths.append(Path(piece))
                continue
            name, image = piece
            image.save(str(folder / name), "PNG")  # type: ignore[call-overload]  # its types: bytes
            paths.append(folder / name)
        return str(lodge(session, paths, **told).id)


def _decoded(found: Any) -> Layers:
    """A finding's pictures, decoded on the thread that made them."""
    return [
        {
            name: QImage.fromData(data)
            for name, data in zip((MARKED, BARE, ORIGINAL), picture, strict=True)
            if data
        }
        for picture in found.pictures
    ]
