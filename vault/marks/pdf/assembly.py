"""Putting a copy together from a prepared document.

What every copy shares is copied; what differs (signs in the template, the stamp, XMP, page
objects, the encryption) is made. Objects that are not streams go into object streams, so
nothing of them is readable in an encrypted copy and no string is encrypted by itself. The
same inputs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from isal import isal_zlib

from vault.marks.pdf.encryption import Encryption
from vault.marks.pdf.overlay import ImageOverlay, StampForms, image_stream, read_stamp
from vault.marks.pdf.prepared import ALWAYS, UNMARKED, Page, Prepared, pack
from vault.marks.pdf.writer import FileWriter
from vault.marks.slots import CoinGroup, Symbols


@dataclass(frozen=True, slots=True)
class ReplacedStream:
    """New data for a stream of the original.

    Attributes:
        entries: the whole dictionary, serialised, without << >>, /Length, /Filter and
            /DecodeParms; it holds no strings, only names, numbers and references.
        data: encoded data.
        filter: filter name without the slash, e.g. ``DCTDecode``; empty for none.
    """

    entries: bytes
    data: bytes
    filter: str = ""


@dataclass
class _Copy:
    """A copy in the making: what is added to the prepared document."""

    plan: Prepared
    next_number: int
    objects: list[tuple[int, bytes]] = field(default_factory=list)
    streams: list[tuple[int, bytes, bytes | memoryview]] = field(default_factory=list)
    shared: dict[bytes, int] = field(default_factory=dict)

    def number(self) -> int:
        self.next_number += 1
        return self.next_number - 1

    def content(self, data: bytes) -> int:
        """A small content stream; equal ones are written once."""
        known = self.shared.get(data)
        if known is None:
            known = self.shared[data] = self.number()
            self.streams.append((known, b"", data))
        return known


def assemble(
    plan: Prepared,
    codeword: Mapping[CoinGroup, Symbols] | None,
    *,
    document_id: tuple[bytes, bytes],
    seed: bytes,
    stamp_pdf: bytes | None = None,
    stamp_page: Callable[[int], int | None] | None = None,
    xmp: bytes | None = None,
    open_password: str | None = None,
    pages: Sequence[int] | None = None,
    underlays: Mapping[int, ImageOverlay] | None = None,
    replaced: Mapping[int, ReplacedStream] | None = None,
) -> bytes:
    """Make a copy.

    Args:
        plan: the prepared document.
        codeword: symbols of every coin group of the plan (others are ignored); None makes a
            copy that carries none, from the original's own content streams.
        document_id: permanent and changing identifier of the file.
        seed: 32 bytes, unique to the copy; keys and salts are derived from it.
        stamp_pdf: pages with a transparent background to lay over the document's.
        stamp_page: page of ``stamp_pdf`` for a page index of the original, None for none;
            without it the first page goes everywhere.
        xmp: replaces the document's metadata stream.
        open_password: encrypts the copy (AES-256, revision 6) so that this opens it.
        pages: 0-based indices of the pages that the copy has, in ascending order.
        underlays: pictures that lie under (or multiply over) whole pages, by page index.
        replaced: new data for streams, by object number of the original.

    Raises:
        ValueError: the codeword lacks a group, or pages are out of range.
        CocoonError: the stamp cannot be read.
    """
    if pages is not None and tuple(pages) != tuple(p.index for p in plan.page_objects):
        from vault.marks.pdf.selection import select

        plan = select(plan, pages)
    copy = _Copy(plan, plan.next_number)
    _add_pages(copy, codeword is not None, stamp_pdf, stamp_page, underlays or {})
    _add_catalog(copy, xmp, encrypted=open_password is not None)
    encryption = Encryption(seed, open_password) if open_password is not None else None
    return _write(copy, codeword, xmp, replaced or {}, document_id, encryption)


def _add_pages(
    copy: _Copy,
    marked: bool,
    stamp_pdf: bytes | None,
    stamp_page: Callable[[int], int | None] | None,
    underlays: Mapping[int, ImageOverlay],
) -> None:
    stamps: StampForms | None = None
    if stamp_pdf is not None:
        stamps = read_stamp(stamp_pdf, copy.number)
        copy.objects += stamps.objects
    forms_used: set[int] = set()
    for page in copy.plan.page_objects:
        sheet = None
        if stamps is not None:
            sheet = stamp_page(page.index) if stamp_page is not None else 0
        underlay = underlays.get(page.index)
        body = (b"%d 0 R" % page.text,) if marked and page.text else page.contents
        names: list[bytes] = []
        before = after = b""
        extra = b""
        if underlay is not None:
            number = copy.number()
            entries, data = image_stream(underlay)
            copy.streams.append((number, entries, data))
            names.append(b"%bU %d 0 R" % (page.prefix, number))
            drawn = _place_image(page)
            if underlay.over:
                after += b"q %bG gs %bQ\n" % (page.prefix, drawn)
                extra = b"%bG << /Type /ExtGState /BM /Multiply >>" % page.prefix
            else:
                before = b"/Artifact BMC q %bQ EMC\n" % drawn
        if sheet is not None and stamps is not None:
            form = stamps.forms[sheet]
            forms_used.add(sheet)
            names.append(b"%bS %d 0 R" % (page.prefix, form.number))
            after += b"q %b cm %bS Do Q\n" % (_placed(page, form.size), page.prefix)
        if names:
            close = (b"\nET" if page.in_text else b"") + b"\nQ" * (page.open + 1)
            first = copy.content(before + b"q\n")
            last = copy.content(b"%b\n/Artifact BMC\n%bEMC\n" % (close, after))
            body = (b"%d 0 R" % first, *body, b"%d 0 R" % last)
            resources = _resources(page, names, extra)
        else:
            resources = page.resources
        contents = body[0] if len(body) == 1 else b"[ " + b" ".join(body) + b" ]"
        shown = b" /Contents " + contents if body else b""
        copy.objects.append(
            (page.number, b"<< %b%b /Resources %b >>" % (page.head, shown, resources))
        )
    if stamps is not None:
        copy.streams += stamps.streams
        copy.streams += [stamps.forms[sheet].stream for sheet in sorted(forms_used)]


def _resources(page: Page, names: list[bytes], state: bytes) -> bytes:
    states = b" ".join(part for part in (page.states, state) if part)
    return b"<< %b /XObject << %b >>%b >>" % (
        page.rest,
        b" ".join([page.xobjects, *names]),
        b" /ExtGState << %b >>" % states if states else b"",
    )


def _placed(page: Page, size: tuple[float, float]) -> bytes:
    """The matrix that lays a stamp page over the page as it is seen."""
    width, height = page.upright
    a, b, c, d, e, f = page.placement
    sx, sy = width / size[0], height / size[1]
    return _matrix(a * sx, b * sx, c * sy, d * sy, e, f)


def _place_image(page: Page) -> bytes:
    width, height = page.upright
    a, b, c, d, e, f = page.placement
    matrix = _matrix(a * width, b * width, c * height, d * height, e, f)
    return b"%b cm %bU Do " % (matrix, page.prefix)


def _matrix(*values: float) -> bytes:
    return " ".join(f"{round(v, 5):.5f}".rstrip("0").rstrip(".") for v in values).encode()


def _add_catalog(copy: _Copy, xmp: bytes | None, *, encrypted: bool) -> None:
    plan = copy.plan
    catalog = plan.catalog
    if xmp is not None:
        number = copy.number()
        copy.streams.append((number, b"/Type /Metadata /Subtype /XML", xmp))
        catalog += b" /Metadata %d 0 R" % number
    elif plan.metadata:
        catalog += b" /Metadata " + plan.metadata
    if encrypted and plan.header < "2.0":
        catalog += b" /Extensions << /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >>"
    copy.objects.append((plan.root, b"<< " + catalog + b" >>"))


def _write(
    copy: _Copy,
    codeword: Mapping[CoinGroup, Symbols] | None,
    xmp: bytes | None,
    replaced: Mapping[int, ReplacedStream],
    document_id: tuple[bytes, bytes],
    encryption: Encryption | None,
) -> bytes:
    plan = copy.plan
    header = max(plan.header, "1.7") if encryption is not None else max(plan.header, "1.5")
    out = FileWriter(header, encryption)
    marked = codeword is not None
    for stream in plan.streams:
        if stream.when != ALWAYS and (marked if stream.when == UNMARKED else xmp is not None):
            continue
        new = replaced.get(stream.number)
        if new is not None:
            out.stream(stream.number, _filtered(new.entries, new.filter), new.data)
        else:
            out.stream(stream.number, stream.entries, stream.data)
    if codeword is not None:
        filled = plan.fill(plan.symbols(codeword)).tobytes()
        view = memoryview(filled)
        for text in plan.texts:
            out.stream(
                text.number,
                text.entries + b" /Filter /FlateDecode",
                isal_zlib.compress(view[text.start : text.end], 1),
            )
    for number, entries, data in copy.streams:
        if b"/Filter" in entries or b"/Subtype /XML" in entries:
            out.stream(number, entries, data)
        else:
            out.stream(number, entries + b" /Filter /FlateDecode", isal_zlib.compress(data, 1))
    for packed in plan.packed:
        out.object_stream(packed.number, packed.members, packed.first, packed.data)
    for start in range(0, len(copy.objects), 400):
        batch = copy.objects[start : start + 400]
        data, first = pack(batch)
        out.object_stream(
            copy.number(),
            tuple(number for number, _ in batch),
            first,
            isal_zlib.compress(data, 1),
        )
    return out.finish(copy.number(), copy.number(), plan.root, plan.info, document_id)


def _filtered(entries: bytes, name: str) -> bytes:
    return entries + (b" /Filter /" + name.encode() if name else b"")
