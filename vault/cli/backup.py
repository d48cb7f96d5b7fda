"""`cocoon backup`."""

from __future__ import annotations

import argparse
from pathlib import Path

from vault.cli.answer import Answer
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, verb
from vault.cli.ledger import problem_json, problem_line


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "backup", "Copies of the vault.")
    create = verb(verbs, "create", "Copy the vault, also while it is in use.", _create)
    create.add_argument("--out", required=True, metavar="DIR|FILE.tar")
    check = verb(verbs, "check", "Check a backup as a vault is checked.", _check)
    check.add_argument("path", metavar="PATH")
    restore = verb(verbs, "restore", "Make a vault from a backup, and say so in it.", _restore)
    restore.add_argument("path", metavar="PATH")
    restore.add_argument("--to", required=True, metavar="DIR")
    read_back = verb(verbs, "read-back", "Enter packs delivered after the backup.", _read_back)
    read_back.add_argument("packs", metavar="PACK", nargs="+")


def _create(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.backups import backup

    out = Path(arguments.out)
    entries = backup(context.open(), out, context.report)
    return Answer(
        {"path": str(out), "entries": entries},
        [f"The backup with {entries} ledger entries is at {out}."],
    )


def _check(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.verification import verify
    from vault.storage.backup import open_copy

    path = Path(arguments.path)
    context.vault = context.vault or str(path)
    found = verify(
        open_copy(path), context.member(), context.passphrase(), report=context.report
    ).report
    return Answer(
        {
            "ok": found.ok,
            "entries": found.entries,
            "problems": [problem_json(problem) for problem in found.problems],
        },
        [
            f"{found.entries} entries.",
            *(problem_line(problem) for problem in found.problems),
            "The backup is whole." if found.ok else "The backup is damaged.",
        ],
        exit_code=0 if found.ok else 3,
    )


def _restore(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.backups import restore

    path, target = Path(arguments.path), Path(arguments.to)
    context.vault = context.vault or str(path)
    session = restore(path, target, context.member(), context.passphrase(), context.report)
    return Answer(
        {"vault": session.vault, "path": str(target), "entries": session.ledger.size},
        [
            f"The vault is restored at {target}; its ledger says so.",
            "Packs delivered after the backup: cocoon backup read-back PACK...",
        ],
    )


def _read_back(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.backups import read_back

    copies = read_back(context.open(), [Path(name) for name in arguments.packs])
    return Answer({"copies": copies}, [f"{copy} is in the ledger again." for copy in copies])
