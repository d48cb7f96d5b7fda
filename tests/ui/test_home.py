"""Home says what needs this person, and leads there; calm when nothing does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from ui.window import Window

LONG = 60_000
Enter = Callable[["Window", str], None]


def at_home(qtbot: Any, window: Window) -> Any:
    view = window.view("home")
    qtbot.waitUntil(lambda: view._home is not None, timeout=LONG)
    return view


def texts(view: Any) -> str:
    return "\n".join(line.accessibleName() for line in view.lines)


def requested(folder: Path) -> str:
    """An engineer asks for a release."""
    from tests.fakes import firm as firms
    from vault.app.release import releases
    from vault.app.session import unlock

    engineer = unlock(folder, firms.ENGINEER, firms.passphrase(firms.ENGINEER))
    facts = engineer.state.facts
    asked = releases.Request(
        contacts=[next(iter(facts.contacts))],
        documents=[next(iter(facts.documents))],
        purpose="trial",
        until="2098-12-31",
        allow_untraceable=True,
    )
    return releases.request(engineer, asked).id


def test_an_approver_sees_the_request_and_one_key_leads_there(
    qtbot: Any, window: Window, enter: Enter, vault_folder: Path
) -> None:
    from tests.fakes.firm import APPROVER, ENGINEER, PARTNER

    release = requested(vault_folder)
    enter(window, APPROVER)
    view = at_home(qtbot, window)
    assert "approve" in view.cards and "seal" not in view.cards
    line = next(line for line in view.lines if line.about == ("approvals", release))
    assert PARTNER in line.accessibleName() and ENGINEER in line.accessibleName()
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert window._places.currentWidget() is window.view("approvals")


def test_who_may_do_nothing_about_it_is_not_told(
    qtbot: Any, window: Window, enter: Enter, vault_folder: Path
) -> None:
    from tests.fakes.firm import AUDITOR

    requested(vault_folder)
    enter(window, AUDITOR)
    view = at_home(qtbot, window)
    assert set(view.cards) == {"calm", "health"}
    assert "Nothing waits for you" in view.said.text()


def test_what_happens_elsewhere_appears_by_itself_and_goes_when_done(
    qtbot: Any, unlocked: Window, vault_folder: Path, tmp_path: Path
) -> None:
    from tests.fakes import firm as firms
    from vault.app.leak import leaks
    from vault.app.partnership import demands
    from vault.app.release import releases
    from vault.app.session import unlock

    view = at_home(qtbot, unlocked)
    assert "approve" not in view.cards
    release = requested(vault_folder)
    owner = unlock(vault_folder, firms.OWNER, firms.passphrase(firms.OWNER))
    partner = next(iter(owner.state.facts.partners))
    demands.add(owner, partner, received="2026-01-05", channel="phone", words="All of it.")
    found = tmp_path / "found.txt"
    found.write_text("flux", encoding="utf-8")
    leaks.lodge(owner, [found], where="company B")
    unlocked.context.desk.look()
    qtbot.waitUntil(lambda: "leaks" in view.cards, timeout=LONG)
    assert {"approve", "demands", "leaks", "agreements", "health"} <= set(view.cards)
    said = texts(view)
    assert "items missing: 6" in said and "not traced yet" in said
    assert "no agreement in force" in said
    releases.reject(owner, release, "not now")
    unlocked.context.desk.look()
    qtbot.waitUntil(lambda: "approve" not in view.cards, timeout=LONG)
    unlocked.lock()
    assert view._home is None and not view.lines


def test_a_new_vault_shows_first_steps_that_lead_there(
    qtbot: Any, window: Window, tmp_path: Path
) -> None:
    from tests.fakes.firm import CHEAP
    from vault.app.partnership import partners
    from vault.app.people import creation

    folder = tmp_path / "new"
    made = creation.create(folder, org="Neu", user="Ann", passphrase="a b c d e f", cost=CHEAP)
    card = window._unlock._enter
    card.unlock_with(folder, "Ann", "a b c d e f")
    view = at_home(qtbot, window)
    assert [step for step, done in view._home.steps if not done] == [
        "documents",
        "partner",
        "approver",
    ]
    known = partners.add_partner(made.session, "Firm")
    partners.add_contact(made.session, known.id, "Bo")
    window.context.desk.look()
    qtbot.waitUntil(lambda: dict(view._home.steps)["partner"], timeout=LONG)
    line = next(line for line in view.lines if line.about[0] == "settings")
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert window._places.currentWidget() is window.view("settings")


def test_the_vaults_health_leads_to_verification(qtbot: Any, unlocked: Window) -> None:
    view = at_home(qtbot, unlocked)
    line = next(line for line in view.lines if line.about == ("ledger", "ledger.verify"))
    assert "not verified" in line.accessibleName()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: unlocked.context.desk.property("verified") is not None, timeout=LONG)
    unlocked.go("home")
    qtbot.waitUntil(lambda: "verified at" in texts(view), timeout=LONG)
