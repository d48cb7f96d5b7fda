"""What needs somebody: everything that waits, is due or is missing, for one member, in one pass.

Each need leads somewhere. What a member can do nothing about is left out, so that an empty list
means that nobody waits for this person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from vault.app.leak import deadlines
from vault.app.maintenance import backup_schedule
from vault.app.partnership import agreements, demands
from vault.app.release import reminders
from vault.app.session import Session
from vault.domain import dates
from vault.domain.state import State
from vault.domain.values import Member, Release
from vault.keys.wraps import TRACE

NEAR_DAYS = 30


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits.

    Attributes:
        kind: ``approve``, ``seal``, ``collect``, ``deliver``, ``expiry``, ``leak``, ``incident``,
            ``demand``, ``agreement``, ``unprotected`` or ``backup``.
        about: id that leads there.
        title: who or what; `detail`: more of it.
        day: since when or until when, YYYY-MM-DD, or empty.
        days: days until `day`, negative when it has passed; None where it does not count down.
        word: more of a word: the state, the missing items' number.
        urgent: whether it is overdue.
    """

    kind: str
    about: str
    title: str
    detail: str = ""
    day: str = ""
    days: int | None = None
    word: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """What a member sees first.

    Attributes:
        needs: in the order of their kinds.
        steps: first steps of a new vault: (which, done).
        entries: of the ledger; `last`: day of the newest.
        stamped: day of the newest outside timestamp, or empty.
        backup: ``none``, ``due`` or ``fine``; `backup_day`: of the last one, or empty.
        may_request, may_lodge: what this member may begin.
    """

    needs: tuple[Need, ...]
    steps: tuple[tuple[str, bool], ...]
    entries: int
    last: str
    stamped: str
    backup: str
    backup_day: str
    may_request: bool
    may_lodge: bool


def home(session: Session) -> Home:
    """Everything that needs this member."""
    session.refresh()
    state, me, now = session.state, session.me, session.clock()
    needs = [
        *_releases(state, me),
        *_expiring(session),
        *_leaks(session, now),
        *_demands(state, me, now),
        *_agreements(state, me, now),
    ]
    schedule = backup_schedule.find(session)
    if schedule and schedule.due and me.is_a("owner"):
        day = dates.day(schedule.next, state.facts.zone)
        needs.append(Need("backup", "backup.create", str(schedule.out), day=day))
    stamps = [stamp.at for stamp in state.facts.timestamps]
    return Home(
        tuple(needs),
        _steps(state, me),
        session.ledger.size,
        dates.day(session.ledger.last_time, state.facts.zone),
        dates.day(max(stamps), state.facts.zone) if stamps else "",
        "none" if schedule is None else "due" if schedule.due else "fine",
        dates.day(schedule.last, state.facts.zone) if schedule and schedule.last else "",
        me.is_a("owner", "engineer", "approver"),
        not me.is_a("auditor") or me.is_a("owner", "engineer", "approver", "examiner"),
    )


def _steps(state: State, me: Member) -> tuple[tuple[str, bool], ...]:
    """First steps; empty once they are done."""
    facts = state.facts
    steps = [("documents", bool(facts.documents)), ("partner", bool(facts.contacts))]
    if me.is_a("owner") and not facts.solo:
        deciding = [m for m in facts.members.values() if m.is_a("approver")]
        steps.append(("approver", len(deciding) > 1))
    return tuple(steps) if not all(done for _, done in steps) else ()


def _releases(state: State, me: Member) -> Iterator[Need]:
    facts = state.facts
    decides = me.is_a("approver")
    hands_over = me.is_a("owner", "engineer", "approver")
    waiting: dict[str, list[Need]] = {"approve": [], "seal": [], "collect": [], "deliver": []}
    for release in facts.releases.values():
        if release.state == "requested" and decides and (release.by != me.id or facts.solo):
            waiting["approve"].append(_asked(state, release, "approve"))
        elif release.state == "approved" and decides:
            waiting["seal"].append(_asked(state, release, "seal"))
        elif release.state == "sealed" and hands_over:
            copies = [facts.copies[copy] for copy in release.copies]
            out = [copy for copy in copies if not copy.void]
            bare = sum(not copy.collected for copy in out)
            here = sum(bool(copy.collected) and not copy.steps for copy in out)
            if bare:
                waiting["collect"].append(_asked(state, release, "collect", str(bare)))
            elif here:
                waiting["deliver"].append(_asked(state, release, "deliver", str(here)))
    for found in waiting.values():
        yield from found


def _asked(state: State, release: Release, kind: str, word: str = "") -> Need:
    facts = state.facts
    titles = [facts.documents[item.document].title for item in release.items]
    more = f" +{len(titles) - 1}" if len(titles) > 1 else ""
    since = release.at if kind == "approve" else release.decided_at or release.at
    return Need(
        kind,
        release.id,
        facts.partners[release.partner].name,
        f"{titles[0]}{more}" if titles else release.purpose,
        dates.day(since, facts.zone),
        word=word or facts.members[release.by].name,
    )


def _expiring(session: Session) -> Iterator[Need]:
    facts = session.state.facts
    for each in reminders.expiring(session, NEAR_DAYS):
        day = each.return_by if each.overdue and each.return_by else each.until or each.return_by
        left = each.return_days_left if each.return_days_left is not None else each.days_left
        contact = facts.contacts.get(each.contact)
        firm = facts.partners[each.partner].name if each.partner in facts.partners else ""
        yield Need(
            "expiry",
            each.release or each.partner,
            ", ".join(part for part in (contact.name if contact else "", firm) if part),
            ", ".join(each.titles),
            dates.day(day, facts.zone),
            left if each.overdue else each.days_left,
            each.due,
            each.overdue,
        )


def _leaks(session: Session, now: datetime) -> Iterator[Need]:
    facts = session.state.facts
    today = now.astimezone(ZoneInfo(facts.zone)).date().isoformat()
    if session.holds(TRACE):
        for leak in facts.leaks.values():
            if not leak.judgements:
                files = ", ".join(file.name for file in leak.files)
                where = leak.where or leak.found_by
                yield Need("leak", leak.id, files, where, dates.day(leak.at, facts.zone))
    for incident in facts.incidents.values():
        if incident.closed:
            continue
        coming = [each for each in deadlines.deadlines(incident, today) if each.left is not None]
        nearest = next((each for each in coming if (each.left or 0) >= 0), None)
        partner = facts.partners.get(incident.partner)
        yield Need(
            "incident",
            incident.id,
            partner.name if partner else incident.id,
            nearest.period.english if nearest else incident.id,
            nearest.until if nearest else dates.day(incident.at, facts.zone),
            nearest.left if nearest else None,
            nearest.period.korean if nearest else "",
        )


def _demands(state: State, me: Member, now: datetime) -> Iterator[Need]:
    if not me.is_a("owner", "engineer", "approver"):
        return
    today = now.astimezone(ZoneInfo(state.facts.zone)).date()
    for demand in demands.needing_attention(state, now):
        due = datetime.fromisoformat(demand.due).date() if demand.due else None
        left = (due - today).days if due else None
        yield Need(
            "demand",
            demand.id,
            state.facts.partners[demand.partner].name,
            demand.words,
            demand.due or demand.received[:10],
            left,
            str(len(demand.missing)),
            left is not None and left < 0,
        )


def _agreements(state: State, me: Member, now: datetime) -> Iterator[Need]:
    if not me.is_a("owner", "engineer", "approver"):
        return
    facts, zone = state.facts, ZoneInfo(state.facts.zone)
    for agreement in agreements.expiring(state, now, NEAR_DAYS):
        end = dates.parse(agreement.until).astimezone(zone).date()
        left = (end - now.astimezone(zone).date()).days
        firm = facts.partners[agreement.partner].name
        yield Need(
            "agreement", agreement.id, firm, agreement.covers, end.isoformat(), left, agreement.kind
        )
    for bare in agreements.missing(state, now):
        names = ", ".join(facts.technologies[each].name for each in bare.technologies)
        yield Need("unprotected", bare.partner.id, bare.partner.name, names)
