"""Locking beats whatever is open, and leaves nothing behind: not seen, not held, not undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QMimeData, QSettings, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

from tests.fakes.firm import CONTACTS, ENGINEER, ORG, OWNER, PARTNER, passphrase
from tests.ui import busy
from tests.ui.walking import settle
from ui.idle import lock_minutes
from ui.views import PLACES
from ui.widgets.form import DateField, FormDialog

LONG = 60_000
SECRETS = (ORG, PARTNER, CONTACTS[0][0], busy.TECHNOLOGY, busy.RECIPE, busy.WORDS, busy.PURPOSE,
           busy.NOTE, "Oven specification", passphrase(OWNER), ENGINEER)  # fmt: skip


@pytest.fixture
def filled(vault_folder: Path, tmp_path: Path, monkeypatch: Any) -> Path:
    monkeypatch.setenv("COCOON_CONFIG", str(tmp_path / "config"))
    busy.fill(vault_folder, tmp_path)
    return vault_folder


def everything_said() -> Iterator[tuple[str, str]]:
    """What any widget of the program holds, seen or not; and which."""
    for widget in QApplication.allWidgets():
        kind = type(widget).__name__
        yield kind, widget.windowTitle()
        yield kind, widget.accessibleName()
        yield kind, widget.toolTip()
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield kind, widget.text()
        if isinstance(widget, QPlainTextEdit | QTextEdit):
            yield kind, widget.toPlainText()
        if isinstance(widget, QComboBox):
            for number in range(widget.count()):
                yield kind, f"{widget.itemText(number)} {widget.itemData(number)}"
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
            for row in range(model.rowCount()):
                for column in range(columns):
                    yield kind, str(model.index(row, column).data())
        for action in widget.findChildren(QAction):
            yield kind, action.text()


def left(secrets: tuple[str, ...] = SECRETS) -> set[str]:
    return {
        f"{kind}: {secret}"
        for kind, text in everything_said()
        for secret in secrets
        if secret in text
    }


def others(window: QWidget) -> list[QWidget]:
    return [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not window]


def test_nothing_of_a_vault_stays_in_any_widget_after_locking(
    filled: Path, unlocked: Any, qtbot: Any
) -> None:
    for place in PLACES:
        unlocked.go(place)
        settle(unlocked, qtbot)
        for table in unlocked.view(place).findChildren(QAbstractItemView):
            if table.isVisible() and table.model() is not None and table.model().rowCount():
                table.setCurrentIndex(table.model().index(0, 0))
                settle(unlocked, qtbot)
    assert len({each.partition(": ")[2] for each in left()}) >= 8  # there was something to forget
    typed = "typed and not sent"
    lines = [f for f in unlocked._places.findChildren(QLineEdit) if f.isEnabled()]
    for line in lines:
        line.setFocus()
        line.insert(typed)
    unlocked._idle.passed.emit()
    QApplication.sendPostedEvents(None, 52)  # deferred deletions
    QApplication.processEvents()
    assert not unlocked.context.desk.is_open
    assert left() == set()
    for line in filter(isValid, lines):  # what was rebuilt is gone, with what was typed
        line.undo()
        assert typed not in line.text(), f"Undo brings it back: {line.accessibleName()}"


def file_dialog(window: Any) -> None:
    """A file dialog of a view, which waits in a loop of its own."""
    window.go("documents")
    QTimer.singleShot(0, window.view("documents")._choose)


def form(window: Any) -> None:
    """A form, half filled."""
    window.go("partners", "partner.add")


def file_dialog_over_a_form(window: Any) -> None:
    """Two dialogs, one over the other, the inner with a loop of its own."""
    window.go("settings", "backup.create")
    (dialog,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)
                 and w.isVisible())  # fmt: skip
    browse = next(b for b in dialog.findChildren(QPushButton) if "Browse" in b.text())
    QTimer.singleShot(0, browse.click)


def calendar_over_a_form(window: Any) -> None:
    """A menu with a calendar, over a form."""
    window.go("investments")
    while window.view("investments").board is None:
        QApplication.processEvents()
    window.view("investments").enter()
    (dialog,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)
                 and w.isVisible())  # fmt: skip
    dialog.findChildren(DateField)[0]._choose()


def palette(window: Any) -> None:
    window.context.actions["palette.show"].trigger()


def helped(window: Any) -> None:
    window.context.actions["help.show"].trigger()


def about(window: Any) -> None:
    window.context.actions["help.about"].trigger()


def menu(window: Any) -> None:
    """A menu of the menu bar."""
    window.menuBar().findChildren(QMenu)[0].popup(window.mapToGlobal(window.rect().center()))


def list_dropped_down(window: Any) -> None:
    window.go("settings")
    window.view("settings").findChild(QListWidget).setCurrentRow(0)
    next(c for c in window.view("settings").findChildren(QComboBox) if c.isVisible()).showPopup()


def context_menu(window: Any) -> None:
    """What the right button opens on a field."""
    window.go("documents")
    made = window.view("documents").field.createStandardContextMenu()
    made.setParent(window, made.windowFlags())
    made.popup(window.mapToGlobal(window.rect().center()))


def tip(window: Any) -> None:
    QToolTip.showText(window.mapToGlobal(window.rect().center()), PARTNER, window)


OPENED = (file_dialog, form, file_dialog_over_a_form, calendar_over_a_form, palette, helped, about,
          menu, list_dropped_down, context_menu, tip)  # fmt: skip


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_whatever_is_open_goes_away(unlocked: Any, enter: Any, qtbot: Any) -> None:
    window = unlocked
    for opening in OPENED:
        if not window.context.desk.is_open:
            enter(window, OWNER)
        settle(window, qtbot)
        before: list[str] = []
        wanted = 2 if "_over_" in opening.__name__ else 1
        clock = QTimer(interval=20)  # a file dialog's own loop lets nothing else run

        def lock(wanted: int = wanted, before: list[str] = before, clock: QTimer = clock) -> None:
            if len(others(window)) >= wanted:
                clock.stop()
                before += [type(w).__name__ for w in others(window)]
                window._idle.passed.emit()

        clock.timeout.connect(lock)
        clock.start()
        opening(window)
        qtbot.waitUntil(lambda before=before: bool(before) and not others(window), timeout=LONG)
        assert not window.context.desk.is_open, opening.__name__
        assert QApplication.activeModalWidget() is None, before
        assert QApplication.activePopupWidget() is None, before
    files = [w for w in QApplication.topLevelWidgets() if isinstance(w, QFileDialog)]
    calendars = [w for w in QApplication.allWidgets() if isinstance(w, QCalendarWidget)]
    assert not [w for w in (*files, *calendars) if w.isVisible()]


def test_a_half_written_form_is_there_again_and_a_passphrase_is_not(
    unlocked: Any, enter: Any, qtbot: Any
) -> None:
    def opened() -> FormDialog:
        (found,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)
                    and w.isVisible())  # fmt: skip
        return found

    unlocked.go("investments", "investment.add")
    settle(unlocked, qtbot)
    note = next(f for f in opened().findChildren(QLineEdit) if f.isVisible() and not f.text())
    qtbot.keyClicks(note, "press brake, second week")
    unlocked._idle.passed.emit()
    assert not others(unlocked)
    enter(unlocked, OWNER)
    settle(unlocked, qtbot)
    unlocked.go("investments", "investment.add")
    settle(unlocked, qtbot)
    texts = [f.text() for f in opened().findChildren(QLineEdit)]
    assert "press brake, second week" in texts


def test_only_our_own_clipboard_is_emptied(unlocked: Any, enter: Any, qtbot: Any) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText(f"{PARTNER}: copied here")
    unlocked.lock()
    assert clipboard.text() == ""

    enter(unlocked, OWNER)

    class Elsewhere:
        """Another program's clipboard, as this one sees it."""

        cleared = False

        def __getattr__(self, name: str) -> Any:
            return getattr(clipboard, name)

        def ownsClipboard(self) -> bool:
            return False

        def ownsSelection(self) -> bool:
            return False

        def clear(self, *mode: Any) -> None:
            self.cleared = True

    data = QMimeData()
    data.setText("from another program")
    clipboard.setMimeData(data)
    other = Elsewhere()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.locking.QApplication.clipboard", lambda: other)
        patch.setattr("ui.locking._ALONE", ())
        unlocked.lock()
    assert not other.cleared
    assert clipboard.text() == "from another program"


def test_what_was_asked_before_locking_and_answered_after_is_dropped(
    unlocked: Any, enter: Any, qtbot: Any
) -> None:
    desk = unlocked.context.desk
    answered: list[Any] = []
    desk.do(
        lambda session, job: job.report(session.state.facts.org) or session.state.facts.org,
        areas=(),
        done=answered.append,
        failed=answered.append,
        progressed=answered.append,
    )
    unlocked.lock()
    qtbot.waitUntil(lambda: not desk.bridge._jobs, timeout=LONG)
    assert not answered
    assert desk.org == ""
    enter(unlocked, OWNER)
    desk.look()
    unlocked.lock()  # while it looks
    qtbot.waitUntil(lambda: not desk.bridge._jobs, timeout=LONG)
    enter(unlocked, OWNER)
    assert not desk._looking


@pytest.mark.parametrize(
    ("written", "minutes"),
    [(None, 10), ("25", 25), ("2.5", 2), ("soon", 10), ("", 10), ("nan", 10), ("inf", 240),
     ("0", 1), ("99999999999", 240)],
)  # fmt: skip
def test_whatever_stands_in_the_settings_the_time_until_locking_is_one(
    written: str | None, minutes: int, tmp_path: Path
) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    if written is not None:
        settings.setValue("lock_minutes", written)
    assert lock_minutes(settings) == minutes


def test_a_spoiled_settings_file_does_not_keep_the_window_shut(window: Any, qtbot: Any) -> None:
    window.context.settings.setValue("lock_minutes", "soon")
    again = type(window)(window.context)
    qtbot.addWidget(again)
    assert again._idle._timer.interval() == 10 * 60_000
