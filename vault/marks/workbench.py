"""What the sandboxed worker does with documents: inspect, issue, preview.

`inspect` takes a file apart once, at import, and returns its *blueprint*: everything needed to
make copies later (plans of all carriers, the room for stamps on each page). `load` puts a
blueprint on the bench; `issue` and `preview` make copies from it as often as asked. Plain values
in and out, since they cross a pipe; this side never sees a key, only the symbols of one copy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import msgspec
import numpy as np
import pikepdf
import pypdfium2 as pdfium
from numpy.typing import NDArray

from vault.errors import CocoonError
from vault.marks import metadata, page_space, stamp, stamp_template
from vault.marks.carriers import pdf_page, pdf_picture, pdf_text, picture_file, traceability
from vault.marks.facts import ReleaseFacts
from vault.marks.page_space import Band, PageSpace
from vault.marks.pdf.assembly import ReplacedStream, assemble
from vault.marks.slots import Codeword, CoinGroup
from vault.progress import Report, Step, silent

VERSION = 1
PDF = "application/pdf"
_XMP_LIMIT = 8 << 20


class Blueprint(msgspec.Struct, frozen=True):
    """All plans of one revision.

    Attributes:
        v: format version.
        media: media type.
        text: the PDF text carrier's plan, which is also the prepared document.
        spaces: size, free bands and luminance of each page, for stamps.
        xmp: the original's metadata packet.
        textures: page texture of pages that have little text.
        pictures: the plan of the pictures inside those pages.
        picture: the plan of a picture file.
    """

    v: int
    media: str
    text: bytes = b""
    spaces: tuple[tuple[Any, ...], ...] = ()
    xmp: bytes = b""
    textures: tuple[bytes, ...] = ()
    pictures: bytes = b""
    picture: bytes = b""


def decode_blueprint(data: bytes) -> Blueprint:
    """Read a blueprint back.

    Raises:
        CocoonError: ``newer-format``.
    """
    found = msgspec.msgpack.decode(data, type=Blueprint)
    if found.v > VERSION:
        raise CocoonError(
            "newer-format",
            "This document's plan was made by a newer version of Cocoon.",
            "Install the current version, then try again.",
        )
    return found


def _space_out(space: PageSpace) -> tuple[Any, ...]:
    bands = tuple((band.span, band.top, band.bottom, band.luma) for band in space.bands)
    return (space.size, bands, space.foot_luma, space.head_luma)


def _space_in(row: Sequence[Any]) -> PageSpace:
    size, bands, foot, head = row
    return PageSpace(tuple(size), tuple(Band(*band) for band in bands), foot, head)


# -- import -----------------------------------------------------------------------------------


def inspect(data: bytes, media: str, password: str = "", report: Report = silent) -> dict[str, Any]:
    """Take a file apart.

    Args:
        data: the file.
        media: its media type by content.
        password: opens it, if it is encrypted.
        report: told of each page.

    Returns:
        pages; blueprint, features (bytes); trace: rows (page, slots, grade, reason); warnings;
        encrypted.

    Raises:
        CocoonError: ``password-needed``, ``wrong-password``, ``broken-pdf``, ``too-big`` …
    """
    if media == PDF:
        return _inspect_pdf(data, password, report)
    return _inspect_picture(data, media)


def _inspect_picture(data: bytes, media: str) -> dict[str, Any]:
    from vault.tracing import pagebook

    plan = picture_file.plan(data)
    trace = []
    for number, page in enumerate(plan.pages):
        slots = page.slots if page is not None else 0
        worth = traceability.of_picture_file(slots, plan.notes)
        trace.append((number, worth.slots, worth.grade, worth.code))
    marked = any(row[1] for row in trace)
    blueprint = Blueprint(VERSION, media, picture=plan.to_bytes())
    looks = [picture_file.original_gray(data, number) for number in range(len(plan.pages))]
    return {
        "pages": len(plan.pages),
        "blueprint": msgspec.msgpack.encode(blueprint),
        "features": pagebook.describe_pictures(looks) if marked else b"",
        "trace": trace,
        "warnings": list(plan.notes),
        "encrypted": False,
    }


def _inspect_pdf(data: bytes, password: str, report: Report) -> dict[str, Any]:
    from vault.tracing import pagebook

    plan = pdf_text.plan(data, password=password or None)
    spaces = []
    drawable, xmp = without_encryption(data, password)
    with pdfium.PdfDocument(drawable) as document:
        for index in range(len(document)):
            report(Step("Reading pages", index + 1, len(document)))
            spaces.append(page_space.measure(document, index))
    sparse = [page.index for page in plan.pages if page.slots < traceability.FEW_WORDS]
    textures = pdf_page.plan(drawable, sparse)
    pictures = pdf_picture.plan(data, sparse, password=password or None)
    blueprint = Blueprint(
        VERSION,
        PDF,
        plan.dumps(),
        tuple(_space_out(space) for space in spaces),
        xmp,
        tuple(textures[page].to_bytes() for page in sorted(textures)),
        pictures.to_bytes() if pictures.pictures else b"",
    )
    trace = []
    for page in plan.pages:
        faint = textures[page.index].group.slots if page.index in textures else 0
        hindrances = [why for at, _, why in pictures.skipped if at == page.index]
        worth = traceability.of_page(page.slots, faint, pictures.slots_on(page.index), hindrances)
        trace.append((page.index, worth.slots, worth.grade, worth.code))
    return {
        "pages": len(plan.pages),
        "blueprint": msgspec.msgpack.encode(blueprint),
        "features": pagebook.describe(drawable, report),
        "trace": trace,
        "warnings": list(plan.warnings),
        "encrypted": "encrypted" in plan.warnings,
    }


def _xmp_of(document: pikepdf.Pdf) -> bytes:
    stream = document.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return b""
    try:
        data = bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return b""
    return data if len(data) <= _XMP_LIMIT else b""


def without_encryption(data: bytes, password: str) -> tuple[bytes, bytes]:
    """A PDF that opens without a password, for drawing, and its metadata packet."""
    with pikepdf.open(BytesIO(data), password=password) as document:
        xmp = _xmp_of(document)
        if not document.is_encrypted:
            return data, xmp
        out = BytesIO()
        document.save(out, encryption=False)
        return out.getvalue(), xmp


# -- copies -----------------------------------------------------------------------------------


class _Bench:
    """The blueprint that copies are being made from."""

    def __init__(self, blueprint: Blueprint, original: bytes) -> None:
        self.blueprint = blueprint
        self.original = original
        self.text = pdf_text.Plan.loads(blueprint.text) if blueprint.text else None
        self.spaces = tuple(_space_in(row) for row in blueprint.spaces)
        self.textures = tuple(pdf_page.PagePlan.from_bytes(row) for row in blueprint.textures)
        self.pictures = (
            pdf_picture.PdfPicturePlan.from_bytes(blueprint.pictures)
            if blueprint.pictures
            else None
        )
        self.picture = (
            picture_file.PicturePlan.from_bytes(blueprint.picture) if blueprint.picture else None
        )

    def groups(self) -> tuple[CoinGroup, ...]:
        """Coin groups of all carriers."""
        groups = [*self.text.groups] if self.text else []
        groups += [plan.group for plan in self.textures]
        groups += [picture.group for picture in self.pictures.pictures] if self.pictures else []
        if self.picture and self.picture.group.slots:
            groups.append(self.picture.group)
        return tuple(groups)


_benches: dict[str, _Bench] = {}


def load(name: str, blueprint: bytes, original: bytes = b"") -> list[list[Any]]:
    """Put a blueprint on the bench; returns its coin groups as rows (container, carrier, slots).

    Only the blueprint used last stays, so that memory does not grow with a release.
    """
    _benches.clear()
    bench = _Bench(decode_blueprint(blueprint), original)
    _benches[name] = bench
    return [[group.container, group.carrier, group.slots] for group in bench.groups()]


def issue(
    name: str,
    symbols: Mapping[str, NDArray[np.int8]] | None,
    facts: Mapping[str, Any],
    template: str,
    pages: Sequence[int] | None,
    seed: bytes,
    open_password: str,
) -> bytes:
    """Make a copy, or (without symbols) a preview that carries nobody's code.

    Args:
        name: what was loaded.
        symbols: "container|carrier" → symbols.
        facts: fields of `ReleaseFacts`; dates as ISO 8601.
        template: stamp template's name.
        pages: 0-based pages; None for all.
        seed: 32 bytes for ids, salts and initialisation vectors.
        open_password: encrypts the copy; empty for none.
    """
    bench = _benches[name]
    told = _facts(facts)
    codeword = None
    if symbols is not None:
        codeword = {
            group: np.asarray(symbols[f"{group.container}|{group.carrier}"], np.int8)
            for group in bench.groups()
        }
    if bench.picture is not None:
        return _issue_picture(bench, bench.picture, codeword, told)
    if bench.text is None:
        raise CocoonError("not-markable", "This kind of file carries no marks.", "")
    shape = stamp_template.load("preview" if symbols is None else template)
    sizes = [space.size for space in bench.spaces]
    sheets = stamp.sheet_of(shape, told, sizes, bench.spaces)
    ids = hashlib.sha256(seed + b"document id").digest()
    return assemble(
        bench.text,
        codeword,
        document_id=(ids[:16], ids[16:]),
        seed=seed,
        stamp_pdf=stamp.render(shape, told, sizes, bench.spaces),
        stamp_page=lambda page: sheets[page],
        xmp=metadata.build(bench.blueprint.xmp or None, told),
        open_password=open_password or None,
        pages=pages,
        underlays={
            plan.page: pdf_page.overlay(plan, codeword[plan.group]) for plan in bench.textures
        }
        if codeword is not None
        else None,
        replaced=_textured(bench, codeword),
    )


def _textured(bench: _Bench, codeword: Codeword | None) -> dict[int, ReplacedStream] | None:
    """The pictures inside a PDF as one copy has them."""
    if codeword is None or bench.pictures is None or bench.text is None:
        return None
    stored = {stream.number: stream.data for stream in bench.text.streams}
    return pdf_picture.streams(bench.pictures, codeword, stored.__getitem__)


def _issue_picture(
    bench: _Bench,
    plan: picture_file.PicturePlan,
    codeword: Codeword | None,
    facts: ReleaseFacts,
) -> bytes:
    symbols = codeword.get(plan.group) if codeword is not None else None
    return picture_file.write(bench.original, plan, symbols, xmp=metadata.build(None, facts))


def _facts(plain: Mapping[str, Any]) -> ReleaseFacts:
    return msgspec.convert(dict(plain), type=ReleaseFacts, strict=False)


def group_rows(rows: Sequence[Sequence[Any]]) -> tuple[CoinGroup, ...]:
    """Rows that `load` returned, as coin groups."""
    return tuple(CoinGroup(str(row[0]), str(row[1]), int(row[2])) for row in rows)
