"""One sentence after a failure of the program itself, and where its report lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ui.theme.tokens import SPACE
from ui.widgets.basics import button, label, row


class CrashNotice(QDialog):
    """Says that something failed; what was written about it can be read here and in its folder."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._path = Path()
        self.setMinimumWidth(600)
        self.sentence = label("", wrap=True)
        self.where = label("", "soft", wrap=True)
        self.where.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.report = QPlainTextEdit()
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setMinimumHeight(240)
        self.read = button("", self._read)
        self.folder = button("", self._open_folder)
        self.close_it = button("", self.accept, primary=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE["xl"], SPACE["l"], SPACE["xl"], SPACE["l"])
        column.setSpacing(SPACE["m"])
        column.addWidget(self.sentence)
        column.addWidget(self.where)
        column.addWidget(self.report)
        column.addLayout(row(self.read, self.folder, 1, self.close_it))
        self.retranslate()

    def tell(self, path: str) -> None:
        """Say that a report was written."""
        self._path = Path(path)
        self.report.hide()
        self.read.show()
        self.retranslate()
        self.adjustSize()
        self.show()
        self.close_it.setFocus()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.setWindowTitle(self.tr("Something unexpected happened"))
        self.sentence.setText(
            self.tr(
                "Something failed in the program; the vault is as it was. A report was written on "
                "this computer, without anything from the vault, and was sent to nobody."
            )
        )
        self.where.setText(str(self._path))
        self.where.setAccessibleName(self.tr("Where the report lies"))
        self.report.setAccessibleName(self.tr("The report"))
        self.read.setText(self.tr("Read the report"))
        self.folder.setText(self.tr("Open its folder"))
        self.close_it.setText(self.tr("Close"))

    def _read(self) -> None:
        try:
            self.report.setPlainText(self._path.read_text("utf-8"))
        except OSError:
            self.report.setPlainText(self.tr("The report is gone."))
        self.read.hide()
        self.report.show()
        self.report.setFocus()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
