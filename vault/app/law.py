"""The law as the program knows it: items with names and references, valid from a day to a day.

The data lie in ``resources/law`` and change without the program. Nothing here concludes that
something is illegal: it says which items a law lists, by the wording in force on a day; counsel
must confirm them.
"""

from __future__ import annotations

from functools import cache

import msgspec

from vault.papers.resources import resource

UNFAIR_COMPETITION_ACT = (
    "「부정경쟁방지 및 영업비밀보호에 관한 법률」",
    "Unfair Competition Prevention and Trade Secret Protection Act",
)
"""What applies where the Subcontracting Act does not, in Korean and English."""


class LawItem(msgspec.Struct, frozen=True):
    """One item that a law lists.

    Attributes:
        code: its stable name.
        korean, english: its names.
        law, law_english: where it stands.
        valid_from, valid_to: days; an empty `valid_to` means still in force.
        ask, ask_english: what somebody is asked to state on it.
    """

    code: str
    korean: str
    english: str
    law: str
    law_english: str
    valid_from: str
    valid_to: str = ""
    ask: str = ""
    ask_english: str = ""


class _File(msgspec.Struct, frozen=True):
    items: tuple[LawItem, ...]


@cache
def _items(name: str) -> tuple[LawItem, ...]:
    data = resource("law", f"{name}.json").read_bytes()
    return msgspec.json.decode(data, type=_File).items


def demand_items(day: str) -> tuple[LawItem, ...]:
    """What a written demand for technical data must state, by the law in force on a day.

    Args:
        day: ``YYYY-MM-DD``, the day of receipt. Before the first day that the program knows, the
            oldest items stand in; see `known_on`.
    """
    return _on(_items("technical-data-demand"), day)


def agreement_items(day: str) -> tuple[LawItem, ...]:
    """What the confidentiality agreement must contain, by the law in force on a day."""
    return _on(_items("confidentiality-agreement"), day)


def _on(items: tuple[LawItem, ...], day: str) -> tuple[LawItem, ...]:
    day = max(day, min(item.valid_from for item in items))
    return tuple(i for i in items if i.valid_from <= day <= (i.valid_to or "9999"))


def known_on(day: str) -> bool:
    """Whether the program knows the wording that was in force on a day."""
    return day >= min(item.valid_from for item in _items("technical-data-demand"))


def wording_of(items: tuple[LawItem, ...]) -> str:
    """The day since which the newest of some items is in force: the wording is cited by it."""
    return max((item.valid_from for item in items), default="")
