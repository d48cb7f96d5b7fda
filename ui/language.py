"""English or Korean, switched while the program runs.

Source texts are English; Korean lies in ``resources/translations/cocoon_ko.qm``, made from the
``.ts`` beside it by ``python3 resources/dev.py translate``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Signal

Code = Literal["en", "ko"]
LANGUAGES: tuple[Code, ...] = ("en", "ko")


def QT_TRANSLATE_NOOP(context: str, source: str) -> str:
    """Mark a source text for the collector of translations, which knows it by this name.

    What PySide6 has under the name does the same, but its types take and return any object.
    """
    return source


def spoken(locale: QLocale) -> Code:
    """Which of the two a person with this locale reads: Korean, or else English."""
    return "ko" if locale.language() == QLocale.Language.Korean else "en"


class Language(QObject):
    """The language in force."""

    changed = Signal(str)

    def __init__(self, resources: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = resources / "translations"
        self._translator: QTranslator | None = None
        self.code: Code = "en"

    def choose(self, code: str) -> None:
        """Switch; an unknown or empty code means the system's language."""
        chosen = next((known for known in LANGUAGES if known == code), spoken(QLocale.system()))
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        if chosen != "en":
            translator = QTranslator(self)
            if translator.load(str(self._folder / f"cocoon_{chosen}.qm")):
                QCoreApplication.installTranslator(translator)
                self._translator = translator
        self.code = chosen
        QLocale.setDefault(QLocale("ko_KR" if chosen == "ko" else "en_GB"))
        self.changed.emit(chosen)
