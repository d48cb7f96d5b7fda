"""The window locks when the computer does: told by a real message bus, and by the clock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BUS = shutil.which("dbus-run-session")
LISTENING = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from ui.system_lock import SystemLock

app = QApplication([])
# The system's part, on a connection of its own that owns the service's name.
system = QDBusConnection.connectToBus(os.environ["DBUS_SYSTEM_BUS_ADDRESS"], "system")
assert system.registerService("org.freedesktop.login1")
window = QWidget()
lock = SystemLock(window)
lock.listen()
print("HEARD", *lock.heard, flush=True)
told = []
lock.passed.connect(lambda: told.append(1))
SIGNALS = [
    ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"),
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
]
def send(on):
    for path, interface, name in SIGNALS:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments([on])
        assert system.send(message)
def look(count, then):
    if len(told) >= count:
        then()
    else:
        QTimer.singleShot(20, lambda: look(count, then))
def second():
    print("TOLD", len(told), flush=True)
    app.quit()
def first():
    print("TOLD", len(told), flush=True)
    send(True)
    look(4, second)
send(False)  # the end of a sleep locks nothing
send(True)
look(2, first)
QTimer.singleShot(60000, app.quit)
app.exec()
"""


@pytest.mark.skipif(not BUS, reason="needs dbus-run-session")
def test_sleep_and_the_screen_saver_are_heard_on_a_real_bus() -> None:
    # A bus of the test's own stands for both.
    command = 'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" exec "$0" -c "$1"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", command, sys.executable, LISTENING],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_SESSION_ID": ""},
        capture_output=True,
        text=True,
        timeout=150,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "HEARD sleep org.freedesktop.ScreenSaver" in done.stdout
    assert "TOLD 2\nTOLD 4" in done.stdout


def test_a_touch_after_a_long_sleep_locks_before_it_lands(
    qapp: Any, qtbot: Any, monkeypatch: Any
) -> None:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QLineEdit

    from ui.idle import Idle

    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    owner = QObject()
    idle = Idle(owner)
    idle.set_minutes(10)
    passed: list[bool] = []
    idle.passed.connect(lambda: passed.append(True))
    idle.start()
    now = time.time()
    monkeypatch.setattr("ui.idle.time.time", lambda: now + 9 * 60)
    qtbot.keyClicks(field, "a")
    assert field.text() == "a" and not passed
    monkeypatch.setattr("ui.idle.time.time", lambda: now + 20 * 60)  # the timer never fired
    qtbot.keyClicks(field, "b")
    assert passed and field.text() == "a"
    idle.stop()
