"""Backups, restores and packs read back in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vault.domain import events as ev
from vault.domain.rules.book import Opened, require, rule
from vault.domain.values import Gap, ReadBack

if TYPE_CHECKING:
    from vault.domain.state import State


@rule(ev.BackupCreated)
def _backup_created(state: State, event: Opened, body: ev.BackupCreated) -> None:
    state.member(event.author)


@rule(ev.VaultRestored)
def _vault_restored(state: State, event: Opened, body: ev.VaultRestored) -> None:
    state.owner(event.author)
    require(body.entries == event.seq, "bad-entry", "A restore declares where it began.")
    state.facts.gaps.append(Gap(event.time, event.author, body.entries, body.backup))


@rule(ev.PackReadBack)
def _pack_readback(state: State, event: Opened, body: ev.PackReadBack) -> None:
    state.approver(event.author)
    require(
        state.facts.gaps,
        "wrong-state",
        "Packs are read back after a restore only.",
        "This vault was never restored; its ledger has every copy.",
    )
    known = state.facts.copies.keys() | state.facts.read_back.keys()
    require(body.copy not in known, "copy-known", "The ledger has this copy.")
    state.facts.read_back[body.copy] = ReadBack(
        body.copy, body.release, body.epoch, body.files, body.recipient, body.issued
    )
