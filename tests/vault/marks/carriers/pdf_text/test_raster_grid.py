"""Letters that a viewer put on a grid are read by both places where it may have put them."""

from __future__ import annotations

import numpy as np
import pytest

from vault.marks.carriers.pdf_text import raster_grid
from vault.marks.carriers.pdf_text.raster_grid import Letters

SIZE = 0.12


def letters(
    step: float, scale: float, noise: float, seed: int = 3, count: int = 90
) -> tuple[Letters, np.ndarray]:
    """Letters of three lines as a viewer with this grid shows them, and their symbols."""
    rng = np.random.default_rng(seed)
    symbol = rng.choice([-1.0, 1.0], count)
    x = 72 + np.cumsum(rng.uniform(3, 6, count)) % 300
    y = 100 + 12.0 * (np.arange(count) % 3)
    pens = np.stack([x, y], axis=1)
    wanted = (x + symbol * SIZE) * scale
    put = np.floor(wanted / step) * step if step else wanted
    # A picture blurred or lit from one side has all letters off by the same little.
    found = pens + np.array([2.0, -3.0])
    found[:, 0] += put / scale - x + 0.3 + rng.normal(0, noise, count) / scale
    made = Letters(
        centres=pens + np.array([2.0, -3.0]),
        found=found,
        along=np.tile([1.0, 0.0], (count, 1)),
        size=np.full(count, SIZE),
        error=np.full(count, noise / scale),
        slip=np.zeros(count),
        pens=pens,
        owner=np.arange(count),
    )
    return made, symbol


def shown(scale: float, turn: float = 0.0):
    """A screenshot at this scale, turned by a little if it is none."""
    matrix = scale * np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return lambda points: points @ matrix + np.array([13.0, -40.0])


@pytest.mark.parametrize("scale", [0.7, 1.0, 1.3])
def test_letters_on_quarters_of_a_pixel_are_read_or_left_open(scale: float) -> None:
    made, symbol = letters(0.25, scale, 0.04)
    ratio = raster_grid.read(made, shown(scale))
    assert ratio is not None
    told = np.abs(ratio) > 2
    # Where both symbols lead to the same quarter nothing can be told.
    apart = min(1.0, 2 * SIZE * scale / 0.25)
    assert told.mean() > 0.8 * apart
    assert (np.sign(ratio) == symbol)[told].mean() > 0.96


def test_letters_on_whole_pixels_are_told_where_symbols_lead_apart() -> None:
    made, symbol = letters(1.0, 1.3, 0.06)
    ratio = raster_grid.read(made, shown(1.3))
    assert ratio is not None
    told = np.abs(ratio) > 2
    assert 0.15 < told.mean() < 0.5
    assert (np.sign(ratio) == symbol)[told].mean() > 0.95


def test_letters_that_stand_where_they_should_are_on_no_grid() -> None:
    made, _ = letters(0.0, 1.0, 0.05)
    assert raster_grid.read(made, shown(1.0)) is None


def test_lines_that_slant_are_on_no_grid() -> None:
    made, _ = letters(0.25, 1.0, 0.04)
    assert raster_grid.read(made, shown(1.0, turn=0.03)) is None


def test_widths_that_were_rounded_are_taken_back() -> None:
    made, symbol = letters(0.25, 1.0, 0.04)
    slip = np.linspace(0, 3, len(symbol))
    far = made.along * (slip * SIZE)[:, None]
    rounded = Letters(
        made.centres - far, made.found, made.along, made.size, made.error, slip,
        made.pens - far, made.owner,
    )  # fmt: skip
    ratio = raster_grid.read(rounded, shown(1.0))
    assert ratio is not None
    told = np.abs(ratio) > 2
    assert told.mean() > 0.7
    assert (np.sign(ratio) == symbol)[told].mean() > 0.95
