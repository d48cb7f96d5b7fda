"""Letters and dossiers that exist about something, and what may be written about a copy now.

Rows are frozen and hold no keys; they may be handed to another thread.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from vault.app.session import Session
from vault.domain import dates
from vault.domain import holdings as held
from vault.domain.holdings import Subject
from vault.domain.state import State
from vault.domain.values import Copy, Disclosure
from vault.errors import CocoonError


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that was written.

    Attributes:
        kind: ``reminder``, ``return``, ``recall``, ``certificate``, ``reply``, ``delete``,
            ``notice``, ``preservation``, ``annex`` and so on.
        day: when it was written; `by`: by whom.
        delivered: day and channel of each delivery that was entered.
    """

    id: str
    about: str
    kind: str
    language: str
    day: str
    by: str
    delivered: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier that was exported: when, by whom, and the copies whose keys are in it."""

    id: str
    about: str
    day: str
    by: str
    copies: tuple[str, ...]


def letters_about(state: State, ids: Collection[str]) -> tuple[LetterRow, ...]:
    """Letters about any of these, the newest first."""
    facts, zone = state.facts, state.facts.zone
    found = [letter for letter in facts.letters.values() if letter.about in ids]
    return tuple(
        LetterRow(
            letter.id,
            letter.about,
            letter.kind,
            letter.language,
            dates.day(letter.at, zone),
            _name(state, letter.by),
            tuple((dates.day(step.at, zone), step.channel) for step in letter.steps),
        )
        for letter in reversed(found)
    )


def dossiers_about(state: State, ids: Collection[str]) -> tuple[DossierRow, ...]:
    """Dossiers about any of these, the newest first."""
    zone = state.facts.zone
    return tuple(
        DossierRow(
            each.id, each.about, dates.day(each.at, zone), _name(state, each.by), each.copies
        )
        for each in reversed(list(state.facts.dossiers.values()))
        if each.about in ids
    )


def may_export(session: Session) -> bool:
    """Whether this member may open what proves a case."""
    return session.me.is_a("approver", "examiner")


def can_decide(session: Session) -> bool:
    """Whether this member is an approver now."""
    try:
        session.state.approver(session.author)
    except CocoonError:
        return False
    return True


def may_write(session: Session) -> bool:
    """Whether this member may write letters."""
    return session.me.is_a("owner", "approver", "engineer", "examiner")


def may_enter(session: Session) -> bool:
    """Whether this member may enter what happened to a copy."""
    return session.me.is_a("owner", "approver", "engineer")


def writable(subject: Subject, until: str) -> tuple[str, ...]:
    """The kinds of letters that make sense about a copy now, the likeliest first.

    Args:
        subject: a copy, a copy read back or an earlier disclosure.
        until: end of use or day of return; empty when none is known.
    """
    if isinstance(subject, Disclosure) and subject.struck:
        return ()
    out = held.out_since(subject) is not None
    recalled = any(step.kind == "recalled" for step in held.now_out(subject))
    back = any(step.kind in held.BACK for step in subject.steps)
    kinds = []
    if out and recalled:
        kinds.append("recall")
    if out and until and not recalled:
        kinds.append("reminder")
    if out:
        kinds.append("return")
    if out or back:
        kinds.append("certificate")
    return tuple(kinds)


def enterable(session: Session, subject: Subject) -> frozenset[str]:
    """What this member may enter about a copy now.

    Returns:
        Of ``deliver``, ``acknowledge``, ``returned``, ``void``, ``recall``, ``letter``, ``strike``.
    """
    if not may_enter(session):
        return frozenset({"letter"} if may_write(session) and writable(subject, "") else ())
    kinds = {step.kind for step in held.now_out(subject)}
    out = held.out_since(subject) is not None
    void = isinstance(subject, Copy) and bool(subject.void)
    can = set()
    if not void:
        if held.deliverable_since(subject) and "delivered" not in kinds:
            can.add("deliver")
        if "acknowledged" not in kinds and ("delivered" in kinds or _bare(subject, out)):
            can.add("acknowledge")
    if out:
        can.add("returned")
        if "recalled" not in kinds and session.me.is_a("owner", "approver"):
            can.add("recall")
    if writable(subject, ""):
        can.add("letter")
    if isinstance(subject, Copy) and not void and can_decide(session):
        can.add("void")
    mine = isinstance(subject, Disclosure) and subject.by == session.author
    if isinstance(subject, Disclosure) and not subject.struck:
        can |= {"strike"} if mine or session.me.is_a("owner", "approver") else set()
    return frozenset(can)


def _bare(subject: Subject, out: bool) -> bool:
    """Whether it is out and was never the vault's to deliver."""
    return out and not isinstance(subject, Copy)


def _name(state: State, member: str) -> str:
    known = state.facts.members.get(member)
    return known.name if known else member
