"""Writing a content stream as a template with one-byte holes.

A unit moves along its line by a number before it in the TJ array and the opposite number
after it, and across by the text rise: ``+.13 Ts[+12(word )-12]TJ``. Which way is one byte of
each number, its sign, so a copy is the template with some bytes set. Codes, their order and
everything between the text operators stay as they were.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vault.marks.carriers.pdf_text.layout import Layout, Show
from vault.marks.pdf import syntax

PLUS, MINUS = 0x2B, 0x2D


@dataclass(slots=True)
class Template:
    """A content stream with holes.

    Attributes:
        data: the stream; holes hold some sign.
        at: position of each hole.
        slot: slot of each hole.
        plus, minus: byte that each hole takes for symbol +1 and -1.
        dx, dy: slots of each unit, -1 where there is none.
        slots: number of slots.
        words: number of words.
    """

    data: bytes = b""
    at: list[int] = field(default_factory=list)
    slot: list[int] = field(default_factory=list)
    plus: list[int] = field(default_factory=list)
    minus: list[int] = field(default_factory=list)
    dx: list[int] = field(default_factory=list)
    dy: list[int] = field(default_factory=list)
    slots: int = 0
    words: int = 0


def parts_of(glyphs: int, wide: bool) -> int:
    """How many units a word is: halves from 6 letters on, 2-3 syllables where they are wide."""
    if wide:
        return max(1, -(-glyphs // 3))
    return glyphs // 6 + 1


ACROSS = 0.5
"""How far a symbol moves a unit across its line, as a share of how far it moves it along.

Viewers put baselines on whole pixels, so at 100 % zoom every unit whose rise crosses a half pixel
jumps by one; the eye sees that in a line of text, while it sees no word that is a little further
left. Half the reach makes half as many such jumps and still reads after print and photo.
"""


def write(data: bytes, layout: Layout, amplitude: int) -> Template:
    """Turn a content stream into a template.

    Args:
        data: the decoded content stream that the layout was read from.
        layout: what it shows.
        amplitude: displacement in em/1000.
    """
    out = Template()
    pieces: list[bytes] = []
    size, at = 0, 0
    parts = [parts_of(n, w) if n else 0 for n, w in zip(layout.glyphs, layout.wide, strict=True)]
    for word in layout.glued:
        parts[word] = 1
    units = _Units(layout.glyphs, parts)
    rises: dict[tuple[float, float, float], _Shift] = {}
    for show in layout.shows:
        before = data[at : show.start] + show.prefix
        if before and before[-1] not in b"\0\t\n\f\r ()<>[]{}":
            before += b" "
        pieces.append(before)
        size += len(before)
        key = (show.size, show.rise, show.font.em)
        shift = rises.get(key)
        if shift is None:
            shift = rises[key] = _shift(show, amplitude)
        written = _write_show(show, shift, units, out, size)
        pieces.append(written)
        size += len(written)
        at = show.end
    pieces.append(data[at:])
    out.data = b"".join(pieces)
    out.words = sum(1 for n in layout.glyphs if n)
    return out


@dataclass(frozen=True, slots=True)
class _Shift:
    """The bytes that move a unit, and where the holes lie in them."""

    rise: bytes
    rise_holes: tuple[tuple[int, int, int], ...]
    restore: bytes
    along: bytes


class _Units:
    """Hands out unit numbers: each word is cut evenly into its parts."""

    def __init__(self, glyphs: list[int], parts: list[int]) -> None:
        self._glyphs = glyphs
        self._parts = parts
        self._first: dict[int, int] = {}
        self._seen: dict[int, int] = {}
        self.count = 0

    def split(self, show: Show, codes: bytes, word: int) -> list[tuple[int, bytes]]:
        """Cut a run of codes where its word is cut: (unit, codes)."""
        parts = self._parts[word]
        first = self._first.get(word)
        if first is None:
            first = self._first[word] = self.count
            self.count += parts
        if parts == 1:
            return [(first, codes)]
        total = self._glyphs[word]
        seen = self._seen.get(word, 0)
        font = show.font
        cut = font.codes(codes)
        assert cut is not None
        found: list[tuple[int, bytes]] = []
        run: list[bytes] = []
        unit = min(seen * parts // total, parts - 1)
        for code in cut:
            if code not in font.spaces:
                here = min(seen * parts // total, parts - 1)
                if here != unit:
                    if run:
                        found.append((first + unit, b"".join(run)))
                    run, unit = [], here
                seen += 1
            run.append(code)
        found.append((first + unit, b"".join(run)))
        self._seen[word] = seen
        return found


def _write_show(show: Show, shift: _Shift, units: _Units, out: Template, base: int) -> bytes:
    chunks: list[tuple[int, list[bytes]]] = []
    current = -2
    encode = syntax.encode_hex if show.hexed else syntax.encode_string
    for numbers, codes, word in show.items:
        if word < 0:
            runs = [(-1, codes)]
        else:
            runs = units.split(show, codes, word)
        for unit, run in runs:
            if unit != current:
                chunks.append((unit, [numbers]))
                current = unit
            else:
                chunks[-1][1].append(numbers)
            chunks[-1][1].append(encode(run))
            numbers = b""
    vertical = show.font.vertical
    along = shift.along
    written: list[bytes] = []
    size = base
    last = len(chunks) - 1
    raised = False
    at, slot, plus, minus = out.at, out.slot, out.plus, out.minus
    for index, (unit, body) in enumerate(chunks):
        if unit < 0:
            text = b"[" + b"".join(body) + (show.tail if index == last else b"") + b"]TJ "
            written.append(text)
            size += len(text)
            continue
        while len(out.dx) <= unit:
            out.dx.append(out.slots)
            out.slots += 1
            if vertical:
                out.dy.append(-1)
            else:
                out.dy.append(out.slots)
                out.slots += 1
        dx, dy = out.dx[unit], out.dy[unit]
        head = b"["
        if dy >= 0:
            raised = True
            for offset, up, down in shift.rise_holes:
                at.append(size + offset)
                slot.append(dy)
                plus.append(up)
                minus.append(down)
            head = shift.rise
        inner = b"".join(body[1:])
        text = head + body[0] + b"+" + along + inner
        at.append(size + len(head) + len(body[0]))
        at.append(size + len(text))
        slot.append(dx)
        slot.append(dx)
        plus.append(MINUS)
        plus.append(PLUS)
        minus.append(PLUS)
        minus.append(MINUS)
        text += b"-" + along
        if index == last and show.tail:
            text += b" " + show.tail
        text += b"]TJ "
        written.append(text)
        size += len(text)
    if raised:
        written.append(shift.restore)
    return b"".join(written)


def _shift(show: Show, amplitude: int) -> _Shift:
    em = show.font.em
    along = plain(amplitude * em)
    reach = ACROSS * amplitude / 1000 * abs(show.size) * em
    if show.rise == 0:
        text = plain(reach)
        return _Shift(b"+" + text + b" Ts[", ((0, PLUS, MINUS),), b"0 Ts ", along)
    digits = max(0, 3 - _exponent(reach))
    up = f"{show.rise + reach:+.{digits}f}"
    down = f"{show.rise - reach:+.{digits}f}"
    wide = max(len(up), len(down))
    up, down = (s[0] + s[1:].rjust(wide - 1, "0") for s in (up, down))
    holes = tuple(
        (i, ord(u), ord(d)) for i, (u, d) in enumerate(zip(up, down, strict=True)) if u != d
    )
    restore = plain(show.rise) if show.rise > 0 else b"-" + plain(-show.rise)
    return _Shift(up.encode() + b" Ts[", holes, restore + b" Ts ", along)


def _exponent(value: float) -> int:
    return int(f"{value:e}".split("e")[1])


def plain(value: float) -> bytes:
    """A positive number with about three significant digits, without an exponent."""
    digits = max(0, 3 - _exponent(value)) if value else 0
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.removeprefix("0").encode() if text.startswith("0.") else text.encode()
