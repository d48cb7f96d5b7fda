"""The ways in which a page may lie in a picture: homographies that many matched places agree on.

A match says: this place of the page is that place of the picture. Most matches are wrong. Places
that agree on one homography are right, unless the page says the same again and again: then it
fits in several ways, which differ by a shift along the page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.tracing import globally

Points = NDArray[np.float64]
Matrix = NDArray[np.float64]

MOST = 6
"""Ways of one page that are handed on."""
_FEWEST = 8
_LEAST = 6
_SURE = 25.0
"""Score from which a homography needs no second opinion."""
_SHARE = 0.7
"""Share of the best way's places from which another way of the same page is handed on."""
_CELL = 6.0
"""How exactly (pt) a shift along the page is looked for."""


@dataclass(frozen=True, slots=True)
class Matches:
    """Matched places: `page` (n, 2) pt of one page, `picture` (n, 2) px, most telling first."""

    page: Points
    picture: Points

    def __len__(self) -> int:
        return len(self.page)

    @staticmethod
    def joined(parts: Iterable[Matches]) -> Matches:
        """All matches of several looks at a picture."""
        parts = list(parts)
        return Matches(
            np.concatenate([np.zeros((0, 2)), *(part.page for part in parts)]),
            np.concatenate([np.zeros((0, 2)), *(part.picture for part in parts)]),
        )


@dataclass(frozen=True, slots=True)
class Way:
    """How a page may lie in a picture.

    Attributes:
        score: distinct places that agree.
        matrix: shape (3, 3), page pt to picture px.
    """

    score: float
    matrix: Matrix


def agreed(matches: Matches) -> Way | None:
    """The way that most matches agree on; None when hardly any do.

    Matches are drawn in their order (PROSAC), which finds one right match in ten. Where that
    leads nowhere, a plane seen straight on needs fewer right ones at a time.
    """
    if len(matches) < _FEWEST:
        return None
    way = _homography(matches, cv2.USAC_PROSAC)
    if way is not None and way.score >= _SURE:
        return way
    affine: tuple[Any, Any] = cv2.estimateAffine2D(
        matches.page,
        matches.picture,
        method=cv2.RANSAC,
        ransacReprojThreshold=2 * _reach(matches.picture),
        maxIters=3000,
        confidence=0.999,
    )
    matrix, inside = affine
    if matrix is None or inside is None:
        return way
    near = np.asarray(inside).ravel() > 0
    other = _homography(Matches(matches.page[near], matches.picture[near]), cv2.USAC_MAGSAC)
    return max((w for w in (way, other) if w is not None), key=lambda w: w.score, default=None)


def _homography(matches: Matches, method: int) -> Way | None:
    if len(matches) < _FEWEST:
        return None
    reach = _reach(matches.picture)
    matrix, inside = globally.agreed(matches.page, matches.picture, reach, method)
    return _way(matches.page[inside], matrix) if matrix is not None else None


def supported(matches: Matches, way: Way) -> Way:
    """A way with the score, and the homography, that further matches give it."""
    back = _back(matches, way.matrix)
    near = np.linalg.norm(back - matches.page, axis=1) < _CELL
    if near.sum() < _FEWEST:
        return way
    found = _homography(Matches(matches.page[near], matches.picture[near]), cv2.USAC_MAGSAC)
    return found if found is not None and found.score > way.score else way


def shifted(matches: Matches, way: Way) -> list[Way]:
    """Ways that differ from one by how far along the page the picture is."""
    away = _back(matches, way.matrix) - matches.page
    seen = np.isfinite(away).all(axis=1) & (np.abs(away) < 3000).all(axis=1)
    page, picture, away = matches.page[seen], matches.picture[seen], away[seen]
    if len(page) < _FEWEST:
        return []
    cells = np.floor(away / _CELL).astype(int)
    low = cells.min(axis=0)
    votes = np.zeros(cells.max(axis=0) - low + 1, np.float32)
    # A place of the picture votes once for a shift, however many of its like are about there.
    once = np.unique(np.column_stack([np.round(picture).astype(int), cells - low]), axis=0)
    np.add.at(votes, (once[:, 2], once[:, 3]), 1)
    votes = np.asarray(
        cv2.boxFilter(votes, -1, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
    )
    found: list[Way] = []
    for _ in range(MOST):
        row, column = np.unravel_index(int(votes.argmax()), votes.shape)
        if votes[row, column] < _FEWEST:
            break
        middle = (np.array([row, column]) + low + 0.5) * _CELL
        near = (np.abs(away - middle) < 1.5 * _CELL).all(axis=1)
        other = _homography(Matches(page[near], picture[near]), cv2.USAC_MAGSAC)
        if other is not None:
            found.append(other)
        votes[max(0, row - 1) : row + 2, max(0, column - 1) : column + 2] = 0
    return found


def distinct(ways: Iterable[Way], size: tuple[float, float]) -> tuple[Way, ...]:
    """The best ways that put a page of `size` pt in different places, the best one first."""
    spots = np.array([[0.5, 0.5], [0.5, 0.25], [0.25, 0.5]]) * size
    kept: list[Way] = []
    for way in sorted(ways, key=lambda way: -way.score):
        if kept and way.score < _SHARE * kept[0].score:
            break
        away = [
            np.abs(_back(Matches(spots, globally.project(other.matrix, spots)), way.matrix) - spots)
            for other in kept
        ]
        if all(np.isnan(apart).all() or np.nanmax(apart) > _CELL for apart in away):
            kept.append(way)
    return tuple(kept[:MOST])


def _way(places: Points, matrix: Matrix) -> Way | None:
    cell = max(3.0, float(np.ptp(places, axis=0).max()) / 60)
    score = len(np.unique(np.round(places / cell), axis=0))
    return Way(float(score), matrix) if score >= _LEAST else None


def _reach(picture: Points) -> float:
    """Tolerance in px: a curl moves paper by a few percent of its width."""
    return max(4.0, 0.006 * float(np.ptp(picture, axis=0).max()))


def _back(matches: Matches, matrix: Matrix) -> Points:
    """Places of the picture on the page, pt; NaN behind the camera."""
    try:
        inverse = np.asarray(np.linalg.inv(matrix), np.float64)
    except np.linalg.LinAlgError:
        return np.full_like(matches.picture, np.nan)
    return globally.project(inverse, matches.picture)
