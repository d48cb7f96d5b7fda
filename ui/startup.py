"""Starting the window: one instance a user, look, language, then the window."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QLockFile, QSettings, QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication

from ui.actions import Actions
from ui.bridge import Bridge
from ui.context import Context
from ui.desk import Desk
from ui.language import Language
from ui.theme.look import STYLED, Look
from ui.window import Window

_SOCKET = "cocoon-window"
_LISTEN_MS = 50
"""After the window was shown: the person types before the network's part of Qt is loaded."""


def resources() -> Path:
    """The folder of icons, fonts and translations: in a checkout, installed, or frozen."""
    from vault.app.places import resources_folder

    return resources_folder()


def build(app: QApplication, settings: QSettings, folder: Path | None = None) -> Window:
    """The window with everything it needs; not shown yet."""
    shipped = folder or resources()
    look = Look(app, shipped)
    look.choose(str(settings.value("scheme", "system")))
    language = Language(shipped, app)
    language.choose(str(settings.value("language", "")))
    bridge = Bridge(app)
    desk = Desk(bridge, app)
    actions = Actions(look, app)
    window = Window(Context(desk, look, actions, language, settings, shipped))
    app.aboutToQuit.connect(bridge.close)
    return window


def main(argv: Sequence[str]) -> int:
    """Run the program until its window is closed."""
    app = QApplication([*argv[:1], "-style", "Fusion", *argv[1:]])
    app.setProperty(STYLED, True)
    app.setApplicationName("Cocoon")
    app.setOrganizationName("Cocoon")
    app.setDesktopFileName("cocoon")  # resources/bundle/cocoon.desktop
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    QDir().mkpath(place)
    lock = QLockFile(str(Path(place) / "window.lock"))
    if not lock.tryLock(100):
        return 0 if _raise_first() else 1
    window = build(app, QSettings())
    window.show()
    QTimer.singleShot(_LISTEN_MS, window, lambda: _listen(window))
    code = app.exec()
    lock.unlock()
    return code


def _listen(window: Window) -> None:
    """Come to the front when another start of the program asks for it."""
    from PySide6.QtNetwork import QLocalServer

    server = QLocalServer(window)
    QLocalServer.removeServer(_SOCKET)
    server.listen(_SOCKET)

    def raise_window() -> None:
        server.nextPendingConnection().close()
        window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
        window.raise_()
        window.activateWindow()

    server.newConnection.connect(raise_window)


def _raise_first() -> bool:
    """Tell the first program of this user to come to the front."""
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(_SOCKET)
    found = socket.waitForConnected(1000)
    if not found:
        print("Cocoon is running already.", file=sys.stderr)
    socket.close()
    return found
