"""The second half of tracing: what a leak proves, what it does not, and what to do with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QTabWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.theme.tokens import SPACE
from ui.views.trace_words import headline, limits, method_word, state_word
from ui.widgets.basics import Card, button, label, row
from ui.widgets.histogram import Histogram
from ui.widgets.overlay import Overlay
from ui.widgets.scrolling import scrolled
from ui.widgets.table import Table
from ui.wording import dated, percent, worded

_ICONS = {
    "match": ("trace", "accent"),
    "inconclusive": ("help", "soft"),
    "no-evidence": ("eye", "soft"),
}


class Result(QWidget):
    """One leak and its finding.

    Signals:
        report: a language; dossier; again: trace it anew; to: a place and what to show there.
    """

    report = Signal(str)
    dossier = Signal()
    again = Signal()
    to = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.finding: Any = None
        self.row: Any = None
        self._may_trace = True
        self._layers: list[dict[str, QImage]] = []
        self.card = self._build_card()
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.evidence = self._build_evidence()
        self.overlay = Overlay()
        self.who = self._build_who()
        self.searched = self._build_searched()
        for part in (self.evidence, self.overlay, self.who, self.searched):
            self.tabs.addTab(part, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["m"])
        column.addWidget(self.card)
        column.addWidget(self.tabs, 1)
        context.look.changed.connect(self._redraw)
        self.retranslate()

    # -- building ----------------------------------------------------------------------------

    def _build_card(self) -> Card:
        card = Card()
        self.icon = QLabel()
        self.icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.sentence = label("", "heading", wrap=True)
        self.strength = label("", wrap=True)
        self.person = label("", wrap=True)
        self.about = label("", "small", wrap=True)
        for part in (self.sentence, self.strength, self.person, self.about):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save = button("", primary=True)
        self.languages = QMenu(self.save)
        self.english = self.languages.addAction("", lambda: self.report.emit("en"))
        self.korean = self.languages.addAction("", lambda: self.report.emit("ko"))
        self.save.setMenu(self.languages)
        self.export = button("", self.dossier.emit)
        self.anew = button("", self.again.emit)
        self.incident = button("", lambda: self.to.emit("incidents", self.row.id))
        words = QVBoxLayout()
        words.setSpacing(SPACE["xs"])
        for part in (self.sentence, self.strength, self.person, self.about):
            words.addWidget(part)
        beside = row(self.icon, spacing="m")
        beside.addLayout(words, 1)
        card.column.addLayout(beside)
        card.column.addLayout(row(self.save, self.export, self.incident, self.anew, 1))
        return card

    def _build_evidence(self) -> QWidget:
        page = QWidget()
        self.candidates = TableModel(self._candidate_columns(), key=lambda each: str(each.copy))
        self.table = Table(self.candidates, (150, 150, 0, 220, 90, 170), "")
        self.table.opened.connect(lambda each: self.to.emit("releases", each.release))
        self.histogram = Histogram(self.context.look)
        self.chance = label("", "small", wrap=True)
        self.notes_title = label("", "heading")
        self.notes = label("", wrap=True)
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        left, right = Card(), Card()
        self.left, self.right = left, right
        left.heading.show()
        left.column.addWidget(self.histogram, 1)
        left.column.addWidget(self.chance)
        right.column.addWidget(self.notes_title)
        right.column.addWidget(scrolled(self.notes), 1)
        beside = row(left, right, spacing="m")
        beside.setStretch(0, 3)
        beside.setStretch(1, 2)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, SPACE["s"], 0, 0)
        column.setSpacing(SPACE["m"])
        column.addWidget(self.table)
        column.addLayout(beside, 1)
        return page

    def _build_who(self) -> QWidget:
        page = QWidget()
        self.who_said = label("", "soft", wrap=True)
        self.producers = TableModel(self._producer_columns(), key=lambda pair: str(pair[0]))
        self.who_table = Table(self.producers, (220, 0), "")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, SPACE["m"], 0, 0)
        column.addWidget(self.who_said)
        column.addWidget(self.who_table, 1)
        return page

    def _build_searched(self) -> QWidget:
        page = QWidget()
        self.scope = label("", wrap=True)
        self.scope.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.seen = TableModel(self._seen_columns(), key=lambda each: f"{each.file}{each.piece}")
        self.seen_table = Table(self.seen, (180, 60, 0, 60, 70, 150, 90), "")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, SPACE["m"], 0, 0)
        column.setSpacing(SPACE["m"])
        column.addWidget(self.scope)
        column.addWidget(self.seen_table, 1)
        self.rest = QFrame()
        column.addWidget(self.rest)
        return page

    def _candidate_columns(self) -> list[Column]:
        look = self.context.look
        grade = {True: self.tr("strong"), False: self.tr("moderate")}
        return [
            Column(
                self.tr("Copy"), lambda each: str(each.copy), icon=lambda _: look.icon("release")
            ),
            Column(self.tr("Issued to"), lambda each: str(each.person)),
            Column(self.tr("Partner"), lambda each: str(each.partner)),
            Column(
                self.tr("By chance at most"),
                lambda each: self.tr("one in {odds} ({grade})").format(
                    odds=each.one_in, grade=grade[each.strong]
                ),
                lambda each: each.log10,
            ),
            Column(self.tr("Pages"), lambda each: str(each.pages)),
            Column(self.tr("State of the copy"), lambda each: state_word(each.state)),
        ]

    def _producer_columns(self) -> list[Column]:
        return [
            Column(self.tr("Member"), lambda pair: str(pair[0])),
            Column(self.tr("Why"), lambda pair: str(pair[1])),
        ]

    def _seen_columns(self) -> list[Column]:
        return [
            Column(self.tr("Piece of the leak"), lambda each: str(each.file)),
            Column(
                self.tr("Part"), lambda each: str(each.piece), lambda each: each.piece, right=True
            ),
            Column(self.tr("Recognised as"), lambda each: str(each.title)),
            Column(self.tr("Rev."), lambda each: str(each.revision), right=True),
            Column(
                self.tr("Page"), lambda each: str(each.page), lambda each: each.page, right=True
            ),
            Column(self.tr("Read from"), lambda each: method_word(each.method)),
            Column(
                self.tr("Read"),
                lambda each: percent(each.share),
                lambda each: each.share,
                right=True,
            ),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        self.save.setText(self.tr("Save report"))
        self.english.setText(self.tr("In English…"))
        self.korean.setText(self.tr("In Korean…"))
        self.export.setText(self.tr("Export dossier…"))
        self.anew.setText(self.tr("Trace again"))
        self.left.heading.setText(self.tr("How far from chance"))
        self.chance.setText(
            self.tr(
                "Fresh random codes, which belong to nobody, were scored on the same readings. "
                "A copy that had nothing to do with the leak scores among them."
            )
        )
        self.notes_title.setText(self.tr("What else to know"))
        self.who_said.setText(
            self.tr(
                "The mark shows which copy was leaked. These members of the firm held keys or "
                "packs from which the same copy can be made; the report names them too."
            )
        )
        for number, text in enumerate(
            (
                self.tr("Evidence"),
                self.tr("On the page"),
                self.tr("Who could have made it"),
                self.tr("What was searched"),
            )
        ):
            self.tabs.setTabText(number, text)
        self.tabs.setAccessibleName(self.tr("Parts of the finding"))
        self.table.setAccessibleName(self.tr("Copies that the leak names"))
        self.who_table.setAccessibleName(self.tr("Members who could have made the copy"))
        self.seen_table.setAccessibleName(self.tr("Pages that were recognised"))
        self.candidates.set_columns(self._candidate_columns())
        self.producers.set_columns(self._producer_columns())
        self.seen.set_columns(self._seen_columns())
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for number in range(self.tabs.count()):  # laid out anew after another language
            self.tabs.setTabText(number, self.tabs.tabText(number))

    # -- showing -----------------------------------------------------------------------------

    def show_row(self, row: Any, may_trace: bool) -> None:
        """Show a leak of which nothing is known yet, or not here."""
        self.finding, self.row, self._may_trace, self._layers = None, row, may_trace, []
        self._fill()

    def show_finding(self, finding: Any, layers: list[dict[str, QImage]], may_trace: bool) -> None:
        """Show what a trace proves; `layers` are its pictures, decoded."""
        self.finding, self.row = finding, finding.row
        self._layers, self._may_trace = layers, may_trace
        self._fill()
        self.tabs.setCurrentIndex(0 if self.tabs.isTabVisible(0) else 3)

    def clear(self) -> None:
        """Let go of everything."""
        self.finding, self.row, self._layers = None, None, []
        self._fill()

    def report_name(self) -> str:
        """What a report's file is called by default."""
        return f"{self.row.id}-report.pdf" if self.row else "report.pdf"

    def _fill(self) -> None:
        found, row = self.finding, self.row
        self._redraw()
        korean = self.context.language.code == "ko"
        self.anew.setVisible(self._may_trace)
        self.anew.setText(self.tr("Trace again") if found else self.tr("Trace it now"))
        self.incident.setVisible(bool(row))
        self.incident.setText(
            self.tr("Show the incident") if row and row.incident else self.tr("Open an incident…")
        )
        self.save.setVisible(bool(found))
        self.export.setVisible(bool(found) and self._may_trace)
        self.tabs.setVisible(bool(found))
        self.about.setText(self._origin(row) if row else "")
        if not found:
            self.sentence.setText(self.tr("This leak is preserved and was not traced yet."))
            self.strength.setText("")
            self.person.setText("")
            for part in (self.strength, self.person):
                part.hide()
            self.overlay.set_pictures([], [])
            self.histogram.set_facts(None, ())
            for model in (self.candidates, self.producers, self.seen):
                model.set_rows(())
            self.notes.setText("")
            self.scope.setText("")
            return
        sentence, strength, person = headline(found)
        for part, text in (
            (self.sentence, sentence),
            (self.strength, strength),
            (self.person, person),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self.candidates.set_rows(found.candidates)
        rows = min(4, max(1, len(found.candidates)))
        high = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + rows * high + 2 * self.table.frameWidth())
        self.table.setVisible(bool(found.candidates))
        self.histogram.set_facts(found.histogram, [(c.copy, c.z) for c in found.candidates])
        self.left.setVisible(bool(found.histogram))
        self.notes.setText("\n\n".join([*limits(found), *map(worded, found.notes)]))
        self.overlay.set_pictures(self._layers, found.captions)
        self.producers.set_rows(found.producers["ko" if korean else "en"])
        self.seen.set_rows(found.seen)
        self.seen_table.setVisible(bool(found.seen))
        self.rest.setVisible(not found.seen)
        self.scope.setText(self._scope(found))
        self.tabs.setTabVisible(0, bool(found.candidates or found.histogram))
        self.tabs.setTabVisible(1, bool(self._layers))
        self.tabs.setTabVisible(2, bool(found.candidates))
        if not self.tabs.isTabVisible(0):
            self.tabs.setCurrentIndex(3)

    def _redraw(self) -> None:
        name = _ICONS.get(self.finding.verdict if self.finding else "", ("clock", "warn"))
        self.icon.setPixmap(self.context.look.icon(*name).pixmap(28, 28))

    def _origin(self, row: Any) -> str:
        parts = [row.id, ", ".join(Path(name).name for name in row.files)]
        if row.found_by:
            parts.append(self.tr("found by {name}").format(name=row.found_by))
        parts += [part for part in (row.where, dated(row.when)) if part]
        parts.append(
            self.tr("preserved {time} by {name}").format(time=dated(row.lodged), name=row.by)
        )
        if self.finding and self.finding.recalled:
            parts.append(self.tr("shown from the ledger"))
        return " · ".join(parts)

    def _scope(self, found: Any) -> str:
        lines = []
        if found.searched:
            lines.append(self.tr("Searched: {names}.").format(names=", ".join(found.searched)))
        if found.not_searched:
            lines.append(
                self.tr("Not searched, since you hold no key of them: {names}.").format(
                    names=", ".join(found.not_searched)
                )
            )
        if found.seen:
            lines.append(
                self.tr("{copies} copies were compared, {tried} readings tried.").format(
                    copies=found.copies_tested, tried=found.hypotheses
                )
            )
        else:
            lines.append(self.tr("No page of these documents was recognised in the leak."))
        if not self.tabs.isTabVisible(0):
            lines += [*limits(found), *map(worded, found.notes)]
        return "\n\n".join(lines)
