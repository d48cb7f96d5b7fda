"""A document taken apart so that a copy of it is mostly a concatenation.

`Prepared` holds everything that the bytes of a copy need: the objects that never change, in
compressed object streams; the streams, still encoded; the pages as pieces around what a copy
adds; and the content streams that carry marks, as one long template with one-byte holes. It
survives a round trip through `dumps` and `loads`, is tied to no file, and carries a version:
a copy made today must be readable with its plan in ten years.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from vault.errors import CocoonError
from vault.marks.slots import CoinGroup, Symbols

VERSION = 2
"""Version of the stored form and of the carrier's rules."""

_OLDEST = 2
"""No release ever made older plans."""

_SLIP = 256
"""Steps of an amplitude in which slips are stored."""

MAGIC = b"cocoon-plan\x00"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What a page is worth to the text carrier.

    Attributes:
        index: 0-based page index in the original.
        size_pt: (width, height) of the upright frame.
        slots: text slots that can be seen on the page, those in forms included.
        words: words that carry them.
        warnings: codes such as ``broken-content``, ``no-text``.
    """

    index: int
    size_pt: tuple[float, float]
    slots: int
    words: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page object in pieces.

    Attributes:
        index: 0-based page index in the original.
        number: object number.
        head: dictionary entries other than /Contents and /Resources.
        contents: references to the original content streams, in order.
        text: object number of the template that replaces them, 0 if none.
        resources: the resources as they are.
        rest: resource entries other than /XObject and /ExtGState.
        xobjects: entries of /XObject.
        states: entries of /ExtGState.
        prefix: begins names that neither has.
        box: crop box in default user space, x0 y0 x1 y1.
        rotate: 0, 90, 180 or 270, clockwise.
        open: q operators that the contents leave open.
        in_text: the contents end inside a text object.
        containers: containers whose units show on this page, with repetitions for forms.
    """

    index: int
    number: int
    head: bytes
    contents: tuple[bytes, ...]
    text: int
    resources: bytes
    rest: bytes
    xobjects: bytes
    states: bytes
    prefix: bytes
    box: tuple[float, float, float, float]
    rotate: int
    open: int
    in_text: bool
    containers: tuple[str, ...]

    @property
    def upright(self) -> tuple[float, float]:
        """Width and height as a viewer shows the page, pt."""
        x0, y0, x1, y1 = self.box
        across, down = x1 - x0, y1 - y0
        return (down, across) if self.rotate in (90, 270) else (across, down)

    @property
    def placement(self) -> tuple[float, float, float, float, float, float]:
        """Matrix from (right, up) of the upright frame's lower left corner to user space."""
        x0, y0, x1, y1 = self.box
        return {
            0: (1.0, 0.0, 0.0, 1.0, x0, y0),
            90: (0.0, 1.0, -1.0, 0.0, x1, y0),
            180: (-1.0, 0.0, 0.0, -1.0, x1, y1),
            270: (0.0, -1.0, 1.0, 0.0, x0, y1),
        }[self.rotate]


ALWAYS, UNMARKED, WITHOUT_XMP = 0, 1, 2
"""When a stream belongs to a copy: always, only without marks, only without new XMP."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream as it is stored: dictionary entries without /Length, encoded data."""

    number: int
    entries: bytes
    data: bytes | memoryview
    when: int = ALWAYS


@dataclass(frozen=True, slots=True)
class Text:
    """A content stream that carries marks: its part of the template."""

    number: int
    entries: bytes
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ObjectStream:
    """Objects that are the same in every copy, compressed together."""

    number: int
    members: tuple[int, ...]
    first: int
    data: bytes | memoryview


@dataclass(frozen=True, slots=True)
class Holes:
    """Bytes of the template that differ between copies; slot k of a group moves its unit k.

    Attributes:
        at: position in the template, uint32 (n,).
        slot: slot counted over all groups, int32 (n,).
        plus, minus: byte for symbol +1 and -1, uint8 (n,).
        slip: how far behind its true place pdfium draws each unit of the original, in amplitudes
            along its line, float32 (slots,).
    """

    at: NDArray[np.uint32]
    slot: NDArray[np.int32]
    plus: NDArray[np.uint8]
    minus: NDArray[np.uint8]
    slip: NDArray[np.float32]


@dataclass(frozen=True)
class Prepared:
    """A document ready to be copied.

    Attributes:
        version: version of the stored form and of the carrier's rules.
        amplitude: displacement in em/1000.
        groups: coin groups, in the order of the template.
        pages: what each page is worth.
        warnings: ``signed``, ``encrypted``, ``xfa``, ``usage-rights``, ``repaired`` …
        header: PDF version of the original, e.g. ``1.7``.
        root, info: object numbers of the catalog and the information dictionary (0: none).
        catalog: entries of the catalog other than /Metadata and /Extensions.
        metadata: reference to the original's XMP, or empty.
        next_number: first object number that is free.
        page_objects, streams, texts, packed: the parts.
        template: the marked content streams, one after the other.
        holes: where copies differ.
    """

    version: int
    amplitude: int
    groups: tuple[CoinGroup, ...]
    pages: tuple[PageFacts, ...]
    warnings: tuple[str, ...]
    header: str
    root: int
    info: int
    catalog: bytes
    metadata: bytes
    next_number: int
    page_objects: tuple[Page, ...]
    streams: tuple[Stream, ...]
    texts: tuple[Text, ...]
    packed: tuple[ObjectStream, ...]
    template: bytes
    holes: Holes

    def dumps(self) -> bytes:
        """The plan as bytes, the same for the same plan."""
        holes = self.holes
        arrays = [
            _squeeze(np.diff(holes.at.astype(np.int64), prepend=0).astype("<i4").tobytes()),
            _squeeze(np.diff(holes.slot, prepend=np.int32(0)).astype("<i4").tobytes()),
            _squeeze(holes.plus.tobytes()),
            _squeeze(holes.minus.tobytes()),
            _squeeze(np.rint(holes.slip * _SLIP).astype("<i2").tobytes()),
        ]
        stored = _Stored(
            self.amplitude,
            [(g.container, g.carrier, g.slots) for g in self.groups],
            [(p.index, p.size_pt, p.slots, p.words, p.warnings) for p in self.pages],
            list(self.warnings),
            self.header,
            (self.root, self.info, self.next_number),
            self.catalog,
            self.metadata,
            [_page_tuple(p) for p in self.page_objects],
            [(s.number, s.entries, memoryview(s.data), s.when) for s in self.streams],
            [(t.number, t.entries, t.start, t.end) for t in self.texts],
            [(o.number, o.members, o.first, memoryview(o.data)) for o in self.packed],
            memoryview(_squeeze(self.template)),
            [memoryview(part) for part in arrays],
        )
        return MAGIC + bytes([self.version]) + msgspec.msgpack.encode(stored)

    @staticmethod
    def loads(data: bytes | memoryview) -> Prepared:
        """Read what `dumps` wrote.

        Raises:
            CocoonError: ``not-a-plan``, ``plan-too-new`` or ``plan-too-old``.
        """
        view = memoryview(data)
        if bytes(view[: len(MAGIC)]) != MAGIC:
            raise CocoonError("not-a-plan", "This is not a marking plan.")
        version = view[len(MAGIC)]
        if version > VERSION:
            raise CocoonError(
                "plan-too-new",
                "This marking plan was made by a newer Cocoon.",
                "Update Cocoon on this machine.",
            )
        if version < _OLDEST:
            raise CocoonError(
                "plan-too-old",
                "This marking plan was made by a Cocoon that was never released.",
                "Import the document again.",
            )
        try:
            stored = msgspec.msgpack.decode(view[len(MAGIC) + 1 :], type=_Stored)
        except msgspec.DecodeError as error:
            raise CocoonError("not-a-plan", "This marking plan is damaged.") from error
        at, slot, plus, minus, slip = stored.arrays
        holes = Holes(
            at=_deltas(at).astype(np.uint32),
            slot=_deltas(slot).astype(np.int32),
            plus=np.frombuffer(_expand(plus), np.uint8),
            minus=np.frombuffer(_expand(minus), np.uint8),
            slip=(np.frombuffer(_expand(slip), "<i2") / _SLIP).astype(np.float32),
        )
        root, info, next_number = stored.numbers
        return Prepared(
            version=version,
            amplitude=stored.amplitude,
            groups=tuple(CoinGroup(*g) for g in stored.groups),
            pages=tuple(PageFacts(*p) for p in stored.pages),
            warnings=tuple(stored.warnings),
            header=stored.header,
            root=root,
            info=info,
            catalog=stored.catalog,
            metadata=stored.metadata,
            next_number=next_number,
            page_objects=tuple(Page(*p) for p in stored.page_objects),
            streams=tuple(Stream(*s) for s in stored.streams),
            texts=tuple(Text(*t) for t in stored.texts),
            packed=tuple(ObjectStream(*o) for o in stored.packed),
            template=_expand(stored.template),
            holes=holes,
        )

    @cached_property
    def group_start(self) -> dict[CoinGroup, int]:
        """First slot of each group, counted over all groups."""
        starts, at = {}, 0
        for group in self.groups:
            starts[group] = at
            at += group.slots
        return starts

    def symbols(self, codeword: Mapping[CoinGroup, Symbols]) -> NDArray[np.int8]:
        """All symbols in the order of the groups, shape (slots,).

        Raises:
            ValueError: a group is missing, or its symbols are not +-1 or not as many as slots.
        """
        parts = []
        for group in self.groups:
            given = codeword.get(group)
            if given is None:
                raise ValueError(f"codeword lacks {group.container} {group.carrier}")
            if given.shape != (group.slots,) or not np.all(np.abs(given) == 1):
                raise ValueError(f"symbols of {group.container} are not {group.slots} signs")
            parts.append(given)
        return np.concatenate(parts).astype(np.int8) if parts else np.zeros(0, np.int8)

    def fill(self, symbols: NDArray[np.int8]) -> NDArray[np.uint8]:
        """The template with every hole filled, uint8."""
        holes = self.holes
        filled = np.frombuffer(self.template, np.uint8).copy()
        filled[holes.at] = np.where(symbols[holes.slot] > 0, holes.plus, holes.minus)
        return filled

    def objects(self) -> dict[int, bytes]:
        """The objects in the object streams, by number."""
        found: dict[int, bytes] = {}
        for packed in self.packed:
            data = _expand(packed.data)
            table = data[: packed.first].split()
            offsets = [int(n) for n in table[1::2]] + [len(data) - packed.first]
            for number, start, end in zip(packed.members, offsets[:-1], offsets[1:], strict=True):
                found[number] = data[packed.first + start : packed.first + end].strip()
        return found

    def with_pages(self, pages: Iterable[PageFacts]) -> Prepared:
        """The same document with other facts about its pages."""
        return replace(self, pages=tuple(pages))


class _Stored(msgspec.Struct, array_like=True):
    amplitude: int
    groups: list[tuple[str, str, int]]
    pages: list[tuple[int, tuple[float, float], int, int, tuple[str, ...]]]
    warnings: list[str]
    header: str
    numbers: tuple[int, int, int]
    catalog: bytes
    metadata: bytes
    page_objects: list[
        tuple[
            int,
            int,
            bytes,
            tuple[bytes, ...],
            int,
            bytes,
            bytes,
            bytes,
            bytes,
            bytes,
            tuple[float, float, float, float],
            int,
            int,
            bool,
            tuple[str, ...],
        ]
    ]
    streams: list[tuple[int, bytes, memoryview, int]]
    texts: list[tuple[int, bytes, int, int]]
    packed: list[tuple[int, tuple[int, ...], int, memoryview]]
    template: memoryview
    arrays: list[memoryview] = field(default_factory=list)


def _page_tuple(page: Page) -> Any:
    return tuple(getattr(page, name) for name in Page.__slots__)


def _squeeze(data: bytes) -> bytes:
    from isal import isal_zlib

    return bytes(isal_zlib.compress(data, 1))


def _expand(data: bytes | memoryview) -> bytes:
    from isal import isal_zlib

    return bytes(isal_zlib.decompress(data))


def _deltas(data: bytes | memoryview) -> NDArray[np.int64]:
    return np.cumsum(np.frombuffer(_expand(data), "<i4").astype(np.int64))


def pack(objects: Sequence[tuple[int, bytes]]) -> tuple[bytes, int]:
    """The uncompressed data of an object stream and where its first object begins."""
    table, offset = [], 0
    for number, body in objects:
        table.append(b"%d %d" % (number, offset))
        offset += len(body) + 1
    head = b" ".join(table) + b"\n"
    return head + b"\n".join(body for _, body in objects) + b"\n", len(head)
