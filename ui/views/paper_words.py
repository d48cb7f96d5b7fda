"""Letters, dossiers and what happens to copies, put into words in one place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox

from ui.language import QT_TRANSLATE_NOOP

KINDS = {
    "reminder": QT_TRANSLATE_NOOP("Papers", "reminder that the use ends"),
    "return": QT_TRANSLATE_NOOP("Papers", "demand to return or destroy"),
    "recall": QT_TRANSLATE_NOOP("Papers", "recall notice"),
    "certificate": QT_TRANSLATE_NOOP("Papers", "certificate to be signed"),
    "reply": QT_TRANSLATE_NOOP("Papers", "reply to a demand"),
    "delete": QT_TRANSLATE_NOOP("Papers", "demand to delete or return"),
    "notice": QT_TRANSLATE_NOOP("Papers", "notice to the third party"),
    "preservation": QT_TRANSLATE_NOOP("Papers", "application to preserve evidence"),
    "annex": QT_TRANSLATE_NOOP("Papers", "annex on investment"),
    "dossier": QT_TRANSLATE_NOOP("Papers", "dossier"),
}
"""Kind of a paper → what it is."""

WHEN = {
    "reminder": QT_TRANSLATE_NOOP(
        "Papers", "Before the end: says until when the copy may be used."
    ),
    "return": QT_TRANSLATE_NOOP(
        "Papers", "Asks for the copy back, or for a signed certificate that it was destroyed."
    ),
    "recall": QT_TRANSLATE_NOOP(
        "Papers", "Tells the recipient that the copy was called back, and why."
    ),
    "certificate": QT_TRANSLATE_NOOP(
        "Papers", "A form for the recipient: what was returned or destroyed, with place for a seal."
    ),
    "delete": QT_TRANSLATE_NOOP(
        "Papers", "To the partner: delete or return the documents, and say who has had them."
    ),
    "notice": QT_TRANSLATE_NOOP(
        "Papers", "To whoever has the documents now: that they are ours, and kept secret."
    ),
    "preservation": QT_TRANSLATE_NOOP(
        "Papers", "A draft for the court, with the dated history and the exhibits."
    ),
}  # fmt: skip
"""Kind of a letter → what it does, in a sentence."""

LANGUAGES = {"ko": "한국어", "en": "English"}


def kind_word(kind: str) -> str:
    """What a paper is, in the language in force."""
    return QCoreApplication.translate("Papers", KINDS.get(kind, kind))


def when_word(kind: str) -> str:
    """What a letter is for, in the language in force."""
    return QCoreApplication.translate("Papers", WHEN.get(kind, ""))


def language_word(code: str) -> str:
    """A language by its own name; empty where a paper has none."""
    return LANGUAGES.get(code, code)


def fill_kinds(box: QComboBox, kinds: Any) -> None:
    """Fill a box with kinds of letters."""
    for kind in kinds:
        box.addItem(kind_word(kind), kind)


def fill_languages(box: QComboBox, code: str) -> None:
    """Fill a box with the languages that papers are written in."""
    for key, name in LANGUAGES.items():
        box.addItem(name, key)
    box.setCurrentIndex(max(0, box.findData(code)))
