"""The three ways by keys alone: nothing is clicked, focused or called, in English and in Korean."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.fakes import firm as firms
from tests.ui.conftest import LONG, SPECIFICATION
from tests.ui.hands import Hands
from tests.ui.test_releases import session_of
from tests.vault.app.conftest import pdf
from ui.window import Window
from vault.app.release import releases, sealing

SOON = (date.today() + timedelta(days=200)).isoformat()
WORDS: dict[str, dict[str, str]] = {
    "en": {},
    "ko": {
        "Vault folder": "보관소 폴더",
    },
}


@pytest.fixture
def hands(window: Window, qtbot: Any) -> Hands:
    """A keyboard in front of the window as it starts."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    return Hands(qtbot, window)


def come_in(hands: Hands, window: Window, folder: Path, name: str) -> None:
    """Unlock a vault, from the window's first moment on."""
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
        hands.until(
            lambda button=button: any(button in made.text() for made in detail.buttons.values())
        )
        hands.tab(button)
        hands.press("Space")
        if button == "Delivered":
            hands.at("Which way it went")
            hands.type("by hand to Ms Oh")
        hands.until(lambda: QApplication.activeModalWidget() is not None)
        hands.press("Return")
        hands.until(lambda state=state: detail.told.copies[0].state == state)
    print(hands.said(), hands.tabs)
