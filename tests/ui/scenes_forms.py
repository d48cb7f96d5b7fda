"""Further places of the window: forms, what is refused in them, work under way, and nothing yet.

They are entered beside those of `tests.ui.scenes`, under the same rules: a scene changes nothing in
the firm's vault. What it opens is closed after it, and the form's draft is dropped.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCalendarWidget, QPushButton

from tests.ui.scenes import NEW, Stage, _form, _partner, scene


def _opened(stage: Stage, kind: str) -> Any:
    """A dialog that was just opened; its draft is dropped with it."""
    dialog = stage.dialog(kind)
    stage.over.append(lambda: stage.window.context.drafts.drop(dialog.name))
    return dialog


# -- nothing yet ----------------------------------------------------------------------------------


for _place in ("incidents", "investments"):

    @scene(f"empty-{_place}", NEW)
    def _empty(stage: Stage, place: str = _place) -> Any:
        stage.go(place)
        return stage.window


for _tab in ("people", "backup", "folders"):

    @scene(f"empty-settings-{_tab}", NEW)
    def _empty_settings(stage: Stage, tab: str = _tab) -> Any:
        stage.go("settings", tab)
        return stage.window


@scene("empty-new-release", NEW)
def empty_new_release(stage: Stage) -> Any:
    view = stage.go("releases", "release.new")
    stage.over.append(view.form._discard)
    return stage.window


# -- dates and long names -------------------------------------------------------------------------


@scene("dialog-calendar")
def dialog_calendar(stage: Stage) -> Any:
    """A day being chosen; the calendar is a window of its own, so it is drawn over the dialog."""
    _partner(stage, "demands").demands.add.click()
    dialog = _opened(stage, "DemandForm")
    dialog.due._choose()
    stage.settle()
    calendar = next(w for w in stage.app.allWidgets() if isinstance(w, QCalendarWidget))
    menu = calendar.parentWidget()
    taken = menu.grab()
    at = dialog.mapFromGlobal(menu.mapToGlobal(QPoint(0, 0)))
    menu.close()
    return SimpleNamespace(over=(taken, at), dialog=dialog)


@scene("document-long-name")
def document_long_name(stage: Stage) -> Any:
    view = stage.go("documents")
    for number in range(view.model.rowCount()):
        if len(view.model.row(number).title) > 60:
            view.table.selectRow(number)
    view.show_it.click()
    stage.settle()
    stage.over.append(view._list)
    return stage.window


# -- forms ----------------------------------------------------------------------------------------


def _pressed(name: str, tab: str, press: str, kind: str) -> None:
    @scene(f"dialog-{name}")
    def show(stage: Stage) -> Any:
        part = getattr(_partner(stage, tab), tab)
        part.table.selectRow(0)
        getattr(part, press).click()
        return _opened(stage, kind)


_pressed("agreement-draft", "agreements", "draft", "DraftForm")
_pressed("agreement-staff", "agreements", "staff", "StaffForm")
_pressed("agreement-end", "agreements", "end", "EndForm")
_pressed("contact", "contacts", "add", "ContactForm")
_pressed("earlier", "holdings", "earlier", "EarlierForm")


def _setting(name: str, section: str, press: str, kind: str) -> None:
    @scene(f"dialog-{name}")
    def show(stage: Stage) -> Any:
        part = getattr(stage.go("settings", section), section)
        if getattr(part, "table", None) is not None:
            part.table.selectRow(1)
        getattr(part, press)()
        return _opened(stage, kind)


_setting("backup-schedule", "backup", "_plan", "ScheduleForm")
_setting("backup-now", "backup", "back_up", "BackupForm")
_setting("recovery-drill", "backup", "_drill", "DrillForm")
_setting("passphrase", "general", "_passphrase", "PassphraseForm")


@scene("dialog-address")
def dialog_address(stage: Stage) -> Any:
    _partner(stage, "contacts").address.click()
    return _opened(stage, "AddressForm")


@scene("dialog-incident")
def dialog_incident(stage: Stage) -> Any:
    stage.go("incidents").begin("")
    return _opened(stage, "OpenForm")


@scene("dialog-incident-state")
def dialog_incident_state(stage: Stage) -> Any:
    view = stage.go("incidents")
    stage.settle()
    view.panel.set.click()
    return _opened(stage, "StateForm")


@scene("dialog-refused")
def dialog_refused(stage: Stage) -> Any:
    """What was typed is refused: the sentence stands in the form."""
    part = _partner(stage, "agreements").agreements
    part.add.click()
    dialog = _opened(stage, "AgreementForm")
    dialog.signed.setText("2026-02-30")
    dialog.submit()
    stage.settle(lambda: not dialog.banner.isHidden())
    return dialog


@scene("dialog-packs")
def dialog_packs(stage: Stage) -> Any:
    """The packs as they are shown when they were written; none is written here."""
    from ui.views.release_dialogs import Packs

    view = stage.state("sealed")
    view.table.selectRow(view.model.rowCount() - 1)
    stage.settle(lambda: view.detail.told is not None)
    told = view.detail.told
    packs = [
        SimpleNamespace(
            id=copy.id, contact=copy.contact, path=f"/home/lee/packs/{copy.id}.zip", password=word
        )
        for copy, word in zip(told.copies, ("tulip-42-harbour", ""), strict=False)
    ]
    Packs(stage.window.context, view, packs, told).open()
    return stage.dialog("Packs")


# -- refused, and under way -----------------------------------------------------------------------


@scene("new-release-refused")
def new_release_refused(stage: Stage) -> Any:
    """The last step, gone to before the second was complete."""
    _form(stage, 0)
    form = stage.window.view("releases").form
    form.what.documents.tick(())
    form.draft["documents"] = {}
    form._filled = False
    form.what.fill(form.draft)
    form._filled = True
    form.list.setCurrentRow(4)
    stage.settle(lambda: not form.banner.isHidden())
    return stage.window


@scene("ledger-verifying")
def ledger_verifying(stage: Stage) -> Any:
    """Work under way, with the way to stop it, as it is told while it goes on."""
    from vault.progress import Step

    view = stage.go("ledger")
    view.progress.begin(view.tr("Verifying…"), lambda: None)
    view.progress.step(Step("Checking the stored files", 41, 128))
    stage.over.append(view.progress.end)
    return stage.window


@scene("dialog-menu")
def dialog_menu(stage: Stage) -> Any:
    """An open menu."""
    view = stage.state("sealed")
    view.table.selectRow(view.model.rowCount() - 1)
    stage.settle(lambda: "more" in view.detail.buttons)
    button: QPushButton = view.detail.buttons["more"]
    menu = button.menu()
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    stage.settle()
    taken = menu.grab()
    at = button.mapTo(stage.window, QPoint(0, button.height()))
    menu.close()
    return SimpleNamespace(over=(taken, at), dialog=None)
