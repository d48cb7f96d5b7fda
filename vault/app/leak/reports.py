"""Trace reports: filling the paper from the ledger and the verdict.

Everything printed is in the ledger or was just computed from what is in it; the report's time
is that of the entry that holds the verdict.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vault import __version__
from vault.app.leak import exposed
from vault.app.leak.tracer import Seen, Traced
from vault.app.outside import write_outside
from vault.app.session import Session
from vault.app.wording import wording
from vault.domain import dates
from vault.domain.policies import describe_pages
from vault.domain.state import State
from vault.domain.values import Leak, Member
from vault.errors import CocoonError
from vault.intake.detect import detect
from vault.keys.wraps import SEAL, TRACE
from vault.ledger.entry import Event
from vault.papers.report_facts import (
    CustodyStep,
    EarlierRun,
    HistogramFacts,
    LeakFile,
    MatchFacts,
    Overlay,
    ReadingFacts,
    TraceFacts,
)
from vault.tracing.verdict import Match

if TYPE_CHECKING:
    from vault.papers.transmittal import Language

_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "found": "found",
        "leak.lodged": "lodged, hashed and encrypted in the vault",
        "leak.read": "read by a process that held no keys; the reading entered",
        "leak.judged": "scored against every copy; the verdict entered",
        "readback": "read back from a pack",
        "void": "void",
        "collected": "collected",
        "sealed": "sealed",
        "vector": "words (exact, from the file)",
        "picture": "words and texture (from a picture)",
        "seal": "holds the seal and trace keys",
        "trace": "holds the trace key",
        "former": "held the trace key until removed",
        "pack": "collected the pack of {copy}",
        "reading": "what was read, before any copy was scored",
        "verdict": "the verdict",
        "page": "page {page}",
        "aside": "Release {release} was made by way of exception to the owner's policy: "
        "“{sentence}” Reason that the approver signed: {reason}",
    },
    "ko": {
        "found": "발견",
        "leak.lodged": "금고에 접수하고 해시를 계산해 암호화함",
        "leak.read": "키를 갖지 않은 프로세스가 판독하고, 판독 값을 원장에 기록함",
        "leak.judged": "모든 사본과 대조하고, 판정을 원장에 기록함",
        "readback": "반출 묶음에서 다시 읽어 들임",
        "void": "무효",
        "collected": "반출됨",
        "sealed": "봉인됨",
        "vector": "단어 위치 (파일에서 정확히)",
        "picture": "단어 위치와 결 (그림에서)",
        "seal": "봉인 키와 추적 키 보유",
        "trace": "추적 키 보유",
        "former": "제외되기 전까지 추적 키 보유",
        "pack": "{copy}의 반출 묶음을 저장함",
        "reading": "점수 계산 전의 판독 값",
        "verdict": "판정",
        "page": "{page}쪽",
        "aside": "반출 {release} 건은 자료 보유자의 반출 기준 「{sentence}」에 대한 예외로 "
        "이루어졌습니다. 승인자가 서명한 사유: {reason}",
    },
}
_COMPONENTS = ("numpy", "opencv-python-headless", "pypdfium2", "pikepdf", "cryptography")


def write_report(session: Session, traced: Traced, out: Path, language: Language) -> None:
    """Write the report on one trace as a PDF.

    Raises:
        CocoonError: ``file-exists``, disk errors.
    """
    if out.exists():
        raise CocoonError("file-exists", f"{out} is already there.", "Choose another name.")
    from vault.papers import report  # loads ReportLab

    write_outside(out, [report.render(facts_of(session, traced, language), language)])


def facts_of(session: Session, traced: Traced, language: Language) -> TraceFacts:
    """Everything the report says."""
    words = _WORDS[language]
    state = session.state
    leak = state.facts.leaks[traced.leak]
    verdict = traced.verdict
    judged = _judged(session, traced)
    say = wording(language).say  # the core's own sentences are English
    named = [match.copy for match in verdict.matches]
    opened = exposed.exposed(state, leak.id, named)
    told = set(exposed.warnings(state, leak.id, named))
    kinds = [detect(b"", file.name).kind for file in leak.files]
    histogram = None
    if verdict.histogram is not None:
        histogram = HistogramFacts(
            verdict.histogram.edges,
            verdict.histogram.counts,
            verdict.histogram.draws,
            tuple((match.copy, match.z) for match in verdict.matches),
        )
    overlay = None
    if traced.overlays:
        overlay = Overlay(traced.overlays[0], _caption(state, traced, words))
    return TraceFacts(
        vault=session.vault,
        owner=state.facts.org,
        number=f"{leak.id}/{len(leak.judgements)}",
        made=_when(state, judged.time),
        made_by=session.me.name,
        leak=leak.id,
        files=tuple(
            LeakFile(file.name, kind if kind != "other" else "", file.sha256, file.size)
            for file, kind in zip(leak.files, kinds, strict=True)
        ),
        verdict=verdict.verdict,
        strength=verdict.strength,
        copies_tested=verdict.copies_tested,
        hypotheses=verdict.hypotheses,
        found_by=leak.found_by,
        found_where=leak.where,
        found_when=leak.when,
        custody=tuple(_custody(session, leak, words)),
        matches=tuple(_match(state, match, words) for match in verdict.matches),
        mixture=verdict.mixture,
        readings=tuple(_reading(state, seen, words) for seen in traced.seen),
        histogram=histogram,
        overlay=overlay,
        metadata_says="; ".join(say(n) for n in traced.notes if "in its metadata" in n),
        transplant=any("transplanted" in note for note in traced.notes),
        searched=tuple(state.facts.technologies[t].name for t in traced.searched),
        not_searched=tuple(state.facts.technologies[t].name for t in traced.not_searched),
        producers=tuple(_producers(state, [m.copy for m in verdict.matches], words)),
        earlier=tuple(_earlier(session, leak, judged.seq)),
        solo=state.facts.solo,
        entries=(
            (words["reading"], traced.read_seq),
            (words["verdict"], judged.seq),
        ),
        checkpoint=f"{session.ledger.size} {session.ledger.root.hex()}",
        versions=tuple(_versions()),
        opened_before=tuple((copy, ", ".join(dossiers)) for copy, dossiers in opened.items()),
        notes=(
            *(
                say(note)
                for note in traced.notes
                if "in its metadata" not in note and note not in told
            ),
            *_set_aside(state, [match.copy for match in verdict.matches], language),
        ),
    )


def _set_aside(state: State, copies: list[str], language: Language) -> Iterator[str]:
    """Policies that gave way when the named copies were released."""
    named = (state.facts.copies[copy].release for copy in copies if copy in state.facts.copies)
    for release in dict.fromkeys(named):
        for override in state.facts.releases[release].overrides:
            yield _WORDS[language]["aside"].format(
                release=release,
                sentence=override.korean if language == "ko" else override.english,
                reason=override.reason,
            )


def _judged(session: Session, traced: Traced) -> Event:
    """The entry of a trace's verdict; others may have been appended since."""
    for event in session.ledger.events(traced.read_seq):
        if event.kind == "leak.judged" and event.fields["read_seq"] == traced.read_seq:
            return event
    raise CocoonError(
        "no-verdict", "The ledger has no verdict on this reading.", "Trace the leak again."
    )


def _when(state: State, time: str) -> datetime:
    return dates.parse(time).astimezone(ZoneInfo(state.facts.zone))


def _caption(state: State, traced: Traced, words: Mapping[str, str]) -> str:
    if not traced.drawn:
        return ""
    drawn = traced.seen[traced.drawn[0]]
    title = state.facts.documents[drawn.revision.partition("@")[0]].title
    return f"{drawn.file} · {title}, {words['page'].format(page=drawn.page + 1)}"


def _custody(session: Session, leak: Leak, words: Mapping[str, str]) -> Iterator[CustodyStep]:
    state = session.state
    if leak.found_by or leak.where or leak.when:
        found = ", ".join(filter(None, (leak.where, leak.when)))
        yield CustodyStep(None, leak.found_by, f"{words['found']}{': ' + found if found else ''}")
    for event in session.ledger.events():
        if event.fields.get("leak") != leak.id:
            continue
        if event.kind in words:
            who = state.facts.members[event.author].name
            yield CustodyStep(_when(state, event.time), who, words[event.kind], event.seq)


def _match(state: State, match: Match, words: Mapping[str, str]) -> MatchFacts:
    facts = state.facts
    revision = match.revisions[0] if match.revisions else "@0"
    document_id, _, n = revision.partition("@")
    document = facts.documents.get(document_id)
    copy = facts.copies.get(match.copy)
    pages = describe_pages(sorted({page for name, page in match.pages if name == revision}))
    carriers = tuple((name, share.slots, share.share) for name, share in match.carriers.items())
    title = document.title if document else ""
    if copy is None:
        known = facts.read_back[match.copy]
        person = known.recipient.get("person", "")
        firm = known.recipient.get("organisation", "")
        release, issued, word = known.release, known.issued, words["readback"]
    else:
        contact = facts.contacts[copy.contact]
        person, firm = contact.name, facts.partners[contact.partner].name
        release, issued = copy.release, copy.issued
        word = words["void" if copy.void else "collected" if copy.collected else "sealed"]
    return MatchFacts(
        match.copy,
        person,
        firm,
        release,
        document_id,
        title,
        n,
        pages,
        match.log10_false_match,
        carriers,
        _when(state, issued),
        word,
    )


def _reading(state: State, seen: Seen, words: Mapping[str, str]) -> ReadingFacts:
    document_id, _, n = seen.revision.partition("@")
    document = state.facts.documents[document_id]
    revision = document.revision(int(n))
    slots = next(
        (trace.slots for trace in (revision.trace if revision else ()) if trace.page == seen.page),
        0,
    )
    carrier = words[seen.method]
    return ReadingFacts(
        f"{seen.file} ({seen.piece + 1})",
        document.title,
        n,
        str(seen.page + 1),
        carrier,
        slots,
        round(seen.share * slots),
    )


def producers(state: State, copies: list[str], language: Language) -> Iterator[tuple[str, str]]:
    """Members who held keys or packs from which a named copy can be made, and the reason."""
    return _producers(state, copies, _WORDS[language]) if copies else iter(())


def _producers(
    state: State, copies: list[str], words: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Members who held keys from which a named copy can be made, or its pack."""
    everybody = list(state.facts.members.values())
    sealers = {member.id for member in state.holders(SEAL)}
    tracers = {member.id for member in state.holders(TRACE)}
    for member in everybody:
        reasons = [
            words[code].format(copy=copy)
            for code, copy in _reasons(state, member, copies, sealers, tracers)
        ]
        if reasons:
            yield member.name, "; ".join(reasons)


def _reasons(
    state: State, member: Member, copies: list[str], sealers: set[str], tracers: set[str]
) -> list[tuple[str, str]]:
    reasons = []
    if member.id in sealers:
        reasons.append(("seal", ""))
    elif member.id in tracers:
        reasons.append(("trace", ""))
    elif member.is_former("approver", "examiner") or member.delegations:
        reasons.append(("former", ""))
    for name in copies:
        copy = state.facts.copies.get(name)
        if copy and any(author == member.id for _, author in copy.collected):
            reasons.append(("pack", name))
    return reasons


def _earlier(session: Session, leak: Leak, before: int) -> Iterator[EarlierRun]:
    for event in session.ledger.events(0, before):
        if event.kind != "leak.judged" or event.fields.get("leak") != leak.id:
            continue
        yield EarlierRun(
            _when(session.state, event.time),
            session.state.facts.members[event.author].name,
            event.fields["verdict"],
            event.seq,
        )


def _versions() -> Iterator[tuple[str, str]]:
    yield "cocoon", __version__
    yield "python", ".".join(str(part) for part in sys.version_info[:3])
    for component in _COMPONENTS:
        try:
            yield component, version(component)
        except PackageNotFoundError:
            continue
