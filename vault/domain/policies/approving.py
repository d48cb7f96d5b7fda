"""The policy about who says yes: somebody else than who asked."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from vault.domain.policies.judged import BLOCK, WARN, Finding, Proposal
from vault.domain.state import State

SOLO = "approver-is-requester"


class ApproverIsRequester:
    """Two people stand behind every release, unless the firm has set solo mode.

    Level ``warn`` is solo mode, ``block`` is its absence. The fold itself refuses the approval
    of one's own request in a firm without solo mode, and no override sets that aside.
    """

    code: ClassVar[str] = SOLO
    english: ClassVar[str] = "Somebody else than the requester approves the release."
    korean: ClassVar[str] = "반출은 요청자가 아닌 사람이 승인해야 합니다."
    default: ClassVar[str] = BLOCK
    settable: ClassVar[tuple[str, ...]] = (WARN, BLOCK)

    def check(self, proposal: Proposal, state: State, now: datetime) -> Finding | None:
        """Finds requests that their own author approves, or that nobody else could approve."""
        if not proposal.by:
            return None
        if proposal.approver:
            alone = proposal.approver == proposal.by
        else:
            approvers = {m.id for m in state.facts.members.values() if m.is_a("approver")}
            alone = approvers == {proposal.by}
        if not alone:
            return None
        if proposal.approver:
            english = "The person who asked for the release approves it."
            korean = "반출을 요청한 사람이 승인합니다."
        else:
            english = "The only approver is the person who asks for the release."
            korean = "요청자 외에 승인할 사람이 없습니다."
        add = "Have a second approver added: `cocoon member add NAME --role approver`."
        return Finding(self.code, english, add, korean)
