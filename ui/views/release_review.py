"""The last step of a new release: what the policies say, and what the recipient will see."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from ui.context import Context
from ui.views.release_parts import (
    beside,
    clear,
    icon,
    items_into,
    scroller,
    shares_into,
    warnings_into,
)
from ui.views.release_steps import Draft, Step
from ui.widgets.basics import Card, Progress, label
from ui.widgets.pages import PageViewer
from ui.wording import told


def asked(draft: Draft) -> Any:
    """A draft as the request that the vault understands."""
    from vault.app.release.releases import Request

    return Request(
        contacts=list(draft.get("contacts", [])),
        documents=[
            f"{name}:{pages}" if pages else name
            for name, pages in draft.get("documents", {}).items()
        ],
        purpose=draft.get("purpose", ""),
        until=draft.get("until", ""),
        return_by=draft.get("return_by", ""),
        demand=draft.get("demand", ""),
        why_each={
            name: text
            for name, text in draft.get("why", {}).items()
            if text.strip() and name in draft.get("documents", {})
        },
        allow_untraceable=bool(draft.get("untraceable")),
        stamp=draft.get("stamp") or "footer",
        open_password=bool(draft.get("password")),
    )


def papers_of(session: Any, release: Any, report: Any) -> list[Any]:
    """Previews of a release, as papers to page through."""
    from vault.app.library.pictures import Paper
    from vault.app.release.previews import draw

    return [Paper(made.title, made.media, made.data) for made in draw(session, release, report)]


class Review(Step):
    """Traceability of each page, warnings, cumulative share; beside them the preview."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._told: Any = None
        self._asked: Draft = {}
        self._job: Any = None
        self.failed_with: Any = None
        self.area, self._cards = scroller()
        self.progress = Progress()
        self.preview_heading = label("", "strong")
        self.preview_hint = label("", "small", wrap=True)
        self.viewer = PageViewer(context)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.area)
        card = Card()
        for part in (self.preview_heading, self.preview_hint, self.progress):
            card.column.addWidget(part)
        card.column.addWidget(self.viewer, 1)
        both.addWidget(card)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        both.setSizes([440, 520])
        self.column.addWidget(both, 1)
        context.look.changed.connect(lambda: self._show(self._told))

    def first(self) -> QWidget:
        return self.area

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Is it right?"))
        self.hint.setText(self.tr("Nothing is sent yet: the request goes to an approver first."))
        self.preview_heading.setText(self.tr("What the recipient will see"))
        self.preview_hint.setText(
            self.tr("With PREVIEW in place of a name; each real copy is stamped and marked.")
        )
        self.area.setAccessibleName(self.tr("What the policies say"))
        self.viewer.retranslate()
        self._show(self._told)

    @property
    def ready(self) -> bool:
        """Whether the policies were asked and nothing stops the request."""
        return self._told is not None and not any(row.stops for row in self._told.warnings)

    @property
    def told(self) -> Any:
        """What the policies said, or None."""
        return self._told

    def enter(self, draft: Draft) -> None:
        """Ask the policies, then draw the preview."""
        self._stop()
        self._show(None)
        self.viewer.forget()
        self._asked = dict(draft)

        def ask(session: Any) -> Any:
            from vault.app.screens.approval_rows import review

            return review(session, asked(draft))

        def done(told: Any) -> None:
            if self._asked == draft:
                self._show(told)
                self.changed.emit()
                self._draw(draft)

        self.context.desk.ask(ask, done, self._failed)

    def _draw(self, draft: Draft) -> None:
        def work(session: Any, job: Any) -> list[Any]:
            from vault.app.release.previews import draft as drafted

            return papers_of(session, drafted(session, asked(draft)), job.report)

        def done(papers: list[Any]) -> None:
            self.progress.end()
            if self._asked == draft:
                self.show_papers(papers)

        def failed(error: BaseException) -> None:
            self.progress.end()
            self.viewer.say(told(error)[0])

        self._job = self.context.desk.do(
            work, areas=(), done=done, failed=failed, progressed=self.progress.step
        )
        if self._job is not None:
            self.progress.begin(self.tr("Drawing the preview…"), self._job.cancel)
            self._job.finished.connect(self.progress.end)

    def show_papers(self, papers: list[Any]) -> None:
        """Show previews."""
        note = self.tr("This file carries no marks; it goes out as it is.")
        self.viewer.show_papers(papers, ["" if paper.data else note for paper in papers])

    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None and self.progress.isVisible():
            job.cancel()
        self.progress.end()

    def _failed(self, error: BaseException) -> None:
        if self.failed_with is not None:
            self.failed_with(error)

    def _show(self, told: Any) -> None:
        self._told = told
        clear(self._cards)
        if told is None:
            return
        card = Card(self.tr("What the policies say"))
        if told.warnings:
            warnings_into(self.context, card.column, told.warnings)
        else:
            fine = label(self.tr("Nothing stands against this release."), wrap=True)
            card.column.addLayout(beside(icon(self.context, "check", "good"), fine))
        self._cards.addWidget(card)
        card = Card(self.tr("What goes out"))
        items_into(self.context, card.column, told.items)
        self._cards.addWidget(card)
        if told.shares:
            card = Card(self.tr("What this partner will hold"))
            shares_into(card.column, told.shares)
            self._cards.addWidget(card)
        self._cards.addStretch(1)

    def forget(self) -> None:
        super().forget()
        self._stop()
        self._asked = {}
        self._show(None)
        self.viewer.forget()
