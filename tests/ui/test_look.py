"""How the window looks, as far as it can be measured: contrast, sizes, fonts, nothing cut off."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QTextLayout
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from tests.ui import shots
from ui.models.table import Column, TableModel
from ui.theme.look import HANGUL, Look
from ui.theme.tokens import DARK, LIGHT, contrast
from ui.views import PLACES
from ui.views.partners import PartnerForm
from ui.widgets.basics import Banner, Empty, button
from ui.widgets.choice import Choice
from ui.widgets.form import DateField
from ui.widgets.nav import NavButton
from ui.widgets.table import Table

LONG = 60_000
ROOT = Path(__file__).resolve().parents[2]
GROUNDS = ("window", "surface", "raised", "sunken")
TEXTS = {
    **dict.fromkeys(GROUNDS, ("text", "soft", "faint", "accent", "good", "warn", "bad")),
    "accent_wash": ("text", "soft", "accent", "good", "warn", "bad"),
    "good_wash": ("text", "soft", "good"),
    "warn_wash": ("text", "soft", "warn"),
    "bad_wash": ("text", "soft", "bad"),
    "accent": ("accent_text",),
    "accent_hover": ("accent_text",),
    "bad": ("accent_text",),
    "nav": ("nav_text", "nav_soft"),
    "nav_on": ("nav_text",),
    "nav_text": ("nav",),
}
"""Ground → what is written on it, by name; 4.5 is asked for (WCAG 2.2, 1.4.3)."""
EDGES = {**dict.fromkeys(GROUNDS, ("outline", "accent")), "nav": ("nav_text",)}
"""Ground → edges of controls, and of those with the focus on it; 3 is asked for (1.4.11)."""
SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    yield Look(qapp, ROOT / "resources")
    qapp.setStyleSheet("")


def weak(tokens: Any, pairs: dict[str, tuple[str, ...]], least: float) -> dict[str, float]:
    ratios = {
        f"{over} on {ground}": contrast(getattr(tokens, over), getattr(tokens, ground))
        for ground, overs in pairs.items()
        for over in overs
    }
    return {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least}


@SCHEMES
def test_every_text_stands_out_from_every_ground_it_is_written_on(tokens: Any) -> None:
    assert weak(tokens, TEXTS, 4.5) == {}


@SCHEMES
def test_the_edge_of_what_can_be_used_is_seen(tokens: Any) -> None:
    assert weak(tokens, EDGES, 3.0) == {}


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_empty_box_is_seen(qtbot: Any, look: Look, kind: Any, scheme: str) -> None:
    look.choose(scheme)
    box = kind("word")
    qtbot.addWidget(box)
    box.show()
    option = QStyleOptionButton()
    box.initStyleOption(option)
    place = QStyle.SubElement.SE_CheckBoxIndicator
    if kind is QRadioButton:
        place = QStyle.SubElement.SE_RadioButtonIndicator
    area = box.style().subElementRect(place, option, box)
    image = box.grab().toImage()
    middle = area.center().y()
    row = [image.pixelColor(x, middle).name() for x in range(area.left(), area.right() + 1)]
    assert max(contrast(colour, look.tokens.window) for colour in row) >= 3


def families(text: str, font: Any) -> set[str]:
    """Families of the fonts that a text is really drawn with."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


@pytest.mark.parametrize("bold", [False, True])
def test_hangul_is_drawn_with_the_bundled_font(look: Look, bold: bool) -> None:
    assert families("한글 기술자료", look.font("body", bold)) == {HANGUL}
    assert families("한글", QApplication.font()) == {HANGUL}


def test_fields_and_buttons_stand_level(qtbot: Any, look: Look) -> None:
    made = [QLineEdit(), QComboBox(), QSpinBox(), QPushButton("a"), button("b", primary=True)]
    for each in made:
        qtbot.addWidget(each)
        each.ensurePolished()
    heights = {each.sizeHint().boundedTo(each.maximumSize()).height() for each in made}
    assert heights == {32}


def test_no_word_of_a_view_is_cut_off(qtbot: Any, unlocked: Any) -> None:
    """In both languages at once, since filling every view takes longer than looking at it."""
    unlocked.resize(1280, 800)
    cut = []
    for language in ("en", "ko"):
        unlocked.context.language.choose(language)
        for place in PLACES:
            unlocked.go(place)
            qtbot.waitUntil(lambda: not unlocked.context.desk.bridge._jobs, timeout=LONG)
            QApplication.processEvents()
            cut += [f"{place}: {text!r}" for text in clipped(unlocked.view(place))]
    unlocked.context.language.choose("en")
    assert not cut, "\n".join(cut)


def clipped(view: QWidget) -> list[str]:
    """Labels and buttons that have less room than their words need."""
    found = []
    for widget in view.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisible():
            continue
        text = widget.text()
        if not text or isinstance(widget, NavButton):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            if widget.height() < widget.heightForWidth(widget.width()):
                found.append(text)
        elif widget.width() < widget.minimumSizeHint().width():
            found.append(text)
    return found


def table(qtbot: Any, look: Look, rows: list[tuple[str, str]]) -> Table:
    columns = [
        Column("Title", lambda row: str(row[0])),
        Column("Kind", lambda row: str(row[1])),
    ]
    model = TableModel(columns, key=lambda row: str(row[0]))
    made = Table(model, (0, 100), "rows")
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    model.set_rows(rows)
    return made


def test_a_column_is_as_wide_as_its_rows_need_until_a_person_draws_it(
    qtbot: Any, look: Look
) -> None:
    made = table(qtbot, look, [("a", "heater plates for ceramics")])
    room = made.fontMetrics().horizontalAdvance("heater plates for ceramics")
    assert made.columnWidth(1) > room > 100
    made._rows.set_rows([("a", "x")])
    assert made.columnWidth(1) < 100
    made.horizontalHeader().resizeSection(1, 90)  # what drawing it does
    made._rows.set_rows([("a", "heater plates for ceramics")])
    made.resize(900, 300)
    assert made.columnWidth(1) == 90


def test_the_wide_column_gives_others_what_it_can_do_without(qtbot: Any, look: Look) -> None:
    made = table(qtbot, look, [("a title that is longer than its room " * 3, "heater plates " * 2)])
    room = made.fontMetrics().horizontalAdvance("heater plates " * 2)
    assert made.columnWidth(1) > room > 150  # more than its usual width and half as much
    made.resize(330, 300)
    assert made.columnWidth(1) == 100  # what it is given where room is scarce


def test_a_search_without_a_hit_says_so(qtbot: Any, look: Look) -> None:
    made = table(qtbot, look, [("a", "b")])

    def drawn() -> set[str]:
        image = made.viewport().grab().toImage()
        return {
            image.pixelColor(x, y).name() for x in range(0, image.width(), 1) for y in range(20, 60)
        }

    made._rows.search("zzz")
    said = drawn()
    made._rows.set_rows([])
    assert len(said) > 4 and len(drawn()) == 1


def test_while_a_place_is_empty_its_button_is_the_one_to_press(qtbot: Any, look: Look) -> None:
    class Place(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.bar = QHBoxLayout()

    place = Place()
    column, bar = QVBoxLayout(place), place.bar
    add, empty = button("Add", primary=True), Empty("Nothing yet.", "Add")
    bar.addWidget(add)
    column.addLayout(bar)
    column.addWidget(empty)
    qtbot.addWidget(place)
    place.show()
    assert empty.button.property("primary") and not add.property("primary")
    empty.hide()
    assert add.property("primary")


def test_a_choice_without_room_ends_with_an_ellipsis(qtbot: Any, look: Look) -> None:
    def shown(text: str) -> Any:
        made = Choice(4)
        qtbot.addWidget(made)
        made.addItem(text)
        made.setFixedWidth(120)
        made.ensurePolished()
        return made.grab().toImage()

    assert shown("process specification of plates") == shown("process specification, other")
    assert shown("process") != shown("process specification of plates")


def test_a_place_counts_in_its_name(qtbot: Any, look: Look) -> None:
    made = NavButton(look, "approve")
    qtbot.addWidget(made)
    made.say("Approvals", 3)
    assert made.accessibleName() == "Approvals (3)"
    made.say("Approvals")
    assert made.accessibleName() == "Approvals"


def test_a_banner_has_an_icon_in_the_colour_of_its_words(qtbot: Any, look: Look) -> None:
    look.choose("light")
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("bad", "It failed.", "Try again.")
    image = banner.mark.pixmap().toImage()
    strongest = max(
        (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())),
        key=QColor.alpha,
    )
    wanted = QColor(LIGHT.bad)
    assert abs(strongest.red() - wanted.red()) + abs(strongest.blue() - wanted.blue()) <= 4


def test_the_unlock_card_follows_the_language(qtbot: Any, window: Any) -> None:
    card = window._unlock._enter
    assert card.open.text() == "Unlock"
    window.context.language.choose("ko")
    qtbot.waitUntil(lambda: card.open.text() != "Unlock", timeout=LONG)
    assert window._unlock._create.heading.text() != "A new vault"
    window.context.language.choose("en")


@pytest.mark.skipif(not shots.shutil.which("Xvfb"), reason="Xvfb is not installed")
def test_pictures_have_a_display_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with shots.display():
        assert os.environ["QT_QPA_PLATFORM"] == "xcb"
        place = Path("/tmp/.X11-unix") / f"X{os.environ['DISPLAY'].removeprefix(':')}"
        assert place.exists()
    monkeypatch.delenv("DISPLAY")
    assert not place.exists()


def test_a_change_of_scheme_reaches_what_is_drawn(qtbot: Any, look: Look) -> None:
    look.choose("light")
    empty = Empty("Nothing yet.", icon="document")
    qtbot.addWidget(empty)
    empty.show()
    before = empty.mark.pixmap().toImage()
    look.choose("dark")
    QApplication.sendEvent(empty, QEvent(QEvent.Type.PaletteChange))
    assert empty.mark.pixmap().toImage() != before


def test_an_open_window_changes_its_scheme_by_itself(qtbot: Any, window: Any) -> None:
    """And a dialog over it, opened later, has it too; the application's sheet stays as it is."""
    look, app = window.context.look, QApplication.instance()
    look.choose("light")
    once = app.styleSheet()
    for scheme, tokens in (("dark", DARK), ("light", LIGHT)):
        look.choose(scheme)
        assert app.styleSheet() == once
        dialog = PartnerForm(window.context, window)
        qtbot.addWidget(dialog)
        dialog.begin()
        for part, ground in ((window._unlock._enter, tokens.surface), (dialog, tokens.raised)):
            image = part.grab().toImage()
            assert image.pixelColor(image.width() // 2, 4).name() == ground, scheme
        dialog.reject()


@pytest.mark.parametrize("typed", ["2026. 9. 8.", "2026/9/8", "2026년 9월 8일", "2026-09-08"])
def test_a_day_may_be_typed_as_it_is_shown(qtbot: Any, window: Any, typed: str) -> None:
    field = DateField(window.context)
    qtbot.addWidget(field)
    field.setText(typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "2026-09-08"
