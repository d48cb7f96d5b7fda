"""What the vault's upkeep asks for: a recovery drill, keys of a past delegate, a late backup.

Warnings are no damage: the vault works, and somebody should do something in the coming days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from vault.domain import dates, delegations
from vault.domain.rules.people import RECOVERY_DRILLED, RECOVERY_MADE
from vault.domain.rules.upkeep import BACKUP_EVERY, BACKUP_LAST, BACKUP_SINCE
from vault.domain.state import State

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
    return (*_drill(state, now), *_delegates(state, now), *_backup(state, now))


def _drill(state: State, now: datetime) -> Iterator[Warned]:
    settings = state.facts.settings
    drilled = settings.get(RECOVERY_DRILLED, "")
    since = drilled or settings.get(RECOVERY_MADE, "") or state.facts.created
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
    last = settings.get(BACKUP_LAST, "")
    since = max(filter(None, (last, settings.get(BACKUP_SINCE, ""))), default="")
    due = dates.parse(since) + timedelta(days=int(settings[BACKUP_EVERY]))
    if now > due + _LATE:
        late = (now - due).days
        yield Warned(
            "backup-late",
            f"The scheduled backup is {late} {'day' if late == 1 else 'days'} late.",
            "Run `cocoon backup run`, and see why the scheduler did not.",
        )
