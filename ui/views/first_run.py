"""The first run: a new vault, and its recovery key, shown once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFormLayout, QLabel, QLineEdit, QWidget

from ui.context import Context
from ui.theme.tokens import READABLE, SPACE
from ui.widgets.basics import Banner, Card, Progress, button, label, row
from ui.widgets.passphrase import Passphrase


class NewVault(Card):
    """A new vault: the firm, the first person, a passphrase twice."""

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self._context = context
        self.made: Callable[[Path, str, str, str], None] = lambda *told: None
        self.setFixedWidth(READABLE["card"])
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.column.setSpacing(SPACE["m"])
        self.heading.show()
        self.banner = Banner()
        self.progress = Progress()
        self.folder, self.org, self.person = QLineEdit(), QLineEdit(), QLineEdit()
        self.first, self.again = Passphrase(), Passphrase()
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


class RecoverySheet(Card):
    """The recovery key, once: it must be saved or written down before going on."""

    def __init__(self, context: Context) -> None:
        super().__init__("")
        self._context = context
        self.go_on: Callable[[Path, str, str], None] = lambda *told: None
        self.passphrase = ""
        self._told: tuple[Path, str] = (Path(), "")
        self.setFixedWidth(READABLE["card"])
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
