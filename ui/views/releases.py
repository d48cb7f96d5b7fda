"""Releases: all of them by state, one in full beside the list, and the form for a new one."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import Any, ClassVar

from PySide6.QtWidgets import QComboBox, QStackedWidget

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.views import release_words as words
from ui.views.base import View
from ui.views.release_detail import ReleaseDetail
from ui.views.release_form import FORM, ReleaseForm
from ui.widgets.basics import Empty, button
from ui.widgets.notice import Notice
from ui.widgets.split_view import split_view
from ui.widgets.table import Table


class Releases(View):
    """What was asked for, decided, sealed, handed over and given back."""

    areas: ClassVar[frozenset[str]] = frozenset({"releases", "partners", "documents"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: list[Any] = []
        self._count: Counter[str] = Counter()
        self._wanted = ""
        self.field = self.search_field(240)
        self.state = QComboBox()
        self.new = button("", lambda: self.open("release.new"), primary=True)
        for part in (self.state, self.field, self.new):
            self.bar.addWidget(part)
        self.model = TableModel(self._columns(), key=lambda row: str(row.id))
        self.table = Table(self.model, (126, 150, 0, 106, 112), "", spare=(4, 3))
        self.detail = ReleaseDetail(self)
        both = split_view(self.table, self.detail, (640, 400), stretch=(3, 1))
        self.detail.hide()
        self.empty = Empty("", do=lambda: self.open("release.new"), icon="release")
        self.pages = QStackedWidget()
        self.first = (self.table, self.empty.button)
        for page in (both, self.empty):
            self.pages.addWidget(page)
        self.body.addWidget(self.pages, 1)
        self.field.textChanged.connect(self.model.search)
        self.state.currentIndexChanged.connect(lambda _: self._filter())
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(lambda _: self.into(self.detail))
        self.notice = Notice(context.look, self)
        context.drafts.discarded.connect(self._discarded)
        self.retranslate()

    @cached_property
    def form(self) -> ReleaseForm:
        """The steps of a new release; made when one is begun."""
        made = ReleaseForm(self.context)
        made.left.connect(self._show_list)
        made.left.connect(self.arrive)
        made.requested.connect(self._requested)
        self.pages.addWidget(made)
        return made

    @property
    def _making(self) -> bool:
        """Whether the steps are shown."""
        return "form" in self.__dict__ and self.pages.currentWidget() is self.form

    def _columns(self) -> list[Column]:
        look = self.context.look

        def icon(row: Any) -> Any:
            _, name, tone = words.state(row.state)
            return look.icon(name, {"neutral": "soft"}.get(tone, tone))

        def state(row: Any) -> str:
            return words.state(row.state)[0] + (" !" if row.pressed else "")

        return [
            Column(self.tr("State"), state, lambda row: row.state, icon),
            Column(self.tr("For"), lambda row: f"{row.partner} · {row.contacts}"),
            Column(self.tr("What"), lambda row: str(row.documents)),
            Column(self.tr("Until"), lambda row: str(row.until), day=True),
            Column(self.tr("Copies"), lambda row: words.short(row.copies)),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        making = self._making
        self.title.setText(self.tr("New release") if making else self.tr("Releases"))
        self.field.setPlaceholderText(self.tr("Search partner, person, document…"))
        self.field.setAccessibleName(self.tr("Search releases"))
        self.state.setAccessibleName(self.tr("State"))
        self.new.setText(self.tr("New release…"))
        self.table.setAccessibleName(self.tr("Releases"))
        self.empty.sentence.setText(
            self.tr("No releases yet. What leaves the firm is asked for here, and approved.")
        )
        self.empty.button.setText(self.tr("New release…"))
        self.model.set_columns(self._columns())
        self._list_states()
        self.detail.retranslate()
        if "form" in self.__dict__:
            self.form.retranslate()

    def open(self, what: Any) -> None:
        """Open what another view asks for.

        ``draft.undo`` brings a discarded draft back; ``release.new`` or
        ``{"documents": […], "partner": …, "demand": …}`` begins a new release; an id selects that
        release.
        """
        if what == "draft.undo":
            self._undo()
        elif what == "release.new" or isinstance(what, dict):
            self.banner.clear()
            self.notice.hide()  # it would lie over the form's buttons
            self.pages.setCurrentWidget(self.form)
            self._bar(False)
            self.form.begin(**(what if isinstance(what, dict) else {}))
        else:
            self._show_list()
            self._wanted = str(what)
            self._select()

    def step_back(self) -> None:
        """From the form's fields to its steps, from there to the list; what was typed stays."""
        if not self._making:
            super().step_back()
        elif self.form.list.hasFocus():
            self._show_list()
            self.arrive()
        else:
            self.form.list.setFocus()

    def forget(self) -> None:
        super().forget()
        if "form" in self.__dict__:
            self.form.forget()
        self.notice.hide()
        self._show(([], Counter()))
        self._detail(None)
        self.field.clear()
        self._wanted = ""
        self._show_list()

    def refresh(self) -> None:
        def ask(session: Any) -> tuple[list[Any], Counter[str]]:
            from vault.app.screens.release_rows import releases

            rows = releases(session)
            return rows, Counter(row.state for row in rows)

        self.desk.ask(ask, self._show, self.banner.fail)
        if self._making:
            self.form.refresh()

    def _show(self, found: tuple[list[Any], Counter[str]]) -> None:
        self._rows, self._count = found
        self._list_states()
        self.model.set_rows(self._rows)
        if not self._making:
            self.pages.setCurrentIndex(0 if self._rows else 1)
        self._select()

    def _show_list(self) -> None:
        self.pages.setCurrentIndex(0 if self._rows else 1)
        self._bar(True)

    def _bar(self, listing: bool) -> None:
        for part in (self.state, self.field, self.new):
            part.setVisible(listing)
        self.title.setText(self.tr("Releases") if listing else self.tr("New release"))

    def _list_states(self) -> None:
        wanted = self.state.currentData() or ""
        self.state.blockSignals(True)
        self.state.clear()
        self.state.addItem(self.tr("All states ({0})").format(len(self._rows)), "")
        for name in words.STATES:
            text = f"{words.state(name)[0]} ({self._count[name]})"
            self.state.addItem(text, name)
        self.state.setCurrentIndex(max(0, self.state.findData(wanted)))
        self.state.blockSignals(False)

    def _filter(self) -> None:
        wanted = self.state.currentData() or ""
        self.model.narrow((lambda row: row.state == wanted) if wanted else None)

    def _select(self) -> None:
        if self._wanted and any(row.id == self._wanted for row in self._rows):
            if not self.table.select(self._wanted):
                self.state.setCurrentIndex(0)
                self.field.clear()
                self.table.select(self._wanted)
            self._wanted = ""

    def _choose(self, row: Any) -> None:
        if row is None:
            self._detail(None)
            return
        wanted = row.id

        def ask(session: Any) -> Any:
            from vault.app.screens.release_rows import detail

            return detail(session, wanted)

        def done(told: Any) -> None:
            now = self.table.current()
            if now is not None and now.id == wanted:
                self._detail(told)

        self.desk.ask(ask, done, self.banner.fail)

    def _detail(self, told: Any) -> None:
        """Show a release beside the list; with none, the list has the room."""
        self.detail.show_release(told)
        self.detail.setVisible(told is not None)

    def _discarded(self, form: str) -> None:
        if form == FORM:
            self.notice.say(
                "good",
                self.tr("The draft is discarded."),
                self.tr("Ctrl+Z brings it back until the vault is locked."),
                self._undo,
                self.tr("Undo"),
            )

    def _undo(self) -> None:
        self.notice.hide()
        if self.form.written or self.context.drafts.bring_back() != FORM:
            self.banner.say("warn", self.tr("There is no discarded draft to bring back."))
            return
        self.banner.clear()
        self.pages.setCurrentWidget(self.form)
        self._bar(False)
        self.form.forget()
        self.form.begin()

    def _requested(self, release: str) -> None:
        self._wanted = release
        self._show_list()
        self.arrive()
        self._select()
        self.banner.say(
            "good",
            self.tr("Asked for. An approver sees it in their inbox."),
            self.tr("When it is approved and sealed, collect the packs here."),
        )
