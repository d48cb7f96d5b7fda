"""The ledger as a screen shows it: one line an entry, asked for in stretches.

A ledger may have a hundred thousand entries and each is decrypted to be read; so lines are made
stretch by stretch, and only of entries that were not shown before.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from vault.app.session import Session
from vault.domain import dates
from vault.domain.state import State
from vault.progress import Report, silent

STRETCH = 1000
_LONGEST = 160
_WORDS = (
    "title", "name", "org", "purpose", "reason", "outcome", "words", "text", "note", "verdict",
    "file_name", "technology", "role", "channel", "address", "authority", "target",
)  # fmt: skip
"""Fields whose words say what an entry is about, the most telling first."""


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry. `time` is where the firm is; `about` names what it is about, as people do."""

    seq: int
    time: str
    who: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a verification found.

    Attributes:
        ok: nothing is missing, altered or out of place.
        entries: how many there are.
        anchors: tree heads kept elsewhere that it was compared with.
        problems: (place, what) each.
        notes: what else to know.
        root: the tree head, hex.
    """

    ok: bool
    entries: int
    anchors: int
    problems: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    root: str


def entries(session: Session, start: int, stop: int) -> list[EntryRow]:
    """Lines of the entries from `start` until `stop`, oldest first."""
    state = session.state
    members, zone = state.facts.members, ZoneInfo(state.facts.zone)
    rows = []
    for event in session.ledger.events(start, stop):
        moment = dates.parse(event.time).astimezone(zone)
        known = members.get(event.author)
        rows.append(
            EntryRow(
                event.seq,
                f"{moment:%Y-%m-%d %H:%M:%S}",
                known.name if known else event.author,
                event.kind,
                about(state, event.fields),
            )
        )
    return rows


def about(state: State, fields: Mapping[str, Any]) -> str:
    """What an entry is about: names instead of ids where the vault knows them."""
    told = list(dict.fromkeys(_told(state, fields)))
    text = " · ".join(word for word in told if word)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _told(state: State, fields: Mapping[str, Any]) -> Iterator[str]:
    for value in fields.values():
        if isinstance(value, str) and len(value) < 24:
            yield _named(state, value)
    for name in _WORDS:
        value = fields.get(name)
        if isinstance(value, str) and not _named(state, value):
            yield " ".join(value.split())


def _named(state: State, value: str) -> str:
    """The name behind an id, with it where it is spoken of by it; empty for what is no id."""
    facts = state.facts
    if value in facts.documents:
        return facts.documents[value].title
    for known in (facts.partners, facts.contacts, facts.members, facts.technologies):
        if value in known:
            return str(known[value].name)
    spoken = (
        facts.releases, facts.copies, facts.leaks, facts.demands, facts.agreements,
        facts.disclosures, facts.letters, facts.investments, facts.incidents, facts.dossiers,
        facts.read_back,
    )  # fmt: skip
    return value if any(value in known for known in spoken) else ""


def opened(session: Session, seq: int) -> str:
    """One entry with its opened fields, as JSON to read."""
    from vault.app.proof.verification import as_plain

    value = as_plain(session.ledger.open(session.ledger.entry(seq)))
    return json.dumps(value, ensure_ascii=False, indent=2)


def verified(session: Session, against: Path | None = None, report: Report = silent) -> Checked:
    """Check every file and entry from nothing, with the keys that are open."""
    from vault.app.proof.verification import verify_as

    found = verify_as(
        session.store, session.author, session.identity, against=against, report=report
    ).report
    problems = []
    for problem in found.problems:
        place = f"#{problem.seq}" if problem.seq is not None else problem.name or ""
        problems.append((place, problem.what))
    root = found.root.hex() if found.root else ""
    return Checked(
        found.ok, found.entries, found.anchors, tuple(problems), tuple(found.notes), root
    )


def write_checkpoint(session: Session, out: Path) -> int:
    """Write a signed note over the present ledger; returns over how many entries."""
    from vault.app.outside import write_outside
    from vault.app.proof.witness import checkpoint

    note = checkpoint(session)
    write_outside(out, [note.encode()])
    return session.ledger.size


def write_export(session: Session, out: Path) -> int:
    """Write all entries, opened, one JSON value a line; returns how many."""
    from vault.app.outside import write_outside
    from vault.app.proof.verification import export

    session.refresh()
    lines = (json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in export(session))
    write_outside(out, lines)
    return session.ledger.size
