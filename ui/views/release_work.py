"""The long work on a release: sealing and collecting, with progress and cancel in a view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from ui.views.base import View
from ui.views.release_dialogs import AREAS, Packs


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was written: whose, where, and what its PDFs open with."""

    id: str
    contact: str
    path: str
    password: str


class Work(QObject):
    """Seals and collects in the name of a view, in whose banner and progress it speaks."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._view = view

    def seal(self, release: str, then: Callable[[], object] | None = None) -> None:
        """Make the copies; cancelling keeps those that are made."""

        def work(session: Any, job: Any) -> int:
            from vault.app.proof.timestamps import after_seal
            from vault.app.release.sealing import seal

            count = len(seal(session, release, job.report).copies)
            after_seal(session)
            return count

        def done(count: int) -> None:
            self._view.progress.end()
            self._view.banner.say(
                "good",
                self.tr("Sealed. Copies made, each marked for its recipient: {0}.").format(count),
                self.tr("Next: collect the packs and hand them over."),
            )
            if then is not None:
                then()

        self._run(work, done, self.tr("Making the copies…"))

    def collect(self, detail: Any, folder: str) -> None:
        """Write the packs into a folder, then show them."""
        release = detail.row.id

        def work(session: Any, job: Any) -> list[Pack]:
            from vault.app.release.collecting import collect

            written = collect(session, release, Path(folder), job.report)
            contacts = session.state.facts.contacts
            return [
                Pack(
                    each.copy.id,
                    contacts[each.copy.contact].name,
                    str(each.path),
                    each.open_password,
                )
                for each in written
            ]

        def done(packs: list[Pack]) -> None:
            self._view.progress.end()
            self._view.banner.say("good", self.tr("Packs written: {0}.").format(len(packs)), folder)
            Packs(self._view.context, self._view, packs, detail).open()

        self._run(work, done, self.tr("Writing the packs…"))

    def withdraw(self, release: str) -> None:
        """Take one's own request back."""

        def work(session: Any, job: Any) -> None:
            from vault.app.release.releases import withdraw

            withdraw(session, release)

        def done(result: Any) -> None:
            self._view.progress.end()
            self._view.banner.say("good", self.tr("The request is withdrawn."))

        self._run(work, done, self.tr("Withdrawing…"))

    def _run(self, work: Any, done: Callable[[Any], None], what: str) -> None:
        view = self._view
        if view.progress.isVisible():
            return
        view.banner.clear()

        def failed(error: BaseException) -> None:
            view.progress.end()
            view.banner.fail(error)

        job = view.desk.do_apart(
            work, areas=AREAS, done=done, failed=failed, progressed=view.progress.step
        )
        if job is not None:
            view.progress.begin(what, job.cancel)
            job.finished.connect(view.progress.end)
