"""`cocoon release`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vault.cli import copies
from vault.cli.answer import Answer, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, verb
from vault.cli.ledger import after_sealing
from vault.cli.release_shown import pressed, release_json, shown, told
from vault.domain.policies import Finding
from vault.errors import CocoonError, UsageError


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "release", "Handing documents to partners.")
    ask = verb(verbs, "request", "Ask for a release.", _request)
    ask.add_argument("--contact", action="append", required=True, metavar="ID")
    ask.add_argument("--document", action="append", required=True, metavar="ID[@REV][:1,3-5]")
    ask.add_argument("--purpose", required=True, metavar="TEXT")
    ask.add_argument("--until", required=True, metavar="DATE")
    ask.add_argument("--return-by", default="", metavar="DATE")
    ask.add_argument("--demand", default="", metavar="ID")
    ask.add_argument("--why-each", action="append", default=[], metavar="ID=TEXT")
    ask.add_argument("--allow-untraceable", action="store_true")
    ask.add_argument("--stamp", default="footer", metavar="TEMPLATE")
    ask.add_argument("--open-password", action="store_true", help="encrypt every PDF")
    ask.add_argument("--dry-run", action="store_true", help="only say what the policies would say")
    listed = verb(verbs, "list", "All releases.", _list)
    listed.add_argument("--state", default="", metavar="S")
    listed.add_argument("--partner", default="", metavar="ID")
    for name, help, run in (
        ("show", "One release.", _show),
        ("withdraw", "Take your own request back, before copies are made.", _withdraw),
    ):
        verb(verbs, name, help, run).add_argument("id", metavar="ID")
    preview = verb(verbs, "preview", "The files as a recipient would see them.", _preview)
    preview.add_argument("id", metavar="ID")
    preview.add_argument("--out", required=True, metavar="DIR")
    approve = verb(verbs, "approve", "Approve a request.", _approve)
    approve.add_argument("id", metavar="ID")
    approve.add_argument("--accept", action="append", default=[], metavar="WARNING")
    approve.add_argument(
        "--override", action="append", default=[], metavar="CODE", help="set a policy aside"
    )
    approve.add_argument("--reason", default="", metavar="TEXT", help="of the override; signed")
    reject = verb(verbs, "reject", "Reject a request, before copies are made.", _reject)
    reject.add_argument("id", metavar="ID")
    reject.add_argument("--reason", required=True, metavar="TEXT")
    seal = verb(verbs, "seal", "Make and enter the copies.", _seal)
    seal.add_argument("id", metavar="ID")
    seal.add_argument("--out", default="", metavar="DIR")
    seal.add_argument("--hashlist", default="", metavar="F.csv", help="for registration services")
    collect = verb(verbs, "collect", "Write the sealed packs outside.", _collect)
    collect.add_argument("id", metavar="ID")
    collect.add_argument("--out", required=True, metavar="DIR")
    void = verb(verbs, "void", "Declare a copy void.", _void)
    void.add_argument("copy", metavar="COPY")
    void.add_argument("--reason", required=True, metavar="TEXT")
    copies.register(verbs)


def _request(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.releases import Request, foresee, request

    why = {}
    for pair in arguments.why_each:
        document, equals, text = pair.partition("=")
        if not equals or not text.strip():
            raise UsageError("usage", f"“{pair}” has no reason.", "Write --why-each ID=TEXT.")
        why[document] = text.strip()
    session = context.open()
    asked = Request(
        contacts=arguments.contact,
        documents=arguments.document,
        purpose=arguments.purpose,
        until=arguments.until,
        return_by=arguments.return_by,
        demand=arguments.demand,
        why_each=why,
        allow_untraceable=arguments.allow_untraceable,
        stamp=arguments.stamp,
        open_password=arguments.open_password,
    )
    if arguments.dry_run:
        return _foreseen(foresee(session, asked))
    return shown(session, request(session, asked))


def _foreseen(findings: Sequence[Finding]) -> Answer:
    found = [told(finding, blocks=finding.blocks or finding.stops) for finding in findings]
    lines = []
    for each in found:
        word = "BLOCKS" if each["blocks"] else "warning"
        lines.append(f"{word:<11}{each['code']}: {each['message']}")
        lines.append(f"           {each['next']}")
    return Answer({"warnings": found}, lines or ["Nothing stands against it."])


def _list(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.partnership.partners import find_partner

    state = context.open().state
    partner = find_partner(state, arguments.partner).id if arguments.partner else ""
    found = [
        release
        for release in state.facts.releases.values()
        if (not arguments.state or release.state == arguments.state)
        and (not partner or release.partner == partner)
    ]
    rows = [
        (
            release.id,
            release.state,
            state.facts.partners[release.partner].name,
            len(release.contacts),
            release.purpose[:40],
            release.until[:10],
            "under pressure" if pressed(release) else "",
        )
        for release in found
    ]
    return Answer(
        {"releases": [release_json(state, release) for release in found]},
        table(rows, ("id", "state", "partner", "contacts", "purpose", "until", "")),
    )


def _show(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.releases import find_release

    session = context.open()
    return shown(session, find_release(session.state, arguments.id))


def _preview(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.previews import preview

    files = preview(context.open(), arguments.id, Path(arguments.out), context.report)
    return Answer(
        {"release": arguments.id, "files": [{"path": str(path)} for path in files]},
        [*(str(path) for path in files), "Previews carry PREVIEW and nobody's code."],
    )


def _approve(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.releases import approve

    session = context.open()
    approved = approve(
        session,
        arguments.id,
        arguments.accept,
        override=arguments.override,
        reason=arguments.reason,
    )
    return shown(session, approved)


def _reject(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.releases import reject

    session = context.open()
    return shown(session, reject(session, arguments.id, arguments.reason))


def _withdraw(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.releases import withdraw

    session = context.open()
    return shown(session, withdraw(session, arguments.id))


def _seal(context: Context, arguments: argparse.Namespace) -> Answer:
    if arguments.hashlist and Path(arguments.hashlist).exists():  # before the work, not after
        raise CocoonError(
            "file-exists", f"{arguments.hashlist} is already there.", "Choose another name."
        )
    return after_sealing(context, _make_copies(context, arguments), arguments.hashlist)


def _make_copies(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.collecting import collect
    from vault.app.release.sealing import seal

    session = context.open()
    release = seal(session, arguments.id, context.report)
    if arguments.out:
        return _packs(release.id, collect(session, release.id, Path(arguments.out), context.report))
    copies = [session.state.facts.copies[name] for name in release.copies]
    value = {
        "release": release.id,
        "copies": [
            {
                "copy": copy.id,
                "contact": copy.contact,
                "sha256": copy.pack.sha256,
                "files": [{"name": f.name, "sha256": f.sha256} for f in copy.files],
            }
            for copy in copies
        ],
    }
    return Answer(
        value,
        [
            *(f"{copy.id} is sealed." for copy in copies),
            f"Next: cocoon release collect {release.id} --out DIR",
        ],
    )


def _packs(release: str, collected: tuple[Any, ...]) -> Answer:
    value = {
        "release": release,
        "copies": [
            {
                "copy": each.copy.id,
                "contact": each.copy.contact,
                "path": str(each.path),
                "sha256": each.sha256,
                "files": [{"name": f.name, "sha256": f.sha256} for f in each.copy.files],
                **({"open_password": each.open_password} if each.open_password else {}),
            }
            for each in collected
        ],
    }
    lines = []
    for each in collected:
        lines.append(f"{each.copy.id}  {each.path}")
        if each.open_password:
            lines.append(f"  open password (send it another way): {each.open_password}")
    return Answer(value, lines)


def _collect(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.collecting import collect

    session = context.open()
    out = Path(arguments.out)
    return _packs(arguments.id.upper(), collect(session, arguments.id, out, context.report))


def _void(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.release.releases import void

    session = context.open()
    copy = void(session, arguments.copy, arguments.reason)
    return Answer(
        {"copy": copy.id, "void": True},
        [f"{copy.id} is void. A leak of it is still traced to it."],
    )
