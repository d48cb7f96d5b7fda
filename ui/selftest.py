"""``cocoon-window --selftest``: whether this installation does what it is for, in half a minute.

Makes a vault in a temporary folder, and in the window's own desk adds the document that comes
along, releases pages of it, seals a copy, photographs it by simulation and traces the photo; then
shows every place of the window in both languages. Says one line a step. Needs no screen.

Invariant: nothing of the person at this machine is read or changed, and nothing stays behind.
"""

from __future__ import annotations

import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QEventLoop, QSettings, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ui.desk import Desk
from ui.help import parts
from ui.startup import build
from ui.views import PLACES
from ui.window import Window

_LONGEST_MS = 300_000
_MEMBER, _TECHNOLOGY, _PAGES, _PAGE = "Self-test", "HP-240", "4-6", 1
_MOVED = ("COCOON_CONFIG", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
"""What says where a person's own files are, on systems where the environment says it."""


class SelfTestError(Exception):
    """Something is not as it should be; the text says what."""


def selftest(say: Callable[[str], None] = lambda line: print(line, flush=True)) -> int:
    """Run all steps; the program's exit code: 0, or 1 with the reason in the last line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="cocoon-selftest-") as place, _apart(Path(place)):
        made = QApplication.instance()
        app = made if isinstance(made, QApplication) else QApplication(sys.argv[:1])
        settings = QSettings(str(Path(place) / "settings.ini"), QSettings.Format.IniFormat)
        settings.setValue("language", "en")
        window = build(app, settings)
        try:
            _Steps(window, Path(place), say).run()
        except Exception as error:
            if os.environ.get("COCOON_DEBUG"):
                raise
            say(f"FAILED: {type(error).__name__}: {error}")
            return 1
        finally:
            window.close()
            window.context.desk.bridge.close()
            window.deleteLater()
            app.processEvents()
            settings.clear()
            settings.sync()
    say("All is well.")
    return 0


@contextmanager
def _apart(place: Path) -> Iterator[None]:
    """Keep a person's own files out of it."""
    before = {name: os.environ.get(name) for name in _MOVED}
    os.environ.update({name: str(place / name.lower()) for name in _MOVED})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class _Steps:
    def __init__(self, window: Window, place: Path, say: Callable[[str], None]) -> None:
        self._window = window
        self._desk: Desk = window.context.desk
        self._place = place
        self._say = say

    def run(self) -> None:
        from vault.app.places import program_version

        kind = "installed" if getattr(sys, "frozen", False) else "checkout"
        self._say(f"Cocoon {program_version()} ({kind}), Python {sys.version.split()[0]}")
        self._say(f"helper process: {self._at_the_side(_helper)}")
        self._window.show()
        self._say(f"window: {self._picture()} colours while locked")
        words = secrets.token_urlsafe(12)
        self._at_the_side(lambda: _create(self._place / "vault", words))
        self._unlock(words)
        self._say(f"vault: made and unlocked, {self._desk.org}")
        seen = self._png()
        layers = self._at_the_side(lambda: _restrictions(seen))
        self._say(f"reader: a process of its own, held by {layers or 'limits only'}")
        document, pages = self._do(_add)
        self._say(f"document: {pages} pages")
        pack, copy = self._do(lambda session: _release(session, document, self._place / "out"))
        self._say(f"release: approved, sealed, copy {copy} in {pack.name}")
        photo = self._place / "photo.jpg"
        photo.write_bytes(self._at_the_side(lambda: _photograph(pack)))
        self._say(f"photo: {photo.stat().st_size // 1024} kB, by simulation")
        named, bound, pictures = self._do(lambda session: _trace(session, photo))
        if named != [copy]:
            raise SelfTestError(f"the photo of {copy} was traced to {named or 'nobody'}")
        if not pictures or any(QImage.fromData(data).isNull() for data in pictures):
            raise SelfTestError("a picture of the trace cannot be shown")
        self._say(f"trace: {named[0]}, chance of a false match at most 10^{bound:.0f}")
        entries, problems = self._at_the_side(lambda: _verify(self._place / "vault", words, pack))
        if problems:
            raise SelfTestError(f"the ledger has problems: {problems}")
        self._say(f"ledger: {entries} entries, no problem")
        for language, scheme in (("en", "light"), ("ko", "dark")):
            self._window.context.language.choose(language)
            self._window.context.look.choose(scheme)
            titles = [self._shown(place) for place in PLACES]
            self._say(f"places, {language}, {scheme}: {', '.join(titles)}")
        known = [name for name, _, _ in parts()]
        if "numpy" not in known:
            raise SelfTestError("About does not know what the program is made of")
        self._say(f"About: {len(known)} parts with their licences")
        self._desk.lock()
        self._settle()
        if self._desk.is_open:
            raise SelfTestError("the vault did not lock")

    # -- waiting -----------------------------------------------------------------------------

    def _wait(self, begin: Callable[[Callable[[Any], None], Callable[[Any], None]], Any]) -> Any:
        """Start something that calls back, and let the window live until it has."""
        loop, ends = QEventLoop(), list[tuple[bool, Any]]()

        def end(good: bool, value: Any) -> None:
            ends.append((good, value))
            loop.quit()

        limit = QTimer(singleShot=True, interval=_LONGEST_MS)
        limit.timeout.connect(loop.quit)
        limit.start()
        begin(lambda value: end(True, value), lambda error: end(False, error))
        if not ends:
            loop.exec()
        limit.stop()
        if not ends:
            raise SelfTestError(f"a step took longer than {_LONGEST_MS // 1000} seconds")
        good, value = ends[0]
        if not good:
            raise value
        return value

    def _at_the_side(self, work: Callable[[], Any]) -> Any:
        """Do something away from the window's thread, without the open vault."""
        return self._wait(
            lambda done, failed: self._desk.bridge.submit(
                lambda job: work(), done=done, failed=failed
            )
        )

    def _do(self, work: Callable[[Any], Any]) -> Any:
        """Do something with the open vault, as the window's views do."""
        return self._wait(
            lambda done, failed: self._desk.do(
                lambda session, job: work(session), areas=("*",), done=done, failed=failed
            )
        )

    def _unlock(self, words: str) -> None:
        def begin(done: Callable[[Any], None], failed: Callable[[Any], None]) -> None:
            self._desk.unlocked.connect(lambda: done(None))
            self._desk.unlock(self._place / "vault", _MEMBER, words, failed=failed)

        self._wait(begin)

    def _settle(self) -> None:
        """Let the window draw, and views ask what they show."""
        self._at_the_side(lambda: None)
        QApplication.processEvents()

    # -- looking -----------------------------------------------------------------------------

    def _picture(self) -> int:
        """How many colours the window shows; a few would mean that it shows nothing."""
        self._settle()
        image = self._window.grab().toImage().scaled(320, 200)
        seen = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        if len(seen) < 20:
            raise SelfTestError(f"the window shows only {len(seen)} colours")
        return len(seen)

    def _png(self) -> bytes:
        """A picture of the window, as a file."""
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        picture = self._window.grab().toImage().scaled(320, 200)
        picture.save(buffer, "PNG")  # type: ignore[call-overload]  # its types: bytes
        return bytes(buffer.data().data())

    def _shown(self, place: str) -> str:
        self._window.go(place)
        self._picture()
        title = self._window.context.actions[f"go.{place}"].text().replace("&", "")
        korean = any("가" <= letter <= "힣" for letter in title)
        if korean != (self._window.context.language.code == "ko"):
            raise SelfTestError(f"the place {place} is not in the language chosen: {title}")
        return title


# -- with the vault; away from the window's thread -----------------------------------------------


def _helper() -> str:
    """Whether processes of the program itself can be started, as long ledgers need them."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from vault.app.places import program_version

    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        number = pool.submit(os.getpid).result(timeout=_LONGEST_MS / 1000)
        told = pool.submit(program_version).result(timeout=_LONGEST_MS / 1000)
    if number == os.getpid() or told != program_version():
        raise SelfTestError("a helper process is not the program's own")
    return "started and ended"


def _create(folder: Path, words: str) -> None:
    from vault.app.people.creation import create

    create(
        folder, org="다온세라믹스 Daon (fictional)", user=_MEMBER, passphrase=words,
        solo=True, zone="Asia/Seoul",
    )  # fmt: skip


def _restrictions(picture: bytes) -> str:
    """What holds a process that reads a file from outside; it reads one first."""
    from vault.app.workshop import Workshop

    with Workshop() as shop:
        shop.inspect(picture, "image/png", "")
        return ", ".join(shop.layers)


def _add(session: Any) -> tuple[str, int]:
    from vault.app.library import documents
    from vault.app.places import resources_folder

    source = resources_folder() / "demo" / "process-specification.pdf"
    added = documents.add(session, [source], technology=_TECHNOLOGY, title="Specification")
    for failed in added.failed:
        raise failed.error
    document, n = added.documents[0]
    return document, session.state.facts.documents[document].revisions[n - 1].pages


def _release(session: Any, document: str, out: Path) -> tuple[Path, str]:
    from datetime import timedelta

    from vault.app.partnership import partners
    from vault.app.release import collecting, releases, sealing

    partner = partners.add_partner(session, "대한전자 Daehan (fictional)")
    contact = partners.add_contact(session, partner.id, "김서연", email="s.kim@daehan.example")
    asked = releases.request(
        session,
        releases.Request(
            contacts=[contact.id],
            documents=[f"{document}:{_PAGES}"],
            purpose="self-test",
            until=(session.clock() + timedelta(days=30)).date().isoformat(),
            allow_untraceable=True,
        ),
    )
    releases.approve(session, asked.id, [each.code for each in asked.warnings if each.accept])
    sealing.seal(session, asked.id)
    collected = collecting.collect(session, asked.id, out)[0]
    return collected.path, collected.copy.id


def _photograph(pack: Path) -> bytes:
    from vault.app.demo import photograph

    return photograph(pack, "process-specification.pdf", _PAGE)


def _trace(session: Any, photo: Path) -> tuple[list[str], float, list[bytes]]:
    from vault.app.leak import leaks
    from vault.app.leak.tracer import Tracer

    leak = leaks.lodge(session, [photo], found_by=_MEMBER, where="a self-test")
    with Tracer(session) as tracer:
        traced = tracer.trace(leak)
    matches = traced.verdict.matches
    pictures = [data for data in (*traced.overlays, *traced.bare, *traced.originals) if data]
    bound = max((match.log10_false_match for match in matches), default=0.0)
    return [match.copy for match in matches], bound, pictures


def _verify(folder: Path, words: str, pack: Path) -> tuple[int, list[str]]:
    from vault.app.proof.verification import verify

    found = verify(folder, _MEMBER, words, against=pack).report
    return found.entries, [str(problem) for problem in found.problems]
