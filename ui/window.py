"""The window: places on the left, the chosen one on the right; locked, only the unlock view."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.actions import MENUS, translated
from ui.badges import Badges
from ui.context import Context
from ui.idle import Idle, lock_minutes
from ui.locking import forget_typing, put_away, take_back_clipboard
from ui.pasting import paste_at
from ui.system_lock import SystemLock
from ui.theme.tokens import SPACE
from ui.views import PLACES, load, make
from ui.views.base import View
from ui.views.unlock import Unlock
from ui.widgets.arrivals import Arrivals
from ui.widgets.basics import label
from ui.widgets.crash_notice import CrashNotice
from ui.widgets.nav import NavButton
from ui.widgets.tasks import Tasks

WARM_AFTER_MS, WARM_EVERY_MS = 300, 40
ICONS = {
    "documents": "document",
    "partners": "partner",
    "releases": "release",
    "approvals": "approve",
    "incidents": "incident",
    "investments": "money",
}
"""Place → icon, where they are not called alike."""


class Window(QMainWindow):
    """One window on one vault."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._views: dict[str, View] = {}
        self._place = ""
        self._buttons: dict[str, NavButton] = {}
        self._menus: list[tuple[QMenu, str]] = []
        self._crash: CrashNotice | None = None
        context.go = self.go
        self.setMinimumSize(980, 640)
        self.setWindowIcon(context.look.icon("cocoon", "accent"))
        self._unlock = Unlock(context)
        self._places = QStackedWidget()
        self._nav = self._build_nav()
        inside = QWidget()
        beside = QHBoxLayout(inside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self._nav)
        right = QVBoxLayout()
        right.setSpacing(0)
        self._tasks = Tasks(context, inside)
        right.addWidget(self._places, 1)
        right.addWidget(self._tasks)
        beside.addLayout(right, 1)
        self._front = QStackedWidget()
        self._front.addWidget(self._unlock)
        self._front.addWidget(inside)
        self.setCentralWidget(self._front)
        self._arrivals = Arrivals(context, inside)
        self._build_menus()
        self._connect()
        self._idle = Idle(self)
        self._idle.passed.connect(self.lock)
        self._system = SystemLock(self)
        self._system.passed.connect(self.lock)
        context.lock_after = self._idle.set_minutes
        self._idle.set_minutes(lock_minutes(context.settings))
        self.retranslate()
        QTimer.singleShot(WARM_AFTER_MS, self, lambda: self._warm(list(PLACES)))
        geometry = context.settings.value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(1280, 800)

    # -- building ----------------------------------------------------------------------------

    def _build_nav(self) -> QFrame:
        nav = QFrame()
        nav.setObjectName("nav")
        nav.setFixedWidth(208)
        column = QVBoxLayout(nav)
        column.setContentsMargins(SPACE["s"], SPACE["l"], SPACE["s"], SPACE["m"])
        column.setSpacing(SPACE["xs"])
        self._org = label("", "heading", wrap=True)
        self._org.setContentsMargins(SPACE["s"], 0, 0, SPACE["s"])
        column.addWidget(self._org)
        for place in PLACES:
            made = NavButton(self.context.look, ICONS.get(place, place))
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.clicked.connect(lambda checked=False, place=place: self.go(place))
            self._buttons[place] = made
            column.addWidget(made)
        column.addStretch(1)
        self._who = QLabel()
        self._who.setTextFormat(Qt.TextFormat.PlainText)
        self._who.setWordWrap(True)
        self._who.setContentsMargins(SPACE["s"], 0, 0, 0)
        column.addWidget(self._who)
        self._lock_button = NavButton(self.context.look, "lock")
        self._lock_button.clicked.connect(self.context.actions["vault.lock"].trigger)
        column.addWidget(self._lock_button)
        return nav

    def _build_menus(self) -> None:
        by_menu: dict[str, QMenu] = {}
        self._bar = self.menuBar()  # kept: its menus go with the last reference to it
        for name in MENUS:
            by_menu[name] = self._bar.addMenu("")
            self._menus.append((by_menu[name], name))
        for spec, action in self.context.actions:
            if spec.menu:
                by_menu[spec.menu].addAction(action)
            self.addAction(action)

    def _connect(self) -> None:
        context, actions = self.context, self.context.actions
        for place in PLACES:
            actions.on(f"go.{place}", partial(self.go, place))
        for name, place in (
            ("documents.add", "documents"),
            ("documents.folder", "documents"),
            ("folder.watch", "settings"),
            ("release.new", "releases"),
            ("draft.undo", "releases"),
            ("partner.add", "partners"),
            ("leak.lodge", "trace"),
            ("leak.paste", "trace"),
            ("ledger.verify", "ledger"),
            ("backup.create", "settings"),
            ("investment.add", "investments"),
        ):
            actions.on(name, partial(self.go, place, name))
        actions.on("vault.lock", self.lock)
        actions.on("vault.open", self._open_other)
        actions.on("app.quit", self.close)
        actions.on("palette.show", self._show_palette)
        actions.on("view.search", lambda: self._here(lambda view: view.search()))
        actions.on("view.refresh", context.desk.look)
        actions.on("view.back", lambda: self._here(lambda view: view.step_back()))
        actions.on("view.paste", lambda: paste_at(QApplication.focusWidget()))
        actions.on("help.show", self._show_help)
        actions.on("help.about", self._show_about)
        actions.on("scheme.next", self._next_scheme)
        actions.on("language.next", self._next_language)
        context.desk.unlocked.connect(self._unlocked)
        self._badges = Badges(context.desk)
        self._badges.counted.connect(self._badge)
        context.desk.locked.connect(self._locked)
        context.look.changed.connect(self._redraw)

    # -- going about -------------------------------------------------------------------------

    def go(self, place: str, what: Any = None) -> None:
        """Show a place; `what` is handed to its ``open`` when it has one."""
        if not self.context.desk.is_open or place not in PLACES:
            return
        view = self.view(place)
        self._place = place
        self._places.setCurrentWidget(view)
        for name, made in self._buttons.items():  # Tab reaches one, arrows the others
            made.setChecked(name == place)
            wanted = Qt.FocusPolicy.TabFocus if name == place else Qt.FocusPolicy.NoFocus
            made.setFocusPolicy(wanted)
        opening: Callable[[Any], None] | None = getattr(view, "open", None)
        view.arrive()
        if what is not None and opening is not None:
            opening(what)

    def view(self, place: str) -> View:
        """A place's view, made when it is first needed."""
        if place not in self._views:
            self._views[place] = make(place, self.context)
            self._places.addWidget(self._views[place])
        return self._views[place]

    def _here(self, do: Callable[[View], None]) -> None:
        view = self._places.currentWidget()
        if isinstance(view, View):
            do(view)

    def _badge(self, place: str, count: int) -> None:
        self._buttons[place].setProperty("count", count)
        self._label(place)

    def _label(self, place: str) -> None:
        made = self._buttons[place]
        text = self.context.actions[f"go.{place}"].text().replace("&", "")
        made.say(text, int(made.property("count") or 0))

    def lock(self) -> None:
        """Lock, whatever is open: dialogs keep their drafts and go away."""
        put_away(self)
        self.context.desk.lock()
        forget_typing(self._places)  # after every view has let go

    def come_to_front(self) -> None:
        """Show the window, as it was, before all others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def tell_crash(self, path: str) -> None:
        """Say where the report of a failure lies; one notice at a time."""
        if self._crash is None:
            self._crash = CrashNotice(self)
        self._crash.tell(path)

    def offer(self, folder: str) -> None:
        """Name the vault that is to be unlocked."""
        self._unlock.offer(folder)

    def _open_other(self) -> None:
        self.lock()
        self._unlock.choose_folder()

    def _unlocked(self) -> None:
        self.context.actions.allow(True)
        self._idle.start()
        QTimer.singleShot(0, self._system.listen)
        self.retranslate()
        self._places.setCurrentWidget(self.view("home"))  # what was last seen asks when it is seen
        self._front.setCurrentIndex(1)
        self.go("home")

    def _warm(self, places: list[str]) -> None:
        """Load the places' modules one by one while a passphrase is typed; then make home."""
        if places:
            load(places.pop(0))
            QTimer.singleShot(WARM_EVERY_MS, self, lambda: self._warm(places))
        else:
            self.view("home")

    def _locked(self) -> None:
        self._idle.stop()
        self.context.actions.allow(False)
        take_back_clipboard()
        self._front.setCurrentIndex(0)
        self.retranslate()

    def _show_palette(self) -> None:
        from ui.widgets.palette import Palette

        palette = Palette(self.context.actions, self)
        corner = self.mapToGlobal(self.rect().center())
        palette.move(
            corner.x() - palette.width() // 2, self.mapToGlobal(self.rect().topLeft()).y() + 80
        )
        palette.open()

    def _show_about(self) -> None:
        from ui.help import About

        About(self.context, self).open()

    def _show_help(self) -> None:
        from ui.help import Help

        topic = {
            "approvals": "releases",
            "settings": "keys",
            "incidents": "trace",
            "investments": "costs",
        }.get(self._place, self._place)
        Help(self.context, self, topic).show()

    def _next_scheme(self) -> None:
        order = ("light", "dark", "system")
        now = self.context.look.choice
        chosen = order[(order.index(now) + 1) % 3]
        self.context.look.choose(chosen)
        self.context.settings.setValue("scheme", chosen)

    def _next_language(self) -> None:
        chosen = "en" if self.context.language.code == "ko" else "ko"
        self.context.language.choose(chosen)
        self.context.settings.setValue("language", chosen)

    # -- looks and words ---------------------------------------------------------------------

    def _redraw(self) -> None:
        for made in (*self._buttons.values(), self._lock_button):
            made.update()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.context.actions.retranslate()
        for menu, name in self._menus:
            menu.setTitle(translated(MENUS[name]))
        for place in PLACES:
            self._label(place)
        desk = self.context.desk
        self._org.setText(desk.org)
        self._who.setText(desk.name)
        self.setWindowTitle(f"{desk.org} – Cocoon" if desk.is_open else "Cocoon")
        lock = self.context.actions["vault.lock"]
        keys = lock.shortcut()
        self._lock_button.say(lock.text().replace("&", ""))
        self._lock_button.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
        if desk.is_open:
            self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self.retranslate)
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.context.settings.setValue("geometry", self.saveGeometry())
        self.lock()
        super().closeEvent(event)
