"""Letters: written from the ledger, kept, entered, and only then put outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vault.app.outside import write_outside
from vault.app.proof import evidence
from vault.app.session import Session
from vault.domain import dates, names
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import Contact, Letter, Member, Partner
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
    return Party(session.state.facts.org, me.name)


def their_side(partner: Partner, contact: Contact | None = None) -> Party:
    """A partner, and the person there when there is one."""
    if contact is None:
        return Party(partner.name)
    return Party(partner.name, contact.name, contact.title, contact.email)
