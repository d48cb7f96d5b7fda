"""The executive's way: see what waits, understand it, look at it, approve or reject it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.fakes import firm as firms
from tests.ui.conftest import LONG, RECIPE, SPECIFICATION
from tests.ui.test_releases import SOON, ask, dialog_of, known, session_of
from ui.views.approvals import Rejection
from ui.window import Window
from ui.wording import dated
from vault.app.partnership import demands
from vault.app.release import policies, releases

LEFT = Qt.MouseButton.LeftButton


def shown(widget: Any) -> str:
    """All words on a part of the screen."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def opened(qtbot: Any, window: Window) -> Any:
    """The inbox with a request in it."""
    window.context.actions["go.approvals"].trigger()
    view = window.view("approvals")
    qtbot.waitUntil(lambda: view.case.told is not None, timeout=LONG)
    return view


def test_a_request_made_elsewhere_comes_in_by_itself_and_is_approved_and_sealed(
    vault_folder: Path, window: Window, enter: Any, qtbot: Any
) -> None:
    enter(window, firms.APPROVER)
    button = window._buttons["approvals"]

    engineer = session_of(vault_folder, firms.ENGINEER)
    facts = engineer.state.facts
    partner = next(iter(facts.partners))
    demand = demands.add(
        engineer, partner, received="2026-03-02", channel="phone",
        words="All technical documents, for business needs.", asked_by="Mr Bae",
    )  # fmt: skip
    release = releases.request(
        engineer,
        releases.Request(
            contacts=[next(iter(facts.contacts))],
            documents=[f"{known(engineer, SPECIFICATION).id}:1-2", known(engineer, RECIPE).id],
            purpose=firms.PURPOSE,
            until=SOON,
            demand=demand.id,
            allow_untraceable=True,
        ),
    ).id
    qtbot.waitUntil(lambda: "(1)" in button.text(), timeout=LONG)

    view = opened(qtbot, window)
    case = view.case
    words = shown(case)
    for expected in (
        firms.PARTNER,
        firms.ENGINEER,
        "Oh Recipient",
        firms.PURPOSE,
        dated(SOON),
        "All technical documents, for business needs.",
        "ownership",
        "pages 1-2 (2 in all)",
        "0 % today",
        "A leaked copy could not be traced",
    ):
        assert expected in words, expected
    qtbot.waitUntil(lambda: case.viewer.shown, timeout=LONG)
    qtbot.mouseClick(case.viewer.forward, LEFT)
    assert case.viewer.page == 1

    case.seal.setChecked(True)
    qtbot.keyClicks(case.passphrase, firms.passphrase(firms.APPROVER))
    qtbot.mouseClick(case.yes, LEFT)
    assert "could not be traced" in case.banner.sentence.text()
    for box in case.boxes.values():
        box.setFocus()
        qtbot.keyClick(box, Qt.Key.Key_Space)

    case.passphrase.clear()
    qtbot.keyClicks(case.passphrase, "not the passphrase")
    qtbot.mouseClick(case.yes, LEFT)
    qtbot.waitUntil(case.yes.isEnabled, timeout=LONG)
    assert case.banner.isVisible()
    engineer.refresh()
    assert engineer.state.facts.releases[release].state == "requested"

    qtbot.keyClicks(case.passphrase, firms.passphrase(firms.APPROVER))
    qtbot.keyClick(case.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Sealed" in view.banner.sentence.text(), timeout=LONG)
    qtbot.waitUntil(view.empty.isVisible, timeout=LONG)
    assert "(" not in button.text()
    engineer.refresh()
    after = engineer.state.facts.releases[release]
    assert after.state == "sealed"
    assert after.accepted == ("untraceable",)


def test_a_request_is_rejected_with_its_reason(
    vault_folder: Path, window: Window, enter: Any, qtbot: Any
) -> None:
    release = ask(vault_folder, pages="3")
    enter(window, firms.APPROVER)
    view = opened(qtbot, window)
    qtbot.mouseClick(view.case.no, LEFT)
    dialog = dialog_of(qtbot, window, Rejection)
    qtbot.mouseClick(dialog.send, LEFT)
    assert dialog.banner.isVisible()
    qtbot.keyClicks(dialog.reason, "Page 3 is the recipe.")
    qtbot.mouseClick(dialog.send, LEFT)
    qtbot.waitUntil(view.empty.isVisible, timeout=LONG)
    told = session_of(vault_folder, firms.OWNER).state.facts.releases[release]
    assert (told.state, told.reason) == ("rejected", "Page 3 is the recipe.")


def test_a_block_is_set_aside_only_with_a_signed_reason(
    vault_folder: Path, window: Window, enter: Any, qtbot: Any
) -> None:
    policies.set_level(session_of(vault_folder, firms.OWNER), "no-demand", "block")
    release = ask(vault_folder, pages="1")
    enter(window, firms.APPROVER)
    view = opened(qtbot, window)
    case = view.case
    case.seal.setChecked(False)
    assert not case.reason.isVisible()
    box = case.boxes["no-demand"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert case.reason.isVisible()
    qtbot.keyClicks(case.passphrase, firms.passphrase(firms.APPROVER))
    qtbot.mouseClick(case.yes, LEFT)
    assert "reason" in case.banner.sentence.text()
    qtbot.keyClicks(case.reason, "They would have stopped the line.")
    qtbot.mouseClick(case.yes, LEFT)
    qtbot.waitUntil(view.empty.isVisible, timeout=LONG)
    told = session_of(vault_folder, firms.OWNER).state.facts.releases[release]
    assert told.state == "approved"
    assert [(o.code, o.reason) for o in told.overrides] == [
        ("no-demand", "They would have stopped the line.")
    ]
    window.go("releases", release)
    detail = window.view("releases").detail
    qtbot.waitUntil(lambda: "seal" in detail.buttons, timeout=LONG)
    assert "Released under pressure" in shown(detail)
    qtbot.mouseClick(detail.buttons["seal"], LEFT)
    qtbot.waitUntil(lambda: "collect" in detail.buttons, timeout=LONG)


def test_who_may_not_decide_has_an_empty_inbox_and_locking_forgets_the_case(
    vault_folder: Path, window: Window, enter: Any, qtbot: Any
) -> None:
    ask(vault_folder, pages="1")
    enter(window, firms.ENGINEER)
    window.go("approvals")
    view = window.view("approvals")
    qtbot.waitUntil(lambda: not view._stale and view.empty.isVisible(), timeout=LONG)
    assert view.list.count() == 0
    window.lock()
    enter(window, firms.APPROVER)
    view = opened(qtbot, window)
    assert firms.PURPOSE in shown(view.case)
    window.lock()
    assert view.case.told is None
    assert firms.PURPOSE not in shown(view.case)
    assert not view.case.viewer.shown
