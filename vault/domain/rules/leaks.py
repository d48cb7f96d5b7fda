"""Preserving, reading and judging leaks."""

from __future__ import annotations

import msgspec

from vault.domain import events as ev
from vault.domain.names import LEAK
from vault.domain.rules.book import Opened, require, require_new, rule
from vault.domain.state import State
from vault.domain.values import Judgement, Leak
from vault.errors import RefusedError


@rule(ev.LeakLodged)
def _leak_lodged(state: State, event: Opened, body: ev.LeakLodged) -> None:
    state.member(event.author)
    require_new(state.facts.leaks, body.leak, LEAK)
    require(body.files, "bad-entry", "A leak has files.")
    state.facts.leaks[body.leak] = Leak(
        id=body.leak,
        files=body.files,
        by=event.author,
        at=event.time,
        found_by=body.found_by,
        where=body.where,
        when=body.when,
    )
    state.facts.blobs.update(file.blob for file in body.files)


def _tracing(state: State, event: Opened, leak: str) -> Leak:
    require(
        state.member(event.author).is_a("approver", "examiner"),
        "not-allowed",
        "Only approvers and examiners hold the trace key.",
        "The leak is preserved; ask one of them to trace it.",
    )
    known = state.facts.leaks.get(leak)
    if known is None:
        raise RefusedError("unknown-leak", "There is no such leak.")
    return known


@rule(ev.LeakRead)
def _leak_read(state: State, event: Opened, body: ev.LeakRead) -> None:
    leak = _tracing(state, event, body.leak)
    state.facts.leaks[leak.id] = msgspec.structs.replace(
        leak,
        readings=(*leak.readings, event.seq),
        tried=leak.tried + max(1, body.hypotheses),
    )


@rule(ev.LeakJudged)
def _leak_judged(state: State, event: Opened, body: ev.LeakJudged) -> None:
    leak = _tracing(state, event, body.leak)
    require(body.read_seq in leak.readings, "bad-entry", "A verdict needs a reading before it.")
    judgement = Judgement(
        body.read_seq,
        body.verdict,
        body.hypotheses,
        body.copies_tested,
        tuple(str(match.get("copy", "")) for match in body.matches),
    )
    state.facts.leaks[leak.id] = msgspec.structs.replace(
        leak, judgements=(*leak.judgements, judgement)
    )
