"""How releases, copies and warnings are put into words, icons and tones, in one place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.language import QT_TRANSLATE_NOOP
from ui.wording import language

STATES = {
    "requested": (QT_TRANSLATE_NOOP("ReleaseWords", "Requested"), "clock", "warn"),
    "approved": (QT_TRANSLATE_NOOP("ReleaseWords", "Approved"), "approve", "good"),
    "sealed": (QT_TRANSLATE_NOOP("ReleaseWords", "Sealed"), "lock", "good"),
    "rejected": (QT_TRANSLATE_NOOP("ReleaseWords", "Rejected"), "cross", "bad"),
    "withdrawn": (QT_TRANSLATE_NOOP("ReleaseWords", "Withdrawn"), "back", "neutral"),
}
"""State of a release → text, icon, tone."""

COPIES = {
    "sealed": (QT_TRANSLATE_NOOP("ReleaseWords", "In the vault"), "lock", "neutral"),
    "collected": (QT_TRANSLATE_NOOP("ReleaseWords", "Collected"), "save", "neutral"),
    "delivered": (QT_TRANSLATE_NOOP("ReleaseWords", "Delivered"), "send", "good"),
    "acknowledged": (QT_TRANSLATE_NOOP("ReleaseWords", "Acknowledged"), "check", "good"),
    "returned": (QT_TRANSLATE_NOOP("ReleaseWords", "Returned"), "back", "neutral"),
    "destroyed": (QT_TRANSLATE_NOOP("ReleaseWords", "Destroyed"), "check", "neutral"),
    "recalled": (QT_TRANSLATE_NOOP("ReleaseWords", "Called back"), "warning", "warn"),
    "expired": (QT_TRANSLATE_NOOP("ReleaseWords", "Expired"), "clock", "warn"),
    "overdue": (QT_TRANSLATE_NOOP("ReleaseWords", "Overdue"), "warning", "bad"),
    "void": (QT_TRANSLATE_NOOP("ReleaseWords", "Void"), "cross", "bad"),
    "recorded": (QT_TRANSLATE_NOOP("ReleaseWords", "On record"), "document", "neutral"),
}
"""State of a copy → text, icon, tone."""

CLASSES = {
    "top-secret": QT_TRANSLATE_NOOP("ReleaseWords", "Top secret"),
    "confidential": QT_TRANSLATE_NOOP("ReleaseWords", "Confidential"),
    "internal": QT_TRANSLATE_NOOP("ReleaseWords", "Internal"),
    "public": QT_TRANSLATE_NOOP("ReleaseWords", "Public"),
}

STAMPS = {
    "footer": QT_TRANSLATE_NOOP("ReleaseWords", "At the foot of each page"),
    "header": QT_TRANSLATE_NOOP("ReleaseWords", "At the head of each page"),
    "diagonal": QT_TRANSLATE_NOOP("ReleaseWords", "Large, across each page"),
}


def said(text: str) -> str:
    """A text of this module in the language in force."""
    return QCoreApplication.translate("ReleaseWords", text)


def state(name: str) -> tuple[str, str, str]:
    """Text, icon and tone of a release's state."""
    text, icon, tone = STATES.get(name, (name, "", "neutral"))
    return said(text), icon, tone


def copy(name: str) -> tuple[str, str, str]:
    """Text, icon and tone of a copy's state."""
    text, icon, tone = COPIES.get(name, (name, "", "neutral"))
    return said(text), icon, tone


def classification(name: str) -> str:
    """A document's class."""
    return said(CLASSES.get(name, name))


def stamp(name: str) -> str:
    """What a stamp template does."""
    return said(STAMPS.get(name, name))


def korean() -> bool:
    """Whether the language in force is Korean."""
    return language() == "ko"


def sentence(row: Any) -> str:
    """A warning's sentence in the language in force."""
    return str(row.korean) if korean() and row.korean else str(row.message)


def short(copies: tuple[str, ...]) -> str:
    """The states of several copies in a few words: ``2 Delivered, 1 Overdue``."""
    counted: dict[str, int] = {}
    for name in copies:
        counted[name] = counted.get(name, 0) + 1
    if len(counted) == 1 and len(copies) == 1:
        return copy(copies[0])[0]
    return ", ".join(f"{count} × {copy(name)[0]}" for name, count in counted.items())
