"""Files that leave the vault: whole or not at all, and nobody's file is replaced."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import BinaryIO

import pytest

from vault.app.outside import build_outside, write_outside
from vault.errors import CocoonError


def test_a_file_appears_whole_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "new folder" / "한글 pack [1].zip"
    write_outside(target, [b"one ", b"two"])
    assert target.read_bytes() == b"one two"
    assert list(target.parent.iterdir()) == [target]


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    target = tmp_path / "pack.zip"
    target.write_bytes(b"somebody's")
    with pytest.raises(CocoonError) as refused:
        write_outside(target, [b"mine"])
    assert refused.value.code == "file-exists"
    assert target.read_bytes() == b"somebody's" and list(tmp_path.iterdir()) == [target]


def test_what_gives_up_half_way_leaves_nothing(tmp_path: Path) -> None:
    def fill(handle: BinaryIO) -> None:
        handle.write(b"half")
        raise CocoonError("stopped", "Stopped.", "Go on.")

    with pytest.raises(CocoonError):
        build_outside(tmp_path / "pack.zip", fill)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_program_left_is_removed_later_but_not_what_another_is_writing(
    tmp_path: Path,
) -> None:
    target = tmp_path / "pack [1].zip"
    old, fresh = (tmp_path / f".{target.name}.{word}.part" for word in ("old", "fresh"))
    others = tmp_path / ".other.zip.old.part"
    for path in (old, fresh, others):
        path.write_bytes(b"half")
    for path in (old, others):
        os.utime(path, (time.time() - 7200, time.time() - 7200))
    write_outside(target, [b"whole"])
    assert sorted(tmp_path.iterdir()) == sorted([target, fresh, others])
