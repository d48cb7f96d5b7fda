"""Whoever doubts the record looks at it, opens an entry, and has all of it verified."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from tests.ui.conftest import press

if TYPE_CHECKING:
    from ui.window import Window

LONG = 60_000


def at_ledger(qtbot: Any, window: Window) -> Any:
    press(qtbot, window, "go.ledger")
    view = window.view("ledger")
    qtbot.waitUntil(lambda: 0 < view._size == len(view._rows), timeout=LONG)
    return view


def test_entries_stand_newest_first_are_filtered_and_opened(qtbot: Any, unlocked: Window) -> None:
    view = at_ledger(qtbot, unlocked)
    assert [view.model.row(n).seq for n in range(3)] == [view._size - 1 - n for n in range(3)]
    qtbot.keyClicks(view.field, "flux recipe")
    assert view.model.rowCount() == 1
    assert view.model.row(0).kind == "document.added"
    view.table.selectRow(0)
    qtbot.waitUntil(lambda: bool(view.detail.toPlainText()), timeout=LONG)
    opened = json.loads(view.detail.toPlainText())
    assert opened["fields"]["title"] == "Flux recipe" and view.detail.isReadOnly()
    view.field.clear()
    view.kinds.setCurrentIndex(view.kinds.findData("member"))
    kinds = {view.model.row(n).kind for n in range(view.model.rowCount())}
    assert kinds == {"member.added", "member.granted"}
    assert "of" in view.count.text()


def test_a_new_entry_appears_by_itself(qtbot: Any, unlocked: Window, vault_folder: Path) -> None:
    from tests.fakes import firm as firms
    from vault.app.partnership import partners
    from vault.app.session import unlock

    view = at_ledger(qtbot, unlocked)
    before = view._size
    other = unlock(vault_folder, firms.ENGINEER, firms.passphrase(firms.ENGINEER))
    partners.add_partner(other, "Neuhaus Öfen")
    unlocked.context.desk.look()
    qtbot.waitUntil(lambda: len(view._rows) == before + 1, timeout=LONG)
    assert view.model.row(0).about == "Neuhaus Öfen"
    assert len({row.seq for row in view._rows}) == before + 1


def test_verifying_says_that_nothing_is_missing_and_home_knows(
    qtbot: Any, unlocked: Window
) -> None:
    at_ledger(qtbot, unlocked)
    press(qtbot, unlocked, "ledger.verify")
    view = unlocked.view("ledger")
    qtbot.waitUntil(lambda: view.banner.isVisible(), timeout=LONG)
    assert "nothing is missing" in view.banner.sentence.text()
    assert unlocked.context.desk.property("verified")[0]
    unlocked.lock()
    assert unlocked.context.desk.property("verified") is None
    assert view.model.total == 0 and not view.detail.toPlainText()


def test_damage_is_found_with_its_place(qtbot: Any, unlocked: Window, vault_folder: Path) -> None:
    view = at_ledger(qtbot, unlocked)
    blob = max((vault_folder / "blob").rglob("*"), key=lambda p: p.stat().st_size * p.is_file())
    data = bytearray(blob.read_bytes())
    data[len(data) // 2] ^= 1
    blob.chmod(0o600)
    blob.write_bytes(bytes(data))
    qtbot.mouseClick(view.verify_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view._result is not None, timeout=LONG)
    assert view.banner.property("banner") == "bad"
    assert view.problems.isVisible() and blob.name[:8] in view.problems.toPlainText()


def test_a_checkpoint_and_all_entries_are_saved_over_an_older_file(
    qtbot: Any, unlocked: Window, tmp_path: Path
) -> None:
    view = at_ledger(qtbot, unlocked)

    def saved(save: Callable[[Path], None], name: str) -> str:
        out = tmp_path / name
        out.write_text("older", encoding="utf-8")
        save(out)
        qtbot.waitUntil(lambda: not view.progress.isVisible(), timeout=LONG)
        assert view.banner.property("banner") == "good", view.banner.sentence.text()
        return out.read_text(encoding="utf-8")

    assert str(view._size) in saved(view.save_checkpoint, "note.txt")
    lines = saved(view.export_entries, "all.jsonl").splitlines()
    assert len(lines) == view._size and json.loads(lines[0])["kind"] == "vault.created"
