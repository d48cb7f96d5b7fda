"""The outer shape of a PDF file: header, streams, cross-reference stream, trailer.

ISO 32000-2, 7.5. Everything but the encryption dictionary is a stream or lies in one.
"""

from __future__ import annotations

import numpy as np
from isal import isal_zlib

from vault.marks.pdf.encryption import Encryption


class FileWriter:
    """Collects streams and makes a file of them.

    Args:
        version: PDF version, e.g. ``1.7``.
        encryption: encrypts every stream but the cross-reference stream.
    """

    def __init__(self, version: str, encryption: Encryption | None) -> None:
        self._header = b"%PDF-" + version.encode("ascii") + b"\n%\xe2\xe3\xcf\xd3\n"
        self._encryption = encryption
        self._streams: list[tuple[int, bytes, bytes | memoryview]] = []
        self._inside: list[tuple[int, tuple[int, ...]]] = []

    def stream(self, number: int, entries: bytes, data: bytes | memoryview) -> None:
        """Add a stream: its dictionary entries without /Length, its encoded data."""
        self._streams.append((number, entries, data))

    def object_stream(
        self, number: int, members: tuple[int, ...], first: int, data: bytes | memoryview
    ) -> None:
        """Add an object stream: the objects in it, in order, and its deflated data."""
        entries = b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(members), first)
        self._streams.append((number, entries, data))
        self._inside.append((number, members))

    def finish(
        self, xref: int, encrypt: int, root: int, info: int, document_id: tuple[bytes, bytes]
    ) -> bytes:
        """The file.

        Args:
            xref: object number for the cross-reference stream.
            encrypt: object number for the encryption dictionary.
            root: object number of the catalog.
            info: object number of the information dictionary, or 0.
            document_id: permanent and changing identifier.
        """
        parts: list[bytes | memoryview] = [self._header]
        offset = len(self._header)
        numbers: list[int] = [0]
        kinds: list[int] = [0]
        seconds: list[int] = [0]
        thirds: list[int] = [65535]
        secret = self._encryption
        vectors = secret.vectors(n for n, _, _ in self._streams) if secret else {}
        for number, entries, data in self._streams:
            body = secret.encrypt(vectors[number], data) if secret else data
            head = b"%d 0 obj\n<< %b /Length %d >>\nstream\n" % (number, entries, len(body))
            numbers.append(number)
            kinds.append(1)
            seconds.append(offset)
            thirds.append(0)
            parts += (head, body, b"\nendstream\nendobj\n")
            offset += len(head) + len(body) + 18
        if secret is not None:
            head = b"%d 0 obj\n%b\nendobj\n" % (encrypt, secret.dictionary)
            numbers.append(encrypt)
            kinds.append(1)
            seconds.append(offset)
            thirds.append(0)
            parts.append(head)
            offset += len(head)
        for number, members in self._inside:
            numbers += members
            kinds += [2] * len(members)
            seconds += [number] * len(members)
            thirds += range(len(members))
        numbers.append(xref)
        kinds.append(1)
        seconds.append(offset)
        thirds.append(0)
        table, index = _cross_reference(numbers, kinds, seconds, thirds)
        data = isal_zlib.compress(table, 1)
        trailer = b"/Root %d 0 R" % root
        if info:
            trailer += b" /Info %d 0 R" % info
        if secret is not None:
            trailer += b" /Encrypt %d 0 R" % encrypt
        trailer += b" /ID [ <%b> <%b> ]" % tuple(part.hex().encode() for part in document_id)
        parts.append(
            b"%d 0 obj\n<< /Type /XRef /Size %d /W [ 1 5 4 ] /Index [ %b ] %b"
            b" /Filter /FlateDecode /Length %d >>\nstream\n"
            % (xref, max(numbers) + 1, index, trailer, len(data))
        )
        parts += (data, b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % offset)
        return b"".join(parts)


def _cross_reference(
    numbers: list[int], kinds: list[int], seconds: list[int], thirds: list[int]
) -> tuple[bytes, bytes]:
    """Entries in the order of their numbers, and the /Index that says which these are."""
    every = np.array(numbers, np.int64)
    order = np.argsort(every, kind="stable")
    every = every[order]
    table = np.empty((len(every), 10), np.uint8)
    table[:, 0] = np.array(kinds, np.uint8)[order]
    table[:, 1:6] = (
        np.array(seconds, np.int64)[order].astype(">u8").view(np.uint8).reshape(-1, 8)[:, 3:]
    )
    table[:, 6:] = np.array(thirds, np.int64)[order].astype(">u4").view(np.uint8).reshape(-1, 4)
    breaks = np.flatnonzero(np.diff(every) != 1) + 1
    starts = np.concatenate(([0], breaks))
    ends = np.concatenate((breaks, [len(every)]))
    index = " ".join(f"{every[s]} {e - s}" for s, e in zip(starts, ends, strict=True))
    return table.tobytes(), index.encode("ascii")
