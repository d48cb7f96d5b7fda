"""TIFF: all pages written anew, each with its own tags, compression and resolution.

Source: TIFF 6.0 (1992); XMP specification part 3 (2020) 3.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageFile
from PIL.TiffImagePlugin import AppendingTiffWriter, ImageFileDirectory_v2

_XMP_TAG = 700
# Tags that describe how the pixels lie in the file; the encoder writes its own.
_LAYOUT = frozenset(range(254, 267)) | frozenset(
    (273, *range(277, 282), 284, 288, 289, 292, 293, 301, *range(317, 326), 330)
)
_LAYOUT |= frozenset((338, 339, 340, 341, 347, *range(512, 522), *range(529, 533)))
_NESTED = (34665, 34853)  # EXIF and GPS: directories of their own
_LOSSLESS = frozenset(("raw", "tiff_lzw", "tiff_adobe_deflate", "tiff_deflate", "packbits"))


def with_pixels(
    image: ImageFile.ImageFile, pages: Sequence[Image.Image | None], xmp: bytes | None
) -> bytes:
    """Return a file with new pixels on some pages; None leaves a page's pixels as they are.

    Args:
        image: the original, opened.
        pages: new pixels of each page.
        xmp: an XMP packet, put on the first page.
    """
    out = io.BytesIO()
    with AppendingTiffWriter(out, new=True) as writer:
        for number, marked in enumerate(pages):
            image.seek(number)
            image.load()
            # A plain copy: the encoder would prefer tags of the opened file to ours.
            page = marked if marked is not None else image.copy()
            compression = str(image.info.get("compression", "raw"))
            options: dict[str, object] = {}
            if page.mode == "1":
                bitonal = ("group3", "group4", "tiff_ccitt", "packbits", "tiff_lzw")
                compression = compression if compression in bitonal else "group4"
            elif compression == "jpeg" and page.mode in ("L", "RGB"):
                options["quality"] = 95
            elif compression not in _LOSSLESS:
                compression = "tiff_adobe_deflate"
            tags = _tags(image, xmp if number == 0 else None)
            page.save(writer, "TIFF", tiffinfo=tags, compression=_named(compression), **options)
            writer.newFrame()
    return out.getvalue()


def _named(compression: str) -> str | None:
    return None if compression == "raw" else compression


def _tags(image: ImageFile.ImageFile, xmp: bytes | None) -> ImageFileDirectory_v2:
    old = image.tag_v2  # type: ignore[attr-defined]
    tags = ImageFileDirectory_v2()
    for tag, value in old.items():
        if tag in _LAYOUT or (tag == _XMP_TAG and xmp is not None):
            continue
        if tag in _NESTED:
            nested = image.getexif().get_ifd(tag)
            if nested:
                tags[tag] = nested
            continue
        tags.tagtype[tag] = old.tagtype[tag]
        tags[tag] = value
    if xmp is not None:
        tags.tagtype[_XMP_TAG] = 1
        tags[_XMP_TAG] = xmp
    return tags
