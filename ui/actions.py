"""Every action once: menu, shortcut and palette are made from this list.

An action has a stable name; a view or the window gives it something to do with `Actions.on`.
Texts are translated in the context ``Actions``; `retranslate` sets them anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence

from ui.language import QT_TRANSLATE_NOOP
from ui.theme.look import Look

_DRAW_MS = 50
"""Icons stand in menus, which nobody opens before the window is there; drawing them can wait."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One action.

    Attributes:
        name: stable, ``area.verb``.
        text: English source text.
        icon: name of an icon, or empty.
        keys: portable shortcut, or empty.
        menu: which menu it stands in.
        locked: whether it also works while the vault is locked.
    """

    name: str
    text: str
    icon: str = ""
    keys: str = ""
    menu: str = ""
    locked: bool = False


SPECS: tuple[Spec, ...] = (
    Spec("vault.open", QT_TRANSLATE_NOOP("Actions", "Open another vault…"), "folder", "Ctrl+O", "file", True),
    Spec("vault.lock", QT_TRANSLATE_NOOP("Actions", "Lock"), "lock", "Ctrl+L", "file"),
    Spec("app.quit", QT_TRANSLATE_NOOP("Actions", "Quit"), "", "Ctrl+Q", "file", True),
    Spec("go.home", QT_TRANSLATE_NOOP("Actions", "Home"), "home", "Ctrl+1", "go"),
    Spec("go.documents", QT_TRANSLATE_NOOP("Actions", "Documents"), "document", "Ctrl+2", "go"),
    Spec("go.partners", QT_TRANSLATE_NOOP("Actions", "Partners"), "partner", "Ctrl+3", "go"),
    Spec("go.releases", QT_TRANSLATE_NOOP("Actions", "Releases"), "release", "Ctrl+4", "go"),
    Spec("go.approvals", QT_TRANSLATE_NOOP("Actions", "Approvals"), "approve", "Ctrl+5", "go"),
    Spec("go.trace", QT_TRANSLATE_NOOP("Actions", "Trace"), "trace", "Ctrl+6", "go"),
    Spec("go.ledger", QT_TRANSLATE_NOOP("Actions", "Ledger"), "ledger", "Ctrl+7", "go"),
    Spec("go.incidents", QT_TRANSLATE_NOOP("Actions", "Incidents"), "incident", "Ctrl+8", "go"),
    Spec("go.investments", QT_TRANSLATE_NOOP("Actions", "Investments"), "money", "Ctrl+9", "go"),
    Spec("go.settings", QT_TRANSLATE_NOOP("Actions", "Settings"), "settings", "Ctrl+,", "go"),
    Spec("documents.add", QT_TRANSLATE_NOOP("Actions", "Add documents…"), "add", "Ctrl+D", "do"),
    Spec("documents.folder", QT_TRANSLATE_NOOP("Actions", "Add a folder…"), "folder", "Ctrl+Shift+D", "do"),
    Spec("folder.watch", QT_TRANSLATE_NOOP("Actions", "Watch a folder…"), "folder", "", "do"),
    Spec("release.new", QT_TRANSLATE_NOOP("Actions", "New release…"), "send", "Ctrl+N", "do"),
    Spec("draft.undo", QT_TRANSLATE_NOOP("Actions", "Bring the discarded draft back"), "back", "Ctrl+Z", "do"),
    Spec("partner.add", QT_TRANSLATE_NOOP("Actions", "Add partner…"), "add", "", "do"),
    Spec("leak.lodge", QT_TRANSLATE_NOOP("Actions", "Trace a leaked file…"), "trace", "Ctrl+T", "do"),
    Spec("leak.paste", QT_TRANSLATE_NOOP("Actions", "Trace the pasted picture"), "paste", "Ctrl+Shift+V", "do"),
    Spec("ledger.verify", QT_TRANSLATE_NOOP("Actions", "Verify the ledger"), "shield", "Ctrl+Shift+L", "do"),
    Spec("investment.add", QT_TRANSLATE_NOOP("Actions", "Enter an investment…"), "money", "", "do"),
    Spec("backup.create", QT_TRANSLATE_NOOP("Actions", "Back up the vault…"), "backup", "", "do"),
    Spec("palette.show", QT_TRANSLATE_NOOP("Actions", "Find an action…"), "search", "Ctrl+K", "help"),
    Spec("view.search", QT_TRANSLATE_NOOP("Actions", "Search here"), "search", "Ctrl+F", "go"),
    Spec("view.refresh", QT_TRANSLATE_NOOP("Actions", "Look again"), "refresh", "F5", "go"),
    Spec("view.back", QT_TRANSLATE_NOOP("Actions", "Back to the list"), "back", "Esc", "go"),
    Spec("view.paste", QT_TRANSLATE_NOOP("Actions", "Paste files here"), "paste", "Ctrl+V", "do"),
    Spec("scheme.next", QT_TRANSLATE_NOOP("Actions", "Light, dark, as the system"), "moon", "", "help", True),
    Spec("language.next", QT_TRANSLATE_NOOP("Actions", "English / 한국어"), "language", "", "help", True),
    Spec("help.show", QT_TRANSLATE_NOOP("Actions", "Help"), "help", "F1", "help", True),
    Spec("help.about", QT_TRANSLATE_NOOP("Actions", "About Cocoon"), "", "", "help", True),
)  # fmt: skip

MENUS: dict[str, str] = {
    "file": QT_TRANSLATE_NOOP("Actions", "&File"),
    "go": QT_TRANSLATE_NOOP("Actions", "&Go"),
    "do": QT_TRANSLATE_NOOP("Actions", "&Do"),
    "help": QT_TRANSLATE_NOOP("Actions", "&Help"),
}


def translated(text: str) -> str:
    """An action's or menu's text in the language in force."""
    return QCoreApplication.translate("Actions", text)


class Actions(QObject):
    """All actions as `QAction`, by name."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._made: dict[str, QAction] = {}
        for spec in SPECS:
            action = QAction(self)
            action.setObjectName(spec.name)
            if spec.keys:
                action.setShortcut(QKeySequence(spec.keys))
            action.setEnabled(spec.locked)
            self._made[spec.name] = action
        self.retranslate()
        QTimer.singleShot(_DRAW_MS, self, self.redraw)
        look.changed.connect(self.redraw)

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def __iter__(self) -> Iterator[tuple[Spec, QAction]]:
        return iter([(spec, self._made[spec.name]) for spec in SPECS])

    def on(self, name: str, do: Callable[[], object]) -> QAction:
        """Give an action something to do."""
        action = self._made[name]
        action.triggered.connect(lambda checked=False: do())
        return action

    def allow(self, unlocked: bool) -> None:
        """Enable what may be done now."""
        for spec in SPECS:
            self._made[spec.name].setEnabled(unlocked or spec.locked)

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        for spec in SPECS:
            self._made[spec.name].setText(translated(spec.text))

    def redraw(self) -> None:
        """Draw every icon in the scheme in force."""
        for spec in SPECS:
            if spec.icon:
                self._made[spec.name].setIcon(self._look.icon(spec.icon))
