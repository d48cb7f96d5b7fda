"""A fold small enough to see through: members who may write, and a counter each.

`open` of the first event, and of each ``member.added``, is ``{"member": id, "key": base64}``.
``count.added`` adds ``fields["amount"]`` to its author's count and is refused when negative.
"""

from __future__ import annotations

from functools import cache
from typing import Self

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from vault.ledger.canonical import b64, canonical, decoded, unb64
from vault.ledger.entry import Draft, Entry, Event
from vault.ledger.fold import Rejected


class ToyFold:
    version = 1

    def __init__(self) -> None:
        self.members: dict[str, str] = {}
        self.counts: dict[str, int] = {}
        self.events = 0
        self.times: dict[str, str] = {}

    def apply(self, event: Event) -> None:
        match event.kind:
            case "vault.made" if self.events == 0:
                self._join(event)
            case "clock.corrected" if event.author in self.members:
                pass
            case "member.added" if event.author in self.members:
                self._join(event)
            case "count.added" if event.fields["amount"] >= 0:
                counts = self.counts
                counts[event.author] = counts.get(event.author, 0) + event.fields["amount"]
            case _:
                raise Rejected("not-allowed", f"{event.author} may not do {event.kind}.", "Ask.")
        self.events += 1

    def _join(self, event: Event) -> None:
        self.members[event.open["member"]] = event.open["key"]

    def public_key(self, author: str, entry: Entry) -> Ed25519PublicKey | None:
        if self.events == 0:
            text = entry.open["key"] if entry.kind == "vault.made" else None
        else:
            text = self.members.get(author)
        return _public(text) if text else None

    def copy(self) -> Self:
        other = type(self)()
        other.members, other.counts = dict(self.members), dict(self.counts)
        other.events, other.times = self.events, dict(self.times)
        return other

    def dump(self) -> bytes:
        return canonical(
            {
                "members": self.members,
                "counts": self.counts,
                "events": self.events,
                "times": self.times,
            }
        )

    def load(self, data: bytes) -> None:
        state = decoded(data)
        self.members, self.counts = state["members"], state["counts"]
        self.events, self.times = state["events"], state["times"]


@cache
def _public(text: str) -> Ed25519PublicKey | None:
    raw = unb64(text)
    return Ed25519PublicKey.from_public_bytes(raw) if raw and len(raw) == 32 else None


class ToyKeys:
    """One ledger key per epoch, made from the number."""

    def __init__(self, secret: bytes = b"toy") -> None:
        self.secret = secret

    def ledger_key(self, epoch: int) -> bytes:
        return self.secret.ljust(31, b".") + bytes([epoch])


def signer(member: str) -> Ed25519PrivateKey:
    """The member's key, always the same."""
    return Ed25519PrivateKey.from_private_bytes(member.encode().ljust(32, b"."))


def key_text(member: str) -> str:
    return b64(signer(member).public_key().public_bytes_raw())


def made(member: str = "m-a") -> Draft:
    return Draft("vault.made", {}, 1, {"member": member, "key": key_text(member)})


def added(member: str) -> Draft:
    return Draft("member.added", {"why": "joined"}, 1, {"member": member, "key": key_text(member)})


def count(amount: int = 1, note: str = "설계도") -> Draft:
    return Draft("count.added", {"amount": amount, "note": note}, 1)
