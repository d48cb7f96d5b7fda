"""Settings: this machine, its watched folders, people, policies, timestamps, backups."""

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
from ui.views.settings_stamps import Stamps

NAMES = ("general", "folders", "people", "policies", "stamps", "backup")


class Settings(View):
    """Sections on the left, the chosen one on the right."""

    areas: ClassVar[frozenset[str]] = frozenset(
        {"members", "policies", "backup", "documents", "timestamps", "releases"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        made = (context, self.banner, self.progress)
        self.general, self.people, self.policies = General(*made), People(*made), Policies(*made)
        self.stamps, self.backup, self.folders = Stamps(*made), Backup(*made), Folders(*made)
        self.sections = (
            self.general,
            self.folders,
            self.people,
            self.policies,
            self.stamps,
            self.backup,
        )
        self.list = QListWidget()
        self.list.setFixedWidth(216)
        self.list.setIconSize(QSize(20, 20))
        self.stack = QStackedWidget()
        self.first = (self.list,)
        self._marks = ("settings", "folder", "person", "shield", "clock", "backup")
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
        self.list.itemActivated.connect(lambda _: self.into(self.stack.currentWidget()))
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
            self.tr("Timestamps and hashes"),
            self.tr("Backup and recovery"),
        )
        for place, (section, name) in enumerate(zip(self.sections, names, strict=True)):
            self.list.item(place).setText(name)
            section.retranslate()
        self._redraw()

    def _redraw(self) -> None:
        for place, mark in enumerate(self._marks):
            self.list.item(place).setIcon(self.context.look.icon(mark))

    def open(self, what: Any) -> None:
        """A section's name, or an action: ``backup.create``, ``member.add``, ``folder.watch``."""
        places = {"backup.create": "backup", "member.add": "people", "folder.watch": "folders"}
        section = places.get(what, what)
        if section in NAMES:
            self.list.setCurrentRow(NAMES.index(section))
        if what == "backup.create":
            self.backup.back_up()
        elif what == "folder.watch":
            self.folders.choose()

    def forget(self) -> None:
        super().forget()
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
