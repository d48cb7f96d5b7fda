"""What a partner signed."""

from __future__ import annotations

from vault.domain.values.base import Value
from vault.domain.values.evidence import Evidence


class Agreement(Value, frozen=True):
    """A signed agreement.

    Attributes:
        kind: ``nda``, ``supply`` or another word.
        signed, start, until: days; an empty `start` means from signing, an empty `until` open end.
        covers: what it covers, in words; `technologies`: which of ours (empty: not limited).
        staff: names of the partner's staff who may hold the data.
        ended: when and why it ended early.
    """

    id: str
    partner: str
    kind: str
    signed: str
    by: str
    at: str
    start: str = ""
    until: str = ""
    covers: str = ""
    technologies: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    files: tuple[Evidence, ...] = ()
    ended: tuple[str, str] = ("", "")
