"""Where each unit of a page lies in a picture of it, all units fitted together.

The picture, seen in the page's own frame, is modelled as the sum of all units, each drawn as in
the unmarked original, blurred as the picture is, and moved by a little of its own. A unit is one
letter, so what lies around it is its neighbours' ink, which moved by something else: before a unit
is fitted, its neighbours are drawn where they were found and taken off. Units are dealt
into two hands in turn, like the squares of a chessboard along a line; one hand is fitted with the
other held, then the other way round, until nothing moves any more (block Gauss-Seidel on the
common least-squares problem, a Gauss-Newton step each).

Invariant: only the picture, the unmarked original and the places of its units enter.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Image = NDArray[np.float32]

_BLURS = (0.0, 0.5, 0.8, 1.1, 1.5, 2.0, 2.7, 3.6)
_ROUNDS = 4
_MARGIN = 2.0
"""Pixels around a unit's box that it owns, beside what blur adds."""
_FARTHEST = 4.0
"""Pixels a unit may lie away from where the alignment expects it."""
_SAMPLED = 200_000
"""Pixels that the blur is found from."""
_STEADY = 0.5
"""How much a unit's contrast and its place across the line are held to those around it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Units in the picture.

    Attributes:
        moved: shape (n, 2), pixels.
        error: shape (n, 2), standard deviation of that from the picture's noise, pixels.
        match: shape (n,), correlation of what was seen and what was drawn, 0 where not seen.
        contrast: shape (n,), darkness relative to the original.
    """

    moved: Floats
    error: Floats
    match: Floats
    contrast: Floats


@dataclass(frozen=True, slots=True)
class Sheet:
    """The original as the fit sees it.

    Attributes:
        hands: two images (rows, columns): the ink of every other unit, 0 paper to 1 black.
        rest: ink that belongs to no unit.
        boxes: shape (n, 4), x0 y0 x1 y1 of each unit in pixels of these images.
        hand: shape (n,), which hand holds the unit, -1 for none.
        line: shape (n,), the line that it stands in.
        along: shape (n, 2), unit vector of its line.
    """

    hands: tuple[Image, Image]
    rest: Image
    boxes: Floats
    hand: NDArray[np.int_]
    line: NDArray[np.int_]
    along: Floats


@dataclass(slots=True)
class _Hand:
    """One hand: its units' pixels, the unit of each, and the terms that explain what they show.

    Attributes:
        ink: shape (rows, columns), blurred.
        rows, columns, owner: shape (pixels,), each pixel's place and unit.
        terms: shape (4, pixels): ink, 1, and the ink's slopes to the right and down.
        matrix: shape (units, 4, 4), sums of products of the terms over each unit's pixels.
        held: the same, with contrast held to that of the units around.
        spread: shape (units, 2), variance of the place for a noise of 1.
        units: numbers of the units that own pixels.
        drawn: shape (rows, columns), the units drawn where they were found.
    """

    ink: Image
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    owner: NDArray[np.int32]
    terms: NDArray[np.float32]
    matrix: Floats
    held: Floats
    spread: Floats
    units: NDArray[np.intp]
    drawn: Image


def fit(seen: Image, sheet: Sheet) -> Found:
    """Find all units.

    Args:
        seen: the picture's ink in the page's frame, shape (rows, columns).
        sheet: the original in the same frame.
    """
    count = len(sheet.boxes)
    sigma = _blur_of(seen, sheet)
    hands = [_hand(sheet, k, sigma) for k in (0, 1)]
    rest = blurred(sheet.rest, sigma)
    moved, error, match = np.zeros((count, 2)), np.ones((count, 2)), np.zeros(count)
    whole = _overall(seen, [hand.ink for hand in hands], rest)
    gain = np.full(count, whole)
    for hand in hands:
        _draw(hand, moved, gain)
    for turn in range(_ROUNDS):
        limit = 1.5 if turn < 1 else 0.7
        for mine, other in (hands, hands[::-1]):
            target = seen - other.drawn - whole * rest
            step = _step(target, mine, moved, gain, count)
            units = mine.units
            change = np.clip(step.change[units], -limit, limit)
            moved[units] = np.clip(moved[units] + change, -_FARTHEST, _FARTHEST)
            gain[units] = step.gain[units]
            error[units], match[units] = step.error[units], step.match[units]
            _steady(moved, gain, error, match, sheet)
            _draw(mine, moved, gain)
    match = np.where(np.abs(moved).max(axis=1) >= _FARTHEST - 0.1, 0, match)
    return Found(moved, error, match, gain)


def blurred(image: Image, sigma: float) -> Image:
    """The image with a Gaussian blur of `sigma` pixels."""
    if sigma <= 0:
        return image
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.float32)


def _hand(sheet: Sheet, number: int, sigma: float) -> _Hand:
    ink = blurred(sheet.hands[number], sigma)
    label = np.full(ink.shape, -1, np.int32)
    mine = np.flatnonzero(sheet.hand == number)
    reach = _MARGIN + sigma
    # Narrow margins last: where two meet, the nearer one owns the pixel.
    for margin in (reach, reach / 2, 0.0):
        low = np.maximum(np.round(sheet.boxes[:, :2] - margin).astype(int), 0)
        high = np.maximum(np.round(sheet.boxes[:, 2:] + margin).astype(int), 0)
        for k in mine:
            label[low[k, 1] : high[k, 1], low[k, 0] : high[k, 0]] = k
    rows, columns = np.nonzero(label >= 0)
    owner = label[rows, columns]
    right, down = _slopes(ink)
    flat = np.ones(len(rows), np.float32)
    terms = np.stack([ink[rows, columns], flat, right[rows, columns], down[rows, columns]])
    count = len(sheet.boxes)
    matrix = np.zeros((count, 4, 4))
    for i in range(4):
        for j in range(i, 4):
            total = np.bincount(owner, terms[i] * terms[j], count)
            matrix[:, i, j] = matrix[:, j, i] = total
    held = matrix + np.eye(4) * (1e-4 * np.maximum(matrix[:, 1, 1], 1)[:, None, None])
    held[:, 0, 0] += _STEADY * matrix[:, 0, 0]
    spread = np.diagonal(np.linalg.inv(held), axis1=1, axis2=2)[:, 2:]
    units = np.flatnonzero(matrix[:, 1, 1])
    return _Hand(ink, rows, columns, owner, terms, matrix, held, spread, units, ink)


def _blur_of(seen: Image, sheet: Sheet) -> float:
    """The blur (px) with which the original looks most like the picture."""
    ink = sheet.hands[0] + sheet.hands[1] + sheet.rest
    near = cv2.dilate((ink > 0.02).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    some = np.flatnonzero(near)[:: 1 + int(near.sum()) // _SAMPLED]
    if not len(some):
        return 0.0
    right, down = _slopes(seen)
    shown = [np.ones(len(some), np.float32), right.flat[some], down.flat[some], seen.flat[some]]
    side = np.stack(shown, axis=1).astype(float)
    best, chosen = -1.0, 0.0
    for sigma in _BLURS:
        # The picture may lie a fraction of a pixel off: its slopes take that up.
        target = blurred(ink, sigma).flat[some].astype(float)
        matrix = side.T @ side + np.eye(4) * 1e-6 * len(side)
        cross = side.T @ target
        explained = float(cross @ np.linalg.solve(matrix, cross)) - target.sum() ** 2 / len(side)
        score = explained / max(float(((target - target.mean()) ** 2).sum()), 1e-9)
        if score > best:
            best, chosen = score, sigma
    return chosen


def _overall(seen: Image, inks: list[Image], rest: Image) -> float:
    """How dark the picture's ink is, relative to the original's."""
    ink = inks[0] + inks[1] + rest
    some = ink > 0.1
    if not some.any():
        return 1.0
    return float(np.clip((seen[some] * ink[some]).sum() / (ink[some] ** 2).sum(), 0.05, 1.5))


def _draw(hand: _Hand, moved: Floats, gain: Floats) -> None:
    """Draw a hand's units where they were found."""
    rows, columns, owner = hand.rows, hand.columns, hand.owner
    x = (columns - moved[owner, 0]).astype(np.float32)
    y = (rows - moved[owner, 1]).astype(np.float32)
    drawn = np.zeros_like(hand.ink)
    drawn[rows, columns] = sample(hand.ink, x, y) * gain[owner]
    hand.drawn = drawn


@dataclass(frozen=True, slots=True)
class _Step:
    change: Floats
    error: Floats
    match: Floats
    gain: Floats


def _step(target: Image, hand: _Hand, moved: Floats, gain: Floats, count: int) -> _Step:
    """One Gauss-Newton step for each unit of a hand: sums over its pixels, a 4x4 solve each.

    The target is looked at from where the unit was found, so that the original's slopes, which
    carry no noise, are the design.
    """
    owner, matrix = hand.owner, hand.matrix
    x = (hand.columns + moved[owner, 0]).astype(np.float32)
    y = (hand.rows + moved[owner, 1]).astype(np.float32)
    seen = sample(target, x, y)
    sums = [np.bincount(owner, term * seen, count) for term in hand.terms]
    side: Floats = np.stack(sums, axis=1).astype(float)
    pixels = np.maximum(matrix[:, 1, 1], 1)
    pull = side.copy()
    pull[:, 0] += _STEADY * matrix[:, 0, 0] * gain
    solved = np.linalg.solve(hand.held, pull[..., None])[..., 0]
    darkness = np.maximum(solved[:, 0], 0.05)
    power = np.bincount(owner, seen * seen, count)
    twice = 2 * np.einsum("ni,ni->n", solved, side)
    explained = np.asarray(twice - np.einsum("ni,nij,nj->n", solved, matrix, solved), float)
    variance = np.maximum(power - explained, 0) / np.maximum(pixels - 4, 1)
    around = np.maximum(power / pixels - (side[:, 1] / pixels) ** 2, 1e-9)
    match = np.asarray(np.sqrt(np.clip(1 - variance / around, 0, 1)) * (solved[:, 0] > 0.05), float)
    match *= (pixels > 12) & (around > 2e-4)
    # Neighbouring pixels err together: a blur of about one pixel, so fewer independent ones.
    error = np.sqrt(np.maximum(hand.spread * variance[:, None] * 4, 0)) / darkness[:, None]
    return _Step(-solved[:, 2:] / darkness[:, None], error, match, darkness)


def _steady(moved: Floats, gain: Floats, error: Floats, match: Floats, sheet: Sheet) -> None:
    """Hold contrast and the place across the line to what the units of a line share.

    No mark moves a unit across its line, so what differs there between neighbours is noise.
    """
    good = match > 0.35
    if good.sum() < 3:
        return
    across = np.stack([-sheet.along[:, 1], sheet.along[:, 0]], axis=1)
    off = np.einsum("ij,ij->i", moved, across)
    sure = np.where(good, 1 / (0.05 + (error**2).sum(axis=1)), 1e-9)
    shared = neighbourly(off, sure, sheet.line)
    moved += ((shared - off) * np.where(good, 1.0, 0.0))[:, None] * across
    gain[good] = neighbourly(gain, sure, sheet.line)[good] * _STEADY + gain[good] * (1 - _STEADY)


def neighbourly(values: Floats, sure: Floats, line: NDArray[np.int_], reach: int = 5) -> Floats:
    """Means of each value and those next to it in its line, weighted by how sure they are."""
    total, weight = np.zeros(len(values)), np.zeros(len(values))
    for step in range(-reach, reach + 1):
        low, high = max(0, -step), len(values) - max(0, step)
        if high <= low:
            continue
        here, there = slice(low, high), slice(low + step, high + step)
        same = (line[here] == line[there]) * sure[there]
        total[here] += same * values[there]
        weight[here] += same
    return total / np.maximum(weight, 1e-12)


def _slopes(image: Image) -> tuple[Image, Image]:
    right = cv2.Scharr(image, cv2.CV_32F, 1, 0, scale=1 / 32)
    down = cv2.Scharr(image, cv2.CV_32F, 0, 1, scale=1 / 32)
    return np.asarray(right, np.float32), np.asarray(down, np.float32)


def sample(image: Image, x: Image, y: Image) -> Floats:
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
