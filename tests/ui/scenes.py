"""Every place of the window, each brought to the front by what a person would do there.

A scene is a function of a `Stage`; it returns the widget that is shown, the window or a dialog over
it. Scenes stand in the order in which they are taken: first those before anybody unlocked a vault,
then a vault that is new and empty, then the firm's. Nothing that a scene does is written into the
firm's vault, so that they can be taken in any language, one after the other.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.ui.showcase import EXECUTIVE, WORD

LOCKED, NEW, FIRM = "locked", "new", "firm"


@dataclass
class Stage:
    """The window, and where its vaults are.

    Attributes:
        window: the program's window.
        firm, new: folders of the firm's vault, and of an empty one.
        over: what has to be put away after a scene.
    """

    app: Any
    window: Any
    firm: Path
    new: Path
    over: list[Callable[[], object]] = field(default_factory=list)

    def settle(self, ready: Callable[[], bool] = lambda: True, seconds: float = 180) -> None:
        """Let the window work until it is ready and nothing is under way, and a moment longer."""
        end, calm = time.monotonic() + seconds, 0
        while time.monotonic() < end and calm < 6:
            self.app.processEvents()
            time.sleep(0.01)
            calm = calm + 1 if ready() and not self.window.context.desk.bridge._jobs else 0

    def go(self, place: str, what: Any = None) -> Any:
        """A place of the window, filled."""
        self.window.go(place, what)
        self.settle()
        return self.window.view(place)

    def dialog(self, kind: str) -> Any:
        """The open dialog of a class, put away after the scene."""
        self.settle()
        for widget in self.app.topLevelWidgets():
            if type(widget).__name__ == kind and widget.isVisible():
                self.over.append(widget.close)
                return widget
        raise LookupError(f"no {kind} is open")

    def state(self, wanted: str) -> Any:
        """The release view with the first release in a state chosen."""
        view = self.go("releases")
        for number in range(view.model.rowCount()):
            if view.model.row(number).state == wanted:
                view.table.selectRow(number)
                break
        self.settle()
        return view


Scene = Callable[[Stage], Any]
SCENES: dict[str, tuple[str, Scene]] = {}
"""Name → where it plays (`LOCKED`, `NEW`, `FIRM`), and the scene."""


def scene(name: str, where: str = FIRM) -> Callable[[Scene], Scene]:
    """Enter a scene under a name."""

    def enter(play: Scene) -> Scene:
        SCENES[name] = (where, play)
        return play

    return enter


# -- before a vault is open -----------------------------------------------------------------------


@scene("unlock", LOCKED)
def unlock(stage: Stage) -> Any:
    front = stage.window._unlock
    front._pages.setCurrentWidget(front._enter)
    front._enter.passphrase.setFocus()
    return stage.window


@scene("unlock-refused", LOCKED)
def unlock_refused(stage: Stage) -> Any:
    card = stage.window._unlock._enter
    stage.window._unlock._pages.setCurrentWidget(card)
    card.folder.setCurrentText(str(stage.firm))
    card.person.setText(EXECUTIVE)
    card.passphrase.setText("not the passphrase")
    card.open.click()
    stage.settle(lambda: not card.banner.isHidden())
    stage.over += [card.banner.clear, card.passphrase.clear]
    return stage.window


@scene("first-vault", LOCKED)
def first_vault(stage: Stage) -> Any:
    front = stage.window._unlock
    front._pages.setCurrentWidget(front._create)
    front._create.folder.setText("/home/kim/vault")
    front._create.org.setText("다온세라믹스 Daon Ceramics")
    front._create.person.setText(EXECUTIVE)
    stage.over.append(lambda: front._pages.setCurrentWidget(front._enter))
    return stage.window


@scene("first-recovery", LOCKED)
def first_recovery(stage: Stage) -> Any:
    front = stage.window._unlock
    key = "COCOON-7K2M-9QXT-4HRD-W8PC-3VNE-6ZJA-5YGB-1FSL"
    front._sheet.show_key(Path("/home/kim/vault"), EXECUTIVE, key)
    front._pages.setCurrentWidget(front._sheet)
    stage.over.append(lambda: front._pages.setCurrentWidget(front._enter))
    return stage.window


# -- a vault that is new --------------------------------------------------------------------------


def _empty(place: str) -> None:
    @scene(f"empty-{place}", NEW)
    def empty(stage: Stage) -> Any:
        stage.go(place)
        return stage.window


for _place in ("home", "documents", "partners", "releases", "approvals", "trace", "ledger"):
    _empty(_place)


# -- documents and partners -----------------------------------------------------------------------


@scene("home")
def home(stage: Stage) -> Any:
    stage.go("home")
    return stage.window


@scene("documents")
def documents(stage: Stage) -> Any:
    view = stage.go("documents")
    view.technologies.setCurrentRow(0)
    view.table.selectRow(1)
    return stage.window


@scene("documents-failed")
def documents_failed(stage: Stage) -> Any:
    view = stage.go("documents")
    view.table.selectRow(1)
    view.take_in([str(stage.firm.parent / "removed" / "specification.pdf")])
    stage.settle(lambda: not view.banner.isHidden())
    stage.over.append(view.banner.clear)
    return stage.window


@scene("documents-nothing-found")
def nothing_found(stage: Stage) -> Any:
    view = stage.go("documents")
    view.field.setText("no such title")
    stage.over.append(view.field.clear)
    return stage.window


def _partner(stage: Stage, tab: str) -> Any:
    view = stage.go("partners")
    view.table.selectRow(0)
    for number in range(view.model.rowCount()):
        if "Daehan" in view.model.row(number).name:
            view.table.selectRow(number)
    stage.settle()
    view.tabs.setCurrentWidget(getattr(view, tab))
    return view


def _partner_tab(name: str, tab: str) -> None:
    @scene(name)
    def show(stage: Stage) -> Any:
        _partner(stage, tab)
        return stage.window


_partner_tab("partners", "holdings")
for _tab in ("demands", "agreements", "contacts"):
    _partner_tab(f"partners-{_tab}", _tab)


def _partner_dialog(name: str, tab: str, press: str, kind: str) -> None:
    @scene(name)
    def show(stage: Stage) -> Any:
        getattr(getattr(_partner(stage, tab), tab), press).click()
        return stage.dialog(kind)


_partner_dialog("dialog-demand", "demands", "add", "DemandForm")
_partner_dialog("dialog-follow", "demands", "follow", "FollowForm")
_partner_dialog("dialog-reply", "demands", "reply", "ReplyForm")
_partner_dialog("dialog-agreement", "agreements", "add", "AgreementForm")


@scene("dialog-partner")
def dialog_partner(stage: Stage) -> Any:
    stage.go("partners").add.click()
    return stage.dialog("PartnerForm")


# -- releases -------------------------------------------------------------------------------------


@scene("releases")
def releases(stage: Stage) -> Any:
    view = stage.state("sealed")
    view.table.selectRow(view.model.rowCount() - 1)
    return stage.window


@scene("releases-approved")
def releases_approved(stage: Stage) -> Any:
    stage.state("approved")
    return stage.window


@scene("releases-rejected")
def releases_rejected(stage: Stage) -> Any:
    stage.state("rejected")
    return stage.window


def _copy_dialog(kind: str, dialog: str) -> None:
    @scene(f"dialog-{kind}")
    def show(stage: Stage) -> Any:
        view = stage.go("releases")
        for number in range(view.model.rowCount()):
            view.table.selectRow(number)
            stage.settle()
            for name, made in view.detail.buttons.items():
                if name.startswith(kind):
                    made.click()
                    return stage.dialog(dialog)
        raise LookupError(f"no copy offers {kind}")


_copy_dialog("deliver", "CopyEvent")
_copy_dialog("acknowledge", "CopyEvent")
_copy_dialog("returned", "CopyEvent")


@scene("dialog-void")
def dialog_void(stage: Stage) -> Any:
    """From the menu of a copy."""
    view = stage.state("sealed")
    stage.settle(lambda: view.detail.told is not None and bool(view.detail.told.copies))
    view.detail._enter("void", view.detail.told.copies[0])
    return stage.dialog("VoidCopy")


def _form(stage: Stage, step: int) -> Any:
    view = stage.go("releases", "release.new")
    form = view.form
    partners = form.who.choices.partners
    partner = next(p for p in partners if "Daehan" in p.name)
    titles = {d.title: d.id for d in form.what.choices.documents}
    specification = next(known for title, known in titles.items() if "specification" in title)
    profile = next(known for title, known in titles.items() if "profile" in title)
    form.draft = {
        "partner": partner.id,
        "contacts": [contact.id for contact in partner.contacts],
        "documents": {specification: "2-4", profile: ""},
        "purpose": "시험 생산 평가 / trial production",
        "why": {specification: "공정 조건 확인", profile: ""},
        "demand": partner.demands[0][0] if partner.demands else "",
        "until": "2027-03-31",
        "return_by": "2027-04-14",
        "stamp": "footer",
    }
    form._fill()
    form.what.documents.select(specification)
    form.list.setCurrentRow(step)
    stage.settle(lambda: step != 4 or form.review.viewer.shown)
    stage.over.append(form._discard)
    return stage.window


def _form_step(name: str, step: int) -> None:
    @scene(f"new-release-{name}")
    def show(stage: Stage) -> Any:
        return _form(stage, step)


for _number, _step in enumerate(("who", "what", "why", "how", "review")):
    _form_step(_step, _number)


# -- approvals ------------------------------------------------------------------------------------


@scene("approvals")
def approvals(stage: Stage) -> Any:
    view = stage.go("approvals")
    stage.settle(lambda: view.case.viewer.shown)
    return stage.window


@scene("approvals-decide")
def approvals_decide(stage: Stage) -> Any:
    """Ready to be signed, but for the passphrase: what is missing is said."""
    view = stage.go("approvals")
    stage.settle(lambda: view.case.viewer.shown)
    for box in view.case.boxes.values():
        box.setChecked(True)
    view.case.reason.setText("대표이사 지시에 따른 제공")
    view.case.yes.click()

    def put_away() -> None:
        for box in view.case.boxes.values():
            box.setChecked(False)
        view.case.reason.clear()
        view.case.banner.clear()

    stage.over.append(put_away)
    return stage.window


@scene("dialog-reject")
def dialog_reject(stage: Stage) -> Any:
    view = stage.go("approvals")
    stage.settle(lambda: view.case.told is not None)
    view.case.no.click()
    return stage.dialog("Rejection")


# -- trace ----------------------------------------------------------------------------------------


def _leak(stage: Stage, verdict: str) -> Any:
    """The result of the leak with a verdict, with its pictures when this program traced it."""
    view = stage.go("trace")
    stage.settle(lambda: view._board is not None)
    row = next(row for row in view._board.rows if row.verdict == verdict)
    view.show_leak(row.id)
    stage.settle(lambda: view.result.finding is not None)
    stage.over.append(view._home)
    return view


def _traced(stage: Stage, verdict: str) -> Any:
    view = _leak(stage, verdict)
    if view.result.finding.recalled and verdict == "match":
        view.result.anew.click()
        stage.settle(lambda: not view.result.finding.recalled, 600)
    return view


@scene("trace")
def trace(stage: Stage) -> Any:
    view = stage.go("trace")
    view._home()
    return stage.window


@scene("trace-listed")
def trace_listed(stage: Stage) -> Any:
    view = stage.go("trace")
    view._home()
    view.start.add([str(stage.firm.parent / "found.jpg")])
    view.start.found_by.setText("박도윤")
    view.start.where.setText("전시회, B사 부스")
    stage.over.append(view.start.done)
    return stage.window


@scene("trace-running")
def trace_running(stage: Stage) -> Any:
    view = _leak(stage, "match")
    view._found.pop(view.result.row.id, None)
    view.result.anew.click()
    end = time.monotonic() + 60
    while not view.progress.bar.maximum() and time.monotonic() < end:
        stage.app.processEvents()
        time.sleep(0.01)

    def stop() -> None:
        view._stop()
        stage.settle(lambda: view._job is None, 300)
        view.banner.clear()

    stage.over.insert(0, stop)
    return stage.window


def _trace_tab(name: str, verdict: str, tab: int) -> None:
    @scene(name)
    def show(stage: Stage) -> Any:
        view = _traced(stage, verdict)
        view.result.tabs.setCurrentIndex(tab)
        return stage.window


_trace_tab("trace-match", "match", 0)
_trace_tab("trace-match-page", "match", 1)
_trace_tab("trace-match-who", "match", 2)
_trace_tab("trace-match-searched", "match", 3)
_trace_tab("trace-inconclusive", "inconclusive", 0)
_trace_tab("trace-no-evidence", "no-evidence", 3)


@scene("dialog-dossier")
def dialog_dossier(stage: Stage) -> Any:
    _leak(stage, "match").result.export.click()
    return stage.dialog("Confirm")


# -- ledger and settings --------------------------------------------------------------------------


@scene("ledger")
def ledger(stage: Stage) -> Any:
    view = stage.go("ledger")
    view.table.selectRow(3)
    return stage.window


@scene("ledger-verified")
def ledger_verified(stage: Stage) -> Any:
    view = stage.go("ledger")
    view.verify()
    stage.settle(lambda: not view.banner.isHidden())
    stage.over.append(view.banner.clear)
    return stage.window


def _section(name: str) -> None:
    @scene(f"settings-{name}" if name != "general" else "settings")
    def show(stage: Stage) -> Any:
        view = stage.go("settings", name)
        table = getattr(getattr(view, name, None), "table", None)
        if table is not None:
            table.selectRow(0)
        return stage.window


@scene("incidents")
def incidents(stage: Stage) -> Any:
    stage.go("incidents")
    stage.settle()
    return stage.window


@scene("investments")
def investments(stage: Stage) -> Any:
    view = stage.go("investments")
    view.table.selectRow(0)
    return stage.window


@scene("document-page")
def document_page(stage: Stage) -> Any:
    view = stage.go("documents")
    view.table.selectRow(0)
    view.show_it.click()
    stage.settle()
    stage.over.append(view._list)
    return stage.window


SECTIONS = ("general", "folders", "people", "policies", "stamps", "backup")
"""Sections of the settings."""
for _name in SECTIONS:
    _section(_name)


@scene("dialog-investment")
def dialog_investment(stage: Stage) -> Any:
    stage.go("investments", "investment.add")
    return stage.dialog("InvestmentForm")


@scene("dialog-letter")
def dialog_letter(stage: Stage) -> Any:
    view = stage.go("incidents")
    stage.settle()
    view.panel.write("delete")
    return stage.dialog("IncidentLetter")


@scene("dialog-member")
def dialog_member(stage: Stage) -> Any:
    view = stage.go("settings", "people")
    view.people.add.click()
    return stage.dialog("AddForm")


# -- what lies over everything --------------------------------------------------------------------


@scene("palette")
def palette(stage: Stage) -> Any:
    stage.go("home")
    stage.window._show_palette()
    return stage.dialog("Palette")


@scene("help")
def help_(stage: Stage) -> Any:
    stage.go("home")
    stage.window._show_help()
    return stage.dialog("Help")


@scene("about")
def about(stage: Stage) -> Any:
    stage.go("home")
    stage.window.context.actions["help.about"].trigger()
    return stage.dialog("About")


def passphrase() -> str:
    """What opens both vaults."""
    return WORD
