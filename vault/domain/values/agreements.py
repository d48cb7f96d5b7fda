"""What a partner signed."""

from __future__ import annotations

from datetime import datetime

from vault.domain.values.base import Value
from vault.domain.values.evidence import Evidence

CONFIDENTIALITY = "nda"


class Agreement(Value, frozen=True):
    """A signed agreement.

    Attributes:
        kind: ``nda``, ``supply`` or another word.
        signed: the day.
        start: moment from which it holds, with offset; `until`: its last moment, empty: open end.
        covers: what it covers, in words; `technologies`: which of ours (empty: not limited).
        staff: names of the partner's staff who may hold the data.
        secrecy: whether it binds the partner to secrecy although it is of another kind.
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
    secrecy: bool = False

    @property
    def binds(self) -> bool:
        """Whether it makes the partner keep secrets."""
        return self.kind == CONFIDENTIALITY or self.secrecy

    def covers_technology(self, technology: str) -> bool:
        """Whether a technology of ours falls under it."""
        return not self.technologies or technology in self.technologies

    def in_force(self, now: datetime) -> bool:
        """Whether it holds at a moment."""
        return self.begun(now) and not self.over(now)

    def begun(self, now: datetime) -> bool:
        """Whether it holds already."""
        return not self.start or datetime.fromisoformat(self.start) <= now

    def over(self, now: datetime) -> bool:
        """Whether it holds no longer."""
        ends = [end for end in (self.until, self.ended[0]) if end]
        return any(datetime.fromisoformat(end) < now for end in ends)
