"""`cocoon investment`: what a technology cost, and what its loss is computed from."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, takes_evidence, verb
from vault.cli.letter import evidence_json
from vault.domain.state import State
from vault.domain.values import Investment, LossInputs

if TYPE_CHECKING:
    from vault.app.library.investments import Present


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "investment", "What a technology cost, entered while it is fresh.")
    add = verb(verbs, "add", "Enter hours, an invoice, a machine or another cost.", _add)
    add.add_argument("--technology", required=True, metavar="T")
    add.add_argument("--date", required=True, metavar="D")
    add.add_argument("--kind", required=True, metavar="hours|invoice|machine|other")
    add.add_argument("--amount", default="", metavar="N")
    add.add_argument("--currency", default="", metavar="C", help="ISO 4217, such as KRW")
    add.add_argument("--hours", default="", metavar="H")
    add.add_argument("--document", default="", metavar="ID")
    add.add_argument("--who", default="", metavar="NAME")
    takes_evidence(add, "invoice, receipt")
    add.add_argument("--note", default="", metavar="T")
    take = verb(verbs, "import", "Enter the rows of a table, all or none.", _import)
    take.add_argument("file", metavar="FILE.csv")
    take.add_argument("--technology", default="", metavar="T", help="where a row names none")
    take.add_argument("--currency", default="", metavar="C", help="where a row names none")
    listed = verb(verbs, "list", "All entries by day.", _list)
    summed = verb(verbs, "totals", "Sums by period, kind and currency.", _totals)
    summed.add_argument("--by", default="year", choices=("month", "quarter", "year"))
    for chosen in (listed, summed):
        chosen.add_argument("--technology", default="", metavar="T")
        chosen.add_argument("--document", default="", metavar="ID")
        chosen.add_argument("--from", dest="first", default="", metavar="DATE")
        chosen.add_argument("--to", dest="last", default="", metavar="DATE")
    strike = verb(verbs, "strike", "Let an entry count no more; it stays readable.", _strike)
    strike.add_argument("id", metavar="ID")
    strike.add_argument("--reason", required=True, metavar="TEXT")
    inputs = verb(verbs, "inputs", "Capacity, margin, licence quotes: state or see them.", _inputs)
    inputs.add_argument("--technology", required=True, metavar="T")
    inputs.add_argument("--capacity", default="", metavar="TEXT")
    inputs.add_argument("--margin", default="", metavar="TEXT")
    inputs.add_argument("--licence-quote", default="", metavar="TEXT")
    inputs.add_argument("--date", default="", metavar="D", help="the day they describe; today")
    inputs.add_argument("--note", default="", metavar="TEXT")
    takes_evidence(inputs)
    annex = verb(verbs, "annex", "The annex on investment and loss inputs, for counsel.", _annex)
    annex.add_argument("--technology", required=True, metavar="T")
    annex.add_argument("--out", required=True, metavar="FILE.pdf")
    annex.add_argument("--language", default="ko", choices=("ko", "en"))
    annex.add_argument("--csv", default="", metavar="FILE.csv")


def investment_json(state: State, entry: Investment) -> dict[str, Any]:
    """An entry as the contract shows it."""
    value = {
        "id": entry.id,
        "technology": state.facts.technologies[entry.technology].name,
        "date": entry.date,
        "kind": entry.kind,
        "amount": entry.amount,
        "currency": entry.currency,
        "hours": entry.hours,
        "document": entry.document,
        "who": entry.who,
        "note": entry.note,
        "files": evidence_json(entry.files),
        "by": state.facts.members[entry.by].name,
        "entered": entry.at,
        "entry": entry.seq,
        "struck": entry.struck,
    }
    if entry.source:
        value["source"] = {
            "name": entry.source.name,
            "sha256": entry.source.sha256,
            "line": entry.line,
        }
    return value


def _lines(state: State, found: list[Investment]) -> list[str]:
    from vault.domain import money

    rows = [
        (
            entry.id,
            entry.date,
            state.facts.technologies[entry.technology].name[:30],
            entry.kind,
            f"{money.shown(entry.amount)} {entry.currency}".strip(),
            entry.hours,
            entry.who[:20],
            entry.at[:10],
            f"STRUCK: {entry.struck}"[:60] if entry.struck else entry.note[:40],
        )
        for entry in found
    ]
    head = ("id", "date", "technology", "kind", "amount", "hours", "who", "entered", "note")
    return table(rows, head)


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library import investments

    session = context.open()
    entry = investments.add(
        session,
        arguments.technology,
        arguments.date,
        arguments.kind,
        amount=arguments.amount,
        currency=arguments.currency,
        hours=arguments.hours,
        document=arguments.document,
        who=arguments.who,
        note=arguments.note,
        files=arguments.file,
    )
    return Answer(
        {"investment": entry.id, **investment_json(session.state, entry)},
        [f"{entry.id} is entered as entry {entry.seq} of the ledger."],
    )


def _import(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library import investments
    from vault.app.library.investment_tables import BadRowsError

    session = context.open()
    path = Path(arguments.file)
    try:
        done = investments.import_table(
            session, path, technology=arguments.technology, currency=arguments.currency
        )
    except BadRowsError as error:
        told = {"code": error.code, "message": error.message, "next": error.next}
        problems = [{"line": p.line, "message": p.message} for p in error.problems]
        return Answer(
            {"error": told, "imported": 0, "problems": problems},
            exit_code=error.exit_code,
            errors=[
                f"cocoon: {error.message}",
                *(f"  line {p.line}: {p.message}" for p in error.problems),
                f"  {error.next}",
            ],
        )
    entered, known = len(done.entered), len(done.known)
    lines = [f"{entered} {'row is' if entered == 1 else 'rows are'} entered."]
    if known:
        lines.append(f"Left out, since the ledger has them already: {known} of the rows.")
    if done.ignored:
        lines.append(f"Columns that mean nothing here: {', '.join(done.ignored)}.")
    return Answer(
        {
            "imported": entered,
            "already": known,
            "already_lines": list(done.known),
            "ignored_columns": list(done.ignored),
            "investments": [investment_json(session.state, entry) for entry in done.entered],
        },
        lines,
    )


def _chosen(state: State, arguments: argparse.Namespace) -> list[Investment]:
    from vault.app.library import investments

    return investments.entries(
        state,
        technology=arguments.technology,
        document=arguments.document,
        first=arguments.first,
        last=arguments.last,
    )


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    state = context.open().state
    found = _chosen(state, arguments)
    value = {"investments": [investment_json(state, entry) for entry in found]}
    return Answer(value, _lines(state, found))


def _totals(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library import investments
    from vault.domain import money

    state = context.open().state
    found = _chosen(state, arguments)
    technologies = state.facts.technologies
    sums = investments.totals(found, arguments.by)
    value = {
        "by": arguments.by,
        "totals": [
            {
                "period": total.period,
                "technology": technologies[total.technology].name,
                "kind": total.kind,
                "currency": total.currency,
                "amount": total.amount,
                "hours": total.hours,
                "entries": total.entries,
            }
            for total in sums
        ],
    }
    rows = [
        (
            total.period,
            technologies[total.technology].name[:30],
            total.kind,
            f"{money.shown(total.amount)} {total.currency}".strip(),
            money.shown(total.hours),
            total.entries,
        )
        for total in sums
    ]
    head = ("period", "technology", "kind", "amount", "hours", "entries")
    return Answer(value, [*table(rows, head), "Amounts of different currencies are not added."])


def _strike(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library import investments

    session = context.open()
    entry = investments.strike(session, arguments.id, arguments.reason)
    return Answer(
        investment_json(session.state, entry),
        [f"{entry.id} counts no more. It stays readable, with the reason."],
    )


def stated_json(state: State, stated: LossInputs) -> dict[str, Any]:
    """A statement of loss inputs as the contract shows it."""
    return {
        "date": stated.day,
        "capacity": stated.capacity,
        "margin": stated.margin,
        "licence_quote": stated.licence_quote,
        "note": stated.note,
        "files": evidence_json(stated.files),
        "by": state.facts.members[stated.by].name,
        "entered": stated.at,
        "entry": stated.seq,
    }


def _inputs_answer(state: State, present: Present) -> Answer:
    newest = {
        "capacity": present.capacity,
        "margin": present.margin,
        "licence_quote": present.licence_quote,
    }
    value: dict[str, Any] = {"technology": state.facts.technologies[present.technology].name}
    lines = []
    for name, stated in newest.items():
        value[name] = getattr(stated, name) if stated else ""
        told = f"{value[name]} (as of {stated.day})" if stated else "not recorded"
        lines.append(f"{name.replace('_', ' '):14} {told}")
    value["history"] = [stated_json(state, stated) for stated in present.history]
    return Answer(value, [*lines, f"{len(present.history)} statements in all."])


def _inputs(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library import investments

    session = context.open()
    given = {
        "capacity": arguments.capacity,
        "margin": arguments.margin,
        "licence_quote": arguments.licence_quote,
        "note": arguments.note,
        "day": arguments.date,
    }
    if any(given.values()) or arguments.file:
        present = investments.state_inputs(
            session, arguments.technology, **given, files=arguments.file
        )
    else:
        present = investments.inputs(session.state, arguments.technology)
    return _inputs_answer(session.state, present)


def _annex(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library.annexes import write_annex
    from vault.cli.letter import letter_json

    session = context.open()
    out = Path(arguments.out)
    letter = write_annex(
        session,
        arguments.technology,
        out,
        arguments.language,
        csv=Path(arguments.csv) if arguments.csv else None,
    )
    value = letter_json(letter) | {"path": str(out)}
    lines = [f"The annex {letter.id} is at {out}."]
    if arguments.csv:
        value["csv"] = arguments.csv
        lines.append(f"The same entries as a table: {arguments.csv}.")
    return Answer(value, [*lines, "It collects inputs and computes no damages."])
