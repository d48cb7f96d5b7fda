"""Demands for technical data: registered as they came, checked, answered, followed up.

Most come orally and say little. Registering one keeps the words, the day and the proof; the
check says which statutory items are missing; `demand_replies` asks for them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from vault.app import law
from vault.app.law import LawItem
from vault.app.partnership.partners import find_partner
from vault.app.proof import evidence
from vault.app.session import Session
from vault.domain import dates, names
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import ITEMS, RELATIONS, Demand
from vault.errors import CocoonError, UsageError

LONGEST_WORDS = 50_000
_LONGEST_ITEM = 2000


@dataclass(frozen=True, slots=True)
class Missing:
    """A statutory item on which a demand says nothing."""

    item: str
    korean: str
    english: str
    law: str
    law_english: str


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a demand is complete.

    Attributes:
        complete: nothing that is required is missing.
        missing: required items that are missing.
        recommended: items that no law requires here and that should be asked for all the same.
        relation: ``yes``, ``no`` or ``unknown``.
        advice: what to do first, in sentences.
        law_since: day since which the wording that was applied is in force.
    """

    complete: bool
    missing: tuple[Missing, ...]
    recommended: tuple[Missing, ...]
    relation: str
    advice: tuple[str, ...]
    law_since: str


def find_demand(state: State, demand: str) -> Demand:
    """A demand by id.

    Raises:
        CocoonError: ``unknown-demand``.
    """
    known = state.facts.demands.get(demand.strip().upper())
    if known is None:
        raise CocoonError(
            "unknown-demand",
            f"There is no demand {demand[:60]}.",
            "List them with `cocoon demand list`.",
        )
    return known


def add(
    session: Session,
    partner: str,
    *,
    received: str,
    channel: str,
    words: str,
    asked_by: str = "",
    items: Mapping[str, str] | None = None,
    relation: str = "unknown",
    due: str = "",
    files: Sequence[Path] = (),
) -> Demand:
    """Register a demand.

    Args:
        session: who registers it.
        partner: id or name.
        received: day or time of receipt.
        channel: how it came: phone, meeting, e-mail, …
        words: what was said or written, verbatim.
        asked_by: who asked.
        items: code of a statutory item → what the demand says on it.
        relation: whether the firm is this partner's subcontractor: yes, no, unknown.
        due: day by which the partner wants the data.
        files: e-mail, form, photo of a note.

    Raises:
        CocoonError: something named does not exist or cannot be read; nothing is entered.
    """
    session.refresh()
    state = session.state
    known = find_partner(state, partner)
    when = _past(session, received, "the receipt of a demand")
    relation = _relation(relation)
    body = ev.DemandAdded(
        demand=names.new_id(names.DEMAND),
        partner=known.id,
        received=when,
        channel=names.clean_text(channel, "channel", 200),
        words=verbatim(words),
        asked_by=names.clean_name(asked_by, "person who asked") if asked_by.strip() else "",
        items=_read_items(items or {}),
        required=_required(when, relation),
        relation=relation,
        due=dates.read_date(due, "when the data are wanted") if due else "",
        files=evidence.take_in(session, files),
    )
    session.append(lambda state: body)
    return session.state.facts.demands[body.demand]


def follow_up(
    session: Session,
    demand: str,
    *,
    note: str = "",
    at: str = "",
    channel: str = "",
    items: Mapping[str, str] | None = None,
    relation: str = "",
    files: Sequence[Path] = (),
) -> Demand:
    """Enter what came after a demand: an answer with missing items, a reminder, a call.

    Args:
        session: who enters it.
        demand: id.
        note: what happened, in a sentence or more.
        at: when; empty means now.
        channel: how it came or went.
        items: code of a statutory item → what the answer says on it.
        relation: what was found out on the relation of the firms: yes, no, unknown.
        files: the answer itself.
    """
    session.refresh()
    known = find_demand(session.state, demand)
    found = _read_items(items or {})
    if not (note.strip() or found or relation or files):
        raise UsageError("nothing-told", "Nothing was told.", "Give --note, an item or --file.")
    relation = _relation(relation) if relation else ""
    when = _past(session, at, "the follow-up")
    if when[:10] < known.received[:10]:
        raise CocoonError(
            "before-demand",
            f"The follow-up would lie before the demand, which came on {known.received[:10]}.",
            "Give the day on which it happened.",
        )
    body = ev.DemandFollowed(
        demand=known.id,
        at=when,
        note=verbatim(note) if note.strip() else "",
        channel=names.clean_text(channel, "channel", 200) if channel.strip() else "",
        items=found,
        files=evidence.take_in(session, files),
        relation=relation,
        required=_required(known.received, relation) if relation else (),
    )
    session.append(lambda state: body)
    return session.state.facts.demands[known.id]


def close(session: Session, demand: str, reason: str) -> Demand:
    """A demand needs no more attention: answered, withdrawn, refused."""
    known = find_demand(session.state, demand)
    reason = names.clean_text(reason, "reason", _LONGEST_ITEM)
    session.append(lambda state: ev.DemandClosed(known.id, reason))
    return session.state.facts.demands[known.id]


def verbatim(text: str) -> str:
    """What somebody said or wrote, as it was: with its lines, without what no file can hold.

    Raises:
        CocoonError: ``bad-text``.
    """
    bad = any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r\t" for char in text)
    if not text.strip() or bad or len(text) > LONGEST_WORDS:
        raise CocoonError(
            "bad-text",
            f"The words are empty, longer than {LONGEST_WORDS} characters, or have control "
            "characters.",
            "Type the words; attach a long text with --file.",
        )
    return text.strip()


def _past(session: Session, text: str, what: str) -> str:
    zone = session.state.facts.zone
    moment = dates.read_past(text, zone, what, session.clock())
    return dates.stamp(moment.astimezone(ZoneInfo(zone)))  # its day is the day where the firm is


def _relation(text: str) -> str:
    relation = text.strip().lower()
    if relation not in RELATIONS:
        raise UsageError(
            "bad-relation",
            f"“{text[:40]}” is no answer to whether the firm is this partner's subcontractor.",
            "Say yes, no or unknown.",
        )
    return relation


def _read_items(items: Mapping[str, str]) -> dict[str, str]:
    unknown = set(items) - set(ITEMS)
    if unknown:
        raise UsageError(
            "unknown-item",
            f"A demand has no item {min(unknown)[:40]}.",
            f"Items are {', '.join(ITEMS)}.",
        )
    return {
        code: names.clean_text(items[code], ITEMS[code][0], _LONGEST_ITEM)
        for code in ITEMS
        if items.get(code, "").strip()
    }


def _required(received: str, relation: str) -> tuple[str, ...]:
    if relation == "no":
        return ()
    return tuple(item.code for item in law.demand_items(received[:10]))


# -- checking ----------------------------------------------------------------------------------


def check(demand: Demand) -> Check:
    """Which statutory items are missing, and what to do first."""
    items = law.demand_items(demand.received[:10])
    said = {code for code, text in demand.items.items() if text.strip()}
    absent = tuple(_missing(item) for item in items if item.code not in said)
    missing = tuple(each for each in absent if each.item in demand.required)
    recommended = absent if demand.relation == "no" else ()
    return Check(
        complete=not missing,
        missing=missing,
        recommended=recommended,
        relation=demand.relation,
        advice=_advice(demand, missing, recommended),
        law_since=law.wording_of(items),
    )


def _missing(item: LawItem) -> Missing:
    return Missing(item.code, item.korean, item.english, item.law, item.law_english)


def _advice(
    demand: Demand, missing: Sequence[Missing], recommended: Sequence[Missing]
) -> tuple[str, ...]:
    found = []
    if demand.relation == "unknown":
        found.append(
            "First establish whether the firm is this partner's subcontractor (수급사업자): the "
            "Subcontracting Act applies only then; until that is known its items are treated as "
            f"required. Enter it: `cocoon demand follow-up {demand.id} --relation yes|no`."
        )
    if demand.relation == "no":
        found.append(
            "The Subcontracting Act does not require these items of this partner; the "
            f"{law.UNFAIR_COMPETITION_ACT[1]} applies. Ask for them all the same: they show that "
            "the data are managed as a secret."
        )
    if not law.known_on(demand.received[:10]):
        found.append("The demand is older than the law the program knows; have counsel check.")
    if missing or recommended:
        found.append(f"Ask for what is missing: `cocoon demand reply {demand.id} --out FILE.pdf`.")
    return tuple(found)


def needing_attention(state: State, now: datetime, days: int = 3) -> list[Demand]:
    """Open demands that are incomplete, or wanted within some days; the most urgent first."""
    soon = (now + timedelta(days=days)).date()
    found = [
        demand
        for demand in state.facts.demands.values()
        if not demand.closed
        and (demand.missing or (demand.due and date.fromisoformat(demand.due) <= soon))
    ]
    return sorted(found, key=lambda demand: (demand.due or "9999", demand.received))
