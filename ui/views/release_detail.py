"""One release beside the list: who, what, why, until, what the policies said, and its copies."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from ui.saving import replacing
from ui.theme.tokens import SPACE
from ui.views import release_words as words
from ui.views.base import View
from ui.views.copy_forms import LetterForm, RecallForm
from ui.views.dossier_export import Dossiers
from ui.views.paper_list import Papers
from ui.views.paper_words import kind_word, language_word
from ui.views.release_dialogs import CopyEvent, TakeBack, VoidCopy
from ui.views.release_parts import (
    beside,
    clear,
    facts,
    icon,
    items_into,
    scroller,
    warnings_into,
)
from ui.views.release_work import Work
from ui.widgets.basics import Card, badge, button, label, row
from ui.wording import dated


class ReleaseDetail(QWidget):
    """Shows one `Detail` and offers what may be done with it."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view
        self._context = view.context
        self._told: Any = None
        self.work = Work(view)
        self.dossiers = Dossiers(view)
        self.area, self._column = scroller()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)
        self.buttons: dict[str, Any] = {}
        self.setMinimumWidth(380)
        view.context.look.changed.connect(self._again)

    @property
    def told(self) -> Any:
        """What is shown, or None."""
        return self._told

    def show_release(self, told: Any) -> None:
        """Show a release, or nothing; what did not change stays as it is drawn."""
        if told is not None and told == self._told:
            return
        same = self._told is not None and told is not None and self._told.row.id == told.row.id
        kept = self.area.verticalScrollBar().value() if same else 0
        self._told = told
        self._again()
        self.area.verticalScrollBar().setValue(kept)

    def retranslate(self) -> None:
        """Set every text."""
        self.area.setAccessibleName(self.tr("The chosen release"))
        self._again()

    def _again(self) -> None:
        focused = self._focused()
        clear(self._column)
        self.buttons = {}
        self._draw()
        if focused and self.buttons:
            same = [name for name in self.buttons if name.endswith(focused.split()[-1])]
            name = focused if focused in self.buttons else next(iter(same or self.buttons))
            QTimer.singleShot(0, self.buttons[name], self.buttons[name].setFocus)

    def _focused(self) -> str:
        """Name of the button that has the focus, or will when a dialog over it closes."""
        now = self.window().focusWidget()
        return next((name for name, made in self.buttons.items() if made is now), "")

    def _draw(self) -> None:
        told = self._told
        if told is None:
            return
        self._column.addWidget(self._head(told))
        if told.overrides:
            self._column.addWidget(self._overrides(told))
        if told.copies:
            self._column.addWidget(self._copies(told))
        what = Card(self.tr("What"))
        items_into(self._context, what.column, told.items)
        self._column.addWidget(what)
        if told.warnings:
            card = Card(self.tr("What the policies said"))
            warnings_into(self._context, card.column, told.warnings)
            self._column.addWidget(card)
        self._column.addStretch(1)

    def _head(self, told: Any) -> Card:
        text, _, tone = words.state(told.row.state)
        card = Card()
        title = label(told.row.partner, "heading", wrap=True)
        card.column.addLayout(beside(title, badge(text, tone)))
        decided = f"{told.decided_by}, {dated(told.decided_at)}" if told.decided_by else ""
        if decided and told.reason:
            decided = f"{decided}: {told.reason}"
        how = [words.stamp(told.stamp)]
        if told.open_password:
            how.append(self.tr("opens with a password"))
        if told.allow_untraceable:
            how.append(self.tr("pages without marks are allowed"))
        card.column.addLayout(
            facts(
                [
                    (self.tr("Number"), told.row.id),
                    (self.tr("For"), "\n".join(told.people)),
                    (self.tr("Why"), told.row.purpose),
                    (self.tr("Until"), dated(told.row.until)),
                    (self.tr("Return by"), dated(told.return_by)),
                    (self.tr("Asked by"), f"{told.row.by}, {dated(told.row.at)}"),
                    (self.tr("Decided by"), decided),
                    (self.tr("Demand"), told.demand),
                    (self.tr("Agreement"), ", ".join(told.agreements)),
                    (self.tr("How"), ", ".join(how)),
                ]
            )
        )
        buttons = self._actions(told)
        if buttons:
            card.column.addLayout(row(*buttons, 1))
        return card

    def _actions(self, told: Any) -> list[Any]:
        release = told.row.id
        made: list[Any] = []
        if "decide" in told.can:
            decide = button(
                self.tr("Decide…"), lambda: self._context.go("approvals", release), primary=True
            )
            made.append(self._keep("decide", decide))
        if "seal" in told.can:
            seal = button(self.tr("Make the copies"), lambda: self.work.seal(release), primary=True)
            made.append(self._keep("seal", seal))
        if "collect" in told.can:
            collect = button(self.tr("Collect the packs…"), self.collect, primary=True)
            made.append(self._keep("collect", collect))
        if "withdraw" in told.can:
            withdraw = button(self.tr("Withdraw"), lambda: self.work.withdraw(release))
            made.append(self._keep("withdraw", withdraw))
        if "take back" in told.can:
            back = button(
                self.tr("Take the approval back…"),
                lambda: TakeBack(self._context, self._view, release).begin(),
            )
            made.append(self._keep("take back", back))
        more = self._more(told)
        if more is not None:
            made.append(self._keep("more", more))
        return made

    def _more(self, told: Any) -> Any:
        """What is done more rarely, in a menu; None when there is nothing."""
        made = button(self.tr("More"))
        menu = QMenu(made)
        if "recall" in told.can:
            menu.addAction(self.tr("Call all copies back…"), lambda: self.recall(told.row.id))
        if told.copies:
            menu.addAction(self.tr("Letters and dossiers…"), self.papers)
        if "dossier" in told.can:
            menu.addAction(self.tr("Export dossier…"), lambda: self.dossiers.ask(told.row.id))
        if "hashlist" in told.can:
            menu.addAction(self.tr("Save hash list…"), self._ask_hashlist)
        made.setMenu(menu)
        return made if menu.actions() else None

    def _keep(self, name: str, made: Any) -> Any:
        made.setAccessibleName(made.text())
        self.buttons[name] = made
        return made

    def _overrides(self, told: Any) -> Card:
        card = Card(self.tr("Released under pressure, all rights reserved"))
        for each in told.overrides:
            rule = each.korean if words.korean() else each.english
            card.column.addLayout(
                beside(icon(self._context, "warning", "bad"), label(rule, wrap=True))
            )
            said = self.tr("Set aside by {0}, {1}: {2}").format(
                each.by, dated(each.at), each.reason
            )
            card.column.addWidget(label(said, "soft", wrap=True))
        return card

    def _copies(self, told: Any) -> Card:
        card = Card(self.tr("Copies"))
        for number, copy in enumerate(told.copies):
            if number:
                card.column.addSpacing(SPACE["s"])
            text, name, tone = words.copy(copy.state)
            who = label(f"{copy.contact}  ·  {copy.id}", wrap=True)
            card.column.addLayout(beside(icon(self._context, name, tone), who, badge(text, tone)))
            for step in copy.steps:
                parts = [dated(step.at), words.copy(step.kind)[0], step.channel, step.note]
                card.column.addWidget(label(" · ".join(p for p in parts if p), "small", wrap=True))
            for letter in copy.written:
                parts = [dated(letter.day), kind_word(letter.kind), language_word(letter.language)]
                parts += [
                    self.tr("delivered {0}").format(dated(day)) for day, _ in letter.delivered[-1:]
                ]
                card.column.addWidget(label(" · ".join(p for p in parts if p), "small", wrap=True))
            buttons = self._copy_actions(copy)
            if buttons:
                card.column.addLayout(row(*buttons, 1))
        return card

    def _copy_actions(self, copy: Any) -> list[Any]:
        texts = (
            ("deliver", self.tr("Delivered…")),
            ("acknowledge", self.tr("Acknowledged…")),
            ("returned", self.tr("Returned…")),
        )
        made = []
        for kind, text in texts:
            if kind in copy.can:
                one = button(text, partial(self._enter, kind, copy))
                one.setAccessibleName(f"{text} {copy.id}")
                self.buttons[f"{kind} {copy.id}"] = one
                made.append(one)
        more = self._copy_menu(copy)
        if more is not None:
            more.setAccessibleName(self.tr("More about {0}").format(copy.id))
            self.buttons[f"more {copy.id}"] = more
            made.append(more)
        return made

    def _copy_menu(self, copy: Any) -> Any:
        made = button(self.tr("More"))
        menu = QMenu(made)
        for kind in copy.letters if "letter" in copy.can else ():
            menu.addAction(
                self.tr("Letter: {0}…").format(kind_word(kind)),
                partial(self.letter, copy, kind),
            )
        if "recall" in copy.can:
            menu.addAction(self.tr("Call back…"), lambda: self.recall(copy.id))
        if "void" in copy.can:
            menu.addSeparator()
            menu.addAction(self.tr("Void…"), lambda: self._enter("void", copy))
        made.setMenu(menu)
        return made if menu.actions() else None

    def letter(self, copy: Any, kind: str) -> None:
        """Ask for a letter about a copy."""
        form = LetterForm(self._context, self._view, copy, kind)
        said = self.tr("The letter is saved. Read it before it goes out; then enter its delivery.")
        form.sent.connect(lambda path: self._view.banner.say("good", said, path))
        form.begin()

    def recall(self, about: str) -> None:
        """Ask why a copy, or all of a release, is called back."""
        form = RecallForm(self._context, self._view, about)
        said = self.tr("Called back.")
        form.sent.connect(lambda path: self._view.banner.say("good", said, path))
        form.begin()

    def papers(self) -> None:
        """Show the letters and dossiers about this release and its copies."""
        told = self._told
        about = frozenset({told.row.id, *(copy.id for copy in told.copies)})
        title = self.tr("Letters and dossiers of {0}").format(told.row.id)
        Papers(self._context, self._view, title, about).open()

    def _ask_hashlist(self) -> None:
        release = self._told.row.id
        found, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save hash list"), f"{release}-hashes.csv", "CSV (*.csv)"
        )
        if found:
            self.save_hashlist(release, Path(found))

    def save_hashlist(self, release: str, out: Path) -> None:
        """Write the hashes of a release's documents, for registration."""

        def work(session: Any) -> int:
            from vault.app.proof.hashlists import write_hashlist

            return int(replacing(out, lambda path: write_hashlist(session, path, release)))

        banner, said = self._view.banner, self.tr("The hash list is saved.")
        self._view.desk.ask(work, lambda _: banner.say("good", said, str(out)), banner.fail)

    def _enter(self, kind: str, copy: Any) -> None:
        dialog: Any
        if kind == "void":
            dialog = VoidCopy(self._context, self._view, copy)
        else:
            dialog = CopyEvent(self._context, self._view, kind, copy)
        dialog.begin()

    def collect(self) -> None:
        """Ask for a folder and write the packs into it."""
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder for the packs"))
        if found and self._told is not None:
            self.work.collect(self._told, found)
