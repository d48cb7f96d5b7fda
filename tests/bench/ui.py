"""The window's speed: `python tests/bench/ui.py [--documents N] [--releases N] [--keep FOLDER]`.

In one run on this machine:

- a cold start, from the start of the process until the window is shown and the cursor is in the
  passphrase field, beside the start of an empty PySide6 window with one field, in turns (medians;
  limit: 2.0), and the memory of both;
- from Enter in the unlock view to the filled documents view, with 50,000 documents, with the
  passphrase's own cost and without, and the memory then;
- the longest stretch for which the window's thread was away from its event loop while lists of
  50,000 documents and 10,000 releases are scrolled, searched, sorted and refreshed (limit:
  100 ms), by the thread's own CPU time and on the wall.

The vault is made first, which takes its time; `--keep` leaves it in a folder and uses it again.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

START_LIMIT, STALL_LIMIT = 2.0, 100.0
RUNS = 7


def memory() -> float:
    """What this process holds, MB: at present on Linux, at most elsewhere."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmRSS"].split()[0]) / 1024
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


# -- starting -----------------------------------------------------------------------------------


def tell_ready() -> None:
    """Say that the field is ready, and what that took in memory; then end."""
    print(time.time(), memory(), flush=True)
    os._exit(0)


def empty_window() -> None:
    """A window with one field, and nothing else."""
    from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

    app = QApplication([])
    window, field = QWidget(), QLineEdit()
    QVBoxLayout(window).addWidget(field)
    _when_ready(app)
    window.resize(1280, 800)
    window.show()
    field.setFocus()
    app.exec()


def program() -> None:
    """The program as it is started, with a vault that was used before."""
    from ui import startup

    class Watched(startup.QApplication):
        def __init__(self, argv: list[str]) -> None:
            super().__init__(argv)
            _when_ready(self)

    startup.QApplication = Watched
    startup.main(["cocoon"])


def _when_ready(app: object) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QLineEdit

    def focused(before: object, now: object) -> None:
        if isinstance(now, QLineEdit) and now.isVisible():
            QTimer.singleShot(0, tell_ready)

    app.focusChanged.connect(focused)  # type: ignore[attr-defined]


def start(which: str, home: Path) -> tuple[float, float]:
    """Seconds until the field is ready, and MB, of a process of its own."""
    places = {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}
    places["PYTHONPYCACHEPREFIX"] = str(home / "compiled")  # as installed programs are
    env = {**os.environ, **places}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    before = time.time()
    told = subprocess.run(
        [sys.executable, __file__, which],
        env=env,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    ready, held = map(float, told.stdout.split())
    return ready - before, held


def starts(home: Path) -> None:
    """Measure both kinds of start in turns."""
    (home / "Cocoon").mkdir(parents=True)
    (home / "Cocoon" / "Cocoon.conf").write_text(
        f"[General]\nvaults={home / 'vault'}\nperson=Kim Owner\nlanguage=ko\n", encoding="utf-8"
    )
    found: dict[str, list[tuple[float, float]]] = {"--empty": [], "--program": []}
    for each in found:  # files are read once
        start(each, home)
    for _ in range(RUNS):
        for each in found:
            found[each].append(start(each, home))
    empty, ours = (statistics.median(t for t, _ in found[which]) for which in found)
    held = [statistics.median(mb for _, mb in found[which]) for which in found]
    print(f"empty window          {empty:8.2f} s   {held[0]:6.0f} MB")
    print(
        f"to the passphrase     {ours:8.2f} s   {held[1]:6.0f} MB"
        f"   ratio {ours / empty:.2f} (limit {START_LIMIT:.2f})"
    )


# -- a large vault ------------------------------------------------------------------------------


def vault(kept: Path | None, home: Path, documents: int, releases: int) -> Path:
    """A vault to walk in: made, or taken from where it was kept."""
    from tests.fakes import crowd
    from vault.keys.passphrase import Cost

    source = (kept or home) / f"crowd-{documents}-{releases}"
    if not (source / "vault.json").exists():
        shutil.rmtree(source, ignore_errors=True)
        began = time.perf_counter()
        crowd.grow(source, documents, releases, cost=Cost())
        print(f"made the vault        {time.perf_counter() - began:8.1f} s")
    if kept is None:
        return source
    # what was written is never changed, so the copy needs no room of its own
    return Path(shutil.copytree(source, home / "walked", copy_function=os.link))


def walk(folder: Path, documents: int, releases: int) -> None:
    """Unlock, and go through the lists."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from tests.fakes.firm import OWNER, passphrase
    from tests.ui.pulse import Pulse
    from tests.ui.walk import Elsewhere, Walk
    from ui.startup import build
    from vault.app.session import find_identity, open_folder, read_format

    store = open_folder(folder)
    named = (store, read_format(store), OWNER, passphrase(OWNER))
    began = time.perf_counter()
    next(find_identity(*named))
    cost = time.perf_counter() - began
    app = QApplication([])
    settings = QSettings(str(folder.parent / "settings.ini"), QSettings.Format.IniFormat)
    window = build(app, settings)
    window.show()
    pulse = Pulse()
    going = Walk(window, folder, pulse)
    going.sit_down()
    began = time.perf_counter()
    going.unlock()
    opened = time.perf_counter() - began
    view = going.show("documents", documents)
    filled = time.perf_counter() - began
    print(f"passphrase alone      {cost:8.2f} s")
    print(f"unlocked              {opened:8.2f} s   {opened - cost:.2f} s without the passphrase")
    print(
        f"documents filled      {filled:8.2f} s   {filled - cost:.2f} s without the passphrase"
        f"   {memory():.0f} MB with {documents} documents, {releases} releases"
    )
    going.home()
    other = Elsewhere(folder)
    going.take(view, "documents", other.add)
    going.take(going.show("releases", releases), "releases", other.ask)
    print("longest stretch away from the event loop, ms    CPU    wall")
    for each in pulse.stretches:
        print(f"  {each.what:<40} {each.cpu:8.1f} {each.wall:7.1f}")
    worst = pulse.longest()
    print(
        f"longest stall         {worst.cpu:8.1f} ms CPU   "
        f"ratio {worst.cpu / STALL_LIMIT:.2f} of the {STALL_LIMIT:.0f} ms limit"
    )
    wall = max(pulse.stretches, key=lambda each: each.wall)
    print(
        f"on the wall           {wall.wall:8.1f} ms       "
        f"ratio {wall.wall / STALL_LIMIT:.2f} ({wall.what})"
    )
    window.close()
    window.context.desk.bridge.close()


def main() -> None:
    """Run the bench, or one of the processes that it starts."""
    if sys.argv[1:2] in (["--empty"], ["--program"]):
        return empty_window() if sys.argv[1] == "--empty" else program()
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", type=int, default=50_000)
    parser.add_argument("--releases", type=int, default=10_000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--only", choices=("start", "walk"))
    chosen = parser.parse_args()
    if chosen.keep:
        chosen.keep.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(dir=chosen.keep) as place:
        home = Path(place)
        sys.pycache_prefix, sys.dont_write_bytecode = str(home / "walked-compiled"), False
        for part in ("vault", "ui"):  # as installed programs are
            compileall.compile_dir(ROOT / part, quiet=2)
        os.environ["COCOON_CONFIG"] = str(home / "cocoon")
        os.environ["XDG_CACHE_HOME"] = str(home / "cache")
        if chosen.only != "walk":
            starts(home / "start")
        if chosen.only != "start":
            folder = vault(chosen.keep, home, chosen.documents, chosen.releases)
            walk(folder, chosen.documents, chosen.releases)
    return None


if __name__ == "__main__":
    main()
