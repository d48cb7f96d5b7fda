"""Each write, fsync, rename, link and unlink fails in turn, through the whole way of a release.

Every step (add, ask, approve, seal, collect) begins on a vault as it is before that step; call
number 0, 1, 2 … of those that change a disk fails, in the vault, in the folder of last seen heads
and in the folder outside. Each time there is a clean error or the step succeeds all the same;
then, on a disk that is well again, the vault opens and verifies, has what was acknowledged before,
and doing the step again succeeds.
"""

from __future__ import annotations

import errno
import io
import os
import random
import shutil
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.fakes import firm as firms
from tests.fakes.faults import FaultyDisk
from tests.vault.app.conftest import pdf
from vault.app import outside
from vault.app import session as sessions
from vault.app.library import documents, originals
from vault.app.people import members
from vault.app.proof.verification import verify
from vault.app.release import collecting, sealing
from vault.app.session import Session, unlock
from vault.errors import CocoonError
from vault.storage import FolderStore

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="finds open files through /proc"),
    pytest.mark.timeout(900),
]

STEPS = ("add", "ask", "approve", "seal", "collect")
AFTER = "EIO after it was done"
CODES = {"EIO": errno.EIO, "ENOSPC for good": errno.ENOSPC, AFTER: errno.EIO}


class Faults(FaultyDisk):
    """The faulty disk of the store, which also holds the folder outside."""

    def __init__(self, number: int, how: str, out: Path) -> None:
        super().__init__(number, CODES[how], sticky="for good" in how, after=how == AFTER)
        self.out = str(out)

    def here(self, path: object) -> bool:
        return str(path).startswith(self.out)

    def call(self, word: str, real: Callable[..., object]) -> Callable[..., object]:
        """A function of `os` or `Path` that fails when it is its turn and the path is outside."""

        def faulty(path: object, *arguments: object, **options: object) -> object:
            where = Path(f"/proc/self/fd/{path}").readlink() if isinstance(path, int) else path
            if self.here(where) and self._due(word):
                if self.after:
                    real(path, *arguments, **options)
                self._fail(word)
            return real(path, *arguments, **options)

        return faulty

    def opened(self, path: Path) -> io.BufferedRandom:
        if self._due("open"):
            self._fail("open")
        return Written(self, path)


class Written(io.BufferedRandom):
    """A file outside whose writes may fail half done."""

    def __init__(self, faults: Faults, path: Path) -> None:
        super().__init__(io.FileIO(path, "x+"))
        self.faults = faults

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self.faults._due("write outside"):
            super().write(data[: len(data) // 2])
            self.faults._fail("write outside")
        return super().write(data)


@dataclass
class Stage:
    """A vault as it is before one step, and how that step is done."""

    folder: Path
    step: str
    source: Path
    document: str
    release: str

    def do(self, session: Session, firm: firms.Firm, out: Path) -> None:
        """The step, as somebody does it who first looks whether it is done."""
        state = session.state
        if self.step == "add":
            if not state.facts.documents:
                firm.add(session, self.source)
        elif self.step == "ask":
            if not state.facts.releases:
                firms.ask(session, firm, state.facts.documents[self.document])
        elif self.step == "approve":
            release = state.facts.releases[self.release]
            if release.state == "requested":
                firms.approve(session, release)
        elif self.step == "seal":
            sealing.seal(session, self.release)
        else:
            collecting.collect(session, self.release, out)

    def acknowledged(self, session: Session) -> None:
        """What earlier steps were told to have done is there."""
        facts = session.state.facts
        if self.document:
            kept = facts.documents[self.document]
            read = originals.content(session, kept.id, kept.revisions[0])
            assert read == self.source.read_bytes()
        if self.release:
            wanted = {"approve": ("requested", "approved"), "seal": ("approved", "sealed")}
            assert facts.releases[self.release].state in wanted.get(self.step, ("sealed",))

    def done(self, session: Session, out: Path) -> None:
        """What the step does is done."""
        facts = session.state.facts
        if self.step == "add":
            (document,) = facts.documents.values()
            read = originals.content(session, document.id, document.revisions[0])
            assert read == self.source.read_bytes()
        elif self.step == "ask":
            assert len(facts.releases) == 1
        elif self.step == "collect":
            (pack,) = out.glob("*.zip")
            assert zipfile.ZipFile(pack).testzip() is None
            assert all(copy.collected for copy in facts.copies.values())
        else:
            wanted = {"approve": "approved", "seal": "sealed"}[self.step]
            assert facts.releases[self.release].state == wanted


def stages(home: Path, source: Path) -> tuple[firms.Firm, dict[str, Stage]]:
    """One healthy run, with the vault kept as it was before each step."""
    firm = firms.found(home / "vault")
    firm.hire(firms.ENGINEER, "engineer")
    firm.contact()
    found: dict[str, Stage] = {}

    def keep(step: str, document: str = "", release: str = "") -> None:
        shutil.copytree(home / "vault", home / step)
        found[step] = Stage(home / step, step, source, document, release)

    owner = firm.owner
    documents.ensure_technology(owner, "Oven")
    members.grant(owner, firms.ENGINEER, "Oven")
    keep("add")
    document = firm.add(owner, source)
    keep("ask", document.id)
    release = firms.ask(firm.login(firms.ENGINEER), firm, document)
    keep("approve", document.id, release.id)
    owner.refresh()
    firms.approve(owner, release)
    keep("seal", document.id, release.id)
    sealing.seal(owner, release.id)
    keep("collect", document.id, release.id)
    collecting.collect(owner, release.id, home / "out")
    return firm, found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("faults")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(home / "config"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        yield home


@pytest.fixture(scope="module")
def plain(home: Path) -> tuple[firms.Firm, dict[str, Stage]]:
    """With a small file that carries no marks, for speed."""
    (home / "plain").mkdir()
    source = home / "oven.txt"
    source.write_text("zone 4 holds 238 degrees\n" * 50)
    return stages(home / "plain", source)


@pytest.fixture(scope="module")
def marked(home: Path) -> tuple[firms.Firm, dict[str, Stage]]:
    """With a page that is marked."""
    (home / "marked").mkdir()
    return stages(home / "marked", pdf(home / "oven.pdf"))


def who(step: str) -> str:
    return firms.ENGINEER if step == "ask" else firms.OWNER


def fail(firm: firms.Firm, stage: Stage, number: int, how: str, tmp_path: Path) -> str | None:
    """Let call `number` fail, look at the vault, do it again; what call it was."""
    place = tmp_path / f"{stage.step} {number} {how}"
    folder, out = place / "vault", place / "out"
    shutil.copytree(stage.folder, folder)
    faults = Faults(number, how, out)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(place / "config"))
        session = unlock(
            FolderStore(folder, faults), who(stage.step), firms.passphrase(who(stage.step)),
            clock=firm.clock,
        )  # fmt: skip
        patch.setattr(sessions, "FolderStore", lambda root: FolderStore(root, faults))
        patch.setattr(outside, "open_new", faults.opened)
        for name in ("fsync", "link"):
            patch.setattr(os, name, faults.call(name, getattr(os, name)))
        for name in ("rename", "replace", "unlink"):
            patch.setattr(Path, name, faults.call(name, getattr(Path, name)))
        failed = False
        try:
            stage.do(session, firm, out)
        except CocoonError as error:
            assert error.message and error.next, error.code
            failed = True
    assert faults.struck or not failed
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(place / "config"))
        found = verify(folder, firms.OWNER, firms.passphrase(firms.OWNER)).report
        assert found.problems == (), (number, how, faults.struck)
        well = unlock(folder, who(stage.step), firms.passphrase(who(stage.step)), clock=firm.clock)
        stage.acknowledged(well)
        entered = {copy.files for copy in well.state.facts.copies.values()}
        for path in out.glob("[!.]*") if out.is_dir() else ():
            assert zipfile.ZipFile(path).testzip() is None and entered, "outside without an entry"
        if failed:
            stage.do(well, firm, out)
        stage.done(well, out)
        if number % 4 == 0:
            assert verify(folder, firms.OWNER, firms.passphrase(firms.OWNER)).ok
    shutil.rmtree(place)
    return faults.struck


@pytest.mark.parametrize("how", CODES)
@pytest.mark.parametrize("step", STEPS)
def test_any_failing_call_is_a_clean_error_and_nothing_is_lost(
    step: str, how: str, plain: tuple[firms.Firm, dict[str, Stage]], tmp_path: Path
) -> None:
    firm, found = plain
    struck: list[str] = []
    while call := fail(firm, found[step], len(struck), how, tmp_path):
        struck.append(call)
    assert {"write", "fsync", "link", "sync_folder"} <= set(struck)
    if step == "collect":
        assert {"open", "write outside", "unlink"} <= set(struck)


@pytest.mark.parametrize("step", ["add", "seal"])
def test_also_when_a_page_is_marked(
    step: str, marked: tuple[firms.Firm, dict[str, Stage]], tmp_path: Path
) -> None:
    """A sample, since each of these takes a worker's start."""
    firm, found = marked
    for how in CODES:
        fail(firm, found[step], random.randrange(6, 24), how, tmp_path)


def test_no_room_for_temporary_files_is_a_clean_error(
    plain: tuple[firms.Firm, dict[str, Stage]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm, found = plain
    monkeypatch.setenv("COCOON_CONFIG", str(tmp_path / "config"))
    real = Path.mkdir
    full = True

    def mkdir(self: Path, *arguments: object, **options: object) -> None:
        if full and "private" in self.parts[:-1]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(self, *arguments, **options)  # type: ignore[arg-type]

    for step in ("seal", "collect"):
        shutil.copytree(found[step].folder, tmp_path / step)
        session = unlock(
            tmp_path / step, firms.OWNER, firms.passphrase(firms.OWNER), clock=firm.clock
        )
        monkeypatch.setattr(Path, "mkdir", mkdir)
        full = True
        with pytest.raises(CocoonError) as refused:
            found[step].do(session, firm, tmp_path / "out")
        assert refused.value.code == "disk-full"
        full = False
        found[step].do(session, firm, tmp_path / "out")
        found[step].done(session, tmp_path / "out")


def test_a_note_of_the_last_seen_head_that_cannot_be_written_fails_nothing(
    plain: tuple[firms.Firm, dict[str, Stage]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was entered is entered: the person must not be told that it failed."""
    firm, found = plain
    monkeypatch.setenv("COCOON_CONFIG", str(tmp_path / "config"))
    full = Faults(0, "ENOSPC for good", tmp_path / "out")
    monkeypatch.setattr(sessions, "FolderStore", lambda root: FolderStore(root, full))
    for step in STEPS:
        shutil.copytree(found[step].folder, tmp_path / step)
        store = FolderStore(tmp_path / step)
        session = unlock(store, who(step), firms.passphrase(who(step)), clock=firm.clock)
        found[step].do(session, firm, tmp_path / "out")
        found[step].done(session, tmp_path / "out")
    assert full.struck
