"""The fold is deterministic, whole when dumped, and its copies are its own."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.vault.domain import world as w
from tests.vault.domain.test_rules import ALLOWED, SENSELESS
from tests.vault.domain.world import World, noon
from vault.domain import events as ev
from vault.domain.fold import Fold
from vault.errors import RefusedError

AUTHORS = [w.OWNER, w.APPROVER, w.ENGINEER, w.EXAMINER, w.AUDITOR, w.GONE, w.STRANGER, "recovery"]
MOVES = sorted(ALLOWED) + sorted(SENSELESS)
steps = st.lists(st.tuples(st.sampled_from(MOVES), st.sampled_from(AUTHORS)), max_size=25)


def play(world: World, moves: list[tuple[str, str]]) -> list[bool]:
    """Let each thing be tried; which were taken in."""
    taken = []
    for what, author in moves:
        body: ev.Body
        if what in ALLOWED:
            body = ALLOWED[what][0](world.seq)
        else:
            author, body = SENSELESS[what]
        try:
            world.do(author, body)
        except RefusedError:
            taken.append(False)
        else:
            taken.append(True)
    return taken


@settings(max_examples=60, deadline=None)
@given(steps)
def test_the_same_events_give_the_same_state(moves: list[tuple[str, str]]) -> None:
    one, two = noon(), noon()
    assert play(one, moves) == play(two, moves)
    assert one.state.dump() == two.state.dump()


@settings(max_examples=60, deadline=None)
@given(steps, steps)
def test_going_on_from_a_dump_is_going_on(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> None:
    world = noon()
    play(world, before)
    loaded = World(Fold(), world.seq)
    loaded.state.load(world.state.dump())
    assert loaded.state.facts == world.state.facts
    assert play(loaded, after) == play(world, after)
    assert loaded.state.dump() == world.state.dump()
    assert list(loaded.state.facts.releases) == list(world.state.facts.releases)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_what_happens_to_a_copy_does_not_touch_the_original(moves: list[tuple[str, str]]) -> None:
    world = noon()
    before = world.state.dump()
    twin = world.copy()
    taken = play(twin, moves)
    assert world.state.dump() == before
    changed = twin.state.dump() != before
    assert changed or not any(
        ok for ok, (what, _) in zip(taken, moves, strict=True) if what != "backup.created"
    )


def test_refused_events_leave_no_trace() -> None:
    clean, tried = noon(), noon()
    moves = [(what, author) for what in MOVES for author in AUTHORS]
    for move in moves:
        trial = tried.copy()
        if not any(play(trial, [move])):
            play(tried, [move])
    assert tried.state.dump() == clean.state.dump()


def test_another_process_with_another_hash_seed_dumps_the_same_bytes() -> None:
    program = (
        "import sys, hashlib; from tests.vault.domain.world import noon;"
        "print(hashlib.sha256(noon().state.dump()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(["."])},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


@pytest.mark.parametrize("data", [b"", b"\xff", b"\x81\xa7members\x07", b"\x90", b"{}"])
def test_a_broken_dump_is_refused(data: bytes) -> None:
    state = Fold()
    with pytest.raises(ValueError):
        state.load(data)
    assert state.facts == Fold().facts


def test_what_the_ledger_refers_to_is_collected() -> None:
    facts = noon().state.facts
    assert {f"blob/{w.PLAN}1", f"blob/{w.SEALED}-1", f"blob/{w.LEAK}"} <= facts.blobs
    assert {"wrap/1", "wrap/2", "wrap/oven", "wrap/Lee"} <= facts.wraps
    assert {"slot/kim", "slot/Lee"} <= facts.slots


def test_old_epochs_keep_their_check_values() -> None:
    state = noon().state
    assert state.epoch().n == 2
    assert state.check(1, "trace") == "1trace" and state.check(2, "trace") == "2trace"
    assert state.check(1, f"technology:{w.OVEN}") == "check"
    assert state.check(3, "trace") is None
