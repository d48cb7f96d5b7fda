"""Where an original page lies in a leaked picture, to a fraction of a pixel.

Two steps. *Globally*, a homography from matched local features (or a hint from the search
for the page). *Locally*, word by word: each word of the original is looked for near its
expected place by normalised correlation, and a smooth warp is fitted to where the words were
found; each round looks closer, in a sharper picture.

Invariant: nothing here knows a code, a key or a copy. The warp is fitted to the unmarked
original only, so what is read through it stays independent of every copy that did not leak.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.marks.slots import Alignment, PageGeometry
from vault.tracing import globally, warp
from vault.tracing.page import Drawing

Gray = NDArray[np.uint8]
Matrix = NDArray[np.float64]
Points = NDArray[np.float64]

_ROUNDS = (
    # pixels per pt, reach in pt, margin in pt, half-waves
    (1.0, 16.0, 9.0, 5),
    (1.0, 8.0, 6.0, 8),
    (1.5, 4.0, 4.0, 10),
    (2.2, 2.0, 2.0, 14),
)
_CORRELATION = 0.45
_LONGEST = 12
"""Units that are looked for as one at most."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A mapping from page points to leak pixels: a homography after a smooth warp."""

    matrix: Matrix
    bend: warp.Warp

    def __call__(self, points: Points) -> Points:
        """Page points (n, 2) in pt to leak pixels (n, 2)."""
        return globally.project(self.matrix, points + self.bend.at(points))


_COMPLETE = 0.9
"""Share of a page's visible words that a hint must bring into place to be believed."""
_WHOLE = 0.98
"""Share from which no other hint is tried."""


def align(
    leak: Gray,
    pdf: bytes,
    page: int,
    geometry: PageGeometry | None = None,
    *,
    hints: Sequence[Matrix] = (),
    drawing: Drawing | None = None,
    thorough: bool = True,
    known: Alignment | None = None,
) -> Alignment | None:
    """Find an original page in a leaked picture.

    Args:
        leak: shape (height, width), grey, any scale and orientation.
        pdf: the unmarked original.
        page: 0-based page index.
        geometry: the page's words; without them, or with few, pieces of the drawing are used.
        hints: homographies (3, 3) from page pt to leak pixels to try first.
        drawing: the page if already drawn.
        thorough: search anew (tens of seconds) when no hint leads to the page.
        known: where the hints led before.

    Returns:
        The alignment, or None when the page is not in the picture.
    """
    drawn = drawing or Drawing(pdf, page, em=_em(geometry))
    best = known
    inverted = globally.looks_inverted(leak)
    seen = globally.evened(255 - leak if inverted else leak)
    for matrix in hints if known is None else ():
        best = _better(best, _refine(seen, drawn, geometry, matrix, inverted))
        if best is not None and best.share >= _WHOLE:
            return best
    if best is not None and (not thorough or best.share >= _COMPLETE):
        return best
    if hints and not thorough:
        return None
    for matrix in globally.candidates(seen, drawn):
        found = _refine(seen, drawn, geometry, matrix, inverted)
        best = _better(best, found)
        if found is not None:
            return best
    return best


def _better(one: Alignment | None, two: Alignment | None) -> Alignment | None:
    if one is None or two is None:
        return one or two
    return two if two.inliers > one.inliers else one


def _em(geometry: PageGeometry | None) -> float:
    if geometry is None or not len(geometry.em):
        return 10.0
    return float(np.clip(np.percentile(geometry.em, 20), 5, 14))


def _refine(
    leak: Gray,
    drawn: Drawing,
    geometry: PageGeometry | None,
    matrix: Matrix,
    inverted: bool,
) -> Alignment | None:
    """Word-by-word refinement of a first homography; None when the words are not there."""
    every = pieces(drawn, geometry)
    placed = Placed(matrix, warp.nothing())
    shown = _visible(placed, every, leak.shape)
    if shown.sum() < 4:
        return None
    boxes = every[shown]
    resolution = globally.resolution(placed, _centres(boxes))
    result: warp.Fit | None = None
    good = np.zeros(0)
    for scale, reach, margin, detail in _ROUNDS:
        scale = float(min(scale, max(0.8, 1.3 * resolution)))
        moved, good = _match(leak, drawn, boxes, placed, scale, reach, margin)
        found = good >= _CORRELATION
        if found.sum() < 4:
            return None
        centres = _centres(boxes[found])
        wanted = centres + moved[found]
        target = wanted + placed.bend.at(wanted) - centres
        result = warp.fit(
            centres, target, precision=good[found] ** 2, detail=detail, floor=0.05 / scale
        )
        placed = Placed(matrix, result.warp)
    assert result is not None
    agreeing = int((result.trust > 0.5).sum())
    # Chance matches scatter over the whole reach; true ones agree with a smooth field.
    if agreeing < max(4, 0.3 * len(boxes)) or result.noise > 0.45:
        return None
    return Alignment(
        page=geometry.page if geometry is not None else -1,
        to_leak=placed,
        inliers=agreeing,
        rms=float(result.noise * resolution),
        inverted=inverted,
        sought=max(agreeing, int(_visible(placed, every, leak.shape).sum())),
    )


def pieces(drawn: Drawing, geometry: PageGeometry | None) -> NDArray[np.float64]:
    """Boxes (n, 4) in pt to look for: the words, or textured squares where words are few."""
    words = np.zeros((0, 4))
    if geometry is not None and len(geometry.boxes):
        boxes = words_of(geometry)
        wide = (boxes[:, 2] - boxes[:, 0] > 2) & (boxes[:, 3] - boxes[:, 1] > 1.5)
        words = boxes[wide]
    if len(words) >= 60:
        return words
    return np.concatenate([words, _textured(drawn, words)])


def words_of(geometry: PageGeometry) -> NDArray[np.float64]:
    """Boxes (n, 4) in pt of what stands together: a page's units joined to words."""
    boxes, em = geometry.boxes, geometry.em
    if not len(boxes):
        return np.zeros((0, 4))
    reach = 0.14 * em[1:, None]
    apart = np.maximum(boxes[1:, :2], boxes[:-1, :2]) - np.minimum(boxes[1:, 2:], boxes[:-1, 2:])
    turned = np.abs(geometry.vector[1:, 1]) > np.abs(geometry.vector[1:, 0])
    along = np.where(turned, apart[:, 1], apart[:, 0])
    across = np.where(turned, apart[:, 0], apart[:, 1])
    near = (along < reach[:, 0]) & (along > -1.5 * em[1:]) & (across < 0.2 * em[1:])
    # Nothing longer than a long word: a warp bends within a row of leaders.
    word = np.concatenate([[0], np.cumsum(~near)])
    place = np.arange(len(boxes)) - np.searchsorted(word, word)
    first = np.flatnonzero(np.concatenate([[True], ~near]) | (place % _LONGEST == 0))
    low = np.minimum.reduceat(boxes[:, :2], first, axis=0)
    high = np.maximum.reduceat(boxes[:, 2:], first, axis=0)
    return np.concatenate([low, high], axis=1)


def _textured(drawn: Drawing, words: NDArray[np.float64]) -> NDArray[np.float64]:
    """Squares of 24 pt whose structure fixes both directions, away from the words."""
    cell = 24
    image = drawn.at(1.0).astype(np.float32)
    corner = cv2.cornerMinEigenVal(image, 5)
    for x0, y0, x1, y1 in words.round().astype(int):
        corner[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 0
    rows, columns = image.shape[0] // cell, image.shape[1] // cell
    if not rows or not columns:
        return np.zeros((0, 4))
    tiles = corner[: rows * cell, : columns * cell].reshape(rows, cell, columns, cell)
    strength = tiles.mean(axis=(1, 3))
    floor = max(1e-5, 0.02 * float(strength.max()))
    row, column = np.nonzero(strength > floor)
    keep = np.argsort(-strength[row, column])[:600]
    x, y = column[keep] * cell * 1.0, row[keep] * cell * 1.0
    return np.stack([x, y, x + cell, y + cell], axis=1)


def _centres(boxes: NDArray[np.float64]) -> Points:
    return (boxes[:, :2] + boxes[:, 2:]) / 2


def _visible(
    placed: Callable[[Points], Points], boxes: NDArray[np.float64], shape: tuple[int, ...]
) -> NDArray[np.bool_]:
    inside = np.ones(len(boxes), bool)
    for corner in (boxes[:, :2], boxes[:, 2:]):
        spot = placed(corner)
        inside &= np.isfinite(spot).all(axis=1)
        inside &= (spot >= -2).all(axis=1) & (spot[:, 0] < shape[1] + 2)
        inside &= spot[:, 1] < shape[0] + 2
    return inside


def _match(
    leak: Gray,
    drawn: Drawing,
    boxes: NDArray[np.float64],
    placed: Placed,
    scale: float,
    reach: float,
    margin: float,
) -> tuple[Points, NDArray[np.float64]]:
    """Displacement (n, 2) in pt and correlation (n,) of every box, in the page's frame."""
    flat = rectify(leak, placed, drawn, scale, boxes, reach + margin + 4)
    page = drawn.at(scale)
    ratio = drawn.ratio(scale)
    sigma = 0.6
    flat = np.asarray(cv2.GaussianBlur(flat, (0, 0), sigma), np.uint8)
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), sigma), np.uint8)
    moved, good = np.zeros((len(boxes), 2)), np.zeros(len(boxes))
    rows, columns = page.shape
    span = max(2, round(reach * float(ratio[0])))
    low = np.floor((boxes[:, :2] - margin) * ratio).astype(int)
    high = np.ceil((boxes[:, 2:] + margin) * ratio).astype(int)
    # Of a small piece only what it shows is compared, not the neighbours cut off.
    first, last = _extent(placed, boxes, leak.shape, margin)
    low = np.maximum(np.maximum(low, span), np.floor(first * ratio).astype(int))
    high = np.minimum(high, np.array([columns, rows]) - span)
    high = np.minimum(high, np.ceil(last * ratio).astype(int))
    for k in range(len(boxes)):
        (x0, y0), (x1, y1) = low[k], high[k]
        if x1 - x0 < 4 or y1 - y0 < 4:
            continue
        template = page[y0:y1, x0:x1]
        window = flat[y0 - span : y1 + span, x0 - span : x1 + span]
        score = cv2.matchTemplate(window, template, cv2.TM_CCOEFF_NORMED)
        _, top, _, place = cv2.minMaxLoc(score)
        if not np.isfinite(top) or not 0 < top <= 1.001:
            continue
        moved[k] = np.array(place) + _peak(score, place) - span
        good[k] = top
    return moved / ratio, good


def _extent(
    placed: Placed, boxes: NDArray[np.float64], shape: tuple[int, ...], margin: float
) -> tuple[Points, Points]:
    """First and last corner (pt) of the page's rectangle that the leak shows."""
    low, high = boxes[:, :2].min(axis=0) - margin, boxes[:, 2:].max(axis=0) + margin
    step = max(2.0, float((high - low).max()) / 160)
    x, y = np.arange(low[0], high[0] + step, step), np.arange(low[1], high[1] + step, step)
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    spot = placed(grid)
    inside = (spot >= 0).all(axis=1) & (spot[:, 0] < shape[1]) & (spot[:, 1] < shape[0])
    if not inside.any():
        return low, high
    return grid[inside].min(axis=0), grid[inside].max(axis=0)


def _peak(score: NDArray[Any], place: Sequence[int]) -> Points:
    """Sub-pixel offset of a maximum by a parabola through its neighbours."""
    x, y = place
    offset = np.zeros(2)
    if 0 < x < score.shape[1] - 1:
        offset[0] = _vertex(score[y, x - 1], score[y, x], score[y, x + 1])
    if 0 < y < score.shape[0] - 1:
        offset[1] = _vertex(score[y - 1, x], score[y, x], score[y + 1, x])
    return offset


def _vertex(left: float, middle: float, right: float) -> float:
    curve = float(left) - 2 * float(middle) + float(right)
    return 0.0 if curve >= -1e-9 else float(np.clip((left - right) / (2 * curve), -0.5, 0.5))


def rectify(
    leak: NDArray[Any],
    placed: Callable[[Points], Points],
    drawn: Drawing,
    scale: float,
    boxes: NDArray[np.float64] | None = None,
    margin: float = 8.0,
) -> NDArray[Any]:
    """The leak as seen in the page's upright frame at `scale` pixels per pt.

    Args:
        leak: shape (height, width).
        placed: page pt to leak pixels.
        drawn: gives the frame's exact size.
        scale: pixels per pt.
        boxes: only their surroundings are needed; elsewhere white is returned.
        margin: pt around the boxes.

    Returns:
        Shape of `drawn.at(scale)`, of the leak's type.
    """
    rows, columns = drawn.shape(scale)
    ratio = drawn.ratio(scale)
    first, last = np.zeros(2, int), np.array([columns, rows])
    if boxes is not None and len(boxes):
        low = np.floor((boxes[:, :2].min(axis=0) - margin) * ratio).astype(int)
        high = np.ceil((boxes[:, 2:].max(axis=0) + margin) * ratio).astype(int)
        first, last = np.maximum(first, low), np.minimum(last, high)
    width, height = (last - first).tolist()
    result = np.full((rows, columns), 255, leak.dtype)
    if width < 1 or height < 1:
        return result
    # The mapping is smooth: every eighth pixel, linearly between.
    step = 8
    x = np.arange(0, width + step, step) + 0.5
    y = np.arange(0, height + step, step) + 0.5
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    spot = placed((grid + first) / ratio).reshape(len(y), len(x), 2)
    spot = np.asarray(np.clip(np.nan_to_num(spot, nan=-1e4), -1e4, 1e5), np.float32)
    source = leak
    shrink = _shrink(spot, step, leak.shape)
    if shrink < 0.75:
        small = (max(1, round(leak.shape[1] * shrink)), max(1, round(leak.shape[0] * shrink)))
        source = cv2.resize(leak, small, interpolation=cv2.INTER_AREA)
        spot *= np.array([small[0] / leak.shape[1], small[1] / leak.shape[0]], np.float32)
    enlarge = np.array([[1 / step, 0, 0], [0, 1 / step, 0]], np.float32)
    maps = [
        cv2.warpAffine(
            np.ascontiguousarray(spot[..., axis]),
            np.linalg.inv(np.vstack([enlarge, [0, 0, 1]])).astype(np.float32)[:2],
            (width, height),
            flags=cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        - np.float32(0.5)
        for axis in (0, 1)
    ]
    result[first[1] : last[1], first[0] : last[0]] = cv2.remap(
        source, maps[0], maps[1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return result


def _shrink(spot: NDArray[Any], step: int, shape: tuple[int, ...]) -> float:
    """How much the leak may be reduced first: it must keep what the sharpest place shows."""
    inside = (spot > 0).all(axis=-1) & (spot[..., 0] < shape[1]) & (spot[..., 1] < shape[0])
    along = np.hypot(*np.moveaxis(np.diff(spot, axis=1)[:-1], -1, 0)) / step
    down = np.hypot(*np.moveaxis(np.diff(spot, axis=0)[:, :-1], -1, 0)) / step
    here = inside[:-1, :-1]
    if not here.any():
        return 1.0
    density = np.sqrt(np.maximum(along[here] * down[here], 1e-6))
    return float(1 / max(1.0, np.percentile(density, 20)))
