"""The ledger: what happened, who did it and when; and whether any of it was changed since."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QMenu,
    QPlainTextEdit,
)

from ui.bridge import LONG, Job
from ui.context import Context
from ui.models.table import Column, TableModel
from ui.saving import replacing
from ui.views.base import View
from ui.views.ledger_entry import EntryPanel
from ui.views.ledger_words import AREAS, KINDS, about_word, area_of, area_word, kind_word
from ui.widgets.basics import button, label, row
from ui.widgets.confirm import Confirm
from ui.widgets.split_view import split_view
from ui.widgets.table import Table
from ui.wording import worded

STRETCH = 1000


class Ledger(View):
    """A table of entries, the newest first; the chosen one opened beside it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: list[Any] = []
        self._size = 0
        self._asked = 0
        self._filling = False
        self._verifying: Job | None = None
        self._result: Any = None
        self.field = self.search_field(220)
        self.kinds = QComboBox()
        self.kinds.setMaxVisibleItems(24)
        self.more = button("")
        self.menu = QMenu(self.more)
        self.against = self.menu.addAction("", self._ask_against)
        self.save = self.menu.addAction("", self._ask_checkpoint)
        self.export = self.menu.addAction("", self._ask_export)
        self.more.setMenu(self.menu)
        self.verify_button = button("", self.verify, primary=True)
        for part in (self.field, self.kinds, self.more, self.verify_button):
            self.bar.addWidget(part)
        self.model = TableModel(self._columns(), key=lambda entry: str(entry.seq))
        self.table = Table(self.model, (70, 176, 125, 180, 0), "")
        self.first = (self.table,)
        self.count = label("", "small")
        self.beside = EntryPanel()
        self.detail = self.beside.text
        split = split_view(self.table, self.beside, (700, 340), stretch=(1, 0))
        self.problems = QPlainTextEdit()
        self.problems.setReadOnly(True)
        self.problems.setTabChangesFocus(True)
        self.problems.setMaximumHeight(150)
        self.problems.hide()
        self.body.addWidget(self.problems)
        self.body.addWidget(split, 1)
        self.body.addLayout(row(self.count, 1))
        self.field.textChanged.connect(self.model.search)
        self.model.modelReset.connect(self._count)
        self.kinds.currentIndexChanged.connect(lambda _: self._filter())
        self.table.chosen.connect(self._open_entry)
        self.retranslate()

    def _columns(self) -> list[Column]:
        words = {kind: kind_word(kind) for kind in KINDS}
        return [
            Column(self.tr("Entry"), lambda e: str(e.seq), lambda e: e.seq, right=True),
            Column(self.tr("When"), lambda e: str(e.time), lambda e: e.seq, day=True),
            Column(self.tr("Who"), lambda e: str(e.who)),
            Column(self.tr("What"), lambda e: words.get(e.kind, str(e.kind))),
            Column(self.tr("About"), about_word),
        ]

    def retranslate(self) -> None:
        """Set every text."""
        self.title.setText(self.tr("Ledger"))
        self.field.setPlaceholderText(self.tr("Search who, what, about…"))
        self.field.setAccessibleName(self.tr("Search the ledger"))
        self.kinds.setAccessibleName(self.tr("Which entries"))
        self.more.setText(self.tr("More"))
        self.against.setText(self.tr("Verify against a pack, checkpoint or timestamp…"))
        self.save.setText(self.tr("Save a checkpoint…"))
        self.export.setText(self.tr("Export all entries…"))
        self.verify_button.setText(self.tr("Verify"))
        self.table.setAccessibleName(self.tr("Entries of the ledger"))
        self.detail.setAccessibleName(self.tr("Opened fields of the entry"))
        self.problems.setAccessibleName(self.tr("Problems that were found"))
        self.model.set_columns(self._columns())
        self._list_kinds()
        self._count()
        if self._result is not None:
            self._say_result()

    def _list_kinds(self) -> None:
        wanted = self.kinds.currentData()
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem(self.tr("All kinds"), "")
        for area in AREAS:
            self.kinds.addItem(area_word(area), area)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(wanted)))
        self.kinds.blockSignals(False)

    def open(self, what: Any) -> None:
        """``ledger.verify`` verifies; a number shows that entry."""
        if what == "ledger.verify":
            self.verify()
        else:
            self.kinds.setCurrentIndex(0)
            self.field.clear()
            self.table.select(str(what))

    def forget(self) -> None:
        super().forget()
        if self._verifying is not None:
            self._verifying.cancel()
            self._verifying = None
        self._rows, self._size, self._filling, self._result = [], 0, False, None
        self._asked += 1
        self.desk.setProperty("verified", None)
        self.model.set_rows([])
        self.field.clear()
        self.problems.clear()
        self.problems.hide()
        self._open_entry(None)
        self._count()

    # -- entries -----------------------------------------------------------------------------

    def _changed(self, areas: frozenset[str]) -> None:
        super()._changed(frozenset({"*"}))  # whatever changed is in the ledger

    def refresh(self) -> None:
        """Ask for the entries that are not shown yet, the newest stretch first."""

        def done(size: int) -> None:
            self._size = size
            self._fill_up()

        self.desk.ask(lambda session: session.ledger.size, done, self.banner.fail)

    def _fill_up(self) -> None:
        """Ask for the next stretch: first what is newer than what is shown, then what is older."""
        newest = self._rows[0].seq + 1 if self._rows else self._size
        oldest = self._rows[-1].seq if self._rows else self._size
        if newest < self._size:
            start, stop = newest, min(self._size, newest + STRETCH)
        else:
            start, stop = max(0, oldest - STRETCH), oldest
        self._count()
        if self._filling or start >= stop:
            return
        self._filling, asked = True, self._asked

        def ask(session: Any) -> list[Any]:
            from vault.app.screens.ledger_rows import entries

            return list(reversed(entries(session, start, stop)))

        def done(rows: list[Any]) -> None:
            self._filling = False
            if asked != self._asked:
                return
            older = not self._rows or rows[0].seq < self._rows[-1].seq
            self._rows = [*self._rows, *rows] if older else [*rows, *self._rows]
            if start == 0 or not older or len(self._rows) % (STRETCH * 8) == STRETCH:
                self._filter()  # in between, many stretches are shown at once
            self._fill_up()

        def failed(error: BaseException) -> None:
            self._filling = False
            self.banner.fail(error)

        self.desk.ask(ask, done, failed)

    def _filter(self) -> None:
        area = self.kinds.currentData()
        rows = self._rows
        self.model.set_rows([r for r in rows if area_of(r.kind) == area] if area else rows)

    def _count(self) -> None:
        shown = self.model.rowCount()
        if len(self._rows) < self._size:
            said = self.tr("{read} of {all} entries read…").format(
                read=f"{len(self._rows):,}", all=f"{self._size:,}"
            )
        elif shown < self._size:
            said = self.tr("{shown} of {all} entries").format(
                shown=f"{shown:,}", all=f"{self._size:,}"
            )
        else:
            said = self.tr("{all} entries").format(all=f"{self._size:,}")
        self.count.setText(said if self._size else "")

    def _open_entry(self, entry: Any) -> None:
        self.beside.begin(entry)
        if entry is None:
            return

        def ask(session: Any) -> str:
            from vault.app.screens.ledger_rows import opened

            return opened(session, entry.seq)

        def done(text: str) -> None:
            now = self.table.current()
            if now is not None and now.seq == entry.seq:
                self.detail.setPlainText(text)

        self.desk.ask(ask, done, self.banner.fail)

    # -- verifying ---------------------------------------------------------------------------

    def verify(self, against: Path | None = None) -> None:
        """Check every file and entry from nothing, with a session apart."""
        if self._verifying is not None:
            return
        self.banner.clear()
        self.problems.hide()

        def ask(session: Any) -> Callable[[Job], Any]:
            from vault.app.session import apart

            def check(job: Job) -> Any:
                from vault.app.screens.ledger_rows import verified

                return verified(apart(session), against, job.report)

            return check

        def ready(check: Callable[[Job], Any]) -> None:
            job = self.desk.bridge.submit(
                check,
                done=lambda result: self._verified(job, result),
                failed=lambda error: self._unverified(job, error),
                progressed=self._stepped,
                lane=LONG,
            )
            self._verifying = job
            self.verify_button.setEnabled(False)
            self.progress.begin(self.tr("Verifying…"), job.cancel)
            job.finished.connect(lambda: self._ended(job))

        self.desk.ask(ask, ready, self.banner.fail)

    def _stepped(self, step: Any) -> None:
        if self._verifying is not None:
            self.progress.step(step)

    def _ended(self, job: Job) -> None:
        if self._verifying is job or self._verifying is None:
            self._verifying = None
            self.verify_button.setEnabled(True)
            self.progress.end()

    def _unverified(self, job: Job, error: BaseException) -> None:
        if self._verifying is job:
            self.banner.fail(error)

    def _verified(self, job: Job, result: Any) -> None:
        if self._verifying is not job:
            return
        self._result = result
        now = QTime.currentTime().toString("HH:mm")
        self.desk.setProperty("verified", (result.ok, now))
        self.desk.changed.emit(frozenset({"verified"}))
        self._say_result()

    def _say_result(self) -> None:
        found = self._result
        checked = self.tr("{count} entries were checked").format(count=f"{found.entries:,}")
        heads = self.tr("Tree heads kept elsewhere that it was compared with: {count}.").format(
            count=found.anchors
        )
        notes = " ".join(map(worded, found.notes))
        if found.ok:
            self.banner.say(
                "good",
                self.tr("{checked}: nothing is missing, altered or out of place.").format(
                    checked=checked
                ),
                f"{heads} {notes}".strip(),
            )
            self.problems.hide()
            return
        self.banner.say(
            "bad",
            self.tr("{checked}; problems: {n}.").format(checked=checked, n=len(found.problems)),
            self.tr("Keep the folder as it is, and compare it with a backup. {notes}").format(
                notes=notes
            ),
        )
        lines = [f"{place}: {worded(w)}" if place else worded(w) for place, w in found.problems]
        self.problems.setPlainText("\n".join(lines))
        self.problems.show()

    def _ask_against(self) -> None:
        found, _ = QFileDialog.getOpenFileName(
            self, self.tr("A delivered pack, a checkpoint or a timestamp")
        )
        if found:
            self.verify(Path(found))

    # -- outside -----------------------------------------------------------------------------

    def _ask_checkpoint(self) -> None:
        found, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save a checkpoint"), "cocoon-checkpoint.txt"
        )
        if found:
            self.save_checkpoint(Path(found))

    def save_checkpoint(self, out: Path) -> None:
        """Write a signed note over the present ledger."""

        def work(session: Any) -> int:
            from vault.app.screens.ledger_rows import write_checkpoint

            return int(replacing(out, lambda path: write_checkpoint(session, path)))

        said = self.tr("The checkpoint is saved. Keep it away from this vault.")
        self._write(work, self.tr("Signing…"), said, out)

    def _ask_export(self) -> None:
        Confirm(
            self,
            self.tr("Export all entries?"),
            self.tr("Whoever has the file can read everything in the ledger without a passphrase."),
            self.tr("Choose a file…"),
            self._choose_export,
        ).open()

    def _choose_export(self) -> None:
        found, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export all entries"), "cocoon-ledger.jsonl"
        )
        if found:
            self.export_entries(Path(found))

    def export_entries(self, out: Path) -> None:
        """Write all entries, opened, one JSON value a line."""

        def work(session: Any) -> int:
            from vault.app.screens.ledger_rows import write_export

            return int(replacing(out, lambda path: write_export(session, path)))

        said = self.tr("All entries are exported, readable to everybody who has the file.")
        self._write(work, self.tr("Writing…"), said, out)

    def _write(self, work: Callable[[Any], int], what: str, said: str, out: Path) -> None:
        def end(tell: Callable[[], None]) -> None:
            self.progress.end()
            tell()

        job = self.desk.ask(
            work,
            lambda _: end(partial(self.banner.say, "good", said, str(out))),
            lambda error: end(partial(self.banner.fail, error)),
        )
        if job is not None:
            self.progress.begin(what)
