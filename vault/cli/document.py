"""`cocoon document`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from vault.cli.answer import Answer, size, table
from vault.cli.context import Context, read_secret
from vault.cli.document_watch import declare_watch
from vault.cli.grammar import Nouns, noun, verb
from vault.cli.holdings import holding_json, holdings_json, holdings_lines
from vault.domain.policies import describe_pages
from vault.domain.state import State
from vault.domain.values import CLASSES, Document, Revision


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "document", "Technical documents.")
    add = verb(verbs, "add", "Put files or folders into the vault.", _add)
    add.add_argument("files", metavar="FILE|FOLDER", nargs="+")
    add.add_argument("--technology", default="", metavar="NAME")
    add.add_argument("--class", dest="classification", default="confidential", choices=CLASSES)
    add.add_argument("--title", default="")
    add.add_argument("--revise", default="", metavar="ID")
    add.add_argument("--password-file", default="", metavar="F", help="opens encrypted PDFs")
    declare_watch(verbs)
    listed = verb(verbs, "list", "All documents.", _list)
    listed.add_argument("--search", default="", metavar="TEXT")
    show = verb(verbs, "show", "One document, its revisions, who holds it.", _show)
    show.add_argument("id", metavar="ID")
    who = verb(verbs, "who", "Who holds a document, or pages of it, today.", _who)
    who.add_argument("which", metavar="ID|TITLE[@REV][:PAGES]")
    who.add_argument("--page", default="", metavar="PAGES", help="pages, when the title ends in :")
    trace = verb(verbs, "traceability", "What each page is worth to tracing.", _traceability)
    trace.add_argument("id", metavar="ID")
    export = verb(verbs, "export", "Write an original outside (approvers).", _export)
    export.add_argument("id", metavar="ID")
    export.add_argument("--revision", type=int, default=None, metavar="N")
    export.add_argument("--out", required=True, metavar="FILE")
    export.add_argument("--reason", required=True, metavar="TEXT")


def traceability_json(revision: Revision) -> dict[str, Any]:
    """What each page offers to tracing; pages count from 1."""
    return {
        "pages": [
            {
                "page": t.page + 1,
                "slots": t.slots,
                "grade": t.grade,
                "code": t.reason,
                "reason": why(t.reason),
            }
            for t in revision.trace
        ]
    }


def why(code: str) -> str:
    """The sentence behind a grade's code."""
    from vault.marks.carriers.traceability import sentence

    return sentence(code)


def revision_json(state: State, document: Document, revision: Revision) -> dict[str, Any]:
    """A revision as the contract shows it."""
    return {
        "id": document.id,
        "revision": revision.n,
        "title": document.title,
        "technology": state.facts.technologies[document.technology].name,
        "class": document.classification,
        "sha256": revision.sha256,
        "size": revision.size,
        "pages": revision.pages,
        "file": revision.file_name,
        "media": revision.media,
        "added": revision.added,
        "warnings": list(revision.warnings),
        "traceability": traceability_json(revision),
    }


def _worth(revision: Revision) -> str:
    if not revision.trace:
        return "not traceable"
    grades = [trace.grade for trace in revision.trace]
    good = grades.count("good")
    return "traceable" if good == len(grades) else f"{good} of {len(grades)} pages traceable"


def _add(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library.documents import add

    session = context.open()
    added = add(
        session,
        [Path(name) for name in arguments.files],
        technology=arguments.technology,
        classification=arguments.classification,
        title=arguments.title,
        revise=arguments.revise,
        password=read_secret(Path(arguments.password_file)) if arguments.password_file else "",
        report=context.report,
    )
    state = session.state
    values, lines = [], []
    for document_id, n in added.documents:
        document = state.facts.documents[document_id]
        revision = document.revision(n)
        assert revision is not None, "it was just added"
        values.append(revision_json(state, document, revision))
        lines.append(f"{document.id}@{n}  {document.title}  ({_worth(revision)})")
    if len(added.failed) == 1 and not added.documents:
        raise added.failed[0].error
    failures = [
        {
            "file": str(failed.path),
            "code": failed.error.code,
            "message": failed.error.message,
            "next": failed.error.next,
        }
        for failed in added.failed
    ]
    value: dict[str, Any] = {"documents": values}
    if failures:
        value["failed"] = failures
    return Answer(
        value,
        lines,
        exit_code=max((failed.error.exit_code for failed in added.failed), default=0),
        errors=[f"cocoon: {failed.path.name}: {failed.error}" for failed in added.failed],
    )


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library.documents import search

    state = context.open().state
    found = search(state, arguments.search)
    rows = [
        (
            document.id,
            document.title,
            state.facts.technologies[document.technology].name,
            document.classification,
            len(document.revisions),
            document.revisions[-1].pages or "",
            size(document.revisions[-1].size),
            _worth(document.revisions[-1]),
        )
        for document in found
    ]
    head = ("id", "title", "technology", "class", "revisions", "pages", "size", "tracing")
    return Answer(
        {"documents": [revision_json(state, d, d.revisions[-1]) for d in found]},
        table(rows, head),
    )


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library.documents import find_document

    session = context.open()
    state = session.state
    document = find_document(state, arguments.id)
    held = holdings_json(session, document=document.id)
    value = {
        **revision_json(state, document, document.revisions[-1]),
        "revisions": [revision_json(state, document, r) for r in document.revisions],
        "holdings": held,
    }
    rows = [
        (r.n, r.file_name, r.pages or "", size(r.size), r.added[:10], r.sha256[:16] + "…")
        for r in document.revisions
    ]
    return Answer(
        value,
        [
            f"{document.title} ({document.id}), {document.classification}, "
            f"{state.facts.technologies[document.technology].name}",
            "",
            *table(rows, ("revision", "file", "pages", "size", "added", "sha-256")),
            "",
            "Who holds it:",
            *holdings_lines(held),
        ],
    )


def _who(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.holdings import who

    session = context.open()
    found = who(session, arguments.which, arguments.page)
    state, which = session.state, found.which
    holders = [holding_json(state, held) for held in found.holders]
    others = [holding_json(state, held) for held in found.others]
    pages = None if which.pages is None else [page + 1 for page in which.pages]
    what = f"{which.document.title} ({which.document.id})"
    if which.revision:
        what += f", revision {which.revision}"
    if which.pages is not None:
        what += f", page {describe_pages(list(which.pages))}"
    people = len({(row["partner"], row["contact"] or row["copy"]) for row in holders})
    lines = [f"{what}: {people or 'no'} {'holder' if people == 1 else 'holders'} today."]
    lines += holdings_lines(holders) if holders else []
    lines += ["", "Came back, or never left:", *holdings_lines(others)] if others else []
    return Answer(
        {
            "document": which.document.id,
            "title": which.document.title,
            "revision": which.revision or None,
            "pages": pages,
            "holders": holders,
            "others": others,
        },
        lines,
    )


def _traceability(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library.documents import find_document

    document = find_document(context.open().state, arguments.id)
    revision = document.revisions[-1]
    rows = [(t.page + 1, t.slots, t.grade, why(t.reason)) for t in revision.trace]
    lines = table(rows, ("page", "slots", "tracing", "why")) if rows else ["Not traceable."]
    return Answer({"id": document.id, "revision": revision.n, **traceability_json(revision)}, lines)


def _export(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library.documents import export

    out = Path(arguments.out)
    document, revision = export(
        context.open(), arguments.id, out, arguments.reason, arguments.revision
    )
    return Answer(
        {
            "id": document.id,
            "revision": revision.n,
            "path": str(out),
            "sha256": revision.sha256,
        },
        [f"The original of {document.title} is at {out}. The ledger says so."],
    )
