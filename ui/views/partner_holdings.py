"""What a partner holds today: of each technology how much, and every copy with its dates."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QProgressBar, QWidget

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.theme.tokens import SPACE
from ui.views.partner_tab import PartnerTab
from ui.widgets.basics import label

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
    """Three batches add up: this is the sum."""

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
            Column(self.tr("Use until"), lambda row: str(row.until)),
            Column(self.tr("Return by"), lambda row: str(row.return_by)),
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
        self._sum()

    def _sum(self) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            widget: QWidget | None = item.widget()
            if widget is not None:
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
            figure = label(f"{each.share:.0%}", "heading")
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
            bar.setAccessibleName(f"{each.technology}: {each.share:.0%}, {text}")
            self.grid.addWidget(name, line, 0)
            self.grid.addWidget(bar, line, 1, Qt.AlignmentFlag.AlignVCenter)
            self.grid.addWidget(figure, line, 2)
            self.grid.addWidget(label(text, "soft"), line, 3)
