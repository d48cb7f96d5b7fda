"""`cocoon leak lodge` and `cocoon trace`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.cli.answer import Answer
from vault.cli.context import Context, read_secret
from vault.cli.grammar import Nouns, noun, verb
from vault.domain.policies import describe_pages
from vault.domain.state import State
from vault.errors import CocoonError, UsageError

if TYPE_CHECKING:
    from vault.app.leak.tracer import Traced


_LEAK = re.compile(r"L-[0-9A-Z]{8}", re.IGNORECASE)


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "leak", "Leaked files and photos.")
    lodge = verb(verbs, "lodge", "Preserve a leak; anybody may.", _lodge)
    lodge.add_argument("files", metavar="FILE", nargs="+")
    lodge.add_argument("--found-by", default="", metavar="T")
    lodge.add_argument("--where", default="", metavar="T")
    lodge.add_argument("--when", default="", metavar="TIME")
    trace = verb(nouns, "trace", "Trace a leak to the copy it came from.", _trace)
    trace.add_argument("files", metavar="FILE|LEAK", nargs="+")
    trace.add_argument("--document", default="", metavar="ID", help="try this document alone")
    trace.add_argument("--report", default="", metavar="FILE.pdf")
    trace.add_argument("--language", default="en", choices=("en", "ko"))
    trace.add_argument("--each", action="store_true", help="each file is a leak of its own")
    trace.add_argument("--password-file", default="", metavar="F", help="opens an encrypted leak")


def _lodge(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.leak.leaks import lodge

    leak = lodge(
        context.open(),
        [Path(name) for name in arguments.files],
        found_by=arguments.found_by,
        where=arguments.where,
        when=arguments.when,
    )
    return Answer(
        {
            "leak": leak.id,
            "files": [{"name": f.name, "sha256": f.sha256, "size": f.size} for f in leak.files],
        },
        [
            f"{leak.id} is preserved.",
            *(f"  {f.name}  SHA-256 {f.sha256}" for f in leak.files),
            f"Next: cocoon trace {leak.id}",
        ],
    )


def trace_json(state: State, traced: Traced) -> dict[str, Any]:
    """An answer to a leak as the contract shows it; pages count from 1."""
    verdict = traced.verdict
    technologies = state.facts.technologies
    value: dict[str, Any] = {
        "leak": traced.leak,
        "verdict": verdict.verdict,
        **({"strength": verdict.strength} if verdict.strength else {}),
        "copies_tested": verdict.copies_tested,
        "hypotheses": verdict.hypotheses,
        "matches": [_match_json(state, match) for match in verdict.matches],
        "seen": [
            {
                "file": seen.file,
                "piece": seen.piece + 1,
                "document": seen.revision.partition("@")[0],
                "revision": int(seen.revision.partition("@")[2]),
                "page": seen.page + 1,
                "method": seen.method,
                "read": seen.share,
            }
            for seen in traced.seen
        ],
        "searched": {
            "technologies": [technologies[t].name for t in traced.searched],
            "not_searched": [technologies[t].name for t in traced.not_searched],
        },
        "notes": list(traced.notes),
    }
    return value


def _match_json(state: State, match: Any) -> dict[str, Any]:
    facts = state.facts
    copy = facts.copies.get(match.copy)
    known = facts.read_back.get(match.copy)
    revision = match.revisions[0] if match.revisions else ""
    contact = facts.contacts.get(copy.contact) if copy else None
    return {
        "copy": match.copy,
        "contact": copy.contact if copy else "",
        "name": contact.name if contact else (known.recipient.get("person", "") if known else ""),
        "partner": facts.releases[copy.release].partner if copy else "",
        "release": copy.release if copy else (known.release if known else ""),
        "document": revision.partition("@")[0],
        "revision": int(revision.partition("@")[2] or 0),
        "pages": sorted({page + 1 for _, page in match.pages}),
        "log10_false_match": match.log10_false_match,
        "carriers": {
            name: {"slots": share.slots, "share": round(share.share, 4)}
            for name, share in match.carriers.items()
        },
        "void": bool(copy and copy.void),
    }


def trace_lines(state: State, traced: Traced) -> list[str]:
    """An answer to a leak for a person."""
    from vault.tracing.explain import explain

    facts = state.facts
    lines = [f"Leak {traced.leak}"]
    for seen in traced.seen:
        document = facts.documents[seen.revision.partition("@")[0]]
        lines.append(
            f"  {seen.file}, part {seen.piece + 1}: page {seen.page + 1} of {document.title}, "
            f"revision {seen.revision.partition('@')[2]}; "
            f"{seen.share:.0%} of its slots read"
        )
    for match in traced.verdict.matches:
        value = _match_json(state, match)
        copy = facts.copies.get(match.copy)
        partner = facts.partners[facts.releases[copy.release].partner].name if copy else ""
        pages = describe_pages([page - 1 for page in value["pages"]])
        lines.append(
            f"  copy {match.copy}: {value['name']}{', ' + partner if partner else ''}"
            f"{'; page ' + pages if pages else ''}; "
            f"false match at most 10^{match.log10_false_match:.1f}"
        )
    lines += ["", *explain(traced.verdict, "en")]
    lines += [f"Note: {note}" for note in traced.notes]
    if traced.not_searched:
        missing = ", ".join(facts.technologies[t].name for t in traced.not_searched)
        lines.append(f"Not searched, since you hold no key of them: {missing}.")
    return lines


def _trace(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.leak.leaks import find_leak, lodge
    from vault.app.leak.tracer import Tracer

    session = context.open()
    words = arguments.files
    ids = [word for word in words if _LEAK.fullmatch(word) and not Path(word).exists()]
    if ids and len(words) > 1:
        raise UsageError("usage", "A lodged leak is traced alone.", "Name one leak, or only files.")
    if arguments.each and arguments.report:
        raise UsageError("usage", "--report goes with one leak.", "Leave out --each.")
    if arguments.report and Path(arguments.report).exists():  # before minutes of work, not after
        raise CocoonError(
            "file-exists", f"{arguments.report} is already there.", "Choose another name."
        )
    password = read_secret(Path(arguments.password_file)) if arguments.password_file else ""
    with Tracer(session, arguments.document, context.report) as tracer:
        if arguments.each and not ids:
            return _each(context, tracer, words, password)
        if ids:
            leak = find_leak(session.state, ids[0])
        else:
            leak = lodge(session, [Path(word) for word in words])
        traced = tracer.trace(leak, password)
    value = trace_json(session.state, traced)
    lines = trace_lines(session.state, traced)
    if arguments.report:
        from vault.app.leak.reports import write_report

        write_report(session, traced, Path(arguments.report), arguments.language)
        value["report"] = arguments.report
        lines.append(f"Report: {arguments.report}")
    return Answer(value, lines)


def _each(context: Context, tracer: Any, words: list[str], password: str) -> Answer:
    from vault.app.leak.leaks import lodge

    session = context.open()
    results: list[dict[str, Any]] = []
    lines: list[str] = []
    failed = 0
    for word in words:
        try:
            traced = tracer.trace(lodge(session, [Path(word)]), password)
            results.append({"file": word, **trace_json(session.state, traced)})
            lines += [word, *trace_lines(session.state, traced), ""]
        except CocoonError as error:
            failed = max(failed, error.exit_code)
            told = {"code": error.code, "message": error.message, "next": error.next}
            results.append({"file": word, "verdict": "no-evidence", "matches": [], "error": told})
            lines += [word, f"  {error}", ""]
    return Answer({"results": results}, lines, exit_code=failed)
