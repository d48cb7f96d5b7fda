"""What a document's pages are worth to tracing, in words, icons and tones, in one place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.language import QT_TRANSLATE_NOOP

TRACEABILITY = {
    "good": (QT_TRANSLATE_NOOP("Documents", "all pages"), "shield", "good"),
    "partly": (QT_TRANSLATE_NOOP("Documents", "some pages"), "warning", "warn"),
    "none": (QT_TRANSLATE_NOOP("Documents", "not at all"), "cross", "bad"),
}
"""How much of a revision can be traced → text, icon, tone."""


def traceability_word(worth: str) -> str:
    """How much of a revision can be traced, in the language in force."""
    return QCoreApplication.translate("Documents", TRACEABILITY[worth][0])
