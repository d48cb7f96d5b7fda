"""A failure of the program itself: a local report that gives nothing away, and one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SECRETS = ("correct horse battery", "Oven specification", "flux ratio 7:3", "Oh Recipient",
           "hanbit-vault")  # fmt: skip

FAILING = """
import sys, threading
from PySide6.QtCore import QTimer
from ui import crash, startup

passphrase, title, recipe, contact, vault = sys.argv[1:]

class Case:
    def __init__(self): self.passphrase = passphrase
    def boom(self):
        typed, shown = passphrase, title
        try:
            {title: recipe}[contact]
        except KeyError as error:
            raise ValueError(f"{typed} does not open {shown} in {vault}") from error

app = startup.application(["cocoon"])
window = startup.build(app, startup.QSettings())
told = startup.watch_for_crashes(window, startup.own_folder() / "crashes")
window.show()

def from_a_thread():
    word = passphrase
    raise RuntimeError(word + title)

def look():
    assert window._crash is not None and window._crash.isVisible()
    print("NOTICE", window._crash.sentence.text(), flush=True)
    window._crash.read.click()
    print("READ", len(window._crash.report.toPlainText()), flush=True)
    window.lock()
    print("CLOSED", not window._crash.isVisible(), flush=True)
    if vault.endswith("fatal"):
        import ctypes
        ctypes.string_at(0)
    window.close()
    app.quit()

QTimer.singleShot(0, Case().boom)
QTimer.singleShot(50, Case().boom)  # the same again: one report is enough
QTimer.singleShot(100, lambda: threading.Thread(target=from_a_thread, name=title).start())
QTimer.singleShot(150, lambda: window.context.desk.bridge.submit(lambda job: Case().boom()))
last = []
def wait():
    found = len(list(told.folder.glob("crash-*.txt")))
    if found >= 3 and window._crash is not None:
        look()
    else:
        QTimer.singleShot(50, wait)
wait()
app.exec()
told.remove()
"""


def run(home: Path, *last: str) -> subprocess.CompletedProcess[str]:
    own = {name: str(home / name.lower()) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    env = {k: v for k, v in os.environ.items() if k != "COCOON_DEBUG"}
    return subprocess.run(
        [sys.executable, "-c", FAILING, *SECRETS[:-1], *last],
        cwd=ROOT,
        env={**env, **own, "HOME": str(home), "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="folders are moved by XDG variables")
def test_a_crash_in_a_real_process_writes_reports_without_a_secret(tmp_path: Path) -> None:
    home = tmp_path / "home-of-somebody"
    home.mkdir()
    done = run(home, str(home / SECRETS[-1]))
    assert done.returncode == 0, done.stderr
    assert "NOTICE Something failed in the program" in done.stdout
    assert "CLOSED True" in done.stdout
    reports = sorted(home.rglob("crash-*.txt"))
    assert len(reports) == 3  # a slot, a thread, a lane; the repeated one once
    texts = [path.read_text("utf-8") for path in reports]
    first = next(t for t in texts if "ValueError" in t and "Case.boom" in t)
    assert "behind it:" in first and "builtins.KeyError" in first
    for label in ("cocoon  ", "python  ", "qt  ", "system  "):
        assert label in first
    assert any("threading.py" in text and "from_a_thread" in text for text in texts)
    assert any("_WorkItem.run" in text for text in texts)
    for path in (p for p in home.rglob("*") if p.is_file()):
        content = path.read_bytes()
        for secret in (*SECRETS, str(home)):
            assert secret.encode() not in content, f"{secret} stands in {path.name}"
    for secret in SECRETS:
        assert secret not in done.stderr and secret not in done.stdout
    assert {path.stat().st_mode & 0o777 for path in reports} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="folders are moved by XDG variables")
def test_a_fatal_signal_leaves_functions_and_lines_only(tmp_path: Path) -> None:
    done = run(tmp_path, "in the fatal")
    assert done.returncode < 0
    (report,) = tmp_path.rglob("fatal-*.txt")
    text = report.read_text("utf-8")
    assert "Segmentation fault" in text and "in look" in text
    assert not [secret for secret in SECRETS if secret in text]


def test_only_some_reports_are_kept(tmp_path: Path) -> None:
    from ui.crash import MOST, Crash

    crash = Crash(tmp_path)
    for number in range(MOST + 3):
        made = compile(f"def fails_{number}(): raise OSError\nfails_{number}()", "made.py", "exec")
        try:
            exec(made, {})
        except OSError as error:
            assert crash.record(error) is not None
            assert crash.record(error) is None
    assert len(list(tmp_path.glob("crash-*.txt"))) == MOST


def test_what_still_names_a_person_is_replaced() -> None:
    from ui.crash import redacted

    text = f"{Path.home()}/vault of Kim Owner: Kim Ownership"
    assert redacted(text, ["Kim Owner"]) == "~/vault of (name): Kim Ownership"


def test_errors_that_explain_themselves_are_no_crashes(tmp_path: Path, monkeypatch: Any) -> None:
    from ui import crash
    from vault.errors import CocoonError

    monkeypatch.setattr(crash, "_current", crash.Crash(tmp_path))
    crash.record(CocoonError("wrong-passphrase", "No.", "Again."))
    assert not list(tmp_path.iterdir())
    crash.record(ZeroDivisionError())
    assert len(list(tmp_path.iterdir())) == 1
