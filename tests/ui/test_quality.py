"""Every view, in both languages: names for a screen reader, buddies, shortcuts, contrast, Korean.

How fast the window's thread answers is not timed here: `tests/bench` does that.
"""

from __future__ import annotations

import ast
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from ui.actions import SPECS
from ui.theme.tokens import DARK, LIGHT, contrast
from ui.views import PLACES
from ui.widgets.basics import Progress

LONG = 60_000
ROOT = Path(__file__).resolve().parents[2]
TRANSLATION = ROOT / "resources" / "translations" / "cocoon_ko.ts"
LANGUAGES = ("en", "ko")
TEXT_ON = {
    "window": ("text", "soft", "accent", "good", "warn", "bad"),
    "surface": ("text", "soft", "accent", "good", "warn", "bad"),
    "raised": ("text", "soft", "accent", "bad"),
    "sunken": ("text", "soft"),
    "accent": ("accent_text",),
    "accent_wash": ("text", "soft"),
    "good_wash": ("text", "good"),
    "warn_wash": ("text", "warn"),
    "bad_wash": ("text", "bad"),
    "nav": ("nav_text", "nav_soft"),
    "nav_on": ("nav_text",),
}
"""Ground → what is written on it."""
INSIDE = (QAbstractSpinBox, QComboBox, QAbstractItemView, QCalendarWidget, QTabWidget)
"""Controls that speak for the widgets inside them."""


@pytest.fixture(params=LANGUAGES)
def everywhere(request: Any, unlocked: Any, qtbot: Any) -> Iterator[Any]:
    """The window in one language, with every view made and filled."""
    unlocked.context.language.choose(request.param)
    desk = unlocked.context.desk
    for place in PLACES:
        unlocked.go(place)
        qtbot.waitUntil(lambda: not desk.bridge._jobs, timeout=LONG)
    yield unlocked
    unlocked.context.language.choose("en")


def controls(view: QWidget) -> Iterator[QWidget]:
    """What can have the cursor, without the inside of compound controls.

    Text that can be selected speaks for itself; what is hidden gets its text when it is shown.
    """
    for widget in view.findChildren(QWidget):
        if isinstance(widget, QLabel) or any(
            each.isHidden() and isinstance(each, Progress | QPushButton)
            for each in (widget, *parents(widget, view))
        ):
            continue
        inside = [parent for parent in parents(widget, view) if isinstance(parent, INSIDE)]
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not inside:
            yield widget


def parents(widget: QWidget, top: QWidget) -> Iterator[QWidget]:
    found = widget.parentWidget()
    while found is not None and found is not top:
        yield found
        found = found.parentWidget()


def spoken(widget: QWidget) -> str:
    """What a screen reader says of a control."""
    if widget.accessibleName():
        return widget.accessibleName()
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def described(widget: QWidget) -> str:
    names = [type(each).__name__ for each in [widget, *parents(widget, widget.window())]]
    return " < ".join(names[:4])


def test_every_control_says_what_it_is(everywhere: Any) -> None:
    silent = [
        f"{place}: {described(widget)}"
        for place in PLACES
        for widget in controls(everywhere.view(place))
        if not spoken(widget)
        and not isinstance(widget, QTabBar)
        and (
            not isinstance(widget, QAbstractScrollArea)
            or isinstance(widget, QAbstractItemView | QTextEdit)
        )
    ]
    assert not silent, "\n".join(silent)


def test_a_label_with_a_mnemonic_leads_somewhere(everywhere: Any) -> None:
    lost = [
        f"{place}: {label.text()}"
        for place in PLACES
        for label in everywhere.view(place).findChildren(QLabel)
        if "&" in label.text().replace("&&", "")
        and label.buddy() is None
        and label.textFormat() != Qt.TextFormat.PlainText
    ]
    assert not lost, "\n".join(lost)


def test_fields_stand_under_a_name_that_is_seen(everywhere: Any) -> None:
    """A field has a label, or says in itself what goes there."""
    bare = []
    for place in PLACES:
        view = everywhere.view(place)
        led = {label.buddy() for label in view.findChildren(QLabel) if label.buddy()}
        for field in view.findChildren(QLineEdit):
            if field.parentWidget() in led or field in led or field.placeholderText():
                continue
            if not any(isinstance(each, INSIDE) for each in parents(field, view)):
                bare.append(f"{place}: {described(field)}")
    assert not bare, "\n".join(bare)


def test_nothing_is_left_in_the_other_language(everywhere: Any) -> None:
    """In Korean every button and heading of the window's own has Hangul in it."""
    if everywhere.context.language.code != "ko":
        return
    own = ("English", "100 %", "Cocoon", "−", "+", "OK")
    english = []
    for place in PLACES:
        view = everywhere.view(place)
        texts = [b.text() for b in view.findChildren(QAbstractButton)] + [view.title.text()]
        for text in texts:
            latin = any(char.isascii() and char.isalpha() for char in text)
            if latin and not _hangul(text) and text not in own:
                english.append(f"{place}: {text}")
    assert not english, "\n".join(english)


def test_shortcuts_are_unique() -> None:
    keys = Counter(spec.keys for spec in SPECS if spec.keys)
    assert [key for key, count in keys.items() if count > 1] == []
    names = Counter(spec.name for spec in SPECS)
    assert max(names.values()) == 1


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(tokens: Any) -> None:
    weak = {
        f"{text} on {ground}": round(contrast(getattr(tokens, text), getattr(tokens, ground)), 2)
        for ground, texts in TEXT_ON.items()
        for text in texts
        if contrast(getattr(tokens, text), getattr(tokens, ground)) < 4.5
    }
    assert not weak
    for ground in ("surface", "window"):  # hints and what is disabled
        assert contrast(tokens.faint, getattr(tokens, ground)) >= 3


# -- translations ------------------------------------------------------------------------------


def _hangul(text: str) -> bool:
    return any("가" <= char <= "힣" for char in text)


def messages() -> dict[tuple[str, str], ElementTree.Element]:
    found = {}
    for context in ElementTree.parse(TRANSLATION).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            found[name, message.findtext("source") or ""] = message
    return found


def translated_calls() -> Iterator[tuple[Path, str, str]]:
    """File, context and source of each ``self.tr`` and ``QT_TRANSLATE_NOOP`` of the window."""
    for path in sorted((ROOT / "ui").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for top in tree.body:
            for node in ast.walk(top):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
                if called == "tr" and isinstance(top, ast.ClassDef):
                    assert texts and isinstance(texts[0], str), f"{path.name}:{node.lineno}"
                    yield path, top.name, texts[0]
                elif called == "QT_TRANSLATE_NOOP":
                    assert len(texts) == 2, f"{path.name}:{node.lineno}"
                    yield path, str(texts[0]), str(texts[1])


def test_every_text_of_the_window_is_translated() -> None:
    known = messages()
    missing = sorted(
        f"{path.name}: {context}: {source}"
        for path, context, source in translated_calls()
        if (context, source) not in known
    )
    assert not missing, "run lupdate:\n" + "\n".join(missing)


def test_no_translation_is_unfinished_or_empty() -> None:
    bad = []
    for (context, source), message in messages().items():
        translation = message.find("translation")
        assert translation is not None
        text = "".join(translation.itertext()).strip()
        if translation.get("type") or (not text and source.strip()):
            bad.append(f"{context}: {source}")
        fields = {part.split("}")[0] for part in source.split("{")[1:]}
        given = {part.split("}")[0] for part in text.split("{")[1:]}
        if fields != given or ("%n" in source) != ("%n" in text):
            bad.append(f"{context}: placeholders of {source!r}")
    assert not bad, "\n".join(bad)


def test_the_compiled_translation_is_that_of_the_source(qapp: Any) -> None:
    from PySide6.QtCore import QTranslator

    translator = QTranslator()
    assert translator.load(str(TRANSLATION.with_suffix(".qm")))
    stale = []
    for (context, source), message in messages().items():
        translation = message.find("translation")
        assert translation is not None
        if message.get("numerus") == "yes":
            continue
        if translator.translate(context, source) != (translation.text or ""):
            stale.append(f"{context}: {source}")
    assert not stale, "run lrelease:\n" + "\n".join(stale)
