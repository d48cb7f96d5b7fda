"""Times in events: in one form, of years that every calendar can count with.

Whatever the fold takes in is read again on every machine, in the firm's zone; a time that some
machine cannot convert would stop them all.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from vault.domain import dates
from vault.domain.rules.book import Opened, require
from vault.errors import RefusedError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    _DAY.pattern
    + r"(T([01][0-9]|2[0-3]):[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    + r"(Z|[+-]([01][0-9]|2[0-3]):[0-9]{2}(:[0-9]{2})?)?)?"
)


def moment(text: str, *, offset: bool = False) -> datetime:
    """A moment as it stands in an event; a day alone, and one without offset, are UTC.

    Raises:
        RefusedError: it is none, or has no offset where one is asked for.
    """
    try:
        found = dates.parse(text) if _MOMENT.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None or not dates.countable(found.year):
        raise RefusedError("bad-entry", "A time cannot be read.")
    told = datetime.fromisoformat(text).utcoffset() is not None
    require(told or not offset, "bad-entry", "A time needs its offset.")
    return found


def day(text: str) -> date:
    """A calendar day as it stands in an event.

    Raises:
        RefusedError: it is none.
    """
    try:
        found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        found = None
    if found is None or not dates.countable(found.year):
        raise RefusedError("bad-date", "A day cannot be read.", "Write it as YYYY-MM-DD.")
    return found


def happened(text: str, event: Opened, what: str) -> datetime:
    """A moment that does not lie after the entry.

    Raises:
        RefusedError: it is none, or still to come.
    """
    found = moment(text).replace(microsecond=0)
    require(
        found <= moment(event.time),
        "future-date",
        f"The time given for {what} is still to come.",
        "Give the time at which it happened.",
    )
    return found


def happened_on(text: str, event: Opened, what: str) -> date:
    """A day that does not lie after the entry, wherever on earth the firm is.

    Raises:
        RefusedError: it is none, or still to come.
    """
    found = day(text)
    require(
        found <= moment(event.time).date() + timedelta(days=1),
        "future-date",
        f"The day given for {what} is still to come.",
        "Give the day on which it happened.",
    )
    return found
