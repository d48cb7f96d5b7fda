"""The leak's way after the finding: the incident's file, from home and trace to its dossier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PySide6.QtCore import Qt

from tests.fakes import firm as firms
from tests.ui.conftest import LONG, SPECIFICATION
from tests.ui.test_papers import choose
from tests.ui.test_partners import form, said, send
from tests.ui.test_releases import session_of
from ui.wording import dated
from vault.app.leak import leaks

LEFT = Qt.MouseButton.LeftButton
THIRD = "Bright Kilns"


def test_a_leak_becomes_an_incident_with_countdowns_letters_and_a_dossier(
    vault_folder: Path, unlocked: Any, qtbot: Any, tmp_path: Path
) -> None:
    page = tmp_path / "found.png"
    page.write_bytes(b"\x89PNG what somebody found")
    leak = leaks.lodge(session_of(vault_folder, firms.OWNER), [page], where="a trade fair").id
    unlocked.context.desk.look()
    unlocked.go("trace", leak)
    trace = unlocked.view("trace")
    qtbot.waitUntil(lambda: trace.result.incident.isVisible(), timeout=LONG)
    qtbot.mouseClick(trace.result.incident, LEFT)
    dialog = form(qtbot)
    assert dialog.leak.currentData() == leak
    qtbot.keyClicks(dialog.third, THIRD)
    send(qtbot, dialog)
    view = unlocked.view("incidents")
    panel = view.panel
    qtbot.waitUntil(lambda: panel.page is not None, timeout=LONG)
    assert panel.heading.text() == THIRD
    codes = [code for code, _ in panel.page.todo]
    assert codes == ["trace", "partner", "date", "date", "date"]
    assert "no date" in said(panel.next)

    known = next(line for line in panel.lines if line.about == ("date", "known"))
    known.setFocus()
    qtbot.keyClick(known, Qt.Key.Key_Space)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.known, "2026-03-01")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: ("date", "known") not in panel.page.todo, timeout=LONG)
    assert dated("2029-03-01") in said(panel.next)  # three years from knowing

    choose(qtbot, panel.letter, "notice")
    dialog = form(qtbot)
    out = tmp_path / "notice.pdf"
    qtbot.keyClicks(dialog.out.line, str(out))
    qtbot.mouseClick(dialog.send, LEFT)
    qtbot.waitUntil(lambda: dialog.banner.isVisible() and dialog.send.isEnabled(), timeout=LONG)
    qtbot.keyClicks(dialog.search, SPECIFICATION)  # nothing was recognised: name the document
    dialog.documents.go(0)
    qtbot.keyClick(dialog.documents, Qt.Key.Key_Space)
    send(qtbot, dialog)
    with pdfium.PdfDocument(str(out)) as letter:
        text = letter[0].get_textpage().get_text_range()
    assert THIRD in text
    qtbot.waitUntil(lambda: len(panel.page.letters) == 1, timeout=LONG)

    owed = next(line for line in panel.lines if line.about[0] == "deliver")
    qtbot.mouseClick(owed, LEFT)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.channel, "registered mail")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: all(c != "deliver" for c, _ in panel.page.todo), timeout=LONG)
    kinds = [step.kind for step in panel.page.steps]
    assert {"lodged", "opened", "stated", "letter", "delivered"} == set(kinds)

    qtbot.mouseClick(panel.export, LEFT)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.out.line, str(tmp_path))
    send(qtbot, dialog)
    made = tmp_path / f"dossier-{panel.page.row.id}"
    assert (made / "verify.py").exists()
    qtbot.waitUntil(lambda: panel.papers.model.rowCount() == 2, timeout=LONG)

    unlocked.go("home")
    home = unlocked.view("home")
    about = ("incidents", panel.page.row.id)
    qtbot.waitUntil(lambda: any(line.about == about for line in home.lines), timeout=LONG)
    qtbot.mouseClick(next(line for line in home.lines if line.about == about), LEFT)
    assert unlocked._places.currentWidget() is view

    unlocked.context.language.choose("ko")
    qtbot.waitUntil(lambda: any("접수" in step.what for step in panel.page.steps), timeout=LONG)
    unlocked.context.language.choose("en")
    qtbot.mouseClick(panel.close_it, LEFT)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.outcome, "settled")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: panel.page.row.closed == "settled", timeout=LONG)
    assert not panel.note.isEnabled() and not panel.page.todo
    badge = unlocked._buttons["incidents"]
    qtbot.waitUntil(lambda: "(" not in badge.text(), timeout=LONG)


def test_without_a_leak_the_way_to_trace_is_shown(unlocked: Any, qtbot: Any) -> None:
    unlocked.go("incidents")
    view = unlocked.view("incidents")
    qtbot.waitUntil(lambda: view.empty.isVisible(), timeout=LONG)
    assert not view.add.isEnabled()
    qtbot.mouseClick(view.empty.button, LEFT)
    assert unlocked._place == "trace"
