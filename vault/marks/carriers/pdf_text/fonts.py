"""What the text carrier must know of a font: where codes end, which are spaces, how wide.

Nothing here decides what a reader sees. Widths only help to join the fragments of one word;
the length of a code is what matters, since a string may be cut between codes only. A font
whose code lengths cannot be known yields None, and its text stays untouched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pikepdf

_HEX_CODE = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_SPACE_TEXT = {b"0020", b"00a0", b"3000", b"20", b"0009"}

_LEAD_BYTES: tuple[tuple[re.Pattern[str], bytes], ...] = (
    (re.compile(r"^(83pv|90ms|90msp|90pv|Add|Ext)-RKSJ"), rb"[\x81-\x9f\xe0-\xfc][\s\S]|[\s\S]"),
    (re.compile(r"^(GBK|GBKp|GBK2K|GBpc|GB|UHC|KSCms-UHC)"), rb"[\x81-\xfe][\s\S]|[\s\S]"),
    (re.compile(r"^(B5pc|HKscs-B5|ETen-B5|ETenms-B5)"), rb"[\x81-\xfe][\s\S]|[\s\S]"),
    (re.compile(r"^(KSC-EUC|KSCpc-EUC)"), rb"[\xa1-\xfe][\s\S]|[\s\S]"),
    (re.compile(r"^EUC-"), rb"\x8e[\s\S]|[\xa1-\xfe][\s\S]|[\s\S]"),
    (re.compile(r"^CNS-EUC"), rb"\x8e[\s\S]{3}|[\xa1-\xfe][\s\S]|[\s\S]"),
    (
        re.compile(r"^Uni\w+-UTF16"),
        rb"[\xd8-\xdb][\s\S]{3}|[\s\S]{2}",
    ),
)
_TWO_BYTE = re.compile(r"^(Identity|Uni\w+-UCS2|H$|V$|KSC-[HV]$|GB-[HV]$|CNS[12]-|GBT-)")
_FOUR_BYTE = re.compile(r"^Uni\w+-UTF32")


@dataclass(frozen=True, slots=True)
class Font:
    """A font as the carrier sees it.

    Attributes:
        code: bytes in a code; 0 when codes differ in length (then ``cut`` finds them).
        cut: finds the codes of a string when ``code`` is 0.
        spaces: codes that show a space.
        words: cuts a one-byte string into words with the spaces around them.
        widths: advance of each code in em (simple fonts: a list of 256), None when unknown.
        default_width: advance of codes that ``widths`` has not, em; None when unknown.
        vertical: the font writes downwards.
        em: size of the visible em in units of the font size (1 but for Type 3 fonts).
        excess: what each code advances beyond a whole thousandth of an em, in em; None when no
            code does. Some programs leave it off (pdfium, which draws the original for the reader).
    """

    code: int
    cut: Callable[[bytes], list[bytes]] | None
    spaces: frozenset[bytes]
    words: Callable[[bytes], list[bytes]] | None
    widths: list[float] | dict[bytes, float] | None
    default_width: float | None
    vertical: bool
    em: float
    excess: dict[bytes, float] | None = None

    def codes(self, text: bytes) -> list[bytes] | None:
        """The codes of a string, or None when it does not consist of whole codes."""
        step = self.code
        if step:
            if len(text) % step:
                return None
            return [text[i : i + step] for i in range(0, len(text), step)]
        assert self.cut is not None
        found = self.cut(text)
        return found if sum(map(len, found)) == len(text) else None


def slip_of(font: Font, text: bytes) -> float:
    """How much less than it should pdfium advances over a string, em."""
    excess = font.excess
    if excess is None:
        return 0.0
    return sum(excess.get(code, 0.0) for code in font.codes(text) or ())


def read_font(font: Any) -> Font | None:
    """Look at a font dictionary; None when its text cannot be cut into codes.

    Args:
        font: a pikepdf font dictionary.
    """
    try:
        subtype = str(font.get("/Subtype", ""))
        if subtype == "/Type0":
            return _composite(font)
        return _simple(font, type3=subtype == "/Type3")
    except (TypeError, ValueError, KeyError, AttributeError, IndexError, pikepdf.PdfError):
        return None


def _simple(font: Any, *, type3: bool) -> Font:
    scale, em = 0.001, 1.0
    if type3:
        matrix = [float(x) for x in font.get("/FontMatrix", [0.001, 0, 0, 0.001, 0, 0])]
        scale = abs(matrix[0]) or 0.001
        box = [float(x) for x in font.get("/FontBBox", [0, 0, 0, 0])]
        height = abs(box[3] - box[1]) * (abs(matrix[3]) or scale)
        em = min(max(height / 1.2, 0.05), 1000.0) if height else 1.0
    widths = _simple_widths(font, scale)
    spaces = _simple_spaces(font)
    return Font(
        code=1,
        cut=None,
        spaces=frozenset(spaces),
        words=_word_cutter(spaces),
        widths=widths,
        default_width=None,
        vertical=False,
        em=em,
        excess=None if type3 or widths is None else _excess(enumerate(widths), 1),
    )


def _excess(widths: Iterable[tuple[int, float]], length: int) -> dict[bytes, float] | None:
    """What codes of this many bytes advance beyond a whole thousandth."""
    found = {}
    for code, width in widths:
        beyond = width - int(width * 1000 + 1e-6 * (1 if width > 0 else -1)) / 1000
        if abs(beyond) > 1e-6:
            found[code.to_bytes(length, "big")] = beyond
    return found or None


def _simple_widths(font: Any, scale: float) -> list[float] | None:
    listed = font.get("/Widths")
    if listed is None:
        return None
    missing = 0.0
    descriptor = font.get("/FontDescriptor")
    if isinstance(descriptor, pikepdf.Dictionary):
        missing = float(descriptor.get("/MissingWidth", 0)) * scale
    table = [missing] * 256
    first = int(font.get("/FirstChar", 0))
    for offset, value in enumerate(listed):
        if 0 <= first + offset < 256:
            table[first + offset] = float(value) * scale
    return table


def _simple_spaces(font: Any) -> set[bytes]:
    spaces = {b" "}
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Dictionary):
        code = 0
        for item in encoding.get("/Differences", []):
            if isinstance(item, pikepdf.Name):
                if 0 <= code < 256:
                    if str(item) in ("/space", "/nbspace", "/nonbreakingspace"):
                        spaces.add(bytes([code]))
                    elif code == 32:
                        spaces.discard(b" ")
                code += 1
            else:
                code = int(item)
    return spaces | {code for code in _unicode_spaces(font) if len(code) == 1}


def _word_cutter(spaces: set[bytes]) -> Callable[[bytes], list[bytes]] | None:
    if not spaces:
        return None
    group = b"".join(re.escape(code) for code in sorted(spaces))
    return re.compile(rb"[%b]*+[^%b]++[%b]*+|[%b]++" % (group, group, group, group)).findall


def _composite(font: Any) -> Font | None:
    descendant = font["/DescendantFonts"][0]
    encoding = font.get("/Encoding")
    name = str(encoding)[1:] if isinstance(encoding, pikepdf.Name) else ""
    code, cut, vertical = 0, None, False
    if name:
        vertical = name.endswith("V")
        code, cut = _predefined(name)
    elif isinstance(encoding, pikepdf.Stream):
        data = _bounded(encoding)
        vertical = int(encoding.get("/WMode", 0)) == 1 or b"/WMode 1" in data
        base = encoding.get("/UseCMap")
        code, cut = _embedded(data, str(base)[1:] if isinstance(base, pikepdf.Name) else "")
    if not code and cut is None:
        return None
    spaces = set(_unicode_spaces(font))
    if cut is not None or name.startswith("Uni"):
        spaces |= {b" ", b"\x00 "}
    identity = name.startswith("Identity")
    widths = _cid_widths(descendant) if identity else None
    numbered = ((int.from_bytes(cid, "big"), width) for cid, width in (widths or {}).items())
    return Font(
        code=code,
        cut=cut,
        spaces=frozenset(spaces),
        words=None,
        widths=widths,
        default_width=float(descendant.get("/DW", 1000)) / 1000 if identity else None,
        vertical=vertical,
        em=1.0,
        excess=None if vertical else _excess(numbered, 2),
    )


def _predefined(name: str) -> tuple[int, Callable[[bytes], list[bytes]] | None]:
    for pattern, codes in _LEAD_BYTES:
        if pattern.match(name):
            return 0, re.compile(codes).findall
    if _TWO_BYTE.match(name):
        return 2, None
    if _FOUR_BYTE.match(name):
        return 4, None
    return 0, None


def _embedded(data: bytes, base: str) -> tuple[int, Callable[[bytes], list[bytes]] | None]:
    """Code lengths from the codespace ranges of an embedded CMap."""
    ranges: list[tuple[bytes, bytes]] = []
    for block in re.findall(rb"begincodespacerange([\s\S]*?)endcodespacerange", data):
        ends = [bytes.fromhex(h.decode()) for h in _HEX_CODE.findall(block)]
        ranges += [
            (low, high)
            for low, high in zip(ends[::2], ends[1::2], strict=False)
            if len(low) == len(high) and 1 <= len(low) <= 4
        ]
    if not ranges:
        return _predefined(base) if base else (0, None)
    lengths = {len(low) for low, _ in ranges}
    if len(lengths) == 1:
        return lengths.pop(), None
    parts = []
    for low, high in sorted(ranges, key=lambda r: -len(r[0])):
        part = b""
        for a, b in zip(low, high, strict=True):
            part += b"[" + re.escape(bytes([min(a, b)])) + b"-" + re.escape(bytes([max(a, b)]))
            part += b"]"
        parts.append(part)
    return 0, re.compile(b"|".join(parts), re.DOTALL).findall


def _cid_widths(descendant: Any) -> dict[bytes, float]:
    table: dict[bytes, float] = {}
    steps = 0
    listed = list(descendant.get("/W", []))
    i = 0
    while i + 1 < len(listed):
        first = int(listed[i])
        second = listed[i + 1]
        if isinstance(second, pikepdf.Array):
            for offset, value in enumerate(second):
                table[(first + offset & 0xFFFF).to_bytes(2, "big")] = float(value) / 1000
            i += 2
        else:
            if i + 2 >= len(listed):
                break
            width = float(listed[i + 2]) / 1000
            steps += int(second) - first
            if steps > 200_000:
                break
            for cid in range(max(first, 0), min(int(second), 65535) + 1):
                table[cid.to_bytes(2, "big")] = width
            i += 3
    return table


def _unicode_spaces(font: Any) -> set[bytes]:
    """Codes that the font's ToUnicode map calls a space."""
    stream = font.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return set()
    data = _bounded(stream)
    found: set[bytes] = set()
    for block in re.findall(rb"beginbfchar([\s\S]*?)endbfchar", data):
        codes = [h.translate(None, b" \r\n\t").lower() for h in _HEX_CODE.findall(block)]
        for code, text in zip(codes[::2], codes[1::2], strict=False):
            if text in _SPACE_TEXT:
                found.add(bytes.fromhex(code.decode()))
    for block in re.findall(rb"beginbfrange([\s\S]*?)endbfrange", data):
        for low, high, start in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block
        ):
            for target in (0x20, 0xA0, 0x3000):
                offset = target - int(start, 16)
                if 0 <= offset <= int(high, 16) - int(low, 16):
                    value = int(low, 16) + offset
                    found.add(value.to_bytes(max(len(low) // 2, 1), "big"))
        for low, _, listed in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\[([^\]]*)\]", block
        ):
            for offset, text in enumerate(_HEX_CODE.findall(listed)):
                if text.lower() in _SPACE_TEXT:
                    found.add((int(low, 16) + offset).to_bytes(max(len(low) // 2, 1), "big"))
    return found


def _bounded(stream: Any, limit: int = 1 << 20) -> bytes:
    """The decoded bytes of a small stream; empty when it is too large to be honest."""
    from vault.marks.pdf.filters import decode  # here to keep fonts importable alone

    return decode(stream, limit) or b""
