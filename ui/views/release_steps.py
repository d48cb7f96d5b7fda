"""The steps of a new release: who, why and how. What goes out is in `release_what`.

Each step reads and writes its part of one draft (plain values), says whether it is complete, and
emits `changed` at each touch.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.theme.tokens import READABLE, SPACE
from ui.views import release_words as words
from ui.views.release_parts import scroller
from ui.widgets.basics import Empty, button, label, row
from ui.widgets.choice import Choice
from ui.widgets.form import DateField
from ui.wording import dated

Draft = dict[str, Any]
ID = Qt.ItemDataRole.UserRole
UNDER_A_BOX = 24
"""Where the words beside a box to tick begin, px."""


class Step(QWidget):
    """One step.

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.choices: Any = None
        self.heading = label("", "heading")
        self.hint = label("", "soft", wrap=True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE["m"])
        self.column.addWidget(self.heading)
        self.column.addWidget(self.hint)

    def offer(self, choices: Any) -> None:
        """Show what may be named; what was chosen stays."""
        self.choices = choices

    def fill(self, draft: Draft) -> None:
        """Show a draft."""

    def read(self, draft: Draft) -> None:
        """Write into a draft."""

    def lacks(self, draft: Draft) -> tuple[str, str]:
        """What is missing and what to do; empty when the step is complete."""
        return "", ""

    def enter(self, draft: Draft) -> None:
        """The step is shown now."""

    def first(self) -> QWidget:
        """What takes the focus when one comes to the step."""
        raise NotImplementedError

    def forget(self) -> None:
        """Let go of everything."""
        self.choices = None

    def retranslate(self) -> None:
        """Set every text."""


class Who(Step):
    """One partner, and the people there."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setMaximumWidth(READABLE["form"])
        self.partner = QComboBox()
        self.partner.setMinimumWidth(320)
        self.partner_label, self.people_label = QLabel(), QLabel()
        self.people = QListWidget()
        self.people.setMaximumHeight(320)
        self.partner_label.setBuddy(self.partner)
        self.people_label.setBuddy(self.people)
        self.manage = button("", lambda: context.go("partners"))
        self.none = Empty("", icon="partner")
        self.none.button.clicked.connect(
            lambda checked=False: context.go("partners", "partner.add")
        )
        self.none.button.show()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["s"])
        column.addWidget(self.partner_label)
        column.addLayout(row(self.partner, self.manage, 1))
        column.addWidget(self.people_label)
        column.addWidget(self.people)
        column.addStretch(1)
        self.pages = QStackedWidget()
        self.pages.addWidget(inside)
        self.pages.addWidget(self.none)
        self.column.addWidget(self.pages, 1)
        self.partner.currentIndexChanged.connect(self._partner)
        self.people.itemChanged.connect(lambda item: self.changed.emit())

    def first(self) -> QWidget:
        if self.pages.currentIndex() != 0:
            return self.none.button
        return self.people if self.people.count() else self.partner

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Who gets it?"))
        self.hint.setText(
            self.tr("Each person gets a copy of their own, so that a leak names whose copy it was.")
        )
        self.partner_label.setText(self.tr("&Partner"))
        self.people_label.setText(self.tr("P&eople there"))
        self.partner.setAccessibleName(self.tr("Partner"))
        self.people.setAccessibleName(self.tr("People there"))
        self.manage.setText(self.tr("Add people…"))
        self.none.sentence.setText(self.tr("There is no partner yet that could get something."))
        self.none.button.setText(self.tr("Add partner…"))

    def offer(self, choices: Any) -> None:
        super().offer(choices)
        wanted, people = self.partner.currentData(), self._chosen()
        self._block(True)
        self.partner.clear()
        self.partner.addItem(self.tr("Choose…"), "")
        for partner in choices.partners:
            self.partner.addItem(partner.name, partner.id)
        self.partner.setCurrentIndex(max(0, self.partner.findData(wanted or "")))
        self._block(False)
        self._list(people)
        self.pages.setCurrentIndex(0 if choices.partners else 1)

    def fill(self, draft: Draft) -> None:
        self._block(True)
        self.partner.setCurrentIndex(max(0, self.partner.findData(draft.get("partner", ""))))
        self._block(False)
        self._list(draft.get("contacts", []))

    def read(self, draft: Draft) -> None:
        draft["partner"] = self.partner.currentData() or ""
        draft["contacts"] = self._chosen()

    def lacks(self, draft: Draft) -> tuple[str, str]:
        if not draft.get("contacts"):
            return self.tr("Nobody is chosen who gets it."), self.tr("Choose a partner and people.")
        return "", ""

    def forget(self) -> None:
        super().forget()
        self._block(True)
        self.partner.clear()
        self.people.clear()
        self._block(False)

    def _partner(self) -> None:
        self._list([])
        if self.people.count() == 1:
            self.people.item(0).setCheckState(Qt.CheckState.Checked)
        self.changed.emit()

    def _chosen(self) -> list[str]:
        items = (self.people.item(number) for number in range(self.people.count()))
        return [i.data(ID) for i in items if i.checkState() == Qt.CheckState.Checked]

    def _list(self, chosen: list[str]) -> None:
        self._block(True)
        self.people.clear()
        wanted = self.partner.currentData()
        partners = self.choices.partners if self.choices else ()
        for contact in next((p.contacts for p in partners if p.id == wanted), ()):
            parts = (contact.name, contact.title, contact.email)
            item = QListWidgetItem("  ·  ".join(part for part in parts if part))
            item.setData(ID, contact.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = contact.id in chosen
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.people.addItem(item)
        self.people.setCurrentRow(0)  # or its cursor would be there and not be seen
        self._block(False)

    def _block(self, on: bool) -> None:
        self.partner.blockSignals(on)
        self.people.blockSignals(on)


class Why(Step):
    """The demand it answers, the purpose, and why each document is needed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setMaximumWidth(READABLE["form"])
        self.demand = Choice(40)
        self.purpose = QLineEdit()
        self.each: dict[str, QLineEdit] = {}
        self._why: dict[str, str] = {}
        self._demand = ""
        self.labels = [QLabel(), QLabel()]
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.form.setVerticalSpacing(SPACE["xs"])
        for text, field in zip(self.labels, (self.demand, self.purpose), strict=True):
            text.setBuddy(field)
            text.setContentsMargins(0, SPACE["s"], 0, 0)
            self.form.addRow(text, field)
        self.reasons_heading = label("", "strong")
        self.reasons = QFormLayout()
        self.reasons.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.reasons.setVerticalSpacing(SPACE["xs"])
        self.area, inside = scroller()
        inside.addLayout(self.form)
        inside.addWidget(self.reasons_heading)
        inside.addLayout(self.reasons)
        inside.addStretch(1)
        self.column.addWidget(self.area, 1)
        self.demand.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.purpose.textChanged.connect(lambda _: self.changed.emit())

    def first(self) -> QWidget:
        return self.purpose

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Why does it go out?"))
        self.hint.setText(
            self.tr("The purpose is printed on every copy; use for anything else is a breach.")
        )
        self.labels[0].setText(self.tr("De&mand that it answers"))
        self.labels[1].setText(self.tr("&Purpose, in one sentence"))
        self.demand.setAccessibleName(self.tr("Demand that it answers"))
        self.purpose.setAccessibleName(self.tr("Purpose"))
        self.purpose.setPlaceholderText(self.tr("quotation for the second oven line"))
        self.reasons_heading.setText(self.tr("Why each document is needed"))
        self.area.setAccessibleName(self.heading.text())
        if self.demand.count():
            self.demand.setItemText(0, self.tr("None"))

    def fill(self, draft: Draft) -> None:
        self._why = dict(draft.get("why", {}))
        self._demand = draft.get("demand", "")
        self.purpose.setText(draft.get("purpose", ""))
        self._show(draft)

    def enter(self, draft: Draft) -> None:
        self._note()
        self._show(draft)

    def _show(self, draft: Draft) -> None:
        partners = self.choices.partners if self.choices else ()
        wanted = draft.get("partner", "")
        self.demand.blockSignals(True)
        self.demand.clear()
        self.demand.addItem(self.tr("None"), "")
        for known, said in next((p.demands for p in partners if p.id == wanted), ()):
            self.demand.addItem(dated(said), known)
        self.demand.setCurrentIndex(max(0, self.demand.findData(self._demand)))
        self.demand.blockSignals(False)
        documents = {d.id: d for d in self.choices.documents} if self.choices else {}
        chosen = [known for known in draft.get("documents", {}) if known in documents]
        if list(self.each) != chosen:
            while self.reasons.rowCount():
                self.reasons.removeRow(0)
            self.each = {}
            for known in chosen:
                field = QLineEdit(self._why.get(known, ""))
                said = QLabel(documents[known].title)
                said.setTextFormat(Qt.TextFormat.PlainText)
                said.setBuddy(field)
                said.setContentsMargins(0, SPACE["s"], 0, 0)
                field.setAccessibleName(self.tr("Why {0} is needed").format(documents[known].title))
                field.textChanged.connect(lambda _: self.changed.emit())
                self.reasons.addRow(said, field)
                self.each[known] = field
        for known, field in self.each.items():
            field.setText(self._why.get(known, ""))
        self.reasons_heading.setVisible(bool(chosen))

    def read(self, draft: Draft) -> None:
        self._note()
        draft["purpose"] = self.purpose.text()
        draft["demand"] = self._demand
        draft["why"] = dict(self._why)

    def lacks(self, draft: Draft) -> tuple[str, str]:
        if not draft.get("purpose", "").strip():
            return self.tr("The purpose is missing."), self.tr("Say it in one sentence.")
        return "", ""

    def forget(self) -> None:
        super().forget()
        self._why, self._demand = {}, ""
        self.each = {}
        while self.reasons.rowCount():
            self.reasons.removeRow(0)
        self.demand.blockSignals(True)
        self.demand.clear()
        self.demand.blockSignals(False)
        self.purpose.blockSignals(True)
        self.purpose.clear()
        self.purpose.blockSignals(False)

    def _note(self) -> None:
        for known, field in self.each.items():
            self._why[known] = field.text()
        if self.demand.count():
            self._demand = self.demand.currentData() or ""


class How(Step):
    """Until when, back by when, which stamp, with a password or not."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setMaximumWidth(READABLE["form"])
        self.until, self.back = DateField(context), DateField(context)
        self.stamp = QComboBox()
        fields: tuple[QWidget, ...] = (self.until, self.back, self.stamp)
        for field in fields:
            field.setMaximumWidth(320)
        self.password, self.untraceable = QCheckBox(), QCheckBox()
        self.password_hint, self.untraceable_hint = (
            label("", "small", wrap=True),
            label("", "small", wrap=True),
        )
        self.labels = [QLabel(), QLabel(), QLabel()]
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(SPACE["xs"])
        for text, field in zip(self.labels, fields, strict=True):
            text.setBuddy(field)
            text.setContentsMargins(0, SPACE["s"], 0, 0)
            form.addRow(text, field)
        self.column.addLayout(form)
        for hint in (self.password_hint, self.untraceable_hint):
            hint.setContentsMargins(UNDER_A_BOX, 0, 0, 0)
        for part in (self.password, self.password_hint, self.untraceable, self.untraceable_hint):
            self.column.addWidget(part)
        self.column.addStretch(1)
        for line in (self.until, self.back):
            line.textChanged.connect(lambda _: self.changed.emit())
        self.stamp.currentIndexChanged.connect(lambda _: self.changed.emit())
        for box in (self.password, self.untraceable):
            box.toggled.connect(lambda _: self.changed.emit())

    def first(self) -> QWidget:
        return self.until

    def retranslate(self) -> None:
        self.heading.setText(self.tr("How does it go out?"))
        self.hint.setText(
            self.tr(
                "An end date cannot delete a file that somebody has; it says what was agreed, and "
                "Cocoon reminds you to ask for it back."
            )
        )
        for text, field, said in (
            (self.labels[0], self.until, self.tr("&Use until")),
            (self.labels[1], self.back, self.tr("&Return or destroy by")),
            (self.labels[2], self.stamp, self.tr("&Stamp")),
        ):
            text.setText(said)
            field.setAccessibleName(said.replace("&", ""))
        self.password.setText(self.tr("Each PDF opens with a password of its own"))
        self.password_hint.setText(self.tr("The password is shown when you collect the packs."))
        self.untraceable.setText(self.tr("Pages that carry no marks may go out, too"))
        self.untraceable_hint.setText(
            self.tr("The approver must accept it; a leak of such a page cannot be traced.")
        )
        for number in range(self.stamp.count()):
            self.stamp.setItemText(number, words.stamp(self.stamp.itemData(number)))

    def offer(self, choices: Any) -> None:
        super().offer(choices)
        wanted = self.stamp.currentData() or "footer"
        self.stamp.blockSignals(True)
        self.stamp.clear()
        for name in choices.stamps:
            self.stamp.addItem(words.stamp(name), name)
        self.stamp.setCurrentIndex(max(0, self.stamp.findData(wanted)))
        self.stamp.blockSignals(False)

    def fill(self, draft: Draft) -> None:
        self.blockSignals(True)
        self.until.setText(draft.get("until", ""))
        self.back.setText(draft.get("return_by", ""))
        self.stamp.setCurrentIndex(max(0, self.stamp.findData(draft.get("stamp", "footer"))))
        self.password.setChecked(bool(draft.get("password")))
        self.untraceable.setChecked(bool(draft.get("untraceable")))
        self.blockSignals(False)

    def read(self, draft: Draft) -> None:
        draft["until"] = self.until.text().strip()
        draft["return_by"] = self.back.text().strip()
        draft["stamp"] = self.stamp.currentData() or "footer"
        draft["password"] = self.password.isChecked()
        draft["untraceable"] = self.untraceable.isChecked()

    def lacks(self, draft: Draft) -> tuple[str, str]:
        if not draft.get("until"):
            return self.tr("The end of use is missing."), self.tr("Write it as YYYY-MM-DD.")
        return "", ""

    def forget(self) -> None:
        super().forget()
        self.fill({})
