"""A backup that lies outside: checked from nothing, or restored into a new folder.

The passphrase is typed for it: a backup that nobody can open is none.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.context import Context
from ui.widgets.form import FormDialog, PathField


class _BackupForm(FormDialog):
    """A backup and the passphrase that opens it."""

    def ask(self) -> None:
        """Add the fields."""
        self.path = self.add("path", self.tr("&Backup"), PathField())
        self.word = self.add("word", self.tr("Your &passphrase"), QLineEdit())
        self.word.setEchoMode(QLineEdit.EchoMode.Password)

    def complete(self) -> bool:
        """Whether both were given; else says what is missing."""
        if not self.path.text():
            self.miss(self.tr("No backup was named."), self.tr("Choose it."), self.path.line)
        elif not self.word.text():
            self.miss(self.tr("The passphrase is missing."), self.tr("Type it."), self.word)
        else:
            return True
        return False


class CheckForm(_BackupForm):
    """Reads every file of a backup; sends whether it is whole, entries, and the first problem."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent, name="backup-check")
        self.titled(self.tr("Check a backup"), self.tr("Check it"))
        self.note(self.tr("Every file and entry in it is read and compared. Nothing changes."))
        self.ask()

    def submit(self) -> None:
        if not self.complete():
            return
        path, word, name = Path(self.path.text()), self.word.text(), self.context.desk.name

        def work(session: Any, job: Any) -> tuple[bool, int, str]:
            from vault.app.maintenance.backups import check

            found = check(path, name, word, job.report).report
            return found.ok, found.entries, found.problems[0].what if found.problems else ""

        self.run_apart(work, what=self.tr("Checking…"))


class RestoreForm(_BackupForm):
    """Copies a backup into a new folder and says so in its ledger; sends the folder."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(context, parent, name="backup-restore")
        self.titled(self.tr("Restore a backup"), self.tr("Restore it"))
        self.note(
            self.tr(
                "It becomes a vault of its own, in an empty folder; this vault stays as it is. "
                "What was entered after the backup is not in it. Only an owner can restore."
            )
        )
        self.ask()
        self.to = self.add("to", self.tr("&Empty folder for the vault"), PathField(folder=True))

    def submit(self) -> None:
        if not self.complete():
            return
        if not self.to.text():
            self.miss(self.tr("No folder was named."), self.tr("Choose one."), self.to.line)
            return
        path, to = Path(self.path.text()), Path(self.to.text())
        word, name = self.word.text(), self.context.desk.name

        def work(session: Any, job: Any) -> str:
            from vault.app.maintenance.backups import restore

            restore(path, to, name, word, job.report)
            return str(to)

        self.run_apart(work, what=self.tr("Restoring…"))
