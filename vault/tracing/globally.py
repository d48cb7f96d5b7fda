"""A first homography from a page to a picture of it, from matched local features.

SIFT features of the picture at two scales are matched against the page drawn at several
scales; the homography with most inliers wins. When nothing agrees, the picture is looked at
from the side (affine views), which brings steep photos back to where SIFT works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.tracing.page import Drawing

Gray = NDArray[np.uint8]
Matrix = NDArray[np.float64]
Points = NDArray[np.float64]

_SCALES = (1.5, 2.2, 1.0, 3.0)
_ENOUGH = 80
_FEWEST = 9
_SLIDE = 1.0
_SLIDE_STEPS = 90
"""Scales of 0.6 to 4.2 leak pixels per pt, 2.2 % apart."""


@dataclass(frozen=True, slots=True)
class Features:
    """Local features: positions (n, 2) in the frame asked for, RootSIFT descriptors (n, 128)."""

    places: Points
    descriptors: NDArray[np.float32]


def looks_inverted(leak: Gray) -> bool:
    """Whether a picture shows light text on dark: its background is darker than its detail."""
    small = cv2.resize(leak, (256, 256), interpolation=cv2.INTER_AREA).astype(np.float32)
    detail = small - cv2.GaussianBlur(small, (0, 0), 4)
    strong = np.abs(detail) > max(4.0, 2.0 * float(np.abs(detail).mean()))
    if not strong.any():
        return bool(np.median(small) < 110)
    return bool(np.sign(detail[strong]).sum() > 0 and np.median(small) < 128)


def evened(leak: Gray) -> Gray:
    """The picture with its local contrast evened out (shadows, vignetting)."""
    limits = cv2.createCLAHE(clipLimit=2.0, tileGridSize=(8, 8))
    return np.asarray(limits.apply(leak), np.uint8)


def project(matrix: Matrix, points: Points) -> Points:
    """Points (n, 2) through a homography (3, 3); behind the camera gives NaN."""
    flat = points @ matrix[:, :2].T + matrix[:, 2]
    depth = np.where(flat[:, 2:] > 1e-9, flat[:, 2:], np.nan)
    return np.asarray(flat[:, :2] / depth, float)


def resolution(placed: Callable[[Points], Points], points: Points) -> float:
    """Leak pixels per pt around points: the middle one."""
    here = placed(points)
    right, down = placed(points + [1.0, 0.0]) - here, placed(points + [0.0, 1.0]) - here
    area = np.abs(right[:, 0] * down[:, 1] - right[:, 1] * down[:, 0])
    area = area[np.isfinite(area)]
    return float(np.sqrt(np.median(area))) if len(area) else 1.0


def describe(image: Gray, count: int, back: Matrix | None = None) -> Features:
    """The strongest `count` SIFT features; positions sent through `back` if given."""
    finder = cv2.SIFT.create(count, contrastThreshold=0.02)
    found: tuple[Any, Any] = finder.detectAndCompute(image, None)
    points, raw = found
    if raw is None or not len(points):
        return Features(np.zeros((0, 2)), np.zeros((0, 128), np.float32))
    rows = np.asarray(raw, np.float32)[:count]
    rows = np.sqrt(rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-6))
    places = np.array([point.pt for point in points[:count]], float) + 0.5
    return Features(project(back, places) if back is not None else places, rows)


def candidates(leak: Gray, drawn: Drawing) -> Iterator[Matrix]:
    """Homographies from page pt to leak pixels worth refining, likeliest first.

    Cheap pairs of scales are tried first, and no more once one agrees well.
    """
    pages: dict[float, Features] = {}

    def page(scale: float) -> Features:
        if scale not in pages:
            ratio = drawn.ratio(scale)
            back = np.diag([1 / ratio[0], 1 / ratio[1], 1.0])
            pages[scale] = describe(drawn.at(scale), 5000, back)
        return pages[scale]

    sizes = [size for size in (1200, 2400) if size == 1200 or max(leak.shape) > 1300]
    for size in sizes:
        yield from _ranked([_reduced(leak, size, 4000 if size == 1200 else 8000)], page)
    if max(leak.shape) <= 1300:
        yield from _ranked([_reduced(leak, 2400, 8000, upscale=True)], page)
    yield from _slid(leak, drawn)
    yield from _ranked(list(_sideways(leak)), page)


def _slid(leak: Gray, drawn: Drawing) -> Iterator[Matrix]:
    """A small upright piece slid over the page at every scale: a line or two of a screenshot."""
    longest = max(leak.shape)
    if longest > 1400:
        return
    found: list[tuple[float, float, tuple[int, int]]] = []
    coarse = _SLIDE
    page = _soft(drawn.at(coarse), 0.8)
    for step in range(_SLIDE_STEPS):
        scale = 0.6 * 1.022**step
        best = _slide(leak, page, coarse / scale)
        if best is not None:
            found.append((best[0], scale, best[1]))
    found.sort(reverse=True)
    fine = 2 * coarse
    page = _soft(drawn.at(fine), 0.8)
    ratio = drawn.ratio(fine)
    for score, scale, _ in found[:2]:
        if score < 0.3:
            return
        near = [scale * (1 + 0.004 * k) for k in range(-5, 6)]
        tries = [(_slide(leak, page, fine / s), s) for s in near]
        good = [(hit[0], s, hit[1]) for hit, s in tries if hit is not None]
        if not good or max(good)[0] < 0.4:
            continue
        _, best_scale, (x, y) = max(good)
        factor = best_scale / fine
        yield np.array(
            [[factor * ratio[0], 0, -factor * x], [0, factor * ratio[1], -factor * y], [0, 0, 1]]
        )


def _soft(image: Gray, sigma: float) -> Gray:
    return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma), np.uint8)


def _slide(leak: Gray, page: Gray, factor: float) -> tuple[float, tuple[int, int]] | None:
    """Best correlation of the leak, resized by `factor`, anywhere on the page, and where."""
    size = (round(leak.shape[1] * factor), round(leak.shape[0] * factor))
    if min(size) < 8 or size[0] > page.shape[1] or size[1] > page.shape[0]:
        return None
    small = cv2.resize(leak, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)
    score = cv2.matchTemplate(page, _soft(np.asarray(small, np.uint8), 0.8), cv2.TM_CCOEFF_NORMED)
    _, top, _, place = cv2.minMaxLoc(score)
    return (float(top), (int(place[0]), int(place[1]))) if np.isfinite(top) else None


def _reduced(leak: Gray, longest: int, count: int = 5000, upscale: bool = False) -> Features:
    scale = longest / max(leak.shape)
    if scale >= 1:
        scale = min(2.0, scale) if upscale or max(leak.shape) < 500 else 1.0
    size = (max(8, round(leak.shape[1] * scale)), max(8, round(leak.shape[0] * scale)))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    image = np.asarray(cv2.resize(leak, size, interpolation=how), np.uint8)
    back = np.diag([leak.shape[1] / size[0], leak.shape[0] / size[1], 1.0])
    return describe(image, count, back)


def _sideways(leak: Gray) -> Iterator[Features]:
    """The picture stretched along four directions, as if seen less from the side."""
    scale = min(1.0, 1300 / max(leak.shape))
    height, width = leak.shape
    for angle in (0, 45, 90, 135):
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        stretch = np.vstack([turn, [0, 0, 1]])
        stretch = np.diag([scale * 1.6, scale, 1.0]) @ stretch
        corners = project(stretch, np.array([[0, 0], [width, 0], [width, height], [0, height]]))
        low, high = corners.min(axis=0), corners.max(axis=0)
        stretch = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]]) @ stretch
        size = np.ceil(high - low).astype(int)
        view = cv2.warpAffine(
            leak, stretch[:2], (int(size[0]), int(size[1])), flags=cv2.INTER_AREA, borderValue=255
        )
        yield describe(np.asarray(view, np.uint8), 5000, np.linalg.inv(stretch))


def _ranked(views: list[Features], page: Callable[[float], Features]) -> list[Matrix]:
    found: list[tuple[int, Matrix]] = []
    for view in views:
        for scale in _SCALES:
            matrix, inliers = homography(page(scale), view)
            if matrix is not None:
                found.append((inliers, matrix))
            if inliers >= _ENOUGH:
                return [matrix for _, matrix in sorted(found, key=lambda item: -item[0])[:1]]
    found.sort(key=lambda item: -item[0])
    return [matrix for inliers, matrix in found[:3] if inliers > found[0][0] / 3]


def homography(page: Features, view: Features) -> tuple[Matrix | None, int]:
    """The homography that most matches of two feature sets agree with, and how many do."""
    if len(page.places) < 8 or len(view.places) < 8:
        return None, 0
    left, right = matches(page.descriptors, view.descriptors)
    if len(left) < _FEWEST:
        return None, 0
    source, target = page.places[left], view.places[right]
    # Tolerance in leak pixels: a curl moves paper by a few percent of its width.
    spread = float(np.ptp(target, axis=0).max())
    matrix, inside = agreed(source, target, max(4.0, 0.006 * spread))
    if matrix is None:
        return None, 0
    # One feature may be matched many times over; distinct places count.
    distinct = len(np.unique(np.round(target[inside] / 3), axis=0))
    return (matrix, distinct) if distinct >= _FEWEST else (None, 0)


def agreed(
    source: Points, target: Points, reach: float, method: int = cv2.USAC_MAGSAC
) -> tuple[Matrix | None, NDArray[np.bool_]]:
    """The homography (3, 3) that most pairs agree with within `reach`, and which pairs do."""
    found: tuple[Any, Any] = cv2.findHomography(
        source, target, method, reach, maxIters=4000, confidence=0.999
    )
    matrix, mask = found
    if matrix is None or mask is None:
        return None, np.zeros(len(source), bool)
    inside = np.asarray(mask).ravel() > 0
    whole = np.asarray(matrix, float)
    return (whole if sane(whole, source[inside]) else None), inside


def sane(matrix: Matrix, points: Points) -> bool:
    """Whether a homography neither mirrors nor folds the page around the points."""
    if len(points) < 4 or not np.isfinite(matrix).all():
        return False
    depth = points @ matrix[2, :2] + matrix[2, 2]
    if (depth < 1e-9).any() or depth.max() > 6 * depth.min():
        return False
    sizes = np.linalg.det(matrix) / depth**3
    return bool((sizes > 0).all() and sizes.max() < 30 * sizes.min() and sizes.min() > 0.02)


def matches(
    one: NDArray[np.float32], two: NDArray[np.float32], ratio: float = 0.85
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs (indices into one, into two) that pass the ratio test, from `two` to `one`."""
    near = two @ one.T
    best = near.argmax(axis=1)
    rows = np.arange(len(two))
    top = near[rows, best].copy()
    near[rows, best] = -1
    second = near.max(axis=1)
    # Unit vectors: squared distance is 2 - 2 cosine.
    good = (2 - 2 * top) < ratio**2 * (2 - 2 * second)
    return best[good], rows[good]
