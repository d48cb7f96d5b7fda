"""Letters that the firm wrote, and what became of them."""

from __future__ import annotations

from vault.domain.values.base import Value
from vault.domain.values.disclosures import Step
from vault.domain.values.evidence import Evidence


class Letter(Value, frozen=True):
    """A letter as it was written.

    Attributes:
        about: id of the demand, agreement, copy, release or incident that it belongs to.
        kind: which letter, such as ``reply``, ``return``, ``recall``, ``notice``.
        language: ``ko`` or ``en``.
        steps: ``delivered``, with channel, time and proof.
    """

    id: str
    about: str
    kind: str
    language: str
    by: str
    at: str
    file: Evidence
    steps: tuple[Step, ...] = ()
