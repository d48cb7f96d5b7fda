"""Symbols of letters that a viewer put on a grid.

Viewers do not draw a letter where it stands but on the nearest quarter of a pixel, or the nearest
whole one. On a small screenshot that moves a letter by more than its symbol does. It is no noise,
though: where the letter's pen stood is known to a hundredth of a pixel, so both places to which
the viewer may have put it are known too. They are either the same, and the letter says nothing,
or a whole step apart, and it is told clearly.

A screenshot is the page at one scale, so scale, offset and the grid's phase are found once for
all letters: those under which what was measured is likeliest, each symbol as likely as the other.
The grid is believed only if it explains what was measured much better than letters that stand
where they should.

Invariant: measured places, the unmarked original's pens and the known amplitude enter. No code,
key or candidate copy does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = (0.25, 1.0)
"""Steps of known viewers' grids, pixels."""
_PHASES = 16
_SLOPES = 9
_NOISES = (0.02, 0.04, 0.08, 0.14)
"""Noise beside what the picture's own explains, pixels."""
_LOOSE = (0.22, 0.35)
"""Noise that letters without a known grid may have on top: their viewer may have another."""
_WRONG = 0.02
"""Share of letters that are measured wrongly, anywhere in `_REACH` pixels."""
_REACH = 4.0
_CLEARER = 10.0
"""By how much, in nats, a grid must explain the places better than none."""
_EXPLAINED = 0.9
"""Share of the letters that a believed grid has near where they were measured."""
_SETTLED = 3
_LEAST = 12
_STRAIGHT = 0.004
_MOST_MISS = 0.5


@dataclass(frozen=True, slots=True)
class Letters:
    """Letters of parallel lines, as the original has them and as they were measured.

    Attributes:
        centres: shape (n, 2), pt, middles of the unmarked letters.
        found: shape (n, 2), pt, where they were found.
        along: shape (n, 2), unit vector of each letter's line.
        size: shape (n,), pt, how far a symbol moves each.
        error: shape (n,), pt, the picture's noise along the line.
        slip: shape (n,), how far a letter stands from its centre without any symbol, in sizes.
        pens: shape (m, 2), pt, where the pen stood for each character.
        owner: shape (m,), the letter that each character belongs to.
    """

    centres: Floats
    found: Floats
    along: Floats
    size: Floats
    error: Floats
    slip: Floats
    pens: Floats
    owner: NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class _Line:
    """Everything along the lines' common axis, in the leak's pixels."""

    x: Floats
    seen: Floats
    size: Floats
    error: Floats
    pen: Floats
    owner: NDArray[np.int_]
    pens: Floats
    slope_error: float


def read(letters: Letters, to_leak: Callable[[Floats], Floats]) -> Floats | None:
    """How much likelier symbol +1 is than -1 for each letter.

    Args:
        letters: of parallel lines.
        to_leak: page pt (n, 2) to leak pixels (n, 2).

    Returns:
        Shape (n,), natural logarithms of the ratio; None where no grid explains the picture.
    """
    best: tuple[float, Floats] | None = None
    none = -np.inf
    for share in (0.0, 1.0) if letters.slip.any() else (0.0,):
        line = _straight(_slipped(letters, share), to_leak)
        if line is None:
            continue
        free = np.stack([line.size, -line.size])[:, None, :]
        none = max(none, _fit(line, free, noises=_NOISES + _LOOSE, required=0.0)[0])
        for step in STEPS:
            found = _search(line, step)
            if best is None or found[0] > best[0]:
                best = found
    if best is None or best[0] < none + _CLEARER:
        return None
    return best[1]


def _slipped(letters: Letters, share: float) -> Letters:
    """The letters where a program that advances by exact widths puts them."""
    if not share:
        return letters
    far = letters.along * (letters.slip * letters.size * share)[:, None]
    return replace(letters, centres=letters.centres + far, pens=letters.pens + far[letters.owner])


def _straight(letters: Letters, to_leak: Callable[[Floats], Floats]) -> _Line | None:
    """The letters along a pixel axis; None when the lines do not run along one."""
    count = len(letters.size)
    middle = np.median(letters.along, axis=0)
    middle /= max(float(np.linalg.norm(middle)), 1e-9)
    if count < _LEAST or (letters.along @ middle < 0.999).any() or not len(letters.pens):
        return None
    place = to_leak(letters.found)
    ahead = to_leak(letters.found + letters.along) - place
    axis = int(np.abs(ahead.sum(axis=0)).argmax())
    x, across = letters.centres @ middle, letters.centres @ np.array([-middle[1], middle[0]])
    z = place[:, axis]
    x, across = x - x.mean(), across - across.mean()
    side = np.column_stack([np.ones(count), x, across])
    good = np.isfinite(z)
    if not good.all():
        return None
    fitted = np.zeros(3)
    for _ in range(4):
        fitted = np.linalg.lstsq(side[good], z[good], rcond=None)[0]
        left = z - side @ fitted
        spread = 1.4826 * float(np.median(np.abs(left[good]))) + 1e-6
        good = np.abs(left) < 3.5 * spread
    scale = float(fitted[1])
    tall = float(np.ptp(across)) * abs(float(fitted[2]))
    if abs(fitted[2]) > _STRAIGHT * abs(scale) and tall > 0.3:
        return None
    flat = side[:, :2]
    fitted = np.linalg.lstsq(flat[good], z[good], rcond=None)[0]
    left = z - flat @ fitted
    scale = float(fitted[1])
    if float(np.median(np.abs(left))) > _MOST_MISS:
        return None
    wide = float(np.std(x[good])) * np.sqrt(float(good.sum()))
    pens = letters.pens @ middle - (letters.centres @ middle).mean()
    return _Line(
        x=x,
        seen=left,
        size=letters.size * scale,
        error=letters.error * abs(scale),
        pen=pens * scale + float(fitted[0]),
        owner=letters.owner,
        pens=pens,
        slope_error=float(np.std(left[good])) / max(wide, 1e-9),
    )


def _search(line: _Line, step: float) -> tuple[float, Floats]:
    """The likeliest phase and scale of a grid: log likelihood, and letters' log ratios."""
    phases = np.arange(_PHASES) / _PHASES * step
    slopes = np.linspace(-3, 3, _SLOPES) * line.slope_error
    best = (-np.inf, np.zeros(len(line.x)))
    for turn in range(2):
        phase, slope = (grid.ravel() for grid in np.meshgrid(phases, slopes))
        found = _fit(line, _places(line, step, phase, slope), slope)
        if found[0] > best[0]:
            best = (found[0], found[1])
        if not turn:
            phases = phase[found[2]] + np.linspace(-1, 1, 9) * step / _PHASES
            slopes = slope[found[2]] + np.linspace(-1, 1, 9) * 0.75 * line.slope_error
    return best


def _places(line: _Line, step: float, phase: Floats, slope: Floats) -> Floats:
    """Where a grid puts letters (2, grids, n), px from their place, for symbols +1 and -1."""
    pen = line.pen + slope[:, None] * line.pens
    count = np.maximum(np.bincount(line.owner, minlength=len(line.x)), 1)
    order = np.argsort(line.owner, kind="stable")
    first = np.searchsorted(line.owner[order], np.arange(len(line.x)))
    result = []
    for sign in (1.0, -1.0):
        wanted = pen + sign * line.size[line.owner]
        put = np.rint((wanted - phase[:, None]) / step) * step + phase[:, None]
        # A letter of several characters moves by the mean of theirs.
        total = np.add.reduceat((put - pen)[:, order], np.minimum(first, len(order) - 1), axis=1)
        result.append(total / count)
    return np.stack(result)


def _fit(
    line: _Line,
    places: Floats,
    slope: Floats | None = None,
    noises: tuple[float, ...] = _NOISES,
    required: float = _EXPLAINED,
) -> tuple[float, Floats, int]:
    """The best of several sets of places: its log likelihood, log ratios (n,), and which."""
    seen = line.seen - (0.0 if slope is None else slope[:, None] * line.x)
    best: tuple[float, Floats, int] = (-np.inf, np.zeros(len(line.x)), 0)
    for noise in noises:
        variance = line.error**2 + noise**2
        off = np.zeros((places.shape[1], 1))
        for _ in range(_SETTLED):
            # All letters lie off by the same little: the mean of what is left, as trusted.
            left = seen - off - places
            each = _density(left, variance)
            trust = each / each.sum(axis=0) / variance * (each > 3 * _WRONG / _REACH)
            sure = np.maximum(trust.sum(axis=(0, 2)), 1e-9)
            off = off + ((trust * left).sum(axis=(0, 2)) / sure)[:, None]
        each = _density(seen - off - places, variance)
        total = each.sum(axis=0)
        likelihood = np.log(total / 2).sum(axis=1)
        # Some viewers round gaps, not places: steps fit, places do not.
        explained = (total > 3 * _WRONG / _REACH).mean(axis=1)
        likelihood = np.where(explained < required, -np.inf, likelihood)
        top = int(likelihood.argmax())
        if likelihood[top] > best[0]:
            best = (float(likelihood[top]), np.log(each[0, top] / each[1, top]), top)
    return best


def _density(left: Floats, variance: Floats) -> Floats:
    """How likely it is that a letter is measured this far from where it was put."""
    near = np.exp(-0.5 * left**2 / variance) / np.sqrt(2 * np.pi * variance)
    return np.asarray((1 - _WRONG) * near + _WRONG / _REACH, float)
