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
from dataclasses import dataclass, field

from vault.marks.carriers.pdf_text.fonts import Font
from vault.marks.pdf import syntax

GAP = 0.18
"""A gap of this many em ends a word."""

OVERLAP = 0.5
"""Moving back by this many em ends a word."""

CRITICAL = ((0.07, 0.18), (0.95, 1.05))
"""Gaps (em) at which text extractors decide about a space or a column.

What stands on both sides of such a gap moves as one, so the decision stays as it was.
"""

Item = tuple[bytes, bytes, int]
"""(numbers before it, codes, word or -1)"""


@dataclass(slots=True)
class Show:
    """One text operator that can be marked.

    Attributes:
        start, end: the span of the operator with its operands in the content stream.
        prefix: operators that must precede the array (those that ' and " stand for).
        items: runs of codes in order.
        tail: numbers after the last run.
        font: the font.
        size: the font size (Tfs).
        rise: the text rise (Ts) in force.
        hexed: strings were written in hexadecimal.
        bare: strings are literal and need no escapes, and no numbers stand between them.
    """

    start: int
    end: int
    prefix: bytes
    items: list[Item]
    tail: bytes
    font: Font
    size: float
    rise: float
    hexed: bool
    bare: bool


@dataclass(slots=True)
class Layout:
    """What a content stream shows.

    Attributes:
        shows: the operators that can be marked, in order.
        glyphs: visible codes of each word.
        wide: for each word, whether its codes are about one em wide (Chinese, Korean …).
        glued: words that must stay in one piece.
        forms: names of the XObjects drawn, and whether the text state was plain there.
        excess: spans of Q operators that had no q.
        open: q operators without a Q, at the end.
        in_text: the stream ends inside a text object.
    """

    shows: list[Show] = field(default_factory=list)
    glyphs: list[int] = field(default_factory=list)
    wide: list[bool] = field(default_factory=list)
    glued: set[int] = field(default_factory=set)
    forms: list[tuple[str, bool]] = field(default_factory=list)
    excess: list[tuple[int, int]] = field(default_factory=list)
    open: int = 0
    in_text: bool = False


Matrix = tuple[float, float, float, float, float, float]
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


@dataclass(slots=True)
class _Pen:
    """Where the last run ended, in the coordinates of the content stream."""

    x: float
    y: float
    along: tuple[float, float]
    em: float
    word: int
    last: int
    font_em: float
    size: float


class Reader:
    """Walks one content stream.

    Args:
        fonts: font of a resource name, None when it cannot be marked.
        state_font: font and size that a graphics state of a resource name sets, if any.
    """

    def __init__(
        self,
        fonts: Callable[[str], Font | None],
        state_font: Callable[[str], tuple[Font | None, float] | None],
    ) -> None:
        self._fonts = fonts
        self._state_font = state_font
        self._state = _TextState()
        self._stack: list[_TextState] = []
        self._line: Matrix | None = _IDENTITY
        self._cursor: float | None = 0.0
        self._in_text = False
        self._pen: _Pen | None = None
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
            self._line, self._cursor = _IDENTITY, 0.0
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
        self._cursor = 0.0

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
            self._cursor = 0.0
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
            self._out.forms.append((name, plain))

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
        font, size, rise = state.font, state.size, state.rise
        if (
            font is None
            or not size
            or not math.isfinite(size)
            or rise is None
            or not abs(rise) < 1e6
            or state.mode not in (0.0, 1.0, 2.0, 4.0, 5.0, 6.0)
            or not self._in_text
        ):
            self._cursor = None
            self._pen = None
            return
        pen = self._pen
        here = self._origin(font, size)
        word = -1
        if pen is not None and here is not None and not font.vertical:
            word, glued = _continued(pen, here)
            if glued and word >= 0:
                self._out.glued.add(word)
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
                Show(start, end, prefix, items, tail, font, size, rise, hexed, bare)
            )
        if advance is None or self._cursor is None:
            self._cursor = None
            self._pen = None
        else:
            self._cursor += advance
            if here is None or font.vertical:
                self._pen = None
            else:
                x, y, along, em = here[:4]
                self._pen = _Pen(
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
        glyphs, wide = out.glyphs, out.wide
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
        for kind, raw in parts:
            if kind == "number":
                value = syntax.number(raw)
                if value is None or not abs(value) < 1e9:
                    return None
                pending += raw + b" "
                total -= value / 1000
                gap = -value / (1000 * font.em)
                if _critical(gap):
                    word = word if word >= 0 or not items else items[-1][2]
                    if word >= 0:
                        out.glued.add(word)
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
            cut = _pieces(font, text)
            if cut is None:
                return None
            for piece, visible, opens, closes, em in cut:
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
                    and _leader(font, items[-1], piece, glyphs)
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
                    wide.append(em >= 0.8 * visible)
                items.append((pending, piece, word))
                pending = b""
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


def _pieces(font: Font, text: bytes) -> list[tuple[bytes, int, bool, bool, float]] | None:
    """Cut a string at its spaces.

    Returns:
        (codes, visible codes, begins with a space, ends with a space, width in em), or None
        when the string does not consist of whole codes.
    """
    if font.code == 1:
        spaces = font.spaces
        if font.words is None:
            return [(text, len(text), False, False, _breadth(font, text))]
        if len(spaces) == 1:
            (space,) = spaces
            if space not in text:
                return [(text, len(text), False, False, _breadth(font, text))]
        found = []
        for piece in font.words(text):
            visible = (
                sum(1 for byte in piece if bytes((byte,)) not in spaces)
                if len(spaces) != 1
                else len(piece) - piece.count(space)
            )
            opens, closes = piece[:1] in spaces, piece[-1:] in spaces
            found.append((piece, visible, opens, closes, _breadth(font, piece)))
        return found
    codes = font.codes(text)
    if codes is None:
        return None
    widths = font.widths
    if isinstance(widths, dict) and font.default_width is not None:
        missing = font.default_width
        ems = [widths.get(code, missing) for code in codes]
    else:
        ems = [1.0 if len(code) > 1 else 0.5 for code in codes]
    spaces = font.spaces
    if not spaces or spaces.isdisjoint(codes):
        return [(text, len(codes), False, False, sum(ems))]
    pieces: list[tuple[bytes, int, bool, bool, float]] = []
    run: list[bytes] = []
    visible, em, opens, closed = 0, 0.0, False, False
    for code, width in zip(codes, ems, strict=True):
        if code in spaces:
            if not visible and not run:
                opens = True
            closed = visible > 0
            run.append(code)
            continue
        if closed:
            pieces.append((b"".join(run), visible, opens, True, em))
            run, visible, em, opens, closed = [], 0, 0.0, False, False
        run.append(code)
        visible += 1
        em += width
    pieces.append((b"".join(run), visible, opens, closed, em))
    return pieces


def _breadth(font: Font, text: bytes) -> float:
    """Width of a one-byte string in em, 0 where it is surely narrow."""
    if not font.wide or not isinstance(font.widths, list):
        return 0.0
    return sum(map(font.widths.__getitem__, text))


def _critical(gap: float) -> bool:
    return any(low < gap < high for low, high in CRITICAL)


def _leader(font: Font, last: Item, piece: bytes, glyphs: list[int]) -> bool:
    """Whether a code only repeats the single code before it."""
    if last[2] < 0 or glyphs[last[2]] != 1:
        return False
    if font.code == 1:
        blanks = b"".join(font.spaces)
        return last[1].strip(blanks) == piece.strip(blanks)
    return [c for c in font.codes(last[1]) or () if c not in font.spaces] == [
        c for c in font.codes(piece) or () if c not in font.spaces
    ]


def _continued(
    pen: _Pen, here: tuple[float, float, tuple[float, float], float, float, float]
) -> tuple[int, bool]:
    """The word that goes on at this place, or -1; and whether it must stay in one piece."""
    x, y, (ux, uy), em, font_em, size = here
    if size != pen.size or font_em != pen.font_em:
        return -1, False
    px, py = pen.along
    reach = math.hypot(px, py)
    if abs(ux - px) + abs(uy - py) > 1e-3 * reach:
        return -1, False
    dx, dy = x - pen.x, y - pen.y
    along = (dx * px + dy * py) / (reach * em)
    across = (dy * px - dx * py) / (reach * em)
    if abs(across) >= 0.02:
        return -1, False
    if _critical(along):
        return pen.last, True
    return (pen.word if -0.3 < along < GAP else -1), False


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
