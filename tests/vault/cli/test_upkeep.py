"""Delegates, the recovery drill and scheduled backups, by command."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.fakes import firm as firms
from tests.fakes.firm import EXAMINER
from tests.fakes.office import APPROVER, AUDITOR, ENGINEER, OWNER, Office, opened

UNTIL = str(datetime.now(UTC).date() + timedelta(days=9))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return opened(tmp_path / "office", {"oven": 0})


def test_a_delegate_is_appointed_approves_is_shown_and_ended(
    office: Office, tmp_path: Path
) -> None:
    made = office(APPROVER, "member", "delegate", EXAMINER, "--until", UNTIL)
    [told] = made["delegations"]
    assert told["for_name"] == APPROVER and told["state"] == "active" and told["keys"]
    asked = office.request()
    accept = [word for w in asked["warnings"] if w["accept"] for word in ("--accept", w["code"])]
    office(EXAMINER, "release", "approve", asked["release"], *accept)
    out = str(tmp_path / "packs")
    assert office(EXAMINER, "release", "seal", asked["release"], "--out", out)["copies"]
    for words in (("list",), ("show", EXAMINER)):
        assert f"stands in for {APPROVER}" in office.said(AUDITOR, "member", *words)
    shown = office(AUDITOR, "member", "show", EXAMINER)
    assert shown["delegations"][0]["releases"] == [asked["release"]]
    release = office(AUDITOR, "release", "show", asked["release"])
    assert release["decided_for"] == told["for"]
    said = office.said(AUDITOR, "release", "show", asked["release"])
    assert f"{EXAMINER} (delegate of {APPROVER})" in said
    for words, code in (
        (("delegate", AUDITOR, "--until", UNTIL), "not-allowed"),
        (("grant", ENGINEER, "--technology", "오븐 기술"), "not-for-delegates"),
        (("role", EXAMINER, "--add", "approver"), "not-allowed"),
        (("delegate", EXAMINER, "--end"), "not-allowed"),
    ):
        assert office.refused(EXAMINER, "member", *words)["code"] == code

    ended = office(APPROVER, "member", "delegate", EXAMINER, "--end")
    assert ended["delegations"][0]["state"] == "over" and ended["delegations"][0]["keys"]
    other = office.request()
    refused = office.refused(EXAMINER, "release", "approve", other["release"], *accept)
    assert refused["code"] in ("not-allowed", "delegation-over")
    checked = office(AUDITOR, "check")
    assert checked["ok"] and "delegate-keys" in [w["code"] for w in checked["warnings"]]
    assert "--end" in office.said(AUDITOR, "member", "list")
    ended = office(OWNER, "member", "delegate", EXAMINER, "--end")
    assert not ended["delegations"][0]["keys"]
    warned = [w["code"] for w in office(AUDITOR, "check")["warnings"]]
    assert "delegate-keys" not in warned
    assert office(AUDITOR, "ledger", "verify")["ok"]


@pytest.mark.parametrize(
    ("user", "words", "code", "exit_code"),
    [
        (OWNER, f"{AUDITOR}|--until|2001-01-01", "past-date", 1),
        (OWNER, f"{AUDITOR}|--until|soon", "bad-date", 1),
        (OWNER, f"{AUDITOR}|--until|2999-01-01", "too-long", 1),
        (OWNER, f"{AUDITOR}|--from|2001-01-01|--until|{UNTIL}", "past-date", 1),
        (OWNER, f"Nobody|--until|{UNTIL}", "unknown-member", 1),
        (OWNER, f"{OWNER}|--until|{UNTIL}", "own-delegate", 1),
        (OWNER, f"{APPROVER}|--until|{UNTIL}", "already-approver", 1),
        (ENGINEER, f"{AUDITOR}|--until|{UNTIL}", "not-allowed", 1),
        (OWNER, f"{AUDITOR}|--end", "not-a-delegate", 1),
        (OWNER, f"{AUDITOR}|--end|--until|{UNTIL}", "usage", 2),
        (OWNER, AUDITOR, "usage", 2),
    ],
)
def test_delegations_that_make_no_sense(
    user: str, words: str, code: str, exit_code: int, shared: Office
) -> None:
    size = shared.entries()
    typed = ("member", "delegate", *words.split("|"))
    assert shared.refused(user, *typed, exit_code=exit_code)["code"] == code
    assert shared.entries() == size


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"), {"oven": 0})


def test_the_paper_key_is_drilled_without_being_used_up(office: Office) -> None:
    warned = [w["code"] for w in office(AUDITOR, "check")["warnings"]]
    assert warned == ["recovery-drill-due"]  # the vault was made in March
    paper = office.file("paper", office.firm.recovery_key.encode())
    wrong = office.file("wrong", b"COCOON-1234-5678")
    words = ("member", "recover", "--drill", "--recovery-key-file")
    assert office.refused(AUDITOR, *words, str(wrong))["code"] == "bad-recovery-key"
    other = firms.found(office.home / "other").recovery_key
    foreign = office.file("foreign", other.encode())
    assert office.refused(AUDITOR, *words, str(foreign))["code"] == "wrong-recovery-key"
    size = office.entries()
    for _ in range(2):
        assert office(AUDITOR, *words, str(paper)) == {"drilled": True, "secrets": 4}
    assert office.entries() == size + 2
    assert office(AUDITOR, "check")["warnings"] == []
    entry = office(AUDITOR, "ledger", "list", "--kind", "recovery.drilled")["entries"][0]
    assert entry["author"] == "recovery"


def test_backups_are_scheduled_run_quietly_and_their_state_is_told(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "backups"
    assert office(AUDITOR, "backup", "status")["schedule"] is None
    assert office.refused(AUDITOR, "backup", "run")["code"] == "no-schedule"
    words = ("backup", "schedule", "--every", "7", "--out", str(out), "--keep", "2")
    assert office.refused(APPROVER, *words)["code"] == "not-allowed"
    made = office(OWNER, *words)["schedule"]
    assert (made["every"], made["keep"], made["due"]) == (7, 2, True)
    assert made["out"] == str(out.resolve())
    assert office.refused(AUDITOR, "backup", "run")["code"] == "not-allowed"
    assert office(OWNER, *words, "--by", AUDITOR)["schedule"]["by"].startswith("M-")
    ran = office(AUDITOR, "backup", "run")
    assert ran["made"] and office(AUDITOR, "backup", "check", ran["made"])["ok"]
    again = office(AUDITOR, "backup", "run")
    assert again["made"] is None and again["next"] == ran["next"]
    assert office.said(AUDITOR, "backup", "run", "--quiet") == ""
    assert "is due" in office.said(AUDITOR, "backup", "run")
    status = office(AUDITOR, "backup", "status")
    assert [each["path"] for each in status["backups"]] == [ran["made"]]
    assert status["folder"] and status["backups"][0]["trouble"] == ""
    assert office(AUDITOR, "backup", "check", ran["made"])["claim"] == "same"
    other = tmp_path / Path(ran["made"]).name
    other.write_bytes(Path(ran["made"]).read_bytes() + bytes(512))
    assert office(AUDITOR, "backup", "check", str(other))["claim"] == "other"
    assert status["schedule"]["last"] and not status["schedule"]["due"]
    out.rename(tmp_path / "unplugged")
    assert not office(AUDITOR, "backup", "status")["folder"]
    assert "not there" in office.said(AUDITOR, "backup", "status")
    refused = office.refused(AUDITOR, "backup", "run", "--now")
    assert refused["code"] == "no-backup-folder" and not out.exists()
    assert office(OWNER, "backup", "schedule", "--off") == {"schedule": None}
    assert office.refused(OWNER, "backup", "schedule", "--off")["code"] == "nothing-to-do"


def test_a_damaged_vault_ends_a_run_with_three(office: Office, tmp_path: Path) -> None:
    office(OWNER, "backup", "schedule", "--every", "1", "--out", str(tmp_path / "backups"))
    blob = next(p for p in (office.home / "vault" / "blob").rglob("*") if p.is_file())
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes()[:-1] + b"?")
    assert office.refused(OWNER, "backup", "run", exit_code=3)["code"] == "backup-damaged"


@pytest.mark.parametrize(
    ("words", "code", "exit_code"),
    [
        ("schedule", "usage", 2),
        ("schedule --every 7", "usage", 2),
        ("schedule --every 0 --out {out}", "usage", 2),
        ("schedule --every week --out {out}", "usage", 2),
        ("schedule --every -3 --out {out}", "bad-schedule", 1),
        ("schedule --every 7 --out {out} --keep 0", "bad-schedule", 1),
        ("schedule --every 7 --out {vault}/blob", "inside-vault", 1),
        ("schedule --every 7 --out /proc/nowhere", "cannot-write", 1),
        ("schedule --off --every 7", "usage", 2),
        ("schedule --off", "nothing-to-do", 1),
    ],
)
def test_schedules_that_make_no_sense(
    words: str, code: str, exit_code: int, shared: Office, tmp_path: Path
) -> None:
    size = shared.entries()
    place = {"out": str(tmp_path / "backups"), "vault": str(shared.home / "vault")}
    typed = [word.format(**place) for word in words.split()]
    assert shared.refused(OWNER, "backup", *typed, exit_code=exit_code)["code"] == code
    assert shared.entries() == size
