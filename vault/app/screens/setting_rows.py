"""Plain rows for the settings: people, policies, backups, timestamps, made in one pass.

Rows are frozen and hold no keys; they may be handed to another thread. Policies are listed by
`vault.app.release.policies.listed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from vault.app.maintenance import backup_schedule, upkeep
from vault.app.proof.timestamps import waiting
from vault.app.release.policies import Setting, listed
from vault.app.session import Session
from vault.domain import dates, delegations
from vault.domain.rules.people import RECOVERY_DRILLED
from vault.domain.rules.timestamps import AUTHORITY
from vault.domain.state import State
from vault.domain.values import ROLES, Member


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A person with keys.

    Attributes:
        technologies: names of those whose keys they hold.
        stands_in: for whom, or empty; `stands_in_until`: the last day.
        keys_left: the delegation is over and an owner has yet to take its keys.
        me: whether it is the person at the desk.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    active: bool
    technologies: tuple[str, ...]
    granted: tuple[str, ...]
    stands_in: str
    stands_in_until: str
    keys_left: bool
    me: bool


@dataclass(frozen=True, slots=True)
class BackupRow:
    """The schedule in force; `every` is 0 when there is none. Days are ``YYYY-MM-DD``.

    `by` is the id of the member who makes them beside the owners, or empty.
    """

    every: int
    folder: str
    keep: int
    last: str
    next: str
    due: bool
    by: str = ""


@dataclass(frozen=True, slots=True)
class StampRow:
    """An outside timestamp: what it confirms, when, and by whom."""

    at: str
    size: int
    authority: str


@dataclass(frozen=True, slots=True)
class StampsRow:
    """What others confirm of the ledger.

    Attributes:
        address: of the authority that is asked after each sealing; empty when none is.
        waiting: sealed releases that no timestamp covers yet.
        stamps: the newest first.
    """

    address: str
    waiting: tuple[str, ...]
    stamps: tuple[StampRow, ...]


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """Everything the settings show.

    Attributes:
        drilled: day of the last drill of the recovery key, or empty.
        warnings: codes of what upkeep asks for.
        stamps: what timestamp authorities confirmed.
    """

    org: str
    members: tuple[MemberRow, ...]
    technologies: tuple[str, ...]
    roles: tuple[str, ...]
    policies: tuple[Setting, ...]
    backup: BackupRow
    drilled: str
    warnings: tuple[str, ...]
    stamps: StampsRow


def settings_page(session: Session) -> SettingsPage:
    """What is set, who is there, and what others confirm."""
    state, now = session.state, session.clock()
    facts, zone = state.facts, state.facts.zone
    drilled = facts.settings.get(RECOVERY_DRILLED, "")
    return SettingsPage(
        org=facts.org,
        members=tuple(
            sorted(
                (_member(state, member, session.author, now) for member in facts.members.values()),
                key=lambda row: (not row.active, row.name.casefold()),
            )
        ),
        technologies=tuple(sorted(t.name for t in facts.technologies.values())),
        roles=ROLES,
        policies=tuple(listed(state)),
        backup=_backup(session, zone),
        drilled=dates.day(drilled, zone) if drilled else "",
        warnings=tuple(each.code for each in upkeep.warnings(state, now)),
        stamps=_stamps(state),
    )


def _stamps(state: State) -> StampsRow:
    zone = ZoneInfo(state.facts.zone)
    return StampsRow(
        state.facts.settings.get(AUTHORITY, ""),
        waiting(state),
        tuple(
            StampRow(
                f"{dates.parse(stamp.at).astimezone(zone):%Y-%m-%d %H:%M}",
                stamp.size,
                stamp.authority,
            )
            for stamp in reversed(state.facts.timestamps)
        ),
    )


def _member(state: State, member: Member, author: str, now: datetime) -> MemberRow:
    names = {t.id: t.name for t in state.facts.technologies.values()}
    last = member.delegations[-1] if member.active and member.delegations else None
    here = last is not None and not last.ended and not last.closed
    here = here and last is not None and dates.parse(last.until) >= now
    appointer = state.facts.members.get(last.by) if last is not None and here else None
    return MemberRow(
        id=member.id,
        name=member.name,
        roles=member.roles,
        active=member.active,
        technologies=tuple(name for id, name in names.items() if member.holds(id)),
        granted=tuple(names[id] for id in member.grants if id in names),
        stands_in=appointer.name if appointer else "",
        stands_in_until=dates.day(last.until, state.facts.zone) if last and here else "",
        keys_left=delegations.keys_left(member, now) is not None,
        me=member.id == author,
    )


def _backup(session: Session, zone: str) -> BackupRow:
    found = backup_schedule.find(session)
    if found is None:
        return BackupRow(0, "", backup_schedule.KEEP, "", "", False)
    last = dates.day(found.last, zone) if found.last else ""
    return BackupRow(
        found.every,
        str(found.out),
        found.keep,
        last,
        dates.day(found.next, zone),
        found.due,
        found.by,
    )
