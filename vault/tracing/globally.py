"""A first homography from a page to a picture of it, from matched local features.

SIFT features of the picture at two scales are matched against the page drawn at several
scales; the homography with most inliers wins. When nothing agrees, the picture is looked at
from the side (affine views), which brings steep photos back to where SIFT works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
    finder = cv2.SIFT_create(count, contrastThreshold=0.02)
    points, raw = finder.detectAndCompute(image, None)
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
    yield from _ranked(list(_sideways(leak)), page)


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
    matrix, mask = cv2.findHomography(
        source, target, cv2.USAC_MAGSAC, max(4.0, 0.006 * spread), maxIters=4000, confidence=0.999
    )
    if matrix is None or not sane(matrix, source[mask.ravel() > 0]):
        return None, 0
    # One feature may be matched many times over; distinct places count.
    inside = mask.ravel() > 0
    distinct = len(np.unique(np.round(target[inside] / 3), axis=0))
    return (np.asarray(matrix, float), distinct) if distinct >= _FEWEST else (None, 0)


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
