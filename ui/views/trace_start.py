"""The first half of tracing: what was found, where and when, and the leaks of before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QDateTime, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.models.table import Column, TableModel
from ui.pasting import pasted_files
from ui.theme.tokens import CONTROL, SPACE
from ui.widgets.basics import Card, button, label, row
from ui.widgets.notice import Notice
from ui.widgets.table import Table

FORM = "leak"
Piece = str | tuple[str, QImage]
"""A path, or a pasted picture under a name."""


class Start(QWidget):
    """Drop, paste or open a leak; say where it was found; look at earlier ones.

    Signals:
        lodge: preserve and trace what is listed (True), or preserve it only (False).
        opened: a `LeakRow` to look at.
        wrong: a sentence and a next step.
    """

    lodge = Signal(bool)
    opened = Signal(object)
    wrong = Signal(str, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.pieces: list[Piece] = []
        self._may_trace = True
        self.setAcceptDrops(True)
        self.drop = self._build_drop()
        self.told = self._build_form()
        top = QHBoxLayout()
        top.setSpacing(SPACE["m"])
        top.addWidget(self.drop, 3)
        top.addWidget(self.told, 2)
        self.past = label("", "heading")
        self.model = TableModel(self._columns(), key=lambda row: str(row.id))
        self.table = Table(self.model, (260, 0, 150, 140, 120), "")
        self.table.opened.connect(self.opened)
        self.look = button("", self._look)
        self.table.chosen.connect(lambda row: self.look.setEnabled(row is not None))
        self.look.setEnabled(False)
        self.none = label("", "soft", wrap=True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.none)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["m"])
        column.addLayout(top)
        column.addLayout(row(self.past, 1, self.look))
        column.addWidget(self.lists, 1)
        self.retranslate()
        self._list()

    # -- building ----------------------------------------------------------------------------

    def _build_drop(self) -> Card:
        card = Card()
        self.icon = QLabel()
        self.icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.invite = label("", "heading", wrap=True)
        self.invite.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.more = label("", "soft", wrap=True)
        self.more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pick = button("", self.choose)
        self.paste_button = button("", self.paste)
        self.clear = button("", self._take_off)
        self.notice = Notice(self.context.look, self)
        card.column.addStretch(1)
        for part in (self.icon, self.invite, self.more):
            card.column.addWidget(part)
        card.column.addLayout(row(1, self.pick, self.paste_button, self.clear, 1))
        card.column.addStretch(1)
        self.context.look.changed.connect(self._redraw)
        return card

    def _build_form(self) -> Card:
        card = Card()
        card.heading.show()
        self.found_by, self.where, self.when = QLineEdit(), QLineEdit(), QLineEdit()
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.fields = (self.found_by, self.where, self.when, self.password)
        self.names = [QLabel() for _ in self.fields]
        form = QFormLayout()
        form.setSpacing(SPACE["s"])
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, field in zip(self.names, self.fields, strict=True):
            name.setBuddy(field)
            name.setFixedHeight(CONTROL)  # level with its field
            form.addRow(name, field)
            field.textEdited.connect(lambda _: self.keep_draft())
        self.go = button("", lambda: self._send(trace=True), primary=True)
        self.keep = button("", lambda: self._send(trace=False))
        self.said = label("", "small", wrap=True)
        card.column.addLayout(form)
        card.column.addWidget(self.said)
        card.column.addStretch(1)
        card.column.addLayout(row(1, self.keep, self.go))
        return card

    def _columns(self) -> list[Column]:
        words = verdict_words()
        icons = {
            "match": ("trace", "accent"),
            "inconclusive": ("help", "soft"),
            "no-evidence": ("eye", "soft"),
            "": ("clock", "warn"),
        }
        look = self.context.look
        return [
            Column(
                self.tr("Verdict"),
                lambda row: ": ".join(filter(None, [words[row.verdict], ", ".join(row.copies)])),
                icon=lambda row: look.icon(*icons[row.verdict]),
            ),
            Column(self.tr("What was found"), lambda row: ", ".join(row.files)),
            Column(self.tr("Where"), lambda row: str(row.where)),
            Column(self.tr("Preserved"), lambda row: str(row.lodged), day=True),
            Column(self.tr("Leak"), lambda row: str(row.id)),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        self.more.setText(
            self.tr(
                "A PDF, a photo of a page or of a screen, a scan, a screenshot. You need not know "
                "which document it shows. It is preserved as it was found, with its hash."
            )
        )
        self.pick.setText(self.tr("&Choose files…"))
        self.paste_button.setText(self.tr("Paste a picture"))
        self.clear.setText(self.tr("Take off"))
        self.told.heading.setText(self.tr("Where it came from"))
        words = (
            self.tr("Fo&und by"),
            self.tr("&Where"),
            self.tr("Wh&en"),
            self.tr("&Password"),
        )
        for name, field, word in zip(self.names, self.fields, words, strict=True):
            name.setText(word)
            field.setAccessibleName(word.replace("&", ""))
        self.found_by.setPlaceholderText(self.tr("Who came upon it"))
        self.where.setPlaceholderText(self.tr("Firm, website, message, trade fair…"))
        self.when.setPlaceholderText(self.tr("Day, as exactly as it is known"))
        self.password.setPlaceholderText(self.tr("Only if the leaked file needs one"))
        self.go.setText(self.tr("Preserve and &trace"))
        self.keep.setText(self.tr("&Only preserve"))
        self.past.setText(self.tr("Leaks of before"))
        self.look.setText(self.tr("Open"))
        self.table.setAccessibleName(self.tr("Leaks of before"))
        self.none.setText(self.tr("No leak was lodged yet. That is good news."))
        self.model.set_columns(self._columns())
        self._list()

    def _redraw(self) -> None:
        self.icon.setPixmap(self.context.look.icon("trace", "accent").pixmap(36, 36))

    # -- what was found ----------------------------------------------------------------------

    def set_pieces(self, pieces: list[Piece]) -> None:
        """List what is to be preserved."""
        self.pieces = pieces
        self.keep_draft()
        self._list()
        if pieces:
            self.found_by.setFocus()

    def _take_off(self) -> None:
        """Take everything off the list; a pasted picture is nowhere else, so it can come back."""
        taken = self.pieces
        self.set_pieces([])
        self.pick.setFocus()
        self.notice.say(
            "good",
            self.tr("Taken off the list: {n}.").format(n=len(taken)),
            "",
            lambda: self.set_pieces([*taken, *self.pieces]),
            self.tr("Undo"),
        )

    def keep_draft(self) -> None:
        """Keep what was typed and listed through locking; a pasted picture is not kept."""
        paths = [piece for piece in self.pieces if isinstance(piece, str)]
        self.context.drafts.put(FORM, {**self.values(), "paths": paths})

    def take_draft(self) -> None:
        """Fill in what was typed before the vault was locked."""
        draft = self.context.drafts.get(FORM)
        if self.pieces or any(field.text() for field in self.fields) or not draft:
            return
        for name, field in zip(("found_by", "where", "when"), self.fields, strict=False):
            field.setText(str(draft.get(name, "")))
        self.pieces = [str(path) for path in draft.get("paths", ())]
        self._list()

    def add(self, paths: list[str]) -> None:
        """List files too; a folder stands for the files in it."""
        known = {piece for piece in self.pieces if isinstance(piece, str)}
        fresh: list[Piece] = []
        for path in paths:
            place = Path(path)
            found = sorted(p for p in place.iterdir() if p.is_file()) if place.is_dir() else [place]
            fresh += [str(each) for each in found if str(each) not in known]
        self.set_pieces([*self.pieces, *fresh])

    def add_image(self, image: QImage) -> None:
        """List a pasted picture; it is written to a file only while it is preserved."""
        now = QDateTime.currentDateTime().toString("yyyy-MM-dd HH.mm.ss")
        taken = sum(not isinstance(piece, str) for piece in self.pieces)
        more = f" ({taken + 1})" if taken else ""
        name = self.tr("Pasted picture {time}").format(time=now)
        self.set_pieces([*self.pieces, (f"{name}{more}.png", image)])

    def paste(self) -> None:
        """Take a picture or files from the clipboard."""
        paths = pasted_files()
        image = QApplication.clipboard().image()
        if paths:
            self.add(paths)
        elif not image.isNull():
            self.add_image(image)
        else:
            self.wrong.emit(
                self.tr("There is no picture in the clipboard."),
                self.tr("Take a screenshot or copy a picture, then paste again."),
            )

    def choose(self) -> None:
        """Ask for files."""
        found, _ = QFileDialog.getOpenFileNames(self, self.tr("Leaked files"))
        if found:
            self.add(found)

    def values(self) -> dict[str, str]:
        """What was typed about the find."""
        return {
            "found_by": self.found_by.text().strip(),
            "where": self.where.text().strip(),
            "when": self.when.text().strip(),
        }

    def done(self) -> None:
        """Empty the form: what it held is preserved now."""
        self.set_pieces([])
        for field in self.fields:
            field.clear()
        self.notice.hide()
        self.context.drafts.drop(FORM)

    def _send(self, *, trace: bool) -> None:
        if self.pieces:
            self.lodge.emit(trace and self._may_trace)
        else:
            self.wrong.emit(
                self.tr("Nothing is listed yet."), self.tr("Drop, paste or choose a file first.")
            )

    def _list(self) -> None:
        names = [p if isinstance(p, str) else p[0] for p in self.pieces]
        said = ", ".join(Path(name).name for name in names[:4])
        if len(names) > 4:
            said += self.tr(" and {count} more").format(count=len(names) - 4)
        self.invite.setText(said or self.tr("Drop a leaked file, photo or screenshot here"))
        self.more.setVisible(not names)
        self.clear.setVisible(bool(names))
        self.go.setEnabled(bool(names) and self._may_trace)
        self.keep.setEnabled(bool(names))

    # -- leaks of before ---------------------------------------------------------------------

    def show_board(self, board: Any) -> None:
        """Show a `Board`, or nothing for None."""
        self._may_trace = board is None or board.may_trace
        self.model.set_rows(board.rows if board else ())
        self.lists.setCurrentIndex(0 if board and board.rows else 1)
        self.look.setVisible(bool(board and board.rows))
        said = ""
        if board and not board.may_trace:
            said = self.tr("You can preserve a leak; tracing it is for {names}.").format(
                names=", ".join(board.tracers)
            )
        elif board and not board.documents:
            said = self.tr("There are no documents yet that a leak could be compared with.")
        self.said.setText(said)
        self.said.setVisible(bool(said))
        for made, is_primary in ((self.go, self._may_trace), (self.keep, not self._may_trace)):
            made.setProperty("primary", is_primary)
            made.style().unpolish(made)
            made.style().polish(made)
        self.go.setVisible(self._may_trace)
        self._redraw()
        self._list()

    def _look(self) -> None:
        row = self.table.current()
        if row is not None:
            self.opened.emit(row)

    # -- drops -------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._consider(event)

    def _consider(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        offered = event.mimeData()
        if offered.hasImage() or any(url.isLocalFile() for url in offered.urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        offered = event.mimeData()
        paths = [url.toLocalFile() for url in offered.urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.add(paths)
        elif offered.hasImage():
            event.acceptProposedAction()
            self.add_image(QImage(offered.imageData()))


def verdict_words() -> dict[str, str]:
    """A verdict in a few words."""
    translate = QCoreApplication.translate
    return {
        "match": translate("Verdict", "Names a copy"),
        "inconclusive": translate("Verdict", "Inconclusive"),
        "no-evidence": translate("Verdict", "No evidence"),
        "": translate("Verdict", "Not traced yet"),
    }
