"""The three ways by keys alone: nothing is clicked, focused or called, in English and in Korean."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.fakes import firm as firms
from tests.ui.conftest import LONG, SPECIFICATION, Leaked
from tests.ui.hands import Hands, spoken
from tests.ui.test_releases import ask, known, session_of
from tests.vault.app.conftest import pdf
from ui.window import Window
from vault.app.release import releases, sealing

SOON = (date.today() + timedelta(days=200)).isoformat()


@pytest.fixture
def hands(window: Window, qtbot: Any) -> Hands:
    """A keyboard in front of the window as it starts."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    return Hands(qtbot, window)


def come_in(hands: Hands, window: Window, folder: Path, name: str, language: str = "en") -> None:
    """Unlock a vault, from the window's first moment on."""
    window.context.language.choose(language)
    hands.type(str(folder))
    hands.press("Alt+Y")
    hands.type(name)
    hands.press("Return")
    hands.type(firms.passphrase(name))
    hands.press("Return")
    hands.until(lambda: window.context.desk.is_open, "not unlocked")


def test_an_engineer_takes_in_asks_and_hands_over(
    window: Window, hands: Hands, vault_folder: Path, tmp_path: Path
) -> None:
    come_in(hands, window, vault_folder, firms.ENGINEER)
    hands.press("Ctrl+2")
    hands.at("Documents")
    folder = tmp_path / "coming"
    folder.mkdir()
    pdf(folder / "nozzle-drawing.pdf", pages=2)
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(folder))])
    QGuiApplication.clipboard().setMimeData(copied)
    hands.press("Ctrl+V")
    documents = window.view("documents")
    hands.until(lambda: documents.model.rowCount() == 3, "the folder does not come in")
    assert "Documents" in hands.said()

    hands.press("Ctrl+N")
    hands.at("Partner")
    form = window.view("releases").form
    hands.until(lambda: form.who.partner.count() == 2)
    hands.type("Gwang")
    hands.tab("People there")
    hands.press("Home", "Space", "Alt+N")
    hands.at("Documents")
    hands.until(lambda: form.what.documents.count() == 3)
    while SPECIFICATION not in form.what.named.text():
        hands.press("Down")
    hands.press("Space")
    hands.tab("Pages to pick")
    hands.until(lambda: form.what.thumbs.count() == 3)
    hands.press("Home", "Right", "Space")
    assert form.what.range.text() == "1,3"
    hands.press("Alt+N")
    hands.at("Purpose")
    hands.type(firms.PURPOSE)
    hands.tab(SPECIFICATION)
    hands.type("zones 1 and 3 are to be quoted")
    hands.press("Ctrl+Return")
    hands.at("Use until")
    hands.press("Return")  # not without a date
    assert form.banner.isVisible()
    hands.at("Use until")
    hands.type(SOON)
    hands.press("Return")
    hands.at("What the policies say")
    hands.until(form.next.isEnabled, "the policies do not answer")
    hands.until(lambda: form.review.viewer.shown)
    hands.tab("Page (")
    hands.press("Right")
    assert form.review.viewer.page == 1
    hands.press("Escape")
    hands.at("Steps")
    hands.press("End", "Ctrl+Return")
    releases_ = window.view("releases")
    detail = releases_.detail
    hands.until(lambda: detail.told is not None and detail.told.row.state == "requested")
    hands.at("Releases (Table")
    assert detail.told.items[0].pages == "1, 3"

    owner = session_of(vault_folder, firms.OWNER)
    release = detail.told.row.id
    releases.approve(owner, release, [w.code for w in detail.told.warnings if w.accept])
    sealing.seal(owner, release)
    hands.until(
        lambda: "collect" in detail.buttons and detail.buttons["collect"].isVisible(),
        "the seal is not seen",
    )
    hands.at("Releases (Table")
    hands.press("Return")
    hands.at("Collect the packs")
    out = tmp_path / "out"
    out.mkdir()
    hands.path(out, lambda: hands.press("Space"))
    hands.at("Copy text")
    hands.press("Space")
    assert "Oh Recipient" in QGuiApplication.clipboard().text()
    hands.press("Escape")
    assert [path.suffix for path in out.iterdir()] == [".zip"]
    hands.at("Collect the packs")
    for button, state in (("Delivered", "delivered"), ("Acknowledged", "acknowledged"),
                          ("Returned", "returned")):  # fmt: skip
        hands.until(lambda button=button: button in " ".join(b.text() for b in hands_on(detail)))
        hands.tab(button)
        hands.press("Space")
        if button == "Delivered":
            hands.at("Which way it went")
            hands.type("by hand to Ms Oh")
        hands.until(lambda: QApplication.activeModalWidget() is not None)
        hands.press("Return")
        hands.until(lambda state=state: detail.told.copies[0].state == state)
    assert hands.tabs < 40


def hands_on(detail: Any) -> list[Any]:
    """Buttons of a release that can be pressed now."""
    return [made for made in detail.buttons.values() if made.isVisible()]


def cocoon(folder: Path, name: str, *words: str) -> None:
    """Another process of the firm on the same vault: the command line, as somebody runs it."""
    asked = [sys.executable, "-m", "vault.cli", "--vault", str(folder), "--user", name, *words]
    secret = {"COCOON_PASSPHRASE": firms.passphrase(name)}
    done = subprocess.run(asked, env={**os.environ, **secret}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_an_executive_decides_what_another_process_asks_while_an_engineer_looks_on(
    window: Window, hands: Hands, vault_folder: Path, qtbot: Any
) -> None:
    come_in(hands, window, vault_folder, firms.APPROVER, "ko")
    hands.press("Ctrl+5")
    approvals = window.view("approvals")
    hands.until(approvals.empty.isVisible)
    engineer = session_of(vault_folder, firms.ENGINEER)
    document = known(engineer, SPECIFICATION).id
    contact = next(iter(engineer.state.facts.contacts))
    cocoon(
        vault_folder, firms.ENGINEER, "release", "request", "--contact", contact,
        "--document", f"{document}:1-2", "--purpose", firms.PURPOSE, "--until", SOON,
    )  # fmt: skip
    hands.until(lambda: approvals.case.told is not None, "the request does not come in")
    badge = window._buttons["approvals"]
    assert "(1)" in badge.text()
    case = approvals.case
    hands.until(lambda: case.viewer.shown)
    hands.at(approvals.list.accessibleName())
    hands.press("Return")
    hands.at(case.area.accessibleName())
    hands.tab("(_Sheet)")
    hands.press("Right")
    assert case.viewer.page == 1
    hands.press("Left")
    hands.press("Alt+P")
    hands.at(case.passphrase.accessibleName())
    hands.type("not the passphrase")
    hands.press("Return")
    hands.until(case.banner.isVisible)
    hands.until(case.yes.isEnabled)
    hands.at(case.passphrase.accessibleName())
    hands.type(firms.passphrase(firms.APPROVER))
    hands.press("Return")
    hands.until(approvals.empty.isVisible)
    hands.until(lambda: "(" not in badge.text())
    engineer.refresh()
    (release,) = engineer.state.facts.releases.values()
    hands.until(lambda: not approvals.progress.isVisible())
    engineer.refresh()
    assert engineer.state.facts.releases[release.id].state == "sealed"
    hands.at(approvals.empty.button.text())


def test_a_rejection_in_another_process_is_seen_by_the_engineer(
    window: Window, hands: Hands, vault_folder: Path
) -> None:
    release = ask(vault_folder, pages="3")
    come_in(hands, window, vault_folder, firms.ENGINEER)
    hands.press("Ctrl+4")
    view = window.view("releases")
    hands.until(lambda: view.model.total == 1)
    hands.at("Releases (Table")
    hands.press("Down")
    hands.until(lambda: view.detail.told is not None)
    assert view.detail.told.row.state == "requested"
    cocoon(vault_folder, firms.APPROVER, "release", "reject", release, "--reason", "page 3 stays")
    hands.until(lambda: view.detail.told.row.state == "rejected", "not seen by itself")
    assert view.detail.told.reason == "page 3 stays"
    assert "Releases (Table" in hands.said()

    hands.press("Ctrl+N")
    hands.at("Partner")
    hands.until(lambda: view.form.who.partner.count() == 2)
    hands.type("Gwang")
    hands.tab("Discard")
    hands.press("Space")
    hands.at("Releases (Table")
    hands.press("Ctrl+N")
    hands.at("Partner")
    hands.until(lambda: view.form.who.partner.currentIndex() == 0)
    hands.press("Escape", "Escape", "Ctrl+Z")
    hands.until(lambda: view.form.who.partner.currentText() == firms.PARTNER, "it is lost")
    hands.at("People there")


def test_who_finds_a_leak_is_told_what_it_proves(
    window: Window, hands: Hands, leaked: Leaked, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(leaked.folder, tmp_path / "vault"))
    come_in(hands, window, folder, firms.OWNER)
    hands.press("Ctrl+6")
    view = window.view("trace")
    hands.until(lambda: view._board is not None)
    hands.at("Choose files")
    QGuiApplication.clipboard().setText("no path")
    hands.press("Ctrl+V")
    assert view.banner.isVisible() and not view.start.pieces
    hands.path(leaked.pdf, lambda: hands.press("Space"))
    hands.at("Found by")
    hands.tab("Take off", back=True)
    hands.press("Space")
    assert not view.start.pieces
    hands.tab("Undo")
    hands.press("Space")
    assert view.start.pieces == [str(leaked.pdf)]
    hands.at("Found by")
    hands.type("Han")
    hands.press("Alt+W")
    hands.type("a trade fair")
    hands.press("Ctrl+L")
    assert not view.start.found_by.text()
    hands.until(lambda: "(Passphrase)" in hands.said())
    hands.type(firms.passphrase(firms.OWNER))
    hands.press("Return")
    hands.until(lambda: window.context.desk.is_open)
    hands.press("Ctrl+6")
    hands.until(lambda: view.start.found_by.text() == "Han", "what was typed is lost")
    assert view.start.pieces == [str(leaked.pdf)]
    hands.press("Alt+T")
    hands.until(lambda: view.result.finding is not None)
    assert leaked.person in view.result.sentence.text()
    hands.at("Save report")
    hands.tab("Parts of the finding")
    hands.press("Right")
    assert view.result.tabs.currentWidget() is view.result.overlay
    hands.tab("Read shifts")
    hands.press("Right", "Right")
    assert view.result.overlay.shown == "original"
    canvas = hands.tab("The leak with what was read")
    before = view.result.overlay.canvas.scale_now
    hands.press("+")
    assert view.result.overlay.canvas.scale_now > before, spoken(canvas)
    report = tmp_path / "report.pdf"
    hands.tab("Save report", back=True)
    hands.press("Space")
    hands.path(report, lambda: hands.choose("In English"))
    hands.until(report.exists)
    hands.press("Escape")
    hands.at("Choose files")
