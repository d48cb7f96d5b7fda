"""The transmittal: the letter in every pack that says what was given to whom, on which terms.

One sender, one recipient, one copy. It discloses what a partner must know (copies are
individually marked, expiry is advisory) and prints what a court will ask about (policies set
aside and why, parts that cannot be traced). The wording is in
``resources/templates/papers/transmittal.json``; counsel must confirm it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table, TableStyle

from vault.marks.facts import class_names, is_public, shown_date
from vault.papers import fonts
from vault.papers.facts import Item, PackFacts, Party
from vault.papers.sheet import (
    INK,
    LINE,
    SOFT,
    WIDTH,
    Language,
    Part,
    box,
    build,
    facts_table,
    fill,
    grid,
    hash_text,
    para,
    style,
    wording,
    words,
)

__all__ = ["Language", "render"]


def render(facts: PackFacts, languages: Sequence[Language] = ("ko", "en")) -> bytes:
    """The letter as a PDF, in each language one after the other.

    Args:
        facts: the items carry their final names and hashes.
        languages: in order; each starts on a page of its own.
    """
    fonts.load()
    parts = []
    for language in languages:
        text = wording("transmittal", language)
        numbers = dict.fromkeys((facts.number, facts.copy))
        foot = f"{facts.sender.organisation} · {text['title']} {' · '.join(numbers)}"
        parts.append(Part(_letter(facts, text, language), foot, text["page"]))
    title = f"{wording('transmittal', languages[0])['title']} {facts.number}"
    return build(parts, title, facts.sender.organisation, languages[0])


def _letter(facts: PackFacts, text: Mapping[str, str], language: Language) -> list[Flowable]:
    story: list[Flowable] = [
        para(text["title"], "title"),
        para(text["subtitle"], "subtitle"),
        facts_table(_heads(facts, text, language)),
        para(text["items"], "heading"),
        _items(facts, text),
    ]
    exceptions = _exceptions(facts, text, language)
    if exceptions:
        story += [Spacer(0, 10), box([para(text["exceptions"], "alerthead"), *exceptions])]
    story.append(para(text["terms"], "heading"))
    for number, term in enumerate(_terms(facts, text), 1):
        story.append(para(term, "numbered", bullet=f"{number}."))
    story += [Spacer(0, 8), KeepTogether(_acknowledgement(facts, text))]
    return story


def _heads(facts: PackFacts, text: Mapping[str, str], language: Language) -> list[tuple[str, str]]:
    korean, english = class_names(facts.classification)
    references = [
        f"{text[kind]} {value}"
        for kind, value in (
            ("contract", facts.contract),
            ("agreement", _dated(facts.agreement, text["signed_on"], facts.agreement_day)),
            ("demand", _dated(facts.demand, text["received_on"], facts.demand_day)),
        )
        if value
    ]
    return [
        (text["number"], facts.number),
        (text["date"], facts.issued.strftime("%Y-%m-%d")),
        (text["from"], _party(facts.sender)),
        (text["to"], _party(facts.recipient)),
        (text["purpose"], facts.purpose),
        (text["reference"], " · ".join(references)),
        (text["classification"], korean if language == "ko" else english),
        (text["delivery"], facts.delivery),
        (text["until"], shown_date(facts.until)),
        (text["return_by"], shown_date(facts.return_by)),
        (text["copy"], facts.copy),
        (text["approved"], ", ".join(facts.approved_by)),
    ]


def _dated(reference: str, phrase: str, day: str) -> str:
    return f"{reference} ({fill(phrase, day=day)})" if reference and day else reference


def _party(party: Party) -> str:
    person = f"{party.person} ({party.title})" if party.person and party.title else party.person
    return " · ".join(filter(None, (party.organisation, person, party.email, party.address)))


def _items(facts: PackFacts, text: Mapping[str, str]) -> Table:
    head = ["", text["col_number"], text["col_title"], text["col_revision"], text["col_pages"]]
    rows: list[Sequence[str | Flowable]] = []
    extra: list[tuple[object, ...]] = []
    for number, item in enumerate(facts.items, 1):
        rows.append(
            [str(number), item.number or item.document, item.title, item.revision, item.pages]
        )
        rows.append(["", _detail(facts, item, text)])
        row = 2 * number
        extra += [
            ("SPAN", (1, row), (-1, row)),
            ("LINEBELOW", (0, row - 1), (-1, row - 1), 0, (1, 1, 1)),
            ("TOPPADDING", (0, row), (-1, row), 0),
            ("BOTTOMPADDING", (0, row - 1), (-1, row - 1), 0.5),
            ("NOSPLIT", (0, row - 1), (-1, row)),
        ]
    return grid(head, rows, [22, 80, 226, 46, 96], extra)


def _detail(facts: PackFacts, item: Item, text: Mapping[str, str]) -> Paragraph:
    name, copy = words(item.name, 255), words(facts.copy, 100)
    lines = [
        f"{words(text['file'])} {name} · {words(text['copy'])} {copy}",
        f"SHA-256 {words(hash_text(item.sha256))}",
    ]
    if item.why:
        lines.append(f"{words(text['why'])}: {words(item.why, 1000)}")
    return Paragraph("<br/>".join(lines), style("hash"))


def _terms(facts: PackFacts, text: Mapping[str, str]) -> list[str]:
    until = shown_date(facts.until)
    phrase = fill(text["until_phrase"], until=until) if until else text["until_none"]
    use = "term_use_public" if is_public(facts.classification) else "term_use"
    terms = [fill(text[use], until=phrase)]
    if facts.return_by is not None:
        terms.append(fill(text["term_return"], return_by=shown_date(facts.return_by)))
    terms += [text["term_marks"], text["term_expiry"], text["term_others"]]
    if facts.password:
        terms.append(text["term_password"])
    return [*terms, text["term_check"]]


def _exceptions(facts: PackFacts, text: Mapping[str, str], language: Language) -> list[Flowable]:
    lines = [text["reservation"]] if facts.overrides else []
    for o in facts.overrides:
        sentence = o.korean if language == "ko" else o.english
        lines.append(
            fill(text["override"], sentence=sentence, code=o.code, reason=o.reason, by=o.by)
        )
    for u in facts.untraceable:
        words_for = text["untraceable"] if u.pages else text["untraceable_whole"]
        lines.append(fill(words_for, name=u.name, pages=u.pages, by=u.accepted_by))
    if facts.solo:
        lines.append(text["solo"])
    return [para(line, "alert") for line in lines]


def _acknowledgement(facts: PackFacts, text: Mapping[str, str]) -> list[Flowable]:
    statement = fill(
        text["ack_text"], number=facts.number, copy=facts.copy, count=str(len(facts.items))
    )
    back = " · ".join(
        filter(None, (facts.sender.organisation, facts.sender.person, facts.sender.email))
    )
    cells = [
        [
            para(text["ack_organisation"], "label"),
            para(facts.recipient.organisation, "cell", limit=500),
        ],
        [para(text["ack_name"], "label"), para(facts.recipient.person, "cell", limit=500)],
        [para(text["ack_position"], "label"), para(facts.recipient.title, "cell", limit=200)],
        [para(text["ack_date"], "label"), ""],
        [para(text["ack_signature"], "label"), ""],
    ]
    lines = Table(cells, colWidths=[34 * mm, WIDTH - 34 * mm - 18], hAlign="LEFT")
    lines.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, 2), 3),
                ("TOPPADDING", (0, 3), (-1, 3), 8),
                ("TOPPADDING", (0, 4), (-1, 4), 20),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
                ("LINEBELOW", (1, 0), (1, -1), 0.5, SOFT),
            ]
        )
    )
    content: list[Flowable] = [
        Paragraph(
            f"{words(text['ack_title'])}<font size=8 color='#5b6470'>"
            f" &nbsp; {words(text['ack_cut'])}</font>",
            style("cellbold"),
        ),
        para(statement, "body", limit=600),
        lines,
        Spacer(0, 3),
        para(f"{text['ack_return']}: {back}", "small", limit=600),
    ]
    return [_cut(), box(content, line=INK)]


def _cut() -> Table:
    line = Table([[""]], colWidths=[WIDTH], rowHeights=[6])
    line.setStyle(TableStyle([("LINEABOVE", (0, 0), (-1, 0), 0.6, LINE, 1, (3, 3))]))
    return line
