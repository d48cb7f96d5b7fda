"""Pictures of every place in the window, to look at: ``python -m tests.ui.shots [OUT]``.

Builds a small made-up vault (`tests.ui.showcase`), then writes each view in light and dark, English
and Korean, 1280x800 and 1920x1080, as ``<view>-<scheme>-<language>-<size>.png``. ``--vault DIR``
keeps the vault for the next time, ``--only documents,partners`` takes some views, ``--sizes``,
``--schemes`` and ``--languages`` likewise. Works offscreen, or in a real window under Xvfb.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

VIEWS = (
    "unlock",
    "home",
    "documents",
    "partners",
    "partners-demands",
    "partners-agreements",
    "releases",
    "approvals",
    "trace",
    "trace-result",
    "incidents",
    "investments",
    "ledger",
    "settings",
    "settings-folders",
    "settings-people",
    "settings-policies",
    "settings-backup",
    "settings-stamps",
    "help",
)
TABS = {"demands": 1, "agreements": 2}


def main(argv: list[str]) -> int:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of the window.")
    parser.add_argument("out", nargs="?", default="shots", type=Path)
    parser.add_argument("--vault", default="", help="folder in which the vault is kept")
    parser.add_argument("--only", default=",".join(VIEWS))
    parser.add_argument("--sizes", default="1280x800,1920x1080")
    parser.add_argument("--schemes", default="light,dark")
    parser.add_argument("--languages", default="en,ko")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as spare:
        home = Path(asked.vault or spare)
        os.environ["COCOON_CONFIG"] = str(home / "config")
        vault = home / "firm" / "vault"
        if not vault.exists():
            from tests.ui.showcase import build

            print("Building the vault…", flush=True)
            build(home / "firm")
        asked.out.mkdir(parents=True, exist_ok=True)
        count = 0
        for path in _shoot(vault, home, asked):
            count += 1
            print(path, flush=True)
        print(f"{count} pictures in {asked.out}")
    return 0


def _shoot(vault: Path, home: Path, asked: argparse.Namespace) -> Iterator[Path]:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from tests.ui.showcase import EXECUTIVE, WORD
    from ui.startup import build

    app = QApplication.instance() or QApplication([])
    settings = QSettings(str(home / "shots.ini"), QSettings.Format.IniFormat)
    settings.clear()
    settings.setValue("vaults", [str(vault)])
    settings.setValue("person", EXECUTIVE)
    window = build(app, settings)  # type: ignore[arg-type]
    desk = window.context.desk
    window.show()
    views = asked.only.split(",")

    def each(view: str) -> Iterator[Path]:
        for language in asked.languages.split(","):
            window.context.language.choose(language)
            for scheme in asked.schemes.split(","):
                window.context.look.choose(scheme)
                for size in asked.sizes.split(","):
                    width, _, height = size.partition("x")
                    window.resize(int(width), int(height))
                    shown = _prepare(window, view)
                    _settle(app, lambda: not desk.bridge._jobs)
                    path = asked.out / f"{view}-{scheme}-{language}-{size}.png"
                    shown.grab().save(str(path))
                    if shown is not window:
                        shown.close()
                    yield path

    if "unlock" in views:
        yield from each("unlock")
    failed: list[BaseException] = []
    desk.unlock(vault, EXECUTIVE, WORD, failed=failed.append)
    _settle(app, lambda: desk.is_open or bool(failed))
    if failed:
        raise failed[0]
    for view in views:
        if view != "unlock":
            yield from each(view)
    window.close()
    desk.bridge.close()


def _prepare(window: Any, name: str) -> Any:
    """Bring a view to the front; what is to be grabbed."""
    if name == "unlock":
        return window
    if name == "help":
        from ui.help import Help

        shown = Help(window.context, window, "start")
        shown.show()
        return shown
    view, _, part = name.partition("-")
    window.go(view)
    if view == "partners":
        shown = window.view(view)
        shown.tabs.setCurrentIndex(TABS.get(part, 0))
        if shown.model.rowCount() > 1:
            shown.table.selectRow(1)
    elif view == "settings":
        window.view(view).open(part or "general")
    elif name == "trace-result":
        window.context.desk.ask(
            lambda session: next(iter(session.state.facts.leaks), ""),
            lambda leak: window.view("trace").open(leak) if leak else None,
        )
    elif view == "releases":
        from PySide6.QtWidgets import QApplication

        _settle(QApplication.instance(), lambda: not window.context.desk.bridge._jobs)
        shown = window.view(view)
        shown.table.selectRow(shown.model.rowCount() - 1)
    return window


def _settle(app: Any, ready: Callable[[], bool], seconds: float = 90) -> None:
    """Let the window work until it is ready, and a moment longer."""
    end = time.monotonic() + seconds
    calm = 0
    while time.monotonic() < end and calm < 8:
        app.processEvents()
        time.sleep(0.02)
        calm = calm + 1 if ready() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
