"""Leaked pictures as they come: any format, any size, any way up.

Invariant: whatever the bytes claim to be, decoding keeps within `MOST_PIXELS` or is refused
before the pixels are touched.
"""

from __future__ import annotations

import io
import warnings

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from vault.errors import HostileInputError

Gray = NDArray[np.uint8]

MOST_PIXELS = 180_000_000
"""Largest picture decoded whole; JPEG is reduced while decoding and may be larger."""
LONGEST = 7200
"""Longer side of what is handed on: a 600-dpi scan of an A4 page fits."""
MOST_PAGES = 200
FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF", "PPM")


def load(data: bytes) -> list[Gray]:
    """The pages of a picture file in grey, upright by its EXIF orientation.

    Args:
        data: PNG, JPEG, TIFF (also several pages), WebP, BMP or GIF.

    Returns:
        One array per page, shape (height, width), 0 black to 255 white. Transparent places
        show as white paper would.

    Raises:
        HostileInputError: not a picture, broken, or larger than can be read safely.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return _pages(image)
        except HostileInputError:
            raise
        except UnidentifiedImageError as error:
            raise HostileInputError(
                "not-a-picture",
                "This file is not a picture that can be read.",
                "Give a PNG, JPEG, TIFF, WebP or BMP picture, or a PDF.",
            ) from error
        except (Image.DecompressionBombError, MemoryError) as error:
            raise _too_large() from error
        except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
            raise HostileInputError(
                "broken-picture",
                "The picture is damaged and could not be read.",
                "Ask for it again, or take a screenshot of it.",
            ) from error


def _pages(image: ImageFile.ImageFile) -> list[Gray]:
    frames = min(getattr(image, "n_frames", 1), MOST_PAGES) if image.format == "TIFF" else 1
    pages = []
    for number in range(frames):
        if number:
            image.seek(number)
        if image.format in ("JPEG", "MPO") and max(image.size) > LONGEST:
            image.draft("L", (LONGEST // 2, LONGEST // 2))
        if image.width * image.height > MOST_PIXELS:
            raise _too_large()
        if image.width < 2 or image.height < 2:
            raise HostileInputError(
                "broken-picture", "The picture is empty.", "Give a picture of a page."
            )
        pages.append(_reduce(_gray(ImageOps.exif_transpose(image))))
    return pages


def _gray(image: Image.Image) -> Gray:
    mode = image.mode
    if mode.startswith("I;16") or mode in ("I", "F"):
        deep = np.asarray(image, np.float32)
        top = 65535.0 if deep.max() > 255 else 255.0
        return np.asarray(np.clip(deep * (255 / top), 0, 255), np.uint8)
    if mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        whole = image.convert("RGBA")
        paper = Image.new("RGBA", whole.size, "white")
        return np.asarray(Image.alpha_composite(paper, whole).convert("L"), np.uint8)
    if mode not in ("L", "1", "RGB", "P", "CMYK", "YCbCr"):
        image = image.convert("RGB")
    return np.asarray(image.convert("L"), np.uint8)


def _reduce(gray: Gray) -> Gray:
    scale = LONGEST / max(gray.shape)
    if scale >= 1:
        return np.ascontiguousarray(gray)
    size = (max(2, round(gray.shape[1] * scale)), max(2, round(gray.shape[0] * scale)))
    return np.asarray(cv2.resize(gray, size, interpolation=cv2.INTER_AREA), np.uint8)


def _too_large() -> HostileInputError:
    return HostileInputError(
        "picture-too-large",
        "The picture is too large to be read safely.",
        "Save it as JPEG, or reduce it to 10,000 pixels a side, and try again.",
    )
