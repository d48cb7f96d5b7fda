"""Pixels: what of a picture may carry texture, apart from how the file stores it.

Invariant: a picture is measured before it is decoded; one that is too big is refused by name,
and whatever is wrong with the bytes, the answer is a `CocoonError`.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, UnidentifiedImageError

from vault.errors import CocoonError

MOST_SIDE = 30_000
MOST_PIXELS = 120_000_000
"""Pixels of all pages of a file together."""
MOST_PAGES = 500
FORMATS = ("PNG", "JPEG", "TIFF")

Pixels = NDArray[Any]
"""uint8 or uint16."""

Gray = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Page:
    """One picture of a file, decoded.

    Attributes:
        pixels: shape (rows, columns) or (rows, columns, channels), uint8 or uint16.
        colours: channels that may change (1, 3); the others are alpha or black.
        ink: True when more means darker (CMYK).
        alpha: shape (rows, columns) uint8, or None.
        notes: what had to be converted: ``palette-expanded``, ``depth-raised``.
    """

    pixels: Pixels
    colours: int
    ink: bool
    alpha: Gray | None
    notes: tuple[str, ...] = ()

    def gray(self) -> NDArray[Any]:
        """Return the luminance, shape (rows, columns), 0 to 255, on white where transparent."""
        deep = self.pixels.dtype == np.uint16
        if self.colours == 1:
            light: NDArray[Any] = self.pixels if self.pixels.ndim == 2 else (self.pixels[..., 0])
            light = light / np.float32(257) if deep else light
        elif self.ink:
            black = 255 - self.pixels[..., 3].astype(np.uint16)
            weighted = (255 - self.pixels[..., :3].astype(np.uint16)) * np.array([77, 150, 29])
            light = ((weighted.sum(axis=2) >> 8) * black // 255).astype(np.uint8)
        else:
            rgb = np.ascontiguousarray(self.pixels[..., :3])
            scaled = (rgb / np.float32(257)).astype(np.float32) if deep else rgb
            light = cv2.cvtColor(scaled, cv2.COLOR_RGB2GRAY)
        if self.alpha is None:
            return light
        share = self.alpha.astype(np.float32) / 255
        return (light * share + 255 * (1 - share)).astype(np.float32)

    def picture(self) -> Image.Image:
        """Return the pixels for an encoder; 16-bit ones only in grey."""
        if self.pixels.ndim == 2:
            return Image.fromarray(self.pixels)
        mode = "CMYK" if self.ink else {2: "LA", 3: "RGB", 4: "RGBA"}[self.pixels.shape[2]]
        size = (self.pixels.shape[1], self.pixels.shape[0])
        return Image.frombytes(mode, size, np.ascontiguousarray(self.pixels).tobytes())


@contextmanager
def opened(data: bytes) -> Iterator[ImageFile.ImageFile]:
    """Open a picture file after checking its size.

    Raises:
        CocoonError: ``too-big``, ``broken-picture`` or ``unsupported-picture``.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
                if pages > MOST_PAGES:
                    raise _too_big()
                total = 0
                for number in range(pages):
                    if pages > 1:
                        image.seek(number)
                    total += image.width * image.height
                    if max(image.size) > MOST_SIDE or total > MOST_PIXELS:
                        raise _too_big()
                if pages > 1:
                    image.seek(0)
                yield image
        except CocoonError:
            raise
        except UnidentifiedImageError as error:
            raise CocoonError(
                "unsupported-picture",
                "This is not a PNG, JPEG or TIFF picture that can be read.",
                "Save it as PNG, JPEG or TIFF and add that file.",
            ) from error
        except (Image.DecompressionBombError, MemoryError) as error:
            raise _too_big() from error
        except Exception as error:
            # Decoders answer hostile bytes with whatever their authors thought of.
            raise CocoonError(
                "broken-picture",
                "The picture is damaged and cannot be read.",
                "Open it in an image program, save it anew, and add that file.",
            ) from error


def _too_big() -> CocoonError:
    return CocoonError(
        "too-big",
        f"The picture is larger than {MOST_SIDE:,} pixels a side or "
        f"{MOST_PIXELS // 1_000_000} megapixels in all.",
        "Reduce it, or cut it into parts, and add those.",
    )


def decode(image: Image.Image, deep: Pixels | None = None) -> Page | None:
    """Return the pixels of an opened picture; None when it cannot carry texture.

    Args:
        image: at the page that is wanted.
        deep: 16-bit pixels where Pillow would reduce them to 8 bits.
    """
    if deep is not None:
        alpha = (deep[..., -1] >> 8).astype(np.uint8) if deep.shape[-1] in (2, 4) else None
        flat = deep[..., 0] if deep.shape[-1] == 1 else deep
        return Page(flat, 3 if deep.shape[-1] > 2 else 1, False, alpha)
    mode = image.mode
    if mode in ("I;16", "I;16L", "I;16B", "I;16N"):
        return Page(np.array(image).astype(np.uint16), 1, False, None)
    notes: tuple[str, ...] = ()
    if mode in ("P", "PA"):
        image, notes = _without_palette(image), ("palette-expanded",)
    elif "transparency" in image.info and mode in ("L", "RGB"):
        image = image.convert("RGBA" if mode == "RGB" else "LA")
        notes = ("transparency-expanded",)
    if image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK"):
        return None
    pixels: NDArray[np.uint8] = np.array(image)
    alpha = np.ascontiguousarray(pixels[..., -1]) if image.mode in ("LA", "RGBA") else None
    colours = 1 if image.mode in ("L", "LA") else 3
    return Page(pixels, colours, image.mode == "CMYK", alpha, notes)


def _without_palette(image: Image.Image) -> Image.Image:
    transparent = image.mode == "PA" or "transparency" in image.info
    wide = image.convert("RGBA" if transparent else "RGB")
    pixels = np.asarray(wide)
    grey = bool((pixels[..., 0] == pixels[..., 1]).all() and (pixels[..., 1:3].std(2) == 0).all())
    return wide.convert("LA" if transparent else "L") if grey else wide
