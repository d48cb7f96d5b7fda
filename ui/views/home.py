"""PLACE."""

from __future__ import annotations

from ui.context import Context
from ui.views.base import View


class Home(View):
    """PLACE."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Home"))
