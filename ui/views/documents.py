"""Documents: technologies on the left, the table, search as you type, files dropped in."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
)

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.views.base import View
from ui.views.document_panel import DocumentPanel
from ui.widgets.basics import Empty, Progress, button
from ui.widgets.listing import current_data
from ui.widgets.table import Table, accept_files
from ui.wording import told


class Documents(View):
    """What the firm knows, and what each page of it is worth to tracing."""

    areas: ClassVar[frozenset[str]] = frozenset({"documents", "releases"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._library: Any = None
        self._narrowed = ""
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(260)
        self.add = button("", self._choose, primary=True)
        self.show_it = button("", lambda: self._look(self.table.current()))
        self.show_it.setEnabled(False)
        self.back = button("", self._list)
        for part in (self.field, self.show_it, self.add, self.back):
            self.bar.addWidget(part)
        self.technologies = QListWidget()
        self.technologies.setMinimumWidth(160)
        self.model = TableModel(self._columns(), key=lambda row: str(row.id))
        self.table = Table(self.model, (0, 150, 70, 70, 110, 110), "")
        self.empty = Empty("", icon="document")
        self.empty.button.clicked.connect(lambda checked=False: self._choose())
        self.empty.button.show()
        left = QSplitter(Qt.Orientation.Horizontal)
        left.addWidget(self.technologies)
        left.addWidget(self.table)
        left.setStretchFactor(0, 1)
        left.setStretchFactor(1, 6)
        left.setSizes([190, 900])
        self.pages = QStackedWidget()
        self.first = (self.table, self.empty.button)
        self.pages.addWidget(left)
        self.pages.addWidget(self.empty)
        self.coming = Progress()
        self.body.addWidget(self.coming)
        self.body.addWidget(self.pages, 1)
        self.table.opened.connect(self._look)
        self.table.chosen.connect(lambda row: self.show_it.setEnabled(row is not None))
        self._bar(True)
        self.field.textChanged.connect(self.model.search)
        self.technologies.currentItemChanged.connect(lambda *_: self._filter())
        context.watching.progressed.connect(self._coming)
        context.watching.rested.connect(self.coming.end)
        accept_files(self, self.take_in)
        self.retranslate()

    @cached_property
    def panel(self) -> DocumentPanel:
        """One document; made when one is first looked at."""
        made = DocumentPanel(self.context, self.banner)
        made.to.connect(lambda place, what: self.context.go(place, what))
        self.pages.addWidget(made)
        return made

    @property
    def _looking(self) -> bool:
        """Whether one document is shown in the place of the list."""
        return "panel" in self.__dict__ and self.pages.currentWidget() is self.panel

    def _columns(self) -> list[Column]:
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
            Column(self.tr("Title"), lambda row: str(row.title)),
            Column(self.tr("Technology"), lambda row: str(row.technology_name)),
            Column(
                self.tr("Rev."), lambda row: str(row.revision), lambda row: row.revision, right=True
            ),
            Column(
                self.tr("Pages"),
                lambda row: str(row.pages or ""),
                lambda row: row.pages,
                right=True,
            ),
            Column(
                self.tr("Traceable"),
                lambda row: worth[row.traceable],
                icon=lambda row: look.icon(*marks[row.traceable]),
            ),
            Column(self.tr("Added"), lambda row: str(row.added), day=True),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Documents"))
        self.field.setPlaceholderText(self.tr("Search title, technology…"))
        self.field.setAccessibleName(self.tr("Search documents"))
        self.add.setText(self.tr("Add documents…"))
        self.show_it.setText(self.tr("Pages, who has it"))
        self.back.setText(self.tr("All documents"))
        if "panel" in self.__dict__:
            self.panel.retranslate()
        self.table.setAccessibleName(self.tr("Documents"))
        self.technologies.setAccessibleName(self.tr("Technologies"))
        self.empty.sentence.setText(
            self.tr("No documents yet. Drop files or folders here; they are stored encrypted.")
        )
        self.empty.button.setText(self.tr("Add documents…"))
        self.model.set_columns(self._columns())
        self._list_technologies()

    def open(self, what: Any) -> None:
        """``documents.add`` asks for files, ``documents.folder`` for a folder; an id selects it."""
        self._list()
        if what == "documents.add":
            self._choose()
        elif what == "documents.folder":
            self._choose_folder()
        else:
            self.table.select(str(what))

    # -- one document ------------------------------------------------------------------------

    def _bar(self, listing: bool) -> None:
        for part in (self.field, self.show_it, self.add):
            part.setVisible(listing)
        self.back.setVisible(not listing)

    def _list(self) -> None:
        """Back to the list, where it was left."""
        if self._looking:
            self.panel.forget()
            self.pages.setCurrentIndex(0 if self.model.total else 1)
            self.table.setFocus()
        self._bar(True)

    def _look(self, row: Any) -> None:
        """Show one document in the place of the list."""
        if row is not None:
            self.banner.clear()
            self._read(row.id)

    def _read(self, document: str) -> None:
        def ask(session: Any) -> Any:
            from vault.app.screens.document_page import document_page

            return document_page(session, document)

        def done(page: Any) -> None:
            coming = not self.panel.isVisible()
            self.pages.setCurrentWidget(self.panel)
            self._bar(False)
            self.panel.show_page(page)
            if coming:
                self.into(self.panel)

        self.desk.ask(ask, done, self.banner.fail)

    def step_back(self) -> None:
        """From a document to the list, where it was left."""
        if self.panel.isVisible():
            self._list()
        else:
            super().step_back()

    def search(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def forget(self) -> None:
        super().forget()
        self._list()
        if "panel" in self.__dict__:
            self.panel.forget()
        self._show(None)
        self.field.clear()

    def refresh(self) -> None:
        def ask(session: Any) -> Any:
            from vault.app.screens.document_rows import library

            return library(session)

        self.desk.ask(ask, self._show, self.banner.fail)

    def _show(self, library: Any) -> None:
        self._library = library
        self._list_technologies()
        self.model.set_rows(library.documents if library else [])
        self._filter()
        if not self._looking:
            self.pages.setCurrentIndex(0 if library and library.documents else 1)
        elif self.panel.page is not None:
            self._read(self.panel.page.id)

    def _list_technologies(self) -> None:
        wanted = current_data(self.technologies) or ""
        self.technologies.blockSignals(True)
        self.technologies.clear()
        found = self._library.technologies if self._library else ()
        listed = [("", self.tr("All"), sum(each.documents for each in found))]
        listed += [(each.id, each.name, each.documents) for each in found]
        for key, name, number in listed:
            item = QListWidgetItem(f"{name}  ({number})")
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.technologies.addItem(item)
            if key == wanted:
                self.technologies.setCurrentItem(item)
        self.technologies.blockSignals(False)

    def _coming(self, name: str, done: int, total: int) -> None:
        """Files come in from watched folders."""
        if self.coming.isHidden():
            self.coming.begin("", self.context.watching.pause)
            self.coming.stop.setText(self.tr("Pause"))
        count = f" ({done}/{total})" if total > 1 else ""
        self.coming.what.setText(
            self.tr("Coming in from a watched folder: {name}").format(name=name) + count
        )
        self.coming.bar.setAccessibleName(self.coming.what.text())
        self.coming.bar.setRange(0, total if total > 1 else 0)
        self.coming.bar.setValue(done)

    def _filter(self) -> None:
        wanted = current_data(self.technologies) or ""
        if wanted != self._narrowed:
            self._narrowed = wanted
            self.model.narrow((lambda row: row.technology == wanted) if wanted else None)

    def _choose(self) -> None:
        found, _ = QFileDialog.getOpenFileNames(self, self.tr("Add documents"))
        if found:
            self.take_in(found)

    def _choose_folder(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"))
        if found:
            self.take_in([found])

    def take_in(self, paths: list[str]) -> None:
        """Put files and folders in; what fails is named, the rest goes in."""
        self.banner.clear()
        technology = current_data(self.technologies) or ""

        def work(session: Any, job: Any) -> Any:
            from vault.app.library.documents import add

            more = {"technology": technology} if technology else {}
            return add(session, [Path(path) for path in paths], report=job.report, **more)

        def done(added: Any) -> None:
            self.progress.end()
            if added.failed:
                first = added.failed[0]
                self.banner.say(
                    "warn",
                    self.tr("Files that could not be added: {0}.").format(len(added.failed)),
                    f"{first.path.name}: {' '.join(told(first.error))}",
                )
            else:
                self.banner.say(
                    "good", self.tr("Documents added: {0}.").format(len(added.documents))
                )

        def failed(error: BaseException) -> None:
            self.progress.end()
            self.banner.fail(error)

        job = self.desk.do_apart(
            work, areas={"documents"}, done=done, failed=failed, progressed=self.progress.step
        )
        if job is not None:
            self.progress.begin(self.tr("Adding…"), job.cancel)
            job.finished.connect(self.progress.end)
