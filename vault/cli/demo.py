"""`cocoon demo`: the whole main job in one go."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from vault.cli.answer import Answer
from vault.cli.context import Context
from vault.cli.grammar import Nouns, verb
from vault.cli.vaults import window_command


def register(nouns: Nouns) -> None:
    """Declare the command."""
    demo = verb(nouns, "demo", "Show the whole job on a document that comes along.", _demo)
    demo.add_argument("--keep", default="", metavar="DIR", help="where to leave its files")
    demo.add_argument("--gui", action="store_true", help="open its vault in the window after")


def _demo(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.demo import demonstrate

    if arguments.gui:
        window_command()  # refused now, not after a minute
    chosen = Path(arguments.keep) if arguments.keep else Path(tempfile.mkdtemp(prefix="cocoon-"))
    stream = sys.stderr if context.json else sys.stdout

    def say(line: str) -> None:
        print(line, file=stream, flush=True)

    done = demonstrate(chosen, say)
    verdict = done.traced.verdict
    named = [match.copy for match in verdict.matches]
    right = named == [done.guilty] and done.verified
    value = {
        "folder": str(done.folder),
        "vault": str(done.vault),
        "photo": str(done.photo),
        "report": str(done.report),
        "photographed": done.guilty,
        "verdict": verdict.verdict,
        "matches": [
            {"copy": m.copy, "log10_false_match": m.log10_false_match} for m in verdict.matches
        ],
        "ledger_ok": done.verified,
        "seconds": round(done.seconds, 1),
    }
    lines = [
        "",
        "The copy that was photographed is the copy that was named."
        if right
        else "The demonstration did not end as it should.",
        "It names the copy, not the person who leaked it.",
        "",
        f"vault   {done.vault}   (passphrases in {done.folder / 'passphrases.txt'})",
        f"packs   {done.folder / 'packs'}",
        f"photo   {done.photo}",
        f"report  {done.report}",
        f"{done.seconds:.0f} seconds",
    ]
    if arguments.gui:
        say(f"Opening the vault; passphrases are in {done.folder / 'passphrases.txt'}")
        subprocess.call(window_command(str(done.vault)))
    return Answer(value, lines, exit_code=0 if right else 1)
