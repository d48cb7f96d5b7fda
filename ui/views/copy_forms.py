"""Forms about copies that are out: a letter about one, and calling copies back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.context import Context
from ui.saving import replacing
from ui.views.paper_words import fill_kinds, fill_languages, when_word
from ui.widgets.form import DateField, FormDialog, PathField

AREAS = ("releases", "documents", "partners", "letters")
WITH_DAY = ("return", "recall")
"""Letters that ask for something by a day."""


class LetterForm(FormDialog):
    """A letter about one copy, saved where the person says and entered in the ledger."""

    def __init__(self, context: Context, parent: QWidget, copy: Any, kind: str = "") -> None:
        super().__init__(context, parent, name=f"letter:{copy.id}")
        self._copy = copy.id
        self.titled(self.tr("A letter about {0}").format(copy.id), self.tr("Write the letter"))
        self.kind = self.add("kind", self.tr("&Which letter"), QComboBox())
        fill_kinds(self.kind, copy.letters)
        self.said = self.note("")
        self.by = self.add(
            "by", self.tr("To be back &by"), DateField(context), self.tr("as agreed, when empty")
        )
        self.language = self.add("language", self.tr("&Language"), QComboBox())
        fill_languages(self.language, context.language.code)
        self.out = self.add("out", self.tr("&Save as"), PathField(save=True))
        self.note(self.tr("The letter is kept in the vault and entered in the ledger."))
        self.kind.currentIndexChanged.connect(lambda _: self._kind())
        if kind:
            self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self._kind()

    def _kind(self) -> None:
        kind = self.kind.currentData()
        self.said.setText(when_word(kind))
        self.by.setEnabled(kind in WITH_DAY)
        self.out._suggest = f"{self._copy}-{kind}.pdf"

    def submit(self) -> None:
        if not self.out.text():
            self.miss(
                self.tr("No file was named."), self.tr("Choose where to save it."), self.out.line
            )
            return
        copy, kind, language = self._copy, self.kind.currentData(), self.language.currentData()
        out, by = Path(self.out.text()), self.by.text().strip() if self.by.isEnabled() else ""

        def work(session: Any, job: Any) -> str:
            from vault.app.release.notices import write

            replacing(out, lambda path: write(session, copy, kind, path, language, by))
            return str(out)

        self.run(work, *AREAS, what=self.tr("Writing the letter…"))


class RecallForm(FormDialog):
    """Calls back a copy, or all copies of a release that are out, with one notice if wanted."""

    def __init__(self, context: Context, parent: QWidget, about: str) -> None:
        super().__init__(context, parent, name=f"recall:{about}")
        self._about = about
        title = (
            self.tr("Call back all copies of {0}")
            if about.startswith("R-") and about.count("-") == 1
            else self.tr("Call back {0}")
        )
        self.titled(title.format(about), self.tr("Call it back"))
        self.note(
            self.tr("Every copy that is out is entered as called back. This cannot be taken back.")
        )
        self.reason = self.add(
            "reason", self.tr("&Reason, which also stands in the notice"), QPlainTextEdit()
        )
        self.reason.setMaximumHeight(90)
        self.out = self.add(
            "out", self.tr("&Save the notice as (empty: no notice yet)"), PathField(save=True)
        )
        self.out._suggest = f"{about}-recall.pdf"
        self.by = self.add(
            "by", self.tr("To be back &by"), DateField(context), self.tr("as agreed, when empty")
        )
        self.language = self.add("language", self.tr("&Language"), QComboBox())
        fill_languages(self.language, context.language.code)

    def submit(self) -> None:
        about, reason = self._about, self.reason.toPlainText().strip()
        if not reason:
            self.miss(self.tr("The reason is missing."), self.tr("One sentence."), self.reason)
            return
        out = Path(self.out.text()) if self.out.text() else None
        by, language = self.by.text().strip(), self.language.currentData()

        def work(session: Any, job: Any) -> str:
            from vault.app.release import notices
            from vault.app.release.copies import recall

            if out is None:
                recall(session, about, reason)
                return ""

            def write(path: Path) -> None:
                notices.check(session, path, language, by)  # before anything is entered
                subjects = recall(session, about, reason)
                notices.write_recall(session, about, subjects, path, language, by)

            replacing(out, write)
            return str(out)

        self.run(work, *AREAS, what=self.tr("Calling back…"))


class StrikeForm(FormDialog):
    """Declares a record wrong; it stays readable with the reason."""

    def __init__(self, context: Context, parent: QWidget, record: str, kind: str) -> None:
        super().__init__(context, parent, name=f"strike:{record}")
        self._id, self._kind = record, kind
        self.titled(self.tr("Strike {0}").format(record), self.tr("Strike it"))
        self.note(self.tr("It counts no more. It stays in the ledger, with the reason."))
        self.reason = self.add("reason", self.tr("&Reason"), QLineEdit())

    def submit(self) -> None:
        record, kind, reason = self._id, self._kind, self.reason.text().strip()
        if not reason:
            self.miss(self.tr("The reason is missing."), self.tr("One sentence."), self.reason)
            return

        def work(session: Any, job: Any) -> str:
            if kind == "investment":
                from vault.app.library import investments

                return str(investments.strike(session, record, reason).id)
            from vault.app.partnership import disclosures

            return str(disclosures.strike(session, record, reason).id)

        self.run(work, "partners", "investments")
