"""The base of all event bodies, and the list of kinds."""

from __future__ import annotations

from typing import Any, ClassVar

import msgspec

KINDS: dict[str, type[Body]] = {}


class Body(msgspec.Struct, frozen=True, omit_defaults=True):
    """Base of all event bodies; `kind` is the event's stable name."""

    kind: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls.kind:
            KINDS[cls.kind] = cls

    def fields(self) -> dict[str, Any]:
        """The fields as plain JSON values."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain
