"""Letters: one renderer for all of them; their wording lies in ``resources/templates/letters``.

A template is a JSON file named after the letter's kind, with one object a language. Its ``body``
is a list of blocks, set in order:

- a text: a paragraph; ``{name}`` is filled from the letter's values
- ``{"heading": TEXT}``, ``{"small": TEXT}``, ``{"alert": TEXT}``: a paragraph in that style
- ``{"facts": {KEY: LABEL, …}}``: label and value for each key that has a value
- ``{"table": NAME, "head": […], "widths": […]}``: the rows that the letter gives under NAME
- ``{"list": NAME}``: the texts that the letter gives under NAME, filled and numbered
- ``{"form": [LABEL, …]}``: lines to fill in by hand, and sign
- ``{"page": true}``: what follows begins on a new page
- ``{"sign": true}``: the sender's signature block; ``{"sign": "both"}``: both sides'

Any block may carry ``"if": FLAG``, ``"and": FLAG`` and ``"unless": FLAG``; tables and lists
without rows are left out. The ``subject`` stands in the letter's head; a ``contract`` has no
sender and recipient there; a ``postal`` one must reach a firm, so that it has the addresses and
representatives of both sides, or lines to fill them in by hand. What else a language's object
holds is for the program that fills it. A letter made twice from the same facts is the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from vault.papers import fonts
from vault.papers.facts import Party
from vault.papers.resources import resource
from vault.papers.sheet import (
    INK,
    SOFT,
    WIDTH,
    Language,
    Part,
    box,
    build,
    facts_table,
    fill,
    grid,
    para,
)

__all__ = ["BLANK", "Language", "LetterFacts", "day_said", "render"]


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What one letter says.

    Attributes:
        kind: names the template.
        number: the letter's id.
        written: when, with offset.
        sender, recipient: the two sides.
        values: fill ``{name}`` in the wording; a name without a value stands as it is, so
            that a template that asks for too much is seen.
        tables: rows by the table's name.
        lists: texts by the list's name.
        flags: blocks that are on.
        draft: printed as a draft for counsel on every page.
    """

    kind: str
    number: str
    written: datetime
    sender: Party
    recipient: Party
    values: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    draft: bool = False


def render(facts: LetterFacts, language: Language) -> bytes:
    """The letter as a PDF."""
    fonts.load()
    text, common = template(facts.kind)[language], template("common")[language]
    facts = _said(facts, language)
    title = _filled(text["title"], facts)
    foot = f"{facts.sender.organisation} · {title} · {facts.number}"
    if facts.draft:
        foot = f"{common['draft']} · {foot}"
    story = [*_opening(facts, title, text, common), *_blocks(facts, text["body"], common)]
    return build(
        [Part(story, foot, common["page"], common["draft_note"] if facts.draft else "")],
        f"{title} {facts.number}",
        facts.sender.organisation,
        language,
    )


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def day_said(day: str, language: Language) -> str:
    """A calendar day as letters in a language write it: ``2026년 11월 2일``, else ``2026-11-02``.

    What is more than a day stays as it is, so that nobody's own words are changed.
    """
    if language != "ko" or not _DAY.fullmatch(day):
        return day
    year, month, of_month = day.split("-")
    return f"{year}년 {int(month)}월 {int(of_month)}일"


def _said(facts: LetterFacts, language: Language) -> LetterFacts:
    """The facts with what every letter knows, with days as the language writes them."""
    known = {
        "sender": facts.sender.organisation,
        "recipient": facts.recipient.organisation,
        "person": facts.recipient.person,
        "number": facts.number,
        "date": facts.written.date().isoformat(),
    }
    values = {k: day_said(v, language) for k, v in (known | dict(facts.values)).items()}
    tables = {
        name: [tuple(day_said(cell, language) for cell in row) for row in rows]
        for name, rows in facts.tables.items()
    }
    return replace(facts, values=values, tables=tables)


BLANK = "_" * 44
"""What is filled in by hand."""


@cache
def template(kind: str) -> dict[str, Any]:
    """A letter's wording in all languages."""
    text = resource("templates", "letters", f"{kind}.json").read_text("utf-8")
    return dict(json.loads(text))


def _filled(wording: str, facts: LetterFacts) -> str:
    return fill(wording, **facts.values)


def _opening(
    facts: LetterFacts, title: str, text: Mapping[str, Any], common: Mapping[str, str]
) -> list[Flowable]:
    rows: list[tuple[str, str | Sequence[Flowable]]] = [
        (common["number"], facts.number),
        (common["date"], facts.values["date"]),
    ]
    if not text.get("contract"):
        subject = facts.values.get("subject", text.get("subject", ""))
        postal = bool(text.get("postal"))
        rows += [
            (common["from"], _party(facts.sender, common, postal)),
            (common["to"], _party(facts.recipient, common, postal, to=True)),
            (common["subject"], _filled(subject, facts)),
        ]
    return [para(title, "title"), Spacer(0, 5), facts_table(rows), Spacer(0, 12)]


def _party(
    party: Party, common: Mapping[str, str], postal: bool, to: bool = False
) -> list[Flowable]:
    """A side of the letter; where it must reach a firm, what is unknown is filled in by hand."""
    person = f"{party.person} ({party.title})" if party.person and party.title else party.person
    blank = BLANK if postal else ""
    said = [
        ("postal", party.address or blank),
        ("representative", party.representative or blank),
        ("attention" if to else "contact", " · ".join(filter(None, (person, party.email)))),
    ]
    return [
        para(f"{party.organisation} {common['honour'] if to else ''}".strip(), "cell"),
        *(para(f"{common[key]}  {text}", "cell", limit=600) for key, text in said if text),
    ]


def _blocks(facts: LetterFacts, body: Sequence[Any], common: Mapping[str, str]) -> list[Flowable]:
    story: list[Flowable] = []
    for block in body:
        if isinstance(block, str):
            story.append(para(_filled(block, facts), "body", limit=4000))
        elif _stands(block, facts):
            made = _block(facts, block, common)
            if made and {"sign", "form", "list"} & block.keys():
                _join(story, made)
            story += made
    return story


def _join(story: Sequence[Flowable], made: Sequence[Flowable]) -> None:
    """Let the paragraph before a signature, form or list go with it to the next page."""
    for flowable in reversed(story):
        if not isinstance(flowable, Paragraph):
            return
        flowable.keepWithNext = True
        if flowable.style.name != "small":
            return


def _stands(block: Mapping[str, Any], facts: LetterFacts) -> bool:
    if any(key in block and block[key] not in facts.flags for key in ("if", "and")):
        return False
    return "unless" not in block or block["unless"] not in facts.flags


def _block(
    facts: LetterFacts, block: Mapping[str, Any], common: Mapping[str, str]
) -> list[Flowable]:
    if "text" in block:
        return [para(_filled(block["text"], facts), "body", limit=4000)]
    for name in ("heading", "small", "alert"):
        if name in block:
            return [para(_filled(block[name], facts), name, limit=4000)]
    if "facts" in block:
        rows = [(label, facts.values.get(key, "")) for key, label in block["facts"].items()]
        return [facts_table(rows), Spacer(0, 8)] if any(value for _, value in rows) else []
    if "table" in block:
        rows_of = facts.tables.get(block["table"], ())
        return [grid(block["head"], rows_of, block["widths"]), Spacer(0, 8)] if rows_of else []
    if "list" in block:
        texts = [_filled(text, facts) for text in facts.lists.get(block["list"], ())]
        return [para(text, "numbered", bullet=f"{n}.") for n, text in enumerate(texts, 1)]
    if "page" in block:
        return [PageBreak()]
    if "form" in block:
        return _together(Spacer(0, 6), *_form(block["form"]))
    if block["sign"] == "both":
        return _together(Spacer(0, 10), *_signatures(facts, common))
    return [*_together(Spacer(0, 14), *_signature(facts, common)), Spacer(0, 9)]


def _together(*flowables: Flowable) -> list[Flowable]:
    """Flowables that stay on one page (ReportLab joins no container to what stands before it)."""
    for flowable in flowables[:-1]:
        flowable.keepWithNext = True
    return list(flowables)


def _form(labels: Sequence[str]) -> list[Flowable]:
    lines = Table(
        [[para(label, "label"), ""] for label in labels],
        colWidths=[44 * mm, WIDTH - 44 * mm - 18],
        hAlign="LEFT",
    )
    lines.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 11),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ("LINEBELOW", (1, 0), (1, -1), 0.5, SOFT),
            ]
        )
    )
    return [box([lines], line=INK)]


def _signature(facts: LetterFacts, common: Mapping[str, str]) -> list[Flowable]:
    sender = facts.sender
    lines = Table(
        [[para(common["signature"], "label"), ""]],
        colWidths=[34 * mm, 70 * mm],
        hAlign="LEFT",
    )
    lines.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 22),
                ("LINEBELOW", (1, 0), (1, -1), 0.5, SOFT),
            ]
        )
    )
    named = sender.representative or " · ".join(filter(None, (sender.person, sender.title)))
    return [
        para(facts.values["date"], "cell"),
        para(sender.organisation, "cellbold"),
        para(named, "cell"),
        lines,
    ]


def _signatures(facts: LetterFacts, common: Mapping[str, str]) -> list[Flowable]:
    """Two columns to sign in; who signs for either side is not for the program to say."""
    ours, theirs = (para(p.organisation, "cell") for p in (facts.sender, facts.recipient))
    keys = ("organisation", "postal", "name", "position", "signed_on", "signature")
    labels = [common[key] for key in keys]
    rows = [[para(label, "label"), "", "", para(label, "label"), ""] for label in labels]
    rows[0][1], rows[0][4] = ours, theirs
    rows[1][1], rows[1][4] = (
        para(p.address, "cell", limit=300) for p in (facts.sender, facts.recipient)
    )
    label, line = 24 * mm, WIDTH / 2 - 34 * mm
    table = Table(rows, colWidths=[label, line, 14 * mm, label, line], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 7),
                ("TOPPADDING", (0, 5), (-1, 5), 16),
                ("LINEBELOW", (1, 0), (1, -1), 0.5, SOFT),
                ("LINEBELOW", (4, 0), (4, -1), 0.5, SOFT),
            ]
        )
    )
    return [table]
