"""Pictures of every place in the window, to look at: ``python -m tests.ui.shots [OUT]``.

Builds a small made-up vault (`tests.ui.showcase`), then takes each scene (`tests.ui.scenes`,
`tests.ui.scenes_forms`) in light and dark, English and Korean, 1280x800 and 1920x1080, as
``<scene>-<scheme>-<language>-<size>.png``. ``--vault DIR`` keeps the vault for the next time,
``--only documents,partners*`` takes some scenes, ``--sizes``, ``--schemes`` and ``--languages``
likewise; ``--scale 2`` is a screen twice as dense. ``--readme`` writes those of the README.

A real window under Xvfb where there is no display and Xvfb is installed, else offscreen.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

README = {
    "approvals": ("window", "light", "en"),
    "trace-match-page": ("window-trace", "light", "en"),
    "new-release-review": ("window-release", "dark", "en"),
    "incidents": ("window-incident", "light", "ko"),
    "new-release-what": ("window-pages", "light", "en"),
}
"""Scene → name of the picture in ``resources/docs``, its scheme and its language."""
README_SIZE = "1280x800"


def main(argv: list[str]) -> int:
    """Write the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of the window.")
    parser.add_argument("out", nargs="?", default="shots", type=Path)
    parser.add_argument("--vault", default="", help="folder in which the vault is kept")
    parser.add_argument("--only", default="*", help="scenes, with * for any letters")
    parser.add_argument("--sizes", default="1280x800,1920x1080")
    parser.add_argument("--schemes", default="light,dark")
    parser.add_argument("--languages", default="en,ko")
    parser.add_argument("--scale", default="", help="pixels to a point: 1.5, 2")
    parser.add_argument("--readme", action="store_true", help="write the README's pictures")
    asked = parser.parse_args(argv)
    if asked.scale:
        os.environ["QT_SCALE_FACTOR"] = asked.scale
    with tempfile.TemporaryDirectory() as spare, display():
        home = Path(asked.vault or spare).absolute()
        os.environ["COCOON_CONFIG"] = str(home / "config")
        os.environ["XDG_CACHE_HOME"] = str(home / "cache")
        _build(home)
        if asked.readme:
            asked.out = home / "readme"
            asked.only = ",".join(README)
            asked.sizes = README_SIZE
        asked.out.mkdir(parents=True, exist_ok=True)
        count = 0
        for path in _shoot(home, asked):
            count += 1
            print(path, flush=True)
        if asked.readme:
            _publish(asked.out)
        else:
            print(f"{count} pictures in {asked.out}")
    return 0


@contextmanager
def display() -> Iterator[None]:
    """A display to open windows on: the one that is there, Xvfb's, or none (offscreen)."""
    chosen = any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if chosen or sys.platform != "linux" or not shutil.which("Xvfb"):
        if not chosen and sys.platform == "linux":
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
        return
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "3840x2160x24"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if number:
            os.environ["DISPLAY"] = f":{number}"
        os.environ["QT_QPA_PLATFORM"] = "xcb" if number else "offscreen"
        yield
    finally:
        server.terminate()
        server.wait()


def _build(home: Path) -> None:
    """The firm's vault and an empty one, made when they are not there."""
    from tests.ui import showcase

    if not (home / "built").exists():
        print("Building the vaults…", flush=True)
        for made in (home / "firm", home / "new"):
            shutil.rmtree(made, ignore_errors=True)
        showcase.build(home / "firm")
        showcase.begin(home / "new" / "vault")
        (home / "built").touch()


def _shoot(home: Path, asked: argparse.Namespace) -> Iterator[Path]:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from tests.ui import scenes_forms  # noqa: F401 - enters its scenes
    from tests.ui.scenes import FIRM, LOCKED, NEW, SCENES, Stage
    from tests.ui.showcase import EXECUTIVE
    from ui.startup import build

    app = QApplication.instance() or QApplication([])
    settings = QSettings(str(home / "shots.ini"), QSettings.Format.IniFormat)
    settings.clear()
    settings.setValue("vaults", [str(home / "firm" / "vault")])
    settings.setValue("person", EXECUTIVE)
    settings.setValue("lock_minutes", 600)
    window = build(app, settings)  # type: ignore[arg-type]
    stage = Stage(app, window, home / "firm" / "vault", home / "new" / "vault")
    window.resize(1280, 800)
    window.show()
    stage.settle()
    wanted = [name for name in SCENES if any(fnmatch(name, each) for each in asked.only.split(","))]
    wanted.sort(key=lambda name: (LOCKED, NEW, FIRM).index(SCENES[name][0]))
    for language in asked.languages.split(","):
        window.context.language.choose(language)
        for scheme in asked.schemes.split(","):
            window.context.look.choose(scheme)  # seldom: every widget is polished anew
            for name in wanted:
                if not asked.readme or README[name][1:] == (scheme, language):
                    yield from _take(stage, name, f"{scheme}-{language}", asked)
    window.close()
    window.context.desk.bridge.close()


def _take(stage: Any, name: str, kind: str, asked: argparse.Namespace) -> Iterator[Path]:
    """Play a scene, and take it in each size."""
    from tests.ui.scenes import SCENES

    window = stage.window
    where, play = SCENES[name]
    _enter(stage, where)
    window.resize(1280, 800)
    try:
        shown = play(stage)
    except (LookupError, AttributeError, StopIteration) as error:
        print(f"{name}: not there ({error!r})", file=sys.stderr)
        shown = None
    for size in asked.sizes.split(",") if shown is not None else ():
        width, _, height = size.partition("x")
        window.resize(int(width), int(height))
        stage.settle(seconds=4 if name == "trace-running" else 180)
        path = asked.out / f"{name}-{kind}-{size}.png"
        picture(window, shown).save(str(path))
        yield path
    while stage.over:
        stage.over.pop(0)()
    stage.settle()


def picture(window: Any, shown: Any) -> Any:
    """The window, with the dialog that lies over it, and the menu or calendar over that."""
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QColor, QPainter

    taken = window.grab()
    popped = getattr(shown, "over", None)
    if popped is not None:
        shown = shown.dialog or window
    place = QPoint(0, 0)
    if shown is not window:
        over = shown.grab()
        painter = QPainter(taken)
        painter.fillRect(window.rect(), QColor(0, 0, 0, 60))
        left = (window.width() - shown.width()) // 2
        top = max(0, (window.height() - shown.height()) // 2)
        painter.drawPixmap(left, top, over)
        painter.setPen(QColor(window.context.look.tokens.line))
        painter.drawRect(left - 1, top - 1, shown.width() + 1, shown.height() + 1)
        painter.end()
        place = QPoint(left, top)
    if popped is not None:
        painter = QPainter(taken)
        painter.drawPixmap(place + popped[1], popped[0])
        painter.end()
    return taken


def _enter(stage: Any, where: str) -> None:
    """Have the vault open in which a scene plays, or none."""
    from tests.ui.scenes import LOCKED, NEW
    from tests.ui.showcase import EXECUTIVE, WORD

    desk = stage.window.context.desk
    folder = {LOCKED: None, NEW: stage.new}.get(where, stage.firm)
    if desk.is_open and desk.folder != folder:
        stage.window.lock()
        stage.settle()
    if folder is None or desk.is_open:
        return
    failed: list[BaseException] = []
    desk.unlock(folder, EXECUTIVE, WORD, failed=failed.append)
    stage.settle(lambda: desk.is_open or bool(failed))
    if failed:
        raise failed[0]


def _publish(taken: Path) -> None:
    """Put the README's pictures where it looks for them."""
    from PIL import Image

    docs = Path(__file__).resolve().parents[2] / "resources" / "docs"
    for name, (out, scheme, language) in README.items():
        with Image.open(taken / f"{name}-{scheme}-{language}-{README_SIZE}.png") as image:
            small = image.convert("RGB")
        path = docs / f"{out}.png"
        small.save(path, optimize=True)
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
