"""What a technology cost, by the window: entered, imported, summed, struck, and the annex."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PySide6.QtCore import Qt

from tests.ui.conftest import LONG, RECIPE, TECHNOLOGY
from tests.ui.test_partners import form, send

LEFT = Qt.MouseButton.LeftButton
GOOD = """date,kind,amount,currency,hours,technology,note
2025-11-03,invoice,1200000,KRW,,{t},jig
2026-01-10,hours,,,40,{t},trial runs
"""
BAD = """date,kind,amount,currency,hours,technology,note
2025-11-03,invoice,1200000,KRW,,{t},jig
2025-13-03,invoice,1,KRW,,{t},
"""


def test_costs_are_entered_imported_summed_struck_and_written_for_counsel(
    unlocked: Any, qtbot: Any, tmp_path: Path
) -> None:
    unlocked.context.actions["investment.add"].trigger()  # from anywhere
    dialog = form(qtbot)
    view = unlocked.view("investments")
    dialog.kind.setCurrentIndex(dialog.kind.findData("invoice"))
    qtbot.keyClicks(dialog.amount, "7200000")
    qtbot.keyClicks(dialog.document.lineEdit(), RECIPE)
    dialog.note_field.setPlainText("승온 곡선 개발")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: view.model.rowCount() == 1, timeout=LONG)
    assert view.model.data(view.model.index(0, 3)) == "7,200,000 KRW"
    assert view.model.row(0).document == RECIPE

    table = tmp_path / "costs.csv"
    table.write_text(BAD.format(t=TECHNOLOGY), encoding="utf-8")
    qtbot.mouseClick(view.take, LEFT)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.file.line, str(table))
    qtbot.mouseClick(dialog.send, LEFT)
    qtbot.waitUntil(lambda: dialog.problems.isVisible(), timeout=LONG)
    assert dialog.problems.toPlainText().startswith("line 3:")
    assert view.model.rowCount() == 1  # all or none
    table.write_text(GOOD.format(t=TECHNOLOGY), encoding="utf-8")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: view.model.rowCount() == 3, timeout=LONG)
    assert "2" in view.banner.sentence.text()

    view.tabs.setCurrentIndex(1)
    view.period.setCurrentIndex(view.period.findData("quarter"))
    rows = [view.sums.row(n) for n in range(view.sums.rowCount())]
    assert ("2025-Q4", "1,200,000 KRW") in [(row.period, row.amount) for row in rows]
    assert ("2026-Q1", "40") in [(row.period, row.hours) for row in rows]

    view.tabs.setCurrentIndex(0)
    jig = next(view.model.row(n) for n in range(3) if view.model.row(n).note == "jig")
    view.table.select(jig.id)
    qtbot.mouseClick(view.strike, LEFT)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.reason, "paid by the partner")
    send(qtbot, dialog)
    qtbot.waitUntil(
        lambda: all(view.sums.row(n).period != "2025-Q4" for n in range(view.sums.rowCount())),
        timeout=LONG,
    )
    assert view.model.rowCount() == 3  # it stays readable

    view.tabs.setCurrentIndex(2)
    qtbot.mouseClick(view.state_inputs, LEFT)
    dialog = form(qtbot)
    qtbot.mouseClick(dialog.send, LEFT)
    assert dialog.banner.isVisible()  # nothing is stated
    qtbot.keyClicks(dialog.margin, "18 %")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: "18 %" in view.inputs_said.text(), timeout=LONG)
    qtbot.mouseClick(view.annex, LEFT)
    dialog = form(qtbot)
    out = tmp_path / "annex.pdf"
    qtbot.keyClicks(dialog.out.line, str(out))
    dialog.table.setChecked(True)
    dialog.language.setCurrentIndex(dialog.language.findData("en"))
    send(qtbot, dialog)
    with pdfium.PdfDocument(str(out)) as annex:
        text = "".join(page.get_textpage().get_text_range() for page in annex)
    assert "7,200,000" in text and "18 %" in text
    assert (tmp_path / "annex.csv").exists()
    qtbot.waitUntil(lambda: view.papers.model.rowCount() == 1, timeout=LONG)
