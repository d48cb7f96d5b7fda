"""Members, their keys, and what they hold."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body
from vault.domain.values import Epoch, PublicKeys


class VaultCreated(Body, frozen=True):
    """The first entry: the firm, its first member, the first epoch."""

    kind: ClassVar[str] = "vault.created"
    org: str
    zone: str
    solo: bool
    member: str
    name: str
    roles: tuple[str, ...]
    public: PublicKeys
    slot: str
    recovery: PublicKeys
    epoch: Epoch


class MemberAdded(Body, frozen=True):
    """A new person, with the wraps of what the roles hold."""

    kind: ClassVar[str] = "member.added"
    member: str
    name: str
    roles: tuple[str, ...]
    public: PublicKeys
    slot: str
    wraps: tuple[str, ...]


class MemberRoles(Body, frozen=True):
    """A person's roles from now on; taking one away carries a new epoch."""

    kind: ClassVar[str] = "member.roles"
    member: str
    roles: tuple[str, ...]
    wraps: tuple[str, ...] = ()
    epoch: Epoch | None = None


class MemberRemoved(Body, frozen=True):
    """A person leaves; a new epoch starts without their keys."""

    kind: ClassVar[str] = "member.removed"
    member: str
    epoch: Epoch


class MemberGranted(Body, frozen=True):
    """A technology's key given to an engineer or examiner."""

    kind: ClassVar[str] = "member.granted"
    member: str
    technology: str
    wraps: tuple[str, ...]


class MemberRevoked(Body, frozen=True):
    """A technology taken away; a new epoch starts."""

    kind: ClassVar[str] = "member.revoked"
    member: str
    technology: str
    epoch: Epoch


class MemberPassphrase(Body, frozen=True):
    """A new slot for the author."""

    kind: ClassVar[str] = "member.passphrase"
    slot: str


class MemberRecovered(Body, frozen=True):
    """New keys for a member who lost them, by the recovery key; a new epoch starts."""

    kind: ClassVar[str] = "member.recovered"
    member: str
    public: PublicKeys
    slot: str
    recovery: PublicKeys
    epoch: Epoch


class DelegationBegun(Body, frozen=True):
    """A member stands in for the author, with the wraps of what an approver holds."""

    kind: ClassVar[str] = "delegation.begun"
    member: str
    since: str
    until: str
    wraps: tuple[str, ...] = ()


class DelegationEnded(Body, frozen=True):
    """A delegation ends. By an owner it takes the keys too, with a new epoch."""

    kind: ClassVar[str] = "delegation.ended"
    member: str
    epoch: Epoch | None = None


class RecoveryDrilled(Body, frozen=True):
    """The recovery key was tried: it opened this many secrets of the epoch in force.

    Signed with the recovery key itself, so that the entry is the proof.
    """

    kind: ClassVar[str] = "recovery.drilled"
    secrets: int
