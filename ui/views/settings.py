"""Settings: this machine, its watched folders, people, policies, backups, and records."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget

from ui.context import Context
from ui.views.base import View
from ui.views.settings_backup import Backup
from ui.views.settings_folders import Folders
from ui.views.settings_general import General
from ui.views.settings_people import People
from ui.views.settings_policies import Policies
from ui.views.settings_records import Incidents, Investments

NAMES = ("general", "folders", "people", "policies", "backup", "investments", "incidents")


class Settings(View):
    """Sections on the left, the chosen one on the right."""

    areas: ClassVar[frozenset[str]] = frozenset(
        {"members", "policies", "backup", "investments", "incidents", "leaks", "documents"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        made = (context, self.banner, self.progress)
        self.general, self.people, self.policies = General(*made), People(*made), Policies(*made)
        self.backup, self.investments = Backup(*made), Investments(*made)
        self.incidents, self.folders = Incidents(*made), Folders(*made)
        self.sections = (
            self.general,
            self.folders,
            self.people,
            self.policies,
            self.backup,
            self.investments,
            self.incidents,
        )
        self.list = QListWidget()
        self.list.setFixedWidth(216)
        self.list.setIconSize(QSize(20, 20))
        self.stack = QStackedWidget()
        self._marks = ("settings", "folder", "person", "shield", "backup", "money", "incident")
        for section in self.sections:
            item = QListWidgetItem()
            item.setSizeHint(QSize(0, 38))
            self.list.addItem(item)
            self.stack.addWidget(section)
        beside = QHBoxLayout()
        beside.addWidget(self.list)
        beside.addWidget(self.stack, 1)
        self.body.addLayout(beside, 1)
        self.list.currentRowChanged.connect(self.stack.setCurrentIndex)
        self.list.currentRowChanged.connect(lambda _: self.banner.clear())
        self.list.setCurrentRow(0)
        context.look.changed.connect(self._redraw)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Settings"))
        self.list.setAccessibleName(self.tr("Sections"))
        names = (
            self.tr("This machine and you"),
            self.tr("Watched folders"),
            self.tr("People"),
            self.tr("Policies"),
            self.tr("Backup and recovery"),
            self.tr("Investments"),
            self.tr("Incidents"),
        )
        for place, (section, name) in enumerate(zip(self.sections, names, strict=True)):
            self.list.item(place).setText(name)
            section.retranslate()
        self._redraw()

    def _redraw(self) -> None:
        for place, mark in enumerate(self._marks):
            self.list.item(place).setIcon(self.context.look.icon(mark))

    def open(self, what: Any) -> None:
        """A section's name, or an action that begins there."""
        places = {"backup.create": "backup", "folder.watch": "folders"}
        section = {**places, "investment.add": "investments"}.get(what, what)
        if section in NAMES:
            self.list.setCurrentRow(NAMES.index(section))
        if what == "backup.create":
            self.backup.back_up()
        elif what == "folder.watch":
            self.folders.choose()
        elif what == "investment.add":
            if self.investments.page:
                self.investments.enter()
            else:
                self._pending = True

    _pending = False

    def forget(self) -> None:
        super().forget()
        self._pending = False
        for section in self.sections:
            section.fill(None)

    def refresh(self) -> None:
        def ask(session: Any) -> Any:
            from vault.app.screens.setting_rows import settings_page

            return settings_page(session)

        self.desk.ask(ask, self._show, self.banner.fail)

    def _show(self, page: Any) -> None:
        for section in self.sections:
            section.fill(page)
        if self._pending:
            self._pending = False
            self.investments.enter()
