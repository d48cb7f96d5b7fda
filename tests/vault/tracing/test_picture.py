"""Pictures as they come: every format and mode gives grey pages, everything else a sentence."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from vault.errors import CocoonError
from vault.tracing import picture


def sheet(width: int = 60, height: int = 40) -> np.ndarray:
    """White with a black block at the top left."""
    image = np.full((height, width), 255, np.uint8)
    image[4:16, 4:24] = 0
    return image


def stored(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP"])
@pytest.mark.parametrize("mode", ["L", "RGB", "1"])
def test_every_format_gives_the_same_grey_page(kind: str, mode: str) -> None:
    if kind == "JPEG" and mode == "1":
        pytest.skip("JPEG has no 1-bit pictures")
    image = Image.fromarray(sheet()).convert(mode)
    (page,) = picture.load(stored(image, kind))
    assert page.shape == (40, 60) and page.dtype == np.uint8
    assert page[8:12, 8:20].mean() < 30 and page[24:36, 30:].mean() > 225


def test_orientation_of_the_camera_is_undone() -> None:
    image = Image.fromarray(sheet())
    exif = Image.Exif()
    exif[0x0112] = 6
    (page,) = picture.load(stored(image, "JPEG", exif=exif.tobytes()))
    assert page.shape == (60, 40)
    assert page[6:20, 28:36].mean() < 40


def test_transparent_places_are_paper() -> None:
    layers = np.zeros((40, 60, 4), np.uint8)
    layers[4:16, 4:24, 3] = 255
    (page,) = picture.load(stored(Image.fromarray(layers, "RGBA"), "PNG"))
    assert np.array_equal(page, sheet())


def test_cmyk_and_sixteen_bit_keep_dark_dark() -> None:
    (page,) = picture.load(stored(Image.fromarray(sheet()).convert("CMYK"), "TIFF"))
    assert page[10, 10] < 40 < 200 < page[30, 40]
    deep = Image.fromarray(sheet().astype(np.uint16) * 257)
    (page,) = picture.load(stored(deep, "PNG"))
    assert np.abs(page.astype(int) - sheet()).max() <= 1


def test_every_page_of_a_tiff_is_read() -> None:
    first, second = Image.fromarray(sheet()), Image.fromarray(255 - sheet(50, 70))
    data = stored(first, "TIFF", save_all=True, append_images=[second])
    assert [page.shape for page in picture.load(data)] == [(40, 60), (70, 50)]


def test_a_long_picture_is_reduced() -> None:
    image = Image.fromarray(np.full((10, 40_000), 200, np.uint8))
    (page,) = picture.load(stored(image, "PNG"))
    assert max(page.shape) == picture.LONGEST and page.mean() == 200


def huge_png(side: int) -> bytes:
    """A few bytes that claim to be side x side pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


def test_a_picture_beyond_all_bounds_is_refused_before_decoding() -> None:
    with pytest.raises(CocoonError) as refusal:
        picture.load(huge_png(40_000))
    assert refusal.value.code == "picture-too-large" and refusal.value.next


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"x" * 500])
def test_what_is_no_picture_is_refused_with_a_next_step(data: bytes) -> None:
    with pytest.raises(CocoonError) as refusal:
        picture.load(data)
    assert refusal.value.code in ("not-a-picture", "broken-picture") and refusal.value.next


def test_a_torn_picture_is_refused() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (80, 80), np.uint8)
    data = stored(Image.fromarray(noise), "PNG")
    with pytest.raises(CocoonError) as refusal:
        picture.load(data[: len(data) // 2])
    assert refusal.value.code == "broken-picture"
