"""ZIP files written once, forwards, and extended without rewriting what is in them.

Entries are stored, not compressed: the files inside are compressed or encrypted already, and
so the bytes depend on no deflate library. Sizes and checksums stand in front of each entry
(no data descriptors), which the oldest unpackers need and which lets `extend` read a ZIP of
ours as a stream. Entries of 4 GiB and more, and more than 65,535 of them, use ZIP64.

Python's `zipfile` can do this only into a seekable file; a pack goes into an encrypting
stream. Source of the format: PKWARE APPNOTE.TXT 6.3.10, sections 4.3 and 4.5.
Invariant: the same members and time give the same bytes.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Protocol

from vault.errors import IntegrityError

_CHUNK = 1 << 20
_MAX32 = 0xFFFFFFFF
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_END64, _LOCATOR64 = b"PK\x06\x06", b"PK\x06\x07"
_LOCAL_HEAD = struct.Struct("<4s5H3L2H")
_CENTRAL_HEAD = struct.Struct("<4s4B4H3L5H2L")
_UTF8 = 0x800
_UNIX = 3
_MODE = 0o100644 << 16


class Sink(Protocol):
    """Anything that takes bytes, such as a file or an encrypting stream."""

    def write(self, data: bytes, /) -> object:
        """Takes the next bytes."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """One file to put into a ZIP: what it is, and how to open its content again."""

    name: str
    size: int
    sha256: str
    crc32: int
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class _Entry:
    name: bytes
    size: int
    crc32: int
    offset: int
    date: int
    time: int


def weigh(name: str, open: Callable[[], BinaryIO]) -> Member:
    """A member with its size and checksums, from one pass over its content."""
    digest, crc, size = hashlib.sha256(), 0, 0
    with open() as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
    return Member(name, size, digest.hexdigest(), crc, open)


def from_bytes(name: str, data: bytes) -> Member:
    """A member whose content is already in memory."""
    return weigh(name, lambda: BytesIO(data))


def write(out: Sink, members: Iterable[Member], when: datetime) -> None:
    """Writes a whole ZIP.

    Args:
        out: receives the bytes in order; need not be seekable.
        members: names must be unique, relative, with ``/`` between folders.
        when: modification time of every entry, taken as it stands (ZIP knows no offset).

    Raises:
        IntegrityError: a member's content is not what was weighed.
    """
    entries: list[_Entry] = []
    offset = 0
    for member in members:
        offset += _put(out, member, when, offset, entries)
    out.write(_tail(entries, offset))


def extend(core: BinaryIO, out: Sink, members: Iterable[Member], when: datetime) -> None:
    """Copies a ZIP that `write` made and adds members after what it holds.

    Args:
        core: read once, forwards.
        out: receives the longer ZIP.
        members: what to add; a name that the core has already is refused.
        when: modification time of the added entries.

    Raises:
        IntegrityError: the core is not a ZIP of ours, or is cut short.
        ValueError: a name is there already.
    """
    entries: list[_Entry] = []
    offset = 0
    while (signature := _exactly(core, 4)) == _LOCAL:
        offset += _copy(core, out, signature, offset, entries)
    tail = _tail(entries, offset)
    if signature + _exactly(core, len(tail) - 4) != tail or core.read(1):
        raise _foreign()
    taken = {entry.name for entry in entries}
    for member in members:
        if member.name.encode() in taken:
            raise ValueError(f"{member.name} is in the pack already")
        offset += _put(out, member, when, offset, entries)
    out.write(_tail(entries, offset))


def _put(out: Sink, member: Member, when: datetime, offset: int, entries: list[_Entry]) -> int:
    name = member.name.encode()
    if len(name) > 0xFFFF or any(entry.name == name for entry in entries):
        raise ValueError("names inside a pack are unique and at most 65,535 bytes long")
    date, time = _dos(when)
    entry = _Entry(name, member.size, member.crc32, offset, date, time)
    head = _local(entry)
    out.write(head)
    crc, size = 0, 0
    with member.open() as stream:
        while chunk := stream.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
            size += len(chunk)
            out.write(chunk)
    if (crc, size) != (member.crc32, member.size):
        raise IntegrityError(
            "pack-content-changed",
            f"{member.name} changed while the pack was written.",
            "Seal the release again.",
        )
    entries.append(entry)
    return len(head) + size


def _copy(core: BinaryIO, out: Sink, signature: bytes, offset: int, entries: list[_Entry]) -> int:
    head = signature + _exactly(core, _LOCAL_HEAD.size - 4)
    fields = _LOCAL_HEAD.unpack(head)
    _, _, flags, method, time, date, crc, packed, size, name_length, extra_length = fields
    name, extra = _exactly(core, name_length), _exactly(core, extra_length)
    if flags != _UTF8 or method != 0:
        raise _foreign()
    if size == _MAX32 and len(extra) == 20:
        size, packed = struct.unpack("<QQ", extra[4:])
    if size != packed:
        raise _foreign()
    entry = _Entry(name, size, crc, offset, date, time)
    if head + name + extra != _local(entry):
        raise _foreign()
    out.write(head + name + extra)
    left, seen = size, 0
    while left:
        chunk = core.read(min(_CHUNK, left))
        if not chunk:
            raise _foreign()
        seen = zlib.crc32(chunk, seen)
        out.write(chunk)
        left -= len(chunk)
    if seen != crc:
        raise _foreign()
    entries.append(entry)
    return len(head) + len(name) + len(extra) + int(size)


def _local(entry: _Entry) -> bytes:
    big = entry.size >= _MAX32
    extra = struct.pack("<HHQQ", 1, 16, entry.size, entry.size) if big else b""
    shown = _MAX32 if big else entry.size
    head = _LOCAL_HEAD.pack(
        _LOCAL,
        45 if big else 20,
        _UTF8,
        0,
        entry.time,
        entry.date,
        entry.crc32,
        shown,
        shown,
        len(entry.name),
        len(extra),
    )
    return head + entry.name + extra


def _central(entry: _Entry) -> bytes:
    large = [n for n in (entry.size, entry.size, entry.offset) if n >= _MAX32]
    extra = struct.pack(f"<HH{len(large)}Q", 1, 8 * len(large), *large) if large else b""
    version = 45 if large else 20
    shown = min(entry.size, _MAX32)
    head = _CENTRAL_HEAD.pack(
        _CENTRAL,
        version,
        _UNIX,
        version,
        0,
        _UTF8,
        0,
        entry.time,
        entry.date,
        entry.crc32,
        shown,
        shown,
        len(entry.name),
        len(extra),
        0,
        0,
        0,
        _MODE,
        min(entry.offset, _MAX32),
    )
    return head + entry.name + extra


def _tail(entries: list[_Entry], start: int) -> bytes:
    """Central directory and end records of a ZIP whose entries end at `start`."""
    tail = b"".join(_central(entry) for entry in entries)
    count, size = len(entries), len(tail)
    if count >= 0xFFFF or start >= _MAX32 or size >= _MAX32:
        end64 = (_END64, 44, 45, 45, 0, 0, count, count, size, start)
        tail += struct.pack("<4sQHHLLQQQQ", *end64)
        tail += struct.pack("<4sLQL", _LOCATOR64, 0, start + size, 1)
    few = min(count, 0xFFFF)
    end = (_END, 0, 0, few, few, min(size, _MAX32), min(start, _MAX32), 0)
    return tail + struct.pack("<4s4H2LH", *end)


def _dos(when: datetime) -> tuple[int, int]:
    year = min(max(when.year, 1980), 2107)
    date = (year - 1980) << 9 | when.month << 5 | when.day
    return date, when.hour << 11 | when.minute << 5 | when.second // 2


def _exactly(stream: BinaryIO, size: int) -> bytes:
    data = b""
    while len(data) < size:
        more = stream.read(size - len(data))
        if not more:
            raise _foreign()
        data += more
    return data


def _foreign() -> IntegrityError:
    return IntegrityError(
        "pack-damaged",
        "The stored pack is damaged or is not one that this program made.",
        "Check the vault: cocoon check --deep.",
    )
