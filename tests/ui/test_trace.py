"""Whoever finds a leak drops or pastes it, and is told what it proves and what it does not."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage

from tests.ui.conftest import Leaked, press

if TYPE_CHECKING:
    from ui.window import Window

LONG = 60_000
Enter = Callable[["Window", str], None]


@pytest.fixture
def vault_folder(leaked: Leaked, tmp_path: Path) -> Path:
    return Path(shutil.copytree(leaked.folder, tmp_path / "vault"))


def at_trace(qtbot: Any, window: Window) -> Any:
    press(qtbot, window, "go.trace")
    view = window.view("trace")
    qtbot.waitUntil(lambda: view._board is not None or view.banner.isVisible(), timeout=LONG)
    assert view._board is not None, view.banner.sentence.text()
    return view


def drop(view: Any, *paths: Path) -> None:
    offered = QMimeData()
    offered.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    view.start.dropEvent(
        QDropEvent(
            QPointF(20, 20),
            Qt.DropAction.CopyAction,
            offered,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def test_a_dropped_file_names_its_copy_and_shows_why(
    qtbot: Any, unlocked: Window, leaked: Leaked, tmp_path: Path
) -> None:
    view = at_trace(qtbot, unlocked)
    drop(view, leaked.pdf)
    qtbot.keyClicks(view.start.found_by, "Han")
    qtbot.keyClicks(view.start.where, "a trade fair")
    qtbot.mouseClick(view.start.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.result.finding is not None, timeout=LONG)
    result = view.result
    assert leaked.copy in result.sentence.text() and leaked.person in result.sentence.text()
    assert "at most one in" in result.strength.text()
    assert "not the person" in result.person.text()
    assert "Han" in result.about.text() and "a trade fair" in result.about.text()
    assert [row.copy for row in result.finding.candidates] == [leaked.copy]
    assert result.finding.histogram is not None and result.histogram.accessibleDescription()
    assert not view.start.pieces and not view.start.found_by.text()

    result.tabs.setCurrentWidget(result.overlay)
    canvas = result.overlay.canvas
    fitted = canvas.scale_now
    qtbot.mouseClick(result.overlay.true_size, Qt.MouseButton.LeftButton)
    assert canvas.scale_now == pytest.approx(1.0) and fitted < 1.0
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.scale_now == pytest.approx(fitted)
    shown = canvas._item.pixmap().toImage()
    qtbot.mouseClick(result.overlay.layers["original"], Qt.MouseButton.LeftButton)
    assert canvas._item.pixmap().toImage() != shown and canvas.scale_now == pytest.approx(fitted)

    out = tmp_path / "report.pdf"
    view.save_report(out, "ko")
    qtbot.waitUntil(lambda: view.banner.isVisible(), timeout=LONG)
    assert out.read_bytes().startswith(b"%PDF"), view.banner.sentence.text()


def test_an_earlier_leak_is_shown_from_the_ledger_and_its_dossier_exported(
    qtbot: Any, unlocked: Window, leaked: Leaked, tmp_path: Path
) -> None:
    view = at_trace(qtbot, unlocked)
    assert view.start.table.select(leaked.earlier)
    qtbot.mouseClick(view.start.look, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.result.finding is not None, timeout=LONG)
    assert leaked.copy in view.result.sentence.text()
    assert view.result.finding.recalled and view.result.finding.histogram is not None
    view.export_dossier(tmp_path / "dossier")
    qtbot.waitUntil(lambda: (tmp_path / "dossier" / "verify.py").exists(), timeout=LONG)
    qtbot.waitUntil(lambda: not view.progress.isVisible(), timeout=LONG)
    out = tmp_path / "report.pdf"  # the ledger has grown since the verdict
    view.save_report(out, "en")
    qtbot.waitUntil(out.exists, timeout=LONG)


def test_a_pasted_picture_without_evidence_is_told_calmly_with_what_was_searched(
    qtbot: Any, unlocked: Window
) -> None:
    blank = QImage(600, 800, QImage.Format.Format_RGB32)
    blank.fill(0xFFFFFF)
    view = at_trace(qtbot, unlocked)
    QGuiApplication.clipboard().setImage(blank)
    press(qtbot, unlocked, "leak.paste")
    qtbot.waitUntil(lambda: len(view.start.pieces) == 1, timeout=LONG)
    qtbot.mouseClick(view.start.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.result.finding is not None, timeout=LONG)
    (name,) = view.result.row.files
    assert name.startswith("Pasted picture") and name.endswith(".png")
    assert "No evidence" in view.result.sentence.text()
    assert "Searched: Reflow oven" in view.result.scope.text()
    assert not view.result.tabs.isTabVisible(0) and not view.result.tabs.isTabVisible(2)
    qtbot.mouseClick(view.back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.start.model.total == 2, timeout=LONG)


def test_who_may_not_trace_preserves_it_and_is_told_who_can(
    qtbot: Any, window: Window, enter: Enter, leaked: Leaked
) -> None:
    from tests.fakes.firm import AUDITOR, EXAMINER

    enter(window, AUDITOR)
    view = at_trace(qtbot, window)
    drop(view, leaked.pdf)
    assert not view.start.go.isVisible()
    qtbot.mouseClick(view.start.keep, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.banner.isVisible(), timeout=LONG)
    assert "is preserved" in view.banner.sentence.text()
    assert EXAMINER in view.banner.step.text()
    qtbot.waitUntil(lambda: view.start.model.total == 2, timeout=LONG)


def test_tracing_can_be_stopped_and_locking_forgets_everything(
    qtbot: Any, unlocked: Window, leaked: Leaked
) -> None:
    view = at_trace(qtbot, unlocked)
    drop(view, leaked.pdf)
    qtbot.mouseClick(view.start.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.progress.stop.isVisible(), timeout=LONG)
    qtbot.mouseClick(view.progress.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "stopped" in view.banner.sentence.text(), timeout=LONG)
    qtbot.waitUntil(lambda: view.start.model.total == 2, timeout=LONG)
    assert view.start.model.row(0).verdict == ""
    unlocked.lock()
    assert view._board is None and view.start.model.total == 0 and view.result.finding is None


def test_an_empty_clipboard_and_nothing_listed_are_said_in_words(
    qtbot: Any, unlocked: Window
) -> None:
    view = at_trace(qtbot, unlocked)
    QGuiApplication.clipboard().clear()
    qtbot.mouseClick(view.start.paste_button, Qt.MouseButton.LeftButton)
    assert "no picture" in view.banner.sentence.text()
    assert not view.start.go.isEnabled()


def test_a_leak_that_another_program_has_just_preserved_is_shown_when_it_is_known(
    vault_folder: Path, unlocked: Any, qtbot: Any, tmp_path: Path
) -> None:
    from tests.fakes import firm as firms
    from tests.ui.test_releases import session_of
    from vault.app.leak import leaks

    unlocked.go("trace")
    trace = unlocked.view("trace")
    qtbot.waitUntil(lambda: trace._board is not None, timeout=LONG)
    page = tmp_path / "found.png"
    page.write_bytes(b"\x89PNG what somebody found")
    leak = leaks.lodge(session_of(vault_folder, firms.OWNER), [page]).id
    unlocked.go("trace", leak)  # asked of a list that is older than the leak
    qtbot.waitUntil(
        lambda: trace.result.row is not None and trace.result.row.id == leak, timeout=LONG
    )
    assert trace.result.incident.isVisible()
