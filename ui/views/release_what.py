"""The step of a new release that picks documents, and pages of them by their pictures."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.views import release_words as words
from ui.views.release_steps import Draft, Step
from ui.widgets.basics import Empty, button, label, row
from ui.widgets.thumbs import Thumbs
from ui.widgets.ticked import Ticked


def written(pages: tuple[int, ...]) -> str:
    """0-based pages as people write them: ``1,3-5``."""
    parts: list[str] = []
    for page in pages:
        if parts and int(parts[-1].rpartition("-")[2]) == page:
            parts[-1] = f"{parts[-1].partition('-')[0]}-{page + 1}"
        else:
            parts.append(str(page + 1))
    return ",".join(parts)


def read(text: str, count: int) -> tuple[int, ...] | None:
    """What `written` wrote, or a person; None when it makes no sense."""
    found: set[int] = set()
    for part in text.replace(" ", "").split(","):
        first, dash, last = part.partition("-")
        if not first.isdigit() or (dash and not last.isdigit()):
            return None
        low, high = int(first), int(last or first)
        if not 1 <= low <= high <= count:
            return None
        found.update(range(low - 1, high))
    return tuple(sorted(found))


class What(Step):
    """Documents, and which of their pages. `_pages` holds a text for each: empty is the whole."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._pages: dict[str, str] = {}
        self._shown = ""
        self._known: dict[str, Any] = {}
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.documents = Ticked()
        self.documents.setMinimumWidth(260)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["s"])
        column.addWidget(self.field)
        column.addWidget(self.documents, 1)
        self.named = label("", "strong", wrap=True)
        self.range_label, self.range = QLabel(), QLineEdit()
        self.range.setMaximumWidth(200)
        self.range.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"[\d,\s-]*"), self.range)
        )
        self.range_label.setBuddy(self.range)
        self.all = button("", lambda: self._pick(None))
        self.said = label("", "small", wrap=True)
        self.thumbs = Thumbs(context)
        self.plain = label("", "soft", wrap=True)
        self.sheets = QStackedWidget()
        self.sheets.addWidget(self.thumbs)
        self.sheets.addWidget(self.plain)
        self.plain.setAlignment(Qt.AlignmentFlag.AlignCenter)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["s"])
        column.addWidget(self.named)
        column.addLayout(row(self.range_label, self.range, self.all, 1))
        column.addWidget(self.said)
        column.addWidget(self.sheets, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(left)
        both.addWidget(right)
        both.setStretchFactor(1, 1)
        both.setSizes([300, 620])
        self.none = Empty("", icon="document")
        self.none.button.clicked.connect(
            lambda checked=False: context.go("documents", "documents.add")
        )
        self.none.button.show()
        self.stack = QStackedWidget()
        self.stack.addWidget(both)
        self.stack.addWidget(self.none)
        self.column.addWidget(self.stack, 1)
        self.field.textChanged.connect(self.documents.search)
        self.documents.ticked.connect(self._ticked)
        self.documents.chosen.connect(self._show)
        self.thumbs.picked.connect(self._picked)
        self.range.textEdited.connect(self._typed)

    def first(self) -> QWidget:
        return self.documents if self.stack.currentIndex() == 0 else self.none.button

    def retranslate(self) -> None:
        self.heading.setText(self.tr("What goes out?"))
        self.hint.setText(
            self.tr("Tick documents; then leave out the pages that the purpose does not need.")
        )
        self.field.setPlaceholderText(self.tr("Search title, technology…"))
        self.field.setAccessibleName(self.tr("Search documents"))
        self.documents.setAccessibleName(self.tr("Documents"))
        self.range_label.setText(self.tr("P&ages"))
        self.range.setAccessibleName(self.tr("Pages"))
        self.range.setPlaceholderText(self.tr("all"))
        self.all.setText(self.tr("All pages"))
        self.thumbs.setAccessibleName(self.tr("Pages to pick"))
        self.none.sentence.setText(self.tr("There is no document yet that you could release."))
        self.none.button.setText(self.tr("Add documents…"))
        self._say()

    def offer(self, choices: Any) -> None:
        super().offer(choices)
        self._known = {document.id: document for document in choices.documents}
        self._pages = {name: text for name, text in self._pages.items() if name in self._known}
        self.documents.set_rows([(d.id, f"{d.title}\n{d.technology}") for d in choices.documents])
        self._list()
        self.stack.setCurrentIndex(0 if choices.documents else 1)

    def fill(self, draft: Draft) -> None:
        self._pages = dict(draft.get("documents", {}))
        self._list()

    def read(self, draft: Draft) -> None:
        draft["documents"] = dict(self._pages)

    def lacks(self, draft: Draft) -> tuple[str, str]:
        documents = draft.get("documents", {})
        if not documents:
            return self.tr("No document is ticked."), self.tr("Tick what the purpose needs.")
        for name, text in documents.items():
            known = self._known.get(name)
            if text and known is not None and read(text, known.pages) is None:
                step = self.tr("Write them as 1,3-5.")
                return self.tr("“{0}” are no pages of it.").format(text), step
        return "", ""

    def take(self, documents: list[str]) -> None:
        """Tick documents, as another view asked."""
        for name in documents:
            self._pages.setdefault(name, "")
        self._list(documents[0] if documents else "")
        self.changed.emit()

    def forget(self) -> None:
        super().forget()
        self._pages, self._shown = {}, ""
        self.documents.tick([])
        self.documents.set_rows([])
        self._known = {}
        self.thumbs.forget()
        self.field.clear()
        self.range.clear()
        self.named.clear()
        self.said.clear()

    # -- documents ---------------------------------------------------------------------------

    def _list(self, current: str = "") -> None:
        wanted = current or self._shown or next(iter(self._pages), "")
        self.documents.tick(self._pages)
        before = self.documents.blockSignals(True)
        if not self.documents.select(wanted) and self.documents.count():
            self.documents.go(0)
        self.documents.blockSignals(before)
        self._show(self.documents.current())

    def _ticked(self, name: str, on: bool) -> None:
        if on:
            self._pages.setdefault(name, "")
        else:
            self._pages.pop(name, None)
        self.documents.select(name)
        self._show(name)
        self.changed.emit()

    def _document(self) -> Any:
        return self._known.get(self._shown)

    # -- pages -------------------------------------------------------------------------------

    def _show(self, name: str) -> None:
        again = name == self._shown and self.thumbs.count()
        self._shown = name
        document = self._document()
        for part in (self.range_label, self.range, self.all):
            part.setVisible(bool(document and document.pages))
        self.named.setText(document.title if document else "")
        if document is None or not document.pages:
            self.thumbs.forget()
            self.sheets.setCurrentIndex(1)
            self._say()
            return
        text = self._pages.get(name, "")
        chosen = read(text, document.pages) if text else None if name in self._pages else ()
        self.range.setText(text)
        self.sheets.setCurrentIndex(0)
        if again:
            self.thumbs.blockSignals(True)
            self.thumbs.pick(chosen)
            self.thumbs.blockSignals(False)
        else:
            self.thumbs.blockSignals(True)
            self.thumbs.show_pages(document.pages, {}, chosen)
            self.thumbs.blockSignals(False)
            self._draw(name)
        self._say()

    def _draw(self, name: str) -> None:
        def ask(session: Any) -> Any:
            from vault.app.library.pictures import original
            from vault.app.screens.choice_rows import grades

            return original(session, name), grades(session, name)

        def done(found: Any) -> None:
            paper, worth = found
            if self._shown == name and paper.data:
                self.thumbs.grade(worth)
                self.thumbs.lay(paper)

        self.context.desk.ask(ask, done, lambda error: None)

    def _pick(self, pages: tuple[int, ...] | None) -> None:
        self.thumbs.pick(pages)

    def _picked(self) -> None:
        document = self._document()
        if document is None:
            return
        pages = self.thumbs.pages()
        text = "" if len(pages) == document.pages else written(pages)
        self.range.setText(text)
        self._set(text, bool(pages))

    def _typed(self, text: str) -> None:
        document = self._document()
        if document is None:
            return
        pages = read(text, document.pages) if text.strip() else None
        if pages is not None or not text.strip():
            self.thumbs.blockSignals(True)
            self.thumbs.pick(pages)
            self.thumbs.blockSignals(False)
        self._set(text.strip(), True)

    def _set(self, text: str, any_page: bool) -> None:
        """Keep which pages; picking some ticks the document, picking none unticks it."""
        if any_page:
            self._pages[self._shown] = text
        else:
            self._pages.pop(self._shown, None)
        self.documents.tick(self._pages)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        document = self._document()
        if document is None:
            self.said.clear()
            self.plain.clear()
            return
        name = words.classification(document.classification)
        if not document.pages:
            self.said.setText(name)
            self.plain.setText(
                self.tr("This file goes out as a whole; pages of it cannot be picked.")
            )
            return
        ticked = document.id in self._pages
        count = len(self.thumbs.pages()) if ticked else 0
        chosen = self.tr("{0} of {1} pages go out").format(count, document.pages)
        if not ticked:
            chosen = self.tr("not ticked")
        self.said.setText(f"{name} · {chosen}")
