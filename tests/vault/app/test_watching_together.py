"""The window and `document watch` of one person at once: nothing noted is lost, nothing doubled."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes import firm as firms
from tests.vault.app.test_watching import OVEN, Desk
from vault.app.library.watched import Known, Missed, WatchedFolder, load, place
from vault.app.library.watched_turns import merged, turn
from vault.storage import MemoryStore

ROOT = Path(__file__).parents[3]


@pytest.fixture
def firm() -> firms.Firm:
    return firms.found(MemoryStore())


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    made = tmp_path / "drawings", tmp_path / "tables"
    for folder in made:
        folder.mkdir()
    return made


@pytest.fixture
def desks(firm: firms.Firm) -> Iterator[tuple[Desk, Desk]]:
    made = Desk(firm.owner), Desk(firm.login(firms.OWNER))
    yield made
    for desk in made:
        desk.watcher.close()


def test_what_both_choose_and_note_is_kept(
    desks: tuple[Desk, Desk], folders: tuple[Path, Path]
) -> None:
    one, two = desks
    first = one.watcher.add(folders[0], OVEN)
    second = two.watcher.add(folders[1], OVEN)
    for folder, name in ((folders[0], "nozzle"), (folders[1], "prices")):
        (folder / f"{name}.txt").write_text(name)
    one.until(lambda: one.news.added)  # either of them, whichever hears first
    two.calm()
    one.calm()
    assert one.documents() == {"nozzle": 1, "prices": 1}
    two.watcher.change(first.id, on=False)
    one.watcher.close()
    kept = {each.id: each for each in load(one.session)}
    assert set(kept) == {first.id, second.id}
    assert (kept[first.id].on, kept[second.id].on) == (False, True)
    assert list(kept[first.id].files) == ["nozzle.txt"]
    assert list(kept[second.id].files) == ["prices.txt"]
    two.watcher.remove(second.id)
    one.step()
    assert [each.id for each in one.watcher.folders] == [first.id]


def test_only_one_takes_files_in_at_a_time(
    desks: tuple[Desk, Desk], folders: tuple[Path, Path]
) -> None:
    one, two = desks
    id = one.watcher.add(folders[0], OVEN).id
    (folders[0] / "nozzle.txt").write_text("0.4 mm")
    with turn(place(one.session).with_suffix(f".{id}.turn")) as mine:  # as another program has it
        assert mine
        for desk in desks:
            assert desk.calm_for(30) == {}
    one.until(lambda: one.documents())
    one.calm()
    two.calm()
    assert one.documents() == {"nozzle": 1}
    assert bool(one.news.added) != bool(two.news.added)


def known(content: str, when: int) -> Known:
    return Known(content, 1, when, f"D-{content}")


def test_what_was_noted_apart_comes_together() -> None:
    def folder(id: str, **files: Known) -> WatchedFolder:
        return WatchedFolder(id, f"/{id}", "T", "internal", files=files)

    a, b, c = known("a", 1), known("b", 2), known("c", 3)
    before = [folder("one", kept=a, dropped=a, ours=a, theirs=a, both=a), folder("gone", kept=a)]
    ours = [folder("one", kept=a, ours=b, theirs=a, both=b, new=b), folder("mine", kept=c)]
    theirs = [
        folder("one", kept=a, dropped=a, ours=a, theirs=c, both=c, other=c),
        folder("gone", kept=c),
        folder("their", kept=b),
    ]
    ours[0].missed["bad"] = Missed(1, 1, "code", "message", "next")
    theirs[0].on = False
    found = merged(before, ours, theirs)
    assert [each.id for each in found] == ["one", "their", "mine"]
    assert found[0].files == {
        "kept": a, "ours": b, "theirs": c, "both": c, "new": b, "other": c,
    }  # fmt: skip
    assert list(found[0].missed) == ["bad"] and not found[0].on
    assert merged(before, before, before) == before


def test_two_programs_at_once_make_one_document_of_each_file(
    tmp_path: Path, folders: tuple[Path, Path]
) -> None:
    firm = firms.found(tmp_path / "vault")
    for number in range(5):
        (folders[0] / f"part {number}.txt").write_text(f"part {number}")
    words = [sys.executable, "-m", "vault", "document", "watch", str(folders[0]), "--once"]
    words += ["--technology", OVEN, "--vault", str(tmp_path / "vault"), "--user", firms.OWNER]
    env = os.environ | {"COCOON_PASSPHRASE": firms.passphrase(firms.OWNER)}
    running = [
        subprocess.Popen(words, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(3)
    ]
    for each in running:
        out, err = each.communicate(timeout=120)
        assert each.returncode == 0, (out, err)
    firm.owner.refresh()
    documents = firm.owner.state.facts.documents.values()
    assert sorted(each.title for each in documents) == [f"part {number}" for number in range(5)]
    (remembered,) = [each for each in load(firm.owner) if each.path == str(folders[0])]
    assert len(remembered.files) == 5
