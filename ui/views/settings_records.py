"""Two records that matter when a technology is taken: what it cost, and the incidents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.views.partner_agreements import languages
from ui.views.settings_section import Section
from ui.widgets.basics import Banner, Progress, button, label, row
from ui.widgets.form import DateField, FilesField, FormDialog, PathField
from ui.widgets.table import Table

KINDS = {
    "hours": QT_TRANSLATE_NOOP("Records", "hours of work"),
    "invoice": QT_TRANSLATE_NOOP("Records", "invoice"),
    "machine": QT_TRANSLATE_NOOP("Records", "machine"),
    "other": QT_TRANSLATE_NOOP("Records", "other cost"),
}
LETTERS = {
    "delete": QT_TRANSLATE_NOOP("Records", "demand to delete or return"),
    "notice": QT_TRANSLATE_NOOP("Records", "notice to the third party"),
    "preservation": QT_TRANSLATE_NOOP("Records", "application to preserve evidence"),
}


def said(text: str) -> str:
    """A word of the records in the language in force."""
    return QCoreApplication.translate("Records", text)


class Investments(Section):
    """What a technology cost, entered while it is fresh."""

    def __init__(self, context: Context, banner: Banner, progress: Progress) -> None:
        super().__init__(context, banner, progress)
        self.model = TableModel(self._columns(), key=lambda row: str(row.id))
        self.table = Table(self.model, (100, 170, 130, 150, 80, 0), "")
        self.add = button("", self.enter, primary=True)
        self.column.addLayout(row(self.add, 1))
        self.column.addWidget(self.table, 1)
        self.retranslate()

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Day"), lambda row: str(row.date)),
            Column(self.tr("Technology"), lambda row: str(row.technology)),
            Column(self.tr("Kind"), lambda row: said(KINDS[row.kind])),
            Column(self.tr("Amount"), _amount, _number, right=True),
            Column(self.tr("Hours"), lambda row: str(row.hours), right=True),
            Column(
                self.tr("Note"),
                lambda row: (
                    self.tr("struck: {reason}").format(reason=row.struck)
                    if row.struck
                    else str(row.note)
                ),
            ),
        ]

    def fill(self, page: Any) -> None:
        super().fill(page)
        self.model.set_rows(page.investments if page else [])

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Investments"))
        self.about.setText(
            self.tr(
                "Damages fail for want of proof. Enter hours, invoices and machines as they come; "
                "entries are struck, never edited."
            )
        )
        self.model.set_columns(self._columns())
        self.table.setAccessibleName(self.tr("Investments"))
        self.add.setText(self.tr("Enter investment…"))

    def enter(self) -> None:
        """Ask for one."""
        if self.page:
            InvestmentForm(self.context, self, self.page).begin()


def _number(row: Any) -> float:
    return float(row.amount) if row.amount else 0.0


def _amount(row: Any) -> str:
    return f"{_number(row):,.10g} {row.currency}" if row.amount else ""


class InvestmentForm(FormDialog):
    """Work or money that went into a technology."""

    def __init__(self, context: Context, parent: Any, page: Any) -> None:
        super().__init__(context, parent, name="investment")
        self.titled(self.tr("An investment in a technology"), self.tr("Enter it"))
        self.technology = self.add("technology", self.tr("&Technology"), QComboBox())
        for name in page.technologies:
            self.technology.addItem(name, name)
        self.date = self.add("date", self.tr("&Day"), DateField(context, page.today))
        self.kind = self.add("kind", self.tr("&Kind"), QComboBox())
        for kind in page.kinds:
            self.kind.addItem(said(KINDS[kind]), kind)
        self.amount = self.add("amount", self.tr("&Amount"), QLineEdit())
        self.currency = self.add("currency", self.tr("&Currency"), QLineEdit("KRW"))
        self.add_column()
        self.hours = self.add("hours", self.tr("&Hours"), QLineEdit())
        self.who = self.add("who", self.tr("&Who"), QLineEdit())
        self.note_field = self.add("note", self.tr("&Note"), QPlainTextEdit())
        self.files = self.add("files", self.tr("Invoice, receipt"), FilesField())
        self.setMinimumWidth(720)

    def submit(self) -> None:
        technology = self.technology.currentData()
        if not technology:
            self.miss(
                self.tr("There is no technology yet."),
                self.tr("Adding documents makes one."),
                self.technology,
            )
            return
        date, kind = self.date.text(), self.kind.currentData()
        amount = self.amount.text().strip()
        more = {
            "amount": amount,
            "currency": self.currency.text().strip() if amount else "",
            "hours": self.hours.text().strip(),
            "who": self.who.text().strip(),
            "note": " ".join(self.note_field.toPlainText().split()),
            "files": self.files.paths(),
        }

        def work(session: Any, job: Any) -> Any:
            from vault.app.library.investments import add

            return add(session, technology, date, kind, **more).id

        self.run(work, "investments")


class Incidents(Section):
    """The files on leaks."""

    def __init__(self, context: Context, banner: Banner, progress: Progress) -> None:
        super().__init__(context, banner, progress)
        self.model = TableModel(self._columns(), key=lambda row: str(row.id))
        self.table = Table(self.model, (104, 0, 130, 120, 150, 90), "")
        self.detail = label("", "soft", wrap=True)
        self.begin = button("", self._begin, primary=True)
        self.note = button("", lambda: self._form(NoteForm))
        self.letter = button("", self._letter)
        self.close_it = button("", lambda: self._form(CloseForm))
        self.column.addLayout(row(self.begin, 1, self.close_it, self.note, self.letter))
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.detail)
        self.table.chosen.connect(self._show)
        self.retranslate()

    def _columns(self) -> list[Column]:
        look = self.context.look
        return [
            Column(self.tr("Opened"), lambda row: str(row.opened)),
            Column(self.tr("Partner"), lambda row: str(row.partner or self.tr("not known yet"))),
            Column(self.tr("Third party"), lambda row: str(row.third_party)),
            Column(self.tr("Known since"), lambda row: str(row.known)),
            Column(
                self.tr("Next period ends"),
                lambda row: "" if row.closed else str(row.next_deadline),
            ),
            Column(
                self.tr("State"),
                self._word,
                icon=lambda row: look.icon(
                    *(("check", "soft") if row.closed else ("incident", "warn"))
                ),
            ),
        ]

    def _word(self, row: Any) -> str:
        if row.closed:
            return self.tr("closed")
        return self.tr("open")

    def fill(self, page: Any) -> None:
        super().fill(page)
        self.model.set_rows(page.incidents if page else [])
        if page and page.incidents and self.table.current() is None:
            self.table.selectRow(0)
        self._show(self.table.current())

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Incidents"))
        self.about.setText(
            self.tr(
                "The file on a leak: what happened, which letters went out, which periods run. "
                "Counsel must confirm every period and letter."
            )
        )
        self.model.set_columns(self._columns())
        self.table.setAccessibleName(self.tr("Incidents"))
        self.begin.setText(self.tr("Open an incident…"))
        self.note.setText(self.tr("Note…"))
        self.letter.setText(self.tr("Letter…"))
        self.close_it.setText(self.tr("Close…"))
        self._show(self.table.current())

    def _show(self, row: Any) -> None:
        live = row is not None and not row.closed
        for each in (self.note, self.letter, self.close_it):
            each.setEnabled(live)
        self.begin.setEnabled(bool(self.page and self.page.open_leaks))
        lines = []
        if row is not None:
            lines = [f"{day}  {text}" for day, text in row.notes]
            lines += [
                self.tr("{day}  letter: {kind}").format(day=day, kind=said(LETTERS.get(kind, kind)))
                for day, kind in row.letters
            ]
            if row.closed:
                lines.append(self.tr("Outcome: {text}").format(text=row.closed))
        elif self.page and not self.page.incidents and not self.page.open_leaks:
            lines = [self.tr("No leak was lodged. One begins in Trace, with the file or photo.")]
        self.detail.setText("\n".join(lines))
        self.detail.setVisible(bool(lines))

    def _begin(self) -> None:
        if self.page:
            IncidentForm(self.context, self, self.page).begin()

    def _form(self, kind: Any) -> None:
        if (row := self.table.current()) is not None:
            kind(self.context, self, row).begin()

    def _letter(self) -> None:
        if (row := self.table.current()) is not None:
            form = LetterForm(self.context, self, row)
            form.sent.connect(
                lambda path: self.banner.say("good", self.tr("The letter is saved."), str(path))
            )
            form.begin()


class IncidentForm(FormDialog):
    """Begin to work on a lodged leak."""

    def __init__(self, context: Context, parent: Any, page: Any) -> None:
        super().__init__(context, parent, name="incident")
        self.titled(self.tr("Open an incident"), self.tr("Open it"))
        self.note(self.tr("What is not known yet can be stated later."))
        self.leak = self.add("leak", self.tr("&Leak"), QComboBox())
        for leak, where in page.open_leaks:
            self.leak.addItem(f"{leak}  {where}", leak)
        self.partner = self.add(
            "partner", self.tr("&Whose copy it was, or may have been"), QComboBox()
        )
        self.partner.addItem(self.tr("not known yet"), "")
        for partner, name in page.partners:
            self.partner.addItem(name, partner)
        self.third = self.add("third", self.tr("Who has it &now"), QLineEdit())
        self.known = self.add("known", self.tr("We &learned of it on"), DateField(context))
        self.began = self.add("began", self.tr("The act &began on"), DateField(context))

    def submit(self) -> None:
        leak = self.leak.currentData()
        more = {
            "partner": self.partner.currentData(),
            "third_party": self.third.text().strip(),
            "known": self.known.text().strip(),
            "began": self.began.text().strip(),
        }

        def work(session: Any, job: Any) -> Any:
            from vault.app.leak.incidents import open_incident

            return open_incident(session, leak, **more).id

        self.run(work, "incidents")


class NoteForm(FormDialog):
    """A step that was taken, or a fact that was learned."""

    def __init__(self, context: Context, parent: Any, row: Any) -> None:
        super().__init__(context, parent, name=f"incident-note:{row.id}")
        self._id = row.id
        self.titled(self.tr("A note on the incident"), self.tr("Enter it"))
        self.text = self.add("text", self.tr("&What happened"), QPlainTextEdit())
        self.at = self.add("at", self.tr("&On (empty: now)"), DateField(context))
        self.files = self.add("files", self.tr("Proof"), FilesField())

    def submit(self) -> None:
        incident, text = self._id, " ".join(self.text.toPlainText().split())
        more = {"at": self.at.text().strip(), "files": self.files.paths()}

        def work(session: Any, job: Any) -> Any:
            from vault.app.leak.incidents import note

            return note(session, incident, text, **more).id

        self.run(work, "incidents")


class CloseForm(FormDialog):
    """The outcome."""

    def __init__(self, context: Context, parent: Any, row: Any) -> None:
        super().__init__(context, parent)
        self._id = row.id
        self.titled(self.tr("Close the incident"), self.tr("Close it"))
        self.outcome = self.add("outcome", self.tr("&Outcome"), QLineEdit())

    def submit(self) -> None:
        incident, outcome = self._id, self.outcome.text()

        def work(session: Any, job: Any) -> Any:
            from vault.app.leak.incidents import close

            return close(session, incident, outcome).id

        self.run(work, "incidents")


class LetterForm(FormDialog):
    """A letter about an incident, as a draft for counsel."""

    def __init__(self, context: Context, parent: Any, row: Any) -> None:
        super().__init__(context, parent, name=f"incident-letter:{row.id}")
        self._id = row.id
        self.titled(self.tr("A letter about the incident"), self.tr("Write the letter"))
        self.note(self.tr("It is printed as a draft: counsel must review it before it is sent."))
        self.kind = self.add("kind", self.tr("&Which letter"), QComboBox())
        for kind, text in LETTERS.items():
            self.kind.addItem(said(text), kind)
        self.by = self.add("by", self.tr("&Answer asked for by"), DateField(context))
        self.language = self.add("language", self.tr("&Language"), QComboBox())
        languages(self.language, context.language.code)
        suggest = self.tr("letter.pdf")
        self.out = self.add("out", self.tr("&Save as"), PathField(save=True, suggest=suggest))

    def submit(self) -> None:
        if not self.out.text():
            self.miss(self.tr("No file was named."), self.tr("Choose where to save it."), self.out)
            return
        incident, kind, out = self._id, self.kind.currentData(), self.out.text()
        by, language = self.by.text().strip(), self.language.currentData()

        def work(session: Any, job: Any) -> Any:
            from vault.app.leak.incident_letters import write
            from vault.app.leak.incident_matter import Asked

            write(session, incident, kind, Path(out), language, Asked(by=by))
            return out

        self.run(work, "incidents", what=self.tr("Writing the letter…"))
