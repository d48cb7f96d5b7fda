"""The fold: events in, values out, and every rule about who may do what.

A pure state machine with no I/O. `State.apply` takes one opened event, checks that its author
was allowed to do this at this point, and changes the state; or raises `RefusedError` and changes
nothing. Since every program on every machine folds the same events with the same rules, an
event that its author was not allowed to write is found by all of them.

The rules themselves are in `vault.domain.rules`, one module per area.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from vault.domain import dates, delegations, rules
from vault.domain import events as ev
from vault.domain.rules.book import Opened, require
from vault.domain.values import (
    RECOVERY,
    Address,
    Agreement,
    Contact,
    Copy,
    Demand,
    Disclosure,
    Document,
    Dossier,
    Epoch,
    Gap,
    Incident,
    Investment,
    Leak,
    Letter,
    LossInputs,
    Member,
    Partner,
    PublicKeys,
    ReadBack,
    Release,
    Technology,
    Timestamp,
)
from vault.errors import RefusedError

FOLD_VERSION = 4


class Facts(msgspec.Struct):
    """Everything the fold knows; dumped whole into a snapshot.

    `levels`: policy → off, warn or block. `limits`: partner → highest class it may have.
    `settings`: what the owner set for the whole firm, by name. `addresses`: by the id of a partner,
    or of an incident for its third party; under no id, the firm's own.
    """

    org: str = ""
    zone: str = "UTC"
    solo: bool = False
    created: str = ""
    recovery: PublicKeys | None = None
    members: dict[str, Member] = {}
    technologies: dict[str, Technology] = {}
    epochs: list[Epoch] = []
    checks: dict[str, str] = {}
    wraps: set[str] = set()
    slots: set[str] = set()
    documents: dict[str, Document] = {}
    partners: dict[str, Partner] = {}
    contacts: dict[str, Contact] = {}
    releases: dict[str, Release] = {}
    copies: dict[str, Copy] = {}
    leaks: dict[str, Leak] = {}
    blobs: set[str] = set()
    gaps: list[Gap] = []
    read_back: dict[str, ReadBack] = {}
    exports: list[tuple[str, str, str, int, str]] = []
    demands: dict[str, Demand] = {}
    agreements: dict[str, Agreement] = {}
    levels: dict[str, str] = {}
    limits: dict[str, str] = {}
    disclosures: dict[str, Disclosure] = {}
    letters: dict[str, Letter] = {}
    investments: dict[str, Investment] = {}
    loss_inputs: dict[str, list[LossInputs]] = {}
    incidents: dict[str, Incident] = {}
    timestamps: list[Timestamp] = []
    dossiers: dict[str, Dossier] = {}
    settings: dict[str, str] = {}
    addresses: dict[str, Address] = {}


_LARGE: dict[str, Any] = {
    "documents": msgspec.msgpack.Decoder(Document),
    "releases": msgspec.msgpack.Decoder(Release),
    "copies": msgspec.msgpack.Decoder(Copy),
}
_RAW = msgspec.msgpack.Decoder(dict[str, msgspec.Raw])


def _read(data: bytes) -> Facts:
    """Facts from a dump, the large tables value by value.

    To decode fifty megabytes at once would keep every other thread waiting, a window's too.
    """
    parts = _RAW.decode(data)
    large = {
        name: {key: decoder.decode(value) for key, value in _RAW.decode(parts.pop(name)).items()}
        for name, decoder in _LARGE.items()
        if name in parts
    }
    rest = msgspec.msgpack.decode(msgspec.msgpack.encode(parts), type=Facts)
    return msgspec.structs.replace(rest, **large)


class State:
    """The fold of the ledger. Read its `facts`; change it only through `apply`."""

    version = FOLD_VERSION

    def __init__(self) -> None:
        self.facts = Facts()
        self._now: datetime | None = None  # time of the event that is being applied

    # -- the ledger's side ------------------------------------------------------------------

    def dump(self) -> bytes:
        """The whole state as bytes, for a snapshot: the same bytes on every machine."""
        facts = msgspec.structs.asdict(self.facts)
        plain = {key: sorted(v) if isinstance(v, set) else v for key, v in facts.items()}
        return msgspec.msgpack.encode(plain)

    def copy(self) -> State:
        """A state that can be changed without changing this one (values are shared)."""
        twin = State()
        twin.facts = msgspec.structs.replace(
            self.facts,
            **{
                field: value.copy()
                for field in self.facts.__struct_fields__
                if isinstance(value := getattr(self.facts, field), dict | set | list)
            },
        )
        return twin

    def load(self, data: bytes) -> None:
        """Take over a dumped state; `ValueError` if it is none."""
        try:
            self.facts = _read(data)
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

    # -- questions --------------------------------------------------------------------------

    def member(self, author: str) -> Member:
        """An active member; while an event is judged, a delegate only in their time.

        Raises:
            RefusedError: no such member, or not any more.
        """
        member = self.facts.members.get(author)
        if member is None or not member.active:
            raise RefusedError("not-a-member", "This person is not a member of the vault.")
        return member if self._now is None else delegations.at(member, self._now)

    def owner(self, author: str) -> Member:
        """An active owner, or `RefusedError`."""
        member = self.member(author)
        require(
            member.is_a("owner"),
            "not-allowed",
            "Only an owner of the vault may do this.",
            "Ask an owner; see `cocoon member list`.",
        )
        return member

    def approver(self, author: str) -> Member:
        """An active approver, or `RefusedError`."""
        member = self.member(author)
        require(
            member.is_a("approver") or not self.facts.members[author].delegation,
            "delegation-over",
            "This member stands in for an approver, but not at this time.",
            "See `cocoon member show`; an approver can delegate again.",
        )
        require(
            member.is_a("approver"),
            "not-allowed",
            "Only an approver may do this.",
            "Ask an approver; see `cocoon member list`.",
        )
        return member

    def epoch(self) -> Epoch:
        """The epoch in force."""
        return self.facts.epochs[-1]

    def check(self, epoch: int, name: str) -> str | None:
        """The check value of a secret, or None when no such secret is known."""
        return self.facts.checks.get(f"{epoch}/{name}")

    def holders(self, secret: str, at: datetime | None = None) -> list[Member]:
        """The active members whom a secret's role table gives it to (at a time)."""
        members = [m for m in self.facts.members.values() if m.active]
        if at is not None:
            members = delegations.without_lapsed(members, at)
        if secret == "ledger":
            return members
        if secret == "seal":
            return [m for m in members if m.is_a("approver")]
        if secret == "trace":
            return [m for m in members if m.is_a("approver", "examiner")]
        return [m for m in members if m.holds(secret.removeprefix("technology:"))]

    def release_technologies(self, release: Release) -> tuple[str, ...]:
        """Technologies of a release's documents, sorted."""
        documents = self.facts.documents
        return tuple(sorted({documents[item.document].technology for item in release.items}))
