"""Labels, cards, banners, badges and empty states, all from tokens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme.look import Look
from ui.theme.tokens import READABLE, SPACE
from ui.wording import told, worded


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """A label of plain text; kinds: title, heading, soft, small."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if kind:
        made.setProperty("kind", kind)
    made.setWordWrap(wrap)
    return made


def button(
    text: str,
    do: Callable[[], object] | None = None,
    *,
    primary: bool = False,
    danger: bool = False,
) -> QPushButton:
    """A push button."""
    made = QPushButton(text)
    made.setProperty("primary", primary)
    made.setProperty("danger", danger)
    made.setAutoDefault(False)
    if do is not None:
        made.clicked.connect(lambda checked=False: do())
    return made


def badge(text: str, tone: str = "neutral") -> QLabel:
    """A word in a coloured ground; tones: neutral, good, warn, bad."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("badge", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def row(*parts: QWidget | int | None, spacing: str = "s") -> QHBoxLayout:
    """Widgets beside each other; an int is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(SPACE[spacing])
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        elif part is not None:
            made.addWidget(part)
    return made


def snug(dialog: QWidget) -> None:
    """As high as what is in it needs at its width: wrapped sentences ask for more before."""
    layout = dialog.layout()
    if layout is not None and layout.hasHeightForWidth():
        width = max(dialog.width(), layout.totalMinimumSize().width())
        dialog.resize(width, layout.totalHeightForWidth(width))


class Card(QFrame):
    """A bordered ground with a column of content."""

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE["l"], SPACE["l"], SPACE["l"], SPACE["l"])
        self.column.setSpacing(SPACE["s"])
        self.heading = label(heading, "heading")
        self.column.addWidget(self.heading)
        self.heading.setVisible(bool(heading))  # in its place first, or it flashes as a window


class Banner(QFrame):
    """One sentence and a next step, with details that can be unfolded; hidden when empty."""

    def __init__(self) -> None:
        super().__init__()
        self._error: BaseException | None = None
        self.mark = QLabel()
        self.mark.setFixedWidth(20)
        self.sentence = label("", "strong", wrap=True)
        self.step = label("", wrap=True)
        for part in (self.sentence, self.step):
            part.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout()
        column.setSpacing(SPACE["xs"])
        column.addWidget(self.sentence)
        column.addWidget(self.step)
        beside = QHBoxLayout(self)
        beside.setContentsMargins(SPACE["m"], SPACE["s"], SPACE["m"], SPACE["s"])
        beside.setSpacing(SPACE["s"])
        beside.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        beside.addLayout(column, 1)
        self.hide()

    def say(self, tone: str, sentence: str, step: str = "") -> None:
        """Show a sentence; tones: good, warn, bad."""
        self._error = None
        self.setProperty("banner", tone)
        self._draw()
        self.style().unpolish(self)
        self.style().polish(self)
        self.sentence.setText(sentence)
        self.step.setText(step)
        self.step.setVisible(bool(step))
        self.setAccessibleName(f"{sentence} {step}".strip())
        self.show()

    def fail(self, error: BaseException) -> None:
        """Show what went wrong: the error's own sentence and next step."""
        message, step = told(error)
        self.say("bad", message, step)
        self._error = error

    def clear(self) -> None:
        """Hide it."""
        self._error = None
        self.hide()
        self.sentence.clear()  # what is hidden is not there either
        self.step.clear()
        self.setAccessibleName("")

    def _draw(self) -> None:
        tone, look = str(self.property("banner") or ""), Look.current()
        if look is not None and tone:
            name = "check" if tone == "good" else "warning"
            self.mark.setPixmap(look.icon(name, tone).pixmap(18, 18))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        elif event.type() == QEvent.Type.LanguageChange and self._error is not None:
            self.fail(self._error)
        super().changeEvent(event)


class Empty(QWidget):
    """An empty place: an icon, a sentence and one button.

    While it is seen, its button is the one to press: those of the view's bar stand back.
    """

    def __init__(
        self,
        sentence: str,
        text: str = "",
        do: Callable[[], object] | None = None,
        *,
        icon: str = "",
    ) -> None:
        super().__init__()
        self._icon_name = icon
        self._stood_back: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setSpacing(SPACE["l"])
        column.addStretch(2)
        self.mark = QLabel()
        self.mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = label(sentence, "soft", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setMaximumWidth(READABLE["sentence"])
        said = QVBoxLayout()
        said.setSpacing(SPACE["m"])
        said.addWidget(self.mark)
        across = row(1, self.sentence, 1)
        across.setStretch(1, 8)
        said.addLayout(across)
        column.addLayout(said)
        self.button = button(text, do, primary=True)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(text))
        column.addStretch(3)

    def _draw(self) -> None:
        look = Look.current()
        self.mark.setVisible(bool(self._icon_name and look))
        if look is not None and self._icon_name:
            self.mark.setPixmap(look.icon(self._icon_name, "faint").pixmap(32, 32))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()
        above = self.parentWidget()
        while above is not None and not isinstance(getattr(above, "bar", None), QHBoxLayout):
            above = above.parentWidget()
        if above is None or self.button.isHidden():
            return
        bar: QHBoxLayout = above.bar  # type: ignore[attr-defined]
        items = (bar.itemAt(place) for place in range(bar.count()))
        found = [item.widget() for item in items if item is not None]
        self._stood_back = [
            each for each in found if isinstance(each, QPushButton) and each.property("primary")
        ]
        for each in self._stood_back:
            _primary(each, False)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        while self._stood_back:
            _primary(self._stood_back.pop(), True)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
        super().changeEvent(event)


def _primary(made: QPushButton, on: bool) -> None:
    made.setProperty("primary", on)
    made.style().unpolish(made)
    made.style().polish(made)


class Progress(QWidget):
    """What is being done, how far it is, and a way to stop it; hidden when nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.what = label("", "soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = button("", self._stopped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["xs"])
        column.addLayout(row(self.what, 1, self.stop))
        column.addWidget(self.bar)
        self._cancel: Callable[[], object] | None = None
        self.hide()

    def _stopped(self) -> None:
        if self._cancel is not None:
            self._cancel()

    def begin(self, what: str, cancel: Callable[[], object] | None = None) -> None:
        """Show that something began."""
        self._cancel = cancel
        self.stop.setText(self.tr("Cancel"))
        self.stop.setVisible(cancel is not None)
        self.what.setText(what)
        self.bar.setAccessibleName(what)
        self.bar.setRange(0, 0)
        self.show()

    def step(self, step: object) -> None:
        """Show a `vault.progress.Step`."""
        done, total = int(getattr(step, "done", 0)), int(getattr(step, "total", 0))
        count = f" ({done}/{total})" if total > 1 else ""
        self.what.setText(f"{worded(getattr(step, 'what', ''))}{count}")
        self.bar.setRange(0, total if total > 1 else 0)
        self.bar.setValue(done)

    def end(self) -> None:
        """Hide it."""
        self._cancel = None
        self.hide()
        self.what.clear()
        self.bar.setAccessibleName("")
