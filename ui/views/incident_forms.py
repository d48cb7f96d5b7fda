"""Forms on an incident: open one, state what is known, note, letter, close."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from ui.context import Context
from ui.saving import replacing
from ui.views.paper_words import fill_kinds, fill_languages, when_word
from ui.widgets.form import DateField, FilesField, FormDialog, PathField
from ui.widgets.ticked import Ticked
from ui.wording import dated

LETTERS = ("delete", "notice", "preservation")
AREAS = ("incidents", "leaks")


class _Stated(FormDialog):
    """The fields that open an incident and that are stated better later."""

    def told(self, context: Context, partners: Any) -> None:
        """Add them."""
        self.partner = self.add(
            "partner", self.tr("&Whose copy it was, or may have been"), QComboBox()
        )
        self.partner.addItem(self.tr("not known yet"), "")
        for partner, name in partners:
            self.partner.addItem(name, partner)
        self.third = self.add("third", self.tr("Who has it &now"), QLineEdit())
        self.known = self.add("known", self.tr("We &learned of it on"), DateField(context))
        self.began = self.add("began", self.tr("The act &began on"), DateField(context))
        self.ended = self.add(
            "ended", self.tr("Dealings with the partner &ended on"), DateField(context)
        )

    def stated(self) -> dict[str, str]:
        """What was typed, as the core asks for it."""
        return {
            "partner": self.partner.currentData() or "",
            "third_party": self.third.text().strip(),
            "known": self.known.text().strip(),
            "began": self.began.text().strip(),
            "deal_ended": self.ended.text().strip(),
        }


class OpenForm(_Stated):
    """Begin to work on a lodged leak."""

    def __init__(self, context: Context, parent: QWidget, board: Any, leak: str = "") -> None:
        super().__init__(context, parent, name=f"incident:{leak}")
        self.titled(self.tr("Open an incident"), self.tr("Open it"))
        self.note(self.tr("What is not known yet can be stated later; countdowns follow from it."))
        self.leak = self.add("leak", self.tr("Lea&k"), QComboBox())
        for known, where in board.leaks:
            self.leak.addItem(f"{known}  {dated(where)}", known)
        self.told(context, board.partners)
        if leak:
            self.leak.setCurrentIndex(max(0, self.leak.findData(leak)))

    def submit(self) -> None:
        leak, told = self.leak.currentData(), self.stated()

        def work(session: Any, job: Any) -> str:
            from vault.app.leak.incidents import open_incident

            return str(open_incident(session, leak, **told).id)

        self.run(work, *AREAS)


class StateForm(_Stated):
    """State what is known now; the ledger keeps both."""

    def __init__(
        self, context: Context, parent: QWidget, page: Any, field: str = "", partner: str = ""
    ) -> None:
        super().__init__(context, parent)
        self._id = page.row.id
        self.titled(self.tr("What is known of {id}").format(id=self._id), self.tr("State it"))
        self.note(self.tr("What was stated before stays in the ledger; what is left empty stays."))
        self.told(context, page.partners)
        known, third, learned, began, ended = page.facts
        self.partner.setCurrentIndex(max(0, self.partner.findData(partner or known)))
        for line, text in (
            (self.third, third),
            (self.known, learned),
            (self.began, began),
            (self.ended, ended),
        ):
            line.setText(text)
        self._before = page.facts
        self._first = field

    def begin(self) -> None:
        super().begin()
        found = {
            "third-party": self.third,
            "known": self.known,
            "began": self.began,
            "deal_ended": self.ended,
        }.get(self._first)
        if found is not None:
            found.setFocus()

    def submit(self) -> None:
        now = self.stated()
        told = {
            name: text
            for (name, text), before in zip(now.items(), self._before, strict=True)
            if text != before
        }
        if not any(told.values()):
            self.reject()
            return
        incident = self._id

        def work(session: Any, job: Any) -> str:
            from vault.app.leak.incidents import state_facts

            return str(state_facts(session, incident, **told).id)

        self.run(work, *AREAS)


class NoteForm(FormDialog):
    """A step that was taken, or a fact that was learned."""

    def __init__(self, context: Context, parent: QWidget, page: Any) -> None:
        super().__init__(context, parent, name=f"incident-note:{page.row.id}")
        self._id = page.row.id
        self.titled(self.tr("A note on the incident"), self.tr("Enter it"))
        self.text = self.add("text", self.tr("&What happened"), QPlainTextEdit())
        self.at = self.add("at", self.tr("&On (empty: now)"), DateField(context))
        self.files = self.add("files", self.tr("Proof"), FilesField())

    def submit(self) -> None:
        incident, text = self._id, " ".join(self.text.toPlainText().split())
        if not text:
            self.miss(self.tr("The note is empty."), self.tr("One sentence."), self.text)
            return
        at, files = self.at.text().strip(), self.files.paths()

        def work(session: Any, job: Any) -> str:
            from vault.app.leak.incidents import note

            return str(note(session, incident, text, at=at, files=files).id)

        self.run(work, *AREAS)


class CloseForm(FormDialog):
    """The outcome."""

    def __init__(self, context: Context, parent: QWidget, page: Any) -> None:
        super().__init__(context, parent)
        self._id = page.row.id
        self.titled(self.tr("Close the incident"), self.tr("Close it"))
        self.outcome = self.add("outcome", self.tr("&Outcome"), QLineEdit())

    def submit(self) -> None:
        incident, outcome = self._id, self.outcome.text().strip()
        if not outcome:
            self.miss(self.tr("The outcome is missing."), self.tr("One sentence."), self.outcome)
            return

        def work(session: Any, job: Any) -> str:
            from vault.app.leak.incidents import close

            return str(close(session, incident, outcome).id)

        self.run(work, *AREAS)


class IncidentLetter(FormDialog):
    """A demand, a notice or an application, as a draft until counsel has reviewed it."""

    def __init__(self, context: Context, parent: QWidget, page: Any, kind: str = "") -> None:
        super().__init__(context, parent, name=f"incident-letter:{page.row.id}")
        self._id = page.row.id
        self.titled(self.tr("A letter about the incident"), self.tr("Write the letter"))
        self.kind = self.add("kind", self.tr("&Which letter"), QComboBox())
        fill_kinds(self.kind, LETTERS)
        self.said = self.note("")
        self.said.setMinimumHeight(34)
        self.by = self.add(
            "by",
            self.tr("&Answer asked for by"),
            DateField(context),
            self.tr("two weeks, if empty"),
        )
        self.language = self.add("language", self.tr("&Language"), QComboBox())
        fill_languages(self.language, context.language.code)
        self.out = self.add("out", self.tr("&Save as"), PathField(save=True))
        self.place = self.check("place", self.tr("Tell where and when it was &found"))
        self.place.setChecked(True)
        self.final = self.check("final", self.tr("&Counsel has reviewed it: no mark of a draft"))
        self.add_column()
        self.search = self.add(
            "find", self.tr("Search &documents"), QLineEdit(), self.tr("by title")
        )
        self.documents = self.add(
            "documents", self.tr("Documents concerned (none: those recognised)"), Ticked()
        )
        self.documents.setMinimumHeight(150)
        self.documents.set_rows(page.documents)
        self._ticked: set[str] = set()
        self.documents.ticked.connect(self._tick)
        self.search.textChanged.connect(self.documents.search)
        self._court = self.add_column()
        self.court = self.add("court", self.tr("Co&urt"), QLineEdit())
        self.holder = self.add("holder", self.tr("Who &has the evidence"), QLineEdit())
        own = self.tr("the draft's own wording, if empty")
        self.material = self.add("material", self.tr("Which &material"), QLineEdit(), own)
        self.fact = self.add("fact", self.tr("&To prove what"), QLineEdit(), own)
        self.reason = self.add("reason", self.tr("Why it cannot wa&it"), QLineEdit(), own)
        self.kind.currentIndexChanged.connect(lambda _: self._kind())
        if kind:
            self.kind.setCurrentIndex(max(0, self.kind.findData(kind)))
        self._kind()

    def _tick(self, key: str, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(key)

    def _kind(self) -> None:
        kind = self.kind.currentData()
        application = kind == "preservation"
        self.said.setText(when_word(kind))
        self.by.setEnabled(not application)
        for line in range(self._court.rowCount()):
            self._court.setRowVisible(line, application)
        self.columns.setStretch(2, 1 if application else 0)
        self.setMinimumWidth(980 if application else 720)
        self.out._suggest = f"{self._id}-{kind}.pdf"

    def submit(self) -> None:
        if not self.out.text():
            self.miss(
                self.tr("No file was named."), self.tr("Choose where to save it."), self.out.line
            )
            return
        incident, kind, out = self._id, self.kind.currentData(), Path(self.out.text())
        language = self.language.currentData()
        application = kind == "preservation"
        asked: dict[str, Any] = {
            "by": "" if application else self.by.text().strip(),
            "documents": sorted(self._ticked),
            "place": self.place.isChecked(),
            "final": self.final.isChecked(),
        }
        for name in ("court", "holder", "material", "fact", "reason") if application else ():
            asked[name] = getattr(self, name).text().strip()

        def work(session: Any, job: Any) -> str:
            from vault.app.leak.incident_letters import write
            from vault.app.leak.incident_matter import Asked

            told = Asked(**asked)
            replacing(out, lambda path: write(session, incident, kind, path, language, told))
            return str(out)

        self.run(work, *AREAS, "letters", what=self.tr("Writing the letter…"))
