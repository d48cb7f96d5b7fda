"""One window for a person, with real processes; several people on one vault side by side."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="moved by XDG variables")
PATIENCE = 100


@contextmanager
def program(home: Path) -> Iterator[subprocess.Popen[str]]:
    """``python -m ui`` of a person whose home is `home`."""
    own = {"XDG_DATA_HOME": str(home / "d"), "XDG_CONFIG_HOME": str(home / "c")}
    started = subprocess.Popen(
        [sys.executable, "-m", "ui"],
        cwd=ROOT,
        env={**os.environ, **own, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()
        if started.stdout:
            started.stdout.close()


def listening(home: Path, process: subprocess.Popen[str]) -> bool:
    """Wait until a program's window can be called; whether it lives."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if list(home.rglob("window.socket")):
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a short path: a socket's path may not be long."""
    return tmp_path_factory.mktemp("i")


def test_a_second_start_ends_and_a_killed_one_leaves_no_lock(place: Path) -> None:
    home = place / "a"
    with program(home) as first:
        assert listening(home, first)
        with program(home) as second:
            assert second.wait(PATIENCE) == 0, second.stdout and second.stdout.read()
        assert first.poll() is None
        other = place / "b"
        with program(other) as somebody_else:
            assert listening(other, somebody_else)  # other people have windows of their own
        first.send_signal(signal.SIGKILL)
        first.wait()
    (socket,) = home.rglob("window.socket")
    socket.unlink()  # so that the next one is seen to make its own; its lock file stays
    assert list(home.rglob("window.lock"))
    with program(home) as third:
        assert listening(home, third)
        with program(home) as fourth:
            assert fourth.wait(PATIENCE) == 0
        assert third.poll() is None


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_first_window_comes_to_the_front(window: Any, qtbot: Any, place: Path) -> None:
    from ui.instance import Instance

    home = place / "a"
    folder = home / "d" / "Cocoon" / "Cocoon"
    first = Instance(folder)
    assert first.claim()
    first.raised.connect(window.come_to_front)
    window.showMinimized()
    assert window.isMinimized()
    with program(home) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=PATIENCE * 1000)
        assert second.returncode == 0
    assert not window.isMinimized() and window.isVisible()
    first.release()
    assert Instance(folder).claim()


def test_a_window_that_hangs_is_said_to(tmp_path: Path) -> None:
    from ui.instance import Instance

    first, second = Instance(tmp_path), Instance(tmp_path)
    assert first.claim()
    assert not second.claim()
    assert not second.call(seconds=0)
    first.release()
