"""A prepared document with some of its pages only.

What belongs to dropped pages alone must not be in the file: their contents and resources, but
also bookmarks, destinations, links, form fields, structure and page labels that point at them.
The document's skeleton (everything but stream data) is opened, cleaned and harvested again, so
nothing is taken that the remaining pages do not lead to. Embedded files of the whole document
are left out too, because nobody chose them.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pikepdf

from vault.marks.pdf import source
from vault.marks.pdf.harvest import Harvest
from vault.marks.pdf.objects import entries, references
from vault.marks.pdf.prepared import (
    UNMARKED,
    WITHOUT_XMP,
    Holes,
    Page,
    Prepared,
    Text,
    pack,
)
from vault.marks.pdf.pruning import Pruner
from vault.marks.pdf.writer import FileWriter


def select(plan: Prepared, pages: Sequence[int]) -> Prepared:
    """The same document with these pages only.

    Args:
        plan: the prepared document.
        pages: 0-based page indices of the original, ascending, none twice.

    Raises:
        ValueError: no pages, out of order, or out of range.
        CocoonError: ``broken-pdf``; what links the pages is too damaged to be cleaned.
    """
    known = {page.index: position for position, page in enumerate(plan.page_objects)}
    wanted = list(pages)
    if not wanted or wanted != sorted(set(wanted)) or not set(wanted) <= known.keys():
        raise ValueError("pages are existing pages in ascending order")
    kept = tuple(plan.page_objects[known[index]] for index in wanted)
    positions = [known[index] for index in wanted]
    try:
        with pikepdf.open(io.BytesIO(_skeleton(plan)), suppress_warnings=True) as document:
            return _harvested(plan, document, kept, positions)
    except source.DAMAGE as error:
        raise source.broken() from error


def _skeleton(plan: Prepared) -> bytes:
    """The document without the data of its streams."""
    out = FileWriter(max(plan.header, "1.5"), None)
    for stream in plan.streams:
        out.stream(stream.number, stream.entries, b"")
    for packed in plan.packed:
        out.object_stream(packed.number, packed.members, packed.first, packed.data)
    own = [(plan.root, b"<< " + plan.catalog + b" >>")]
    own += [(page.number, b"<< " + page.head + b" >>") for page in plan.page_objects]
    number = plan.next_number
    for start in range(0, len(own), 400):
        batch = own[start : start + 400]
        data, first = pack(batch)
        out.object_stream(number, tuple(n for n, _ in batch), first, _compressed(data))
        number += 1
    return out.finish(number, number + 1, plan.root, plan.info, (bytes(16), bytes(16)))


def _compressed(data: bytes) -> bytes:
    import zlib

    return zlib.compress(data, 6)


def _harvested(
    plan: Prepared, document: pikepdf.Pdf, kept: tuple[Page, ...], positions: list[int]
) -> Prepared:
    numbers = {page.number for page in kept}
    dropped = {page.number for page in plan.page_objects} - numbers
    Pruner(document, positions, dropped).prune()
    data = {stream.number: stream.data for stream in plan.streams}

    def raw(number: int, stream: Any) -> bytes | memoryview:
        del stream
        return data.get(number, b"")

    harvest = Harvest(document, plan.next_number + 1 + len(plan.page_objects), raw)
    pages = []
    for page, found in zip(kept, document.pages, strict=True):
        head = copy.copy(found.obj)
        for key in ("/Contents", "/Resources"):
            if key in head:
                del head[key]
        pages.append(replace(page, head=entries(head.unparse())))
    catalog = copy.copy(document.Root)
    if "/Metadata" in catalog:
        del catalog["/Metadata"]
    catalog_entries = entries(catalog.unparse())
    skip = numbers | dropped | {plan.root}
    info = b"%d 0 R" % plan.info if plan.info else b""
    harvest.take(
        [catalog_entries, info]
        + [part for p in pages for part in (p.head, p.resources, p.rest, p.xobjects, p.states)]
        + [ref for p in pages if not p.text for ref in p.contents],
        skip=skip,
    )
    harvest.take([ref for p in pages for ref in p.contents], when=UNMARKED, skip=skip)
    harvest.take([plan.metadata], when=WITHOUT_XMP, skip=skip)
    names = {name for page in pages for name in page.containers}
    chosen = [i for i, group in enumerate(plan.groups) if group.container in names]
    texts, template, holes = _texts(plan, chosen)
    marked = {text.number for text in texts}
    for stream in plan.streams:
        taken = harvest.streams.get(stream.number)
        if taken is not None and stream.number in marked:
            harvest.streams[stream.number] = replace(taken, when=UNMARKED)
    for text in texts:
        # What only a template's dictionary refers to.
        lost = [n for n, _ in references(text.entries) if n not in skip]
        harvest.take([b"%d 0 R" % n for n in lost], skip=skip)
    packed = harvest.packed(_compressed)
    return replace(
        plan,
        groups=tuple(plan.groups[i] for i in chosen),
        pages=tuple(plan.pages[i] for i in positions),
        catalog=catalog_entries,
        next_number=harvest.next_number,
        page_objects=tuple(pages),
        streams=tuple(harvest.streams[n] for n in sorted(harvest.streams)),
        texts=texts,
        packed=packed,
        template=template,
        holes=holes,
    )


def _texts(plan: Prepared, chosen: list[int]) -> tuple[tuple[Text, ...], bytes, Holes]:
    """The templates of the chosen groups, and their holes, closed up."""
    holes = plan.holes
    first_slot = np.concatenate([[0], np.cumsum([g.slots for g in plan.groups])])
    texts, parts, at, slot, plus, minus, slip = [], [], [], [], [], [], []
    start = slots = 0
    for index in chosen:
        text = plan.texts[index]
        length = text.end - text.start
        low, high = np.searchsorted(holes.at, [text.start, text.end])
        parts.append(plan.template[text.start : text.end])
        at.append(holes.at[low:high].astype(np.int64) - text.start + start)
        slot.append(holes.slot[low:high] - first_slot[index] + slots)
        plus.append(holes.plus[low:high])
        minus.append(holes.minus[low:high])
        texts.append(replace(text, start=start, end=start + length))
        start += length
        slip.append(holes.slip[first_slot[index] : first_slot[index + 1]])
        slots += plan.groups[index].slots
    return (
        tuple(texts),
        b"".join(parts),
        Holes(
            at=_join(at, np.uint32),
            slot=_join(slot, np.int32),
            plus=_join(plus, np.uint8),
            minus=_join(minus, np.uint8),
            slip=_join(slip, np.float32),
        ),
    )


def _join(parts: list[Any], kind: Any) -> Any:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, kind)
