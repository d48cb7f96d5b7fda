"""Letters: written from the ledger, kept, entered, and only then put outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vault.app.outside import write_outside
from vault.app.partnership.partners import find_partner
from vault.app.proof import evidence
from vault.app.session import Session
from vault.domain import dates, names
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import Address, Contact, Letter, Member, Partner
from vault.errors import CocoonError
from vault.papers.facts import Party

if TYPE_CHECKING:
    from vault.papers.letters import Language, LetterFacts


def write(
    session: Session,
    about: str,
    make: Callable[[str, datetime], LetterFacts],
    language: Language,
    out: Path,
) -> Letter:
    """Write a letter about something, keep it, enter it, and put it outside.

    Args:
        session: who writes.
        about: id of the demand, agreement, partner, release, copy, disclosure or incident.
        make: gives the facts for a letter's id and time (in the vault's zone).
        language: which wording.
        out: file to write; must not exist.

    Raises:
        CocoonError: ``file-exists``, ``bad-language``, a rule.
    """
    if language not in ("ko", "en"):
        raise CocoonError("bad-language", f"There is no wording in {language}.", "Use ko or en.")
    if out.exists():
        raise CocoonError(
            "file-exists", f"{out} is already there.", "Choose another name or folder."
        )
    from vault.papers import letters  # loads ReportLab

    letter = names.new_id(names.LETTER)
    written = session.clock().astimezone(ZoneInfo(session.state.facts.zone))
    facts = replace(make(letter, written), number=letter)
    data = letters.render(facts, language)
    file = evidence.take_in_bytes(session, f"{letter}.pdf", data)
    session.append(lambda state: ev.LetterWritten(letter, about, facts.kind, language, file))
    write_outside(out, [data])
    return session.state.facts.letters[letter]


def delivered(
    session: Session,
    letter: str,
    channel: str,
    *,
    at: str = "",
    note: str = "",
    files: Sequence[Path] = (),
) -> Letter:
    """Enter that a letter reached somebody, with proof."""
    known = find(session.state, letter)
    channel = names.clean_name(channel, "channel")
    when = dates.stamp(dates.read_past(at, session.state.facts.zone, "delivery", session.clock()))
    kept = evidence.take_in(session, files)
    note = names.clean_name(note, "note") if note else ""
    session.append(lambda state: ev.LetterDelivered(known.id, when, channel, note, kept))
    return session.state.facts.letters[known.id]


def collect(session: Session, letter: str, out: Path) -> Letter:
    """Write a letter outside again, byte for byte as it was written.

    Raises:
        CocoonError: ``unknown-letter``, ``file-exists``.
    """
    session.refresh()
    known = find(session.state, letter)
    write_outside(out, [evidence.read(session, known.file)])
    return known


def find(state: State, letter: str) -> Letter:
    """A letter by id.

    Raises:
        CocoonError: ``unknown-letter``.
    """
    known = state.facts.letters.get(letter.strip().upper())
    if known is None:
        raise CocoonError(
            "unknown-letter",
            f"There is no letter {letter[:60]}.",
            "List them with `cocoon letter list`.",
        )
    return known


def our_side(session: Session) -> Party:
    """The firm and the person who writes."""
    me: Member = session.me
    return at(session.state, "", Party(session.state.facts.org, me.name))


def their_side(
    state: State, partner: Partner, contact: Contact | None = None, person: str = ""
) -> Party:
    """A partner, and the person there when there is one: a contact, or somebody by name."""
    party = Party(partner.name, person)
    if contact is not None:
        party = Party(partner.name, contact.name, contact.title, contact.email)
    return at(state, partner.id, party)


def at(state: State, about: str, party: Party) -> Party:
    """A side with the address and the representative that were stated, as far as they were."""
    known = state.facts.addresses.get(about)
    if known is None:
        return party
    return replace(party, address=known.postal, representative=known.representative)


def state_address(
    session: Session, about: str = "", *, postal: str = "", representative: str = ""
) -> Address:
    """State where letters to a firm go and who stands for it; what is left out stays.

    Args:
        session: any member but an auditor.
        about: id or name of a partner, id of an incident for its third party; empty for our firm.
        postal: the postal address, in a line.
        representative: title and name, as under a letter: ``대표이사 홍길동``.
    """
    session.refresh()
    subject, _ = _subject(session.state, about)
    body = ev.AddressStated(
        subject,
        names.clean_text(postal, "postal address", 300) if postal.strip() else "",
        names.clean_name(representative, "representative") if representative.strip() else "",
    )
    session.append(lambda state: body)
    return session.state.facts.addresses[subject]


def address_of(state: State, about: str = "") -> tuple[str, Address]:
    """A firm's name and what was stated of it; see `state_address`."""
    subject, name = _subject(state, about)
    return name, state.facts.addresses.get(subject, Address())


def _subject(state: State, about: str) -> tuple[str, str]:
    """Under what an address is kept, and the firm's name."""
    wanted = about.strip()
    incident = state.facts.incidents.get(wanted.upper())
    if incident is not None:
        return incident.id, incident.third_party or incident.id
    if wanted:
        partner = find_partner(state, wanted)
        return partner.id, partner.name
    return "", state.facts.org
