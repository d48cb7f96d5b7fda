"""From request to copies: who may ask, decide, issue and collect."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from vault.domain import dates, policies
from vault.domain import events as ev
from vault.domain.names import RELEASE
from vault.domain.rules.book import Opened, require, require_new, rule
from vault.domain.rules.times import moment
from vault.domain.state import State
from vault.domain.values import Copy, Overridden, Override, Release
from vault.errors import RefusedError


@rule(ev.ReleaseRequested)
def _release_requested(state: State, event: Opened, body: ev.ReleaseRequested) -> None:
    author = state.member(event.author)
    require(
        author.is_a("engineer", "approver"),
        "not-allowed",
        "Only engineers and approvers ask for releases.",
        "Ask an engineer.",
    )
    contacts = [state.facts.contacts.get(contact) for contact in body.contacts]
    ours = contacts and all(c and not c.removed and c.partner == body.partner for c in contacts)
    require(
        ours and len(set(body.contacts)) == len(body.contacts) and body.items,
        "bad-entry",
        "A release names contacts of one partner, each once, and at least one document.",
    )
    require_new(state.facts.releases, body.release, RELEASE)
    documents = {item.document for item in body.items}
    require(len(documents) == len(body.items), "bad-entry", "A release names a document once.")
    lost = {known.release for known in state.facts.read_back.values()}
    require(body.release not in lost, "bad-entry", "An identifier is taken or malformed.")
    moment(body.until)
    moment(body.return_by or body.until)
    demand = state.facts.demands.get(body.demand)
    require(
        demand is None or demand.partner == body.partner,
        "unknown-demand",
        "The demand was made by another partner.",
        "List demands with `cocoon demand list --partner ID`.",
    )
    for item in body.items:
        document = state.facts.documents.get(item.document)
        revision = document.revision(item.revision) if document else None
        if document is None or revision is None:
            raise RefusedError("unknown-document", "A document of the release does not exist.")
        require(
            author.holds(document.technology),
            "not-allowed",
            f"This member does not hold the technology of {document.id}.",
            "Ask the owner for a grant.",
        )
        pages = item.pages is None or (
            list(item.pages) == sorted(set(item.pages) & set(range(revision.pages))) != []
        )
        require(pages, "bad-entry", "A release names pages that the document has, in order.")
    state.facts.releases[body.release] = Release(
        id=body.release,
        partner=body.partner,
        contacts=body.contacts,
        items=body.items,
        purpose=body.purpose,
        until=body.until,
        by=event.author,
        at=event.time,
        state="requested",
        return_by=body.return_by,
        demand=body.demand,
        stamp=body.stamp,
        allow_untraceable=body.allow_untraceable,
        open_password=body.open_password,
        warnings=body.warnings,
    )


def _deciding(state: State, release: str, word: str, *, undoes: bool = False) -> Release:
    """A release that is still to be decided on; what `undoes` may come after an approval, too.

    Raises:
        RefusedError: it is none, or it is too late.
    """
    known = state.facts.releases.get(release)
    if known is None:
        raise RefusedError(
            "unknown-release",
            "There is no such release.",
            "List them with `cocoon release list`.",
        )
    require(
        not (undoes and known.state == "approved" and known.copies),
        "wrong-state",
        f"Copies of this release were made, so it cannot be {word}.",
        "Declare them void: `cocoon release void COPY --reason TEXT`.",
    )
    require(
        known.state == "requested" or (undoes and known.state == "approved"),
        "wrong-state",
        f"This release is {known.state} and cannot be {word}.",
        "See `cocoon release show`.",
    )
    return known


@rule(ev.ReleaseApproved)
def _release_approved(state: State, event: Opened, body: ev.ReleaseApproved) -> None:
    state.approver(event.author)
    release = _deciding(state, body.release, "approved")
    own = release.by == event.author
    require(
        not own or state.facts.solo,
        "approver-is-requester",
        "The person who asked for a release may not approve it.",
        "Ask another approver.",
    )
    require(body.solo == own, "bad-entry", "A solo approval says so.")
    known = {*body.accepted, *(override.code for override in body.overrides)}
    missing = [w for w in release.warnings if w.accept and w.code not in known]
    if missing:
        flags = " ".join(f"--accept {code}" for code in sorted({w.code for w in missing}))
        raise RefusedError(
            "not-accepted", missing[0].message, f"To approve it all the same: {flags}."
        )
    _untraceable_accepted(state, release, known)
    _overridden(state, event, release, body.overrides)
    now = dates.parse(event.time)
    state.facts.releases[release.id] = msgspec.structs.replace(
        release,
        state="approved",
        accepted=body.accepted,
        decided_by=event.author,
        decided_at=event.time,
        solo=own,
        overrides=tuple(
            Overridden(
                o.code, o.english, o.korean, o.reason, event.author, event.time, o.found,
                o.found_korean,
            )
            for o in body.overrides
        ),
        agreements=policies.covering(policies.Proposal.of(release), state, now),
    )  # fmt: skip


def _overridden(
    state: State, event: Opened, release: Release, overrides: tuple[Override, ...]
) -> None:
    """No block of the firm's policies stands that was not set aside with a reason."""
    codes = [override.code for override in overrides]
    reasons = all(_says(override.reason) and override.english for override in overrides)
    require(
        reasons and len(set(codes)) == len(codes),
        "reason-needed",
        "An override needs its reason.",
        "Give one with --reason TEXT.",
    )
    proposal = policies.Proposal.of(release, approver=event.author)
    _no_block_stands(state, event, proposal, codes)
    if codes:
        standing = policies.findings(proposal, state, dates.parse(event.time))
        require(
            set(codes) <= {finding.code for finding in standing},
            "nothing-to-override",
            "A policy that does not stand against the release is not set aside.",
            "Approve without it; see `cocoon release show`.",
        )


def _says(reason: str) -> bool:
    """Whether a reason has a letter or a digit, and not only what nobody sees."""
    return any(char.isalnum() for char in reason)


def _no_block_stands(
    state: State,
    event: Opened,
    proposal: policies.Proposal,
    overridden: Iterable[str],
    *,
    approved: bool = False,
) -> None:
    now = dates.parse(event.time)
    found = policies.findings(proposal, state, now, (policies.BLOCK,))
    policies.require_possible(found)
    policies.require_overridden(found, overridden, approved=approved)


def _untraceable_accepted(state: State, release: Release, accepted: set[str]) -> None:
    """Whatever the request says of itself: what cannot be traced was asked for and accepted."""
    code = policies.UntraceablePages.code
    if policies.level_of(code, state) == policies.OFF:
        return
    parts = policies.untraceable_parts(release.items, state)
    require(
        not parts or (release.allow_untraceable and code in accepted),
        code,
        "A leaked copy could not be traced: " + "; ".join(parts) + ".",
        "Have it asked for with --allow-untraceable, and accept it by name.",
    )


@rule(ev.ReleaseRejected)
def _release_rejected(state: State, event: Opened, body: ev.ReleaseRejected) -> None:
    state.approver(event.author)
    release = _deciding(state, body.release, "rejected", undoes=True)
    require(body.reason.strip(), "reason-needed", "A rejection needs a reason.", "Give one.")
    state.facts.releases[release.id] = msgspec.structs.replace(
        release,
        state="rejected",
        decided_by=event.author,
        decided_at=event.time,
        reason=body.reason,
    )


@rule(ev.ReleaseWithdrawn)
def _release_withdrawn(state: State, event: Opened, body: ev.ReleaseWithdrawn) -> None:
    release = _deciding(state, body.release, "withdrawn", undoes=True)
    require(
        release.by == event.author,
        "not-allowed",
        "A request is withdrawn by the person who made it.",
        "An approver can reject it.",
    )
    state.facts.releases[release.id] = msgspec.structs.replace(
        release, state="withdrawn", decided_by=event.author, decided_at=event.time
    )


@rule(ev.CopyIssued)
def _copy_issued(state: State, event: Opened, body: ev.CopyIssued) -> None:
    state.approver(event.author)
    release = state.facts.releases.get(body.release)
    require(
        release is not None and release.state == "approved",
        "wrong-state",
        "Copies are issued of an approved release only.",
        "See `cocoon release show`.",
    )
    assert release is not None
    require(
        dates.parse(release.decided_at) <= dates.parse(event.time),
        "approval-to-come",
        "The approval is dated later than now.",
        "See which clock is wrong. If the approver's was, withdraw the request and ask again.",
    )
    held = {state.facts.copies[copy].contact for copy in release.copies}
    require(
        body.contact in release.contacts
        and body.contact not in held
        and not state.facts.contacts[body.contact].removed
        and body.copy == f"{release.id}-{release.contacts.index(body.contact) + 1}",
        "bad-entry",
        "One copy is issued for each contact of the release.",
    )
    require(body.epoch == state.epoch().n, "epoch-changed", "The epoch changed meanwhile.")
    overridden = [override.code for override in release.overrides]
    _no_block_stands(state, event, policies.Proposal.of(release), overridden, approved=True)
    _untraceable_accepted(state, release, {policies.UntraceablePages.code})
    state.facts.copies[body.copy] = Copy(
        id=body.copy,
        release=body.release,
        contact=body.contact,
        epoch=body.epoch,
        seq=event.seq,
        issued=event.time,
        by=event.author,
        files=body.files,
        pack=body.pack,
        access=body.access,
        key_commitment=body.key_commitment,
    )
    state.facts.blobs.add(body.pack.blob)
    copies = (*release.copies, body.copy)
    done = len(copies) == len(release.contacts)
    state.facts.releases[release.id] = msgspec.structs.replace(
        release, copies=copies, state="sealed" if done else "approved"
    )


@rule(ev.CopiesCollected)
def _copies_collected(state: State, event: Opened, body: ev.CopiesCollected) -> None:
    release = state.facts.releases.get(body.release)
    require(
        release is not None and release.state == "sealed",
        "wrong-state",
        "Only a sealed release can be collected.",
        "Seal it first: `cocoon release seal`.",
    )
    assert release is not None
    member = state.member(event.author)
    holds = all(member.holds(t) for t in state.release_technologies(release))
    require(
        holds and set(body.packs) <= set(release.copies),
        "not-allowed",
        "This member does not hold every technology of the release.",
        "Ask the owner for a grant.",
    )
    for copy in body.packs:
        known = state.facts.copies[copy]
        state.facts.copies[copy] = msgspec.structs.replace(
            known, collected=(*known.collected, (event.time, event.author))
        )


@rule(ev.CopyVoided)
def _copy_voided(state: State, event: Opened, body: ev.CopyVoided) -> None:
    state.approver(event.author)
    known = state.facts.copies.get(body.copy)
    require(known and not known.void, "unknown-copy", "There is no such valid copy.")
    assert known is not None
    state.facts.copies[body.copy] = msgspec.structs.replace(known, void=True)
