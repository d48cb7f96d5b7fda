"""What a letter about an incident is made of, looked up before anything is written.

The table of documents, the dated history and what supports them, each as far as the ledger has
it. To a third party goes nothing that says whose copy it was; who found the leak is told to the
court alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from vault.app import letters
from vault.app.leak.incident_file import File
from vault.app.library.documents import find_document
from vault.app.session import Session
from vault.domain import dates, names
from vault.domain.holdings import Holding, holdings
from vault.domain.policies import describe_pages
from vault.domain.state import State
from vault.domain.values import Agreement, Document, Incident
from vault.errors import CocoonError
from vault.papers.facts import Party

if TYPE_CHECKING:
    from vault.papers.letters import Language

DAYS_TO_ANSWER = 14
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What a letter shall say beyond the ledger.

    Attributes:
        by: day by which an answer is asked for; `DAYS_TO_ANSWER` days from now when empty.
        documents: ids of the documents concerned; those that were recognised when empty.
        place: whether the place and time of the find are told.
        final: counsel has reviewed it: it is printed without the mark of a draft.
        holder: who has the evidence; the third party, else the partner, when empty.
        court: where the application goes.
        fact, material, reason: in place of the draft's own wording.
    """

    by: str = ""
    documents: Sequence[str] = ()
    place: bool = True
    final: bool = False
    holder: str = ""
    court: str = ""
    fact: str = ""
    material: str = ""
    reason: str = ""


class Found:
    """What a letter is made of, looked up before anything is written."""

    def __init__(
        self, session: Session, file: File, kind: str, language: Language, asked: Asked
    ) -> None:
        self.session, self.file, self.kind, self.asked = session, file, kind, asked
        self.language = language
        self.words = _words(language)
        state = session.state
        self.incident = file.incident
        self.zone = ZoneInfo(state.facts.zone)
        self.leak = state.facts.leaks[file.incident.leak]
        self.partner = state.facts.partners.get(file.incident.partner)
        self.recipient = self._recipient()
        self.deadline = self._deadline()
        chosen = {find_document(state, document).id for document in asked.documents}
        self.documents = chosen or _recognised(session, file)
        mine = self.partner.id if self.partner else ""
        self.named = [n for n in file.named if kind != "delete" or n.partner == mine]
        self.held = self._held()
        if not self.held and not self.documents:
            raise CocoonError(
                "nothing-concerned",
                "The ledger does not say which documents are concerned.",
                "Name them: --document ID; or trace the leak first.",
            )
        for document in self.documents or {h.document for h in self.held}:
            known = state.facts.documents.get(document)
            if known and known.classification == "public":
                raise CocoonError(
                    "document-public",
                    f"{known.title} is classified as public, so that no letter may call it secret.",
                    "Name the documents that are secret: --document ID.",
                )
        if kind == "delete" and not self.held:
            raise CocoonError(
                "nothing-held",
                "The ledger does not show that this partner holds any of these documents.",
                "Enter what went out before the vault: `cocoon release record`.",
            )

    def _recipient(self) -> Party:
        if self.kind == "preservation":
            from vault.papers.letters import template

            default = template("preservation")[self.language]["court_default"]
            court = self.asked.court
            return Party(names.clean_name(court, "court") if court else default)
        if self.kind == "delete":
            if self.partner is None:
                raise CocoonError(
                    "partner-unknown",
                    "The incident does not say which partner the demand goes to.",
                    f"State it: `cocoon incident set {self.incident.id} --partner ID`.",
                )
            return letters.their_side(self.session.state, self.partner)
        if not self.incident.third_party:
            raise CocoonError(
                "third-party-unknown",
                "The incident does not say which third party the notice goes to.",
                f"State it: `cocoon incident set {self.incident.id} --third-party NAME`.",
            )
        return third_party(self.session.state, self.incident)

    def _deadline(self) -> str:
        now = self.session.clock()
        if self.asked.by:
            end = dates.read_future(self.asked.by, self.zone.key, "the answer", now)
        else:
            end = now.astimezone(self.zone) + timedelta(days=DAYS_TO_ANSWER)
        return dates.day(dates.stamp(end), self.zone.key)

    def _held(self) -> list[Holding]:
        """Rows of the table of documents, those of the named copies first."""
        named = {each.copy for each in self.named}
        everything = holdings(self.session.state, self.session.clock())
        mine = self.partner.id if self.partner and self.kind != "notice" else None
        found = [
            h
            for h in everything
            if (h.copy in named or (h.held and h.partner == mine))
            and (not self.documents or h.document in self.documents)
        ]
        return sorted(found, key=lambda h: (h.copy not in named, h.since, h.copy, h.document))

    def day(self, moment: str) -> str:
        """The calendar day of a moment where the firm is."""
        return dates.day(moment, self.zone.key)

    def said(self, day: str) -> str:
        """A calendar day as the letter's language writes it."""
        from vault.papers.letters import day_said

        return day_said(day, self.language)


def third_party(state: State, incident: Incident) -> Party:
    """The third party of an incident, with its address where that was stated or is a partner's."""
    party = Party(incident.third_party)
    if incident.id in state.facts.addresses:
        return letters.at(state, incident.id, party)
    wanted = incident.third_party.casefold()
    known = [p.id for p in state.facts.partners.values() if p.name.casefold() == wanted]
    return letters.at(state, known[0], party) if known else party


def _words(language: Language) -> Mapping[str, str]:
    from vault.papers.letters import template

    words: Mapping[str, str] = template("incident")[language]
    return words


def _recognised(session: Session, file: File) -> set[str]:
    """Documents that were recognised in the leak: by the runs that named a copy, else by all."""
    telling = [run for run in file.runs if run.named] or list(file.runs)
    found: set[str] = set()
    for run in telling:
        read = session.ledger.open(session.ledger.entry(run.read_entry))
        found |= {str(revision).partition("@")[0] for revision in read.fields["revisions"]}
    return found & set(session.state.facts.documents)


def leak_files(found: Found) -> str:
    """The preserved files, the first few with their SHA-256."""
    from vault.papers.sheet import hash_text

    shown = [f"{f.name} (SHA-256 {hash_text(f.sha256)})" for f in found.leak.files[:_MOST_NAMED]]
    rest = len(found.leak.files) - len(shown)
    text = ", ".join(shown)
    return found.words["more"].format(first=text, n=rest) if rest else text


def identical(found: Found) -> list[str]:
    """Names of preserved files whose bytes are those of a file delivered in a copy told of."""
    facts = found.session.state.facts
    copies = (facts.copies.get(h.copy) for h in found.held)
    delivered = {file.sha256 for copy in copies if copy for file in copy.files}
    return [file.name for file in found.leak.files if file.sha256 in delivered]


def titles(found: Found) -> str:
    """The documents concerned, for a subject line."""
    titles = list(dict.fromkeys(h.title for h in found.held))
    titles = titles or [document.title for document in _known(found)]
    if len(titles) == 1:
        return titles[0]
    return found.words["more"].format(first=titles[0], n=len(titles) - 1)


def _known(found: Found) -> list[Document]:
    documents = found.session.state.facts.documents
    return [documents[id] for id in sorted(found.documents)]


def agreements(found: Found) -> list[Agreement]:
    """Agreements that bind the partner, over the technologies of what it holds."""
    technologies = {h.technology for h in found.held}
    mine = found.partner.id if found.partner else ""
    return [
        agreement
        for agreement in found.session.state.facts.agreements.values()
        if agreement.partner == mine
        and agreement.binds
        and any(agreement.covers_technology(technology) for technology in technologies)
    ]


def _kind(found: Found, agreement: Agreement) -> str:
    return found.words.get(agreement.kind, agreement.kind)


def agreement_in_words(found: Found, agreement: Agreement) -> str:
    """An agreement by its kind and day."""
    kind = _kind(found, agreement)
    ends = [found.day(end) for end in (agreement.until, agreement.ended[0]) if end]
    words = found.words["agreement_until" if ends else "agreement"]
    return words.format(
        day=found.said(agreement.signed),
        kind=kind,
        id=agreement.id,
        until=found.said(min(ends, default="")),
    )


def given(found: Found) -> set[str]:
    """``released``: these documents went to somebody; ``never_given``: not to the third party.

    The third party may be a partner of ours under the same name.
    """
    facts = found.session.state.facts
    name = found.incident.third_party.casefold()
    third = {p.id for p in facts.partners.values() if p.name.casefold() == name}
    concerned = found.documents or {h.document for h in found.held}
    everything = holdings(found.session.state, found.session.clock())
    to = {h.partner for h in everything if h.document in concerned and h.state != "sealed"}
    return ({"released"} if to else set()) | (set() if to & third else {"never_given"})


# -- tables -------------------------------------------------------------------------------------


def rows(found: Found) -> Iterator[tuple[str, ...]]:
    """The table of documents; a notice has no recipient and no day of delivery in it."""
    from vault.papers.sheet import hash_text

    words, facts = found.words, found.session.state.facts
    for h in found.held:
        issued = facts.copies.get(h.copy) or facts.read_back.get(h.copy)
        files = issued.files if issued else ()
        sha = next((f.sha256 for f in files if f.document == h.document), "")
        contact = facts.contacts.get(h.contact)
        head = (
            f"{h.title} ({h.document})",
            str(h.revision) if h.revision else words["unknown"],
            describe_pages(list(h.pages)) or words["whole"],
        )
        digest = hash_text(sha) if sha else words["unrecorded"]
        if found.kind == "notice":
            yield (*head, h.copy, digest)
        else:
            who = " · ".join(filter(None, (h.copy, contact.name if contact else "")))
            yield (*head, who, _given(found, h), digest)
    if not found.held:
        for document in _known(found):
            newest = document.revisions[-1]
            row = (f"{document.title} ({document.id})", str(newest.n), words["unknown"])
            digest = words["original"].format(sha=hash_text(newest.sha256))
            more = (words["unknown"],) if found.kind == "notice" else (words["unknown"],) * 2
            yield (*row, *more, digest)


def _given(found: Found, holding: Holding) -> str:
    """When it was delivered and acknowledged, or at least went out."""
    facts = found.session.state.facts
    subject = facts.copies.get(holding.copy) or facts.disclosures.get(holding.copy)
    steps = subject.steps if subject else ()
    told = [
        found.words[step.kind].format(day=found.said(found.day(step.at)))
        for step in steps
        if step.kind in ("delivered", "acknowledged")
    ]
    return ", ".join(told) or found.words["collected"].format(
        day=found.said(found.day(holding.since))
    )


def history(found: Found) -> list[tuple[str, str, str]]:
    """Dated facts with the entry that holds each, oldest first."""
    lines = sorted(
        _dated(found),
        key=lambda line: (dates.parse(line[0]).replace(microsecond=0), line[2] or 0),
    )
    return [
        (found.day(at), what, found.words["entry"].format(entry=entry) if entry else "")
        for at, what, entry in lines
    ]


def _dated(found: Found) -> Iterator[tuple[str, str, int | None]]:
    state, words = found.session.state, found.words
    facts = state.facts
    concerned = found.documents or {h.document for h in found.held}
    for id in sorted(concerned):
        document = facts.documents.get(id)
        for revision in document.revisions if document else ():
            assert document is not None
            said = words["registered"].format(
                title=document.title, n=revision.n, sha=revision.sha256[:16] + "…"
            )
            yield revision.added, said, None
    for agreement in agreements(found):
        partner = facts.partners[agreement.partner].name
        kind = _kind(found, agreement)
        said = words["h_agreement"].format(partner=partner, kind=kind, id=agreement.id)
        signed = datetime.fromisoformat(agreement.signed).replace(tzinfo=found.zone)
        yield dates.stamp(signed), said, None
    for name in dict.fromkeys(h.copy for h in found.held):
        yield from _of_copy(found, name)
    leak = found.leak
    where = ", ".join(filter(None, (leak.found_by, leak.where, found.said(leak.when))))
    files = ", ".join(f.name for f in found.leak.files[:_MOST_NAMED])
    lodged = next(step for step in found.file.steps if step.kind == "lodged")
    said = words["h_lodged"].format(
        leak=found.leak.id,
        found=words["h_found"].format(found=where) if where else "",
        files=files,
    )
    yield lodged.at, said, lodged.entry
    for run in found.file.runs if found.named else ():
        copies = ", ".join(copy for copy, _ in run.named)
        yield run.at, words[f"h_{run.verdict}"].format(copies=copies), run.entry
    for letter in found.file.letters:
        for step in letter.steps:
            said = words["h_letter"].format(letter=letter.id, channel=step.channel)
            yield step.at, said, step.seq


def _of_copy(found: Found, name: str) -> Iterator[tuple[str, str, int | None]]:
    facts, words = found.session.state.facts, found.words
    copy = facts.copies.get(name)
    if copy is None:
        return
    contact = facts.contacts[copy.contact]
    said = words["h_copy"].format(
        copy=name,
        contact=contact.name,
        partner=facts.partners[contact.partner].name,
        purpose=facts.releases[copy.release].purpose,
    )
    yield copy.issued, said, copy.seq
    for step in copy.steps:
        line = words.get(f"h_{step.kind}")
        if line:
            yield step.at, line.format(copy=name, channel=step.channel), step.seq


def exhibits(
    found: Found, text: Mapping[str, Any], values: Mapping[str, str]
) -> list[tuple[str, str]]:
    """What supports the application, as far as it exists."""
    from vault.papers.sheet import fill

    facts = found.session.state.facts
    copies = [c for c in dict.fromkeys(h.copy for h in found.held) if c in facts.copies]
    received = [
        c for c in copies if any(step.kind == "acknowledged" for step in facts.copies[c].steps)
    ]
    have = {
        "ledger": True,
        "transmittal": bool(copies),
        "receipt": bool(received),
        "agreement": bool(values["agreements"]),
        "leak": True,
        "report": bool(found.file.runs),
        "letters": bool(values["letters"]),
    }
    lines: list[tuple[str, str]] = []
    for name, wording in text["exhibits"].items():
        if have[name]:
            shown = received if name == "receipt" else copies
            files = ", ".join(f.name for f in found.leak.files[:_MOST_NAMED])
            said = fill(wording, **{**values, "copies": ", ".join(shown), "leak_files": files})
            lines.append((fill(text["exhibit"], n=str(len(lines) + 1)), said))
    return lines
