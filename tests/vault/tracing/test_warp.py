"""The smooth field: follows paper, ignores outliers, leaves independent shifts alone."""

from __future__ import annotations

import numpy as np
import pytest

from vault.tracing import warp


def places(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0, 1, (count, 2)) * [500, 700]


def curl(points: np.ndarray) -> np.ndarray:
    """A bent sheet: up to 8 pt, over the whole page."""
    x, y = points[:, 0] / 500, points[:, 1] / 700
    return np.column_stack([3 * np.sin(2 * x + y), 8 * np.sin(np.pi * x + 0.3 * y)])


def test_a_curled_sheet_is_followed_between_the_measurements() -> None:
    points = places(500)
    fit = warp.fit(points, curl(points), floor=0.01)
    fresh = places(200, 2)
    fresh = fresh[((fresh > 20) & (fresh < [480, 680])).all(axis=1)]
    assert np.abs(fit.warp.at(fresh) - curl(fresh)).max() < 0.05


def test_one_wrong_match_in_five_does_not_bend_it() -> None:
    rng = np.random.default_rng(3)
    points = places(500)
    moved = curl(points) + rng.normal(0, 0.05, (500, 2))
    wrong = rng.random(500) < 0.2
    moved[wrong] += rng.uniform(-12, 12, (wrong.sum(), 2))
    fit = warp.fit(points, moved)
    assert np.median(np.abs(fit.residual[~wrong] - 0)) < 0.07
    assert fit.trust[~wrong].mean() > 0.95 and np.median(fit.trust[wrong]) < 0.1


def test_marks_on_a_flat_page_cost_few_degrees_of_freedom() -> None:
    points = places(40)
    signs = np.random.default_rng(4).choice([-1.0, 1.0], (40, 2))
    fit = warp.fit(points, 0.1 * signs + points * 0.001, floor=0.03)
    assert fit.freedom < 6
    # Taking off a constant and a slope leaves nearly all of each sign.
    assert (fit.residual * signs > 0).mean() > 0.95


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 6])
def test_few_points_give_a_finite_field(count: int) -> None:
    points = places(count)
    fit = warp.fit(points, np.ones((count, 2)))
    assert np.isfinite(fit.warp.at(places(5))).all()
    assert fit.residual.shape == (count, 2)


def test_equal_and_collinear_points_do_no_harm() -> None:
    line = np.column_stack([np.arange(20.0), np.zeros(20)])
    for points in (np.zeros((20, 2)), line):
        assert np.isfinite(warp.fit(points, np.ones((20, 2))).residual).all()
