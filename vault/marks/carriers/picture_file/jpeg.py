"""JPEG as a list of segments: new coefficients in, metadata as it was.

Pixels are encoded once, with the original's own quantisation tables (never coarser than
quality 60, or the texture would not last) and sampling.

Sources: ITU-T T.81 annex B; XMP specification part 3 (2020) 1.1.3.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image, ImageFile, JpegImagePlugin

_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MORE_XMP = b"http://ns.adobe.com/xmp/extension/\0"
_APP0, _APP1, _APP2, _APP14, _COM, _SOS, _EOI = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE, 0xDA, 0xD9
_MOST_SEGMENT = 65533


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (marker, contents) up to the scan; the last one, SOS, has all that follows.

    Raises:
        ValueError: when the file ends inside a segment.
    """
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("a segment does not begin where it should")
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _SOS:
            yield marker, data[at + 2 :]
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        if length < 2 or at + 2 + length > len(data):
            raise ValueError("a segment is cut off")
        yield marker, data[at + 4 : at + 2 + length]
        at += 2 + length
    raise ValueError("the file has no scan")


def encode(
    image: Image.Image,
    tables: Sequence[Sequence[int]],
    sampling: int,
    progressive: bool = False,
) -> bytes:
    """Encode pixels with given quantisation tables and sampling (as Pillow numbers it)."""
    out = io.BytesIO()
    image.save(
        out,
        "JPEG",
        qtables=[list(t) for t in tables],
        subsampling=sampling if sampling >= 0 else 0,
        progressive=progressive,
        optimize=True,
    )
    return out.getvalue()


def tables_of(image: ImageFile.ImageFile) -> list[list[int]]:
    """Return the quantisation tables to encode with: the original's, where good enough."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", quality=60)
    with Image.open(out) as plain:
        least = plain.quantization  # type: ignore[attr-defined]
    own = image.quantization  # type: ignore[attr-defined]
    return [np.minimum(own[k], least[min(n, 1)]).tolist() for n, k in enumerate(sorted(own))]


def with_pixels(
    data: bytes, image: ImageFile.ImageFile, marked: Image.Image | None, xmp: bytes | None
) -> bytes:
    """Return the file with new pixels and XMP; None leaves either as it is.

    Args:
        data: the original.
        image: the same, opened.
        marked: new pixels, of the same mode.
        xmp: an XMP packet; one over 65,502 bytes does not fit a segment and is left out.
    """
    old = list(segments(data))
    new = old
    if marked is not None:
        sampling = JpegImagePlugin.get_sampling(image)
        progressive = bool(image.info.get("progressive"))
        new = list(segments(encode(marked, tables_of(image), sampling, progressive)))
    head = [(m, c) for m, c in old if _is_metadata(m) and not _is_replaced(m, c, xmp, marked)]
    if marked is not None and not any(m == _APP0 for m, _ in head):
        head = [(m, c) for m, c in new if m == _APP0] + head
    if marked is not None:
        head += [(m, c) for m, c in new if m == _APP14]
    if xmp is not None and len(_XMP + xmp) <= _MOST_SEGMENT:
        first = next((k for k, (m, _) in enumerate(head) if m not in (_APP0, _APP1)), len(head))
        head.insert(first, (_APP1, _XMP + xmp))
    body = [(m, c) for m, c in new if not _is_metadata(m)]
    return b"\xff\xd8" + b"".join(_segment(m, c) for m, c in head + body)


def _is_metadata(marker: int) -> bool:
    return _APP0 <= marker <= 0xEF or marker == _COM


def _is_replaced(
    marker: int, contents: bytes, xmp: bytes | None, marked: Image.Image | None
) -> bool:
    """Tell which segments do not outlive what is being changed."""
    if xmp is not None and marker == _APP1 and contents.startswith((_XMP, _MORE_XMP)):
        return True
    if marked is None:
        return False
    # The encoder decides about colours; an index of further pictures points nowhere now.
    return marker == _APP14 or (marker == _APP2 and contents.startswith(b"MPF\0"))


def _segment(marker: int, contents: bytes) -> bytes:
    if marker == _SOS:
        return b"\xff\xda" + contents
    return struct.pack(">BBH", 0xFF, marker, len(contents) + 2) + contents
