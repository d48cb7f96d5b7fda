"""Countdowns after a leak: periods from a dated file, counted from an incident's dates.

The data lie in ``resources/law/deadlines.json``. The program counts days and concludes nothing:
a period ends on the day of the same number (or the last of that month), whatever holidays,
interruptions or transitional provisions may change; counsel must confirm each.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import msgspec

from vault.domain.values import Incident
from vault.papers.resources import resource


class Period(msgspec.Struct, frozen=True, rename={"source": "from"}):
    """One period of the file.

    Attributes:
        code: its stable name.
        kind: ``limit`` (set by law) or ``aim`` (the firm's own).
        source: which date of the incident it runs from: ``known``, ``began``, ``deal_ended``.
        years, days: how long; one of them is 0.
        korean, english: what ends; `law`, `law_english`: where it stands.
        counts, counts_english: what to know when counting.
        valid_from, valid_to: days; an empty `valid_to` means still in force.
    """

    code: str
    kind: str
    source: str
    korean: str
    english: str
    law: str
    law_english: str
    valid_from: str
    counts: str
    counts_english: str
    years: int = 0
    days: int = 0
    valid_to: str = ""


class _File(msgspec.Struct, frozen=True):
    deadlines: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period of an incident.

    Attributes:
        period: what it is.
        since: the date it runs from, or empty.
        until: its last day, or empty when `since` is missing.
        left: days from today to `until`; negative when it has passed; None when unknown.
        older: `since` lies before the wording came into force, so that another may apply.
    """

    period: Period
    since: str
    until: str
    left: int | None
    older: bool


@cache
def periods() -> tuple[Period, ...]:
    """All periods that the program knows, of any time."""
    data = resource("law", "deadlines.json").read_bytes()
    return msgspec.json.decode(data, type=_File).deadlines


def deadlines(incident: Incident, today: str) -> list[Deadline]:
    """The periods in force today for an incident: the nearest first, uncountable ones last."""
    found = []
    for period in periods():
        if not period.valid_from <= today <= (period.valid_to or "9999"):
            continue
        since: str = getattr(incident, period.source)
        until = end(since, period) if since else ""
        left = (date.fromisoformat(until) - date.fromisoformat(today)).days if until else None
        found.append(
            Deadline(period, since, until, left, bool(since) and since < period.valid_from)
        )
    return sorted(found, key=lambda deadline: (deadline.until or "9999", deadline.period.code))


def end(since: str, period: Period) -> str:
    """The last day of a period; the first day does not count."""
    start = date.fromisoformat(since)
    if period.days:
        return (start + timedelta(days=period.days)).isoformat()
    year = min(start.year + period.years, date.max.year)
    return date(year, start.month, min(start.day, monthrange(year, start.month)[1])).isoformat()
