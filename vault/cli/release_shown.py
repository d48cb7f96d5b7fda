"""A release as the command shows it: for scripts, and for a person who must decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vault.app.session import Session
from vault.cli.answer import Answer
from vault.cli.letter import step_json
from vault.domain.delegations import approved_for
from vault.domain.policies import Finding, describe_pages
from vault.domain.state import State
from vault.domain.values import Release, Warned


def told(said: Warned | Finding, *, blocks: bool) -> dict[str, Any]:
    """What a policy says, as the contract shows it."""
    return {
        "code": said.code,
        "message": said.message,
        "korean": said.korean,
        "accept": said.accept,
        "blocks": blocks,
        "next": said.next,
    }


def release_json(state: State, release: Release) -> dict[str, Any]:
    """A release as the contract shows it."""
    facts = state.facts
    return {
        "release": release.id,
        "state": release.state,
        "partner": release.partner,
        "contacts": list(release.contacts),
        "documents": [
            {
                "document": item.document,
                "revision": item.revision,
                "title": facts.documents[item.document].title,
                "pages": None if item.pages is None else [page + 1 for page in item.pages],
                "why": item.why,
            }
            for item in release.items
        ],
        "purpose": release.purpose,
        "until": release.until,
        "return_by": release.return_by,
        "requested_by": release.by,
        "requested_at": release.at,
        "decided_by": release.decided_by,
        "decided_for": principal.id if (principal := approved_for(state.facts, release)) else "",
        "decided_at": release.decided_at,
        "reason": release.reason,
        "solo": release.solo,
        "allow_untraceable": release.allow_untraceable,
        "open_password": release.open_password,
        "stamp": release.stamp,
        "demand": release.demand,
        "agreements": list(release.agreements),
        "warnings": [told(w, blocks=w.blocks) for w in release.warnings],
        "accepted": list(release.accepted),
        "under_pressure": pressed(release),
        "overrides": [
            {
                "code": o.code,
                "sentence": o.english,
                "korean": o.korean,
                "found": o.found,
                "found_korean": o.found_korean,
                "reason": o.reason,
                "by": o.by,
                "at": o.at,
            }
            for o in release.overrides
        ],
        "copies": [
            {
                "copy": copy.id,
                "contact": copy.contact,
                "issued": copy.issued,
                "void": copy.void,
                "collected": [time for time, _ in copy.collected],
                "files": [{"name": f.name, "sha256": f.sha256} for f in copy.files],
                "steps": [step_json(step) for step in copy.steps],
            }
            for copy in (facts.copies[name] for name in release.copies)
        ],
    }


def _lines(state: State, release: Release, now_standing: Sequence[Finding]) -> list[str]:
    facts = state.facts
    people = ", ".join(facts.contacts[contact].name for contact in release.contacts)
    requester = facts.members[release.by].name
    lines = [
        f"{release.id}  {release.state}{'  (solo)' if release.solo else ''}{_pressed(release)}",
        f"to         {facts.partners[release.partner].name}: {people}",
        f"purpose    {release.purpose}",
        f"until      {release.until}"
        + (f", return by {release.return_by}" if release.return_by else ""),
        f"asked by   {requester}, {release.at}",
    ]
    if release.decided_by:
        decider = facts.members[release.decided_by].name
        if principal := approved_for(state.facts, release):
            decider += f" (delegate of {principal.name})"
        reason = f": {release.reason}" if release.reason else ""
        lines.append(f"decided by {decider}, {release.decided_at}{reason}")
    for item in release.items:
        pages = "all pages"
        if item.pages is not None:
            pages = f"page {describe_pages(list(item.pages))}"
        title = facts.documents[item.document].title
        why = f" — {item.why}" if item.why else ""
        lines.append(f"document   {title} ({item.document}@{item.revision}), {pages}{why}")
    references = [x for x in (release.demand, *release.agreements) if x]
    if references:
        lines.append(f"under      {', '.join(references)}")
    lines += _judged(state, release, now_standing)
    for name in release.copies:
        copy = facts.copies[name]
        word = "collected" if copy.collected else "not yet collected"
        word = "void" if copy.void else copy.steps[-1].kind if copy.steps else word
        lines.append(f"copy       {copy.id} for {facts.contacts[copy.contact].name}, {word}")
    return lines


def _judged(state: State, release: Release, now_standing: Sequence[Finding]) -> list[str]:
    """What the policies said when it was asked for, what they say now, and what was set aside."""
    lines = []
    still = {finding.code for finding in now_standing}
    aside = {override.code for override in release.overrides}
    for warning in release.warnings:
        blocks = warning.blocks and warning.code not in aside
        note = " [accepted]" if warning.code in release.accepted else ""
        if warning.code in aside:
            note = " [set aside]"
        elif release.state == "requested" and warning.code not in still:
            note, blocks = " [stands no longer]", False
        lines.append(
            f"{'BLOCKS' if blocks else 'warning':<11}{warning.code}: {warning.message}{note}"
        )
        if blocks and release.state == "requested":
            lines.append(f"           {warning.next}")
    known = {warning.code for warning in release.warnings} | aside
    for finding in now_standing:
        if finding.code not in known:
            word = "BLOCKS" if finding.blocks or finding.stops else "warning"
            lines.append(f"{word:<11}{finding.code}: {finding.message} [since the request]")
    for override in release.overrides:
        who = state.facts.members[override.by].name
        lines.append(f"override   {override.code}: “{override.english}”")
        lines.append(f"           set aside by {who}, {override.at}: {override.reason}")
    return lines


def pressed(release: Release) -> bool:
    """Whether it goes out, or went, although a policy stood against it."""
    return bool(release.overrides) and release.state not in ("withdrawn", "rejected")


def _pressed(release: Release) -> str:
    if not pressed(release):
        return ""
    codes = ", ".join(override.code for override in release.overrides)
    return f"  RELEASED UNDER PRESSURE, all rights reserved (set aside: {codes})"


def shown(session: Session, release: Release) -> Answer:
    """A release, and what the policies say of it now."""
    from vault.app.release.releases import standing

    now_standing = standing(session.state, release, session.clock())
    found = [told(finding, blocks=finding.blocks or finding.stops) for finding in now_standing]
    value = release_json(session.state, release) | {"standing": found}
    return Answer(value, _lines(session.state, release, now_standing))
