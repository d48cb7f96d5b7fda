"""Putting on record what went out before the vault, or past it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from vault.app.partnership.holdings import read_which
from vault.app.partnership.partners import find_partner
from vault.app.proof import evidence
from vault.app.session import Session
from vault.domain import dates, names
from vault.domain import events as ev
from vault.domain.values import Disclosure
from vault.errors import CocoonError


@dataclass(frozen=True, slots=True)
class Earlier:
    """What somebody remembers, as typed.

    Attributes:
        partner: id or name.
        document: ``ID[@REV][:1,3-5]``, or the title in place of the id; without pages all of
            it, without a revision unknown.
        sent: the day.
        note: how it went out, and how that is known.
        contact: id of the recipient, or empty.
        until: agreed end of use, or empty.
        files: proof, such as the e-mail it went out with.
    """

    partner: str
    document: str
    sent: str
    note: str
    contact: str = ""
    until: str = ""
    files: Sequence[Path] = ()


def record(session: Session, told: Earlier) -> Disclosure:
    """Enter a disclosure from before the vault; it shows in holdings from then on.

    Raises:
        RefusedError: an auditor or examiner; dates that cannot be.
        CocoonError: something named does not exist.
    """
    session.refresh()
    state = session.state
    zone = state.facts.zone
    partner = find_partner(state, told.partner)
    which = read_which(state, told.document, words=False)  # nobody guesses what is entered
    if not told.sent.strip():
        raise CocoonError("bad-date", "The day on which it was sent is missing.", "Give --sent.")
    sent = dates.read_past(told.sent, zone, "the sending", session.clock())
    until = dates.read_moment(told.until, zone, "the end of use") if told.until else None
    note = names.clean_text(told.note, "note")
    contact = told.contact.strip().upper()
    kept = evidence.take_in(session, told.files)
    body = ev.DisclosureRecorded(
        disclosure=names.new_id(names.DISCLOSURE),
        partner=partner.id,
        document=which.document.id,
        sent=dates.stamp(sent.astimezone(ZoneInfo(zone))),
        note=note,
        revision=which.revision,
        pages=which.pages,
        contact=contact,
        until=dates.stamp(until) if until else "",
        files=kept,
    )
    session.append(lambda state: body)
    return session.state.facts.disclosures[body.disclosure]


def strike(session: Session, disclosure: str, reason: str) -> Disclosure:
    """Declare a record wrong. It stays in the ledger, and counts no more.

    Raises:
        RefusedError: neither who entered it nor an approver or owner; no such record.
    """
    reason = names.clean_text(reason, "reason")
    known = disclosure.strip().upper()
    session.append(lambda state: ev.DisclosureStruck(known, reason))
    return session.state.facts.disclosures[known]
