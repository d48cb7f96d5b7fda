"""This person at this machine: language, look, automatic locking, the passphrase."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit

from ui import capture
from ui.context import Context
from ui.idle import LOCK_MINUTES, lock_minutes
from ui.theme.tokens import CONTROL, READABLE, SPACE
from ui.views.settings_section import Section
from ui.widgets.basics import Banner, Progress, button, label, row
from ui.widgets.form import FormDialog
from ui.widgets.number import Number


class General(Section):
    """Nothing here is secret, and nothing of it lies in the vault but the passphrase's lock."""

    def __init__(self, context: Context, banner: Banner, progress: Progress) -> None:
        super().__init__(context, banner, progress)
        self.setMaximumWidth(READABLE["form"])
        least, most, _ = LOCK_MINUTES
        self.language, self.scheme, self.minutes = QComboBox(), QComboBox(), Number(least, most)
        for code, name in (("en", "English"), ("ko", "한국어")):
            self.language.addItem(name, code)
        for choice in ("system", "light", "dark"):
            self.scheme.addItem("", choice)
        self.minutes.setValue(lock_minutes(context.settings))
        self.change = button("", self._passphrase)
        self.labels = [QLabel() for _ in range(4)]
        form = QFormLayout()
        form.setHorizontalSpacing(SPACE["xl"])
        form.setVerticalSpacing(SPACE["m"])
        fields = (self.language, self.scheme, self.minutes, self.change)
        for text, field in zip(self.labels, fields, strict=True):
            text.setBuddy(field)
            text.setFixedHeight(CONTROL)  # level with its field
            field.setMinimumWidth(200)
            form.addRow(text, row(field, 1))
        self.column.addLayout(form)
        self.private, self.private_about = QCheckBox(), label("", "small", wrap=True)
        self.private.setEnabled(capture.possible())
        self.private.setChecked(str(context.settings.value(capture.PRIVATE, "false")) == "true")
        self.column.addWidget(self.private)
        self.column.addWidget(self.private_about)
        self.column.addStretch(1)
        self.private.toggled.connect(self._private)
        self.language.activated.connect(lambda _: self._language())
        self.scheme.activated.connect(lambda _: self._scheme())
        self.minutes.valueChanged.connect(self._minutes)
        context.look.changed.connect(self._follow)
        self.retranslate()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("This machine and you"))
        self.about.setText(
            self.tr("How the window looks and locks here, and the passphrase that opens it.")
        )
        words = (
            self.tr("&Language"),
            self.tr("&Appearance"),
            self.tr("Lock after &minutes without a touch"),
            self.tr("&Passphrase"),
        )
        fields = (self.language, self.scheme, self.minutes, self.change)
        for text, word, field in zip(self.labels, words, fields, strict=True):
            text.setText(word)
            field.setAccessibleName(word.replace("&", ""))
        for place, word in enumerate((self.tr("as the system"), self.tr("light"), self.tr("dark"))):
            self.scheme.setItemText(place, word)
        self.minutes.setSuffix(self.tr(" min"))
        self.change.setText(self.tr("Change my passphrase…"))
        self.private.setText(self.tr("Keep this window out of &screenshots and screen sharing"))
        self.private_about.setText(
            self.tr(
                "It also blanks the window for remote help and some magnifiers, and stops no "
                "camera."
            )
            if capture.possible()
            else self.tr("This system offers no way to do that: anybody at it can take a picture.")
        )
        self._follow()

    def _follow(self) -> None:
        self.language.setCurrentIndex(self.language.findData(self.context.language.code))
        self.scheme.setCurrentIndex(self.scheme.findData(self.context.look.choice))

    def _language(self) -> None:
        code = self.language.currentData()
        self.context.settings.setValue("language", code)
        self.context.language.choose(code)

    def _scheme(self) -> None:
        choice = self.scheme.currentData()
        self.context.settings.setValue("scheme", choice)
        self.context.look.choose(choice)

    def _minutes(self, minutes: int) -> None:
        self.context.settings.setValue("lock_minutes", minutes)
        self.context.lock_after(minutes)

    def _private(self, on: bool) -> None:
        self.context.settings.setValue(capture.PRIVATE, "true" if on else "false")
        capture.keep_out(self.window(), on)

    def _passphrase(self) -> None:
        form = PassphraseForm(self.context, self)
        form.sent.connect(lambda _: self.banner.say("good", self.tr("The passphrase is changed.")))
        form.begin()


class PassphraseForm(FormDialog):
    """A new passphrase for the person at the desk; nothing of it is ever kept as a draft."""

    def __init__(self, context: Context, parent: Any) -> None:
        super().__init__(context, parent)
        self.titled(self.tr("Change my passphrase"), self.tr("Change it"))
        self.note(
            self.tr(
                "Several words that nobody would guess. Nobody can open the vault in your name "
                "without it; with the recovery key you can be given a new one."
            )
        )
        self.first = self.add("first", self.tr("&New passphrase"), _hidden())
        self.again = self.add("again", self.tr("The same &again"), _hidden())

    def submit(self) -> None:
        word = self.first.text()
        if word != self.again.text():
            self.miss(
                self.tr("The two passphrases differ."), self.tr("Type them again."), self.again
            )
            return

        def work(session: Any, job: Any) -> Any:
            from vault.app.people import members, remembering

            members.change_passphrase(session, word)
            remembering.forget_quietly(session)

        self.run(work, "members", what=self.tr("Changing it…"))


def _hidden() -> QLineEdit:
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made
