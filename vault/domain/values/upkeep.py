"""Restores, and what was read back in after one."""

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
