"""One vault with a past, made once; each test gets its files to damage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.fakes import firm as firms
from vault.app.maintenance import backups
from vault.app.people import members
from vault.app.release import collecting
from vault.app.session import Session
from vault.storage import FolderStore, MemoryStore

TITLE = "Reflow oven Zwölfkammer"
FILE_NAME = "reflow-oven-건조로.pdf"


def pdf(path: Path, pages: int = 1) -> Path:
    """A small document with enough text to carry marks."""
    canvas = Canvas(str(path))
    for page in range(pages):
        for line in range(40):
            words = f"zone {line} holds {line * 7 + page} degrees for {line + 11} seconds"
            canvas.drawString(72, 760 - 17 * line, f"{words} while nitrogen flows at rate {line}")
        canvas.showPage()
    canvas.save()
    return path


@dataclass
class Past:
    """A vault after a year: a sealed and collected release, old epochs, snapshots.

    Attributes:
        folder: the vault, not to be changed.
        files: its files by name.
        packs: the delivered packs.
        half: its files when the release was collected, before the owner removed somebody.
        config: what the owner's machine remembers.
    """

    folder: Path
    files: dict[str, bytes]
    packs: tuple[Path, ...]
    half: dict[str, bytes]

    def store(self) -> MemoryStore:
        """A copy to damage."""
        store = MemoryStore()
        store.files = dict(self.files)
        return store


def files_of(folder: Path) -> dict[str, bytes]:
    """All files of a vault folder by name."""
    store = FolderStore(folder)
    return {name: store.get(name) for name in store.list()}


@pytest.fixture(scope="session")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    """The vault with a past."""
    home = tmp_path_factory.mktemp("past")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COCOON_CONFIG", str(home / "config"))
        patch.setenv("XDG_CACHE_HOME", str(home / "cache"))
        folder = home / "vault"
        firm = firms.staffed(folder)
        owner = firm.owner
        text = home / "Rezeptur geheim.txt"
        text.write_text("flux ratio 7:3\n" * 40, encoding="utf-8")
        firm.add(owner, text, technology="Flux chemistry")
        document = firm.add(owner, pdf(home / FILE_NAME), technology="Ofentechnik", title=TITLE)
        members.grant(owner, firms.ENGINEER, "Ofentechnik")
        release = firms.sealed(firm, document, contacts=2)
        collected = collecting.collect(owner, release.id, home / "out")
        _snapshots(owner, firm.login(firms.ENGINEER))
        half = files_of(folder)
        members.remove(owner, firms.OTHER)
        members.change_passphrase(owner, firms.passphrase(firms.OWNER), cost=firms.CHEAP)
        backups.backup(owner, home / "backup")
        firms.ask(firm.login(firms.ENGINEER), firm, document)
        packs = tuple(each.path for each in collected)
        yield Past(folder, files_of(folder), packs, half)


def _snapshots(*sessions: Session) -> None:
    for session in sessions:
        session.refresh()
        session.snapshot()
