"""The reply to a demand: thanks, what was received, what is missing, and a narrower way.

The letter lets the firm's rule say no, not a person; `rule_is_real` tells whether the program
keeps that rule. Its wording is in ``resources/templates/letters/reply.json``.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from vault.app import law, letters
from vault.app.partnership.demands import check, find_demand
from vault.app.session import Session
from vault.domain import dates, names, policies
from vault.domain.state import State
from vault.domain.values import Demand, Letter

if TYPE_CHECKING:
    from vault.papers.letters import Language, LetterFacts


def reply(
    session: Session,
    demand: str,
    out: Path,
    language: Language = "ko",
    *,
    answer_by: str = "",
    offer: str = "",
) -> Letter:
    """Write the letter that thanks, lists what was received, and asks for what is missing.

    Args:
        session: who writes.
        demand: id.
        out: the PDF to write.
        language: which wording.
        answer_by: day by which an answer is asked for, or empty.
        offer: a narrower alternative in the firm's own words, before the usual ones.
    """
    session.refresh()
    known = find_demand(session.state, demand)
    by = ""
    if answer_by:
        zone = session.state.facts.zone
        by = dates.read_future(answer_by, zone, "the answer", session.clock()).date().isoformat()
    own = names.clean_text(offer, "offer", 1000) if offer.strip() else ""

    def make(letter: str, written: datetime) -> LetterFacts:
        return _reply_facts(session, known, language, by, own, letter, written)

    return letters.write(session, known.id, make, language, out)


def _reply_facts(
    session: Session,
    demand: Demand,
    language: Language,
    answer_by: str,
    offer: str,
    letter: str,
    written: datetime,
) -> LetterFacts:
    from vault.papers.letters import LetterFacts, template

    korean = language == "ko"
    items = law.demand_items(demand.received[:10])
    checked = check(demand)
    asked = {each.item for each in (*checked.missing, *checked.recommended)}
    partner = session.state.facts.partners[demand.partner]
    stated = [
        (item.korean if korean else item.english, demand.items[item.code])
        for item in items
        if demand.items.get(item.code)
    ]
    missing = [
        (
            str(number),
            item.korean if korean else item.english,
            item.ask if korean else item.ask_english,
        )
        for number, item in enumerate((i for i in items if i.code in asked), 1)
    ]
    flags = {f"relation-{demand.relation}", "incomplete" if missing else "complete"}
    flags |= {"stated"} if stated else set()
    flags |= {"answer-by"} if answer_by else set()
    flags |= {"act"} if demand.relation != "no" else set()
    return LetterFacts(
        kind="reply",
        number=letter,
        written=written,
        sender=letters.our_side(session),
        recipient=letters.their_side(session.state, partner, person=demand.asked_by),
        values={
            "demand": demand.id,
            "received": demand.received[:10],
            "channel": demand.channel,
            "asked_by": demand.asked_by,
            "words": demand.words,
            "due": demand.due,
            "attached": ", ".join(file.name for file in demand.files),
            "law": items[0].law if korean else items[0].law_english,
            "law_since": checked.law_since,
            "answer_by": answer_by,
        },
        tables={"stated": stated, "missing": missing},
        lists={"offers": [*([offer] if offer else []), *template("reply")[language]["offers"]]},
        flags=frozenset(flags),
    )


def rule_is_real(state: State) -> bool:
    """Whether the firm's policies do what the reply says: nothing leaves before it is complete."""
    return policies.level_of("incomplete-demand", state) == policies.BLOCK
