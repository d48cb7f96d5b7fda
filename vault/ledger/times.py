"""When entries were made, although one author's clock may run wrong.

Each entry carries the time of its author's machine, which nobody else can check. Two things must
hold all the same: nobody makes an entry look older than it is, and nobody's wrong clock moves the
time of the others.

- An entry lies before no earlier entry of its own author, and not before what two authors agree
  on: the second newest of all authors' newest times. A single clock that runs ahead by years so
  drags its own author along and nobody else.
- Who wrote with a clock that ran ahead declares it by an entry of kind `CORRECTED`, which names the
  authors whose clocks they were and carries the right time. That lies before no entry of anybody
  who is not named. From then on the named count as having written at that time.
- Where an author's clock and the newest entry differ by a few minutes only, the later time is
  taken, so that small differences leave the ledger in order (`choose`).

All of this follows from the entries alone, so every machine decides the same; only `choose`, which
dates a new entry, looks at a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from vault.errors import RefusedError

CORRECTED = "clock.corrected"
"""Kind of the entry that declares clocks wrong; its field ``authors`` lists whose."""
TOLERANCE = timedelta(minutes=10)
"""By how much clocks that are set may differ."""

Times = dict[str, str]
"""Author → time of the newest entry, as the ledger writes times: their order is that of text."""


def timestamp(moment: datetime) -> str:
    """UTC, RFC 3339 with milliseconds."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + (
        f"{moment.microsecond // 1000:03d}Z"
    )


def corrects(kind: str, fields: Mapping[str, Any]) -> frozenset[str]:
    """Whose clocks an entry declares wrong; nobody's for most."""
    authors = fields.get("authors") if kind == CORRECTED else None
    if not isinstance(authors, list | tuple):
        return frozenset()
    return frozenset(author for author in authors if isinstance(author, str))


def agreed(times: Mapping[str, str]) -> str:
    """The time that two authors have reached; empty while there are fewer than two."""
    return sorted(times.values())[-2] if len(times) > 1 else ""


def earliest(times: Mapping[str, str], author: str, corrected: frozenset[str]) -> str:
    """The earliest time that the next entry of an author may carry."""
    if corrected:
        return max((time for who, time in times.items() if who not in corrected), default="")
    return max(times.get(author, ""), agreed(times))


def note(times: Times, author: str, time: str, corrected: frozenset[str]) -> None:
    """Count an entry in."""
    for who in corrected & times.keys():
        times[who] = min(times[who], time)
    times[author] = time


def ahead(times: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Authors whose newest entry lies in the future, and its time."""
    bound = timestamp(now + TOLERANCE)
    return {author: time for author, time in times.items() if time > bound}


def choose(
    times: Mapping[str, str], last: str, author: str, corrected: frozenset[str], now: datetime
) -> str:
    """The time of a new entry.

    Args:
        times: of the entries so far.
        last: time of the entry before it.
        author: who writes.
        corrected: whose clocks the entry declares wrong.
        now: this machine's time.

    Raises:
        RefusedError: ``own-clock``, ``clock-behind``: an entry dated now could not stand.
    """
    mine, bound = timestamp(now), timestamp(now + TOLERANCE)
    least = earliest(times, author, corrected)
    if least <= bound:
        return max(mine, least, last if last <= bound and not corrected else "")
    if not corrected and times.get(author, "") == least and agreed(times) <= bound:
        raise RefusedError(
            "own-clock",
            f"Your newest entry is dated {_shown(least)}, but the clock of this machine says "
            f"{_shown(mine)}.",
            "Set the clock if it is behind. If it is right and another was ahead, declare that: "
            "`cocoon ledger clock --reason TEXT`.",
        )
    raise RefusedError(
        "clock-behind",
        f"The clock of this machine says {_shown(mine)}, but there are entries dated up to "
        f"{_shown(least)}.",
        "Set the clock. If it is right, an owner declares whose clocks were ahead: "
        "`cocoon ledger clock --of NAME --reason TEXT`.",
    )


def _shown(time: str) -> str:
    return f"{time[:10]} {time[11:16]} UTC"
