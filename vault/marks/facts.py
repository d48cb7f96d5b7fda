"""What a mark says about a copy: the facts behind the stamp and the metadata.

One value, made once per copy from the ledger's state. An empty text or None means unknown;
a mark leaves it out instead of printing a placeholder.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """The facts of one file in one copy of one release.

    Attributes:
        owner: the firm that releases and whose secret it is.
        release: release id, ``R-…``.
        copy: copy id, ``R-…-1``. Empty in a preview.
        person: the named recipient.
        company: the recipient's firm.
        email: the recipient's address.
        purpose: what the copy may be used for.
        until: end of permitted use, with its offset.
        return_by: when it must be returned or destroyed, with its offset.
        demand: demand id, ``D-…``, or the asker's own reference.
        agreement: agreement id or reference.
        classification: 극비 / 대외비 / 사내용 / 공개, their English names, or the firm's own.
        title: the document's title.
        number: the document's number.
        revision: the document's revision.
        source_sha256: SHA-256 of the original, lower-case hex.
        web_statement: address of the owner's terms, if it has one.
    """

    owner: str
    release: str
    copy: str = ""
    person: str = ""
    company: str = ""
    email: str = ""
    purpose: str = ""
    until: datetime | None = None
    return_by: datetime | None = None
    demand: str = ""
    agreement: str = ""
    classification: str = ""
    title: str = ""
    number: str = ""
    revision: str = ""
    source_sha256: str = ""
    web_statement: str = ""


_CLASSES = (
    ("극비", "Top secret"),
    ("대외비", "Confidential"),
    ("사내용", "Internal"),
    ("공개", "Public"),
)


def class_names(classification: str) -> tuple[str, str]:
    """A classification's Korean and English names; the firm's own word twice if unknown."""
    word = classification.strip()
    for korean, english in _CLASSES:
        if word == korean or word.casefold() == english.casefold():
            return korean, english
    if word.casefold().replace("_", "-").replace(" ", "-") == "top-secret":
        return _CLASSES[0]
    return word, word


def is_public(classification: str) -> bool:
    """Whether a document may be read by anybody, so that no legend may call it a secret."""
    return class_names(classification) == _CLASSES[-1]


def shown_date(when: datetime | None) -> str:
    """``2026-12-31`` for the end of that day, else with minutes and offset; "" for None."""
    if when is None:
        return ""
    if when.time().replace(microsecond=0) in {time(23, 59, 59), time(23, 59)}:
        return when.strftime("%Y-%m-%d")
    text = when.strftime("%Y-%m-%d %H:%M")
    offset = when.strftime("%z")
    if not offset:
        return text
    return f"{text} UTC" if offset == "+0000" else f"{text} {offset[:3]}:{offset[3:5]}"
