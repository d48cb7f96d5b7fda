"""Pictures inside PDFs: texture in image XObjects, each replaced in every copy.

Looked at on pages with little text. A picture counts when its samples are 8 bits of grey, RGB or
CMYK behind DCT or Flate, or a palette of those, and it is larger than a few cells; masks, 1-bit
scans (CCITT, JBIG2) and rare colour spaces are left alone and named in `PdfPicturePlan.skipped`.
JPEG stays JPEG with its own tables.

The plan says where each picture lies on its pages, so that a photographed page is read through
the page's alignment. It does not hold the picture: the stream's encoded data come from the
original or from the prepared document, by object number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import numpy as np
import pikepdf
from numpy.typing import NDArray

from vault.errors import CocoonError
from vault.marks.carriers import pdf_image, texture
from vault.marks.carriers.pdf_places import Matrix, placements
from vault.marks.pdf import source
from vault.marks.pdf.assembly import ReplacedStream
from vault.marks.slots import Alignment, Codeword, CoinGroup, Reading

Gray = NDArray[np.uint8]

FEWEST = 24
"""Pictures with fewer slots are not worth a coin group."""

_MOST_PICTURES = 2000


class Picture(msgspec.Struct, frozen=True, array_like=True):
    """One image XObject that carries texture.

    Attributes:
        number: object number in the original.
        form: how its samples are stored.
        cells: serialised texture plan.
        places: (page, matrix) where it is shown; the matrix takes (x, y) in the picture, 0 to 1
            from its top left corner, to pt in the page's upright frame.
    """

    number: int
    form: pdf_image.Form
    cells: bytes
    places: tuple[tuple[int, Matrix], ...]

    @property
    def texture(self) -> texture.TexturePlan:
        """Its texture plan."""
        return texture.TexturePlan.from_bytes(self.cells)

    @property
    def group(self) -> CoinGroup:
        """Its coin group."""
        return CoinGroup(f"image/{self.number}", "picture", self.texture.slots)


class PdfPicturePlan(msgspec.Struct, frozen=True):
    """All pictures of a PDF that carry texture.

    Attributes:
        v: format version.
        pictures: by object number.
        skipped: (page, object number, why): ``mask``, ``bitonal``, ``tiny``, ``rare-filter``,
            ``rare-colours``, ``rare-depth``, ``damaged``, ``flat``.
    """

    v: int
    pictures: tuple[Picture, ...]
    skipped: tuple[tuple[int, int, str], ...] = ()

    def slots_on(self, page: int) -> int:
        """Return the slots of all pictures that a page shows."""
        shown = [p for p in self.pictures if any(at == page for at, _ in p.places)]
        return sum(p.group.slots for p in shown)

    def to_bytes(self) -> bytes:
        """Serialise, with a version."""
        return msgspec.msgpack.encode(self)

    @classmethod
    def from_bytes(cls, data: bytes) -> PdfPicturePlan:
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: when it is something else.
        """
        try:
            found = msgspec.msgpack.decode(data, type=cls)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise ValueError("not the plan of a PDF's pictures") from error
        if found.v != 1:
            raise ValueError("not the plan of a PDF's pictures of a known version")
        return found


def plan(pdf: bytes, pages: Iterable[int], *, password: str | None = None) -> PdfPicturePlan:
    """Plan the pictures of some pages.

    Args:
        pdf: the original.
        pages: 0-based indices of the pages to look at, those with little text.
        password: opens the original.

    Raises:
        CocoonError: when the PDF cannot be opened.
    """
    pictures: dict[int, Picture] = {}
    skipped: list[tuple[int, int, str]] = []
    with source.opened(pdf, password=password) as document:
        shown: dict[int, list[tuple[int, Matrix]]] = {}
        objects: dict[int, Any] = {}
        for page in sorted(set(pages)):
            for image, matrix in placements(document, page):
                number = image.objgen[0]
                if number and (number in shown or len(shown) < _MOST_PICTURES):
                    shown.setdefault(number, []).append((page, matrix))
                    objects[number] = image
        for number, places in shown.items():
            found = _picture(number, objects[number], tuple(places))
            if isinstance(found, str):
                skipped += sorted({(page, number, found) for page, _ in places})
            else:
                pictures[number] = found
    return PdfPicturePlan(
        1, tuple(pictures[number] for number in sorted(pictures)), tuple(sorted(skipped))
    )


def streams(
    plan: PdfPicturePlan, codeword: Codeword, data: Callable[[int], bytes | memoryview]
) -> dict[int, ReplacedStream]:
    """Return the streams of one copy, by object number of the original.

    Args:
        plan: of the original.
        codeword: symbols of at least the plan's groups.
        data: gives a stream's encoded data as the original has them, see `data_of`.

    Raises:
        KeyError: when codeword or data lack a picture.
        CocoonError: ``broken-picture`` when the data are not those that were planned.
    """
    replaced = {}
    for picture in plan.pictures:
        encoded = bytes(data(picture.number))
        page = pdf_image.decode(picture.form, encoded)
        if page is None:
            raise CocoonError(
                "broken-picture",
                "A picture inside the PDF is no longer what was planned.",
                "Add the document again.",
            )
        marked = pdf_image.marked(page, picture.texture, codeword[picture.group])
        replaced[picture.number] = ReplacedStream(*pdf_image.encode(picture.form, marked, encoded))
    return replaced


def data_of(pdf: bytes, numbers: Iterable[int], *, password: str | None = None) -> dict[int, bytes]:
    """Return the encoded data of streams of a PDF, by object number."""
    with source.opened(pdf, password=password) as document:
        return {n: bytes(document.get_object(n, 0).read_raw_bytes()) for n in numbers}


def original_gray(picture: Picture, data: bytes | memoryview) -> Gray:
    """Return a picture in grey from its encoded data.

    Raises:
        CocoonError: ``broken-picture``.
    """
    page = pdf_image.decode(picture.form, bytes(data))
    if page is None:
        raise CocoonError("broken-picture", "A picture inside the PDF cannot be read.", "")
    gray: Gray = np.clip(np.rint(page.gray()), 0, 255).astype(np.uint8)
    return gray


def read(leak: Gray, original: Gray, picture: Picture, alignment: Alignment) -> list[Reading]:
    """Read a picture wherever the aligned page shows it.

    Args:
        leak: shape (rows, columns), grey.
        original: see `original_gray`.
        picture: of the plan.
        alignment: where the page lies in the leak.

    Returns:
        One reading for each time that the page shows the picture; all are of the same coins.
    """
    plan = picture.texture
    size = np.array([plan.frame[1], plan.frame[0]], float)
    seen = 255 - leak if alignment.inverted else leak
    frame = texture.to_frame(original, plan.frame)
    readings = []
    for page, (a, b, c, d, e, f) in picture.places:
        if page != alignment.page:
            continue
        turn, shift = np.array([[a, b], [c, d]]), np.array([e, f])

        def placed(
            points: NDArray[np.float64],
            turn: NDArray[np.float64] = turn,
            shift: NDArray[np.float64] = shift,
        ) -> NDArray[np.float64]:
            return alignment.to_leak(points / size @ turn + shift)

        values, weights = texture.read(texture.sample(seen, placed, plan.frame), frame, plan)
        readings.append(Reading(picture.group, values, weights))
    return readings


def _picture(number: int, image: Any, places: tuple[tuple[int, Matrix], ...]) -> Picture | str:
    """Plan one image XObject, or say why it carries nothing."""
    try:
        form = pdf_image.form_of(image)
        if isinstance(form, str):
            return form
        data = bytes(image.read_raw_bytes())
        page = pdf_image.decode(form, data)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return "damaged"
    if page is None:
        return "damaged"
    found = texture.plan(page.gray(), texture.seed_of(data))
    if found.slots < FEWEST:
        return "flat"
    return Picture(number, form, found.to_bytes(), places)
