"""Leaks as screens show them: those that were found, and what one of them proves.

A finding is made of a trace that has just ended, or again of what the ledger keeps of an earlier
one: the readings are integers in it, so that the same figures come out for whoever holds the
trace key. Rows are frozen and hold no keys.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from vault.app.leak import exposed
from vault.app.leak.leaks import find_leak
from vault.app.session import Session
from vault.domain import dates
from vault.domain.policies import describe_pages
from vault.domain.state import State
from vault.domain.values import Judgement, Leak
from vault.keys.wraps import TRACE

if TYPE_CHECKING:
    from vault.app.leak.tracer import Traced
    from vault.tracing.verdict import Match, Verdict

LANGUAGES = ("en", "ko")


@dataclass(frozen=True, slots=True)
class LeakRow:
    """A lodged leak as a list shows it.

    Attributes:
        files: names of its pieces; `size`: their bytes in all.
        lodged: when, where the firm is; `by`: who lodged it.
        verdict: the newest: ``match``, ``inconclusive``, ``no-evidence``, or empty: not traced.
        copies: which the newest verdict names.
        runs: how often it was traced.
        incident: id of the file on it that is open, or empty.
    """

    id: str
    files: tuple[str, ...]
    size: int
    found_by: str
    where: str
    when: str
    lodged: str
    by: str
    verdict: str
    copies: tuple[str, ...]
    runs: int
    incident: str


@dataclass(frozen=True, slots=True)
class Board:
    """All leaks, and who may trace them.

    Attributes:
        rows: newest first.
        may_trace: whether this member holds the trace key.
        tracers: names of those who do.
        documents: whether there is anything to compare a leak with.
    """

    rows: tuple[LeakRow, ...]
    may_trace: bool
    tracers: tuple[str, ...]
    documents: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A copy that a leak names.

    Attributes:
        one_in: the bound on a false match as odds: ``1,000,000`` for one in a million.
        carriers: name, slots read, share of the score from 0 to 1.
        state: ``void``, ``collected``, ``sealed`` or ``readback``.
    """

    copy: str
    person: str
    partner: str
    partner_id: str
    release: str
    title: str
    document: str
    revision: str
    pages: str
    one_in: str
    log10: float
    strong: bool
    carriers: tuple[tuple[str, int, float], ...]
    state: str
    z: float


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A page of an original that was found in a piece of the leak; pages count from 1."""

    file: str
    piece: int
    title: str
    revision: str
    page: int
    method: str
    share: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What a trace proves, and what it does not.

    Attributes:
        leak, row: which leak.
        sentences: by language, what the verdict says in whole sentences.
        histogram: (edges, counts, draws) of random codes in deviations, or None.
        pictures: of pieces: (what was read drawn on it, alone, the original in its place).
        captions: which page each picture shows.
        producers: by language, who could have made a named copy, and why.
        recalled: whether it was made again of what the ledger keeps.
        traced: what a report is written of.
    """

    leak: str
    row: LeakRow
    verdict: str
    strength: str
    mixture: str
    copies_tested: int
    hypotheses: int
    candidates: tuple[Candidate, ...]
    seen: tuple[SeenRow, ...]
    sentences: dict[str, tuple[str, ...]]
    histogram: tuple[tuple[float, ...], tuple[int, ...], int] | None
    pictures: tuple[tuple[bytes, bytes, bytes], ...]
    captions: tuple[str, ...]
    producers: dict[str, tuple[tuple[str, str], ...]]
    searched: tuple[str, ...]
    not_searched: tuple[str, ...]
    notes: tuple[str, ...]
    recalled: bool
    traced: Traced


def board(session: Session) -> Board:
    """All leaks, the newest first."""
    state = session.state
    files = {i.leak: i.id for i in state.facts.incidents.values() if not i.closed}
    rows = [_row(state, leak, files) for leak in state.facts.leaks.values()]
    tracers = sorted(member.name for member in state.holders(TRACE, session.clock()))
    return Board(
        tuple(reversed(rows)), session.holds(TRACE), tuple(tracers), len(state.facts.documents)
    )


def _row(state: State, leak: Leak, incidents: dict[str, str]) -> LeakRow:
    facts = state.facts
    last = leak.judgements[-1] if leak.judgements else None
    moment = dates.parse(leak.at).astimezone(ZoneInfo(facts.zone))
    return LeakRow(
        leak.id,
        tuple(file.name for file in leak.files),
        sum(file.size for file in leak.files),
        leak.found_by,
        leak.where,
        leak.when,
        f"{moment:%Y-%m-%d %H:%M}",
        facts.members[leak.by].name if leak.by in facts.members else leak.by,
        last.verdict if last else "",
        last.matches if last else (),
        len(leak.judgements),
        incidents.get(leak.id, ""),
    )


def finding(session: Session, traced: Traced, *, recalled: bool = False) -> Finding:
    """What a trace says, as a screen shows it."""
    from vault.app.leak.reports import producers
    from vault.tracing.explain import explain

    state = session.state
    leak, verdict = find_leak(state, traced.leak), traced.verdict
    incidents = {i.leak: i.id for i in state.facts.incidents.values() if not i.closed}
    names = [match.copy for match in verdict.matches]
    drawn = verdict.histogram
    technologies = state.facts.technologies
    seen = tuple(_seen(state, traced))
    return Finding(
        leak.id,
        _row(state, leak, incidents),
        verdict.verdict,
        verdict.strength or "",
        verdict.mixture,
        verdict.copies_tested,
        verdict.hypotheses,
        tuple(_candidate(state, match) for match in verdict.matches),
        seen,
        {language: explain(verdict, language) for language in LANGUAGES},  # type: ignore[arg-type]
        (drawn.edges, drawn.counts, drawn.draws) if drawn else None,
        tuple(zip(traced.overlays, traced.bare, traced.originals, strict=True)),
        tuple(f"{seen[n].file} · {seen[n].title}, {seen[n].page}" for n in traced.drawn),
        {
            language: tuple(producers(state, names, language))  # type: ignore[arg-type]
            for language in LANGUAGES
        },
        tuple(technologies[t].name for t in traced.searched),
        tuple(technologies[t].name for t in traced.not_searched),
        traced.notes,
        recalled,
        traced,
    )


def one_in(log10_bound: float) -> str:
    """A bound as odds, rounded towards the weaker statement: -9.4 is one in 1,000,000,000.

    Beyond a thousand million million the exponent stands for the zeros; not raised, since small
    raised figures are hard to read in many fonts, and all hangs on them.
    """
    exponent = max(0, math.floor(-log10_bound))
    return f"{10**exponent:,}" if exponent <= 15 else f"10^{exponent}"


def _candidate(state: State, match: Match) -> Candidate:
    facts = state.facts
    copy, known = facts.copies.get(match.copy), facts.read_back.get(match.copy)
    revision = match.revisions[0] if match.revisions else ""
    if not revision and copy:
        revision = next((f"{f.document}@{f.revision}" for f in copy.files if f.document), "")
    document = facts.documents.get(revision.partition("@")[0])
    pages = describe_pages(sorted({page for name, page in match.pages if name == revision}))
    partner_id = facts.releases[copy.release].partner if copy else ""
    if copy:
        person, firm = facts.contacts[copy.contact].name, facts.partners[partner_id].name
        word = "void" if copy.void else "collected" if copy.collected else "sealed"
    else:
        told = known.recipient if known else {}
        person, firm, word = told.get("person", ""), told.get("organisation", ""), "readback"
    return Candidate(
        match.copy,
        person,
        firm,
        partner_id,
        copy.release if copy else known.release if known else "",
        document.title if document else "",
        document.id if document else "",
        revision.partition("@")[2],
        pages,
        one_in(match.log10_false_match),
        match.log10_false_match,
        match.log10_false_match <= -9.0,
        tuple((name, share.slots, share.share) for name, share in match.carriers.items()),
        word,
        match.z,
    )


def _seen(state: State, traced: Traced) -> Iterator[SeenRow]:
    for seen in traced.seen:
        document, _, n = seen.revision.partition("@")
        known = state.facts.documents.get(document)
        yield SeenRow(
            seen.file,
            seen.piece + 1,
            known.title if known else document,
            n,
            seen.page + 1,
            seen.method,
            seen.share,
        )


# -- what the ledger keeps ----------------------------------------------------------------------


def recall(session: Session, leak: str) -> Finding | None:
    """The newest finding on a leak, of what the ledger keeps; None when it was never traced.

    Who holds the trace key sees the same figures again; others see what was entered.
    """
    from vault.app.leak.tracer import Seen, Traced

    session.refresh()
    known = find_leak(session.state, leak)
    if not known.judgements:
        return None
    judgement = known.judgements[-1]
    read = session.ledger.open(session.ledger.entry(judgement.read_seq))
    fields = read.fields
    verdict = _judged_again(session, known, judgement, fields["revisions"])
    traced = Traced(
        known.id,
        verdict,
        tuple(Seen(**seen) for seen in fields.get("pages", ())),
        tuple(fields.get("searched", ())),
        tuple(fields.get("not_searched", ())),
        (*exposed.warnings(session.state, known.id, judgement.matches), *fields.get("notes", ())),
        (),
        judgement.read_seq,
    )
    return finding(session, traced, recalled=True)


def _judged_again(session: Session, leak: Leak, judgement: Judgement, kept: dict[str, Any]) -> Any:
    """The verdict as it was; with its figures where the keys are held."""
    from vault.tracing.verdict import STRONG, Match, Verdict

    seq, bounds = _entered(session, leak, judgement)
    if session.holds(TRACE):
        again = _computed(session, judgement, kept, seq)
        if again is not None:
            return again
    matches = tuple(Match(copy, bounds.get(copy, 0.0), {}, (), 0.0) for copy in judgement.matches)
    best = min(bounds.values(), default=0.0)
    strength = ("strong" if best <= STRONG else "moderate") if matches else None
    return Verdict(
        judgement.verdict,  # type: ignore[arg-type]
        strength,  # type: ignore[arg-type]
        matches,
        "none",
        judgement.copies_tested,
        judgement.hypotheses,
        0,
        0,
        histogram=None,
    )


def _entered(session: Session, leak: Leak, judgement: Judgement) -> tuple[int, dict[str, float]]:
    """Number of the entry with a verdict, and the bounds in it."""
    for event in session.ledger.events(judgement.read_seq):
        if event.kind == "leak.judged" and event.fields["read_seq"] == judgement.read_seq:
            found = event.fields.get("matches", ())
            return event.seq, {match["copy"]: match["log10_false_match"] for match in found}
    return session.ledger.size, {}


def _computed(
    session: Session, judgement: Judgement, kept: dict[str, Any], before: int
) -> Verdict | None:
    """The verdict computed anew; None where it does not say what was entered."""
    import secrets

    import numpy as np

    from vault.app.leak.tracer import candidates
    from vault.errors import CocoonError
    from vault.marks import codes
    from vault.tracing.verdict import judge

    coefficients = {name: codes.load(rows) for name, rows in kept.items()}
    copies = session.state.facts.copies
    try:
        tried = [
            each
            for each in candidates(session, coefficients)
            if each.copy not in copies or copies[each.copy].seq < before
        ]
        rng = np.random.default_rng(secrets.randbits(128))
        verdict = judge(coefficients, tried, max(1, judgement.hypotheses), rng)
    except (CocoonError, ValueError):
        return None
    same = {match.copy for match in verdict.matches} == set(judgement.matches)
    return verdict if same and verdict.verdict == judgement.verdict else None
