"""Eyes on real folders: what the system tells, what a scan finds, and what is never named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from vault.intake import observing
from vault.intake.observing import FOLDER, GONE, MOVED, TOUCHED, Eyes, Notice, mount_type, scan

SOON_S = 60.0
ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = (tmp_path / "watched").resolve()
    made.mkdir()
    return made


@pytest.fixture(params=[False, True], ids=["told", "polled"])
def eyes(request: pytest.FixtureRequest, folder: Path) -> Iterator[Eyes]:
    made = Eyes(folder, polling=request.param, every=0.1)
    assert made.why == ("chosen" if request.param else "")
    yield made
    made.close()


def hear(eyes: Eyes, wanted: Callable[[list[Notice]], bool]) -> list[Notice]:
    """Notices until what is wanted is among them."""
    found: list[Notice] = []
    end = time.monotonic() + SOON_S
    while not wanted(found):
        assert time.monotonic() < end, found
        found += eyes.take()[0]
        time.sleep(0.01)
    return found


def named(found: list[Notice], kind: str) -> set[str]:
    return {notice.path for notice in found if notice.kind == kind}


def test_saving_renaming_and_deleting_are_noticed(eyes: Eyes, folder: Path) -> None:
    (folder / "a.txt").write_text("one")
    hear(eyes, lambda found: "a.txt" in named(found, TOUCHED))
    (folder / "a.txt").rename(folder / "b.txt")
    hear(eyes, lambda found: Notice(MOVED, "b.txt", "a.txt") in found)
    (folder / "b.txt").unlink()
    hear(eyes, lambda found: "b.txt" in named(found, GONE))
    assert eyes.open


def test_a_folder_that_arrives_is_named_for_a_scan(
    eyes: Eyes, folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    (tmp_path / "elsewhere" / "deep" / "c.txt").write_text("c")
    (tmp_path / "elsewhere").rename(folder / "moved in")
    hear(eyes, lambda found: "moved in" in named(found, FOLDER))
    assert [path for path, _ in scan(folder, "moved in")] == ["moved in/deep/c.txt"]


def test_reading_a_file_is_no_news(folder: Path) -> None:
    (folder / "a.txt").write_text("one")
    eyes = Eyes(folder)
    (folder / "a.txt").read_text()
    (folder / "b.txt").write_text("two")
    found = hear(eyes, lambda found: "b.txt" in named(found, TOUCHED))
    eyes.close()
    assert "a.txt" not in named(found, TOUCHED)


def test_nothing_is_named_through_a_link(eyes: Eyes, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret")
    (folder / "door").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    (folder / "window.txt").symlink_to(outside / "secret.txt")
    (folder / "plain.txt").write_text("plain")
    hear(eyes, lambda found: "plain.txt" in named(found, TOUCHED))
    (outside / "secret.txt").write_text("changed")
    (folder / "plain.txt").write_text("changed")
    found = hear(eyes, lambda found: "plain.txt" in named(found, TOUCHED))
    assert not {notice.path for notice in found if notice.path.startswith(("door/", "loop/"))}
    assert [path for path, _ in scan(folder)] == ["plain.txt"]
    assert list(scan(folder, "door")) == []
    assert observing.look(folder / "window.txt") is None


def test_the_folders_end_is_the_end_of_the_eyes(eyes: Eyes, folder: Path) -> None:
    before = observing.identity(folder)
    assert before is not None
    shutil.rmtree(folder)
    end = time.monotonic() + SOON_S
    while eyes.open and time.monotonic() < end:
        time.sleep(0.01)
    assert not eyes.open
    assert observing.identity(folder) is None


def test_no_more_is_kept_than_there_is_room_for(folder: Path) -> None:
    eyes = Eyes(folder, most=20)
    for n in range(60):
        (folder / f"{n}.txt").write_text("x")
    (folder / ".hidden").write_text("x")
    end = time.monotonic() + SOON_S
    lost, found = False, 0
    while not lost and time.monotonic() < end:
        time.sleep(0.2)
        notices, lost = eyes.take()
        found = max(found, len(notices))
    eyes.close()
    assert lost and found <= 20
    assert len(list(scan(folder))) == 60


WITHOUT_ROOM = """
import sys
from pathlib import Path
from vault.intake.observing import Eyes
eyes = Eyes(Path(sys.argv[1]), every=0.1)
(Path(sys.argv[1]) / "a.txt").write_text("a")
while not any(notice.path == "a.txt" for notice in eyes.take()[0]):
    pass
print(eyes.why)
eyes.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="limits of inotify")
@pytest.mark.parametrize("limit", ["max_inotify_watches", "max_inotify_instances"])
def test_where_the_system_has_no_room_left_the_folder_is_polled(folder: Path, limit: str) -> None:
    own = ["unshare", "--user", "--map-root-user", "sh", "-c"]
    set_limit = f"echo 0 > /proc/sys/user/{limit}"
    if not shutil.which("unshare") or subprocess.run([*own, set_limit], check=False).returncode:
        pytest.skip("needs a user namespace of its own")
    run = f'{set_limit} && exec "$0" -c "$1" "$2"'
    done = subprocess.run(
        [*own, run, sys.executable, WITHOUT_ROOM, str(folder)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True,
        timeout=SOON_S, check=False,
    )  # fmt: skip
    assert done.stdout.split() == ["limit"], done.stderr


def test_file_systems_of_other_machines_are_known_by_their_mounts() -> None:
    mounts = (
        "overlay / overlay rw 0 0\n"
        "nas:/work /mnt/team\\040drive nfs4 rw 0 0\n"
        "//nas/도면 /mnt/도면 cifs rw 0 0\n"
        "/dev/sdb1 /mnt/team\\040drive/usb vfat rw 0 0\n"
    )
    assert mount_type("/mnt/team drive/drawings", mounts) == "nfs4"
    assert mount_type("/mnt/team drive/usb/drawings", mounts) == "vfat"
    assert mount_type("/mnt/도면/a", mounts) == "cifs"
    assert mount_type("/mnt/team drives", mounts) == "overlay"
