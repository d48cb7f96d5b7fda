"""Watched folders: what is saved into them comes in by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.language import QT_TRANSLATE_NOOP
from ui.models.table import Column, TableModel
from ui.theme.tokens import SPACE
from ui.views.settings_section import Section
from ui.widgets.basics import Banner, Empty, Progress, button, label, row
from ui.widgets.confirm import Confirm
from ui.widgets.form import FormDialog, PathField
from ui.widgets.picker import dress_list
from ui.widgets.table import Table

CLASSES = {
    "top-secret": QT_TRANSLATE_NOOP("Folders", "top secret"),
    "confidential": QT_TRANSLATE_NOOP("Folders", "confidential"),
    "internal": QT_TRANSLATE_NOOP("Folders", "internal"),
    "public": QT_TRANSLATE_NOOP("Folders", "public"),
}


def class_word(name: str) -> str:
    """A document's class in the language in force."""
    return QCoreApplication.translate("Folders", CLASSES.get(name, name))


class Folders(Section):
    """This person's watched folders on this machine, and what could not come in from them."""

    def __init__(self, context: Context, banner: Banner, progress: Progress) -> None:
        super().__init__(context, banner, progress)
        self.model = TableModel(self._columns(), key=lambda row: str(row.id))
        self.table = Table(self.model, (0, 190, 120, 100, 108), "")
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.missed_model = TableModel(self._missed_columns(), key=lambda row: str(row.path))
        self.missed = Table(self.missed_model, (230, 0), "")
        self.add = button("", self.choose)
        self.pause = button("", self._pause)
        self.again = button("", self._again)
        self.remove = button("", self._remove, danger=True)
        self.polling = QCheckBox()
        self.polling.clicked.connect(self._poll)
        self.why = label("", "small", wrap=True)
        self.missed_said = label("", "heading")
        self.advice = label("", "soft", wrap=True)
        self.advice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.empty = Empty("", " ", self.choose, icon="folder")
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["m"])
        column.addLayout(row(self.add, 1, self.pause, self.remove))
        upper, self.below = QWidget(), QWidget()
        above, below = QVBoxLayout(upper), QVBoxLayout(self.below)
        for part in (above, below):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(SPACE["s"])
        above.addWidget(self.table, 1)
        above.addWidget(self.polling)
        above.addWidget(self.why)
        below.addLayout(row(self.missed_said, 1, self.again))
        below.addWidget(self.missed, 1)
        below.addWidget(self.advice)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(upper)
        parts.addWidget(self.below)
        column.addWidget(parts, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(listed)
        self.column.addWidget(self.pages, 1)
        self.table.chosen.connect(self._choose)
        self.missed.chosen.connect(self._advise)
        context.watching.told.connect(self._told)
        self.retranslate()

    @property
    def engineer(self) -> bool:
        """Whether the person at the desk may watch folders at all."""
        return "engineer" in self.context.desk.roles

    # -- words -------------------------------------------------------------------------------

    def _columns(self) -> list[Column]:
        look = self.context.look
        return [
            Column(self.tr("Folder"), lambda row: str(row.path)),
            Column(self.tr("State"), self._state, icon=lambda row: look.icon(*self._mark(row))),
            Column(self.tr("Technology"), lambda row: str(row.technology)),
            Column(self.tr("Class"), lambda row: class_word(row.classification)),
            Column(
                self.tr("Documents"),
                lambda row: str(row.documents),
                lambda row: row.documents,
                right=True,
            ),
        ]

    def _missed_columns(self) -> list[Column]:
        return [
            Column(self.tr("File"), lambda row: str(row.path)),
            Column(self.tr("Why"), lambda row: str(row.message)),
        ]

    def _mark(self, row: Any) -> tuple[str, str]:
        if row.state == "watching":
            if row.missed:
                return "warning", "warn"
            return ("refresh", "accent") if row.ready or row.waiting else ("eye", "good")
        return {
            "paused": ("clock", "soft"),
            "gone": ("warning", "warn"),
        }.get(row.state, ("lock", "bad"))

    def _state(self, row: Any) -> str:
        if row.state == "watching":
            if row.ready:
                return self.tr("coming in: {n}").format(n=row.ready)
            if row.missed:
                return self.tr("could not come in: {n}").format(n=len(row.missed))
            if row.waiting:
                return self.tr("being written: {n}").format(n=row.waiting)
            return self.tr("watched")
        if row.state == "paused":
            return self.tr("paused")
        if row.state == "gone":
            return self.tr("not there at present")
        return self.tr("not granted to you")

    def _why(self, row: Any) -> str:
        if row is None:
            return ""
        if row.state == "gone":
            return self.tr("Its disk or network folder is away. It goes on when that is back.")
        if row.state == "forbidden":
            return self.tr("An owner grants technologies to engineers: Settings, People.")
        return {
            "network": self.tr("It lies on another machine, so it is looked at every few seconds."),
            "limit": self.tr(
                "This machine watches as many folders as it can; this one is looked at every few "
                "seconds."
            ),
        }.get(row.polled, "")

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Watched folders"))
        self.about.setText(
            self.tr(
                "What you save into these folders comes in by itself while the vault is open: new "
                "files as documents, saved ones as their next revision. Nothing is ever taken out "
                "of the vault because a file is deleted."
            )
        )
        self.model.set_columns(self._columns())
        self.missed_model.set_columns(self._missed_columns())
        self.table.setAccessibleName(self.tr("Watched folders"))
        self.missed.setAccessibleName(self.tr("Files that could not come in"))
        self.missed_said.setText(self.tr("Could not come in"))
        self.add.setText(self.tr("Watch a folder…"))
        self.remove.setText(self.tr("Remove…"))
        self.again.setText(self.tr("Try again"))
        self.polling.setText(self.tr("Look every few seconds (for network folders)"))
        self.empty.sentence.setText(
            self.tr("No folder is watched. Choose one, and what you save there comes in by itself.")
            if self.engineer
            else self.tr("No folder is watched. Engineers can choose folders here.")
        )
        self.empty.button.setText(self.tr("Watch a folder…"))
        self._choose(self.table.current())

    # -- what is shown -----------------------------------------------------------------------

    def fill(self, page: Any) -> None:
        super().fill(page)
        self._told(self.context.watching.status if page else None)

    def _told(self, status: Any) -> None:
        rows = status.folders if status else ()
        self.model.set_rows(rows)
        unknown = status is None and self.context.watching.kept
        self.pages.setCurrentIndex(1 if rows or unknown else 0)
        if rows and self.table.current() is None:
            self.table.selectRow(0)
        trouble = status.trouble if status else None
        if trouble is not None and self.isVisible():
            self.banner.fail(trouble)
        self._choose(self.table.current())

    def _choose(self, row: Any) -> None:
        there = row is not None
        self.add.setEnabled(self.engineer)
        self.empty.button.setVisible(self.engineer)
        paused = there and row.state == "paused"
        self.pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        for part in (self.pause, self.remove, self.polling):
            part.setEnabled(there)
        self.polling.setChecked(there and row.polling)
        self.why.setText(self._why(row))
        self.why.setVisible(bool(self.why.text()))
        self.missed_model.set_rows(row.missed if there else ())
        self.below.setVisible(there and bool(row.missed))
        if self.missed_model.total and self.missed.current() is None:
            self.missed.selectRow(0)

    def _advise(self, row: Any) -> None:
        self.advice.setText(f"{row.path}: {row.message} {row.next}" if row is not None else "")

    # -- what is done ------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a folder to watch."""
        if self.engineer:
            FolderForm(self.context, self).begin()

    def _do(self, work: Any) -> None:
        self.banner.clear()
        self.context.watching.do(work, failed=self.banner.fail)

    def _pause(self) -> None:
        row = self.table.current()
        if row is not None:
            self._do(lambda watcher: watcher.change(row.id, on=row.state == "paused"))

    def _poll(self, on: bool) -> None:
        row = self.table.current()
        if row is not None:
            self._do(lambda watcher: watcher.change(row.id, polling=on))

    def _again(self) -> None:
        row = self.table.current()
        if row is not None:
            self._do(lambda watcher: watcher.again(row.id))

    def _remove(self) -> None:
        row = self.table.current()
        if row is not None:
            Confirm(
                self,
                self.tr("Watch this folder no longer?"),
                self.tr("Its documents stay in the vault, and its files stay where they are."),
                self.tr("Remove"),
                lambda: self._do(lambda watcher: watcher.remove(row.id)),
            ).open()


class FolderForm(FormDialog):
    """Which folder, and what its files become."""

    def __init__(self, context: Context, parent: Any) -> None:
        super().__init__(context, parent, name="folder")
        self.titled(self.tr("Watch a folder"), self.tr("Watch it"))
        self.note(
            self.tr("Files that are there already come in, too. A new name makes a new technology.")
        )
        self.folder = self.add("folder", self.tr("&Folder"), PathField(folder=True))
        self.technology = self.add("technology", self.tr("&Technology"), QComboBox())
        self.technology.setEditable(True)
        self.technology.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        dress_list(self.technology.completer())
        line = self.technology.lineEdit()
        assert line is not None, "an editable box has a line"
        line.setMaxLength(300)
        line.setAccessibleName(self.technology.accessibleName())
        self._line = line
        self.classification = self.add("class", self.tr("&Class of new documents"), QComboBox())
        for name in CLASSES:
            self.classification.addItem(class_word(name), name)
        self.classification.setCurrentIndex(self.classification.findData("confidential"))
        for box in (self.technology, self.classification):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.polling = self.check("polling", self.tr("&Look every few seconds (network folders)"))

        def ask(session: Any) -> Any:
            from vault.app.library.watched_choice import technologies

            return technologies(session)

        context.desk.ask(ask, self._offer, self.banner.fail)

    def _offer(self, technologies: Any) -> None:
        typed = self.technology.currentText()
        self.technology.clear()
        for _, name in technologies:
            self.technology.addItem(name, name)
        if typed:
            self.technology.setEditText(typed)
        elif not technologies:
            self._line.setPlaceholderText(self.tr("Name of a new technology"))

    def submit(self) -> None:
        folder, technology = self.folder.text(), self.technology.currentText().strip()
        if not folder:
            self.miss(self.tr("No folder was named."), self.tr("Choose one."), self.folder.line)
            return
        if not technology:
            self.miss(
                self.tr("No technology was named."), self.tr("Choose or type one."), self.technology
            )
            return
        classification, polling = self.classification.currentData(), self.polling.isChecked()

        def work(watcher: Any) -> Any:
            return watcher.add(
                Path(folder), technology, classification=classification, polling=polling
            )

        self.banner.clear()
        self.send.setEnabled(False)
        if self.context.watching.do(work, self._finish, self._fail) is not None:
            self.progress.begin(self.tr("Looking at the folder…"))
