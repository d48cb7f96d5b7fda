"""The file on one incident: what to do next, countdowns, chronology, the leak, and the papers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QTabWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.language import QT_TRANSLATE_NOOP
from ui.models.table import Column, TableModel
from ui.theme.tokens import SPACE
from ui.views.address_form import ask_address
from ui.views.incident_forms import LETTERS, CloseForm, IncidentLetter, NoteForm, StateForm
from ui.views.paper_list import DeliveredForm, PaperList
from ui.views.paper_words import kind_word
from ui.views.release_parts import beside, clear, facts, icon, scroller
from ui.widgets.basics import Banner, Card, badge, button, label, restyle, row
from ui.widgets.form import FormDialog
from ui.widgets.lines import Line
from ui.widgets.table import Table
from ui.wording import dated

STEPS = {
    "lodged": (QT_TRANSLATE_NOOP("Incident", "preserved"), "lock"),
    "read": (QT_TRANSLATE_NOOP("Incident", "read"), "eye"),
    "judged": (QT_TRANSLATE_NOOP("Incident", "examined"), "trace"),
    "opened": (QT_TRANSLATE_NOOP("Incident", "opened"), "incident"),
    "stated": (QT_TRANSLATE_NOOP("Incident", "stated"), "ledger"),
    "noted": (QT_TRANSLATE_NOOP("Incident", "note"), "ledger"),
    "closed": (QT_TRANSLATE_NOOP("Incident", "closed"), "check"),
    "letter": (QT_TRANSLATE_NOOP("Incident", "letter"), "letter"),
    "delivered": (QT_TRANSLATE_NOOP("Incident", "delivery"), "send"),
    "copy": (QT_TRANSLATE_NOOP("Incident", "copy"), "release"),
}
"""Kind of a step → word and icon."""

DATES = {
    "known": QT_TRANSLATE_NOOP("Incident", "the day on which we learned of it"),
    "began": QT_TRANSLATE_NOOP("Incident", "the day on which the act began"),
    "deal_ended": QT_TRANSLATE_NOOP("Incident", "the day on which dealings with the partner ended"),
}


def word(text: str) -> str:
    """A word on incidents in the language in force."""
    return QCoreApplication.translate("Incident", text)


class IncidentPanel(QWidget):
    """Shows one `IncidentPage` and offers what may be done about it.

    Signals:
        to: a place and what to show there; dossier: id of an incident.
    """

    to = Signal(str, str)
    dossier = Signal(str)

    def __init__(self, context: Context, banner: Banner) -> None:
        super().__init__()
        self.context, self.banner = context, banner
        self.page: Any = None
        self.heading = label("", "heading", wrap=True)
        self.state = badge("")
        self.about = label("", "soft", wrap=True)
        self.letter = button("", primary=True)
        self.letters = QMenu(self.letter)
        for kind in LETTERS:
            self.letters.addAction("", partial(self.write, kind))
        self.letters.addSeparator()
        self.address = self.letters.addAction("", self._address)
        self.letter.setMenu(self.letters)
        self.set = button("", lambda: self._form(StateForm))
        self.note = button("", lambda: self._form(NoteForm))
        self.trace = button("", lambda: self.to.emit("trace", self.page.row.leak))
        self.export = button("", lambda: self.dossier.emit(self.page.row.id))
        self.close_it = button("", lambda: self._form(CloseForm))
        head = Card()
        head.column.addLayout(beside(self.heading, self.state))
        head.column.addWidget(self.about)
        head.column.addLayout(row(self.letter, self.set, self.note, 1))
        head.column.addLayout(row(self.trace, self.export, 1, self.close_it))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.next, self._next = scroller()
        self.model = TableModel(self._columns(), key=lambda step: f"{step.entry} {step.kind}")
        self.steps = Table(self.model, (150, 116, 0, 110), "")
        self.steps.opened.connect(lambda step: self.to.emit("ledger", str(step.entry)))
        self.step_text = label("", "small", wrap=True)
        self.step_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.steps.chosen.connect(self._step)
        chronology = QWidget()
        inside = QVBoxLayout(chronology)
        inside.setContentsMargins(0, SPACE["m"], 0, 0)
        inside.setSpacing(SPACE["s"])
        inside.addWidget(self.steps, 1)
        inside.addWidget(self.step_text)
        self.leak, self._leak = scroller()
        self.papers = PaperList(context, banner)
        papers = QWidget()
        holder = QVBoxLayout(papers)
        holder.setContentsMargins(0, SPACE["m"], 0, 0)
        holder.addWidget(self.papers)
        for tab in (self.next, chronology, self.leak, papers):
            self.tabs.addTab(tab, "")
        for scrolled in (self._next, self._leak):
            scrolled.setContentsMargins(0, SPACE["m"], SPACE["s"], 0)
        self.lines: list[Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["m"])
        column.addWidget(head)
        column.addWidget(self.tabs, 1)
        context.look.changed.connect(self._draw)
        self.retranslate()

    def _address(self) -> None:
        ask_address(self.context, self, self.banner, self.page.row.id)

    def _columns(self) -> list[Column]:
        look = self.context.look
        return [
            Column(self.tr("When"), lambda step: str(step.at), day=True),
            Column(
                self.tr("Step"),
                lambda step: word(STEPS[step.kind][0]),
                icon=lambda step: look.icon(STEPS[step.kind][1], "soft"),
            ),
            Column(self.tr("What"), lambda step: str(step.what)),
            Column(self.tr("Entered by"), lambda step: str(step.who)),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        self.letter.setText(self.tr("Letter"))
        for action, kind in zip(self.letters.actions(), LETTERS, strict=False):
            action.setText(f"{kind_word(kind)}…")
        self.address.setText(self.tr("Address of the third party…"))
        self.set.setText(self.tr("State what is known…"))
        self.note.setText(self.tr("Note…"))
        self.trace.setText(self.tr("Show the finding"))
        self.export.setText(self.tr("Export dossier…"))
        self.close_it.setText(self.tr("Close…"))
        self.tabs.setAccessibleName(self.tr("Parts of the file"))
        self.next.setAccessibleName(self.tr("What to do next"))
        self.leak.setAccessibleName(self.tr("The leak and its examinations"))
        self.steps.setAccessibleName(self.tr("Chronology"))
        self.papers.retranslate()
        self.model.set_columns(self._columns())
        self._draw()

    def show_page(self, page: Any) -> None:
        """Show a file, or nothing; what did not change stays as it is drawn."""
        if page is not None and page == self.page:
            return
        same = page is not None and self.page is not None and page.row.id == self.page.row.id
        kept = self.next.verticalScrollBar().value() if same else 0
        self.page = page
        if page is None:
            for part in (self.heading, self.state, self.about):
                part.clear()
        if not same:
            self.tabs.setCurrentIndex(0)
        self._draw()
        self.next.verticalScrollBar().setValue(kept)

    # -- drawing -----------------------------------------------------------------------------

    def _draw(self) -> None:
        for column in (self._next, self._leak):
            clear(column)
        self.lines = []
        page = self.page
        texts = (
            self.tr("Next"),
            self.tr("Chronology"),
            self.tr("Leak"),
            self.tr("Letters and dossiers"),
        )
        counts = (
            (len(page.todo), len(page.steps), 0, len(page.letters) + len(page.dossiers))
            if page
            else (0, 0, 0, 0)
        )
        for place, (text, count) in enumerate(zip(texts, counts, strict=True)):
            self.tabs.setTabText(place, f"{text}  ({count})" if count else text)
        self.model.set_rows(page.steps if page else ())
        self.papers.fill(page.letters if page else (), page.dossiers if page else ())
        if page is None:
            return
        self._head(page)
        self._next.addWidget(self._todo(page))
        self._next.addWidget(self._countdowns(page))
        self._next.addStretch(1)
        for card in self._about_leak(page):
            self._leak.addWidget(card)
        self._leak.addStretch(1)

    def _head(self, page: Any) -> None:
        given = page.row
        names = [name for name in (given.partner, given.third_party) if name]
        self.heading.setText(" → ".join(names) or self.tr("Nobody is named yet"))
        self.state.setText(self.tr("closed") if given.closed else self.tr("open"))
        restyle(self.state, "badge", "neutral" if given.closed else "warn")
        said = [given.id, self.tr("opened {day}").format(day=dated(given.opened))]
        if given.known:
            said.append(self.tr("known since {day}").format(day=dated(given.known)))
        if given.closed:
            said.append(self.tr("outcome: {text}").format(text=given.closed))
        self.about.setText(" · ".join(said))
        self.address.setEnabled(bool(given.third_party))
        for each in (self.letter, self.set, self.note, self.close_it):
            each.setEnabled(page.may_write)
        self.export.setEnabled(page.may_export)

    def _todo(self, page: Any) -> Card:
        card = Card(self.tr("To do"))
        if not page.todo:
            text = self.tr("Nothing is open: every letter has its delivery, every date is stated.")
            if page.row.closed:
                text = self.tr("The incident is closed.")
            card.column.addLayout(
                beside(icon(self.context, "check", "good"), label(text, "soft", wrap=True))
            )
            return card
        for code, about in page.todo:
            text, more = self._said(page, code, about)
            mark = "letter" if code == "deliver" else "trace" if code == "trace" else "forward"
            line = Line(self.context.look, (code, about), mark, text, more, "accent")
            line.clicked.connect(
                lambda checked=False, code=code, about=about: self.follow(code, about)
            )
            self.lines.append(line)
            card.column.addWidget(line)
        return card

    def _said(self, page: Any, code: str, about: str) -> tuple[str, str]:
        """What is to be done, and how."""
        state = self.tr("state it")
        if code == "trace":
            return self.tr("The leak was not traced yet"), self.tr("trace it")
        if code == "partner":
            return self.tr("The partner whose copy it was is not stated"), state
        if code == "other-partner":
            name = dict(page.partners).get(about, about)
            said = self.tr("A copy issued to {partner} was named, who is not the partner stated")
            return said.format(partner=name), state
        if code == "third-party":
            return self.tr("Who has the documents now is not stated"), state
        if code == "date":
            said = self.tr("For the countdowns is missing: {date}")
            return said.format(date=word(DATES.get(about, about))), state
        kind = next((x.kind for x in page.letters if x.id == about), "")
        said = self.tr("No delivery with proof is entered of: {letter}")
        return said.format(letter=kind_word(kind)), self.tr("enter it")

    def _countdowns(self, page: Any) -> Card:
        card = Card(self.tr("Countdowns"))
        said = self.tr("Counted from the dates stated. Counsel must confirm each.")
        card.column.addWidget(label(said, "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE["s"])
        grid.setVerticalSpacing(SPACE["s"])
        grid.setColumnStretch(1, 1)
        for line, each in enumerate(page.deadlines):
            self._countdown(grid, line, each)
        card.column.addLayout(grid)
        return card

    def _countdown(self, grid: QGridLayout, line: int, each: Any) -> None:
        if each.left is None:
            text, tone, mark = self.tr("no date"), "neutral", "help"
        elif each.left < 0:
            text, tone, mark = self.tr("passed"), "bad", "warning"
        elif each.left == 0:
            text, tone, mark = self.tr("today"), "bad", "warning"
        else:
            tone = "bad" if each.left <= 7 else "warn" if each.left <= 30 else "neutral"
            text, mark = self.tr("{n} days").format(n=f"{each.left:,}"), "clock"
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label(each.what, wrap=True))
        told = [each.law, self.tr("set by law") if each.limit else self.tr("our own aim")]
        if each.since:
            told.append(
                self.tr("from {since} to {until}").format(
                    since=dated(each.since), until=dated(each.until)
                )
            )
        else:
            told.append(self.tr("missing: {date}").format(date=word(DATES[each.source])))
        if each.older:
            told.append(self.tr("the date lies before this wording: another may apply"))
        about = label(" · ".join(told), "small", wrap=True)
        about.setToolTip(each.counts)
        texts.addWidget(about)
        top = Qt.AlignmentFlag.AlignTop
        right = top | Qt.AlignmentFlag.AlignRight
        grid.addWidget(icon(self.context, mark, tone), line, 0, top)
        grid.addLayout(texts, line, 1)
        day = QLabel(dated(each.until))
        day.setTextFormat(Qt.TextFormat.PlainText)
        grid.addWidget(day, line, 2, right)
        grid.addWidget(badge(text, tone), line, 3, right)

    def _about_leak(self, page: Any) -> list[Card]:
        custody = Card(self.tr("What was preserved"))
        moment, who = page.lodged
        custody.column.addLayout(
            facts(
                [
                    (self.tr("Leak"), page.row.leak),
                    (self.tr("Found"), ", ".join(page.found)),
                    (self.tr("Preserved"), f"{dated(moment)}, {who}"),
                ]
            )
        )
        for name, size, sha256 in page.pieces:
            said = label(f"{name}  ({size:,} B)", wrap=True)
            digest = label(f"SHA-256 {sha256}", "small", wrap=True)
            for part in (said, digest):
                part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                custody.column.addWidget(part)
        cards = [custody]
        named = Card(self.tr("Copies that were named"))
        if page.named:
            warning = self.tr("This names the copy, not the person who leaked it.")
            named.column.addWidget(label(warning, "soft", wrap=True))
            for each in page.named:
                whom = ", ".join(part for part in (each.person, each.partner) if part)
                odds = self.tr("by chance at most one in {odds}").format(odds=each.one_in)
                text = " · ".join(part for part in (each.copy, whom, odds) if part)
                named.column.addWidget(label(text, wrap=True))
        else:
            named.column.addWidget(label(self.tr("No copy was named so far."), "soft", wrap=True))
        cards.append(named)
        if page.producers:
            made = Card(self.tr("Who else could have made it"))
            made.column.addLayout(facts(list(page.producers)))
            cards.append(made)
        return cards

    def _step(self, step: Any) -> None:
        """The whole of a step under the table, with the hashes of what was kept with it."""
        if step is None:
            self.step_text.clear()
            return
        lines = [step.what, self.tr("entry {n} of the ledger").format(n=step.entry)]
        lines += [f"{name}  SHA-256 {sha256}" for name, sha256 in step.files]
        self.step_text.setText("\n".join(lines))

    # -- doing -------------------------------------------------------------------------------

    def follow(self, code: str, about: str) -> None:
        """Open what answers something that is still to be done."""
        page = self.page
        if page is None:
            return
        if code == "trace":
            self.to.emit("trace", page.row.leak)
        elif not page.may_write:
            return
        elif code == "deliver":
            letter = next((each for each in page.letters if each.id == about), None)
            if letter is not None:
                DeliveredForm(self.context, self, letter).begin()
        elif code == "other-partner":
            StateForm(self.context, self, page, partner=about).begin()
        else:
            StateForm(self.context, self, page, about or code).begin()

    def write(self, kind: str) -> None:
        """Ask for a letter."""
        if self.page is None:
            return
        form = IncidentLetter(self.context, self, self.page, kind)
        said = self.tr("The letter is saved. Read it before it goes out; then enter its delivery.")
        form.sent.connect(lambda path: self.banner.say("good", said, path))
        form.begin()

    def _form(self, kind: Callable[[Context, QWidget, Any], FormDialog]) -> None:
        if self.page is not None:
            kind(self.context, self, self.page).begin()
