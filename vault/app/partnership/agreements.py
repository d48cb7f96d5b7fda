"""Agreements with partners: what was signed, whom it binds, until when; and a draft for counsel.

Only an agreement that binds the partner to secrecy counts for the policies: one of kind ``nda``,
or one of another kind that was entered as having such a clause.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from vault.app.partnership.partners import find_partner
from vault.app.people.members import find_technology
from vault.app.proof import evidence
from vault.app.session import Session
from vault.domain import dates, names
from vault.domain import events as ev
from vault.domain.holdings import holdings
from vault.domain.policies.agreed import binding, same_name
from vault.domain.state import State
from vault.domain.values import Agreement, Partner
from vault.errors import CocoonError, UsageError
from vault.intake.detect import open_stable

EXPIRING_DAYS = 30
_LARGEST_LIST = 1 << 20
_MOST_STAFF = 2000
_NAME_HEADS = ("name", "성명", "이름", "staff", "직원")


@dataclass(frozen=True, slots=True)
class Unprotected:
    """A partner that holds or may soon hold what no agreement in force protects.

    Attributes:
        partner: who.
        technologies: ids of technologies of which it holds something or has a release pending.
    """

    partner: Partner
    technologies: tuple[str, ...]


def find_agreement(state: State, agreement: str) -> Agreement:
    """An agreement by id.

    Raises:
        CocoonError: ``unknown-agreement``.
    """
    known = state.facts.agreements.get(agreement.strip().upper())
    if known is None:
        raise CocoonError(
            "unknown-agreement",
            f"There is no agreement {agreement[:60]}.",
            "List them with `cocoon agreement list`.",
        )
    return known


def add(
    session: Session,
    partner: str,
    *,
    kind: str,
    signed: str,
    start: str = "",
    until: str = "",
    covers: str = "",
    technologies: Iterable[str] = (),
    staff: Iterable[str] = (),
    staff_file: Path | None = None,
    files: Sequence[Path] = (),
    secrecy: bool = False,
) -> Agreement:
    """Enter a signed agreement.

    Args:
        session: who enters it.
        partner: id or name.
        kind: ``nda``, ``supply`` or another word.
        signed: day of signing.
        start: day from which it holds; empty means from signing.
        until: last day; empty means open end.
        covers: what it covers, in words.
        technologies: names or ids of ours that it is limited to; none means all.
        staff: names of the partner's staff who may hold the data.
        staff_file: CSV or text file with more of them.
        files: the signed agreement.
        secrecy: an agreement of another kind than ``nda`` that has a secrecy clause.

    Raises:
        CocoonError: something named does not exist or cannot be read; nothing is entered.
    """
    session.refresh()
    state = session.state
    zone = state.facts.zone
    known = find_partner(state, partner)
    day = dates.read_past(signed, zone, "the signing", session.clock()).astimezone(ZoneInfo(zone))
    if not signed.strip():
        raise UsageError("bad-date", "The day of signing is needed.", "Write it as YYYY-MM-DD.")
    begins = _first_moment(start, zone) if start else _first_moment(day.date().isoformat(), zone)
    ends = dates.stamp(dates.read_moment(until, zone, "the agreement's end")) if until else ""
    if ends and dates.parse(ends) <= dates.parse(begins):
        raise CocoonError(
            "bad-date", "The agreement would end before it begins.", "Check --from and --until."
        )
    body = ev.AgreementAdded(
        agreement=names.new_id(names.AGREEMENT),
        partner=known.id,
        sort=names.clean_name(kind, "kind of agreement").casefold(),
        signed=day.date().isoformat(),
        start=begins,
        until=ends,
        covers=names.clean_text(covers, "subject of the agreement") if covers.strip() else "",
        technologies=tuple(sorted({find_technology(state, name).id for name in technologies})),
        staff=_staff([*staff, *(read_staff(staff_file) if staff_file else ())]),
        files=evidence.take_in(session, files),
        secrecy=secrecy,
    )
    session.append(lambda state: body)
    return session.state.facts.agreements[body.agreement]


def _first_moment(text: str, zone: str) -> str:
    day = dates.read_date(text, "the agreement's beginning")
    begins = datetime.combine(datetime.fromisoformat(day), time(), ZoneInfo(zone))
    return dates.stamp(begins)


def change_staff(
    session: Session,
    agreement: str,
    *,
    add: Iterable[str] = (),
    remove: Iterable[str] = (),
    staff_file: Path | None = None,
    files: Sequence[Path] = (),
) -> Agreement:
    """Change the list of staff who may hold the data; the earlier list stays in the ledger.

    Args:
        session: who changes it.
        agreement: id.
        add: names to add.
        remove: names to take off.
        staff_file: CSV or text file with more names to add.
        files: proof, such as the list that the partner sent.
    """
    session.refresh()
    known = find_agreement(session.state, agreement)
    more = [*add, *(read_staff(staff_file) if staff_file else ())]
    gone = {same_name(name): name for name in remove}
    if not more and not gone:
        raise UsageError("nothing-to-do", "No name was given.", "Use --add, --remove or a file.")
    listed = {same_name(name) for name in known.staff}
    absent = [name for folded, name in gone.items() if folded not in listed]
    if absent:
        raise CocoonError(
            "not-on-staff-list",
            f"{absent[0][:80]} is not on the list of {known.id}.",
            "See `cocoon agreement show`.",
        )
    kept = evidence.take_in(session, files)

    def build(state: State) -> ev.Body:
        now = find_agreement(state, known.id)
        stay = [name for name in now.staff if same_name(name) not in gone]
        return ev.AgreementStaffed(now.id, _staff([*stay, *more]), kept)

    session.append(build)
    return session.state.facts.agreements[known.id]


def end(
    session: Session, agreement: str, reason: str, *, at: str = "", files: Sequence[Path] = ()
) -> Agreement:
    """Enter that an agreement ended before its time."""
    session.refresh()
    known = find_agreement(session.state, agreement)
    zone = session.state.facts.zone
    moment = dates.read_past(at, zone, "the agreement's end", session.clock())
    when = dates.stamp(moment.astimezone(ZoneInfo(zone)))
    reason = names.clean_text(reason, "reason", 2000)
    kept = evidence.take_in(session, files)
    session.append(lambda state: ev.AgreementEnded(known.id, when, reason, kept))
    return session.state.facts.agreements[known.id]


# -- staff lists -------------------------------------------------------------------------------


def read_staff(path: Path) -> tuple[str, ...]:
    """Names from a file: one a line, or a CSV's column of names (by its head, else the first).

    Raises:
        CocoonError: the file cannot be read, is no text, or names nobody.
    """
    with open_stable(path) as source:
        if source.size > _LARGEST_LIST:
            raise CocoonError("too-big", "The staff list is larger than 1 MiB.", "Shorten it.")
        data = b"".join(source.chunks())
    text = _decoded(data)
    if path.suffix.casefold() == ".csv" or "," in text.partition("\n")[0]:
        rows = [
            row for row in csv.reader(io.StringIO(text, newline="")) if any(map(str.strip, row))
        ]
        heads = [cell.strip().casefold() for cell in rows[0]] if rows else []
        column = next((n for n, head in enumerate(heads) if head in _NAME_HEADS), None)
        body = rows if column is None else rows[1:]
        found = [row[column or 0] for row in body if len(row) > (column or 0)]
    else:
        found = text.splitlines()
        if found and found[0].strip().casefold() in _NAME_HEADS:
            found = found[1:]
    found = [name for name in found if name.strip()]
    if not found:
        raise CocoonError("no-names", "The staff list names nobody.", "Write one name a line.")
    return tuple(found)


def _decoded(data: bytes) -> str:
    """Text of a file that a Korean office wrote: UTF-8, or else cp949."""
    if b"\x00" not in data:
        for encoding in ("utf-8-sig", "cp949"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise CocoonError("not-text", "The staff list is no text file.", "Save it as CSV or text.")


def _staff(found: Iterable[str]) -> tuple[str, ...]:
    cleaned = (names.clean_name(name, "name on the staff list") for name in found)
    once = {same_name(name): name for name in cleaned}
    if len(once) > _MOST_STAFF:
        raise CocoonError(
            "too-many-names", f"More than {_MOST_STAFF} names.", "List only who needs the data."
        )
    return tuple(once.values())


# -- what is expiring or missing ---------------------------------------------------------------


def expiring(state: State, now: datetime, days: int = EXPIRING_DAYS) -> list[Agreement]:
    """Agreements in force that end within some days and have no successor; the next first.

    Days are counted where the firm is, so that what ends on the last of them is among them.
    """
    zone = state.facts.zone
    last = dates.day(dates.stamp(now + timedelta(days=days)), zone)
    found = [
        agreement
        for agreement in state.facts.agreements.values()
        if agreement.until
        and agreement.in_force(now)
        and dates.day(agreement.until, zone) <= last
        and not _continued(state, agreement)
    ]
    return sorted(found, key=lambda agreement: dates.parse(agreement.until))


def _continued(state: State, ending: Agreement) -> bool:
    end = dates.parse(ending.until)
    return any(
        other.id != ending.id
        and other.partner == ending.partner
        and (other.kind == ending.kind or (other.binds and ending.binds))
        and not other.ended[0]
        and (not other.until or dates.parse(other.until) > end)
        and dates.parse(other.start) <= end + timedelta(days=1)
        and (not other.technologies or set(ending.technologies or ["*"]) <= set(other.technologies))
        for other in state.facts.agreements.values()
    )


def missing(state: State, now: datetime) -> list[Unprotected]:
    """Partners with something in hand or on its way that no agreement in force protects."""
    needed: dict[str, set[str]] = {}
    for holding in holdings(state, now):
        if holding.partner and holding.technology and holding.held:
            needed.setdefault(holding.partner, set()).add(holding.technology)
    for release in state.facts.releases.values():
        if release.state in ("requested", "approved"):
            found = state.release_technologies(release)
            needed.setdefault(release.partner, set()).update(found)
    result = []
    for partner, technologies in needed.items():
        bare = tuple(
            sorted(
                technology
                for technology in technologies
                if not any(a.in_force(now) for a in binding(state, partner, technology))
            )
        )
        if bare:
            result.append(Unprotected(state.facts.partners[partner], bare))
    return sorted(result, key=lambda each: each.partner.name.casefold())


def word(agreement: Agreement, now: datetime) -> str:
    """An agreement's state in a word: ended, expired, coming or in force."""
    if agreement.ended[0] and dates.parse(agreement.ended[0]) < now:
        return "ended"
    if agreement.over(now):
        return "expired"
    return "in force" if agreement.begun(now) else "coming"
