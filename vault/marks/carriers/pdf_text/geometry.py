"""Where the units of a page are, found by moving them.

Instead of modelling fonts, the page is written a dozen times; in probe b unit k moves forth or
back by bit b of its number. Which characters moved how tells each character's unit and by what
vector each symbol displaces it. So every unit that comes out of here has been seen to move as
its symbols say; what is clipped, covered or off the page drops out because moving it changes
no pixel.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from vault.marks.carriers.pdf_text.characters import Characters, characters, document
from vault.marks.pdf.prepared import Page, Prepared
from vault.marks.pdf.single import SinglePage
from vault.marks.slots import PageGeometry

Floats = NDArray[np.float64]
_SCALE = 1.5  # pixels per pt when looking whether a unit shows
_MAX_PIXELS = 6_000_000


@dataclass(frozen=True, slots=True)
class UnitChars:
    """The characters of a page with the unit that each belongs to.

    Attributes:
        chars: characters of the unmarked page.
        row: row of the geometry that each character belongs to, -1 for none, int32 (n,).
    """

    chars: Characters
    row: NDArray[np.int32]


def geometry(pdf: bytes, plan: Prepared, page: int, *, password: str | None = None) -> PageGeometry:
    """Where the units of a page are.

    Args:
        pdf: the original; everything needed is in the plan, so it may be empty.
        plan: its plan.
        page: 0-based page index in the original.
        password: ignored, for originals that are encrypted.
    """
    del pdf, password
    return examine(plan, page)[0]


def examine(plan: Prepared, page: int, *, drawn: bool = True) -> tuple[PageGeometry, UnitChars]:
    """Where the units of a page are, and which characters they consist of.

    Args:
        plan: the document's plan.
        page: 0-based page index in the original.
        drawn: leave out units that cannot be seen.
    """
    made = _page(plan, page)
    single = SinglePage(plan, made)
    units = PageUnits.of(plan, made)
    base = _characters(single.render(None), boxes=True)
    count = len(units.slot)
    if not count or not len(base.text):
        return _empty(plan, made), UnitChars(base, np.full(len(base.text), -1, np.int32))
    ones = np.ones(count, np.int8)
    moved = _moved(base, _characters(single.render(units.symbols(plan, ones)), like=base))
    number = _numbers(plan, single, units, base, moved)
    rows = _rows(base, number, made)
    if not len(rows.unit):
        return _empty(plan, made), UnitChars(base, rows.row_of_char)
    if not drawn:
        every = np.ones(len(rows.unit), bool)
        return _geometry(plan, made, units, rows, every, base, moved)
    far = single.render(units.symbols(plan, ones), stress=True)
    back = single.render(units.symbols(plan, -ones), stress=True)
    shown = _shown(far, back, made, rows.boxes)
    return _geometry(plan, made, units, rows, shown, base, moved)


def _page(plan: Prepared, page: int) -> Page:
    for made in plan.page_objects:
        if made.index == page:
            return made
    raise ValueError(f"the plan has no page {page}")


@dataclass(frozen=True, slots=True)
class PageUnits:
    """The units of all containers of a page, one after the other."""

    group: NDArray[np.int32]
    slot: NDArray[np.int32]
    slip: NDArray[np.float32]
    groups: tuple[int, ...]

    @staticmethod
    def of(plan: Prepared, page: Page) -> PageUnits:
        """The units that show on a page."""
        group, slot, slip = [], [], []
        used: list[int] = []
        for index, coin_group in enumerate(plan.groups):
            if coin_group.container not in page.containers:
                continue
            first = plan.group_start[coin_group]
            slip.append(plan.holes.slip[first : first + coin_group.slots])
            slot.append(np.arange(coin_group.slots, dtype=np.int32))
            group.append(np.full(coin_group.slots, len(used), np.int32))
            used.append(index)
        none = np.zeros(0, np.int32)
        return PageUnits(
            np.concatenate([none, *group]),
            np.concatenate([none, *slot]),
            np.concatenate([np.zeros(0, np.float32), *slip]),
            tuple(used),
        )

    def symbols(self, plan: Prepared, signs: NDArray[np.int8]) -> NDArray[np.int8]:
        """All symbols of the document with these for the units of the page."""
        starts = np.array([plan.group_start[plan.groups[g]] for g in self.groups])
        every = np.ones(sum(g.slots for g in plan.groups), np.int8)
        every[starts[self.group] + self.slot] = signs
        return every


def _characters(pdf: bytes, *, boxes: bool = False, like: Characters | None = None) -> Characters:
    with document(pdf) as handle:
        return characters(handle, 0, boxes=boxes, like=like)


def _moved(base: Characters, probe: Characters) -> Floats:
    """Displacement of each character of the base, NaN where it cannot be told."""
    if np.array_equal(base.text, probe.text):
        return probe.origin - base.origin
    moved = np.full_like(base.origin, np.nan)
    for here, there in _pairs(base, probe):
        moved[here] = probe.origin[there] - base.origin[here]
    return moved


def _pairs(base: Characters, probe: Characters) -> list[tuple[int, int]]:
    """Equal characters at nearly the same place, where the order differs."""
    where: dict[tuple[int, int, int], list[int]] = {}
    cell = 2.0
    for index, (code, (x, y)) in enumerate(zip(probe.text, probe.origin, strict=True)):
        where.setdefault((int(code), int(x // cell), int(y // cell)), []).append(index)
    pairs = []
    for index, (code, (x, y)) in enumerate(zip(base.text, base.origin, strict=True)):
        near = [
            other
            for i in (-1, 0, 1)
            for j in (-1, 0, 1)
            for other in where.get((int(code), int(x // cell) + i, int(y // cell) + j), ())
        ]
        if near:
            gaps = [float(np.abs(probe.origin[other] - (x, y)).sum()) for other in near]
            best = int(np.argmin(gaps))
            pairs.append((index, near[best]))
    return pairs


def _numbers(
    plan: Prepared, single: SinglePage, units: PageUnits, base: Characters, vector: Floats
) -> NDArray[np.int32]:
    """The unit of each character, -1 where it moves with none."""
    count = len(units.slot)
    with np.errstate(invalid="ignore"):
        reach = np.einsum("ij,ij->i", vector, vector)
        number = np.zeros(len(base.text), np.int64)
        good = np.isfinite(reach) & (reach > 1e-10)
        index = np.arange(1, count + 1)
        for bit in range(int(count).bit_length()):
            sign = (1 - 2 * ((index >> bit) & 1)).astype(np.int8)
            probe = single.render(units.symbols(plan, sign))
            moved = _moved(base, _characters(probe, like=base))
            along = np.einsum("ij,ij->i", moved, vector) / np.where(reach > 0, reach, 1)
            rest = moved - along[:, None] * vector
            good &= np.abs(np.abs(along) - 1) < 0.35
            good &= np.einsum("ij,ij->i", rest, rest) < 0.1 * reach
            number |= (along < 0).astype(np.int64) << bit
    number -= 1
    good &= (number >= 0) & (number < count)
    found: NDArray[np.int32] = np.where(good, number, -1).astype(np.int32)
    return found


@dataclass(frozen=True, slots=True)
class _Rows:
    """Units as they stand on the page: one row for each time a unit is drawn."""

    unit: NDArray[np.int32]
    boxes: Floats
    row_of_char: NDArray[np.int32]


def _rows(base: Characters, number: NDArray[np.int32], page: Page) -> _Rows:
    row_of_char = np.full(len(number), -1, np.int32)
    rows: list[int] = []
    boxes: list[list[float]] = []
    latest: dict[int, int] = {}
    upright = _upright_boxes(base.box, page)
    ink = (base.box[:, 2] > base.box[:, 0]) & (base.box[:, 3] > base.box[:, 1]) & (base.text != 32)
    before = -1
    for index in np.flatnonzero(number >= 0):
        unit = int(number[index])
        row = latest.get(unit, -1)
        if row < 0 or (before != unit and _apart(boxes[row], upright[index])):
            row = len(rows)
            rows.append(unit)
            boxes.append([np.inf, np.inf, -np.inf, -np.inf])
            latest[unit] = row
        before = unit
        row_of_char[index] = row
        if ink[index]:
            box, new = boxes[row], upright[index]
            box[:2] = min(box[0], new[0]), min(box[1], new[1])
            box[2:] = max(box[2], new[2]), max(box[3], new[3])
    return _Rows(np.array(rows, np.int32), np.array(boxes, np.float64).reshape(-1, 4), row_of_char)


def _apart(box: list[float], new: Floats) -> bool:
    """A character too far from a unit's box to belong to the same drawing of it."""
    if not np.isfinite(box[0]):
        return False
    reach = 2 * max(box[3] - box[1], box[2] - box[0], new[3] - new[1], 2.0)
    return bool(
        new[0] > box[2] + reach
        or new[2] < box[0] - reach
        or new[1] > box[3] + reach
        or new[3] < box[1] - reach
    )


def _upright_boxes(boxes: Floats, page: Page) -> Floats:
    corners = [to_upright(boxes[:, pair], page) for pair in ([0, 1], [2, 3])]
    low = np.minimum(corners[0], corners[1])
    high = np.maximum(corners[0], corners[1])
    return np.concatenate([low, high], axis=1)


def to_upright(points: Floats, page: Page) -> Floats:
    """User space to the upright frame, shape (n, 2)."""
    _, height = page.upright
    a, b, c, d, e, f = page.placement
    x, y = points[:, 0] - e, points[:, 1] - f
    # The placement is a rotation, so its transpose undoes it.
    return np.stack([a * x + b * y, height - (c * x + d * y)], axis=1)


def _turn(vectors: Floats, page: Page) -> Floats:
    """Displacements from user space to the upright frame."""
    a, b, c, d, _, _ = page.placement
    x, y = vectors[:, 0], vectors[:, 1]
    return np.stack([a * x + b * y, -(c * x + d * y)], axis=1)


def _shown(ahead: bytes, behind: bytes, page: Page, boxes: Floats) -> NDArray[np.bool_]:
    """Whether moving each unit far changes any pixel in and around its box.

    Far, because pdfium sets glyphs on whole pixels: a small shift may change none.
    """
    width, height = page.upright
    scale = min(_SCALE, float(np.sqrt(_MAX_PIXELS / max(width * height, 1.0))))
    one, two = _grey(ahead, page, scale), _grey(behind, page, scale)
    changed: NDArray[np.bool_] = np.asarray(np.abs(one.astype(np.int16) - two) > 2)
    total = np.zeros((changed.shape[0] + 1, changed.shape[1] + 1), np.int64)
    total[1:, 1:] = changed.cumsum(0).cumsum(1)
    good: NDArray[np.bool_] = np.asarray(np.isfinite(boxes).all(axis=1))
    safe = np.where(good[:, None], boxes, 0) * scale
    x0 = np.clip(np.floor(safe[:, 0]).astype(int), 0, changed.shape[1])
    y0 = np.clip(np.floor(safe[:, 1]).astype(int), 0, changed.shape[0])
    x1 = np.clip(np.ceil(safe[:, 2]).astype(int) + 1, 0, changed.shape[1])
    y1 = np.clip(np.ceil(safe[:, 3]).astype(int) + 1, 0, changed.shape[0])
    pixels = total[y1, x1] - total[y0, x1] - total[y1, x0] + total[y0, x0]
    return np.asarray(good & (x1 > x0) & (y1 > y0) & (pixels > 0))


def _grey(pdf: bytes, page: Page, scale: float) -> NDArray[np.uint8]:
    width, height = (max(1, round(side * scale)) for side in page.upright)
    with document(pdf) as handle:
        loaded = pdfium.FPDF_LoadPage(handle, 0)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, loaded, 0, 0, width, height, 0, 0)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            buffer: Any = ctypes.cast(
                pdfium.FPDFBitmap_GetBuffer(bitmap),
                ctypes.POINTER(ctypes.c_ubyte * (stride * height)),
            ).contents
            return np.frombuffer(buffer, np.uint8).reshape(height, stride)[:, :width].copy()
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
            pdfium.FPDF_ClosePage(loaded)


def _geometry(
    plan: Prepared,
    page: Page,
    units: PageUnits,
    rows: _Rows,
    shown: NDArray[np.bool_],
    base: Characters,
    moved: Floats,
) -> tuple[PageGeometry, UnitChars]:
    vector = np.zeros((len(rows.unit), 2))
    here = rows.row_of_char >= 0
    # Every character of a row moves alike; the last one speaks for all.
    vector[rows.row_of_char[here]] = _turn(moved[here], page)
    new_row = np.where(shown, np.cumsum(shown) - 1, -1)
    row = np.where(here, new_row[rows.row_of_char], -1).astype(np.int32)
    unit = rows.unit[shown]
    vector = vector[shown]
    drawn = (row >= 0) & (base.text != 32) & (base.box[:, 2] > base.box[:, 0])
    found = PageGeometry(
        page=page.index,
        size=page.upright,
        boxes=rows.boxes[shown],
        groups=tuple(plan.groups[g] for g in units.groups),
        group_index=units.group[unit],
        slot=units.slot[unit],
        vector=vector,
        slip=units.slip[unit].astype(np.float64),
        em=np.hypot(vector[:, 0], vector[:, 1]) * 1000 / plan.amplitude,
        pens=to_upright(base.origin[drawn], page),
        pen_unit=row[drawn],
    )
    return found, UnitChars(base, row)


def _empty(plan: Prepared, page: Page) -> PageGeometry:
    none = np.zeros(0, np.int32)
    return PageGeometry(
        page=page.index,
        size=page.upright,
        boxes=np.zeros((0, 4)),
        groups=tuple(g for g in plan.groups if g.container in page.containers),
        group_index=none,
        slot=none,
        vector=np.zeros((0, 2)),
        slip=np.zeros(0),
        em=np.zeros(0),
        pens=np.zeros((0, 2)),
        pen_unit=none,
    )
