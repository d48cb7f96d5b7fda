"""What is laid over or under pages: the stamp's pages as forms, pictures as images."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pikepdf
from isal import isal_zlib

from vault.marks.pdf import source
from vault.marks.pdf.filters import decode
from vault.marks.pdf.harvest import Harvest
from vault.marks.pdf.objects import renumber, serialise

_STAMP_LIMIT = 16 << 20


@dataclass(frozen=True, slots=True)
class ImageOverlay:
    """A picture that fills a page as it is seen, as an artifact.

    Attributes:
        width, height: pixels.
        channels: 1 (grey) or 3 (RGB).
        samples: 8-bit samples, rows from the top, width * height * channels bytes.
        over: multiply it over the contents instead of laying it under them.
        interpolate: viewers may smooth between pixels.
    """

    width: int
    height: int
    channels: int
    samples: bytes
    over: bool = False
    interpolate: bool = True


def image_stream(image: ImageOverlay) -> tuple[bytes, bytes]:
    """Dictionary entries and data of an image XObject."""
    if len(image.samples) != image.width * image.height * image.channels:
        raise ValueError("samples do not fill the picture")
    space = {1: b"/DeviceGray", 3: b"/DeviceRGB"}[image.channels]
    entries = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8"
        b" /ColorSpace %b /Interpolate %b /Filter /FlateDecode"
        % (image.width, image.height, space, b"true" if image.interpolate else b"false")
    )
    return entries, isal_zlib.compress(image.samples, 1)


@dataclass(frozen=True, slots=True)
class StampForm:
    """One page of the stamp as a form."""

    number: int
    size: tuple[float, float]
    stream: tuple[int, bytes, bytes]


@dataclass(frozen=True, slots=True)
class StampForms:
    """The pages of the stamp, and what they need."""

    forms: tuple[StampForm, ...]
    objects: list[tuple[int, bytes]] = field(default_factory=list)
    streams: list[tuple[int, bytes, bytes | memoryview]] = field(default_factory=list)


def read_stamp(pdf: bytes, number: Callable[[], int]) -> StampForms:
    """Turn the pages of a small PDF into forms.

    Args:
        pdf: the stamp.
        number: gives a new object number.
    """
    forms: list[StampForm] = []
    with source.opened(pdf) as document:
        harvest = Harvest(document, 1 << 30)
        drafts = []
        for page in document.pages:
            contents = page.obj.get("/Contents")
            pieces = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
            data = b"\n".join(
                decode(piece, _STAMP_LIMIT) or b""
                for piece in pieces
                if isinstance(piece, pikepdf.Stream)
            )
            resources = source.inherited(page.obj, "/Resources")
            found = serialise(resources) if resources is not None else b"<< >>"
            drafts.append((data, found, source.page_box(page.obj)))
        harvest.take([found for _, found, _ in drafts])
        numbers: dict[int, bytes] = {}

        def moved(old: int, _: int) -> bytes:
            if old not in numbers:
                numbers[old] = b"%d 0 R" % number()
            return numbers[old]

        def own(old: int) -> int:
            return int(moved(old, 0).split()[0])

        objects = [(own(n), renumber(body, moved)) for n, body in harvest.objects.items()]
        streams: list[tuple[int, bytes, bytes | memoryview]] = [
            (own(n), renumber(s.entries, moved), s.data) for n, s in harvest.streams.items()
        ]
        for data, resources, box in drafts:
            mine = number()
            entries = b"/Type /XObject /Subtype /Form /BBox [ 0 0 %b %b ] %b/Resources %b" % (
                _number(box[2] - box[0]),
                _number(box[3] - box[1]),
                b"/Matrix [ 1 0 0 1 %b %b ] " % (_number(-box[0]), _number(-box[1]))
                if box[0] or box[1]
                else b"",
                renumber(resources, moved),
            )
            if box[0] or box[1]:
                entries = entries.replace(
                    b"/BBox [ 0 0 %b %b ]" % (_number(box[2] - box[0]), _number(box[3] - box[1])),
                    b"/BBox [ %b ]" % b" ".join(_number(v) for v in box),
                )
            forms.append(StampForm(mine, (box[2] - box[0], box[3] - box[1]), (mine, entries, data)))
    return StampForms(tuple(forms), objects, streams)


def _number(value: float) -> bytes:
    return f"{value:.5f}".rstrip("0").rstrip(".").encode()
