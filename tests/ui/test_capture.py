"""Keeping the window out of screenshots: said truthfully, and breaking nothing elsewhere."""

from __future__ import annotations

import sys
from typing import Any

import pytest


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems can")
def test_a_system_that_cannot_says_so(unlocked: Any) -> None:
    from ui.capture import keep_out, possible

    assert not possible()
    assert keep_out(unlocked, True) is False
    unlocked.go("settings")
    general = unlocked.view("settings").findChild(type(unlocked.view("settings").sections[0]))
    assert not general.private.isEnabled() and not general.private.isChecked()
    assert "no way" in general.private_about.text()


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_a_system_that_does_not_answer_is_no_failure(
    qtbot: Any, system: str, monkeypatch: Any
) -> None:
    from PySide6.QtWidgets import QWidget

    from ui import capture

    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr("ui.capture.sys.platform", system)
    assert capture.possible()
    assert capture.keep_out(window, True) is False
