"""`cocoon incident`: the file on a leak."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, takes_evidence, verb
from vault.cli.letter import letter_json, written
from vault.domain import dates
from vault.domain.state import State
from vault.domain.values import Incident

if TYPE_CHECKING:
    from vault.app.leak.deadlines import Deadline
    from vault.app.leak.incident_file import File, Happened

NOT_A_PERSON = "This names the copy, not the person who leaked it."
COUNSEL = "Periods are counted from the dates stated; counsel must confirm each."


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "incident", "What is done about a leak.")
    begin = verb(verbs, "open", "Begin to work on a lodged leak.", _open)
    begin.add_argument("leak", metavar="LEAK")
    better = verb(verbs, "set", "State what is known now; the ledger keeps both.", _set)
    better.add_argument("id", metavar="ID")
    for told in (begin, better):
        told.add_argument("--partner", default="", metavar="ID", help="whose copy it was")
        told.add_argument("--third-party", default="", metavar="NAME", help="who has it now")
        told.add_argument("--known", default="", metavar="DATE", help="when the firm learned of it")
        told.add_argument("--began", default="", metavar="DATE", help="when the act began")
        told.add_argument("--deal-ended", default="", metavar="DATE")
    note = verb(verbs, "note", "Enter a step taken or a fact learned.", _note)
    note.add_argument("id", metavar="ID")
    note.add_argument("text", metavar="TEXT")
    takes_evidence(note)
    note.add_argument("--at", default="", metavar="TIME")
    letter = verb(verbs, "letter", "Write a demand, a notice or an application.", _letter)
    letter.add_argument("id", metavar="ID")
    letter.add_argument("--kind", required=True, choices=("delete", "notice", "preservation"))
    letter.add_argument("--out", required=True, metavar="FILE.pdf")
    letter.add_argument("--language", default="ko", choices=("ko", "en"))
    letter.add_argument("--by", default="", metavar="DATE", help="answer asked for by")
    letter.add_argument("--document", action="append", default=[], metavar="ID")
    letter.add_argument("--without-place", action="store_true", help="do not tell where it was")
    letter.add_argument("--final", action="store_true", help="counsel reviewed it: no draft mark")
    for name in ("holder", "court", "fact", "material", "reason"):
        letter.add_argument(f"--{name}", default="", metavar="TEXT", help="of an application")
    for name, help, run in (
        ("deadlines", "The countdowns.", _deadlines),
        ("show", "The whole file, in the order of time.", _show),
    ):
        verb(verbs, name, help, run).add_argument("id", metavar="ID")
    verb(verbs, "list", "All incidents.", _list)
    close = verb(verbs, "close", "Close it with its outcome.", _close)
    close.add_argument("id", metavar="ID")
    close.add_argument("--outcome", required=True, metavar="TEXT")


def incident_json(state: State, incident: Incident) -> dict[str, Any]:
    """An incident as the contract shows it."""
    partner = state.facts.partners.get(incident.partner)
    return {
        "incident": incident.id,
        "leak": incident.leak,
        "state": "closed" if incident.closed else "open",
        "partner": incident.partner,
        "partner_name": partner.name if partner else "",
        "third_party": incident.third_party,
        "known": incident.known,
        "began": incident.began,
        "deal_ended": incident.deal_ended,
        "opened": incident.at,
        "entry": incident.seq,
        "by": _member(state, incident.by),
        "outcome": incident.closed,
    }


def _member(state: State, id: str) -> str:
    known = state.facts.members.get(id)
    return known.name if known else id


def _shown(state: State, at: str) -> str:
    """A moment to the minute, where the firm is."""
    zone = ZoneInfo(state.facts.zone)
    return f"{dates.parse(at).astimezone(zone):%Y-%m-%d %H:%M}"


def _lines(state: State, incident: Incident) -> list[str]:
    value = incident_json(state, incident)
    word = f"closed: {incident.closed}" if incident.closed else "open"
    lines = [f"{incident.id}  leak {incident.leak}, {word}"]
    for name, label in (
        ("partner_name", "partner"),
        ("third_party", "third party"),
        ("known", "known since"),
        ("began", "act began"),
        ("deal_ended", "deal ended"),
    ):
        lines.append(f"  {label:12} {value[name] or 'not stated'}")
    return lines


def _told(arguments: argparse.Namespace) -> dict[str, str]:
    names = ("partner", "third_party", "known", "began", "deal_ended")
    return {name: getattr(arguments, name) for name in names}


def _answer(state: State, incident: Incident, *more: str) -> Answer:
    return Answer(incident_json(state, incident), [*_lines(state, incident), *more])


def _open(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.leak import incidents

    session = context.open()
    incident = incidents.open_incident(session, arguments.leak, **_told(arguments))
    more = f"Next: cocoon incident show {incident.id}"
    return _answer(session.state, incident, more)


def _set(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.leak import incidents

    session = context.open()
    incident = incidents.state_facts(session, arguments.id, **_told(arguments))
    return _answer(session.state, incident)


def _note(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.leak import incidents

    session = context.open()
    incident = incidents.note(
        session, arguments.id, arguments.text, at=arguments.at, files=arguments.file
    )
    entry = incident.notes[-1].seq
    value = incident_json(session.state, incident) | {"note_entry": entry}
    return Answer(value, [f"Entered, as entry {entry} of the ledger."])


def _close(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.leak import incidents

    session = context.open()
    return _answer(session.state, incidents.close(session, arguments.id, arguments.outcome))


def _letter(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.leak.incident_letters import write
    from vault.app.leak.incident_matter import Asked

    out = Path(arguments.out)
    letter = write(
        context.open(),
        arguments.id,
        arguments.kind,
        out,
        arguments.language,
        Asked(
            by=arguments.by,
            documents=arguments.document,
            place=not arguments.without_place,
            final=arguments.final,
            holder=arguments.holder,
            court=arguments.court,
            fact=arguments.fact,
            material=arguments.material,
            reason=arguments.reason,
        ),
    )
    return written(letter, out)


def deadline_json(deadline: Deadline) -> dict[str, Any]:
    """A countdown as the contract shows it."""
    period = deadline.period
    return {
        "code": period.code,
        "kind": period.kind,
        "what": period.english,
        "korean": period.korean,
        "law": period.law_english,
        "law_korean": period.law,
        "valid_from": period.valid_from,
        "from": period.source,
        "since": deadline.since,
        "date": deadline.until,
        "days_left": deadline.left,
        "missing": "" if deadline.since else period.source,
        "before_wording": deadline.older,
        "note": period.counts_english,
        "note_korean": period.counts,
        "confirm": "counsel must confirm",
    }


def _deadline_lines(counted: tuple[Deadline, ...]) -> list[str]:
    lines = []
    for deadline in counted:
        period = deadline.period
        option = period.source.replace("_", "-")
        if deadline.left is None:
            lines.append(f"{'missing':10}  state --{option}: {period.english}")
        elif deadline.left < 0:
            lines.append(f"{deadline.until}  passed {-deadline.left} days ago: {period.english}")
        else:
            lines.append(f"{deadline.until}  {deadline.left} days left: {period.english}")
        since = f", counted from {deadline.since}" if deadline.since else ""
        lines.append(f"{'':12}{period.law_english}; wording since {period.valid_from}{since}")
        if deadline.older:
            lines.append(f"{'':12}The date lies before that wording: another may apply.")
    return [*lines, COUNSEL]


def _deadlines(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.leak.deadlines import deadlines
    from vault.app.leak.incidents import find_incident
    from vault.app.library.investments import today

    session = context.open()
    incident = find_incident(session.state, arguments.id)
    counted = tuple(deadlines(incident, today(session)))
    value = {
        "incident": incident.id,
        "today": today(session),
        "deadlines": [deadline_json(deadline) for deadline in counted],
    }
    return Answer(value, _deadline_lines(counted))


def file_json(state: State, file: File) -> dict[str, Any]:
    """The file on an incident as the contract shows it."""
    facts = state.facts
    leak = facts.leaks[file.incident.leak]
    return {
        **incident_json(state, file.incident),
        "found_by": leak.found_by,
        "where": leak.where,
        "when": leak.when,
        "files": [{"name": f.name, "sha256": f.sha256, "size": f.size} for f in leak.files],
        "runs": [
            {
                "at": run.at,
                "by": _member(state, run.by),
                "entry": run.entry,
                "verdict": run.verdict,
                "copies_tested": run.copies_tested,
                "matches": [
                    {"copy": copy, "log10_false_match": bound} for copy, bound in run.named
                ],
            }
            for run in file.runs
        ],
        "matches": [
            {
                "copy": named.copy,
                "release": named.release,
                "partner": named.partner,
                "contact": named.contact,
                "log10_false_match": named.log10_false_match,
                "entry": named.entry,
            }
            for named in file.named
        ],
        "could_have_made_it": {
            "recipients": [
                {"copy": copy, "name": name, "partner": firm}
                for copy, name, firm in file.recipients
            ],
            "members": [{"name": name, "why": why} for name, why in file.producers],
        },
        "letters": [letter_json(letter) for letter in file.letters],
        "deadlines": [deadline_json(deadline) for deadline in file.deadlines],
        "steps": [_step_json(state, step) for step in file.steps],
        "open": list(file.open),
        "note": NOT_A_PERSON,
    }


def _step_json(state: State, step: Happened) -> dict[str, Any]:
    return {
        "at": step.at,
        "entered": step.entered,
        "entry": step.entry,
        "by": _member(state, step.by),
        "kind": step.kind,
        "what": step.what,
        "about": step.about,
        "files": [{"name": name, "sha256": sha256} for name, sha256 in step.files],
    }


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.leak.incident_file import file_of
    from vault.app.leak.incidents import find_incident

    session = context.open()
    state = session.state
    file = file_of(session, find_incident(state, arguments.id))
    rows = [
        (
            _shown(state, step.at),
            str(step.entry),
            _member(state, step.by),
            step.what,
        )
        for step in file.steps
    ]
    lines = [*_lines(state, file.incident), "", *table(rows, ("when", "entry", "by", "what"))]
    if file.named:
        lines += ["", NOT_A_PERSON, "Who else could have produced it:"]
        lines += [f"  {name}, {firm}: recipient of {copy}" for copy, name, firm in file.recipients]
        lines += [f"  {name}: {why}" for name, why in file.producers]
    lines += ["", *_deadline_lines(file.deadlines)]
    if file.open:
        lines += ["", "Still open:", *(f"  {sentence}" for sentence in file.open)]
    return Answer(file_json(state, file), lines)


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    state = context.open().state
    found = list(state.facts.incidents.values())
    rows = [
        (
            incident.id,
            incident.leak,
            "closed" if incident.closed else "open",
            incident_json(state, incident)["partner_name"],
            incident.third_party,
            incident.at[:10],
        )
        for incident in found
    ]
    return Answer(
        {"incidents": [incident_json(state, incident) for incident in found]},
        table(rows, ("incident", "leak", "state", "partner", "third party", "opened")),
    )
