"""A new release: who, what, why, how, review.

The steps stand on the left and may be taken in any order; what was typed stays when the view is
left, and through locking.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.views.release_dialogs import AREAS
from ui.views.release_review import Review, asked
from ui.views.release_steps import Draft, How, Step, Who, Why
from ui.views.release_what import What
from ui.widgets.basics import Banner, Card, Progress, button, row

FORM = "release"
_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut
_STEP_OF = {
    "bad-date": 3,
    "past-date": 3,
    "return-before-until": 3,
    "unknown-stamp": 3,
    "bad-name": 2,
    "bad-text": 2,
    "unknown-demand": 2,
    "unknown-page": 1,
    "bad-pages": 1,
    "no-pages": 1,
    "unknown-document": 1,
    "not-allowed": 1,
    "unknown-contact": 0,
    "several-partners": 0,
}
"""Code of a refusal → the step where it can be mended."""


class ReleaseForm(Card):
    """The form.

    Signals:
        requested: id of the release that was asked for.
        left: the person closed the form; the draft stays.
    """

    requested = Signal(str)
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.draft: Draft = {}
        self._filled = False
        self.who, self.what = Who(context), What(context)
        self.why, self.how = Why(context), How(context)
        self.review = Review(context)
        self.steps: tuple[Step, ...] = (self.who, self.what, self.why, self.how, self.review)
        self.list = QListWidget()
        self.list.setFixedWidth(150)
        self.list.setIconSize(QSize(18, 18))
        for _ in self.steps:
            self.list.addItem(QListWidgetItem(""))
        self.pages = QStackedWidget()
        for step in self.steps:
            self.pages.addWidget(step)
            step.changed.connect(self._changed)
        self.review.failed_with = self._failed
        self.banner, self.progress = Banner(), Progress()
        self.close_ = button("", self.left.emit)
        self.discard = button("", self._discard)
        self.back = button("", self.backward)
        self.next = button("", self.forward, primary=True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            onwards = QShortcut(QKeySequence(keys), self, context=_INSIDE)
            onwards.activated.connect(self.next.click)
        right = QVBoxLayout()
        right.setSpacing(SPACE["m"])
        right.addWidget(self.banner)
        right.addWidget(self.pages, 1)
        right.addWidget(self.progress)
        right.addLayout(row(self.close_, self.discard, 1, self.back, self.next))
        both = QHBoxLayout()
        both.setSpacing(SPACE["l"])
        both.addWidget(self.list)
        both.addLayout(right, 1)
        self.column.addLayout(both, 1)
        for field in (self.why.purpose, self.how.until, self.how.back):
            field.returnPressed.connect(self.forward)
        self.list.currentRowChanged.connect(self._go)
        context.look.changed.connect(self._mark)
        self.list.setCurrentRow(0)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text."""
        self.list.setAccessibleName(self.tr("Steps"))
        for number, text in enumerate(
            (
                self.tr("1  Who"),
                self.tr("2  What"),
                self.tr("3  Why"),
                self.tr("4  How"),
                self.tr("5  Review"),
            )
        ):
            self.list.item(number).setText(text)
        self.close_.setText(self.tr("&Close"))
        self.close_.setToolTip(self.tr("What you typed stays."))
        self.discard.setText(self.tr("Discard"))
        self.back.setText(self.tr("&Back"))
        for step in self.steps:
            step.retranslate()
        self._mark()

    @property
    def written(self) -> bool:
        """Whether the draft says anything."""
        return any(bool(value) for name, value in self.draft.items() if name != "stamp")

    # -- coming and going --------------------------------------------------------------------

    def begin(
        self, *, documents: list[str] | None = None, partner: str = "", demand: str = ""
    ) -> None:
        """Show the form with its draft; another view may have named what to release, to whom."""
        self.refresh(lambda: self._begun(documents or [], partner, demand))

    def _begun(self, documents: list[str], partner: str, demand: str) -> None:
        if not self._filled:
            self.draft = dict(self.context.drafts.get(FORM))
        if partner:
            same = self.draft.get("partner") == partner
            self.draft |= {"partner": partner, "demand": demand}
            self.draft["contacts"] = self.draft.get("contacts", []) if same else []
        self._fill()
        if documents:
            self.what.take(documents)
        self._go(self.list.currentRow())
        self.steps[self.list.currentRow()].first().setFocus()

    def refresh(self, then: Any = None) -> None:
        """Ask again what may be named."""

        def ask(session: Any) -> Any:
            from vault.app.screens.choice_rows import choices

            return choices(session)

        def done(choices: Any) -> None:
            for step in self.steps:
                step.offer(choices)
            if then is not None:
                then()
            elif self._filled:
                self.steps[self.pages.currentIndex()].enter(self.draft)
            self._mark()

        self.context.desk.ask(ask, done, self.banner.fail)

    def forget(self) -> None:
        """Let go of everything; the draft is kept sealed by the window's drafts."""
        self._filled = False
        self.draft = {}
        self.banner.clear()
        self.progress.end()
        for step in self.steps:
            step.forget()
        self.list.setCurrentRow(0)

    def _fill(self) -> None:
        self._filled = False
        for step in self.steps:
            if step is not self.review:
                step.fill(self.draft)
        self._filled = True
        self._changed()

    def _discard(self) -> None:
        self.draft = {}
        self.context.drafts.discard(FORM)
        self.banner.clear()
        self._fill()
        self.context.drafts.drop(FORM)
        self.list.setCurrentRow(0)
        self.left.emit()

    # -- steps -------------------------------------------------------------------------------

    def _changed(self) -> None:
        if not self._filled:
            return
        for step in self.steps[:-1]:
            step.read(self.draft)
        self.context.drafts.put(FORM, dict(self.draft))
        self._mark()

    def _go(self, number: int) -> None:
        if number < 0:
            return
        step = self.steps[number]
        self.pages.setCurrentWidget(step)
        self.banner.clear()
        if self._filled:
            gap = self._gap()
            if step is self.review and gap >= 0:
                self._say_gap(gap)
            else:
                step.enter(self.draft)
        self._mark()

    def _gap(self) -> int:
        """The first step that is not complete, or -1."""
        for number, step in enumerate(self.steps[:-1]):
            if step.lacks(self.draft)[0]:
                return number
        return -1

    def _say_gap(self, number: int) -> None:
        browsing = self.list.hasFocus()
        self.list.setCurrentRow(number)
        self.banner.say("bad", *self.steps[number].lacks(self.draft))
        if not browsing:
            self.steps[number].first().setFocus()

    def backward(self) -> None:
        """To the step before."""
        self.list.setCurrentRow(self.list.currentRow() - 1)
        self.steps[self.list.currentRow()].first().setFocus()

    def forward(self) -> None:
        """To the next step if this one is complete; at the last, ask for the release."""
        number = self.list.currentRow()
        if self.steps[number] is self.review:
            self._request()
            return
        sentence, step = self.steps[number].lacks(self.draft)
        if sentence:
            self.banner.say("bad", sentence, step)
            self.steps[number].first().setFocus()
        else:
            self.list.setCurrentRow(number + 1)
            if self.list.currentRow() == number + 1:
                self.steps[number + 1].first().setFocus()

    def _mark(self) -> None:
        """Tick complete steps, and word the button."""
        look = self.context.look
        for number, step in enumerate(self.steps):
            done = step is not self.review and self._filled and not step.lacks(self.draft)[0]
            item = self.list.item(number)
            item.setIcon(look.icon(*(("check", "good") if done else ("step", "faint"))))
            item.setData(
                Qt.ItemDataRole.AccessibleDescriptionRole,
                self.tr("complete") if done else self.tr("not complete"),
            )
        self.discard.setEnabled(self.written)
        last = self.list.currentRow() == len(self.steps) - 1
        self.back.setEnabled(self.list.currentRow() > 0)
        self.next.setText(self.tr("&Ask for the release") if last else self.tr("&Next"))
        self.next.setEnabled(not last or (self.review.ready and not self.progress.isVisible()))

    # -- asking ------------------------------------------------------------------------------

    def _request(self) -> None:
        self.banner.clear()
        wanted = asked(self.draft)

        def work(session: Any, job: Any) -> str:
            from vault.app.release.releases import request

            return request(session, wanted).id

        def done(release: str) -> None:
            self.progress.end()
            self.draft = {}
            self._fill()
            self.context.drafts.drop(FORM)
            self.list.setCurrentRow(0)
            self.requested.emit(release)

        job = self.context.desk.do(work, areas=AREAS, done=done, failed=self._failed)
        if job is not None:
            self.progress.begin(self.tr("Asking…"))
            self._mark()

    def _failed(self, error: BaseException) -> None:
        self.progress.end()
        step = _STEP_OF.get(getattr(error, "code", ""), -1)
        if step >= 0:
            self.list.setCurrentRow(step)
        self.banner.fail(error)
        self._mark()
