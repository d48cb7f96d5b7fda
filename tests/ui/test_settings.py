"""Settings by the window: people, policies, backups, records, this machine; help and about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListWidget, QTextBrowser

from tests.fakes.authority import OPENSSL, authority
from tests.fakes.firm import ENGINEER, OWNER, Clock, passphrase
from tests.ui.conftest import SPECIFICATION
from tests.ui.test_partners import LONG, form, send
from ui.help import About, Help, parts, topics
from vault.app.partnership.partners import add_partner
from vault.app.session import unlock


@pytest.fixture
def settings(unlocked: Any, qtbot: Any) -> Any:
    unlocked.go("settings")
    view = unlocked.view("settings")
    qtbot.waitUntil(lambda: view.people.page is not None, timeout=LONG)
    return view


def press(qtbot: Any, button: Any) -> None:
    assert button.isEnabled(), button.text()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def member(view: Any, name: str) -> Any:
    return next(row for row in view.people.page.members if row.name == name)


def test_an_owner_adds_somebody_and_changes_what_they_may(settings: Any, qtbot: Any) -> None:
    people = settings.people
    settings.open("people")
    press(qtbot, people.add)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.person, "Han New")
    qtbot.keyClicks(dialog.first, "several words for han")
    qtbot.keyClicks(dialog.again, "several words for hen")
    press(qtbot, dialog.send)
    assert dialog.banner.isVisible()
    dialog.again.clear()
    qtbot.keyClicks(dialog.again, "several words for han")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: any(row.name == "Han New" for row in people.page.members), timeout=LONG)

    people.table.select(member(settings, "Han New").id)
    press(qtbot, people.technologies)
    dialog = form(qtbot)
    next(iter(dialog.boxes.values())).setChecked(True)
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: bool(member(settings, "Han New").granted), timeout=LONG)

    press(qtbot, people.roles)
    dialog = form(qtbot)
    dialog.roles["examiner"].setChecked(True)
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: "examiner" in member(settings, "Han New").roles, timeout=LONG)

    press(qtbot, people.remove)
    send(qtbot, form(qtbot))
    qtbot.waitUntil(lambda: not member(settings, "Han New").active, timeout=LONG)


def test_somebody_stands_in_and_it_ends(settings: Any, qtbot: Any) -> None:
    people = settings.people
    settings.open("people")
    people.table.select(member(settings, ENGINEER).id)
    press(qtbot, people.delegate)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.until, (date.today() + timedelta(days=9)).isoformat())
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: member(settings, ENGINEER).stands_in == OWNER, timeout=LONG)
    press(qtbot, people.end)
    qtbot.waitUntil(lambda: not member(settings, ENGINEER).stands_in, timeout=LONG)


def test_a_policy_is_set_by_an_owner_only(
    settings: Any, unlocked: Any, enter: Any, qtbot: Any
) -> None:
    settings.open("policies")
    code, box = next(iter(settings.policies.boxes.items()))
    place = box.findData("block")
    box.setCurrentIndex(place)
    box.activated.emit(place)

    def level() -> str:
        return next(p.level for p in settings.policies.page.policies if p.code == code)

    qtbot.waitUntil(lambda: level() == "block", timeout=LONG)
    share, field = next(iter(settings.policies.thresholds.items()))

    def threshold() -> str:
        return next(p.threshold for p in settings.policies.page.policies if p.code == share)

    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "40")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: threshold() == "40", timeout=LONG)
    unlocked.lock()
    enter(unlocked, ENGINEER)
    unlocked.go("settings")
    qtbot.waitUntil(lambda: settings.people.page is not None, timeout=LONG)
    assert level() == "block"
    assert threshold() == "40"
    assert not any(field.isEnabled() for field in settings.policies.thresholds.values())
    assert not any(box.isEnabled() for box in settings.policies.boxes.values())
    assert not settings.people.add.isEnabled()


def test_backup_now_on_a_schedule_and_a_wrong_recovery_key(
    settings: Any, unlocked: Any, qtbot: Any, tmp_path: Path
) -> None:
    backup = settings.backup
    unlocked.context.actions["backup.create"].trigger()
    dialog = form(qtbot)
    dialog.out.line.setText(str(tmp_path / "one"))
    send(qtbot, dialog)
    assert (tmp_path / "one.tar").stat().st_size > 0

    press(qtbot, backup.plan)
    dialog = form(qtbot)
    dialog.folder.line.setText(str(tmp_path / "backups"))
    dialog.by.setCurrentText(ENGINEER)
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: backup.page.backup.every == 7, timeout=LONG)
    facts = unlocked.context.desk._session.state.facts
    assert facts.members[backup.page.backup.by].name == ENGINEER
    press(qtbot, backup.run_now)
    qtbot.waitUntil(lambda: bool(backup.page.backup.last), timeout=LONG)
    assert len(list((tmp_path / "backups").glob("*.tar"))) == 1
    press(qtbot, backup.off)
    qtbot.waitUntil(lambda: backup.page.backup.every == 0, timeout=LONG)

    made = next((tmp_path / "backups").glob("*.tar"))
    press(qtbot, backup.check)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.path.line, str(made))
    qtbot.keyClicks(dialog.word, passphrase(OWNER))
    send(qtbot, dialog)
    assert "is whole" in settings.banner.sentence.text()
    press(qtbot, backup.restore)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.path.line, str(made))
    qtbot.keyClicks(dialog.word, passphrase(OWNER))
    qtbot.keyClicks(dialog.to.line, str(tmp_path / "restored"))
    send(qtbot, dialog)
    kinds = [
        e.kind for e in unlock(tmp_path / "restored", OWNER, passphrase(OWNER)).ledger.events()
    ]
    assert kinds[-1] == "vault.restored"

    press(qtbot, backup.drill)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.key, "no recovery key")
    press(qtbot, dialog.send)
    qtbot.waitUntil(lambda: dialog.send.isEnabled() and dialog.banner.isVisible(), timeout=LONG)
    dialog.reject()


def test_a_clock_that_ran_ahead_is_declared(
    settings: Any, unlocked: Any, qtbot: Any, vault_folder: Path
) -> None:
    settings.open("backup")
    backup = settings.backup
    assert not backup.clock_card.isVisible()
    wrong = Clock(datetime.now(UTC) + timedelta(days=3650))
    ahead = unlock(vault_folder, ENGINEER, passphrase(ENGINEER), clock=wrong)
    add_partner(ahead, "Somebody")
    unlocked.context.desk.look()
    qtbot.waitUntil(backup.clock_card.isVisible, timeout=LONG)
    press(qtbot, backup.clock)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.reason, "the battery was empty")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: not backup.clock_card.isVisible(), timeout=LONG)
    add_partner(unlock(vault_folder, ENGINEER, passphrase(ENGINEER)), "Somebody else")


@pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command")
def test_the_ledger_is_stamped_by_file_and_its_hashes_are_listed(
    settings: Any, qtbot: Any, tmp_path: Path
) -> None:
    settings.open("stamps")
    stamps = settings.stamps
    request, answer = tmp_path / "ledger.tsq", tmp_path / "ledger.tsr"
    stamps.save_request(request)
    qtbot.waitUntil(lambda: settings.banner.isVisible(), timeout=LONG)
    answer.write_bytes(b"no token")
    stamps.take_answer(answer)
    qtbot.waitUntil(lambda: settings.banner.property("banner") == "bad", timeout=LONG)
    assert not stamps.page.stamps.stamps
    answer.write_bytes(authority(tmp_path / "tsa").answer(request.read_bytes()))
    stamps.take_answer(answer)
    qtbot.waitUntil(lambda: len(stamps.page.stamps.stamps) == 1, timeout=LONG)
    assert "confirms the first" in stamps.stamps.text()

    press(qtbot, stamps.on)
    dialog = form(qtbot)
    qtbot.keyClicks(dialog.address, "gopher://nowhere")
    press(qtbot, dialog.send)
    qtbot.waitUntil(lambda: dialog.banner.isVisible() and dialog.send.isEnabled(), timeout=LONG)
    dialog.address.clear()
    qtbot.keyClicks(dialog.address, "https://stamps.example/tsa")
    send(qtbot, dialog)
    qtbot.waitUntil(lambda: "stamps.example" in stamps.asked_said.text(), timeout=LONG)
    assert not stamps.now.isEnabled()  # nothing was sealed since
    press(qtbot, stamps.off)
    qtbot.waitUntil(lambda: stamps.page.stamps.address == "", timeout=LONG)

    stamps.save_hashes(tmp_path / "hashes.csv")
    qtbot.waitUntil(lambda: (tmp_path / "hashes.csv").exists(), timeout=LONG)
    assert SPECIFICATION in (tmp_path / "hashes.csv").read_text("utf-8-sig")


def test_language_look_and_locking_are_chosen_here(
    settings: Any, unlocked: Any, qtbot: Any
) -> None:
    general = settings.general
    place = general.language.findData("ko")
    general.language.setCurrentIndex(place)
    general.language.activated.emit(place)
    qtbot.waitUntil(lambda: settings.title.text() == "설정", timeout=LONG)
    place = general.scheme.findData("dark")
    general.scheme.setCurrentIndex(place)
    general.scheme.activated.emit(place)
    assert unlocked.context.look.choice == "dark"
    general.minutes.setValue(25)
    assert float(unlocked.context.settings.value("lock_minutes")) == 25
    assert unlocked._idle._timer.interval() == 25 * 60_000
    unlocked.context.language.choose("en")


def test_my_passphrase_is_changed(settings: Any, unlocked: Any, enter: Any, qtbot: Any) -> None:
    press(qtbot, settings.general.change)
    dialog = form(qtbot)
    for field in (dialog.first, dialog.again):
        qtbot.keyClicks(field, "other words that nobody guesses")
    send(qtbot, dialog)
    unlocked.lock()
    card = unlocked._unlock._enter
    qtbot.keyClicks(card.passphrase, "other words that nobody guesses")
    qtbot.keyClick(card.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: unlocked.context.desk.is_open, timeout=LONG)


def test_help_is_there_for_every_topic_in_both_languages(window: Any, qtbot: Any) -> None:
    folder = window.context.resources / "help"
    named = [[name for name, _, _ in topics(folder / code)] for code in ("en", "ko")]
    assert named[0] == named[1] and len(named[0]) >= 5
    window.context.actions["help.show"].trigger()
    shown = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Help) and w.isVisible())
    assert shown.findChild(QListWidget).count() == len(named[0])
    text = shown.findChild(QTextBrowser)
    assert "Cocoon" in text.toPlainText()
    window.context.language.choose("ko")
    qtbot.waitUntil(lambda: "원장" in text.toPlainText(), timeout=LONG)
    window.context.language.choose("en")
    shown.close()


def test_about_lists_parts_with_their_licences(window: Any, qtbot: Any) -> None:
    window.context.actions["help.about"].trigger()
    shown = next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, About) and w.isVisible()
    )
    listed = [shown.parts.item(n).text() for n in range(shown.parts.count())]
    assert any("LGPL" in text for text in listed) and any("cryptography" in t for t in listed)
    assert len(listed) == len(parts()) > 10
    shown.close()
