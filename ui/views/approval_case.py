"""One request on one screen: everything a decision needs, the preview beside it, and the decision.

What must be accepted by name has a box to tick; what blocks can be set aside with a reason, which
is signed and printed on everything. Approving asks for the passphrase again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ui.context import Context
from ui.theme.tokens import SPACE
from ui.views import release_words as words
from ui.views.release_parts import (
    Words,
    beside,
    clear,
    facts,
    icon,
    items_into,
    scroller,
    shares_into,
)
from ui.widgets.basics import Banner, Card, Progress, badge, button, label, row
from ui.widgets.pages import PageViewer
from ui.widgets.tab_order import follow_layout
from ui.wording import dated, worded

SOLO = "approver-is-requester"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the approver signs."""

    release: str
    accept: tuple[str, ...]
    override: tuple[str, ...]
    reason: str
    passphrase: str
    seal: bool


class ApprovalCase(QWidget):
    """Shows one `Case`.

    Signals:
        approve: a `Decision`.
        reject: id of the release.
    """

    approve = Signal(object)
    reject = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._told: Any = None
        self._ticked: set[str] = set()
        self.boxes: dict[str, QCheckBox] = {}
        self.area, self._cards = scroller()
        self.viewer = PageViewer(context)
        self.drawing = Progress()
        self.preview_heading = label("", "heading")
        self.banner = Banner()
        preview = Card()
        preview.column.addWidget(self.preview_heading)
        preview.column.addWidget(self.drawing)
        preview.column.addWidget(self.viewer, 1)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.addWidget(self.area)
        both.addWidget(preview)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        both.setSizes([440, 400])
        both.setChildrenCollapsible(False)
        self.reason_label, self.reason = QLabel(), QLineEdit()
        self.passphrase_label, self.passphrase = QLabel(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.setMinimumWidth(180)
        for text, field in (
            (self.reason_label, self.reason),
            (self.passphrase_label, self.passphrase),
        ):
            text.setBuddy(field)
        self.seal = QCheckBox()
        self.seal.setChecked(True)
        self.no = button("", self._no, danger=True)
        self.yes = button("", self._yes, primary=True)
        decision = Card()
        decision.column.addWidget(self.banner)
        self._reason_row = QWidget()
        self._reason_row.setLayout(row(self.reason_label, self.reason))
        decision.column.addWidget(self._reason_row)
        decision.column.addLayout(
            row(self.no, 1, self.seal, self.passphrase_label, self.passphrase, self.yes)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE["m"])
        column.addWidget(both, 1)
        column.addWidget(decision)
        self.passphrase.returnPressed.connect(self._yes)
        context.look.changed.connect(self._again)
        self.retranslate()

    @property
    def told(self) -> Any:
        """What is shown, or None."""
        return self._told

    def retranslate(self) -> None:
        """Set every text."""
        self.preview_heading.setText(self.tr("What the recipient will see"))
        self.area.setAccessibleName(self.tr("The request"))
        self.reason_label.setText(self.tr("Reason for &setting aside"))
        self.reason.setAccessibleName(self.tr("Reason for setting aside"))
        self.reason.setPlaceholderText(self.tr("signed, and printed on everything"))
        self.passphrase_label.setText(self.tr("Your &passphrase"))
        self.passphrase.setAccessibleName(self.tr("Your passphrase"))
        self.seal.setText(self.tr("&Make the copies at once"))
        self.no.setText(self.tr("Re&ject…"))
        self.yes.setText(self.tr("&Approve"))
        self.viewer.retranslate()
        self._again()

    def show_case(self, told: Any) -> None:
        """Show a request, or nothing; what was ticked for the same request stays.

        What did not change stays as it is drawn.
        """
        if told is not None and told == self._told:
            return
        same = self._told is not None and told is not None and self._id(told) == self._id()
        if not same:
            self._ticked = set()
            self.reason.clear()
            self.passphrase.clear()
            self.banner.clear()
        kept = self.area.verticalScrollBar().value() if same else 0
        self._told = told
        self._again()
        self.area.verticalScrollBar().setValue(kept)

    def forget(self) -> None:
        """Let go of everything."""
        self.viewer.forget()
        self.drawing.end()
        self.show_case(None)

    def show_papers(self, papers: list[Any]) -> None:
        """Show the preview."""
        note = self.tr("This file carries no marks; it goes out as it is.")
        self.viewer.show_papers(papers, ["" if paper.data else note for paper in papers])

    def _id(self, told: Any = None) -> str:
        told = told or self._told
        return str(told.detail.row.id) if told is not None else ""

    # -- the request -------------------------------------------------------------------------

    def _again(self) -> None:
        clear(self._cards)
        self.boxes = {}
        told = self._told
        self._reason_row.setVisible(False)
        if told is None:
            return
        self._cards.addWidget(self._head(told.detail))
        self._cards.addWidget(self._warnings(told.detail.warnings))
        what = Card(self.tr("What goes out"))
        items_into(self._context, what.column, told.detail.items)
        self._cards.addWidget(what)
        self._cards.addWidget(self._demand(told))
        self._cards.addWidget(self._holds(told))
        self._cards.addStretch(1)
        self._reasons()
        follow_layout(self)  # the boxes are new, and stand before the decision

    def _head(self, detail: Any) -> Card:
        card = Card(detail.row.partner)
        if detail.row.mine:
            text = self.tr("You asked for this yourself; somebody else should decide.")
            card.column.addLayout(
                beside(icon(self._context, "person", "warn"), label(text, wrap=True))
            )
        until = dated(detail.row.until)
        if detail.return_by:
            until = self.tr("{0}, to be returned by {1}").format(until, dated(detail.return_by))
        how = [words.stamp(detail.stamp)]
        if detail.open_password:
            how.append(self.tr("opens with a password"))
        card.column.addLayout(
            facts(
                [
                    (self.tr("Asked by"), f"{detail.row.by}, {dated(detail.row.at)}"),
                    (self.tr("For"), "\n".join(detail.people)),
                    (self.tr("Why"), detail.row.purpose),
                    (self.tr("Until"), until),
                    (self.tr("How"), ", ".join(how)),
                    (self.tr("Agreement"), ", ".join(detail.agreements)),
                    (self.tr("Number"), detail.row.id),
                ]
            )
        )
        return card

    def _warnings(self, rows: Any) -> Card:
        card = Card(self.tr("What the policies say"))
        standing = [each for each in rows if not each.gone]
        if not standing:
            fine = label(self.tr("Nothing stands against this release."), wrap=True)
            card.column.addLayout(beside(icon(self._context, "check", "good"), fine))
        said = Words()
        for each in standing:
            text, tone, name = said.warning(each)
            sentence = words.sentence(each)
            parts: list[QWidget] = [icon(self._context, name, tone), label(sentence, wrap=True)]
            if not each.accept:  # its box says so
                parts.append(badge(text, tone))
            card.column.addLayout(beside(*parts))
            way = worded(each.next)
            if way:
                card.column.addLayout(
                    beside(icon(self._context, "", "neutral"), label(way, "soft", wrap=True))
                )
            if each.accept:
                self._box(card, each.code, self.tr("I accept this"), sentence)
            elif each.blocks and each.code != SOLO:
                self._box(card, each.code, self.tr("Set it aside, with my reason"), sentence)
        return card

    def _box(self, card: Card, code: str, text: str, about: str) -> None:
        box = QCheckBox(text)
        box.setAccessibleName(f"{text}: {about}")
        box.setChecked(code in self._ticked)
        box.toggled.connect(lambda on: self._tick(code, on))
        card.column.addLayout(beside(icon(self._context, "", "neutral"), box))
        self.boxes[code] = box

    def _demand(self, told: Any) -> Card:
        card = Card(self.tr("The demand"))
        demand = told.demand
        if demand is None:
            text = self.tr("No demand was registered for this release.")
            card.column.addLayout(
                beside(icon(self._context, "warning", "warn"), label(text, wrap=True))
            )
            return card
        who = f"{demand.asked_by}, " if demand.asked_by else ""
        head = f"{demand.id} · {who}{dated(demand.received)} · {demand.channel}"
        card.column.addWidget(label(head, "soft", wrap=True))
        card.column.addWidget(label(f"“{demand.words[:600]}”", wrap=True))
        if demand.missing:
            text = self.tr("Of what the law asks for, this is missing:")
            card.column.addLayout(
                beside(icon(self._context, "warning", "warn"), label(text, wrap=True))
            )
            names = [k if words.korean() else e for e, k, _ in demand.missing]
            card.column.addWidget(label(" · ".join(names), "soft", wrap=True))
        else:
            text = self.tr("Every item that the law asks for is there.")
            card.column.addLayout(
                beside(icon(self._context, "check", "good"), label(text, wrap=True))
            )
        return card

    def _holds(self, told: Any) -> Card:
        card = Card(self.tr("What this partner holds"))
        shares_into(card.column, told.shares)
        if not told.held:
            card.column.addWidget(label(self.tr("Nothing today."), "soft"))
        for each in told.held[:20]:
            text, name, tone = words.copy(each.state)
            who = f"{each.title} · {each.contact}" if each.contact else each.title
            until = self.tr("until {0}").format(dated(each.until)) if each.until else ""
            said = " · ".join(part for part in (who, until) if part)
            card.column.addLayout(
                beside(icon(self._context, name, tone), label(said, wrap=True), badge(text, tone))
            )
        more = len(told.held) - 20
        if more > 0:
            card.column.addWidget(label(self.tr("and {0} more").format(more), "soft"))
        return card

    # -- the decision ------------------------------------------------------------------------

    def _tick(self, code: str, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(code)
        self._reasons()

    def _standing(self) -> list[Any]:
        return [each for each in self._told.detail.warnings if not each.gone] if self._told else []

    def _reasons(self) -> None:
        aside = [w for w in self._standing() if w.blocks and w.code in self._ticked]
        self._reason_row.setVisible(bool(aside))

    def _no(self) -> None:
        if self._told is not None:
            self.reject.emit(self._id())

    def _yes(self) -> None:
        if self._told is None or not self.yes.isEnabled():
            return
        self.banner.clear()
        rows = self._standing()
        open_ = [w for w in rows if (w.accept or w.blocks) and w.code not in self._ticked]
        aside = tuple(w.code for w in rows if w.blocks and w.code in self._ticked)
        if open_:
            self._refuse(
                self.tr("This stands open: {0}").format(words.sentence(open_[0])),
                self.tr("Tick that you accept it or set it aside, or reject the request."),
                self.boxes.get(open_[0].code),
            )
        elif aside and not self.reason.text().strip():
            self._refuse(
                self.tr("The reason for setting a policy aside is missing."),
                self.tr("It is signed, and printed on everything."),
                self.reason,
            )
        elif not self.passphrase.text():
            self._refuse(
                self.tr("An approval is signed: your passphrase is asked again."),
                self.tr("Type it, then approve."),
                self.passphrase,
            )
        else:
            accepted = tuple(w.code for w in rows if w.accept and w.code in self._ticked)
            reason = self.reason.text().strip() if aside else ""
            decision = Decision(
                self._id(), accepted, aside, reason, self.passphrase.text(), self.seal.isChecked()
            )
            self.passphrase.clear()
            self.approve.emit(decision)

    def _refuse(self, sentence: str, step: str, field: QWidget | None) -> None:
        self.banner.say("bad", sentence, step)
        if field is not None:
            field.setFocus()
            self.area.ensureWidgetVisible(field)

    def decided(self, error: BaseException | None = None) -> None:
        """The decision was entered, or why not."""
        self.yes.setEnabled(True)
        self.no.setEnabled(True)
        if error is not None:
            self.banner.fail(error)
            if getattr(error, "code", "") == "wrong-passphrase":
                self.passphrase.setFocus()
