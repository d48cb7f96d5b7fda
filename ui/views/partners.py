"""Partners: companies on the left; their people, agreements, demands and holdings on the right."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.language import QT_TRANSLATE_NOOP
from ui.models.table import Column, TableModel
from ui.theme.tokens import SPACE
from ui.views.address_form import ask_address
from ui.views.base import View
from ui.views.partner_agreements import Agreements
from ui.views.partner_contacts import Contacts
from ui.views.partner_demands import Demands
from ui.views.partner_holdings import Holdings
from ui.widgets.basics import Empty, button, label, row
from ui.widgets.form import FormDialog
from ui.widgets.split_view import split_view
from ui.widgets.table import Table

CLASSES = {
    "top-secret": QT_TRANSLATE_NOOP("Partners", "top secret"),
    "confidential": QT_TRANSLATE_NOOP("Partners", "confidential"),
    "internal": QT_TRANSLATE_NOOP("Partners", "internal"),
    "public": QT_TRANSLATE_NOOP("Partners", "public"),
}


def class_word(code: str) -> str:
    """A class of documents in the language in force."""
    return QCoreApplication.translate("Partners", CLASSES.get(code, code))


class Partners(View):
    """Who receives, on what terms, what they asked for, and what they hold."""

    areas: ClassVar[frozenset[str]] = frozenset({"partners", "demands", "releases", "documents"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted, self._inner = "", ""
        self.field = self.search_field(240)
        self.add = button("", self._add, primary=True)
        self.bar.addWidget(self.field)
        self.bar.addWidget(self.add)
        self.model = TableModel(self._columns(), key=lambda row: str(row.id))
        self.table = Table(self.model, (0, 136), "")
        self.table.setMinimumWidth(290)
        self.name = label("", "heading")
        self.limit_label, self.limit = QLabel(), QComboBox()
        self.limit_label.setBuddy(self.limit)
        self.limit.activated.connect(lambda _: self._limit())
        self.address = button("", self._address)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.contacts, self.agreements = Contacts(context), Agreements(context)
        self.demands, self.holdings = Demands(context), Holdings(context)
        for tab in (self.holdings, self.demands, self.agreements, self.contacts):
            self.tabs.addTab(tab, "")
        for tab in (self.demands, self.holdings):
            tab.written.connect(
                lambda path: self.banner.say("good", self.tr("The letter is saved."), path)
            )
        self.page = QWidget()
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["s"])
        column.addLayout(row(self.name, 1, self.address, self.limit_label, self.limit))
        column.addWidget(self.tabs, 1)
        self.choose = Empty("", icon="partner")
        self.right = QStackedWidget()
        self.right.addWidget(self.page)
        self.right.addWidget(self.choose)
        # Names have more room in a wider window.
        split = split_view(self.table, self.right, (320, 720), stretch=(1, 3))
        self.empty = Empty("", do=self._add, icon="partner")
        self.pages = QStackedWidget()
        self.first = (self.table, self.empty.button)
        self.pages.addWidget(split)
        self.pages.addWidget(self.empty)
        self.body.addWidget(self.pages, 1)
        self.field.textChanged.connect(self.model.search)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(lambda _: self.into(self.tabs))
        self._fill(None)
        self.retranslate()

    def _columns(self) -> list[Column]:
        look = self.context.look
        return [
            Column(self.tr("Company"), lambda row: str(row.name)),
            Column(
                self.tr("State"),
                self._word,
                lambda row: (-row.incomplete, row.protected != "missing", -row.share),
                icon=lambda row: look.icon(*self._mark(row)),
            ),
        ]

    def _word(self, row: Any) -> str:
        if row.protected == "missing":
            return self.tr("no agreement")
        if row.incomplete:
            return self.tr("items missing")
        if row.protected == "ending":
            return self.tr("ends soon")
        if row.documents:
            return self.tr("documents: {n}").format(n=row.documents)
        return self.tr("holds nothing")

    @staticmethod
    def _mark(row: Any) -> tuple[str, str]:
        if row.protected == "missing":
            return "warning", "bad"
        if row.incomplete or row.protected == "ending":
            return "warning", "warn"
        return ("document", "accent") if row.documents else ("check", "soft")

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Partners"))
        self.field.setPlaceholderText(self.tr("Search company…"))
        self.field.setAccessibleName(self.tr("Search partners"))
        self.add.setText(self.tr("Add partner…"))
        self.table.setAccessibleName(self.tr("Companies"))
        self.limit_label.setText(self.tr("Documents &up to class"))
        self.address.setText(self.tr("Address in letters…"))
        self.limit.setAccessibleName(self.tr("Documents up to class"))
        self.choose.sentence.setText(self.tr("Choose a company on the left."))
        self.empty.sentence.setText(
            self.tr("No partners yet. Add a company, then the people there who receive copies.")
        )
        self.empty.button.setText(self.tr("Add partner…"))
        self.tabs.setAccessibleName(self.tr("On this partner"))
        self.model.set_columns(self._columns())
        for tab in (self.contacts, self.agreements, self.demands, self.holdings):
            tab.retranslate()
        self._name_tabs()
        for place in range(self.limit.count()):
            self.limit.setItemText(place, class_word(self.limit.itemData(place)))

    def _name_tabs(self) -> None:
        page = self.holdings.page
        for tab, text, rows in (
            (self.holdings, self.tr("Holdings"), page.holdings if page else ()),
            (self.demands, self.tr("Demands"), page.demands if page else ()),
            (self.agreements, self.tr("Agreements"), page.agreements if page else ()),
            (self.contacts, self.tr("Contacts"), page.contacts if page else ()),
        ):
            named = f"{text}  ({len(rows)})" if rows else text
            self.tabs.setTabText(self.tabs.indexOf(tab), named)

    def open(self, what: Any) -> None:
        """Show what another view asks for.

        ``partner.add`` asks for a name; an id (``P-…``, or ``(P-…, tab)``) shows that partner; a
        demand's (``Q-…``) or agreement's (``A-…``) shows it with its partner.
        """
        if what == "partner.add":
            self._add()
            return
        if not isinstance(what, tuple) and str(what)[:2] in ("Q-", "A-"):
            self._open_inner(str(what))
            return
        wanted, tab = what if isinstance(what, tuple) else (what, "")
        names = ("holdings", "demands", "agreements", "contacts")
        if tab in names:
            self.tabs.setCurrentIndex(names.index(tab))
        self._wanted = "" if self.table.select(str(wanted)) else str(wanted)

    def _open_inner(self, inner: str) -> None:
        """Show a demand or an agreement in its tab."""

        def ask(session: Any) -> str:
            facts = session.state.facts
            known = facts.demands.get(inner) or facts.agreements.get(inner)
            return known.partner if known else ""

        def done(partner: str) -> None:
            if partner:
                self._inner = inner
                self.open((partner, "demands" if inner.startswith("Q-") else "agreements"))
                self._chosen(self.table.current())

        self.desk.ask(ask, done, self.banner.fail)

    def forget(self) -> None:
        super().forget()
        self._inner = ""
        self.field.clear()
        self.model.set_rows([])
        self._fill(None)

    def refresh(self) -> None:
        def ask(session: Any) -> Any:
            from vault.app.screens.partner_rows import partners

            return partners(session)

        self.desk.ask(ask, self._show, self.banner.fail)

    def _show(self, rows: list[Any]) -> None:
        now = self.table.current()
        self.model.set_rows(rows)
        self.pages.setCurrentIndex(0 if rows else 1)
        wanted = self._wanted or (now.id if now else "")
        self._wanted = ""
        if rows and not (wanted and self.table.select(wanted)):
            self.table.selectRow(0)
        self._chosen(self.table.current())

    def _chosen(self, row: Any) -> None:
        if row is None:
            self._fill(None)
            return
        wanted = row.id

        def ask(session: Any) -> Any:
            from vault.app.screens.partner_rows import partner_page

            return partner_page(session, wanted)

        def done(page: Any) -> None:
            now = self.table.current()
            if now is not None and now.id == page.row.id:
                self._fill(page)

        self.desk.ask(ask, done, self.banner.fail)

    def _fill(self, page: Any) -> None:
        self.right.setCurrentIndex(0 if page else 1)
        self.name.setText(page.row.name if page else "")
        self.limit.clear()
        for code in page.classes if page else ():
            self.limit.addItem(class_word(code), code)
        if page:
            self.limit.setCurrentIndex(self.limit.findData(page.row.limit))
        self.limit.setEnabled(bool({"owner", "approver"} & set(self.desk.roles)))
        for tab in (self.contacts, self.agreements, self.demands, self.holdings):
            tab.fill(page)
        self._name_tabs()
        if page and self._inner:
            found = [tab.table.select(self._inner) for tab in (self.demands, self.agreements)]
            self._inner = "" if any(found) else self._inner

    def _address(self) -> None:
        if self.holdings.page is not None:
            ask_address(self.context, self, self.banner, self.holdings.page.row.id)

    def _limit(self) -> None:
        page, wanted = self.holdings.page, self.limit.currentData()
        if page is None or wanted == page.row.limit:
            return
        self.banner.clear()
        partner = page.row.id

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.partners import limit

            return limit(session, partner, wanted)

        def failed(error: BaseException) -> None:
            self.limit.setCurrentIndex(self.limit.findData(page.row.limit))
            self.banner.fail(error)

        self.desk.do(work, areas={"partners"}, failed=failed)

    def _add(self) -> None:
        form = PartnerForm(self.context, self)
        form.sent.connect(self._added)
        form.begin()

    def _added(self, partner: str) -> None:
        self._wanted = partner
        self.tabs.setCurrentWidget(self.contacts)


class PartnerForm(FormDialog):
    """A new company."""

    def __init__(self, context: Context, parent: Any) -> None:
        super().__init__(context, parent, name="partner")
        self.titled(self.tr("Add a partner"), self.tr("Add"))
        self.company = self.add("name", self.tr("&Name of the company"), QLineEdit())

    def submit(self) -> None:
        name = self.company.text()

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.partners import add_partner

            return add_partner(session, name).id

        self.run(work, "partners")
