"""Copies that are out: letters, calling back, what was given before; an approval taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog

from tests.fakes import firm as firms
from tests.ui.conftest import LONG, RECIPE
from tests.ui.test_partners import form, send
from tests.ui.test_releases import ask, dialog_of, sealed, session_of
from ui.views.paper_list import Papers
from ui.views.release_dialogs import Packs
from vault.app.release import copies, releases
from vault.app.release.collecting import collect

LEFT = Qt.MouseButton.LeftButton


def choose(qtbot: Any, button: Any, text: str) -> None:
    """Open a button's menu and enter the line that has a text, by the keyboard."""
    menu = button.menu()
    action = next(each for each in menu.actions() if text in each.text())
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    menu.setActiveAction(action)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def text_of(path: Path) -> str:
    with pdfium.PdfDocument(str(path)) as letter:
        return "\n".join(page.get_textpage().get_text_range() for page in letter)


def out(folder: Path, packs: Path) -> str:
    """A copy that is collected and delivered."""
    release = sealed(folder)
    owner = session_of(folder, firms.OWNER)
    collect(owner, release, packs)
    copies.deliver(owner, f"{release}-1", "courier")
    return release


def test_a_copy_is_asked_back_called_back_and_its_certificate_read_in(
    vault_folder: Path, unlocked: Any, qtbot: Any, tmp_path: Path
) -> None:
    release = out(vault_folder, tmp_path)
    copy = f"{release}-1"
    unlocked.context.desk.look()
    unlocked.go("releases", release)
    view = unlocked.view("releases")
    detail = view.detail
    qtbot.waitUntil(lambda: f"more {copy}" in detail.buttons, timeout=LONG)
    choose(qtbot, detail.buttons[f"more {copy}"], "demand to return")
    dialog = form(qtbot)
    qtbot.mouseClick(dialog.send, LEFT)
    assert dialog.banner.isVisible()  # no file was named
    dialog.language.setCurrentIndex(dialog.language.findData("ko"))
    letter = tmp_path / "return.pdf"
    qtbot.keyClicks(dialog.out.line, str(letter))
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: view.banner.isVisible(), timeout=LONG)
    assert copy in text_of(letter) and "반환" in text_of(letter)
    qtbot.waitUntil(lambda: len(detail.told.copies[0].written) == 1, timeout=LONG)

    choose(qtbot, detail.buttons["more"], "Call all copies back")
    dialog = form(qtbot)
    dialog.reason.setPlainText("the project ended")
    notice = tmp_path / "recall.pdf"
    qtbot.keyClicks(dialog.out.line, str(notice))
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: detail.told.copies[0].state == "recalled", timeout=LONG)
    assert "the project ended" in text_of(notice)
    assert "recall" not in detail.told.can  # nothing is left to call back

    choose(qtbot, detail.buttons["more"], "Letters and dossiers")
    papers = dialog_of(qtbot, unlocked, Papers)
    qtbot.waitUntil(lambda: papers.list.model.rowCount() == 2, timeout=LONG)
    place = next(n for n in range(2) if papers.list.model.row(n).kind == "recall")
    papers.list.table.selectRow(place)
    qtbot.mouseClick(papers.list.deliver, LEFT)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.channel, "registered mail")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: any(papers.list.model.row(n).delivered for n in range(2)), timeout=LONG)
    papers.list.save(papers.list.model.row(place).id, tmp_path / "again.pdf")
    qtbot.waitUntil(lambda: (tmp_path / "again.pdf").exists(), timeout=LONG)
    assert (tmp_path / "again.pdf").read_bytes() == notice.read_bytes()
    papers.close()

    certificate = tmp_path / "certificate.pdf"
    certificate.write_bytes(letter.read_bytes())
    qtbot.waitUntil(lambda: f"returned {copy}" in detail.buttons, timeout=LONG)
    qtbot.mouseClick(detail.buttons[f"returned {copy}"], LEFT)
    dialog = form(qtbot)
    dialog.not_given_back.setChecked(True)
    dialog.files.set_paths([str(certificate)])
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: detail.told.copies[0].state == "destroyed", timeout=LONG)
    kept = session_of(vault_folder, firms.OWNER).state.facts.copies[copy].steps[-1].files
    assert [file.name for file in kept] == ["certificate.pdf"]

    detail.save_hashlist(release, tmp_path / "hashes.csv")
    qtbot.waitUntil(lambda: (tmp_path / "hashes.csv").exists(), timeout=LONG)
    choose(qtbot, detail.buttons["more"], "Export dossier")
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.out.line, str(tmp_path))
    send(qtbot, dialog)
    assert (tmp_path / f"dossier-{release}" / "verify.py").exists()
    qtbot.waitUntil(lambda: len(detail.told.dossiers) == 1, timeout=LONG)


def test_what_was_given_before_is_put_on_record_called_back_and_struck(
    vault_folder: Path, unlocked: Any, qtbot: Any, tmp_path: Path
) -> None:
    unlocked.go("partners")
    view = unlocked.view("partners")
    qtbot.waitUntil(lambda: view.holdings.page is not None, timeout=LONG)
    qtbot.mouseClick(view.holdings.record, LEFT)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.document.lineEdit(), RECIPE[:5])
    qtbot.mouseClick(dialog.send, LEFT)
    assert dialog.banner.isVisible()  # words of a title are not a document
    qtbot.keyClicks(dialog.document.lineEdit(), RECIPE[5:])
    qtbot.keyClicks(dialog.sent_on, "2025-03-03")
    dialog.told.setPlainText("by e-mail of Mr Lee")
    proof = tmp_path / "mail.txt"
    proof.write_text("attached: the recipe")
    dialog.files.set_paths([str(proof)])
    send(qtbot, dialog)
    rows = view.holdings.model
    qtbot.waitUntil(lambda: rows.rowCount() == 1, timeout=LONG)
    assert rows.row(0).since == "2025-03-03" and rows.row(0).held
    view.holdings.table.selectRow(0)
    choose(qtbot, view.holdings.what, "Call back")
    dialog = form(qtbot)
    dialog.reason.setPlainText("the talks ended")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: rows.row(0).state == "recalled", timeout=LONG)
    choose(qtbot, view.holdings.what, "Strike")
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.reason, "it was another firm")
    send(qtbot, dialog)

    def struck() -> bool:
        found = session_of(vault_folder, firms.OWNER).state.facts.disclosures.values()
        return [each.struck for each in found] == ["it was another firm"]

    qtbot.waitUntil(struck, timeout=LONG)
    qtbot.waitUntil(lambda: not any(row.held for row in view.holdings.page.holdings), timeout=LONG)


def test_an_approval_is_taken_back_by_a_new_entry(
    vault_folder: Path, unlocked: Any, qtbot: Any
) -> None:
    release = ask(vault_folder, pages="1")
    releases.approve(session_of(vault_folder, firms.OWNER), release)
    unlocked.context.desk.look()
    unlocked.go("releases", release)
    detail = unlocked.view("releases").detail
    qtbot.waitUntil(lambda: "take back" in detail.buttons, timeout=LONG)
    qtbot.mouseClick(detail.buttons["take back"], LEFT)
    dialog = form(qtbot)
    qtbot.mouseClick(dialog.send, LEFT)
    assert dialog.banner.isVisible()  # a reason is needed
    dialog.reason.setPlainText("the partner changed hands")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: detail.told.row.state == "rejected", timeout=LONG)
    assert detail.told.reason == "the partner changed hands"
    kinds = [event.kind for event in session_of(vault_folder, firms.OWNER).ledger.events()]
    assert kinds[-2:] == ["release.approved", "release.rejected"]


def test_a_pack_is_delivered_where_it_lies(
    vault_folder: Path, unlocked: Any, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = sealed(vault_folder)
    unlocked.context.desk.look()
    unlocked.go("releases", release)
    detail = unlocked.view("releases").detail
    qtbot.waitUntil(lambda: "collect" in detail.buttons, timeout=LONG)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(tmp_path))
    qtbot.mouseClick(detail.buttons["collect"], LEFT)
    packs = dialog_of(qtbot, unlocked, Packs)
    qtbot.mouseClick(packs.deliver_buttons[0], LEFT)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.channel, "by hand")
    send(qtbot, dialog)
    assert not packs.deliver_buttons[0].isEnabled()
    packs.close()
    qtbot.waitUntil(lambda: detail.told.copies[0].state == "delivered", timeout=LONG)
