"""Plain rows for the settings: people, backups, incidents, investments, made in one pass.

Rows are frozen and hold no keys; they may be handed to another thread. Policies are listed by
`vault.app.release.policies.listed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from vault.app.leak import deadlines
from vault.app.library import investments
from vault.app.maintenance import backup_schedule, upkeep
from vault.app.release.policies import Setting, listed
from vault.app.session import Session
from vault.domain import dates, delegations
from vault.domain.rules.people import RECOVERY_DRILLED
from vault.domain.state import State
from vault.domain.values import INVESTMENT_KINDS, ROLES, Incident, Member


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
    """The schedule in force; `every` is 0 when there is none. Days are ``YYYY-MM-DD``."""

    every: int
    folder: str
    keep: int
    last: str
    next: str
    due: bool


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """A leak that is worked on. `next_deadline` is the next countdown's day, or empty."""

    id: str
    leak: str
    partner: str
    third_party: str
    known: str
    opened: str
    next_deadline: str
    days_left: int
    notes: tuple[tuple[str, str], ...]
    letters: tuple[tuple[str, str], ...]
    closed: str


@dataclass(frozen=True, slots=True)
class InvestmentRow:
    """An entry of what a technology cost."""

    id: str
    technology: str
    date: str
    kind: str
    amount: str
    currency: str
    hours: str
    note: str
    struck: str


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """Everything the settings show.

    Attributes:
        drilled: day of the last drill of the recovery key, or empty.
        warnings: codes of what upkeep asks for.
        open_leaks: leaks on which no incident is open: id, and where it was found.
    """

    org: str
    members: tuple[MemberRow, ...]
    technologies: tuple[str, ...]
    roles: tuple[str, ...]
    policies: tuple[Setting, ...]
    backup: BackupRow
    drilled: str
    warnings: tuple[str, ...]
    incidents: tuple[IncidentRow, ...]
    open_leaks: tuple[tuple[str, str], ...]
    partners: tuple[tuple[str, str], ...]
    investments: tuple[InvestmentRow, ...]
    kinds: tuple[str, ...]
    today: str


def settings_page(session: Session) -> SettingsPage:
    """What is set, who is there, and what the records of cost and incidents say."""
    state, now = session.state, session.clock()
    facts, zone = state.facts, state.facts.zone
    drilled = facts.settings.get(RECOVERY_DRILLED, "")
    worked = {incident.leak for incident in facts.incidents.values() if not incident.closed}
    today = investments.today(session)
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
        incidents=tuple(
            _incident(state, incident, today) for incident in reversed(facts.incidents.values())
        ),
        open_leaks=tuple(
            (leak.id, f"{leak.where} ({dates.day(leak.at, zone)})")
            for leak in reversed(facts.leaks.values())
            if leak.id not in worked
        ),
        partners=tuple(
            sorted(((p.id, p.name) for p in facts.partners.values()), key=lambda each: each[1])
        ),
        investments=tuple(
            InvestmentRow(
                entry.id,
                facts.technologies[entry.technology].name,
                entry.date,
                entry.kind,
                entry.amount,
                entry.currency,
                entry.hours,
                entry.note,
                str(entry.struck or ""),
            )
            for entry in reversed(investments.entries(state))
        ),
        kinds=INVESTMENT_KINDS,
        today=today,
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
        found.every, str(found.out), found.keep, last, dates.day(found.next, zone), found.due
    )


def _incident(state: State, incident: Incident, today: str) -> IncidentRow:
    facts, zone = state.facts, state.facts.zone
    partner = facts.partners.get(incident.partner)
    ahead = [
        each
        for each in deadlines.deadlines(incident, today)
        if each.left is not None and each.left >= 0
    ]
    soonest = min(ahead, key=lambda each: each.left or 0, default=None)
    return IncidentRow(
        id=incident.id,
        leak=incident.leak,
        partner=partner.name if partner else "",
        third_party=incident.third_party,
        known=incident.known,
        opened=dates.day(incident.at, zone),
        next_deadline=soonest.until if soonest else "",
        days_left=(soonest.left or 0) if soonest else 0,
        notes=tuple((dates.day(note.at, zone), note.text) for note in incident.notes),
        letters=tuple(
            (dates.day(letter.at, zone), letter.kind)
            for letter in facts.letters.values()
            if letter.about == incident.id
        ),
        closed=incident.closed,
    )
