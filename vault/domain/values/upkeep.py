"""Restores and what was read back in after one, backups, and clocks that were wrong."""

from __future__ import annotations

from vault.domain.values.base import Value
from vault.domain.values.disclosures import Step
from vault.domain.values.releases import CopyFile


class ReadBack(Value, frozen=True):
    """A copy that was issued after the backup a vault was restored from."""

    copy: str
    release: str
    epoch: int
    files: tuple[CopyFile, ...]
    recipient: dict[str, str]
    issued: str
    steps: tuple[Step, ...] = ()


class Gap(Value, frozen=True):
    """A restore from backup, declared: how many entries the restored vault began with."""

    at: str
    by: str
    entries: int
    backup: str


class ClockCorrection(Value, frozen=True):
    """Whose entries were dated too late, said by whom, when and why."""

    at: str
    by: str
    authors: tuple[str, ...]
    reason: str


class Backup(Value, frozen=True):
    """A backup that the schedule made, as whoever made it said.

    Attributes:
        name: of its file.
        at, by: when it was entered, by whom.
        entries: how many entries it holds.
        size, sha256: of the file, in bytes and hex; 0 and empty in entries of earlier versions.
    """

    name: str
    at: str
    by: str
    entries: int
    size: int
    sha256: str
