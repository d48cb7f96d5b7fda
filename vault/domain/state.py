"""What the fold knows, and the questions that rules and screens ask of it.

Events change it in `vault.domain.fold`; the rules about who may do what are in
`vault.domain.rules`, one module per area.
"""

from __future__ import annotations

from datetime import datetime

from vault.domain import delegations
from vault.domain.facts import Facts
from vault.domain.refusal import require
from vault.domain.values import Epoch, Member, Release
from vault.errors import RefusedError


class State:
    """The state after some events: its `facts`, and questions about them."""

    def __init__(self) -> None:
        self.facts = Facts()
        self._now: datetime | None = None  # time of the event that is being applied

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
