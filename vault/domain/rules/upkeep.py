"""Backups, restores and packs read back in.

Whether a backup was made nobody can see from the ledger. So the word of few people counts: of
owners, and of the one member whom the schedule names. What others enter as scheduled stays in the
ledger and means nothing: it makes no backup look made, and none look old enough to be removed.
"""

from __future__ import annotations

import re

from vault.domain import events as ev
from vault.domain.names import RELEASE
from vault.domain.rules.book import Opened, require, require_new, rule
from vault.domain.rules.people import find_member
from vault.domain.rules.times import moment
from vault.domain.state import State
from vault.domain.values import Backup, Gap, ReadBack

BACKUP_EVERY, BACKUP_OUT, BACKUP_KEEP = "backup.every", "backup.out", "backup.keep"
BACKUP_SINCE, BACKUP_BY = "backup.since", "backup.by"
"""Names in `settings`: the schedule, since when it is in force, and whom it names."""
SCHEDULED = re.compile(r"cocoon-[0-9a-f]{1,8}-[0-9]{8}T[0-9]{6}Z\.tar")
"""Names of the backups that a schedule makes, and may remove."""
LONGEST_DAYS, MOST_KEPT, MOST_REMEMBERED = 366, 100, 400


@rule(ev.BackupCreated)
def _backup_created(state: State, event: Opened, body: ev.BackupCreated) -> None:
    state.member(event.author)
    require(0 <= body.entries <= event.seq, "bad-entry", "A backup holds entries that exist.")
    if body.scheduled:
        made = state.facts.backups
        new = SCHEDULED.fullmatch(body.target) and all(body.target != each.name for each in made)
        require(new, "bad-entry", "A scheduled backup has a name of its own.")
        if runs_backups(state, event.author):
            made.append(
                Backup(body.target, event.time, event.author, body.entries, body.size, body.sha256)
            )
            del made[:-MOST_REMEMBERED]


def runs_backups(state: State, member: str) -> bool:
    """Whether a member's word counts that a scheduled backup was made."""
    known = state.facts.members.get(member)
    named = state.facts.settings.get(BACKUP_BY, "") == member
    return known is not None and known.active and (named or known.is_in_person("owner"))


@rule(ev.BackupScheduled)
def _backup_scheduled(state: State, event: Opened, body: ev.BackupScheduled) -> None:
    state.owner(event.author)
    settings = state.facts.settings
    if body.every == 0:
        require(
            BACKUP_EVERY in settings, "nothing-to-do", "No backup is scheduled.", "Nothing to do."
        )
        for name in (BACKUP_EVERY, BACKUP_OUT, BACKUP_KEEP, BACKUP_SINCE, BACKUP_BY):
            settings.pop(name, None)
        return
    require(
        1 <= body.every <= LONGEST_DAYS and 1 <= body.keep <= MOST_KEPT and body.out,
        "bad-schedule",
        f"A schedule has 1 to {LONGEST_DAYS} days, a folder, and keeps 1 to {MOST_KEPT} backups.",
        "See `cocoon backup schedule --help`.",
    )
    by = find_member(state, body.by).id if body.by else ""
    settings[BACKUP_EVERY], settings[BACKUP_KEEP] = str(body.every), str(body.keep)
    settings[BACKUP_OUT], settings[BACKUP_SINCE] = body.out, event.time
    settings[BACKUP_BY] = by


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
    head, _, number = body.copy.rpartition("-")
    require_new((), head, RELEASE)
    good = head == body.release and re.fullmatch(r"[1-9][0-9]{0,5}", number)
    require(good, "bad-entry", "A copy is named after its release.")
    moment(body.issued)
    state.facts.read_back[body.copy] = ReadBack(
        body.copy, body.release, body.epoch, body.files, body.recipient, body.issued
    )
