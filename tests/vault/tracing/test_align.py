"""Alignment: page points land where the camera put them, or nothing is claimed."""

from __future__ import annotations

import numpy as np
import pytest

from vault.tracing import globally
from vault.tracing.align import align
from vault.tracing.page import Drawing
from vault.tracing.simulate import PhotoSettings, camera, phone_photo, plain

FLAT = PhotoSettings(megapixels=3, curl=0.0, tilt=15.0)


def photographed(pdf: bytes, page: int, settings: PhotoSettings) -> tuple[np.ndarray, np.ndarray]:
    """A photo and the true homography from page pt to its pixels."""
    drawn = Drawing(pdf, page, finest=3.5)
    sheet = drawn.at(3.0)
    photo = phone_photo(sheet, np.random.default_rng(5), settings)
    ratio = drawn.ratio(3.0)
    return photo, camera(sheet.shape, photo.shape, settings) @ np.diag([*ratio, 1.0])


def worst(alignment: object, truth: np.ndarray, low: float = 80, high: float = 500) -> float:
    x, y = np.meshgrid(np.linspace(low, high, 9), np.linspace(low, high, 9))
    points = np.column_stack([x.ravel(), y.ravel()])
    away = alignment.to_leak(points) - globally.project(truth, points)
    return float(np.hypot(away[:, 0], away[:, 1]).max())


@pytest.mark.parametrize(
    "change", [{}, {"tilt": 40.0}, {"rotation": 100.0}, {"megapixels": 1.0, "jpeg": 40}]
)
def test_a_photo_is_aligned_within_a_fraction_of_a_pixel(words_pdf: bytes, change: dict) -> None:
    photo, truth = photographed(words_pdf, 0, plain(FLAT, **change))
    alignment = align(photo, words_pdf, 0)
    assert alignment is not None and not alignment.inverted
    assert worst(alignment, truth) < 0.8


def test_a_curled_sheet_is_followed(words_pdf: bytes) -> None:
    photo, truth = photographed(words_pdf, 1, plain(FLAT, curl=0.02))
    alignment = align(photo, words_pdf, 1)
    assert alignment is not None
    # The flat camera is off by the curl; the alignment is not flat.
    assert worst(alignment, truth) > 5
    assert alignment.rms < 0.5


def test_a_hint_is_enough(words_pdf: bytes) -> None:
    photo, truth = photographed(words_pdf, 0, FLAT)
    rough = truth @ np.array([[1.004, 0, 2.0], [0, 0.997, -3.0], [0, 0, 1]])
    alignment = align(photo, words_pdf, 0, hints=[rough])
    assert alignment is not None and worst(alignment, truth) < 0.8


def test_light_on_dark_is_noticed(words_pdf: bytes) -> None:
    photo = 255 - Drawing(words_pdf, 0, finest=3.5).at(1.6)
    alignment = align(photo, words_pdf, 0)
    assert alignment is not None and alignment.inverted


def test_a_drawing_without_words_is_aligned(drawing_pdf: bytes) -> None:
    photo, truth = photographed(drawing_pdf, 0, FLAT)
    alignment = align(photo, drawing_pdf, 0)
    assert alignment is not None and worst(alignment, truth, 150, 450) < 1.5


@pytest.mark.parametrize("kind", ["another page", "noise", "white"])
def test_a_page_that_is_not_there_is_not_found(words_pdf: bytes, kind: str) -> None:
    leak = {
        "another page": photographed(words_pdf, 2, FLAT)[0],
        "noise": np.random.default_rng(1).integers(0, 255, (600, 500)).astype(np.uint8),
        "white": np.full((400, 300), 255, np.uint8),
    }[kind]
    assert align(leak, words_pdf, 0) is None
