"""Making sure that no symbol changes what a program extracts as text.

Extractors guess spaces and lines from gaps, so two units that move apart can make a space
appear. Each page is tried with neighbouring units moved against each other, both ways; where
pdfium then reads something else, the units around that place are tied: they share their slots
from then on and always move together. Slots that are given up this way stay unused.
"""

from __future__ import annotations

import difflib
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from vault.marks.carriers.pdf_text.characters import characters, document
from vault.marks.carriers.pdf_text.geometry import PageUnits, examine
from vault.marks.pdf.prepared import Prepared
from vault.marks.pdf.single import SinglePage
from vault.progress import Report, Step, silent

_ROUNDS = 4
_TRIALS = ((1, 1), (-1, -1), (1, -1), (-1, 1))


def settle(plan: Prepared, report: Report = silent) -> Prepared:
    """Tie the units of a plan that may change the extracted text of a page.

    Args:
        plan: a plan as `plan` made it.
        report: told of each page.
    """
    total = len(plan.page_objects)
    for number, page in enumerate(plan.page_objects):
        report(Step("Checking that marks leave the text as it is", number + 1, total))
        if page.containers:
            plan = _settle_page(plan, page.index)
    return plan


def _settle_page(plan: Prepared, page: int) -> Prepared:
    for attempt in range(_ROUNDS):
        single = SinglePage(plan, next(p for p in plan.page_objects if p.index == page))
        units = PageUnits.of(plan, single.page)
        base = _text(single.render(None))
        places: set[int] = set()
        # Neighbours have neighbouring numbers, so these signs set all of them against each other.
        sign = np.where(np.arange(len(units.dx)) % 2, 1, -1).astype(np.int8)
        for along, across in _TRIALS:
            probe = _text(
                single.render(units.symbols(plan, sign * np.int8(along), sign * np.int8(across)))
            )
            if probe != base:
                places |= _differences(base, probe)
        if not places:
            break
        plan = _tied(plan, page, places, reach=2 + 2 * attempt)
    return plan


def _text(pdf: bytes) -> bytes:
    with document(pdf) as handle:
        return characters(handle, 0, only_text=True).whole


def _differences(base: bytes, probe: bytes) -> set[int]:
    """Places in the base text, in UTF-16 units, where the other text differs."""
    one, other = (np.frombuffer(text, "<u2").tolist() for text in (base, probe))
    blank = {0x20, 0x0A, 0x0D}
    if [c for c in one if c not in blank] == [c for c in other if c not in blank]:
        return _blank_differences(one, other, blank)
    matcher = difflib.SequenceMatcher(None, one, other)
    return {
        place
        for tag, start, end, _, _ in matcher.get_opcodes()
        if tag != "equal"
        for place in range(start, max(end, start + 1))
    }


def _blank_differences(one: list[int], other: list[int], blank: set[int]) -> set[int]:
    """The same where only blanks differ: walk both side by side."""
    found: set[int] = set()
    i = j = 0
    while i < len(one) or j < len(other):
        first, second = i, j
        while i < len(one) and one[i] in blank:
            i += 1
        while j < len(other) and other[j] in blank:
            j += 1
        if one[first:i] != other[second:j]:
            found.add(first)
        i, j = i + 1, j + 1
    return found


def _tied(plan: Prepared, page: int, places: set[int], reach: int) -> Prepared:
    """The plan with the units around these places of the text tied."""
    shape, known = examine(plan, page, drawn=False)
    kept = known.chars.kept
    holes = plan.holes
    unit_dx, unit_dy, slot = holes.unit_dx.copy(), holes.unit_dy.copy(), holes.slot.copy()
    starts = plan.group_start
    for place in sorted(places):
        at = int(np.searchsorted(kept, place))
        rows = known.row[max(0, at - reach) : at + reach]
        rows = rows[rows >= 0]
        for group in set(shape.group_index[rows].tolist()):
            here = rows[shape.group_index[rows] == group]
            coin_group = shape.groups[group]
            first = starts[coin_group]
            where = plan.units_of(coin_group.container)
            for of_rows, of_units in ((shape.dx_slot, unit_dx), (shape.dy_slot, unit_dy)):
                slots = sorted({int(s) for s in of_rows[here] if s >= 0})
                for spare in slots[1:]:
                    mine = of_units[where]
                    mine[mine == spare] = slots[0]
                    slot[slot == first + spare] = first + slots[0]
    return replace(plan, holes=replace(holes, unit_dx=unit_dx, unit_dy=unit_dy, slot=slot))


def unused_slots(plan: Prepared) -> NDArray[np.int64]:
    """How many slots of each group move nothing, shape (groups,)."""
    found = []
    for group in plan.groups:
        where = plan.units_of(group.container)
        used = set(plan.holes.unit_dx[where].tolist()) | set(plan.holes.unit_dy[where].tolist())
        found.append(group.slots - len(used - {-1}))
    return np.array(found, np.int64)
