"""Help in the window, and what the program is made of.

Help lies as Markdown in ``resources/help/<language>/``, one file a topic; the number before its
name is its place, and its first line is its title. Nothing is fetched from anywhere.
"""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.widgets.basics import button, label, row
from ui.widgets.listing import current_data

DISTRIBUTION = "cocoon-vault"
_BESIDE = ("PySide6_Essentials", "PySide6_Pdf", "watchdog")


def topics(folder: Path) -> list[tuple[str, str, Path]]:
    """Name, title and file of each topic, in order."""
    found = []
    for path in sorted(folder.glob("*.md")):
        title = path.read_text("utf-8").partition("\n")[0].removeprefix("#").strip()
        found.append((path.stem.partition("-")[2], title, path))
    return found


class Help(QDialog):
    """Topics on the left, the chosen one on the right."""

    def __init__(self, context: Context, parent: QWidget, topic: str = "") -> None:
        super().__init__(parent)
        self._context = context
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QListWidget()
        self.list.setFixedWidth(230)
        self.list.setWordWrap(True)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(SPACE["xl"])
        self.close_it = button("", self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE["l"], SPACE["l"], SPACE["l"], SPACE["l"])
        beside = row(self.list, self.text)
        beside.setStretch(1, 1)
        column.addLayout(beside, 1)
        column.addLayout(row(1, self.close_it))
        self.resize(880, 620)
        self.list.currentItemChanged.connect(self._show)
        self.retranslate(topic)
        self.list.setFocus()

    def retranslate(self, topic: str = "") -> None:
        """Set every text; `topic` is shown, or the one that was."""
        self.setWindowTitle(self.tr("Help"))
        self.list.setAccessibleName(self.tr("Topics"))
        self.text.setAccessibleName(self.tr("Help"))
        self.close_it.setText(self.tr("Close"))
        now = current_data(self.list)
        wanted = topic or (now[0] if now else "")
        self.list.clear()
        folder = self._context.resources / "help" / self._context.language.code
        for name, title, path in topics(folder):
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, (name, str(path)))
            self.list.addItem(item)
            if name == wanted:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0:
            self.list.setCurrentRow(0)

    def _show(self) -> None:
        now = current_data(self.list)
        if now:
            self.text.setMarkdown(Path(now[1]).read_text("utf-8"))
            _give_room(self.text.document())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _give_room(document: QTextDocument) -> None:
    """Space between paragraphs and lines; Markdown gets none from Qt."""
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        shape.setBottomMargin(SPACE["s"])
        shape.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(block).setBlockFormat(shape)
        block = block.next()


class About(QDialog):
    """Version, what is sent (nothing), and the parts with their licences."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About Cocoon"))
        self.setMinimumWidth(560)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE["xl"], SPACE["l"], SPACE["xl"], SPACE["l"])
        column.setSpacing(SPACE["m"])
        column.addWidget(label(f"Cocoon {version()}", "title"))
        column.addWidget(
            label(
                self.tr(
                    "A vault for technical documents: every copy that leaves is named, stamped, "
                    "marked and traceable."
                ),
                wrap=True,
            )
        )
        column.addWidget(
            label(
                self.tr(
                    "Nothing is sent anywhere. Only when you switch a timestamp authority on, a "
                    "hash of the ledger goes there, and nothing else."
                ),
                wrap=True,
            )
        )
        column.addWidget(
            label(
                self.tr("A trace names the copy, not the person who leaked it."), "soft", wrap=True
            )
        )
        said = label(self.tr("&Made with"), "soft")
        self.parts = QListWidget()
        self.parts.setWordWrap(True)
        self.parts.setAccessibleName(self.tr("Made with"))
        said.setBuddy(self.parts)
        elsewhere = self.tr("see its own papers")
        for name, number, licence in parts():
            self.parts.addItem(f"{name} {number}:  {licence or elsewhere}")
        column.addWidget(said)
        column.addWidget(self.parts)
        column.addLayout(row(1, button(self.tr("Close"), self.accept, primary=True)))


def version() -> str:
    """The program's version."""
    from vault.app.places import program_version

    return program_version()


def parts() -> list[tuple[str, str, str]]:
    """Name, version and licence of everything the program is made of, Python first."""
    wanted = set(_BESIDE)
    try:
        needs = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:  # run from a checkout: what pyproject asks for
        needs = [
            "cryptography", "isal", "keyring", "lxml", "msgspec", "numpy", "opencv-python-headless",
            "pikepdf", "pillow", "platformdirs", "pypdfium2", "reportlab", "rfc8785", "tzdata",
            "tzlocal",
        ]  # fmt: skip
    wanted |= {_name(need) for need in needs if "extra ==" not in need}
    found = [("Python", ".".join(map(str, sys.version_info[:3])), "PSF-2.0")]
    for name in sorted(wanted, key=str.casefold):
        try:
            facts = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        stated = {
            field: facts[field] for field in ("License-Expression", "License") if field in facts
        }
        licence = stated.get("License-Expression") or stated.get("License", "").split("\n")[0]
        found.append((facts["Name"], facts["Version"], licence[:80]))
    return [*found, ("Nanum Gothic", "3", "OFL-1.1")]


def _name(requirement: str) -> str:
    for place, char in enumerate(requirement):
        if not (char.isalnum() or char in "-_."):
            return requirement[:place]
    return requirement
