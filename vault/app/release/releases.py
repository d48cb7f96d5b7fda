"""Asking for a release, and deciding on it. Sealing and collecting are in `sealing`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vault.app.library.documents import find_document
from vault.app.partnership.demands import find_demand
from vault.app.partnership.partners import find_contact
from vault.app.session import Session
from vault.domain import dates, names, policies
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import Copy, Item, Override, Release
from vault.errors import CocoonError, RefusedError, UsageError

_ITEM = re.compile(r"(?P<document>[^@:]+)(?:@(?P<revision>\d{1,6}))?(?::(?P<pages>[\d,\s-]+))?")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for, as typed.

    Attributes:
        contacts: contact ids of one partner.
        documents: ``ID[@REV][:1,3-5]`` each; pages count from 1.
        purpose: one sentence.
        until: end of use, a date.
        return_by: return or destroy by, a date, or empty.
        demand: id of the demand this answers, or empty.
        why_each: document id → why it is needed.
        allow_untraceable: ask for what cannot be traced too.
        stamp: stamp template's name.
        open_password: encrypt every PDF with a password of its own.
    """

    contacts: Sequence[str]
    documents: Sequence[str]
    purpose: str
    until: str
    return_by: str = ""
    demand: str = ""
    why_each: Mapping[str, str] | None = None
    allow_untraceable: bool = False
    stamp: str = "footer"
    open_password: bool = False


def find_release(state: State, release: str) -> Release:
    """A release by id.

    Raises:
        CocoonError: ``unknown-release``.
    """
    known = state.facts.releases.get(release.strip().upper())
    if known is None:
        raise CocoonError(
            "unknown-release",
            f"There is no release {release}.",
            "List them with `cocoon release list`.",
        )
    return known


def read_pages(text: str, count: int, document: str) -> tuple[int, ...]:
    """Pages as typed (``1,3-5``, from 1) as sorted 0-based indices.

    Raises:
        CocoonError: ``unknown-page`` or ``bad-pages``.
    """
    chosen: set[int] = set()
    for part in text.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if not first.isdigit() or (dash and not last.isdigit()):
            raise UsageError("bad-pages", f"“{text}” are not pages.", "Write them as 1,3-5.")
        low, high = int(first), int(last) if dash else int(first)
        if not 1 <= low <= high <= count:
            raise CocoonError(
                "unknown-page",
                f"{document} has pages 1 to {count}, not {part}.",
                "See `cocoon document show`.",
            )
        chosen.update(range(low - 1, high))
    return tuple(sorted(chosen))


def read_item(state: State, text: str, why: Mapping[str, str]) -> Item:
    """One ``ID[@REV][:PAGES]`` against what the vault has."""
    match = _ITEM.fullmatch(text.strip())
    if match is None:
        raise UsageError(
            "bad-document", f"“{text}” is not a document.", "Write it as ID, ID@2 or ID:1,3-5."
        )
    document = find_document(state, match["document"])
    revision = document.revision(int(match["revision"]) if match["revision"] else None)
    if revision is None:
        raise CocoonError(
            "unknown-revision",
            f"{document.title} has {len(document.revisions)} revisions, not {match['revision']}.",
            "See `cocoon document show`.",
        )
    pages = None
    if match["pages"]:
        if revision.media != "application/pdf":
            raise CocoonError(
                "no-pages",
                f"{document.title} is not a PDF, so pages of it cannot be chosen.",
                "Release the whole file.",
            )
        pages = read_pages(match["pages"], revision.pages, document.title)
        if len(pages) == revision.pages:
            pages = None
    reason = why.get(document.id, "")
    reason = names.clean_text(reason, "reason", _LONGEST) if reason.strip() else ""
    return Item(document.id, revision.n, pages, reason)


@dataclass(frozen=True, slots=True)
class Understood:
    """What somebody asks for, as the vault understands it."""

    proposal: policies.Proposal
    purpose: str


def request(session: Session, asked: Request) -> Release:
    """Ask for a release.

    Raises:
        RefusedError: a policy stops it.
        CocoonError: something named does not exist.
    """
    read = understand(session, asked)
    proposal = read.proposal

    def build(state: State) -> ev.Body:
        findings = policies.judge(proposal, state, session.clock())
        return ev.ReleaseRequested(
            release=proposal.release,
            partner=proposal.partner,
            contacts=proposal.contacts,
            items=proposal.items,
            purpose=read.purpose,
            until=proposal.until,
            return_by=proposal.return_by,
            demand=proposal.demand,
            stamp=asked.stamp,
            allow_untraceable=asked.allow_untraceable,
            open_password=asked.open_password,
            warnings=tuple(finding.warned() for finding in findings),
        )

    session.append(build)
    return session.state.facts.releases[proposal.release]


def foresee(session: Session, asked: Request) -> tuple[policies.Finding, ...]:
    """What the policies would say of a request; nothing is entered.

    Raises:
        CocoonError: something named does not exist.
    """
    read = understand(session, asked)
    return policies.findings(read.proposal, session.state, session.clock())


def understand(session: Session, asked: Request) -> Understood:
    """What is asked for, against what the vault has; nothing is judged or entered.

    Raises:
        CocoonError: something named does not exist.
    """
    session.refresh()
    state = session.state
    zone = state.facts.zone
    purpose = names.clean_name(asked.purpose[:_LONGEST], "purpose")
    now = session.clock()
    end = dates.read_future(asked.until, zone, "the end of use", now)
    until, return_by = dates.stamp(end), ""
    if asked.return_by:
        back = dates.read_future(asked.return_by, zone, "the return", now)
        dates.check_return(end, back)
        return_by = dates.stamp(back)
    if not asked.contacts or not asked.documents:
        raise UsageError(
            "nothing-asked", "A release needs a contact and a document.", "Name at least one each."
        )
    contacts = [find_contact(state, contact) for contact in dict.fromkeys(asked.contacts)]
    partners = {contact.partner for contact in contacts}
    if len(partners) != 1:
        raise CocoonError(
            "several-partners",
            "The contacts belong to different partners.",
            "Make one release for each partner.",
        )
    items = _items(session, asked)
    known_stamp(asked.stamp)
    proposal = policies.Proposal(
        contacts=tuple(contact.id for contact in contacts),
        items=items,
        until=until,
        return_by=return_by,
        allow_untraceable=asked.allow_untraceable,
        partner=contacts[0].partner,
        demand=_demand_of(state, asked.demand, contacts[0].partner) if asked.demand else "",
        by=session.author,
        release=names.new_id(names.RELEASE),
    )
    return Understood(proposal, purpose)


def _items(session: Session, asked: Request) -> tuple[Item, ...]:
    state = session.state
    why = {key.strip().upper(): text for key, text in (asked.why_each or {}).items()}
    items = tuple(read_item(state, text, why) for text in asked.documents)
    if len({item.document for item in items}) != len(items):
        raise CocoonError(
            "document-twice",
            "A document is named twice.",
            "Name it once, with all its pages: ID:1,3-5.",
        )
    unasked = set(why) - {item.document for item in items}
    if unasked:
        raise CocoonError(
            "unknown-document",
            f"A reason is given for {min(unasked)[:60]}, which is not asked for.",
            "Name the document with --document, or leave the reason out.",
        )
    for item in items:
        technology = state.facts.documents[item.document].technology
        if not session.me.holds(technology):
            raise CocoonError(
                "not-allowed",
                f"You do not hold the technology of {item.document}.",
                "Ask the owner for a grant.",
            )
    return items


def _demand_of(state: State, demand: str, partner: str) -> str:
    known = find_demand(state, demand)
    if known.partner != partner:
        theirs = state.facts.partners[known.partner].name
        raise CocoonError(
            "unknown-demand",
            f"{known.id} was made by {theirs}, another partner.",
            "List this partner's with `cocoon demand list --partner ID`.",
        )
    return known.id


def known_stamp(name: str) -> None:
    """Refuse an unknown stamp template.

    Raises:
        CocoonError: ``unknown-stamp``.
    """
    from vault.marks.stamp_template import shipped

    known = shipped()
    if name not in known:
        raise CocoonError(
            "unknown-stamp",
            f"There is no stamp template {name[:60]}.",
            f"Known ones: {', '.join(known)}.",
        )


def standing(state: State, release: Release, now: datetime) -> tuple[policies.Finding, ...]:
    """What the policies say of a release that has not gone out yet; nothing of one that has."""
    if release.state not in ("requested", "approved"):
        return ()
    return policies.findings(policies.Proposal.of(release), state, now)


def approve(
    session: Session,
    release_id: str,
    accept: Iterable[str] = (),
    *,
    override: Iterable[str] = (),
    reason: str = "",
) -> Release:
    """Approve a request.

    Args:
        session: the approver's.
        release_id: which.
        accept: codes of warnings that ask for acceptance by name.
        override: codes of policies that stand against the release and are set aside.
        reason: why they are; signed, and printed on everything.

    Raises:
        RefusedError: not an approver, the requester, a policy, a warning not accepted.
    """
    overridden = tuple(sorted(set(override)))
    reason = _reason_of(overridden, reason)
    session.refresh()
    release = find_release(session.state, release_id)
    accepted = tuple(sorted(set(accept)))
    unknown = set(accepted) - {warning.code for warning in release.warnings}
    if unknown:
        raise CocoonError(
            "unknown-warning",
            f"This release has no warning {', '.join(sorted(unknown))}.",
            "See `cocoon release show`.",
        )

    def build(state: State) -> ev.Body:
        current = find_release(state, release.id)
        state.approver(session.author)
        proposal = policies.Proposal.of(current, approver=session.author)
        findings = policies.judge(proposal, state, session.clock())
        known = {warning.code for warning in current.warnings}
        fresh = [f for f in findings if f.accept and f.code not in {*known, *overridden}]
        if fresh:
            raise RefusedError(fresh[0].code, fresh[0].message, "Ask for the release again.")
        return ev.ReleaseApproved(
            current.id,
            accepted,
            solo=current.by == session.author,
            overrides=_set_aside(findings, overridden, reason),
        )

    session.append(build)
    return session.state.facts.releases[release.id]


def _reason_of(overridden: tuple[str, ...], reason: str) -> str:
    if not overridden:
        if reason.strip():
            raise UsageError(
                "nothing-overridden", "A reason is given to an override.", "Name it: --override."
            )
        return ""
    if not reason.strip():
        raise UsageError(
            "reason-needed", "An override needs its reason.", "Give one with --reason TEXT."
        )
    unknown = [code for code in overridden if code not in policies.BY_CODE]
    if unknown:
        raise CocoonError(
            "unknown-policy", f"There is no policy {unknown[0][:60]}.", "See `cocoon policy list`."
        )
    return names.clean_text(reason, "reason", _LONGEST)


def _set_aside(
    findings: Iterable[policies.Finding], overridden: tuple[str, ...], reason: str
) -> tuple[Override, ...]:
    found = {finding.code: finding for finding in findings}
    for code in overridden:
        if code == policies.SOLO:
            raise RefusedError(
                policies.SOLO,
                "Nobody can set aside that a second person approves.",
                "Ask another approver; an owner may set solo mode: "
                f"`cocoon policy set {policies.SOLO} warn`.",
            )
        if code not in found:
            raise CocoonError(
                "nothing-to-override",
                f"The policy {code} does not stand against this release.",
                "Approve without it; see `cocoon release show`.",
            )
    return tuple(
        policies.set_aside(policies.BY_CODE[code], found[code], reason) for code in overridden
    )


def reject(session: Session, release_id: str, reason: str) -> Release:
    """Reject a request, or one that was approved and has no copies yet, with a reason."""
    release = find_release(session.state, release_id)
    reason = names.clean_name(reason, "reason")
    session.append(lambda state: ev.ReleaseRejected(release.id, reason))
    return session.state.facts.releases[release.id]


def withdraw(session: Session, release_id: str) -> Release:
    """Take one's own request back, approved or not, while there are no copies of it."""
    release = find_release(session.state, release_id)
    session.append(lambda state: ev.ReleaseWithdrawn(release.id))
    return session.state.facts.releases[release.id]


def void(session: Session, copy_id: str, reason: str) -> Copy:
    """Declare a copy void; it stays traceable."""
    copy = session.state.facts.copies.get(copy_id.strip().upper())
    if copy is None:
        raise CocoonError(
            "unknown-copy", f"There is no copy {copy_id[:60]}.", "See `cocoon release show`."
        )
    reason = names.clean_name(reason, "reason")
    session.append(lambda state: ev.CopyVoided(copy.id, reason))
    return session.state.facts.copies[copy.id]
