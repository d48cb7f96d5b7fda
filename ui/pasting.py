"""What was copied elsewhere and is pasted here: files, or paths as text.

A path that is typed or copied as text is as good as a file that is dragged: file managers copy
the one or the other.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

_QUOTES = "\"' "
"""What systems put around a path that is copied as text."""


def pasted_files() -> list[str]:
    """Paths of files and folders on the clipboard; empty when something else lies there."""
    offered = QApplication.clipboard().mimeData()
    # PySide6's types leave out that a clipboard may offer nothing at all.
    if not offered:  # type: ignore[truthy-bool]
        return []
    paths = [url.toLocalFile() for url in offered.urls() if url.isLocalFile()]
    if paths or not offered.hasText():
        return paths
    lines = [line.strip(_QUOTES) for line in offered.text().splitlines() if line.strip()]
    return lines if all(Path(line).is_absolute() for line in lines) else []


def paste_at(widget: QWidget | None) -> None:
    """Paste where the focus is: the nearest part around it that takes something takes it."""
    while widget is not None:
        take = getattr(widget, "on_paste", None)
        if take is not None:
            take()
            return
        widget = widget.parentWidget()


def nothing_to_paste(banner: Any) -> None:
    """Say that no file lies on the clipboard, and how one comes there."""
    translate = QCoreApplication.translate
    banner.say(
        "warn",
        translate("Pasting", "There is no file on the clipboard."),
        translate("Pasting", "Copy files or folders in the file manager, then paste here."),
    )
