"""Backups on a schedule: made when due, checked, and only its own old ones removed."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes import firm as firms
from tests.fakes.firm import AUDITOR, OWNER, Firm
from vault.app.maintenance import backup_schedule as schedules
from vault.app.maintenance import backups
from vault.app.maintenance.upkeep import warnings
from vault.app.proof.verification import verify
from vault.domain import events as ev
from vault.errors import CocoonError, IntegrityError, RefusedError
from vault.storage.archive import TarStore
from vault.storage.folder import FolderStore


@pytest.fixture
def firm(tmp_path: Path) -> Firm:
    firm = firms.found(tmp_path / "vault")
    firm.hire(AUDITOR, "auditor")
    return firm


def codes(firm: Firm) -> list[str]:
    firm.owner.refresh()
    return [each.code for each in warnings(firm.owner.state, firm.clock.now)]


def test_a_backup_is_made_when_due_checked_and_opens(firm: Firm, tmp_path: Path) -> None:
    out = tmp_path / "disk" / "backups"
    schedules.set_schedule(firm.owner, 7, out, 2, by=AUDITOR)
    auditor = firm.login(AUDITOR)
    made = schedules.run(auditor)
    assert made.made and made.made.parent == out.resolve()
    assert verify(TarStore(made.made), OWNER, firms.passphrase(OWNER)).ok
    assert made.entries == auditor.ledger.size - 1
    again = schedules.run(auditor)
    assert again.made is None and not again.schedule.due
    firm.clock.now += timedelta(days=6)
    assert schedules.run(auditor).made is None
    firm.clock.now += timedelta(hours=23)  # a day's job never runs to the second
    assert schedules.run(auditor).made


def test_nobody_makes_the_schedule_remove_others_by_naming_one_again(
    firm: Firm, tmp_path: Path
) -> None:
    schedules.set_schedule(firm.owner, 1, tmp_path / "backups", 2)
    made = [schedules.run(firm.owner).made]
    firm.clock.now += timedelta(days=1)
    made.append(schedules.run(firm.owner).made)
    auditor = firm.login(AUDITOR)
    assert made[1]
    for name in (made[1].name, "other.tar", f"../{made[1].name}"):
        body = ev.BackupCreated(1, name, scheduled=True)
        with pytest.raises(RefusedError):
            auditor.append(lambda state, body=body: body)  # type: ignore[misc]
    assert [each.path for each in schedules.kept(firm.owner, tmp_path / "backups")] == made


def test_a_claim_counts_only_from_who_makes_the_backups(firm: Firm, tmp_path: Path) -> None:
    out = tmp_path / "backups"
    schedules.set_schedule(firm.owner, 1, out, 2)
    real = schedules.run(firm.owner).made
    assert real
    firm.clock.now += timedelta(days=3)
    auditor = firm.login(AUDITOR)
    with pytest.raises(RefusedError, match="names"):
        schedules.run(auditor)
    for day in range(3, 6):  # entered by a program of their own, of backups that nobody made
        name = f"cocoon-{firm.owner.vault[:8]}-2026030{day}T000000Z.tar"
        auditor.append(lambda state, name=name: ev.BackupCreated(1, name, True))  # type: ignore[misc]
    assert "backup-late" in codes(firm)
    found = schedules.find(firm.owner)
    assert found and found.due and found.last < "2026-03-03"
    assert schedules.run(firm.owner).made and real.exists()


def test_a_backup_that_is_gone_or_changed_is_made_again(firm: Firm, tmp_path: Path) -> None:
    out = tmp_path / "backups"
    schedules.set_schedule(firm.owner, 30, out, 4)
    first = schedules.run(firm.owner).made
    assert first and schedules.run(firm.owner).made is None
    entry = schedules.entered(firm.owner, first)
    assert entry and entry.sha256 == schedules.digest(first)
    first.unlink()
    second = schedules.run(firm.owner).made
    assert second
    with second.open("ab") as file:
        file.write(bytes(512))
    third = schedules.run(firm.owner).made
    assert third and schedules.run(firm.owner).made is None
    troubles = [each.trouble for each in schedules.found(firm.owner, out)]
    assert troubles == ["missing", "changed", ""]
    assert [each.path for each in schedules.kept(firm.owner, out)] == [third]


def test_only_own_whole_older_backups_are_removed(firm: Firm, tmp_path: Path) -> None:
    out = tmp_path / "backups"
    schedules.set_schedule(firm.owner, 1, out, 2)
    made = []
    for _ in range(3):
        made.append(schedules.run(firm.owner).made)
        firm.clock.now += timedelta(days=1)
        if len(made) == 1:
            mine = out / "holiday photos.tar"
            mine.write_bytes(b"\0" * 10240)
            copy = out / made[0].name.replace("cocoon-", "cocoon-x")  # type: ignore[union-attr]
            shutil.copy(made[0], copy)  # type: ignore[arg-type]
            by_hand = out / "manual.tar"
            backups.backup(firm.owner, by_hand)
    first, second, third = made
    assert first and second and third
    assert sorted(p.name for p in out.iterdir()) == sorted(
        [second.name, third.name, mine.name, copy.name, by_hand.name]
    )
    second.write_bytes(second.read_bytes()[:5000])  # cut short: not counted, not removed
    last = schedules.run(firm.owner)
    assert last.made and last.removed == ()
    assert [kept.path for kept in schedules.kept(firm.owner, out)] == [third, last.made]
    assert second.exists()


def test_another_vaults_backup_of_the_same_name_stays(firm: Firm, tmp_path: Path) -> None:
    out = tmp_path / "backups"
    schedules.set_schedule(firm.owner, 1, out, 1)
    first = schedules.run(firm.owner).made
    assert first
    first.unlink()
    other = firms.found(tmp_path / "other")
    backups.backup(other.owner, first)
    firm.clock.now += timedelta(days=1)
    assert schedules.run(firm.owner).removed == () and first.exists()


def test_a_damaged_vault_makes_no_backup_that_counts(firm: Firm, tmp_path: Path) -> None:
    out = tmp_path / "backups"
    path = tmp_path / "a.txt"
    path.write_text("secret" * 99)
    firm.add(firm.owner, path)
    schedules.set_schedule(firm.owner, 1, out, 1)
    good = schedules.run(firm.owner).made
    firm.clock.now += timedelta(days=1)
    blob = next(p for p in (tmp_path / "vault" / "blob").rglob("*") if p.is_file())
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[:-1] + b"?")
    with pytest.raises(IntegrityError) as found:
        schedules.run(firm.owner)
    assert found.value.code == "backup-damaged" and found.value.exit_code == 3
    assert good and good.exists()
    found_schedule = schedules.find(firm.owner)
    assert found_schedule and found_schedule.due


def test_a_disk_that_is_not_there_is_not_filled_below_its_mount_point(
    firm: Firm, tmp_path: Path
) -> None:
    out = tmp_path / "disk" / "backups"
    schedules.set_schedule(firm.owner, 1, out)
    shutil.rmtree(tmp_path / "disk")
    with pytest.raises(CocoonError) as refused:
        schedules.run(firm.owner)
    assert refused.value.code == "no-backup-folder" and not (tmp_path / "disk").exists()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    made = schedules.run(firm.owner, out=elsewhere).made
    assert made and made.parent == elsewhere


def test_a_late_backup_is_warned_of_and_a_schedule_can_be_switched_off(
    firm: Firm, tmp_path: Path
) -> None:
    schedules.set_schedule(firm.owner, 7, tmp_path / "backups")
    firm.clock.now += timedelta(days=8, hours=-1)
    assert codes(firm) == []
    firm.clock.now += timedelta(hours=2)
    assert codes(firm) == ["backup-late"]
    schedules.run(firm.owner)
    assert codes(firm) == []
    firm.clock.now += timedelta(days=30)
    assert codes(firm) == ["backup-late"]
    schedules.switch_off(firm.owner)
    assert codes(firm) == [] and schedules.find(firm.owner) is None
    with pytest.raises(CocoonError) as refused:
        schedules.run(firm.owner)
    assert refused.value.code == "no-schedule"


def test_only_owners_schedule_and_never_into_the_vault(firm: Firm, tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        schedules.set_schedule(firm.login(AUDITOR), 7, tmp_path / "backups")
    assert not (tmp_path / "backups").exists()
    with pytest.raises(CocoonError) as refused:
        schedules.set_schedule(firm.owner, 7, tmp_path / "vault" / "blob")
    assert refused.value.code == "inside-vault"
    file = tmp_path / "file"
    file.write_text("x")
    with pytest.raises(CocoonError) as refused:
        schedules.set_schedule(firm.owner, 7, file / "backups")
    assert refused.value.code == "cannot-write"
    for every, keep in ((0, 7), (-1, 7), (400, 7), (7, 0), (7, 1000)):
        with pytest.raises(CocoonError) as refused:
            schedules.set_schedule(firm.owner, every, tmp_path / "backups", keep)
        assert refused.value.code == "bad-schedule"


def test_a_restored_vault_goes_on_with_its_schedule(firm: Firm, tmp_path: Path) -> None:
    schedules.set_schedule(firm.owner, 1, tmp_path / "backups", 2)
    made = schedules.run(firm.owner).made
    assert made
    target = tmp_path / "restored"
    session = backups.restore(made, target, OWNER, firms.passphrase(OWNER))
    assert isinstance(session.store, FolderStore)
    assert schedules.run(session).made
    assert made.exists()  # made by the history that was lost, so not this one's to remove
