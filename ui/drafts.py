"""What was typed into forms and not sent: kept through locking, sealed to whoever typed it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.desk import Desk


class Drafts(QObject):
    """Values of fields by form; empty while the vault is locked.

    Signals:
        discarded: a form whose draft was thrown away.
    """

    discarded = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._values: dict[str, dict[str, Any]] = {}
        self._thrown: tuple[str, dict[str, Any]] | None = None
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

    def discard(self, form: str) -> None:
        """The person threw away what was typed; it can be brought back until the vault locks."""
        values = self._values.pop(form, None)
        if values is not None:
            self._thrown = (form, values)
            self.discarded.emit(form)

    def bring_back(self) -> str:
        """Restore what was thrown away last; the form's name, or empty when there is nothing."""
        if self._thrown is None:
            return ""
        (form, values), self._thrown = self._thrown, None
        self._values[form] = values
        return form

    def _unlocked(self) -> None:
        def ask(session: Any) -> Any:
            from vault.app import drafts

            return drafts.keeper(session), drafts.kept(session)

        def done(found: Any) -> None:
            self._keep, before = found
            self._values = {**before, **self._values}

        self._desk.ask(ask, done)

    def _locked(self) -> None:
        self._thrown = None
        values, self._values = self._values, {}
        keep, self._keep = self._keep, None
        if keep is not None:
            keep(values)
