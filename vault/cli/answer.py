"""What a command gives back: one JSON document and the lines a person reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """A command's result.

    Attributes:
        value: the JSON document, keys as the contract names them.
        lines: the same for a person.
        exit_code: 0, or 3 when an integrity failure was found, or 1 when part of it failed.
        errors: sentences for stderr, when part of it failed.
    """

    value: dict[str, Any]
    lines: Sequence[str] = ()
    exit_code: int = 0
    errors: Sequence[str] = field(default=())


def width(text: str) -> int:
    """Columns a terminal needs for a text; Hangul takes two each."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def table(rows: Sequence[Sequence[object]], head: Sequence[str]) -> list[str]:
    """Aligned columns; an empty table is one sentence."""
    if not rows:
        return ["Nothing yet."]
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(width(row[column]) for row in cells) for column in range(len(head))]
    lines = []
    for row in cells:
        parts = [cell + " " * (widths[i] - width(cell)) for i, cell in enumerate(row)]
        lines.append("  ".join(parts).rstrip())
    return lines


def size(count: int) -> str:
    """Bytes as people read them."""
    amount = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return str(count)
