"""The pattern that word centres make on a page, in numbers no camera changes.

After "Locally Likely Arrangement Hashing" (Nakai, Kise, Iwamura 2006): around every word centre
the nearest others are taken, all but one at a time; the areas of the triangles they span,
relative to their sum, do not change under an affine map, and a perspective is nearly affine so
close by. Quantised, they make a hash, which names the word in an index of many pages.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
Points = NDArray[np.float64]

NEAREST = 8
TAKEN = 6
_FAN = np.array([0.06, 0.11, 0.16, 0.22, 0.30])
"""Boundaries between levels of a fan triangle's share (about even frequencies)."""
_RIM = np.array([0.03, 0.08, 0.15, 0.25])


def word_centres(image: Gray, spread: float = 1.0, most: int = 3000) -> Points:
    """Centres (n, 2) px of the blobs that words make when letters are blurred together.

    Args:
        image: grey, dark on light.
        spread: blur relative to the usual one; other values see other blobs.
        most: largest number of blobs returned.
    """
    ink = _ink(image)
    letter = _letter(ink)
    if letter is None:
        return np.zeros((0, 2))
    sigma = max(0.6, 0.30 * letter * spread)
    blurred = cv2.GaussianBlur(ink.astype(np.float32), (0, 0), sigma)
    merged = (blurred > 0.16).astype(np.uint8)
    count, _, stats, centres = cv2.connectedComponentsWithStats(merged, connectivity=8)
    if count < 2:
        return np.zeros((0, 2))
    area = stats[1:, cv2.CC_STAT_AREA].astype(float)
    width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    keep = (area > 0.3 * letter**2) & (np.maximum(width, height) < 25 * letter)
    keep &= np.minimum(width, height) < 12 * letter
    places = np.flatnonzero(keep)
    if len(places) > most:
        places = places[np.argsort(-area[places])[:most]]
    return np.asarray(centres[1:][places] + 0.5, float)


def hashes(
    points: Points, *, every_start: bool = False
) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Hashes of the arrangement around each point, and the point each belongs to.

    Args:
        points: shape (n, 2).
        every_start: also hash from the second-best starting triangle (for queries).

    Returns:
        (hashes (m,), owner index (m,)).
    """
    count = len(points)
    if count <= TAKEN + 1:
        return np.zeros(0, np.uint32), np.zeros(0, np.int32)
    near = min(NEAREST, count - 1)
    arms = points[_nearest(points, near)] - points[:, None]
    order = np.argsort(np.arctan2(arms[..., 1], arms[..., 0]), axis=1)
    arms = np.take_along_axis(arms, order[..., None], axis=1).astype(np.float32)
    x, y = arms[..., 0], arms[..., 1]
    # Twice the signed area of the triangle that two arms span; chosen arms keep their order.
    cross = x[:, :, None] * y[:, None, :] - y[:, :, None] * x[:, None, :]
    cross = cross.reshape(count, -1)
    here = _combinations(near, TAKEN)
    there, beyond = np.roll(here, -1, axis=1), np.roll(here, -2, axis=1)
    one, two = cross[:, here * near + there], cross[:, there * near + beyond]
    fan = np.abs(one).reshape(-1, TAKEN)
    rim = np.abs(one + two - cross[:, here * near + beyond]).reshape(-1, TAKEN)
    total = np.maximum(fan.sum(axis=1, keepdims=True), 1e-9)
    levels = _levels(fan / total, _FAN) * np.uint8(len(_RIM) + 1) + _levels(rim / total, _RIM)
    first = fan.argmax(axis=1)
    starts = [first]
    if every_start:
        rest = fan.copy()
        rest[np.arange(len(fan)), first] = -1.0
        starts.append(rest.argmax(axis=1))
    owner = np.repeat(np.arange(count, dtype=np.int32), len(here))
    results = [_code(levels, start) for start in starts]
    return np.concatenate(results), np.concatenate([owner] * len(starts))


def _levels(share: NDArray[np.floating[Any]], bounds: NDArray[np.float64]) -> NDArray[np.uint8]:
    """How many of the bounds each share exceeds."""
    level = np.zeros(share.shape, np.uint8)
    for bound in bounds.astype(np.float32):
        level += share > bound
    return level


def _code(levels: NDArray[np.uint8], start: NDArray[np.intp]) -> NDArray[np.uint32]:
    """One number for a ring of levels (n, TAKEN) read from a starting place."""
    rows, code = np.arange(len(levels)), np.zeros(len(levels), np.uint64)
    base = np.uint64((len(_FAN) + 1) * (len(_RIM) + 1))
    for k in range(TAKEN):
        code = code * base + levels[rows, (start + k) % TAKEN]
    # Spread over 32 bits (a multiplier from splitmix64).
    return ((code * np.uint64(0xBF58476D1CE4E5B9)) >> np.uint64(32)).astype(np.uint32)


def _nearest(points: Points, near: int) -> NDArray[np.intp]:
    """Indices (n, near) of each point's nearest others, in any order; in blocks to bound memory."""
    result = np.zeros((len(points), near), np.intp)
    x, y = points[:, 0].copy(), points[:, 1].copy()
    for start in range(0, len(points), 1024):
        stop = min(start + 1024, len(points))
        distance = (x[start:stop, None] - x) ** 2 + (y[start:stop, None] - y) ** 2
        distance[np.arange(stop - start), np.arange(start, stop)] = np.inf
        result[start:stop] = np.argpartition(distance, near - 1, axis=1)[:, :near]
    return result


def _combinations(count: int, taken: int) -> NDArray[np.intp]:
    from itertools import combinations

    return np.array(list(combinations(range(count), min(taken, count))), np.intp)


def _ink(image: Gray) -> NDArray[np.uint8]:
    """1 where darker than the surroundings."""
    reach = max(15, (min(image.shape) // 24) | 1)
    reach = min(reach, 81) | 1
    mean = cv2.boxFilter(image.astype(np.float32), -1, (reach, reach))
    contrast = float(np.percentile(mean - image, 99)) * 0.35
    return (mean - image > max(10.0, contrast)).astype(np.uint8)


def _letter(ink: NDArray[np.uint8]) -> float | None:
    """The size of a letter in px: the middle root of its box's area."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    if count < 8:
        return None
    boxes = stats[1:]
    width, height = boxes[:, cv2.CC_STAT_WIDTH], boxes[:, cv2.CC_STAT_HEIGHT]
    solid = (boxes[:, cv2.CC_STAT_AREA] >= 6) & (np.maximum(width, height) < 0.2 * max(ink.shape))
    if solid.sum() < 8:
        return None
    size = np.sqrt(width[solid] * height[solid].astype(float))
    weight = size  # specks of noise are many and small
    order = np.argsort(size)
    middle = np.searchsorted(np.cumsum(weight[order]), weight.sum() / 2)
    return float(size[order][min(middle, len(size) - 1)])
