"""What came in from watched folders, told in the corner of the window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.context import Context
from ui.widgets.notice import Notice


class Arrivals(Notice):
    """One notice for one flood of files, however many they were."""

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__(context.look, over)
        self._context = context
        self._news: Any = None
        context.watching.arrived.connect(self._arrived)
        context.watching.failed.connect(self._failed)
        context.desk.locked.connect(self._forget)

    def _forget(self) -> None:
        self._news = None
        self.hide()

    def _arrived(self, news: Any) -> None:
        self._news = news
        self._tell(news)
        QApplication.alert(self.window())

    def _tell(self, news: Any) -> None:
        came = (*news.added, *news.revised)
        if came:
            where = came[0].document if len(came) == 1 else None
            self.say(
                "warn" if news.missed else "good",
                self._sentence(news),
                self._missed(news),
                lambda: self._context.go("documents", where),
            )
        else:
            self.say("warn", self._missed(news), news.missed[0].message, self._to_folders)

    def _sentence(self, news: Any) -> str:
        came = (*news.added, *news.revised)
        if len(came) > 1:
            parts = [self.tr("Came in from watched folders.")]
            if news.added:
                parts.append(self.tr("New documents: {n}.").format(n=len(news.added)))
            if news.revised:
                parts.append(self.tr("Further revisions: {n}.").format(n=len(news.revised)))
            return " ".join(parts)
        if news.added:
            text = self.tr("“{title}” came in from a watched folder.")
        else:
            text = self.tr("“{title}” came in from a watched folder as revision {n}.")
        return text.format(title=came[0].title, n=came[0].n)

    def _missed(self, news: Any) -> str:
        if not news.missed:
            return ""
        return self.tr("Files that could not come in: {n}. See Settings, Watched folders.").format(
            n=len(news.missed)
        )

    def _failed(self, error: BaseException) -> None:
        self._news = None
        self.say(
            "warn",
            getattr(error, "message", "") or self.tr("Watching folders stopped unexpectedly."),
            getattr(error, "next", "") or self.tr("Nothing is lost. Lock and unlock to go on."),
            self._to_folders,
        )

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange and self.isVisible() and self._news:
            self._tell(self._news)
        super().changeEvent(event)

    def _to_folders(self) -> None:
        self._context.go("settings", "folders")
