"""Dossiers: who may open entries and keys for others."""

from __future__ import annotations

from vault.domain import events as ev
from vault.domain.names import DOSSIER
from vault.domain.rules.book import Opened, require, require_new, rule
from vault.domain.state import State
from vault.domain.values import Dossier


@rule(ev.DossierExported)
def _dossier_exported(state: State, event: Opened, body: ev.DossierExported) -> None:
    facts = state.facts
    author = state.member(event.author)
    require(
        author.is_a("approver", "examiner") or (author.is_a("owner") and not body.copies),
        "not-allowed",
        "Dossiers are exported by approvers and examiners; those without keys by owners too.",
        "Ask one of them.",
    )
    require_new(facts.dossiers, body.dossier, DOSSIER)
    require(
        body.about in facts.releases or body.about in facts.leaks or body.about in facts.incidents,
        "unknown-subject",
        "A dossier is about a release, a leak or an incident.",
        "List them with `cocoon release list` or `cocoon leak list`.",
    )
    require(
        all(copy in facts.copies or copy in facts.read_back for copy in body.copies)
        and all(0 <= seq < event.seq for seq in body.entries),
        "bad-entry",
        "A dossier opens what exists.",
    )
    facts.dossiers[body.dossier] = Dossier(
        body.dossier, body.about, event.author, event.time, body.copies
    )
