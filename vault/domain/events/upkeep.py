"""Backups and restores."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body
from vault.domain.values import CopyFile


class BackupCreated(Body, frozen=True):
    """A backup was taken; it holds the ledger up to `entries`.

    `scheduled`: made by the schedule, and found whole before this was entered; `size` and
    `sha256` are then those of its file, so that whoever has the file can tell whether it is this.
    """

    kind: ClassVar[str] = "backup.created"
    entries: int
    target: str = ""
    scheduled: bool = False
    size: int = 0
    sha256: str = ""


class BackupScheduled(Body, frozen=True):
    """Backups are due every so many days in a folder; 0 days switches the schedule off.

    `by`: the member whose machine makes them; owners always may.
    """

    kind: ClassVar[str] = "backup.scheduled"
    every: int
    out: str = ""
    keep: int = 0
    by: str = ""


class VaultRestored(Body, frozen=True):
    """The vault was restored from a backup that ended at `entries`."""

    kind: ClassVar[str] = "vault.restored"
    entries: int
    backup: str = ""


class PackReadBack(Body, frozen=True):
    """A pack delivered after the backup was read back in after a restore."""

    kind: ClassVar[str] = "pack.readback"
    copy: str
    release: str
    epoch: int
    manifest_sha256: str
    files: tuple[CopyFile, ...]
    recipient: dict[str, str]
    issued: str
    checkpoint: str
