"""Finding a page: named by nobody, told by geometry, never guessed."""

from __future__ import annotations

import numpy as np
import pytest

from tests.vault.tracing.conftest import pages_of_words
from vault.errors import CocoonError
from vault.tracing import features, globally
from vault.tracing.find import Index
from vault.tracing.page import Drawing
from vault.tracing.simulate import PhotoSettings, camera, phone_photo, plain

PHOTO = PhotoSettings(megapixels=3, tilt=25.0, rotation=-160.0)


@pytest.fixture(scope="module")
def library() -> bytes:
    """Fourteen pages made of the same few words."""
    return pages_of_words(14, 9)


@pytest.fixture(scope="module")
def index(library: bytes, drawing_pdf: bytes) -> Index[str]:
    pages = {f"text {page}": features.describe(library, page) for page in range(14)}
    return Index({**pages, "drawing": features.describe(drawing_pdf, 0)})


def sheet(pdf: bytes, page: int, scale: float = 3.0) -> np.ndarray:
    return Drawing(pdf, page, finest=3.5).at(scale)


@pytest.mark.parametrize("page", [0, 6, 13])
def test_a_photo_names_its_page(index: Index[str], library: bytes, page: int) -> None:
    photo = phone_photo(sheet(library, page), np.random.default_rng(page), PHOTO)
    hits = index.query(photo)
    assert hits[0].key == f"text {page}"
    assert len(hits) == 1 or hits[1].score < 0.5 * hits[0].score


def test_the_hint_is_a_first_alignment(index: Index[str], library: bytes) -> None:
    page = sheet(library, 4)
    settings = plain(PHOTO, curl=0.0)
    photo = phone_photo(page, np.random.default_rng(1), settings)
    truth = camera(page.shape, photo.shape, settings) @ np.diag([3.0, 3.0, 1.0])
    points = np.array([[100.0, 150.0], [450, 200], [300, 600]])
    away = globally.project(index.query(photo)[0].hint, points) - globally.project(truth, points)
    assert np.abs(away).max() < 8


@pytest.mark.parametrize("dark", [False, True])
def test_a_quarter_of_a_screenshot_names_its_page(
    index: Index[str], library: bytes, dark: bool
) -> None:
    screen = sheet(library, 8, 1.5)
    piece = screen[200 : 200 + screen.shape[0] // 2, 80 : 80 + screen.shape[1] // 2]
    assert index.query(255 - piece if dark else piece)[0].key == "text 8"


def test_a_drawing_is_found_by_its_strokes(index: Index[str], drawing_pdf: bytes) -> None:
    photo = phone_photo(sheet(drawing_pdf, 0), np.random.default_rng(3), plain(PHOTO, tilt=15))
    assert index.query(photo)[0].key == "drawing"


def test_a_page_that_was_never_added_is_not_named(index: Index[str]) -> None:
    stranger = pages_of_words(1, 77)
    hits = index.query(phone_photo(sheet(stranger, 0), np.random.default_rng(1), PHOTO))
    assert not hits or hits[0].score < 15


@pytest.mark.parametrize("shade", [0, 128, 255])
def test_nothing_in_the_picture_finds_nothing(index: Index[str], shade: int) -> None:
    assert index.query(np.full((300, 200), shade, np.uint8)) == []


def test_an_empty_index_answers(library: bytes) -> None:
    assert Index({}).query(sheet(library, 0, 1.0)) == []


def test_features_come_back_the_same_and_stay_small(library: bytes) -> None:
    made = features.describe(library, 0)
    data = features.dumps(made)
    again = features.loads(data)
    assert len(data) <= 40_000
    assert np.array_equal(again.bits, made.bits)
    assert np.abs(again.words - made.words).max() < 0.05
    assert features.dumps(again) == data


@pytest.mark.parametrize("data", [b"", b"CPF1", b"CPF9" + bytes(40), b"CPF1" + bytes(30)])
def test_damaged_features_are_refused(data: bytes) -> None:
    with pytest.raises(CocoonError):
        features.loads(data)
