"""Text slots read from a picture of the page.

Every unit (a letter, or a syllable) was moved by a known amount along its line, to one side
or the other. In the leak, seen through the alignment in the page's own frame, the movement is
what is left between the unit and the unmarked original. Paper, lens and alignment move
neighbours together, marks do not: a smooth field is taken off, and what remains is compared with
the known amplitude. The field is fitted again to what is left when the marks that were read are
taken off, so that on a small piece of a page it costs little of them.

Invariant: values and weights come from the picture, the unmarked original and the geometry
alone. No code, key or candidate copy enters.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.marks.carriers.pdf_text import raster_fit
from vault.marks.slots import Alignment, PageGeometry, Reading
from vault.tracing import globally, warp
from vault.tracing.align import rectify
from vault.tracing.page import Drawing

Gray = NDArray[np.uint8]
Image = NDArray[np.float32]
Floats = NDArray[np.float64]

_SHARPEST = 3.2
"""Pixels per pt at which units are compared at most (230 dpi)."""
_COARSEST = 1.5
_LEAST_CORRELATION = 0.35
_ROUNDS = 3
"""Fits of the smooth field: one to everything, then to what marks leave over."""


@dataclass(frozen=True, slots=True)
class Shifts:
    """How far each unit of a page lies from where the alignment expects it.

    Attributes:
        moved: shape (n, 2), pt in the page's frame; 0 where not seen.
        error: shape (n, 2), standard deviation from the picture's noise, pt.
        match: shape (n,), correlation of unit and original, 0 where not seen.
        contrast: shape (n,), darkness of the unit relative to the original.
        pixel: size of a leak's pixel on the page, pt.
    """

    moved: Floats
    error: Floats
    match: Floats
    contrast: Floats
    pixel: float = 0.0


def read(
    leak: Gray,
    alignment: Alignment,
    pdf: bytes,
    geometry: PageGeometry,
    *,
    drawing: Drawing | None = None,
) -> list[Reading]:
    """Soft symbols of a page's text slots from one picture of it.

    Args:
        leak: shape (height, width), grey.
        alignment: where the page lies in the leak.
        pdf: the unmarked original.
        geometry: the page's units and what each symbol does to them.
        drawing: the page if already drawn.

    Returns:
        One reading per coin group that appears on the page.
    """
    em = float(np.median(geometry.em)) if len(geometry.em) else 10.0
    drawn = drawing or Drawing(pdf, geometry.page, em=em)
    shifts = measure(leak, alignment, drawn, geometry)
    value, weight = symbols(shifts, geometry)
    readings = []
    for number, group in enumerate(geometry.groups):
        # A form drawn twice on the page shows the same slot twice: means are taken.
        use = (geometry.group_index == number) & (weight > 0)
        slot = geometry.slot[use]
        total, sure = np.zeros(group.slots), np.zeros(group.slots)
        np.add.at(total, slot, value[use] * weight[use])
        np.add.at(sure, slot, weight[use])
        values = np.divide(total, sure, out=np.zeros_like(total), where=sure > 0)
        readings.append(
            Reading(
                group,
                np.clip(values, -2.5, 2.5).astype(np.float32),
                np.clip(sure, 0, 1).astype(np.float32),
            )
        )
    return readings


def symbols(shifts: Shifts, geometry: PageGeometry) -> tuple[Floats, Floats]:
    """Soft symbols (n,) from shifts, and their weights (n,).

    The smooth part of the field is taken off, the rest divided by the known amplitude; the
    value is the expected symbol given that noise, so a clear shift counts 1 and no more,
    whatever a wrong match made of it.
    """
    count = len(geometry.boxes)
    values, weights = np.zeros(count), np.zeros(count)
    seen = shifts.match >= _LEAST_CORRELATION
    upright = np.abs(geometry.vector[:, 1]) > np.abs(geometry.vector[:, 0])
    # Lines that run across each other say different things about the field.
    for mine in (np.flatnonzero(seen & ~upright), np.flatnonzero(seen & upright)):
        if len(mine) >= 4:
            values[mine], weights[mine] = _along(shifts, geometry, mine)
    return values, weights


def _along(shifts: Shifts, geometry: PageGeometry, mine: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Values and weights of the units of parallel lines."""
    centres = (geometry.boxes[mine, :2] + geometry.boxes[mine, 2:]) / 2
    size = np.maximum(np.linalg.norm(geometry.vector[mine], axis=1), 1e-9)
    unit = geometry.vector[mine] / size[:, None]
    along = np.einsum("nc,nc->n", unit, shifts.moved[mine])
    error = np.maximum(np.sqrt(np.einsum("nc,nc->n", unit**2, shifts.error[mine] ** 2)), 1e-6)
    typical = float(np.median(size))
    precision = 1 / (1 + (error / typical) ** 2)
    # Viewers put glyphs on whole pixels: a whole pixel's jump is no wrong match.
    wild = np.maximum(6.0, 1.3 * shifts.pixel / size)
    slip = geometry.slip[mine]
    best, soft, ratio = np.inf, np.zeros(len(mine)), np.zeros(len(mine))
    # Programs that draw pages round widths as pdfium does, or they do not.
    for share in (0.0, 1.0) if slip.any() else (0.0,):
        shift = along - share * slip * size
        here, left = np.zeros(len(mine)), np.zeros(len(mine))
        for _ in range(_ROUNDS):
            rest = (shift - here * size)[:, None]
            smooth = warp.fit(centres, rest, precision=precision, floor=0.3 * typical)
            left = (smooth.residual[:, 0] + here * size) / size
            here = np.where(np.abs(left) > wild, 0.0, _expected(left, error / size, precision))
        # Right where shifts are what symbols make of them: one amplitude, to either side.
        miss = float(np.average(np.minimum((np.abs(left) - 1) ** 2, 1), weights=precision))
        if miss < best:
            best, soft, ratio = miss, here, left
    return soft, np.where(np.abs(ratio) > wild, 0.0, 1.0)


def _expected(ratio: Floats, own: Floats, precision: Floats) -> Floats:
    """The expected symbol of each unit, given its shift over the amplitude and its noise."""
    near = np.abs(ratio) < 4
    power = 6.0
    if near.any():
        power = float(np.average(np.minimum(ratio[near] ** 2, 6), weights=precision[near]))
        power -= float(np.average(own[near] ** 2, weights=precision[near]))
    noise = np.maximum(max(power - 1, 0.15) + own**2, 0.3)
    return np.tanh(ratio / noise)


def measure(leak: Gray, alignment: Alignment, drawn: Drawing, geometry: PageGeometry) -> Shifts:
    """Where each unit lies, relative to the alignment, by least squares on its pixels."""
    count = len(geometry.boxes)
    shifts = Shifts(np.zeros((count, 2)), np.ones((count, 2)), np.zeros(count), np.zeros(count))
    inside = np.flatnonzero(_inside(leak.shape, alignment, geometry.boxes))
    if not len(inside):
        return shifts
    boxes = geometry.boxes[inside]
    finest = globally.resolution(alignment.to_leak, (boxes[:, :2] + boxes[:, 2:]) / 2)
    scale = float(np.clip(1.25 * finest, _COARSEST, _SHARPEST))
    scale = min(scale, drawn.finest)
    bright = (255 - leak if alignment.inverted else leak).astype(np.float32)
    flat = rectify(bright, alignment.to_leak, drawn, scale, boxes)
    ratio = drawn.ratio(scale)
    window = _window(boxes, ratio, flat.shape)
    seen = _ink(flat[window], float(ratio[0]))
    sheet = _sheet(drawn, scale, window, geometry, inside)
    found = raster_fit.fit(seen, sheet)
    shifts.moved[inside] = found.moved / ratio
    shifts.error[inside] = found.error / ratio
    shifts.match[inside] = found.match
    shifts.contrast[inside] = found.contrast
    return Shifts(shifts.moved, shifts.error, shifts.match, shifts.contrast, 1 / max(finest, 1e-3))


def _inside(shape: tuple[int, ...], alignment: Alignment, boxes: Floats) -> NDArray[np.bool_]:
    """Units of which no corner lies outside the picture."""
    whole = np.ones(len(boxes), bool)
    for x, y in ((0, 1), (2, 1), (0, 3), (2, 3)):
        spot = alignment.to_leak(boxes[:, [x, y]])
        whole &= np.isfinite(spot).all(axis=1) & (spot >= 1).all(axis=1)
        whole &= (spot[:, 0] < shape[1] - 1) & (spot[:, 1] < shape[0] - 1)
    return whole


def _window(boxes: Floats, ratio: Floats, shape: tuple[int, ...]) -> tuple[slice, slice]:
    low = np.maximum(np.floor((boxes[:, :2].min(axis=0) - 8) * ratio).astype(int), 0)
    high = np.ceil((boxes[:, 2:].max(axis=0) + 8) * ratio).astype(int)
    return slice(low[1], min(high[1], shape[0])), slice(low[0], min(high[0], shape[1]))


def _ink(image: Image, scale: float) -> Image:
    """Darkness relative to the paper around: 0 paper, 1 black."""
    factor = 4
    small = cv2.resize(
        image,
        (max(1, image.shape[1] // factor), max(1, image.shape[0] // factor)),
        interpolation=cv2.INTER_AREA,
    )
    reach = max(3, round(10 * scale / factor)) | 1
    paper = cv2.dilate(small, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach)))
    paper = cv2.GaussianBlur(paper, (0, 0), reach / 2)
    paper = cv2.resize(paper, image.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(1 - np.clip(image / np.maximum(paper, 20), 0, 1.2), np.float32)


def _sheet(
    drawn: Drawing,
    scale: float,
    window: tuple[slice, slice],
    geometry: PageGeometry,
    inside: NDArray[np.intp],
) -> raster_fit.Sheet:
    """The original's units that the picture shows, as two hands; all else stands still."""
    ratio = drawn.ratio(scale)
    ink = _ink(drawn.at(scale)[window].astype(np.float32), float(ratio[0]))
    corner = np.array([window[1].start, window[0].start])
    boxes = geometry.boxes * np.tile(ratio, 2) - np.tile(corner, 2)
    hand = np.arange(len(boxes)) % 2
    # Letters that touch are told apart in a drawing finer than they are compared in.
    finer = min(4, max(1, int(drawn.finest / scale)))
    shape = (ink.shape[0] * finer, ink.shape[1] * finer)
    whose = np.zeros(shape, np.uint8)
    for margin in (0.5, 0.0):
        low = np.maximum(np.round((boxes[:, :2] - margin) * finer).astype(int), 0)
        high = np.maximum(np.round((boxes[:, 2:] + margin) * finer).astype(int), 0)
        for k in inside:
            whose[low[k, 1] : high[k, 1], low[k, 0] : high[k, 0]] = 1 + hand[k]
    step = drawn.ratio(scale * finer) / (ratio * finer)
    # From pixel centres to pixel centres; the two sizes are rounded each for itself.
    start = (corner * finer + 0.5) * step - 0.5
    back = np.array([[step[0], 0, start[0]], [0, step[1], start[1]]])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    fine = cv2.warpAffine(drawn.at(scale * finer), back, shape[::-1], flags=how, borderValue=255)
    dark = 255 - np.asarray(fine, np.float32)
    small = ink.shape[::-1]
    whole = cv2.resize(dark, small, interpolation=cv2.INTER_AREA) + 1e-3
    hands = [
        np.asarray(
            ink * cv2.resize(dark * (whose == 1 + k), small, interpolation=cv2.INTER_AREA) / whole,
            np.float32,
        )
        for k in (0, 1)
    ]
    vector = geometry.vector[inside]
    size = np.maximum(np.linalg.norm(vector, axis=1), 1e-9)
    return raster_fit.Sheet(
        hands=(hands[0], hands[1]),
        rest=np.asarray(np.maximum(ink - hands[0] - hands[1], 0), np.float32),
        boxes=boxes[inside],
        hand=hand[inside],
        line=text_lines(geometry.boxes[inside]),
        along=vector / size[:, None],
    )


def text_lines(boxes: Floats) -> NDArray[np.int_]:
    """The line (n,) of each unit: units in order that overlap in height share one."""
    line = np.zeros(len(boxes), int)
    for k in range(1, len(boxes)):
        low = max(boxes[k, 1], boxes[k - 1, 1])
        high = min(boxes[k, 3], boxes[k - 1, 3])
        shorter = min(boxes[k, 3] - boxes[k, 1], boxes[k - 1, 3] - boxes[k - 1, 1])
        line[k] = line[k - 1] + (high - low < 0.4 * shorter)
    return line
