"""Documents: technologies on the left, the table, search as you type, files dropped in."""

from __future__ import annotations

from collections import Counter
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
from ui.widgets.basics import Empty, button
from ui.widgets.table import Table, accept_files
from ui.wording import told


class Documents(View):
    """What the firm knows, and what each page of it is worth to tracing."""

    areas: ClassVar[frozenset[str]] = frozenset({"documents", "releases"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: list[Any] = []
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(260)
        self.add = button("", self._choose, primary=True)
        self.bar.addWidget(self.field)
        self.bar.addWidget(self.add)
        self.technologies = QListWidget()
        self.technologies.setMinimumWidth(160)
        self.model = TableModel(self._columns(), key=lambda row: str(row.id))
        self.table = Table(self.model, (0, 150, 70, 70, 110, 110), "")
        self.empty = Empty("")
        self.empty.button.clicked.connect(lambda checked=False: self._choose())
        self.empty.button.show()
        left = QSplitter(Qt.Orientation.Horizontal)
        left.addWidget(self.technologies)
        left.addWidget(self.table)
        left.setStretchFactor(1, 1)
        left.setSizes([190, 900])
        self.pages = QStackedWidget()
        self.pages.addWidget(left)
        self.pages.addWidget(self.empty)
        self.body.addWidget(self.pages, 1)
        self.field.textChanged.connect(self.model.search)
        self.technologies.currentItemChanged.connect(lambda *_: self._filter())
        accept_files(self, self.take_in)
        self.retranslate()

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
            Column(self.tr("Added"), lambda row: str(row.added)),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Documents"))
        self.field.setPlaceholderText(self.tr("Search title, technology…"))
        self.field.setAccessibleName(self.tr("Search documents"))
        self.add.setText(self.tr("Add documents…"))
        self.table.setAccessibleName(self.tr("Documents"))
        self.technologies.setAccessibleName(self.tr("Technologies"))
        self.empty.sentence.setText(
            self.tr("No documents yet. Drop files or folders here; they are stored encrypted.")
        )
        self.empty.button.setText(self.tr("Add documents…"))
        self.model.set_columns(self._columns())
        self._list_technologies()

    def open(self, what: Any) -> None:
        """``documents.add`` asks for files; an id selects that document."""
        if what == "documents.add":
            self._choose()
        else:
            self.table.select(str(what))

    def search(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def forget(self) -> None:
        super().forget()
        self._show([])
        self.field.clear()

    def refresh(self) -> None:
        def ask(session: Any) -> list[Any]:
            from vault.app.screens.document_rows import documents

            return list(documents(session))

        self.desk.ask(ask, self._show, self.banner.fail)

    def _show(self, rows: list[Any]) -> None:
        self._rows = rows
        self._list_technologies()
        self._filter()
        self.pages.setCurrentIndex(0 if rows else 1)

    def _list_technologies(self) -> None:
        chosen = self.technologies.currentItem()
        wanted = chosen.data(Qt.ItemDataRole.UserRole) if chosen else ""
        count = Counter(row.technology for row in self._rows)
        names = {row.technology: row.technology_name for row in self._rows}
        self.technologies.blockSignals(True)
        self.technologies.clear()
        listed = [("", self.tr("All"), len(self._rows))]
        listed += [
            (t, names[t], count[t]) for t in sorted(names, key=lambda t: names[t].casefold())
        ]
        for key, name, number in listed:
            item = QListWidgetItem(f"{name}  ({number})")
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.technologies.addItem(item)
            if key == wanted:
                self.technologies.setCurrentItem(item)
        self.technologies.blockSignals(False)

    def _filter(self) -> None:
        item = self.technologies.currentItem()
        wanted = item.data(Qt.ItemDataRole.UserRole) if item else ""
        self.model.set_rows([row for row in self._rows if not wanted or row.technology == wanted])

    def _choose(self) -> None:
        found, _ = QFileDialog.getOpenFileNames(self, self.tr("Add documents"))
        if found:
            self.take_in(found)

    def take_in(self, paths: list[str]) -> None:
        """Put files and folders in; what fails is named, the rest goes in."""
        self.banner.clear()
        item = self.technologies.currentItem()
        technology = item.data(Qt.ItemDataRole.UserRole) if item else ""

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

        job = self.desk.do(
            work, areas={"documents"}, done=done, failed=failed, progressed=self.progress.step
        )
        if job is not None:
            self.progress.begin(self.tr("Adding…"), job.cancel)
            job.finished.connect(self.progress.end)
