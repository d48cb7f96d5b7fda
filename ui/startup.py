"""Starting the window: one instance a user, look, language, then the window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QApplication

from ui import capture
from ui.actions import Actions
from ui.bridge import Bridge
from ui.context import Context
from ui.crash import Crash
from ui.desk import Desk
from ui.instance import Instance
from ui.language import Language
from ui.theme.look import STYLED, Look
from ui.window import Window


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
    look.dress(window)
    app.aboutToQuit.connect(bridge.close)
    return window


def application(argv: Sequence[str]) -> QApplication:
    """The application, with the names under which the system keeps its settings and files."""
    app = QApplication([*argv[:1], "-style", "Fusion", *argv[1:]])
    app.setProperty(STYLED, True)
    app.setApplicationName("Cocoon")
    app.setOrganizationName("Cocoon")
    app.setDesktopFileName("cocoon")  # resources/bundle/cocoon.desktop
    return app


def own_folder() -> Path:
    """The person's folder for this program at this machine: locks and reports, nothing secret."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation)
    return Path(place)


def watch_for_crashes(window: Window, folder: Path) -> Crash:
    """Write a local report of what nobody foresaw, and say so in the window."""
    crash = Crash(folder, window)
    desk = window.context.desk

    def names() -> tuple[str, ...]:
        return tuple(filter(None, (desk.name, desk.org, str(desk.folder or ""))))

    crash.names = names
    crash.written.connect(window.tell_crash, Qt.ConnectionType.QueuedConnection)
    crash.install()
    return crash


def main(argv: Sequence[str]) -> int:
    """Run the program until its window is closed; ``--vault FOLDER`` names the vault to open."""
    parser = argparse.ArgumentParser(prog="cocoon-window")
    parser.add_argument("--vault", default="", metavar="FOLDER", help="the vault to open")
    asked, rest = parser.parse_known_args(argv[1:])
    app = application([*argv[:1], *rest])
    place = own_folder()
    instance = Instance(place, app)
    if not instance.claim():
        if instance.call():
            return 0
        print("Cocoon is running already, and does not answer.", file=sys.stderr)
        return 1
    window = build(app, QSettings())
    if asked.vault:
        window.offer(str(Path(asked.vault).absolute()))
    crash = watch_for_crashes(window, place / "crashes")
    instance.raised.connect(window.come_to_front)
    window.show()
    if str(window.context.settings.value(capture.PRIVATE, "false")) == "true":
        capture.keep_out(window, True)
    code = app.exec()
    crash.remove()
    instance.release()
    return code
