"""From request to copies."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body
from vault.domain.values import CopyFile, Item, Override, Pointer, Warned


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
    """An approver's signature under a request, and under each policy that is set aside for it."""

    kind: ClassVar[str] = "release.approved"
    release: str
    accepted: tuple[str, ...] = ()
    solo: bool = False
    overrides: tuple[Override, ...] = ()


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
