"""The content stream as a sequence of tokens that cover it without a gap.

One compiled expression cuts a content stream (ISO 32000-2, 7.2 and 7.8) into the operators
that matter to text, each together with its operands, and into everything else. Tokens follow
each other without a gap, so whatever is not understood is passed on byte for byte: that is
the invariant of this module. Possessive quantifiers keep the scan linear in the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WS = rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+"
_REG = rb"[^\0\t\n\f\r ()<>\[\]{}/%]"
_END = rb"(?!" + _REG + rb")"
_FLAT = rb"[^()\\]++|\\[\s\S]"
_STR = rb"\((?:" + _FLAT + rb"|\((?:" + _FLAT + rb"|\((?:" + _FLAT + rb")*+\))*+\))*+\)"
_HEX = rb"<[0-9A-Fa-f\0\t\n\f\r ]*+>"
_TEXT = rb"(?:" + _STR + rb"|" + _HEX + rb")"
_NUM = rb"[-+.0-9]++"
_ARRAY = rb"\[(?:[-+.0-9\0\t\n\f\r ]++|" + _STR + rb"|" + _HEX + rb"|%[^\r\n]*+)*+\]"
_DULL = (
    rb"(?:re|f\*?|[mlcvyhnFSsgGkKwJjMidWB]|W\*|B\*?|b\*?|rg|RG|sc|SC|scn|SCN|EMC|ri|BX|EX|d)" + _END
)

SHOW, ASIDE, NUMERIC, NAMED, BARE, INLINE, DULL, OTHER = range(1, 9)
"""Kinds of token, as yielded by `tokens`."""

_GROUPS = ("tj", "text", "aside", "num", "named", "bare", "inline", "dull", "other")

_TOKEN = re.compile(
    rb"(?P<tj>" + _ARRAY + rb")" + _WS + rb"TJ" + _END + _WS
    + rb"|(?P<text>" + _TEXT + rb")" + _WS + rb"(?P<textop>Tj" + _END + rb"|'|\")" + _WS
    + rb"|(?P<aside>" + _NUM + _WS + _NUM + _WS + _TEXT + _WS + rb"\")" + _WS
    + rb"|(?P<num>(?:" + _NUM + _WS + rb")++)(?P<numop>Td|TD|Tm|Tc|Tw|Tz|TL|Ts|Tr|cm)"
    + _END + _WS
    + rb"|(?P<dull>(?:(?:" + _NUM + _WS + rb")*+" + _DULL + _WS + rb")++)"
    + rb"|(?P<named>/" + _REG + rb"*+)" + _WS
    + rb"(?:(?P<namenum>" + _NUM + rb")" + _WS + rb")?+(?P<namedop>Tf|Do|gs)" + _END + _WS
    + rb"|(?P<bare>q|Q|BT|ET|T\*)" + _END + _WS
    + rb"|(?P<inline>BI)" + _END
    + rb"|(?P<other>" + _TEXT + rb"|/?" + _REG + rb"++|<<|>>|[\0\t\n\f\r ]++|%[^\r\n]*+|[\s\S])"
    + _WS
)  # fmt: skip

_ASIDE_PARTS = re.compile(
    rb"(" + _NUM + rb")" + _WS + rb"(" + _NUM + rb")" + _WS + rb"(" + _TEXT + rb")"
)
_ELEMENT = re.compile(rb"(" + _STR + rb")|(" + _HEX + rb")|(" + _NUM + rb")")
_NUMBER = re.compile(_NUM)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|([\s\S]))|\r\n?")
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_NEEDS_ESCAPE = re.compile(rb"[\\()\r]")
_IMAGE_DATA = re.compile(rb"ID(?:\r\n|[\0\t\n\f\r ])")
_IMAGE_END = re.compile(
    rb"(?<=[\0\t\n\f\r >])EI(?=[\0\t\n\f\r ]+(?:[\t\n\f\r\x20-\x7e]{6}|[\t\n\f\r\x20-\x7e]*\Z)|\Z)"
)
_IMAGE_END_LOOSE = re.compile(rb"EI(?=[\0\t\n\f\r ]|\Z)")

Token = re.Match[bytes]


def tokens(data: bytes) -> Iterator[tuple[str, int, int, Token | None]]:
    """Cut a content stream.

    Args:
        data: a decoded content stream; any bytes at all are accepted.

    Yields:
        (kind, start, end, match): the kind is ``tj`` (array TJ), ``text`` (string Tj or '),
        ``aside`` (the " operator), ``num`` (numbers and a text operator or cm), ``named``
        (Tf, Do, gs), ``bare`` (q Q BT ET T*), ``inline`` (a whole inline image), ``dull``
        (a run of painting operators) or ``other``. Consecutive tokens touch. ``match`` is
        None where a piece was skipped by hand.
    """
    pos, size = 0, len(data)
    while pos < size:
        restart = -1
        for match in _TOKEN.finditer(data, pos):
            kind = match.lastgroup or "other"
            start = match.start()
            if kind == "inline":
                restart = _after_inline_image(data, match.end())
                yield "inline", start, restart, None
                break
            if kind == "other" and data[start] == 0x28 and match.end("other") == start + 1:
                restart = _after_string(data, start)
                yield "other", start, restart, None
                break
            yield _KIND.get(kind, kind), start, match.end(), match
        pos = size if restart < 0 else restart


_KIND = {"textop": "text", "numop": "num", "namedop": "named", "namenum": "named"}


def _after_string(data: bytes, start: int) -> int:
    """Where a deeply nested literal string ends; the end of the data if it never does."""
    depth, pos = 0, start
    for match in re.compile(rb"\\[\s\S]|[()]").finditer(data, start):
        char = match.group()
        if char == b"(":
            depth += 1
        elif char == b")":
            depth -= 1
            if depth == 0:
                return match.end()
        pos = match.end()
    del pos
    return len(data)


def _after_inline_image(data: bytes, start: int) -> int:
    """Where an inline image ends (after its EI), or the end of the data."""
    begin = _IMAGE_DATA.search(data, start, start + 65536)
    if begin is None:
        return start
    found = _IMAGE_END.search(data, begin.end()) or _IMAGE_END_LOOSE.search(data, begin.end())
    return found.end() if found else len(data)


def numbers(raw: bytes) -> list[float] | None:
    """The numbers in a run of operands, or None when one of them is no number."""
    try:
        return [float(piece) for piece in raw.split()]
    except ValueError:
        pass
    try:
        return [float(piece) for piece in _NUMBER.findall(_strip_comments(raw))]
    except ValueError:
        return None


def _strip_comments(raw: bytes) -> bytes:
    return re.sub(rb"%[^\r\n]*", b" ", raw)


def number(raw: bytes) -> float | None:
    """One number, or None."""
    try:
        return float(raw)
    except ValueError:
        return None


def aside_parts(raw: bytes) -> tuple[bytes, bytes, bytes]:
    """Word spacing, character spacing and string of a " operator."""
    match = _ASIDE_PARTS.match(raw)
    assert match is not None
    return match.group(1), match.group(2), match.group(3)


def elements(array: bytes) -> Iterator[tuple[str, bytes]]:
    """The elements of a TJ array: ("string" | "hex" | "number", raw bytes)."""
    if b"%" in array:
        array = _without_array_comments(array)
    for match in _ELEMENT.finditer(array):
        yield ("string", "hex", "number")[match.lastindex - 1], match.group()  # type: ignore[operator]


_ARRAY_COMMENT = re.compile(rb"(" + _STR + rb")|%[^\r\n]*+")


def _without_array_comments(array: bytes) -> bytes:
    return _ARRAY_COMMENT.sub(lambda m: m.group(1) or b" ", array)


def decode_string(raw: bytes) -> bytes:
    """The bytes that a literal string ``(…)`` stands for."""
    body = raw[1:-1]
    if b"\\" not in body and b"\r" not in body:
        return body
    return _ESCAPE.sub(_unescape, body)


def _unescape(match: re.Match[bytes]) -> bytes:
    octal, newline, char = match.groups()
    if octal is not None:
        return bytes([int(octal, 8) & 0xFF])
    if newline is not None:
        return b""
    if char is not None:
        return _PLAIN.get(char, char)
    return b"\n"


def decode_hex(raw: bytes) -> bytes:
    """The bytes that a hexadecimal string ``<…>`` stands for."""
    digits = bytes(raw[1:-1]).translate(None, b"\0\t\n\f\r ")
    if len(digits) % 2:
        digits += b"0"
    return bytes.fromhex(digits.decode("ascii"))


def encode_string(value: bytes) -> bytes:
    """A literal string that stands for the value."""
    return b"(" + _NEEDS_ESCAPE.sub(_escape, value) + b")"


def _escape(match: re.Match[bytes]) -> bytes:
    char = match.group()
    return b"\\r" if char == b"\r" else b"\\" + char


def encode_hex(value: bytes) -> bytes:
    """A hexadecimal string that stands for the value."""
    return b"<" + value.hex().encode("ascii") + b">"
