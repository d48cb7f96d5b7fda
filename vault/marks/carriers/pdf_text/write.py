"""Writing a content stream as a template with one-byte holes.

A unit moves along its line by a number before it in the TJ array and the opposite number
after it, and across by the text rise: ``+.13 Ts[+12(word )-12]TJ``. Which way is one byte of
each number, its sign, so a copy is the template with some bytes set. Codes, their order and
everything between the text operators stay as they were.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vault.marks.carriers.pdf_text.shows import Layout, Show
from vault.marks.pdf import syntax

PLUS, MINUS = 0x2B, 0x2D
_NOT_GLUED_TO = frozenset(b"\0\t\n\f\r ()<>[]{}")


ACROSS = 0.5
"""How far a symbol moves a unit across its line, as a share of how far it moves it along.

Viewers put baselines on whole pixels, so at 100 % zoom every unit whose rise crosses a half pixel
jumps by one; the eye sees that in a line of text, while it sees no word that is a little further
left. Half the reach makes half as many such jumps and still reads after print and photo.
"""


@dataclass(frozen=True, slots=True)
class Template:
    """A content stream with holes.

    Attributes:
        data: the stream; holes hold some sign.
        at: position of each hole, ascending, int64 (holes,).
        slot: slot of each hole, int32 (holes,).
        plus, minus: byte that each hole takes for symbol +1 and -1, uint8 (holes,).
        dx, dy: slots of each unit, -1 where there is none, int32 (units,).
        slots: number of slots.
        words: number of words.
    """

    data: bytes
    at: NDArray[np.int64]
    slot: NDArray[np.int32]
    plus: NDArray[np.uint8]
    minus: NDArray[np.uint8]
    dx: NDArray[np.int32]
    dy: NDArray[np.int32]
    slots: int
    words: int


def untouched() -> Template:
    """A template that moves nothing."""
    none, byte = np.zeros(0, np.int32), np.zeros(0, np.uint8)
    return Template(b"", np.zeros(0, np.int64), none, byte, byte, none, none, 0, 0)


def parts_of(glyphs: int, wide: bool) -> int:
    """How many units a word is: halves from 6 letters on, 2-3 syllables where they are wide."""
    if wide:
        return max(1, -(-glyphs // 3))
    return glyphs // 6 + 1


def write(data: bytes, layout: Layout, amplitude: int) -> Template:
    """Turn a content stream into a template.

    Args:
        data: the decoded content stream that the layout was read from.
        layout: what it shows.
        amplitude: displacement in em/1000.
    """
    parts = [parts_of(n, w) if n else 0 for n, w in zip(layout.glyphs, layout.wide, strict=True)]
    for word in layout.glued:
        parts[word] = 1
    writer = _Writer(layout.glyphs, parts, layout.close)
    pieces: list[bytes] = []
    size, at = 0, 0
    shifts: dict[tuple[float, float, float], _Shift] = {}
    for show in layout.shows:
        before = data[at : show.start]
        if before and before[-1] not in _NOT_GLUED_TO:
            before += b" "
        before += show.prefix
        key = (show.size, show.rise, show.font.em)
        shift = shifts.get(key)
        if shift is None:
            shift = shifts[key] = _shift(show, amplitude)
        written = writer.show(show, shift, size + len(before))
        pieces += (before, written)
        size += len(before) + len(written)
        at = show.end
    pieces.append(data[at:])
    return writer.finish(b"".join(pieces), sum(1 for n in layout.glyphs if n))


@dataclass(frozen=True, slots=True)
class _Shift:
    """The bytes that move a unit, and where the holes lie in them."""

    rise: bytes
    odd_holes: tuple[tuple[int, int, int], ...]
    restore: bytes
    along: bytes


class _Writer:
    """Writes text operators and keeps account of the holes in them.

    Each word is cut evenly into its parts; a part is a unit. `_marks` holds, for each run of
    codes that moves, its unit and the positions of its three holes (rise, before, after); the
    position of a rise that is no plain sign is -1 and its holes are in `_odd`.
    """

    def __init__(self, glyphs: list[int], parts: list[int], close: set[int]) -> None:
        self._close = close
        self._leader: dict[int, int] = {}
        self._glyphs = glyphs
        self._parts = parts
        self._first = [-1] * len(glyphs)
        self._seen = [0] * len(glyphs)
        self._units = 0
        self._marks: list[int] = []
        self._odd: list[tuple[int, int, int, int]] = []
        self._flat: set[int] = set()
        self._leads: set[int] = set()

    def show(self, show: Show, shift: _Shift, base: int) -> bytes:
        """A text operator as a template that begins at ``base``."""
        if show.bare and not show.font.vertical and not shift.odd_holes:
            return self._bare(show, shift, base)
        chunks = self._chunks(show)
        flat = show.font.vertical
        along, rise = shift.along, shift.rise
        opening = b"[" if flat else rise
        lead, reach = len(opening), len(along) + 1
        ahead, behind = b"+" + along, b"-" + along
        marks = self._marks
        written: list[bytes] = []
        size = base
        last = len(chunks) - 1
        raised = False
        before = -1
        for index, (unit, numbers, body) in enumerate(chunks):
            tail = show.tail if index == last else b""
            follows = unit in self._leads and before >= 0 and not flat
            if follows:
                # One operator, so one rise: the unit goes across with the one before it.
                self._leader.setdefault(unit, self._leader.get(before, before))
                follows = self._leader[unit] == self._leader.get(before, before)
            before = unit
            if follows:
                written[-1] = b" "
                size += 1 - len(b"]TJ ")
                inner = body[0] if len(body) == 1 else b"".join(body)
                first = size + len(numbers)
                after = first + reach + len(inner)
                marks += (unit, -1, first, after)
                ending = b" " + tail + b"]TJ " if tail else b"]TJ "
                written += (numbers, ahead, inner, behind, ending)
                size = after + reach + len(ending)
                continue
            if unit < 0:
                text = b"".join((b"[", numbers, *body, tail, b"]TJ "))
                written.append(text)
                size += len(text)
                continue
            inner = body[0] if len(body) == 1 else b"".join(body)
            first = size + lead + len(numbers)
            after = first + reach + len(inner)
            if flat:
                self._flat.add(unit)
                marks += (unit, -1, first, after)
            else:
                raised = True
                if shift.odd_holes:
                    marks += (unit, -1, first, after)
                    self._odd += [(unit, size + o, u, d) for o, u, d in shift.odd_holes]
                else:
                    marks += (unit, size, first, after)
            ending = b" " + tail + b"]TJ " if tail else b"]TJ "
            written += (opening, numbers, ahead, inner, behind, ending)
            size = after + reach + len(ending)
        if raised:
            written.append(shift.restore)
        return b"".join(written)

    def _bare(self, show: Show, shift: _Shift, base: int) -> bytes:
        """The same for one string of plain letters, which most operators are."""
        opening = shift.rise + b"+" + shift.along + b"("
        closing = b")-" + shift.along + b"]TJ "
        first, lead = len(shift.rise), len(opening) + 1
        reach = len(opening) + len(closing)
        parts, marks = self._parts, self._marks
        written: list[bytes] = []
        size = base
        for _, codes, word in show.items:
            if parts[word] == 1:
                runs = [(self._unit(word), codes)]
            else:
                runs = self._split(show, codes, word)
            for unit, run in runs:
                written.append(opening + run + closing)
                marks += (unit, size, size + first, size + lead + len(run))
                size += reach + len(run)
        written.append(shift.restore)
        return b"".join(written)

    def _chunks(self, show: Show) -> list[tuple[int, bytes, list[bytes]]]:
        """Runs of codes that move as one: (unit or -1, numbers before, encoded strings)."""
        chunks: list[tuple[int, bytes, list[bytes]]] = []
        current = -2
        encode = syntax.encode_hex if show.hexed else syntax.encode_string
        parts = self._parts
        for numbers, codes, word in show.items:
            if word >= 0 and parts[word] > 1:
                runs = self._split(show, codes, word)
            else:
                runs = [(self._unit(word) if word >= 0 else -1, codes)]
            for unit, run in runs:
                if unit != current:
                    chunks.append((unit, numbers, [encode(run)]))
                    current = unit
                else:
                    body = chunks[-1][2]
                    if numbers:
                        body.append(numbers)
                    body.append(encode(run))
                numbers = b""
        return chunks

    def _unit(self, word: int) -> int:
        first = self._first[word]
        if first < 0:
            first = self._first[word] = self._units
            if word in self._close:
                self._leads.add(first)
            self._units += self._parts[word]
        return first

    def _split(self, show: Show, codes: bytes, word: int) -> list[tuple[int, bytes]]:
        """Cut a run of codes where its word is cut: (unit, codes)."""
        parts, total = self._parts[word], self._glyphs[word]
        first = self._unit(word)
        font = show.font
        spaces = font.spaces
        seen = self._seen[word]
        if font.code == 1 and not seen and len(codes) >= total and codes[:1] not in spaces:
            letters = len(codes.rstrip(b"".join(spaces))) if len(codes) > total else total
            if letters == total:
                self._seen[word] = total
                cuts = [-(-j * total // parts) for j in range(parts)] + [len(codes)]
                return [(first + j, codes[cuts[j] : cuts[j + 1]]) for j in range(parts)]
        every = font.codes(codes)
        assert every is not None
        found: list[tuple[int, bytes]] = []
        run: list[bytes] = []
        unit = min(seen * parts // total, parts - 1)
        for code in every:
            if code not in spaces:
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

    def finish(self, data: bytes, words: int) -> Template:
        """Number the slots and list the holes."""
        marks = np.array(self._marks, np.int64).reshape(-1, 4)
        across = np.ones(self._units, bool)
        across[list(self._flat)] = False
        across[list(self._leader)] = False
        each = 1 + across.astype(np.int32)
        dx = (np.cumsum(each) - each).astype(np.int32)
        dy = np.where(across, dx + 1, -1).astype(np.int32)
        if self._leader:
            dy[list(self._leader)] = dy[list(self._leader.values())]
        unit, rise, first, after = marks.T
        raised = rise >= 0
        odd = np.array(self._odd, np.int64).reshape(-1, 4)
        at = np.concatenate([rise[raised], first, after, odd[:, 1]])
        slot = np.concatenate([dy[unit[raised]], dx[unit], dx[unit], dy[odd[:, 0]]])
        counts = (int(raised.sum()), len(unit), len(unit))
        plus = np.concatenate([np.repeat([PLUS, MINUS, PLUS], counts), odd[:, 2]])
        minus = np.concatenate([np.repeat([MINUS, PLUS, MINUS], counts), odd[:, 3]])
        order = np.argsort(at, kind="stable")
        return Template(
            data,
            at[order],
            slot[order].astype(np.int32),
            plus[order].astype(np.uint8),
            minus[order].astype(np.uint8),
            dx,
            dy,
            int(each.sum()),
            words,
        )


def _shift(show: Show, amplitude: int) -> _Shift:
    em = show.font.em
    along = plain(amplitude * em)
    reach = ACROSS * amplitude / 1000 * abs(show.size) * em
    if show.rise == 0:
        return _Shift(b"+" + plain(reach) + b" Ts[", (), b"0 Ts ", along)
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
    """A positive number with about four significant digits, without an exponent."""
    digits = max(0, 3 - _exponent(value)) if value else 0
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.removeprefix("0").encode() if text.startswith("0.") else text.encode()
