"""Incidents: the leaks that somebody works on, and the file on each."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.views.base import View
from ui.views.dossier_export import Dossiers
from ui.views.incident_forms import OpenForm
from ui.views.incident_panel import IncidentPanel
from ui.widgets.basics import Empty, button
from ui.widgets.table import Table


class Incidents(View):
    """The list on the left, the chosen one's file on the right."""

    areas: ClassVar[frozenset[str]] = frozenset(
        {"incidents", "leaks", "letters", "partners", "releases"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._board: Any = None
        self._wanted = ""
        self._pending: str | None = None
        self.add = button("", lambda: self.begin(""), primary=True)
        self.bar.addWidget(self.add)
        self.model = TableModel(self._columns(), key=lambda each: str(each.id))
        self.table = Table(self.model, (0, 150), "")
        self.table.setMinimumWidth(300)
        self.dossiers = Dossiers(self)
        self.panel = IncidentPanel(context, self.banner)
        self.panel.to.connect(lambda place, what: context.go(place, what))
        self.panel.dossier.connect(self.dossiers.ask)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)  # names have more room in a wider window
        split.setStretchFactor(1, 3)
        split.setSizes([310, 730])
        split.setChildrenCollapsible(False)
        self.empty = Empty("", icon="incident")
        self.empty.button.clicked.connect(lambda checked=False: self._start())
        self.empty.button.show()
        self.pages = QStackedWidget()
        self.first = (self.table, self.empty.button)
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        self.body.addWidget(self.pages, 1)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _: self.into(self.panel))
        self.retranslate()

    def _columns(self) -> list[Column]:
        look = self.context.look

        def state(each: Any) -> str:
            if each.closed:
                return self.tr("closed")
            if not each.next_deadline:
                return self.tr("open")
            return str(each.next_deadline)

        def mark(each: Any) -> Any:
            if each.closed:
                return look.icon("check", "soft")
            near = bool(each.next_deadline) and each.days_left <= 7
            return look.icon("incident", "bad" if near else "warn")

        return [
            Column(
                self.tr("Who"),
                lambda each: (
                    " → ".join(name for name in (each.partner, each.third_party) if name)
                    or self.tr("not known yet")
                ),
            ),
            Column(self.tr("Next period ends"), state, _nearest, mark, day=True),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Incidents"))
        self.add.setText(self.tr("Open an incident…"))
        self.table.setAccessibleName(self.tr("Incidents"))
        self.model.set_columns(self._columns())
        self.panel.retranslate()
        self._say_empty()
        if self._board is not None:  # the file's own lines are in a language, too
            self._chosen(self.table.current())

    def _say_empty(self) -> None:
        board = self._board
        if board is not None and board.leaks:
            self.empty.sentence.setText(
                self.tr("No incident is open. Begin one on a leak that was preserved.")
            )
            self.empty.button.setText(self.tr("Open an incident…"))
        else:
            self.empty.sentence.setText(
                self.tr("No incident. One begins with a leaked file or photo, under Trace.")
            )
            self.empty.button.setText(self.tr("Go to Trace"))

    def _start(self) -> None:
        if self._board is not None and self._board.leaks:
            self.begin("")
        else:
            self.context.go("trace")

    def open(self, what: Any) -> None:
        """An incident's id shows its file; a leak's id shows its open file, or begins one."""
        wanted = str(what)
        self.banner.clear()
        if wanted.startswith("L-"):
            if self._board is None or self._stale:
                self._pending = wanted
            else:
                self._of_leak(wanted)
        else:
            self._wanted = "" if self.table.select(wanted) else wanted

    def _of_leak(self, leak: str) -> None:
        open_ = next((r for r in self._board.rows if r.leak == leak and not r.closed), None)
        if open_ is not None:
            self.table.select(open_.id)
        else:
            self.begin(leak)

    def begin(self, leak: str) -> None:
        """Ask for what is known, and open an incident."""
        if self._board is None or not self._board.leaks:
            return
        form = OpenForm(self.context, self, self._board, leak)
        form.sent.connect(self._opened)
        form.begin()

    def _opened(self, incident: str) -> None:
        self._wanted = incident
        self.banner.say(
            "good",
            self.tr("The incident is open."),
            self.tr("Next: state what is known, then write the letters."),
        )

    def forget(self) -> None:
        super().forget()
        self._board, self._wanted, self._pending = None, "", None
        self.model.set_rows([])
        self.panel.show_page(None)

    def refresh(self) -> None:
        def ask(session: Any) -> Any:
            from vault.app.screens.incident_rows import board

            return board(session)

        self.desk.ask(ask, self._show, self.banner.fail)

    def _show(self, board: Any) -> None:
        self._board = board
        now = self.table.current()
        self.model.set_rows(board.rows)
        self.pages.setCurrentIndex(0 if board.rows else 1)
        self.add.setEnabled(bool(board.leaks) and board.may)
        self._say_empty()
        wanted = self._wanted or (now.id if now else "")
        self._wanted = ""
        if board.rows and not (wanted and self.table.select(wanted)):
            self.table.selectRow(0)
        self._chosen(self.table.current())
        if self._pending:
            pending, self._pending = self._pending, None
            self._of_leak(pending)

    def _chosen(self, each: Any) -> None:
        if each is None:
            self.panel.show_page(None)
            return
        wanted, language = each.id, self.context.language.code

        def ask(session: Any) -> Any:
            from vault.app.screens.incident_rows import incident_page

            return incident_page(session, wanted, language)

        def done(page: Any) -> None:
            now = self.table.current()
            if now is not None and now.id == page.row.id:
                self.panel.show_page(page)

        self.desk.ask(ask, done, self.banner.fail)


def _nearest(each: Any) -> str:
    return each.next_deadline or "9"
