"""What is written when the program itself fails: a local report that gives nothing away.

A report has the versions, the kind of error and where in the program it happened: modules, lines
and functions. It never has a value: no error's text, no variables, no titles, no passphrase; and
what could still stand in a path (home, vault, the names at the desk) is replaced. It lies in the
person's own folder for this program, at most `MOST` of them, and nothing is sent anywhere.
"""

from __future__ import annotations

import contextlib
import faulthandler
import getpass
import os
import platform
import re
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from vault.errors import CocoonError

MOST = 10
"""Reports that are kept; the oldest go first."""
_PROGRAM = Path(__file__).resolve().parents[1]
_DEEPEST = 40


class Crash(QObject):
    """Writes reports of what nobody foresaw.

    Signals:
        written: the path of a report; each kind of failure is written once a run.
    """

    written = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.names: Callable[[], Iterable[str]] = tuple
        self._seen: set[str] = set()
        self._once = threading.Lock()
        self._fatal: IO[bytes] | None = None

    def install(self) -> None:
        """Take over what would otherwise be printed: on every thread, and from Qt."""
        global _current
        _current = self
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread
        qInstallMessageHandler(self._on_qt)
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            for path in self.folder.glob("fatal-*.txt"):
                if not path.stat().st_size:
                    path.unlink()
            # Functions and lines only, from inside the signal handler.
            fatal = self.folder / f"fatal-{os.getpid()}.txt"
            self._fatal = fatal.open("wb", buffering=0)
            fatal.chmod(0o600)
            faulthandler.enable(self._fatal)

    def remove(self) -> None:
        """Give back what `install` took; an empty report of a fatal signal goes."""
        global _current
        _current = None
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        qInstallMessageHandler(None)
        if self._fatal is not None:
            faulthandler.disable()
            self._fatal.close()
            self._fatal = None
            with contextlib.suppress(OSError):
                (self.folder / f"fatal-{os.getpid()}.txt").unlink()

    def record(self, error: BaseException) -> Path | None:
        """Write a report; None when this failure was written before or no disk takes it."""
        where = list(_frames(error))
        return self._write(where, "\n".join(where))

    def _write(self, lines: Iterable[str], kind: str) -> Path | None:
        with self._once:
            if kind in self._seen:
                return None
            self._seen.add(kind)
        now = datetime.now(UTC)
        told = redacted("\n".join([*_head(now), "", *lines, ""]), self.names())
        path = self.folder / f"crash-{now:%Y%m%dT%H%M%S%f}Z.txt"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with path.open("x", encoding="utf-8") as file:
                path.chmod(0o600)
                file.write(told)
            for old in sorted(self.folder.glob("crash-*.txt"))[:-MOST]:
                old.unlink()
        except OSError:
            return None
        self.written.emit(str(path))
        return path

    def _on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        path = self.record(error.with_traceback(trace))
        if os.environ.get("COCOON_DEBUG"):
            sys.__excepthook__(kind, error, trace)
        elif path is not None:
            print(f"Cocoon: something failed; a report lies at {path}", file=sys.stderr)

    def _on_thread(self, failed: threading.ExceptHookArgs) -> None:
        if failed.exc_value is not None:
            self._on_error(failed.exc_type, failed.exc_value, failed.exc_traceback)

    def _on_qt(self, kind: QtMsgType, context: Any, message: str) -> None:
        if os.environ.get("COCOON_DEBUG"):
            print(message, file=sys.stderr)
        if kind in (QtMsgType.QtFatalMsg, QtMsgType.QtCriticalMsg):
            # Qt's words may name files and texts of the person: only who said it is kept.
            said = f"Qt {kind.name}: {context.category or 'default'}, {context.function or '?'}"
            self._write([said], said)


_current: Crash | None = None


def record(error: BaseException) -> None:
    """Write a report of an error that was caught and that nobody foresaw."""
    if _current is not None and not isinstance(error, CocoonError):
        _current.record(error)


def redacted(text: str, names: Iterable[str] = ()) -> str:
    """A text without the home folder, this machine's and user's names, and other names given."""
    private = {str(Path.home()): "~", socket.gethostname(): "(machine)"}
    with contextlib.suppress(OSError, KeyError):
        private[getpass.getuser()] = "(user)"
    private |= {name: "(name)" for name in names if len(name) > 1}
    for word in sorted(private, key=len, reverse=True):
        if len(word) > 1:
            text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", private[word], text)
    return text


def _head(now: datetime) -> list[str]:
    from vault.app.places import program_version

    return [
        "Cocoon crash report. It holds no content of a vault; nothing was sent.",
        f"time      {now:%Y-%m-%d %H:%M:%S} UTC",
        f"cocoon    {program_version()}",
        f"python    {platform.python_version()} ({platform.python_implementation()})",
        f"qt        {qVersion()}",
        f"system    {platform.system()} {platform.release()} {platform.machine()}",
        f"frozen    {bool(getattr(sys, 'frozen', False))}",
        f"thread    {_thread()}",
    ]


def _thread() -> str:
    """Which kind of thread this is; a thread's name may be anything."""
    if threading.current_thread() is threading.main_thread():
        return "window"
    lane = re.fullmatch(r"cocoon-[a-z]+", threading.current_thread().name.rpartition("_")[0])
    return lane[0] if lane else "another"


def _frames(error: BaseException) -> Iterable[str]:
    """Kind of an error and of those behind it, and where each went through the program."""
    told: BaseException | None = error
    behind: set[int] = set()
    while told is not None and id(told) not in behind:
        behind.add(id(told))
        code = f" [{told.code}]" if isinstance(told, CocoonError) else ""
        yield f"{type(told).__module__}.{type(told).__qualname__}{code}"
        frames = list(traceback.walk_tb(told.__traceback__))[-_DEEPEST:]
        for frame, line in frames:
            name = frame.f_code.co_qualname if sys.version_info >= (3, 11) else ""
            yield f"  {_module(frame.f_code.co_filename)}:{line} {name}"
        told = told.__cause__ or told.__context__
        if told is not None:
            yield "behind it:"


def _module(filename: str) -> str:
    """A source file as the program knows it; of others, its name alone."""
    path = Path(filename)
    with contextlib.suppress(ValueError):
        return path.relative_to(_PROGRAM).as_posix()
    inside = path.as_posix().partition("site-packages/")[2]
    return inside or path.name
