"""Reading a content stream: which runs of codes form which word.

A content stream is walked once with the text state of ISO 32000-2, 9.3 and 9.4. Each text
operator that can be marked becomes a `Show`; its codes are gathered into words, and words go
on across operators when the pen stands where the last code ended (letters set one by one,
kerned arrays, a new text object for each font). Whatever is unclear (an unknown font, a
number that is none, invisible text) yields no Show and stays as it is.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from vault.marks.carriers.pdf_text.fonts import Font, slip_of
from vault.marks.carriers.pdf_text.shows import Layout, Show
from vault.marks.carriers.pdf_text.words import (
    GAP,
    KERN,
    OVERLAP,
    Item,
    Pen,
    continued,
    critical,
    pieces,
    repeats,
    rows_of_one,
)
from vault.marks.pdf import syntax

Matrix = tuple[float, float, float, float, float, float]
LARGEST = 80.0
"""Letters larger than this, in pt of the page, stay where they are: the share of their em by which
small ones move unseen would be more than a point here (headlines, watermarks)."""
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class _TextState:
    font: Font | None = None
    size: float | None = None
    char_space: float | None = 0.0
    word_space: float | None = 0.0
    stretch: float | None = 1.0
    leading: float | None = 0.0
    rise: float | None = 0.0
    mode: float | None = 0.0
    ctm: Matrix | None = _IDENTITY

    def copy(self) -> _TextState:
        return _TextState(
            self.font,
            self.size,
            self.char_space,
            self.word_space,
            self.stretch,
            self.leading,
            self.rise,
            self.mode,
            self.ctm,
        )


class Reader:
    """Walks one content stream.

    Args:
        fonts: font of a resource name, None when it cannot be marked.
        state_font: font and size that a graphics state of a resource name sets, if any.
        largest: letters larger than this, in units of the stream, are left alone.
    """

    def __init__(
        self,
        fonts: Callable[[str], Font | None],
        state_font: Callable[[str], tuple[Font | None, float] | None],
        largest: float = LARGEST,
    ) -> None:
        self._fonts = fonts
        self._state_font = state_font
        self._largest = largest
        self._state = _TextState()
        self._stack: list[_TextState] = []
        self._line: Matrix | None = _IDENTITY
        self._cursor: float | None = 0.0
        self._slip = 0.0
        self._in_text = False
        self._pen: Pen | None = None
        self._out = Layout()

    def read(self, data: bytes) -> Layout:
        """Read a decoded content stream; never fails, whatever the bytes are."""
        out = self._out
        for kind, start, end, match in syntax.tokens(data):
            if match is None or kind == "other" or kind == "dull":
                continue
            if kind == "tj":
                self._show_array(start, match.end("tj"), match.group("tj"), match, data)
            elif kind == "num":
                self._numeric(match.group("numop"), match.group("num"))
            elif kind == "text":
                self._show_text(start, match)
            elif kind == "named":
                self._named(match)
            elif kind == "bare":
                self._bare(match.group("bare"), start, end)
            elif kind == "aside":
                self._show_aside(start, match)
        out.open = len(self._stack)
        out.in_text = self._in_text
        return out

    # -- state -------------------------------------------------------------------------

    def _bare(self, op: bytes, start: int, end: int) -> None:
        if op == b"q":
            if len(self._stack) < 10_000:
                self._stack.append(self._state.copy())
        elif op == b"Q":
            if self._stack:
                self._state = self._stack.pop()
            else:
                self._out.excess.append((start, start + 1))
        elif op == b"BT":
            self._in_text = True
            self._line, self._cursor, self._slip = _IDENTITY, 0.0, 0.0
        elif op == b"ET":
            self._in_text = False
        else:
            self._next_line()

    def _next_line(self) -> None:
        leading = self._state.leading
        if leading is None:
            self._line = None
        else:
            self._move(0.0, -leading)

    def _move(self, tx: float, ty: float) -> None:
        line = self._line
        if line is not None:
            a, b, c, d, e, f = line
            self._line = (a, b, c, d, tx * a + ty * c + e, tx * b + ty * d + f)
        self._cursor = self._slip = 0.0

    def _numeric(self, op: bytes, raw: bytes) -> None:
        values = syntax.numbers(raw)
        state = self._state
        if op == b"Td" or op == b"TD":
            if values is None or len(values) < 2:
                self._line = None
                return
            tx, ty = values[-2:]
            if op == b"TD":
                state.leading = -ty
            self._move(tx, ty)
        elif op == b"Tm":
            good = values is not None and len(values) >= 6
            self._line = (
                (values[-6], values[-5], values[-4], values[-3], values[-2], values[-1])
                if good and values is not None
                else None
            )
            self._cursor = self._slip = 0.0
        elif op == b"cm":
            if values is None or len(values) < 6 or state.ctm is None:
                state.ctm = None
            else:
                state.ctm = _multiply(tuple(values[-6:]), state.ctm)  # type: ignore[arg-type]
        else:
            value = values[-1] if values else None
            if op == b"Tc":
                state.char_space = value
            elif op == b"Tw":
                state.word_space = value
            elif op == b"Tz":
                state.stretch = None if value is None else value / 100
            elif op == b"TL":
                state.leading = value
            elif op == b"Ts":
                state.rise = value
            else:
                state.mode = value

    def _named(self, match: syntax.Token) -> None:
        op, name = match.group("namedop"), _name(match.group("named"))
        state = self._state
        if op == b"Tf":
            raw = match.group("namenum")
            state.size = syntax.number(raw) if raw is not None else None
            state.font = self._fonts(name)
        elif op == b"gs":
            found = self._state_font(name)
            if found is not None:
                state.font, state.size = found
        elif op == b"Do":
            plain = state.rise == 0.0 and state.mode in (0.0, 1.0, 2.0)
            self._out.forms.append((name, plain, _scale(state.ctm)))

    # -- showing text ------------------------------------------------------------------

    def _show_text(self, start: int, match: syntax.Token) -> None:
        op = match.group("textop")
        prefix = b""
        if op == b"'":
            self._next_line()
            prefix = b"T* "
        raw = match.group("text")
        self._show(start, match.end("textop"), prefix, raw)

    def _show_aside(self, start: int, match: syntax.Token) -> None:
        word_space, char_space, text = syntax.aside_parts(match.group("aside"))
        state = self._state
        state.word_space = syntax.number(word_space)
        state.char_space = syntax.number(char_space)
        self._next_line()
        prefix = word_space + b" Tw " + char_space + b" Tc T* "
        self._show(start, match.end("aside"), prefix, text)

    def _show_array(
        self, start: int, end: int, array: bytes, match: syntax.Token, data: bytes
    ) -> None:
        stop = data.index(b"TJ", end) + 2 if not data.startswith(b"TJ", end) else end + 2
        del match
        self._show(start, stop, b"", array)

    def _show(self, start: int, end: int, prefix: bytes, operand: bytes) -> None:
        state = self._state
        font, size = state.font, state.size
        if (
            font is None
            or not size
            or not math.isfinite(size)
            or state.mode not in (0.0, 1.0, 2.0, 4.0, 5.0, 6.0)
            or not self._in_text
        ):
            self._cursor = None
            self._pen = None
            return
        pen = self._pen
        here = self._origin(font, size)
        if here is not None and here[3] > self._largest:
            self._cursor = None
            self._pen = None
            return
        word = -1
        if pen is not None and here is not None and not font.vertical:
            word, tied = continued(pen, here)
            if tied:
                self._out.tie(word)
        gathered = self._gather(font, size, operand, word)
        if gathered is None:
            self._cursor = None
            self._pen = None
            return
        items, tail, advance, hexed, word, visible = gathered
        if visible:
            bare = (
                not hexed
                and not tail
                and b"\\" not in operand
                and b"\r" not in operand
                and operand.count(b"(") == (1 if operand[:1] == b"(" else 0)
                and items[0][2] >= 0
            )
            self._out.shows.append(
                Show(start, end, prefix, items, tail, font, self._slip / size, hexed, bare)
            )
        if font.excess is not None:
            self._slip += size * sum(slip_of(font, codes) for _, codes, _ in items)
        if advance is None or self._cursor is None:
            self._cursor = None
            self._pen = None
        else:
            self._cursor += advance
            if here is None or font.vertical:
                self._pen = None
            else:
                x, y, along, em = here[:4]
                self._pen = Pen(
                    x + advance * along[0],
                    y + advance * along[1],
                    along,
                    em,
                    word,
                    items[-1][2] if items else -1,
                    font.em,
                    size,
                )

    def _origin(
        self, font: Font, size: float
    ) -> tuple[float, float, tuple[float, float], float, float, float] | None:
        """Where the next code stands, its direction per text unit, and the em there."""
        line, cursor, ctm = self._line, self._cursor, self._state.ctm
        if line is None or cursor is None or ctm is None:
            return None
        a, b, _, _, e, f = line
        ca, cb, cc, cd, ce, cf = ctm
        x, y = cursor * a + e, cursor * b + f
        ux, uy = a * ca + b * cc, a * cb + b * cd
        em = math.hypot(ux, uy) * abs(size) * font.em
        if not (em > 0 and math.isfinite(em)):
            return None
        return x * ca + y * cc + ce, x * cb + y * cd + cf, (ux, uy), em, font.em, size

    def _gather(
        self, font: Font, size: float, operand: bytes, word: int
    ) -> tuple[list[Item], bytes, float | None, bool, int, bool] | None:
        """Cut the operand into runs that belong to one word each.

        Returns:
            (items, numbers after them, advance in text units, strings were hexadecimal, word
            still open at the end or -1, anything visible), or None when the operand cannot be
            cut safely.
        """
        out = self._out
        glyphs = out.glyphs
        items: list[Item] = []
        pending = b""
        first = operand[:1]
        parts: list[tuple[str, bytes]]
        if first == b"[":
            parts = list(syntax.elements(operand))
        else:
            parts = [("string" if first == b"(" else "hex", operand)]
        total = 0.0
        count = 0
        blanks = 0
        known = True
        hexed = False
        seen = False
        widths = font.widths
        spaced = (self._state.char_space or 0.0) / (size * font.em)
        tight = critical(spaced)
        for kind, raw in parts:
            if kind == "number":
                value = syntax.number(raw)
                if value is None or not abs(value) < 1e9:
                    return None
                pending += raw + b" "
                total -= value / 1000
                kern = -value / (1000 * font.em)
                gap = kern + spaced
                if critical(gap) or critical(kern, KERN):
                    word = word if word >= 0 or not items else items[-1][2]
                    out.tie(word)
                elif not -OVERLAP < gap < GAP:
                    word = -1
                continue
            if kind == "hex":
                text = syntax.decode_hex(raw)
                hexed = True
            else:
                text = syntax.decode_string(raw)
            if not text:
                continue
            cut = pieces(font, text)
            if cut is None:
                return None
            for piece, visible, opens, closes in cut:
                if visible == 0:
                    last = word if word >= 0 else items[-1][2] if items else -1
                    items.append((pending, piece, last))
                    pending = b""
                    word = -1
                    continue
                if (
                    (word < 0 or opens)
                    and visible == 1
                    and items
                    and repeats(font, items[-1], piece, glyphs)
                ):
                    # Dot leaders: a row of single equal codes is one thing.
                    items.append((pending, piece, items[-1][2]))
                    pending = b""
                    word = -1
                    seen = True
                    continue
                if word < 0 or opens:
                    word = len(glyphs)
                    glyphs.append(0)
                items.append((pending, piece, word))
                pending = b""
                if visible > 1 and tight:
                    for at in range(1, visible):
                        out.tie(word, at)
                elif visible > 2:
                    for at in rows_of_one(font, piece):
                        out.tie(word, at)
                glyphs[word] += visible
                seen = True
                if closes:
                    word = -1
            if font.code == 1:
                count += len(text)
                blanks += text.count(b" ")
                if isinstance(widths, list):
                    total += sum(map(widths.__getitem__, text))
                else:
                    known = False
            elif isinstance(widths, dict) and font.default_width is not None:
                codes = font.codes(text) or []
                count += len(codes)
                missing = font.default_width
                total += sum(widths.get(code, missing) for code in codes)
            else:
                known = False
        state = self._state
        advance: float | None = None
        if known and None not in (state.char_space, state.word_space, state.stretch):
            assert state.char_space is not None and state.word_space is not None
            assert state.stretch is not None
            advance = (
                total * size + count * state.char_space + blanks * state.word_space
            ) * state.stretch
            if not math.isfinite(advance):
                advance = None
        return items, pending, advance, hexed, word, seen


def _scale(m: Matrix | None) -> float:
    """How much a matrix enlarges at most along one axis; 1 when it is not known."""
    return max(math.hypot(m[0], m[1]), math.hypot(m[2], m[3])) if m else 1.0


def _multiply(m: Matrix, n: Matrix) -> Matrix | None:
    a, b, c, d, e, f = m
    g, h, i, j, k, l_ = n
    found = (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l_,
    )
    return found if all(map(math.isfinite, found)) else None


def _name(raw: bytes) -> str:
    """A name as pikepdf spells it (``#xx`` decoded)."""
    if b"#" in raw:
        import re

        raw = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m.group(1), 16)]), raw)
    return raw.decode("utf-8", "surrogateescape")
