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

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.marks.carriers.pdf_text import raster_fit, raster_grid
from vault.marks.slots import Alignment, PageGeometry, Reading
from vault.tracing import globally, warp
from vault.tracing.page import Drawing

Gray = NDArray[np.uint8]
Image = NDArray[np.float32]
Floats = NDArray[np.float64]

_SHARPEST = 2.6
"""Pixels per pt at which units are compared at most (190 dpi)."""
_FINER = 3.0
"""How much finer the original is drawn than the picture."""
_LEAST_SHOWN = 0.5
"""Share of a unit that must lie in the picture."""
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
    value, weight = symbols(shifts, geometry, alignment)
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


def symbols(shifts: Shifts, geometry: PageGeometry, alignment: Alignment) -> tuple[Floats, Floats]:
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
            ratio = _on_grid(shifts, geometry, mine, alignment)
            if ratio is not None:
                values[mine], weights[mine] = np.tanh(ratio / 2), ratio != 0
            else:
                values[mine], weights[mine] = _along(shifts, geometry, mine)
    return values, weights


def _on_grid(
    shifts: Shifts, geometry: PageGeometry, mine: NDArray[np.intp], alignment: Alignment
) -> Floats | None:
    """Log ratios of the units of parallel lines, if a viewer put them on a grid of pixels."""
    size = np.maximum(np.linalg.norm(geometry.vector[mine], axis=1), 1e-9)
    along = geometry.vector[mine] / size[:, None]
    centres = (geometry.boxes[mine, :2] + geometry.boxes[mine, 2:]) / 2
    number = np.full(len(geometry.boxes), -1)
    number[mine] = np.arange(len(mine))
    owner = number[geometry.pen_unit]
    letters = raster_grid.Letters(
        centres=centres,
        found=centres + shifts.moved[mine],
        along=along,
        size=size,
        error=np.sqrt(np.einsum("nc,nc->n", along**2, shifts.error[mine] ** 2)),
        slip=geometry.slip[mine],
        pens=geometry.pens[owner >= 0],
        owner=owner[owner >= 0],
    )
    return raster_grid.read(letters, alignment.to_leak)


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
    """Where each unit lies, relative to the alignment, by least squares on the leak's pixels."""
    count = len(geometry.boxes)
    shifts = Shifts(np.zeros((count, 2)), np.ones((count, 2)), np.zeros(count), np.zeros(count))
    inside = np.flatnonzero(_inside(leak.shape, alignment, geometry.boxes))
    if not len(inside):
        return shifts
    boxes = geometry.boxes[inside]
    finest = globally.resolution(alignment.to_leak, (boxes[:, :2] + boxes[:, 2:]) / 2)
    bright = (255 - leak if alignment.inverted else leak).astype(np.float32)
    image, factor = _reduced(bright, _SHARPEST / finest)
    finest *= float(np.sqrt(np.prod(factor)))
    ink = _ink(image, finest)
    # Pixels must be finer than what they are compared with is drawn.
    scale = min(drawn.finest, _FINER * finest)
    ratio = drawn.ratio(scale)
    window = _window(boxes, ratio, drawn.shape(scale))
    corner = np.array([window[1].start, window[0].start])
    size = (window[0].stop - window[0].start, window[1].stop - window[1].start)
    places = pixel_places(alignment.to_leak, ink.shape, factor, boxes) * ratio - corner - 0.5
    width = float(np.mean(ratio)) / finest
    wanted = _near(geometry.boxes[inside] * np.tile(ratio, 2) - np.tile(corner, 2), size, width)
    at = np.nan_to_num(np.rint(places), nan=-1).clip(-1, 1e6).astype(int)
    close = (at >= 0).all(axis=2) & (at[..., 0] < size[1]) & (at[..., 1] < size[0])
    rows, columns = np.nonzero(close)
    kept = wanted[at[rows, columns, 1], at[rows, columns, 0]] > 0
    rows, columns = rows[kept], columns[kept]
    spots = np.asarray(places[rows, columns], np.float32)
    sheet = _sheet(drawn, scale, window, geometry, inside, spots, width)
    found = raster_fit.fit(ink[rows, columns], sheet)
    shifts.moved[inside] = found.moved / ratio
    shifts.error[inside] = found.error / ratio
    shifts.match[inside] = found.match
    shifts.contrast[inside] = found.contrast
    return Shifts(shifts.moved, shifts.error, shifts.match, shifts.contrast, 1 / max(finest, 1e-3))


def _inside(shape: tuple[int, ...], alignment: Alignment, boxes: Floats) -> NDArray[np.bool_]:
    """Units of which enough lies inside the picture."""
    part = (np.arange(4) + 0.5) / 4
    shown = np.zeros(len(boxes))
    for x in part:
        for y in part:
            place = boxes[:, :2] + (boxes[:, 2:] - boxes[:, :2]) * np.array([x, y])
            spot = alignment.to_leak(place)
            good = np.isfinite(spot).all(axis=1) & (spot >= 0).all(axis=1)
            shown += good & (spot[:, 0] < shape[1]) & (spot[:, 1] < shape[0])
    return np.asarray(shown >= _LEAST_SHOWN * len(part) ** 2)


def _reduced(image: Image, scale: float) -> tuple[Image, Floats]:
    """The picture, smaller if it has more pixels than are needed, and how much smaller (2,)."""
    if scale > 0.9:
        return image, np.ones(2)
    high, wide = image.shape
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32), np.array([size[0] / wide, size[1] / high])


def pixel_places(
    to_leak: Callable[[Floats], Floats], shape: tuple[int, ...], factor: Floats, boxes: Floats
) -> NDArray[np.float32]:
    """Where on the page, in pt, each pixel of a picture lies.

    Args:
        to_leak: page pt (n, 2) to leak pixels (n, 2).
        shape: (rows, columns) of the picture.
        factor: shape (2,), the picture's pixels per leak pixel.
        boxes: shape (n, 4), where on the page to look.

    Returns:
        Shape (rows, columns, 2); NaN where no page is.
    """
    low, high = boxes[:, :2].min(axis=0) - 8, boxes[:, 2:].max(axis=0) + 8
    grid = np.stack(np.meshgrid(*np.linspace(low, high, 24).T), axis=-1).reshape(-1, 2)
    spot = to_leak(grid) * factor
    good = np.isfinite(spot).all(axis=1)
    back = np.asarray(cv2.findHomography(spot[good], grid[good])[0], float)
    rows, columns = shape[:2]
    step = 12
    x, y = np.arange(0, columns + step, step), np.arange(0, rows + step, step)
    pixels = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2) + 0.5
    start = globally.project(back, np.asarray(pixels, np.float64))
    page = start.copy()
    for _ in range(4):
        # The homography is nearly right: what it makes of the miss is what the place misses by.
        seen = np.asarray(to_leak(page) * factor, np.float64)
        page += start - globally.project(back, seen)
    coarse = page.reshape(len(y), len(x), 2).astype(np.float32)
    enlarge = np.array([[1 / step, 0, 0], [0, 1 / step, 0]], np.float32)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(coarse, enlarge, (columns, rows), flags=how, borderMode=cv2.BORDER_REPLICATE)
    )


def _window(boxes: Floats, ratio: Floats, shape: tuple[int, ...]) -> tuple[slice, slice]:
    low = np.maximum(np.floor((boxes[:, :2].min(axis=0) - 8) * ratio).astype(int), 0)
    high = np.ceil((boxes[:, 2:].max(axis=0) + 8) * ratio).astype(int)
    return slice(low[1], min(high[1], shape[0])), slice(low[0], min(high[0], shape[1]))


def _near(boxes: Floats, shape: tuple[int, int], width: float) -> Gray:
    """1 where a unit is near."""
    near = np.zeros(shape, np.uint8)
    low = np.maximum(np.floor(boxes[:, :2] - 4 * width).astype(int), 0)
    high = np.maximum(np.ceil(boxes[:, 2:] + 4 * width).astype(int), 0)
    for (x0, y0), (x1, y1) in zip(low.tolist(), high.tolist(), strict=True):
        near[y0:y1, x0:x1] = 1
    return near


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
    spots: NDArray[np.float32],
    width: float,
) -> raster_fit.Sheet:
    """The original's units that the picture shows, as two hands; all else stands still."""
    ratio = drawn.ratio(scale)
    ink = _ink(drawn.at(scale)[window].astype(np.float32), float(ratio[0]))
    corner = np.array([window[1].start, window[0].start])
    boxes = geometry.boxes * np.tile(ratio, 2) - np.tile(corner, 2)
    hand = np.arange(len(boxes)) % 2
    whose = np.zeros(ink.shape, np.uint8)
    for margin in (0.5, 0.0):
        low = np.maximum(np.round(boxes[:, :2] - margin).astype(int), 0)
        high = np.maximum(np.round(boxes[:, 2:] + margin).astype(int), 0)
        for k in inside:
            whose[low[k, 1] : high[k, 1], low[k, 0] : high[k, 0]] = 1 + hand[k]
    vector = geometry.vector[inside]
    size = np.maximum(np.linalg.norm(vector, axis=1), 1e-9)
    return raster_fit.Sheet(
        hands=(ink * (whose == 1), ink * (whose == 2)),
        rest=ink * (whose == 0),
        boxes=boxes[inside],
        hand=hand[inside],
        line=text_lines(geometry.boxes[inside]),
        along=vector / size[:, None],
        spots=spots,
        width=width,
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
