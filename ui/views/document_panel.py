"""One document: its pages to look at, who has which of them today, and its revisions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter, QTabWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.theme.tokens import SPACE
from ui.views.document_forms import ExportForm, ReviseForm
from ui.views.partner_holdings import STATES, state_word
from ui.views.release_parts import beside
from ui.views.release_words import classification, korean
from ui.widgets.basics import Banner, Card, badge, button, label, row
from ui.widgets.pages import PageViewer
from ui.widgets.table import Table, accept_files
from ui.wording import dated


class DocumentPanel(QWidget):
    """Shows one `DocumentPage`; its pages are drawn when it is first seen.

    Signals:
        to: a place and what to show there.
    """

    to = Signal(str, object)

    def __init__(self, context: Context, banner: Banner) -> None:
        super().__init__()
        self.context, self.banner = context, banner
        self.page: Any = None
        self._asked = 0
        self._drawn: tuple[str, int] | None = None
        self.heading = label("", "heading", wrap=True)
        self.kind = badge("")
        self.about = label("", "soft", wrap=True)
        self.release = button("", self._release, primary=True)
        self.revise = button("", lambda: self._revise(""))
        self.export = button("", self._export)
        head = Card()
        head.column.addLayout(beside(self.heading, self.kind))
        head.column.addWidget(self.about)
        head.column.addLayout(row(self.release, self.revise, self.export, 1))
        self.viewer = PageViewer(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._build_who(), "")
        self.tabs.addTab(self._build_revisions(), "")
        split = QSplitter()
        split.addWidget(self.tabs)
        split.addWidget(self.viewer)
        split.setSizes([560, 460])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["m"])
        column.addWidget(head)
        column.addWidget(split, 1)
        accept_files(self, lambda paths: self._revise(paths[0]))
        context.look.changed.connect(self._redraw)
        self.retranslate()

    def _build_who(self) -> QWidget:
        page = QWidget()
        self.pages_label, self.pages = QLabel(), QLineEdit()
        self.pages_label.setBuddy(self.pages)
        self.pages.setClearButtonEnabled(True)
        self.pages.setFixedWidth(220)
        self.answer = label("", wrap=True)
        self.model = TableModel(self._who_columns(), key=lambda each: str(each.copy))
        self.holders = Table(self.model, (0, 60, 90, 100, 130), "")
        self.holders.opened.connect(self._follow)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, SPACE["m"], 0, 0)
        column.setSpacing(SPACE["s"])
        column.addLayout(row(self.pages_label, self.pages, 1))
        column.addWidget(self.answer)
        column.addWidget(self.holders, 1)
        self.pages.textChanged.connect(lambda _: self._ask())
        return page

    def _build_revisions(self) -> QWidget:
        page = QWidget()
        self.known = TableModel(self._revision_columns(), key=lambda each: str(each.n))
        self.revisions = Table(self.known, (60, 0, 70, 100, 140), "")
        self.detail = label("", "small", wrap=True)
        self.detail.setTextInteractionFlags(self.detail.textInteractionFlags())
        self.revisions.chosen.connect(self._revision)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, SPACE["m"], 0, 0)
        column.setSpacing(SPACE["s"])
        column.addWidget(self.revisions, 1)
        column.addWidget(self.detail)
        return page

    def _who_columns(self) -> list[Column]:
        look = self.context.look
        return [
            Column(
                self.tr("Who"),
                lambda each: " · ".join(part for part in (each.partner, each.contact) if part),
            ),
            Column(self.tr("Rev."), lambda each: str(each.revision or "?"), right=True),
            Column(self.tr("Pages"), lambda each: each.pages or self.tr("whole file")),
            Column(self.tr("Until"), lambda each: str(each.until), day=True),
            Column(
                self.tr("State"),
                lambda each: state_word(each.state),
                icon=lambda each: look.icon(*STATES.get(each.state, ("", "clock", "soft"))[1:]),
            ),
        ]

    def _revision_columns(self) -> list[Column]:
        look = self.context.look
        marks = {
            "good": ("shield", "good"),
            "partly": ("warning", "warn"),
            "none": ("cross", "bad"),
        }
        worth = {
            "good": self.tr("all pages"),
            "partly": self.tr("some pages"),
            "none": self.tr("not at all"),
        }
        return [
            Column(self.tr("Rev."), lambda each: str(each.n), lambda each: each.n, right=True),
            Column(self.tr("File"), lambda each: str(each.file_name)),
            Column(
                self.tr("Pages"), lambda each: str(each.pages or ""), lambda e: e.pages, right=True
            ),
            Column(self.tr("Added"), lambda each: str(each.added), day=True),
            Column(
                self.tr("Traceable"),
                lambda each: worth[each.worth],
                icon=lambda each: look.icon(*marks[each.worth]),
            ),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        self.release.setText(self.tr("New release…"))
        self.revise.setText(self.tr("New revision…"))
        self.export.setText(self.tr("Save the original…"))
        self.tabs.setAccessibleName(self.tr("On this document"))
        self.tabs.setTabText(0, self.tr("Who has it"))
        self.tabs.setTabText(1, self.tr("Revisions"))
        self.pages_label.setText(self.tr("Who has &pages"))
        self.pages.setPlaceholderText(self.tr("any; or 12, or 1,3-5"))
        self.pages.setAccessibleName(self.tr("Pages that are asked for"))
        self.holders.setAccessibleName(self.tr("Who has it"))
        self.revisions.setAccessibleName(self.tr("Revisions"))
        self.viewer.retranslate()
        self._redraw()

    def _redraw(self) -> None:
        self.viewer.redraw()
        self.model.set_columns(self._who_columns())
        self.known.set_columns(self._revision_columns())
        self._head()
        if self.page is not None:
            self._ask()
            self._revision(self.revisions.current())

    # -- showing -----------------------------------------------------------------------------

    def show_page(self, page: Any) -> None:
        """Show a document, or nothing."""
        same = self.page is not None and page is not None and page.id == self.page.id
        self.page = page
        self._head()
        if page is None:
            self.forget()
            return
        self.known.set_rows(page.revisions)
        if not same:
            self.pages.blockSignals(True)
            self.pages.clear()
            self.pages.blockSignals(False)
            self.tabs.setCurrentIndex(0)
        if self.revisions.current() is None:
            self.revisions.selectRow(0)
        self._tell(page.who) if not self.pages.text().strip() else self._ask()
        self._draw()

    def forget(self) -> None:
        """Let go of everything shown."""
        self.page, self._drawn = None, None
        self._asked += 1
        self.viewer.forget()
        self.pages.clear()
        self.model.set_rows([])
        self.known.set_rows([])
        self.answer.clear()
        self.detail.clear()
        self._head()

    def _head(self) -> None:
        page = self.page
        for each in (self.release, self.revise, self.export):
            each.setEnabled(page is not None)
        if page is None:
            self.heading.clear()
            self.about.clear()
            self.kind.clear()
            return
        self.heading.setText(page.title)
        self.kind.setText(classification(page.classification))
        newest = page.revisions[0]
        parts = [page.id, page.technology_name, self.tr("revision {n}").format(n=newest.n)]
        if newest.pages:
            parts.append(self.tr("pages: {n}").format(n=newest.pages))
        parts.append(
            self.tr("added {day} by {name}").format(day=dated(newest.added), name=newest.by)
        )
        self.about.setText(" · ".join(parts))
        self.revise.setEnabled(page.may_revise)
        self.export.setEnabled(page.may_export)

    def _draw(self) -> None:
        """Show the newest revision's pages, once."""
        page = self.page
        wanted = (page.id, page.revisions[0].n)
        if self._drawn == wanted:
            return
        self._drawn = wanted
        if not page.may_read:
            self.viewer.say(self.tr("You hold no key of this technology, so nothing is shown."))
            return
        document = page.id

        def ask(session: Any) -> Any:
            from vault.app.library.pictures import original

            return original(session, document)

        def done(paper: Any) -> None:
            if self.page is None or self.page.id != document:
                return
            if paper.data:
                self.viewer.show_papers([paper])
            else:
                self.viewer.say(self.tr("Files of this kind are not shown."))

        def failed(error: BaseException) -> None:
            self.viewer.say(str(getattr(error, "message", "")))

        self.context.desk.ask(ask, done, failed)

    def _revision(self, each: Any) -> None:
        if each is None:
            self.detail.clear()
            return
        lines = [f"SHA-256 {each.sha256}", f"{each.size:,} B · {dated(each.added)} · {each.by}"]
        for grade, pages, english, hangul in each.reasons:
            said = hangul if korean() else english
            head = self.tr("not traceable") if grade == "none" else self.tr("limited")
            lines.append(self.tr("Pages {pages}: {grade}. {why}").format(
                pages=pages, grade=head, why=said
            ))  # fmt: skip
        lines += each.warnings
        self.detail.setText("\n".join(lines))

    # -- who has page 12? --------------------------------------------------------------------

    def _ask(self) -> None:
        page, pages = self.page, self.pages.text().strip()
        if page is None:
            return
        self._asked += 1
        asked, document = self._asked, page.id

        def ask(session: Any) -> Any:
            from vault.app.screens.holding_rows import who

            return who(session, document, 0, pages)

        def done(found: Any) -> None:
            if asked == self._asked:
                self._tell(found)

        def failed(error: BaseException) -> None:
            if asked == self._asked:
                self.model.set_rows([])
                self.answer.setText(str(getattr(error, "message", error)))

        self.context.desk.ask(ask, done, failed)

    def _tell(self, found: Any) -> None:
        people = {(each.partner_id, each.contact or each.copy) for each in found.holders}
        said = (
            self.tr("Holders of page {pages} today: {n}.").format(pages=found.pages, n=len(people))
            if found.pages
            else self.tr("Holders of some of it today: {n}.").format(n=len(people))
        )
        if not people:
            said = (
                self.tr("Nobody has page {pages} today.").format(pages=found.pages)
                if found.pages
                else self.tr("Nobody has it today.")
            )
        if found.others:
            more = self.tr("Came back, or never left: {n}.").format(n=len(found.others))
            said = f"{said} {more}"
        self.answer.setText(said)
        self.model.set_rows([*found.holders, *found.others])

    def _follow(self, each: Any) -> None:
        if each.release:
            self.to.emit("releases", each.release)
        elif each.partner_id:
            self.to.emit("partners", (each.partner_id, "holdings"))

    # -- doing -------------------------------------------------------------------------------

    def _release(self) -> None:
        if self.page is not None:
            self.to.emit("releases", {"documents": [self.page.id]})

    def _revise(self, path: str) -> None:
        if self.page is None or not self.page.may_revise:
            return
        form = ReviseForm(self.context, self, self.page, path)
        said = self.tr("Revision {n} is added.")
        form.sent.connect(lambda n: self.banner.say("good", said.format(n=n)))
        form.begin()

    def _export(self) -> None:
        if self.page is None:
            return
        revision = self.revisions.current() or self.page.revisions[0]
        form = ExportForm(self.context, self, self.page, revision)
        said = self.tr("The original is written. The ledger says so.")
        form.sent.connect(lambda path: self.banner.say("good", said, path))
        form.begin()
