"""The fold: events in, facts out, and every rule about who may do what.

A pure state machine with no I/O. `Fold.apply` takes one opened event, checks that its author
was allowed to do this at this point, and changes the state; or raises `RefusedError` and changes
nothing. Since every program on every machine folds the same events with the same rules, an
event that its author was not allowed to write is found by all of them.

The rules themselves are in `vault.domain.rules`, one module per area.
"""

from __future__ import annotations

from typing import Any, Self

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from vault.domain import dates, facts, rules
from vault.domain import events as ev
from vault.domain.rules.book import Opened, require
from vault.domain.state import State
from vault.domain.values import RECOVERY, PublicKeys
from vault.errors import RefusedError
from vault.ledger.times import Times

FOLD_VERSION = 4


class Fold(State):
    """A state that events change; what `vault.ledger.fold` asks for."""

    version = FOLD_VERSION

    @property
    def times(self) -> Times:
        """When each author last wrote; the ledger keeps it."""
        return self.facts.times

    def dump(self) -> bytes:
        """The whole state as bytes, for a snapshot: the same bytes on every machine."""
        return facts.dumped(self.facts)

    def copy(self) -> Self:
        """A state that can be changed without changing this one (values are shared)."""
        twin = type(self)()
        twin.facts = facts.twin(self.facts)
        return twin

    def load(self, data: bytes) -> None:
        """Take over a dumped state; `ValueError` if it is none."""
        try:
            self.facts = facts.read(data)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ValueError("not a dumped state") from error

    def public_key(self, author: str, entry: Any) -> Ed25519PublicKey | None:
        """The key that must have signed an entry by `author`, or None if there is none."""
        if not self.facts.members:
            return PublicKeys("", entry.open["verify"]).identity().verify_key()
        if author == RECOVERY and self.facts.recovery:
            return self.facts.recovery.identity().verify_key()
        member = self.facts.members.get(author)
        return member.public.identity().verify_key() if member and member.active else None

    def apply(self, event: Opened) -> None:
        """Check and take in one event; all or nothing.

        Raises:
            RefusedError: its author was not allowed to, or it makes no sense here.
        """
        body_type = ev.KINDS.get(event.kind)
        if body_type is None:
            raise RefusedError(
                "newer-format",
                f"The ledger has an entry of a kind this version does not know: {event.kind}.",
                "Install the current version of Cocoon.",
            )
        try:
            body = msgspec.convert(dict(event.fields), type=body_type)
        except msgspec.ValidationError as error:
            raise RefusedError("bad-entry", f"An entry has unexpected fields: {error}.") from error
        created = event.kind == "vault.created"
        require(created == (not self.facts.members), "bad-entry", "A vault is created once, first.")
        current = 1 if created else self.epoch().n
        require(event.epoch == current, "epoch-changed", "The entry is not of the epoch in force.")
        self._now = dates.parse(event.time)
        try:
            rules.delegations.guard(self, event, body)
            rules.BOOK[body_type](self, event, body)
        finally:
            self._now = None
