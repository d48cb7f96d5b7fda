"""One document by the window: its pages, who has page 2 today, and its next revision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from tests.fakes import firm as firms
from tests.ui.conftest import LONG, SPECIFICATION
from tests.ui.test_partners import form, send
from tests.ui.test_releases import sealed, session_of
from tests.vault.app.conftest import pdf
from vault.app.release.collecting import collect

LEFT = Qt.MouseButton.LeftButton


def test_a_document_tells_who_has_a_page_and_takes_a_revision(
    vault_folder: Path, unlocked: Any, qtbot: Any, tmp_path: Path
) -> None:
    owner = session_of(vault_folder, firms.OWNER)
    collect(owner, sealed(vault_folder), tmp_path)  # page 1 of the specification
    unlocked.context.desk.look()
    unlocked.go("documents")
    view = unlocked.view("documents")
    qtbot.waitUntil(lambda: view.model.rowCount() == 2, timeout=LONG)
    known = next(view.model.row(n) for n in range(2) if view.model.row(n).title == SPECIFICATION)
    view.table.select(known.id)
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    panel = view.panel
    qtbot.waitUntil(lambda: panel.isVisible() and panel.model.rowCount() == 1, timeout=LONG)
    qtbot.waitUntil(lambda: panel.viewer.shown, timeout=LONG)
    qtbot.keyClicks(panel.pages, "1")
    qtbot.waitUntil(lambda: panel.answer.text() == "Holders of page 1 today: 1.", timeout=LONG)
    assert panel.model.row(0).contact == "Oh Recipient"
    qtbot.keyClick(panel.pages, Qt.Key.Key_Backspace)
    qtbot.keyClicks(panel.pages, "2-3")
    nobody = "Nobody has page 2-3 today."
    qtbot.waitUntil(lambda: panel.answer.text() == nobody, timeout=LONG)
    assert panel.model.rowCount() == 0
    qtbot.keyClicks(panel.pages, "0")  # there is no page 30
    qtbot.waitUntil(lambda: "3" in panel.answer.text() and panel.answer.text() != nobody,
                    timeout=LONG)  # fmt: skip

    qtbot.mouseClick(panel.revise, LEFT)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.file.line, str(pdf(tmp_path / "second.pdf", pages=2)))
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: len(panel.page.revisions) == 2, timeout=LONG)
    panel.tabs.setCurrentIndex(1)
    panel.revisions.selectRow(1)
    qtbot.mouseClick(panel.export, LEFT)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.reason, "for the auditor")
    original = tmp_path / "first.pdf"
    qtbot.keyClicks(dialog.out.line, str(original))
    send(qtbot, dialog)
    assert original.read_bytes().startswith(b"%PDF")

    qtbot.mouseClick(panel.release, LEFT)
    made = unlocked.view("releases").form
    qtbot.waitUntil(lambda: made.isVisible(), timeout=LONG)
    unlocked.go("documents")
    qtbot.mouseClick(view.back, LEFT)
    assert view.table.isVisible() and panel.page is None
