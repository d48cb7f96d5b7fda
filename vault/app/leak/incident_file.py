"""The file on an incident as the ledger tells it: what happened, in order, and what is open.

Of an examination only what a trace report shows comes here: its verdict and the copies that were
named, each with its bound. A copy is named, never a person.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from vault.app.leak.deadlines import Deadline, deadlines
from vault.app.leak.incident_words import LETTERS, STEPS, WORDS
from vault.app.library.investments import today
from vault.app.session import Session
from vault.domain import dates
from vault.domain.state import State
from vault.domain.values import Evidence, Incident, LeakFile, Letter, Step
from vault.ledger.entry import Event

if TYPE_CHECKING:
    from vault.papers.sheet import Language

Kind = Literal["lodged", "read", "judged", "opened", "stated", "noted", "closed", "letter",
               "delivered", "copy"]  # fmt: skip
_WORST = -15
"""Bounds beyond one in 10^15 are said as this, which is weaker and still true."""


@dataclass(frozen=True, slots=True)
class Named:
    """A copy that an examination named.

    Attributes:
        copy: id; release, partner, contact: ids, empty when the ledger lost them in a restore.
        log10_false_match: its bound in the newest examination that named it.
        entry: ledger entry of that verdict.
    """

    copy: str
    release: str
    partner: str
    contact: str
    log10_false_match: float
    entry: int


@dataclass(frozen=True, slots=True)
class Run:
    """One examination of the leak, whatever came out of it."""

    at: str
    by: str
    entry: int
    read_entry: int
    verdict: str
    copies_tested: int
    named: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One step of the chronology.

    Attributes:
        at: when it happened, as told, else when it was entered.
        entered, by, entry: its entry in the ledger, by a member's id.
        kind: which sort of step.
        what: one line in the file's language; `about`: id of the copy or letter it is about.
        files: name and SHA-256 of what was kept with it.
    """

    at: str
    entered: str
    by: str
    entry: int
    kind: Kind
    what: str
    about: str = ""
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that is still to be done or stated.

    Attributes:
        code: ``trace``, ``partner``, ``other-partner``, ``third-party``, ``date`` or ``deliver``.
        about: id of the partner or letter, or the date's name (``known``, ``began``,
            ``deal_ended``); else empty.
        sentence: the same with the command that does it.
    """

    code: str
    about: str
    sentence: str


@dataclass(frozen=True, slots=True)
class File:
    """Everything on an incident.

    Attributes:
        runs: examinations, oldest first; `named`: copies, the strongest first.
        recipients: contacts who were given a named copy, by copy; `producers`: members who held
            keys or packs from which a named copy can be made, with the reason.
        steps: the chronology; `letters`: about the incident.
        todo: what is still to be done or stated.
    """

    incident: Incident
    runs: tuple[Run, ...]
    named: tuple[Named, ...]
    recipients: tuple[tuple[str, str, str], ...]
    producers: tuple[tuple[str, str], ...]
    steps: tuple[Happened, ...]
    letters: tuple[Letter, ...]
    deadlines: tuple[Deadline, ...]
    todo: tuple[Todo, ...]

    @property
    def open(self) -> tuple[str, ...]:
        """What is still to be done or stated, one sentence each."""
        return tuple(each.sentence for each in self.todo)


def file_of(session: Session, incident: Incident, language: Language = "en") -> File:
    """The file on an incident, as the ledger tells it now; its lines in one language."""
    from vault.app.leak.reports import producers

    state = session.state
    events = list(_events(session, incident))
    runs = tuple(_runs(events))
    named = tuple(_named(state, runs))
    letters = tuple(x for x in state.facts.letters.values() if x.about == incident.id)
    counted = tuple(deadlines(incident, today(session)))
    copies = [each.copy for each in named]
    say = _Say(language)
    steps = [*_steps(state, incident, events, runs, say), *_of_copies(state, copies, say)]
    return File(
        incident=incident,
        runs=runs,
        named=named,
        recipients=tuple(_recipients(state, named)),
        producers=tuple(producers(state, copies, language)),
        steps=tuple(sorted(steps, key=_when)),
        letters=letters,
        deadlines=counted,
        todo=tuple(_open(state, incident, runs, named, letters, counted)),
    )


def odds_in_words(log10: float, language: Language) -> str:
    """A bound as people say it, rounded to the weaker: -9.4 is one in a thousand million."""
    exponent = min(math.floor(-log10 + 1e-9), -_WORST)
    if exponent < 1:
        return {"en": "one in one", "ko": "1분의 1"}[language]
    if language == "ko":
        unit, rest = divmod(exponent, 4)
        return f"{10**rest:,}{('', '만', '억', '조')[unit]}분의 1"
    millions, rest = divmod(exponent, 6)
    scale = {0: "", 1: "million", 2: "million million"}[millions]
    head = {0: "a", 1: "ten", 2: "a hundred", 3: "a thousand", 4: "ten thousand",
            5: "a hundred thousand"}[rest]  # fmt: skip
    return f"one in {head} {scale}".strip()


def _when(step: Happened) -> tuple[datetime, int]:
    """Order of time, to the second (told times have no more), then of the ledger."""
    return dates.parse(step.at).replace(microsecond=0), step.entry


def _events(session: Session, incident: Incident) -> Iterator[Event]:
    """Entries about the incident, its leak and its letters, in order."""
    letters: set[str] = set()
    for event in session.ledger.events():
        fields = event.fields
        if event.kind == "letter.written" and fields.get("about") == incident.id:
            letters.add(fields["letter"])
            yield event
        elif (
            fields.get("incident") == incident.id
            or (event.kind.startswith("leak.") and fields.get("leak") == incident.leak)
            or (event.kind == "letter.delivered" and fields.get("letter") in letters)
        ):
            yield event


def _runs(events: list[Event]) -> Iterator[Run]:
    for event in events:
        if event.kind == "leak.judged":
            fields = event.fields
            named = tuple(
                (str(match["copy"]), float(match["log10_false_match"]))
                for match in fields.get("matches", ())
            )
            yield Run(
                event.time,
                event.author,
                event.seq,
                fields["read_seq"],
                fields["verdict"],
                fields["copies_tested"],
                named,
            )


def _named(state: State, runs: tuple[Run, ...]) -> Iterator[Named]:
    newest: dict[str, tuple[float, int]] = {}
    for run in runs:
        newest |= {copy: (bound, run.entry) for copy, bound in run.named}
    for copy, (bound, entry) in sorted(newest.items(), key=lambda item: item[1]):
        known = state.facts.copies.get(copy)
        back = state.facts.read_back.get(copy)
        if known:
            partner, contact = state.facts.releases[known.release].partner, known.contact
            yield Named(copy, known.release, partner, contact, bound, entry)
        elif back:
            firm = back.recipient.get("organisation", "")
            found = (p.id for p in state.facts.partners.values() if p.name == firm)
            yield Named(copy, back.release, next(found, ""), "", bound, entry)
        else:
            yield Named(copy, "", "", "", bound, entry)


def _recipients(state: State, named: tuple[Named, ...]) -> Iterator[tuple[str, str, str]]:
    for each in named:
        contact = state.facts.contacts.get(each.contact)
        back = state.facts.read_back.get(each.copy)
        if contact:
            yield each.copy, contact.name, state.facts.partners[contact.partner].name
        elif back:
            told = back.recipient
            yield each.copy, told.get("person", ""), told.get("organisation", "")


def _kept(files: tuple[Evidence, ...] | tuple[LeakFile, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((file.name, file.sha256) for file in files)


class _Say:
    """Puts steps into words of one language."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._words = WORDS[language]

    def __call__(self, name: str, **values: str) -> str:
        return self._words[name].format(**values)

    def list(self, told: Iterable[tuple[str, str]]) -> str:
        """Named values that are not empty, one after the other."""
        return ", ".join(self(name, text=text) for name, text in told if text)

    def kind(self, letter: Letter) -> str:
        """Which letter it is."""
        return letter.kind if self._language == "en" else LETTERS.get(letter.kind, letter.kind)

    def step(self, kind: str) -> str:
        """What happened to a copy."""
        return kind if self._language == "en" else STEPS.get(kind, kind)

    def judged(self, run: Run) -> str:
        """What an examination found."""
        named = ", ".join(
            self("named", copy=copy, odds=odds_in_words(bound, self._language))
            for copy, bound in run.named
        )
        return self(run.verdict, named=named)


def _steps(
    state: State, incident: Incident, events: list[Event], runs: tuple[Run, ...], say: _Say
) -> Iterator[Happened]:
    facts = state.facts
    judged = {run.entry: run for run in runs}
    notes = {note.seq: note for note in incident.notes}
    for event in events:
        at, about = event.time, ""
        files: tuple[tuple[str, str], ...] = ()
        kind: Kind
        if event.kind == "leak.lodged":
            leak = facts.leaks[incident.leak]
            kind, files = "lodged", _kept(leak.files)
            told = [("found", leak.found_by), ("place", leak.where), ("time", leak.when)]
            found = say.list(told)
            what = say("lodged", leak=leak.id) + (f"; {found}" if found else "")
        elif event.kind == "leak.read":
            kind, what = "read", say("read")
        elif event.kind == "leak.judged":
            kind, what = "judged", say.judged(judged[event.seq])
        elif event.kind == "incident.opened":
            kind, what = "opened", f"{say('opened')}{_stated(state, event, say)}"
        elif event.kind == "incident.stated":
            kind, what = "stated", f"{say('stated')}{_stated(state, event, say)}"
        elif event.kind == "incident.noted":
            note = notes[event.seq]
            kind, at, what, files = "noted", note.at, note.text, _kept(note.files)
        elif event.kind == "incident.closed":
            kind, what = "closed", say("closed", text=event.fields["outcome"])
        elif event.kind == "letter.written":
            letter = facts.letters[event.fields["letter"]]
            kind, about, files = "letter", letter.id, _kept((letter.file,))
            what = say("letter", letter=letter.id, kind=say.kind(letter), language=letter.language)
        else:
            letter = facts.letters[event.fields["letter"]]
            step = next(step for step in letter.steps if step.seq == event.seq)
            kind, about, at, files = "delivered", letter.id, step.at, _kept(step.files)
            what = say(
                "letter_delivered", letter=letter.id, kind=say.kind(letter), channel=step.channel
            )
            what += f"; {step.note}" if step.note else ""
        yield Happened(at, event.time, event.author, event.seq, kind, what, about, files)


def _stated(state: State, event: Event, say: _Say) -> str:
    fields = event.fields
    partner = state.facts.partners.get(fields.get("partner", ""))
    told = [("partner", partner.name if partner else "")]
    names = ("third_party", "known", "began", "deal_ended")
    said = say.list(told + [(name, fields.get(name, "")) for name in names])
    return f": {said}" if said else ""


def _of_copies(state: State, copies: list[str], say: _Say) -> Iterator[Happened]:
    """What had happened to the named copies: issued, delivered and so on."""
    for name in copies:
        copy = state.facts.copies.get(name)
        if copy is None:
            continue
        contact = state.facts.contacts[copy.contact]
        firm = state.facts.partners[contact.partner].name
        what = say("sealed", copy=name, contact=contact.name, firm=firm)
        yield Happened(copy.issued, copy.issued, copy.by, copy.seq, "copy", what, name)
        for step in copy.steps:
            yield _copy_step(name, step, say)


def _copy_step(name: str, step: Step, say: _Say) -> Happened:
    what = say("step", copy=name, step=say.step(step.kind))
    what += say("by", channel=step.channel) if step.channel else ""
    what += f"; {step.note}" if step.note else ""
    return Happened(step.at, step.entered, step.by, step.seq, "copy", what, name, _kept(step.files))


def _open(
    state: State,
    incident: Incident,
    runs: tuple[Run, ...],
    named: tuple[Named, ...],
    letters: tuple[Letter, ...],
    counted: tuple[Deadline, ...],
) -> Iterator[Todo]:
    """What is still to be done or stated; nothing once it is closed."""
    if incident.closed:
        return
    if not runs:
        said = f"The leak was not traced yet: `cocoon trace {incident.leak}`."
        yield Todo("trace", incident.leak, said)
    if not incident.partner:
        said = f"The partner is not stated: `cocoon incident set {incident.id} --partner ID`."
        yield Todo("partner", "", said)
    for partner in dict.fromkeys(each.partner for each in named if each.partner):
        if partner != incident.partner:
            name = state.facts.partners[partner].name
            command = f"cocoon incident set {incident.id} --partner {partner}"
            said = f"A copy issued to {name} was named: to write to them, `{command}`."
            yield Todo("other-partner", partner, said)
    if not incident.third_party:
        command = f"cocoon incident set {incident.id} --third-party NAME"
        yield Todo("third-party", "", f"The third party is not stated: `{command}`.")
    missing = sorted({d.period.source for d in counted if not d.until})
    for source in missing:
        option = source.replace("_", "-")
        command = f"cocoon incident set {incident.id} --{option} DATE"
        yield Todo("date", source, f"A date is missing for countdowns: `{command}`.")
    for letter in letters:
        if not letter.steps:
            said = (
                f"Letter {letter.id} ({letter.kind}) has no delivery with proof: "
                f"`cocoon letter deliver {letter.id}`."
            )
            yield Todo("deliver", letter.id, said)
