"""Picture files (PNG, JPEG, TIFF): texture in the pixels, XMP beside them.

Format, size, colour mode, depth, alpha, colour profile, resolution, orientation and all other
metadata of the original stay. A palette is written out as colours, since texture needs more
levels than a palette has; `PicturePlan.notes` says so. Pictures of two levels, animations and
rare depths cannot carry texture: their plan has no slots and their pixels stay untouched.

All pages of a file share one coin group, container ``file``, carrier ``picture``, their slots
one page after the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from vault.marks.carriers import texture
from vault.marks.carriers.picture_file import jpeg, pixels, png, tiff
from vault.marks.slots import CoinGroup, Reading, Symbols

__all__ = ["PicturePlan", "original_gray", "plan", "read", "write"]

Gray = NDArray[np.uint8]
Points = NDArray[np.float64]


class _Stored(msgspec.Struct, frozen=True, array_like=True):
    version: int
    format: str
    pages: tuple[bytes, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PicturePlan:
    """What of a picture file carries symbols.

    Attributes:
        format: ``PNG``, ``JPEG`` or ``TIFF``.
        pages: a texture plan for each page; None where a page carries nothing.
        notes: ``palette-expanded``, ``transparency-expanded``; or why pages carry nothing:
            ``bitonal``, ``animated``, ``rare-depth``, ``flat``.
    """

    format: str
    pages: tuple[texture.TexturePlan | None, ...]
    notes: tuple[str, ...]

    @property
    def group(self) -> CoinGroup:
        """The coin group of the file."""
        return CoinGroup("file", "picture", sum(p.slots for p in self.pages if p is not None))

    def part(self, page: int) -> slice:
        """Return the slots of one page."""
        before = sum(p.slots for p in self.pages[:page] if p is not None)
        here = self.pages[page]
        return slice(before, before + (here.slots if here is not None else 0))

    def to_bytes(self) -> bytes:
        """Serialise, with a version."""
        pages = tuple(p.to_bytes() if p is not None else b"" for p in self.pages)
        return msgspec.msgpack.encode(_Stored(1, self.format, pages, self.notes))

    @classmethod
    def from_bytes(cls, data: bytes) -> PicturePlan:
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: when it is something else.
        """
        try:
            stored = msgspec.msgpack.decode(data, type=_Stored)
        except msgspec.DecodeError as error:
            raise ValueError("not the plan of a picture file") from error
        if stored.version != 1:
            raise ValueError("not the plan of a picture file of a known version")
        pages = tuple(texture.TexturePlan.from_bytes(p) if p else None for p in stored.pages)
        return cls(stored.format, pages, stored.notes)


def plan(data: bytes) -> PicturePlan:
    """Plan a picture file.

    Raises:
        CocoonError: ``too-big``, ``broken-picture`` or ``unsupported-picture``.
    """
    with pixels.opened(data) as image:
        notes: list[str] = []
        pages: list[texture.TexturePlan | None] = []
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        for number in range(count):
            page = _page(data, image, number)
            if isinstance(page, str):
                notes.append(page)
                pages.append(None)
                continue
            notes += page.notes
            seed = texture.seed_of(data + number.to_bytes(4, "little"))
            found = texture.plan(page.gray(), seed, page.alpha)
            if not found.slots:
                notes.append("flat")
            pages.append(found if found.slots else None)
        name = "JPEG" if image.format == "MPO" else str(image.format)
        return PicturePlan(name, tuple(pages), tuple(sorted(set(notes))))


def write(
    data: bytes, plan: PicturePlan, symbols: Symbols | None, *, xmp: bytes | None = None
) -> bytes:
    """Make a copy of a picture file.

    Args:
        data: the original.
        plan: made from it.
        symbols: shape (plan.group.slots,); None leaves the pixels as they are.
        xmp: an XMP packet to carry instead of the original's; None keeps the original's.

    Raises:
        CocoonError: when the original cannot be read.
        ValueError: when the symbols do not fit the plan.
    """
    if symbols is not None and len(symbols) != plan.group.slots:
        raise ValueError("as many symbols as slots are needed")
    with pixels.opened(data) as image:
        marked: list[pixels.Page | None] = []
        for number, page_plan in enumerate(plan.pages):
            page = _page(data, image, number) if page_plan is not None else ""
            if page_plan is None or symbols is None or isinstance(page, str):
                marked.append(None)
            else:
                marked.append(_marked(page, page_plan, symbols[plan.part(number)]))
        if plan.format == "PNG":
            return png.with_pixels(data, None if marked[0] is None else marked[0].pixels, xmp)
        pictures = [None if page is None else page.picture() for page in marked]
        if plan.format == "JPEG":
            return jpeg.with_pixels(data, image, pictures[0], xmp)
        if xmp is None and not any(p is not None for p in pictures):
            return data
        return tiff.with_pixels(image, pictures, xmp)


def original_gray(data: bytes, page: int = 0) -> Gray:
    """Return a page in grey, as it is stored (EXIF orientation not applied).

    Raises:
        CocoonError: when it cannot be read.
    """
    with pixels.opened(data) as image:
        found = _page(data, image, page)
        if isinstance(found, str):
            return np.asarray(image.convert("L"), np.uint8)
        gray: Gray = np.clip(np.rint(found.gray()), 0, 255).astype(np.uint8)
        return gray


def read(
    leak: Gray,
    original: Gray,
    plan: PicturePlan,
    to_leak: Callable[[Points], Points],
    *,
    page: int = 0,
    inverted: bool = False,
) -> Reading:
    """Read the symbols of one page from a leaked picture.

    Args:
        leak: shape (rows, columns), grey.
        original: see `original_gray`.
        plan: of the original.
        to_leak: frame pixels of the page to leak pixels, see `vault.tracing.align_picture`.
        page: 0-based page of the file.
        inverted: the leak shows negative colours.
    """
    group = plan.group
    values = np.zeros(group.slots, np.float32)
    weights = np.zeros(group.slots, np.float32)
    here = plan.pages[page]
    if here is not None:
        seen = texture.sample(255 - leak if inverted else leak, to_leak, here.frame)
        part = plan.part(page)
        values[part], weights[part] = texture.read(
            seen, texture.to_frame(original, here.frame), here
        )
    return Reading(group, values, weights)


def _page(data: bytes, image: Image.Image, number: int) -> pixels.Page | str:
    """Return a page's pixels, or why it cannot carry texture."""
    deep = None
    if image.format == "PNG":
        if png.is_animated(data):
            return "animated"
        deep = png.deep_pixels(data)
    elif isinstance(image, TiffImageFile):
        image.seek(number)
        if max(image.tag_v2.get(258, (1,))) > 8 and not image.mode.startswith("I;16"):
            return "rare-depth"
    if image.mode == "1":
        return "bitonal"
    image.load()
    page = pixels.decode(image, deep)
    if page is None:
        return "rare-depth"
    levels = page.pixels if page.colours == 1 and page.pixels.ndim == 2 else None
    if levels is not None and np.isin(levels, (0, np.iinfo(levels.dtype).max)).all():
        return "bitonal"
    return page


def _marked(page: pixels.Page, plan: texture.TexturePlan, symbols: Symbols) -> pixels.Page:
    if not page.ink:
        changed = texture.add(page.pixels, plan, symbols, colours=page.colours)
        return replace(page, pixels=changed)
    inks = page.pixels.astype(np.uint8)
    light = np.concatenate([255 - inks[..., :3], inks[..., 3:]], axis=2)
    moved = texture.add(light, plan, symbols, colours=3).astype(np.uint8)
    return replace(page, pixels=np.concatenate([255 - moved[..., :3], moved[..., 3:]], axis=2))
