"""A dialog with fields, its own banner, and work that must succeed before it closes.

What was typed is kept under the dialog's name when it is closed without being sent, so that
neither Escape nor automatic locking costs anybody a half-written form.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from ui.context import Context
from ui.pasting import paste_at
from ui.theme.tokens import SPACE
from ui.widgets.basics import Banner, Progress, button, label, row, snug
from ui.widgets.calendar import Calendar
from ui.widgets.tab_order import follow_layout
from ui.widgets.table import accept_files

W = TypeVar("W", bound=QWidget)
_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut


_TYPED = re.compile(
    r"\s*(\d{4})\s*(?:[./-]|년)\s*(\d{1,2})\s*(?:[./-]|월)\s*(\d{1,2})\s*(?:\.|일)?\s*"
)
"""A day as people write it, the year first."""


class DateField(QLineEdit):
    """A day as ``YYYY-MM-DD``: typed (also as 2026. 9. 8. or 2026/9/8), or chosen in a calendar."""

    def __init__(self, context: Context, text: str = "") -> None:
        super().__init__(text)
        self.setPlaceholderText("YYYY-MM-DD")
        self._pick = QAction(context.look.icon("calendar"), self.tr("Choose a day"), self)
        self._pick.triggered.connect(self._choose)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self._look = context.look
        context.look.changed.connect(self._redraw)
        self.editingFinished.connect(self._settle)

    def _settle(self) -> None:
        """Write what was typed as a day the way it is kept."""
        if found := _TYPED.fullmatch(self.text()):
            year, month, day = (int(part) for part in found.groups())
            self.setText(f"{year:04}-{month:02}-{day:02}")

    def _redraw(self) -> None:
        self._pick.setIcon(self._look.icon("calendar"))

    def _choose(self) -> None:
        menu = QMenu(self)
        calendar = Calendar(self._look, self.tr("Calendar"))
        day = QDate.fromString(self.text().strip(), Qt.DateFormat.ISODate)
        if day.isValid():
            calendar.setSelectedDate(day)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(calendar)
        menu.addAction(holder)

        def take(chosen: QDate) -> None:
            self.setText(chosen.toString(Qt.DateFormat.ISODate))
            menu.close()

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class PathField(QWidget):
    """Where a file or folder is to be, typed or chosen."""

    def __init__(self, *, save: bool = False, folder: bool = False, suggest: str = "") -> None:
        super().__init__()
        self._save, self._folder, self._suggest = save, folder, suggest
        self.line = QLineEdit()
        self.pick = button(self.tr("Browse…"), self._browse)
        self.setLayout(row(self.line, self.pick))
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """The path as typed."""
        return self.line.text().strip()

    def _browse(self) -> None:
        start = self.text() or self._suggest
        if self._folder:
            found = QFileDialog.getExistingDirectory(self, "", start)
        elif self._save:
            found, _ = QFileDialog.getSaveFileName(self, "", start)
        else:
            found, _ = QFileDialog.getOpenFileName(self, "", start)
        if found:
            self.line.setText(found)


class FilesField(QWidget):
    """Files to attach: chosen or dropped, each named, all taken off at once."""

    def __init__(self) -> None:
        super().__init__()
        self._paths: list[str] = []
        self.names = label("", "soft", wrap=True)
        self.pick = button(self.tr("Attach…"), self._browse)
        self.clear = button(self.tr("Take off"), lambda: self.set_paths([]))
        line = row(self.names, self.pick, self.clear)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setFocusProxy(self.pick)
        accept_files(self, lambda paths: self.set_paths([*self._paths, *paths]))
        self.set_paths([])
        pasting = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, context=_INSIDE)
        pasting.activated.connect(lambda: paste_at(self))

    def paths(self) -> list[Path]:
        """What is attached."""
        return [Path(path) for path in self._paths]

    def set_paths(self, paths: Iterable[str]) -> None:
        """Attach these and no others."""
        self._paths = list(dict.fromkeys(paths))
        named = ", ".join(Path(path).name for path in self._paths)
        self.names.setText(named or self.tr("Nothing attached; files can be dropped here."))
        self.clear.setVisible(bool(self._paths))

    def _browse(self) -> None:
        found, _ = QFileDialog.getOpenFileNames(self, self.pick.text())
        self.set_paths([*self._paths, *found])


class FormDialog(QDialog):
    """Fields in one or two columns; closes when what it sends was done.

    Signals:
        sent: what the work returned.
    """

    sent = Signal(object)

    def __init__(
        self, context: Context, parent: QWidget, title: str = "", send: str = "", name: str = ""
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.name = name
        self._done = False
        self._error: BaseException | None = None
        self._fields: dict[str, QWidget] = {}
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading = label(title, "heading")
        self.banner, self.progress = Banner(), Progress()
        self.columns = QHBoxLayout()
        self.columns.setSpacing(SPACE["xl"])
        self.send = button(send, self.submit, primary=True)
        self.send.setDefault(True)
        self.cancel = button(self.tr("Cancel"), self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE["xl"], SPACE["l"], SPACE["xl"], SPACE["l"])
        column.setSpacing(SPACE["m"])
        column.addWidget(self.heading)
        column.addWidget(self.banner)
        column.addLayout(self.columns)
        column.addWidget(self.progress)
        column.addLayout(row(1, self.cancel, self.send))
        self.setMinimumWidth(460)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):  # from a field of several lines, too
            sending = QShortcut(QKeySequence(keys), self)
            sending.activated.connect(self.send.click)
        self.form = self.add_column()

    def titled(self, title: str, send: str) -> None:
        """Name the dialog and its main button."""
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.send.setText(send)

    def add_column(self) -> QFormLayout:
        """Begin another column; fields go there from now on."""
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setVerticalSpacing(SPACE["xs"])
        self.columns.addLayout(self.form, 1)
        return self.form

    def note(self, text: str) -> QLabel:
        """A sentence between fields."""
        made = label(text, "small", wrap=True)
        self.form.addRow(made)
        return made

    def add(self, name: str, text: str, field: W, hint: str = "") -> W:
        """A field under its label; `name` is what a draft keeps it as."""
        said = QLabel(text)
        if self.form.rowCount():
            said.setContentsMargins(0, SPACE["s"], 0, 0)  # nearer to its field than to the last
        said.setBuddy(field.focusProxy() or field)
        plain = text.replace("&", "")
        field.setAccessibleName(plain)
        for inner in (getattr(field, "line", None), getattr(field, "pick", None)):
            if isinstance(inner, QLineEdit):
                inner.setAccessibleName(plain)
            elif isinstance(inner, QWidget):
                inner.setAccessibleName(f"{plain}: {inner.text()}")  # type: ignore[attr-defined]
        if hint and isinstance(field, QLineEdit | QPlainTextEdit):
            field.setPlaceholderText(hint)
        if isinstance(field, QPlainTextEdit):
            field.setTabChangesFocus(True)
        if isinstance(field, QSpinBox):
            field.lineEdit().setTextMargins(SPACE["xs"] + 2, 0, 0, 0)
        self.form.addRow(said, field)
        self._fields[name] = field
        return field

    def check(self, name: str, text: str) -> QCheckBox:
        """A box to tick."""
        made = QCheckBox(text)
        made.setContentsMargins(0, SPACE["xs"], 0, 0)
        self.form.addRow(made)
        self._fields[name] = made
        return made

    def begin(self) -> None:
        """Show it, with what was typed when it was last closed unsent."""
        for name, value in self.context.drafts.get(self.name).items():
            field = self._fields.get(name)
            if isinstance(field, QLineEdit):
                field.setText(value)
            elif isinstance(field, QPlainTextEdit):
                field.setPlainText(value)
            elif isinstance(field, QComboBox) and value is not None:
                if (place := field.findData(value)) >= 0:
                    field.setCurrentIndex(place)
            elif isinstance(field, QCheckBox):
                field.setChecked(value)
        self.open()
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        follow_layout(self)  # the buttons were made before the fields
        snug(self)
        super().showEvent(event)

    def values(self) -> dict[str, Any]:
        """What is typed now, by field."""
        found: dict[str, Any] = {}
        for name, field in self._fields.items():
            if isinstance(field, QLineEdit):
                if field.echoMode() == QLineEdit.EchoMode.Normal:
                    found[name] = field.text()
            elif isinstance(field, QPlainTextEdit):
                found[name] = field.toPlainText()
            elif isinstance(field, QComboBox):
                found[name] = field.currentData()
            elif isinstance(field, QCheckBox):
                found[name] = field.isChecked()
        return found

    def submit(self) -> None:
        """Send what was typed; a subclass calls `run`."""
        raise NotImplementedError

    def run_apart(self, work: Callable[[Any, Any], Any], *areas: str, what: str) -> None:
        """Do long work while the window can be used.

        The form steps aside; it only comes back when it is asked for, to say why the work failed.
        """
        self.banner.clear()
        job = self.context.desk.do_apart(work, areas=areas, done=self._finish, failed=self._failed)
        if job is None:
            return
        self.hide()
        self.context.desk.locked.connect(self.reject)
        job.again = self._reopen
        job.finished.connect(lambda: self.reject() if job.cancelled else None)
        self.context.desk.began.emit(job, what)

    def _failed(self, error: BaseException) -> None:
        self._error = error

    def _reopen(self) -> None:
        self.open()
        if self._error is not None:
            self.banner.fail(self._error)
        self.send.setFocus()

    def run(self, work: Callable[[Any, Any], Any], *areas: str, what: str = "") -> None:
        """Do the work in the vault; close when it is done, else say why not."""
        self.banner.clear()
        self.send.setEnabled(False)
        job = self.context.desk.do(
            work, areas=areas, done=self._finish, failed=self._fail, progressed=self.progress.step
        )
        if job is not None:
            self.progress.begin(what or self.tr("Entering it…"), job.cancel)

    def miss(self, sentence: str, step: str, field: QWidget) -> None:
        """Say what is missing, and put the cursor there."""
        self.banner.say("bad", sentence, step)
        field.setFocus()

    def _finish(self, result: Any) -> None:
        self._done = True
        self.progress.end()
        self.context.drafts.drop(self.name)
        self.accept()
        self.sent.emit(result)

    def _fail(self, error: BaseException) -> None:
        self.progress.end()
        self.send.setEnabled(True)
        self.banner.fail(error)

    def done(self, result: int) -> None:
        if not self._done and self.name:
            self.context.drafts.put(self.name, self.values())
        super().done(result)
