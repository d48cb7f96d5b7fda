"""Choosing and ordering rows in small steps, so that the window's thread is never away for long.

`arrange` is a generator: it yields after every few hundred rows and returns the places of the
rows to show. Whoever runs it decides when to go on; a search that is overtaken by the next letter
is simply dropped. Sorting goes run by run, and the runs are merged two by two, since one sort of
fifty thousand rows could not be interrupted.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

STEP = 256
"""Rows between two yields."""
RUN = 2048
"""Rows sorted at once."""

Places = Sequence[int]
Steps = Generator[None, None, Places]
Order = tuple[Callable[[Any], Any], bool]
"""By what rows are ordered, and whether the largest comes first."""


class Texts:
    """What of each row is searched, made once for each row and kept.

    Args:
        made: the searched text of a row.
    """

    def __init__(self, made: Callable[[Any], str]) -> None:
        self._made = made
        self._known: dict[int, tuple[Any, str]] = {}

    def of(self, row: Any) -> str:
        """The text of a row."""
        known = self._known.get(id(row))
        if known is None or known[0] is not row:
            known = self._known[id(row)] = row, self._made(row)
        return known[1]

    def forget(self, beyond: int) -> None:
        """Let go of rows that are gone, once there are many more than `beyond`."""
        if len(self._known) > 2 * beyond + RUN:
            self._known.clear()


def arrange(
    rows: Sequence[Any],
    texts: Texts,
    words: Sequence[str],
    keep: Callable[[Any], bool] | None,
    order: Order | None,
) -> Steps:
    """Places of the rows to show, in order.

    Args:
        rows: all.
        texts: what is searched.
        words: a row shown has all of them.
        keep: a row shown passes it, too.
        order: how they are ordered; as they came when absent. Equals stay as they came.
    """
    shown: Places = range(len(rows))
    if words or keep:
        shown = yield from _chosen(rows, texts, words, keep)
    if order is not None:
        shown = yield from _ordered(rows, shown, *order)
    return shown


def _chosen(
    rows: Sequence[Any], texts: Texts, words: Sequence[str], keep: Callable[[Any], bool] | None
) -> Steps:
    found = []
    for start in range(0, len(rows), STEP):
        for number in range(start, min(start + STEP, len(rows))):
            row = rows[number]
            if keep is not None and not keep(row):
                continue
            if words:
                text = texts.of(row)
                if not all(word in text for word in words):
                    continue
            found.append(number)
        yield
    return found


def _ordered(rows: Sequence[Any], shown: Places, by: Callable[[Any], Any], down: bool) -> Steps:
    side = -1 if down else 1
    runs = []
    for start in range(0, len(shown), RUN):
        run = []
        for first in range(start, min(start + RUN, len(shown)), STEP):
            part = shown[first : min(first + STEP, start + RUN)]
            run += [(by(rows[number]), side * number) for number in part]
            yield
        run.sort(reverse=down)
        runs.append(run)
        yield
    while len(runs) > 1:  # two at a time: sorting what is two sorted runs is quick
        run = [*runs.pop(0), *runs.pop(0)]
        run.sort(reverse=down)
        runs.append(run)
        yield
    return [side * number for _, number in runs[0]] if runs else []
