"""What went into a technology: entered, struck, never edited."""

from __future__ import annotations

import re

import msgspec

from vault.domain import events as ev
from vault.domain.names import INVESTMENT
from vault.domain.rules.book import Opened, require, require_new, rule
from vault.domain.rules.evidence import keep
from vault.domain.rules.times import happened_on
from vault.domain.state import State
from vault.domain.values import (
    INVESTMENT_KINDS,
    Evidence,
    Investment,
    InvestmentRow,
    LossInputs,
)
from vault.errors import RefusedError

MOST_ROWS = 5000
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,3}[1-9])?")
_CURRENCY = re.compile(r"[A-Z]{3}")


def _works(state: State, event: Opened) -> None:
    require(
        state.member(event.author).is_a("engineer", "approver", "owner"),
        "not-allowed",
        "Auditors and examiners do not enter investments.",
        "Ask an engineer, an approver or the owner.",
    )


def _is_amount(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text)) and text != "0"


def _check(state: State, event: Opened, row: InvestmentRow) -> None:
    require(row.technology in state.facts.technologies, "unknown-technology", "No such technology.")
    require(row.kind in INVESTMENT_KINDS, "unknown-kind", "An investment has a known kind.")
    happened_on(row.date, event, "the investment")
    require(not row.hours or _is_amount(row.hours), "bad-number", "Hours are a number above 0.")
    require(
        not row.amount or _is_amount(row.amount), "bad-number", "An amount is a number above 0."
    )
    require(
        bool(row.amount) == bool(row.currency)
        and (not row.currency or _CURRENCY.fullmatch(row.currency)),
        "bad-currency",
        "An amount has a currency of three letters, and nothing else has.",
    )
    if row.kind == "hours":
        require(row.hours, "hours-needed", "An entry of kind hours needs hours.", "Give --hours.")
    else:
        require(row.amount, "amount-needed", "An invoice, a machine or other needs an amount.")
    if row.document:
        document = state.facts.documents.get(row.document)
        require(
            document is not None and document.technology == row.technology,
            "unknown-document",
            "The document is not one of this technology.",
        )


def _enter(
    state: State,
    event: Opened,
    row: InvestmentRow,
    files: tuple[Evidence, ...] = (),
    source: Evidence | None = None,
) -> None:
    state.facts.investments[row.id] = Investment(
        id=row.id,
        technology=row.technology,
        date=row.date,
        kind=row.kind,
        amount=row.amount,
        currency=row.currency,
        by=event.author,
        at=event.time,
        seq=event.seq,
        document=row.document,
        hours=row.hours,
        who=row.who,
        note=row.note,
        files=files,
        source=source,
        line=row.line,
    )


@rule(ev.InvestmentAdded)
def _investment_added(state: State, event: Opened, body: ev.InvestmentAdded) -> None:
    _works(state, event)
    require_new(state.facts.investments, body.row.id, INVESTMENT)
    _check(state, event, body.row)
    keep(state, *body.files)
    _enter(state, event, body.row, body.files)


@rule(ev.InvestmentsImported)
def _investments_imported(state: State, event: Opened, body: ev.InvestmentsImported) -> None:
    _works(state, event)
    require(0 < len(body.rows) <= MOST_ROWS, "bad-entry", "An import has rows, not too many.")
    require(
        len({row.id for row in body.rows}) == len(body.rows),
        "bad-entry",
        "Two rows of an import have one identifier.",
    )
    lines = {row.line for row in body.rows}
    require(
        len(lines) == len(body.rows) and min(lines) > 0,
        "bad-entry",
        "Each row of an import has a line of its own.",
    )
    for row in body.rows:
        require_new(state.facts.investments, row.id, INVESTMENT)
        _check(state, event, row)
    known = {
        entry.line
        for entry in state.facts.investments.values()
        if entry.source and entry.source.sha256 == body.source.sha256
    }
    require(
        not known & lines,
        "already-imported",
        "A row of this file is in the ledger already.",
        "Look at it with `cocoon investment list`.",
    )
    keep(state, body.source)
    for row in body.rows:
        _enter(state, event, row, source=body.source)


@rule(ev.InvestmentStruck)
def _investment_struck(state: State, event: Opened, body: ev.InvestmentStruck) -> None:
    _works(state, event)
    known = state.facts.investments.get(body.investment)
    if known is None:
        raise RefusedError(
            "unknown-investment",
            "There is no such entry.",
            "List them with `cocoon investment list`.",
        )
    require(
        event.author == known.by or state.member(event.author).is_a("owner", "approver"),
        "not-allowed",
        "An entry is struck by whom it was entered by, or by an owner or approver.",
        "Ask one of them.",
    )
    require(not known.struck, "struck-already", "This entry is struck already.", "Leave it.")
    require(body.reason.strip(), "reason-needed", "Striking needs a reason.", "Give one.")
    state.facts.investments[known.id] = msgspec.structs.replace(
        known, struck=body.reason, struck_by=event.author, struck_at=event.time
    )


@rule(ev.LossInputsStated)
def _loss_stated(state: State, event: Opened, body: ev.LossInputsStated) -> None:
    _works(state, event)
    require(
        body.technology in state.facts.technologies, "unknown-technology", "No such technology."
    )
    happened_on(body.day, event, "the inputs")
    require(
        body.capacity or body.margin or body.licence_quote,
        "nothing-stated",
        "Nothing was stated.",
        "Give a capacity, a margin or a licence quote.",
    )
    keep(state, *body.files)
    stated = LossInputs(
        technology=body.technology,
        day=body.day,
        at=event.time,
        by=event.author,
        seq=event.seq,
        capacity=body.capacity,
        margin=body.margin,
        licence_quote=body.licence_quote,
        note=body.note,
        files=body.files,
    )
    before = state.facts.loss_inputs.get(body.technology, [])
    state.facts.loss_inputs[body.technology] = [*before, stated]
