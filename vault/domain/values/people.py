"""People with keys, and the sets of secrets they hold."""

from __future__ import annotations

from base64 import b64decode, b64encode

from vault.domain.values.base import Value
from vault.keys.identity import PublicIdentity

ROLES = ("owner", "approver", "engineer", "examiner", "auditor")
RECOVERY = "recovery"


class PublicKeys(Value, frozen=True):
    """A person's public keys, base64."""

    seal_to: str
    verify: str

    @classmethod
    def of(cls, public: PublicIdentity) -> PublicKeys:
        """From a public identity."""
        return cls(b64encode(public.seal_to).decode(), b64encode(public.verify).decode())

    def identity(self) -> PublicIdentity:
        """As a public identity."""
        return PublicIdentity(b64decode(self.seal_to), b64decode(self.verify))


class Delegation(Value, frozen=True):
    """A member stands in for an owner or approver, with an approver's powers and keys.

    Attributes:
        by: member id of whom.
        since, until: the time in which approvals count.
        at: when it was entered.
        ended: when it was ended or replaced before or after its time, or empty.
        closed: the first epoch whose secrets were not given for it; 0 while its keys are current.
    """

    by: str
    since: str
    until: str
    at: str
    ended: str = ""
    closed: int = 0


class Member(Value, frozen=True):
    """A person with keys. `grants` lists technologies; owners and approvers hold them all.

    `delegations`, oldest first: only the last can be in force.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    public: PublicKeys
    slot: str
    added: str
    active: bool = True
    grants: tuple[str, ...] = ()
    delegations: tuple[Delegation, ...] = ()

    @property
    def delegation(self) -> Delegation | None:
        """The delegation that was not ended, whether or not its time has come or passed."""
        last = self.delegations[-1] if self.delegations else None
        return last if last and not last.ended and not last.closed else None

    def is_a(self, *roles: str) -> bool:
        """Whether this active member has one of the roles; a delegate is an approver too."""
        return self.active and (
            any(role in self.roles for role in roles)
            or ("approver" in roles and self.delegation is not None)
        )

    def is_in_person(self, *roles: str) -> bool:
        """Whether this active member has one of the roles by themselves, not as a delegate."""
        return self.active and any(role in self.roles for role in roles)

    def is_former(self, *roles: str) -> bool:
        """Whether this member was removed and had one of the roles then."""
        return not self.active and any(role in self.roles for role in roles)

    def holds(self, technology: str) -> bool:
        """Whether this member's keys open a technology's documents."""
        return self.is_a("owner", "approver") or (
            self.active and technology in self.grants and self.is_a("engineer", "examiner")
        )


class Epoch(Value, frozen=True):
    """One set of secrets.

    Attributes:
        n: 1, 2, …
        at, by, reason: when, by whom and why it began.
        checks: secret's name → check value.
        wraps: wrap files that must exist.
        lodge: public key (base64) that leaks are sealed to.
        vkeys: public keys, as text, that sign checkpoints and manifests.
    """

    n: int
    at: str
    by: str
    reason: str
    checks: dict[str, str]
    wraps: tuple[str, ...]
    lodge: str
    vkeys: tuple[str, ...]
