"""Locks when the computer does: its screen is locked, or it goes to sleep.

Linux tells by D-Bus: logind (``PrepareForSleep``, ``Lock`` of a session) and the desktop's screen
saver. Windows tells by messages to the window. macOS tells programs only through frameworks that
are not among our parts; there the clock does it (`ui.idle` notices a sleep at the next touch).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_LOGIN = "org.freedesktop.login1"
_SYSTEM_BUS = Path("/run/dbus/system_bus_socket")
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver",
           "org.mate.ScreenSaver")  # fmt: skip
_WM_POWERBROADCAST, _SUSPEND = 0x0218, 0x0004
_WM_SESSION_CHANGE, _SESSION_LOCK = 0x02B1, 0x0007


class SystemLock(QObject):
    """Emits `passed` when the system locks the screen or goes to sleep."""

    passed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.heard: tuple[str, ...] | None = None
        self._filter: _Messages | None = None

    def listen(self) -> None:
        """Begin to listen, once; a start has no time for it, and nothing is to be locked yet."""
        if self.heard is not None:
            return
        self.heard = ()
        if sys.platform.startswith("linux"):
            self.heard = self._by_dbus()
        elif sys.platform == "win32":
            self._filter = _Messages(self, self._window)
            self.heard = ("windows",)

    def _by_dbus(self) -> tuple[str, ...]:
        """Listen on the buses that there are; which of them."""
        heard = []
        if os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM_BUS.exists():
            from PySide6.QtDBus import QDBusConnection

            bus = QDBusConnection.systemBus()
            if bus.isConnected():
                sleeping = self._hear(
                    bus, _LOGIN, "/org/freedesktop/login1", f"{_LOGIN}.Manager", "PrepareForSleep",
                    "changed(bool)",
                )  # fmt: skip
                session = self._session(bus)
                locking = bool(session) and self._hear(
                    bus, _LOGIN, session, f"{_LOGIN}.Session", "Lock", "locked()"
                )
                heard += ["sleep"] * sleeping + ["session"] * locking
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            from PySide6.QtDBus import QDBusConnection

            bus = QDBusConnection.sessionBus()
            if bus.isConnected():
                for saver in _SAVERS:
                    if self._hear(bus, "", "", saver, "ActiveChanged", "changed(bool)"):
                        heard.append(saver)
        return tuple(heard)

    def _hear(
        self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str
    ) -> bool:
        """Let a signal of the bus call one of our slots; whether the bus agreed."""
        # PySide6's types ask for bytes, which it refuses; its own SLOT makes a str.
        return bus.connect(service, path, interface, name, self, SLOT(slot))  # type: ignore[call-overload,no-any-return]

    def _session(self, bus: QDBusConnection) -> str:
        """The path of this login's session; empty where logind does not know one."""
        from PySide6.QtDBus import QDBusMessage

        known = os.environ.get("XDG_SESSION_ID", "")
        if not known:
            return ""
        ask = QDBusMessage.createMethodCall(
            _LOGIN, "/org/freedesktop/login1", f"{_LOGIN}.Manager", "GetSession"
        )
        ask.setArguments([known])
        answer = bus.call(ask, timeout=500)
        found = answer.arguments() if answer.type() == QDBusMessage.MessageType.ReplyMessage else []
        return str(found[0].path()) if found and hasattr(found[0], "path") else ""

    @Slot(bool)
    def changed(self, on: bool) -> None:
        """The screen saver began, or the computer goes to sleep; or either ended."""
        if on:
            self.passed.emit()

    @Slot()
    def locked(self) -> None:
        """The session is locked."""
        self.passed.emit()


class _Messages(QAbstractNativeEventFilter):
    """Windows' messages about power and the session. Not tried on Windows by our tests."""

    def __init__(self, told: SystemLock, window: QWidget) -> None:
        super().__init__()
        self._told = told
        if sys.platform == "win32":
            import ctypes

            this_session = 0
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), this_session)
        application = QApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if sys.platform == "win32" and bytes(kind) == b"windows_generic_MSG":
            from ctypes import wintypes

            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) in (
                (_WM_POWERBROADCAST, _SUSPEND),
                (_WM_SESSION_CHANGE, _SESSION_LOCK),
            ):
                self._told.passed.emit()
        return False, 0
