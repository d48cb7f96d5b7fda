"""What is kept of a page so that a picture of it can be found later.

Two kinds. Word centres name pages of text under any perspective (see `layout`). Local
descriptors (SIFT, reduced to 128 bits by the signs of fixed projections) name drawings,
pictures, scans and small pieces. Together they stay under 40 kB a page and hold no readable
text; they are stored encrypted all the same.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.errors import CocoonError
from vault.tracing import layout
from vault.tracing.page import Drawing

Gray = NDArray[np.uint8]
Points = NDArray[np.float64]
Bits = NDArray[np.uint64]

MOST_WORDS = 1600
MOST_DESCRIPTORS = 1400
_MAGIC = b"CPF1"
_HEADER = struct.Struct("<4sffII")
_STEP = 1 / 32
"""Positions are kept in 1/32 pt."""


@dataclass(frozen=True, slots=True)
class PageFeatures:
    """One page as the search knows it.

    Attributes:
        size: (width, height) pt of the upright frame.
        words: shape (n, 2) float64, word centres in pt.
        places: shape (m, 2) float64, where the descriptors are, pt.
        bits: shape (m, 2) uint64, the descriptors, 128 bits each.
    """

    size: tuple[float, float]
    words: Points
    places: Points
    bits: Bits


def describe(pdf: bytes, page: int) -> PageFeatures:
    """The features of one page of a PDF (0-based)."""
    return of_drawing(Drawing(pdf, page, finest=3.0))


def of_drawing(drawn: Drawing) -> PageFeatures:
    """The features of a page that is already drawn."""
    ratio = drawn.ratio(2.0)
    words = layout.word_centres(drawn.at(2.0), most=MOST_WORDS) / ratio
    # SIFT doubles what it is given; the largest features, which are kept, are found here too.
    ratio = drawn.ratio(0.75)
    places, bits = descriptors(drawn.at(0.75), MOST_DESCRIPTORS)
    return PageFeatures(drawn.size, words, places / ratio, bits)


def descriptors(image: Gray, most: int) -> tuple[Points, Bits]:
    """Places (m, 2) px and bits (m, 2) of a picture's most telling local features.

    Large features come first: a letter looks the same on every page, a few words do not.
    """
    finder = cv2.SIFT.create(4 * most, contrastThreshold=0.02)
    points = finder.detect(image, None)
    if not points:
        return np.zeros((0, 2)), np.zeros((0, 2), np.uint64)
    points = sorted(points, key=lambda point: -point.size)[:most]
    found: tuple[Any, Any] = finder.compute(image, points)
    points, raw = found
    if raw is None:
        return np.zeros((0, 2)), np.zeros((0, 2), np.uint64)
    rows = np.asarray(raw, np.float32)
    rows = np.sqrt(rows / np.maximum(rows.sum(axis=1, keepdims=True), 1e-6))
    places = np.array([point.pt for point in points], float) + 0.5
    return places, signs(rows)


def signs(rows: NDArray[np.float32]) -> Bits:
    """128 bits (n, 2) of RootSIFT rows (n, 128): the signs of fixed balanced projections."""
    projected = (rows - _middle()) @ _projection()
    packed = np.packbits(projected > 0, axis=1, bitorder="little")
    return np.ascontiguousarray(packed).view("<u8").astype(np.uint64)


def dumps(features: PageFeatures) -> bytes:
    """Features as bytes."""
    words = np.clip(np.round(features.words / _STEP), 0, 65535).astype("<u2")
    places = np.clip(np.round(features.places / _STEP), 0, 65535).astype("<u2")
    head = _HEADER.pack(_MAGIC, *features.size, len(words), len(places))
    return head + words.tobytes() + places.tobytes() + features.bits.astype("<u8").tobytes()


def loads(data: bytes) -> PageFeatures:
    """Features from bytes.

    Raises:
        CocoonError: the bytes are no page features of a known version.
    """
    if len(data) < _HEADER.size or data[:4] != _MAGIC:
        raise _broken()
    _, width, height, words, places = _HEADER.unpack_from(data)
    if words > 65535 or places > 65535 or len(data) != _HEADER.size + 4 * words + 20 * places:
        raise _broken()
    at = _HEADER.size
    centres = np.frombuffer(data, "<u2", 2 * words, at).reshape(-1, 2) * _STEP
    at += 4 * words
    spots = np.frombuffer(data, "<u2", 2 * places, at).reshape(-1, 2) * _STEP
    bits = np.frombuffer(data, "<u8", 2 * places, at + 4 * places).reshape(-1, 2)
    return PageFeatures((width, height), centres, spots, bits.astype(np.uint64))


def _broken() -> CocoonError:
    return CocoonError(
        "broken-features",
        "The stored features of a page are damaged or of an unknown version.",
        "Run `cocoon check`, then restore from a backup.",
    )


def _projection() -> NDArray[np.float32]:
    """A Hadamard matrix (128, 128) with rows shuffled by a fixed congruence."""
    matrix = np.ones((1, 1), np.float32)
    while len(matrix) < 128:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    order = (np.arange(128) * 37 + 11) % 128
    flip = np.where((np.arange(128) * 73 % 127) % 2, 1.0, -1.0).astype(np.float32)
    return np.asarray(matrix[order] * flip[:, None], np.float32)


def _middle() -> NDArray[np.float32]:
    """A typical RootSIFT row: strong near the centre and along the main direction."""
    place = np.array([0.55, 1.0, 1.0, 0.55])
    cells = np.outer(place, place).ravel()
    turn = np.array([1.5, 0.9, 0.65, 0.9, 1.3, 0.9, 0.65, 0.9])
    row = np.sqrt(np.outer(cells, turn).ravel())
    return np.asarray(row / np.linalg.norm(row) * 0.93, np.float32)
