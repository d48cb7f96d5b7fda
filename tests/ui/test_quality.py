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


def test_every_view_is_named_led_to_and_in_one_language(everywhere: Any) -> None:
    """Together, since filling every view takes longer than looking at it."""
    complaints = []
    for place in PLACES:
        view = everywhere.view(place)
        complaints += [f"{place} says nothing: {each}" for each in silent(view)]
        complaints += [f"{place} leads nowhere: {each}" for each in lost(view)]
        complaints += [f"{place} has no label: {each}" for each in bare(view)]
        if everywhere.context.language.code == "ko":
            complaints += [f"{place} is English: {each}" for each in english(view)]
    assert not complaints, "\n".join(complaints)


def silent(view: QWidget) -> list[str]:
    """Controls of which a screen reader has nothing to say."""
    return [
        described(widget)
        for widget in controls(view)
        if not spoken(widget)
        and not isinstance(widget, QTabBar)
        and (
            not isinstance(widget, QAbstractScrollArea)
            or isinstance(widget, QAbstractItemView | QTextEdit)
        )
    ]


def lost(view: QWidget) -> list[str]:
    """Labels with a mnemonic and no buddy."""
    return [
        label.text()
        for label in view.findChildren(QLabel)
        if "&" in label.text().replace("&&", "")
        and label.buddy() is None
        and label.textFormat() != Qt.TextFormat.PlainText
    ]


def bare(view: QWidget) -> list[str]:
    """Fields that neither have a label nor say in themselves what goes there."""
    led = {label.buddy() for label in view.findChildren(QLabel) if label.buddy()}
    return [
        described(field)
        for field in view.findChildren(QLineEdit)
        if not (field.parentWidget() in led or field in led or field.placeholderText())
        and not any(isinstance(each, INSIDE) for each in parents(field, view))
    ]


def english(view: Any) -> list[str]:
    """Buttons and titles without Hangul, where the window speaks Korean."""
    own = ("English", "100 %", "Cocoon", "−", "+", "OK")
    texts = [b.text() for b in view.findChildren(QAbstractButton)] + [view.title.text()]
    return [
        text
        for text in texts
        if any(char.isascii() and char.isalpha() for char in text)
        and not _hangul(text)
        and text not in own
    ]


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
