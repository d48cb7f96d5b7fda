"""What is due and overdue: reminders 30, 7 and 0 days before the end of use, then demands.

A reminder is a letter about the copy; which were written is in the ledger, so nobody keeps a
list. A stage is done when a reminder or demand was written since it began: a letter eight days
before the end does for the thirty, not for the seven. When the day of return (or, where none was
set, the end of use) has passed, a return-or-destroy demand is due until one was written after it.
What was called back is reminded of no more; its notice is due until it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from vault.app.session import Session
from vault.domain import dates
from vault.domain import holdings as domain
from vault.domain.holdings import Holding
from vault.domain.state import State
from vault.domain.values import Letter

STAGES = (0, 7, 30)
REMIND, DEMAND, RECALL = "reminder", "return", "recall"


@dataclass(frozen=True, slots=True)
class Expiring:
    """A copy or earlier disclosure that is out and whose time ends.

    Attributes:
        copy, partner, contact, release: ids.
        titles: its documents.
        until, return_by: end of use, day of return; may be empty.
        days_left: days to the end of use, negative after it.
        return_days_left: days to the day of return, or None when none was set.
        state: see `vault.domain.holdings`.
        overdue: whether it should be back by now.
        due: ``reminder-30``, ``reminder-7``, ``reminder-0``, ``recall`` or ``return`` when that
            letter should be written now, else empty.
        letters: reminders, demands and recalls about it, oldest first.
    """

    copy: str
    partner: str
    contact: str
    release: str
    titles: tuple[str, ...]
    until: str
    return_by: str
    days_left: int
    return_days_left: int | None
    state: str
    overdue: bool
    due: str
    letters: tuple[Letter, ...]


def expiring(session: Session, days: int = max(STAGES)) -> list[Expiring]:
    """What ends within so many days or has ended, most urgent first."""
    session.refresh()
    now = session.clock()
    found = [each for each in _all(session.state, now) if _left(each) <= days]
    return sorted(found, key=lambda each: (_left(each), each.copy))


def _left(each: Expiring) -> int:
    if each.return_days_left is None:
        return each.days_left
    return min(each.days_left, each.return_days_left)


def _all(state: State, now: datetime) -> Iterator[Expiring]:
    by_copy: dict[str, list[Holding]] = {}
    for holding in domain.holdings(state, now):
        if holding.held and (holding.until or holding.return_by):
            by_copy.setdefault(holding.copy, []).append(holding)
    letters: dict[str, list[Letter]] = {}
    for letter in state.facts.letters.values():
        if letter.kind in (REMIND, DEMAND, RECALL):
            letters.setdefault(letter.about, []).append(letter)
    for held in by_copy.values():
        about = {held[0].copy, held[0].release} & letters.keys()
        written = (letter for each in about for letter in letters[each])
        yield _expiring(state, held, tuple(sorted(written, key=lambda x: (x.at, x.id))), now)


def _expiring(
    state: State, held: list[Holding], letters: tuple[Letter, ...], now: datetime
) -> Expiring:
    first, zone = held[0], ZoneInfo(state.facts.zone)
    today = now.astimezone(zone).date()

    def day(text: str) -> date:
        return dates.parse(text).astimezone(zone).date()

    end = day(first.until or first.return_by)
    back = day(first.return_by) if first.return_by else None
    deadline = first.return_by or first.until
    overdue = dates.parse(deadline) < now
    about = [letter for letter in letters if letter.about == first.copy]
    if first.state == "recalled" and not overdue:
        due = "" if any(letter.kind == RECALL for letter in letters) else RECALL
    elif overdue:
        demanded = any(x.kind == DEMAND and day(x.at) > day(deadline) for x in about)
        due = "" if demanded else DEMAND
    else:
        due = _stage((end - today).days, [(end - day(letter.at)).days for letter in about])
    return Expiring(
        copy=first.copy,
        partner=first.partner,
        contact=first.contact,
        release=first.release,
        titles=tuple(dict.fromkeys(holding.title for holding in held)),
        until=first.until,
        return_by=first.return_by,
        days_left=(end - today).days,
        return_days_left=(back - today).days if back else None,
        state=first.state,
        overdue=overdue,
        due=due,
        letters=letters,
    )


def _stage(left: int, written: list[int]) -> str:
    """The reminder that is due, given the days that were left when letters were written."""
    reached = [stage for stage in STAGES if left <= stage]
    if not reached or any(then <= reached[0] for then in written):
        return ""
    return f"{REMIND}-{reached[0]}"
