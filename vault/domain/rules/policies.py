"""Levels of policies: only owners set them, and some are fixed."""

from __future__ import annotations

from vault.domain import events as ev
from vault.domain.rules.book import Opened, require, require_partner, rule
from vault.domain.state import State
from vault.domain.values import CLASSES


@rule(ev.PolicySet)
def _policy_set(state: State, event: Opened, body: ev.PolicySet) -> None:
    from vault.domain.policies import levels  # which judges by the state

    state.owner(event.author)
    levels.require_settable(body.code, body.level, body.threshold)
    if body.code == levels.SOLO:
        state.facts.solo = body.level == levels.WARN
    else:
        state.facts.levels[body.code] = body.level
    if body.threshold:
        state.facts.settings[levels.threshold_name(body.code)] = body.threshold


@rule(ev.PartnerLimited)
def _partner_limited(state: State, event: Opened, body: ev.PartnerLimited) -> None:
    require(
        state.member(event.author).is_a("owner", "approver"),
        "not-allowed",
        "Only owners and approvers say what a partner may have.",
        "Ask one of them.",
    )
    require_partner(state, body.partner)
    require(
        body.classification in CLASSES,
        "unknown-class",
        f"Classes are {', '.join(CLASSES)}.",
        "Choose one.",
    )
    state.facts.limits[body.partner] = body.classification
