"""Backups on a schedule: made, checked, and the oldest removed, by a command for cron.

The schedule is the owner's, in the ledger. A scheduled backup is one tar file with the time in its
name. It counts only after it was checked like a vault, and only then are older ones removed:
those that the ledger says this schedule made, that are complete and that belong to this vault.
Nothing else in the folder is ever touched.

The folder must be there when a backup is due: a disk that is not plugged in is an error, not a
reason to fill the disk below its mount point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vault.app.session import Session, read_format
from vault.domain import dates
from vault.domain import events as ev
from vault.domain.rules.upkeep import (
    BACKUP_EVERY,
    BACKUP_KEEP,
    BACKUP_LAST,
    BACKUP_MADE,
    BACKUP_OUT,
    BACKUP_SINCE,
)
from vault.domain.state import State
from vault.errors import CocoonError, IntegrityError
from vault.ledger.copying import names_to_copy
from vault.progress import Report as Progress
from vault.progress import silent
from vault.storage.archive import TarStore, write_tar

KEEP = 7
_EARLY = timedelta(hours=6)
"""A run so much before its time counts as on time, since the one before took a while itself."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When and where backups are due. `last` and `next` are stamped moments, or empty."""

    every: int
    out: Path
    keep: int
    last: str
    next: str
    due: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup that the schedule made and that is there. `size` in bytes."""

    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run did: the backup made (None: not due yet), how many entries, what was removed."""

    made: Path | None
    entries: int
    removed: tuple[Path, ...]
    schedule: Schedule


def set_schedule(session: Session, every: int, out: Path, keep: int = KEEP) -> Schedule:
    """Let a backup be due every so many days in a folder, which is made if need be.

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
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CocoonError(
            "cannot-write",
            f"{folder} cannot be used ({error.strerror or 'unknown reason'}).",
            "Choose a folder you may write to.",
        ) from error
    session.append(lambda state: ev.BackupScheduled(every, str(folder), keep))
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
    last = settings.get(BACKUP_LAST, "")
    next_ = dates.parse(last) + every if last else dates.parse(settings[BACKUP_SINCE])
    return Schedule(
        every.days,
        Path(settings[BACKUP_OUT]),
        int(settings[BACKUP_KEEP]),
        last,
        dates.stamp(next_),
        now >= next_ - _EARLY,
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
    """The schedule's backups that lie in a folder and open as this vault's, oldest first."""
    return list(_kept(session.state, session.vault, folder))


def _kept(state: State, vault: str, folder: Path) -> Iterator[Kept]:
    for name in dict.fromkeys(state.facts.settings.get(BACKUP_MADE, "").split("\n")):
        path = folder / name
        if name and path.name == name and path.is_file() and not path.is_symlink():
            try:
                if read_format(TarStore(path)) == vault:
                    yield Kept(path, path.stat().st_size)
            except (CocoonError, OSError):
                continue  # incomplete, damaged or another's: not ours to remove


def run(
    session: Session,
    *,
    out: Path | None = None,
    now_anyway: bool = False,
    report: Progress = silent,
) -> Ran:
    """Make the scheduled backup if it is due, check it, and remove the oldest.

    Args:
        session: any member.
        out: another folder than the schedule's, for a machine that calls it otherwise.
        now_anyway: whether or not it is due.
        report: told of progress.

    Raises:
        CocoonError: ``no-schedule``; ``no-backup-folder``; the disk refused.
        IntegrityError: ``backup-damaged``; nothing was removed, and the backup does not count.
    """
    session.refresh()
    schedule = read(session)
    if not (schedule.due or now_anyway):
        return Ran(None, 0, (), schedule)
    folder = out or schedule.out
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
    session.append(lambda state: ev.BackupCreated(entries, path.name, True))
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
