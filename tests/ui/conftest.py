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
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
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


@dataclass
class Leaked:
    """A vault with a sealed release, what leaked of it, and a leak that was traced before."""

    folder: Path
    pdf: Path
    copy: str
    person: str
    earlier: str


@pytest.fixture(scope="session")
def leaked(made_vault: Path, tmp_path_factory: pytest.TempPathFactory) -> Leaked:
    from tests.fakes import firm as firms
    from vault.app.leak import leaks
    from vault.app.leak.tracer import Tracer
    from vault.app.release import collecting, releases, sealing
    from vault.app.session import unlock

    home = tmp_path_factory.mktemp("leaked")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(home / "config"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        folder = Path(shutil.copytree(made_vault, home / "vault"))
        engineer = unlock(folder, firms.ENGINEER, firms.passphrase(firms.ENGINEER))
        facts = engineer.state.facts
        document = next(d.id for d in facts.documents.values() if d.title == SPECIFICATION)
        asked = releases.request(
            engineer,
            releases.Request(
                contacts=list(facts.contacts),
                documents=[document],
                purpose="trial",
                until="2098-12-31",
            ),
        )
        owner = unlock(folder, firms.OWNER, firms.passphrase(firms.OWNER))
        releases.approve(owner, asked.id, [w.code for w in asked.warnings if w.accept])
        sealing.seal(owner, asked.id)
        pack = collecting.collect(owner, asked.id, home / "out")[0]
        pdf = home / "leaked.pdf"
        with zipfile.ZipFile(pack.path) as archive:
            inside = next(name for name in archive.namelist() if name.startswith("oven"))
            pdf.write_bytes(archive.read(inside))
        leak = leaks.lodge(owner, [pdf], found_by="Han", where="at company B")
        with Tracer(owner) as tracer:
            tracer.trace(leak)
        person = owner.state.facts.contacts[pack.copy.contact].name
    return Leaked(folder, pdf, pack.copy.id, person, leak.id)


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
