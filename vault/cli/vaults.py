"""`cocoon init`, `check`, `gui`."""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from vault.cli.answer import Answer
from vault.cli.context import Context
from vault.cli.grammar import Nouns, verb
from vault.errors import CocoonError


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    init = verb(nouns, "init", "Make a new vault in an empty folder.", _init)
    init.add_argument("dir", metavar="DIR")
    init.add_argument("--org", required=True, help="the firm's name, as recipients read it")
    init.add_argument("--solo", action="store_true", help="one person both asks and approves")
    init.add_argument("--zone", default="", help="time zone for dates, e.g. Asia/Seoul")
    check = verb(nouns, "check", "Check ledger and blobs.", _check)
    check.add_argument("--deep", action="store_true", help="decrypt and hash every blob too")
    verb(nouns, "gui", "Open the window.", _gui)


def _init(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.people.creation import create

    user = context.member()
    created = create(
        Path(arguments.dir),
        org=arguments.org,
        user=user,
        passphrase=context.new_passphrase(user)
        if context.new_passphrase_file
        else _first_passphrase(context, user),
        solo=arguments.solo,
        zone=arguments.zone or None,
    )
    me = created.session.me
    value = {
        "vault": created.session.vault,
        "member": me.id,
        "recovery_key": created.recovery_key,
        "path": str(Path(arguments.dir).resolve()),
    }
    return Answer(
        value,
        [
            f"The vault is at {arguments.dir}.",
            f"{me.name} is its owner, an engineer and an approver.",
            "",
            "Recovery key. Write it on paper and lock it away; it is shown only now:",
            "",
            f"    {created.recovery_key}",
            "",
            *(
                ["Solo mode: you may approve your own requests; every release says so."]
                if arguments.solo
                else ["Next: cocoon member add NAME --role approver"]
            ),
        ],
    )


def _first_passphrase(context: Context, user: str) -> str:
    import os

    from vault.cli.context import read_secret

    if context.passphrase_file:
        return read_secret(Path(context.passphrase_file))
    known = os.environ.get("COCOON_PASSPHRASE")
    return known if known is not None else context.new_passphrase(user)


def _check(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.maintenance.upkeep import warnings
    from vault.app.proof.verification import deep_check, verify
    from vault.app.session import utc_now
    from vault.cli.ledger import problem_json, problem_line
    from vault.cli.warned import warning_lines, warnings_json

    verified = verify(
        context.folder(), context.member(), context.passphrase(), report=context.report
    )
    found = verified.report
    problems, lines = list(found.problems), []
    value: dict[str, Any] = {"ok": True, "entries": found.entries}
    due = warnings(verified.state, utc_now()) if found.ok else ()
    if arguments.deep and found.ok:
        deep, closed = deep_check(context.open(), context.report)
        problems += deep
        value["not_opened"] = closed
        if closed:
            lines.append(f"{closed} blobs were not decrypted, since you hold no key of them.")
    value |= {
        "ok": not problems,
        "problems": [problem_json(problem) for problem in problems],
        "warnings": warnings_json(due),
    }
    lines = [problem_line(problem) for problem in problems] + lines
    lines = [*(lines or ["All is well."]), *warning_lines(due)]
    return Answer(value, lines, exit_code=3 if problems else 0)


def _gui(context: Context, arguments: argparse.Namespace) -> Answer:
    return Answer({"exit": subprocess.call(window_command(context.vault))})


def window_command(folder: str = "") -> list[str]:
    """What starts the window on a vault.

    Raises:
        CocoonError: ``no-window``, this installation has none.
    """
    command = [sys.executable, "-m", "ui"]
    if getattr(sys, "frozen", False):  # installed: the window is the program beside this one
        beside = "cocoon-window.exe" if sys.platform == "win32" else "cocoon-window"
        command = [str(Path(sys.executable).with_name(beside))]
    elif find_spec("ui") is None:
        raise CocoonError(
            "no-window",
            "This installation has no window.",
            "Use the command; `cocoon --help` lists what it can do.",
        )
    return [*command, "--vault", folder] if folder else command
