"""Progress reports from long work to whoever shows them.

Long functions take a `Report` and call it; they know nothing about terminals or windows. A
report may raise `Cancelled` to stop the work at a safe place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One progress line: what is done now, and how much of how many.

    Attributes:
        what: short sentence in the present tense ("Reading page 3").
        done: items finished, or 0 when not counted.
        total: items in all, or 0 when unknown.
    """

    what: str
    done: int = 0
    total: int = 0


class Cancelled(Exception):  # noqa: N818 - a request, not an error
    """Raised by a report to stop the work."""


Report = Callable[[Step], None]


def silent(step: Step) -> None:
    """A report that says nothing."""
