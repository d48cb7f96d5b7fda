"""What the sandboxed worker does with a leak: look, find, align, read. It knows no keys.

`learn` takes page books of revisions; `open_leak` opens a leaked file and returns its pieces
(pages of a PDF, pictures); `look` says which pages of which revisions a piece may show; `read`
aligns a piece with one of them and returns what its marks seem to say. No codeword, key or
copy's name ever comes here, so nothing that is read can have been bent towards a candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from numpy.typing import NDArray

from vault.errors import CocoonError, HostileInputError
from vault.marks import metadata
from vault.marks.carriers import pdf_page, pdf_picture, pdf_text, picture_file
from vault.marks.carriers.pdf_text import geometry as unit_geometry
from vault.marks.carriers.pdf_text import raster, vector
from vault.marks.slots import Alignment, PageGeometry, Reading
from vault.marks.workbench import Blueprint, decode_blueprint, without_encryption
from vault.tracing import align_picture, pagebook, picture
from vault.tracing.align import align
from vault.tracing.features import PageFeatures, loads
from vault.tracing.find import Index
from vault.tracing.overlay import beneath, draw
from vault.tracing.page import Drawing

Gray = NDArray[np.uint8]
Key = tuple[str, int]

MOST_PAGES = 400
"""Pages of one leaked PDF that are looked at."""

_LEAK_DPI = 200
_LEAST_SCORE = 8.0
_CRISP = 0.75
"""Share of crisp values from which the characters of a leaked PDF are believed."""


@dataclass(slots=True)
class _Piece:
    """One page of a leaked PDF, or one picture."""

    number: int
    page: int
    gray: Gray | None = None


@dataclass(slots=True)
class _Original:
    revision: str
    data: bytes
    drawable: bytes
    password: str
    blueprint: Blueprint
    plan: Any
    textures: tuple[pdf_page.PagePlan, ...]
    pictures: pdf_picture.PdfPicturePlan | None


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read last, to be drawn if somebody wants to see it."""

    piece: int
    page: int
    shape: PageGeometry
    readings: list[Reading]
    placed: Alignment | None


class _Desk:
    """What lies open: the index, the leak, the original last used."""

    def __init__(self) -> None:
        self.looks: dict[Key, PageFeatures] = {}
        self.texts: dict[Key, bytes] = {}
        self.index: Index[Key] | None = None
        self.leak: bytes = b""
        self.is_pdf = False
        self.pieces: list[_Piece] = []
        self.original: _Original | None = None
        self.geometries: dict[Key, PageGeometry] = {}
        self.drawings: dict[Key, Drawing] = {}
        self.places: dict[tuple[str, int, int, tuple[float, ...]], Alignment] = {}
        self.last: _Read | None = None


_desk = _Desk()


def learn(revision: str, book: bytes) -> int:
    """Add a revision's page book to what is searched; returns its number of pages."""
    pages = pagebook.read(book)
    for number, look in enumerate(pages.looks):
        if look:
            _desk.looks[revision, number] = loads(look)
    for number, text in enumerate(pages.texts):
        if text:
            _desk.texts[revision, number] = text
    _desk.index = None
    return len(pages.looks)


def open_leak(data: bytes, media: str, passwords: Sequence[str] = ()) -> dict[str, Any]:
    """Open a leaked file.

    Args:
        data: the file.
        media: its media type by content.
        passwords: open passwords to try on an encrypted PDF.

    Returns:
        pieces (how many), skipped (pages beyond the limit), opened_with (index of the password
        that fitted, or -1), claims (what its metadata says of release, copy and recipient).

    Raises:
        CocoonError: ``not-a-document``, ``password-needed``, …
    """
    _desk.leak, _desk.pieces, _desk.is_pdf = b"", [], media == "application/pdf"
    _desk.places.clear()
    if not _desk.is_pdf:
        grays = picture.load(data)
        _desk.pieces = [_Piece(i, i, gray) for i, gray in enumerate(grays)]
        return {
            "pieces": len(grays),
            "skipped": 0,
            "opened_with": -1,
            "claims": _claims(_picture_xmp(data)),
        }
    opened_with, drawable, xmp = _open_pdf(data, passwords)
    _desk.leak = drawable
    with _document(drawable) as document:
        count = len(document)
    used = min(count, MOST_PAGES)
    _desk.pieces = [_Piece(i, i) for i in range(used)]
    return {
        "pieces": used,
        "skipped": count - used,
        "opened_with": opened_with,
        "claims": _claims(xmp),
    }


def _open_pdf(data: bytes, passwords: Sequence[str]) -> tuple[int, bytes, bytes]:
    for number, password in enumerate(("", *passwords), -1):
        try:
            drawable, xmp = without_encryption(data, password)
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, ValueError, RuntimeError) as error:
            raise HostileInputError(
                "broken-pdf",
                "The leaked PDF is too damaged to be read.",
                "It is preserved. Try a screenshot of it, or another copy.",
            ) from error
        return number, drawable, xmp
    raise CocoonError(
        "password-needed",
        "The leaked PDF is encrypted, and no open password of a copy fits.",
        "If you know its password, give --password-file, or trace a screenshot of it.",
    )


def _document(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise HostileInputError(
            "broken-pdf",
            "The leaked PDF is too damaged to be read.",
            "It is preserved. Try a screenshot of it, or another copy.",
        ) from error


def _picture_xmp(data: bytes) -> bytes:
    start = data.find(b"<x:xmpmeta")
    end = data.find(b"</x:xmpmeta>", start)
    return data[start : end + 12] if 0 <= start < end else b""


def _claims(xmp: bytes) -> dict[str, str]:
    facts = metadata.read(xmp) if xmp else None
    if facts is None:
        return {}
    return {
        "release": facts.release,
        "copy": facts.copy,
        "recipient": facts.person,
        "company": facts.company,
    }


def look(
    piece: int, revisions: Sequence[str] = (), most: int = 3, drawn: bool = False
) -> list[list[Any]]:
    """Pages that a piece may show: rows (revision, page, score, how, …), likeliest first.

    After them, in rows of pictures, first alignments: nine numbers for each way in which the
    page may lie there.

    Args:
        piece: number of the piece.
        revisions: search only these; all learned ones when empty.
        most: how many rows.
        drawn: go by the looks of a PDF's page even if other pages have words of it.
    """
    wanted = set(revisions)
    if _desk.is_pdf and not drawn:
        texts = {k: t for k, t in _desk.texts.items() if not wanted or k[0] in wanted}
        found = vector.find(_fingerprint(piece), texts)
        if found:
            return [[key[0], key[1], score, "text"] for key, score in found[:most]]
    if wanted:
        looks = {k: f for k, f in _desk.looks.items() if k[0] in wanted}
        index: Index[Key] = Index(looks)
    else:
        if _desk.index is None:
            _desk.index = Index(_desk.looks)
        index = _desk.index
    hits = index.query(_gray(piece), most=most)
    return [
        [
            hit.key[0],
            hit.key[1],
            float(hit.score),
            "picture",
            *(np.ravel(m).tolist() for m in hit.hints),
        ]
        for hit in hits
        if hit.score >= _LEAST_SCORE
    ]


def _fingerprint(piece: int) -> bytes:
    return vector.fingerprint(_desk.leak, _desk.pieces[piece].page)


def _gray(piece: int) -> Gray:
    found = _desk.pieces[piece]
    if found.gray is None:
        with _document(_desk.leak) as document:
            page = document[found.page]
            width, height = page.get_size()
            scale = min(_LEAK_DPI / 72, 6000 / max(width, height, 1.0))
            image = page.render(scale=scale, grayscale=True).to_numpy()
        found.gray = np.ascontiguousarray(image.reshape(image.shape[0], image.shape[1]))
        for other in _desk.pieces:  # one drawn page at a time
            if other is not found:
                other.gray = None
    return found.gray


def original(revision: str, data: bytes, blueprint: bytes, password: str = "") -> None:
    """Put an original on the desk for `read`."""
    parsed = decode_blueprint(blueprint)
    drawable = without_encryption(data, password)[0] if parsed.text else data
    plan = pdf_text.Plan.loads(parsed.text) if parsed.text else None
    _desk.original = _Original(
        revision,
        data,
        drawable,
        password,
        parsed,
        plan,
        tuple(pdf_page.PagePlan.from_bytes(row) for row in parsed.textures),
        pdf_picture.PdfPicturePlan.from_bytes(parsed.pictures) if parsed.pictures else None,
    )
    _desk.geometries.clear()
    _desk.drawings.clear()


def place(piece: int, page: int, hints: Sequence[Sequence[float]]) -> list[int]:
    """How many words of a page of the original on the desk stand in a piece where they should.

    Cheaper than reading, and remembered for it. Where pages have the same words, this tells
    them apart.

    Args:
        piece: number of the piece.
        page: 0-based page of the original.
        hints: homographies that `look` found, nine numbers each.

    Returns:
        The words in place for each hint; 0 where it leads nowhere.
    """
    base = _desk.original
    if base is None:
        raise ValueError("no original is on the desk")
    if base.blueprint.picture:
        return [0 for _ in hints]
    shape = _geometry(base, page)
    gray, words = _gray(piece), shape if len(shape.boxes) else None
    drawing = _drawing(base, page, shape)
    found = []
    for hint in hints:
        placed = align(
            *(gray, base.drawable, page, words),
            hints=_matrices([hint]), drawing=drawing, thorough=False,
        )  # fmt: skip
        if placed is not None:
            _desk.places[base.revision, piece, page, tuple(hint)] = placed
        found.append(placed.inliers if placed is not None else 0)
    return found


def read(
    piece: int,
    page: int,
    hints: Sequence[Sequence[float]] = (),
    how: str = "",
    thorough: bool = True,
) -> dict[str, Any]:
    """Read the marks of a piece against one page of the original on the desk.

    Args:
        piece: number of the piece.
        page: 0-based page of the original.
        hints: homographies that `look` found, nine numbers each.
        thorough: search long for the page where the hint does not lead to it.
        how: as `look` said; ``exact`` reads only where the characters stand just where this
            page has them, and looks at the picture only as it lies.

    Returns:
        readings: rows {container, carrier, slots, values, weights}; method (``vector``,
        ``picture`` or ``none``); inliers, rms, read (share of slots with weight).
    """
    base = _desk.original
    if base is None:
        raise ValueError("no original is on the desk")
    _desk.last = None
    if base.blueprint.picture:
        return _read_picture(base, piece, page)
    shape = _geometry(base, page)
    exact: list[Reading] = []
    if _desk.is_pdf and how in ("text", "exact") and len(shape.boxes):
        exact = vector.read(
            _desk.leak, _desk.pieces[piece].page, base.drawable, base.plan, page, shape
        )
        if _share(exact) <= 0.1:
            exact = []
        elif not _has_texture(base, page) and _crisp(exact) >= _CRISP:
            _desk.last = _Read(piece, page, shape, exact, None)
            return _answer(exact, "vector")
    if how == "exact" and not exact:
        return _answer([], "none")
    gray = _gray(piece)
    drawing = _drawing(base, page, shape)
    ways = _matrices(hints)
    if not ways and _desk.is_pdf:  # a page of a PDF most likely lies flat and whole
        ways = [np.diag([gray.shape[1] / shape.size[0], gray.shape[0] / shape.size[1], 1.0])]
    known = None
    if len(hints) == 1:
        known = _desk.places.get((base.revision, piece, page, tuple(hints[0])))
    placed = _placed(base, gray, page, shape, drawing, ways, thorough and how != "exact", known)
    if placed is None:
        if how == "exact" and _crisp(exact) < _CRISP:
            return _answer([], "none")
        return _answer(exact, "vector" if exact else "none")
    readings = list(exact)
    if len(shape.boxes) and _crisp(exact) < _CRISP:
        # Text laid over a picture by a scanner's software stands only roughly where it should.
        drawn = raster.read(gray, placed, base.drawable, shape, drawing=drawing)
        if _crisp(drawn) > _crisp(exact):
            readings, exact = drawn, []
        elif how == "exact":
            return _answer([], "none")
    readings += _read_textures(base, gray, placed, drawing)
    _desk.last = _Read(piece, page, shape, readings, placed)
    return _answer(readings, "vector" if exact else "picture", placed)


def pictures() -> dict[str, bytes]:
    """What was read last, to look at.

    Returns:
        marked: the leak with what was read drawn on it (PNG); bare: the leak alone; original:
        the original page where it lies in the leak (JPEG). Empty where nothing can be drawn.
    """
    base, last = _desk.original, _desk.last
    if base is None or last is None:
        return {"marked": b"", "bare": b"", "original": b""}
    gray = _gray(last.piece)
    placed = last.placed or _flat(gray, last.page, last.shape)
    drawing = _drawing(base, last.page, last.shape)
    bare, original = beneath(gray, placed, drawing)
    marked = draw(gray, placed, last.shape, last.readings)
    return {"marked": marked, "bare": bare, "original": original}


def _matrices(hints: Sequence[Sequence[float]]) -> list[NDArray[np.float64]]:
    return [np.array(hint, np.float64).reshape(3, 3) for hint in hints]


def _flat(gray: Gray, page: int, shape: PageGeometry) -> Alignment:
    """A page that lies flat and whole in its picture."""
    scale = np.array([gray.shape[1] / shape.size[0], gray.shape[0] / shape.size[1]])
    return Alignment(page, lambda points: points * scale, 0, 0.0, inverted=False)


def _placed(
    base: _Original,
    gray: Gray,
    page: int,
    shape: PageGeometry,
    drawing: Drawing,
    hints: list[NDArray[np.float64]],
    thorough: bool,
    known: Alignment | None,
) -> Alignment | None:
    """Where the page lies in a picture: by its words, else by whatever else is on it."""
    words = shape if len(shape.boxes) else None
    placed = align(
        *(gray, base.drawable, page, words),
        hints=hints, drawing=drawing, thorough=thorough, known=known,
    )  # fmt: skip
    if placed is not None:
        return replace(placed, page=page)
    if not _has_texture(base, page):
        return None
    drawn = drawing.at(1.5)
    found = align_picture.align(gray, drawn, (drawn.shape[0], drawn.shape[1]))
    if found is None:
        return None
    scale = drawing.ratio(1.5)
    return replace(found, page=page, to_leak=lambda points: found.to_leak(points * scale))


def _has_texture(base: _Original, page: int) -> bool:
    return any(plan.page == page for plan in base.textures) or (
        base.pictures is not None and base.pictures.slots_on(page) > 0
    )


def _read_textures(
    base: _Original, gray: Gray, placed: Alignment, drawing: Drawing
) -> list[Reading]:
    """What the faint texture of an aligned page and the pictures on it say."""
    readings = [
        pdf_page.read(gray, drawing.at(1.5), plan, placed)
        for plan in base.textures
        if plan.page == placed.page
    ]
    for shown in base.pictures.pictures if base.pictures else ():
        if any(page == placed.page for page, _ in shown.places):
            data = next(s.data for s in base.plan.streams if s.number == shown.number)
            unmarked = pdf_picture.original_gray(shown, data)
            readings += pdf_picture.read(gray, unmarked, shown, placed)
    return readings


def _read_picture(base: _Original, piece: int, page: int) -> dict[str, Any]:
    plan = picture_file.PicturePlan.from_bytes(base.blueprint.picture)
    shown = plan.pages[page]
    if shown is None:
        return _answer([], "none")
    gray, original_gray = _gray(piece), picture_file.original_gray(base.data, page)
    placed = align_picture.align(gray, original_gray, shown.frame)
    if placed is None:
        return _answer([], "none")
    reading = picture_file.read(
        gray, original_gray, plan, placed.to_leak, page=page, inverted=placed.inverted
    )
    return _answer([reading], "picture", placed)


def _geometry(base: _Original, page: int) -> PageGeometry:
    key = (base.revision, page)
    if key not in _desk.geometries:
        _desk.geometries[key] = unit_geometry.geometry(
            base.data, base.plan, page, password=base.password or None
        )
    return _desk.geometries[key]


def _drawing(base: _Original, page: int, shape: PageGeometry) -> Drawing:
    key = (base.revision, page)
    if key not in _desk.drawings:
        _desk.drawings.clear()
        em = float(np.median(shape.em)) if len(shape.em) else 10.0
        _desk.drawings[key] = Drawing(base.drawable, page, em=em)
    return _desk.drawings[key]


def _share(readings: Sequence[Reading]) -> float:
    slots = sum(reading.group.slots for reading in readings)
    return sum(int(np.count_nonzero(r.weights)) for r in readings) / slots if slots else 0.0


def _crisp(readings: Sequence[Reading]) -> float:
    """Share of the slots that could be read whose values are what marks, or none, make of them.

    It looks at no code, so choosing a way of reading by it favours no copy.
    """
    size = np.concatenate([np.zeros(0), *(np.abs(r.values[r.weights > 0]) for r in readings)])
    plain = (np.abs(size - 1) < 0.4) | (size < 0.1)
    return float(plain.mean()) if len(size) else 0.0


def _answer(
    readings: Sequence[Reading],
    method: str,
    placed: Alignment | None = None,
) -> dict[str, Any]:
    return {
        "readings": [
            {
                "container": reading.group.container,
                "carrier": reading.group.carrier,
                "slots": reading.group.slots,
                "values": reading.values.astype(np.float32),
                "weights": reading.weights.astype(np.float32),
            }
            for reading in readings
        ],
        "method": method,
        "inliers": placed.inliers if placed else 0,
        "rms": placed.rms if placed else 0.0,
        "read": _share(readings),
    }
