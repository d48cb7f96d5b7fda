"""The window as a person uses it: a real vault, real files, no patched core.

`vault_folder` is a firm's vault, made once and copied for each test: an owner who is also an
approver, an engineer who holds the technology, an approver, two contacts at a partner, and two
documents. `window` is the program's window before unlocking; `unlocked` the same with the owner
at the desk; `enter(window, name)` puts somebody there through the unlock view.

A warning of Qt fails the test that caused it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ui.window import Window

HAS_QT = all(find_spec(name) for name in ("PySide6", "pytestqt"))
collect_ignore_glob = [] if HAS_QT else ["test_*.py"]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

LONG = 60_000
"""How long a condition may take at most, ms."""
TECHNOLOGY = "Reflow oven"
SPECIFICATION, RECIPE = "Oven specification", "Flux recipe"
HERE = Path(__file__).parent
_OFFSCREEN = "This plugin does not support"
"""Said by the offscreen platform of every window, menu and completer; means nothing."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt's warnings fail the tests of this folder, and of no other."""
    if not HAS_QT:
        return
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(_OFFSCREEN))


@pytest.fixture(scope="session")
def made_vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The firm's vault; not to be changed."""
    from tests.fakes import firm as firms
    from tests.vault.app.conftest import pdf
    from vault.app.people import members

    home = tmp_path_factory.mktemp("firm")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(home / "config"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        firm = firms.staffed(home / "vault")
        firm.contact(0)
        firm.contact(1)
        recipe = home / "flux-recipe.txt"
        recipe.write_text("flux ratio 7:3\n" * 40, encoding="utf-8")
        specification = pdf(home / "oven-specification.pdf", pages=3)
        firm.add(firm.owner, specification, technology=TECHNOLOGY, title=SPECIFICATION)
        firm.add(firm.owner, recipe, technology=TECHNOLOGY, title=RECIPE)
        members.grant(firm.owner, firms.ENGINEER, TECHNOLOGY)
    return home / "vault"


@pytest.fixture
def vault_folder(made_vault: Path, tmp_path: Path) -> Path:
    """The firm's vault, for one test to use as it likes."""
    return Path(shutil.copytree(made_vault, tmp_path / "vault"))


@pytest.fixture
def window(qtbot: Any, qapp: Any, tmp_path: Path) -> Iterator[Window]:
    """The window, shown, before anybody unlocked a vault."""
    from PySide6.QtCore import QSettings

    from ui.startup import build

    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    settings.setValue("scheme", "light")
    made = build(qapp, settings)
    made.show()
    yield made
    desk, actions = made.context.desk, made.context.actions
    made.context.language.choose("en")  # or the next test's window would stay translated
    made.close()
    desk.bridge.close()
    qapp.processEvents()
    for gone in (made, actions, desk, desk.bridge):
        gone.deleteLater()
    qapp.processEvents()


def press(qtbot: Any, window: Window, action: str) -> None:
    """Press an action's shortcut, in the active window, until the action has started.

    A window that is not active yet swallows shortcuts, as it does for people.
    """
    from PySide6.QtCore import Qt

    started: list[bool] = []
    wanted = window.context.actions[action]
    wanted.triggered.connect(lambda checked=False: started.append(True))
    combination = wanted.shortcut()[0]

    def pressed() -> bool:
        if not started:
            window.activateWindow()
            if window.isActiveWindow():
                key, held = combination.key(), combination.keyboardModifiers()
                qtbot.keyClick(window, Qt.Key(key), held)
        return bool(started)

    qtbot.waitUntil(pressed, timeout=LONG)


Enter = Callable[["Window", str], None]


@pytest.fixture
def enter(qtbot: Any, vault_folder: Path) -> Enter:
    """Puts a member of the firm at the desk, by the unlock view."""
    from PySide6.QtCore import Qt

    from tests.fakes.firm import passphrase

    def enter(window: Window, name: str) -> None:
        card = window._unlock._enter
        card.folder.setCurrentText(str(vault_folder))
        card.person.setText(name)
        card.passphrase.clear()
        qtbot.keyClicks(card.passphrase, passphrase(name))
        qtbot.keyClick(card.passphrase, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.context.desk.is_open, timeout=LONG)

    return enter


@pytest.fixture
def unlocked(window: Window, enter: Enter) -> Window:
    """The window with the owner, who is also engineer and approver, at the desk."""
    from tests.fakes.firm import OWNER

    enter(window, OWNER)
    return window
