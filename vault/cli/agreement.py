"""`cocoon agreement`."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, takes_evidence, verb
from vault.cli.letter import evidence_json
from vault.domain.state import State
from vault.domain.values import Agreement


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "agreement", "What partners signed, and drafts for it.")
    add = verb(verbs, "add", "Enter a signed agreement.", _add)
    add.add_argument("--partner", required=True, metavar="ID")
    add.add_argument("--kind", required=True, metavar="nda|supply|…")
    add.add_argument("--signed", required=True, metavar="DATE")
    add.add_argument("--from", dest="start", default="", metavar="DATE")
    add.add_argument("--until", default="", metavar="DATE")
    add.add_argument("--covers", default="", metavar="TEXT")
    add.add_argument("--technology", action="append", default=[], metavar="T")
    add.add_argument("--secrecy", action="store_true", help="not an nda, but with such a clause")
    add.add_argument("--staff", action="append", default=[], metavar="NAME")
    add.add_argument("--staff-file", default="", metavar="FILE", help="CSV or text, a name a line")
    takes_evidence(add, "as signed")
    listed = verb(verbs, "list", "All agreements; what is expiring; who has none.", _list)
    listed.add_argument("--partner", default="", metavar="ID")
    listed.add_argument("--expiring", type=int, default=None, metavar="DAYS")
    verb(verbs, "show", "One agreement.", _show).add_argument("id", metavar="ID")
    end = verb(verbs, "end", "An agreement ended before its time.", _end)
    end.add_argument("id", metavar="ID")
    end.add_argument("--reason", required=True, metavar="TEXT")
    end.add_argument("--at", default="", metavar="DATE")
    takes_evidence(end)
    staff = verb(verbs, "staff", "Change the list of staff who may hold the data.", _staff)
    staff.add_argument("id", metavar="ID")
    staff.add_argument("--add", action="append", default=[], metavar="NAME")
    staff.add_argument("--remove", action="append", default=[], metavar="NAME")
    staff.add_argument("--staff-file", default="", metavar="FILE", help="CSV or text")
    takes_evidence(staff)
    draft = verb(verbs, "draft", "Draft a confidentiality agreement for counsel.", _draft)
    draft.add_argument("--partner", required=True, metavar="ID")
    draft.add_argument("--release", default="", metavar="ID", help="what a release hands over")
    draft.add_argument("--technology", action="append", default=[], metavar="T")
    draft.add_argument("--document", action="append", default=[], metavar="ID[@REV][:1,3-5]")
    draft.add_argument("--purpose", default="", metavar="TEXT")
    draft.add_argument("--until", default="", metavar="DATE")
    draft.add_argument("--return-by", default="", metavar="DATE")
    draft.add_argument("--staff", action="append", default=[], metavar="NAME")
    draft.add_argument("--out", required=True, metavar="FILE.pdf")
    draft.add_argument("--language", default="ko", choices=("ko", "en"))


def agreement_json(state: State, agreement: Agreement, now: datetime) -> dict[str, Any]:
    """An agreement as the contract shows it."""
    from vault.app.partnership.agreements import word

    return {
        "agreement": agreement.id,
        "id": agreement.id,
        "partner": agreement.partner,
        "kind": agreement.kind,
        "secrecy": agreement.binds,
        "signed": agreement.signed,
        "from": agreement.start[:10],
        "until": agreement.until[:10],
        "covers": agreement.covers,
        "technologies": [state.facts.technologies[t].name for t in agreement.technologies],
        "staff": list(agreement.staff),
        "files": evidence_json(agreement.files),
        "state": word(agreement, now),
        "ended": agreement.ended[0],
        "ended_reason": agreement.ended[1],
        "by": agreement.by,
        "entered": agreement.at,
    }


def _lines(state: State, agreement: Agreement, now: datetime) -> list[str]:
    value = agreement_json(state, agreement, now)
    partner = state.facts.partners[agreement.partner].name
    lines = [
        f"{agreement.id}  {agreement.kind}, {value['state']}",
        f"with       {partner}",
        f"signed     {agreement.signed}; from {value['from']} until {value['until'] or 'open end'}",
    ]
    if not agreement.binds:
        lines.append("secrecy    no: it does not count as a confidentiality agreement (--secrecy)")
    if agreement.covers:
        lines.append(f"covers     {agreement.covers}")
    lines.append(f"ours       {', '.join(value['technologies']) or 'all technologies'}")
    lines.append(f"staff      {', '.join(agreement.staff) or 'nobody is named yet'}")
    lines += [f"file       {file.name}  SHA-256 {file.sha256}" for file in agreement.files]
    if agreement.ended[0]:
        lines.append(f"ended      {agreement.ended[0]}: {agreement.ended[1]}")
    return lines


def _shown(context: Context, agreement: Agreement) -> Answer:
    session = context.open()
    now = session.clock()
    return Answer(
        agreement_json(session.state, agreement, now), _lines(session.state, agreement, now)
    )


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.agreements import add

    agreement = add(
        context.open(),
        arguments.partner,
        kind=arguments.kind,
        signed=arguments.signed,
        start=arguments.start,
        until=arguments.until,
        covers=arguments.covers,
        technologies=arguments.technology,
        staff=arguments.staff,
        staff_file=Path(arguments.staff_file) if arguments.staff_file else None,
        files=arguments.file,
        secrecy=arguments.secrecy,
    )
    return _shown(context, agreement)


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.agreements import EXPIRING_DAYS, expiring, missing
    from vault.app.partnership.partners import find_partner
    from vault.errors import UsageError

    session = context.open()
    state, now = session.state, session.clock()
    partner = find_partner(state, arguments.partner).id if arguments.partner else ""
    days = EXPIRING_DAYS if arguments.expiring is None else arguments.expiring
    if not 0 <= days <= 36500:
        raise UsageError("bad-days", "That is no number of days.", "Give 0 to 36500.")
    ending = [a for a in expiring(state, now, days) if not partner or a.partner == partner]
    bare = [each for each in missing(state, now) if not partner or each.partner.id == partner]
    found = ending
    if arguments.expiring is None:
        every = state.facts.agreements.values()
        found = [a for a in every if not partner or a.partner == partner]
    values = [agreement_json(state, agreement, now) for agreement in found]
    rows = [
        (
            value["id"],
            state.facts.partners[value["partner"]].name,
            value["kind"],
            value["signed"],
            value["until"] or "open end",
            len(value["staff"]),
            value["state"],
        )
        for value in values
    ]
    lines = table(rows, ("agreement", "partner", "kind", "signed", "until", "staff", "state"))
    if arguments.expiring is None:
        lines += [f"Ends soon: {a.id} on {a.until[:10]}." for a in ending]
    names = state.facts.technologies
    for each in bare:
        about = ", ".join(names[technology].name for technology in each.technologies)
        lines.append(f"No agreement in force: {each.partner.name} ({about}).")
    return Answer(
        {
            "agreements": values,
            "expiring": [a.id for a in ending],
            "missing": [
                {
                    "partner": each.partner.id,
                    "name": each.partner.name,
                    "technologies": [names[t].name for t in each.technologies],
                }
                for each in bare
            ],
        },
        lines,
    )


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.agreements import find_agreement

    return _shown(context, find_agreement(context.open().state, arguments.id))


def _end(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.agreements import end

    agreement = end(
        context.open(), arguments.id, arguments.reason, at=arguments.at, files=arguments.file
    )
    return _shown(context, agreement)


def _staff(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.agreements import change_staff

    agreement = change_staff(
        context.open(),
        arguments.id,
        add=arguments.add,
        remove=arguments.remove,
        staff_file=Path(arguments.staff_file) if arguments.staff_file else None,
        files=arguments.file,
    )
    return _shown(context, agreement)


def _draft(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.agreement_drafts import Draft, draft
    from vault.cli.letter import written

    out = Path(arguments.out)
    letter = draft(
        context.open(),
        Draft(
            partner=arguments.partner,
            release=arguments.release,
            technologies=arguments.technology,
            documents=arguments.document,
            purpose=arguments.purpose,
            until=arguments.until,
            return_by=arguments.return_by,
            staff=arguments.staff,
        ),
        out,
        arguments.language,
    )
    answer = written(letter, out)
    return Answer(
        answer.value,
        [
            f"The draft {letter.id} is at {out}. Counsel must review it before it is used.",
            "When it is signed: `cocoon agreement add --partner … --kind nda --file …`.",
        ],
    )
