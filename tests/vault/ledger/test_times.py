"""What outside timestamps have against the times that entries carry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vault.ledger.times import TOLERANCE, contradicted, timestamp

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def hours(*numbers: float) -> list[str]:
    return [timestamp(START + timedelta(hours=number)) for number in numbers]


def seen(*pairs: tuple[int, float]) -> list[tuple[int, datetime]]:
    return [(size, START + timedelta(hours=number)) for size, number in pairs]


def test_an_entry_after_a_timestamp_is_not_dated_before_it() -> None:
    entries = hours(0, 1, 2, 1.5, 3.95, 6)
    assert contradicted(entries, seen((3, 4))) == ([3], [])


def test_an_entry_before_a_timestamp_is_not_dated_after_it() -> None:
    entries = hours(0, 90_000, 2, 3, 4.1, 9)
    assert contradicted(entries, seen((5, 4), (2, 1.5))) == ([], [1])


def test_without_timestamps_nothing_is_known() -> None:
    assert contradicted(hours(5, 1, 9), []) == ([], [])


@given(
    st.lists(st.integers(0, 500), max_size=30),
    st.lists(st.tuples(st.integers(0, 31), st.integers(0, 500)), max_size=6),
)
def test_it_is_what_each_timestamp_says_of_each_entry(
    numbers: list[int], stamps: list[tuple[int, int]]
) -> None:
    entries, known = hours(*numbers), seen(*stamps)
    early = [
        seq
        for seq, time in enumerate(entries)
        if any(size <= seq and time < timestamp(at - TOLERANCE) for size, at in known)
    ]
    late = [
        seq
        for seq, time in enumerate(entries)
        if any(size > seq and time > timestamp(at + TOLERANCE) for size, at in known)
    ]
    assert contradicted(entries, known) == (early, late)
