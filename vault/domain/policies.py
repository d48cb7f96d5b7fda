"""Policies: small objects that judge a release, each with a code, a sentence and a way out.

A policy looks at a `Proposal` (who, what, why, until when) and the state, and returns a finding
or nothing. A finding blocks, or it warns; a warning with ``accept`` must be accepted by name by
the approver. The same objects judge when a release is asked for and again before it is sealed,
since dates pass and people leave in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol

from vault.domain import dates
from vault.domain.state import State
from vault.domain.values import Document, Item, Revision, Warned
from vault.errors import RefusedError

NONE, LIMITED, GOOD = "none", "limited", "good"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A release as it is judged."""

    contacts: tuple[str, ...]
    items: tuple[Item, ...]
    until: str
    return_by: str
    allow_untraceable: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """What a policy found.

    Attributes:
        code: the policy's code.
        message: one sentence.
        next: the way out.
        blocks: whether the release stops here.
        accept: whether the approver must accept it by name.
    """

    code: str
    message: str
    next: str
    blocks: bool = False
    accept: bool = False

    def warned(self) -> Warned:
        """As it is kept with the request."""
        return Warned(self.code, self.message, self.accept)


class Policy(Protocol):
    """One rule about releases."""

    code: ClassVar[str]

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """What stands against the proposal, or None."""


def released(
    items: Iterable[Item], state: State
) -> Iterator[tuple[Document, Revision, tuple[int, ...]]]:
    """Documents, revisions and 0-based pages of a proposal's items."""
    for item in items:
        document = state.facts.documents[item.document]
        revision = document.revision(item.revision)
        assert revision is not None, "the fold lets no request name an absent revision"
        yield document, revision, item.pages or tuple(range(revision.pages))


def describe_pages(pages: list[int]) -> str:
    """0-based pages as people write them: ``3, 5-7``."""
    parts: list[str] = []
    start = previous = -2
    for page in [*sorted(pages), -1]:
        if page != previous + 1:
            if start >= 0:
                first, last = start + 1, previous + 1
                parts.append(str(first) if first == last else f"{first}-{last}")
            start = page
        previous = page
    return ", ".join(parts)


def untraceable(revision: Revision, pages: tuple[int, ...]) -> list[int]:
    """Which of the pages carry no mark at all."""
    grades = {trace.page: trace.grade for trace in revision.trace}
    return [page for page in pages if grades.get(page, NONE) == NONE]


def untraceable_parts(items: Iterable[Item], state: State) -> list[str]:
    """Files and pages among `items` that carry no mark at all, as people read them."""
    found = []
    for document, revision, pages in released(items, state):
        if not revision.trace:
            found.append(f"{document.title} (whole file)")
        elif missing := untraceable(revision, pages):
            found.append(f"{document.title} (page {describe_pages(missing)})")
    return found


class UntraceablePages:
    """Nothing that cannot be traced leaves by accident."""

    code: ClassVar[str] = "untraceable"

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Blocks unless asked for; then the approver must accept it."""
        found = untraceable_parts(proposal.items, state)
        if not found:
            return None
        return Finding(
            self.code,
            "A leaked copy could not be traced: " + "; ".join(found) + ".",
            "Leave it out, or ask with --allow-untraceable and have the approver accept it.",
            blocks=not proposal.allow_untraceable,
            accept=True,
        )


class LimitedTrace:
    """Says which pages can be traced from files and screens but not from paper."""

    code: ClassVar[str] = "limited-trace"

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Warns."""
        found = []
        for document, revision, pages in released(proposal.items, state):
            grades = {trace.page: trace.grade for trace in revision.trace}
            limited = [page for page in pages if grades.get(page) == LIMITED]
            if limited:
                found.append(f"{document.title} (page {describe_pages(limited)})")
        if not found:
            return None
        return Finding(
            self.code,
            "Some pages have little text; a printed copy may not be traceable: "
            + "; ".join(found)
            + ".",
            "See `cocoon document traceability`.",
        )


class PastDates:
    """The use must end, and the copy come back, in the future."""

    code: ClassVar[str] = "past-date"

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Blocks."""
        for what, text in (("use until", proposal.until), ("return by", proposal.return_by)):
            if text and dates.parse(text) <= now:
                return Finding(
                    self.code,
                    f"The date for “{what}” has passed.",
                    "Withdraw the request and ask again with a later date.",
                    blocks=True,
                )
        return None


class GoneContact:
    """Nobody gets a copy who was removed meanwhile."""

    code: ClassVar[str] = "contact-removed"

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Blocks."""
        for contact in proposal.contacts:
            known = state.facts.contacts.get(contact)
            if known is None or known.removed:
                name = known.name if known else contact
                return Finding(
                    self.code,
                    f"{name} is no longer a contact.",
                    "Withdraw the request and ask again without this recipient.",
                    blocks=True,
                )
        return None


class OldRevision:
    """Says when a newer revision exists."""

    code: ClassVar[str] = "old-revision"

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Warns."""
        old = [
            f"{document.title} (revision {revision.n} of {len(document.revisions)})"
            for document, revision, _ in released(proposal.items, state)
            if revision.n != len(document.revisions)
        ]
        if not old:
            return None
        return Finding(
            self.code,
            "A newer revision exists: " + "; ".join(old) + ".",
            "Ask for the newest unless the older is meant.",
        )


class BrokenSignature:
    """Says when marking will break a digital signature in the original."""

    code: ClassVar[str] = "signed-original"

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Warns."""
        signed = [
            document.title
            for document, revision, _ in released(proposal.items, state)
            if "signed" in revision.warnings
        ]
        if not signed:
            return None
        return Finding(
            self.code,
            "Digitally signed originals; the copies' signatures will not verify: "
            + "; ".join(signed)
            + ".",
            "Tell the recipient to verify against the original's hash in the manifest.",
        )


POLICIES: tuple[Policy, ...] = (
    PastDates(),
    GoneContact(),
    UntraceablePages(),
    LimitedTrace(),
    OldRevision(),
    BrokenSignature(),
)


def judge(proposal: Proposal, state: State, now: datetime) -> tuple[Finding, ...]:
    """All findings; the first that blocks is raised.

    Raises:
        RefusedError: a policy blocks; its code and way out.
    """
    findings = [
        finding
        for policy in POLICIES
        if (finding := policy.check(proposal, state, now)) is not None
    ]
    for finding in findings:
        if finding.blocks:
            raise RefusedError(finding.code, finding.message, finding.next)
    return tuple(findings)
