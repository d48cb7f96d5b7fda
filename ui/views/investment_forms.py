"""Forms on what a technology cost: one entry, a table of them, loss inputs, the annex."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.context import Context
from ui.language import QT_TRANSLATE_NOOP
from ui.saving import replacing
from ui.views.paper_words import fill_languages
from ui.widgets.form import DateField, FilesField, FormDialog, PathField
from ui.widgets.picker import Picker

KINDS = {
    "hours": QT_TRANSLATE_NOOP("Records", "hours of work"),
    "invoice": QT_TRANSLATE_NOOP("Records", "invoice"),
    "machine": QT_TRANSLATE_NOOP("Records", "machine"),
    "other": QT_TRANSLATE_NOOP("Records", "other cost"),
}


def kind_word(kind: str) -> str:
    """A kind of investment in the language in force."""
    return QCoreApplication.translate("Records", KINDS.get(kind, kind))


class _Form(FormDialog):
    """A form about one technology."""

    def technologies(self, board: Any, wanted: str, *, none: str = "") -> QComboBox:
        """A field for the technology; `none` is what stands for no choice."""
        box = self.add("technology", self.tr("&Technology"), QComboBox())
        if none:
            box.addItem(none, "")
        for technology, name in board.technologies:
            box.addItem(name, technology)
        if wanted:
            box.setCurrentIndex(max(0, box.findData(wanted)))
        return box

    def no_technology(self) -> bool:
        """Say so when there is none to choose."""
        if self.technology.currentData():
            return False
        self.miss(
            self.tr("There is no technology yet."),
            self.tr("Adding documents makes one."),
            self.technology,
        )
        return True

    technology: QComboBox


class InvestmentForm(_Form):
    """Work or money that went into a technology."""

    def __init__(self, context: Context, parent: QWidget, board: Any, technology: str = "") -> None:
        super().__init__(context, parent, name="investment")
        self.titled(self.tr("An investment in a technology"), self.tr("Enter it"))
        self.technology = self.technologies(board, technology)
        self.date = self.add("date", self.tr("&Day"), DateField(context, board.today))
        self.kind = self.add("kind", self.tr("&Kind"), QComboBox())
        for kind in board.kinds:
            self.kind.addItem(kind_word(kind), kind)
        self.hours = self.add("hours", self.tr("&Hours"), QLineEdit())
        self.amount = self.add("amount", self.tr("&Amount"), QLineEdit())
        self.currency = self.add("currency", self.tr("&Currency"), QLineEdit("KRW"))
        self.add_column()
        self.who = self.add("who", self.tr("&Who"), QLineEdit())
        picker = Picker(board.documents, self.tr("none, when empty"))
        self.document = self.add("document", self.tr("D&ocument it was for"), picker)
        self.note_field = self.add("note", self.tr("&Note"), QPlainTextEdit())
        self.note_field.setMaximumHeight(90)
        self.files = self.add("files", self.tr("Invoice, receipt"), FilesField())
        self.setMinimumWidth(720)

    def submit(self) -> None:
        if self.no_technology():
            return
        technology = self.technology.currentData()
        date, kind = self.date.text(), self.kind.currentData()
        amount = self.amount.text().strip()
        currency = self.currency.text().strip() if amount else ""
        hours, who = self.hours.text().strip(), self.who.text().strip()
        document, files = self.document.key(), self.files.paths()
        note = " ".join(self.note_field.toPlainText().split())

        def work(session: Any, job: Any) -> str:
            from vault.app.library.investments import add

            entered = add(
                session, technology, date, kind,
                amount=amount, currency=currency, hours=hours, document=document, who=who,
                note=note, files=files,
            )  # fmt: skip
            return str(entered.id)

        self.run(work, "investments")


class ImportForm(_Form):
    """Rows of a table, all or none; which lines cannot be taken is said for each."""

    def __init__(
        self, context: Context, parent: QWidget, board: Any, technology: str = "", path: str = ""
    ) -> None:
        super().__init__(context, parent, name="investment-table")
        self.titled(self.tr("Import a table of investments"), self.tr("Import it"))
        self.note(
            self.tr(
                "CSV with headings such as date, kind, amount, currency, hours, technology, note "
                "(일자, 구분, 금액, 통화, 시간, 기술, 비고). Rows that are known are left out."
            )
        )
        self.file = self.add("file", self.tr("&File"), PathField())
        self._path = path
        self.technology = self.technologies(board, technology, none=self.tr("as each row says"))
        self.currency = self.add(
            "currency", self.tr("&Currency, where a row names none"), QLineEdit("KRW")
        )
        self.problems = QPlainTextEdit()
        self.problems.setReadOnly(True)
        self.problems.setTabChangesFocus(True)
        self.problems.setAccessibleName(self.tr("Lines that cannot be taken"))
        self.problems.hide()
        self.form.addRow(self.problems)
        self.setMinimumWidth(600)

    def begin(self) -> None:
        super().begin()
        if self._path:
            self.file.line.setText(self._path)

    def submit(self) -> None:
        if not self.file.text():
            self.miss(self.tr("No file was named."), self.tr("Choose one."), self.file.line)
            return
        path, technology = Path(self.file.text()), self.technology.currentData()
        currency = self.currency.text().strip()
        self.problems.hide()

        def work(session: Any, job: Any) -> Any:
            from vault.app.library.investments import import_table

            done = import_table(session, path, technology=technology, currency=currency)
            return len(done.entered), len(done.known), done.ignored

        self.run(work, "investments", what=self.tr("Reading the table…"))

    def _fail(self, error: BaseException) -> None:
        super()._fail(error)
        problems = getattr(error, "problems", ())
        lines = [
            self.tr("line {n}: {what}").format(n=each.line, what=each.message) for each in problems
        ]
        self.problems.setPlainText("\n".join(lines))
        self.problems.setVisible(bool(lines))


class InputsForm(_Form):
    """Capacity, margin and licence quotes, as known on a day; earlier statements stay."""

    def __init__(self, context: Context, parent: QWidget, board: Any, technology: str) -> None:
        super().__init__(context, parent, name=f"loss-inputs:{technology}")
        self.titled(self.tr("What a loss is computed from"), self.tr("State it"))
        self.note(self.tr("The program computes no damages; it keeps what was known, and when."))
        self.technology = self.technologies(board, technology)
        self.capacity = self.add(
            "capacity",
            self.tr("&Capacity"),
            QLineEdit(),
            self.tr("for example: 1,200 plates a month"),
        )
        self.margin = self.add(
            "margin", self.tr("&Margin"), QLineEdit(), self.tr("for example: 18 % of the price")
        )
        self.quote = self.add(
            "quote", self.tr("&Licence quote"), QLineEdit(), self.tr("for example: 3 % of sales")
        )
        self.add_column()
        self.date = self.add("date", self.tr("&As of"), DateField(context, board.today))
        self.note_field = self.add("note", self.tr("&Note"), QPlainTextEdit())
        self.note_field.setMaximumHeight(90)
        self.files = self.add("files", self.tr("Proof"), FilesField())
        self.setMinimumWidth(720)

    def submit(self) -> None:
        if self.no_technology():
            return
        technology = self.technology.currentData()
        capacity, margin = self.capacity.text().strip(), self.margin.text().strip()
        licence_quote, day = self.quote.text().strip(), self.date.text().strip()
        note = " ".join(self.note_field.toPlainText().split())
        files = self.files.paths()
        if not (capacity or margin or licence_quote):
            self.miss(
                self.tr("Nothing is stated."),
                self.tr("Capacity, margin or a licence quote is needed."),
                self.capacity,
            )
            return

        def work(session: Any, job: Any) -> None:
            from vault.app.library.investments import state_inputs

            state_inputs(
                session, technology, capacity=capacity, margin=margin,
                licence_quote=licence_quote, note=note, day=day, files=files,
            )  # fmt: skip

        self.run(work, "investments")


class AnnexForm(_Form):
    """The annex on development investment and loss inputs, for counsel."""

    def __init__(self, context: Context, parent: QWidget, board: Any, technology: str) -> None:
        super().__init__(context, parent, name=f"annex:{technology}")
        self.titled(self.tr("Annex on investment"), self.tr("Write the annex"))
        self.note(
            self.tr(
                "Totals by period, every entry with its day of entry in the ledger, and the loss "
                "inputs. It collects inputs and computes no damages."
            )
        )
        self.technology = self.technologies(board, technology)
        self.language = self.add("language", self.tr("&Language"), QComboBox())
        fill_languages(self.language, context.language.code)
        suggest = self.tr("investment-annex.pdf")
        self.out = self.add("out", self.tr("&Save as"), PathField(save=True, suggest=suggest))
        self.table: Any = self.check("table", self.tr("The entries as a table &beside it (CSV)"))

    def submit(self) -> None:
        if self.no_technology():
            return
        if not self.out.text():
            self.miss(
                self.tr("No file was named."), self.tr("Choose where to save it."), self.out.line
            )
            return
        technology, language = self.technology.currentData(), self.language.currentData()
        out = Path(self.out.text())
        csv = out.with_suffix(".csv") if self.table.isChecked() else None

        def work(session: Any, job: Any) -> str:
            from vault.app.library.annexes import write_annex

            replacing(out, lambda path: write_annex(session, technology, path, language, csv=csv))
            return str(out)

        self.run(work, "investments", "letters", what=self.tr("Writing the annex…"))
