"""A draft confidentiality agreement, filled from what the vault knows; counsel finishes it.

It has the contents that the law asks such an agreement to have, in the firm's own words, and it
discloses that copies are individually marked and can be traced. Nothing is entered but the
letter itself: an agreement exists when it is signed (`vault.app.partnership.agreements`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vault.app import law, letters
from vault.app.partnership.partners import find_partner
from vault.app.people.members import find_technology
from vault.app.release.releases import find_release, read_item
from vault.app.session import Session
from vault.domain import dates, names
from vault.domain.policies import describe_pages, released
from vault.domain.policies.agreed import same_name
from vault.domain.state import State
from vault.domain.values import Item, Letter, Release
from vault.errors import CocoonError

if TYPE_CHECKING:
    from vault.papers.letters import Language, LetterFacts


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft shall cover, as typed.

    Attributes:
        partner: id or name.
        release: id of a release that fills purpose, scope, dates and recipients, or empty.
        technologies: names or ids.
        documents: ``ID[@REV][:1,3-5]`` each.
        purpose: what the data may be used for.
        until, return_by: days.
        staff: names of those who will hold the data; the partner's contacts if none is given.
    """

    partner: str
    release: str = ""
    technologies: Sequence[str] = ()
    documents: Sequence[str] = ()
    purpose: str = ""
    until: str = ""
    return_by: str = ""
    staff: Sequence[str] = ()


def draft(session: Session, asked: Draft, out: Path, language: Language = "ko") -> Letter:
    """Write the draft, keep it and enter it as a letter to the partner.

    Raises:
        CocoonError: something named does not exist, or belongs to another partner.
    """
    session.refresh()
    state = session.state
    partner = find_partner(state, asked.partner)
    release = find_release(state, asked.release) if asked.release else None
    if release and release.partner != partner.id:
        raise CocoonError(
            "unknown-release",
            f"{release.id} goes to another partner.",
            "Name a release to this partner.",
        )
    items = (*(release.items if release else ()),)
    items += tuple(read_item(state, text, {}) for text in asked.documents)
    technologies = [find_technology(state, name).name for name in asked.technologies]
    zone, now = state.facts.zone, session.clock()
    purpose = names.clean_text(asked.purpose, "purpose", 2000) if asked.purpose.strip() else ""
    until = dates.read_future(asked.until, zone, "the end of use", now) if asked.until else None
    back = dates.read_future(asked.return_by, zone, "the return", now) if asked.return_by else None
    if until and back:
        dates.check_return(until, back)
    staff = _staff(state, partner.id, release, asked.staff)

    def make(letter: str, written: datetime) -> LetterFacts:
        from vault.papers.letters import LetterFacts, template

        words = template("agreement")[language]
        values = {
            "purpose": purpose or (release.purpose if release else "") or words["blank_purpose"],
            "until": _day(until, release.until if release else "", words["blank_day"]),
            "return_by": _day(back, release.return_by if release else "", words["blank_day"]),
            "law": law.agreement_items(written.date().isoformat())[0].law,
            "law_since": law.wording_of(law.agreement_items(written.date().isoformat())),
        }
        scope = _scope(state, items, technologies, words)
        contents = law.agreement_items(written.date().isoformat())
        if language == "en":
            values["law"] = contents[0].law_english
        return LetterFacts(
            kind="agreement",
            number=letter,
            written=written,
            sender=letters.our_side(session),
            recipient=letters.their_side(state, partner),
            values=values,
            tables={
                "scope": scope,
                "staff": [(str(n), *person) for n, person in enumerate(staff, 1)]
                or [(str(n), "", "", "") for n in range(1, 4)],
                "contents": [
                    (
                        item.korean if language == "ko" else item.english,
                        words["where"].get(item.code, ""),
                    )
                    for item in contents
                ],
            },
            draft=True,
        )

    return letters.write(session, partner.id, make, language, out)


def _day(given: datetime | None, stamped: str, blank: str) -> str:
    if given:
        return given.date().isoformat()
    return stamped[:10] or blank


def _scope(
    state: State, items: Sequence[Item], technologies: Sequence[str], words: dict[str, str]
) -> list[tuple[str, str, str, str]]:
    rows = []
    for (document, revision, _), item in zip(released(items, state), items, strict=True):
        pages = words["whole"]
        if item.pages is not None:
            pages = words["pages"].replace("{pages}", describe_pages(list(item.pages)))
        name = state.facts.technologies[document.technology].name
        edition = words["revision"].replace("{n}", str(revision.n))
        rows.append((name, f"{document.title} ({document.id})", edition, pages))
    rows += [(name, words["of_technology"], "", "") for name in technologies]
    rows = rows or [("", words["blank_scope"], "", "")]
    return [(str(n), *row[:2], " · ".join(filter(None, row[2:]))) for n, row in enumerate(rows, 1)]


def _staff(
    state: State, partner: str, release: Release | None, named: Sequence[str]
) -> list[tuple[str, str, str]]:
    """Names, titles and e-mail addresses: as given, else the recipients, else all contacts."""
    people = [c for c in state.facts.contacts.values() if c.partner == partner and not c.removed]
    if named:
        known = {same_name(contact.name): contact for contact in people}
        found = []
        for name in dict.fromkeys(names.clean_name(each, "name of staff") for each in named):
            contact = known.get(same_name(name))
            found.append((name, contact.title, contact.email) if contact else (name, "", ""))
        return found
    if release:
        people = [contact for contact in people if contact.id in release.contacts]
    return [(contact.name, contact.title, contact.email) for contact in people]
