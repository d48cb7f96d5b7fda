"""Who declares whose clock wrong: each member their own, owners anybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vault.domain import events as ev
from vault.domain.rules.book import Opened, require, rule
from vault.domain.values import RECOVERY, ClockCorrection

if TYPE_CHECKING:
    from vault.domain.state import State


@rule(ev.ClockCorrected)
def _clock_corrected(state: State, event: Opened, body: ev.ClockCorrected) -> None:
    member = state.member(event.author)
    known = state.facts.members.keys() | {RECOVERY}
    require(
        body.authors and len(set(body.authors)) == len(body.authors) and set(body.authors) <= known,
        "bad-entry",
        "A correction names members, each once.",
    )
    require(
        body.authors == (member.id,) or member.is_in_person("owner"),
        "not-allowed",
        "Each member declares their own clock wrong, and only owners that of others.",
        "Ask an owner.",
    )
    require(body.reason.strip(), "reason-needed", "A correction needs its reason.", "Give one.")
    state.facts.corrections.append(
        ClockCorrection(event.time, event.author, body.authors, body.reason)
    )
