"""Samples of one image XObject: encoded data in, pixels out, and back.

Only what can be put back exactly as it was described is taken: 8 bits a component, grey, RGB or
CMYK (also by profile or palette), Flate with or without predictors, or DCT. What more is darker
in (CMYK, an inverted /Decode) is turned for marking and turned back.

Source: ISO 32000-2 7.4, 8.6, 8.9.5.
"""

from __future__ import annotations

import io
import warnings
import zlib
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
import pikepdf
from isal import isal_zlib
from numpy.typing import NDArray
from PIL import Image, JpegImagePlugin

from vault.marks.carriers import texture
from vault.marks.carriers.picture_file import jpeg, png
from vault.marks.carriers.picture_file.pixels import MOST_PIXELS, MOST_SIDE, Page
from vault.marks.pdf.objects import serialise
from vault.marks.slots import Symbols

_SMALLEST = 4 * texture.CELL
_CHANNELS = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/DeviceCMYK": 4}
_DEVICE = (1, 3, 4)
_DROPPED = ("/Length", "/Filter", "/DecodeParms", "/F", "/FFilter", "/FDecodeParms", "/DL")


class Form(msgspec.Struct, frozen=True, array_like=True):
    """How a picture's samples are stored.

    Attributes:
        width, height: pixels.
        channels: of the colour space (a palette's base).
        filter: ``DCTDecode``, ``FlateDecode`` or empty.
        predictor: of Flate; 1 for none.
        palette: colours of a palette, channels bytes each; empty without one.
        inverted: /Decode turns the samples round.
        entries: dictionary entries of the replaced stream, without filter and length.
    """

    width: int
    height: int
    channels: int
    filter: str
    predictor: int
    palette: bytes
    inverted: bool
    entries: bytes


def form_of(image: Any) -> Form | str:
    """Describe an image XObject, or say why it cannot carry texture."""
    if image.get("/ImageMask") is True:
        return "mask"
    width, height = int(image.Width), int(image.Height)
    if int(image.get("/BitsPerComponent", 8)) != 8:
        return "bitonal" if int(image.BitsPerComponent) == 1 else "rare-depth"
    if min(width, height) < _SMALLEST:
        return "tiny"
    if max(width, height) > MOST_SIDE or width * height > MOST_PIXELS:
        return "rare-depth"
    name = _filter(image)
    if name is None:
        return "rare-filter"
    if isinstance(image.get("/Mask"), pikepdf.Array):
        return "rare-colours"
    matted = image.get("/SMask")
    if isinstance(matted, pikepdf.Stream) and "/Matte" in matted:
        return "rare-colours"
    space = _space(image.get("/ColorSpace"))
    if space is None:
        return "rare-colours"
    channels, palette = space
    turned = _is_turned(image.get("/Decode"), 1 if palette else channels)
    if turned is None or (palette and (turned or name == "DCTDecode")):
        return "rare-colours"
    predictor = _predictor(image, width, 1 if palette else channels)
    if predictor is None:
        return "rare-filter"
    kept = {k: v for k, v in image.items() if k not in _DROPPED}
    if palette:
        kept["/ColorSpace"] = image.ColorSpace[1]
        kept.pop("/Decode", None)
    body = b" ".join(k.encode() + b" " + serialise(v) for k, v in sorted(kept.items()))
    if b"(" in body or b"<" in body.replace(b"<<", b""):
        return "rare-colours"
    return Form(width, height, channels, name, predictor, palette, turned, body)


def decode(form: Form, data: bytes) -> Page | None:
    """Return the pixels of encoded data; None when they are not what the form says."""
    samples = _from_jpeg(form, data) if form.filter == "DCTDecode" else _from_flate(form, data)
    if samples is None:
        return None
    if form.palette:
        table = np.frombuffer(form.palette, np.uint8).reshape(-1, form.channels)
        samples = table[np.minimum(samples[..., 0], len(table) - 1)]
    ink = form.channels == 4
    pixels = 255 - samples if form.inverted else samples
    if form.channels == 1:
        pixels = pixels[..., 0]
    return Page(np.ascontiguousarray(pixels), 1 if form.channels == 1 else 3, ink, None)


def marked(page: Page, plan: texture.TexturePlan, symbols: Symbols) -> Page:
    """Return the pixels with texture."""
    if not page.ink:
        return replace(page, pixels=texture.add(page.pixels, plan, symbols, colours=page.colours))
    light = page.pixels.copy()
    light[..., :3] = 255 - light[..., :3]
    changed = texture.add(light, plan, symbols, colours=3)
    changed[..., :3] = 255 - changed[..., :3]
    return replace(page, pixels=changed)


def encode(form: Form, page: Page, data: bytes) -> tuple[bytes, bytes, str]:
    """Return (dictionary entries, encoded data, filter) of a replaced stream.

    Args:
        form: of the original.
        page: its new pixels.
        data: the original's encoded data; JPEG takes its tables and sampling from there.
    """
    samples = 255 - page.pixels if form.inverted else page.pixels
    samples = np.ascontiguousarray(samples.astype(np.uint8))
    if form.filter != "DCTDecode":
        return form.entries, isal_zlib.compress(samples.tobytes(), 2), "FlateDecode"
    # Pillow writes CMYK turned round, as Adobe does; PDF takes the samples as they are.
    raw = 255 - samples if form.channels == 4 else samples
    mode = {1: "L", 3: "RGB", 4: "CMYK"}[form.channels]
    picture = Image.frombytes(mode, (form.width, form.height), raw.tobytes())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as original:
            tables = jpeg.tables_of(original)
            sampling = JpegImagePlugin.get_sampling(original)
            progressive = bool(original.info.get("progressive"))
    return form.entries, jpeg.encode(picture, tables, sampling, progressive), "DCTDecode"


def _from_jpeg(form: Form, data: bytes) -> NDArray[np.uint8] | None:
    """Return samples (rows, columns, channels) as PDF sees them."""
    mode = {1: "L", 3: "RGB", 4: "CMYK"}[form.channels]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
                if image.mode != mode or image.size != (form.width, form.height):
                    return None
                if mode == "CMYK" and "adobe" not in image.info:
                    return None
                pixels = np.array(image)
        except Exception:
            # Decoders answer hostile bytes with whatever their authors thought of.
            return None
    return 255 - pixels if mode == "CMYK" else pixels.reshape(form.height, form.width, -1)


def _from_flate(form: Form, data: bytes) -> NDArray[np.uint8] | None:
    """Return samples (rows, columns, channels); of a palette, its indices."""
    channels = 1 if form.palette else form.channels
    stride = form.width * channels
    line = stride + (1 if form.predictor >= 10 else 0)
    wanted = form.height * line
    if form.filter == "FlateDecode":
        try:
            data = zlib.decompressobj().decompress(data, wanted)
        except zlib.error:
            return None
    if len(data) < wanted:
        return None
    rows = np.frombuffer(data, np.uint8, wanted).reshape(form.height, line)
    if form.predictor >= 10:
        return _unfiltered(rows, form, channels)
    samples = rows.reshape(form.height, form.width, channels)
    return np.cumsum(samples, axis=1, dtype=np.uint8) if form.predictor == 2 else samples


def _unfiltered(rows: NDArray[np.uint8], form: Form, channels: int) -> NDArray[np.uint8] | None:
    """Undo PNG predictors by reading the rows as a PNG."""
    colour = {1: 0, 3: 2, 4: 6}[channels]
    header = form.width.to_bytes(4, "big") + form.height.to_bytes(4, "big")
    file = png.assembled(
        [
            (b"IHDR", header + bytes([8, colour, 0, 0, 0])),
            (b"IDAT", zlib.compress(rows.tobytes(), 1)),
            (b"IEND", b""),
        ]
    )
    try:
        with Image.open(io.BytesIO(file), formats=("PNG",)) as image:
            return np.array(image).reshape(form.height, form.width, channels)
    except (OSError, ValueError, SyntaxError, zlib.error):
        return None


def _filter(image: Any) -> str | None:
    """Return the only filter, empty for none; None for rare ones and for chains."""
    names = _filters(image)
    if not names:
        return ""
    known = names[0] if len(names) == 1 else ""
    return known[1:] if known in ("/DCTDecode", "/FlateDecode") else None


def _filters(image: Any) -> list[str]:
    found = image.get("/Filter")
    if found is None:
        return []
    return [str(f) for f in found] if isinstance(found, pikepdf.Array) else [str(found)]


def _predictor(image: Any, width: int, channels: int) -> int | None:
    parms = image.get("/DecodeParms")
    if isinstance(parms, pikepdf.Array):
        parms = parms[0] if len(parms) else None
    if not isinstance(parms, pikepdf.Dictionary):
        return 1
    if "/ColorTransform" in parms:
        return None
    predictor = int(parms.get("/Predictor", 1))
    if predictor == 1:
        return 1
    same = int(parms.get("/Colors", 1)) == channels and int(parms.get("/Columns", 1)) == width
    return predictor if same and int(parms.get("/BitsPerComponent", 8)) == 8 else None


def _space(value: Any) -> tuple[int, bytes] | None:
    """Return (channels, palette) of a colour space; None for rare ones."""
    channels = _plain(value)
    if channels is not None:
        return channels, b""
    if not isinstance(value, pikepdf.Array) or len(value) != 4 or str(value[0]) != "/Indexed":
        return None
    channels = _plain(value[1])
    if channels is None:
        return None
    table = value[3]
    colours = bytes(table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table))
    size = (int(value[2]) + 1) * channels
    return (channels, colours[:size].ljust(size, b"\0")) if 0 < size <= 256 * channels else None


def _plain(value: Any) -> int | None:
    if isinstance(value, pikepdf.Name):
        return _CHANNELS.get(str(value))
    if isinstance(value, pikepdf.Array) and len(value):
        kind = str(value[0])
        if kind == "/ICCBased" and len(value) > 1:
            count = int(value[1].get("/N", 0))
            return count if count in _DEVICE else None
        return _CHANNELS.get(kind)
    return None


def _is_turned(decode: Any, channels: int) -> bool | None:
    """Tell whether /Decode turns every component round; None when it does anything else."""
    if decode is None:
        return False
    values = [float(v) for v in decode]
    if values in ([0.0, 1.0] * channels, [0.0, 255.0]):
        return False
    return True if values == [1.0, 0.0] * channels else None
