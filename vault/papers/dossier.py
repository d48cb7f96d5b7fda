"""The readable part of a dossier: question, facts, custody, method, error rate, limits, checking.

Written for a court and for the person it may harm. It says nothing that the machine-readable
part does not say with the entry it rests on; it names copies, never persons, and gives the bound
as the strength of evidence against a stated proposition. The wording is in
``resources/templates/papers/dossier.json``.

Invariant: only opened fields are printed; identifiers become names only where an opened entry
gives the name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, KeepTogether, Spacer

from vault.papers import fonts
from vault.papers.dossier_facts import DossierFacts, Entry
from vault.papers.dossier_words import Sayings, kept_files
from vault.papers.report import odds, powers
from vault.papers.sheet import (
    ALERT,
    INK,
    LINE,
    WASH,
    Language,
    Part,
    box,
    build,
    facts_table,
    fill,
    grid,
    hash_text,
    para,
    wording,
)


def render(facts: DossierFacts, language: Language) -> bytes:
    """The readable part as a PDF; the same facts give the same bytes."""
    fonts.load()
    text: Mapping[str, Any] = wording("dossier", language)
    about = fill(text[f"subject_{facts.kind}"], id=facts.subject)
    paper = _Paper(facts, text, about)
    foot = fill(text["foot"], title=text["title"], number=facts.number, about=about)
    title = f"{text['title']} {facts.number}"
    return build([Part(paper.story(), foot, text["page"])], title, facts.owner, language)


class _Paper:
    """The story of one dossier in one language, with its sections counted."""

    def __init__(self, facts: DossierFacts, text: Mapping[str, Any], about: str) -> None:
        self._facts = facts
        self._text = text
        self._about = about
        self._say = Sayings(text, facts.names, facts.zone)
        sections = ["facts", "chain", "method", "error", "limits", "producers", "anchors", "repeat"]
        if not facts.copies:
            sections.remove("producers")
        self._numbers = {name: number for number, name in enumerate(sections, 1)}

    def story(self) -> list[Flowable]:
        """All of it."""
        return [
            *self._head(),
            *self._answer(),
            *self._facts_section(),
            *self._chain(),
            *self._method(),
            *self._limits(),
            *self._producers(),
            *self._anchors(),
            *self._repeat(),
        ]

    def _heading(self, name: str) -> Flowable:
        return para(f"{self._numbers[name]}  {self._text[f'{name}_h']}", "heading")

    def _head(self) -> list[Flowable]:
        facts, text = self._facts, self._text
        checkpoint = fill(
            text["checkpoint_text"], size=f"{facts.size:,}", root=hash_text(facts.root)
        )
        rows = [
            (text["number"], facts.number),
            (text["about"], self._about),
            (text["owner"], facts.owner),
            (text["made"], _time(facts.made)),
            (text["made_by"], facts.made_by),
            (text["vault"], facts.vault),
            (text["checkpoint"], checkpoint),
        ]
        kind = "release" if facts.kind == "release" else "leak"
        return [
            para(text["title"], "title"),
            Spacer(0, 4),
            facts_table(rows),
            para(text["question_h"], "heading"),
            para(text[f"question_{kind}"]),
        ]

    def _answer(self) -> list[Flowable]:
        facts, text = self._facts, self._text
        inside = self._release_answer() if facts.kind == "release" else self._leak_answer()
        warnings = [text["pressure"]] if any(self._overrides()) else []
        warnings += [text["solo"]] if facts.solo else []
        warnings += [
            fill(text["opened_before"], copy=copy, dossiers=dossiers)
            for copy, dossiers in facts.opened_before
        ]
        warnings += [
            fill(text["restored"], entries=str(entry.seq))
            for entry in facts.entries
            if entry.kind == "vault.restored"
        ]
        story: list[Flowable] = [
            para(text["answer_h"], "heading"),
            box(inside, line=INK, wash=WASH),
        ]
        if warnings:
            story += [Spacer(0, 7), box([para(w, "alert") for w in warnings], line=ALERT)]
        return story

    def _release_answer(self) -> list[Flowable]:
        facts, text = self._facts, self._text
        asked = self._last("release.requested", facts.subject)
        approved = self._last("release.approved", facts.subject)
        copies = [copy for copy in facts.copies if copy.release == facts.subject]
        if asked is None or approved is None:
            sentence = fill(
                text["answer_release_open"], release=facts.subject, copies=str(len(copies))
            )
        else:
            sentence = fill(
                text["answer_release"],
                partner=self._say.named(asked.fields["partner"]),
                release=facts.subject,
                documents=str(len(asked.fields["items"])),
                copies=str(len(copies)),
                requester=asked.who,
                approver=approved.who,
            )
        return [para(sentence, "verdict", limit=700)]

    def _leak_answer(self) -> list[Flowable]:
        facts, text = self._facts, self._text
        inside: list[Flowable] = []
        people = {copy.copy: copy for copy in facts.copies}
        for trial in facts.trials:
            known = people[trial.copy]
            sentence = fill(text["match"], copy=trial.copy, person=known.person, firm=known.firm)
            bound = odds(trial.log10_false_match, text["one_in"])
            inside += [
                para(sentence, "verdict", limit=700),
                powers(fill(text["bound"], bound=bound), "body"),
            ]
        inside += [para(fill(text["unproved"], copy=copy)) for copy in facts.unproved]
        if facts.trials or facts.unproved:
            return [*inside, para(text["person"], "cellbold")]
        return [para(text[facts.verdict or "untraced"], "verdict")]

    # -- facts ----------------------------------------------------------------------------------

    def _facts_section(self) -> list[Flowable]:
        facts, text = self._facts, self._text
        documents = [
            [
                _lines((e.fields["title"], "cell"), (e.fields["document"], "small")),
                str(e.fields["n"]),
                _file(e.fields["file_name"], e.fields["sha256"]),
                str(e.seq),
            ]
            for e in facts.entries
            if e.kind == "document.added"
        ]
        copies = [
            [
                _lines((c.copy, "cellbold"), (f"{c.issued:%Y-%m-%d %H:%M:%S}", "small")),
                _lines((c.person, "cell"), (c.firm, "small")),
                [flowable for name, sha256 in c.files for flowable in _file(name, sha256)],
                str(c.entry),
            ]
            for c in facts.copies
        ]
        overrides = [
            [self._policy(given), str(given.get("reason", "")), e.who, str(e.seq)]
            for e, given in self._overrides()
        ]
        kept = [
            (e, [_file(str(f["name"]), str(f["sha256"])), self._say.what(e, 120), str(e.seq)])
            for e in facts.entries
            for f in kept_files(e)
        ]
        leaked = [row for e, row in kept if e.kind == "leak.lodged"]
        proofs = [row for e, row in kept if e.kind != "leak.lodged"]
        none = facts.kind == "release" and not copies
        held = list(self._holdings())
        return [
            self._heading("facts"),
            *self._table("documents", "document revision file entry", documents, 140, 36, 254, 40),
            *self._table("copies", "copy recipient files entry", copies, 110, 96, 224, 40),
            *([para(text["holdings_none"])] if none else []),
            *self._table(
                "holdings", "copy recipient until held entry", held, 120, 130, 80, 100, 40
            ),
            *self._table("overrides", "policy reason who entry", overrides, 170, 170, 90, 40),
            *self._table("leak_lodged", "file what entry", leaked, 260, 170, 40),
            *self._table("kept", "file what entry", proofs, 260, 170, 40),
        ]

    def _holdings(self) -> Iterator[list[Any]]:
        """What became of each copy, and what went out past the vault, by the opened entries."""
        facts, text = self._facts, self._text
        states: Mapping[str, str] = text["states"]
        for copy in facts.copies:
            steps = [
                e
                for e in facts.entries
                if e.kind in states
                and (e.fields.get("copy") == copy.copy or copy.copy in e.fields.get("packs", ()))
            ]
            asked = self._last("release.requested", copy.release)
            until = self._say.moment(asked.fields["until"]) if asked else ""
            yield [copy.copy, copy.person, until, states[steps[-1].kind], str(steps[-1].seq)]
        struck = {e.fields["disclosure"] for e in facts.entries if e.kind == "disclosure.struck"}
        for e in facts.entries:
            if e.kind == "disclosure.recorded" and e.fields["disclosure"] not in struck:
                name = self._say.named(e.fields["document"])
                until = self._say.moment(e.fields.get("until", ""))
                whom = self._say.named(e.fields.get("contact") or e.fields["partner"])
                yield [name, whom, until, states[e.kind], str(e.seq)]

    def _table(
        self, title: str, columns: str, rows: Sequence[Sequence[Any]], *widths: float
    ) -> list[Flowable]:
        """A table under its caption, which never stands alone at the foot of a page."""
        if not rows:
            return []
        head = [self._text[f"col_{column}"] for column in columns.split()]
        return [
            CondPageBreak(36 * mm),
            Spacer(0, 6),
            para(self._text[title], "cellbold"),
            Spacer(0, 2.5),
            grid(head, rows, widths),
        ]

    def _overrides(self) -> list[tuple[Entry, Mapping[str, Any]]]:
        return [
            (entry, given)
            for entry in self._facts.entries
            if entry.kind == "release.approved"
            for given in entry.fields.get("overrides", ())
        ]

    def _policy(self, given: Mapping[str, Any]) -> str:
        language = "korean" if self._text["page"].endswith("쪽") else "english"
        return str(given.get(language) or given.get("english") or given.get("code", ""))

    def _last(self, kind: str, release: str) -> Entry | None:
        found = [
            e for e in self._facts.entries if e.kind == kind and e.fields.get("release") == release
        ]
        return found[-1] if found else None

    # -- what happened ---------------------------------------------------------------------------

    def _chain(self) -> list[Flowable]:
        facts, text = self._facts, self._text
        rows = [
            [f"{e.at:%Y-%m-%d %H:%M:%S}", e.who, self._say.what(e), str(e.seq)]
            for e in facts.entries
        ]
        head = [text[f"col_{c}"] for c in ("time", "who", "what", "entry")]
        said = fill(text["chain"], anchors=str(self._numbers["anchors"]), zone=facts.zone)
        return [
            CondPageBreak(50 * mm),
            self._heading("chain"),
            para(said),
            grid(head, rows, [106, 84, 244, 36]),
        ]

    # -- how it is known -------------------------------------------------------------------------

    def _method(self) -> list[Flowable]:
        facts, text = self._facts, self._text
        count = str(len(facts.entries))
        story: list[Flowable] = [
            CondPageBreak(60 * mm),
            self._heading("method"),
            *(para(fill(paragraph, count=count)) for paragraph in text["record"]),
        ]
        if facts.kind != "release":
            story += [para(paragraph) for paragraph in text["trace"]]
        for trial in facts.trials:
            rows: list[list[Any]] = [
                [self._say.place(revision, container), f"{slots:,}", f"{score:,.1f}"]
                for revision, container, slots, score in trial.parts
            ]
            named = fill(
                text["trial"],
                copy=trial.copy, n=f"{trial.n:,}", h=f"{trial.h:,}",
                read=str(trial.read), judged=str(trial.judged),
            )  # fmt: skip
            bound = f"{text['col_bound']}: {odds(trial.log10_false_match, text['one_in'])}"
            head = [text[f"col_{c}"] for c in ("part", "read", "score")]
            story += [Spacer(0, 5), para(text["trials"], "cellbold"), para(named, "caption")]
            story += [powers(bound, "caption"), Spacer(0, 3), grid(head, rows, [270, 100, 100])]
        notes = [
            str(note)
            for entry in facts.entries
            if entry.kind == "leak.read"
            for note in entry.fields.get("notes", ())
        ]
        if notes:
            story += [Spacer(0, 6), para(text["notes"], "cellbold")]
            story += [para(note, "numbered", bullet="·") for note in dict.fromkeys(notes)]
        error = "error" if facts.trials else "error_none"
        return [*story, self._heading("error"), para(text[error])]

    def _limits(self) -> list[Flowable]:
        text = self._text
        limits = [*text["limits"], *(text["limits_trace"] if self._facts.trials else ())]
        return [self._heading("limits"), *(para(x, "numbered", bullet="·") for x in limits)]

    def _producers(self) -> list[Flowable]:
        facts, text = self._facts, self._text
        if not facts.copies:
            return []
        recipients = dict.fromkeys(f"{c.person}, {c.firm} ({c.copy})" for c in facts.copies)
        rows = [
            [
                name,
                ", ".join(text["roles"].get(role, role) for role in roles),
                text["active" if active else "former"],
            ]
            for name, roles, active in facts.producers
        ]
        head = [text[f"col_{c}"] for c in ("member", "roles", "state")]
        return [
            self._heading("producers"),
            facts_table([(text["recipients"], " · ".join(recipients))]),
            Spacer(0, 6),
            para(text["producers"]),
            grid(head, rows, [170, 210, 90]),
        ]

    def _anchors(self) -> list[Flowable]:
        facts, text = self._facts, self._text
        story: list[Flowable] = [self._heading("anchors")]
        for stamp in facts.confirmed:
            sentence = fill(
                text["anchor"],
                authority=stamp.authority, size=f"{stamp.size:,}", time=_time(stamp.at),
            )  # fmt: skip
            root = fill(text["anchor_root"], name=stamp.root)
            story += [
                para(sentence, "numbered", bullet="·"),
                para(f"{root}, SHA-256 {hash_text(stamp.fingerprint)}", "caption"),
                Spacer(0, 4),
            ]
        if not facts.confirmed:
            story.append(para(text["anchors_none"]))
        sizes = ", ".join(f"{size:,}" for size in facts.checkpoints)
        return [*story, para(fill(text["anchors_pack"], sizes=sizes))]

    def _repeat(self) -> list[Flowable]:
        facts, text = self._facts, self._text
        steps = [step for step in text["repeat"] if facts.leak or "{leak}" not in step]
        rows = [[_file(name, sha256)] for name, sha256 in facts.files]
        return [
            self._heading("repeat"),
            *(
                para(fill(step, vault=facts.vault, leak=facts.leak), "numbered", bullet=f"{k}.")
                for k, step in enumerate(steps, 1)
            ),
            Spacer(0, 6),
            grid([text["files"]], rows, [470]),
            KeepTogether(
                [
                    Spacer(0, 10),
                    HRFlowable(width="100%", thickness=0.4, color=LINE),
                    para(text["closing"], "small"),
                ]
            ),
        ]


def _file(name: str, sha256: str) -> list[Flowable]:
    return _lines((name, "cell"), (f"SHA-256 {hash_text(sha256)}", "hash"))


def _lines(*lines: tuple[str, str]) -> list[Flowable]:
    return [para(line, name, limit=240) for line, name in lines if line]


def _time(when: datetime) -> str:
    offset = when.strftime("%z")
    zone = "UTC" if offset in ("+0000", "") else f"{offset[:3]}:{offset[3:5]}"
    return f"{when:%Y-%m-%d %H:%M:%S} {zone}"
