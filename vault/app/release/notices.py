"""Letters about copies: reminder, return-or-destroy demand with its certificate, recall notice.

Each names the documents, revisions, pages, copies and the SHA-256 of the delivered files. What
went out before the vault has no delivered file that is known; the original's hash is given when
its revision is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from vault.app import letters
from vault.app.release.copies import Subject, id_of
from vault.app.release.copies import find as find_copy
from vault.app.session import Session
from vault.domain import dates
from vault.domain import holdings as domain
from vault.domain.holdings import Holding
from vault.domain.policies import describe_pages
from vault.domain.state import State
from vault.domain.values import Contact, Disclosure, Letter, Partner, ReadBack
from vault.errors import CocoonError, UsageError
from vault.papers.facts import Party

if TYPE_CHECKING:
    from vault.papers.letters import Language, LetterFacts

KINDS = ("return", "recall", "reminder", "certificate")
DAYS_TO_RETURN = 14
"""When the day of return has passed or none was set, a demand gives this many days."""

_LISTS = ("requests", "terms")
_WORDS = {
    "en": {
        "whole": "whole file",
        "original": "not recorded; our original: {sha}",
        "unhashed": "not recorded",
    },
    "ko": {
        "whole": "파일 전체",
        "original": "기록 없음 (당사 원본: {sha})",
        "unhashed": "기록 없음",
    },
}


def write(
    session: Session,
    copy: str,
    kind: str,
    out: Path,
    language: Language = "ko",
    by: str = "",
) -> Letter:
    """Write a letter about one copy or earlier disclosure.

    Args:
        session: any member but an auditor.
        copy: its id.
        kind: one of `KINDS`.
        out: the PDF; must not exist.
        language: which wording.
        by: day by which it shall be back, for a demand or recall; by default the agreed one when
            it is still to come, else `DAYS_TO_RETURN` days from now. A recall, which ends what was
            agreed, takes the earlier of the two.

    Raises:
        CocoonError: ``unknown-kind``; not out; no recall entered; ``file-exists``.
    """
    session.refresh()
    if kind not in KINDS:
        raise UsageError(
            "unknown-kind", f"There is no letter {kind[:40]} about a copy.", "See --help."
        )
    subject = find_copy(session.state, copy)
    _must_be_out(subject, kind)
    if kind == "recall" and not _recalls(subject):
        raise CocoonError(
            "not-recalled",
            f"{id_of(subject)} was not called back.",
            f"Do that first: `cocoon release recall {id_of(subject)} --reason …`.",
        )
    if kind == "reminder" and not _end_of(session, subject):
        raise CocoonError(
            "no-date",
            f"No end of use is known for {id_of(subject)}, so there is nothing to remind of.",
            "Write a demand instead: --kind return.",
        )
    return _write(session, id_of(subject), [subject], kind, out, language, by)


def write_recall(
    session: Session,
    about: str,
    subjects: Sequence[Subject],
    out: Path,
    language: Language = "ko",
    by: str = "",
) -> Letter:
    """Write one recall notice for copies that one recall called back.

    Args:
        session: any member but an auditor.
        about: id of the release or copy that was called back.
        subjects: the copies.
        out: as for `write`.
        language: as for `write`.
        by: as for `write`.
    """
    return _write(session, about.strip().upper(), list(subjects), "recall", out, language, by)


def check(session: Session, out: Path, language: str, by: str = "") -> str:
    """Refuse, before anything is entered, what would stop the letter after it.

    Returns:
        The deadline, stamped, or empty when none was given.

    Raises:
        CocoonError: ``file-exists``, ``bad-language``, ``bad-date``, ``past-date``.
    """
    if language not in ("ko", "en"):
        raise CocoonError("bad-language", f"There is no wording in {language}.", "Use ko or en.")
    if out.exists():
        raise CocoonError("file-exists", f"{out} is already there.", "Choose another name.")
    if not by:
        return ""
    zone = session.state.facts.zone
    return dates.stamp(dates.read_future(by, zone, "the return", session.clock()))


def _must_be_out(subject: Subject, kind: str) -> None:
    returned = any(step.kind in domain.BACK for step in subject.steps)
    if isinstance(subject, Disclosure) and subject.struck:
        raise CocoonError(
            "struck-record", f"{subject.id} was struck, as wrong.", "Enter the right one."
        )
    if domain.out_since(subject) is not None or (kind == "certificate" and returned):
        return
    if returned:
        raise CocoonError(
            "already-returned",
            f"{id_of(subject)} was already returned or destroyed.",
            "Its certificate is in the ledger; see `cocoon release show`.",
        )
    raise CocoonError(
        "not-collected",
        f"The pack of {id_of(subject)} was never written outside, so nobody can have it.",
        "To withdraw it: `cocoon release void`.",
    )


def _recalls(subject: Subject) -> list[str]:
    return [step.note for step in domain.now_out(subject) if step.kind == "recalled"]


def _write(
    session: Session,
    about: str,
    subjects: list[Subject],
    kind: str,
    out: Path,
    language: Language,
    by: str,
) -> Letter:
    deadline = check(session, out, language, by)
    if not any(_held(session, subject) for subject in subjects):
        raise CocoonError(
            "nothing-known",
            f"No document of {about} is known to the vault.",
            "Write the letter by hand; its pack's manifest names the files.",
        )
    make = partial(_facts, session, subjects, kind, language, deadline)
    return letters.write(session, about, make, language, out)


def _facts(
    session: Session,
    subjects: list[Subject],
    kind: str,
    language: Language,
    by: str,
    letter: str,
    written: datetime,
) -> LetterFacts:
    from vault.papers.letters import LetterFacts, day_said, template

    text = template(kind)[language]
    state = session.state
    zone = ZoneInfo(state.facts.zone)
    held = [h for subject in subjects for h in _held(session, subject)]
    first = held[0]
    recipient = _recipient(state, subjects, held)
    until, return_by = first.until, first.return_by
    deadline = by or _deadline(return_by or until, written, at_once=kind == "recall")
    words = _WORDS[language]
    release = state.facts.releases.get(first.release)
    reasons = [reason for subject in subjects for reason in _recalls(subject)]
    end = dates.parse(until or return_by).astimezone(zone) if until or return_by else None
    values = {
        "letter": letter,
        "copies": ", ".join(id_of(subject) for subject in subjects),
        "release": first.release,
        "purpose": release.purpose if release else "",
        "until": _day(until, zone),
        "return_by": _day(return_by, zone),
        "deadline": _day(deadline, zone),
        "requested": "" if deadline == return_by else _day(deadline, zone),
        "reason": reasons[-1] if reasons else "",
        "our_firm": state.facts.org,
        "since": ", ".join(
            day_said(d, language) for d in sorted({_day(h.since, zone) for h in held})
        ),
    }
    flags = {"ended"} if end and end < written else set()
    if all(_marked(state, h) for h in held):
        flags.add("marked")
    ours = letters.our_side(session)
    form = kind == "certificate"
    return LetterFacts(
        kind=kind,
        number=letter,
        written=written,
        sender=recipient if form else ours,
        recipient=ours if form else recipient,
        values=values,
        tables={"documents": [_row(state, h, words) for h in held]},
        lists={name: text.get(name, ()) for name in _LISTS},
        flags=frozenset(flags),
    )


def _deadline(agreed: str, written: datetime, at_once: bool) -> str:
    """The agreed day while it is to come, else some days; whichever is first ends a recall."""
    end = (written + timedelta(days=DAYS_TO_RETURN)).replace(hour=23, minute=59, second=59)
    if agreed and written < dates.parse(agreed) and (not at_once or dates.parse(agreed) < end):
        return agreed
    return dates.stamp(end)


def _day(text: str, zone: ZoneInfo) -> str:
    return dates.day(text, zone.key) if text else ""


def _end_of(session: Session, subject: Subject) -> str:
    return next((h.until or h.return_by for h in _held(session, subject)), "")


def _held(session: Session, subject: Subject) -> list[Holding]:
    known = id_of(subject)
    everything = domain.holdings(session.state, session.clock())
    return [holding for holding in everything if holding.copy == known]


def _recipient(state: State, subjects: list[Subject], held: list[Holding]) -> Party:
    facts = state.facts
    first = subjects[0]
    if isinstance(first, ReadBack):
        return Party(
            first.recipient.get("organisation", ""),
            first.recipient.get("person", ""),
            first.recipient.get("title", ""),
            first.recipient.get("email", ""),
        )
    partner: Partner = facts.partners[held[0].partner]
    people = {holding.contact for holding in held}
    contact: Contact | None = facts.contacts.get(people.pop()) if len(people) == 1 else None
    return letters.their_side(state, partner, contact)


def _marked(state: State, holding: Holding) -> bool:
    """Whether what was delivered carries the copy's own marks: issued, and of a kind for them."""
    document = state.facts.documents.get(holding.document)
    revision = document.revision(holding.revision) if document and holding.revision else None
    issued = holding.copy in state.facts.copies or holding.copy in state.facts.read_back
    return issued and revision is not None and revision.plan is not None


def _row(state: State, holding: Holding, words: Mapping[str, str]) -> tuple[str, ...]:
    """Document, revision, pages, copy and recipient, SHA-256 of the delivered file."""
    from vault.papers.sheet import hash_text

    facts = state.facts
    issued = facts.copies.get(holding.copy) or facts.read_back.get(holding.copy)
    files = issued.files if issued else ()
    delivered = next((f.sha256 for f in files if f.document == holding.document), "")
    document = facts.documents.get(holding.document)
    revision = document.revision(holding.revision) if document and holding.revision else None
    said = words["unhashed"]
    if delivered:
        said = hash_text(delivered)
    elif revision:
        said = words["original"].format(sha=hash_text(revision.sha256))
    contact = facts.contacts.get(holding.contact)
    return (
        f"{holding.title} ({holding.document})",
        str(holding.revision) if holding.revision else "—",
        describe_pages(list(holding.pages)) or words["whole"],
        " · ".join(filter(None, (holding.copy, contact.name if contact else ""))),
        said,
    )
