"""One page of a prepared document as a tiny file of its own, with any symbols, in a millisecond.

Used to look at what symbols do: the page keeps its contents, resources, box and rotation, and
loses everything else (annotations, structure, other pages).
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from isal import isal_zlib
from numpy.typing import NDArray

from vault.marks.pdf.objects import references
from vault.marks.pdf.prepared import Page, Prepared, Stream, Text, pack
from vault.marks.pdf.writer import FileWriter

_SIGNS = (0x2B, 0x2D)


@dataclass(frozen=True)
class SinglePage:
    """A page of a prepared document, ready to be written with different symbols."""

    plan: Prepared
    page: Page

    def render(self, symbols: NDArray[np.int8] | None, *, stress: bool = False) -> bytes:
        """The page as a PDF.

        Args:
            symbols: as `Prepared.symbols` gives them; None: unmarked.
            stress: exaggerate every displacement about eightfold.
        """
        packed, members, first, streams, texts = self._parts
        out = FileWriter("1.7", None)
        marked = symbols is not None and self.page.text
        contents = b"%d 0 R" % self.page.text if marked else b" ".join(self.page.contents)
        x0, y0, x1, y1 = self.page.box
        head = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [ %f %f %f %f ] /Rotate %d"
            b" /Contents [ %b ] /Resources %b >>"
            % (x0, y0, x1, y1, self.page.rotate, contents, self.page.resources)
        )
        # Fresh numbers: 1 and 2 may belong to the document.
        base = self.plan.next_number
        frame = [
            (base, b"<< /Type /Catalog /Pages %d 0 R >>" % (base + 1)),
            (base + 1, b"<< /Type /Pages /Kids [ %d 0 R ] /Count 1 >>" % (base + 2)),
            (base + 2, head.replace(b"/Parent 2 0 R", b"/Parent %d 0 R" % (base + 1))),
        ]
        data, start = pack(frame)
        out.object_stream(base + 3, tuple(n for n, _ in frame), start, zlib.compress(data, 1))
        if members:
            out.object_stream(base + 4, members, first, packed)
        replaced = {text.number for text in texts} if marked else set()
        for stream in streams:
            if stream.number not in replaced:
                out.stream(stream.number, stream.entries, stream.data)
        if marked and symbols is not None:
            filled = memoryview(self._filled(symbols, stress).tobytes())
            for text in texts:
                part = filled[text.start : text.end]
                out.stream(
                    text.number,
                    text.entries + b" /Filter /FlateDecode",
                    isal_zlib.compress(part, 0),
                )
        return out.finish(base + 5, base + 6, base, 0, (bytes(16), bytes(16)))

    def _filled(self, symbols: NDArray[np.int8], stress: bool) -> NDArray[np.uint8]:
        filled = self.plan.fill(symbols)
        if stress:
            holes = self.plan.holes
            signs = np.isin(holes.plus, _SIGNS) & np.isin(holes.minus, _SIGNS)
            at = holes.at[signs].astype(np.int64)
            going = np.ones(len(at), bool)
            for step in (1, 2, 3, 4, 5):
                byte = filled[at + step]
                first = going & (byte >= 0x31) & (byte <= 0x39)
                filled[at[first] + step] = 0x39
                going &= (byte == 0x2E) | (byte == 0x30)
        return filled

    @cached_property
    def _parts(
        self,
    ) -> tuple[bytes, tuple[int, ...], int, tuple[Stream, ...], tuple[Text, ...]]:
        objects = self.plan.objects()
        streams = {s.number: s for s in self.plan.streams}
        texts = {t.number: t for t in self.plan.texts}
        # Other pages are not objects here, so a reference to one leads nowhere.
        waiting = [number for number, _ in references(self.page.resources)]
        for ref in self.page.contents:
            waiting += [number for number, _ in references(ref)]
        found_objects: dict[int, bytes] = {}
        found_streams: dict[int, Stream] = {}
        while waiting:
            number = waiting.pop()
            if number in objects and number not in found_objects:
                found_objects[number] = objects[number]
                waiting += [n for n, _ in references(objects[number])]
            elif number in streams and number not in found_streams:
                found_streams[number] = streams[number]
                waiting += [n for n, _ in references(streams[number].entries)]
        members = sorted(found_objects)
        data, first = pack([(n, found_objects[n]) for n in members])
        used = [texts[n] for n in found_streams if n in texts]
        if self.page.text:
            used.append(texts[self.page.text])
        return (
            zlib.compress(data, 1),
            tuple(members),
            first,
            tuple(found_streams.values()),
            tuple(used),
        )
