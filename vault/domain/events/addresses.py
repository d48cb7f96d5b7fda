"""Where letters go, and who stands for a firm."""

from __future__ import annotations

from typing import ClassVar

from vault.domain.events.body import Body


class AddressStated(Body, frozen=True):
    """The postal address of a firm and its representative, from now on.

    `about` is empty for the vault's own firm, a partner's id, or an incident's for its third
    party. `representative` is written as it stands under letters: ``대표이사 홍길동``.
    """

    kind: ClassVar[str] = "address.stated"
    about: str
    postal: str = ""
    representative: str = ""
