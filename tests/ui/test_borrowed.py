"""Signals do not use `True` up."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
import ui
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
timer = QTimer()
for _ in range(20000):
    timer.timeout.emit()
print("alive")
"""


def test_a_program_outlives_many_signals() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "alive"
