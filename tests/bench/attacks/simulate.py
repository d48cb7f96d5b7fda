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

from vault.tracing.simulate import draw_photo, jpeg, phone_photo

Gray = NDArray[np.uint8]
Attack = Callable[[bytes, int, np.random.Generator], Gray]

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

    def attack(pdf: bytes, page: int, rng: np.random.Generator) -> Gray:
        image = render(pdf, page, draw(rng, "raster.dpi"))
        return image if quality >= 100 else jpeg(image, quality)

    return attack


def screenshot(*, dark: bool = False, chat: bool = False, part: float = 1.0) -> Attack:
    """Row 3: a screenshot at 50 to 200 % zoom."""

    def attack(pdf: bytes, page: int, rng: np.random.Generator) -> Gray:
        image = render(pdf, page, 96 * draw(rng, "screen.zoom"))
        image = np.asarray(
            cv2.copyMakeBorder(image, 40, 30, 60, 60, cv2.BORDER_CONSTANT, value=90), np.uint8
        )
        if part < 1:
            height = round(image.shape[0] * part)
            top = int(rng.integers(0, image.shape[0] - height + 1))
            image = image[top : top + height]
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

    def attack(pdf: bytes, page: int, rng: np.random.Generator) -> Gray:
        paper = printed(render(pdf, page, 600), rng)
        for _ in range(copies):
            paper = printed(scanned(paper, rng, 600), rng)
        image = scanned(paper, rng, dpi or draw(rng, "scan.dpi"))
        return _threshold(image, rng) if one_bit else image

    return attack


def fax(pdf: bytes, page: int, rng: np.random.Generator) -> Gray:
    """Row 4: fax in fine mode, 204 x 196 dpi, 1 bit."""
    paper = printed(render(pdf, page, 600), rng)
    image = scanned(paper, rng, 204)
    size = (image.shape[1], round(image.shape[0] * 196 / 204))
    return _threshold(np.asarray(cv2.resize(image, size), np.uint8), rng)


def photo(*, of_screen: bool = False, tilt: float | None = None) -> Attack:
    """Row 5: a phone photo with everything drawn from the ranges of `vault.tracing.simulate`."""

    def attack(pdf: bytes, page: int, rng: np.random.Generator) -> Gray:
        settings = draw_photo(rng, of_screen=of_screen)
        if tilt is not None:
            settings = replace(settings, tilt=tilt)
        if of_screen:
            source = render(pdf, page, 96 * rng.uniform(1.0, 2.0))
        else:
            source = printed(render(pdf, page, 600), rng)
        return phone_photo(source, rng, settings)

    return attack


def cropped(base: Attack, part: float) -> Attack:
    """Row 6: a piece of a leak with this part of its area, as wide as it can be."""

    def attack(pdf: bytes, page: int, rng: np.random.Generator) -> Gray:
        image = base(pdf, page, rng)
        side = np.sqrt(part)
        height, width = round(image.shape[0] * side), round(image.shape[1] * side)
        # Margins of the paper are no leak: keep to the middle of the picture.
        top = int(rng.uniform(0.08, 0.92 - side if side < 0.84 else 0.08) * image.shape[0])
        left = int(rng.uniform(0.08, 0.92 - side if side < 0.84 else 0.08) * image.shape[1])
        return np.ascontiguousarray(image[top : top + height, left : left + width])

    return attack


def _threshold(image: Gray, rng: np.random.Generator) -> Gray:
    return np.where(image > draw(rng, "fax.threshold"), 255, 0).astype(np.uint8)


def _clustered() -> Gray:
    """An 8 x 8 clustered-dot screen, thresholds 0 to 255."""
    y, x = np.mgrid[0:8, 0:8] + 0.5
    height = np.cos(2 * np.pi * x / 8) + np.cos(2 * np.pi * y / 8)
    order = np.argsort(np.argsort(height.ravel(), kind="stable")).reshape(8, 8)
    return (order * 4 + 2).astype(np.uint8)
