"""Unlock: choose the folder, the person, the passphrase; or go to the first run's cards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.theme.tokens import READABLE, SPACE
from ui.widgets.basics import Banner, Card, Progress, button, label, row
from ui.widgets.passphrase import Passphrase

if TYPE_CHECKING:
    from ui.views.first_run import NewVault, RecoverySheet


class Unlock(QWidget):
    """The first thing anybody sees. The cursor is in the passphrase as soon as it may be."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pages = _Pages()
        self._enter = _Enter(context)
        self._pages.addWidget(self._enter)
        self._enter.new.clicked.connect(lambda: self._pages.setCurrentWidget(self._create))
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row(1, self._pages, 1))  # aligned, it would not get room for long words
        column.addStretch(3)

    @cached_property
    def _create(self) -> NewVault:
        from ui.views.first_run import NewVault

        made = NewVault(self._context)
        made.back.clicked.connect(lambda: self._pages.setCurrentWidget(self._enter))
        made.made = self._made
        self._pages.addWidget(made)
        return made

    @cached_property
    def _sheet(self) -> RecoverySheet:
        from ui.views.first_run import RecoverySheet

        made = RecoverySheet(self._context)
        made.go_on = self._opened
        self._pages.addWidget(made)
        return made

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for page in self._pages:
                page.retranslate()
        super().changeEvent(event)

    def choose_folder(self) -> None:
        """Ask for another vault's folder."""
        self._pages.setCurrentWidget(self._enter)
        self._enter.browse()

    def offer(self, folder: str) -> None:
        """Name the vault that the program was started with."""
        self._enter.folder.setCurrentText(folder)

    def _made(self, folder: Path, name: str, passphrase: str, recovery_key: str) -> None:
        self._sheet.show_key(folder, name, recovery_key)
        self._enter.remember(folder, name)
        self._sheet.passphrase = passphrase
        self._pages.setCurrentWidget(self._sheet)

    def _opened(self, folder: Path, name: str, passphrase: str) -> None:
        self._pages.setCurrentWidget(self._enter)
        self._enter.unlock_with(folder, name, passphrase)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._enter.prepare()


class _Pages(QWidget):
    """One card of several, and no higher than that one."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(READABLE["card"])
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._cards: list[_Enter | NewVault | RecoverySheet] = []
        self._shown: QWidget | None = None

    def __iter__(self) -> Iterator[_Enter | NewVault | RecoverySheet]:
        return iter(self._cards)

    def addWidget(self, page: _Enter | NewVault | RecoverySheet) -> None:
        """Add a card; the first is shown."""
        self._cards.append(page)
        self._column.addWidget(page)
        page.setVisible(self._shown is None)
        self._shown = self._shown or page

    def currentWidget(self) -> QWidget | None:
        """The card that is shown."""
        return self._shown

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show a card instead of the one before."""
        before, self._shown = self._shown, page
        if before is not None and before is not page:
            before.hide()
        page.show()


class _Enter(Card):
    """Folder, person, passphrase."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setFixedWidth(READABLE["card"])
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.setSpacing(SPACE["m"])
        self.icon = QLabel()
        context.look.changed.connect(self._redraw)
        self._redraw()
        self.name_line = label("Cocoon", "title")
        self.banner = Banner()
        self.progress = Progress()
        self.folder = QComboBox(editable=True)
        line = self.folder.lineEdit()
        assert line is not None, "an editable box has a line"
        line.setClearButtonEnabled(False)
        self.pick = button("", self.browse)
        self.person = QLineEdit()
        self.passphrase = Passphrase()
        self.caps = label("", "small")
        self.caps.hide()
        self.open = button("", self._unlock, primary=True)
        self.open.setDefault(True)
        self.new = button("")
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setSpacing(SPACE["xs"])
        self.labels = [QLabel(), QLabel(), QLabel()]
        place = QWidget()
        place.setLayout(row(self.folder, self.pick))
        self.folder.setMinimumWidth(280)
        for text, field, buddy in zip(
            self.labels,
            (place, self.person, self.passphrase),
            (self.folder, self.person, self.passphrase),
            strict=True,
        ):
            text.setBuddy(buddy)
            text.setContentsMargins(0, SPACE["s"], 0, 0)  # nearer to its field than to the last
            form.addRow(text, field)
        self.column.addLayout(row(self.icon, self.name_line, 1))
        self.column.addWidget(self.banner)
        self.column.addLayout(form)
        self.column.addWidget(self.caps)
        self.column.addWidget(self.progress)
        self.column.addLayout(row(self.new, 1, self.open))
        self.passphrase.caps.connect(self._caps)
        self.passphrase.returnPressed.connect(self._unlock)
        self.person.returnPressed.connect(self.passphrase.setFocus)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        for text, words in zip(
            self.labels,
            (self.tr("&Vault folder"), self.tr("&Your name"), self.tr("&Passphrase")),
            strict=True,
        ):
            text.setText(words)
        self.pick.setText(self.tr("Browse…"))
        self.open.setText(self.tr("Unlock"))
        self.new.setText(self.tr("New vault…"))
        self.caps.setText(self.tr("Caps lock seems to be on."))
        self.folder.setAccessibleName(self.tr("Vault folder"))
        self.person.setAccessibleName(self.tr("Your name"))
        self.passphrase.setAccessibleName(self.tr("Passphrase"))

    def _redraw(self) -> None:
        self.icon.setPixmap(self._context.look.icon("cocoon", "accent").pixmap(40, 40))

    def prepare(self) -> None:
        """Fill in what was used last, and put the cursor where the person must type."""
        known = self._known()
        now = self.folder.currentText()
        self.folder.clear()
        self.folder.addItems(known)
        self.folder.setCurrentText(now or (known[0] if known else ""))
        if not self.person.text():
            self.person.setText(str(self._context.settings.value("person", "")))
        self.passphrase.clear()
        if not self.folder.currentText():
            self.folder.setFocus()
        elif not self.person.text():
            self.person.setFocus()
        else:
            self.passphrase.setFocus()

    def _known(self) -> list[str]:
        """Folders of the vaults that were open here, the last one first."""
        kept = self._context.settings.value("vaults", [], list)
        return [str(path) for path in kept] if isinstance(kept, list) else []

    def remember(self, folder: Path, name: str) -> None:
        """Note a vault's folder and the person, for the next time."""
        settings = self._context.settings
        known = [str(folder), *(path for path in self._known() if path != str(folder))][:8]
        settings.setValue("vaults", known)
        settings.setValue("person", name)
        self.folder.setCurrentText(str(folder))
        self.person.setText(name)

    def browse(self) -> None:
        """Ask for the folder."""
        found = QFileDialog.getExistingDirectory(self, self.tr("Vault folder"))
        if found:
            self.folder.setCurrentText(found)
            self.person.setFocus()

    def _unlock(self) -> None:
        self.unlock_with(
            Path(self.folder.currentText()), self.person.text(), self.passphrase.text()
        )

    def unlock_with(self, folder: Path, name: str, passphrase: str) -> None:
        """Unlock; what is typed stays when it fails, but for the passphrase."""
        if self.progress.isVisible():
            return
        self.banner.clear()
        self.open.setEnabled(False)
        self.progress.begin(self.tr("Unlocking…"))

        def failed(error: BaseException) -> None:
            self._ended()
            self.banner.fail(error)
            self.passphrase.selectAll()
            self.passphrase.setFocus()

        job = self._context.desk.unlock(folder, name, passphrase, failed=failed)
        job.done.connect(lambda _: self._done(folder, name))

    def _done(self, folder: Path, name: str) -> None:
        self._ended()
        self.remember(folder, name)
        self.passphrase.clear()

    def _ended(self) -> None:
        self.progress.end()
        self.open.setEnabled(True)

    def _caps(self, on: bool) -> None:
        self.caps.setVisible(on)
