"""What the vault's upkeep asks for: a drill, keys of a past delegate, a late backup, a clock.

Warnings are no damage: the vault works, and somebody should do something in the coming days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from vault.domain import dates, delegations
from vault.domain.rules.people import RECOVERY_DRILLED, RECOVERY_MADE
from vault.domain.rules.upkeep import BACKUP_EVERY, BACKUP_SINCE
from vault.domain.state import State
from vault.domain.values import Backup
from vault.ledger.times import TOLERANCE, ahead

DRILL_DAYS = 180
_LATE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Warned:
    """Something to do: a code, a sentence and the way."""

    code: str
    message: str
    next: str


def warnings(state: State, now: datetime) -> tuple[Warned, ...]:
    """Everything that upkeep asks for at this time."""
    return (
        *_drill(state, now),
        *_delegates(state, now),
        *_backup(state, now),
        *_clocks(state, now),
    )


def _drill(state: State, now: datetime) -> Iterator[Warned]:
    settings = state.facts.settings
    drilled = past(settings.get(RECOVERY_DRILLED, ""), now)
    made = past(settings.get(RECOVERY_MADE, ""), now)
    since = drilled or made or past(state.facts.created, now)
    days = (now - dates.parse(since)).days if since else 0
    if days < DRILL_DAYS:
        return
    said = f"was last tried {days} days ago" if drilled else "was never tried"
    yield Warned(
        "recovery-drill-due",
        f"The recovery key {said}.",
        "Take the paper and run `cocoon member recover --drill --recovery-key-file F`.",
    )


def _delegates(state: State, now: datetime) -> Iterator[Warned]:
    for member in state.facts.members.values():
        left = delegations.keys_left(member, now)
        if left is None:
            continue
        day = dates.day(left.ended or left.until, state.facts.zone)
        yield Warned(
            "delegate-keys",
            f"{member.name} stood in until {day} and still holds an approver's keys.",
            f"An owner starts a new epoch: `cocoon member delegate {member.id} --end`.",
        )


def _backup(state: State, now: datetime) -> Iterator[Warned]:
    settings = state.facts.settings
    if BACKUP_EVERY not in settings:
        return
    last = last_backup(state, now)
    since = max(last.at if last else "", past(settings[BACKUP_SINCE], now))
    if not since:
        return  # it is due, and was not yesterday by any clock that is right
    due = dates.parse(since) + timedelta(days=int(settings[BACKUP_EVERY]))
    if now > due + _LATE:
        late = (now - due).days
        yield Warned(
            "backup-late",
            f"The scheduled backup is {late} {'day' if late == 1 else 'days'} late.",
            "Run `cocoon backup run`, and see why the scheduler did not.",
        )


def _clocks(state: State, now: datetime) -> Iterator[Warned]:
    for author, time in ahead(state.facts.times, now).items():
        known = state.facts.members.get(author)
        yield Warned(
            "clock-ahead",
            f"{known.name if known else 'The recovery key'} made entries dated up to "
            f"{time[:10]} {time[11:16]} UTC, later than the clock of this machine.",
            "Set the clock that is wrong. Who was ahead then declares it: "
            "`cocoon ledger clock --reason TEXT`.",
        )


def past(time: str, now: datetime) -> str:
    """A time of the ledger, or nothing if a wrong clock put it into the future."""
    return time if time and dates.parse(time) <= now + TOLERANCE else ""


def last_backup(state: State, now: datetime) -> Backup | None:
    """The newest backup of the schedule, by those whose word counts; none of the future."""
    return next((each for each in reversed(state.facts.backups) if past(each.at, now)), None)
