"""What needs somebody, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication

from ui.language import QT_TRANSLATE_NOOP
from ui.wording import dated


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of needs under one heading, and the place where they are seen to."""

    heading: str
    icon: str
    place: str
    kinds: tuple[str, ...]


GROUPS: dict[str, Group] = {
    "approve": Group(
        QT_TRANSLATE_NOOP("Needs", "Waiting for your decision"),
        "approve",
        "approvals",
        ("approve",),
    ),
    "seal": Group(QT_TRANSLATE_NOOP("Needs", "Approved, not sealed"), "key", "releases", ("seal",)),
    "leaks": Group(
        QT_TRANSLATE_NOOP("Needs", "Leaks and incidents"), "trace", "trace", ("leak", "incident")
    ),
    "expiry": Group(
        QT_TRANSLATE_NOOP("Needs", "Use ends, or it should be back"),
        "clock",
        "releases",
        ("expiry",),
    ),
    "demands": Group(
        QT_TRANSLATE_NOOP("Needs", "Demands to answer"), "letter", "partners", ("demand",)
    ),
    "hand": Group(
        QT_TRANSLATE_NOOP("Needs", "Packs to hand over"),
        "send",
        "releases",
        ("collect", "deliver"),
    ),
    "agreements": Group(
        QT_TRANSLATE_NOOP("Needs", "Agreements"),
        "partner",
        "partners",
        ("agreement", "unprotected"),
    ),
    "backup": Group(QT_TRANSLATE_NOOP("Needs", "Backup due"), "backup", "settings", ("backup",)),
}


def place(need: Any, group: str) -> tuple[str, Any]:
    """Where a need is seen to, and what is shown there."""
    if need.kind == "incident":
        return "incidents", need.about
    if need.kind == "expiry" and str(need.about).startswith("P-"):  # it left before the vault
        return "partners", (need.about, "holdings")
    if need.kind == "unprotected":
        return "partners", (need.about, "agreements")
    return GROUPS[group].place, need.about


def group_word(group: str) -> str:
    """A heading in the language in force."""
    return QCoreApplication.translate("Needs", GROUPS[group].heading)


def title(need: Any, *, korean: bool) -> str:
    """What a need is about."""
    more = need.word if need.kind == "incident" and korean and need.word else need.detail
    return " – ".join(part for part in (need.title, " ".join(more.split())[:120]) if part)


def detail(need: Any) -> str:
    """Since when, until when, or what of it."""
    translate = QCoreApplication.translate
    if need.kind == "approve":
        return f"{need.word} · {dated(need.day)}"
    if need.kind == "collect":
        return translate("Needs", "{n} to collect").format(n=need.word)
    if need.kind == "deliver":
        return translate("Needs", "{n} to deliver").format(n=need.word)
    if need.kind == "leak":
        return translate("Needs", "not traced yet")
    if need.kind == "unprotected":
        return translate("Needs", "no agreement in force")
    if need.kind == "demand" and need.word != "0":
        said = translate("Needs", "items missing: {n}").format(n=need.word)
        return f"{said} · {_left(need)}" if need.days is not None else said
    return _left(need)


def _left(need: Any) -> str:
    translate = QCoreApplication.translate
    if need.days is None:
        return dated(need.day)
    if need.days < 0:
        return translate("Needs", "overdue since {day}").format(day=dated(need.day))
    if need.days == 0:
        return translate("Needs", "today")
    if need.days == 1:
        return translate("Needs", "tomorrow")
    if need.days <= 60:
        return translate("Needs", "in {n} days").format(n=need.days)
    return translate("Needs", "until {day}").format(day=dated(need.day))
