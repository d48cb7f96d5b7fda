"""Demands: registered as they came, followed up, closed; never edited."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from vault.domain import events as ev
from vault.domain.names import DEMAND
from vault.domain.rules.book import Opened, require, require_new, require_partner, rule
from vault.domain.rules.evidence import keep
from vault.domain.rules.times import day, happened, moment
from vault.domain.state import State
from vault.domain.values import ITEMS, RELATIONS, Demand, FollowUp
from vault.errors import RefusedError


def _registers(state: State, event: Opened) -> None:
    require(
        state.member(event.author).is_a("engineer", "approver", "owner"),
        "not-allowed",
        "Auditors and examiners do not register demands.",
        "Ask an engineer, an approver or the owner.",
    )


def _items_known(items: Mapping[str, str], required: tuple[str, ...], relation: str) -> None:
    known = set(items) <= set(ITEMS) and set(required) <= set(ITEMS)
    require(known and len(set(required)) == len(required), "bad-entry", "Items have known codes.")
    asked = required or relation in ("", "no")
    require(asked, "bad-entry", "Between firms in this relation a law asks for items.")


@rule(ev.DemandAdded)
def _demand_added(state: State, event: Opened, body: ev.DemandAdded) -> None:
    _registers(state, event)
    require_new(state.facts.demands, body.demand, DEMAND)
    require_partner(state, body.partner)
    require(body.words.strip() and body.channel.strip(), "bad-entry", "A demand has words.")
    require(body.relation in RELATIONS, "bad-entry", "A relation is yes, no or unknown.")
    moment(body.received, offset=True)
    happened(body.received, event, "the demand")
    if body.due:
        day(body.due)
    _items_known(body.items, body.required, body.relation)
    keep(state, *body.files)
    state.facts.demands[body.demand] = Demand(
        id=body.demand,
        partner=body.partner,
        received=body.received,
        channel=body.channel,
        words=body.words,
        by=event.author,
        at=event.time,
        asked_by=body.asked_by,
        items=body.items,
        required=body.required,
        relation=body.relation,
        due=body.due,
        files=body.files,
    )


def _open(state: State, demand: str) -> Demand:
    known = state.facts.demands.get(demand)
    if known is None:
        raise RefusedError(
            "unknown-demand", "There is no such demand.", "List them with `cocoon demand list`."
        )
    require(
        not known.closed,
        "demand-closed",
        "This demand is closed.",
        "Register what came now as a new demand.",
    )
    return known


@rule(ev.DemandFollowed)
def _demand_followed(state: State, event: Opened, body: ev.DemandFollowed) -> None:
    _registers(state, event)
    known = _open(state, body.demand)
    moment(body.at, offset=True)
    happened(body.at, event, "the follow-up")
    _items_known(body.items, body.required, body.relation)
    told = body.note.strip() or body.items or body.files or body.relation
    require(told, "bad-entry", "A follow-up says something.")
    require(body.relation in ("", *RELATIONS), "bad-entry", "A relation is yes, no or unknown.")
    keep(state, *body.files)
    follow_up = FollowUp(
        at=body.at,
        entered=event.time,
        seq=event.seq,
        by=event.author,
        note=body.note,
        channel=body.channel,
        items=body.items,
        files=body.files,
        relation=body.relation,
    )
    state.facts.demands[known.id] = msgspec.structs.replace(
        known,
        items={**known.items, **body.items},
        relation=body.relation or known.relation,
        required=body.required if body.relation else known.required,
        follow_ups=(*known.follow_ups, follow_up),
    )


@rule(ev.DemandClosed)
def _demand_closed(state: State, event: Opened, body: ev.DemandClosed) -> None:
    _registers(state, event)
    known = _open(state, body.demand)
    require(body.reason.strip(), "reason-needed", "A demand is closed with a reason.", "Give one.")
    state.facts.demands[known.id] = msgspec.structs.replace(
        known, closed=body.reason, closed_at=event.time
    )
