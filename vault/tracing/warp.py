"""A smooth displacement field, fitted robustly to scattered measurements.

Paper bends, lenses distort, scanners drift: what is left after a perspective is smooth. The
field is a sum of a plane and of cosine waves over a rectangle, whose amplitudes are drawn
towards zero the more the shorter the wave (a Gaussian process with a Matern-like spectrum).
How stiff it is follows from the measurements themselves, by their marginal likelihood: a flat
screenshot costs a few degrees of freedom, a curled sheet what it needs.

Invariant: the fit sees only positions and displacements. It never sees a code, so what it
leaves over is independent of every copy that did not leak.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Shape (n, 2)."""

_STIFFNESS = tuple(10.0**k for k in (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0))
_LEVELS = (0.5, 0.7, 1.0, 1.4)
_DECAY = 2.5
_FREE = 1e6
"""Prior variance of the plane: as good as unbounded."""


@dataclass(frozen=True, slots=True)
class Warp:
    """A displacement for every point of a rectangle.

    Attributes:
        low: shape (2,), the rectangle's first corner.
        span: the rectangle's longer side; positions are divided by it.
        waves: shape (m, 2), half-waves along x and y of each cosine.
        weights: shape (3 + m, d), amplitudes of 1, x, y and of the cosines, for each axis.
    """

    low: Points
    span: float
    waves: NDArray[np.float64]
    weights: Points

    def at(self, points: Points) -> Points:
        """Displacements at points, shape (n, 2) to (n, d)."""
        return _basis(points, self.low, self.span, self.waves) @ self.weights


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted field and what it could not explain.

    Attributes:
        warp: the field.
        residual: shape (n, d), measurement minus field.
        trust: shape (n,), 0 to 1, small for outliers.
        noise: robust standard deviation of the residual.
        freedom: degrees of freedom the field used, per axis.
    """

    warp: Warp
    residual: Points
    trust: NDArray[np.float64]
    noise: float
    freedom: float


def nothing() -> Warp:
    """The field that is zero everywhere."""
    return Warp(np.zeros(2), 1.0, np.zeros((0, 2)), np.zeros((3, 2)))


def fit(
    points: Points,
    moved: Points,
    *,
    precision: NDArray[np.float64] | None = None,
    detail: int = 14,
    floor: float = 1e-3,
    rounds: int = 4,
) -> Fit:
    """The smooth field behind scattered displacements.

    Args:
        points: shape (n, 2), where it was measured.
        moved: shape (n, d), what was measured there, for each of d axes.
        precision: shape (n,), relative trust in each measurement before seeing it.
        detail: most half-waves along the longer side.
        floor: smallest noise believed, in the unit of `moved`.
        rounds: reweightings against outliers.

    Returns:
        The fit. With fewer than three points: the constant or nothing.
    """
    count = len(points)
    prior = np.ones(count) if precision is None else np.asarray(precision, float)
    if count < 3:
        flat = nothing()
        middle = np.median(moved, axis=0) if count else np.zeros(moved.shape[1])
        flat = Warp(flat.low, flat.span, flat.waves, np.zeros((3, moved.shape[1])))
        flat.weights[0] = middle
        return Fit(flat, moved - middle, np.ones(count), floor, 1.0)
    low = points.min(axis=0)
    extent = points.max(axis=0) - low
    span = float(max(extent.max(), 1e-6))
    waves = _waves(extent / span, min(detail, max(1, int(np.sqrt(count)))))
    basis = _basis(points, low, span, waves)
    shape = np.concatenate([np.full(3, _FREE), _spectrum(waves)])
    trust = np.ones(count)
    noise = max(_spread(moved - np.median(moved, axis=0)), floor)
    weights = np.zeros((basis.shape[1], moved.shape[1]))
    freedom = 3.0
    for turn in range(rounds):
        given = prior * trust
        weights, noise, freedom = _posterior(basis, moved, given, shape, noise, floor)
        left = moved - basis @ weights
        scale = max(_spread(left[given > 0.05] if (given > 0.05).sum() > 8 else left), floor)
        ratio = np.linalg.norm(left, axis=1) / (scale * (1.5 if left.shape[1] > 1 else 1.1))
        # Wide at first, then tight: a bad start must not lock good points out.
        reach = 2.5 if turn else 4.0
        trust = np.where(ratio < reach, 1.0, (reach / np.maximum(ratio, reach)) ** 3)
        noise = scale
    return Fit(Warp(low, span, waves, weights), moved - basis @ weights, trust, noise, freedom)


def _posterior(
    basis: NDArray[np.float64],
    moved: Points,
    given: NDArray[np.float64],
    shape: NDArray[np.float64],
    noise: float,
    floor: float,
) -> tuple[Points, float, float]:
    """Amplitudes under the stiffness and noise that make the measurements likeliest.

    One eigenvalue decomposition serves all of them: in its coordinates the posterior of every
    stiffness and noise is diagonal.
    """
    scaled = basis * np.sqrt(shape)
    weighted = scaled * given[:, None]
    values, vectors = np.linalg.eigh(scaled.T @ weighted)
    values = np.maximum(values, 0)[:, None, None]
    cross = vectors.T @ (weighted.T @ moved)
    power, count = float((given[:, None] * moved * moved).sum()), float(given.sum())
    axes = moved.shape[1]
    variance = np.maximum(noise * np.array(_LEVELS), floor)[:, None] ** 2
    spread = np.array(_STIFFNESS)[None, :] ** 2
    grown = 1 + values * (spread / variance)
    strength = (cross**2).sum(axis=1)[:, None, None]
    explained = (strength * (spread / variance**2) / grown).sum(axis=0)
    likelihood = -0.5 * (
        power / variance - explained + axes * (np.log(grown).sum(axis=0) + count * np.log(variance))
    )
    level, stiff = np.unravel_index(int(np.argmax(likelihood)), likelihood.shape)
    best = spread[0, stiff] / variance[level, 0]
    shrunk = cross * (best / grown[:, level, stiff])[:, None]
    weights = np.sqrt(shape)[:, None] * (vectors @ shrunk)
    freedom = float((1 - 1 / grown[:, level, stiff]).sum())
    return weights, float(np.sqrt(variance[level, 0])), freedom


def _waves(extent: NDArray[np.float64], detail: int) -> NDArray[np.float64]:
    across = np.arange(detail + 1)
    x, y = np.meshgrid(across, across)
    waves = np.asarray(np.stack([x.ravel(), y.ravel()], axis=1), float)
    # A wave shorter than the short side allows would repeat what longer ones say.
    frequency = np.hypot(waves[:, 0], waves[:, 1])
    fits = (waves <= np.ceil(detail * np.maximum(extent, 0.02))).all(axis=1)
    return np.asarray(waves[(frequency > 0) & (frequency <= detail) & fits], float)


def _spectrum(waves: NDArray[np.float64]) -> NDArray[np.float64]:
    frequency = (waves**2).sum(axis=1)
    return np.asarray((1 + frequency) ** -_DECAY, float)


def _basis(
    points: Points, low: Points, span: float, waves: NDArray[np.float64]
) -> NDArray[np.float64]:
    unit = (points - low) / span
    plane = np.column_stack([np.ones(len(unit)), unit[:, 0] - 0.5, unit[:, 1] - 0.5])
    if not len(waves):
        return plane
    inside = np.clip(unit, -0.05, 1.05)
    most = int(waves.max()) + 1
    order = np.arange(most)
    along = np.cos(np.pi * inside[:, :1] * order)
    down = np.cos(np.pi * inside[:, 1:] * order)
    wave = along[:, waves[:, 0].astype(int)] * down[:, waves[:, 1].astype(int)]
    return np.concatenate([plane, wave], axis=1)


def _spread(values: Points) -> float:
    if not len(values):
        return 0.0
    return float(1.4826 * np.median(np.abs(values - np.median(values, axis=0))))
