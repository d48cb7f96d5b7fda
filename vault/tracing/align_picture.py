"""Where an original picture lies in a leaked one: a screenshot, a crop, a photo of a screen.

Matched local features give a homography; restless squares of the original, looked for near
their expected places, bend it where a lens or a curled print does. As for pages, only the
unmarked original is compared, so nothing that is read through the result depends on a copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.marks.carriers import texture
from vault.marks.slots import Alignment
from vault.tracing import globally, warp
from vault.tracing.align import Placed

Gray = NDArray[np.uint8]

_BLOCK = 40
_ROUNDS = ((14, 4), (5, 8), (3, 10))  # reach in frame pixels, half-waves
_FEWEST = 6
_PLENTY = 120
_TRUE_SHARE = 0.35


def align(leak: Gray, original: Gray, frame: tuple[int, int]) -> Alignment | None:
    """Find an original picture in a leaked one.

    Args:
        leak: shape (rows, columns).
        original: shape (rows, columns), the unmarked picture in grey.
        frame: (rows, columns) of its frame, see `texture.frame_shape`.

    Returns:
        The alignment, whose `to_leak` takes frame pixels (x, y); None when it is not there.
    """
    reduced = np.clip(np.rint(texture.to_frame(original, frame)), 0, 255).astype(np.uint8)
    sources = [_features(reduced, scale) for scale in (1.0, 0.5) if scale * min(frame) > 60]
    sources = sources or [_features(reduced, 2.0)]
    for inverted in (False, True):
        seen = 255 - leak if inverted else leak
        found = list(_homographies(np.asarray(seen, np.uint8), sources))
        for _, matrix in sorted(found, key=lambda item: -item[0])[:2]:
            alignment = _refine(np.asarray(seen, np.uint8), reduced, matrix, inverted)
            if alignment is not None:
                return alignment
    return None


def _homographies(
    leak: Gray, sources: Sequence[globally.Features]
) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Yield (inliers, homography from frame to leak); stop when one is beyond doubt."""
    for longest in (1600, 800, 400):
        if longest < 1600 and longest > max(leak.shape):
            continue
        view = _features(leak, min(2.0, longest / max(leak.shape)))
        for source in sources:
            matrix, inliers = globally.homography(source, view)
            if matrix is not None:
                yield inliers, matrix
            if inliers >= _PLENTY:
                return


def _features(image: Gray, scale: float) -> globally.Features:
    size = tuple(max(8, round(n * scale)) for n in image.shape[::-1])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    small = np.asarray(cv2.resize(image, size, interpolation=how), np.uint8)
    back = np.diag([image.shape[1] / size[0], image.shape[0] / size[1], 1.0])
    return globally.describe(small, 4000, back)


def _refine(
    leak: Gray, original: Gray, matrix: NDArray[np.float64], inverted: bool
) -> Alignment | None:
    centres = _restless(original)
    placed = Placed(matrix, warp.nothing())
    result: warp.Fit | None = None
    for reach, detail in _ROUNDS:
        flat = texture.sample(leak, placed, original.shape)
        moved, good = _look(flat, original, centres, reach)
        looked = np.isfinite(good)
        found = looked & (np.nan_to_num(good) > 0.5)
        if found.sum() < max(_FEWEST, _TRUE_SHARE * looked.sum()):
            return None
        here = centres[found]
        wanted = here + moved[found]
        result = warp.fit(
            here,
            wanted + placed.bend.at(wanted) - here,
            precision=good[found] ** 2,
            detail=detail,
            floor=0.05,
        )
        if (result.trust > 0.5).sum() < max(_FEWEST, _TRUE_SHARE * looked.sum()):
            return None
        placed = Placed(matrix, result.warp)
    if result is None or result.noise > 2.0:
        return None
    agreeing = int((result.trust > 0.5).sum())
    resolution = globally.resolution(placed, centres)
    return Alignment(0, placed, agreeing, float(result.noise * resolution), inverted)


def _restless(original: Gray) -> NDArray[np.float64]:
    """Return centres (n, 2) of squares that can be found again: structure in both directions."""
    corner = cv2.cornerMinEigenVal(original, 7)
    half = _BLOCK // 2
    rows, columns = original.shape
    found = []
    for y in range(half, rows - half + 1, half):
        for x in range(half, columns - half + 1, half):
            strength = float(corner[y - half : y + half, x - half : x + half].max())
            found.append((strength, x, y))
    if not found:
        return np.zeros((0, 2))
    array = np.array(found)
    strong = array[array[:, 0] > max(1e-6, 0.01 * float(array[:, 0].max()))]
    return strong[np.argsort(-strong[:, 0])[:500], 1:]


def _look(
    flat: NDArray[np.float32],
    original: Gray,
    centres: NDArray[np.float64],
    reach: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return displacement (n, 2) and correlation (n,) of squares; NaN where none is seen."""
    moved, good = np.zeros((len(centres), 2)), np.full(len(centres), np.nan)
    half = _BLOCK // 2
    page = cv2.GaussianBlur(original, (0, 0), 0.8).astype(np.float32)
    for k, (x, y) in enumerate(centres.astype(int)):
        left, top = max(0, x - half - reach), max(0, y - half - reach)
        window = flat[top : y + half + reach, left : x + half + reach]
        if not np.isfinite(window).all():
            continue
        score = cv2.matchTemplate(
            window, page[y - half : y + half, x - half : x + half], cv2.TM_CCOEFF_NORMED
        )
        _, best, _, (at_x, at_y) = cv2.minMaxLoc(score)
        good[k] = best if np.isfinite(best) else 0.0
        moved[k] = (
            left + at_x + _vertex(score[at_y], at_x) - (x - half),
            top + at_y + _vertex(score[:, at_x], at_y) - (y - half),
        )
    return moved, good


def _vertex(values: NDArray[Any], at: int) -> float:
    """Return the sub-pixel offset of a maximum by a parabola through its neighbours."""
    if not 0 < at < len(values) - 1:
        return 0.0
    before, here, after = (float(v) for v in values[at - 1 : at + 2])
    curve = before - 2 * here + after
    return 0.0 if curve > -1e-9 else float(np.clip((before - after) / (2 * curve), -0.5, 0.5))
