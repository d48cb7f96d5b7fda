"""`cocoon backup`."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.cli.answer import Answer, size, table
from vault.cli.context import Context
from vault.cli.grammar import Nouns, noun, verb
from vault.cli.ledger import problem_json, problem_line
from vault.errors import CocoonError, UsageError

if TYPE_CHECKING:
    from vault.app.maintenance.backup_schedule import Schedule
    from vault.app.session import Session


def register(nouns: Nouns) -> None:
    """Declare the commands."""
    verbs = noun(nouns, "backup", "Copies of the vault.")
    create = verb(verbs, "create", "Copy the vault, also while it is in use.", _create)
    create.add_argument("--out", required=True, metavar="DIR|FILE.tar")
    schedule = verb(verbs, "schedule", "Let backups be due every so many days.", _schedule)
    schedule.add_argument("--every", type=int, default=None, metavar="DAYS")
    schedule.add_argument("--out", default="", metavar="DIR")
    schedule.add_argument("--keep", type=int, default=None, metavar="N", help="how many; 7")
    schedule.add_argument("--by", default="", metavar="NAME", help="who makes them, beside owners")
    schedule.add_argument("--off", action="store_true", help="no more scheduled backups")
    ran = verb(verbs, "run", "Make the scheduled backup if due; for cron.", _run)
    ran.add_argument("--out", default="", metavar="DIR", help="where this machine has the folder")
    ran.add_argument("--now", action="store_true", help="although it is not due")
    verb(verbs, "status", "The schedule, and the backups that it made.", _status)
    check = verb(verbs, "check", "Check a backup as a vault is checked.", _check)
    check.add_argument("path", metavar="PATH")
    restore = verb(verbs, "restore", "Make a vault from a backup, and say so in it.", _restore)
    restore.add_argument("path", metavar="PATH")
    restore.add_argument("--to", required=True, metavar="DIR")
    read_back = verb(verbs, "read-back", "Enter packs delivered after the backup.", _read_back)
    read_back.add_argument("packs", metavar="PACK", nargs="+")


def _create(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.maintenance.backups import backup

    out = Path(arguments.out)
    entries = backup(context.open(), out, context.report)
    return Answer(
        {"path": str(out), "entries": entries},
        [f"The backup with {entries} ledger entries is at {out}."],
    )


def _schedule(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.maintenance import backup_schedule as schedules

    if arguments.off:
        others = (arguments.every, arguments.keep, arguments.out or None, arguments.by or None)
        if any(other is not None for other in others):
            raise UsageError("usage", "--off stands alone.", "Leave the rest out.")
        schedules.switch_off(context.open())
        return Answer({"schedule": None}, ["No backups are scheduled any more. Those made stay."])
    if arguments.every is None or not arguments.out:
        raise UsageError(
            "usage", "A schedule has --every DAYS and --out DIR.", "Or switch it off with --off."
        )
    keep = schedules.KEEP if arguments.keep is None else arguments.keep
    session = context.open()
    if arguments.every == 0:
        raise UsageError("usage", "0 days are no schedule.", "Switch it off with --off.")
    made = schedules.set_schedule(session, arguments.every, Path(arguments.out), keep, arguments.by)
    runner = session.state.facts.members[made.by] if made.by else session.me
    return Answer(
        {"schedule": _schedule_json(made)},
        [
            _schedule_line(made),
            "Have the system run this every day, it does nothing until a backup is due:",
            "    cocoon backup run --quiet "
            + shlex.join(["--vault", str(context.folder().resolve()), "--user", runner.name])
            + " --passphrase-file F",
        ],
    )


def _schedule_json(schedule: Schedule) -> dict[str, Any]:
    return {
        "every": schedule.every,
        "out": str(schedule.out),
        "keep": schedule.keep,
        "last": schedule.last,
        "next": schedule.next,
        "due": schedule.due,
        "by": schedule.by,
    }


def _schedule_line(schedule: Schedule) -> str:
    days = "day" if schedule.every == 1 else f"{schedule.every} days"
    return f"A backup every {days} in {schedule.out}; the newest {schedule.keep} are kept."


def _day(session: Session, moment: str) -> str:
    from vault.domain import dates

    return dates.day(moment, session.state.facts.zone) if moment else "never"


def _run(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.maintenance.backup_schedule import run

    out = Path(arguments.out) if arguments.out else None
    session = context.open()
    ran = run(session, out=out, now_anyway=arguments.now, report=context.report)
    lines = [f"The next backup is due {_day(session, ran.schedule.next)}."]
    if ran.made:
        lines.insert(0, f"{ran.made} holds {ran.entries} entries and was checked.")
    lines += [f"Removed {path.name}." for path in ran.removed]
    return Answer(
        {
            "made": str(ran.made) if ran.made else None,
            "entries": ran.entries,
            "removed": [str(path) for path in ran.removed],
            "schedule": _schedule_json(ran.schedule),
            "next": ran.schedule.next,
        },
        [] if context.quiet else lines,
    )


def _status(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.maintenance import backup_schedule as schedules
    from vault.app.maintenance.upkeep import warnings
    from vault.cli.warned import warning_lines, warnings_json

    session = context.open()
    schedule = schedules.find(session)
    if schedule is None:
        return Answer(
            {"schedule": None, "backups": [], "warnings": []},
            ["No backups are scheduled.", "An owner does that: cocoon backup schedule"],
        )
    there = schedule.out.is_dir()
    made = list(schedules.found(session, schedule.out)) if there else []
    shown = [each for n, each in enumerate(made, schedule.keep - len(made)) if each.size or n >= 0]
    late = [each for each in warnings(session.state, session.clock()) if each.code == "backup-late"]
    return Answer(
        {
            "schedule": _schedule_json(schedule),
            "folder": there,
            "backups": [
                {
                    "path": str(each.path),
                    "size": each.size,
                    "entries": each.entries,
                    "at": each.at,
                    "trouble": each.trouble,
                }
                for each in shown
            ],
            "warnings": warnings_json(late),
        },
        [
            _schedule_line(schedule),
            f"Last {_day(session, schedule.last)}, next {_day(session, schedule.next)}"
            + (" (due)." if schedule.due else "."),
            *(
                table(
                    [
                        (each.path.name, each.entries, size(each.size), each.trouble or "as made")
                        for each in shown
                    ],
                    ("backup", "entries", "size", "state"),
                )
                if there
                else ["The folder is not there, so that nothing is known of the backups in it."]
            ),
            *(
                ["Every byte of one is checked by: cocoon backup check PATH"]
                if any(each.size for each in shown)
                else []
            ),
            *warning_lines(late),
        ],
    )


def _check(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.maintenance.backups import check

    path = Path(arguments.path)
    context.vault = context.vault or str(path)
    found = check(path, context.member(), context.passphrase(), context.report).report
    claim, told = _claimed(context, path)
    return Answer(
        {
            "ok": found.ok,
            "entries": found.entries,
            "claim": claim,
            "problems": [problem_json(problem) for problem in found.problems],
        },
        [
            f"{found.entries} entries.",
            *(problem_line(problem) for problem in found.problems),
            "The backup is whole." if found.ok else "The backup is damaged.",
            *told,
        ],
        exit_code=0 if found.ok else 3,
    )


def _claimed(context: Context, path: Path) -> tuple[str, list[str]]:
    """Whether the vault, where it is at hand, speaks of this very file as a scheduled backup."""
    from vault.app.maintenance import backup_schedule as schedules

    try:
        apart = context.folder().resolve() != path.resolve() and path.is_file()
        session = context.open() if apart else None
    except CocoonError:
        session = None  # a backup is checked although its vault is gone
    entry = schedules.entered(session, path) if session else None
    if session is None or entry is None:
        return "", []
    name = session.state.facts.members[entry.by].name
    if not entry.sha256:
        return "unknown", [f"{name} entered a backup of this name, without its hash."]
    if entry.sha256 != schedules.digest(path):
        return "other", [f"It is not the file that {name} entered under this name."]
    return "same", [f"It is, byte for byte, the backup that {name} entered."]


def _restore(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.maintenance.backups import restore

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
    from vault.app.maintenance.backups import read_back

    copies = read_back(context.open(), [Path(name) for name in arguments.packs])
    return Answer({"copies": copies}, [f"{copy} is in the ledger again." for copy in copies])
