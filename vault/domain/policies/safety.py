"""Policies that no firm can switch off: they keep a release from contradicting itself."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from vault.domain import dates
from vault.domain.policies.judged import BLOCK, Finding, Proposal
from vault.domain.state import State


class PastDates:
    """The use must end, and the copy come back, in the future."""

    code: ClassVar[str] = "past-date"
    english: ClassVar[str] = "The use ends, and the copy comes back, in the future."
    korean: ClassVar[str] = "사용 기한과 반환 기한은 지나지 않은 날이어야 합니다."
    default: ClassVar[str] = BLOCK
    settable: ClassVar[tuple[str, ...]] = ()

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Stops."""
        for what, word, text in (
            ("use until", "사용 기한", proposal.until),
            ("return by", "반환 기한", proposal.return_by),
        ):
            if text and dates.parse(text) <= now:
                return Finding(
                    self.code,
                    f"The date for “{what}” has passed.",
                    "Withdraw the request and ask again with a later date.",
                    f"{word}이 이미 지났습니다.",
                    stops=True,
                )
        return None


class GoneContact:
    """Nobody gets a copy who was removed meanwhile."""

    code: ClassVar[str] = "contact-removed"
    english: ClassVar[str] = "Every recipient is a contact of the partner at present."
    korean: ClassVar[str] = "수령인은 현재 등록된 담당자여야 합니다."
    default: ClassVar[str] = BLOCK
    settable: ClassVar[tuple[str, ...]] = ()

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Stops."""
        for contact in proposal.contacts:
            known = state.facts.contacts.get(contact)
            if known is None or known.removed:
                name = known.name if known else contact
                return Finding(
                    self.code,
                    f"{name} is no longer a contact.",
                    "Withdraw the request and ask again without this recipient.",
                    f"더 이상 등록된 담당자가 아닙니다: {name}.",
                    stops=True,
                )
        return None
