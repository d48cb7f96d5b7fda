"""Approvals: the inbox of requests on the left, the chosen one in full on the right."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from ui.context import Context
from ui.views.approval_case import ApprovalCase, Decision
from ui.views.base import View
from ui.views.release_dialogs import AREAS
from ui.views.release_review import papers_of
from ui.views.release_work import Work
from ui.widgets.basics import Empty
from ui.widgets.form import FormDialog
from ui.widgets.listing import current_data
from ui.widgets.two_lines import TwoLines
from ui.wording import dated, told

_ID = Qt.ItemDataRole.UserRole


class Approvals(View):
    """What waits for a decision."""

    areas: ClassVar[frozenset[str]] = frozenset({"releases", "partners", "documents", "demands"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = ""
        self._drawn = ""
        self._job: Any = None
        self.work = Work(self)
        self.list = QListWidget()
        self.list.setMinimumWidth(220)
        self.list.setItemDelegate(TwoLines(self.list))
        self.list.setIconSize(QSize(18, 18))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.case = ApprovalCase(context)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.list)
        both.addWidget(self.case)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 5)
        both.setSizes([230, 800])
        both.setChildrenCollapsible(False)
        self.empty = Empty("", icon="approve")
        self.empty.button.clicked.connect(lambda checked=False: context.go("releases"))
        self.empty.button.show()
        self.pages = QStackedWidget()
        self.first = (self.list, self.empty.button)
        self.pages.addWidget(self.empty)
        self.pages.addWidget(both)
        self.body.addWidget(self.pages, 1)
        self.list.currentItemChanged.connect(lambda now, before: self._choose(now))
        self.list.itemActivated.connect(lambda _: self.case.area.setFocus())
        self.case.approve.connect(self._approve)
        self.case.reject.connect(self._reject)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Approvals"))
        self.list.setAccessibleName(self.tr("Requests that wait"))
        self.empty.sentence.setText(self.tr("Nothing waits for your decision."))
        self.empty.button.setText(self.tr("See all releases"))
        self.case.retranslate()

    def open(self, what: Any) -> None:
        """An id selects that request."""
        self._wanted = str(what)
        self._select()

    def search(self) -> None:
        self.list.setFocus()

    def forget(self) -> None:
        super().forget()
        self._stop()
        self._wanted = self._drawn = ""
        self.case.forget()
        self._show([])

    def refresh(self) -> None:
        def ask(session: Any) -> list[Any]:
            from vault.app.screens.approval_rows import inbox

            return list(inbox(session))

        self.desk.ask(ask, self._show, self.banner.fail)

    # -- the inbox ---------------------------------------------------------------------------

    def _show(self, rows: list[Any]) -> None:
        wanted = self._wanted or current_data(self.list, _ID) or ""
        self.list.blockSignals(True)
        self.list.clear()
        for each in rows:
            item = QListWidgetItem(f"{each.partner}\n{each.by}, {dated(each.at)}")
            item.setIcon(self.context.look.icon("clock", "warn"))
            item.setData(_ID, each.id)
            item.setToolTip(each.documents)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.pages.setCurrentIndex(1 if rows else 0)
        places = {each.id: number for number, each in enumerate(rows)}
        if rows:
            self.list.blockSignals(True)
            self.list.setCurrentRow(places.get(wanted, 0))
            self.list.blockSignals(False)
            if wanted in places:
                self._wanted = ""
        self._choose(self.list.currentItem())

    def _select(self) -> None:
        for number in range(self.list.count()):
            if self.list.item(number).data(_ID) == self._wanted:
                self.list.setCurrentRow(number)
                self._wanted = ""
                return

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            self._stop()
            self._drawn = ""
            self.case.forget()
            return
        wanted = item.data(_ID)

        def ask(session: Any) -> Any:
            from vault.app.screens.approval_rows import case

            return case(session, wanted)

        def done(told: Any) -> None:
            if current_data(self.list, _ID) == wanted:
                self.case.show_case(told)
                if self.isVisible():
                    self._draw(wanted)

        self.desk.ask(ask, done, self.banner.fail)

    def _draw(self, release: str) -> None:
        if self._drawn == release:
            return
        self._stop()
        self._drawn = release
        self.case.viewer.forget()

        def work(session: Any, job: Any) -> list[Any]:
            from vault.app.release.releases import find_release

            return papers_of(session, find_release(session.state, release), job.report)

        def done(papers: list[Any]) -> None:
            if self._drawn == release:
                self.case.show_papers(papers)

        def failed(error: BaseException) -> None:
            self.case.viewer.say(told(error)[0])

        progress = self.case.drawing
        job = self._job = self.desk.do(
            work, areas=(), done=done, failed=failed, progressed=progress.step
        )
        if job is not None:
            progress.begin(self.tr("Drawing the preview…"), job.cancel)
            job.finished.connect(lambda: progress.end() if self._job is job else None)

    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None and self.case.drawing.isVisible():
            job.cancel()
        self.case.drawing.end()

    # -- the decision ------------------------------------------------------------------------

    def _approve(self, decision: Decision) -> None:
        def work(session: Any, job: Any) -> None:
            from vault.app.people.members import confirm
            from vault.app.release.releases import approve

            confirm(session, decision.passphrase)
            approve(
                session,
                decision.release,
                decision.accept,
                override=decision.override,
                reason=decision.reason,
            )

        def done(result: Any) -> None:
            self.progress.end()
            self.case.decided()
            self.banner.say(
                "good", self.tr("Approved and signed."), self.tr("It stands in the ledger.")
            )
            if decision.seal:
                self.work.seal(decision.release)

        self._decide(work, done, self.tr("Signing…"))

    def _reject(self, release: str) -> None:
        dialog = Rejection(self.context, self, release)
        dialog.sent.connect(
            lambda _: self.banner.say("good", self.tr("Rejected; the reason is in the ledger."))
        )
        dialog.begin()

    def _decide(self, work: Any, done: Any, what: str) -> None:
        def failed(error: BaseException) -> None:
            self.progress.end()
            self.case.decided(error)

        self.banner.clear()
        self.case.yes.setEnabled(False)
        self.case.no.setEnabled(False)
        if self.desk.do(work, areas=AREAS, done=done, failed=failed) is not None:
            self.progress.begin(what)


class Rejection(FormDialog):
    """Why a request is rejected; the requester reads it."""

    def __init__(self, context: Context, parent: QWidget, release: str) -> None:
        super().__init__(
            context,
            parent,
            self.tr("Reject the request"),
            self.tr("Reject"),
            f"reject {release}",
        )
        self._release = release
        self.send.setProperty("danger", True)
        self.reason = self.add("reason", self.tr("&Reason"), QPlainTextEdit())
        self.reason.setMaximumHeight(100)

    def submit(self) -> None:
        release, reason = self._release, self.reason.toPlainText().strip()
        if not reason:
            self.miss(
                self.tr("The reason is missing."),
                self.tr("One sentence that the requester can act on."),
                self.reason,
            )
            return

        def work(session: Any, job: Any) -> None:
            from vault.app.release.releases import reject

            reject(session, release, reason)

        self.run(work, *AREAS)
