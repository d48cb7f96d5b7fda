"""The letters and dossiers that exist about something: saved again, their delivery entered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.saving import replacing
from ui.theme.tokens import SPACE
from ui.views.paper_words import kind_word, language_word
from ui.widgets.basics import Banner, button, label, row
from ui.widgets.form import DateField, FilesField, FormDialog
from ui.widgets.table import Table


@dataclass(frozen=True, slots=True)
class _Row:
    """A letter or a dossier as the table shows it."""

    id: str
    day: str
    kind: str
    language: str
    by: str
    delivered: tuple[tuple[str, str], ...]
    copies: tuple[str, ...]


class PaperList(QWidget):
    """A table of papers with what may be done with the chosen one."""

    def __init__(self, context: Context, banner: Banner) -> None:
        super().__init__()
        self.context, self.banner = context, banner
        self.model = TableModel(self._columns(), key=lambda each: str(each.id))
        self.table = Table(self.model, (100, 0, 90, 130, 190), "")
        self.again = button("", self._again)
        self.deliver = button("", self._deliver)
        self.none = label("", "soft", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["s"])
        column.addWidget(self.none)
        column.addWidget(self.table, 1)
        column.addLayout(row(self.again, self.deliver, 1))
        self.table.chosen.connect(self._allow)
        self.table.opened.connect(lambda _: self._again())
        self.retranslate()
        self.fill((), ())

    def _columns(self) -> list[Column]:
        look = self.context.look

        def state(each: Any) -> str:
            if each.kind == "dossier":
                return self.tr("exported")
            if not each.delivered:
                return self.tr("no delivery entered")
            day, channel = each.delivered[-1]
            return self.tr("delivered {day}, {channel}").format(day=day, channel=channel)

        def mark(each: Any) -> Any:
            if each.kind == "dossier":
                return look.icon("folder", "soft")
            return look.icon(*(("check", "good") if each.delivered else ("clock", "warn")))

        return [
            Column(self.tr("Day"), lambda each: str(each.day), day=True),
            Column(self.tr("What"), lambda each: kind_word(each.kind)),
            Column(self.tr("Language"), lambda each: language_word(each.language)),
            Column(self.tr("By"), lambda each: str(each.by)),
            Column(self.tr("State"), state, icon=mark, day=True),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        self.table.setAccessibleName(self.tr("Letters and dossiers"))
        self.again.setText(self.tr("Save again…"))
        self.deliver.setText(self.tr("Delivered…"))
        self.none.setText(self.tr("No letter was written and no dossier exported yet."))
        self.model.set_columns(self._columns())

    def fill(self, letters: Sequence[Any], dossiers: Sequence[Any]) -> None:
        """Show these papers."""
        rows = [_Row(x.id, x.day, x.kind, x.language, x.by, x.delivered, ()) for x in letters] + [
            _Row(d.id, d.day, "dossier", "", d.by, (), d.copies) for d in dossiers
        ]
        self.model.set_rows(sorted(rows, key=lambda each: each.day, reverse=True))
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        for each in (self.again, self.deliver):
            each.setVisible(bool(rows))
        if rows and self.table.current() is None:
            self.table.selectRow(0)
        self._allow(self.table.current())

    def _allow(self, each: Any) -> None:
        letter = each is not None and each.kind != "dossier"
        self.again.setEnabled(letter)
        self.deliver.setEnabled(letter)

    def _again(self) -> None:
        each = self.table.current()
        if each is None or each.kind == "dossier":
            return
        found, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the letter"), f"{each.id}.pdf", "PDF (*.pdf)"
        )
        if found:
            self.save(each.id, Path(found))

    def save(self, letter: str, out: Path) -> None:
        """Write a letter outside again, as it was written."""

        def work(session: Any) -> str:
            from vault.app.letters import collect

            replacing(out, lambda path: collect(session, letter, path))
            return str(out)

        said = self.tr("The letter is saved.")
        self.context.desk.ask(
            work, lambda path: self.banner.say("good", said, path), self.banner.fail
        )

    def _deliver(self) -> None:
        each = self.table.current()
        if each is not None and each.kind != "dossier":
            DeliveredForm(self.context, self, each).begin()


class DeliveredForm(FormDialog):
    """Enters that a letter reached somebody, with proof."""

    def __init__(self, context: Context, parent: QWidget, letter: Any) -> None:
        super().__init__(context, parent, name=f"delivered:{letter.id}")
        self._id = letter.id
        title = self.tr("The letter was delivered: {0}").format(kind_word(letter.kind))
        self.titled(title, self.tr("Enter the delivery"))
        self.channel = self.add(
            "channel",
            self.tr("&Which way it went"),
            QLineEdit(),
            self.tr("registered mail, e-mail, by hand…"),
        )
        self.at = self.add("at", self.tr("&Day"), DateField(context), self.tr("today, when empty"))
        self.note_ = self.add("note", self.tr("&Note"), QLineEdit())
        self.files = self.add("files", self.tr("&Proof"), FilesField())

    def submit(self) -> None:
        letter, channel = self._id, self.channel.text().strip()
        if not channel:
            self.miss(
                self.tr("It is not said which way the letter went."),
                self.tr("For example: registered mail."),
                self.channel,
            )
            return
        at, note, files = self.at.text().strip(), self.note_.text().strip(), self.files.paths()

        def work(session: Any, job: Any) -> str:
            from vault.app.letters import delivered

            return str(delivered(session, letter, channel, at=at, note=note, files=files).id)

        self.run(work, "letters", "releases", "partners", "incidents", "investments")


class Papers(QDialog):
    """The same in a dialog, for what has no room beside it; follows what changes."""

    def __init__(
        self, context: Context, parent: QWidget, title: str, about: frozenset[str]
    ) -> None:
        super().__init__(parent)
        self.context, self._about = context, about
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(780, 380)
        self.banner = Banner()
        self.list = PaperList(context, self.banner)
        self.close_ = button(self.tr("Close"), self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE["xl"], SPACE["l"], SPACE["xl"], SPACE["l"])
        column.setSpacing(SPACE["m"])
        column.addWidget(label(title, "heading"))
        column.addWidget(self.banner)
        column.addWidget(self.list, 1)
        column.addLayout(row(1, self.close_))
        context.desk.changed.connect(self._ask)
        self._ask()
        self.list.table.setFocus()

    def _ask(self) -> None:
        about = self._about

        def ask(session: Any) -> Any:
            from vault.app.screens.paper_rows import dossiers_about, letters_about

            return letters_about(session.state, about), dossiers_about(session.state, about)

        self.context.desk.ask(ask, lambda found: self.list.fill(*found), self.banner.fail)
