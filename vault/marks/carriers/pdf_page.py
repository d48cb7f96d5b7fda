"""Page texture: a faint grey picture under pages that have little text.

Drawings, scans and forms have few words to move. Their blank ground carries texture instead:
an 8-bit picture of about one pixel per point, between 250 and 255, drawn beneath the page's own
contents; where an opaque scan would hide it, multiplied over them. It is worth something on
screens: screenshots, re-saved and rasterised files, good scans of good prints. Do not rely on
it after a printer: a halftone screen leaves little of one grey level.

Cells count only where a probe drawn in the same place can be seen, measured by rendering the
page with and without it. No character, line or link is touched, white stays at 250 or lighter.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pikepdf
from numpy.typing import NDArray

from vault.marks.carriers import texture
from vault.marks.pdf import source
from vault.marks.pdf.overlay import ImageOverlay
from vault.marks.slots import Alignment, CoinGroup, Reading, Symbols

GROUND = 252.6
"""Mean grey level of the texture."""

_AMPLITUDE = 19  # deviation in 1/16 grey levels
_CELLS = 2000
_FEWEST = 60
_PROBE = 0.6
_VISIBLE = 0.7

Gray = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class PagePlan:
    """The texture of one page.

    Attributes:
        page: 0-based page index in the original.
        size: (width, height) pt of the upright frame.
        over: multiply it over the contents; else it lies beneath them.
        texture: cells in the page's upright frame.
    """

    page: int
    size: tuple[float, float]
    over: bool
    texture: texture.TexturePlan

    @property
    def group(self) -> CoinGroup:
        """The page's coin group."""
        return CoinGroup(f"page/{self.page}", "page", self.texture.slots)

    def to_bytes(self) -> bytes:
        """Serialise; the texture plan carries the version."""
        head = np.array([self.page, *self.size, self.over], "<f8").tobytes()
        return head + self.texture.to_bytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> PagePlan:
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: when it is something else.
        """
        if len(data) < 32:
            raise ValueError("not the plan of a page's texture")
        page, width, height, over = np.frombuffer(data[:32], "<f8").tolist()
        return cls(
            int(page), (width, height), bool(over), texture.TexturePlan.from_bytes(data[32:])
        )


def plan(
    pdf: bytes, pages: Iterable[int], *, password: str | None = None, over: bool = True
) -> dict[int, PagePlan]:
    """Plan the texture of some pages; pages on which too little can be seen are left out.

    Args:
        pdf: the original.
        pages: 0-based indices of the pages to look at.
        password: opens the original.
        over: allow multiplying it over the contents where these hide what lies beneath.

    Raises:
        CocoonError: when the PDF cannot be opened.
    """
    import pypdfium2

    wanted = sorted(set(pages))
    plans: dict[int, PagePlan] = {}
    if not wanted:
        return plans
    digest = hashlib.sha256(pdf).digest()
    plain, probed = _with_probe(pdf, wanted, password)
    with pypdfium2.PdfDocument(plain) as clean, pypdfium2.PdfDocument(probed) as covered:
        for page in wanted:
            # From the original, which nobody outside has: a copy does not tell the patterns.
            seed = texture.seed_of(digest + page.to_bytes(4, "little"))
            try:
                found = _look(page, seed, clean[page], covered[page], over=over)
            except pypdfium2.PdfiumError:
                continue
            if found.texture.slots >= _FEWEST:
                plans[page] = found
    return plans


def frame_of(size: tuple[float, float]) -> tuple[int, int]:
    """Return (rows, columns) of the frame of a page of this size in pt: about 2000 cells."""
    width, height = size
    scale = min(
        (_CELLS * texture.CELL**2 / max(width * height, 1.0)) ** 0.5,
        texture.FRAME / max(width, height, 1.0),
    )
    return max(1, round(height * scale)), max(1, round(width * scale))


def overlay(plan: PagePlan, symbols: Symbols) -> ImageOverlay:
    """Return the picture that one copy has under (or over) the page.

    Raises:
        ValueError: when there are not as many symbols as slots.
    """
    levels = np.rint(GROUND + texture.texture(plan.texture, symbols))
    samples = np.clip(levels, 250, 255).astype(np.uint8)
    rows, columns = samples.shape
    return ImageOverlay(columns, rows, 1, samples.tobytes(), over=plan.over)


def read(leak: Gray, original: Gray, plan: PagePlan, alignment: Alignment) -> Reading:
    """Read a page's texture from a leaked picture of it.

    Args:
        leak: shape (rows, columns), grey.
        original: the unmarked page as a viewer shows it, grey, at any resolution of at least
            one pixel per frame pixel.
        plan: of the page.
        alignment: where the page lies in the leak.
    """
    shown = plan.texture
    rows, columns = shown.frame
    factor = np.array([plan.size[0] / columns, plan.size[1] / rows])

    def placed(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return alignment.to_leak(points * factor)

    seen = texture.sample(255 - leak if alignment.inverted else leak, placed, shown.frame)
    values, weights = texture.read(seen, texture.to_frame(original, shown.frame), shown)
    return Reading(plan.group, values, weights)


def _look(page: int, seed: bytes, clean: Any, covered: Any, *, over: bool) -> PagePlan:
    """Plan a page from itself and from itself on a grey ground."""
    size = (float(clean.get_size()[0]), float(clean.get_size()[1]))
    frame = frame_of(size)
    before, after = _drawn(clean, frame), _drawn(covered, frame)
    seen = np.clip((before - after) / ((1 - _PROBE) * 255), 0, 1)
    found = _plan(page, size, frame, seed, _cells(seen) >= _VISIBLE, over=False)
    if over and found.texture.slots < _FEWEST:
        return _plan(page, size, frame, seed, _cells(before) >= 200, over=True)
    return found


def _plan(
    page: int,
    size: tuple[float, float],
    frame: tuple[int, int],
    seed: bytes,
    usable: NDArray[np.bool_],
    *,
    over: bool,
) -> PagePlan:
    amplitude = np.where(usable, _AMPLITUDE, 0).astype(np.uint8)
    return PagePlan(page, size, over, texture.TexturePlan(frame, frame, seed, amplitude))


def _with_probe(pdf: bytes, pages: list[int], password: str | None) -> tuple[bytes, bytes]:
    """Return the original without encryption, and with a grey ground under some pages."""
    with source.opened(pdf, password=password) as document:
        plain, probed = io.BytesIO(), io.BytesIO()
        try:
            document.save(plain, fix_metadata_version=False)
            for number in pages:
                page = document.pages[number]
                x0, y0, x1, y1 = source.page_box(page.obj)
                paint = f"q {_PROBE} g {x0:f} {y0:f} {x1 - x0:f} {y1 - y0:f} re f Q\n"
                page.contents_add(pikepdf.Stream(document, paint.encode()), prepend=True)
            document.save(probed, fix_metadata_version=False)
        except (pikepdf.PdfError, ValueError, TypeError, IndexError) as error:
            raise source.broken() from error
    return plain.getvalue(), probed.getvalue()


def _drawn(sheet: Any, frame: tuple[int, int]) -> NDArray[np.float32]:
    """Draw a page at twice its frame's size, then reduce it."""
    rows, columns = frame
    width, height = sheet.get_size()
    scale = 2 * max(rows / max(height, 1e-3), columns / max(width, 1e-3))
    bitmap = sheet.render(scale=scale, grayscale=True)
    image = bitmap.to_numpy()
    flat = np.ascontiguousarray(image[..., 0] if image.ndim == 3 else image)
    return cv2.resize(flat, (columns, rows), interpolation=cv2.INTER_AREA).astype(np.float32)


def _cells(image: NDArray[np.float32]) -> NDArray[np.float32]:
    rows, columns = (n // texture.CELL for n in image.shape)
    whole = image[: rows * texture.CELL, : columns * texture.CELL]
    cells = whole.reshape(rows, texture.CELL, columns, texture.CELL)
    return np.asarray(cells.mean(axis=(1, 3)), np.float32)
