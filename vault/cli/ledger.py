"""`cocoon ledger`."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, verb
from vault.domain.values import Timestamp
from vault.errors import CocoonError
from vault.ledger.verify import Problem

if TYPE_CHECKING:
    from vault.app.proof.timestamps import Sent


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "ledger", "The record of everything that happened.")
    listed = verb(verbs, "list", "Entries, oldest first.", _list)
    listed.add_argument("--kind", default="", metavar="K")
    listed.add_argument("--about", default="", metavar="ID")
    show = verb(verbs, "show", "One entry.", _show)
    show.add_argument("seq", metavar="SEQ", type=int)
    verify = verb(verbs, "verify", "Check every file and entry from nothing.", _verify)
    verify.add_argument("--against", default="", metavar="PACK|CHECKPOINT|TSR")
    checkpoint = verb(verbs, "checkpoint", "A signed note over the present ledger.", _checkpoint)
    checkpoint.add_argument("--out", required=True, metavar="F")
    request = verb(verbs, "stamp-request", "A timestamp request over the ledger.", _stamp_request)
    request.add_argument("--out", required=True, metavar="F.tsq")
    add = verb(verbs, "stamp-add", "Keep an authority's answer.", _stamp_add)
    add.add_argument("file", metavar="F.tsr")
    verb(verbs, "stamp-send", "Ask the authority now for what waits for it.", _stamp_send)
    authority = verb(verbs, "authority", "Which timestamp authority is asked.", _authority)
    authority.add_argument("address", metavar="URL|off")
    authority.add_argument("--root", default="", metavar="FILE", help="its root, PEM")
    hashlist = verb(verbs, "hashlist", "Hashes of documents, for registration.", _hashlist)
    which = hashlist.add_mutually_exclusive_group(required=True)
    which.add_argument("--release", default="", metavar="ID")
    which.add_argument("--all", action="store_true")
    hashlist.add_argument("--out", required=True, metavar="F.csv")
    clock = verb(
        verbs, "clock", "Declare that entries were made by a clock that ran ahead.", _clock
    )
    clock.add_argument("--of", action="append", default=[], metavar="NAME", help="whose; yours")
    clock.add_argument("--reason", required=True, metavar="TEXT")
    export = verb(verbs, "export", "All entries, opened, one JSON value a line.", _export)
    export.add_argument("--out", required=True, metavar="FILE")


def problem_json(problem: Problem) -> dict[str, Any]:
    """A problem as the contract shows it."""
    value: dict[str, Any] = {"what": problem.what}
    if problem.seq is not None:
        value["seq"] = problem.seq
    if problem.name is not None:
        value["blob"] = problem.name
    return value


def problem_line(problem: Problem) -> str:
    """A problem for a person."""
    place = f"entry {problem.seq}: " if problem.seq is not None else ""
    if problem.name is not None and problem.seq is None:
        place = f"{problem.name}: "
    return f"  {place}{problem.what}"


def _clock(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.maintenance.clocks import correct

    session = context.open()
    made = correct(session, arguments.reason, arguments.of)
    members = session.state.facts.members
    whose = ", ".join(members[author].name for author in made.authors)
    return Answer(
        {"at": made.at, "authors": list(made.authors), "reason": made.reason},
        [f"Entered at {made.at[:10]} {made.at[11:16]} UTC: the clock of {whose} ran ahead."],
    )


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.proof.verification import as_plain

    session = context.open()
    about = arguments.about.upper()
    members = session.state.facts.members
    found = []
    for event in session.ledger.events():
        if arguments.kind and event.kind != arguments.kind:
            continue
        plain = as_plain(event)
        if about and about not in json.dumps(plain["fields"]).upper():
            continue
        found.append(plain)
    rows = [
        (
            e["seq"],
            e["time"][:19].replace("T", " "),
            members[e["author"]].name if e["author"] in members else e["author"],
            e["kind"],
        )
        for e in found
    ]
    return Answer({"entries": found}, table(rows, ("entry", "time (UTC)", "author", "kind")))


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.proof.verification import as_plain

    session = context.open()
    if not 0 <= arguments.seq < session.ledger.size:
        raise CocoonError(
            "unknown-entry",
            f"The ledger has entries 0 to {session.ledger.size - 1}.",
            "See `cocoon ledger list`.",
        )
    value = as_plain(session.ledger.open(session.ledger.entry(arguments.seq)))
    return Answer(value, json.dumps(value, ensure_ascii=False, indent=2).splitlines())


def _verify(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.proof.verification import verify

    found = verify(
        context.folder(),
        context.member(),
        context.passphrase(),
        against=Path(arguments.against) if arguments.against else None,
        report=context.report,
    ).report
    root = found.root.hex() if found.root else None
    value = {
        "ok": found.ok,
        "entries": found.entries,
        "root": root,
        "anchors": found.anchors,
        "problems": [problem_json(problem) for problem in found.problems],
        "notes": list(found.notes),
    }
    lines = [
        f"{found.entries} entries, tree head {root or 'unknown'}",
        f"tree heads kept elsewhere that it was compared with: {found.anchors}",
    ]
    if found.ok:
        lines.append("Nothing is missing, altered or out of place.")
    else:
        lines.append(f"{len(found.problems)} problems:")
        lines += [problem_line(problem) for problem in found.problems]
    lines += [f"Note: {note}" for note in found.notes]
    return Answer(value, lines, exit_code=0 if found.ok else 3)


def _checkpoint(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.outside import write_outside
    from vault.app.proof.witness import checkpoint

    session = context.open()
    note = checkpoint(session)
    out = Path(arguments.out)
    write_outside(out, [note.encode()])
    return Answer(
        {
            "path": str(out),
            "size": session.ledger.size,
            "root": session.ledger.root.hex(),
        },
        [f"The checkpoint over {session.ledger.size} entries is at {out}. Keep it elsewhere."],
    )


def _export(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.outside import write_outside
    from vault.app.proof.verification import export

    session = context.open()
    out = Path(arguments.out)
    lines = (json.dumps(value, ensure_ascii=False).encode() + b"\n" for value in export(session))
    write_outside(out, lines)
    return Answer(
        {"path": str(out), "entries": session.ledger.size},
        [f"{session.ledger.size} entries are in {out}, readable to everybody who has the file."],
    )


def _stamp_request(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.proof.timestamps import write_request

    out = Path(arguments.out)
    asked = write_request(context.open(), out)
    value = {
        "path": str(out),
        "size": asked.size,
        "root": asked.root.hex(),
        "sha256": asked.imprint.hex(),
    }
    lines = [
        f"The request over {asked.size} entries is at {out}. It holds a hash and nothing else.",
        "Send it to an authority, then: cocoon ledger stamp-add F.tsr",
    ]
    return Answer(value, lines)


def _stamp_json(stamp: Timestamp) -> dict[str, Any]:
    return {"size": stamp.size, "root": stamp.root, "at": stamp.at, "authority": stamp.authority}


def _stamp_add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.proof.timestamps import add_answer

    stamp = add_answer(context.open(), Path(arguments.file))
    return Answer(_stamp_json(stamp), [_stamped(stamp)])


def _stamped(stamp: Timestamp) -> str:
    return f"{stamp.authority} confirms the first {stamp.size} entries as of {stamp.at}."


def stamp_lines(sent: Sent) -> list[str]:
    """What became of asking an authority, for a person; nothing where none is switched on."""
    if sent.timestamp:
        return [_stamped(sent.timestamp)]
    if not sent.waiting:
        return ["Nothing waits for a timestamp."] if sent.authority else []
    return [
        f"Waiting for a timestamp: {', '.join(sent.waiting)}. {sent.why}".rstrip(),
        "Ask again with `cocoon ledger stamp-send`.",
    ]


def stamp_value(sent: Sent) -> dict[str, Any]:
    """The same as the contract shows it."""
    return {
        "authority": sent.authority,
        "timestamp": _stamp_json(sent.timestamp) if sent.timestamp else None,
        "waiting": list(sent.waiting),
    }


def after_sealing(context: Context, answer: Answer, hashlist: str = "") -> Answer:
    """The answer of a sealing, with its hash list and what the authority said, where wanted."""
    from vault.app.proof.hashlists import write_hashlist
    from vault.app.proof.timestamps import after_seal

    if hashlist:
        write_hashlist(context.open(), Path(hashlist), answer.value["release"])
        line = f"Hashes for registration: {hashlist}"
        answer = replace(
            answer,
            value=answer.value | {"hashlist": hashlist},
            lines=[*answer.lines, line],
        )
    sent = after_seal(context.open())
    if not sent.authority:
        return answer
    value = answer.value | {"timestamp": stamp_value(sent)}
    return replace(answer, value=value, lines=[*answer.lines, *stamp_lines(sent)])


def _stamp_send(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.proof.timestamps import send

    sent = send(context.open())
    return Answer(stamp_value(sent), stamp_lines(sent))


def _authority(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.proof.timestamps import set_authority

    address = "" if arguments.address.casefold() == "off" else arguments.address
    set_authority(context.open(), address, Path(arguments.root) if arguments.root else None)
    line = (
        f"After each sealing a hash of the ledger goes to {address}, and nothing else."
        if address
        else "No authority is asked; nothing is sent anywhere."
    )
    return Answer({"authority": address, "root": bool(arguments.root)}, [line])


def _hashlist(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.proof.hashlists import write_hashlist

    out = Path(arguments.out)
    rows = write_hashlist(context.open(), out, arguments.release)
    value = {"path": str(out), "rows": rows}
    return Answer(value, [f"{rows} revisions are listed in {out}."])
