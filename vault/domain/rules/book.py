"""The book of rules: which function judges which kind of event.

A rule takes the state, the event and its typed body. It checks everything first and changes the
state last, so that a refused event changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any, Protocol, TypeVar

from vault.domain.events import Body
from vault.domain.refusal import require as require
from vault.domain.state import State

B = TypeVar("B", bound=Body)


class Opened(Protocol):
    """An entry of the ledger with its body opened."""

    @property
    def seq(self) -> int:
        """Sequence number."""

    @property
    def time(self) -> str:
        """RFC 3339 time in UTC."""

    @property
    def author(self) -> str:
        """Member id of who signed it, or ``recovery``."""

    @property
    def epoch(self) -> int:
        """Epoch whose ledger key closed the body."""

    @property
    def kind(self) -> str:
        """Event kind."""

    @property
    def fields(self) -> Mapping[str, Any]:
        """The opened fields."""


BOOK: dict[type[Body], Callable[[State, Opened, Any], None]] = {}


def rule(
    body: type[B],
) -> Callable[[Callable[[State, Opened, B], None]], Callable[[State, Opened, B], None]]:
    """Enter a function into the book as the rule for one kind of event."""

    def enter(
        function: Callable[[State, Opened, B], None],
    ) -> Callable[[State, Opened, B], None]:
        BOOK[body] = function
        return function

    return enter


_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def require_new(known: Container[str], new: str, prefix: str) -> None:
    """Refuse an identifier that is taken (nobody's facts are overwritten) or malformed."""
    head, dash, letters = new.partition("-")
    good = head == prefix and dash and len(letters) == 8 and set(letters) <= set(_LETTERS)
    require(good and new not in known, "bad-entry", "An identifier is taken or malformed.")


def require_partner(state: State, partner: str) -> None:
    """Refuse a partner who was never entered."""
    require(
        partner in state.facts.partners,
        "unknown-partner",
        "There is no such partner.",
        "List them with `cocoon partner list`.",
    )
