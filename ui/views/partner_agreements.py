"""What a partner signed: whom it binds, until when; a draft for counsel."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from ui.context import Context
from ui.language import QT_TRANSLATE_NOOP
from ui.models.table import Column, TableModel
from ui.views.partner_tab import PartnerTab
from ui.widgets.basics import button, label
from ui.widgets.form import DateField, FilesField, FormDialog, PathField

STATES = {
    "in force": (QT_TRANSLATE_NOOP("Agreements", "in force"), "check", "good"),
    "coming": (QT_TRANSLATE_NOOP("Agreements", "not begun yet"), "clock", "accent"),
    "expired": (QT_TRANSLATE_NOOP("Agreements", "expired"), "clock", "warn"),
    "ended": (QT_TRANSLATE_NOOP("Agreements", "ended early"), "cross", "soft"),
}
KINDS = {
    "nda": QT_TRANSLATE_NOOP("Agreements", "confidentiality agreement"),
    "supply": QT_TRANSLATE_NOOP("Agreements", "supply contract"),
    "joint development": QT_TRANSLATE_NOOP("Agreements", "joint development"),
    "other": QT_TRANSLATE_NOOP("Agreements", "other agreement"),
}


def said(text: str) -> str:
    """A word about agreements in the language in force."""
    return QCoreApplication.translate("Agreements", text)


def languages(box: QComboBox, code: str) -> None:
    """Fill a box with the languages that papers are written in."""
    for key, name in (("ko", "한국어"), ("en", "English")):
        box.addItem(name, key)
    box.setCurrentIndex(box.findData(code))


class Agreements(PartnerTab):
    """Only an agreement with a secrecy clause counts when a release is judged."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            TableModel(self._columns(context), lambda row: str(row.id)),
            (0, 100, 100, 110, 110, 120),
        )
        self.detail = label("", "soft", wrap=True)
        self.inside.addWidget(self.detail)
        self.add = button("", self._add)
        self.draft = button("", self._draft)
        self.staff = button("", self._staff)
        self.end = button("", self._end)
        self.buttons.insertWidget(0, self.add)
        for each in (self.staff, self.end, self.draft):
            self.buttons.addWidget(each)
        self.empty.button.clicked.connect(lambda checked=False: self._add())
        self.empty_draft = button("", self._draft)
        self.empty.layout().insertWidget(3, self.empty_draft)  # type: ignore[union-attr]
        self.empty.layout().setAlignment(  # type: ignore[union-attr]
            self.empty_draft, Qt.AlignmentFlag.AlignHCenter
        )
        self.table.chosen.connect(self._show)
        self._show(None)
        self.retranslate()

    def _columns(self, context: Context) -> list[Column]:
        look = context.look
        return [
            Column(self.tr("Kind"), lambda row: said(KINDS.get(row.kind, row.kind))),
            Column(self.tr("Signed"), lambda row: str(row.signed), day=True),
            Column(self.tr("Until"), lambda row: str(row.until or self.tr("open end")), day=True),
            Column(
                self.tr("Secrecy"),
                lambda row: self.tr("yes") if row.binds else self.tr("no clause"),
                icon=lambda row: look.icon(
                    *(("shield", "good") if row.binds else ("warning", "warn"))
                ),
            ),
            Column(
                self.tr("Staff named"),
                lambda row: str(len(row.staff)),
                lambda row: len(row.staff),
                right=True,
            ),
            Column(
                self.tr("State"),
                lambda row: said(STATES[row.state][0]),
                icon=lambda row: look.icon(*STATES[row.state][1:]),
            ),
        ]

    def rows(self, page: Any) -> list[Any]:
        return list(page.agreements)

    def retranslate(self) -> None:
        self.model.set_columns(self._columns(self.context))
        self.table.setAccessibleName(self.tr("Agreements"))
        self.add.setText(self.tr("Enter signed agreement…"))
        self.draft.setText(self.tr("Draft for counsel…"))
        self.staff.setText(self.tr("Staff list…"))
        self.end.setText(self.tr("Ended early…"))
        self.empty.sentence.setText(
            self.tr(
                "No agreement is on record. The law wants a confidentiality agreement by the day "
                "the data are received."
            )
        )
        self.empty.button.setText(self.tr("Enter signed agreement…"))
        self.empty_draft.setText(self.tr("Draft for counsel…"))
        self._show(self.table.current())

    def _show(self, row: Any) -> None:
        live = row is not None and row.state in ("in force", "coming")
        self.staff.setEnabled(live)
        self.end.setEnabled(live)
        self.detail.setVisible(row is not None)
        if row is None:
            self.detail.clear()
            return
        staff = ", ".join(row.staff) or self.tr("nobody is named yet")
        ours = ", ".join(row.technologies) or self.tr("all technologies")
        lines = [
            self.tr("Covers: {technologies}. {covers}").format(
                technologies=ours, covers=row.covers
            ),
            self.tr("Staff who may hold the data: {names}").format(names=staff),
        ]
        if row.files:
            lines.append(self.tr("Kept: {files}").format(files=", ".join(row.files)))
        if row.ended_reason:
            lines.append(self.tr("Ended early: {reason}").format(reason=row.ended_reason))
        self.detail.setText("\n".join(lines))

    def _add(self) -> None:
        if self.page:
            self.show_form(AgreementForm(self.context, self, self.page))

    def _draft(self) -> None:
        if self.page:
            self.show_form(DraftForm(self.context, self, self.page))

    def _staff(self) -> None:
        if (row := self.table.current()) is not None:
            self.show_form(StaffForm(self.context, self, row))

    def _end(self) -> None:
        if (row := self.table.current()) is not None:
            self.show_form(EndForm(self.context, self, row))


def _lines(field: QPlainTextEdit) -> list[str]:
    return [line.strip() for line in field.toPlainText().splitlines() if line.strip()]


class AgreementForm(FormDialog):
    """A signed agreement."""

    def __init__(self, context: Context, parent: Any, page: Any) -> None:
        super().__init__(context, parent, name=f"agreement:{page.row.id}")
        self._partner = page.row.id
        self.titled(
            self.tr("Signed agreement with {partner}").format(partner=page.row.name),
            self.tr("Enter it"),
        )
        kinds = QComboBox()
        for kind, text in KINDS.items():
            kinds.addItem(said(text), kind)
        self.kind = self.add("kind", self.tr("&Kind"), kinds)
        self.secrecy = self.check("secrecy", self.tr("It &binds the partner to secrecy"))
        self.signed = self.add("signed", self.tr("&Signed on"), DateField(context))
        self.until = self.add("until", self.tr("&Until (empty: open end)"), DateField(context))
        self.technology = self.add("technology", self.tr("&Limited to"), QComboBox())
        self.technology.addItem(self.tr("all our technologies"), "")
        for name in page.technologies:
            self.technology.addItem(name, name)
        self.add_column()
        self.covers = self.add("covers", self.tr("&What it covers, in words"), QLineEdit())
        self.staff = self.add(
            "staff", self.tr("&Names of staff who may hold the data, one a line"), QPlainTextEdit()
        )
        self.files = self.add("files", self.tr("The agreement as signed"), FilesField())
        self.kind.currentIndexChanged.connect(self._kind)
        self._kind()
        self.setMinimumWidth(720)

    def _kind(self) -> None:
        nda = self.kind.currentData() == "nda"
        self.secrecy.setEnabled(not nda)
        self.secrecy.setChecked(nda)

    def submit(self) -> None:
        if not self.signed.text().strip():
            self.miss(
                self.tr("The day of signing is needed."), self.tr("Type or choose it."), self.signed
            )
            return
        partner, technology = self._partner, self.technology.currentData()
        told = {
            "kind": self.kind.currentData(),
            "signed": self.signed.text(),
            "until": self.until.text().strip(),
            "covers": self.covers.text(),
            "technologies": [technology] if technology else [],
            "staff": _lines(self.staff),
            "files": self.files.paths(),
            "secrecy": self.secrecy.isChecked() and self.kind.currentData() != "nda",
        }

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.agreements import add

            return add(session, partner, **told)

        self.run(work, "partners")


class StaffForm(FormDialog):
    """The list of the partner's staff who may hold the data."""

    def __init__(self, context: Context, parent: Any, row: Any) -> None:
        super().__init__(context, parent)
        self._row = row
        self.titled(self.tr("Staff who may hold the data"), self.tr("Change the list"))
        self.note(
            self.tr(
                "One name a line. The earlier list stays in the ledger; add the partner's proof."
            )
        )
        field = QPlainTextEdit("\n".join(row.staff))
        self.staff = self.add("staff", self.tr("&Names"), field)
        self.files = self.add("files", self.tr("Proof"), FilesField())

    def submit(self) -> None:
        before, now = list(self._row.staff), _lines(self.staff)
        more = [name for name in now if name not in before]
        gone = [name for name in before if name not in now]
        agreement, files = self._row.id, self.files.paths()

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.agreements import change_staff

            return change_staff(session, agreement, add=more, remove=gone, files=files)

        self.run(work, "partners")


class EndForm(FormDialog):
    """An agreement ended before its time."""

    def __init__(self, context: Context, parent: Any, row: Any) -> None:
        super().__init__(context, parent)
        self._id = row.id
        self.titled(self.tr("The agreement ended early"), self.tr("Enter the end"))
        self.at = self.add("at", self.tr("&Since (empty: now)"), DateField(context))
        self.reason = self.add("reason", self.tr("&Reason"), QLineEdit())
        self.files = self.add("files", self.tr("Proof"), FilesField())

    def submit(self) -> None:
        agreement, reason = self._id, self.reason.text()
        at, files = self.at.text().strip(), self.files.paths()

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.agreements import end

            return end(session, agreement, reason, at=at, files=files)

        self.run(work, "partners")


class DraftForm(FormDialog):
    """A draft confidentiality agreement as a PDF; counsel finishes it."""

    def __init__(self, context: Context, parent: Any, page: Any) -> None:
        super().__init__(context, parent, name=f"agreement-draft:{page.row.id}")
        self._partner = page.row.id
        self.titled(self.tr("Draft a confidentiality agreement"), self.tr("Write the draft"))
        self.note(
            self.tr(
                "It has the contents the law asks for, and says that copies are individually "
                "marked. Counsel must review it before it is used."
            )
        )
        self.purpose = self.add("purpose", self.tr("&Purpose of use"), QLineEdit())
        self.technology = self.add("technology", self.tr("&Technology"), QComboBox())
        self.technology.addItem(self.tr("left blank"), "")
        for name in page.technologies:
            self.technology.addItem(name, name)
        self.until = self.add("until", self.tr("Use &until"), DateField(context))
        self.return_by = self.add("return_by", self.tr("&Return by"), DateField(context))
        self.language = self.add("language", self.tr("&Language"), QComboBox())
        languages(self.language, context.language.code)
        suggest = self.tr("confidentiality-agreement-draft.pdf")
        self.out = self.add("out", self.tr("&Save as"), PathField(save=True, suggest=suggest))

    def submit(self) -> None:
        if not self.out.text():
            self.miss(self.tr("No file was named."), self.tr("Choose where to save it."), self.out)
            return
        technology, out = self.technology.currentData(), self.out.text()
        told = {
            "partner": self._partner,
            "technologies": [technology] if technology else [],
            "purpose": self.purpose.text(),
            "until": self.until.text().strip(),
            "return_by": self.return_by.text().strip(),
        }
        language = self.language.currentData()

        def work(session: Any, job: Any) -> Any:
            from pathlib import Path

            from vault.app.partnership.agreement_drafts import Draft, draft

            draft(session, Draft(**told), Path(out), language)
            return out

        self.run(work, "partners", what=self.tr("Writing the draft…"))
