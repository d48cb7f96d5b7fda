"""When a file stands still, decided from events and times alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.intake.settling import Mark, Ready, Settling, ignored

QUIET = 3.0


def taken(settling: Settling) -> list[Ready]:
    found = []
    while ready := settling.take():
        found.append(ready)
    return found


class Disk:
    """Files by path, looked at when the machine asks for it."""

    def __init__(self, **options: int) -> None:
        self.files: dict[str, Mark] = {}
        self.settling = Settling(QUIET, **options)
        self.looks = 0

    def at(self, now: float) -> list[str]:
        """Look at what is due; paths that are ready then."""
        for path in self.settling.due(now):
            self.looks += 1
            self.settling.seen(path, self.files.get(path), now)
        return [ready.path for ready in taken(self.settling)]


def test_a_file_is_ready_when_it_looked_alike_for_a_while() -> None:
    disk = Disk()
    disk.files["a.pdf"] = Mark(10, 1)
    disk.settling.touched("a.pdf", 0)
    assert disk.at(0) == [] and disk.at(QUIET - 0.1) == []
    assert disk.at(QUIET) == ["a.pdf"]
    assert disk.at(100) == [] and disk.settling.waiting == 0


def test_a_file_that_grows_for_ever_is_never_ready_and_holds_up_no_other() -> None:
    disk = Disk()
    disk.settling.touched("log.txt", 0)
    disk.files["a.pdf"] = Mark(7, 7)
    disk.settling.touched("a.pdf", 0)
    found = []
    for second in range(1000):
        disk.files["log.txt"] = Mark(second + 1, second)
        found += disk.at(second)
    assert found == ["a.pdf"]
    assert disk.settling.waiting == 1
    assert disk.looks < 1000  # not at every chance
    assert disk.at(1000 + 2 * QUIET) == ["log.txt"]


def test_an_event_begins_the_wait_anew_even_if_size_and_time_stay() -> None:
    disk = Disk()
    disk.files["a.pdf"] = Mark(10, 1)
    for second in range(20):
        disk.settling.touched("a.pdf", second)
        assert disk.at(second) == []
    assert disk.at(19 + QUIET) == ["a.pdf"]


def test_a_ready_file_that_is_written_to_again_is_not_ready_any_more() -> None:
    disk = Disk()
    disk.files["a.pdf"] = Mark(10, 1)
    disk.settling.touched("a.pdf", 0)
    disk.settling.seen("a.pdf", Mark(10, 1), 0)
    disk.settling.seen("a.pdf", Mark(10, 1), QUIET)
    assert disk.settling.ready == 1
    disk.settling.touched("a.pdf", QUIET)
    assert disk.settling.ready == 0 and disk.at(QUIET) == []
    disk.files["a.pdf"] = Mark(11, 2)
    disk.settling.seen("a.pdf", Mark(11, 2), QUIET + 1)
    assert disk.at(2 * QUIET) == [] and disk.at(2 * QUIET + 1) == ["a.pdf"]


def test_what_vanishes_or_is_empty_or_no_file_is_let_go() -> None:
    disk = Disk()
    for path, mark in (("gone.pdf", None), ("empty.pdf", Mark(0, 5))):
        disk.settling.touched(path, 0)
        disk.settling.seen(path, mark, 0)
    disk.settling.touched("deleted.pdf", 0)
    disk.settling.gone("deleted.pdf")
    disk.settling.touched("sub/deleted.pdf", 0)
    disk.settling.touched("subtle.pdf", 0)
    disk.settling.gone_below("sub")
    assert disk.settling.due(99) == ["subtle.pdf"]


def test_three_thousand_files_at_once_cost_a_few_looks_each_and_come_in_order() -> None:
    disk = Disk()
    names = [f"sheet {n:04}.pdf" for n in range(3000)]
    for n, name in enumerate(names):
        disk.files[name] = Mark(n + 1, n)
        disk.settling.touched(name, 0.0)
        disk.settling.touched(name, 0.0)
    assert disk.at(0) == []
    assert disk.at(QUIET) == names
    assert disk.looks == 6000


def test_there_is_room_for_so_many_and_a_scan_finds_the_rest() -> None:
    disk = Disk(room=100)
    for n in range(250):
        disk.files[f"{n}.pdf"] = Mark(1, 1)
        disk.settling.touched(f"{n}.pdf", 0)
    assert disk.settling.waiting == 100 and disk.settling.overflowed
    found: set[str] = set()
    for now in range(0, 60, 3):
        found.update(disk.at(now))
        for path, mark in disk.files.items():  # what a scan would say
            if path not in found:
                disk.settling.seen(path, mark, now)
    assert found == set(disk.files)


def test_a_rename_says_where_a_file_came_from_and_a_temporary_name_does_not() -> None:
    disk = Disk()
    disk.files["c.pdf"] = disk.files["saved.pdf"] = Mark(3, 3)
    disk.settling.moved("a.pdf", "b.pdf", 0)
    disk.settling.moved("b.pdf", "c.pdf", 0)
    disk.settling.moved(".saved.pdf.tmp", "saved.pdf", 0)
    disk.at(0)
    for path in disk.settling.due(QUIET):
        disk.settling.seen(path, disk.files[path], QUIET)
    assert {ready.path: ready.origin for ready in taken(disk.settling)} == {
        "c.pdf": "a.pdf",
        "saved.pdf": "",
    }


def test_a_file_that_others_hold_is_tried_later() -> None:
    disk = Disk()
    disk.files["a.pdf"] = Mark(3, 3)
    disk.settling.later(Ready("a.pdf", Mark(3, 3)), 10, 60)
    assert disk.at(69) == []
    assert disk.at(70) == ["a.pdf"]


@pytest.mark.parametrize(
    "path",
    ["~$plan.docx", ".~lock.plan.odt#", "plan.tmp", "~WRL0005.tmp", ".plan.docx.swp", "plan.docx~",
     "film.mp4.part", "film.crdownload", "Thumbs.db", "desktop.ini", ".DS_Store", "#plan.txt#",
     "a/.git/config", "a/$RECYCLE.BIN/x.pdf", "plan.bak", "plan.dwl", "Plan.docx.sb-1a2b3c4d-Xyz1"],
)  # fmt: skip
def test_what_programs_keep_for_themselves_is_ignored(path: str) -> None:
    assert ignored(path)


@pytest.mark.parametrize(
    "path",
    ["plan.docx", "a/b/plan.pdf", "template.dwg", "~5 mm gap.pdf", "도면 3.pdf", "part.step"],
)
def test_what_people_save_is_not(path: str) -> None:
    assert not ignored(path)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["write", "touch", "delete", "move", "wait", "scan"]),
        st.sampled_from("abcd"),
        st.sampled_from("abcd"),
    ),
    max_size=40,
)


@given(STEPS)
@settings(max_examples=200, deadline=None)
def test_only_what_stood_still_is_ready_and_all_of_it_in_the_end(
    steps: list[tuple[str, str, str]],
) -> None:
    disk, now, changed, content = Disk(), 0.0, dict[str, float](), dict[str, Mark]()
    came: dict[str, Mark] = {}

    def look() -> None:
        for path in disk.at(now):
            assert now - changed[path] >= QUIET
            came[path] = disk.files[path]

    for n, (what, one, other) in enumerate(steps):
        if what == "write":
            disk.files[one], changed[one] = Mark(n + 1, n), now
            disk.settling.touched(one, now)
        elif what == "touch":
            disk.settling.touched(one, now)
        elif what == "delete":
            disk.files.pop(one, None)
            disk.settling.gone(one)
        elif what == "move" and one in disk.files and one != other:
            disk.files[other], changed[other] = disk.files.pop(one), now
            disk.settling.moved(one, other, now)
        elif what == "scan":
            for path, mark in disk.files.items():
                if came.get(path) != mark:
                    disk.settling.seen(path, mark, now)
        now += 1.0
        look()
    for _ in range(4):
        now += QUIET
        look()
    content.update(disk.files)
    assert {path: came.get(path) for path in content} == content
    assert disk.settling.waiting == disk.settling.ready == 0
