"""Writing a content stream as a template with one-byte holes.

A unit, one letter, moves along its line by a number before it in the TJ array and the opposite
number after it: ``[+12(w)-12 +12(o )-12 ]TJ``. Which way is one byte of each number, its sign, so
a copy is the template with some bytes set. Codes, their order and everything between the text
operators stay as they were; every operator stays one operator, and nothing leaves its line, so
programs that extract text find the same words in the same lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vault.marks.carriers.pdf_text.fonts import Font, slip_of
from vault.marks.carriers.pdf_text.shows import Layout, Show
from vault.marks.pdf import syntax

PLUS, MINUS = 0x2B, 0x2D
_NOT_GLUED_TO = frozenset(b"\0\t\n\f\r ()<>[]{}")


@dataclass(frozen=True, slots=True)
class Template:
    """A content stream with holes.

    Attributes:
        data: the stream; holes hold some sign.
        at: position of each hole, ascending, int64 (holes,).
        slot: slot of each hole, int32 (holes,); unit k has slot k.
        plus, minus: byte that each hole takes for symbol +1 and -1, uint8 (holes,).
        slip: how far behind its true place pdfium draws each unit of the original, in amplitudes
            along its line, float32 (slots,).
        slots: number of slots.
        words: number of words.
    """

    data: bytes
    at: NDArray[np.int64]
    slot: NDArray[np.int32]
    plus: NDArray[np.uint8]
    minus: NDArray[np.uint8]
    slip: NDArray[np.float32]
    slots: int
    words: int


def untouched() -> Template:
    """A template that moves nothing."""
    none, byte = np.zeros(0, np.int32), np.zeros(0, np.uint8)
    return Template(b"", np.zeros(0, np.int64), none, byte, byte, np.zeros(0, np.float32), 0, 0)


def units_of(glyphs: int, ties: set[int]) -> list[int]:
    """The unit of each code of a word that must not be cut everywhere.

    Args:
        glyphs: number of codes.
        ties: numbers of codes after which it must not be cut.
    """
    found, unit = [], -1
    for code in range(glyphs):
        unit += not code or code not in ties
        found.append(unit)
    return found


def write(data: bytes, layout: Layout, amplitude: int) -> Template:
    """Turn a content stream into a template.

    Args:
        data: the decoded content stream that the layout was read from.
        layout: what it shows.
        amplitude: displacement in em/1000.
    """
    tied = {word: units_of(layout.glyphs[word], ties) for word, ties in layout.ties.items()}
    writer = _Writer(layout.glyphs, tied, amplitude)
    pieces: list[bytes] = []
    size, at = 0, 0
    for show in layout.shows:
        before = data[at : show.start]
        if before and before[-1] not in _NOT_GLUED_TO:
            before += b" "
        before += show.prefix
        written = writer.show(show, size + len(before))
        pieces += (before, written)
        size += len(before) + len(written)
        at = show.end
    pieces.append(data[at:])
    return writer.finish(b"".join(pieces), sum(1 for n in layout.glyphs if n))


class _Writer:
    """Writes text operators and keeps account of the holes in them.

    `_marks` holds, for each run of codes that moves, its unit and the positions of its two holes
    (before, after); `_rows` the same for whole operators of plain letters, whose units follow
    each other: first unit, position, distance from hole to letter, and how many.
    """

    def __init__(self, glyphs: list[int], tied: dict[int, list[int]], amplitude: int) -> None:
        self._glyphs = glyphs
        self._tied = tied
        self._amplitude = amplitude
        self._first = [-1] * len(glyphs)
        self._seen = [0] * len(glyphs)
        self._units = 0
        self._marks: list[int] = []
        self._rows: list[tuple[int, int, int, int]] = []
        self._lengths: list[int] = []
        self._slips: dict[int, float] = {}
        self._letters: dict[frozenset[bytes], Callable[[bytes], list[bytes]]] = {}
        self._along: dict[float, bytes] = {}

    def show(self, show: Show, base: int) -> bytes:
        """A text operator as a template that begins at ``base``."""
        em = show.font.em
        along = self._along.get(em)
        if along is None:
            along = self._along[em] = plain(self._amplitude * em)
        if show.bare:
            row = self._row(show, along, base)
            if row:
                return row
        ahead, behind = b"+" + along, b"-" + along + b" "
        reach = len(ahead)
        marks = self._marks
        written: list[bytes] = [b"["]
        size = base + 1
        for unit, numbers, body in self._chunks(show):
            inner = body[0] if len(body) == 1 else b"".join(body)
            if unit < 0:
                written += (numbers, inner)
                size += len(numbers) + len(inner)
                continue
            first = size + len(numbers)
            after = first + reach + len(inner)
            marks += (unit, first, after)
            written += (numbers, ahead, inner, behind)
            size = after + len(behind)
        written.append(show.tail + b"]TJ ")
        return b"".join(written)

    def _row(self, show: Show, along: bytes, base: int) -> bytes:
        """The same, fast, for a string of plain letters of whole words; else nothing."""
        font = show.font
        if font.code != 1:
            return b""
        words = [word for _, _, word in show.items]
        first, glyphs, tied = self._first, self._glyphs, self._tied
        split = self._letters.get(font.spaces)
        if split is None:
            split = self._letters[font.spaces] = _letters(font.spaces)
        text = b"".join([codes for _, codes, _ in show.items])
        runs = split(text)
        if sum([glyphs[word] for word in words]) != len(runs) or text[:1] in font.spaces:
            return b""
        if any(first[word] >= 0 or word in tied for word in words):
            return b""
        unit = start = self._units
        for word in words:
            first[word] = unit
            self._seen[word] = glyphs[word]
            unit += glyphs[word]
        self._units = unit
        self._rows.append((start, base + 1, len(along) + 2, len(runs)))
        self._lengths += map(len, runs)
        if font.excess is not None:
            self._note(show, start, runs)
        between = b")-" + along + b" +" + along + b"("
        return b"[+" + along + b"(" + between.join(runs) + b")-" + along + b" ]TJ "

    def _note(self, show: Show, start: int, runs: list[bytes]) -> None:
        """Note how far behind the units from `start` on, one each run, are drawn."""
        slip = show.slip
        for unit, run in enumerate(runs, start):
            self._slips.setdefault(unit, slip / show.font.em)
            slip += slip_of(show.font, run)

    def _chunks(self, show: Show) -> list[tuple[int, bytes, list[bytes]]]:
        """Runs of codes that move as one: (unit or -1, numbers before, encoded strings)."""
        chunks: list[tuple[int, bytes, list[bytes]]] = []
        current = -2
        encode = syntax.encode_hex if show.hexed else syntax.encode_string
        font, slip = show.font, show.slip
        for numbers, codes, word in show.items:
            runs = [(-1, codes)] if word < 0 else self._split(font, codes, word)
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
                if slip or font.excess is not None:
                    self._slips.setdefault(unit, slip / font.em)
                    slip += slip_of(font, run)
        return chunks

    def _unit(self, word: int) -> int:
        first = self._first[word]
        if first < 0:
            first = self._first[word] = self._units
            tied = self._tied.get(word)
            self._units += self._glyphs[word] if tied is None else tied[-1] + 1
        return first

    def _split(self, font: Font, codes: bytes, word: int) -> list[tuple[int, bytes]]:
        """Cut a run of codes where its word is cut: (unit, codes)."""
        last = self._glyphs[word] - 1
        first = self._unit(word)
        spaces, tied = font.spaces, self._tied.get(word)
        seen = self._seen[word]
        every = font.codes(codes)
        assert every is not None
        found: list[tuple[int, bytes]] = []
        run: list[bytes] = []
        unit = -1
        for code in every:
            if code not in spaces:
                here = min(seen, last) if tied is None else tied[min(seen, last)]
                if here != unit:
                    if unit >= 0:
                        found.append((first + unit, b"".join(run)))
                        run = []
                    unit = here
                seen += 1
            run.append(code)
        if unit < 0:  # only spaces: they go with the letters before them
            unit = max(0, min(seen - 1, last))
            unit = unit if tied is None else tied[unit]
        found.append((first + unit, b"".join(run)))
        self._seen[word] = seen
        return found

    def finish(self, data: bytes, words: int) -> Template:
        """Number the slots and list the holes."""
        marks = np.array(self._marks, np.int64).reshape(-1, 3)
        rows = np.array(self._rows, np.int64).reshape(-1, 4)
        lengths = np.array(self._lengths, np.int64)
        first, start, lead, many = rows.T
        of = np.repeat(np.arange(len(rows)), many)
        place = np.arange(len(lengths)) - np.repeat(np.cumsum(many) - many, many)
        # Each run: sign, number, bracket, letters, bracket; sign, number, blank.
        whole = lengths + 2 * lead[of] + 1
        total = np.cumsum(whole) - whole
        ahead = start[of] + total - np.repeat(total[np.cumsum(many) - many], many)
        unit = np.concatenate([marks[:, 0], first[of] + place])
        before = np.concatenate([marks[:, 1], ahead])
        after = np.concatenate([marks[:, 2], ahead + lead[of] + lengths + 1])
        order = np.argsort(before, kind="stable")
        signs = np.array([PLUS, MINUS], np.uint8)
        slip = np.zeros(self._units, np.float32)
        for number, value in self._slips.items():
            if number >= 0:
                slip[number] = value * 1000 / self._amplitude
        return Template(
            data,
            np.stack([before[order], after[order]], axis=1).ravel(),
            np.repeat(unit[order].astype(np.int32), 2),
            # A number in a TJ array moves what follows back, so +1 needs a minus before the unit.
            np.tile(signs[::-1], len(order)),
            np.tile(signs, len(order)),
            np.clip(slip, -100, 100),
            self._units,
            words,
        )


def _letters(spaces: frozenset[bytes]) -> Callable[[bytes], list[bytes]]:
    """A cutter of one-byte strings into letters with the spaces after them."""
    if not spaces:
        return re.compile(rb".", re.DOTALL).findall
    blank = b"[" + b"".join(map(re.escape, sorted(spaces))) + b"]"
    return re.compile(rb"(?!" + blank + rb")." + blank + rb"*", re.DOTALL).findall


def plain(value: float) -> bytes:
    """A positive number with about four significant digits, without an exponent."""
    digits = max(0, 3 - int(f"{value:e}".split("e")[1])) if value else 0
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.removeprefix("0").encode() if text.startswith("0.") else text.encode()
