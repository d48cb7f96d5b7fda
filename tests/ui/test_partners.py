"""Partners by the window: a company, its people, what it asked for and signed, what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.fakes.firm import ENGINEER, PARTNER
from ui.widgets.form import FormDialog

LONG = 60_000
WORDS = "업무상 필요하니 기술자료 일체를 보내 주세요."


@pytest.fixture
def partners(unlocked: Any, qtbot: Any) -> Any:
    unlocked.go("partners")
    view = unlocked.view("partners")
    qtbot.waitUntil(lambda: view.contacts.page is not None, timeout=LONG)
    return view


def form(qtbot: Any) -> FormDialog:
    """The form that has just been opened."""

    def shown() -> bool:
        return isinstance(QApplication.activeModalWidget(), FormDialog)

    qtbot.waitUntil(shown, timeout=LONG)
    found = QApplication.activeModalWidget()
    assert isinstance(found, FormDialog)
    return found


def send(qtbot: Any, dialog: FormDialog) -> None:
    """Press its main button, and wait until it closed itself."""
    gone: list[bool] = []
    dialog.finished.connect(lambda _: gone.append(True))
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(gone) or dialog.banner.isVisible(), timeout=LONG)
    assert gone, dialog.banner.accessibleName()


def said(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_company_and_a_person_there_are_added(unlocked: Any, partners: Any, qtbot: Any) -> None:
    unlocked.context.actions["partner.add"].trigger()
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.company, "Northwind Appliances")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: partners.name.text() == "Northwind Appliances", timeout=LONG)
    assert partners.contacts.pages.currentIndex() == 1  # nobody yet: a sentence and a button

    qtbot.mouseClick(partners.contacts.empty.button, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.person, "Jane Roe")
    qtbot.keyClicks(dialog.email, "not an address")
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.banner.isVisible() and dialog.send.isEnabled(), timeout=LONG)
    assert "e-mail" in dialog.banner.sentence.text()
    dialog.email.clear()
    qtbot.keyClicks(dialog.email, "jane@northwind.example")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: partners.contacts.model.rowCount() == 1, timeout=LONG)

    qtbot.mouseClick(partners.contacts.remove, Qt.MouseButton.LeftButton)
    send(qtbot, form(qtbot))
    qtbot.waitUntil(lambda: partners.contacts.page.contacts[0].removed, timeout=LONG)


def test_a_demand_shows_what_is_missing_until_it_was_told(
    partners: Any, qtbot: Any, tmp_path: Path
) -> None:
    demands = partners.demands
    partners.tabs.setCurrentWidget(demands)
    qtbot.mouseClick(demands.empty.button, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    assert dialog.banner.isVisible()  # how it came is needed
    qtbot.keyClicks(dialog.channel, "phone")
    dialog.words.setPlainText(WORDS)
    qtbot.keyClicks(dialog.items["purpose"], "trial production")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: demands.model.rowCount() == 1, timeout=LONG)
    row = demands.model.row(0)
    assert row.missing == 5 and demands.items.count() == 18
    shown = said(demands.card)
    assert WORDS in shown and "요구목적" in shown and "art. 12-3(2)" in shown
    assert "권리귀속 관계" in shown and "missing" in shown

    qtbot.mouseClick(demands.follow, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    assert "purpose" not in dialog.items  # was said already
    dialog.text.setPlainText("they wrote back")
    for field in dialog.items.values():
        field.setText("as agreed")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: demands.model.row(0).missing == 0, timeout=LONG)
    assert demands.state.text() == "complete"

    out = tmp_path / "reply.pdf"
    qtbot.mouseClick(demands.reply, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    qtbot.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    assert dialog.banner.isVisible()  # no file was named
    dialog.out.line.setText(str(out))
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: partners.banner.isVisible(), timeout=LONG)
    with pdfium.PdfDocument(str(out)) as letter:
        assert "phone" in letter[0].get_textpage().get_text_range()

    qtbot.mouseClick(demands.close_it, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.reason, "answered")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: demands.model.row(0).closed == "answered", timeout=LONG)
    assert not demands.reply.isEnabled()


def test_an_agreement_is_entered_and_its_staff_changed(
    partners: Any, qtbot: Any, tmp_path: Path
) -> None:
    agreements = partners.agreements
    partners.tabs.setCurrentWidget(agreements)
    qtbot.mouseClick(agreements.empty.button, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.signed, "2026-01-15")
    dialog.staff.setPlainText("Oh Recipient\n\nMoon Empfänger")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: agreements.model.rowCount() == 1, timeout=LONG)
    row = agreements.model.row(0)
    assert row.binds and row.state == "in force" and len(row.staff) == 2

    qtbot.mouseClick(agreements.staff, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    dialog.staff.setPlainText("Oh Recipient\nHan Third")
    send(qtbot, dialog)
    qtbot.waitUntil(
        lambda: set(agreements.model.row(0).staff) == {"Oh Recipient", "Han Third"}, timeout=LONG
    )

    out = tmp_path / "draft.pdf"
    qtbot.mouseClick(agreements.draft, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    dialog.out.line.setText(str(out))
    send(qtbot, dialog)
    assert out.read_bytes().startswith(b"%PDF")


def test_the_class_limit_is_for_owners_and_approvers(window: Any, enter: Any, qtbot: Any) -> None:
    enter(window, ENGINEER)
    window.go("partners")
    view = window.view("partners")
    qtbot.waitUntil(lambda: view.contacts.page is not None, timeout=LONG)
    assert view.name.text() == PARTNER
    assert not view.limit.isEnabled()
    assert view.holdings.pages.currentIndex() == 1  # nothing held: a sentence and a button


def test_a_limit_is_set(partners: Any, qtbot: Any) -> None:
    place = partners.limit.findData("internal")
    partners.limit.setCurrentIndex(place)
    partners.limit.activated.emit(place)
    qtbot.waitUntil(lambda: partners.contacts.page.row.limit == "internal", timeout=LONG)


def test_locking_drops_everything_shown_and_keeps_a_draft_sealed(
    unlocked: Any, partners: Any, enter: Any, qtbot: Any, own_places: Path
) -> None:
    partners.tabs.setCurrentWidget(partners.demands)
    qtbot.mouseClick(partners.demands.empty.button, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.channel, "half a sentence")
    unlocked.lock()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=LONG)
    assert partners.model.total == 0 and partners.name.text() == ""
    kept = list((own_places / "config" / "drafts").iterdir())
    assert len(kept) == 1 and b"half a sentence" not in kept[0].read_bytes()

    from tests.fakes.firm import OWNER

    enter(unlocked, OWNER)
    unlocked.go("partners")
    qtbot.waitUntil(lambda: partners.contacts.page is not None, timeout=LONG)
    qtbot.mouseClick(partners.demands.empty.button, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    assert dialog.channel.text() == "half a sentence"
    dialog.reject()


def test_addresses_of_a_partner_and_of_ourselves_are_stated(
    unlocked: Any, partners: Any, qtbot: Any
) -> None:
    qtbot.mouseClick(partners.address, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    assert not dialog.postal.text()
    qtbot.keyClicks(dialog.postal, "1 Kiln Road, Icheon")
    qtbot.keyClicks(dialog.representative, "CEO Ann Smith")
    send(qtbot, dialog)

    qtbot.mouseClick(partners.address, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    assert dialog.postal.text() == "1 Kiln Road, Icheon"
    assert dialog.representative.text() == "CEO Ann Smith"
    dialog.reject()

    unlocked.go("settings")
    people = unlocked.view("settings").people
    qtbot.mouseClick(people.address, Qt.MouseButton.LeftButton)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.postal, "7 Hill Street, Ulsan")
    send(qtbot, dialog)
    stated = unlocked.context.desk._session.state.facts.addresses
    assert stated[""].postal == "7 Hill Street, Ulsan"
    assert stated[partners.holdings.page.row.id].postal == "1 Kiln Road, Icheon"
