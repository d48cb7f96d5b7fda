"""Backups on a schedule: made, checked, and the oldest removed, by a command for cron.

The schedule is the owner's, in the ledger. A scheduled backup is one tar file with the time in its
name. It counts only after it was checked like a vault, and only then are older ones removed:
those that the ledger says this schedule made, that are complete and that belong to this vault.
Nothing else in the folder is ever touched.

The ledger only holds somebody's word that a backup was made, and counts that of owners and of the
member whom the schedule names. Whether it is there is seen where the folder is: a run looks at the
newest, and makes another when it is missing or not what was entered.

The folder must be there when a backup is due: a disk that is not plugged in is an error, not a
reason to fill the disk below its mount point.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vault.app.maintenance.upkeep import last_backup, past
from vault.app.people.members import find_member
from vault.app.session import Session, read_format
from vault.domain import dates
from vault.domain import events as ev
from vault.domain.rules.upkeep import (
    BACKUP_BY,
    BACKUP_EVERY,
    BACKUP_KEEP,
    BACKUP_OUT,
    BACKUP_SINCE,
    runs_backups,
)
from vault.domain.values import Backup
from vault.errors import CocoonError, IntegrityError, RefusedError
from vault.ledger.copying import names_to_copy
from vault.ledger.log import Log
from vault.progress import Report as Progress
from vault.progress import silent
from vault.storage.archive import TarStore, write_tar

KEEP = 7
_EARLY = timedelta(hours=6)
"""A run so much before its time counts as on time, since the one before took a while itself."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When and where backups are due, and who makes them beside the owners (an id, or empty).

    `last` and `next` are stamped moments, or empty.
    """

    every: int
    out: Path
    keep: int
    last: str
    next: str
    due: bool
    by: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that the schedule made, as it is found.

    Attributes:
        path, size: its file, and bytes that it has now; 0 when it is not there.
        entries: how many entries of the ledger it holds, as was entered.
        at: when it was entered.
        trouble: why it does not count; empty when it is there, opens as this vault, ends with
            the same entry, and is as long as was entered.
    """

    path: Path
    size: int
    entries: int
    at: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run did: the backup made (None: not due yet), how many entries, what was removed."""

    made: Path | None
    entries: int
    removed: tuple[Path, ...]
    schedule: Schedule


def set_schedule(
    session: Session, every: int, out: Path, keep: int = KEEP, by: str = ""
) -> Schedule:
    """Let a backup be due every so many days in a folder, which is made if need be.

    Args:
        session: an owner's.
        every: days.
        out: the folder.
        keep: how many backups stay.
        by: name or id of a member who makes them, beside the owners.

    Raises:
        RefusedError: not an owner, ``bad-schedule``.
        CocoonError: the folder lies in the vault, or cannot be made.
    """
    if every < 1:
        raise CocoonError("bad-schedule", "A schedule has at least a day.", "Write --every 7.")
    folder = out.expanduser().resolve()
    root = getattr(session.store, "root", None)
    if root is not None and folder.is_relative_to(Path(root).resolve()):
        raise CocoonError(
            "inside-vault",
            "The folder lies in the vault itself.",
            "Choose a folder on another disk.",
        )
    session.state.owner(session.author)
    runner = find_member(session.state, by).id if by else ""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CocoonError(
            "cannot-write",
            f"{folder} cannot be used ({error.strerror or 'unknown reason'}).",
            "Choose a folder you may write to.",
        ) from error
    session.append(lambda state: ev.BackupScheduled(every, str(folder), keep, runner))
    return read(session)


def switch_off(session: Session) -> None:
    """No scheduled backups any more; those that were made stay.

    Raises:
        RefusedError: not an owner; ``nothing-to-do``.
    """
    session.append(lambda state: ev.BackupScheduled(0))


def find(session: Session) -> Schedule | None:
    """The schedule in force, or None."""
    settings, now = session.state.facts.settings, session.clock()
    if BACKUP_EVERY not in settings:
        return None
    every = timedelta(days=int(settings[BACKUP_EVERY]))
    last = last_backup(session.state, now)
    since = past(settings[BACKUP_SINCE], now)
    next_ = dates.parse(last.at) + every if last else dates.parse(since) if since else now
    return Schedule(
        every.days,
        Path(settings[BACKUP_OUT]),
        int(settings[BACKUP_KEEP]),
        last.at if last else "",
        dates.stamp(next_),
        now >= next_ - _EARLY,
        settings.get(BACKUP_BY, ""),
    )


def read(session: Session) -> Schedule:
    """The schedule in force.

    Raises:
        CocoonError: ``no-schedule``.
    """
    found = find(session)
    if found is None:
        raise CocoonError(
            "no-schedule",
            "No backups are scheduled for this vault.",
            "An owner does that: `cocoon backup schedule --every DAYS --out DIR`.",
        )
    return found


def kept(session: Session, folder: Path) -> list[Kept]:
    """The schedule's backups that lie in a folder and are what was entered, oldest first."""
    return [each for each in found(session, folder) if not each.trouble]


def found(session: Session, folder: Path) -> Iterator[Kept]:
    """The schedule's backups as they lie in a folder, oldest first; the missing ones, too."""
    for backup in session.state.facts.backups:
        path = folder / backup.name
        size = path.stat().st_size if path.is_file() and not path.is_symlink() else 0
        yield Kept(path, size, backup.entries, backup.at, _trouble(session, backup, path, size))


def _trouble(session: Session, backup: Backup, path: Path, size: int) -> str:
    """Why a file is not the backup that was entered; what a look without a passphrase tells."""
    if not size:
        return "missing"
    if backup.size and size != backup.size:
        return "changed"
    try:
        store = TarStore(path)
        if read_format(store) != session.vault:
            return "another vault's"
        theirs = Log(store)
        if theirs.size() != backup.entries:
            return "changed"
        if theirs.get(backup.entries - 1) != session.ledger.log.get(backup.entries - 1):
            return "another history"
    except (CocoonError, OSError):
        return "damaged"
    return ""


def digest(path: Path) -> str:
    """SHA-256 of a file, hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def entered(session: Session, path: Path) -> Backup | None:
    """What the ledger says of a scheduled backup with this file's name."""
    made = session.state.facts.backups
    return next((each for each in made if each.name == path.name), None)


def run(
    session: Session,
    *,
    out: Path | None = None,
    now_anyway: bool = False,
    report: Progress = silent,
) -> Ran:
    """Make the scheduled backup if it is due or the newest is lost; check it; remove the oldest.

    Args:
        session: an owner's, or of the member whom the schedule names.
        out: another folder than the schedule's, for a machine that calls it otherwise.
        now_anyway: whether or not it is due.
        report: told of progress.

    Raises:
        CocoonError: ``no-schedule``; ``no-backup-folder``; the disk refused.
        RefusedError: ``not-allowed``: somebody else.
        IntegrityError: ``backup-damaged``; nothing was removed, and the backup does not count.
    """
    session.refresh()
    schedule = read(session)
    if not runs_backups(session.state, session.author):
        raise RefusedError(
            "not-allowed",
            "Only owners, and the member whom the schedule names, make scheduled backups.",
            "An owner names you: `cocoon backup schedule --every DAYS --out DIR --by NAME`.",
        )
    folder = out or schedule.out
    if not schedule.due and folder.is_dir():
        newest = next((each for each in found(session, folder) if each.at == schedule.last), None)
        schedule = replace(schedule, due=bool(newest and newest.trouble))
    if not (schedule.due or now_anyway):
        return Ran(None, 0, (), schedule)
    if not folder.is_dir():
        raise CocoonError(
            "no-backup-folder",
            f"The folder for backups is not there: {folder}.",
            "Plug the disk in, or give another folder: `cocoon backup run --out DIR`.",
        )
    path = folder / _name(session.vault, session.clock())
    entries, names = names_to_copy(session.store)
    write_tar(session.store, path, names, report)
    _check(session, path, entries, report)
    size, sha256 = path.stat().st_size, digest(path)
    session.append(lambda state: ev.BackupCreated(entries, path.name, True, size, sha256))
    removed = _prune(session, folder, schedule.keep)
    return Ran(path, entries, removed, read(session))


def _name(vault: str, moment: datetime) -> str:
    return f"cocoon-{vault[:8]}-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar"


def _check(session: Session, path: Path, entries: int, report: Progress) -> None:
    """That the backup is whole, and is this vault as it was when copying began."""
    from vault.app.proof.verification import verify_as  # loads what seals packs

    session.refresh()
    found = verify_as(TarStore(path), session.author, session.identity, report=report).report
    same = found.entries == entries and found.root == session.ledger.tree().root(entries)
    if found.ok and same:
        return
    what = found.problems[0].what if found.problems else "it is not what was copied"
    raise IntegrityError(
        "backup-damaged",
        f"The new backup {path.name} is not whole: {what.rstrip('.')}.",
        "Run `cocoon check`, and look after the disk; older backups were left alone.",
    )


def _prune(session: Session, folder: Path, keep: int) -> tuple[Path, ...]:
    removed = []
    for old in kept(session, folder)[:-keep]:
        try:
            old.path.unlink()
        except OSError:
            continue  # a disk that does not let go of old ones has let the new one in
        removed.append(old.path)
    return tuple(removed)
