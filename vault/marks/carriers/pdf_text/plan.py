"""Planning: which letters of a document can carry symbols, and the document made ready for it.

Each page's contents and each form that pages draw become one container with its own coin
group. What several pages share is planned once. The plan is deterministic: the same original,
amplitude and version give the same bytes.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pikepdf

from vault.marks.carriers.pdf_text.fonts import Font, read_font
from vault.marks.carriers.pdf_text.layout import LARGEST, Reader
from vault.marks.carriers.pdf_text.shows import Layout
from vault.marks.carriers.pdf_text.write import Template, untouched, write
from vault.marks.pdf import source
from vault.marks.pdf.filters import TooBigError, decode
from vault.marks.pdf.harvest import Harvest
from vault.marks.pdf.objects import entries, serialise
from vault.marks.pdf.prepared import (
    UNMARKED,
    VERSION,
    WITHOUT_XMP,
    Holes,
    Page,
    PageFacts,
    Prepared,
    Stream,
    Text,
)
from vault.marks.slots import CoinGroup

Plan = Prepared
Key = tuple[Any, ...]
_UNKNOWN = Layout(open=16, in_text=True)
"""Contents that nobody can read whole may leave anything open; closing too much does no harm, and
what a stamp is drawn on must be the page as it was."""


@dataclass
class _Container:
    """One content stream, or several joined, with what is planned for it."""

    name: str
    number: int
    layout: Layout
    template: Template
    form: Any = None
    forms: list[str] = field(default_factory=list)


def plan(
    pdf: bytes,
    *,
    password: str | None = None,
    amplitude: int = 12,
    limits: source.Limits | None = None,
) -> Plan:
    """Plan the marking of a PDF.

    Args:
        pdf: the original.
        password: opens an encrypted original.
        amplitude: how far a symbol moves a letter, in em/1000.
        limits: what the original may cost.

    Raises:
        CocoonError: ``password-needed``, ``wrong-password``, ``certificate-encrypted``,
            ``broken-pdf``, ``too-big``.
    """
    if not 1 <= amplitude <= 40:
        raise ValueError("amplitude is 1 to 40 em/1000")
    with source.opened(pdf, password=password) as document:
        try:
            return _Planner(document, amplitude, limits or source.Limits()).plan()
        except TooBigError as error:
            raise source.too_big() from error
        except source.DAMAGE as error:
            raise source.broken() from error


class _Planner:
    def __init__(self, document: pikepdf.Pdf, amplitude: int, limits: source.Limits) -> None:
        self._pdf = document
        self._amplitude = amplitude
        self._limits = limits
        self._spent = 0
        self._fonts: dict[tuple[int, int], Font | None] = {}
        self._containers: dict[str, _Container] = {}
        self._by_contents: dict[Key, str] = {}
        self._tainted: set[str] = set()
        if len(document.objects) > limits.objects:
            raise TooBigError
        every: list[Any] = list(document.objects)
        top = max((v.objgen[0] for v in every if isinstance(v, pikepdf.Object)), default=0)
        size: Any = document.trailer.get("/Size")
        if isinstance(size, int) and size < 1 << 23:
            top = max(top, size)
        self._harvest = Harvest(document, max(top, len(every)) + 1)

    def plan(self) -> Plan:
        pages = list(self._pdf.pages)
        if not pages or len(pages) > self._limits.pages:
            raise source.broken() if not pages else TooBigError
        drafts = [self._page(index, page.obj) for index, page in enumerate(pages)]
        self._settle_taint()
        return self._prepare(drafts)

    # -- containers ----------------------------------------------------------------------

    def _page(self, index: int, page: Any) -> tuple[int, Any, str | None, tuple[str, ...]]:
        """(index, page object, container or None, warnings)."""
        resources = source.inherited(page, "/Resources")
        streams = _streams(page.get("/Contents"))
        if not streams:
            return index, page, None, ("empty",)
        key = (tuple(s.objgen for s in streams), _identity(resources))
        known = self._by_contents.get(key)
        if known is not None:
            return index, page, known, ()
        parts = []
        for stream in streams:
            part = self._decoded(stream)
            if part is None:
                return index, page, None, ("unreadable-content",)
            parts.append(part)
        name = f"page/{index}"
        self._by_contents[key] = name
        self._contain(name, self._harvest.number(), b"\n".join(parts), resources)
        return index, page, name, ()

    def _contain(self, name: str, number: int, data: bytes, resources: Any) -> None:
        """Plan a container, then the forms that it draws, however deeply they nest."""
        waiting: list[tuple[str, int, bytes, Any, Any, float]]
        waiting = [(name, number, data, resources, None, 1.0)]
        while waiting:
            name, number, data, resources, itself, scale = waiting.pop()
            if name in self._containers:
                continue
            finders = self._font_finder(resources), self._state_finder(resources)
            layout = Reader(*finders, LARGEST / scale).read(data)
            if layout.excess:
                # A Q without q is ignored by viewers, but would undo the q put around a page.
                mended = bytearray(data)
                for start, end in layout.excess:
                    mended[start:end] = b" " * (end - start)
                data = bytes(mended)
            template = write(data, layout, self._amplitude)
            found = _Container(name, number, layout, template, itself)
            self._containers[name] = found
            objects = _category(resources, "/XObject")
            # What is drawn in several sizes is planned for the largest.
            for called, plain, drawn in sorted(dict.fromkeys(layout.forms), key=lambda f: -f[2]):
                form = _named(objects, called)
                if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != "/Form":
                    continue
                inner = f"form/{form.objgen[0]}"
                if not plain:
                    self._tainted.add(inner)
                if inner in found.forms:
                    continue
                found.forms.append(inner)
                inside = None if inner in self._containers else self._decoded(form)
                if inside is not None:
                    own = form.get("/Resources", resources)
                    larger = scale * (drawn or 1.0)
                    waiting.append((inner, form.objgen[0], inside, own, form, larger))

    def _settle_taint(self) -> None:
        """Forms drawn in a text state that they inherit stay as they are."""
        for name in self._tainted:
            container = self._containers.get(name)
            if container is not None:
                container.template = untouched()

    def _decoded(self, stream: Any) -> bytes | None:
        try:
            data = decode(stream, self._limits.content)
        except (pikepdf.PdfError, TypeError, ValueError, RuntimeError):
            return None
        self._spent += len(data or b"")
        if self._spent > self._limits.contents:
            raise TooBigError
        return data

    def _font_finder(self, resources: Any) -> Callable[[str], Font | None]:
        fonts = _category(resources, "/Font")
        local: dict[str, Font | None] = {}

        def find(name: str) -> Font | None:
            if name not in local:
                font = _named(fonts, name)
                local[name] = self._font(font)
            return local[name]

        return find

    def _font(self, font: Any) -> Font | None:
        if not isinstance(font, pikepdf.Dictionary):
            return None
        key = font.objgen
        if key == (0, 0):
            return read_font(font)
        if key not in self._fonts:
            self._fonts[key] = read_font(font)
        return self._fonts[key]

    def _state_finder(self, resources: Any) -> Callable[[str], tuple[Font | None, float] | None]:
        states = _category(resources, "/ExtGState")

        def find(name: str) -> tuple[Font | None, float] | None:
            state = _named(states, name)
            if not isinstance(state, pikepdf.Dictionary) or "/Font" not in state:
                return None
            try:
                font, size = state["/Font"]
                return self._font(font), float(size)
            except (TypeError, ValueError):
                return None, 0.0

        return find

    # -- the document --------------------------------------------------------------------

    def _reach(self, name: str | None) -> tuple[str, ...]:
        """A container and all forms that it draws."""
        found: dict[str, None] = {}
        waiting = [name] if name else []
        while waiting:
            here = waiting.pop()
            container = self._containers.get(here)
            if container is None or here in found:
                continue
            found[here] = None
            waiting.extend(reversed(container.forms))
        return tuple(found)

    def _prepare(self, drafts: list[tuple[int, Any, str | None, tuple[str, ...]]]) -> Plan:
        harvest = self._harvest
        marked = [c for c in self._containers.values() if c.template.slots]
        numbers = {c.name: c.number for c in marked}
        pages, facts = [], []
        for index, page, name, warnings in drafts:
            made = self._page_object(index, page, name, numbers)
            pages.append(made)
            reached = [self._containers[c].template for c in made.containers]
            slots, words = sum(t.slots for t in reached), sum(t.words for t in reached)
            if not slots and not warnings:
                warnings = ("no-text",)
            facts.append(PageFacts(index, made.upright, slots, words, warnings))
        root = self._pdf.Root
        catalog = copy.copy(root)
        for key in ("/Metadata", "/Extensions", "/Version"):
            if key in catalog:
                del catalog[key]
        metadata = root.get("/Metadata")
        xmp = serialise(metadata) if isinstance(metadata, pikepdf.Stream) else b""
        info = self._pdf.trailer.get("/Info")
        info_ref = serialise(info) if isinstance(info, pikepdf.Dictionary) else b""
        lone = {page.number for page in pages} | {root.objgen[0]}
        catalog_entries = entries(catalog.unparse())
        harvest.take(
            [catalog_entries, info_ref]
            + [p.head for p in pages]
            + [part for p in pages for part in (p.resources, p.rest, p.xobjects, p.states)]
            + [ref for p in pages if not p.text for ref in p.contents],
            skip=lone,
        )
        harvest.take([ref for p in pages for ref in p.contents], when=UNMARKED, skip=lone)
        harvest.take([xmp], when=WITHOUT_XMP, skip=lone)
        info_number = 0
        if info_ref:
            info_number = info.objgen[0]  # type: ignore[union-attr]
            if not info_number:
                info_number = harvest.number()
                harvest.objects[info_number] = info_ref
        return self._assemble(pages, facts, marked, catalog_entries, xmp, info_number)

    def _assemble(
        self,
        pages: list[Page],
        facts: list[PageFacts],
        marked: list[_Container],
        catalog: bytes,
        xmp: bytes,
        info: int,
    ) -> Plan:
        harvest = self._harvest
        streams = dict(harvest.streams)
        texts, groups, at, slot, plus, minus, slip = [], [], [], [], [], [], []
        start = first = 0
        data = []
        for c in marked:
            template = c.template
            body = b""
            if c.name.startswith("form/"):
                old = streams.get(c.number)
                if old is None:
                    continue
                streams[c.number] = Stream(old.number, old.entries, old.data, UNMARKED)
                body = harvest.bare_entries(c.form)
            texts.append(Text(c.number, body, start, start + len(template.data)))
            groups.append(CoinGroup(c.name, "text", template.slots))
            at.append(template.at + start)
            slot.append(template.slot.astype(np.int64) + first)
            plus.append(template.plus)
            minus.append(template.minus)
            slip.append(template.slip)
            data.append(template.data)
            start += len(template.data)
            first += template.slots
        holes = Holes(
            at=_join(at, np.uint32),
            slot=_join(slot, np.int32),
            plus=_join(plus, np.uint8),
            minus=_join(minus, np.uint8),
            slip=_join(slip, np.float32),
        )
        packed = harvest.packed(_compressed)
        return Plan(
            version=VERSION,
            amplitude=self._amplitude,
            groups=tuple(groups),
            pages=tuple(facts),
            warnings=source.warnings(self._pdf),
            header=str(self._pdf.pdf_version),
            root=self._pdf.Root.objgen[0],
            info=info,
            catalog=harvest.straight(catalog),
            metadata=harvest.straight(xmp),
            next_number=harvest.next_number,
            page_objects=tuple(pages),
            streams=tuple(streams[n] for n in sorted(streams)),
            texts=tuple(texts),
            packed=packed,
            template=b"".join(data),
            holes=holes,
        )

    def _page_object(
        self, index: int, page: Any, name: str | None, numbers: dict[str, int]
    ) -> Page:
        straight = self._harvest.straight
        head = copy.copy(page)
        for key in ("/Contents", "/Resources"):
            if key in head:
                del head[key]
        resources = source.inherited(page, "/Resources")
        drawn = states = rest_bytes = b""
        whole = b"<< >>"
        if isinstance(resources, pikepdf.Dictionary):
            whole = serialise(resources)
            rest = copy.copy(resources)
            for key in ("/XObject", "/ExtGState"):
                if key in rest:
                    del rest[key]
            rest_bytes = entries(rest.unparse())
            drawn = _entries_of(_category(resources, "/XObject"))
            states = _entries_of(_category(resources, "/ExtGState"))
        prefix = b"/Ccn"
        while prefix in drawn or prefix in states:
            prefix += b"x"
        layout = self._containers[name].layout if name else _UNKNOWN
        return Page(
            index=index,
            number=page.objgen[0],
            head=straight(entries(head.unparse())),
            contents=tuple(
                straight(serialise(stream)) for stream in _streams(page.get("/Contents"))
            ),
            text=numbers.get(name or "", 0),
            resources=straight(whole),
            rest=straight(rest_bytes),
            xobjects=straight(drawn),
            states=straight(states),
            prefix=prefix,
            box=source.page_box(page),
            rotate=source.page_rotation(page),
            open=layout.open,
            in_text=layout.in_text,
            containers=tuple(c for c in self._reach(name) if c in numbers),
        )


def _join(parts: list[Any], kind: Any) -> Any:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, kind)


def _compressed(data: bytes) -> bytes:
    import zlib

    return zlib.compress(data, 6)


def _streams(contents: Any) -> list[Any]:
    if isinstance(contents, pikepdf.Stream):
        return [contents]
    if isinstance(contents, pikepdf.Array):
        return [part for part in contents if isinstance(part, pikepdf.Stream)]
    return []


def _category(resources: Any, key: str) -> Any:
    if not isinstance(resources, pikepdf.Dictionary):
        return None
    found = resources.get(key)
    return found if isinstance(found, pikepdf.Dictionary) else None


def _entries_of(category: Any) -> bytes:
    return entries(category.unparse(resolved=True)) if category is not None else b""


def _named(category: Any, name: str) -> Any:
    """An entry of a resource category; None where there is none, or no valid name."""
    if category is None:
        return None
    try:
        return category.get(name)
    except (TypeError, ValueError):
        return None


def _identity(resources: Any) -> Any:
    """Equal for resources that surely mean the same."""
    if not isinstance(resources, pikepdf.Dictionary):
        return None
    return resources.objgen if resources.is_indirect else resources.unparse()
