"""Unlock, or make the first vault: choose the folder, the person, the passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.widgets.basics import Banner, Card, Progress, button, label, row

_WIDTH = 460


class Unlock(QWidget):
    """The first thing anybody sees. The cursor is in the passphrase as soon as it may be."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._pages = _Pages()
        self._enter = _Enter(context)
        self._create = _Create(context)
        self._sheet = _Recovery(context)
        for page in (self._enter, self._create, self._sheet):
            self._pages.addWidget(page)
        self._enter.new.clicked.connect(lambda: self._pages.setCurrentWidget(self._create))
        self._create.back.clicked.connect(lambda: self._pages.setCurrentWidget(self._enter))
        self._create.made = self._made
        self._sheet.go_on = self._opened
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(row(1, self._pages, 1))  # aligned, it would not get room for long words
        column.addStretch(3)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for page in (self._enter, self._create, self._sheet):
                page.retranslate()
        super().changeEvent(event)

    def choose_folder(self) -> None:
        """Ask for another vault's folder."""
        self._pages.setCurrentWidget(self._enter)
        self._enter.browse()

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
        self.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None

    def addWidget(self, page: QWidget) -> None:
        """Add a card; the first is shown."""
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
        self.setFixedWidth(_WIDTH)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.setSpacing(SPACE["m"])
        self.icon = QLabel()
        context.look.changed.connect(self._redraw)
        self._redraw()
        self.name_line = label("Cocoon", "title")
        self.banner = Banner()
        self.progress = Progress()
        self.folder = QComboBox(editable=True)
        self.folder.lineEdit().setClearButtonEnabled(False)
        self.pick = button("", self.browse)
        self.person = QLineEdit()
        self.passphrase = _Passphrase()
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
        known = self._context.settings.value("vaults", [], list) or []
        now = self.folder.currentText()
        self.folder.clear()
        self.folder.addItems([str(path) for path in known])
        self.folder.setCurrentText(now or (str(known[0]) if known else ""))
        if not self.person.text():
            self.person.setText(str(self._context.settings.value("person", "")))
        self.passphrase.clear()
        if not self.folder.currentText():
            self.folder.setFocus()
        elif not self.person.text():
            self.person.setFocus()
        else:
            self.passphrase.setFocus()

    def remember(self, folder: Path, name: str) -> None:
        """Note a vault's folder and the person, for the next time."""
        settings = self._context.settings
        known = [str(path) for path in settings.value("vaults", [], list) or []]
        known = [str(folder), *(path for path in known if path != str(folder))][:8]
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


class _Passphrase(QLineEdit):
    """Hidden typing that notices caps lock."""

    caps = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isalpha() and text.upper() != text.lower():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(text.isupper() != shift)
        super().keyPressEvent(event)


class _Create(Card):
    """A new vault: the firm, the first person, a passphrase twice."""

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self._context = context
        self.made = lambda *told: None
        self.setFixedWidth(_WIDTH)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.setSpacing(SPACE["m"])
        self.heading.show()
        self.banner = Banner()
        self.progress = Progress()
        self.folder, self.org, self.person = QLineEdit(), QLineEdit(), QLineEdit()
        self.first, self.again = _Passphrase(), _Passphrase()
        self.solo = QCheckBox()
        self.pick = button("", self._browse)
        self.make = button("", self._make, primary=True)
        self.back = button("")
        place = QWidget()
        place.setLayout(row(self.folder, self.pick))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setSpacing(SPACE["xs"])
        self.labels = [QLabel() for _ in range(5)]
        fields = (self.folder, self.org, self.person, self.first, self.again)
        for text, buddy in zip(self.labels, fields, strict=True):
            text.setBuddy(buddy)
            text.setContentsMargins(0, SPACE["s"], 0, 0)  # nearer to its field than to the last
            form.addRow(text, place if buddy is self.folder else buddy)
        self.hint = label("", "small", wrap=True)
        self.column.addWidget(self.banner)
        self.column.addLayout(form)
        self.column.addWidget(self.solo)
        self.column.addWidget(self.hint)
        self.column.addWidget(self.progress)
        self.column.addLayout(row(self.back, 1, self.make))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.heading.setText(self.tr("A new vault"))
        words = (
            self.tr("&Empty folder for it"),
            self.tr("&Your firm"),
            self.tr("Your &name"),
            self.tr("&Passphrase"),
            self.tr("The same &again"),
        )
        fields = (self.folder, self.org, self.person, self.first, self.again)
        for text, field, word in zip(self.labels, fields, words, strict=True):
            text.setText(word)
            field.setAccessibleName(word.replace("&", ""))
        self.solo.setText(self.tr("I am alone: my own requests may be approved by me"))
        self.hint.setText(
            self.tr(
                "Several words that nobody would guess. Nobody can open the vault without it, "
                "except with the recovery key that you get next."
            )
        )
        self.pick.setText(self.tr("Browse…"))
        self.make.setText(self.tr("Make the vault"))
        self.back.setText(self.tr("Back"))

    def _browse(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Empty folder"))
        if found:
            self.folder.setText(found)

    def _make(self) -> None:
        self.banner.clear()
        if self.first.text() != self.again.text():
            self.banner.say(
                "bad", self.tr("The two passphrases differ."), self.tr("Type them again.")
            )
            self.again.setFocus()
            return
        if not self.folder.text().strip():
            self.banner.say("bad", self.tr("No folder was named."), self.tr("Choose an empty one."))
            self.folder.setFocus()
            return
        folder, name, word = Path(self.folder.text().strip()), self.person.text(), self.first.text()
        org, solo = self.org.text(), self.solo.isChecked()

        def work(job: object) -> str:
            from vault.app.people.creation import create

            return create(folder, org=org, user=name, passphrase=word, solo=solo).recovery_key

        def done(recovery_key: str) -> None:
            self._ended()
            self.first.clear()
            self.again.clear()
            self.made(folder, name, word, recovery_key)

        def failed(error: BaseException) -> None:
            self._ended()
            self.banner.fail(error)

        self.make.setEnabled(False)
        self.progress.begin(self.tr("Making the vault…"))
        self._context.desk.bridge.submit(work, done=done, failed=failed)

    def _ended(self) -> None:
        self.make.setEnabled(True)
        self.progress.end()


class _Recovery(Card):
    """The recovery key, once: it must be saved or written down before going on."""

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self._context = context
        self.go_on = lambda *told: None
        self.passphrase = ""
        self._told: tuple[Path, str] = (Path(), "")
        self.setFixedWidth(_WIDTH)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.setSpacing(SPACE["m"])
        self.heading.show()
        self.banner = Banner()
        self.text = label("", wrap=True)
        self.key = label("", "heading", wrap=True)
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.kept = QCheckBox()
        self.save = button("", self._save)
        self.next = button("", self._next, primary=True)
        self.kept.toggled.connect(self.next.setEnabled)
        for part in (self.banner, self.text, self.key, self.kept):
            self.column.addWidget(part)
        self.column.addLayout(row(self.save, 1, self.next))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.heading.setText(self.tr("The recovery key"))
        self.text.setText(
            self.tr(
                "Write it down or save it, and keep it away from this machine: it opens the vault "
                "when a passphrase is lost. It is shown only now."
            )
        )
        self.kept.setText(self.tr("I have it in a safe place"))
        self.save.setText(self.tr("Save it…"))
        self.next.setText(self.tr("Open the vault"))
        self.key.setAccessibleName(self.tr("Recovery key"))

    def show_key(self, folder: Path, name: str, key: str) -> None:
        """Show a vault's recovery key."""
        self._told = (folder, name)
        self.key.setText(key)
        self.kept.setChecked(False)
        self.next.setEnabled(False)

    def _save(self) -> None:
        found, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the recovery key"), "cocoon-recovery-key.txt"
        )
        if not found:
            return
        key = self.key.text()

        def work(job: object) -> str:
            from vault.app.outside import write_outside

            write_outside(Path(found), [key.encode() + b"\n"])
            return found

        self._context.desk.bridge.submit(
            work,
            done=lambda path: self.banner.say("good", self.tr("Saved."), str(path)),
            failed=self.banner.fail,
        )

    def _next(self) -> None:
        folder, name = self._told
        passphrase, self.passphrase = self.passphrase, ""
        self.key.clear()
        self.go_on(folder, name, passphrase)
