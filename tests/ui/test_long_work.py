"""Long work leaves the vault to the views: it waits, runs and ends while they are used."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.fakes.firm import OWNER, passphrase
from tests.ui.conftest import LONG
from tests.ui.test_partners import form
from ui.bridge import LONG as APART
from ui.bridge import LONG_AT_ONCE
from ui.window import Window
from vault.app.session import unlock

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def held(unlocked: Window) -> Iterator[threading.Event]:
    """Every place for long work is taken until the event is set, as by work that takes hours."""
    free = threading.Event()
    for _ in range(LONG_AT_ONCE):
        unlocked.context.desk.bridge.submit(lambda job: free.wait(60), lane=APART)
    yield free
    free.set()


def test_a_backup_waits_and_runs_while_documents_are_browsed(
    unlocked: Window, held: threading.Event, qtbot: Any, tmp_path: Path
) -> None:
    unlocked.context.actions["backup.create"].trigger()
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.out.line, str(tmp_path / "one.tar"))
    qtbot.mouseClick(dialog.send, LEFT)
    tasks = unlocked._tasks
    qtbot.waitUntil(tasks.isVisible, timeout=LONG)
    assert not dialog.isVisible()
    (line,) = tasks.lines.values()
    assert "Backing up" in line.what.text()

    unlocked.go("documents")
    documents = unlocked.view("documents")
    qtbot.waitUntil(lambda: documents.model.rowCount() == 2, timeout=LONG)
    unlocked.go("partners")
    qtbot.waitUntil(lambda: unlocked.view("partners").model.rowCount() == 1, timeout=LONG)
    assert not (tmp_path / "one.tar").exists()

    held.set()
    qtbot.waitUntil(lambda: (tmp_path / "one.tar").exists(), timeout=LONG)
    qtbot.waitUntil(lambda: not tasks.isVisible(), timeout=LONG)
    qtbot.waitUntil(tasks.notice.isVisible, timeout=LONG)
    kinds = [event.kind for event in unlock_again(unlocked).ledger.events()]
    assert kinds[-1] == "backup.created"
    size = unlocked.context.desk._session.ledger.size
    assert size == len(kinds), "the desk's session took up what its twin appended"


def test_a_long_task_is_stopped_or_says_why_it_failed(
    unlocked: Window, held: threading.Event, qtbot: Any, tmp_path: Path
) -> None:
    for name in ("one", "no-such-folder/two"):
        unlocked.context.actions["backup.create"].trigger()
        dialog = form(qtbot)
        dialog.out.line.clear()
        qtbot.keyClicks(dialog.out.line, str(tmp_path / f"{name}.tar"))
        qtbot.mouseClick(dialog.send, LEFT)
        qtbot.waitUntil(lambda dialog=dialog: not dialog.isVisible(), timeout=LONG)
    tasks = unlocked._tasks
    qtbot.waitUntil(lambda: len(tasks.lines) == 2, timeout=LONG)
    first = next(iter(tasks.lines.values()))
    (tmp_path / "no-such-folder").write_text("a file, no folder", encoding="utf-8")
    qtbot.mouseClick(first.stop, LEFT)
    held.set()
    qtbot.waitUntil(lambda: not tasks.isVisible(), timeout=LONG)
    assert not (tmp_path / "one.tar").exists()
    qtbot.waitUntil(tasks.notice.isVisible, timeout=LONG)
    assert tasks.notice.property("banner") == "warn"
    qtbot.mouseClick(tasks.notice.show_it, LEFT)
    dialog = form(qtbot)
    assert dialog.banner.isVisible() and "two.tar" in dialog.out.text()
    dialog.reject()


def unlock_again(window: Window) -> Any:
    folder = window.context.desk.folder
    assert folder is not None
    return unlock(folder, OWNER, passphrase(OWNER))
