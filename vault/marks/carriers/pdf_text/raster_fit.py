"""Where each unit of a page lies in a picture of it, all units fitted together.

The picture's own pixels are explained, not a redrawn picture: each pixel is what the original's
ink gives over that pixel's square, blurred as the picture is, and moved by a little of its unit's
own. So a screenshot in which a letter is six pixels wide is compared with six pixels. A unit is
one letter, and what lies around it is its neighbours' ink, which moved by something else: before
a unit is fitted, its neighbours are drawn where they were found and taken off. Units are dealt
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

_BLURS = (0.0, 0.3, 0.5, 0.7, 0.9, 1.2, 1.6, 2.1, 2.8)
"""Standard deviations, in the picture's pixels."""
_ROUNDS = 4
_FARTHEST = 3.0
"""Picture's pixels a unit may lie away from where the alignment expects it."""
_SAMPLED = 60_000
"""Pixels that the blur is found from."""
_STEADY = 0.5
"""How much a unit's contrast and its place across the line are held to those around it."""
_PAPER = 0.5
"""How much the paper under a unit is held to the paper around it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Units in the picture.

    Attributes:
        moved: shape (n, 2), pixels of the original's drawing.
        error: shape (n, 2), standard deviation of that from the picture's noise.
        match: shape (n,), correlation of what was seen and what was drawn, 0 where not seen.
        contrast: shape (n,), darkness relative to the original.
    """

    moved: Floats
    error: Floats
    match: Floats
    contrast: Floats


@dataclass(frozen=True, slots=True)
class Sheet:
    """The original, drawn fine, and the picture's pixels on it.

    Attributes:
        hands: two images (rows, columns): the ink of every other unit, 0 paper to 1 black.
        rest: ink that belongs to no unit.
        boxes: shape (n, 4), x0 y0 x1 y1 of each unit in pixels of these images.
        hand: shape (n,), which hand holds the unit.
        line: shape (n,), the line that it stands in.
        along: shape (n, 2), unit vector of its line.
        spots: shape (m, 2), where each of the picture's pixels lies in these images (pixel
            centres at integers).
        width: size of a picture's pixel in pixels of these images.
    """

    hands: tuple[Image, Image]
    rest: Image
    boxes: Floats
    hand: NDArray[np.int_]
    line: NDArray[np.int_]
    along: Floats
    spots: NDArray[np.float32]
    width: float


@dataclass(slots=True)
class _Hand:
    """One hand, as the picture sees it.

    Attributes:
        ink: shape (rows, columns, 3): ink over a pixel's square, its slopes right and down.
        which: shape (k,), the picture's pixels that a unit of this hand owns.
        owner: shape (k,), that unit.
        drawn: shape (m,), the units drawn where they were found.
    """

    ink: Image
    which: NDArray[np.intp]
    owner: NDArray[np.int32]
    drawn: Floats


def fit(seen: NDArray[np.float32], sheet: Sheet) -> Found:
    """Find all units.

    Args:
        seen: shape (m,), the ink of the picture's pixels.
        sheet: the original, and where it has these pixels.
    """
    count = len(sheet.boxes)
    moved, error, match = np.zeros((count, 2)), np.ones((count, 2)), np.zeros(count)
    sigma = blur_of(seen, sheet)
    hands = [_hand(sheet, k, sigma) for k in (0, 1)]
    rest = sample(_pixelled(sheet.rest, sheet.width, sigma), sheet.spots)
    whole = _overall(seen, hands, rest, sheet.spots)
    gain = np.full(count, whole)
    for hand in hands:
        _draw(hand, sheet, moved, gain)
    for turn in range(_ROUNDS):
        limit = (1.2 if turn < 1 else 0.5) * sheet.width
        for mine, other in (hands, hands[::-1]):
            target = seen - other.drawn - whole * rest
            step = _step(target[mine.which], mine, sheet, moved, gain)
            units = step.units
            change = np.clip(step.change[units], -limit, limit)
            farthest = _FARTHEST * sheet.width
            moved[units] = np.clip(moved[units] + change, -farthest, farthest)
            gain[units] = step.gain[units]
            error[units], match[units] = step.error[units], step.match[units]
            _steady(moved, gain, error, match, sheet)
            _draw(mine, sheet, moved, gain)
    match = np.where(np.abs(moved).max(axis=1) >= _FARTHEST * sheet.width - 0.1, 0, match)
    return Found(moved, error, match, gain)


def _pixelled(image: Image, width: float, sigma: float) -> Image:
    """What pixels of this width see at each place, blurred by `sigma` of them."""
    half = (width - 1) / 2
    if half > 0:
        full = int(half)
        kernel = np.ones(2 * full + 3, np.float32)
        kernel[0] = kernel[-1] = half - full
        kernel /= kernel.sum()
        image = np.asarray(cv2.sepFilter2D(image, cv2.CV_32F, kernel, kernel), np.float32)
    if sigma * width < 0.2:
        return image
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma * width), np.float32)


def _hand(sheet: Sheet, number: int, sigma: float) -> _Hand:
    ink = _pixelled(sheet.hands[number], sheet.width, sigma)
    label: NDArray[np.int32] = np.full(ink.shape, -1, np.int32)
    mine = np.flatnonzero(sheet.hand == number)
    reach = sheet.width * (1.0 + 1.5 * sigma)
    # Narrow margins last: where two meet, the nearer one owns the pixel.
    for margin in (reach, reach / 2, 0.0):
        low = np.maximum(np.round(sheet.boxes[:, :2] - margin).astype(int), 0)
        high = np.maximum(np.round(sheet.boxes[:, 2:] + margin).astype(int), 0)
        for k in mine:
            label[low[k, 1] : high[k, 1], low[k, 0] : high[k, 0]] = k
    near = np.maximum(np.round(sheet.spots).astype(int), 0)
    near = np.minimum(near, np.flip(np.array(label.shape)) - 1)
    owner = label[near[:, 1], near[:, 0]]
    which = np.flatnonzero(owner >= 0)
    image = _with_slopes(ink)
    return _Hand(image, which, owner[which], np.zeros(len(sheet.spots)))


def blur_of(seen: NDArray[np.float32], sheet: Sheet) -> float:
    """The blur, in the picture's pixels, with which the original looks most like the picture."""
    ink = sheet.hands[0] + sheet.hands[1] + sheet.rest
    some = np.arange(len(seen))[:: 1 + len(seen) // _SAMPLED]
    if not len(some):
        return 0.0
    spots, shown = sheet.spots[some], seen[some].astype(float)
    best, chosen = np.inf, 0.0
    for sigma in _BLURS:
        image = _pixelled(ink, sheet.width, sigma)
        terms = sample(_with_slopes(image), spots)
        # The picture may lie a fraction of a pixel off: slopes take that up.
        side = np.column_stack([np.ones(len(some)), terms])
        left = shown - side @ np.linalg.lstsq(side, shown, rcond=None)[0]
        score = float((left * left).sum())
        if score < best:
            best, chosen = score, sigma
    return chosen


def _overall(
    seen: NDArray[np.float32], hands: list[_Hand], rest: Floats, spots: NDArray[np.float32]
) -> float:
    """How dark the picture's ink is, relative to the original's."""
    ink = rest + sum(sample(hand.ink, spots)[:, 0] for hand in hands)
    some = ink > 0.1
    if not some.any():
        return 1.0
    return float(np.clip((seen[some] * ink[some]).sum() / (ink[some] ** 2).sum(), 0.05, 1.5))


def _terms(hand: _Hand, sheet: Sheet, moved: Floats) -> Floats:
    """Ink and slopes (k, 3) of the hand's units, where they were found."""
    spots = sheet.spots[hand.which] - moved[hand.owner].astype(np.float32)
    return sample(hand.ink, spots)


def _draw(hand: _Hand, sheet: Sheet, moved: Floats, gain: Floats) -> None:
    """Draw a hand's units where they were found."""
    hand.drawn[hand.which] = _terms(hand, sheet, moved)[:, 0] * gain[hand.owner]


@dataclass(frozen=True, slots=True)
class _Step:
    units: NDArray[np.intp]
    change: Floats
    error: Floats
    match: Floats
    gain: Floats


def _step(target: Floats, hand: _Hand, sheet: Sheet, moved: Floats, gain: Floats) -> _Step:
    """One Gauss-Newton step for each unit of a hand: sums over its pixels, a 4x4 solve each."""
    owner, count = hand.owner, len(sheet.boxes)
    found = _terms(hand, sheet, moved)
    terms = [found[:, 0], np.ones(len(owner)), found[:, 1], found[:, 2]]
    matrix = np.zeros((count, 4, 4))
    for i in range(4):
        for j in range(i, 4):
            matrix[:, i, j] = matrix[:, j, i] = np.bincount(owner, terms[i] * terms[j], count)
    side: Floats = np.stack([np.bincount(owner, t * target, count) for t in terms], axis=1)
    pixels = np.maximum(matrix[:, 1, 1], 1)
    held = matrix + np.eye(4) * (1e-4 * pixels[:, None, None])
    held[:, 0, 0] += _STEADY * matrix[:, 0, 0]
    held[:, 1, 1] += _PAPER * pixels
    pull = side.copy()
    pull[:, 0] += _STEADY * matrix[:, 0, 0] * gain
    solved = np.linalg.solve(held, pull[..., None])[..., 0]
    spread = np.diagonal(np.linalg.inv(held), axis1=1, axis2=2)[:, 2:]
    darkness = np.maximum(solved[:, 0], 0.05)
    power = np.bincount(owner, target * target, count)
    twice = 2 * np.einsum("ni,ni->n", solved, side)
    explained = np.asarray(twice - np.einsum("ni,nij,nj->n", solved, matrix, solved), float)
    variance = np.maximum(power - explained, 0) / np.maximum(pixels - 4, 1)
    around = np.maximum(power / pixels - (side[:, 1] / pixels) ** 2, 1e-9)
    match = np.asarray(np.sqrt(np.clip(1 - variance / around, 0, 1)) * (solved[:, 0] > 0.05), float)
    match *= (matrix[:, 1, 1] > 6) & (around > 2e-4)
    error = np.sqrt(np.maximum(spread * variance[:, None] * 2, 0)) / darkness[:, None]
    units = np.flatnonzero(matrix[:, 1, 1])
    return _Step(units, -solved[:, 2:] / darkness[:, None], error, match, darkness)


def _steady(moved: Floats, gain: Floats, error: Floats, match: Floats, sheet: Sheet) -> None:
    """Hold contrast and the place across the line to what the units of a line share.

    No mark moves a unit across its line, so what differs there between neighbours is noise.
    """
    good = match > 0.35
    if good.sum() < 3:
        return
    across = np.stack([-sheet.along[:, 1], sheet.along[:, 0]], axis=1)
    off = np.einsum("ij,ij->i", moved, across)
    noise = (error**2).sum(axis=1) / sheet.width**2
    sure = np.where(good, 1 / (0.05 + noise), 1e-9)
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


def _with_slopes(image: Image) -> Image:
    """The image and its slopes to the right and down, shape (rows, columns, 3)."""
    right = cv2.Scharr(image, cv2.CV_32F, 1, 0, scale=1 / 32)
    down = cv2.Scharr(image, cv2.CV_32F, 0, 1, scale=1 / 32)
    return np.asarray(np.stack([image, right, down], axis=-1), np.float32)


def sample(image: Image, spots: NDArray[np.float32]) -> Floats:
    """The image at scattered places (m, 2); remap wants two dimensions below 32768 each."""
    width = 16384
    rows = -(-len(spots) // width)
    room = np.zeros((2, rows * width), np.float32)
    room[:, : len(spots)] = spots.T
    taken = cv2.remap(
        image,
        room[0].reshape(rows, width),
        room[1].reshape(rows, width),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(taken.reshape(rows * width, *image.shape[2:])[: len(spots)], float)
