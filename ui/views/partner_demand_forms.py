"""Forms about demands: registering one, what came after, the reply, closing it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from ui.context import Context
from ui.views.partner_agreements import languages
from ui.widgets.form import DateField, FilesField, FormDialog, PathField


def item_name(item: Any, code: str) -> str:
    """A statutory item as it is called: Korean alone, or English with the Korean name."""
    return str(item.korean) if code == "ko" else f"{item.english} ({item.korean})"


def law_name(item: Any, code: str) -> str:
    """Where an item stands in the law."""
    return str(item.law if code == "ko" else item.law_english)


class _Telling(FormDialog):
    """A form that may tell what a demand says on the statutory items."""

    def _relation(self, first: tuple[str, str]) -> QComboBox:
        box = QComboBox()
        for key, text in (
            first,
            ("yes", self.tr("yes: we are their subcontractor")),
            ("no", self.tr("no: the Subcontracting Act does not apply")),
        ):
            box.addItem(text, key)
        return self.add(
            "relation", self.tr("&Are we this partner's subcontractor (수급사업자)?"), box
        )

    def _items(self, items: Any) -> dict[str, QLineEdit]:
        code = self.context.language.code
        self.note(law_name(items[0], code) if items else "")
        return {
            item.code: self.add(f"item:{item.code}", item_name(item, code), QLineEdit())
            for item in items
        }


class DemandForm(_Telling):
    """A demand as it came: most come orally and say little."""

    def __init__(self, context: Context, parent: Any, partner: str, name: str, items: Any) -> None:
        super().__init__(context, parent, name=f"demand:{partner}")
        self._partner = partner
        self.titled(
            self.tr("Demand by {partner}").format(partner=name), self.tr("Register the demand")
        )
        today = QDate.currentDate().toString(Qt.DateFormat.ISODate)
        self.received = self.add("received", self.tr("&Received on"), DateField(context, today))
        self.channel = self.add(
            "channel", self.tr("&How it came"), QLineEdit(), self.tr("phone, meeting, e-mail…")
        )
        self.asked_by = self.add("asked_by", self.tr("&Who asked"), QLineEdit())
        self.words = self.add(
            "words",
            self.tr("W&ords, as they were said or written"),
            QPlainTextEdit(),
            self.tr("“We need all technical documents for business purposes.”"),
        )
        self.words.setMinimumHeight(110)
        self.due = self.add("due", self.tr("They want it &by"), DateField(context))
        self.relation = self._relation(("unknown", self.tr("not known yet")))
        self.files = self.add("files", self.tr("E-mail, form or note"), FilesField())
        self.add_column()
        self.note(self.tr("What does it say on each item? Leave empty what it does not say."))
        self.items = self._items(items)
        self.setMinimumWidth(860)

    def submit(self) -> None:
        for field, sentence in (
            (self.received, self.tr("The day of receipt is needed.")),
            (self.channel, self.tr("How the demand came is needed.")),
        ):
            if not field.text().strip():
                self.miss(sentence, self.tr("Fill it in."), field)
                return
        if not self.words.toPlainText().strip():
            self.miss(
                self.tr("The words of the demand are needed."),
                self.tr("Write what was said, as far as you remember."),
                self.words,
            )
            return
        partner = self._partner
        told = {
            "received": self.received.text(),
            "channel": self.channel.text(),
            "words": self.words.toPlainText(),
            "asked_by": self.asked_by.text(),
            "items": {code: field.text() for code, field in self.items.items()},
            "relation": self.relation.currentData(),
            "due": self.due.text().strip(),
            "files": self.files.paths(),
        }

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.demands import add

            return add(session, partner, **told).id

        self.run(work, "partners", "demands")


class FollowForm(_Telling):
    """What came after: an answer, a reminder, a call."""

    def __init__(self, context: Context, parent: Any, row: Any) -> None:
        super().__init__(context, parent, name=f"follow:{row.id}")
        self._id = row.id
        self.titled(self.tr("What came after the demand"), self.tr("Enter it"))
        self.text = self.add("note", self.tr("&What happened"), QPlainTextEdit())
        self.at = self.add("at", self.tr("&On (empty: now)"), DateField(context))
        self.channel = self.add("channel", self.tr("&How it came"), QLineEdit())
        self.relation = self._relation(("", self.tr("nothing new")))
        self.files = self.add("files", self.tr("The answer itself"), FilesField())
        self.add_column()
        self.note(self.tr("What the answer says on items that were missing:"))
        self.items = self._items([item for item in row.items if not item.said])
        self.setMinimumWidth(860)

    def submit(self) -> None:
        demand = self._id
        told = {
            "note": self.text.toPlainText(),
            "at": self.at.text().strip(),
            "channel": self.channel.text(),
            "items": {code: field.text() for code, field in self.items.items()},
            "relation": self.relation.currentData(),
            "files": self.files.paths(),
        }

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.demands import follow_up

            return follow_up(session, demand, **told).id

        self.run(work, "partners", "demands")


class ReplyForm(FormDialog):
    """The letter that thanks, lists what was received, and asks for what is missing."""

    def __init__(self, context: Context, parent: Any, row: Any) -> None:
        super().__init__(context, parent, name=f"reply:{row.id}")
        self._id = row.id
        self.titled(self.tr("Reply to the demand"), self.tr("Write the letter"))
        self.note(
            self.tr(
                "It asks politely for what is missing and lets the firm's rule say no. It is kept "
                "in the vault and saved as a PDF; counsel must confirm it."
            )
        )
        self.answer_by = self.add("answer_by", self.tr("&Answer asked for by"), DateField(context))
        self.offer = self.add(
            "offer",
            self.tr("&Offer instead (optional)"),
            QLineEdit(),
            self.tr("a visit on site, a summary, chosen pages…"),
        )
        self.language = self.add("language", self.tr("&Language"), QComboBox())
        languages(self.language, context.language.code)
        suggest = self.tr("reply-to-demand.pdf")
        self.out = self.add("out", self.tr("&Save as"), PathField(save=True, suggest=suggest))

    def submit(self) -> None:
        if not self.out.text():
            self.miss(self.tr("No file was named."), self.tr("Choose where to save it."), self.out)
            return
        demand, out, language = self._id, self.out.text(), self.language.currentData()
        more = {"answer_by": self.answer_by.text().strip(), "offer": self.offer.text()}

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.demand_replies import reply

            reply(session, demand, Path(out), language, **more)
            return out

        self.run(work, "partners", "demands", what=self.tr("Writing the letter…"))


class CloseForm(FormDialog):
    """A demand needs no more attention."""

    def __init__(self, context: Context, parent: Any, row: Any) -> None:
        super().__init__(context, parent)
        self._id = row.id
        self.titled(self.tr("Close the demand"), self.tr("Close it"))
        self.reason = self.add(
            "reason",
            self.tr("&Reason"),
            QLineEdit(),
            self.tr("answered, withdrawn, refused…"),
        )

    def submit(self) -> None:
        demand, reason = self._id, self.reason.text()

        def work(session: Any, job: Any) -> Any:
            from vault.app.partnership.demands import close

            return close(session, demand, reason).id

        self.run(work, "partners", "demands")
