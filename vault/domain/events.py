"""What may happen in a vault: one body type per event kind.

A body is the set of fields that the ledger encrypts and commits to, one by one. Names and
meanings are stable: a field may be added with a default, never renamed.
"""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

from vault.domain.values import (
    CopyFile,
    Epoch,
    Item,
    LeakFile,
    PageTrace,
    Pointer,
    PublicKeys,
    Warned,
)

KINDS: dict[str, type[Body]] = {}


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """Base of all event bodies; `kind` is the event's stable name."""

    kind: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind:
            KINDS[cls.kind] = cls

    def fields(self) -> dict[str, Any]:
        """The fields as plain JSON values."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain


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


class TechnologyCreated(Body, frozen=True):
    """A new technology and its key's wraps."""

    kind: ClassVar[str] = "technology.created"
    technology: str
    name: str
    check: str
    wraps: tuple[str, ...]


class DocumentAdded(Body, frozen=True):
    """A revision of a new or known document."""

    kind: ClassVar[str] = "document.added"
    document: str
    n: int
    title: str
    technology: str
    classification: str
    file_name: str
    media: str
    sha256: str
    size: int
    pages: int
    content: Pointer
    plan: Pointer | None = None
    features: Pointer | None = None
    password: Pointer | None = None
    trace: tuple[PageTrace, ...] = ()
    bias: str = "nuida3"
    warnings: tuple[str, ...] = ()


class DocumentExported(Body, frozen=True):
    """An original left the vault."""

    kind: ClassVar[str] = "document.exported"
    document: str
    n: int
    reason: str


class PartnerAdded(Body, frozen=True):
    """A company."""

    kind: ClassVar[str] = "partner.added"
    partner: str
    name: str


class ContactAdded(Body, frozen=True):
    """A named recipient."""

    kind: ClassVar[str] = "contact.added"
    contact: str
    partner: str
    name: str
    email: str = ""
    title: str = ""


class ContactRemoved(Body, frozen=True):
    """A recipient who gets nothing more."""

    kind: ClassVar[str] = "contact.removed"
    contact: str


class ReleaseRequested(Body, frozen=True):
    """A request to hand documents to contacts of one partner."""

    kind: ClassVar[str] = "release.requested"
    release: str
    partner: str
    contacts: tuple[str, ...]
    items: tuple[Item, ...]
    purpose: str
    until: str
    return_by: str = ""
    demand: str = ""
    stamp: str = "footer"
    allow_untraceable: bool = False
    open_password: bool = False
    warnings: tuple[Warned, ...] = ()


class ReleaseApproved(Body, frozen=True):
    """An approver's signature under a request."""

    kind: ClassVar[str] = "release.approved"
    release: str
    accepted: tuple[str, ...] = ()
    solo: bool = False


class ReleaseRejected(Body, frozen=True):
    """An approver's no."""

    kind: ClassVar[str] = "release.rejected"
    release: str
    reason: str


class ReleaseWithdrawn(Body, frozen=True):
    """The requester takes the request back."""

    kind: ClassVar[str] = "release.withdrawn"
    release: str


class CopyIssued(Body, frozen=True):
    """One copy exists in the vault; nothing of it is outside yet.

    `key_commitment` and `bias_commitments` commit to the copy's key and to each revision's
    bias key, so that one copy can be opened for a court without the others. `access` holds
    the pack's open password, encrypted like the pack's key.
    """

    kind: ClassVar[str] = "copy.issued"
    release: str
    copy: str
    contact: str
    epoch: int
    files: tuple[CopyFile, ...]
    pack: Pointer
    access: str
    key_commitment: str
    bias_commitments: dict[str, str]
    manifest_sha256: str


class CopiesCollected(Body, frozen=True):
    """Packs lie outside now; `packs` maps copy to the SHA-256 of the file that was written."""

    kind: ClassVar[str] = "copies.collected"
    release: str
    packs: dict[str, str]


class CopyVoided(Body, frozen=True):
    """A copy that must not be relied on any more."""

    kind: ClassVar[str] = "copy.voided"
    copy: str
    reason: str


class LeakLodged(Body, frozen=True):
    """Pieces of a leak, preserved as found."""

    kind: ClassVar[str] = "leak.lodged"
    leak: str
    files: tuple[LeakFile, ...]
    found_by: str = ""
    where: str = ""
    when: str = ""


class LeakRead(Body, frozen=True):
    """What was read from a leak, before any score: integer coefficients per revision."""

    kind: ClassVar[str] = "leak.read"
    leak: str
    files: tuple[str, ...]
    revisions: dict[str, Any]
    hypotheses: int
    searched: tuple[str, ...]
    not_searched: tuple[str, ...]
    pages: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    versions: dict[str, str] = {}


class LeakJudged(Body, frozen=True):
    """The verdict on one reading."""

    kind: ClassVar[str] = "leak.judged"
    leak: str
    read_seq: int
    verdict: str
    hypotheses: int
    copies_tested: int
    matches: tuple[dict[str, Any], ...] = ()


class BackupCreated(Body, frozen=True):
    """A backup was taken; it holds the ledger up to `entries`."""

    kind: ClassVar[str] = "backup.created"
    entries: int
    target: str = ""


class VaultRestored(Body, frozen=True):
    """The vault was restored from a backup that ended at `entries`."""

    kind: ClassVar[str] = "vault.restored"
    entries: int
    backup: str = ""


class PackReadBack(Body, frozen=True):
    """A pack delivered after the backup was read back in after a restore."""

    kind: ClassVar[str] = "pack.readback"
    copy: str
    release: str
    epoch: int
    manifest_sha256: str
    files: tuple[CopyFile, ...]
    recipient: dict[str, str]
    issued: str
    checkpoint: str
