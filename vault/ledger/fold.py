"""What the ledger needs from others: keys, and a fold that says what events mean.

A fold is a state machine without I/O. The ledger promises it events in order, each with a valid
signature and commitments; the fold promises to be deterministic, to change nothing when it
refuses, and to refuse on every machine what its author was not allowed to do.
"""

from __future__ import annotations

from typing import Protocol, Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from vault.errors import CocoonError, RefusedError
from vault.ledger.entry import Entry, Event
from vault.ledger.times import Times

Rejected = RefusedError
"""An event that its author was not allowed to cause, or that makes no sense here."""


class Keys(Protocol):
    """Who can read: the ledger keys that a member holds."""

    def ledger_key(self, epoch: int) -> bytes:
        """The 32-byte ledger key of an epoch; raises `CocoonError` when not held."""


class Fold(Protocol):
    """Events → state."""

    @property
    def times(self) -> Times:
        """When authors wrote: in the state, its copies and dumps, but the ledger changes it."""

    @property
    def version(self) -> int:
        """Changes whenever the same events would fold to another state or dump."""

    def apply(self, event: Event) -> None:
        """Take the next event in; raises `Rejected` and changes nothing when refused."""

    def public_key(self, author: str, entry: Entry) -> Ed25519PublicKey | None:
        """Key with which `author` must have signed `entry`, None when nobody may.

        For the very first entry the key is in `entry.open`; the fold decides where.
        """

    def copy(self) -> Self:
        """A copy on which `apply` does not touch this one; called at each append."""

    def dump(self) -> bytes:
        """The whole state."""

    def load(self, data: bytes) -> None:
        """Become the state that `dump` wrote under the same `version`; `ValueError` if broken."""


def refusal(fold: Fold, event: Event) -> str | None:
    """Let `fold` take `event` in; why it refuses, or None.

    What another program signed may be nonsense in ways that no rule foresees, so any failure of
    the fold is a refusal.
    """
    try:
        fold.apply(event)
    except CocoonError as error:
        return f"its author was not allowed to do this ({error.message})"
    except Exception as error:
        return f"it makes no sense ({type(error).__name__})"
    return None


def key_for(fold: Fold, entry: Entry) -> Ed25519PublicKey | None:
    """Key with which `entry` must be signed, None when nobody may or it makes no sense."""
    try:
        return fold.public_key(entry.author, entry)
    except Exception:
        return None
