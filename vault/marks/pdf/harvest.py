"""Collecting the objects that a document needs, and nothing else.

Only what can be reached from the catalog is taken: leftovers of earlier revisions stay
behind. Objects keep their numbers, so that an object's number in a plan is its number in the
original; generations become 0.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from vault.marks.pdf.objects import entries, lift_strings, references, renumber, serialise
from vault.marks.pdf.prepared import ALWAYS, ObjectStream, Stream, pack

_MEMBERS, _MEMBER_BYTES = 400, 256 << 10


@dataclass
class Harvest:
    """Objects taken from a document.

    Attributes:
        pdf: the open document.
        next_number: first free object number; grows when strings are lifted.
        objects: serialised objects that are not streams.
        streams: the streams.
    """

    pdf: pikepdf.Pdf
    next_number: int
    raw: Callable[[int, Any], bytes | memoryview] | None = None
    objects: dict[int, bytes] = field(default_factory=dict)
    streams: dict[int, Stream] = field(default_factory=dict)
    _bent: bool = False

    def __post_init__(self) -> None:
        """Learn whether there are generations to straighten."""
        every: list[Any] = list(self.pdf.objects)
        self._bent = any(v.objgen[1] for v in every if isinstance(v, pikepdf.Object))

    def take(self, roots: Iterable[bytes], *, when: int = ALWAYS, skip: Iterable[int] = ()) -> None:
        """Take everything that these serialised objects refer to."""
        queue: list[tuple[int, int]] = []
        passed = set(skip)
        for root in roots:
            queue.extend(references(root))
        while queue:
            number, generation = queue.pop()
            if number in passed or number in self.objects or number in self.streams:
                continue
            passed.add(number)
            value: Any = self.pdf.get_object(number, generation)
            if isinstance(value, pikepdf.Stream):
                found = self._take_stream(number, value, when)
            elif value is None:
                continue
            else:
                found = serialise(value, resolved=True)
                self.objects[number] = self.straight(found)
            queue.extend(references(found))

    def straight(self, data: bytes) -> bytes:
        """The serialised object with every generation 0."""
        if not self._bent:
            return data
        return renumber(data, lambda number, _: b"%d 0 R" % number)

    def _take_stream(self, number: int, stream: Any, when: int) -> bytes:
        dictionary = copy.copy(stream.stream_dict)
        if "/Length" in dictionary:
            del dictionary["/Length"]
        _drop_crypt(dictionary)
        found: bytes = dictionary.unparse()
        if self.raw is not None:
            data = self.raw(number, stream)
        else:
            try:
                data = bytes(stream.read_raw_bytes())
            except (pikepdf.PdfError, RuntimeError):
                data = b""
        body = lift_strings(self.straight(entries(found)), self._lift)
        self.streams[number] = Stream(number, body, data, when)
        return found

    def bare_entries(self, stream: Any) -> bytes:
        """A stream's dictionary entries without those that tell how its data is encoded."""
        dictionary = copy.copy(stream.stream_dict)
        for key in ("/Length", "/Filter", "/DecodeParms", "/F", "/DP"):
            if key in dictionary:
                del dictionary[key]
        return lift_strings(self.straight(entries(dictionary.unparse())), self._lift)

    def _lift(self, text: bytes) -> bytes:
        number = self.next_number
        self.next_number += 1
        self.objects[number] = text
        return b" %d 0 R" % number

    def packed(self, compress: Callable[[bytes], bytes]) -> tuple[ObjectStream, ...]:
        """The objects in object streams of moderate size."""
        return pack_all(sorted(self.objects.items()), self, compress)

    def number(self) -> int:
        """A new object number."""
        self.next_number += 1
        return self.next_number - 1


def pack_all(
    objects: Sequence[tuple[int, bytes]], numbers: Harvest, compress: Callable[[bytes], bytes]
) -> tuple[ObjectStream, ...]:
    """Distribute objects over object streams."""
    found: list[ObjectStream] = []
    batch: list[tuple[int, bytes]] = []
    size = 0

    def close() -> None:
        data, first = pack(batch)
        members = tuple(number for number, _ in batch)
        found.append(ObjectStream(numbers.number(), members, first, compress(data)))

    for number, body in objects:
        batch.append((number, body))
        size += len(body)
        if len(batch) >= _MEMBERS or size >= _MEMBER_BYTES:
            close()
            batch, size = [], 0
    if batch:
        close()
    return tuple(found)


def _drop_crypt(dictionary: Any) -> None:
    """Take out the Crypt filter, which names a cipher of the original that is gone."""
    names = dictionary.get("/Filter")
    if names == "/Crypt":
        del dictionary["/Filter"]
        if "/DecodeParms" in dictionary:
            del dictionary["/DecodeParms"]
    elif isinstance(names, pikepdf.Array) and "/Crypt" in [str(name) for name in names]:
        parms = dictionary.get("/DecodeParms")
        kept = [i for i, name in enumerate(names) if str(name) != "/Crypt"]
        dictionary["/Filter"] = pikepdf.Array([names[i] for i in kept])
        if isinstance(parms, pikepdf.Array):
            dictionary["/DecodeParms"] = pikepdf.Array([parms[i] for i in kept if i < len(parms)])
