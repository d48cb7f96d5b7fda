"""Letters: who writes them, and that they belong to something."""

from __future__ import annotations

import msgspec

from vault.domain import events as ev
from vault.domain.names import LETTER
from vault.domain.rules.book import Opened, require, require_new, rule
from vault.domain.rules.evidence import keep
from vault.domain.rules.times import happened
from vault.domain.state import State
from vault.domain.values import Letter, Step
from vault.errors import RefusedError

LANGUAGES = ("ko", "en")


def _writes(state: State, event: Opened) -> None:
    require(
        state.member(event.author).is_a("owner", "approver", "engineer", "examiner"),
        "not-allowed",
        "Auditors write no letters, and enter no deliveries.",
        "Ask another member.",
    )


@rule(ev.LetterWritten)
def _letter_written(state: State, event: Opened, body: ev.LetterWritten) -> None:
    _writes(state, event)
    require_new(state.facts.letters, body.letter, LETTER)
    facts = state.facts
    known = (
        body.about in facts.demands
        or body.about in facts.agreements
        or body.about in facts.partners
        or body.about in facts.technologies
        or body.about in facts.releases
        or body.about in facts.copies
        or body.about in facts.disclosures
        or body.about in facts.read_back
        or body.about in facts.incidents
    )
    require(known, "unknown-subject", "A letter belongs to something in the vault.")
    require(body.language in LANGUAGES and body.sort, "bad-entry", "A letter has a language.")
    keep(state, body.file)
    facts.letters[body.letter] = Letter(
        body.letter, body.about, body.sort, body.language, event.author, event.time, body.file
    )


@rule(ev.LetterDelivered)
def _letter_delivered(state: State, event: Opened, body: ev.LetterDelivered) -> None:
    _writes(state, event)
    known = state.facts.letters.get(body.letter)
    if known is None:
        raise RefusedError(
            "unknown-letter", "There is no such letter.", "List them with `cocoon letter list`."
        )
    require(body.channel.strip(), "bad-entry", "A delivery has a channel.")
    happened(body.at, event, "the delivery")
    keep(state, *body.files)
    step = Step(
        "delivered",
        body.at,
        event.time,
        event.seq,
        event.author,
        channel=body.channel,
        note=body.note,
        files=body.files,
    )
    state.facts.letters[known.id] = msgspec.structs.replace(known, steps=(*known.steps, step))
