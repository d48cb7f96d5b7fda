"""How much waits in a place, for the number beside its name."""

from __future__ import annotations

from vault.app.screens.paper_rows import can_decide
from vault.app.session import Session


def counts(session: Session) -> dict[str, int]:
    """Place → number: requests that this member may decide, and incidents that are open."""
    facts = session.state.facts
    waiting = sum(release.state == "requested" for release in facts.releases.values())
    return {
        "approvals": waiting if can_decide(session) else 0,
        "incidents": sum(not incident.closed for incident in facts.incidents.values()),
    }
