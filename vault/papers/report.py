"""The trace report: what was asked, what the leak says, how sure that is, and what it is not.

Written for a court and for the person it may harm: facts apart from opinion, the bound as an
evidence strength for a stated proposition, limits, negative results, who else could have
made the copy, and how anybody recomputes it. A report that names nobody is as complete and
as calm as one that does. The wording is in ``resources/templates/papers/report.json``.

Invariant: only copies past the threshold appear; the report never shows another's score.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    HRFlowable,
    KeepTogether,
    Paragraph,
    Spacer,
)

from vault.papers import fonts
from vault.papers.report_facts import MatchFacts, TraceFacts
from vault.papers.report_figures import histogram, picture
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
    style,
    wording,
    words,
)


def render(facts: TraceFacts, language: Language = "en") -> bytes:
    """The report as a PDF; the same facts give the same bytes."""
    fonts.load()
    text: Mapping[str, Any] = wording("report", language)
    story = [
        *_head(facts, text),
        *_answer(facts, text),
        *_examined(facts, text),
        *_matches(facts, text),
        *_readings(facts, text),
        CondPageBreak(90 * mm),
        *_prose(facts, text, "method", bullets=False),
        *_prose(facts, text, "limits", bullets=True),
        *_producers(facts, text),
        *_searched(facts, text),
        *_repeat(facts, text),
    ]
    title = str(text["title"])
    foot = fill(text["foot"], title=title, number=facts.number, leak=facts.leak)
    return build(
        [Part(story, foot, text["page"])], f"{title} {facts.number}", facts.owner, language
    )


def odds(log10: float, one_in: str) -> str:
    """A bound in words, such as ``10^-12.35 (1 in 2,200,000,000,000)``, rounded to weaker."""
    log10 = _weaker(log10)
    count = 10 ** min(-log10, 15.0)
    digits = max(0, math.floor(math.log10(count)) - 1) if count >= 1 else 0
    rounded = int(count // 10**digits) * 10**digits
    if -log10 > 15:
        return f"10^{log10:.2f}"
    return f"10^{log10:.2f} ({fill(one_in, count=f'{rounded:,}')})"


def _weaker(log10: float) -> float:
    """Rounded up to 0.01, so that no printed figure claims more than was shown."""
    return math.ceil(log10 * 100 - 1e-9) / 100


def _head(facts: TraceFacts, text: Mapping[str, Any]) -> list[Flowable]:
    rows = [
        (text["number"], facts.number),
        (text["leak"], facts.leak),
        (text["owner"], facts.owner),
        (text["made"], _time(facts.made)),
        (text["made_by"], facts.made_by),
    ]
    return [
        para(text["title"], "title"),
        Spacer(0, 4),
        facts_table(rows),
        para(text["question_h"], "heading"),
        para(fill(text["question"], leak=facts.leak)),
    ]


def _answer(facts: TraceFacts, text: Mapping[str, Any]) -> list[Flowable]:
    inside: list[Flowable] = []
    if facts.verdict == "match" and facts.matches:
        first = facts.matches[0]
        if len(facts.matches) == 1:
            sentence = fill(
                text["match"], copy=first.copy, contact=first.contact, partner=first.partner
            )
            bound = odds(first.log10_false_match, text["one_in"])
            inside += [
                para(sentence, "verdict", limit=700),
                powers(fill(text["bound"], bound=bound), "body"),
            ]
        else:
            copies = ", ".join(m.copy for m in facts.matches)
            count = str(len(facts.matches))
            inside += [
                para(fill(text["match_many"], count=count, copies=copies), "verdict", limit=700),
                para(text["bound_many"]),
            ]
        if facts.strength is not None:
            inside.append(para(fill(text["strength"], strength=text[facts.strength])))
        inside.append(para(text["person"], "cellbold"))
    else:
        inside += [para(text[facts.verdict], "verdict"), para(text[f"{facts.verdict}2"])]
    warnings = [text[facts.mixture]] if facts.mixture != "none" else []
    warnings += [text["transplant"]] if facts.transplant else []
    warnings += [text["solo"]] if facts.solo else []
    warnings += [
        fill(text["opened_before"], copy=copy, dossiers=dossiers)
        for copy, dossiers in facts.opened_before
    ]
    story: list[Flowable] = [
        para(text["answer_h"], "heading"),
        box(inside, line=INK, wash=WASH),
    ]
    if warnings:
        story += [Spacer(0, 7), box([para(w, "alert") for w in warnings], line=ALERT)]
    if facts.verdict != "match":
        story.append(para(text["next_h"], "heading"))
        story += [para(fill(n, leak=facts.leak), "numbered", bullet="·") for n in text["next"]]
    return story


def _examined(facts: TraceFacts, text: Mapping[str, Any]) -> list[Flowable]:
    rows = [
        (text["found_by"], facts.found_by),
        (text["found_where"], facts.found_where),
        (text["found_when"], facts.found_when),
    ]
    story: list[Flowable] = [para(text["examined_h"], "heading")]
    if any(value for _, value in rows):
        story += [facts_table(rows), Spacer(0, 8)]
    files = [
        [
            _lines((f.name, "cell"), (f"SHA-256 {hash_text(f.sha256)}", "hash")),
            f.kind,
            f"{f.size:,}",
        ]
        for f in facts.files
    ]
    story.append(grid([text["col_file"], text["col_kind"], text["col_size"]], files, [330, 76, 64]))
    if facts.custody:
        steps = [
            [_time(s.at), s.who, s.what, "" if s.entry is None else str(s.entry)]
            for s in facts.custody
        ]
        head = [text["col_time"], text["col_who"], text["col_what"], text["col_entry"]]
        story += [para(text["custody"], "heading"), grid(head, steps, [136, 84, 212, 40])]
    if facts.metadata_says:
        story += [
            para(text["metadata"], "caption"),
            para(facts.metadata_says, "cell"),
        ]
    return story


def _matches(facts: TraceFacts, text: Mapping[str, Any]) -> list[Flowable]:
    story: list[Flowable] = [para(text["matches_h"], "heading")]
    if not facts.matches:
        return [*story, para(text["no_matches"])]
    head = [text[f"col_{c}"] for c in ("copy", "issued_to", "document", "pages", "bound")]
    rows = [
        [
            _lines((m.copy, "cellbold"), (_issued(m, text), "small"), (m.state, "small")),
            _lines((m.contact, "cell"), (m.partner, "small")),
            _lines(
                (m.title, "cell"),
                (f"{m.document} · {fill(text['revision'], revision=m.revision)}", "small"),
                *((_share(c, text), "small") for c in m.carriers),
            ),
            m.pages,
            powers(f"10^{_weaker(m.log10_false_match):.2f}", "cell"),
        ]
        for m in facts.matches
    ]
    return [*story, grid(head, rows, [98, 84, 174, 50, 68]), para(text["only"], "caption")]


def _readings(facts: TraceFacts, text: Mapping[str, Any]) -> list[Flowable]:
    if not facts.readings and facts.histogram is None and facts.overlay is None:
        return []
    story: list[Flowable] = [para(text["read_h"], "heading")]
    if facts.readings:
        head = [text[f"col_{c}"] for c in ("file", "place", "carrier", "slots", "read", "erased")]
        rows = []
        for r in facts.readings:
            place = fill(text["page_of"], document=r.document, revision=r.revision, page=r.page)
            carrier = text.get(f"carrier_{r.carrier}", r.carrier)
            counts = [f"{n:,}" for n in (r.slots, r.read, r.slots - r.read)]
            rows.append([r.file, place, carrier, *counts])
        story.append(grid(head, rows, [138, 134, 84, 36, 36, 44]))
    if facts.histogram is not None:
        draws = f"{facts.histogram.draws:,}"
        caption = text["histogram" if facts.histogram.named else "histogram_none"]
        figure = histogram(facts.histogram, text["deviations"])
        story.append(
            KeepTogether([Spacer(0, 10), figure, para(fill(caption, draws=draws), "caption")])
        )
    if facts.overlay is not None:
        image = picture(facts.overlay.picture)
        if image is None:
            story.append(para(text["overlay_failed"], "caption"))
        else:
            caption = para(facts.overlay.caption, "caption")
            story.append(KeepTogether([Spacer(0, 10), image, caption]))
    return story


def _prose(facts: TraceFacts, text: Mapping[str, Any], name: str, bullets: bool) -> list[Flowable]:
    story: list[Flowable] = [para(text[f"{name}_h"], "heading")]
    for paragraph in text[name]:
        filled = fill(
            paragraph, copies=f"{facts.copies_tested:,}", hypotheses=f"{facts.hypotheses:,}"
        )
        story.append(para(filled, "numbered", bullet="·") if bullets else para(filled))
    return story


def _producers(facts: TraceFacts, text: Mapping[str, Any]) -> list[Flowable]:
    heading = para(text["producers_h"], "heading")
    if not facts.matches:
        return [heading, para(text["producers_none"])]
    recipients = dict.fromkeys(f"{m.contact}, {m.partner} ({m.copy})" for m in facts.matches)
    story: list[Flowable] = [
        heading,
        facts_table([(text["recipients"], " · ".join(recipients))]),
        Spacer(0, 6),
    ]
    if facts.producers:
        rows = [[member, why] for member, why in facts.producers]
        story += [
            para(text["producers"]),
            grid([text["col_member"], text["col_why"]], rows, [130, 340]),
        ]
    return story


def _searched(facts: TraceFacts, text: Mapping[str, Any]) -> list[Flowable]:
    rows = [
        (text["searched"], ", ".join(facts.searched)),
        (text["not_searched"], ", ".join(facts.not_searched)),
        (text["copies"], f"{facts.copies_tested:,}"),
        (text["hypotheses"], f"{facts.hypotheses:,}"),
    ]
    story: list[Flowable] = [para(text["searched_h"], "heading"), facts_table(rows)]
    if not facts.earlier:
        return [*story, Spacer(0, 5), para(text["earlier_none"])]
    runs = [
        [_time(r.at), r.by, text[f"v_{r.verdict}"], "" if r.entry is None else str(r.entry)]
        for r in facts.earlier
    ]
    head = [text["col_time"], text["col_who"], text["earlier"], text["col_entry"]]
    return [*story, Spacer(0, 8), grid(head, runs, [136, 104, 190, 40])]


def _repeat(facts: TraceFacts, text: Mapping[str, Any]) -> list[Flowable]:
    story: list[Flowable] = [para(text["repeat_h"], "heading")]
    for number, step in enumerate(text["repeat"], 1):
        story.append(para(fill(step, leak=facts.leak), "numbered", bullet=f"{number}."))
    entries = " · ".join(f"{what} {sequence}" for what, sequence in facts.entries)
    versions = " · ".join(f"{name} {version}" for name, version in facts.versions)
    rows = [
        (text["vault"], facts.vault),
        (text["checkpoint"], facts.checkpoint),
        (text["entries"], entries),
        (text["versions"], versions),
    ]
    if any(value for _, value in rows):
        story += [Spacer(0, 4), facts_table(rows)]
    if facts.notes:
        story.append(para(text["notes_h"], "heading"))
        story += [para(note) for note in facts.notes]
    closing = [
        Spacer(0, 10),
        HRFlowable(width="100%", thickness=0.4, color=LINE),
        para(text["closing"], "small"),
    ]
    return [*story, KeepTogether(closing)]


def _issued(match: MatchFacts, text: Mapping[str, Any]) -> str:
    return "" if match.issued is None else fill(text["issued"], date=f"{match.issued:%Y-%m-%d}")


def _share(carrier: tuple[str, int, float], text: Mapping[str, Any]) -> str:
    name, slots, share = carrier
    shown = text.get(f"carrier_{name}", name)
    return fill(text["share"], carrier=shown, slots=f"{slots:,}", share=f"{share:.0%}")


def _lines(*lines: tuple[str, str]) -> list[Flowable]:
    return [para(line, name, limit=240) for line, name in lines if line]


def powers(sentence: str, name: str) -> Paragraph:
    """Plain text in which ``10^-12.3`` is set with a raised exponent."""
    before, mark, after = words(sentence).partition("10^")
    if not mark:
        return Paragraph(before, style(name))
    exponent, space, rest = after.partition(" ")
    exponent, comma, tail = exponent.partition(",")
    raised = f"10<super>{exponent.replace('-', '–')}</super>"
    return Paragraph(before + raised + comma + tail + space + rest, style(name))


def _time(when: datetime | None) -> str:
    if when is None:
        return ""
    offset = when.strftime("%z")
    zone = "UTC" if offset in ("+0000", "") else f"{offset[:3]}:{offset[3:5]}"
    return f"{when:%Y-%m-%d %H:%M:%S} {zone}"
