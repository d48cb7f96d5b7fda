"""One window for a person: a second start raises the first and ends.

The lock file lies in the person's own folder and belongs to the process; the lock of a process
that was killed is stale at once. The socket beside it is open to this person alone. Programs of
other people, on this machine or on another, are not affected: they have folders of their own.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_TOKEN = "XDG_ACTIVATION_TOKEN"
_LONGEST_TOKEN = 256
_LONGEST_PATH = 90
"""Of a socket: systems allow 104 bytes and more."""
_LISTEN_MS = 50
"""After the window was shown: the person types before the network's part of Qt is loaded."""
_RAISED = b"raised\n"


class Instance(QObject):
    """The right to be the only window of a person.

    Signals:
        raised: a second start asks this window to come to the front.
    """

    raised = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # a window may stay open for weeks
        self._address = _address(folder)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Become the only window, which listens soon; False when there is one already."""
        if not self._lock.tryLock(100):
            return False
        QTimer.singleShot(_LISTEN_MS, self, self._listen)
        return True

    def _listen(self) -> None:
        from PySide6.QtNetwork import QLocalServer

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        QLocalServer.removeServer(self._address)  # what a killed process left
        self._server.listen(self._address)

    def call(self, seconds: float = 10) -> bool:
        """Ask the window that there is to come to the front; whether it answered.

        It may still be starting, so it is asked again for some seconds.
        """
        from PySide6.QtNetwork import QLocalSocket

        _allow_foreground()
        until = time.monotonic() + seconds
        while True:
            socket = QLocalSocket()
            socket.connectToServer(self._address)
            if socket.waitForConnected(1000):
                socket.write(os.environ.get(_TOKEN, "").encode()[:_LONGEST_TOKEN] + b"\n")
                socket.waitForBytesWritten(1000)
                if socket.waitForReadyRead(5000) and socket.readAll().data() == _RAISED:
                    return True
            socket.abort()
            if time.monotonic() > until:
                return False
            time.sleep(0.1)

    def release(self) -> None:
        """Let another window be the only one."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _called(self) -> None:
        socket = self._server.nextPendingConnection() if self._server else None
        if socket is None:
            return
        socket.setParent(self)
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(lambda: self._read(socket))
        if socket.bytesAvailable():
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine() and socket.bytesAvailable() <= _LONGEST_TOKEN:
            return
        token = bytes(socket.readLine(_LONGEST_TOKEN).data()).decode("utf-8", "replace").strip()
        if token.isprintable() and token:
            os.environ[_TOKEN] = token  # Wayland lets only who was clicked come to the front
        self.raised.emit()
        socket.write(_RAISED)
        socket.flush()
        socket.disconnectFromServer()


def _address(folder: Path) -> str:
    """Where the first window listens: beside its lock, or a name of its own."""
    beside = str(folder / "window.socket")
    if sys.platform != "win32" and len(os.fsencode(beside)) <= _LONGEST_PATH:
        return beside
    return f"cocoon-{hashlib.sha256(os.fsencode(str(folder.resolve()))).hexdigest()[:24]}"


def _allow_foreground() -> None:
    """Windows lets a program come to the front only when the one in front allows it."""
    if sys.platform == "win32":
        import ctypes

        any_process = 0xFFFFFFFF
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
