"""Plain values over a pipe between the program and a worker that may have turned hostile.

A *frame* is one value. Its head tells all lengths before anything is allocated, so that a
liar is refused by arithmetic; large bytes and arrays follow the msgpack body as they are and
are read straight into their place. Nothing that is decoded can name a class or run code:

    magic "CCN1" | u32 body length | u32 number of buffers | u64 length of each | body | buffers

Numbers are big-endian. Extension type 1 is a numpy array, a msgpack list
``[dtype, shape, buffer index or bytes]``; extension type 2 is bytes in a buffer, its index.

Invariant: `receive` returns None, bool, int, float, str, bytes, list, dict with str or int
keys, or an array of a plain number type, or raises `ChannelError`; and it never allocates
more than a small multiple of ``limit``.
"""

from __future__ import annotations

import dataclasses
import math
import struct
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import PurePath
from typing import Any, Protocol

import msgspec
import numpy as np

_HEAD = struct.Struct(">4sII")
_MAGIC = b"CCN1"
_MAX_BUFFERS = 1 << 16
_INLINE = 4096
"""Bytes up to this length travel inside the body."""
_ARRAY, _BYTES = 1, 2
_DTYPES = {np.dtype(code).str for code in ("?", *"bBhHiIqQefdFD")}


class ChannelError(Exception):
    """What came through the pipe is not a frame, or the other side hung up."""


class FrameTooLarge(ChannelError):  # noqa: N818 - said as a person would
    """The other side announced more than was agreed."""


class Sink(Protocol):
    """Where frames go: an unbuffered or buffered binary stream."""

    def write(self, data: Any, /) -> int | None:
        """Write bytes; may write fewer and say how many."""

    def flush(self) -> None:
        """Push out what is buffered."""


class Source(Protocol):
    """Where frames come from."""

    def readinto(self, buffer: Any, /) -> int | None:
        """Read some bytes into a buffer; 0 at the end."""


def send(sink: Sink, value: object) -> None:
    """Write one frame.

    Args:
        sink: binary stream.
        value: what `receive` can return; tuples and sets become lists, dataclasses and structs
            dicts with their field names, paths str, numpy scalars numbers.

    Raises:
        TypeError: the value cannot be sent.
        OSError: the other side is gone.
    """
    buffers: list[memoryview] = []
    body = msgspec.msgpack.encode(_plain(value, buffers))
    lengths = struct.pack(f">{len(buffers)}Q", *(b.nbytes for b in buffers))
    _write(sink, memoryview(_HEAD.pack(_MAGIC, len(body), len(buffers)) + lengths + body))
    for buffer in buffers:
        _write(sink, buffer)
    sink.flush()


def receive(source: Source, limit: int) -> Any:
    """Read one frame.

    Args:
        source: binary stream.
        limit: largest frame in bytes.

    Raises:
        ChannelError: not a frame, too large, or cut off.
    """
    magic, body_length, count = _HEAD.unpack(_read(source, _HEAD.size))
    if magic != _MAGIC or count > _MAX_BUFFERS:
        raise ChannelError("not a frame")
    lengths = struct.unpack(f">{count}Q", _read(source, 8 * count))
    if body_length + sum(lengths) > limit:
        raise FrameTooLarge("larger than agreed")
    body = _read(source, body_length)
    buffers = [_read(source, length) for length in lengths]

    def extension(code: int, data: memoryview) -> object:
        if code == _ARRAY:
            return _array(data, buffers)
        if code == _BYTES:
            return bytes(buffers[msgspec.msgpack.decode(data, type=int)])
        raise ChannelError(f"extension {code}")

    try:
        return msgspec.msgpack.decode(body, ext_hook=extension)
    except ChannelError:
        raise
    except (msgspec.MsgspecError, ValueError, TypeError, LookupError, RecursionError) as error:
        raise ChannelError("not msgpack") from error


class _ArrayHead(msgspec.Struct, array_like=True):
    dtype: str
    shape: list[int]
    data: int | bytes


def _plain(value: object, buffers: list[memoryview]) -> object:
    """The value with everything msgpack lacks turned into extensions and plain types."""
    match value:
        case np.generic():
            return value.item()
        case None | bool() | int() | float() | str():
            return value
        case bytes() | bytearray() | memoryview():
            data = memoryview(value).cast("B")
            if data.nbytes <= _INLINE:
                return bytes(data)
            buffers.append(data)
            return msgspec.msgpack.Ext(_BYTES, msgspec.msgpack.encode(len(buffers) - 1))
        case np.ndarray():
            return _array_extension(value, buffers)
        case Mapping():
            return {_key(k): _plain(v, buffers) for k, v in value.items()}
        case list() | tuple() | AbstractSet():
            return [_plain(item, buffers) for item in value]
        case PurePath():
            return str(value)
        case msgspec.Struct():
            return _plain(msgspec.structs.asdict(value), buffers)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = (field.name for field in dataclasses.fields(value))
        return {name: _plain(getattr(value, name), buffers) for name in names}
    raise TypeError(f"a {type(value).__name__} cannot pass between processes")


def _key(key: object) -> str | int:
    if isinstance(key, str | int):
        return key
    raise TypeError(f"a {type(key).__name__} cannot be a key between processes")


def _array_extension(array: np.ndarray[Any, Any], buffers: list[memoryview]) -> object:
    dtype = array.dtype.newbyteorder("<")
    if dtype.str not in _DTYPES:
        raise TypeError(f"an array of {array.dtype} cannot pass between processes")
    flat = np.ascontiguousarray(array, dtype=dtype).reshape(-1).view(np.uint8)
    data: int | bytes = flat.tobytes()
    if flat.nbytes > _INLINE:
        buffers.append(flat.data)
        data = len(buffers) - 1
    head = _ArrayHead(dtype.str, list(array.shape), data)
    return msgspec.msgpack.Ext(_ARRAY, msgspec.msgpack.encode(head))


def _array(data: memoryview, buffers: list[bytearray]) -> np.ndarray[Any, Any]:
    head = msgspec.msgpack.decode(data, type=_ArrayHead)
    if head.dtype not in _DTYPES or len(head.shape) > 16 or any(n < 0 for n in head.shape):
        raise ChannelError("not an array")
    raw = bytearray(head.data) if isinstance(head.data, bytes) else buffers[head.data]
    dtype = np.dtype(head.dtype)
    if math.prod(head.shape) * dtype.itemsize != len(raw):
        raise ChannelError("an array of another size than it says")
    return np.ndarray(tuple(head.shape), dtype, buffer=raw)


def _write(sink: Sink, data: memoryview) -> None:
    while data.nbytes:
        data = data[sink.write(data) or 0 :]


def _read(source: Source, length: int) -> bytearray:
    data = bytearray(length)
    view = memoryview(data)
    while view.nbytes:
        got = source.readinto(view)
        if not got:
            raise ChannelError("the other side hung up")
        view = view[got:]
    return data
