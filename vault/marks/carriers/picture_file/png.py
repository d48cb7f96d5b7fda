"""PNG as a list of chunks: new pixels in, everything else as it was.

Source: Portable Network Graphics (Third Edition), W3C 2025, 5 and 11.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_XMP = b"XML:com.adobe.xmp"
_COLOUR_TYPE = {1: 0, 2: 4, 3: 2, 4: 6}
_OF_PALETTE = (b"PLTE", b"tRNS", b"bKGD", b"hIST", b"sBIT")


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield (type, contents) of every chunk.

    Raises:
        ValueError: when the file ends inside a chunk.
    """
    at = len(_SIGNATURE)
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if at + 12 + length > len(data):
            raise ValueError("a chunk is cut off")
        yield kind, data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind == b"IEND":
            return


def is_animated(data: bytes) -> bool:
    """Tell whether the file has several frames (APNG)."""
    return any(kind == b"acTL" for kind, _ in chunks(data))


def deep_pixels(data: bytes) -> NDArray[np.uint16] | None:
    """Return 16-bit pixels, shape (rows, columns, channels), RGB; None for shallower files."""
    header = next(chunks(data))[1]
    depth, colour = header[8], header[9]
    if depth != 16:
        return None
    found = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if found is None or found.dtype != np.uint16:
        raise ValueError("16-bit pixels could not be read")
    if found.ndim == 2:
        found = found[..., None]
    elif found.shape[2] >= 3:
        found = found[..., [2, 1, 0, 3][: found.shape[2]]]
    if colour == 4 and found.shape[2] == 4:
        found = found[..., [0, 3]]
    return np.ascontiguousarray(found).astype(np.uint16, copy=False)


def with_pixels(data: bytes, pixels: NDArray[Any] | None, xmp: bytes | None) -> bytes:
    """Return the file with new pixels and XMP; None leaves either as it is.

    Args:
        data: the original.
        pixels: shape (rows, columns) or (rows, columns, channels), uint8 or uint16.
        xmp: an XMP packet.
    """
    header = next(chunks(data))[1]
    parts: list[tuple[bytes, bytes]] = []
    body, changed = b"", False
    if pixels is not None:
        channels = 1 if pixels.ndim == 2 else pixels.shape[2]
        depth = 8 * pixels.dtype.itemsize
        colour = _COLOUR_TYPE[channels]
        size = struct.pack(">II", pixels.shape[1], pixels.shape[0])
        changed = (header[8], header[9]) != (depth, colour)
        header = size + bytes([depth, colour, 0, 0, 0])
        body = _compressed(pixels)
    written = False
    for kind, contents in chunks(data):
        if kind == b"IHDR":
            parts.append((kind, header))
            if xmp is not None:
                parts.append((b"iTXt", _XMP + b"\0\0\0\0\0" + xmp))
        elif kind == b"iTXt" and xmp is not None and contents.startswith(_XMP + b"\0"):
            continue
        elif kind == b"IDAT" and pixels is not None:
            if not written:
                parts.append((kind, body))
            written = True
        elif pixels is not None and changed and kind in _OF_PALETTE:
            continue
        else:
            parts.append((kind, contents))
    return assembled(parts)


def assembled(parts: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return a file of these chunks (type, contents)."""
    return _SIGNATURE + b"".join(_chunk(kind, contents) for kind, contents in parts)


def _compressed(pixels: NDArray[Any]) -> bytes:
    """Return filtered and deflated rows; every row is the difference to the one above."""
    rows = pixels.shape[0]
    big = np.ascontiguousarray(pixels.astype(pixels.dtype.newbyteorder(">"), copy=False))
    raw = big.view(np.uint8).reshape(rows, -1)
    lines = np.empty((rows, raw.shape[1] + 1), np.uint8)
    lines[:, 0] = 2
    lines[0, 1:] = raw[0]
    lines[1:, 1:] = raw[1:] - raw[:-1]
    return zlib.compress(lines.tobytes(), 6)


def _chunk(kind: bytes, contents: bytes) -> bytes:
    check = zlib.crc32(kind + contents)
    return struct.pack(">I", len(contents)) + kind + contents + struct.pack(">I", check)
