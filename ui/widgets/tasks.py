"""Long work that goes on while the person does other things: how far it is, and how it ended.

It stands under every place of the window, so that wherever one is it can be seen and stopped. Its
end is told in the corner; a failure stays there until it is looked at.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.widgets.basics import Progress
from ui.widgets.notice import Notice
from ui.wording import told


class Tasks(QFrame):
    """A line for each job; hidden when there is none.

    Args:
        over: in whose corner the end of a job is told.
    """

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__()
        self._context = context
        self.lines: dict[Any, Progress] = {}
        self.notice = Notice(context.look, over)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE["xl"], SPACE["s"], SPACE["xl"], SPACE["m"])
        context.desk.began.connect(self._began)
        context.desk.locked.connect(self._forget)
        self.setAccessibleName(self.tr("What goes on"))
        self.hide()

    def _began(self, job: Any, what: str) -> None:
        line = Progress()
        self._column.addWidget(line)
        self.lines[job] = line
        line.begin(what, job.cancel)
        line.stop.setAccessibleName(self.tr("Cancel: {what}").format(what=what))
        job.progressed.connect(line.step)
        job.done.connect(lambda _: self._done(what))
        job.failed.connect(lambda error: self._failed(job, error))
        job.finished.connect(lambda: self._ended(job))
        self.show()

    def _done(self, what: str) -> None:
        if self._context.desk.is_open:
            self.notice.say("good", self.tr("Done: {what}").format(what=what.rstrip("…")))

    def _failed(self, job: Any, error: BaseException) -> None:
        if self._context.desk.is_open:
            self.notice.say("warn", *told(error), job.again)

    def _ended(self, job: Any) -> None:
        line = self.lines.pop(job, None)
        if line is not None:
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self.lines))

    def _forget(self) -> None:
        for job in tuple(self.lines):
            self._ended(job)
        self.notice.hide()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("What goes on"))
        super().changeEvent(event)
