"""The whole main job in one go, on a real document, with nothing faked but the camera.

Two members, three partners, three releases; a page of one copy is photographed (by simulation)
and traced; the ledger is verified against a delivered pack. The firms are fictional.
"""

from __future__ import annotations

import os
import secrets
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from vault.app.leak import leaks
from vault.app.leak.tracer import Traced, Tracer
from vault.app.library import documents
from vault.app.partnership import partners
from vault.app.people import creation, members
from vault.app.proof.verification import verify
from vault.app.release import collecting, releases, sealing
from vault.app.session import Session, unlock
from vault.errors import CocoonError
from vault.intake.worker import Sandbox

Say = Callable[[str], None]
"""Prints one line."""

FIRM = "다온세라믹스 Daon Ceramics (fictional)"
RECIPIENTS = (
    ("대한전자 Daehan Electronics (fictional)", "김서연", "s.kim@daehan.example", "구매팀"),
    ("Northwind Appliances (fictional)", "Jane Roe", "jane.roe@northwind.example", "Sourcing"),
    ("미래히터 Mirae Heater (fictional)", "박도윤", "d.park@mirae.example", "연구소"),
)
LEAKING = 1
PAGE = 4


@dataclass(frozen=True, slots=True)
class Demonstration:
    """Where the demonstration's files are and what it found.

    Attributes:
        folder: everything lies below it.
        vault: the vault's folder.
        photo: the simulated photo.
        report: the trace report.
        guilty: id of the copy that was photographed.
        traced: the answer.
        verified: whether the ledger verified.
        seconds: how long it took.
    """

    folder: Path
    vault: Path
    photo: Path
    report: Path
    guilty: str
    traced: Traced
    verified: bool
    seconds: float


def demonstrate(folder: Path, say: Say) -> Demonstration:
    """Run the demonstration in an empty or new folder.

    Raises:
        CocoonError: ``folder-not-empty``, or whatever a step refuses.
    """
    from vault.app.leak.reports import write_report
    from vault.papers.resources import resource

    began = time.monotonic()
    if folder.exists() and any(folder.iterdir()):
        raise CocoonError(
            "folder-not-empty", f"{folder} already has something in it.", "Choose a new folder."
        )
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["COCOON_CONFIG"] = str(folder / "config")
    place = folder / "vault"
    step = _Steps(say)

    step("Making a vault for", FIRM)
    executive_words, engineer_words = secrets.token_urlsafe(12), secrets.token_urlsafe(12)
    executive = creation.create(
        place, org=FIRM, user="이사 Kim", passphrase=executive_words
    ).session
    step("Adding an engineer", "Lee")
    members.add(executive, "Lee", ["engineer"], engineer_words)
    engineer = unlock(place, "Lee", engineer_words)

    source = resource("demo", "process-specification.pdf")
    step("Importing", f"{source.name} ({source.stat().st_size // 1024} kB)")
    added = documents.add(
        engineer,
        [source],
        technology="HP-240 heater plate",
        title="Process specification HP-240",
    )
    if added.failed:
        raise added.failed[0].error
    document, n = added.documents[0]
    revision = engineer.state.facts.documents[document].revisions[n - 1]
    good = sum(trace.grade == "good" for trace in revision.trace)
    slots = sum(trace.slots for trace in revision.trace)
    step.detail(f"{revision.pages} pages, {slots:,} slots, {good} pages traceable even from paper")

    packs = folder / "packs"
    copies = []
    until = (engineer.clock() + timedelta(days=180)).date().isoformat()
    for company, person, email, title in RECIPIENTS:
        copies.append(
            _release(engineer, executive, document, (company, person, email, title), until, packs)
        )
        step("Released to", f"{person}, {company}: copy {copies[-1].copy.id}")

    guilty = copies[LEAKING]
    step("Photographing", f"page {PAGE + 1} of copy {guilty.copy.id} with a simulated phone")
    photo = folder / "photo.jpg"
    photo.write_bytes(photograph(guilty.path, source.name, PAGE))

    step("Tracing the photo", "without saying which document, page or copy it shows")
    traced = _trace(executive, photo)
    report = folder / "report.pdf"
    write_report(executive, traced, report, "en")
    for match in traced.verdict.matches:
        contact = executive.state.facts.contacts[executive.state.facts.copies[match.copy].contact]
        step.detail(
            f"copy {match.copy} ({contact.name}); chance of a false match at most "
            f"10^{match.log10_false_match:.1f}"
        )
    step("Verifying the ledger", "against a delivered pack")
    found = verify(place, "이사 Kim", executive_words, against=guilty.path).report
    step.detail(f"{found.entries} entries, {len(found.problems)} problems")
    (folder / "passphrases.txt").write_text(
        f"이사 Kim: {executive_words}\nLee: {engineer_words}\n", encoding="utf-8"
    )
    return Demonstration(
        folder,
        place,
        photo,
        report,
        guilty.copy.id,
        traced,
        found.ok,
        time.monotonic() - began,
    )


class _Steps:
    def __init__(self, say: Say) -> None:
        self._say = say
        self._number = 0

    def __call__(self, what: str, rest: str) -> None:
        self._number += 1
        self._say(f"{self._number:2}. {what} {rest}")

    def detail(self, text: str) -> None:
        self._say(f"    {text}")


def _release(
    engineer: Session,
    executive: Session,
    document: str,
    recipient: tuple[str, str, str, str],
    until: str,
    packs: Path,
) -> collecting.Collected:
    company, person, email, title = recipient
    partner = partners.add_partner(engineer, company)
    contact = partners.add_contact(engineer, partner.id, person, email=email, title=title)
    asked = releases.request(
        engineer,
        releases.Request(
            contacts=[contact.id],
            documents=[document],
            purpose="시험 생산 평가 / evaluation for trial production",
            until=until,
        ),
    )
    needed = [warning.code for warning in asked.warnings if warning.accept]
    releases.approve(executive, asked.id, needed)
    sealing.seal(executive, asked.id)
    return collecting.collect(engineer, asked.id, packs)[0]


def photograph(pack: Path, name: str, page: int) -> bytes:
    """A simulated phone photo (JPEG) of one page, counted from 0, of a file in a pack."""
    with zipfile.ZipFile(pack) as archive:
        data = archive.read(name)
    with Sandbox(memory_bytes=4 << 30, role="The copy") as box:
        made: bytes = box.call("vault.tracing.simulate:photo_for_demo", pdf=data, page=page)
    return made


def _trace(session: Session, photo: Path) -> Traced:
    leak = leaks.lodge(session, [photo], found_by="이사 Kim", where="a message (simulated)")
    with Tracer(session) as tracer:
        return tracer.trace(leak)
