"""Symbols read from pictures of a marked page, and silence where there is nothing to read."""

from __future__ import annotations

import hashlib

import cv2
import numpy as np
import pytest

from tests.vault.tracing.conftest import pages_of_words
from vault.marks.carriers.pdf_text import Plan, plan, raster
from vault.marks.carriers.pdf_text.geometry import geometry
from vault.marks.pdf.assembly import assemble
from vault.marks.slots import CoinGroup, PageGeometry, Symbols
from vault.tracing import overlay
from vault.tracing.align import align
from vault.tracing.page import Drawing
from vault.tracing.simulate import PhotoSettings, phone_photo


@pytest.fixture(scope="module")
def original() -> bytes:
    return pages_of_words(1, 21)


@pytest.fixture(scope="module")
def made(original: bytes) -> Plan:
    return plan(original)


@pytest.fixture(scope="module")
def units(original: bytes, made: Plan) -> PageGeometry:
    return geometry(original, made, 0)


@pytest.fixture(scope="module")
def symbols(made: Plan) -> dict[CoinGroup, Symbols]:
    rng = np.random.default_rng(12)
    return {g: rng.choice(np.array([-1, 1], np.int8), g.slots) for g in made.groups}


@pytest.fixture(scope="module")
def marked(made: Plan, symbols: dict[CoinGroup, Symbols]) -> bytes:
    seed = hashlib.sha256(b"raster").digest()
    return assemble(made, symbols, document_id=(b"a" * 16, b"b" * 16), seed=seed)


def agreement(readings: list, symbols: dict[CoinGroup, Symbols]) -> float:
    """z of the readings against symbols: what an innocent gets is standard normal."""
    along, power = 0.0, 1e-9
    for reading in readings:
        value = reading.values * reading.weights
        along += float((value * symbols[reading.group]).sum())
        power += float((value**2).sum())
    return along / power**0.5


def photo(sheet: np.ndarray, **changes: float) -> np.ndarray:
    settings = PhotoSettings(**{"megapixels": 8.0, "tilt": 20.0, **changes})
    return phone_photo(sheet, np.random.default_rng(3), settings)


LEAKS = {
    "photo": lambda sheet: photo(sheet),
    "small photo of a curled sheet": lambda sheet: photo(sheet, megapixels=2, curl=0.02),
    "upside-down photo": lambda sheet: photo(sheet, rotation=175),
    "screenshot": lambda sheet: cv2.resize(sheet, None, fx=0.4, fy=0.4, interpolation=3),
    "dark screenshot": lambda sheet: (
        255 - cv2.resize(sheet, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    ),
    "fax": lambda sheet: np.where(
        cv2.resize(sheet, None, fx=0.66, fy=0.66, interpolation=cv2.INTER_AREA) > 140, 255, 0
    ).astype(np.uint8),
}


@pytest.mark.parametrize("kind", list(LEAKS))
def test_nearly_all_symbols_survive(
    kind: str, original: bytes, marked: bytes, units: PageGeometry, symbols: dict
) -> None:
    leak = LEAKS[kind](Drawing(marked, 0).at(300 / 72))
    alignment = align(leak, original, 0, units)
    assert alignment is not None
    readings = raster.read(leak, alignment, original, units)
    read = sum(int((reading.weights > 0).sum()) for reading in readings)
    assert read > 0.97 * len(units.boxes)
    assert agreement(readings, symbols) > 0.85 * read**0.5
    for reading in readings:
        assert np.abs(reading.values).max() <= 2.5
        assert reading.weights.min() >= 0 and reading.weights.max() <= 1


def test_an_unmarked_page_agrees_with_nobody(
    original: bytes, units: PageGeometry, made: Plan
) -> None:
    leak = photo(Drawing(original, 0).at(300 / 72))
    alignment = align(leak, original, 0, units)
    assert alignment is not None
    readings = raster.read(leak, alignment, original, units)
    rng = np.random.default_rng(5)
    scores = [
        agreement(readings, {g: rng.choice([-1, 1], g.slots) for g in made.groups})
        for _ in range(400)
    ]
    assert np.abs(scores).max() < 4.5 and 0.85 < np.std(scores) < 1.15


def test_what_is_cut_off_or_covered_is_erased(
    original: bytes, marked: bytes, units: PageGeometry, symbols: dict
) -> None:
    sheet = Drawing(marked, 0).at(2.0)
    leak = sheet[: sheet.shape[0] // 2].copy()
    leak[150:300, 200:700] = 20
    alignment = align(leak, original, 0, units)
    assert alignment is not None
    (reading,) = raster.read(leak, alignment, original, units)
    boxes = units.boxes * 2.0
    gone = boxes[:, 1] + boxes[:, 3] > 2 * leak.shape[0]  # less than half of it is left
    gone |= (boxes[:, 0] > 205) & (boxes[:, 2] < 695) & (boxes[:, 1] > 155) & (boxes[:, 3] < 295)
    assert gone.sum() > 100
    assert (reading.weights[units.slot[gone]] > 0).mean() < 0.02
    near = (boxes[:, 2] > 195) & (boxes[:, 0] < 705) & (boxes[:, 3] > 145) & (boxes[:, 1] < 305)
    clear = (boxes[:, 3] < leak.shape[0] - 2) & ~near
    assert (reading.weights[units.slot[clear]] > 0).mean() > 0.95
    assert agreement([reading], symbols) > 10


def test_the_overlay_shows_the_leak_with_every_unit(
    original: bytes, marked: bytes, units: PageGeometry
) -> None:
    leak = Drawing(marked, 0).at(1.5)
    alignment = align(leak, original, 0, units)
    assert alignment is not None
    readings = raster.read(leak, alignment, original, units)
    data = overlay.draw(leak, alignment, units, readings)
    shown = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert shown.shape[:2] == leak.shape
    coloured = np.ptp(shown.astype(int), axis=2) > 60
    corner = np.round(units.boxes[:, :2] * 1.5).astype(int)
    near = [coloured[y - 2 : y + 3, x - 2 : x + 3].any() for x, y in corner]
    assert np.mean(near) > 0.95
