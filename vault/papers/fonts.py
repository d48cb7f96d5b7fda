"""The typefaces of everything the program prints, and text made fit to be printed in them.

Nanum Gothic (OFL 1.1) holds all 11,172 Hangul syllables, Latin, Greek, Cyrillic, kana and
the common Hanja. Invariant: what `settle` returns can be drawn glyph by glyph, on one line,
in reading order; no character of a name, however hostile, can start a new line, reverse the
text around it, vanish, or stop the program.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from threading import Lock

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from vault.marks.wording import plain
from vault.papers.resources import resource

REGULAR = "NanumGothic"
BOLD = "NanumGothicBold"
MISSING = "\u25a1"
"""Drawn for a character that the typeface does not have: a visible gap, never a silent one."""

_SIMILAR = {
    "\u00b5": "\u03bc",  # micro sign -> Greek mu
    "\u00c5": "\u212b",  # A with ring -> angstrom sign, the same shape
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "\u2013",
    "\u2212": "\u2013",  # minus -> en dash
    "\u2300": "\u00d8",  # diameter
    "\u2215": "/",
    "\u2713": "\u221a",
}
_lock = Lock()
_loaded = False


def load() -> None:
    """Registers both faces with ReportLab, once for the process (0.2 s the first time)."""
    global _loaded
    with _lock:
        if _loaded:
            return
        for name in (REGULAR, BOLD):
            path = resource("fonts", f"{name}.ttf")
            pdfmetrics.registerFont(TTFont(name, str(path)))
        for bold in (0, 1):
            for italic in (0, 1):
                addMapping(REGULAR, bold, italic, BOLD if bold else REGULAR)
        _loaded = True


@cache
def _glyphs() -> frozenset[str]:
    load()
    both = (pdfmetrics.getFont(name).face.charToGlyph for name in (REGULAR, BOLD))
    shared = set.intersection(*(set(face) for face in both))
    return frozenset(chr(code) for code in shared if code >= 0x20)


@lru_cache(maxsize=4096)
def settle(text: str, limit: int = 4000) -> str:
    """`plain` text in which every character has a glyph in both faces.

    A character without one is replaced by a look-alike, else by its base letter (ő → o),
    else by `MISSING`.
    """
    have = _glyphs()
    out = []
    for char in plain(text, limit):
        if char in have:
            out.append(char)
        elif char in _SIMILAR and _SIMILAR[char] in have:
            out.append(_SIMILAR[char])
        elif unicodedata.combining(char):
            continue
        else:
            base = [
                part
                for part in unicodedata.normalize("NFKD", char)
                if not unicodedata.combining(part)
            ]
            ok = base and all(part in have for part in base)
            out.append("".join(base) if ok else MISSING)
    return "".join(out)


def width(text: str, size: float, bold: bool = False) -> float:
    """Advance width of settled text in pt at `size` pt."""
    load()
    return float(pdfmetrics.stringWidth(text, BOLD if bold else REGULAR, size))
