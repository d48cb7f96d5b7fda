"""Units of a line are told apart although their neighbours move otherwise."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from vault.marks.carriers.pdf_text import raster_fit
from vault.marks.carriers.pdf_text.raster_fit import Sheet

WIDE, HIGH, STEP = 640, 40, 12


def line(moved: np.ndarray, sigma: float, gain: float = 1.0) -> tuple[np.ndarray, Sheet]:
    """A line of letter-like shapes that nearly touch, each moved; and the sheet without."""
    rng = np.random.default_rng(4)
    fine = 8
    still = [np.zeros((HIGH * fine, WIDE * fine), np.float32) for _ in range(2)]
    gone = np.zeros_like(still[0])
    boxes = []
    for k, shift in enumerate(moved):
        left = 20 + STEP * k
        boxes.append([left, 12, left + STEP - 1.0, 28])
        for _ in range(3):
            x, y = rng.uniform(left, left + STEP - 4.0), rng.uniform(12, 22)
            high = rng.uniform(4, 28 - y)
            for page, off in ((still[k % 2], (0.0, 0.0)), (gone, shift)):
                x0, y0 = round((x + off[0]) * fine), round((y + off[1]) * fine)
                page[y0 : y0 + round(high * fine), x0 : x0 + 3 * fine] = 1
    small = (WIDE, HIGH)
    seen = gain * cv2.GaussianBlur(
        cv2.resize(gone, small, interpolation=cv2.INTER_AREA), (0, 0), sigma
    )
    count = len(moved)
    finer = 2
    middle = (WIDE * finer, HIGH * finer)
    hands = [cv2.resize(page, middle, interpolation=cv2.INTER_AREA) for page in still]
    x, y = np.meshgrid(np.arange(WIDE) + 0.5, np.arange(HIGH) + 0.5)
    spots = np.stack([x.ravel(), y.ravel()], axis=1) * finer - 0.5
    sheet = Sheet(
        hands=(hands[0], hands[1]),
        rest=np.zeros_like(hands[0]),
        boxes=np.array(boxes, float) * finer,
        hand=np.arange(count) % 2,
        line=np.zeros(count, int),
        along=np.tile([1.0, 0.0], (count, 1)),
        spots=spots.astype(np.float32),
        width=float(finer),
    )
    return seen.astype(np.float32).ravel(), sheet


@pytest.mark.parametrize("sigma", [0.5, 1.5])
@pytest.mark.parametrize("gain", [1.0, 0.6])
def test_each_unit_is_found_where_it_went(sigma: float, gain: float) -> None:
    rng = np.random.default_rng(1)
    moved = np.zeros((48, 2))
    moved[:, 0] = 0.4 * rng.choice([-1, 1], 48)
    seen, sheet = line(moved, sigma, gain)
    found = raster_fit.fit(seen, sheet)
    miss = found.moved[:, 0] / sheet.width - moved[:, 0]
    assert np.abs(np.median(miss)) < 0.05
    assert np.sqrt(np.mean(miss**2)) < 0.12
    assert found.match.min() > 0.9
    assert np.allclose(found.contrast, gain, atol=0.15)


def test_a_unit_says_nothing_about_its_neighbours_movement() -> None:
    # What one unit alone moves must not appear as movement of the ones beside it.
    moved = np.zeros((48, 2))
    moved[20, 0] = 0.8
    seen, sheet = line(moved, 1.5)
    found = raster_fit.fit(seen, sheet).moved[:, 0] / sheet.width
    assert found[20] == pytest.approx(0.8, abs=0.15)
    assert np.abs(found[[19, 21]]).max() < 0.12


def test_a_line_that_rose_as_one_is_no_movement_along_it() -> None:
    moved = np.tile([0.0, 0.7], (48, 1))
    seen, sheet = line(moved, 0.8)
    found = raster_fit.fit(seen, sheet).moved / sheet.width
    assert np.allclose(found[:, 1], 0.7, atol=0.1)
    assert np.abs(found[:, 0]).max() < 0.12


def test_what_is_not_there_does_not_match() -> None:
    seen, sheet = line(np.zeros((48, 2)), 0.8)
    seen.reshape(HIGH, WIDE)[:, 300:400] = 0
    found = raster_fit.fit(seen, sheet)
    boxes = sheet.boxes / sheet.width
    gone = (boxes[:, 0] > 300) & (boxes[:, 2] < 400)
    whole = (boxes[:, 2] < 290) | (boxes[:, 0] > 410)
    assert gone.sum() > 5
    assert found.match[gone].max() < 0.35 < found.match[whole].min()


def test_means_of_neighbours_stop_at_the_end_of_a_line() -> None:
    values = np.array([1.0, 1.0, 5.0, 5.0])
    line_of = np.array([0, 0, 1, 1])
    assert np.allclose(raster_fit.neighbourly(values, np.ones(4), line_of), values)
