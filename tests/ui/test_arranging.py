"""Rows are chosen and ordered in steps as they would be at once."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from ui.models import arranging
from ui.models.arranging import Order, Texts, arrange


def run(rows: Any, words: Any = (), keep: Any = None, order: Order | None = None) -> list[int]:
    steps = arrange(rows, Texts(lambda row: str(row[1])), words, keep, order)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            return list(done.value)


@pytest.mark.parametrize("down", [False, True])
@pytest.mark.parametrize("count", [0, 1, 3, 7, 8, 21, 60, 200])
def test_it_is_what_filtering_and_a_stable_sort_give(
    count: int, down: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arranging, "STEP", 3)
    monkeypatch.setattr(arranging, "RUN", 7)
    drawn = Random(count)
    rows = [(drawn.randrange(6), "".join(drawn.choices("abc", k=4))) for _ in range(count)]
    for words in ([], ["a"], ["ab", "c"]):
        found = run(rows, words, lambda row: row[0] < 4, (lambda row: row[0], down))
        shown = [n for n, (k, text) in enumerate(rows) if k < 4 and all(w in text for w in words)]
        assert found == sorted(shown, key=lambda n: rows[n][0], reverse=down)


def test_nothing_to_choose_or_order_is_all_rows_as_they_came() -> None:
    assert run([(1, "b"), (0, "a")]) == [0, 1]


def test_a_long_list_is_arranged_in_many_steps() -> None:
    steps = arrange(range(10_000), Texts(str), ["1"], None, (lambda row: -row, False))
    assert sum(1 for _ in steps) > 10_000 / arranging.STEP


def test_a_text_is_made_once_for_a_row_and_anew_for_another() -> None:
    made: list[object] = []
    texts = Texts(lambda row: made.append(row) or row[0])  # type: ignore[func-returns-value]
    first, other = ["a"], ["a"]
    assert [texts.of(row) for row in (first, first, other)] == ["a", "a", "a"]
    assert made == [first, other]
