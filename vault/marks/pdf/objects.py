"""Objects as bytes: references found, renumbered, strings moved out of the way.

Serialised PDF objects are handled as text, but by tokens, so that a string that happens to
read ``5 0 R`` is never taken for a reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

_TOKEN = re.compile(
    rb"<<|(?P<string>\((?:[^()\\]++|\\[\s\S])*+\)|<[^>]*+>)"
    rb"|(?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%]*+)"
    rb"|(?<![^\0\t\n\f\r ()<>\[\]{}/%])(?P<number>\d++) (?P<generation>\d++) R"
    rb"(?![^\0\t\n\f\r ()<>\[\]{}/%])"
)


def serialise(value: Any, *, resolved: bool = False) -> bytes:
    """An object as bytes; scalars come from pikepdf as Python values."""
    if value is None:
        return b"null"
    if value is True:
        return b"true"
    if value is False:
        return b"false"
    if isinstance(value, pikepdf.Object):
        return value.unparse(resolved=resolved)
    return str(value).encode("ascii")


def references(data: bytes) -> Iterator[tuple[int, int]]:
    """(number, generation) of every reference in a serialised object."""
    if b" R" not in data:
        return
    for match in _TOKEN.finditer(data):
        if match.lastgroup == "generation":
            yield int(match.group("number")), int(match.group("generation"))


def renumber(data: bytes, change: Callable[[int, int], bytes]) -> bytes:
    """Replace every reference by what ``change(number, generation)`` returns."""
    if b" R" not in data:
        return data

    def swap(match: re.Match[bytes]) -> bytes:
        if match.lastgroup != "generation":
            return match.group()
        return change(int(match.group("number")), int(match.group("generation")))

    return _TOKEN.sub(swap, data)


def lift_strings(data: bytes, place: Callable[[bytes], bytes]) -> bytes:
    """Replace every string by what ``place(string)`` returns, e.g. a reference to it."""
    if b"(" not in data and b"<" not in data.replace(b"<<", b""):
        return data

    def swap(match: re.Match[bytes]) -> bytes:
        if match.lastgroup != "string":
            return match.group()
        return place(match.group())

    return _TOKEN.sub(swap, data)


def entries(dictionary: bytes) -> bytes:
    """The inside of a serialised dictionary ``<< … >>``."""
    inner = dictionary.strip()
    assert inner.startswith(b"<<") and inner.endswith(b">>")
    return inner[2:-2].strip()
