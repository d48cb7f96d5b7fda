"""The annex on development investment and loss inputs: what a claim for damages is built from.

Mapped to the heads of loss that a court knows, with every entry, its receipts' hashes and when
it was entered. It computes no damages; what is missing is called missing. The wording is in
``resources/templates/papers/annex.json``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reportlab.lib.colors import white
from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    KeepTogether,
    Spacer,
    Table,
)

from vault.papers import fonts
from vault.papers.annex_facts import AnnexFacts, Entered, EntryFacts, KeptFile, TotalFacts
from vault.papers.sheet import (
    ALERT,
    INK,
    LINE,
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

_SHORT = 60
"""A note up to this length stands in its cell, a longer one below the row."""
_SHORT_TOLD = 300
_IN_ONE = 120


def render(facts: AnnexFacts, language: Language) -> bytes:
    """The annex as a PDF; the same facts give the same bytes."""
    fonts.load()
    text: Mapping[str, Any] = wording("annex", language)
    story = [
        *_head(facts, text),
        *_heads_of_loss(facts, text),
        *_totals(facts, text),
        *_entries(facts, text),
        *_stated(facts, text),
        *_documents(facts, text),
        *_repeat(facts, text),
    ]
    foot = f"{facts.owner} · {text['title']} · {facts.number}"
    title = f"{text['title']} {facts.number}"
    return build([Part(story, foot, text["page"])], title, facts.owner, language)


def rows(facts: AnnexFacts, language: Language) -> tuple[list[str], list[list[str]]]:
    """The entries as a table: headings and rows, texts as they are."""
    text: Mapping[str, Any] = wording("annex", language)
    table = [
        [
            e.id,
            facts.technology,
            e.date,
            e.kind,
            e.amount.replace(",", ""),
            e.currency,
            e.hours.replace(",", ""),
            e.document,
            e.who,
            e.note,
            e.entered.at.isoformat(),
            e.entered.by,
            str(e.entered.entry),
            str(e.entered.entry + 1),
            "; ".join(f"{f.name} {f.sha256}" for f in e.files),
            f"{e.source[0].name} {e.source[0].sha256} :{e.source[1]}" if e.source else "",
            e.struck,
        ]
        for e in facts.entries
    ]
    return list(text["csv"]), table


def _head(facts: AnnexFacts, text: Mapping[str, Any]) -> list[Flowable]:
    counted = [e.date for e in facts.entries if not e.struck]
    span = fill(text["span_text"], first=min(counted), last=max(counted)) if counted else ""
    ledger = fill(text["checkpoint_text"], size=f"{facts.size:,}", root=hash_text(facts.root))
    heads = facts_table(
        [
            (text["number"], facts.number),
            (text["made"], facts.written.strftime("%Y-%m-%d")),
            (text["owner"], facts.owner),
            (text["made_by"], facts.made_by),
            (text["technology"], facts.technology),
            (text["span"], span or text["none"]),
            (text["vault"], facts.vault),
            (text["checkpoint"], ledger),
        ]
    )
    return [
        para(text["title"], "title"),
        para(fill(text["subtitle"], technology=facts.technology), "subtitle"),
        box([para(text["notice"], "alert")], line=ALERT),
        Spacer(0, 9),
        heads,
    ]


def _heading(text: str) -> list[Flowable]:
    """A heading with room for a few lines below it; what follows may break over pages."""
    heading = para(text, "heading")
    heading.keepWithNext = False
    return [CondPageBreak(46 * mm), heading]


def _heads_of_loss(facts: AnnexFacts, text: Mapping[str, Any]) -> list[Flowable]:
    def stated(name: str) -> str:
        known = facts.newest.get(name)
        if known is None:
            return str(text["none"])
        entry = str(known.entered.entry)
        said = known.told[name]
        if len(said) > _SHORT_TOLD:  # whole in section 5
            said = said[:_SHORT_TOLD] + "…"
        return fill(text["as_of"], text=said, day=known.day, entry=entry)

    invested = " · ".join(f"{t.amount} {t.currency}" for t in facts.over_all if t.amount)
    table = [
        [text["head_sales"], text["in_capacity"], stated("capacity")],
        ["", text["in_margin"], stated("margin")],
        ["", text["in_sales"], text["not_kept"]],
        [text["head_profit"], text["in_profit"], text["not_kept"]],
        [text["head_royalty"], text["in_licence_quote"], stated("licence_quote")],
        [text["head_estimate"], text["in_investment"], invested or text["none"]],
    ]
    head = [text["col_head"], text["col_input"], text["col_recorded"]]
    return [
        *_heading(text["heads_h"]),
        grid(head, table, [150, 110, 220], [("LINEBELOW", (0, 1), (0, 2), 1.4, white)]),
        para(text["heads_note"], "caption"),
    ]


def _totals(facts: AnnexFacts, text: Mapping[str, Any]) -> list[Flowable]:
    story: list[Flowable] = [*_heading(text["totals_h"])]
    if not facts.totals:
        return [*story, para(text["none"])]
    head = [
        text["col_kind"],
        text["col_currency"],
        *(para(text[f"col_{name}"], "headnumber") for name in ("amount", "hours", "count")),
    ]
    table = [_total(total, text) for total in (*facts.totals, *facts.over_all)]
    first = len(facts.totals) + 1
    story += [
        grid(
            head, table, [140, 70, 130, 80, 60], [("LINEABOVE", (0, first), (-1, first), 0.9, INK)]
        ),
        para(text["totals_note"], "caption"),
        *_heading(text["periods_h"]),
    ]
    by_period = [[total.period, *_total(total, text)] for total in facts.periods]
    return [*story, grid([text["col_period"], *head], by_period, [70, 110, 60, 120, 70, 50])]


def _total(total: TotalFacts, text: Mapping[str, Any]) -> list[str | Flowable]:
    amount = total.amount or ("" if total.kind == "worked" else text["none"])
    numbers = (amount, total.hours, f"{total.entries:,}")
    kind = text[f"kind_{total.kind}"]
    return [kind, total.currency, *(para(number, "number") for number in numbers)]


def _entries(facts: AnnexFacts, text: Mapping[str, Any]) -> list[Flowable]:
    story: list[Flowable] = [*_heading(text["entries_h"])]
    counted = [entry for entry in facts.entries if not entry.struck]
    struck = [entry for entry in facts.entries if entry.struck]
    if counted:
        story += [*_entry_grids(counted, text), para(text["entries_note"], "caption")]
    else:
        story.append(para(text["none"]))
    sources = dict.fromkeys(entry.source[0] for entry in facts.entries if entry.source)
    if sources:
        listed = _files(list(sources), text)
        story += [
            Spacer(0, 4),
            KeepTogether([para(text["sources"], "caption"), *listed[:1]]),
            *listed[1:],
        ]
    if struck:
        story += [*_heading(text["struck_h"]), *_entry_grids(struck, text)]
    return story


def _entry_grids(entries: Sequence[EntryFacts], text: Mapping[str, Any]) -> list[Flowable]:
    """One table, or several of a long list: breaking a long table takes its length squared."""
    return [
        _entry_grid(entries[start : start + _IN_ONE], text)
        for start in range(0, len(entries), _IN_ONE)
    ]


def _entry_grid(entries: Sequence[EntryFacts], text: Mapping[str, Any]) -> Table:
    head: list[str | Flowable] = [
        text["col_date"],
        text["col_kind"],
        para(text["col_amount"], "headnumber"),
        para(text["col_hours"], "headnumber"),
        text["col_what"],
        text["col_entered"],
    ]
    items = []
    for e in entries:
        soon = {0: text["same_day"], 1: text["next_day"]}
        late = soon.get(e.late) or fill(text["late"], days=f"{e.late:,}")
        short = len(e.note) <= _SHORT
        said: list[Flowable] = [para(e.who, "cell", limit=120)] if e.who else []
        said += [para(e.note, "small")] if e.note and short else []
        if e.document:
            said.append(para(fill(text["document"], document=e.document), "small"))
        if e.source:
            said.append(
                para(fill(text["from"], name=e.source[0].name, line=str(e.source[1])), "small")
            )
        amount = f"{e.amount} {e.currency}" if e.amount else text["none"]
        cells: list[Any] = [
            [para(e.date, "cell"), para(e.id, "small")],
            text[f"kind_{e.kind}"],
            para(amount, "number"),
            para(e.hours, "number"),
            said or "",
            _entered(e.entered, text, late),
        ]
        details = [] if short else [para(e.note, "small")]
        if e.struck:
            why = fill(text["struck"], reason=e.struck, by=e.struck_by, at=e.struck_on)
            details.append(para(why, "alert"))
        items.append((cells, [*details, *_files(e.files, text)]))
    return _detailed(head, [64, 48, 92, 40, 116, 120], items)


def _files(files: Sequence[KeptFile], text: Mapping[str, Any]) -> list[Flowable]:
    lines = [fill(text["file"], name=f.name, sha256=hash_text(f.sha256)) for f in files]
    return [para(line, "hash", limit=500) for line in lines]


def _detailed(
    head: Sequence[str | Flowable],
    widths: Sequence[float],
    items: Sequence[tuple[Sequence[Any], Sequence[Flowable]]],
) -> Table:
    """A table whose rows have further lines across all columns below them."""
    table: list[Sequence[Any]] = []
    extra: list[tuple[Any, ...]] = []
    for cells, details in items:
        table.append(cells)
        for number, detail in enumerate(details):
            row = len(table) + 1
            extra += [
                ("SPAN", (0, row), (-1, row)),
                ("LINEBELOW", (0, row - 1), (-1, row - 1), 1.4, white),
                ("TOPPADDING", (0, row), (-1, row), 0),
                ("BOTTOMPADDING", (0, row - 1), (-1, row - 1), 0.5),
            ]
            if not number:
                extra.append(("NOSPLIT", (0, row - 1), (-1, row)))
            table.append([detail])
    return grid(head, table, widths, extra)


def _entered(entered: Entered, text: Mapping[str, Any], late: str = "") -> list[Flowable]:
    place = fill(text["entered"], entry=str(entered.entry), size=str(entered.entry + 1))
    by = " · ".join(part for part in (entered.by, late) if part)
    return [
        para(f"{entered.at:%Y-%m-%d %H:%M}", "cell"),
        para(by, "small", limit=120),
        para(place, "small"),
    ]


def _stated(facts: AnnexFacts, text: Mapping[str, Any]) -> list[Flowable]:
    story: list[Flowable] = [*_heading(text["inputs_h"])]
    if not facts.stated:
        return [*story, para(text["inputs_none"])]
    items = []
    for stated in facts.stated:
        told = [(text[f"in_{name}"], said) for name, said in stated.told.items() if said]
        lines = [para(f"{name}: {said}", "cell") for name, said in told]
        if stated.note:
            lines.append(para(fill(text["note"], note=stated.note), "small"))
        short = sum(len(said) for _, said in told) + len(stated.note) <= _SHORT_TOLD
        inside: Any = lines if short else ", ".join(name for name, _ in told)
        details = [*([] if short else lines), *_files(stated.files, text)]
        items.append(([stated.day, inside, _entered(stated.entered, text)], details))
    head = [text["col_day"], text["col_what"], text["col_entered"]]
    return [*story, _detailed(head, [80, 270, 130], items)]


def _documents(facts: AnnexFacts, text: Mapping[str, Any]) -> list[Flowable]:
    story: list[Flowable] = [*_heading(text["documents_h"])]
    if not facts.documents:
        return [*story, para(text["none"])]
    items = []
    for document in facts.documents:
        added = f"{document.added:%Y-%m-%d %H:%M}"
        cells = [document.id, document.title, str(document.revision), added]
        digest = f"SHA-256 {hash_text(document.sha256)}"
        items.append((cells, [para(digest, "hash")]))
    head = [text[f"col_{name}"] for name in ("document", "title", "revision", "added")]
    return [*story, _detailed(head, [80, 250, 50, 100], items)]


def _repeat(facts: AnnexFacts, text: Mapping[str, Any]) -> list[Flowable]:
    story: list[Flowable] = [*_heading(text["repeat_h"])]
    story += [para(step, "numbered", bullet=f"{n}.") for n, step in enumerate(text["repeat"], 1)]
    stamps = [
        fill(text["stamp"], at=at, authority=authority, size=f"{size:,}")
        for at, authority, size in facts.stamps
    ]
    story += [para(line) for line in stamps or [text["stamp_none"]]]
    closing = [
        Spacer(0, 10),
        HRFlowable(width="100%", thickness=0.4, color=LINE),
        para(text["closing"], "small"),
    ]
    return [*story, KeepTogether(closing)]
