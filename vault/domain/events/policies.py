"""What the firm lets its program insist on."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body


class PolicySet(Body, frozen=True):
    """A policy's level from now on: off, warn or block; `threshold` where the policy has one."""

    kind: ClassVar[str] = "policy.set"
    code: str
    level: str
    threshold: str = ""


class PartnerLimited(Body, frozen=True):
    """The highest class of documents that a partner may have."""

    kind: ClassVar[str] = "partner.limited"
    partner: str
    classification: str
