"""Forms on a document: its next revision, and its original written outside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.context import Context
from ui.saving import replacing
from ui.widgets.form import FormDialog, PathField


class ReviseForm(FormDialog):
    """The next revision: the earlier ones stay, with who holds them."""

    def __init__(self, context: Context, parent: QWidget, page: Any, path: str = "") -> None:
        super().__init__(context, parent, name=f"revise:{page.id}")
        self._id = page.id
        title = self.tr("New revision of {title}").format(title=page.title)
        self.titled(title, self.tr("Add the revision"))
        self.note(self.tr("Earlier revisions stay. New releases take the newest, unless told."))
        self.file = self.add("file", self.tr("&File"), PathField(path))
        self.word = self.add("word", self.tr("&Password that opens it, if it has one"), QLineEdit())
        self.word.setEchoMode(QLineEdit.EchoMode.Password)

    def submit(self) -> None:
        if not self.file.text():
            self.miss(self.tr("No file was named."), self.tr("Choose one."), self.file.line)
            return
        document, path, word = self._id, Path(self.file.text()), self.word.text()

        def work(session: Any, job: Any) -> int:
            from vault.app.library.documents import add

            added = add(session, [path], revise=document, password=word, report=job.report)
            for failed in added.failed:
                raise failed.error
            return int(added.documents[0][1])

        self.run(work, "documents", what=self.tr("Adding…"))


class ExportForm(FormDialog):
    """The original, without marks, written outside: entered first, with the reason."""

    def __init__(self, context: Context, parent: QWidget, page: Any, revision: Any) -> None:
        super().__init__(context, parent, name=f"original:{page.id}")
        self._id, self._n = page.id, revision.n
        title = self.tr("The original of {title}, revision {n}")
        self.titled(title.format(title=page.title, n=revision.n), self.tr("Write it"))
        self.note(
            self.tr(
                "The original carries no marks: a leak of it cannot be traced. The ledger says "
                "who wrote it outside, and why. To give it to a partner, make a release."
            )
        )
        self.reason = self.add("reason", self.tr("&Reason"), QLineEdit())
        self.out = self.add(
            "out", self.tr("&Save as"), PathField(save=True, suggest=revision.file_name)
        )

    def submit(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.miss(self.tr("The reason is missing."), self.tr("One sentence."), self.reason)
            return
        if not self.out.text():
            self.miss(
                self.tr("No file was named."), self.tr("Choose where to save it."), self.out.line
            )
            return
        document, n, out = self._id, self._n, Path(self.out.text())

        def work(session: Any, job: Any) -> str:
            from vault.app.library.documents import export

            replacing(out, lambda path: export(session, document, path, reason, n))
            return str(out)

        self.run(work, "documents", "ledger", what=self.tr("Decrypting…"))
