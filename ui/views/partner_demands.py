"""What a partner asked for: each demand with its six statutory items, and what to do next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QSplitter, QWidget

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.theme.tokens import SPACE
from ui.views.paper_words import language_word
from ui.views.partner_demand_forms import (
    CloseForm,
    DemandForm,
    FollowForm,
    ReplyForm,
    item_name,
    law_name,
)
from ui.views.partner_tab import PartnerTab
from ui.widgets.basics import Card, badge, button, label, row
from ui.wording import dated


class Demands(PartnerTab):
    """The register of demands.

    Signals:
        written: path of a letter that was saved.
    """

    written = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            TableModel(self._columns(context), lambda row: str(row.id)),
            (110, 0, 130, 110, 190),
        )
        self.add = button("", self._add)
        self.follow = button("", lambda: self._form(FollowForm))
        self.close_it = button("", lambda: self._form(CloseForm))
        self.reply = button("", self._reply, primary=True)
        self.buttons.insertWidget(0, self.add)
        for each in (self.close_it, self.follow, self.reply):
            self.buttons.addWidget(each)
        self.empty.button.clicked.connect(lambda checked=False: self._add())
        self.card = Card("")
        self.card.heading.show()
        self.state = badge("")
        self.words = label("", wrap=True)
        self.advice = label("", "soft", wrap=True)
        self.items = QGridLayout()
        self.items.setColumnStretch(2, 1)
        self.items.setHorizontalSpacing(SPACE["m"])
        self.items.setVerticalSpacing(SPACE["xs"])
        self.law = label("", "small", wrap=True)
        self.after = label("", "small", wrap=True)
        self.card.column.addLayout(row(self.state, 1))
        self.card.column.addWidget(self.words)
        self.card.column.addLayout(self.items)
        for part in (self.law, self.advice, self.after):
            self.card.column.addWidget(part)
        self.card.column.addStretch(1)
        scrolled = QScrollArea()
        scrolled.setWidgetResizable(True)
        scrolled.setWidget(self.card)
        scrolled.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.scrolled = scrolled
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.inside.removeWidget(self.table)
        self.split.addWidget(self.table)
        self.split.addWidget(scrolled)
        self.split.setSizes([140, 400])
        self.inside.addWidget(self.split, 1)
        self.table.chosen.connect(self._show)
        self.retranslate()

    def _columns(self, context: Context) -> list[Column]:
        look = context.look
        return [
            Column(self.tr("Received"), lambda row: str(row.received), day=True),
            Column(self.tr("Words"), lambda row: " ".join(row.words.split())),
            Column(self.tr("How it came"), lambda row: str(row.channel)),
            Column(self.tr("Wanted by"), lambda row: str(row.due), day=True),
            Column(
                self.tr("State"),
                self._word,
                lambda row: (bool(row.closed), -row.missing),
                icon=lambda row: look.icon(*self._mark(row)),
            ),
        ]

    def _word(self, row: Any) -> str:
        if row.closed:
            return self.tr("closed")
        if row.missing:
            return self.tr("items missing: {n}").format(n=row.missing)
        return self.tr("complete")

    @staticmethod
    def _mark(row: Any) -> tuple[str, str]:
        if row.closed:
            return "check", "soft"
        return ("warning", "warn") if row.missing else ("check", "good")

    def rows(self, page: Any) -> list[Any]:
        return list(page.demands)

    def retranslate(self) -> None:
        self.model.set_columns(self._columns(self.context))
        self.table.setAccessibleName(self.tr("Demands"))
        self.scrolled.setAccessibleName(self.tr("The chosen demand"))
        self.add.setText(self.tr("Register demand…"))
        self.follow.setText(self.tr("What came after…"))
        self.reply.setText(self.tr("Reply letter…"))
        self.close_it.setText(self.tr("Close…"))
        self.empty.sentence.setText(
            self.tr("No demand is on record. Register one as it came, also when it was only said.")
        )
        self.empty.button.setText(self.tr("Register demand…"))
        self._show(self.table.current())

    def _show(self, row: Any) -> None:
        open_ = row is not None and not row.closed
        for each in (self.follow, self.reply, self.close_it):
            each.setEnabled(open_)
        self.card.setVisible(row is not None)
        while (item := self.items.takeAt(0)) is not None:
            widget: QWidget | None = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        if row is None:
            for part in (self.words, self.advice, self.law, self.after, self.card.heading):
                part.clear()
            return
        who = row.asked_by or self.tr("somebody")
        self.card.heading.setText(
            self.tr("{who}, {day}, {channel}").format(
                who=who, day=dated(row.received), channel=row.channel
            )
        )
        self.state.setText(self._word(row))
        tone = "neutral" if row.closed else "warn" if row.missing else "good"
        self.state.setProperty("badge", tone)
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)
        self.words.setText(f"“{row.words}”")
        self._list(row)
        self._advise(row)

    def _list(self, row: Any) -> None:
        code, look = self.context.language.code, self.context.look
        for line, item in enumerate(row.items):
            mark = QLabel()
            icon, tone = ("check", "good") if item.said else ("warning", "warn")
            mark.setPixmap(look.icon(icon, tone).pixmap(16, 16))
            text = item.said or (
                self.tr("missing") if item.required else self.tr("not said, and not required")
            )
            mark.setAccessibleName(f"{item_name(item, code)}: {text}")
            name = label(item_name(item, code), wrap=True)
            name.setMinimumWidth(280)
            self.items.addWidget(mark, line, 0, Qt.AlignmentFlag.AlignTop)
            self.items.addWidget(name, line, 1, Qt.AlignmentFlag.AlignTop)
            self.items.addWidget(label(text, "" if item.said else "soft", wrap=True), line, 2)
        laws = dict.fromkeys(law_name(item, code) for item in row.items)
        since = self.tr("wording in force since {day}").format(day=dated(row.law_since))
        self.law.setText(f"{'; '.join(laws)} ({since})")

    def _advise(self, row: Any) -> None:
        found = []
        if row.relation == "unknown":
            found.append(
                self.tr(
                    "First find out whether we are this partner's subcontractor (수급사업자): the "
                    "Subcontracting Act applies only then. Until that is known its items are "
                    "treated as required."
                )
            )
        elif row.relation == "no":
            found.append(
                self.tr(
                    "The Subcontracting Act does not require these items of this partner. Ask for "
                    "them all the same: they show that the data are managed as a secret."
                )
            )
        if not row.law_known:
            found.append(
                self.tr("The demand is older than the law the program knows; have counsel check.")
            )
        if row.missing and not row.closed:
            found.append(self.tr("Next: write the reply letter, which asks for what is missing."))
        if row.closed:
            found.append(self.tr("Closed: {reason}").format(reason=row.closed))
        self.advice.setText("\n".join(found))
        told = [
            " · ".join(filter(None, (dated(x.at), x.channel, x.note or ", ".join(x.items))))
            for x in row.follow_ups
        ]
        told += [
            self.tr("{day} · reply letter written ({language})").format(
                day=dated(day), language=language_word(language)
            )
            for language, day in row.letters
        ]
        if row.files:
            told.append(self.tr("Kept: {files}").format(files=", ".join(row.files)))
        self.after.setText("\n".join(told))
        self.after.setVisible(bool(told))

    def _add(self) -> None:
        page = self.page
        if page is None:
            return

        def ask(session: Any) -> Any:
            from vault.app.screens.partner_rows import demand_form

            return demand_form(session)

        def done(items: Any) -> None:
            self.show_form(DemandForm(self.context, self, page.row.id, page.row.name, items))

        self.context.desk.ask(ask, done)

    def _form(self, kind: Any) -> None:
        if (row := self.table.current()) is not None:
            self.show_form(kind(self.context, self, row))

    def _reply(self) -> None:
        if (row := self.table.current()) is not None:
            form = ReplyForm(self.context, self, row)
            form.sent.connect(lambda path: self.written.emit(str(path)))
            self.show_form(form)
