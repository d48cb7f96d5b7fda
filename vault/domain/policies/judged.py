"""What is judged, and what a policy has to say about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol

from vault.domain.state import State
from vault.domain.values import Item, Override, Release, Warned

OFF, WARN, BLOCK = "off", "warn", "block"
LEVELS = (OFF, WARN, BLOCK)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A release as it is judged.

    Attributes:
        contacts, items, until, return_by, allow_untraceable: as asked for.
        partner: whose contacts these are.
        demand: id of the demand that it answers, or empty.
        by: who asks.
        approver: who approves, once that is known.
        release: its id, once it has one, so that it is not counted twice.
    """

    contacts: tuple[str, ...]
    items: tuple[Item, ...]
    until: str
    return_by: str
    allow_untraceable: bool
    partner: str = ""
    demand: str = ""
    by: str = ""
    approver: str = ""
    release: str = ""

    @classmethod
    def of(cls, release: Release, approver: str = "") -> Proposal:
        """A stored request."""
        return cls(
            release.contacts,
            release.items,
            release.until,
            release.return_by,
            release.allow_untraceable,
            release.partner,
            release.demand,
            release.by,
            approver or release.decided_by,
            release.id,
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """What a policy found.

    Attributes:
        code: the policy's code.
        message: one sentence; `korean`: the same in Korean.
        next: the way out.
        stops: the release stops here, and nobody can set that aside.
        accept: the approver must accept it by name.
        blocks: the firm's level for this policy is ``block``: the way out must be taken, or the
            approver sets the policy aside with a signed reason.
    """

    code: str
    message: str
    next: str
    korean: str = ""
    stops: bool = False
    accept: bool = False
    blocks: bool = False

    def warned(self) -> Warned:
        """As it is kept with the request."""
        return Warned(self.code, self.message, self.accept, self.korean, self.blocks, self.next)


class Policy(Protocol):
    """One rule about releases.

    Attributes:
        code: its name.
        english, korean: the rule in one sentence.
        default: its level in a firm that has set none.
        settable: the levels that a firm may set; none if the policy is fixed.
    """

    code: ClassVar[str]
    english: ClassVar[str]
    korean: ClassVar[str]
    default: ClassVar[str]
    settable: ClassVar[tuple[str, ...]]

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """What stands against the proposal, or None."""


def set_aside(policy: Policy, finding: Finding, reason: str) -> Override:
    """The approver's signed word that a policy gives way this once."""
    return Override(
        policy.code, policy.english, policy.korean, reason, finding.message, finding.korean
    )
