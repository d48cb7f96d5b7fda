"""Three people, three processes, three homes, one shared folder: nothing is lost or doubled."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from tests.fakes import firm as firms
from tests.fakes.firm import APPROVER, AUDITOR, ENGINEER, OTHER
from vault.app.people import members
from vault.app.proof.verification import verify
from vault.domain import events as ev

ROOT = Path(__file__).parents[3]
ASKED, ADDED = 5, 8


def colleague(vault: Path, name: str, job: str, count: int, home: Path) -> subprocess.Popen[str]:
    home.mkdir()
    words = [str(vault), name, job, str(count), str(home)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.fakes.colleague", *words],
        cwd=ROOT,
        env=os.environ | {"COCOON_CONFIG": str(home / "config")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_three_people_work_on_one_vault_at_once(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    firm = firms.staffed(vault)
    plan = tmp_path / "plan.txt"
    plan.write_text("plan")
    firm.add(firm.owner, plan, technology="Oven")
    for name in (ENGINEER, OTHER):
        members.grant(firm.owner, name, "Oven")
    firm.contact()
    before = firm.owner.ledger.size
    running = [
        colleague(vault, ENGINEER, "asks", ASKED, tmp_path / "engineer"),
        colleague(vault, APPROVER, "approves", ASKED, tmp_path / "executive"),
        colleague(vault, OTHER, "adds", ADDED, tmp_path / "other"),
    ]
    for each in running:
        assert each.stdout and each.stdout.readline() == "ready\n", each.communicate()[1]
    for each in running:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    told = []
    for each in running:
        out, err = each.communicate(timeout=200)
        assert each.returncode == 0, err
        told.append(out.split())

    found = verify(vault, AUDITOR, firms.passphrase(AUDITOR))
    assert found.ok and not found.report.problems
    facts = found.state.facts
    requested = [id for id in told[0] if id.startswith("R-")]
    assert (len(requested), len(told[1]), len(told[2])) == (ASKED, ASKED, ADDED)
    documents = {id for id in (*told[0], *told[2]) if id.startswith("D-")}
    assert len(documents) == ASKED + ADDED == len(facts.documents) - 1
    assert documents < facts.documents.keys()
    assert set(requested) == facts.releases.keys() == {copy[:-2] for copy in told[1]}
    assert set(told[1]) == facts.copies.keys()
    assert {release.state for release in facts.releases.values()} == {"sealed"}

    auditor = firm.login(AUDITOR)
    events = list(auditor.ledger.events(before))
    kinds = [event.kind for event in events]
    assert len(events) == ASKED * 4 + ADDED  # a document, a request, an approval and a copy each
    assert kinds.count(ev.CopyIssued.kind) == ASKED
    assert [event.time for event in events] == sorted(event.time for event in events)
    runs = sum(one.author != other.author for one, other in pairwise(events))
    assert runs > 3, "they did not work at the same time"
