"""Text slots read from a picture of the page.

Every unit (a word or half of one) was moved by a known amount along and across its line, to
one side or the other. In the leak, seen through the alignment in the page's own frame, the
movement is what is left between the unit and the unmarked original: a least-squares estimate
per unit of (dx, dy, contrast, brightness), all units at once. Paper, lens and alignment move
neighbours together, marks do not: a smooth field fitted to all units is taken off, and what
remains is compared with the known amplitude.

Invariant: values and weights come from the picture, the unmarked original and the geometry
alone. No code, key or candidate copy enters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.marks.slots import Alignment, PageGeometry, Reading
from vault.tracing import globally, warp
from vault.tracing.align import rectify
from vault.tracing.page import Drawing

Gray = NDArray[np.uint8]
Floats = NDArray[np.float64]

_SHARPEST = 4.2
"""Pixels per pt at which units are compared at most (300 dpi)."""
_COARSEST = 1.5
_LEAST_CORRELATION = 0.35
_BLURS = (0.0, 0.5, 0.8, 1.1, 1.5, 2.0, 2.7, 3.6)


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
    along, across, weight = symbols(shifts, geometry)
    readings = []
    for number, group in enumerate(geometry.groups):
        # A form drawn twice on the page shows the same slot twice: means are taken.
        total = np.zeros(group.slots)
        sure = np.zeros(group.slots)
        mine = geometry.group_index == number
        for value, slot, column in (
            (along, geometry.dx_slot, 0),
            (across, geometry.dy_slot, 1),
        ):
            use = mine & (slot >= 0) & (slot < group.slots) & (weight[:, column] > 0)
            np.add.at(total, slot[use], value[use] * weight[use, column])
            np.add.at(sure, slot[use], weight[use, column])
        values = np.divide(total, sure, out=np.zeros_like(total), where=sure > 0)
        readings.append(
            Reading(
                group,
                np.clip(values, -2.5, 2.5).astype(np.float32),
                np.clip(sure, 0, 1).astype(np.float32),
            )
        )
    return readings


def symbols(shifts: Shifts, geometry: PageGeometry) -> tuple[Floats, Floats, Floats]:
    """Soft symbols from shifts: along (n,), across (n,) and weights (n, 2).

    The smooth part of the field is taken off, the rest divided by the known amplitude; the
    value is the expected symbol given that noise, so a clear shift counts 1 and no more,
    whatever a wrong match made of it.
    """
    count = len(geometry.boxes)
    values = np.zeros((count, 2))
    weights = np.zeros((count, 2))
    seen = np.flatnonzero(shifts.match >= _LEAST_CORRELATION)
    if len(seen) < 4:
        return values[:, 0], values[:, 1], weights
    centres = (geometry.boxes[seen, :2] + geometry.boxes[seen, 2:]) / 2
    vectors = np.stack([geometry.dx_vec[seen], geometry.dy_vec[seen]], axis=1)
    size = np.maximum(np.linalg.norm(vectors, axis=2), 1e-9)
    typical = float(np.median(size[:, 0]))
    error = np.maximum(np.hypot(shifts.error[seen, 0], shifts.error[seen, 1]), 1e-6)
    precision = 1 / (1 + (error / typical) ** 2)
    smooth = warp.fit(
        centres, shifts.moved[seen], precision=precision, detail=14, floor=0.3 * typical
    )
    left = np.einsum("nkc,nc->nk", vectors, smooth.residual) / size**2
    left[:, 1] -= _line_offsets(left[:, 1], precision, text_lines(geometry.boxes[seen]))
    # Viewers put glyphs on whole pixels: a whole pixel's jump is no wrong match.
    wild = np.maximum(6.0, 1.3 * shifts.pixel / size)
    for axis in (0, 1):
        own = shifts.error[seen].mean(axis=1) / size[:, axis]
        ratio = left[:, axis]
        near = np.abs(ratio) < 4
        power = (
            float(np.average(np.minimum(ratio[near] ** 2, 6), weights=precision[near]))
            if (near.any())
            else 6.0
        )
        common = max(power - 1 - float(np.average(own[near] ** 2, weights=precision[near])), 0.15)
        noise = np.maximum(common + own**2, 0.3)
        soft = np.tanh(ratio / noise)
        lost = np.abs(ratio) > wild[:, axis]
        values[seen, axis] = np.where(lost, 0, soft)
        weights[seen, axis] = np.where(lost, 0, 1.0)
    return values[:, 0], values[:, 1], weights


def text_lines(boxes: Floats) -> NDArray[np.int_]:
    """The line (n,) of each unit: units in order that overlap in height share one."""
    line = np.zeros(len(boxes), int)
    for k in range(1, len(boxes)):
        low = max(boxes[k, 1], boxes[k - 1, 1])
        high = min(boxes[k, 3], boxes[k - 1, 3])
        shorter = min(boxes[k, 3] - boxes[k, 1], boxes[k - 1, 3] - boxes[k - 1, 1])
        line[k] = line[k - 1] + (high - low < 0.4 * shorter)
    return line


def _line_offsets(ratio: Floats, precision: Floats, line: NDArray[np.int_]) -> Floats:
    """What all units of a line share (n,), as far as lines differ more than their units explain.

    A viewer that rounds each line to whole pixels moves it as one, by much more than a mark. A
    line's mean is taken off to the extent that such jumps exist at all: on a flat scan they do
    not, and nothing is lost.
    """
    calm = np.clip(ratio, -8, 8)
    weight = np.bincount(line, precision)
    mean = np.bincount(line, precision * calm) / np.maximum(weight, 1e-9)
    inside = calm - mean[line]
    count = np.bincount(line)
    free = max(1.0, float((precision * (count[line] > 1)).sum() - (count > 1).sum()))
    within = max(float((precision * inside**2).sum()) / free, 0.5)
    several = weight > 1.5
    if several.sum() < 3:
        return np.zeros(len(ratio))
    between = float(np.mean(mean[several] ** 2 - within / weight[several]))
    if between <= 0.15:
        return np.zeros(len(ratio))
    shrink = weight * between / (weight * between + within)
    return np.asarray((mean * shrink)[line], float)


def measure(leak: Gray, alignment: Alignment, drawn: Drawing, geometry: PageGeometry) -> Shifts:
    """Where each unit lies, relative to the alignment, by least squares on its pixels."""
    count = len(geometry.boxes)
    nothing = Shifts(np.zeros((count, 2)), np.ones((count, 2)), np.zeros(count), np.zeros(count))
    inside = _inside(leak.shape, alignment, geometry.boxes)
    if not inside.any():
        return nothing
    centres = (geometry.boxes[inside, :2] + geometry.boxes[inside, 2:]) / 2
    finest = globally.resolution(alignment.to_leak, centres)
    scale = float(np.clip(1.25 * finest, _COARSEST, _SHARPEST))
    scale = min(scale, drawn.finest)
    bright = (255 - leak if alignment.inverted else leak).astype(np.float32)
    flat = rectify(bright, alignment.to_leak, drawn, scale, geometry.boxes[inside])
    ratio = drawn.ratio(scale)
    window = _window(geometry.boxes[inside], ratio, flat.shape)
    seen = _ink(flat[window], float(ratio[0]))
    page = _ink(drawn.at(scale)[window].astype(np.float32), float(ratio[0]))
    corner = np.array([window[1].start, window[0].start])
    labels = _labels(geometry.boxes, inside, ratio, corner, page.shape)
    return replace(_squares(seen, page, labels, ratio, nothing), pixel=1 / max(finest, 1e-3))


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


def _ink(image: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
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


def _labels(
    boxes: Floats,
    inside: NDArray[np.bool_],
    ratio: Floats,
    corner: NDArray[np.int_],
    shape: tuple[int, ...],
) -> NDArray[np.int32]:
    """For every pixel the unit it belongs to, or -1; a unit owns a little paper around it."""
    labels = np.full(shape, -1, np.int32)
    for margin in (2.0, 1.0, 0.0):
        low = np.maximum(np.round(boxes[:, :2] * ratio - margin).astype(int) - corner, 0)
        high = np.maximum(np.round(boxes[:, 2:] * ratio + margin).astype(int) - corner, 0)
        for k in np.flatnonzero(inside):
            labels[low[k, 1] : high[k, 1], low[k, 0] : high[k, 0]] = k
    return labels


def _squares(
    seen: NDArray[np.float32],
    page: NDArray[np.float32],
    labels: NDArray[np.int32],
    ratio: Floats,
    nothing: Shifts,
) -> Shifts:
    """Gauss-Newton for all units at once: sums over each unit's pixels, a 4x4 solve each."""
    count = len(nothing.match)
    rows, columns = np.nonzero(labels >= 0)
    owner = labels[rows, columns]
    moved = np.zeros((count, 2))
    best = -1.0
    state: tuple[Floats, Floats, Floats, Floats] | None = None
    blurred = page
    # The leak's blur is found once, on its best agreement with the page.
    some = owner % (1 + count // 250) == 0
    for sigma in _BLURS:
        trial = _blur(page, sigma)
        found = _step(seen, trial, rows[some], columns[some], owner[some], moved, count)
        score = float(np.sum(found[2]))
        if score > best:
            best, blurred = score, trial
    for turn in range(3):
        state = _step(seen, blurred, rows, columns, owner, moved, count)
        limit = 1.5 if turn < 1 else 0.7
        moved = np.clip(moved + np.clip(state[0], -limit, limit), -4, 4)
    assert state is not None
    _, error, match, contrast = state
    match = np.where(np.abs(moved).max(axis=1) >= 3.9, 0, match)
    return Shifts(moved / ratio, error / ratio, match, contrast)


def _blur(image: NDArray[np.float32], sigma: float) -> NDArray[np.float32]:
    if sigma <= 0:
        return image
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.float32)


def _step(
    seen: NDArray[np.float32],
    page: NDArray[np.float32],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    owner: NDArray[np.int32],
    moved: Floats,
    count: int,
) -> tuple[Floats, Floats, Floats, Floats]:
    """One step: (still to move (n, 2) px, error (n, 2) px, correlation (n,), contrast (n,))."""
    x = (columns + moved[owner, 0]).astype(np.float32)
    y = (rows + moved[owner, 1]).astype(np.float32)
    leak = _sample(seen, x, y)
    right = cv2.Scharr(page, cv2.CV_32F, 1, 0, scale=1 / 32)[rows, columns].astype(float)
    down = cv2.Scharr(page, cv2.CV_32F, 0, 1, scale=1 / 32)[rows, columns].astype(float)
    ink = page[rows, columns].astype(float)

    def total(values: Floats) -> Floats:
        return np.asarray(np.bincount(owner, values, count), float)

    terms = (ink, np.ones_like(ink), right, down)
    matrix = np.zeros((count, 4, 4))
    side = np.zeros((count, 4))
    for i, one in enumerate(terms):
        side[:, i] = total(one * leak)
        for j in range(i, 4):
            matrix[:, i, j] = matrix[:, j, i] = total(one * terms[j])
    pixels = np.maximum(matrix[:, 1, 1], 1)
    matrix += np.eye(4) * (1e-4 * pixels[:, None, None])
    solved = np.linalg.solve(matrix, side[..., None])[..., 0]
    gain = np.maximum(solved[:, 0], 0.05)
    power = total(leak * leak)
    explained = np.einsum("ni,ni->n", solved, side)
    variance = np.maximum(power - explained, 0) / np.maximum(pixels - 4, 1)
    around = np.maximum(power / pixels - (total(leak) / pixels) ** 2, 1e-9)
    match = np.sqrt(np.clip(1 - variance / around, 0, 1)) * (solved[:, 0] > 0.05)
    match *= (pixels > 12) & (around > 2e-4)
    spread = np.diagonal(np.linalg.inv(matrix), axis1=1, axis2=2)[:, 2:]
    # Neighbouring pixels err together: a blur of about one pixel, so fewer independent ones.
    error = np.sqrt(np.maximum(spread * variance[:, None] * 4, 0)) / gain[:, None]
    return -solved[:, 2:] / gain[:, None], error, match, gain


def _sample(image: NDArray[np.float32], x: NDArray[np.float32], y: NDArray[np.float32]) -> Floats:
    """The image at scattered places; remap wants two dimensions below 32768 each."""
    width = 16384
    rows = -(-len(x) // width)
    room = np.zeros((2, rows * width), np.float32)
    room[0, : len(x)], room[1, : len(y)] = x, y
    taken = cv2.remap(
        image,
        room[0].reshape(rows, width),
        room[1].reshape(rows, width),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(taken.ravel()[: len(x)], float)
