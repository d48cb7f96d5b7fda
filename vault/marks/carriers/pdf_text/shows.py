"""What a content stream shows, as values: text operators, words, forms, loose ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from vault.marks.carriers.pdf_text.fonts import Font
from vault.marks.carriers.pdf_text.words import Item


@dataclass(slots=True)
class Show:
    """One text operator that can be marked.

    Attributes:
        start, end: the span of the operator with its operands in the content stream.
        prefix: operators that must precede the array (those that ' and " stand for).
        items: runs of codes in order.
        tail: numbers after the last run.
        font: the font.
        slip: how far behind its true place pdfium begins it, in units of the font size.
        hexed: strings were written in hexadecimal.
        bare: strings are literal and need no escapes, and no numbers stand between them.
    """

    start: int
    end: int
    prefix: bytes
    items: list[Item]
    tail: bytes
    font: Font
    slip: float
    hexed: bool
    bare: bool


@dataclass(slots=True)
class Layout:
    """What a content stream shows.

    Attributes:
        shows: the operators that can be marked, in order.
        glyphs: visible codes of each word.
        ties: for some words, the numbers of visible codes after which they must not be cut.
        forms: names of the XObjects drawn, whether the text state was plain there, and how much
            larger than their own units they are drawn.
        excess: spans of Q operators that had no q.
        open: q operators without a Q, at the end.
        in_text: the stream ends inside a text object.
    """

    shows: list[Show] = field(default_factory=list)
    glyphs: list[int] = field(default_factory=list)
    ties: dict[int, set[int]] = field(default_factory=dict)
    forms: list[tuple[str, bool, float]] = field(default_factory=list)
    excess: list[tuple[int, int]] = field(default_factory=list)
    open: int = 0
    in_text: bool = False

    def tie(self, word: int, after: int = 0) -> None:
        """Note that a word must not be cut so many codes after its present end."""
        if word >= 0:
            self.ties.setdefault(word, set()).add(self.glyphs[word] + after)
