"""Choosing: which entries a dossier opens, and no others.

An entry belongs in when it speaks of the case itself (the release, its copies, its demand, the
leak, the incident, a letter about one of these), when it introduces somebody or something that
those speak of (a partner, a contact, a revision), when it is an agreement with the partner or an
earlier disclosure of the same documents to it, when it tells who its authors are and with which
keys, or when an outside authority confirms one of them. Kinds of entries are not listed: what is
entered about the case in ways that are not known here comes in too.

Invariant: no entry about another copy than those in question, and no other document.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vault.domain.policies import levels
from vault.domain.state import State
from vault.domain.values import Leak
from vault.errors import CocoonError
from vault.ledger.entry import Event

_ID = re.compile(r"[A-Z]-[0-9A-HJKMNP-TV-Z]{8}(-\d+)?")
_COPY = re.compile(r"R-[0-9A-HJKMNP-TV-Z]{8}-\d+")
_PEOPLE = (
    *("vault.created", "member.added", "member.roles", "member.removed", "member.recovered"),
    *("delegation.begun", "delegation.ended"),
)
_FOLLOWED = ("letter", "agreement", "demand", "disclosure", "incident")
"""What the case's own entries introduce is followed: a letter to its delivery, and so on."""

_COUNTED = {
    "leak.read": ("files", "hypotheses", "leak"),
    "leak.judged": ("copies_tested", "hypotheses", "leak", "read_seq", "verdict"),
}

_CLOSED = frozenset(
    {"pack", "access", "content", "plan", "features", "password", "slot", "wraps", "check", "trace"}
)
"""Fields that are never opened: they point at content or hold sealed keys."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a dossier is about.

    Attributes:
        kind: ``release``, ``leak`` or ``incident``; id: its id.
        leak: the leak itself, if it is about one.
        leaks: that leak and others with some of the same files, whose readings count in H.
        copies: copies in question: those of the release, or those that the leak names.
        accused: copies whose keys are opened.
        releases, demands, incidents, partners, contacts: what belongs to these.
        revisions: (document, revision) whose hashes and titles are opened.
    """

    kind: str
    id: str
    leak: str = ""
    leaks: frozenset[str] = frozenset()
    copies: frozenset[str] = frozenset()
    accused: tuple[str, ...] = ()
    releases: frozenset[str] = frozenset()
    demands: frozenset[str] = frozenset()
    incidents: frozenset[str] = frozenset()
    partners: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    revisions: frozenset[tuple[str, int]] = frozenset()


def case_of(state: State, events: Sequence[Event], about: str) -> Case:
    """Find what an id stands for and what belongs to it.

    Raises:
        CocoonError: ``unknown-subject``.
    """
    facts = state.facts
    about = about.strip().upper()
    if about in facts.releases:
        return _release_case(state, about)
    if about in facts.incidents:
        leak = facts.leaks[facts.incidents[about].leak]
        return _leak_case(state, events, "incident", about, leak)
    if about in facts.leaks:
        return _leak_case(state, events, "leak", about, facts.leaks[about])
    raise CocoonError(
        "unknown-subject",
        f"There is no release, leak or incident {about[:60]}.",
        "List them with `cocoon release list`, `cocoon leak list` or `cocoon incident list`.",
    )


def _release_case(state: State, about: str) -> Case:
    """The release, and earlier and later ones of nothing but its documents to the same partner.

    So that what the partner holds of these documents is seen whole.
    """
    release = state.facts.releases[about]
    documents = {item.document for item in release.items}
    held = [
        other
        for other in state.facts.releases.values()
        if other.id == about
        or (
            other.partner == release.partner
            and other.copies
            and {item.document for item in other.items} <= documents
        )
    ]
    return Case(
        "release",
        about,
        copies=frozenset(copy for other in held for copy in other.copies),
        releases=frozenset(other.id for other in held),
        demands=frozenset({other.demand for other in held} & state.facts.demands.keys()),
        partners=frozenset({release.partner}),
        contacts=frozenset(contact for other in held for contact in other.contacts),
        revisions=frozenset((i.document, i.revision) for other in held for i in other.items),
    )


def _leak_case(state: State, events: Sequence[Event], kind: str, about: str, leak: Leak) -> Case:
    facts = state.facts
    files = {file.sha256 for file in leak.files}
    leaks = {other.id for other in facts.leaks.values() if files & {f.sha256 for f in other.files}}
    read: set[tuple[str, int]] = set()
    named: dict[str, None] = {}
    for event in events:
        if event.fields.get("leak") != leak.id:
            continue
        if event.kind == "leak.read":
            read |= {_revision(name) for name in event.fields["revisions"]}
        elif event.kind == "leak.judged":
            named |= {match["copy"]: None for match in event.fields.get("matches", ())}
    known = [facts.copies[copy] for copy in named if copy in facts.copies]
    held = {(file.document, file.revision) for copy in known for file in copy.files}
    releases = {copy.release for copy in known}
    incidents = {i.id for i in facts.incidents.values() if i.leak == leak.id}
    partners = {facts.releases[release].partner for release in releases}
    partners |= {facts.incidents[i].partner for i in incidents} & facts.partners.keys()
    return Case(
        kind,
        about,
        leak=leak.id,
        leaks=frozenset(leaks),
        copies=frozenset(named),
        accused=tuple(copy.id for copy in known),
        releases=frozenset(releases),
        demands=frozenset({facts.releases[r].demand for r in releases} & facts.demands.keys()),
        incidents=frozenset(incidents),
        partners=frozenset(partners),
        contacts=frozenset(copy.contact for copy in known),
        revisions=frozenset(read & held if held else read),
    )


def _revision(name: str) -> tuple[str, int]:
    document, _, n = name.partition("@")
    return document, int(n)


def choose(
    case: Case,
    events: Sequence[Event],
    exporter: str,
    epochs: Iterable[int],
    stamps: Container[int],
) -> list[int]:
    """Numbers of the entries to open.

    Args:
        case: what it is about.
        events: the whole ledger, opened.
        exporter: member who exports.
        epochs: epochs whose public keys signed a checkpoint of the dossier.
        stamps: entries with timestamps that hold.
    """
    chosen = _about(case, events)
    chosen |= set(_stamps([event for event in events if event.seq in stamps], chosen))
    chosen |= {event.seq for event in events if _epoch_of(event) in set(epochs)}
    chosen |= {event.seq for event in events if event.kind == "vault.restored" or _solo(event)}
    return sorted(_with_people(events, chosen, exporter))


def _solo(event: Event) -> bool:
    """Whether an entry says if one person may both request and approve."""
    return event.kind == "policy.set" and event.fields["code"] == levels.SOLO


def _about(case: Case, events: Sequence[Event]) -> set[int]:
    """Entries about the case, and those that introduce what they speak of."""
    disclosed = {document for document, _ in case.revisions}
    strong = {*case.leaks, *case.copies, *case.releases, *case.demands, *case.incidents, case.id}
    chosen: set[int] = set()
    while True:
        before = len(chosen)
        for event in events:
            if event.seq in chosen or not _may(case, event):
                continue
            fields, noun = event.fields, event.kind.partition(".")[0]
            found = set(_ids(fields))
            partners = fields.get("partner") in case.partners and (
                noun == "agreement" or fields.get("document") in disclosed
            )
            if not (partners or found & strong or _introduced(case, event)):
                continue
            chosen.add(event.seq)
            own = fields.get(noun)
            if isinstance(own, str) and (partners or noun in _FOLLOWED):
                strong.add(own)
        if len(chosen) == before:
            return chosen


def _may(case: Case, event: Event) -> bool:
    """Whether an entry can be about this case at all: not about other copies or releases."""
    noun = event.kind.partition(".")[0]
    if event.kind in _PEOPLE or noun in ("member", "timestamp", "authority", "policy", "vault"):
        return False
    if case.kind == "release" and noun in ("leak", "incident"):
        return False
    copy, release = event.fields.get("copy"), event.fields.get("release")
    if isinstance(copy, str) and _COPY.fullmatch(copy) and copy not in case.copies:
        return False
    if isinstance(release, str) and release not in case.releases:
        return False
    about = event.fields.get("about")
    return not (isinstance(about, str) and _COPY.fullmatch(about)) or about in case.copies


def _introduced(case: Case, event: Event) -> bool:
    fields = event.fields
    if event.kind == "partner.added":
        return fields["partner"] in case.partners
    if event.kind in ("contact.added", "contact.removed"):
        return fields["contact"] in case.contacts
    return event.kind == "document.added" and (fields["document"], fields["n"]) in case.revisions


def _ids(value: Any) -> Iterator[str]:
    """Identifiers anywhere in a field's value; only whole strings count, not words in prose."""
    if isinstance(value, str):
        if _ID.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _ids(name)
            yield from _ids(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _ids(inner)


def _stamps(stamped: Sequence[Event], chosen: set[int]) -> Iterator[int]:
    """For each chosen entry the first timestamp over it."""
    stamps = sorted(
        ((event.fields["size"], event.seq) for event in stamped), key=lambda stamp: stamp[1]
    )
    for seq in chosen:
        first = next((by for size, by in stamps if size > seq), None)
        if first is not None:
            yield first


def _epoch_of(event: Event) -> int | None:
    epoch = event.fields.get("epoch")
    return int(epoch["n"]) if isinstance(epoch, Mapping) and "vkeys" in epoch else None


def _with_people(events: Sequence[Event], chosen: set[int], exporter: str) -> set[int]:
    """Add who the authors are, who could have made a copy, and who let those in."""
    people = [event for event in events if event.kind in _PEOPLE]
    wanted = {event.author for event in events if event.seq in chosen} | {exporter}
    wanted |= {
        event.fields["member"]
        for event in people
        if {"approver", "examiner"} & set(event.fields.get("roles", ()))
        or event.kind == "delegation.begun"
    }
    result = set(chosen) | {0}
    while True:
        more = {e.seq for e in people if e.fields["member"] in wanted} - result
        if not more:
            return result
        result |= more
        wanted |= {event.author for event in people if event.seq in more}


def fields_to_open(case: Case, event: Event, epochs: Iterable[int]) -> tuple[str, ...]:
    """Names of the fields that a dossier opens of an entry.

    Never what points at encrypted content or holds sealed keys; of an epoch, only where its
    public keys signed a checkpoint of the dossier; of the examination of another leak with some
    of the same files, only what counts in H.
    """
    if event.kind in _COUNTED and event.fields["leak"] != case.leak:
        return tuple(name for name in _COUNTED[event.kind] if name in event.fields)
    names = []
    for name, value in event.fields.items():
        if name in _CLOSED or (isinstance(value, Mapping) and "blob" in value):
            continue
        if isinstance(value, Mapping) and "vkeys" in value and value["n"] not in set(epochs):
            continue
        names.append(name)
    return tuple(sorted(names))
