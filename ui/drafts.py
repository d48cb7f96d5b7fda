"""What was typed into forms and not sent: kept through locking, sealed to whoever typed it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject

from ui.desk import Desk


class Drafts(QObject):
    """Values of fields by form; empty while the vault is locked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._values: dict[str, dict[str, Any]] = {}
        self._keep: Callable[[Mapping[str, Any]], None] | None = None
        desk.unlocked.connect(self._unlocked)
        desk.locked.connect(self._locked)

    def get(self, form: str) -> dict[str, Any]:
        """What was typed into a form when it was last closed unsent."""
        return self._values.get(form, {})

    def put(self, form: str, values: dict[str, Any]) -> None:
        """Keep what was typed."""
        self._values[form] = values

    def drop(self, form: str) -> None:
        """The form was sent."""
        self._values.pop(form, None)

    def _unlocked(self) -> None:
        def ask(session: Any) -> Any:
            from vault.app import drafts

            return drafts.keeper(session), drafts.kept(session)

        def done(found: Any) -> None:
            self._keep, before = found
            self._values = {**before, **self._values}

        self._desk.ask(ask, done)

    def _locked(self) -> None:
        values, self._values = self._values, {}
        keep, self._keep = self._keep, None
        if keep is not None:
            keep(values)
