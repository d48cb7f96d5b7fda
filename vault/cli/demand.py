"""`cocoon demand`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, takes_evidence, verb
from vault.cli.letter import evidence_json, letter_json
from vault.domain.state import State
from vault.domain.values import ITEMS, Demand

if TYPE_CHECKING:
    from vault.app.partnership.demands import Check, Missing


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "demand", "What partners ask for: registered, checked, answered.")
    add = verb(verbs, "add", "Register a demand for technical data.", _add)
    add.add_argument("--partner", required=True, metavar="ID")
    add.add_argument("--received", required=True, metavar="DATE")
    add.add_argument("--channel", required=True, metavar="TEXT", help="phone, meeting, e-mail, …")
    add.add_argument("--words", required=True, metavar="TEXT", help="what was said, verbatim")
    add.add_argument("--asked-by", default="", metavar="NAME")
    add.add_argument("--due", default="", metavar="DATE", help="when the partner wants the data")
    add.add_argument(
        "--relation",
        default="unknown",
        metavar="yes|no|unknown",
        help="whether the firm is this partner's subcontractor (수급사업자)",
    )
    follow = verb(verbs, "follow-up", "Enter an answer, a reminder or a note.", _follow_up)
    follow.add_argument("id", metavar="ID")
    follow.add_argument("--note", default="", metavar="TEXT")
    follow.add_argument("--at", default="", metavar="TIME")
    follow.add_argument("--channel", default="", metavar="TEXT")
    follow.add_argument("--relation", default="", metavar="yes|no|unknown")
    for parser in (add, follow):
        takes_evidence(parser)
        for code, (english, korean) in ITEMS.items():
            parser.add_argument(
                f"--{code}", default="", metavar="TEXT", help=f"{english} ({korean})"
            )
    check = verb(verbs, "check", "Which statutory items are missing.", _check)
    check.add_argument("id", metavar="ID")
    reply = verb(verbs, "reply", "Write the letter that asks for what is missing.", _reply)
    reply.add_argument("id", metavar="ID")
    reply.add_argument("--out", required=True, metavar="FILE.pdf")
    reply.add_argument("--language", default="ko", choices=("ko", "en"))
    reply.add_argument("--answer-by", default="", metavar="DATE")
    reply.add_argument("--offer", default="", metavar="TEXT", help="a narrower alternative")
    listed = verb(verbs, "list", "All demands.", _list)
    listed.add_argument("--partner", default="", metavar="ID")
    listed.add_argument("--open", action="store_true", help="only those that are not closed")
    verb(verbs, "show", "One demand.", _show).add_argument("id", metavar="ID")
    close = verb(verbs, "close", "A demand needs no more attention.", _close)
    close.add_argument("id", metavar="ID")
    close.add_argument("--reason", required=True, metavar="TEXT")


def missing_json(missing: Missing) -> dict[str, Any]:
    """A missing item as the contract shows it."""
    return {
        "item": missing.item,
        "korean": missing.korean,
        "english": missing.english,
        "law": missing.law,
        "law_english": missing.law_english,
    }


def demand_json(state: State, demand: Demand) -> dict[str, Any]:
    """A demand as the contract shows it."""
    from vault.app.partnership.demands import check

    checked = check(demand)
    facts = state.facts
    return {
        "demand": demand.id,
        "id": demand.id,
        "partner": demand.partner,
        "received": demand.received,
        "channel": demand.channel,
        "words": demand.words,
        "asked_by": demand.asked_by,
        "due": demand.due,
        "relation": demand.relation,
        "items": dict(demand.items),
        "complete": checked.complete,
        "missing": [missing_json(each) for each in checked.missing],
        "files": evidence_json(demand.files),
        "follow_ups": [
            {
                "at": each.at,
                "entered": each.entered,
                "entry": each.seq,
                "by": each.by,
                "channel": each.channel,
                "note": each.note,
                "items": dict(each.items),
                "relation": each.relation,
                "files": evidence_json(each.files),
            }
            for each in demand.follow_ups
        ],
        "closed": demand.closed,
        "closed_at": demand.closed_at,
        "by": demand.by,
        "entered": demand.at,
        "letters": [letter_json(x) for x in facts.letters.values() if x.about == demand.id],
        "releases": [r.id for r in facts.releases.values() if r.demand == demand.id],
    }


def _check_lines(checked: Check) -> list[str]:
    lines = ["The demand is complete." if checked.complete else "The demand is not complete:"]
    for each in checked.missing:
        lines.append(f"  missing      {each.korean} ({each.english}) — {each.law}")
    for each in checked.recommended:
        lines.append(f"  recommended  {each.korean} ({each.english})")
    if checked.missing:
        lines.append(f"Wording of the law in force since {checked.law_since}; counsel confirms it.")
    return [*lines, *checked.advice]


def _lines(state: State, demand: Demand) -> list[str]:
    from vault.app.partnership.demands import check

    partner = state.facts.partners[demand.partner].name
    asked_by = f" ({demand.asked_by})" if demand.asked_by else ""
    lines = [
        f"{demand.id}  {'closed' if demand.closed else 'open'}",
        f"from       {partner}{asked_by}, by {demand.channel}, {demand.received}",
        *(f"words      {line}" for line in demand.words.splitlines()),
        f"relation   our firm is their subcontractor: {demand.relation}",
    ]
    if demand.due:
        lines.append(f"wanted by  {demand.due}")
    for code, text in demand.items.items():
        lines.append(f"stated     {ITEMS[code][1]}: {text}")
    lines += [f"file       {file.name}  SHA-256 {file.sha256}" for file in demand.files]
    for each in demand.follow_ups:
        told = each.note or ", ".join(each.items) or each.relation
        told = " ".join(told.split())
        lines.append(f"follow-up  {each.at} {each.channel}: {told}")
    if demand.closed:
        lines.append(f"closed     {demand.closed_at}: {demand.closed}")
    return [*lines, *([] if demand.closed else _check_lines(check(demand)))]


def _shown(state: State, demand: Demand) -> Answer:
    return Answer(demand_json(state, demand), _lines(state, demand))


def _items(arguments: argparse.Namespace) -> dict[str, str]:
    return {code: getattr(arguments, code) for code in ITEMS if getattr(arguments, code).strip()}


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.demands import add

    session = context.open()
    demand = add(
        session,
        arguments.partner,
        received=arguments.received,
        channel=arguments.channel,
        words=arguments.words,
        asked_by=arguments.asked_by,
        items=_items(arguments),
        relation=arguments.relation,
        due=arguments.due,
        files=arguments.file,
    )
    return _shown(session.state, demand)


def _follow_up(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.demands import follow_up

    session = context.open()
    demand = follow_up(
        session,
        arguments.id,
        note=arguments.note,
        at=arguments.at,
        channel=arguments.channel,
        items=_items(arguments),
        relation=arguments.relation,
        files=arguments.file,
    )
    return _shown(session.state, demand)


def _check(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.demands import check, find_demand

    demand = find_demand(context.open().state, arguments.id)
    checked = check(demand)
    return Answer(
        {
            "demand": demand.id,
            "complete": checked.complete,
            "missing": [missing_json(each) for each in checked.missing],
            "recommended": [missing_json(each) for each in checked.recommended],
            "relation": checked.relation,
            "law_since": checked.law_since,
            "advice": list(checked.advice),
        },
        _check_lines(checked),
    )


def _reply(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.demand_replies import reply, rule_is_real
    from vault.app.partnership.demands import find_demand
    from vault.cli.letter import written

    session, out = context.open(), Path(arguments.out)
    letter = reply(
        session,
        arguments.id,
        out,
        arguments.language,
        answer_by=arguments.answer_by,
        offer=arguments.offer,
    )
    answer = written(letter, out)
    real = rule_is_real(session.state)
    applies = find_demand(session.state, arguments.id).relation != "no"
    lines = [*answer.lines, "Counsel must confirm the wording before the first one is sent."]
    if applies and not real:
        lines.append(
            "The letter says that nothing leaves before the demand is complete. Make it so: "
            "`cocoon policy set incomplete-demand block`."
        )
    return Answer(answer.value | {"rule_enforced": real}, lines)


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.partners import find_partner

    state = context.open().state
    partner = find_partner(state, arguments.partner).id if arguments.partner else ""
    found = [
        demand
        for demand in state.facts.demands.values()
        if (not partner or demand.partner == partner) and not (arguments.open and demand.closed)
    ]
    rows = [
        (
            demand.id,
            state.facts.partners[demand.partner].name,
            demand.received[:10],
            demand.channel[:20],
            demand.due,
            "closed"
            if demand.closed
            else f"{len(demand.missing)} missing"
            if demand.missing
            else "complete",
        )
        for demand in found
    ]
    return Answer(
        {"demands": [demand_json(state, demand) for demand in found]},
        table(rows, ("demand", "partner", "received", "by", "wanted by", "state")),
    )


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.demands import find_demand

    state = context.open().state
    return _shown(state, find_demand(state, arguments.id))


def _close(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.demands import close

    session = context.open()
    return _shown(session.state, close(session, arguments.id, arguments.reason))
