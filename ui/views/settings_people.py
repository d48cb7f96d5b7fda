"""People with keys: adding, roles, technologies, standing in, removal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit

from ui.context import Context
from ui.language import QT_TRANSLATE_NOOP
from ui.models.table import Column, TableModel
from ui.views.address_form import ask_address
from ui.views.settings_section import Section
from ui.widgets.basics import Banner, Progress, button, label, row
from ui.widgets.form import DateField, FormDialog
from ui.widgets.table import Table
from ui.wording import dated

ROLES = {
    "owner": (
        QT_TRANSLATE_NOOP("People", "owner"),
        QT_TRANSLATE_NOOP("People", "sets members, policies and backups"),
    ),
    "approver": (
        QT_TRANSLATE_NOOP("People", "approver"),
        QT_TRANSLATE_NOOP("People", "approves releases and traces leaks"),
    ),
    "engineer": (
        QT_TRANSLATE_NOOP("People", "engineer"),
        QT_TRANSLATE_NOOP("People", "adds documents, asks for releases, collects packs"),
    ),
    "examiner": (
        QT_TRANSLATE_NOOP("People", "examiner"),
        QT_TRANSLATE_NOOP("People", "traces leaks"),
    ),
    "auditor": (
        QT_TRANSLATE_NOOP("People", "auditor"),
        QT_TRANSLATE_NOOP("People", "reads the ledger and verifies it"),
    ),
}


def role_word(role: str) -> str:
    """A role in the language in force."""
    return QCoreApplication.translate("People", ROLES[role][0])


class People(Section):
    """Members of the vault."""

    def __init__(self, context: Context, banner: Banner, progress: Progress) -> None:
        super().__init__(context, banner, progress)
        self.model = TableModel(self._columns(), key=lambda row: str(row.id))
        self.table = Table(self.model, (150, 200, 0, 190), "")
        self.add = button("", lambda: self._form(AddForm, self.page))
        self.roles = button("", lambda: self._form(RolesForm))
        self.technologies = button("", lambda: self._form(TechnologiesForm))
        self.delegate = button("", lambda: self._form(DelegateForm))
        self.end = button("", self._end)
        self.remove = button("", lambda: self._form(RemoveForm), danger=True)
        self.hint = label("", "small", wrap=True)
        self.address = button("", lambda: ask_address(context, self, banner))
        self.column.addLayout(
            row(self.add, 1, self.roles, self.technologies, self.delegate, self.end, self.remove)
        )
        self.column.addWidget(self.table, 1)
        below = row(self.hint, self.address)
        below.setStretch(0, 1)
        self.column.addLayout(below)
        self.table.chosen.connect(self._allow)
        self.retranslate()

    def _columns(self) -> list[Column]:
        look = self.context.look
        return [
            Column(self.tr("Name"), self._name),
            Column(self.tr("Roles"), lambda row: ", ".join(role_word(role) for role in row.roles)),
            Column(self.tr("Holds keys of"), lambda row: ", ".join(row.technologies) or "–"),
            Column(
                self.tr("State"),
                self._state,
                icon=lambda row: look.icon(
                    *(
                        ("cross", "soft")
                        if not row.active
                        else ("warning", "warn")
                        if row.keys_left
                        else ("person", "good")
                    )
                ),
            ),
        ]

    def _name(self, row: Any) -> str:
        return self.tr("{name} (you)").format(name=row.name) if row.me else str(row.name)

    def _state(self, row: Any) -> str:
        if not row.active:
            return self.tr("removed")
        if row.keys_left:
            return self.tr("keys to be taken back")
        if row.stands_in:
            return self.tr("for {name} until {day}").format(
                name=row.stands_in, day=dated(row.stands_in_until)
            )
        return self.tr("active")

    def fill(self, page: Any) -> None:
        super().fill(page)
        self.model.set_rows(page.members if page else [])
        self._allow(self.table.current())

    def retranslate(self) -> None:
        self.heading.setText(self.tr("People"))
        self.about.setText(
            self.tr("Who can open this vault, and what their keys open. Every change is signed.")
        )
        self.model.set_columns(self._columns())
        self.table.setAccessibleName(self.tr("People"))
        self.add.setText(self.tr("Add person…"))
        self.roles.setText(self.tr("Roles…"))
        self.technologies.setText(self.tr("Technologies…"))
        self.delegate.setText(self.tr("Stands in for me…"))
        self.end.setText(self.tr("End standing in"))
        self.remove.setText(self.tr("Remove…"))
        self.address.setText(self.tr("Our address in letters…"))
        self.hint.setText(
            self.tr(
                "Only an owner changes members. Taking something away begins a new epoch of keys."
            )
        )
        self._allow(self.table.current())

    def _allow(self, row: Any) -> None:
        there = row is not None and row.active
        self.add.setEnabled(self.owner)
        self.roles.setEnabled(there and self.owner)
        self.technologies.setEnabled(there and bool({"engineer", "examiner"} & set(row.roles)))
        stands = there and bool(row.stands_in or row.keys_left)
        may = bool({"owner", "approver"} & set(self.context.desk.roles))
        self.delegate.setEnabled(there and may and not row.me and not stands)
        self.delegate.setVisible(not stands)
        self.end.setVisible(stands)
        self.end.setEnabled(stands and may)
        self.remove.setEnabled(there and self.owner and not row.me)

    def _form(self, kind: Any, about: Any = None) -> None:
        about = about or (self.table.current(), self.page)
        if self.page:
            kind(self.context, self, about).begin()

    def _end(self) -> None:
        row = self.table.current()
        if row is None:
            return
        member = row.id

        def work(session: Any, job: Any) -> Any:
            from vault.app.people.delegates import end

            return end(session, member)

        self.banner.clear()
        self.context.desk.do(work, areas={"members"}, failed=self.banner.fail)


class _RolesForm(FormDialog):
    """A form with a box for each role."""

    def boxes(self, roles: Sequence[str], chosen: Sequence[str]) -> dict[str, QCheckBox]:
        made = {}
        for role in roles:
            said = QCoreApplication.translate("People", ROLES[role][1])
            made[role] = self.check(f"role:{role}", f"{role_word(role)}: {said}")
            made[role].setChecked(role in chosen)
        return made


class AddForm(_RolesForm):
    """A new person, with roles and a first passphrase."""

    def __init__(self, context: Context, parent: Any, page: Any) -> None:
        super().__init__(context, parent, name="member")
        self.titled(self.tr("Add a person"), self.tr("Add"))
        self.person = self.add("name", self.tr("&Name"), QLineEdit())
        self.roles = self.boxes(page.roles, ("engineer",))
        self.note(
            self.tr(
                "Give the first passphrase in person; they change it under “This machine and you”."
            )
        )
        self.first = self.add("first", self.tr("First &passphrase"), QLineEdit())
        self.again = self.add("again", self.tr("The same &again"), QLineEdit())
        for field in (self.first, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)

    def submit(self) -> None:
        name, word = self.person.text(), self.first.text()
        roles = [role for role, box in self.roles.items() if box.isChecked()]
        if word != self.again.text():
            self.miss(
                self.tr("The two passphrases differ."), self.tr("Type them again."), self.again
            )
            return
        if not roles:
            self.miss(
                self.tr("No role was chosen."),
                self.tr("Tick what this person does."),
                next(iter(self.roles.values())),
            )
            return

        def work(session: Any, job: Any) -> Any:
            from vault.app.people.members import add

            return add(session, name, roles, word)

        self.run(work, "members", what=self.tr("Making keys…"))


class RolesForm(_RolesForm):
    """Other roles."""

    def __init__(self, context: Context, parent: Any, about: Any) -> None:
        super().__init__(context, parent)
        self._row, page = about
        self.titled(self.tr("Roles of {name}").format(name=self._row.name), self.tr("Change them"))
        self.roles = self.boxes(page.roles, self._row.roles)

    def submit(self) -> None:
        before = set(self._row.roles)
        now = {role for role, box in self.roles.items() if box.isChecked()}
        member = self._row.id
        if now == before:
            self.reject()
            return

        def work(session: Any, job: Any) -> Any:
            from vault.app.people.members import change_roles

            return change_roles(session, member, add=now - before, remove=before - now)

        self.run(work, "members")


class TechnologiesForm(FormDialog):
    """Whose documents an engineer or examiner may read."""

    def __init__(self, context: Context, parent: Any, about: Any) -> None:
        super().__init__(context, parent)
        self._row, page = about
        self.titled(
            self.tr("Technologies of {name}").format(name=self._row.name), self.tr("Change them")
        )
        if not page.technologies:
            self.note(self.tr("There is no technology yet; adding documents makes one."))
        self.boxes = {}
        for name in page.technologies:
            self.boxes[name] = self.check(f"technology:{name}", name.replace("&", "&&"))
            self.boxes[name].setChecked(name in self._row.granted)

    def submit(self) -> None:
        before = set(self._row.granted)
        now = {name for name, box in self.boxes.items() if box.isChecked()}
        member = self._row.id
        if now == before:
            self.reject()
            return

        def work(session: Any, job: Any) -> Any:
            from vault.app.people.members import grant, revoke

            for name in sorted(now - before):
                grant(session, member, name)
            for name in sorted(before - now):
                revoke(session, member, name)

        self.run(work, "members")


class DelegateForm(FormDialog):
    """Somebody stands in for the person at the desk while they are away."""

    def __init__(self, context: Context, parent: Any, about: Any) -> None:
        super().__init__(context, parent)
        self._row, _ = about
        self.titled(
            self.tr("{name} stands in for you").format(name=self._row.name), self.tr("Appoint")
        )
        self.note(
            self.tr("They approve in your place, with an approver's keys, until the last day.")
        )
        self.since = self.add("since", self.tr("&From (empty: now)"), DateField(context))
        self.until = self.add("until", self.tr("&Until, the last day"), DateField(context))

    def submit(self) -> None:
        if not self.until.text().strip():
            self.miss(self.tr("The last day is needed."), self.tr("Type or choose it."), self.until)
            return
        member, until, since = self._row.id, self.until.text(), self.since.text().strip()

        def work(session: Any, job: Any) -> Any:
            from vault.app.people.delegates import begin

            return begin(session, member, until, since)

        self.run(work, "members")


class RemoveForm(FormDialog):
    """Asks before somebody loses their keys."""

    def __init__(self, context: Context, parent: Any, about: Any) -> None:
        super().__init__(context, parent)
        self._row, _ = about
        self.titled(self.tr("Remove {name}").format(name=self._row.name), self.tr("Remove"))
        self.note(
            self.tr(
                "A new epoch of keys begins that this person never sees. What they signed stays. "
                "What they could read until now, they may have read."
            )
        )

    def submit(self) -> None:
        member = self._row.id

        def work(session: Any, job: Any) -> Any:
            from vault.app.people.members import remove

            return remove(session, member)

        self.run(work, "members")
