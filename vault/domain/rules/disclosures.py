"""What happens after a copy left: delivered, acknowledged, returned, recalled.

- A copy is delivered after its pack was collected, and not when it is void or was called back.
- It is acknowledged after a delivery was entered. An acknowledgement does not stand in for the
  delivery: by which way and when it went is a fact of its own that only a person knows.
- It comes back once. After that only a new delivery, of a pack collected again, puts it out anew.
- Only approvers and owners call back. What is void or called back can still be acknowledged and
  returned, since that is what happened.
- What happened lies neither in the future nor before what must have come first.

The same steps apply to disclosures from before the vault (which are out from the start) and to
copies read back after a restore.
"""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from vault.domain import dates
from vault.domain import events as ev
from vault.domain import holdings as held
from vault.domain.names import DISCLOSURE
from vault.domain.rules.book import Opened, require, require_new, require_partner, rule
from vault.domain.rules.evidence import keep
from vault.domain.rules.times import happened, moment
from vault.domain.state import State
from vault.domain.values import Copy, Disclosure, Evidence, ReadBack, Step
from vault.errors import RefusedError

Subject = Copy | Disclosure | ReadBack


def find(state: State, subject: str) -> Subject:
    """A copy, an earlier disclosure, or a copy read back, by id.

    Raises:
        RefusedError: ``unknown-copy``.
    """
    facts = state.facts
    for area in (facts.copies, facts.disclosures, facts.read_back):
        known: Subject | None = area.get(subject)
        if known is not None:
            return known
    raise RefusedError(
        "unknown-copy",
        f"There is no copy or earlier disclosure {subject[:60]}.",
        "Copies are listed by `cocoon release show`, all holdings by `cocoon partner show`.",
    )


def _put(state: State, subject: Subject, step: Step) -> None:
    changed = msgspec.structs.replace(subject, steps=(*subject.steps, step))
    if isinstance(changed, Copy):
        state.facts.copies[changed.id] = changed
    elif isinstance(changed, Disclosure):
        state.facts.disclosures[changed.id] = changed
    else:
        state.facts.read_back[changed.copy] = changed


def _enters(state: State, event: Opened) -> None:
    require(
        state.member(event.author).is_a("owner", "approver", "engineer"),
        "not-allowed",
        "Auditors and examiners do not enter what happened to a copy.",
        "Ask an engineer, an approver or the owner.",
    )


def _time(text: str) -> datetime:
    return moment(text).replace(microsecond=0)


def _between(state: State, event: Opened, at: str, earliest: str, what: str) -> None:
    """Refuse a time after the entry or before what must have come first.

    What came first by the order of entries, but is still to come by the clock of who entered it,
    bounds nothing: that clock was wrong.
    """
    first = _time(earliest)
    require(
        happened(at, event, what) >= first or first > _time(event.time),
        "too-early",
        f"The time given for {what} lies before {_told(state, earliest)}, "
        "when it was not yet possible.",
        "Give the time at which it happened.",
    )


def _told(state: State, time: str) -> str:
    """A time as people read it where the firm is."""
    zone = ZoneInfo(dates.known_zone(state.facts.zone))
    return dates.parse(time).astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _out(subject: Subject) -> str:
    """Since when it is out, or `RefusedError` when it is not."""
    since = held.out_since(subject)
    if isinstance(subject, Disclosure) and subject.struck:
        raise RefusedError(
            "struck-record", "The record was struck, as wrong.", "Enter the right one."
        )
    if since is None:
        returned = any(step.kind in held.BACK for step in subject.steps)
        raise RefusedError(
            "already-returned" if returned else "not-collected",
            "It was already returned or destroyed."
            if returned
            else "Its pack was never written outside, so nobody can have it.",
            "See `cocoon partner show`."
            if returned
            else "Collect it first: `cocoon release collect`.",
        )
    return since


@rule(ev.DisclosureRecorded)
def _disclosure_recorded(state: State, event: Opened, body: ev.DisclosureRecorded) -> None:
    _enters(state, event)
    facts = state.facts
    require_new(facts.disclosures, body.disclosure, DISCLOSURE)
    require_partner(state, body.partner)
    document = facts.documents.get(body.document)
    if document is None:
        raise RefusedError(
            "unknown-document",
            "There is no such document.",
            "Add it first: `cocoon document add`.",
        )
    revision = document.revision(body.revision) if body.revision else None
    require(revision or not body.revision, "unknown-revision", "There is no such revision.")
    pages = max(r.pages for r in document.revisions) if revision is None else revision.pages
    require(
        body.pages is None or list(body.pages) == sorted(set(body.pages) & set(range(pages))) != [],
        "bad-entry",
        "A record names pages that the document has, in order.",
    )
    contact = facts.contacts.get(body.contact)
    require(
        not body.contact or (contact and contact.partner == body.partner),
        "unknown-contact",
        "There is no such contact at this partner.",
        "List them with `cocoon contact list`.",
    )
    require(body.note.strip(), "note-needed", "A record needs a note of how it is known.")
    require(
        _time(body.sent) <= _time(event.time),
        "future-date",
        "The day on which it was sent is still to come.",
        "Give the day on which it was sent.",
    )
    if body.until:
        require(
            _time(body.until) >= _time(body.sent),
            "bad-entry",
            "Its use ends before it was sent.",
            "Check the two dates.",
        )
    keep(state, *body.files)
    facts.disclosures[body.disclosure] = Disclosure(
        id=body.disclosure,
        partner=body.partner,
        document=body.document,
        sent=body.sent,
        note=body.note,
        by=event.author,
        at=event.time,
        revision=body.revision,
        pages=body.pages,
        contact=body.contact,
        until=body.until,
        files=body.files,
    )


@rule(ev.DisclosureStruck)
def _disclosure_struck(state: State, event: Opened, body: ev.DisclosureStruck) -> None:
    author = state.member(event.author)
    known = state.facts.disclosures.get(body.disclosure)
    if known is None or known.struck:
        raise RefusedError(
            "unknown-record", "There is no such record.", "See `cocoon partner show`."
        )
    require(
        author.id == known.by or author.is_a("owner", "approver"),
        "not-allowed",
        "A record is struck by who entered it, an approver or an owner.",
        "Ask one of them.",
    )
    require(body.reason.strip(), "reason-needed", "Striking needs a reason.", "Give one.")
    state.facts.disclosures[known.id] = msgspec.structs.replace(known, struck=body.reason)


@rule(ev.CopyDelivered)
def _copy_delivered(state: State, event: Opened, body: ev.CopyDelivered) -> None:
    _enters(state, event)
    subject = find(state, body.copy)
    require(body.channel.strip(), "bad-entry", "A delivery has a channel.", "Say which way.")
    require(
        not isinstance(subject, Disclosure),
        "wrong-state",
        "An earlier disclosure was out before it was recorded.",
        "Nothing to do; enter what came after.",
    )
    require(
        not (isinstance(subject, Copy) and subject.void),
        "void-copy",
        "A void copy is not delivered.",
        "Ask for a new release.",
    )
    earliest = held.deliverable_since(subject)
    if earliest is None:
        _out(subject)
        raise RefusedError(
            "wrong-state",
            "It was called back, and is not delivered any more.",
            "Ask for a new release.",
        )
    _between(state, event, body.at, earliest, "the delivery")
    keep(state, *body.files)
    _put(state, subject, _step("delivered", event, body.at, body.note, body.files, body.channel))


@rule(ev.CopyAcknowledged)
def _copy_acknowledged(state: State, event: Opened, body: ev.CopyAcknowledged) -> None:
    _enters(state, event)
    subject = find(state, body.copy)
    since = _out(subject)
    if isinstance(subject, Copy):
        delivered = [step.at for step in held.now_out(subject) if step.kind == "delivered"]
        require(
            delivered,
            "not-delivered",
            "No delivery of this copy is entered that could be acknowledged.",
            f"Enter it first: `cocoon release deliver {subject.id} --channel … --at …`.",
        )
        since = min(delivered, key=_time)
    _between(state, event, body.at, since, "the acknowledgement")
    keep(state, *body.files)
    _put(state, subject, _step("acknowledged", event, body.at, body.note, body.files))


@rule(ev.CopyReturned)
def _copy_returned(state: State, event: Opened, body: ev.CopyReturned) -> None:
    _enters(state, event)
    subject = find(state, body.copy)
    since = _out(subject)
    delivered = [step.at for step in held.now_out(subject) if step.kind == "delivered"]
    earliest = min(delivered, key=_time) if delivered else since
    _between(state, event, body.at, earliest, "the return")
    keep(state, *body.files)
    kind = "destroyed" if body.destroyed else "returned"
    _put(state, subject, _step(kind, event, body.at, body.note, body.files))


@rule(ev.CopyRecalled)
def _copy_recalled(state: State, event: Opened, body: ev.CopyRecalled) -> None:
    require(
        state.member(event.author).is_a("owner", "approver"),
        "not-allowed",
        "Only approvers and owners call a copy back.",
        "Ask one of them.",
    )
    subject = find(state, body.copy)
    require(body.reason.strip(), "reason-needed", "A recall needs a reason.", "Give one.")
    _out(subject)
    require(
        not any(step.kind == "recalled" for step in held.now_out(subject)),
        "already-recalled",
        "It was already called back.",
        "Write the letter again with `cocoon release letter --kind recall`.",
    )
    _put(state, subject, _step("recalled", event, event.time, body.reason, ()))


def _step(
    kind: str,
    event: Opened,
    at: str,
    note: str,
    files: tuple[Evidence, ...],
    channel: str = "",
) -> Step:
    return Step(kind, at, event.time, event.seq, event.author, channel, note, files)
