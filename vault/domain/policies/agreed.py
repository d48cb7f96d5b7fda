"""Policies about the agreement above a release: that one binds the partner, whom and how long."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from vault.domain import dates
from vault.domain.policies.judged import LEVELS, WARN, Finding, Proposal
from vault.domain.policies.pages import released
from vault.domain.state import State
from vault.domain.values import Agreement, Item


def technologies_of(items: Iterable[Item], state: State) -> list[str]:
    """Technologies of a proposal's documents, sorted."""
    return sorted({document.technology for document, _, _ in released(items, state)})


def binding(state: State, partner: str, technology: str = "") -> list[Agreement]:
    """Agreements that bind (or bound, or will bind) a partner to secrecy on a technology."""
    return [
        agreement
        for agreement in state.facts.agreements.values()
        if agreement.partner == partner
        and agreement.binds
        and (not technology or agreement.covers_technology(technology))
    ]


def in_force(state: State, partner: str, technology: str, now: datetime) -> list[Agreement]:
    """Agreements that bind a partner to secrecy on a technology now; the longest first."""
    found = [a for a in binding(state, partner, technology) if a.in_force(now)]
    return sorted(found, key=_longest, reverse=True)


def _longest(agreement: Agreement) -> tuple[float, str, str]:
    end = dates.parse(agreement.until).timestamp() if agreement.until else float("inf")
    return end, agreement.signed, agreement.id


def covering(proposal: Proposal, state: State, now: datetime) -> tuple[str, ...]:
    """Ids of the agreements under which a release goes out: one for each technology, at most."""
    found = []
    for technology in technologies_of(proposal.items, state):
        found += [a.id for a in in_force(state, proposal.partner, technology, now)[:1]]
    return tuple(dict.fromkeys(found))


def same_name(name: str) -> str:
    """A name as it is compared: case, spaces and Unicode forms do not matter."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _names(technologies: Iterable[str], state: State) -> str:
    return ", ".join(state.facts.technologies[technology].name for technology in technologies)


class NoAgreement:
    """Nothing secret goes to who has not promised to keep it."""

    code: ClassVar[str] = "no-agreement"
    english: ClassVar[str] = "The partner has signed a confidentiality agreement that covers it."
    korean: ClassVar[str] = "해당 기술에 관한 비밀유지계약이 체결되어 있어야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds technologies on which no agreement ever bound the partner."""
        without = [
            technology
            for technology in technologies_of(proposal.items, state)
            if not any(a.begun(now) for a in binding(state, proposal.partner, technology))
        ]
        if not without:
            return None
        names = _names(without, state)
        return Finding(
            self.code,
            f"No confidentiality agreement with this partner covers: {names}.",
            "Have one signed (`cocoon agreement draft`), then enter it: `cocoon agreement add`.",
            f"다음 기술에 적용되는 비밀유지계약이 없습니다: {names}.",
        )


class ExpiredAgreement:
    """A promise that has run out protects nothing that is handed over now."""

    code: ClassVar[str] = "expired-agreement"
    english: ClassVar[str] = "The confidentiality agreement is in force."
    korean: ClassVar[str] = "비밀유지계약은 반출 시점에 유효해야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds technologies whose agreements are all over."""
        lapsed, last = [], []
        for technology in technologies_of(proposal.items, state):
            begun = [a for a in binding(state, proposal.partner, technology) if a.begun(now)]
            if begun and all(a.over(now) for a in begun):
                lapsed.append(technology)
                last.append(max(begun, key=_longest))
        if not lapsed:
            return None
        names = _names(lapsed, state)
        which = ", ".join(dict.fromkeys(f"{a.id} ({_end(a)})" for a in last))
        return Finding(
            self.code,
            f"The confidentiality agreement has ended: {which}; it covered {names}.",
            "Have a new one signed, then enter it: `cocoon agreement add`.",
            f"비밀유지계약의 기간이 끝났습니다: {which}. 대상 기술: {names}.",
        )


def _end(agreement: Agreement) -> str:
    return min(filter(None, (agreement.until, agreement.ended[0])), key=dates.parse)[:10]


class NotOnStaffList:
    """Who receives is named in the agreement."""

    code: ClassVar[str] = "not-on-staff-list"
    english: ClassVar[str] = "Every recipient is on the agreement's list of staff."
    korean: ClassVar[str] = "수령인은 비밀유지계약의 보유 임직원 명단에 있어야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds recipients whom no agreement in force names; silent where there is none."""
        absent: dict[str, None] = {}
        which: dict[str, None] = {}
        for technology in technologies_of(proposal.items, state):
            agreements = in_force(state, proposal.partner, technology, now)
            listed = {same_name(name) for a in agreements for name in a.staff}
            for contact in proposal.contacts if agreements else ():
                name = state.facts.contacts[contact].name
                if same_name(name) not in listed:
                    absent[name] = None
                    which.update(dict.fromkeys(a.id for a in agreements))
        if not absent:
            return None
        people, ids = ", ".join(absent), ", ".join(which)
        return Finding(
            self.code,
            f"Not on the list of staff who may hold the data ({ids}): {people}.",
            "Have the partner name them, then `cocoon agreement staff ID --add NAME`.",
            f"비밀유지계약({ids})의 보유 임직원 명단에 없습니다: {people}.",
        )


class BeyondAgreement:
    """Nobody may use for longer than they must keep secret."""

    code: ClassVar[str] = "beyond-agreement"
    english: ClassVar[str] = "The use ends before the confidentiality agreement does."
    korean: ClassVar[str] = "사용 기한은 비밀유지계약 기간 안이어야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds agreements in force that end before the use does."""
        until = dates.parse(proposal.until)
        short = []
        for technology in technologies_of(proposal.items, state):
            for agreement in in_force(state, proposal.partner, technology, now)[:1]:
                if agreement.until and dates.parse(agreement.until) < until:
                    short.append(agreement)
        if not short:
            return None
        which = ", ".join(dict.fromkeys(f"{a.id} ({a.until[:10]})" for a in short))
        return Finding(
            self.code,
            f"The use lasts until {proposal.until[:10]}, longer than the agreement: {which}.",
            "Ask for a shorter use, or have the agreement prolonged and enter the new one.",
            f"사용 기한({proposal.until[:10]})이 비밀유지계약 종료일보다 늦습니다: {which}.",
        )
