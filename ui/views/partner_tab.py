"""What the tabs on one partner have in common."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.context import Context
from ui.models.table import TableModel
from ui.theme.tokens import SPACE
from ui.widgets.basics import Empty, row
from ui.widgets.form import FormDialog
from ui.widgets.table import Table


class PartnerTab(QWidget):
    """A row of buttons over a table, or a sentence and one button when there is nothing.

    `page` is the `PartnerPage` shown, or None.
    """

    def __init__(self, context: Context, model: TableModel, widths: tuple[int, ...]) -> None:
        super().__init__()
        self.context = context
        self.page: Any = None
        self.model = model
        self.table = Table(model, widths, "")
        self.empty = Empty("", icon="partner")
        self.empty.button.show()
        self.buttons = row(1)
        self.filled = QWidget()
        self.inside = QVBoxLayout(self.filled)
        self.inside.setContentsMargins(0, 0, 0, 0)
        self.inside.setSpacing(SPACE["s"])
        self.inside.addLayout(self.buttons)
        self.inside.addWidget(self.table, 1)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.filled)
        self.pages.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE["m"], 0, 0)
        column.addWidget(self.pages)
        context.look.changed.connect(self.retranslate)  # icons lie in labels too

    def rows(self, page: Any) -> list[Any]:
        """What of a partner the table shows."""
        raise NotImplementedError

    def fill(self, page: Any) -> None:
        """Show a partner; None shows nothing."""
        self.page = page
        rows = self.rows(page) if page else []
        chosen = self.table.current()
        self.model.set_rows(rows)
        if rows and chosen is None:
            self.table.selectRow(0)
        self.pages.setCurrentIndex(0 if rows or page is None else 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""

    def show_form(self, form: FormDialog) -> None:
        """Open a form over the window."""
        form.begin()
