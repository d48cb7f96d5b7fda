"""Parts that detail, form and approval of a release show alike: facts, warnings, shares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.views import release_words as words
from ui.widgets.basics import badge, label
from ui.wording import worded

GRADES = {"good": ("shield", "good"), "limited": ("warning", "warn"), "none": ("cross", "bad")}


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()  # or one not shown yet would come up as a window of its own
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def scroller(name: str = "") -> tuple[QScrollArea, QVBoxLayout]:
    """A scrolled column."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    inside = QWidget()
    inside.setObjectName("scrolled")
    area.viewport().setAutoFillBackground(False)
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, SPACE["s"], 0)
    column.setSpacing(SPACE["m"])
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    return area, column


def icon(context: Context, name: str, tone: str) -> QLabel:
    """A small icon in a tone; the text beside it says the same."""
    made = QLabel()
    colour = {"neutral": "soft"}.get(tone, tone)
    made.setPixmap(context.look.icon(name, colour).pixmap(16, 16))
    made.setFixedWidth(18)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
    return made


def beside(*parts: QWidget | int, spacing: str = "s") -> QHBoxLayout:
    """Widgets beside each other, aligned at the top; an int is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(SPACE[spacing])
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        elif part.property("badge") or part.maximumWidth() < 100:
            made.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        else:
            made.addWidget(part, 1)
    return made


def facts(rows: Iterable[tuple[str, str]]) -> QGridLayout:
    """Names on the left, what is so on the right; empty ones are left out."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE["l"])
    grid.setVerticalSpacing(SPACE["s"])
    grid.setColumnStretch(1, 1)
    for number, (name, text) in enumerate((n, t) for n, t in rows if t):
        said = label(text, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        grid.addWidget(label(name, "soft"), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, number, 1)
    return grid


class Words(QObject):
    """Sentences about releases, in the language in force."""

    def pages(self, item: Any) -> str:
        """Which pages of a document."""
        if not item.count:
            return self.tr("whole file")
        if not item.pages:
            return self.tr("all pages ({0})").format(item.count)
        return self.tr("pages {0} ({1} in all)").format(item.pages, item.count)

    def trace(self, item: Any) -> tuple[str, str]:
        """What the chosen pages are worth to tracing, and the grade."""
        if not item.trace:
            return self.tr("carries no marks: a leak of it cannot be traced"), "none"
        if item.bare:
            return self.tr("pages without marks: {0}").format(item.bare), "none"
        if any(page.grade == "limited" for page in item.trace):
            return self.tr("traceable, but some pages not from paper"), "limited"
        return self.tr("every page is traceable"), "good"

    def revision(self, item: Any) -> str:
        """Which revision of a document."""
        return self.tr("rev. {0}").format(item.revision)

    def warning(self, row: Any) -> tuple[str, str, str]:
        """Badge text, tone and icon of a warning."""
        if row.gone:
            return self.tr("stands no longer"), "neutral", "check"
        if row.aside:
            return self.tr("set aside"), "bad", "warning"
        if row.accepted:
            return self.tr("accepted"), "warn", "check"
        if row.stops:
            return self.tr("not possible"), "bad", "cross"
        if row.blocks:
            return self.tr("blocks"), "bad", "cross"
        if row.accept:
            return self.tr("must be accepted"), "warn", "warning"
        return self.tr("note"), "warn", "warning"

    def share(self, row: Any) -> str:
        """How much a partner holds now and after."""
        return self.tr("{0}: {1} % today, {2} % after this release ({3} of {4} pages)").format(
            row.technology,
            round(row.now * 100),
            round(row.after * 100),
            row.pages_after,
            row.all_pages,
        )


def items_into(context: Context, column: QVBoxLayout, items: Sequence[Any]) -> None:
    """Documents of a release: title, class, pages, traceability, why."""
    said = Words()
    for item in items:
        text, grade = said.trace(item)
        name, tone = GRADES[grade]
        title = label(item.title, wrap=True)
        title.setProperty("kind", "strong")
        column.addLayout(
            beside(title, badge(words.classification(item.classification)), spacing="s")
        )
        parts = (item.technology, said.revision(item), said.pages(item))
        column.addWidget(label(" · ".join(parts), "soft", wrap=True))
        column.addLayout(beside(icon(context, name, tone), label(text, wrap=True)))
        if item.why:
            column.addWidget(label(f"“{item.why}”", "soft", wrap=True))


def warnings_into(context: Context, column: QVBoxLayout, rows: Sequence[Any]) -> None:
    """Warnings in plain words, each with its way out."""
    said = Words()
    for row in rows:
        text, tone, name = said.warning(row)
        sentence = label(words.sentence(row), wrap=True)
        column.addLayout(beside(icon(context, name, tone), sentence, badge(text, tone)))
        way = "" if row.gone or row.aside else worded(row.next)
        if way:
            column.addLayout(beside(icon(context, "", "neutral"), label(way, "soft", wrap=True)))


def shares_into(column: QVBoxLayout, rows: Sequence[Any]) -> None:
    """Bars of how much the partner will hold."""
    said = Words()
    for row in rows:
        text = said.share(row)
        column.addWidget(label(text, wrap=True))
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, 100)
        bar.setValue(round(row.after * 100))
        bar.setAccessibleName(text)
        column.addWidget(bar)
