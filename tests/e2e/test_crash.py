"""Killed at any moment, a vault loses nothing that was acknowledged and lets nothing out unentered.

A child process does one piece of work and is killed (SIGKILL) after a random part of the time
that the work takes. Then the vault must open and verify, hold all that the child was told was
done, and whatever lies outside must have its entry; and the work is simply done again. At the end
the copies have the bytes that an undisturbed run gives them.

200 kills; ``COCOON_KILLS=5000`` for more.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import select
import shutil
import signal
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.fakes import firm as firms
from tests.vault.app.conftest import pdf
from vault.app.library import documents, originals
from vault.app.people import members
from vault.app.proof.verification import verify
from vault.app.release import collecting, sealing
from vault.app.session import Session
from vault.intake.private import default_place

KILLS = int(os.environ.get("COCOON_KILLS", "200"))
PDF_EVERY = 25
"""One round in so many is about a PDF that is marked; the others about plain files, for speed."""

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork"),
    pytest.mark.timeout(max(900, 3 * KILLS)),
]

Work = Callable[[Session], list[str]]


@dataclass
class Toll:
    """How long each kind of work takes, and what became of it."""

    seconds: dict[str, float] = field(default_factory=dict)
    killed: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    left_over: int = 0

    def strike(self, kind: str, firm: firms.Firm, work: Work, who: str) -> list[str] | None:
        """Let a child do the work and kill it somewhere; what it was told was done."""
        limit = self.seconds.get(kind)
        delay = random.uniform(0, 1.1 * limit) if limit else 60.0
        begun = time.monotonic()
        told = _in_child(firm, work, who, delay)
        took = time.monotonic() - begun
        if told is None:
            self.killed[kind] += 1
            self.seconds[kind] = 1.03 * (limit or took)  # so as to reach the end on a busy machine
        else:
            self.finished[kind] += 1
            self.seconds[kind] = (took + (limit or took)) / 2
        return told


def _in_child(firm: firms.Firm, work: Work, who: str, delay: float) -> list[str] | None:
    """What the child acknowledged before it ended or was killed after `delay` seconds."""
    read, write = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # threads of the test runner
        child = os.fork()
    if not child:
        try:
            told = work(firm.login(who))
            os.write(write, json.dumps(told).encode())
        except BaseException:
            os.write(write, b"!" + traceback.format_exc().encode()[-3000:])
        finally:
            os._exit(0)
    os.close(write)
    select.select([read], [], [], delay)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    data = b""
    while piece := os.read(read, 65536):
        data += piece
    os.close(read)
    assert not data.startswith(b"!"), data.decode()
    return json.loads(data) if data else None


def _whole(firm: firms.Firm) -> Session:
    """The vault opens and every file of it is what was written."""
    found = verify(firm.store, firms.OWNER, firms.passphrase(firms.OWNER))
    assert found.report.problems == ()
    return firm.login(firms.OWNER)


def _outside(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("[!.]*")} if out.is_dir() else {}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, firms.Firm]]:
    """A vault before the work begins; everything heavy is loaded once, before the forks."""
    home = tmp_path_factory.mktemp("base")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(home / "config"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        firm = firms.found(home / "vault")
        firm.hire(firms.ENGINEER, "engineer")
        firm.contact(0), firm.contact(1)
        documents.ensure_technology(firm.owner, "Oven")
        members.grant(firm.owner, firms.ENGINEER, "Oven")
        source = home / "warm.txt"
        source.write_text("warm up\n")
        shutil.copytree(home / "vault", home / "warm")
        warm = firms.Firm(home / "warm", firm.owner, "", firm.clock)
        warm.owner = warm.login(firms.OWNER)
        release = firms.sealed(warm, warm.add(warm.owner, source, technology="Oven"))
        collecting.collect(warm.owner, release.id, home / "warm-out")
        yield home / "vault", firm


def test_killed_at_any_moment_nothing_is_lost_and_nothing_leaves_unentered(
    base: tuple[Path, firms.Firm], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tolls = {"txt": Toll(), "pdf": Toll()}
    page = pdf(tmp_path / "page.pdf")
    number = 0
    while sum(sum(toll.killed.values()) for toll in tolls.values()) < KILLS:
        number += 1
        kind = "pdf" if number % PDF_EVERY == 2 else "txt"
        folder = tmp_path / str(number)
        folder.mkdir()
        shutil.copytree(base[0], folder / "vault")
        source = folder / f"oven {number}.{kind}"
        if kind == "pdf":
            shutil.copy(page, source)
        else:
            source.write_text(f"zone {number}\n" * 200)
        firm = firms.Firm(folder / "vault", base[1].owner, "", base[1].clock)
        _story(tolls[kind], firm, source, folder)
        shutil.rmtree(folder)
    with capsys.disabled():
        for kind, toll in tolls.items():
            print(f"\n{kind}: killed {dict(toll.killed)}, done before {dict(toll.finished)}, "
                  f"unnamed leftovers outside {toll.left_over}", end="")  # fmt: skip
    assert set(tolls["txt"].killed) == {"add", "approve", "seal", "collect"} or KILLS < 50


def _story(toll: Toll, firm: firms.Firm, source: Path, folder: Path) -> None:
    """Add, approve, seal and collect, each killed somewhere and then done again."""
    told = toll.strike("add", firm, lambda session: [firm.add(session, source).id], firms.ENGINEER)
    firm.owner = owner = _whole(firm)
    known = [
        d for d in owner.state.facts.documents.values() if d.revisions[0].file_name == source.name
    ]
    assert told is None or [document.id for document in known] == told
    document = known[0] if known else firm.add(owner, source)
    assert originals.content(owner, document.id, document.revisions[0]) == source.read_bytes()

    release = firms.ask(firm.login(firms.ENGINEER), firm, document, contacts=2)
    told = toll.strike(
        "approve", firm, lambda session: [firms.approve(session, release).id], firms.OWNER
    )
    firm.owner = owner = _whole(firm)
    state = owner.state.facts.releases[release.id].state
    assert state in (("approved",) if told else ("requested", "approved"))
    if state == "requested":
        firms.approve(owner, release)

    shutil.copytree(folder / "vault", folder / "undisturbed")
    told = toll.strike(
        "seal", firm, lambda session: list(sealing.seal(session, release.id).copies), firms.OWNER
    )
    firm.owner = owner = _whole(firm)
    entered = owner.state.facts.releases[release.id].copies
    assert told is None or list(entered) == told
    before = {copy: owner.state.facts.copies[copy] for copy in entered}
    done = sealing.seal(owner, release.id)
    assert len(done.copies) == 2
    assert {copy: owner.state.facts.copies[copy] for copy in entered} == before

    twin = firms.Firm(folder / "undisturbed", owner, "", firm.clock).login(firms.OWNER)
    sealing.seal(twin, release.id)
    for copy in done.copies:
        mine, theirs = owner.state.facts.copies[copy], twin.state.facts.copies[copy]
        assert (mine.files, mine.pack.sha256) == (theirs.files, theirs.pack.sha256)

    out = folder / "out"
    told = toll.strike(
        "collect", firm,
        lambda session: [each.sha256 for each in collecting.collect(session, release.id, out)],
        firms.OWNER,
    )  # fmt: skip
    _only_entered_copies_outside(toll, out, _whole(firm), release.id)
    there = _outside(out)
    owner.refresh()
    logged = owner.state.facts.copies[done.copies[0]].collected
    assert told is None or (len(logged) == 1 and len(there) == 2)
    again = collecting.collect(owner, release.id, out)
    assert told is None or [each.sha256 for each in again] == told
    finished = _outside(out)
    assert len(finished) == 2 and finished | there == finished
    assert finished == {each.path.name: each.path.read_bytes() for each in again}
    place = default_place()
    assert not place.exists() or not list(place.iterdir()), "plaintext was left behind"


def _only_entered_copies_outside(toll: Toll, out: Path, session: Session, release: str) -> None:
    """Whatever outside opens as a pack is the copy of an entry, with exactly its files."""
    for path in out.glob("*") if out.is_dir() else ():
        if path.name.startswith("."):
            toll.left_over += 1
            if not zipfile.is_zipfile(path):
                continue
        with zipfile.ZipFile(path) as pack:
            manifest = json.loads(pack.read("manifest.json"))
        copy = session.state.facts.copies[manifest["copy"]]
        assert copy.release == release and copy.id in path.name
        assert [file["sha256"] for file in manifest["files"]] == [f.sha256 for f in copy.files]


def test_a_release_that_was_asked_for_is_never_half_there(
    base: tuple[Path, firms.Firm], tmp_path: Path
) -> None:
    """The request itself, killed a few times: it is there whole, or not at all."""
    toll = Toll()
    shutil.copytree(base[0], tmp_path / "vault")
    firm = firms.Firm(tmp_path / "vault", base[1].owner, "", base[1].clock)
    firm.owner = firm.login(firms.OWNER)
    source = tmp_path / "oven.txt"
    source.write_text("zone\n")
    document = firm.add(firm.owner, source)
    for _ in range(max(8, KILLS // 40)):
        known = set(firm.login(firms.OWNER).state.facts.releases)
        told = toll.strike(
            "ask", firm, lambda session: [firms.ask(session, firm, document).id], firms.ENGINEER
        )
        new = set(_whole(firm).state.facts.releases) - known
        assert new == set(told) if told else len(new) <= 1
