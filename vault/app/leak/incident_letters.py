"""Letters about an incident: a demand, a notice, and a draft application to preserve evidence.

They state what the ledger holds. An examination is told of only when it named a copy that the
addressee may hear of, with its bound in plain words; a letter names the copy, not a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.app import letters
from vault.app.leak import incident_matter as matter
from vault.app.leak.exposed import exposed
from vault.app.leak.incident_file import file_of, odds_in_words
from vault.app.leak.incident_matter import Asked, Found
from vault.app.leak.incidents import find_incident
from vault.app.session import Session
from vault.domain import names
from vault.domain.values import Letter
from vault.errors import CocoonError, UsageError
from vault.papers.facts import Party

if TYPE_CHECKING:
    from vault.papers.letters import Language, LetterFacts

KINDS = ("delete", "notice", "preservation")


def write(
    session: Session,
    incident: str,
    kind: str,
    out: Path,
    language: Language = "ko",
    asked: Asked | None = None,
) -> Letter:
    """Write a letter about an incident, keep it, enter it, and put it outside.

    Raises:
        CocoonError: ``unknown-kind``; the addressee or the documents are not known;
            ``file-exists``.
    """
    session.refresh()
    if kind not in KINDS:
        raise UsageError(
            "unknown-kind",
            f"There is no letter {kind[:40]} about an incident.",
            f"Kinds are {', '.join(KINDS)}.",
        )
    known = find_incident(session.state, incident)
    asked = asked or Asked()
    file = file_of(session, known, language)
    found = Found(session, file, kind, language, asked)
    make = partial(_facts, found)
    return letters.write(session, known.id, make, language, out)


def _facts(found: Found, letter: str, written: datetime) -> LetterFacts:
    from vault.papers.letters import LetterFacts, template

    text = template(found.kind)[found.language]
    state, words, asked = found.session.state, found.words, found.asked
    binding = [a for a in matter.agreements(found) if found.kind != "notice"]
    values = {
        "incident": found.incident.id,
        "known": found.incident.known,
        "where": found.leak.where if asked.place else "",
        "when": found.leak.when if asked.place else "",
        "lodged": f"{found.said(found.day(found.leak.at))} ({found.leak.id})",
        "leak": found.leak.id,
        "leak_files": matter.leak_files(found),
        "agreements": ", ".join(matter.agreement_in_words(found, a) for a in binding),
        "copies": ", ".join(dict.fromkeys(each.copy for each in found.named)),
        "deadline": found.deadline,
        "documents": matter.titles(found),
        "identical": ", ".join(matter.identical(found)),
        "law_date": str(text["law_date"]),
        "letters": ", ".join(x.id for x in found.file.letters if x.steps),
        "court": found.recipient.organisation,
        "applicant": state.facts.org,
    }
    flags = {name for name in ("agreements", "identical") if values[name]}
    if not asked.final:
        flags.add("draft")
    if found.named:
        flags.add("match")
        if exposed(state, found.leak.id, (each.copy for each in found.named)):
            flags.add("opened")
        worst = max(each.log10_false_match for each in found.named)
        values["odds"] = odds_in_words(worst, found.language)
        many = "many" if len(found.named) > 1 else "one"
        values["named"] = words[f"named_{many}"].format(copies=values["copies"])
        values["without"] = words[f"without_{many}"]
        if len(found.file.runs) > 1:
            flags.add("runs")
            telling = sum(1 for run in found.file.runs if run.named)
            values["runs"] = words["runs"].format(n=len(found.file.runs), m=telling)
    if found.kind == "notice":
        flags |= matter.given(found)
    lists: dict[str, Sequence[str]] = {"requests": text.get("requests", ())}
    tables: dict[str, Sequence[Sequence[str]]] = {"documents": list(matter.rows(found))}
    if found.kind == "preservation":
        values |= _particulars(found, text)
        own = [names.clean_text(asked.material, "material")] if asked.material else []
        lists["materials"] = own or list(text["materials"])
        tables["history"] = matter.history(found)
        tables["exhibits"] = matter.exhibits(found, text, values)
    return LetterFacts(
        kind=found.kind,
        number=letter,
        written=written,
        sender=letters.our_side(found.session),
        recipient=found.recipient,
        values=values,
        tables=tables,
        lists=lists,
        flags=frozenset(flags),
        draft=not asked.final,
    )


def _holder(found: Found, holder: str) -> Party:
    """The holder of the evidence, with the address of whoever of the case it is."""
    state = found.session.state
    if holder == found.incident.third_party:
        return matter.third_party(state, found.incident)
    if found.partner and holder == found.partner.name:
        return letters.their_side(state, found.partner)
    return Party(holder)


def _particulars(found: Found, text: Mapping[str, Any]) -> dict[str, str]:
    from vault.papers.letters import BLANK

    asked = found.asked
    partner = found.partner.name if found.partner else ""
    holder = asked.holder or found.incident.third_party or partner
    if not holder:
        raise CocoonError(
            "holder-unknown",
            "Nobody is named who holds the evidence.",
            "Name them: --holder NAME, or state the third party or partner of the incident.",
        )
    holder = names.clean_name(holder, "holder")
    ours, theirs = letters.our_side(found.session), _holder(found, holder)
    return {
        "holder": holder,
        "applicant_postal": ours.address or BLANK,
        "applicant_representative": ours.representative or BLANK,
        "holder_postal": theirs.address or BLANK,
        "holder_representative": theirs.representative or BLANK,
        "fact": names.clean_text(asked.fact, "fact") if asked.fact else text["fact_default"],
        "reason": (
            names.clean_text(asked.reason, "reason") if asked.reason else text["reason_default"]
        ),
    }
