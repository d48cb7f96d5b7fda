"""Text that people typed, made fit to be shown, stored in metadata or used in a file name.

Invariant: what a person reads is what was stored. Nothing in a name can start a new line,
reverse the text around it or hide inside it.
"""

from __future__ import annotations

import unicodedata

_SPACES = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029")


def plain(text: str, limit: int = 4000) -> str:
    """One line of text without controls, in NFC, its spaces collapsed.

    Line breaks and exotic spaces become one space; other control and format characters
    (bidirectional overrides, zero-width characters, soft hyphens) and variation selectors
    go; unpaired surrogates, private-use and unassigned characters become U+FFFD.

    Args:
        text: any string.
        limit: characters kept; a longer text ends in an ellipsis.
    """
    kept = []
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if char in _SPACES or kind == "Zs":
            kept.append(" ")
        elif kind in {"Cc", "Cf"} or 0xFE00 <= ord(char) <= 0xFE0F:
            continue
        elif kind in {"Cs", "Co", "Cn"}:
            kept.append("\ufffd")
        else:
            kept.append(char)
    line = " ".join("".join(kept).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
