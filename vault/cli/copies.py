"""`cocoon release deliver` and the other verbs for what happens to a copy after it left."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, takes_evidence, verb
from vault.cli.holdings import holding_json
from vault.cli.letter import evidence_json, letter_json, step_json, written

if TYPE_CHECKING:
    from vault.app.release.copies import Subject
    from vault.app.release.reminders import Expiring
    from vault.app.session import Session
    from vault.domain.values import Disclosure

LANGUAGES = ("ko", "en")


def register(verbs: Nouns) -> None:
    """Declare the verbs under `cocoon release`."""
    deliver = verb(verbs, "deliver", "Enter that a copy reached its recipient.", _deliver)
    deliver.add_argument("copy", metavar="COPY")
    deliver.add_argument("--channel", required=True, metavar="TEXT")
    acknowledge = verb(verbs, "acknowledge", "Enter the signed acknowledgement.", _acknowledge)
    acknowledge.add_argument("copy", metavar="COPY")
    returned = verb(verbs, "returned", "Enter that a copy came back or was destroyed.", _returned)
    returned.add_argument("copy", metavar="COPY")
    returned.add_argument("--destroyed", action="store_true", help="certified, not given back")
    for entered in (deliver, acknowledge, returned):
        entered.add_argument("--at", default="", metavar="TIME")
        entered.add_argument("--note", default="", metavar="TEXT")
        takes_evidence(entered)
    recall = verb(verbs, "recall", "Call copies back, and write the notice.", _recall)
    recall.add_argument("id", metavar="RELEASE|COPY")
    recall.add_argument("--reason", required=True, metavar="TEXT")
    recall.add_argument("--out", default="", metavar="FILE.pdf")
    letter = verb(verbs, "letter", "Write a letter about a copy.", _letter)
    letter.add_argument("copy", metavar="COPY")
    letter.add_argument(
        "--kind", required=True, choices=("return", "recall", "reminder", "certificate")
    )
    letter.add_argument("--out", required=True, metavar="FILE.pdf")
    for writes in (recall, letter):
        writes.add_argument("--language", default="ko", choices=LANGUAGES)
        writes.add_argument("--by", default="", metavar="DATE", help="when it shall be back")
    record = verb(verbs, "record", "Enter what went out before the vault.", _record)
    record.add_argument("--partner", required=True, metavar="ID")
    record.add_argument("--document", required=True, metavar="ID[@REV][:PAGES]")
    record.add_argument("--sent", required=True, metavar="DATE")
    record.add_argument("--note", required=True, metavar="TEXT")
    record.add_argument("--contact", default="", metavar="ID")
    record.add_argument("--until", default="", metavar="DATE")
    takes_evidence(record)
    strike = verb(verbs, "strike", "Declare such a record wrong.", _strike)
    strike.add_argument("id", metavar="RECORD")
    strike.add_argument("--reason", required=True, metavar="TEXT")
    expiring = verb(verbs, "expiring", "What ends soon, is due, or is overdue.", _expiring)
    expiring.add_argument("--days", type=int, default=30, metavar="N")


def subject_json(session: Session, subject: Subject) -> dict[str, Any]:
    """A copy or earlier disclosure with its state and what happened to it."""
    from vault.app.partnership.holdings import holdings
    from vault.app.release.copies import id_of

    known = id_of(subject)
    held = [holding for holding in holdings(session) if holding.copy == known]
    rows = [holding_json(session.state, holding) for holding in held]
    first = rows[0] if rows else {}
    return {
        "copy": known,
        "release": first.get("release", ""),
        "partner": first.get("partner", ""),
        "contact": first.get("contact", ""),
        "state": first.get("state", ""),
        "until": first.get("until", ""),
        "return_by": first.get("return_by", ""),
        "held": first.get("held", False),
        "documents": [
            {key: row[key] for key in ("document", "title", "revision", "pages")} for row in rows
        ],
        "steps": [step_json(step) for step in subject.steps],
    }


def _entered(session: Session, subject: Subject, sentence: str) -> Answer:
    value = subject_json(session, subject)
    return Answer(value, [f"Entered: {value['copy']} {sentence}. State: {value['state']}."])


def _deliver(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.copies import deliver

    session = context.open()
    subject = deliver(
        session,
        arguments.copy,
        arguments.channel,
        at=arguments.at,
        note=arguments.note,
        files=arguments.file,
    )
    return _entered(session, subject, "was delivered")


def _acknowledge(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.copies import acknowledge

    session = context.open()
    subject = acknowledge(
        session, arguments.copy, at=arguments.at, note=arguments.note, files=arguments.file
    )
    return _entered(session, subject, "was acknowledged")


def _returned(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.copies import returned

    session = context.open()
    subject = returned(
        session,
        arguments.copy,
        destroyed=arguments.destroyed,
        at=arguments.at,
        note=arguments.note,
        files=arguments.file,
    )
    return _entered(
        session, subject, "is certified as destroyed" if arguments.destroyed else "came back"
    )


def _recall(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release import notices
    from vault.app.release.copies import recall

    session = context.open()
    out = Path(arguments.out) if arguments.out else None
    if out:
        notices.check(session, out, arguments.language, arguments.by)
    subjects = recall(session, arguments.id, arguments.reason)
    value: dict[str, Any] = {
        "id": arguments.id.strip().upper(),
        "copies": [subject_json(session, subject) for subject in subjects],
    }
    lines = [f"{copy['copy']} is called back." for copy in value["copies"]]
    if out:
        letter = notices.write_recall(
            session, arguments.id, subjects, out, arguments.language, arguments.by
        )
        answer = written(letter, out)
        return Answer(value | {"letter": answer.value}, [*lines, *answer.lines])
    hint = f"The notice: cocoon release letter {value['copies'][0]['copy']} --kind recall --out …"
    return Answer(value, [*lines, hint])


def _letter(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.notices import write

    out = Path(arguments.out)
    letter = write(
        context.open(), arguments.copy, arguments.kind, out, arguments.language, arguments.by
    )
    return written(letter, out)


def disclosure_json(record: Disclosure) -> dict[str, Any]:
    """What went out before the vault, as the contract shows it."""
    return {
        "record": record.id,
        "id": record.id,
        "partner": record.partner,
        "contact": record.contact,
        "document": record.document,
        "revision": record.revision or None,
        "pages": None if record.pages is None else [page + 1 for page in record.pages],
        "sent": record.sent,
        "until": record.until,
        "note": record.note,
        "by": record.by,
        "entered": record.at,
        "files": evidence_json(record.files),
        "struck": record.struck,
    }


def _record(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.disclosures import Earlier, record

    session = context.open()
    made = record(
        session,
        Earlier(
            partner=arguments.partner,
            document=arguments.document,
            sent=arguments.sent,
            note=arguments.note,
            contact=arguments.contact,
            until=arguments.until,
            files=arguments.file,
        ),
    )
    partner = session.state.facts.partners[made.partner].name
    return Answer(
        disclosure_json(made),
        [
            f"{made.id} is on record: {partner} has had "
            f"{session.state.facts.documents[made.document].title} since {made.sent[:10]}."
        ],
    )


def _strike(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.disclosures import strike

    struck = strike(context.open(), arguments.id, arguments.reason)
    return Answer(
        disclosure_json(struck),
        [f"{struck.id} is struck. It stays in the ledger, with the reason."],
    )


def _expiring(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.reminders import expiring
    from vault.errors import UsageError

    if arguments.days < 0:
        raise UsageError("usage", "--days counts from 0.", "Write --days 30.")
    session = context.open()
    facts = session.state.facts
    found = [_due(each) for each in expiring(session, arguments.days)]
    for row in found:
        contact, partner = facts.contacts.get(row["contact"]), facts.partners.get(row["partner"])
        row["contact_name"] = contact.name if contact else ""
        row["partner_name"] = partner.name if partner else ""
    rows = [
        (
            row["copy"],
            row["partner_name"],
            row["contact_name"] or "-",
            row["until"][:10] or "-",
            row["return_by"][:10] or "-",
            _days(row["days_left"]),
            row["state"],
            row["reminded"][-1]["at"][:10] if row["reminded"] else "-",
            row["due"] or "-",
        )
        for row in found
    ]
    head = ("copy", "partner", "contact", "until", "return by", "days", "state", "reminded", "due")
    todo = [
        f"Write it: cocoon release letter {row['copy']} --kind {row['due'].partition('-')[0]} "
        "--out FILE.pdf"
        for row in found
        if row["due"]
    ]
    due = sum(bool(row["due"]) for row in found)
    overdue = sum(row["overdue"] for row in found)
    lines = table(rows, head) if rows else [f"Nothing ends within {arguments.days} days."]
    return Answer({"expiring": found, "due": due, "overdue": overdue}, [*lines, *todo])


def _days(left: int) -> str:
    return f"{left}" if left >= 0 else f"{-left} ago"


def _due(each: Expiring) -> dict[str, Any]:
    return {
        "copy": each.copy,
        "contact": each.contact,
        "partner": each.partner,
        "release": each.release,
        "documents": list(each.titles),
        "until": each.until,
        "return_by": each.return_by,
        "days_left": each.days_left,
        "return_days_left": each.return_days_left,
        "state": each.state,
        "overdue": each.overdue,
        "due": each.due,
        "reminded": [letter_json(letter) for letter in each.letters],
    }
