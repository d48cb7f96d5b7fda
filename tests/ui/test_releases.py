"""The engineer's way: ask for a release, see what the recipient will see, hand over, take back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from tests.fakes import firm as firms
from tests.ui.conftest import LONG, RECIPE, SPECIFICATION
from ui.views.release_dialogs import CopyEvent, Packs
from ui.views.release_steps import Why
from ui.views.release_what import read, written
from ui.window import Window
from ui.wording import dated
from vault.app.release import releases, sealing
from vault.app.session import Session, unlock

SOON = (date.today() + timedelta(days=200)).isoformat()
LEFT = Qt.MouseButton.LeftButton


def session_of(folder: Path, name: str) -> Session:
    """Another program of the firm on the same vault."""
    return unlock(folder, name, firms.passphrase(name))


def known(session: Session, title: str) -> Any:
    return next(d for d in session.state.facts.documents.values() if d.title == title)


def ask(folder: Path, *, pages: str = "", by: str = firms.ENGINEER, contacts: int = 1) -> str:
    """A request that stands in the ledger before the window looks."""
    session = session_of(folder, by)
    people = list(session.state.facts.contacts)[:contacts]
    document = known(session, SPECIFICATION).id
    return releases.request(
        session,
        releases.Request(
            contacts=people,
            documents=[f"{document}:{pages}" if pages else document],
            purpose=firms.PURPOSE,
            until=SOON,
        ),
    ).id


def sealed(folder: Path) -> str:
    """A release whose copies are made."""
    release = ask(folder, pages="1")
    owner = session_of(folder, firms.OWNER)
    releases.approve(owner, release)
    sealing.seal(owner, release)
    return release


def click_row(qtbot: Any, items: Any, number: int) -> None:
    """Click an item of a list."""
    items.scrollToItem(items.item(number))
    place = items.visualItemRect(items.item(number)).center()
    qtbot.mouseClick(items.viewport(), LEFT, pos=place)


def tick(qtbot: Any, items: Any, text: str) -> None:
    """Go to an item by its words and tick it with Space."""
    words = items.text if hasattr(items, "go") else lambda n: items.item(n).text()
    found = [n for n in range(items.count()) if text in words(n)]
    items.setFocus()
    (items.go if hasattr(items, "go") else items.setCurrentRow)(found[0])
    qtbot.keyClick(items, Qt.Key.Key_Space)


def begun(qtbot: Any, window: Window) -> Any:
    """The form of a new release, as Ctrl+N opens it."""
    window.context.actions["release.new"].trigger()
    form = window.view("releases").form
    qtbot.waitUntil(lambda: form.isVisible() and form.what.documents.count() == 2, timeout=LONG)
    return form


def test_pages_are_written_and_read_as_people_write_them() -> None:
    assert written((0, 2, 3, 4, 8)) == "1,3-5,9"
    assert read("1, 3-5,9", 9) == (0, 2, 3, 4, 8)
    assert read("3-1", 9) is None
    assert read("10", 9) is None
    assert read("x", 9) is None


def test_an_engineer_asks_for_chosen_pages_and_sees_what_the_recipient_will_see(
    window: Window, enter: Any, qtbot: Any, vault_folder: Path
) -> None:
    enter(window, firms.ENGINEER)
    form = begun(qtbot, window)
    form.who.partner.setFocus()
    qtbot.keyClick(form.who.partner, Qt.Key.Key_Down)
    tick(qtbot, form.who.people, "Oh Recipient")
    qtbot.mouseClick(form.next, LEFT)
    assert form.pages.currentWidget() is form.what

    tick(qtbot, form.what.documents, SPECIFICATION)
    assert form.what.thumbs.pages() == (0, 1, 2)
    click_row(qtbot, form.what.thumbs, 1)
    assert form.what.range.text() == "1,3"
    blank = form.what.thumbs.item(0).icon().cacheKey()
    qtbot.waitUntil(lambda: form.what.thumbs.item(0).icon().cacheKey() != blank, timeout=LONG)
    qtbot.mouseClick(form.next, LEFT)

    qtbot.keyClicks(form.why.purpose, firms.PURPOSE)
    qtbot.keyClicks(next(iter(form.why.each.values())), "zones 1 and 3 are to be quoted")
    qtbot.mouseClick(form.next, LEFT)
    qtbot.keyClicks(form.how.until, SOON)
    qtbot.mouseClick(form.next, LEFT)

    qtbot.waitUntil(lambda: form.review.told is not None, timeout=LONG)
    assert "No demand of this partner stands behind the release." in [
        row.message for row in form.review.told.warnings
    ]
    assert [page.grade for page in form.review.told.items[0].trace] == ["good", "good"]
    qtbot.waitUntil(lambda: form.review.viewer.shown, timeout=LONG)
    assert form.review.viewer.where.text() == "1 of 2"

    qtbot.mouseClick(form.next, LEFT)
    view = window.view("releases")
    qtbot.waitUntil(lambda: view.detail.told is not None, timeout=LONG)
    told = view.detail.told
    assert told.row.state == "requested"
    assert told.items[0].pages == "1, 3"
    assert told.items[0].why == "zones 1 and 3 are to be quoted"
    assert told.row.purpose == firms.PURPOSE
    assert set(view.detail.buttons) == {"withdraw"}
    assert told.row.id in session_of(vault_folder, firms.OWNER).state.facts.releases


def test_what_is_missing_is_said_where_it_can_be_mended(unlocked: Window, qtbot: Any) -> None:
    form = begun(qtbot, unlocked)
    qtbot.mouseClick(form.next, LEFT)
    assert form.pages.currentWidget() is form.who
    assert form.banner.isVisible()
    form.list.setCurrentRow(4)
    assert form.pages.currentWidget() is form.who

    form.who.partner.setCurrentIndex(1)
    tick(qtbot, form.who.people, "Moon")
    form.list.setCurrentRow(1)
    tick(qtbot, form.what.documents, SPECIFICATION)
    form.what.range.clear()
    qtbot.keyClicks(form.what.range, "2-9")
    qtbot.mouseClick(form.next, LEFT)
    assert form.pages.currentWidget() is form.what
    assert "2-9" in form.banner.sentence.text()
    qtbot.mouseClick(form.what.all, LEFT)
    qtbot.mouseClick(form.next, LEFT)
    qtbot.keyClicks(form.why.purpose, firms.PURPOSE)
    form.list.setCurrentRow(3)
    qtbot.keyClicks(form.how.until, "2020-01-01")
    form.list.setCurrentRow(4)
    qtbot.waitUntil(lambda: form.pages.currentWidget() is form.how, timeout=LONG)
    qtbot.waitUntil(form.banner.isVisible, timeout=LONG)
    assert dated("2020-01-01") in form.banner.sentence.text()


def test_an_untraceable_file_stops_the_request_until_it_is_allowed(
    unlocked: Window, qtbot: Any
) -> None:
    form = begun(qtbot, unlocked)
    form.who.partner.setCurrentIndex(1)
    tick(qtbot, form.who.people, "Oh")
    form.list.setCurrentRow(1)
    tick(qtbot, form.what.documents, RECIPE)
    form.list.setCurrentRow(2)
    qtbot.keyClicks(form.why.purpose, firms.PURPOSE)
    form.list.setCurrentRow(3)
    qtbot.keyClicks(form.how.until, SOON)
    form.list.setCurrentRow(4)
    qtbot.waitUntil(lambda: form.review.told is not None, timeout=LONG)
    assert not form.next.isEnabled()
    qtbot.waitUntil(lambda: "no marks" in form.review.viewer.sheet.text(), timeout=LONG)

    form.list.setCurrentRow(3)
    qtbot.mouseClick(form.how.untraceable, LEFT, pos=form.how.untraceable.rect().center() / 8)
    form.how.untraceable.setChecked(True)
    form.list.setCurrentRow(4)
    qtbot.waitUntil(lambda: form.next.isEnabled(), timeout=LONG)


def test_a_draft_outlives_other_views_and_locking(unlocked: Window, enter: Any, qtbot: Any) -> None:
    form = begun(qtbot, unlocked)
    form.who.partner.setCurrentIndex(1)
    tick(qtbot, form.who.people, "Moon")
    form.list.setCurrentRow(2)
    qtbot.keyClicks(form.why.purpose, "a third line")
    unlocked.go("documents")
    unlocked.go("releases")
    assert form.why.purpose.text() == "a third line"

    unlocked.lock()
    assert form.why.purpose.text() == ""
    assert form.who.people.count() == 0
    enter(unlocked, firms.OWNER)
    qtbot.waitUntil(lambda: bool(unlocked.context.drafts.get("release")), timeout=LONG)
    form = begun(qtbot, unlocked)
    qtbot.waitUntil(lambda: form.why.purpose.text() == "a third line", timeout=LONG)
    assert [form.who.people.item(n).checkState() for n in range(2)] == [
        Qt.CheckState.Unchecked,
        Qt.CheckState.Checked,
    ]
    qtbot.mouseClick(form.discard, LEFT)
    assert not unlocked.context.drafts.get("release")


def test_an_empty_list_says_so_and_offers_the_form(unlocked: Window, qtbot: Any) -> None:
    unlocked.go("releases")
    view = unlocked.view("releases")
    qtbot.waitUntil(lambda: view.empty.isVisible(), timeout=LONG)
    qtbot.mouseClick(view.empty.button, LEFT)
    assert view.form.isVisible()
    qtbot.mouseClick(view.form.close_, LEFT)
    assert view.empty.isVisible()


def test_the_list_is_filtered_by_state_and_searched(
    vault_folder: Path, unlocked: Window, qtbot: Any
) -> None:
    first = ask(vault_folder, pages="1")
    second = ask(vault_folder, pages="2")
    releases.reject(session_of(vault_folder, firms.OWNER), second, "not this one")
    unlocked.context.desk.look()
    unlocked.go("releases")
    view = unlocked.view("releases")
    qtbot.waitUntil(lambda: view.model.total == 2, timeout=LONG)
    view.state.setCurrentIndex(view.state.findData("rejected"))
    assert view.model.rowCount() == 1
    view.table.selectRow(0)
    qtbot.waitUntil(lambda: view.detail.told is not None, timeout=LONG)
    assert view.detail.told.row.id == second
    assert view.detail.told.reason == "not this one"
    view.state.setCurrentIndex(0)
    qtbot.keyClicks(view.field, "oh recipient")
    assert view.model.rowCount() == 2
    qtbot.keyClicks(view.field, " nowhere")
    assert view.model.rowCount() == 0
    view.open(first)
    qtbot.waitUntil(
        lambda: view.detail.told is not None and view.detail.told.row.id == first, timeout=LONG
    )


def dialog_of(qtbot: Any, window: Window, kind: Callable[..., Any]) -> Any:
    """A dialog that was opened."""

    def found() -> list[Any]:
        return [d for d in window.findChildren(kind) if d.isVisible()]  # type: ignore[call-overload]

    qtbot.waitUntil(lambda: bool(found()), timeout=LONG)
    return found()[-1]


def test_packs_are_collected_handed_over_acknowledged_and_taken_back(
    vault_folder: Path, unlocked: Window, qtbot: Any, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    release = sealed(vault_folder)
    unlocked.context.desk.look()
    unlocked.go("releases", release)
    view = unlocked.view("releases")
    detail = view.detail
    qtbot.waitUntil(lambda: "collect" in detail.buttons, timeout=LONG)
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: str(out))
    qtbot.mouseClick(detail.buttons["collect"], LEFT)
    packs = dialog_of(qtbot, unlocked, Packs)
    assert [path.suffix for path in out.iterdir()] == [".zip"]
    qtbot.mouseClick(packs.copy_buttons[0], LEFT)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Dear Oh Recipient,")
    assert dated(SOON) in text
    packs.close()

    copy = f"{release}-1"
    for kind, state in (
        ("deliver", "delivered"), ("acknowledge", "acknowledged"), ("returned", "returned"),
    ):  # fmt: skip
        name = f"{kind} {copy}"
        qtbot.waitUntil(lambda name=name: name in detail.buttons, timeout=LONG)
        qtbot.mouseClick(detail.buttons[name], LEFT)
        dialog = dialog_of(qtbot, unlocked, CopyEvent)
        if kind == "deliver":
            qtbot.mouseClick(dialog.send, LEFT)
            assert dialog.banner.isVisible()
            qtbot.keyClicks(dialog.channel, "by hand to Ms Oh")
        qtbot.mouseClick(dialog.send, LEFT)
        qtbot.waitUntil(lambda state=state: detail.told.copies[0].state == state, timeout=LONG)
    assert [step.kind for step in detail.told.copies[0].steps] == [
        "delivered",
        "acknowledged",
        "returned",
    ]


def test_a_request_is_withdrawn(vault_folder: Path, window: Window, enter: Any, qtbot: Any) -> None:
    release = ask(vault_folder)
    enter(window, firms.ENGINEER)
    window.go("releases", release)
    detail = window.view("releases").detail
    qtbot.waitUntil(lambda: "withdraw" in detail.buttons, timeout=LONG)
    qtbot.mouseClick(detail.buttons["withdraw"], LEFT)
    qtbot.waitUntil(
        lambda: detail.told is not None and detail.told.row.state == "withdrawn", timeout=LONG
    )
    assert not detail.findChildren(QPushButton, "withdraw")
    assert "withdraw" not in detail.buttons


def test_a_draft_shown_again_replaces_what_the_form_held(window: Window, qtbot: Any) -> None:
    step = Why(window.context)
    qtbot.addWidget(step)
    partner = SimpleNamespace(id="P-1", demands=(("Q-1", "by phone"), ("Q-2", "by letter")))
    document = SimpleNamespace(id="D-1", title="Recipe")
    step.offer(SimpleNamespace(partners=(partner,), documents=(document,)))
    for demand, why in (("Q-1", "to quote"), ("Q-2", "to build")):
        draft = {"partner": "P-1", "demand": demand, "documents": {"D-1": ""}, "why": {"D-1": why}}
        step.fill(draft)
        told: dict[str, Any] = {}
        step.read(told)
        assert (told["demand"], told["why"]) == (demand, {"D-1": why})
