"""What happened to a copy after it left: delivered, acknowledged, returned, called back, due.

Every function takes the id of a copy, of an earlier disclosure (``H-…``) or of a copy read back
after a restore. Times are typed as days or moments; the rules say which orders make sense.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from vault.app.proof import evidence
from vault.app.session import Session
from vault.domain import dates, names
from vault.domain import events as ev
from vault.domain import holdings as domain
from vault.domain.rules.disclosures import find as _find
from vault.domain.state import State
from vault.domain.values import Copy, Disclosure, Evidence, ReadBack
from vault.errors import CocoonError

Subject = Copy | Disclosure | ReadBack


def find(state: State, copy: str) -> Subject:
    """A copy, an earlier disclosure or a copy read back, by id.

    Raises:
        RefusedError: ``unknown-copy``.
    """
    return _find(state, copy.strip().upper())


def id_of(subject: Subject) -> str:
    """Its id."""
    return subject.copy if isinstance(subject, ReadBack) else subject.id


def deliver(
    session: Session,
    copy: str,
    channel: str,
    *,
    at: str = "",
    note: str = "",
    files: Sequence[Path] = (),
) -> Subject:
    """Enter that a copy reached its recipient.

    Args:
        session: an engineer, approver or owner.
        copy: id.
        channel: which way it went: by hand, courier, e-mail.
        at: day or moment; now, when empty.
        note: anything else worth keeping.
        files: proof, such as a receipt.

    Raises:
        RefusedError: not written outside yet, void, called back; a time that cannot be.
    """
    channel = names.clean_name(channel, "channel")

    def make(known: str, when: str, note: str, kept: tuple[Evidence, ...]) -> ev.Body:
        return ev.CopyDelivered(known, when, channel, note, kept)

    return _enter(session, copy, make, domain.deliverable_since, at, note, files, "the delivery")


def acknowledge(
    session: Session, copy: str, *, at: str = "", note: str = "", files: Sequence[Path] = ()
) -> Subject:
    """Enter that the recipient confirmed the arrival; `files` are the signed form, read back in.

    Raises:
        RefusedError: no delivery is entered; a time that cannot be.
    """
    return _enter(
        session, copy, ev.CopyAcknowledged, _arrived, at, note, files, "the acknowledgement"
    )


def returned(
    session: Session,
    copy: str,
    *,
    destroyed: bool = False,
    at: str = "",
    note: str = "",
    files: Sequence[Path] = (),
) -> Subject:
    """Enter that a copy came back or was destroyed; `files` are the certificate, read back in.

    Raises:
        RefusedError: it is not out; a time that cannot be.
    """

    def make(known: str, when: str, note: str, kept: tuple[Evidence, ...]) -> ev.Body:
        return ev.CopyReturned(known, when, destroyed, note, kept)

    return _enter(session, copy, make, _arrived, at, note, files, "the return")


def _arrived(subject: Subject) -> str | None:
    """When it was delivered, or else since when it is out."""
    delivered = [step.at for step in domain.now_out(subject) if step.kind == "delivered"]
    return min(delivered, key=dates.parse) if delivered else domain.out_since(subject)


def _enter(
    session: Session,
    copy: str,
    make: Callable[[str, str, str, tuple[Evidence, ...]], ev.Body],
    earliest: Callable[[Subject], str | None],
    at: str,
    note: str,
    files: Sequence[Path],
    what: str,
) -> Subject:
    session.refresh()
    known = id_of(find(session.state, copy))
    note = names.clean_name(note, "note") if note else ""
    when = _moment(session, at, earliest(find(session.state, known)), what)
    kept = evidence.take_in(session, files)
    body = make(known, when, note, kept)
    session.append(lambda state: body)
    return find(session.state, known)


def _moment(session: Session, text: str, earliest: str | None, what: str) -> str:
    """When it happened; a day alone is not before what came first on the same day."""
    zone = ZoneInfo(session.state.facts.zone)
    moment = dates.read_past(text, zone.key, what, session.clock()).astimezone(zone)
    if earliest and 0 < len(text.strip()) <= 10:
        first = dates.parse(earliest).astimezone(zone)
        if moment < first and moment.date() == first.date():
            moment = first
    return dates.stamp(moment)


# -- calling back -------------------------------------------------------------------------------


def recallable(session: Session, what: str) -> list[Subject]:
    """The copies of a release, or one copy, that are out and not called back.

    Raises:
        CocoonError: ``unknown-copy``, ``nothing-to-recall``.
    """
    state = session.state
    release = state.facts.releases.get(what.strip().upper())
    if release is None:
        return [find(state, what)]
    found: list[Subject] = [
        copy
        for copy in (state.facts.copies[name] for name in release.copies)
        if domain.out_since(copy) and not any(s.kind == "recalled" for s in domain.now_out(copy))
    ]
    if not found:
        raise CocoonError(
            "nothing-to-recall",
            f"No copy of {release.id} is out that was not already called back.",
            "See `cocoon release show`.",
        )
    return found


def recall(session: Session, what: str, reason: str) -> list[Subject]:
    """Call back a copy, or all copies of a release that are out; one entry for each.

    Args:
        session: an approver or owner.
        what: id of a release, a copy or an earlier disclosure.
        reason: why; it stands in the ledger and in the letter.

    Raises:
        RefusedError: not an approver; not out, or already called back.
    """
    session.refresh()
    reason = names.clean_text(reason, "reason")
    subjects = [id_of(subject) for subject in recallable(session, what)]
    for known in subjects:
        body = ev.CopyRecalled(known, reason)
        session.append(partial(_given, body))
    return [find(session.state, known) for known in subjects]


def _given(body: ev.Body, state: State) -> ev.Body:
    return body
