"""Every view and dialog, in both languages: named, led to, reached by Tab in the order seen."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from tests.ui import busy
from tests.ui.test_quality import bare, controls, english, lost, parents, silent, spoken
from tests.ui.walking import settle, walk
from ui.views import PLACES

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
]
DIALOGS = 36
"""So many kinds of dialogs a walk opens at least; fewer, and it did not press what it should."""
_MOST_TABS = 300


@pytest.fixture
def filled(vault_folder: Path, tmp_path: Path, monkeypatch: Any) -> Path:
    """The firm's vault with one of everything in it."""
    monkeypatch.setenv("COCOON_CONFIG", str(tmp_path / "config"))
    busy.fill(vault_folder, tmp_path)
    return vault_folder


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_view_and_dialog_can_be_used_without_seeing_or_a_mouse(
    language: str, filled: Path, unlocked: Any, qtbot: Any
) -> None:
    unlocked.context.language.choose(language)
    settle(unlocked, qtbot)
    complaints: list[str] = []
    for place in PLACES:
        unlocked.go(place)
        settle(unlocked, qtbot)
        complaints += [f"{place}: {each}" for each in misordered(unlocked.view(place))]
        complaints += [f"{place}: {each}" for each in twice(unlocked.view(place), unlocked)]
    complaints += [f"the window: {each}" for each in clashes(unlocked)]
    seen = []
    for pressed, dialog in walk(unlocked, qtbot):
        name = f"{type(dialog).__name__} ({pressed})"
        seen.append(type(dialog).__name__)
        complaints += [f"{name} says nothing: {each}" for each in silent(dialog)]
        complaints += [f"{name} leads nowhere: {each}" for each in lost(dialog)]
        complaints += [f"{name} has no label: {each}" for each in bare(dialog)]
        complaints += [f"{name}: {each}" for each in misordered(dialog)]
        complaints += [f"{name}: {each}" for each in twice(dialog)]
        if not (dialog.windowTitle() or dialog.accessibleName()):
            complaints.append(f"{name} has no title")
        if language == "ko":
            complaints += [f"{name} is English: {each}" for each in english(Titled(dialog))]
    unlocked.context.language.choose("en")
    assert not complaints, "\n".join(complaints)
    assert len(seen) >= DIALOGS, seen


class Titled:
    """A dialog as a view is looked at: with its title as a label."""

    def __init__(self, dialog: QWidget) -> None:
        self.findChildren = dialog.findChildren
        self.title = self
        self.text = dialog.windowTitle


def focusable(top: QWidget) -> list[QWidget]:
    """What Tab reaches in a view or dialog, in the order of Tab."""
    wanted = {
        id(each): each
        for each in controls(top)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None and not isinstance(each, QScrollArea)
    }  # fmt: skip
    found: list[QWidget] = []
    if not wanted:
        return found
    window, now = top.window(), next(iter(wanted.values()))
    now.setFocus(Qt.FocusReason.TabFocusReason)
    entered = top.isWindow()
    for _ in range(_MOST_TABS):
        if not entered and not top.isAncestorOf(now):  # from here on, in the order of a person
            entered = True
            found.clear()
        if id(now) in wanted:
            if now in found:
                break
            found.append(now)
        QTest.keyClick(now, Qt.Key.Key_Tab)
        reached = window.focusWidget()
        assert reached is not None and reached is not now, f"Tab does not leave {named(now)}"
        now = reached
    missed = [named(each) for each in wanted.values() if each not in found]
    assert not missed, f"Tab does not reach {missed}"
    return found


def misordered(top: QWidget) -> list[str]:
    """Steps of Tab that go against what is seen: up, or back within a row."""
    order = focusable(top)
    if top.isWindow() and order:  # from its last control, Tab goes to its first again
        places = {each: place_of(each, top) for each in order}
        first = min(order, key=lambda each: (places[each].left() // 24, places[each].top()))
        order = order[order.index(first) :] + order[: order.index(first)]
    wrong = []
    for before, after in itertools.pairwise(order):
        one, two = place_of(before, top), place_of(after, top)
        shared = min(one.bottom(), two.bottom()) - max(one.top(), two.top())
        same_row = shared > min(one.height(), two.height()) / 2
        up = two.bottom() <= one.top() and two.left() < one.right()
        back = same_row and two.right() <= one.left()
        if up or back:
            way = "up" if up else "back"
            wrong.append(f"Tab goes {way} from {named(before)} to {named(after)}")
    return wrong


def place_of(widget: QWidget, top: QWidget) -> QRect:
    return QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{spoken(widget)}”"


def twice(top: QWidget, window: Any = None) -> list[str]:
    """Letters after Alt that two controls of one dialog or view share, or one with a menu."""
    found: dict[str, str] = {}
    for action in window.menuBar().actions() if window else ():
        found[action.text().partition("&")[2][:1].casefold()] = action.text()
    wrong = []
    for each in mnemonics(top):
        letter = each.partition("&")[2][:1].casefold()
        if letter in found:
            wrong.append(f"Alt+{letter} is of “{found[letter]}” and “{each}”")
        found[letter] = each
    return wrong


def mnemonics(top: QWidget) -> Iterator[str]:
    for label in top.findChildren(QLabel):
        text = label.text()
        if label.isVisible() and label.buddy() is not None and "&" in text.replace("&&", ""):
            yield text.replace("&&", "")
    for made in top.findChildren(QAbstractButton):
        text = made.text().replace("&&", "")
        if made.isVisible() and "&" in text and not any(isinstance(p, QTabBar) for p in
                                                        parents(made, top)):  # fmt: skip
            yield text


def clashes(window: Any) -> list[str]:
    """Letters that two menus, or two entries of one menu, share."""
    wrong = []
    bar = window.menuBar()
    groups = [("menu bar", [action.text() for action in bar.actions()])]
    groups += [
        (menu.title(), [action.text() for action in menu.actions()]) for menu, _ in window._menus
    ]
    for name, texts in groups:
        letters = [t.replace("&&", "").partition("&")[2][:1].casefold() for t in texts]
        used = [letter for letter in letters if letter]
        wrong += [f"{name}: Alt+{each} twice" for each in set(used) if used.count(each) > 1]
        if name == "menu bar" and len(used) != len(texts):
            wrong.append("a menu has no letter")
    keys = [action.shortcut().toString() for _, action in window.context.actions]
    taken = [key for key in keys if key]
    wrong += [f"{key} twice" for key in set(taken) if taken.count(key) > 1]
    letters = {f"Alt+{t.partition('&')[2][:1].upper()}" for t in groups[0][1]}
    wrong += [f"{key} opens a menu, too" for key in letters & set(taken)]
    return wrong


@pytest.mark.parametrize("made", ["123", "213"])
def test_a_wrong_order_is_noticed(made: str, qtbot: Any) -> None:
    """The check itself: Tab visits fields as they were made, and they stand as 1, 2, 3."""
    top = QWidget()
    qtbot.addWidget(top)
    fields = {number: QLineEdit(top) for number in made}
    column = QVBoxLayout(top)
    for number in "123":
        column.addWidget(fields[number])
    top.show()
    QApplication.processEvents()
    assert len(misordered(top)) == (0 if made == "123" else 1)
