"""Watched folders on a real vault, with real files and the real notices of the system.

Time is given to the watcher, so that standing still takes no waiting; only the system's notices
are waited for.
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes import firm as firms
from tests.fakes.faults import FaultyDisk
from tests.vault.app.conftest import pdf
from vault.app.library.documents import add
from vault.app.library.watched import Catalogue, Known, load
from vault.app.library.watching import News, Status, Watcher
from vault.app.people import members
from vault.app.session import Session, config_folder
from vault.errors import CocoonError
from vault.storage import FolderStore, MemoryStore

SOON_S = 90.0
OVEN = "Ofentechnik"


class Desk:
    """A watcher and the time it is told."""

    def __init__(self, session: Session, **options: float) -> None:
        self.watcher = Watcher(session, **options)  # type: ignore[arg-type]
        self.session = session
        self.now = 1000.0
        self.news = News()
        self.status: Status | None = None

    def step(self, seconds: float = 1.0) -> Status:
        """Let time pass, and look."""
        self.now += seconds
        self.status = self.watcher.step(self.now)
        self.news += self.status.news
        return self.status

    def until(self, wanted: Callable[[], object]) -> None:
        """Step until something is so."""
        end = time.monotonic() + SOON_S
        while not wanted():
            assert time.monotonic() < end, self.status
            self.step()
            time.sleep(0.01)

    def calm(self) -> Status:
        """Step until nothing has been waiting for a while; whoever noticed late is heard."""
        quiet = 0
        end = time.monotonic() + SOON_S
        while quiet < 20:
            assert time.monotonic() < end, self.status
            found = self.step()
            quiet = 0 if found.news or found.ready or found.waiting else quiet + 1
            time.sleep(0.01)
        assert self.status is not None
        return self.status

    def calm_for(self, steps: int) -> dict[str, int]:
        """Step so often; the documents that there are then."""
        for _ in range(steps):
            self.step()
            time.sleep(0.01)
        return self.documents()

    @property
    def row(self) -> object:
        assert self.status is not None
        return self.status.folders[0]

    def documents(self) -> dict[str, int]:
        """Titles and how many revisions there are."""
        self.session.refresh()
        known = self.session.state.facts.documents.values()
        return {document.title: len(document.revisions) for document in known}

    def files(self) -> dict[str, str]:
        """Paths that are known, and the titles of their documents."""
        titles = {d.id: d.title for d in self.session.state.facts.documents.values()}
        known = self.watcher.folders[0].files
        return {path: titles.get(each.document, "") for path, each in known.items()}


@pytest.fixture
def firm() -> firms.Firm:
    return firms.found(MemoryStore())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "drawings"
    made.mkdir()
    return made


@pytest.fixture
def desk(firm: firms.Firm, folder: Path) -> Iterator[Desk]:
    made = Desk(firm.owner)
    made.watcher.add(folder, OVEN)
    made.step()
    yield made
    made.watcher.close()


def test_saved_files_come_in_and_saved_again_are_next_revisions(desk: Desk, folder: Path) -> None:
    pdf(folder / "oven.pdf")
    (folder / "sub").mkdir()
    (folder / "sub" / "recipe 7.txt").write_text("7:3")
    desk.until(lambda: len(desk.news.added) == 2)
    assert desk.documents() == {"oven": 1, "recipe 7": 1}
    oven = next(d for d in desk.session.state.facts.documents.values() if d.title == "oven")
    assert oven.classification == "confidential" and oven.revisions[-1].pages == 1

    (folder / "oven.pdf").write_text("a text now")  # written over
    (folder / "sub" / "~$recipe 7.txt").write_text("locked by Lee")
    (folder / "sub" / "recipe 7.tmp").write_text("7:4")  # written beside, renamed over
    (folder / "sub" / "recipe 7.tmp").rename(folder / "sub" / "recipe 7.txt")
    desk.until(lambda: len(desk.news.revised) == 2)
    (folder / "oven.pdf").touch()  # the same again
    (folder / "sub" / "recipe 7.txt").rename(folder / "sub" / "recipe 7.bak")  # a backup is kept
    (folder / "sub" / "recipe 7.txt").write_text("7:4")
    desk.calm()
    assert desk.documents() == {"oven": 2, "recipe 7": 2}
    assert not desk.news.missed


def test_renamed_and_moved_files_keep_their_documents(desk: Desk, folder: Path) -> None:
    (folder / "a").mkdir()
    for name in ("one", "two", "three"):
        (folder / "a" / f"{name}.txt").write_text(name)
    desk.until(lambda: len(desk.news.added) == 3)
    (folder / "a").rename(folder / "b")  # a whole folder
    (folder / "b" / "one.txt").rename(folder / "uno.txt")
    desk.until(lambda: desk.files().keys() >= {"b/two.txt", "b/three.txt", "uno.txt"})
    assert desk.documents() == {"one": 1, "two": 1, "three": 1}

    (folder / "b" / "two.txt").rename(folder / "due.txt")
    (folder / "due.txt").write_text("two, and changed at once")
    (folder / "uno.txt").write_text("one, changed")
    desk.until(lambda: len(desk.news.revised) == 2)
    desk.calm()
    assert desk.documents() == {"one": 2, "two": 2, "three": 1}
    assert desk.files() == {"due.txt": "two", "uno.txt": "one", "b/three.txt": "three"}


def test_a_second_copy_is_nothing_new_until_it_is_changed(desk: Desk, folder: Path) -> None:
    (folder / "plan.txt").write_text("plan")
    desk.until(lambda: desk.news.added)
    shutil.copy2(folder / "plan.txt", folder / "plan of Lee.txt")
    desk.until(lambda: len(desk.files()) == 2)
    assert desk.documents() == {"plan": 1}
    (folder / "plan of Lee.txt").write_text("another plan")
    desk.until(lambda: len(desk.news.added) == 2)
    assert desk.documents() == {"plan": 1, "plan of Lee": 1}
    shutil.copy2(folder / "plan.txt", folder / "moved.txt")  # as programs move between disks
    (folder / "plan.txt").unlink()
    desk.until(lambda: "moved.txt" in desk.files())
    (folder / "moved.txt").write_text("plan, changed")
    desk.until(lambda: desk.news.revised)
    assert desk.documents() == {"plan": 2, "plan of Lee": 1}


def test_deleting_and_unplugging_take_nothing_out(desk: Desk, folder: Path) -> None:
    for name in ("kept", "deleted"):
        (folder / f"{name}.txt").write_text(name)
    desk.until(lambda: len(desk.news.added) == 2)
    (folder / "deleted.txt").unlink()
    drive = folder.rename(folder.with_name("drive"))
    desk.until(lambda: desk.row.state == "gone")
    (drive / "kept.txt").write_text("changed elsewhere")
    (drive / "new.txt").write_text("new")
    desk.step(3600)
    assert desk.documents() == {"kept": 1, "deleted": 1}
    drive.rename(folder)
    desk.until(lambda: desk.news.revised and len(desk.news.added) == 3)
    assert desk.row.state == "watching"
    assert desk.documents() == {"kept": 2, "deleted": 1, "new": 1}
    (folder / "kept.txt").write_text("and it is watched again")
    desk.until(lambda: len(desk.news.revised) == 2)


def test_a_start_catches_up_and_reads_only_what_changed(desk: Desk, folder: Path) -> None:
    for name in ("same", "changed", "renamed"):
        (folder / f"{name}.txt").write_text(name)
    desk.until(lambda: len(desk.news.added) == 3)
    desk.watcher.close()
    (folder / "changed.txt").write_text("while nobody watched")
    (folder / "renamed.txt").rename(folder / "found again.txt")
    (folder / "new.txt").write_text("new")

    later = Desk(desk.session)
    later.step(0)
    assert later.status is not None and later.status.waiting == 3  # not the one that is the same
    later.calm()
    later.watcher.close()
    assert later.documents() == {"same": 1, "changed": 2, "renamed": 1, "new": 1}
    assert later.files()["found again.txt"] == "renamed"


def test_what_is_remembered_is_unreadable_to_others_and_not_needed(
    desk: Desk, folder: Path, firm: firms.Firm
) -> None:
    (folder / "nozzle geometry.txt").write_text("0.4 mm")
    desk.until(lambda: desk.news.added)
    desk.watcher.close()
    kept = next((config_folder() / "watched").glob("*.sealed"))
    assert b"nozzle" not in kept.read_bytes() and b"drawings" not in kept.read_bytes()
    assert [each.path for each in load(desk.session)] == [str(folder)]

    # Somebody else's doing: sealed to the person, but not signed by them.
    info = kept.read_bytes()
    kept.write_bytes(info[:-1] + bytes([info[-1] ^ 1]))
    anew = Desk(desk.session)
    assert anew.watcher.trouble is not None and anew.watcher.trouble.code == "watched-unreadable"
    assert anew.watcher.folders == []
    anew.watcher.add(folder, OVEN)
    anew.calm()
    assert anew.documents() == {"nozzle geometry": 1} and not anew.news
    (folder / "nozzle geometry.txt").write_text("0.5 mm")
    anew.until(lambda: anew.news.revised)
    anew.watcher.close()
    assert anew.documents() == {"nozzle geometry": 2}


def test_a_standing_order_counts_only_when_its_owner_signed_it(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    desk.watcher.close()
    kept = next((config_folder() / "watched").glob("*.sealed"))
    from vault.app.library import watched

    forged = b"\0" * 64 + b'{"format":1,"folders":[]}'
    kept.write_bytes(desk.session.identity.public.seal(forged, watched._info(desk.session)))
    with pytest.raises(CocoonError, match="cannot be read"):
        load(desk.session)


def test_links_lead_nowhere(desk: Desk, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("not for the vault")
    (folder / "plan.txt").write_text("plan")
    desk.until(lambda: desk.news.added)
    (folder / "plan.txt").unlink()
    (folder / "plan.txt").symlink_to(outside / "secret.txt")
    (folder / "door").symlink_to(outside)
    (folder / "real").mkdir()
    (folder / "real" / "secret.txt").write_text("harmless")
    desk.until(lambda: len(desk.news.added) == 2)
    shutil.rmtree(folder / "real")
    (folder / "real").symlink_to(outside)
    (outside / "secret.txt").write_text("still not")
    desk.calm()
    assert desk.documents() == {"plan": 1, "secret": 1}

    # A link put in its place after the look, just before the file is opened.
    session = desk.session
    from vault.intake.detect import open_stable

    for path in (folder / "plan.txt", folder / "real" / "secret.txt"):
        with pytest.raises(CocoonError, match="links are not followed"):
            with open_stable(path, folder):
                pass
    assert len(session.state.facts.documents) == 2


def test_a_file_that_is_written_for_ever_waits_and_others_do_not(desk: Desk, folder: Path) -> None:
    with (folder / "film.mp4").open("wb") as film:

        def grow() -> bool:
            film.write(b"frame" * 1000)
            film.flush()
            return bool(desk.news.added)

        (folder / "plan.txt").write_text("plan")
        desk.until(grow)
        for _ in range(50):
            grow()
            desk.step()
        assert desk.documents() == {"plan": 1}
        assert desk.row.waiting == 1
    desk.until(lambda: len(desk.news.added) == 2)
    assert desk.documents() == {"plan": 1, "film": 1}


def test_a_file_that_cannot_be_read_is_told_once_and_tried_when_it_changes(
    desk: Desk, folder: Path
) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nno document\n")
    (folder / "plan.txt").write_text("plan")
    desk.until(lambda: desk.news.missed and desk.news.added)
    desk.calm()
    assert desk.step(400).waiting == 0  # a scan passes it over
    desk.calm()
    assert [missed.path for missed in desk.news.missed] == ["broken.pdf"]
    assert desk.row.missed[0].message and desk.row.missed[0].next
    desk.watcher.close()
    later = Desk(desk.session)
    later.calm()
    assert not later.news and [row.path for row in later.row.missed] == ["broken.pdf"]
    (folder / "broken.pdf").write_text("text after all")
    later.until(lambda: later.news.added)
    assert not later.row.missed
    bad = folder / "invisible \u200b.txt"
    bad.write_text("text")
    later.until(lambda: later.row.missed)
    bad.unlink()
    later.until(lambda: not later.row.missed)
    later.watcher.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read_is_tried_again(desk: Desk, folder: Path) -> None:
    (folder / "plan.txt").write_text("plan")
    (folder / "plan.txt").chmod(0)
    desk.until(lambda: desk.news.missed)
    (folder / "plan.txt").chmod(0o600)
    desk.until(lambda: desk.news.added)
    assert not desk.row.missed


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_no_text_is_told(desk: Desk, folder: Path) -> None:
    (folder / os.fsdecode(b"\xff\xfe.txt")).write_text("x")
    desk.until(lambda: desk.news.missed)
    desk.step(400)
    desk.calm()
    assert len(desk.news.missed) == 1 and "not text" in desk.row.missed[0].message
    assert len(load(desk.session)[0].missed) == 1


def test_a_polled_folder_is_taken_in_as_well(firm: firms.Firm, folder: Path) -> None:
    desk = Desk(firm.owner, poll_every=0.1)
    made = desk.watcher.add(folder, OVEN)
    desk.watcher.change(made.id, polling=True)
    desk.step()
    assert desk.row.polled == "chosen"
    (folder / "plan.txt").write_text("plan")
    desk.until(lambda: desk.news.added)
    (folder / "plan.txt").write_text("plan, changed")
    desk.until(lambda: desk.news.revised)
    (folder / "plan.txt").rename(folder / "renamed.txt")
    desk.until(lambda: "renamed.txt" in desk.files())
    desk.watcher.close()
    assert desk.documents() == {"plan": 2}


def test_many_files_come_in_by_portions_and_stopping_loses_none(
    firm: firms.Firm, folder: Path
) -> None:
    for n in range(40):
        (folder / f"sheet {n:02}.txt").write_text(f"sheet {n}")
    ticks = iter(range(10**9))
    desk = Desk(firm.owner, spend=5, clock=lambda: float(next(ticks)))  # type: ignore[arg-type]
    desk.watcher.add(folder, OVEN)
    desk.step()
    desk.step(10)
    portion = len(desk.news.added)
    assert 0 < portion < 10 and desk.status is not None and desk.status.ready == 40 - portion

    seen: list[tuple[int, int]] = []
    calls = iter(range(10**9))
    status = desk.watcher.step(
        desk.now, lambda step: seen.append((step.done, step.total)), lambda: next(calls) > 8
    )
    desk.news += status.news
    assert seen and {total for _, total in seen} == {40 - portion}
    desk.calm()
    desk.watcher.close()
    assert len(desk.news.added) == 40 and not desk.news.missed and not desk.news.revised
    assert len(desk.documents()) == 40
    assert len(load(firm.owner)[0].files) == 40


def test_only_engineers_watch_and_only_what_they_are_granted(tmp_path: Path) -> None:
    firm = firms.staffed(MemoryStore())
    folder = tmp_path / "drawings"
    folder.mkdir()
    (folder / "plan.txt").write_text("plan")
    add(firm.owner, [folder / "plan.txt"], technology=OVEN, title="known already")
    approver, engineer = firm.login(firms.APPROVER), firm.login(firms.ENGINEER)
    with pytest.raises(CocoonError) as refused:
        Watcher(approver).add(folder, OVEN)
    assert refused.value.code == "not-an-engineer"
    with pytest.raises(CocoonError) as refused:
        Watcher(engineer).add(folder, OVEN)
    assert refused.value.code == "no-technology-key"

    members.grant(firm.owner, firms.ENGINEER, OVEN)
    desk = Desk(firm.login(firms.ENGINEER))
    desk.watcher.add(folder, OVEN)
    desk.calm()
    assert not desk.news  # it is in the vault already, by another's hand
    (folder / "plan.txt").write_text("changed")
    desk.until(lambda: desk.news.revised)
    members.revoke(firm.owner, firms.ENGINEER, OVEN)
    (folder / "plan.txt").write_text("changed again")
    desk.until(lambda: desk.row.state == "forbidden" or desk.session.refresh())
    assert desk.documents() == {"known already": 2}
    desk.watcher.close()


def test_two_people_may_watch_one_folder(tmp_path: Path) -> None:
    firm = firms.staffed(MemoryStore())
    folder = tmp_path / "shared"
    folder.mkdir()
    one = Desk(firm.owner)
    one.watcher.add(folder, OVEN)
    members.grant(firm.owner, firms.ENGINEER, OVEN)
    two = Desk(firm.login(firms.ENGINEER))
    two.watcher.add(folder, OVEN)
    (folder / "plan.txt").write_text("plan")
    one.until(lambda: one.news.added)
    two.calm()
    (folder / "plan.txt").write_text("changed")
    two.until(lambda: two.news.revised)
    one.calm()
    assert one.documents() == {"plan": 2}
    one.watcher.close()
    two.watcher.close()


@pytest.mark.parametrize("place", ["vault", "vault/inner", ".", "drawings", "drawings/sub", "none"])
def test_a_folder_is_no_part_of_the_vault_or_of_another(tmp_path: Path, place: str) -> None:
    firm = firms.found(tmp_path / "vault")
    for name in ("vault/inner", "drawings/sub"):
        (tmp_path / name).mkdir(parents=True)
    watcher = Watcher(firm.owner)
    watcher.add(tmp_path / "drawings", OVEN)
    with pytest.raises(CocoonError) as refused:
        watcher.add(tmp_path / place, OVEN)
    assert refused.value.code == ("no-folder" if place == "none" else "folder-inside")
    assert len(watcher.folders) == 1


def test_a_full_disk_of_the_vault_is_no_fault_of_the_file(tmp_path: Path, folder: Path) -> None:
    firm = firms.found(tmp_path / "vault")
    desk = Desk(firm.owner)
    desk.watcher.add(folder, OVEN)
    store = firm.owner.store
    assert isinstance(store, FolderStore)
    disk, store.disk = store.disk, FaultyDisk(0, errno.ENOSPC, sticky=True)
    (folder / "plan.txt").write_text("plan")
    desk.until(lambda: desk.status is not None and desk.status.trouble)
    assert desk.status is not None and desk.status.trouble is not None
    assert desk.status.trouble.code == "disk-full" and not desk.row.missed
    store.disk = disk
    desk.until(lambda: desk.news.added)
    assert desk.status.trouble is None or desk.step().trouble is None
    desk.watcher.close()
    assert desk.documents() == {"plan": 1}


def test_a_document_is_at_one_path_at_most() -> None:
    files = Catalogue({})
    files.put("a", Known("1", 1, 1, "D-1"))
    files.put("twin", Known("1", 1, 1))
    files.put("b", Known("1", 1, 1, "D-1"))
    assert files.get("a") is None and files.get("twin") is not None
    assert [path for path, _ in files.of_content("1")] == ["b"]
    files.put("b", Known("2", 2, 2, "D-1"))
    assert list(files.of_content("1")) == [] and files.documents == 1 and files.holds("D-1")
