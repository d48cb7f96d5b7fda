"""What the papers of a release say: plain values that `vault.app` fills from the ledger.

No value here is computed from a clock or a file; a paper made twice from the same facts is
the same bytes. Times carry their offset. Empty text means unknown, and is not printed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from vault.marks.facts import ReleaseFacts


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a letter: a firm, the one person who sends or receives, and who stands for it."""

    organisation: str
    person: str = ""
    title: str = ""
    email: str = ""
    address: str = ""
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One released file.

    Attributes:
        name: its name inside the pack.
        document: document id, ``D-…``.
        number: the firm's document number.
        title: the document's title.
        revision: the revision's own name ("C") or number.
        pages: what was released, in words: ``14`` or ``3–5, 9 (4 of 14)``.
        sha256: SHA-256 of the marked file as delivered, lower-case hex.
        size: its size in bytes.
        source_sha256: SHA-256 of the original revision.
        why: why this document is needed for the purpose.
    """

    name: str
    document: str
    title: str
    sha256: str
    size: int
    number: str = ""
    revision: str = ""
    pages: str = ""
    source_sha256: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """A policy that stood against the release and was set aside, with the signed reason."""

    code: str
    korean: str
    english: str
    reason: str
    by: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Untraceable:
    """Pages or a whole file that carry no invisible mark, and who accepted that."""

    name: str
    pages: str
    accepted_by: str


@dataclass(frozen=True, slots=True)
class PackFacts:
    """Everything one recipient's pack says about itself.

    Attributes:
        vault: vault id.
        release: release id; copy: copy id; number: the letter's number.
        issued: when the copy was sealed, with its offset. Also the date inside the ZIP.
        sender, recipient: one of each.
        purpose: what the recipient may use the files for.
        until, return_by: end of use; return or destruction. With offsets.
        demand, agreement, contract: references.
        demand_day, agreement_day: when it was received; when it was signed.
        classification: see `vault.marks.facts.class_names`.
        delivery: method of delivery.
        items: the released files.
        approved_by: members who approved.
        overrides: policies that were set aside.
        untraceable: what carries no invisible mark.
        solo: the requester approved himself under the firm's signed solo policy.
        password: the files open only with a password sent separately.
    """

    vault: str
    release: str
    copy: str
    number: str
    issued: datetime
    sender: Party
    recipient: Party
    purpose: str
    items: tuple[Item, ...]
    until: datetime | None = None
    return_by: datetime | None = None
    demand: str = ""
    agreement: str = ""
    contract: str = ""
    classification: str = ""
    delivery: str = ""
    approved_by: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    untraceable: tuple[Untraceable, ...] = ()
    solo: bool = False
    password: bool = False
    demand_day: str = ""
    agreement_day: str = ""

    def marks_for(self, item: Item) -> ReleaseFacts:
        """What the stamp and the metadata of one of the files say."""
        return ReleaseFacts(
            owner=self.sender.organisation,
            release=self.release,
            copy=self.copy,
            person=self.recipient.person,
            company=self.recipient.organisation,
            email=self.recipient.email,
            purpose=self.purpose,
            until=self.until,
            return_by=self.return_by,
            demand=self.demand,
            agreement=self.agreement,
            classification=self.classification,
            title=item.title,
            number=item.number,
            revision=item.revision,
            source_sha256=item.source_sha256,
        )

    def renamed(self, names: tuple[str, ...]) -> PackFacts:
        """The same facts with other file names inside the pack."""
        items = tuple(
            replace(item, name=name) for item, name in zip(self.items, names, strict=True)
        )
        return replace(self, items=items)
