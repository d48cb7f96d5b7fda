"""A notice in the corner of the window: what happened by itself, and a way there.

Good news goes by itself after a while; what asks for something stays until it is closed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.theme.look import Look
from ui.theme.tokens import SPACE
from ui.widgets.basics import button, label, row

GOES_AFTER_MS = 12_000
WIDE = 400


class Notice(QFrame):
    """Lies over the lower right corner of a widget; hidden when there is nothing to say."""

    def __init__(self, look: Look, over: QWidget) -> None:
        super().__init__(over)
        self._look, self._over = look, over
        self._tone = "good"
        self._go: Callable[[], object] | None = None
        self.mark = QLabel()
        self.sentence = label("", wrap=True)
        self.step = label("", "soft", wrap=True)
        self.show_it = button(self.tr("Show"), self._follow)
        self.close_it = button(self.tr("Close"), self.hide)
        words = QVBoxLayout()
        words.setSpacing(SPACE["xs"])
        words.addWidget(self.sentence)
        words.addWidget(self.step)
        head = row(self.mark)
        head.setSpacing(SPACE["m"])
        head.addLayout(words, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE["m"], SPACE["m"], SPACE["m"], SPACE["m"])
        self._column.setSpacing(SPACE["s"])
        self._column.addLayout(head)
        self._column.addLayout(row(1, self.close_it, self.show_it))
        self._timer = QTimer(self, interval=GOES_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self.hide)
        look.changed.connect(self._redraw)
        over.installEventFilter(self)
        self.hide()

    def say(
        self,
        tone: str,
        sentence: str,
        step: str = "",
        go: Callable[[], object] | None = None,
        to: str = "",
    ) -> None:
        """Show a sentence; tones: good, warn. `go` leads to what it speaks of; `to` says where."""
        self._tone, self._go = tone, go
        self.setProperty("banner", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.sentence.setText(sentence)
        self.step.setText(step)
        self.step.setVisible(bool(step))
        self.setAccessibleName(f"{sentence} {step}".strip())
        self.show_it.setText(to or self.tr("Show"))
        self.close_it.setText(self.tr("Close"))
        self.show_it.setVisible(go is not None)
        self._redraw()
        self.show()
        self._place()
        self.raise_()
        if tone == "good":
            self._timer.start()
        else:
            self._timer.stop()

    def _follow(self) -> None:
        self.hide()
        if self._go is not None:
            self._go()

    def _redraw(self) -> None:
        icon = {"good": "check"}.get(self._tone, "warning")
        self.mark.setPixmap(self._look.icon(icon, self._tone).pixmap(20, 20))

    def _place(self) -> None:
        ground = self._over.rect()
        wide = min(WIDE, ground.width() - 2 * SPACE["xxl"])
        self.setFixedWidth(wide)
        self.setFixedHeight(max(self._column.heightForWidth(wide), self.minimumSizeHint().height()))
        inset = SPACE["xl"] + SPACE["m"]  # inside what a view shows
        self.move(ground.right() - wide - inset, ground.bottom() - self.height() - inset)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
