"""`cocoon dossier export`: the contract, a delegate's approval, and what is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.fakes.office import APPROVER, AUDITOR, ENGINEER, OWNER, Office, opened


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return opened(tmp_path_factory.mktemp("office"), {"oven": 0, "kiln": 0})


def checked(verifier: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, verifier], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def test_a_release_approved_by_a_delegate_with_all_that_belongs_to_it(
    office: Office, tmp_path: Path
) -> None:
    proof = office.file("메모.txt", "전화 메모".encode())
    demand = office(
        ENGINEER, "demand", "add", "--partner", office.partner, "--received", "2024-01-15",
        "--channel", "전화", "--words", "전부 보내 달라", "--file", str(proof),
    )["demand"]  # fmt: skip
    office(ENGINEER, "agreement", "add", "--partner", office.partner, "--kind", "nda",
           "--signed", "2024-01-10", "--until", "2099-12-31")  # fmt: skip
    office(ENGINEER, "release", "record", "--partner", office.partner, "--document",
           office.documents["oven"], "--sent", "2023-05-01", "--note", "견적 때 보냄")  # fmt: skip
    office(ENGINEER, "release", "record", "--partner", office.partner, "--document",
           office.documents["kiln"], "--sent", "2023-05-02", "--note", "another story")  # fmt: skip
    until = (date.today() + timedelta(days=30)).isoformat()
    office(APPROVER, "member", "delegate", AUDITOR, "--until", until)
    asked = office.request("--demand", demand)
    blocks = [w["code"] for w in asked["warnings"] if w.get("blocks")]
    accept = [w["code"] for w in asked["warnings"] if w["accept"]]
    flags = [word for code in accept for word in ("--accept", code)]
    flags += [word for code in blocks for word in ("--override", code)]
    office(AUDITOR, "release", "approve", asked["release"], *flags,
           *(("--reason", "납기 압력") if blocks else ()))  # fmt: skip
    sealed = office(APPROVER, "release", "seal", asked["release"], "--out", str(tmp_path / "packs"))
    copy = sealed["copies"][0]["copy"]
    office(ENGINEER, "release", "deliver", copy, "--channel", "등기우편")
    made = office(
        OWNER, "dossier", "export", asked["release"].lower(), "--out", str(tmp_path / "d")
    )
    assert {"dossier", "verifier"} <= set(made) and made["copies_opened"] == []
    code, said = checked(made["verifier"])
    assert code == 0, said
    assert "Jung Auditor" in (tmp_path / "d" / "statements.json").read_text("utf-8")
    statements = json.loads((tmp_path / "d" / "statements.json").read_bytes())
    kinds = [entry["kind"] for entry in statements["entries"]]
    for kind in ("demand.added", "agreement.added", "disclosure.recorded", "copy.delivered"):
        assert kinds.count(kind) == 1, kind  # the other document's story stays closed
    text = (tmp_path / "d" / "openings.json").read_text("utf-8")
    assert "another story" not in text and "kiln" not in text and "전부 보내 달라" in text
    # one byte, and it is refused
    path = tmp_path / "d" / "openings.json"
    path.write_text(text.replace("전부", "일부", 1), encoding="utf-8")
    code, said = checked(made["verifier"])
    assert code == 3 and "openings.json was changed" in said
    assert "is not what the author committed to" in said


def test_a_solo_approval_shows_that_the_owner_allowed_it(office: Office, tmp_path: Path) -> None:
    office(OWNER, "policy", "set", "approver-is-requester", "warn")
    asked = office(
        OWNER, "release", "request", "--purpose", "시험", "--until", "2099-12-31",
        "--contact", office.contacts["박도윤"], "--document", office.documents["kiln"],
        "--allow-untraceable",
    )  # fmt: skip
    accept = [w["code"] for w in asked["warnings"] if w["accept"]]
    flags = [word for code in accept for word in ("--accept", code)]
    office(OWNER, "release", "approve", asked["release"], *flags)
    office(OWNER, "policy", "set", "approver-is-requester", "block")
    made = office(OWNER, "dossier", "export", asked["release"], "--out", str(tmp_path / "d"))
    code, said = checked(made["verifier"])
    assert code == 0, said
    statements = json.loads((tmp_path / "d" / "statements.json").read_bytes())
    assert [e["kind"] for e in statements["entries"]].count("policy.set") == 2
    # without the entry that allowed it
    openings = json.loads((tmp_path / "d" / "openings.json").read_bytes())
    allowed = next(seq for seq in openings if "level" in openings[seq])
    del openings[allowed]
    (tmp_path / "d" / "openings.json").write_text(json.dumps(openings))
    (tmp_path / "d" / "entries" / f"{int(allowed):09d}").unlink()
    code, said = checked(made["verifier"])
    assert code == 3 and "requester and approver are the same person" in said


def test_a_request_that_was_never_sealed_has_a_record_too(office: Office, tmp_path: Path) -> None:
    asked = office.request()
    office(APPROVER, "release", "reject", asked["release"], "--reason", "too much")
    made = office(OWNER, "dossier", "export", asked["release"], "--out", str(tmp_path / "d"))
    code, said = checked(made["verifier"])
    assert code == 0, said


def test_a_leak_that_nobody_traced_has_a_record_too(office: Office, tmp_path: Path) -> None:
    leaked = office.file("사진.jpg", b"not a photo at all")
    leak = office(AUDITOR, "leak", "lodge", str(leaked), "--where", "장터")["leak"]
    made = office(APPROVER, "dossier", "export", leak, "--out", str(tmp_path / "d"))
    code, said = checked(made["verifier"])
    assert code == 0, said
    words = office.said(APPROVER, "dossier", "export", leak, "--out", str(tmp_path / "e"))
    assert "verify.py" in words


def test_what_cannot_be_is_refused_and_leaves_nothing(office: Office, tmp_path: Path) -> None:
    asked = office.request()["release"]
    before = office.entries()
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for words, code in {
        ("R-00000000", str(tmp_path / "a")): "unknown-subject",
        ("../../etc", str(tmp_path / "a")): "unknown-subject",
        (office.documents["oven"], str(tmp_path / "a")): "unknown-subject",
        (asked, str(full)): "folder-not-empty",
        (asked, str(tmp_path / "file")): "folder-not-empty",
        (asked, "/proc/nowhere/d"): "cannot-write",
    }.items():
        error = office.refused(APPROVER, "dossier", "export", words[0], "--out", words[1])
        assert error["code"] == code, words
    assert office.refused(ENGINEER, "dossier", "export", asked, "--out", str(tmp_path / "a"))[
        "code"
    ] == ("not-allowed")
    assert not (tmp_path / "a").exists() and (full / "mine").read_text() == "mine"
    assert office.refused(APPROVER, "dossier", "export", asked, exit_code=2)["code"] == "usage"
    assert office.entries() == before
