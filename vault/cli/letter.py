"""`cocoon letter`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, takes_evidence, verb
from vault.domain.values import Evidence, Letter, Step


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "letter", "Letters that were written, and their delivery.")
    listed = verb(verbs, "list", "All letters.", _list)
    listed.add_argument("--about", default="", metavar="ID")
    verb(verbs, "show", "One letter.", _show).add_argument("id", metavar="ID")
    again = verb(verbs, "collect", "Write a letter outside again, byte for byte.", _collect)
    again.add_argument("id", metavar="ID")
    again.add_argument("--out", required=True, metavar="FILE.pdf")
    done = verb(verbs, "deliver", "Enter that a letter was delivered.", _deliver)
    done.add_argument("id", metavar="ID")
    done.add_argument("--channel", required=True, metavar="TEXT")
    done.add_argument("--at", default="", metavar="TIME")
    done.add_argument("--note", default="", metavar="TEXT")
    takes_evidence(done)
    address = verb(verbs, "address", "State or see a firm's postal address.", _address)
    address.add_argument(
        "about", nargs="?", default="", metavar="ID",
        help="a partner, or an incident for its third party; our own firm if left out",
    )  # fmt: skip
    address.add_argument("--postal", default="", metavar="TEXT")
    address.add_argument("--representative", default="", metavar="TITLE NAME")


def evidence_json(files: tuple[Evidence, ...]) -> list[dict[str, Any]]:
    """Kept files as the contract shows them."""
    return [{"name": f.name, "sha256": f.sha256, "size": f.size} for f in files]


def step_json(step: Step) -> dict[str, Any]:
    """A step as the contract shows it."""
    return {
        "kind": step.kind,
        "at": step.at,
        "entered": step.entered,
        "entry": step.seq,
        "by": step.by,
        "channel": step.channel,
        "note": step.note,
        "files": evidence_json(step.files),
    }


def letter_json(letter: Letter) -> dict[str, Any]:
    """A letter as the contract shows it."""
    return {
        "letter": letter.id,
        "about": letter.about,
        "kind": letter.kind,
        "language": letter.language,
        "by": letter.by,
        "at": letter.at,
        "sha256": letter.file.sha256,
        "delivered": [step_json(step) for step in letter.steps],
    }


def written(letter: Letter, out: Path) -> Answer:
    """The answer of every command that writes a letter."""
    return Answer(
        letter_json(letter) | {"path": str(out)},
        [
            f"The letter {letter.id} is at {out}.",
            "Read it before it goes out; then enter its delivery: "
            f"`cocoon letter deliver {letter.id} --channel …`.",
        ],
    )


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    about = arguments.about.strip().upper()
    letters = [
        letter
        for letter in context.open().state.facts.letters.values()
        if not about or letter.about == about
    ]
    rows = [
        (x.id, x.kind, x.about, x.language, x.at[:10], "delivered" if x.steps else "")
        for x in letters
    ]
    return Answer(
        {"letters": [letter_json(letter) for letter in letters]},
        table(rows, ("letter", "kind", "about", "language", "written", "")),
    )


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.letters import find

    letter = find(context.open().state, arguments.id)
    lines = [
        f"{letter.id}  {letter.kind} about {letter.about}, {letter.language}, {letter.at}",
        f"SHA-256 {letter.file.sha256}",
        *(f"{s.kind} {s.at} by {s.channel}" for s in letter.steps),
    ]
    return Answer(letter_json(letter), lines)


def _collect(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.letters import collect

    out = Path(arguments.out)
    return written(collect(context.open(), arguments.id, out), out)


def _deliver(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.letters import delivered

    letter = delivered(
        context.open(),
        arguments.id,
        arguments.channel,
        at=arguments.at,
        note=arguments.note,
        files=arguments.file,
    )
    return Answer(letter_json(letter), [f"Entered: {letter.id} was delivered."])


def _address(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app import letters

    session = context.open()
    if arguments.postal or arguments.representative:
        letters.state_address(
            session,
            arguments.about,
            postal=arguments.postal,
            representative=arguments.representative,
        )
    firm, known = letters.address_of(session.state, arguments.about)
    value = {
        "about": arguments.about.strip(),
        "name": firm,
        "postal": known.postal,
        "representative": known.representative,
    }
    lines = [
        firm,
        f"  address         {known.postal or 'not stated: letters leave a line to fill in'}",
        f"  representative  {known.representative or 'not stated'}",
    ]
    return Answer(value, lines)
