"""What every view is: a title, room for actions, a banner, and the areas it shows."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.widgets.basics import Banner, Progress, label
from ui.widgets.tab_order import in_order


class View(QWidget):
    """A place in the window.

    `areas` names what of the vault it shows: `refresh` is called when one of them changed while
    the view is seen, or when it is seen next. `retranslate` sets every text anew; it is called
    once at the end of `__init__` by the subclass, and when the language changes.

    `first` names what takes the focus when somebody comes here: the first of them that is seen.
    Whoever never touches a mouse finds every place with the focus in it, and Escape leads back.
    """

    areas: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.desk = context.desk
        self._stale = True
        self._arriving = False
        self.first: tuple[QWidget, ...] = ()
        self.title = label("", "title")
        self.bar = QHBoxLayout()
        self.bar.setSpacing(SPACE["s"])
        self.bar.addWidget(self.title)
        self.bar.addStretch(1)
        self.banner = Banner()
        self.progress = Progress()
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE["m"])
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE["xl"], SPACE["l"], SPACE["xl"], SPACE["l"])
        column.setSpacing(SPACE["m"])
        column.addLayout(self.bar)
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        column.addLayout(self.body, 1)
        self.desk.changed.connect(self._changed)
        self.desk.locked.connect(self.forget)

    def refresh(self) -> None:
        """Ask the desk again."""

    def forget(self) -> None:
        """Let go of everything shown; the vault was locked."""
        self._stale = True
        self.banner.clear()
        self.progress.end()

    def retranslate(self) -> None:
        """Set every text in the language in force."""

    def search(self) -> None:
        """Put the cursor into this view's search field, if it has one."""

    # -- the focus ---------------------------------------------------------------------------

    def arrive(self) -> None:
        """Take the focus: somebody came here."""
        self._arriving = True
        self.setFocus()
        self.land()

    def land(self) -> None:
        """Put the focus on the first thing to use, when there is one, for whoever just came."""
        now = QApplication.focusWidget()
        if not self._arriving or (now is not None and now is not self):
            return
        for each in self.first:
            if each.isVisible() and each.isEnabled():
                self._arriving = False
                each.setFocus()
                return

    def step_back(self) -> None:
        """What Escape does: empty the search, or go back to the first thing of this place."""
        now = QApplication.focusWidget()
        if isinstance(now, QLineEdit) and now.isClearButtonEnabled() and now.text():
            now.clear()
        else:
            self.arrive()

    def into(self, part: QWidget | None) -> None:
        """What Enter does in a list: put the focus on the first thing in what stands beside it."""
        for each in in_order(part):
            if each.isVisible() and each.isEnabled():
                each.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _changed(self, areas: frozenset[str]) -> None:
        if "*" in areas or areas & self.areas:
            self._stale = True
            if self.isVisible():
                self._fresh()

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._stale:
            self._fresh()

    def _fresh(self) -> None:
        if self.desk.is_open:
            self._stale = False
            self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
