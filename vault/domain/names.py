"""New identifiers and the reading of names that people type."""

from __future__ import annotations

import unicodedata

from vault.errors import CocoonError
from vault.keys.recovery import random_id

MEMBER, TECHNOLOGY, DOCUMENT, PARTNER = "M", "T", "D", "P"
CONTACT, RELEASE, LEAK = "C", "R", "L"
DEMAND, AGREEMENT, DISCLOSURE, LETTER = "Q", "A", "H", "W"
INVESTMENT, INCIDENT = "E", "I"
DOSSIER = "X"
_LONGEST = 300


def new_id(prefix: str) -> str:
    """A fresh identifier, 40 random bits."""
    return random_id(prefix)


def _normalised(text: str, longest: int) -> str:
    """NFC on one line; empty when it is too long, or has control or direction characters."""
    kept = " ".join(unicodedata.normalize("NFC", text).split())
    bad = any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") for char in kept)
    return "" if bad or len(kept) > longest else kept


def clean_name(text: str, what: str) -> str:
    """A name as it is kept: NFC, trimmed, one line, no control or direction characters.

    Raises:
        CocoonError: ``bad-name``.
    """
    name = _normalised(text, _LONGEST)
    if not name:
        raise CocoonError(
            "bad-name",
            f"The {what} is empty, longer than {_LONGEST} characters, or has invisible characters.",
            "Type it again without them.",
        )
    return name


def clean_text(text: str, what: str, longest: int = 4000) -> str:
    """A sentence or more as it is kept: like a name, only longer.

    Raises:
        CocoonError: ``bad-text``.
    """
    kept = _normalised(text, longest)
    if not kept:
        raise CocoonError(
            "bad-text",
            f"The {what} is empty, longer than {longest} characters, or has invisible characters.",
            "Type it again without them.",
        )
    return kept
