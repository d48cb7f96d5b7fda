"""Dates as people type them: ``2027-03-31`` is the end of that day where the firm is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from vault.errors import CocoonError

_FIRST_YEAR, _LAST_YEAR = 1900, 9998


def countable(year: int) -> bool:
    """Whether a year can be counted with in every zone."""
    return _FIRST_YEAR <= year <= _LAST_YEAR


def read_moment(text: str, zone: str, what: str) -> datetime:
    """A point in time with offset: end of a day in the vault's zone, or ISO 8601 as given.

    Raises:
        CocoonError: ``bad-date``.
    """
    text = text.strip()
    local = ZoneInfo(zone)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CocoonError(
            "bad-date",
            f"“{text[:40]}” is not a date for {what}.",
            "Write it as YYYY-MM-DD.",
        ) from error
    if not countable(moment.year):  # no overflow in whatever zone
        raise CocoonError(
            "bad-date",
            f"The year {moment.year} is no year for {what}.",
            f"Give a year from {_FIRST_YEAR} to {_LAST_YEAR}.",
        )
    if len(text) <= 10:
        moment = datetime.combine(moment.date(), time(23, 59, 59, fold=1))
    return moment if moment.tzinfo else moment.replace(tzinfo=local)


def read_future(text: str, zone: str, what: str, now: datetime) -> datetime:
    """As `read_moment`, but not in the past.

    Raises:
        CocoonError: ``bad-date`` or ``past-date``.
    """
    moment = read_moment(text, zone, what)
    if moment <= now:
        raise CocoonError(
            "past-date",
            f"The date {text} for {what} has passed.",
            "Give a date that is still to come.",
        )
    return moment


def read_past(text: str, zone: str, what: str, now: datetime) -> datetime:
    """As `read_moment`, but not in the future; a day alone means its noon, and nothing means now.

    Raises:
        CocoonError: ``bad-date`` or ``future-date``.
    """
    if not text.strip():
        return now
    moment = read_moment(text, zone, what)
    local_now = now.astimezone(ZoneInfo(zone))
    if len(text.strip()) <= 10:
        moment = moment.replace(hour=12, minute=0, second=0)
        if moment.date() == local_now.date():
            moment = min(moment, local_now)
    if moment > now:
        raise CocoonError(
            "future-date",
            f"The date {text} for {what} is still to come.",
            "Give the day on which it happened.",
        )
    return moment


def check_return(until: datetime, return_by: datetime) -> None:
    """A return that is due while the use still goes on contradicts itself.

    Raises:
        CocoonError: ``return-before-end``.
    """
    if return_by < until:
        raise CocoonError(
            "return-before-end",
            f"The files would have to be back by {return_by.date()}, but may be used until "
            f"{until.date()}.",
            "Let the use end first, or give a later day for the return.",
        )


def read_date(text: str, what: str) -> str:
    """A calendar day, YYYY-MM-DD, with no time of day.

    Raises:
        CocoonError: ``bad-date``.
    """
    try:
        found = date.fromisoformat(text.strip())
    except ValueError as error:
        raise CocoonError(
            "bad-date",
            f"“{text[:40]}” is not a day for {what}.",
            "Write it as YYYY-MM-DD.",
        ) from error
    if not countable(found.year):
        raise CocoonError(
            "bad-date",
            f"The year {found.year} is no year for {what}.",
            f"Give a year from {_FIRST_YEAR} to {_LAST_YEAR}.",
        )
    return found.isoformat()


def stamp(moment: datetime) -> str:
    """RFC 3339 with offset, to the second."""
    return moment.replace(microsecond=0).isoformat()


def parse(text: str) -> datetime:
    """Read back what `stamp` or the ledger wrote."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def day(text: str, zone: str) -> str:
    """The calendar day of a stamped moment in a zone, YYYY-MM-DD."""
    return parse(text).astimezone(ZoneInfo(zone)).date().isoformat()


def known_zone(name: str) -> str:
    """The zone's name if this machine knows it, else UTC."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return "UTC"
    return name
