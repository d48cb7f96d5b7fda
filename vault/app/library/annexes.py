"""The annex on development investment and loss inputs: made from the ledger, kept and entered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vault.app.library import investments
from vault.app.outside import write_outside
from vault.app.people.members import find_technology
from vault.app.proof import evidence
from vault.app.session import Session
from vault.domain import dates, money, names
from vault.domain import events as ev
from vault.domain.values import Evidence, Investment, Letter, LossInputs, Technology
from vault.errors import CocoonError
from vault.papers.annex_facts import (
    AnnexFacts,
    DocumentFacts,
    Entered,
    EntryFacts,
    KeptFile,
    StatedFacts,
    TotalFacts,
)
from vault.papers.spreadsheet import write_table

if TYPE_CHECKING:
    from vault.papers.sheet import Language

_MOST_QUARTERS = 8


def write_annex(
    session: Session, technology: str, out: Path, language: Language = "ko", *, csv: Path | None
) -> Letter:
    """Write the annex of a technology, keep it, enter it, and put it outside.

    Args:
        session: who makes it.
        technology: name or id.
        out: PDF to write; must not exist.
        language: which wording.
        csv: also write the entries as a table, safe against formulas; must not exist.

    Raises:
        CocoonError: ``file-exists``, ``bad-language``, ``unknown-technology``.
    """
    if language not in ("ko", "en"):
        raise CocoonError("bad-language", f"There is no wording in {language}.", "Use ko or en.")
    wanted = [out] if csv is None else [out, csv]
    for path in wanted:
        if path.exists():
            raise CocoonError(
                "file-exists", f"{path} is already there.", "Choose another name or folder."
            )
    if len({path.absolute() for path in wanted}) < len(wanted):
        raise CocoonError("file-exists", "Two files have one name.", "Name them differently.")
    session.refresh()
    known = find_technology(session.state, technology)
    from vault.papers import annex  # loads ReportLab

    letter = names.new_id(names.LETTER)
    facts = facts_of(session, known, letter)
    data = annex.render(facts, language)
    table = write_table(*annex.rows(facts, language))
    file = evidence.take_in_bytes(session, f"{letter}.pdf", data)
    session.append(lambda state: ev.LetterWritten(letter, known.id, "annex", language, file))
    write_outside(out, [data])
    if csv is not None:
        write_outside(csv, [table])
    return session.state.facts.letters[letter]


def facts_of(session: Session, technology: Technology, number: str) -> AnnexFacts:
    """Everything the annex says."""
    state = session.state
    zone = ZoneInfo(state.facts.zone)
    found = investments.entries(state, technology=technology.id)
    counted = [entry for entry in found if not entry.struck]

    def entered(of: Investment | LossInputs) -> Entered:
        by = state.facts.members[of.by].name
        return Entered(dates.parse(of.at).astimezone(zone), by, of.seq)

    present = investments.inputs(state, technology.id)
    stated = {
        each.seq: StatedFacts(
            each.day,
            {
                "capacity": each.capacity,
                "margin": each.margin,
                "licence_quote": each.licence_quote,
            },
            each.note,
            entered(each),
            tuple(_kept(file) for file in each.files),
        )
        for each in present.history
    }
    newest = {
        "capacity": present.capacity,
        "margin": present.margin,
        "licence_quote": present.licence_quote,
    }
    documents = [
        DocumentFacts(
            document.id,
            document.title,
            revision.n,
            revision.sha256,
            dates.parse(revision.added).astimezone(zone),
        )
        for document in state.facts.documents.values()
        if document.technology == technology.id
        for revision in document.revisions
    ]
    return AnnexFacts(
        number=number,
        written=session.clock().astimezone(zone),
        owner=state.facts.org,
        made_by=session.me.name,
        technology=technology.name,
        vault=session.vault,
        size=session.ledger.size,
        root=session.ledger.root.hex(),
        entries=tuple(_entry(session, entry, entered) for entry in found),
        totals=_totals(counted, lambda entry: entry.kind),
        over_all=_over_all(counted),
        periods=tuple(_period_totals(counted)),
        stated=tuple(stated.values()),
        newest={name: stated[each.seq] for name, each in newest.items() if each},
        documents=tuple(sorted(documents, key=lambda d: (d.added, d.id, d.revision))),
        stamps=tuple(
            (_moment(stamp.at, zone), stamp.authority, stamp.size)
            for stamp in state.facts.timestamps
        ),
    )


def _moment(at: str, zone: ZoneInfo) -> str:
    return f"{dates.parse(at).astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _kept(file: Evidence) -> KeptFile:
    return KeptFile(file.name, file.sha256)


def _entry(
    session: Session, entry: Investment, entered: Callable[[Investment], Entered]
) -> EntryFacts:
    facts = session.state.facts
    told = entered(entry)
    struck_by = facts.members[entry.struck_by].name if entry.struck_by else ""
    struck_on = dates.day(entry.struck_at, facts.zone) if entry.struck_at else ""
    return EntryFacts(
        id=entry.id,
        date=entry.date,
        kind=entry.kind,
        amount=money.shown(entry.amount),
        currency=entry.currency,
        hours=money.shown(entry.hours),
        who=entry.who,
        note=entry.note,
        document=entry.document,
        entered=told,
        late=_days(entry.date, told.at),
        files=tuple(_kept(file) for file in entry.files),
        source=(_kept(entry.source), entry.line) if entry.source else None,
        struck=entry.struck,
        struck_by=struck_by,
        struck_on=struck_on,
    )


def _days(day: str, entered: datetime) -> int:
    return max(0, (entered.date() - date.fromisoformat(day)).days)


def _totals(counted: list[Investment], kind: Callable[[Investment], str]) -> tuple[TotalFacts, ...]:
    """Sums over all time, by kind and currency."""
    groups: dict[tuple[str, str], list[Investment]] = {}
    for entry in counted:
        groups.setdefault((kind(entry), entry.currency), []).append(entry)
    return tuple(
        TotalFacts(
            "",
            name,
            currency,
            money.shown(money.added(e.amount for e in group)) if currency else "",
            money.shown(money.added(e.hours for e in group)) if any(e.hours for e in group) else "",
            len(group),
        )
        for (name, currency), group in sorted(groups.items())
    )


def _over_all(counted: list[Investment]) -> tuple[TotalFacts, ...]:
    """Sums over all kinds: money by currency, and hours, which have none."""
    money_of = [entry for entry in counted if entry.currency]
    sums = [replace(total, hours="") for total in _totals(money_of, lambda entry: "all")]
    worked = [entry for entry in counted if entry.hours]
    if worked:
        hours = money.shown(money.added(entry.hours for entry in worked))
        sums.append(TotalFacts("", "worked", "", "", hours, len(worked)))
    return tuple(sums)


def _period_totals(counted: list[Investment]) -> list[TotalFacts]:
    """By quarter when these are few, else by year."""
    quarters = {investments.period(entry.date, "quarter") for entry in counted}
    by: investments.Period = "quarter" if len(quarters) <= _MOST_QUARTERS else "year"
    return [
        TotalFacts(
            total.period,
            total.kind,
            total.currency,
            money.shown(total.amount),
            money.shown(total.hours),
            total.entries,
        )
        for total in investments.totals(counted, by)
    ]
