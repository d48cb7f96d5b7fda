"""`cocoon dossier`."""

from __future__ import annotations

import argparse
from pathlib import Path

from vault.cli.answer import Answer
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, verb


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "dossier", "Evidence that others can check.")
    export = verb(verbs, "export", "Open what proves a case, into a folder.", _export)
    export.add_argument("about", metavar="RELEASE|INCIDENT|LEAK")
    export.add_argument("--out", required=True, metavar="DIR")
    export.add_argument(
        "--with-files", action="store_true", help="the leak and the proofs too, not only hashes"
    )


def _export(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.proof.dossier import export

    made = export(
        context.open(),
        arguments.about,
        Path(arguments.out),
        context.report,
        with_files=arguments.with_files,
    )
    verifier = made.folder / "verify.py"
    value = {
        "dossier": made.dossier,
        "verifier": str(verifier),
        "path": str(made.folder),
        "entries": list(made.entries),
        "copies_opened": list(made.copies),
        "files": [{"name": name, "sha256": sha256} for name, sha256 in made.files.items()],
    }
    lines = [
        f"The dossier {made.dossier} is at {made.folder}: {len(made.entries)} entries opened.",
        *(f"The key of copy {copy} is opened in it: keep it from others." for copy in made.copies),
        f"Check it with: python3 {verifier}",
    ]
    return Answer(value, lines)
