"""Decoding stream data within a limit.

A few bytes of Flate can stand for gigabytes. Content streams are therefore decoded here and
not by the PDF library: each filter stops at the limit. Only the filters that text can pass
through are known; anything else yields None and stays encoded.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

import numpy as np
import pikepdf


class TooBigError(Exception):
    """Decoded data would exceed the limit."""


def decode(stream: Any, limit: int) -> bytes | None:
    """The decoded bytes of a stream.

    Args:
        stream: a pikepdf stream.
        limit: largest number of bytes to return.

    Returns:
        The bytes, or None when a filter is unknown or the data is damaged beyond use.

    Raises:
        TooBigError: the decoded data exceeds the limit.
    """
    names = stream.get("/Filter", stream.get("/F"))
    if names is None:
        chain: list[str] = []
    elif isinstance(names, pikepdf.Array):
        chain = [str(name) for name in names]
    else:
        chain = [str(names)]
    data = bytes(stream.read_raw_bytes())
    parms = stream.get("/DecodeParms", stream.get("/DP"))
    every = list(parms) if isinstance(parms, pikepdf.Array) else [parms]
    for index, name in enumerate(chain):
        parm = every[index] if index < len(every) else None
        step = _FILTERS.get(name)
        if step is None:
            return None
        found = step(data, parm, limit)
        if found is None:
            return None
        data = found
    if len(data) > limit:
        raise TooBigError
    return data


def _flate(data: bytes, parm: Any, limit: int) -> bytes | None:
    out = _inflate(data, limit, 15)
    if not out and data:
        out = _inflate(data[2:], limit, -15)
    return _predict(out, parm)


def _inflate(data: bytes, limit: int, wbits: int) -> bytes:
    engine = zlib.decompressobj(wbits)
    pieces: list[bytes] = []
    size = 0
    rest = data
    try:
        while rest and not engine.eof:
            piece = engine.decompress(rest, 1 << 20)
            pieces.append(piece)
            size += len(piece)
            if size > limit:
                raise TooBigError
            if not piece and not engine.unconsumed_tail:
                break
            rest = engine.unconsumed_tail
        pieces.append(engine.flush())
    except zlib.error:
        # What was decoded before the damage is what every viewer shows. Feed byte-wise to get it.
        return _inflate_damaged(data, limit, wbits)
    return b"".join(pieces)


def _inflate_damaged(data: bytes, limit: int, wbits: int) -> bytes:
    engine = zlib.decompressobj(wbits)
    out = bytearray()
    try:
        for i in range(0, len(data), 64):
            out += engine.decompress(data[i : i + 64], limit)
            if len(out) > limit:
                raise TooBigError
    except zlib.error:
        pass
    return bytes(out)


def _predict(data: bytes, parm: Any) -> bytes | None:
    if not isinstance(parm, pikepdf.Dictionary):
        return data
    predictor = int(parm.get("/Predictor", 1))
    if predictor == 1:
        return data
    return None  # never seen on page contents


def _ascii_hex(data: bytes, parm: Any, limit: int) -> bytes | None:
    del parm, limit
    digits = re.sub(rb"[^0-9A-Fa-f]", b"", data.split(b">", 1)[0])
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _ascii85(data: bytes, parm: Any, limit: int) -> bytes | None:
    del parm, limit
    body = data.translate(None, b"\0\t\n\f\r ").removeprefix(b"<~").split(b"~", 1)[0]
    digits = np.frombuffer(body.replace(b"z", b"!!!!!"), np.uint8).astype(np.int64) - 33
    if len(digits) and (digits.min() < 0 or digits.max() > 84):
        return None
    short = -len(digits) % 5
    groups = np.append(digits, np.full(short, 84)).reshape(-1, 5)
    values = groups @ np.array([85**4, 85**3, 85**2, 85, 1])
    decoded = (values & 0xFFFFFFFF).astype(">u4").tobytes()
    return bytes(decoded[: len(decoded) - short])


def _run_length(data: bytes, parm: Any, limit: int) -> bytes | None:
    del parm
    out = bytearray()
    i = 0
    while i < len(data) and data[i] != 128:
        count = data[i]
        if count < 128:
            out += data[i + 1 : i + 2 + count]
            i += count + 2
        else:
            out += data[i + 1 : i + 2] * (257 - count)
            i += 2
        if len(out) > limit:
            raise TooBigError
    return bytes(out)


def _lzw(data: bytes, parm: Any, limit: int) -> bytes | None:
    early = 1
    if isinstance(parm, pikepdf.Dictionary):
        if int(parm.get("/Predictor", 1)) != 1:
            return None
        early = int(parm.get("/EarlyChange", 1))
    start = [bytes([i]) for i in range(256)] + [b"", b""]
    table = list(start)
    out: list[bytes] = []
    size, width, bits, held = 0, 9, 0, 0
    previous = b""
    for byte in data:
        held = (held << 8) | byte
        bits += 8
        if bits < width:
            continue
        bits -= width
        code = held >> bits
        held &= (1 << bits) - 1
        if code == 256:
            table, width, previous = list(start), 9, b""
            continue
        if code == 257:
            break
        if code < len(table):
            entry = table[code]
        elif previous:
            entry = previous + previous[:1]
        else:
            return b"".join(out)
        out.append(entry)
        size += len(entry)
        if size > limit:
            raise TooBigError
        if previous and len(table) < 4096:
            table.append(previous + entry[:1])
        previous = entry
        reach = len(table) + early
        width = 9 if reach < 512 else 10 if reach < 1024 else 11 if reach < 2048 else 12
    return b"".join(out)


_FILTERS = {
    "/FlateDecode": _flate,
    "/Fl": _flate,
    "/ASCIIHexDecode": _ascii_hex,
    "/AHx": _ascii_hex,
    "/ASCII85Decode": _ascii85,
    "/A85": _ascii85,
    "/RunLengthDecode": _run_length,
    "/RL": _run_length,
    "/LZWDecode": _lzw,
    "/LZW": _lzw,
}
