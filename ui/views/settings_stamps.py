"""Timestamps by an outside authority, and the list of hashes for registration."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from ui.context import Context
from ui.saving import replacing
from ui.theme.tokens import READABLE
from ui.views.settings_section import Section
from ui.widgets.basics import Banner, Card, Progress, button, label, row
from ui.widgets.form import FormDialog, PathField
from ui.widgets.table import accept_files
from ui.wording import dated

SHOWN = 5


class Stamps(Section):
    """Others can confirm when the ledger said what it says; only a hash goes to them."""

    def __init__(self, context: Context, banner: Banner, progress: Progress) -> None:
        super().__init__(context, banner, progress)
        self.setMaximumWidth(READABLE["form"])
        self.stamp_card, self.asked_card, self.hash_card = Card(" "), Card(" "), Card(" ")
        self.stamp_said = label("", "soft", wrap=True)
        self.stamps = label("", wrap=True)
        self.asked_said = label("", "soft", wrap=True)
        self.hash_said = label("", "soft", wrap=True)
        self.request = button("", self._ask_request)
        self.answer = button("", self._ask_answer)
        self.on = button("", self._on)
        self.off = button("", self._off)
        self.now = button("", self._now)
        self.hashes = button("", self._ask_hashes)
        for card, said, parts in (
            (self.stamp_card, (self.stamp_said, self.stamps), (self.request, self.answer)),
            (self.asked_card, (self.asked_said,), (self.on, self.now, self.off)),
            (self.hash_card, (self.hash_said,), (self.hashes,)),
        ):
            for each in said:
                card.column.addWidget(each)
            card.column.addLayout(row(*parts, 1))
            card.heading.show()
            self.column.addWidget(card)
        self.column.addStretch(1)
        accept_files(self, lambda paths: self.take_answer(Path(paths[0])))
        self.retranslate()

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Timestamps and hashes"))
        self.about.setText(
            self.tr(
                "An authority outside the firm can confirm that the ledger was as it is on a day. "
                "It is sent one hash, and learns nothing else."
            )
        )
        self.stamp_card.heading.setText(self.tr("By file"))
        self.stamp_said.setText(
            self.tr(
                "Save a request, send it to any authority (RFC 3161), and take its answer in; the "
                "answer can be dropped here."
            )
        )
        self.request.setText(self.tr("Save a request (.tsq)…"))
        self.answer.setText(self.tr("Take in an answer (.tsr)…"))
        self.asked_card.heading.setText(self.tr("An authority on the network"))
        self.now.setText(self.tr("Ask it now"))
        self.off.setText(self.tr("Switch off"))
        self.hash_card.heading.setText(self.tr("Hashes for registration"))
        self.hash_said.setText(
            self.tr(
                "A table of all documents with their SHA-256, for deposit or registration. It "
                "holds titles and hashes, and no document."
            )
        )
        self.hashes.setText(self.tr("Save the hash list…"))
        found = self.page.stamps if self.page else None
        lines = [
            self.tr("{at}: {authority} confirms the first {n} entries").format(
                at=dated(each.at), authority=each.authority, n=f"{each.size:,}"
            )
            for each in (found.stamps[:SHOWN] if found else ())
        ]
        self.stamps.setText("\n".join(lines) or self.tr("None was taken in yet."))
        address = found.address if found else ""
        waiting = found.waiting if found else ()
        self.on.setText(self.tr("Change…") if address else self.tr("Switch on…"))
        self.on.setEnabled(self.owner)
        self.off.setVisible(bool(address))
        self.off.setEnabled(self.owner)
        self.now.setVisible(bool(address))
        self.now.setEnabled(bool(waiting))
        if address:
            text = self.tr("After each sealing a hash goes to {address}, and nothing else.")
            said = text.format(address=address)
            if waiting:
                names = ", ".join(waiting)
                said += " " + self.tr("Waiting for a timestamp: {names}.").format(names=names)
        else:
            said = self.tr("None is asked; nothing is sent anywhere.")
        self.asked_said.setText(said)

    # -- by file -----------------------------------------------------------------------------

    def _ask_request(self) -> None:
        found, _ = QFileDialog.getSaveFileName(self, self.request.text(), "cocoon-ledger.tsq")
        if found:
            self.save_request(Path(found))

    def save_request(self, out: Path) -> None:
        """Write a request over the present ledger."""

        def work(session: Any, job: Any) -> str:
            from vault.app.proof.timestamps import write_request

            replacing(out, lambda path: write_request(session, path))
            return str(out)

        said = self.tr("The request is saved. Send it to an authority, then take its answer in.")
        self._run(work, lambda path: self.banner.say("good", said, path), ())

    def _ask_answer(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, self.answer.text(), "", "*.tsr;;*")
        if found:
            self.take_answer(Path(found))

    def take_answer(self, path: Path) -> None:
        """Check an authority's answer and keep it in the ledger."""

        def work(session: Any, job: Any) -> Any:
            from vault.app.proof.timestamps import add_answer

            stamp = add_answer(session, path)
            return stamp.authority, stamp.size

        def done(found: tuple[str, int]) -> None:
            authority, size = found
            self.banner.say(
                "good",
                self.tr("{authority} confirms the first {n} entries of the ledger.").format(
                    authority=authority, n=f"{size:,}"
                ),
            )

        self._run(work, done, ("timestamps",))

    # -- on the network ----------------------------------------------------------------------

    def _on(self) -> None:
        if self.page:
            AuthorityForm(self.context, self, self.page.stamps.address).begin()

    def _off(self) -> None:
        def work(session: Any, job: Any) -> None:
            from vault.app.proof.timestamps import set_authority

            set_authority(session, "")

        self._run(work, lambda _: None, ("timestamps",))

    def _now(self) -> None:
        def work(session: Any, job: Any) -> Any:
            from vault.app.proof.timestamps import send

            sent = send(session)
            return bool(sent.timestamp), sent.why

        def done(found: tuple[bool, str]) -> None:
            there, why = found
            if there:
                self.banner.say("good", self.tr("The authority has confirmed the ledger."))
            else:
                step = self.tr("What was sealed keeps waiting; ask again later.")
                self.banner.say("warn", why or self.tr("The authority did not answer."), step)

        self._run(work, done, ("timestamps",), self.tr("Asking the authority…"))

    # -- hashes ------------------------------------------------------------------------------

    def _ask_hashes(self) -> None:
        found, _ = QFileDialog.getSaveFileName(
            self, self.hashes.text(), "cocoon-hashes.csv", "CSV (*.csv)"
        )
        if found:
            self.save_hashes(Path(found))

    def save_hashes(self, out: Path) -> None:
        """Write the hashes of all documents."""

        def work(session: Any, job: Any) -> str:
            from vault.app.proof.hashlists import write_hashlist

            replacing(out, lambda path: write_hashlist(session, path))
            return str(out)

        said = self.tr("The hash list is saved.")
        self._run(work, lambda path: self.banner.say("good", said, path), ())

    def _run(
        self,
        work: Callable[[Any, Any], Any],
        done: Callable[[Any], None],
        areas: tuple[str, ...],
        what: str = "",
    ) -> None:
        self.banner.clear()

        def finished(result: Any) -> None:
            self.progress.end()
            done(result)

        def failed(error: BaseException) -> None:
            self.progress.end()
            self.banner.fail(error)

        job = self.context.desk.do(work, areas=areas, done=finished, failed=failed)
        if job is not None:
            self.progress.begin(what or self.tr("Working…"))


class AuthorityForm(FormDialog):
    """Which authority is asked after each sealing."""

    def __init__(self, context: Context, parent: QWidget, address: str) -> None:
        super().__init__(context, parent, name="authority")
        self.titled(self.tr("A timestamp authority"), self.tr("Switch it on"))
        self.note(
            self.tr(
                "After each sealing a hash of the ledger is sent there, and nothing else. Nothing "
                "is sent before the next sealing."
            )
        )
        self.address = self.add("address", self.tr("&Address"), QLineEdit(address), "https://…")
        self.root = self.add("root", self.tr("Its &root certificate (PEM), if known"), PathField())

    def submit(self) -> None:
        address, root = self.address.text().strip(), self.root.text()
        if not address:
            self.miss(self.tr("The address is missing."), self.tr("https://…"), self.address)
            return

        def work(session: Any, job: Any) -> None:
            from vault.app.proof.timestamps import set_authority

            set_authority(session, address, Path(root) if root else None)

        self.run(work, "timestamps")
