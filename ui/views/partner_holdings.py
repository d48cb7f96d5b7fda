"""What a partner holds today: of each technology how much, and every copy with its dates."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QMenu, QProgressBar, QWidget

from ui.context import Context
from ui.language import QT_TRANSLATE_NOOP
from ui.models.table import Column, TableModel
from ui.theme.tokens import SPACE
from ui.views.copy_forms import LetterForm, RecallForm, StrikeForm
from ui.views.paper_list import Papers
from ui.views.paper_words import kind_word, language_word
from ui.views.partner_earlier import EarlierForm
from ui.views.partner_tab import PartnerTab
from ui.views.release_dialogs import CopyEvent
from ui.views.release_words import copy as copy_word
from ui.widgets.basics import button, label
from ui.wording import dated, percent

STATES = {
    "void": (QT_TRANSLATE_NOOP("Holdings", "void"), "cross", "bad"),
    "returned": (QT_TRANSLATE_NOOP("Holdings", "returned"), "back", "good"),
    "destroyed": (QT_TRANSLATE_NOOP("Holdings", "destroyed"), "check", "good"),
    "recalled": (QT_TRANSLATE_NOOP("Holdings", "recalled"), "warning", "warn"),
    "overdue": (QT_TRANSLATE_NOOP("Holdings", "overdue"), "warning", "bad"),
    "expired": (QT_TRANSLATE_NOOP("Holdings", "expired"), "clock", "warn"),
    "acknowledged": (QT_TRANSLATE_NOOP("Holdings", "acknowledged"), "check", "good"),
    "delivered": (QT_TRANSLATE_NOOP("Holdings", "delivered"), "send", "accent"),
    "collected": (QT_TRANSLATE_NOOP("Holdings", "collected"), "save", "accent"),
    "sealed": (QT_TRANSLATE_NOOP("Holdings", "sealed, not sent"), "lock", "soft"),
    "recorded": (QT_TRANSLATE_NOOP("Holdings", "given before the vault"), "ledger", "soft"),
}


def state_word(state: str) -> str:
    """A state of what somebody holds, in the language in force."""
    return QCoreApplication.translate("Holdings", STATES[state][0]) if state in STATES else state


class Holdings(PartnerTab):
    """Three batches add up: this is the sum.

    Signals:
        written: path of a letter that was saved.
    """

    written = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            TableModel(self._columns(context), lambda row: f"{row.copy}/{row.title}"),
            (0, 96, 110, 100, 100, 150),
        )
        self.sums = QFrame()
        self.sums.setProperty("card", True)
        self.grid = QGridLayout(self.sums)
        self.grid.setContentsMargins(SPACE["l"], SPACE["m"], SPACE["l"], SPACE["m"])
        self.grid.setHorizontalSpacing(SPACE["l"])
        self.grid.setVerticalSpacing(SPACE["s"])
        self.grid.setColumnStretch(1, 1)
        self.inside.insertWidget(0, self.sums)
        self.earlier = button("", self._earlier)
        self.what = button("")
        self.menu = QMenu(self.what)
        self.what.setMenu(self.menu)
        self.show_release = button("", self._show_release)
        self.buttons.insertWidget(0, self.earlier)
        for each in (self.show_release, self.what):
            self.buttons.addWidget(each)
        self.detail = label("", "small", wrap=True)
        self.inside.addWidget(self.detail)
        self.table.chosen.connect(self._show)
        self.table.opened.connect(lambda _: self._show_release())
        self.record = button("", self._earlier)
        self.empty.layout().insertWidget(3, self.record)  # type: ignore[union-attr]
        self.empty.layout().setAlignment(  # type: ignore[union-attr]
            self.record, Qt.AlignmentFlag.AlignHCenter
        )
        self.empty.button.clicked.connect(
            lambda checked=False: context.go("releases", "release.new")
        )
        self.retranslate()

    def _columns(self, context: Context) -> list[Column]:
        look = context.look
        return [
            Column(
                self.tr("Document"),
                lambda row: self.tr("{title}, rev. {n}").format(
                    title=row.title, n=row.revision or "?"
                ),
            ),
            Column(self.tr("Pages"), lambda row: str(row.pages or self.tr("whole file"))),
            Column(self.tr("Recipient"), lambda row: str(row.contact)),
            Column(self.tr("Use until"), lambda row: str(row.until), day=True),
            Column(self.tr("Return by"), lambda row: str(row.return_by), day=True),
            Column(
                self.tr("State"),
                lambda row: state_word(row.state),
                icon=lambda row: look.icon(*STATES.get(row.state, ("", "clock", "soft"))[1:]),
            ),
        ]

    def rows(self, page: Any) -> list[Any]:
        return list(page.holdings)

    def retranslate(self) -> None:
        self.model.set_columns(self._columns(self.context))
        self.table.setAccessibleName(self.tr("What this partner holds"))
        self.empty.sentence.setText(self.tr("This partner holds nothing of ours on record."))
        self.empty.button.setText(self.tr("New release…"))
        for each in (self.earlier, self.record):
            each.setText(self.tr("Put on record what they had before…"))
        self.what.setText(self.tr("What happened, letters"))
        self.show_release.setText(self.tr("Show the release"))
        self._sum()
        self._show(self.table.current())

    def _show(self, row: Any) -> None:
        """Offer what may be done with the chosen copy, and say what happened to it."""
        self.show_release.setEnabled(row is not None and bool(row.release))
        self.menu.clear()
        self.detail.setVisible(row is not None and bool(row.steps or row.written))
        if row is None:
            self.what.setEnabled(False)
            return
        lines = [
            " · ".join(part for part in (dated(day), copy_word(kind)[0], channel, note) if part)
            for day, kind, channel, note in row.steps
        ]
        lines += [
            f"{dated(x.day)} · {kind_word(x.kind)} · {language_word(x.language)}"
            for x in row.written
        ]
        self.detail.setText("\n".join(lines))
        for kind, text in (
            ("deliver", self.tr("Delivered…")),
            ("acknowledge", self.tr("Acknowledged…")),
            ("returned", self.tr("Returned or destroyed…")),
        ):
            if kind in row.can:
                self.menu.addAction(text, partial(self._enter, kind, row))
        self.menu.addSeparator()
        for kind in row.letters if "letter" in row.can else ():
            text = self.tr("Letter: {0}…").format(kind_word(kind))
            self.menu.addAction(text, partial(self._letter, row, kind))
        if row.written:
            self.menu.addAction(self.tr("Letters…"), lambda: self._papers(row))
        self.menu.addSeparator()
        if "recall" in row.can:
            self.menu.addAction(self.tr("Call back…"), lambda: self._recall(row))
        if "strike" in row.can:
            self.menu.addAction(
                self.tr("Strike, as wrong…"),
                lambda: self.show_form(StrikeForm(self.context, self, row.copy, "disclosure")),
            )
        self.what.setEnabled(any(not each.isSeparator() for each in self.menu.actions()))

    def _show_release(self) -> None:
        row = self.table.current()
        if row is not None and row.release:
            self.context.go("releases", row.release)

    def _earlier(self) -> None:
        if self.page:
            self.show_form(EarlierForm(self.context, self, self.page))

    def _enter(self, kind: str, row: Any) -> None:
        self.show_form(CopyEvent(self.context, self, kind, row))

    def _letter(self, row: Any, kind: str) -> None:
        form = LetterForm(self.context, self, row, kind)
        form.sent.connect(lambda path: self.written.emit(str(path)))
        self.show_form(form)

    def _recall(self, row: Any) -> None:
        form = RecallForm(self.context, self, row.copy)
        form.sent.connect(lambda path: self.written.emit(str(path)) if path else None)
        self.show_form(form)

    def _papers(self, row: Any) -> None:
        title = self.tr("Letters about {0}").format(row.copy)
        Papers(self.context, self, title, frozenset({row.copy})).open()

    def _sum(self) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget: QWidget | None = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        exposures = self.page.exposures if self.page else ()
        self.sums.setVisible(bool(exposures))
        for line, each in enumerate(exposures):
            name = label(each.technology)
            bar = QProgressBar()
            bar.setTextVisible(False)
            bar.setRange(0, 1000)
            bar.setValue(round(each.share * 1000))
            bar.setMinimumWidth(90)
            figure = label(percent(each.share), "heading")
            said = self.tr("{pages} of {all_pages} pages, {documents} of {all_documents} documents")
            text = said.format(
                pages=each.pages,
                all_pages=each.all_pages,
                documents=each.documents,
                all_documents=each.all_documents,
            )
            if each.pages_ever > each.pages:
                ever = self.tr("{pages} pages ever").format(pages=each.pages_ever)
                text = f"{text}  ({ever})"
            bar.setAccessibleName(f"{each.technology}: {percent(each.share)}, {text}")
            self.grid.addWidget(name, line, 0)
            self.grid.addWidget(bar, line, 1, Qt.AlignmentFlag.AlignVCenter)
            self.grid.addWidget(figure, line, 2)
            self.grid.addWidget(label(text, "soft"), line, 3)
