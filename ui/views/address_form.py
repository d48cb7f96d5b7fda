"""Where letters to and from a firm go, and who stands for it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.context import Context
from ui.widgets.basics import Banner
from ui.widgets.form import FormDialog


def ask_address(context: Context, parent: QWidget, banner: Banner, about: str = "") -> None:
    """Show what was stated of a firm, to be stated anew.

    Args:
        context: of the window.
        parent: the view that asks.
        banner: where it says how it went.
        about: id of a partner, or of an incident for its third party; empty for our own firm.
    """

    def ask(session: Any) -> tuple[str, str, str]:
        from vault.app.letters import address_of

        name, known = address_of(session.state, about)
        return name, known.postal, known.representative

    def show(found: tuple[str, str, str]) -> None:
        form = AddressForm(context, parent, about, *found)
        form.sent.connect(
            lambda _: banner.say("good", form.tr("It stands in every letter from now on."))
        )
        form.begin()

    banner.clear()
    context.desk.ask(ask, show, banner.fail)


class AddressForm(FormDialog):
    """The postal address and the representative of one firm."""

    def __init__(
        self,
        context: Context,
        parent: QWidget,
        about: str,
        firm: str,
        postal: str,
        representative: str,
    ) -> None:
        super().__init__(context, parent)
        self._about, self._known = about, (postal, representative)
        self.titled(self.tr("Address of {firm}").format(firm=firm), self.tr("State it"))
        self.note(
            self.tr(
                "For notices and certified mail. What is not stated stays in letters as a line to "
                "fill in by hand."
            )
        )
        self.postal = self.add("postal", self.tr("&Postal address"), QLineEdit(postal))
        self.representative = self.add(
            "representative", self.tr("&Representative"), QLineEdit(representative)
        )
        self.representative.setPlaceholderText(self.tr("Title and name"))

    def submit(self) -> None:
        postal, representative = self.postal.text().strip(), self.representative.text().strip()
        if (postal, representative) == self._known:
            self.reject()
            return

        def work(session: Any, job: Any) -> Any:
            from vault.app.letters import state_address

            state_address(session, self._about, postal=postal, representative=representative)

        self.run(work, "partners", "incidents", "letters")
