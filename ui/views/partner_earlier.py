"""What a partner was given before the vault, or past it: put on record with what proves it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.context import Context
from ui.widgets.form import DateField, FilesField, FormDialog
from ui.widgets.picker import Picker


class EarlierForm(FormDialog):
    """An earlier disclosure: which document, when, to whom, and how that is known."""

    def __init__(self, context: Context, parent: QWidget, page: Any) -> None:
        super().__init__(context, parent, name=f"earlier:{page.row.id}")
        self._partner = page.row.id
        title = self.tr("What {partner} was given before").format(partner=page.row.name)
        self.titled(title, self.tr("Put it on record"))
        self.note(
            self.tr("It counts as held from that day on, and can be called back like a copy.")
        )
        picker = Picker(page.documents, self.tr("search by its title"))
        self.document = self.add("document", self.tr("&Document"), picker)
        self.revision = self.add(
            "revision", self.tr("Re&vision"), QLineEdit(), self.tr("unknown, when empty")
        )
        self.pages = self.add(
            "pages", self.tr("&Pages"), QLineEdit(), self.tr("all of them, when empty; or 1,3-5")
        )
        self.sent_on = self.add("sent", self.tr("&Sent on"), DateField(context))
        self.add_column()
        self.contact = self.add("contact", self.tr("&To whom"), QComboBox())
        self.contact.addItem(self.tr("not known"), "")
        for person in page.contacts:
            self.contact.addItem(person.name, person.id)
        self.until = self.add("until", self.tr("Use agreed &until, if it was"), DateField(context))
        self.told = self.add(
            "note", self.tr("&How it went out, and how that is known"), QPlainTextEdit()
        )
        self.told.setMaximumHeight(90)
        self.files = self.add("files", self.tr("Proof"), FilesField())
        self.setMinimumWidth(720)

    def submit(self) -> None:
        document = self.document.key()
        for missing, sentence, step, field in (
            (
                not document,
                self.tr("No document was chosen."),
                self.tr("Choose one of the list; add it to the vault first if it is not there."),
                self.document,
            ),
            (
                not self.sent_on.text().strip(),
                self.tr("The day on which it was sent is missing."),
                self.tr("Type or choose it."),
                self.sent_on,
            ),
            (
                not self.told.toPlainText().strip(),
                self.tr("It is not said how this is known."),
                self.tr("For example: by e-mail of Mr Lee, which is attached."),
                self.told,
            ),
        ):
            if missing:
                self.miss(sentence, step, field)
                return
        revision, pages = self.revision.text().strip(), self.pages.text().strip()
        which = document + (f"@{revision}" if revision else "") + (f":{pages}" if pages else "")
        told = {
            "partner": self._partner,
            "document": which,
            "sent": self.sent_on.text().strip(),
            "note": " ".join(self.told.toPlainText().split()),
            "contact": self.contact.currentData(),
            "until": self.until.text().strip(),
            "files": self.files.paths(),
        }

        def work(session: Any, job: Any) -> str:
            from vault.app.partnership.disclosures import Earlier, record

            return str(record(session, Earlier(**told)).id)

        self.run(work, "partners", "documents", "releases")
