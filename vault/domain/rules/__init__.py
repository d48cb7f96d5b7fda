"""Who may do what: one rule for every kind of event.

- Only owners add, change and remove members; the last owner cannot go; a role that is taken
  away, a grant revoked, a member removed or recovered starts the next epoch in the same event.
- Owners and approvers appoint a delegate for an absence, who approves in their time only, neither
  their own requests nor those of whom they stand in for, and appoints nobody.
- Engineers, approvers and owners who hold a technology add documents to it.
- A release is requested by an engineer or approver, decided by an approver who did not
  request it (unless the vault is in solo mode, which the event then says), and every warning
  that asks for acceptance is accepted by name. While it has no copies, it can be withdrawn by who
  asked and rejected by an approver.
- A policy that the firm has set to block gives way only to the approver's signed reason. Only
  owners set policies; owners and approvers say up to which class a partner may have documents.
- Copies are issued by an approver, only of an approved release, one per contact.
- Who holds the technologies of a copy may collect it. Anyone lodges a leak; holders of the
  trace key read and judge it.
- What happens to a copy after it left is entered in an order that makes sense; approvers and
  owners call back.
- Each member declares their own clock wrong, and owners anybody's. Of scheduled backups only those
  count that an owner made, or whom the schedule names.
- Investments are struck, never edited. A leak has one open incident at most.
"""

from vault.domain.rules import (
    addresses,
    agreements,
    clocks,
    delegations,
    demands,
    disclosures,
    documents,
    dossiers,
    incidents,
    investments,
    leaks,
    letters,
    partners,
    people,
    policies,
    releases,
    timestamps,
    upkeep,
)
from vault.domain.rules.book import BOOK

__all__ = [
    "BOOK",
    "addresses",
    "agreements",
    "clocks",
    "delegations",
    "demands",
    "disclosures",
    "documents",
    "dossiers",
    "incidents",
    "investments",
    "leaks",
    "letters",
    "partners",
    "people",
    "policies",
    "releases",
    "timestamps",
    "upkeep",
]
