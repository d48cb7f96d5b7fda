"""The self-test of an installation refuses what it is there to find.

All of it takes a minute, and runs on every installable program that is built; here only what it
looks at.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from ui import selftest
from ui.window import Window


def look(window: Window, place: Path) -> selftest._Steps:
    return selftest._Steps(window, place, print)


def test_a_window_that_shows_nothing_is_refused(window: Window, tmp_path: Path) -> None:
    steps = look(window, tmp_path)
    assert steps._picture() > 20
    window.menuBar().hide()
    window.centralWidget().hide()
    with pytest.raises(selftest.SelfTestError, match="colours"):
        steps._picture()


def test_a_place_in_the_wrong_language_is_refused(unlocked: Window, tmp_path: Path) -> None:
    steps = look(unlocked, tmp_path)
    language = unlocked.context.language
    assert steps._shown("partners") == "Partners"
    language.choose("ko")
    assert steps._shown("partners") == "거래처"
    assert language._translator is not None
    QCoreApplication.removeTranslator(language._translator)  # as if its file did not come along
    unlocked.retranslate()
    with pytest.raises(selftest.SelfTestError, match="not in the language"):
        steps._shown("partners")
    language.choose("en")


def test_a_step_that_fails_is_the_exit_code(
    qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(selftest, "_helper", lambda: 1 / 0)
    lines: list[str] = []
    assert selftest.selftest(lines.append) == 1
    assert lines[-1].startswith("FAILED: ZeroDivisionError")
    assert not list(tmp_path.iterdir())
    assert "COCOON_CONFIG" not in os.environ or str(tmp_path) not in os.environ["COCOON_CONFIG"]
