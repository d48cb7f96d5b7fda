"""Watched folders by the window: choose one, save files into it, see them come in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.fakes.firm import APPROVER, ENGINEER, OWNER
from tests.ui.conftest import RECIPE, SPECIFICATION, TECHNOLOGY
from tests.ui.test_partners import LONG, form, send


def press(qtbot: Any, button: Any) -> None:
    assert button.isEnabled(), button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def drawings(tmp_path: Path) -> Path:
    """A folder somebody saves into."""
    made = tmp_path / "drawings"
    made.mkdir()
    return made


@pytest.fixture
def unlocked(window: Any, enter: Any) -> Any:
    """The window with the owner at the desk, where files need not stand still for long."""
    window.context.watching.quiet = 0.3
    enter(window, OWNER)
    return window


def choose(qtbot: Any, window: Any, folder: Path) -> Any:
    """Watch a folder by the settings' form; the section."""
    window.context.actions["folder.watch"].trigger()
    section = window.view("settings").folders
    dialog = form(qtbot)
    qtbot.waitUntil(lambda: dialog.technology.findText(TECHNOLOGY) >= 0, timeout=LONG)
    dialog.technology.setCurrentText(TECHNOLOGY)
    dialog.folder.line.setText(str(folder))
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: section.model.total == 1, timeout=LONG)
    return section


def rows(window: Any) -> dict[str, int]:
    """Titles and revisions that the table of documents shows."""
    library = window.view("documents")._library
    return {row.title: row.revision for row in library.documents} if library else {}


def test_a_saved_file_comes_in_and_saved_again_is_its_next_revision(
    unlocked: Any, qtbot: Any, drawings: Path
) -> None:
    section = choose(qtbot, unlocked, drawings)
    notice = unlocked._arrivals
    unlocked.go("documents")
    qtbot.waitUntil(lambda: bool(rows(unlocked)), timeout=LONG)

    (drawings / "nozzle plate.txt").write_text("bore 0.4 mm\n" * 9, encoding="utf-8")
    qtbot.waitUntil(lambda: rows(unlocked).get("nozzle plate") == 1, timeout=LONG)
    qtbot.waitUntil(notice.isVisible, timeout=LONG)
    assert "nozzle plate" in notice.sentence.text()

    # As editors save: a new file over the old one.
    fresh = drawings / ".nozzle plate.txt.new"
    fresh.write_text("bore 0.5 mm\n" * 9, encoding="utf-8")
    fresh.replace(drawings / "nozzle plate.txt")
    qtbot.waitUntil(lambda: rows(unlocked).get("nozzle plate") == 2, timeout=LONG)
    qtbot.waitUntil(lambda: "revision 2" in notice.sentence.text(), timeout=LONG)
    unlocked.go("home")
    press(qtbot, notice.show_it)
    assert unlocked.view("documents").isVisible()
    assert unlocked.view("documents").table.current().title == "nozzle plate"
    assert not notice.isVisible()

    # A file that cannot come in is named, with a way there; the others are not held up.
    (drawings / "invisible\u200b.txt").write_text("no name for a document", encoding="utf-8")
    qtbot.waitUntil(lambda: section.missed_model.total == 1, timeout=LONG)
    qtbot.waitUntil(notice.isVisible, timeout=LONG)
    press(qtbot, notice.show_it)
    assert section.isVisible() and section.missed.isVisible()
    assert "invisible" in section.missed_model.row(0).path
    assert "invisible" in section.advice.text()
    assert set(rows(unlocked)) == {"nozzle plate", SPECIFICATION, RECIPE}


def test_what_was_saved_while_locked_or_paused_comes_in_afterwards(
    unlocked: Any, enter: Any, qtbot: Any, drawings: Path
) -> None:
    section = choose(qtbot, unlocked, drawings)
    context = unlocked.context
    press(qtbot, section.pause)
    qtbot.waitUntil(lambda: section.model.row(0).state == "paused", timeout=LONG)
    unlocked.lock()
    assert section.model.total == 0 and context.watching.status is None
    (drawings / "seal.txt").write_text("ring of FFKM\n" * 9, encoding="utf-8")

    enter(unlocked, OWNER)
    unlocked.go("documents")
    qtbot.waitUntil(lambda: context.watching.status is not None, timeout=LONG)
    qtbot.waitUntil(lambda: bool(rows(unlocked)), timeout=LONG)
    assert "seal" not in rows(unlocked)
    unlocked.go("settings", "folders")
    qtbot.waitUntil(lambda: section.model.total == 1, timeout=LONG)
    press(qtbot, section.pause)
    unlocked.go("documents")
    qtbot.waitUntil(lambda: rows(unlocked).get("seal") == 1, timeout=LONG)

    unlocked.go("settings", "folders")
    drawings.rename(drawings.with_name("unplugged"))
    qtbot.waitUntil(lambda: section.model.row(0).state == "gone", timeout=LONG)
    drawings.with_name("unplugged").rename(drawings)
    qtbot.waitUntil(lambda: section.model.row(0).state == "watching", timeout=LONG)

    press(qtbot, section.remove)
    asked = next(w for w in QApplication.topLevelWidgets() if hasattr(w, "yes") and w.isVisible())
    press(qtbot, asked.yes)
    qtbot.waitUntil(lambda: section.model.total == 0, timeout=LONG)
    assert section.empty.isVisible()
    assert rows(unlocked).get("seal") == 1


def test_folders_are_each_persons_own_and_engineers(
    unlocked: Any, enter: Any, qtbot: Any, drawings: Path
) -> None:
    choose(qtbot, unlocked, drawings)
    unlocked.lock()
    enter(unlocked, ENGINEER)
    unlocked.go("settings", "folders")
    section = unlocked.view("settings").folders
    qtbot.waitUntil(lambda: section.page is not None, timeout=LONG)
    assert section.model.total == 0
    press(qtbot, section.empty.button)
    dialog = form(qtbot)
    dialog.technology.setCurrentText(TECHNOLOGY)
    dialog.folder.line.setText(str(drawings / "nowhere"))
    press(qtbot, dialog.send)
    qtbot.waitUntil(dialog.banner.isVisible, timeout=LONG)
    assert dialog.send.isEnabled()
    unlocked.lock()
    enter(unlocked, APPROVER)
    unlocked.go("settings", "folders")
    qtbot.waitUntil(lambda: section.page is not None, timeout=LONG)
    assert not section.empty.button.isVisible()
