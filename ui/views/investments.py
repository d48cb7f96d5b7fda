"""Investments: what each technology cost, entered while it is fresh and handed to counsel."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.theme.tokens import SPACE
from ui.views.base import View
from ui.views.copy_forms import StrikeForm
from ui.views.investment_forms import (
    AnnexForm,
    ImportForm,
    InputsForm,
    InvestmentForm,
    kind_word,
)
from ui.views.paper_list import PaperList
from ui.widgets.basics import Card, Empty, button, label, row
from ui.widgets.listing import current_data
from ui.widgets.table import Table, accept_files
from ui.wording import dated


class Investments(View):
    """Technologies on the left; entries, totals, and what counsel needs on the right."""

    areas: ClassVar[frozenset[str]] = frozenset({"investments", "documents", "letters"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.board: Any = None
        self._pending = False
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(200)
        self.take = button("", lambda: self.take_in(""))
        self.add = button("", self.enter, primary=True)
        for part in (self.field, self.take, self.add):
            self.bar.addWidget(part)
        self.technologies = QListWidget()
        self.technologies.setMinimumWidth(170)
        self.model = TableModel(self._columns(), key=lambda each: str(each.id))
        self.table = Table(self.model, (100, 150, 120, 130, 70, 0), "")
        self.table.opened.connect(lambda each: self.context.go("ledger", str(each.entry)))
        self.sums = TableModel(self._total_columns(), key=lambda each: str(each.key))
        self.totals = Table(self.sums, (110, 0, 140, 170, 90, 90), "")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for tab in (self._build_entries(), self._build_totals(), self._build_papers()):
            self.tabs.addTab(tab, "")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.technologies)
        split.addWidget(self.tabs)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 6)
        split.setSizes([200, 840])
        split.setChildrenCollapsible(False)
        self.empty = Empty("", icon="money")
        self.empty.button.clicked.connect(lambda checked=False: self._begin())
        self.empty.button.show()
        self.pages = QStackedWidget()
        self.first = (self.table, self.empty.button)
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        self.body.addWidget(self.pages, 1)
        self.field.textChanged.connect(self.model.search)
        self.technologies.currentItemChanged.connect(lambda *_: self._filter())
        self.period.currentIndexChanged.connect(lambda _: self._filter())
        self.table.chosen.connect(self._chosen)
        accept_files(self, lambda paths: self.take_in(paths[0]))
        context.look.changed.connect(self._filter)
        self._chosen(None)
        self.retranslate()

    # -- building ----------------------------------------------------------------------------

    @staticmethod
    def _tab() -> tuple[QWidget, QVBoxLayout]:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, SPACE["m"], 0, 0)
        column.setSpacing(SPACE["s"])
        return page, column

    def _build_entries(self) -> QWidget:
        page, column = self._tab()
        self.strike = button("", self._strike)
        self.detail = label("", "small", wrap=True)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        column.addLayout(row(1, self.strike))
        return page

    def _build_totals(self) -> QWidget:
        page, column = self._tab()
        self.period_label, self.period = QLabel(), QComboBox()
        self.period_label.setBuddy(self.period)
        for by in ("year", "quarter", "month"):
            self.period.addItem("", by)
        self.never = label("", "small")
        column.addLayout(row(self.period_label, self.period, 1, self.never))
        column.addWidget(self.totals, 1)
        return page

    def _build_papers(self) -> QWidget:
        page, column = self._tab()
        self.loss = Card(" ")
        self.inputs_said = label("", wrap=True)
        self.state_inputs = button("", self._inputs)
        self.loss.column.addWidget(self.inputs_said)
        self.loss.column.addLayout(row(self.state_inputs, 1))
        self.annex_card = Card(" ")
        self.annex_said = label("", "soft", wrap=True)
        self.annex = button("", self._annex, primary=True)
        self.papers = PaperList(self.context, self.banner)
        self.annex_card.column.addWidget(self.annex_said)
        self.annex_card.column.addLayout(row(self.annex, 1))
        self.annex_card.column.addWidget(self.papers, 1)
        column.addWidget(self.loss)
        column.addWidget(self.annex_card, 1)
        return page

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Day"), lambda each: str(each.date), day=True),
            Column(self.tr("Technology"), lambda each: str(each.technology_name)),
            Column(self.tr("Kind"), lambda each: kind_word(each.kind)),
            Column(
                self.tr("Amount"), lambda each: str(each.amount), lambda e: e.number, right=True
            ),
            Column(
                self.tr("Hours"),
                lambda each: str(each.hours),
                lambda e: float(e.hours.replace(",", "") or 0),
                right=True,
            ),
            Column(self.tr("Who, what for"), self._note, icon=self._mark),
        ]

    def _note(self, each: Any) -> str:
        if each.struck:
            return self.tr("struck: {reason}").format(reason=each.struck)
        return " · ".join(part for part in (each.who, each.document, each.note) if part)

    def _mark(self, each: Any) -> Any:
        return self.context.look.icon("cross", "soft") if each.struck else None

    def _total_columns(self) -> list[Column]:
        return [
            Column(self.tr("Period"), lambda each: str(each.period)),
            Column(self.tr("Technology"), lambda each: str(each.technology_name)),
            Column(self.tr("Kind"), lambda each: kind_word(each.kind)),
            Column(
                self.tr("Amount"), lambda each: str(each.amount), lambda e: e.number, right=True
            ),
            Column(self.tr("Hours"), lambda each: str(each.hours), right=True),
            Column(
                self.tr("Entries"), lambda each: str(each.entries), lambda e: e.entries, right=True
            ),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Investments"))
        self.field.setPlaceholderText(self.tr("Search entries…"))
        self.field.setAccessibleName(self.tr("Search investments"))
        self.take.setText(self.tr("Import table…"))
        self.add.setText(self.tr("Enter investment…"))
        self.strike.setText(self.tr("Strike, as wrong…"))
        self.technologies.setAccessibleName(self.tr("Technologies"))
        self.table.setAccessibleName(self.tr("Investments"))
        self.totals.setAccessibleName(self.tr("Totals by period"))
        self.tabs.setAccessibleName(self.tr("On what it cost"))
        for place, text in enumerate(
            (self.tr("Entries"), self.tr("Totals"), self.tr("Annex and loss inputs"))
        ):
            self.tabs.setTabText(place, text)
        self.period_label.setText(self.tr("&By"))
        self.period.setAccessibleName(self.tr("Period"))
        for place, text in enumerate((self.tr("year"), self.tr("quarter"), self.tr("month"))):
            self.period.setItemText(place, text)
        self.never.setText(self.tr("Amounts of different currencies are never added."))
        self.loss.heading.setText(self.tr("What a loss is computed from"))
        self.loss.heading.show()
        self.state_inputs.setText(self.tr("State it…"))
        self.annex_card.heading.setText(self.tr("Annex for counsel"))
        self.annex_card.heading.show()
        self.annex_said.setText(
            self.tr("Damages fail for want of proof: the annex shows what was entered, and when.")
        )
        self.annex.setText(self.tr("Write the annex…"))
        self.papers.retranslate()
        self.model.set_columns(self._columns())
        self.sums.set_columns(self._total_columns())
        self._list_technologies()
        self._say_empty()
        self._filter()

    def _say_empty(self) -> None:
        if self.board is not None and not self.board.technologies:
            self.empty.sentence.setText(
                self.tr("There is no technology yet. Adding documents makes one.")
            )
            self.empty.button.setText(self.tr("Add documents…"))
        else:
            self.empty.sentence.setText(
                self.tr("Nothing is entered yet. Enter hours, invoices and machines as they come.")
            )
            self.empty.button.setText(self.tr("Enter investment…"))

    # -- what others ask for -----------------------------------------------------------------

    def open(self, what: Any) -> None:
        """``investment.add`` asks for an entry; a technology's id shows it."""
        if what == "investment.add":
            if self.board is None:
                self._pending = True
            else:
                self.enter()
            return
        for place in range(self.technologies.count()):
            if self.technologies.item(place).data(Qt.ItemDataRole.UserRole) == what:
                self.technologies.setCurrentRow(place)

    def search(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def forget(self) -> None:
        super().forget()
        self.board, self._pending = None, False
        self.field.clear()
        self._list_technologies()
        self._filter()

    def refresh(self) -> None:
        def ask(session: Any) -> Any:
            from vault.app.screens.investment_rows import board

            return board(session)

        self.desk.ask(ask, self._show, self.banner.fail)

    # -- showing -----------------------------------------------------------------------------

    def _show(self, board: Any) -> None:
        self.board = board
        known = bool(board.rows) or any(any(three) for three in board.inputs.values())
        self.pages.setCurrentIndex(0 if known else 1)
        for each in (self.add, self.take, self.empty.button):
            each.setEnabled(board.may)
        self._say_empty()
        self._list_technologies()
        self._filter()
        if self._pending:
            self._pending = False
            self.enter()

    def _list_technologies(self) -> None:
        wanted = self._technology()
        board = self.board
        counted = Counter(each.technology for each in board.rows) if board else Counter()
        listed = [("", self.tr("All"), sum(counted.values()))]
        listed += [(key, name, counted[key]) for key, name in (board.technologies if board else ())]
        self.technologies.blockSignals(True)
        self.technologies.clear()
        for key, name, number in listed:
            item = QListWidgetItem(f"{name}  ({number})")
            item.setData(Qt.ItemDataRole.UserRole, key)
            self.technologies.addItem(item)
            if key == wanted:
                self.technologies.setCurrentItem(item)
        self.technologies.blockSignals(False)

    def _technology(self) -> str:
        return str(current_data(self.technologies) or "")

    def _filter(self) -> None:
        board, wanted = self.board, self._technology()

        def mine(rows: Any) -> list[Any]:
            return [each for each in rows if not wanted or each.technology == wanted]

        self.model.set_rows(mine(board.rows) if board else [])
        self.sums.set_rows(mine(board.totals[self.period.currentData()]) if board else [])
        self.state_inputs.setEnabled(bool(board and board.may))
        self.annex.setEnabled(bool(board and board.technologies))
        letters = board.annexes if board else {}
        chosen = [wanted] if wanted else list(letters)
        self.papers.fill([x for key in chosen for x in letters.get(key, ())], ())
        self.inputs_said.setText(self._inputs_text(chosen) if board else "")

    def _inputs_text(self, chosen: list[str]) -> str:
        names = dict(self.board.technologies)
        words = (self.tr("capacity"), self.tr("margin"), self.tr("licence quote"))
        lines = []
        for key in chosen:
            told = [
                self.tr("{what}: {text} (as of {day})").format(
                    what=word, text=stated.text, day=dated(stated.day)
                )
                for word, stated in zip(words, self.board.inputs.get(key, ()), strict=True)
                if stated
            ]
            text = "; ".join(told) or self.tr("nothing is stated yet")
            lines.append(f"{names.get(key, key)} – {text}")
        return "\n".join(lines)

    def _chosen(self, each: Any) -> None:
        may = bool(self.board and self.board.may)
        self.strike.setEnabled(each is not None and not each.struck and may)
        self.detail.setVisible(each is not None)
        if each is None:
            return
        parts = [self.tr("entered {day}, entry {n}").format(day=dated(each.entered), n=each.entry)]
        if each.files:
            parts.append(self.tr("kept: {files}").format(files=", ".join(each.files)))
        parts.append(self._note(each))
        self.detail.setText(" · ".join(part for part in parts if part))

    # -- doing -------------------------------------------------------------------------------

    def _begin(self) -> None:
        if self.board is not None and not self.board.technologies:
            self.context.go("documents", "documents.add")
        else:
            self.enter()

    def enter(self) -> None:
        """Ask for one entry."""
        if self.board is not None:
            InvestmentForm(self.context, self, self.board, self._technology()).begin()

    def take_in(self, path: str) -> None:
        """Ask for a table, or take the one that was dropped."""
        if self.board is None or not self.board.may:
            return
        form = ImportForm(self.context, self, self.board, self._technology(), path)
        form.sent.connect(self._imported)
        form.begin()

    def _imported(self, done: tuple[int, int, tuple[str, ...]]) -> None:
        entered, known, ignored = done
        more = []
        if known:
            more.append(
                self.tr("Left out, since the ledger has them already: {n}.").format(n=known)
            )
        if ignored:
            said = self.tr("Columns that mean nothing here: {names}.")
            more.append(said.format(names=", ".join(ignored)))
        self.banner.say("good", self.tr("Rows entered: {n}.").format(n=entered), " ".join(more))

    def _strike(self) -> None:
        each = self.table.current()
        if each is not None and not each.struck:
            StrikeForm(self.context, self, each.id, "investment").begin()

    def _inputs(self) -> None:
        if self.board is not None:
            InputsForm(self.context, self, self.board, self._technology()).begin()

    def _annex(self) -> None:
        if self.board is None:
            return
        form = AnnexForm(self.context, self, self.board, self._technology())
        said = self.tr("The annex is saved.")
        form.sent.connect(lambda path: self.banner.say("good", said, path))
        form.begin()
