"""Leaks made on this machine: every disturbance a named number drawn from a fixed range.

The page is rendered by poppler, never by the reader's pdfium. The ranges were written down
before the reader was tuned. What these cannot show: a real printer, a real camera, a real
viewer's hinting.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from vault.tracing.simulate import camera, draw_photo, jpeg, phone_photo

Gray = NDArray[np.uint8]
Boxes = NDArray[np.float64]
Attack = Callable[[bytes, int, np.random.Generator, Boxes], Gray]
"""(marked PDF, 0-based page, randomness, word boxes in pt) to the leaked picture."""

RANGES: Mapping[str, tuple[float, float]] = {
    "raster.dpi": (100, 300),
    "screen.zoom": (0.5, 2.0),  # of 96 dpi
    "screen.chat_width": (1000, 1600),
    "screen.chat_quality": (50, 80),
    "scan.dpi": (100, 600),
    "scan.skew": (-5, 5),
    "scan.gain": (0.4, 1.2),  # blur of the toner, in 600-dpi dots
    "scan.threshold": (0.35, 0.6),
    "scan.blur": (0.3, 1.2),  # of the scanner, in its pixels
    "scan.noise": (1, 8),
    "scan.quality": (50, 90),
    "fax.threshold": (110, 170),
}


def draw(rng: np.random.Generator, name: str) -> float:
    """One number from its range."""
    low, high = RANGES[name]
    return float(rng.uniform(low, high))


def render(pdf: bytes, page: int, dpi: float, *, antialias: bool = True) -> Gray:
    """A page by poppler, grey; `page` is 0-based."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "a.pdf"
        source.write_bytes(pdf)
        command = ["pdftoppm", "-q", "-gray", "-r", f"{dpi:.2f}", "-f", str(page + 1)]
        command += ["-l", str(page + 1), "-singlefile", "-cropbox"]
        if not antialias:
            command += ["-aa", "no", "-aaVector", "no"]
        subprocess.run([*command, str(source), str(Path(folder) / "out")], check=True, timeout=120)
        image = cv2.imread(str(Path(folder) / "out.pgm"), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise RuntimeError("pdftoppm drew nothing")
    return np.asarray(image, np.uint8)


def raster(quality: int) -> Attack:
    """Row 2: a picture of the page, stored as JPEG (100: not at all)."""

    def attack(pdf: bytes, page: int, rng: np.random.Generator, boxes: Boxes) -> Gray:
        image = render(pdf, page, draw(rng, "raster.dpi"))
        return image if quality >= 100 else jpeg(image, quality)

    return attack


_GROUND = 90
"""Grey of the viewer around the page."""
_LEAST_INK = 200
"""Dark pixels below which a part of a window shows nothing to read."""


def screenshot(*, dark: bool = False, chat: bool = False, part: float = 1.0) -> Attack:
    """Row 3: a screenshot at 50 to 200 % zoom."""

    def attack(pdf: bytes, page: int, rng: np.random.Generator, boxes: Boxes) -> Gray:
        image = render(pdf, page, 96 * draw(rng, "screen.zoom"))
        image = np.asarray(
            cv2.copyMakeBorder(image, 40, 30, 60, 60, cv2.BORDER_CONSTANT, value=_GROUND), np.uint8
        )
        if part < 1:
            height = round(image.shape[0] * part)
            top = int(rng.integers(0, image.shape[0] - height + 1))
            image = image[top : top + height]
            inked = (image < 200) & (np.abs(image.astype(int) - _GROUND) > 8)
            if inked.sum() < _LEAST_INK:
                raise RuntimeError("this part of the window shows none of the page's text")
        if dark:
            image = (20 + (255 - image.astype(np.float32)) * 0.85).astype(np.uint8)
        if chat:
            width = draw(rng, "screen.chat_width")
            scale = min(1.0, width / max(image.shape))
            size = (round(image.shape[1] * scale), round(image.shape[0] * scale))
            image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
            image = jpeg(image, int(draw(rng, "screen.chat_quality")))
        return image

    return attack


def printed(image600: Gray, rng: np.random.Generator) -> Gray:
    """What a laser printer makes of a 600-dpi page: halftone cells, then toner that spreads."""
    cell = _clustered()
    rows, columns = image600.shape
    tiled = np.tile(cell, (rows // 8 + 1, columns // 8 + 1))[:rows, :columns]
    dots = (image600 < tiled).astype(np.float32)
    gain = draw(rng, "scan.gain")
    spread = cv2.GaussianBlur(dots, (0, 0), gain)
    edge = draw(rng, "scan.threshold")
    toner = np.clip((spread - edge) / 0.25 + 0.5, 0, 1)
    return (255 - 225 * toner).astype(np.uint8)


def scanned(paper: Gray, rng: np.random.Generator, dpi: float) -> Gray:
    """A flat-bed scan of a 600-dpi sheet: skew, blur, noise, JPEG."""
    scale = dpi / 600
    turn = cv2.getRotationMatrix2D(
        (paper.shape[1] / 2, paper.shape[0] / 2), draw(rng, "scan.skew"), 1.0
    )
    soft = cv2.GaussianBlur(paper, (0, 0), max(0.3, 0.4 / scale))
    size = (round(paper.shape[1] * scale), round(paper.shape[0] * scale))
    matrix = np.diag([scale, scale, 1.0]) @ np.vstack([turn, [0, 0, 1]])
    image = cv2.warpAffine(soft, matrix[:2], size, flags=cv2.INTER_LINEAR, borderValue=235)
    image = cv2.GaussianBlur(image, (0, 0), draw(rng, "scan.blur")).astype(np.float32)
    image += rng.standard_normal(image.shape, np.float32) * np.float32(draw(rng, "scan.noise"))
    return jpeg(np.clip(image, 0, 255).astype(np.uint8), int(draw(rng, "scan.quality")))


def scan(*, copies: int = 0, one_bit: bool = False, dpi: float = 0) -> Attack:
    """Row 4: printed and scanned, after `copies` photocopies."""

    def attack(pdf: bytes, page: int, rng: np.random.Generator, boxes: Boxes) -> Gray:
        paper = printed(render(pdf, page, 600), rng)
        for _ in range(copies):
            paper = printed(scanned(paper, rng, 600), rng)
        image = scanned(paper, rng, dpi or draw(rng, "scan.dpi"))
        return _threshold(image, rng) if one_bit else image

    return attack


def fax(pdf: bytes, page: int, rng: np.random.Generator, boxes: Boxes) -> Gray:
    """Row 4: fax in fine mode, 204 x 196 dpi, 1 bit."""
    paper = printed(render(pdf, page, 600), rng)
    image = scanned(paper, rng, 204)
    size = (image.shape[1], round(image.shape[0] * 196 / 204))
    return _threshold(np.asarray(cv2.resize(image, size), np.uint8), rng)


def photo(*, of_screen: bool = False, tilt: float | None = None) -> Attack:
    """Row 5: a phone photo with everything drawn from the ranges of `vault.tracing.simulate`."""

    def attack(pdf: bytes, page: int, rng: np.random.Generator, boxes: Boxes) -> Gray:
        settings = draw_photo(rng, of_screen=of_screen)
        if tilt is not None:
            settings = replace(settings, tilt=tilt)
        if of_screen:
            source = render(pdf, page, 96 * rng.uniform(1.0, 2.0))
        else:
            source = printed(render(pdf, page, 600), rng)
        return phone_photo(source, rng, settings)

    return attack


def cropped(base: str, part: float) -> Attack:
    """Row 6: a piece of a leak with this part of the printed area (base: screen, scan, photo)."""

    def attack(pdf: bytes, page: int, rng: np.random.Generator, boxes: Boxes) -> Gray:
        low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
        size = (high - low) * np.sqrt(part)
        # White paper names nobody: the piece has at least its share of the page's words.
        for _ in range(200):
            corner = low + rng.uniform(0, 1, 2) * (high - low - size)
            rect = np.r_[corner, corner + size]
            if count_words(boxes, rect) >= 0.9 * part * count_words(boxes, np.r_[low, high]):
                break
        return _piece(base, pdf, page, rng, rect)

    return attack


def passage(base: str, words: int) -> Attack:
    """Row 6: one paragraph or sentence of about this many words."""

    def attack(pdf: bytes, page: int, rng: np.random.Generator, boxes: Boxes) -> Gray:
        low = boxes[:, :2].min(axis=0)
        high = boxes[:, 2:].max(axis=0)
        best: tuple[float, Boxes] | None = None
        for _ in range(300):
            # Whole lines of a column, one below the other, until the words are enough.
            first = boxes[rng.integers(len(boxes))]
            width = rng.uniform(0.35, 0.8) * (high[0] - low[0])
            left = float(np.clip(first[0] - 2, low[0] - 2, high[0] - width + 2))
            for lines in range(1, 14):
                rect = np.array([left, first[1] - 2, left + width, first[1] + 12.5 * lines])
                count = count_words(boxes, rect)
                if count >= words:
                    off = count - words
                    if best is None or off < best[0]:
                        best = (off, rect)
                    break
            if best is not None and best[0] <= 0.05 * words:
                break
        if best is None:
            raise RuntimeError("the page has too few words")
        return _piece(base, pdf, page, rng, best[1])

    return attack


def count_words(boxes: Boxes, rect: Boxes) -> int:
    """How many words lie wholly in a rectangle; boxes that touch are one word."""
    inside = (boxes[:, :2] >= rect[:2]).all(axis=1) & (boxes[:, 2:] <= rect[2:]).all(axis=1)
    mine = boxes[inside]
    if len(mine) < 2:
        return len(mine)
    em = np.median(mine[:, 3] - mine[:, 1]) * 1.3
    gap = mine[1:, 0] - mine[:-1, 2]
    same = (np.abs(mine[1:, 3] - mine[:-1, 3]) < 0.5 * em) & (gap > -em) & (gap < 0.12 * em)
    return int(len(mine) - same.sum())


def _piece(base: str, pdf: bytes, page: int, rng: np.random.Generator, rect: Boxes) -> Gray:
    """The part of a leak in which a rectangle of the page (pt) lies."""
    corners = np.array([rect[[0, 1]], rect[[2, 1]], rect[[2, 3]], rect[[0, 3]]])
    if base == "screen":
        zoom = draw(rng, "screen.zoom")
        image, spots = render(pdf, page, 96 * zoom), corners * (96 * zoom / 72)
    elif base == "scan":
        dpi = draw(rng, "scan.dpi")
        paper = printed(render(pdf, page, 600), rng)
        # Where the piece lies in a skewed scan moves by a few words; it is as large.
        image, spots = scanned(paper, rng, dpi), corners * (dpi / 72)
    else:
        settings = draw_photo(rng)
        paper = printed(render(pdf, page, 600), rng)
        image = phone_photo(paper, rng, settings)
        matrix = camera(paper.shape, image.shape, settings)
        flat = np.column_stack([corners * (600 / 72), np.ones(4)]) @ matrix.T
        spots = flat[:, :2] / flat[:, 2:]
    low = np.maximum(np.floor(spots.min(axis=0)).astype(int), 0)
    high = np.ceil(spots.max(axis=0)).astype(int)
    return np.ascontiguousarray(image[low[1] : high[1], low[0] : high[0]])


def _threshold(image: Gray, rng: np.random.Generator) -> Gray:
    return np.where(image > draw(rng, "fax.threshold"), 255, 0).astype(np.uint8)


def _clustered() -> Gray:
    """An 8 x 8 clustered-dot screen, thresholds 0 to 255."""
    y, x = np.mgrid[0:8, 0:8] + 0.5
    height = np.cos(2 * np.pi * x / 8) + np.cos(2 * np.pi * y / 8)
    order = np.argsort(np.argsort(height.ravel(), kind="stable")).reshape(8, 8)
    return (order * 4 + 2).astype(np.uint8)
