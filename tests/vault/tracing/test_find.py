"""Finding a page: named by nobody, told by geometry, never guessed."""

from __future__ import annotations

import io

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


PARAGRAPH = (
    "A blind text like this gives you information about the",
    "selected font, how the letters are written and what the",
    "page will look like. It should hold all letters of the",
    "alphabet and be written in the language of the rest, with",
    "words as long as usual. Read it, and you will know nothing",
    "more than before: it goes on as it began.",
    "Is there a difference between this and nonsense?",
)


@pytest.fixture(scope="module")
def refrain() -> bytes:
    """Three pages, each of the same paragraph again and again; it starts higher on each."""
    from reportlab.pdfgen import canvas

    target = io.BytesIO()
    sheet = canvas.Canvas(target, pagesize=(595, 842))
    for page in range(3):
        sheet.setFont("Times-Roman", 11)
        for line in range(48):
            sheet.drawString(70, 780 - 15 * line, PARAGRAPH[(48 * page + line) % len(PARAGRAPH)])
        sheet.showPage()
    sheet.save()
    return target.getvalue()


@pytest.fixture(scope="module")
def refrains(refrain: bytes) -> Index[int]:
    return Index({page: features.describe(refrain, page) for page in range(3)})


@pytest.mark.parametrize("page", [0, 1, 2])
@pytest.mark.parametrize("scale", [1.3, 1.7, 2.1])
def test_a_page_that_repeats_its_words_is_found_where_it_is(
    refrain: bytes, refrains: Index[int], page: int, scale: float
) -> None:
    """Every page fits every other, shifted by some lines; but for one way words are left over."""
    hits = {hit.key: hit for hit in refrains.query(sheet(refrain, page, scale))}
    middle = np.array([[300.0, 400.0]])
    away = [np.abs(globally.project(m, middle) / scale - middle).max() for m in hits[page].hints]
    assert min(away) < 3
    assert hits[page].score >= 0.9 * max(hit.score for hit in hits.values())


def test_a_piece_that_fits_in_several_places_is_said_to(refrain: bytes) -> None:
    index = Index({0: features.describe(refrain, 0)})
    piece = np.ascontiguousarray(sheet(refrain, 0, 1.7)[500:900, 80:700])
    [hit] = index.query(piece)
    starts = [globally.project(np.linalg.inv(m), np.array([[0.0, 0.0]]))[0] for m in hit.hints]
    assert len(starts) > 1
    lines = [(start[1] - starts[0][1]) / 15 for start in starts[1:]]
    assert np.abs(np.array(lines) - 7 * np.round(np.array(lines) / 7)).max() < 0.5
    assert np.ptp([start[0] for start in starts]) < 3


@pytest.mark.parametrize("part", [0.5, 0.25])
@pytest.mark.parametrize("scale", [0.9, 1.5, 4.0])
def test_a_piece_is_found_at_any_resolution(
    index: Index[str], library: bytes, part: float, scale: float
) -> None:
    whole = sheet(library, 5, min(scale, 3.5))
    high, wide = (int(size * part) for size in whole.shape)
    piece = np.ascontiguousarray(whole[whole.shape[0] // 5 :, whole.shape[1] // 6 :][:high, :wide])
    hits = index.query(piece)
    assert hits[0].key == "text 5"
    assert len(hits) == 1 or hits[1].score < 0.5 * hits[0].score
