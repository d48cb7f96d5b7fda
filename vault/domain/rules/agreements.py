"""Agreements: entered as signed, their staff lists replaced, ended early; never edited."""

from __future__ import annotations

import msgspec

from vault.domain import events as ev
from vault.domain.names import AGREEMENT
from vault.domain.rules.book import Opened, require, require_new, require_partner, rule
from vault.domain.rules.evidence import keep
from vault.domain.rules.times import happened_on, moment
from vault.domain.state import State
from vault.domain.values import Agreement
from vault.errors import RefusedError

MOST_STAFF = 2000


def _enters(state: State, event: Opened) -> None:
    require(
        state.member(event.author).is_a("engineer", "approver", "owner"),
        "not-allowed",
        "Auditors and examiners do not enter agreements.",
        "Ask an engineer, an approver or the owner.",
    )


def _named(staff: tuple[str, ...]) -> None:
    good = all(name.strip() for name in staff) and len(set(staff)) == len(staff) <= MOST_STAFF
    require(good, "bad-entry", "A staff list names each person once.")


@rule(ev.AgreementAdded)
def _agreement_added(state: State, event: Opened, body: ev.AgreementAdded) -> None:
    _enters(state, event)
    require_new(state.facts.agreements, body.agreement, AGREEMENT)
    require_partner(state, body.partner)
    require(body.sort.strip(), "bad-entry", "An agreement has a kind.")
    require(
        set(body.technologies) <= set(state.facts.technologies),
        "unknown-technology",
        "There is no such technology.",
    )
    happened_on(body.signed, event, "the signing")
    ends = [moment(end, offset=True) for end in (body.start, body.until) if end]
    require(ends == sorted(ends), "bad-entry", "An agreement ends after it begins.")
    _named(body.staff)
    keep(state, *body.files)
    state.facts.agreements[body.agreement] = Agreement(
        id=body.agreement,
        partner=body.partner,
        kind=body.sort,
        signed=body.signed,
        by=event.author,
        at=event.time,
        start=body.start,
        until=body.until,
        covers=body.covers,
        technologies=body.technologies,
        staff=body.staff,
        files=body.files,
        secrecy=body.secrecy,
    )


def _living(state: State, agreement: str) -> Agreement:
    known = state.facts.agreements.get(agreement)
    if known is None:
        raise RefusedError(
            "unknown-agreement",
            "There is no such agreement.",
            "List them with `cocoon agreement list`.",
        )
    require(
        not known.ended[0],
        "agreement-ended",
        "This agreement was ended.",
        "Enter the new one with `cocoon agreement add`.",
    )
    return known


@rule(ev.AgreementStaffed)
def _agreement_staffed(state: State, event: Opened, body: ev.AgreementStaffed) -> None:
    _enters(state, event)
    known = _living(state, body.agreement)
    _named(body.staff)
    keep(state, *body.files)
    state.facts.agreements[known.id] = msgspec.structs.replace(
        known, staff=body.staff, files=(*known.files, *body.files)
    )


@rule(ev.AgreementEnded)
def _agreement_ended(state: State, event: Opened, body: ev.AgreementEnded) -> None:
    _enters(state, event)
    known = _living(state, body.agreement)
    moment(body.at, offset=True)
    require(body.reason.strip(), "reason-needed", "An early end needs a reason.", "Give one.")
    keep(state, *body.files)
    state.facts.agreements[known.id] = msgspec.structs.replace(
        known, ended=(body.at, body.reason), files=(*known.files, *body.files)
    )
