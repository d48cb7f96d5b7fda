"""Policies about the demand behind a release: that there is one, and that it is complete."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from vault.domain.policies.judged import LEVELS, WARN, Finding, Proposal
from vault.domain.state import State
from vault.domain.values import ITEMS, Demand


def demand_of(proposal: Proposal, state: State) -> Demand | None:
    """The demand that a release answers, if this partner made it."""
    known = state.facts.demands.get(proposal.demand)
    return known if known and known.partner == proposal.partner else None


class NoDemand:
    """A release answers a demand."""

    code: ClassVar[str] = "no-demand"
    english: ClassVar[str] = "A release answers a demand that is on record."
    korean: ClassVar[str] = "반출은 접수된 기술자료 요구에 대해서만 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds releases that name no demand of this partner."""
        if demand_of(proposal, state):
            return None
        return Finding(
            self.code,
            "No demand of this partner stands behind the release.",
            "Register it with `cocoon demand add`, then ask for the release with --demand ID.",
            "이 반출에 해당하는 기술자료 요구가 접수되어 있지 않습니다.",
        )


class IncompleteDemand:
    """The demand says all that the law asks a demand to say."""

    code: ClassVar[str] = "incomplete-demand"
    english: ClassVar[str] = "The demand states every item that a written demand needs."
    korean: ClassVar[str] = "요구서에는 필요한 기재사항이 모두 적혀 있어야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds required items on which nothing was said."""
        demand = demand_of(proposal, state)
        missing = demand.missing if demand else ()
        if demand is None or not missing:
            return None
        english = ", ".join(ITEMS[code][0] for code in missing)
        korean = ", ".join(ITEMS[code][1] for code in missing)
        way_out = (
            f"Ask for it with `cocoon demand reply {demand.id}`; enter the answer with "
            f"`cocoon demand follow-up {demand.id}`."
        )
        if demand.closed:
            way_out = "It is closed; register what the partner asks now: `cocoon demand add`."
        return Finding(
            self.code,
            f"The demand {demand.id} does not state: {english}.",
            way_out,
            f"요구서 {demand.id}에 다음 기재사항이 없습니다: {korean}.",
        )


class ClosedDemand:
    """A demand that was closed is answered already."""

    code: ClassVar[str] = "closed-demand"
    english: ClassVar[str] = "The demand is still open."
    korean: ClassVar[str] = "반출의 근거가 되는 요구는 종결되지 않은 것이어야 합니다."
    default: ClassVar[str] = WARN
    settable: ClassVar[tuple[str, ...]] = LEVELS

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds closed demands."""
        demand = demand_of(proposal, state)
        if demand is None or not demand.closed:
            return None
        return Finding(
            self.code,
            f"The demand {demand.id} was closed: {demand.closed.rstrip('.')}.",
            "If the partner asks again, that is a new demand: `cocoon demand add`.",
            f"요구서 {demand.id}은(는) 이미 종결되었습니다: {demand.closed.rstrip('.')}.",
        )
