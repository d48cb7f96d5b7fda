"""Exporting a dossier on a release or an incident: asked first, then made with progress."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.context import Context
from ui.views.base import View
from ui.widgets.form import FormDialog, PathField

AREAS = ("ledger", "releases", "incidents", "leaks")


class DossierForm(FormDialog):
    """Where the folder goes, and whether the proofs themselves go with it."""

    def __init__(self, context: Context, parent: QWidget, about: str) -> None:
        super().__init__(context, parent, name=f"dossier:{about}")
        self._about = about
        self.titled(
            self.tr("Export the dossier of {about}").format(about=about), self.tr("Export it")
        )
        self.note(
            self.tr(
                "A dossier opens the entries, and the key of each copy that is named, to whoever "
                "reads it. From then on others could make these marks. Take it to counsel or a "
                "court, not to the partner."
            )
        )
        self.out = self.add("out", self.tr("&Folder in which it is put"), PathField(folder=True))
        self.whole: QCheckBox = self.check(
            "whole", self.tr("Put the leak and the &proofs in too, not only their hashes")
        )

    def submit(self) -> None:
        if not self.out.text():
            self.miss(self.tr("No folder was named."), self.tr("Choose one."), self.out.line)
            return
        about, whole = self._about, self.whole.isChecked()
        out = Path(self.out.text()) / f"dossier-{about}"

        def work(session: Any, job: Any) -> str:
            from vault.app.proof.dossier import export

            return str(export(session, about, out, job.report, with_files=whole).folder)

        self.run_apart(work, *AREAS, what=self.tr("Making the dossier…"))


class Dossiers(QObject):
    """Asks for dossiers in the name of a view, in whose banner the result is said."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._view = view

    def ask(self, about: str) -> None:
        """Ask where the dossier of a release or incident goes, then make it."""
        form = DossierForm(self._view.context, self._view, about)
        said = self.tr("The dossier is exported, with a verifier in it: python3 verify.py")
        form.sent.connect(lambda folder: self._view.banner.say("good", said, folder))
        form.begin()
