"""English or Korean, switched while the program runs.

Source texts are English; Korean lies in ``resources/translations/cocoon_ko.qm``, made from the
``.ts`` beside it by ``python3 resources/dev.py translate``.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator, Signal

LANGUAGES = ("en", "ko")


class Language(QObject):
    """The language in force."""

    changed = Signal(str)

    def __init__(self, resources: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = resources / "translations"
        self._translator: QTranslator | None = None
        self.code = "en"

    def choose(self, code: str) -> None:
        """Switch; an unknown or empty code means the system's language."""
        if code not in LANGUAGES:
            code = "ko" if QLocale.system().language() == QLocale.Language.Korean else "en"
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        if code != "en":
            translator = QTranslator(self)
            if translator.load(str(self._folder / f"cocoon_{code}.qm")):
                QCoreApplication.installTranslator(translator)
                self._translator = translator
        self.code = code
        QLocale.setDefault(QLocale("ko_KR" if code == "ko" else "en_GB"))
        self.changed.emit(code)
