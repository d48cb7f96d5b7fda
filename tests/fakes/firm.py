"""A firm with a vault, as the program itself makes it: five people, a partner, documents.

Everything is the real thing except the cost of a passphrase and, where told so, the disk (memory).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from vault.app.library import documents
from vault.app.partnership import partners
from vault.app.people import creation, members
from vault.app.release import releases, sealing
from vault.app.session import Session, unlock
from vault.domain.values import Contact, Document, Release
from vault.keys.passphrase import Cost
from vault.storage.store import Store

CHEAP = Cost(memory=1024, iterations=1, lanes=1)

ORG = "한빛정밀 Hanbit Precision"
OWNER, ENGINEER, OTHER, APPROVER = "Kim Owner", "Lee Engineer", "Choi Engineer", "Park Approver"
EXAMINER, AUDITOR = "Yoon Examiner", "Jung Auditor"
PARTNER = "Gwangmyeong Assembly"
CONTACTS = (("Oh Recipient", "oh.recipient@gwangmyeong.example"), ("Moon Empfänger", ""))
PURPOSE = "quotation for the second oven line"


def passphrase(name: str) -> str:
    """Everybody's passphrase is their own."""
    return f"passphrase of {name}"


@dataclass
class Clock:
    """The time of the firm: moves on by a second at each look."""

    now: datetime = field(default_factory=lambda: datetime(2026, 3, 2, 9, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Firm:
    """The vault and how to get in."""

    store: Path | Store
    owner: Session
    recovery_key: str
    clock: Clock

    def login(self, name: str, word: str | None = None) -> Session:
        """A fresh session in somebody's name."""
        return unlock(self.store, name, word or passphrase(name), clock=self.clock)

    def hire(self, name: str, *roles: str) -> None:
        """A new member."""
        members.add(self.owner, name, roles, passphrase(name), cost=CHEAP)

    def contact(self, number: int = 0) -> Contact:
        """A contact of the partner, who is made when first asked for."""
        found = [c for c in self.owner.state.facts.contacts.values() if not c.removed]
        name, email = CONTACTS[number]
        for contact in found:
            if contact.name == name:
                return contact
        if not self.owner.state.facts.partners:
            partners.add_partner(self.owner, PARTNER)
        return partners.add_contact(self.owner, PARTNER, name, email=email)

    def add(self, session: Session, path: Path, **options: str) -> Document:
        """Put one file in."""
        added = documents.add(session, [path], **options)  # type: ignore[arg-type]
        for failed in added.failed:
            raise failed.error
        return session.state.facts.documents[added.documents[0][0]]


def found(store: Path | Store, start: datetime | None = None, cost: Cost = CHEAP) -> Firm:
    """A new vault with its first member, who is owner, engineer and approver."""
    clock = Clock(start) if start else Clock()
    made = creation.create(
        store,
        org=ORG,
        user=OWNER,
        passphrase=passphrase(OWNER),
        zone="Asia/Seoul",
        clock=clock,
        cost=cost,
    )
    return Firm(store, made.session, made.recovery_key, clock)


def staffed(store: Path | Store) -> Firm:
    """A vault with all kinds of members; two technologies, of which each engineer holds one."""
    firm = found(store)
    firm.hire(ENGINEER, "engineer")
    firm.hire(OTHER, "engineer")
    firm.hire(APPROVER, "approver")
    firm.hire(EXAMINER, "examiner")
    firm.hire(AUDITOR, "auditor")
    return firm


def ask(session: Session, firm: Firm, document: Document, contacts: int = 1) -> Release:
    """A request for a whole document, traceable or not."""
    return releases.request(
        session,
        releases.Request(
            contacts=[firm.contact(number).id for number in range(contacts)],
            documents=[document.id],
            purpose=PURPOSE,
            until="2026-12-31",
            allow_untraceable=True,
        ),
    )


def approve(session: Session, release: Release) -> Release:
    """Say yes, to all that was warned of."""
    codes = [warning.code for warning in release.warnings if warning.accept]
    return releases.approve(session, release.id, codes)


def sealed(firm: Firm, document: Document, contacts: int = 1) -> Release:
    """A release from request to seal: the engineer asks, the owner says yes and seals."""
    engineer = firm.login(ENGINEER)
    release = ask(engineer, firm, document, contacts)
    firm.owner.refresh()
    approve(firm.owner, release)
    return sealing.seal(firm.owner, release.id)
