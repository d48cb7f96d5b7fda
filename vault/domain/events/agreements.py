"""What partners sign."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body
from vault.domain.values import Evidence


class AgreementAdded(Body, frozen=True):
    """A signed agreement; `sort` is its kind (``nda``, ``supply``, …)."""

    kind: ClassVar[str] = "agreement.added"
    agreement: str
    partner: str
    sort: str
    signed: str
    start: str = ""
    until: str = ""
    covers: str = ""
    technologies: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    files: tuple[Evidence, ...] = ()
    secrecy: bool = False


class AgreementStaffed(Body, frozen=True):
    """The list of the partner's staff who may hold the data, as it is from now on."""

    kind: ClassVar[str] = "agreement.staffed"
    agreement: str
    staff: tuple[str, ...]
    files: tuple[Evidence, ...] = ()


class AgreementEnded(Body, frozen=True):
    """An agreement ended before its time, at `at` (with offset)."""

    kind: ClassVar[str] = "agreement.ended"
    agreement: str
    at: str
    reason: str
    files: tuple[Evidence, ...] = ()
