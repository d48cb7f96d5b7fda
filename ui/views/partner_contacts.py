"""A partner's named recipients and team mailboxes."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.views.partner_tab import PartnerTab
from ui.widgets.basics import button
from ui.widgets.form import FormDialog


class Contacts(PartnerTab):
    """Who may receive copies. Each copy is made for one of them."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            context, TableModel(self._columns(context), lambda row: str(row.id)), (0, 220, 120, 150)
        )
        self.add = button("", self._add)
        self.remove = button("", self._remove, danger=True)
        self.buttons.insertWidget(0, self.add)
        self.buttons.addWidget(self.remove)
        self.empty.button.clicked.connect(lambda checked=False: self._add())
        self.table.chosen.connect(
            lambda row: self.remove.setEnabled(row is not None and not row.removed)
        )
        self.remove.setEnabled(False)
        self.retranslate()

    def _columns(self, context: Context) -> list[Column]:
        look = context.look
        words = {True: self.tr("gets nothing more"), False: self.tr("may receive")}
        return [
            Column(self.tr("Name"), lambda row: str(row.name)),
            Column(self.tr("E-mail"), lambda row: str(row.email)),
            Column(self.tr("Title"), lambda row: str(row.title)),
            Column(
                self.tr("State"),
                lambda row: words[row.removed],
                icon=lambda row: look.icon(
                    *(("cross", "soft") if row.removed else ("check", "good"))
                ),
            ),
        ]

    def rows(self, page: Any) -> list[Any]:
        return list(page.contacts)

    def retranslate(self) -> None:
        self.model.set_columns(self._columns(self.context))
        self.table.setAccessibleName(self.tr("Contacts"))
        self.add.setText(self.tr("Add contact…"))
        self.remove.setText(self.tr("No further copies"))
        self.remove.setToolTip(self.tr("What this person already holds stays on record."))
        self.empty.sentence.setText(
            self.tr("Nobody is named here yet. Each copy is made for one named person.")
        )
        self.empty.button.setText(self.tr("Add contact…"))

    def _add(self) -> None:
        if self.page:
            self.show_form(ContactForm(self.context, self, self.page.row.id, self.page.row.name))

    def _remove(self) -> None:
        row = self.table.current()
        if row is None:
            return
        form = _Removing(self.context, self, row)
        self.show_form(form)


class ContactForm(FormDialog):
    """A new person, or a team's mailbox."""

    def __init__(self, context: Context, parent: Any, partner: str, name: str) -> None:
        super().__init__(context, parent, "", "", f"contact:{partner}")
        self._partner = partner
        self.titled(self.tr("Add a contact at {partner}").format(partner=name), self.tr("Add"))
        self.person = self.add("name", self.tr("&Name of the person or team"), QLineEdit())
        self.email = self.add("email", self.tr("&E-mail"), QLineEdit(), "name@company.com")
        self.title = self.add("title", self.tr("&Title or department"), QLineEdit())

    def submit(self) -> None:
        partner, name = self._partner, self.person.text()
        more = {"email": self.email.text().strip(), "title": self.title.text().strip()}

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.partners import add_contact

            return add_contact(session, partner, name, **more)

        self.run(work, "partners")


class _Removing(FormDialog):
    """Asks before somebody is struck off."""

    def __init__(self, context: Context, parent: Any, row: Any) -> None:
        super().__init__(context, parent, "", "")
        self._id = row.id
        self.titled(self.tr("No further copies for {name}").format(name=row.name), "")
        self.send.setText(self.tr("No further copies"))
        self.note(
            self.tr(
                "From now on no release can name this person. What they hold stays on record, "
                "with its end of use and its day of return."
            )
        )

    def submit(self) -> None:
        contact = self._id

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.partners import remove_contact

            return remove_contact(session, contact)

        self.run(work, "partners")
