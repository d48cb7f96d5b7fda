"""Dialogs about copies: what happened to one, why it is void, and the packs that were written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.widgets.basics import Banner, Card, button, label, row, snug
from ui.widgets.form import DateField, FilesField, FormDialog
from ui.wording import dated

AREAS = ("releases", "documents", "partners")


class CopyEvent(FormDialog):
    """Enters that a copy was delivered, acknowledged, returned or destroyed, with its proof."""

    def __init__(self, context: Context, parent: QWidget, kind: str, copy: Any) -> None:
        title, send = {
            "deliver": (self.tr("Copy {0} was delivered"), self.tr("Enter the delivery")),
            "acknowledge": (
                self.tr("Copy {0} was acknowledged"),
                self.tr("Enter the acknowledgement"),
            ),
            "returned": (self.tr("Copy {0} came back"), self.tr("Enter the return")),
        }[kind]
        super().__init__(context, parent, title.format(copy.id), send, f"{kind} {copy.id}")
        self._kind, self._copy = kind, copy.id
        if kind == "deliver":
            self.channel = self.add(
                "channel",
                self.tr("&Which way it went"),
                QLineEdit(),
                self.tr("by hand, courier, e-mail…"),
            )
        self.at = self.add("at", self.tr("&Day"), DateField(context), self.tr("today, when empty"))
        if kind == "returned":
            self.not_given_back = self.check(
                "destroyed", self.tr("It was destroyed, not given back")
            )
        self.note_ = self.add("note", self.tr("&Note"), QLineEdit())
        self.files = self.add("files", self.tr("&Proof"), FilesField())

    def submit(self) -> None:
        kind, copy = self._kind, self._copy
        at, note, files = self.at.text().strip(), self.note_.text().strip(), self.files.paths()
        channel = self.channel.text().strip() if kind == "deliver" else ""
        destroyed = kind == "returned" and self.not_given_back.isChecked()
        if kind == "deliver" and not channel:
            self.miss(
                self.tr("It is not said which way the copy went."),
                self.tr("For example: by hand to Ms Oh."),
                self.channel,
            )
            return

        def work(session: Any, job: Any) -> None:
            from vault.app.release import copies

            if kind == "deliver":
                copies.deliver(session, copy, channel, at=at, note=note, files=files)
            elif kind == "acknowledge":
                copies.acknowledge(session, copy, at=at, note=note, files=files)
            else:
                copies.returned(session, copy, destroyed=destroyed, at=at, note=note, files=files)

        self.run(work, *AREAS)


class VoidCopy(FormDialog):
    """Declares a copy void, with the reason."""

    def __init__(self, context: Context, parent: QWidget, copy: Any) -> None:
        super().__init__(
            context,
            parent,
            self.tr("Declare copy {0} void").format(copy.id),
            self.tr("Declare it void"),
            f"void {copy.id}",
        )
        self._copy = copy.id
        self.send.setProperty("danger", True)
        self.note(self.tr("A leak of it is still traced to it. This cannot be taken back."))
        self.reason = self.add("reason", self.tr("&Reason"), QPlainTextEdit())
        self.reason.setMaximumHeight(90)

    def submit(self) -> None:
        copy, reason = self._copy, self.reason.toPlainText().strip()
        if not reason:
            self.miss(self.tr("The reason is missing."), self.tr("One sentence."), self.reason)
            return

        def work(session: Any, job: Any) -> None:
            from vault.app.release.releases import void

            void(session, copy, reason)

        self.run(work, *AREAS)


class TakeBack(FormDialog):
    """Takes an approval back: the approval stays in the ledger, and a rejection follows it."""

    def __init__(self, context: Context, parent: QWidget, release: str) -> None:
        super().__init__(context, parent, name=f"take back {release}")
        self._release = release
        self.titled(
            self.tr("Take back the approval of {0}").format(release), self.tr("Take it back")
        )
        self.note(
            self.tr(
                "The approval was signed and stays in the ledger; that it was taken back is "
                "entered after it. The release is rejected, and must be asked for again."
            )
        )
        self.reason = self.add("reason", self.tr("&Reason"), QPlainTextEdit())
        self.reason.setMaximumHeight(90)

    def submit(self) -> None:
        release, reason = self._release, self.reason.toPlainText().strip()
        if not reason:
            self.miss(self.tr("The reason is missing."), self.tr("One sentence."), self.reason)
            return

        def work(session: Any, job: Any) -> None:
            from vault.app.release.releases import reject

            reject(session, release, reason)

        self.run(work, *AREAS)


class Packs(QDialog):
    """The packs that were written: where, what they open with, and words for the e-mail."""

    def __init__(self, context: Context, parent: QWidget, packs: list[Any], told: Any) -> None:
        super().__init__(parent)
        self.context = context
        self._packs, self._told = packs, told
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("The packs are ready"))
        self.setMinimumWidth(620)
        self.banner = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE["xl"], SPACE["l"], SPACE["xl"], SPACE["l"])
        column.setSpacing(SPACE["m"])
        column.addWidget(label(self.tr("The packs are ready"), "heading"))
        column.addWidget(
            label(
                self.tr("Give each person their own pack: every copy is marked with its name."),
                "soft",
                wrap=True,
            )
        )
        column.addWidget(self.banner)
        self.copy_buttons: list[QPushButton] = []
        self.deliver_buttons: list[QPushButton] = []
        for pack in packs:
            column.addWidget(self._card(pack))
        self.reveal = button(self.tr("Show in folder"), self._reveal, primary=True)
        self.close_ = button(self.tr("Close"), self.accept)
        column.addLayout(row(1, self.close_, self.reveal))

    def showEvent(self, event: QShowEvent) -> None:
        snug(self)
        super().showEvent(event)

    def _card(self, pack: Any) -> Card:
        card = Card()
        name = label(f"{pack.contact}  ·  {Path(pack.path).name}", wrap=True)
        name.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made = button(self.tr("Copy text for the e-mail"), lambda: self._text(pack))
        made.setAccessibleName(self.tr("Copy text for the e-mail to {0}").format(pack.contact))
        self.copy_buttons.append(made)
        out = button(self.tr("Delivered…"), lambda: self._deliver(pack, out))
        out.setAccessibleName(self.tr("Enter that {0} was delivered").format(pack.id))
        self.deliver_buttons.append(out)
        line = row(name, made, out)
        line.setStretch(0, 1)
        card.column.addLayout(line)
        if pack.password:
            said = label(
                self.tr("Opens with {0} – send it another way than the pack.").format(
                    pack.password
                ),
                wrap=True,
            )
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            card.column.addWidget(said)
        return card

    def _deliver(self, pack: Any, pressed: QPushButton) -> None:
        form = CopyEvent(self.context, self, "deliver", pack)

        def entered(_: Any) -> None:
            pressed.setText(self.tr("Delivered"))
            pressed.setEnabled(False)
            self.banner.say("good", self.tr("The delivery is entered."))

        form.sent.connect(entered)
        form.begin()

    def _text(self, pack: Any) -> None:
        told = self._told
        lines = [
            self.tr("Dear {0},").format(pack.contact),
            "",
            self.tr("attached is your own copy {0} for: {1}.").format(pack.id, told.row.purpose),
            self.tr("It may be used until {0}.").format(dated(told.row.until)),
        ]
        if told.return_by:
            lines.append(
                self.tr("Please return or destroy it by {0}.").format(dated(told.return_by))
            )
        if pack.password:
            lines.append(self.tr("The password reaches you another way."))
        lines += [
            self.tr("Each copy is marked and named; please do not pass it on."),
            self.tr(
                "Please sign the acknowledgement on the transmittal in the pack and send it back."
            ),
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.banner.say("good", self.tr("The text is on the clipboard."))

    def _reveal(self) -> None:
        folder = Path(self._packs[0].path).parent
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.banner.say("warn", self.tr("No file manager answered."), str(folder))
