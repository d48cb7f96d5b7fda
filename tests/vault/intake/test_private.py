"""Plaintext files are for their user alone and do not stay."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vault.errors import CocoonError
from vault.intake.private import PrivateFolder


def test_files_are_gone_afterwards(tmp_path: Path) -> None:
    place = tmp_path / "a" / "private"
    with PrivateFolder(place) as folder:
        (folder.path / "deep").mkdir()
        (folder.path / "deep" / "plain.txt").write_text("secret", encoding="utf-8")
        (folder.path / "deep").chmod(0o500)
    assert list(place.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
def test_only_the_user_can_enter(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with PrivateFolder(tmp_path / "private") as folder:
            for path in (tmp_path / "private", folder.path.parent, folder.path):
                assert path.stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(old)


def test_leftovers_of_the_dead_go_and_the_living_stay(tmp_path: Path) -> None:
    code = (
        "import sys, os; from pathlib import Path; from vault.intake.private import PrivateFolder\n"
        "folder = PrivateFolder(Path(sys.argv[1]))\n"
        "(folder.path / 'plain.txt').write_text('secret')\n"
        "print(flush=True); sys.stdin.read(); os._exit(9)"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert program.stdout
    program.stdout.readline()
    with PrivateFolder(tmp_path) as own:
        assert len(list(tmp_path.iterdir())) == 2  # the other program lives
        program.communicate()
        assert len(list(tmp_path.rglob("plain.txt"))) == 1  # it was killed
        with PrivateFolder(tmp_path) as third:
            assert not list(tmp_path.rglob("plain.txt"))
            assert set(tmp_path.iterdir()) == {own.path.parent, third.path.parent}


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_place_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "private").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CocoonError) as caught:
        PrivateFolder(tmp_path / "private")
    assert caught.value.code == "private-folder"


def test_many_programs_may_start_at_once(tmp_path: Path) -> None:
    def live(_: int) -> bool:
        with PrivateFolder(tmp_path) as folder:
            (folder.path / "plain.txt").write_text("mine", encoding="utf-8")
            return (folder.path / "plain.txt").exists()

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(live, range(200)))
    assert list(tmp_path.iterdir()) == []
