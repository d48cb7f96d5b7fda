"""Home: what needs this person, each with a way there; calm when nothing does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.theme.tokens import READABLE, SPACE
from ui.views.base import View
from ui.views.home_words import GROUPS, detail, group_word, place, title
from ui.widgets.basics import Card, badge, button, label, row
from ui.widgets.lines import Line
from ui.widgets.scrolling import scrolled
from ui.wording import dated

SHOWN = 6
"""Lines of one card; the rest is a number that leads there."""


class Home(View):
    """Cards of needs on the left, first steps and the vault's health on the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._home: Any = None
        self._drawn: Any = None
        self.cards: dict[str, Card] = {}
        self.lines: list[Line] = []
        self.said = label("", "soft", wrap=True)
        self.body.addWidget(self.said)
        inside = QWidget()
        inside.setMaximumWidth(READABLE["page"])
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        beside = QHBoxLayout(inside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE["m"])
        for column, share in ((self._left, 3), (self._right, 2)):
            column.setSpacing(SPACE["m"])
            beside.addLayout(column, share)
        self.pages = QStackedWidget()
        self.pages.addWidget(QWidget())
        self.pages.addWidget(scrolled(inside))
        self.body.addWidget(self.pages, 1)
        context.look.changed.connect(self._draw)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Home"))
        self._draw()

    def forget(self) -> None:
        super().forget()
        self._home = self._drawn = None
        self._draw()

    def _changed(self, areas: frozenset[str]) -> None:
        super()._changed(frozenset({"*"}))  # anything may be what was waited for

    def refresh(self) -> None:
        def ask(session: Any) -> Any:
            from vault.app.screens.home_rows import home

            return home(session)

        self.desk.ask(ask, self._show, self.banner.fail)

    def _show(self, found: Any) -> None:
        drawn = found, self.desk.property("verified")
        if drawn != self._drawn:
            self._drawn = drawn
            self._home = found
            self._draw()

    # -- drawing -----------------------------------------------------------------------------

    def _draw(self) -> None:
        found = self._home
        focused = next((line.about for line in self.lines if line.hasFocus()), None)
        for column in (self._left, self._right):
            while item := column.takeAt(0):
                if widget := item.widget():
                    widget.hide()  # or one not shown yet would come up as a window of its own
                    widget.setParent(None)
                    widget.deleteLater()
        self.cards, self.lines, self.first = {}, [], ()
        self.pages.setCurrentIndex(1 if found else 0)
        if not found:
            self.said.setText("")
            return
        count = len(found.needs)
        self.said.setText(
            self.tr("What needs you: {count}").format(count=count)
            if count
            else self.tr("Nothing waits for you.")
        )
        for group in GROUPS:
            needs = [need for need in found.needs if need.kind in GROUPS[group].kinds]
            if needs:
                self._add(self._left, group, self._needs(group, needs))
        if not count:
            self._add(self._left, "calm", self._calm(found))
        if found.steps:
            self._add(self._right, "steps", self._steps(found.steps))
        self._add(self._right, "health", self._health(found))
        self._left.addStretch(1)
        self._right.addStretch(1)
        for line in self.lines:
            if focused is not None and line.about == focused:
                line.setFocus()
        self.first = (*self.lines,)
        QTimer.singleShot(0, self, self.land)  # lines are seen once the event loop has run

    def _add(self, column: QVBoxLayout, name: str, card: Card) -> None:
        self.cards[name] = card
        column.addWidget(card)

    def _line(self, about: tuple[str, Any], icon: str, text: str, more: str, tone: str) -> Line:
        line = Line(self.context.look, about, icon, text, more, tone)
        line.clicked.connect(lambda checked=False: self.context.go(*about))
        self.lines.append(line)
        return line

    def _needs(self, group: str, needs: list[Any]) -> Card:
        card = Card()
        spec = GROUPS[group]
        heading = label(group_word(group), "heading")
        urgent = any(need.urgent for need in needs)
        icon = QLabel()
        tone = "bad" if urgent else "accent"
        icon.setPixmap(self.context.look.icon(spec.icon, tone).pixmap(20, 20))
        number = badge(str(len(needs)), "bad" if urgent else "neutral")
        number.setAccessibleName(self.tr("{count} in all").format(count=len(needs)))
        card.column.addLayout(row(icon, heading, number, 1))
        korean = self.context.language.code == "ko"
        for need in needs[:SHOWN]:
            text = title(need, korean=korean)
            tone = "bad" if need.urgent else "warn" if _soon(need) else "soft"
            about = place(need, group)
            mark = "warning" if need.urgent else "forward"
            card.column.addWidget(self._line(about, mark, text, detail(need), tone))
        if len(needs) > SHOWN:
            more = self.tr("{count} more…").format(count=len(needs) - SHOWN)
            card.column.addWidget(self._line((spec.place, None), "forward", more, "", "soft"))
        return card

    def _calm(self, found: Any) -> Card:
        card = Card()
        icon = QLabel()
        icon.setPixmap(self.context.look.icon("check", "good").pixmap(32, 32))
        icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        said = label(self.tr("All quiet."), "heading")
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        more = label(
            self.tr("Requests, due dates and leaks that need you will be listed here."),
            "soft",
            wrap=True,
        )
        more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        card.column.addSpacing(SPACE["xl"])
        for part in (icon, said, more):
            card.column.addWidget(part)
        if found.may_request and not found.steps:
            new = button(
                self.tr("New release…"), lambda: self.context.go("releases", "release.new")
            )
            card.column.addLayout(row(1, new, 1))
        card.column.addSpacing(SPACE["xl"])
        return card

    def _steps(self, steps: Iterable[tuple[str, bool]]) -> Card:
        card = Card(self.tr("First steps"))
        words = {
            "documents": (self.tr("Add documents"), ("documents", "documents.add")),
            "partner": (self.tr("Add a partner and a contact"), ("partners", "partner.add")),
            "approver": (self.tr("Add a second approver"), ("settings", "member.add")),
        }
        for step, done in steps:
            text, about = words[step]
            icon = "check" if done else "forward"
            said = self.tr("done") if done else ""
            line = self._line(about, icon, text, said, "good" if done else "accent")
            card.column.addWidget(line)
        return card

    def _health(self, found: Any) -> Card:
        card = Card(self.tr("The vault"))
        entries = self.tr("Ledger: {count} entries").format(count=f"{found.entries:,}")
        checked = self.desk.property("verified")
        if checked is None:
            said, tone, icon = self.tr("not verified since unlocking"), "soft", "shield"
        elif checked[0]:
            said, tone, icon = (
                self.tr("verified at {time}").format(time=checked[1]),
                "good",
                "shield",
            )
        else:
            said, tone, icon = self.tr("problems were found"), "bad", "warning"
        verify = None if checked and checked[0] else "ledger.verify"
        card.column.addWidget(self._line(("ledger", verify), icon, entries, said, tone))
        words = {
            "none": (self.tr("none are scheduled"), "warn", "warning"),
            "due": (self.tr("one is due"), "warn", "warning"),
            "fine": (
                self.tr("last on {day}").format(day=dated(found.backup_day))
                if found.backup_day
                else self.tr("scheduled"),
                "good",
                "check",
            ),
        }
        said, tone, icon = words[found.backup]
        about = ("settings", "backup.create")
        card.column.addWidget(self._line(about, icon, self.tr("Backups"), said, tone))
        said = dated(found.stamped) or self.tr("none yet")
        tone = "good" if found.stamped else "soft"
        stamp = self.tr("Outside timestamp")
        card.column.addWidget(self._line(("settings", "stamps"), "clock", stamp, said, tone))
        return card


def _soon(need: Any) -> bool:
    return need.days is not None and need.days <= 7
