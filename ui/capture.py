"""Keeps a window out of screenshots and screen sharing, where the system can do that.

Windows (10 version 2004 and later) and macOS can; on Linux no system call exists, and the settings
say so. It stops programs on this computer, not a camera in front of it. It is off unless the
person switches it on: it also blanks the window for remote help and magnifiers that read the
screen, which would shut out those who need them without telling why.
"""

from __future__ import annotations

import sys
from contextlib import suppress

from PySide6.QtWidgets import QWidget

PRIVATE = "keep_out_of_pictures"
"""Name of the setting."""
_NONE, _EXCLUDED = 0x00, 0x11  # WDA_NONE, WDA_EXCLUDEFROMCAPTURE
_SHARING_NONE, _SHARING_READ_ONLY = 0, 1  # NSWindowSharingType


def possible() -> bool:
    """Whether this system can keep a window out of pictures of the screen."""
    return sys.platform in ("win32", "darwin")


def keep_out(window: QWidget, on: bool) -> bool:
    """Keep a top-level window out of pictures of the screen, or let it in again.

    Returns:
        Whether the system did as it was told; never raises. Not tried on Windows and macOS by
        our tests.
    """
    with suppress(Exception):  # a system that is older, or other, than we know
        if sys.platform == "win32":
            return _windows(int(window.winId()), on)
        if sys.platform == "darwin":
            return _mac(int(window.winId()), on)
    return False


def _windows(handle: int, on: bool) -> bool:
    import ctypes

    told: int = ctypes.windll.user32.SetWindowDisplayAffinity(  # type: ignore[attr-defined,unused-ignore]
        ctypes.c_void_p(handle), _EXCLUDED if on else _NONE
    )
    return bool(told)


def _mac(view: int, on: bool) -> bool:
    import ctypes
    import ctypes.util

    objc = ctypes.CDLL(ctypes.util.find_library("objc") or "libobjc.dylib")
    objc.sel_registerName.restype = ctypes.c_void_p
    objc.sel_registerName.argtypes = [ctypes.c_char_p]
    send = objc.objc_msgSend
    send.restype, send.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_void_p]
    window = send(view, objc.sel_registerName(b"window"))
    if not window:
        return False
    send.restype = None
    send.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong]
    kind = _SHARING_NONE if on else _SHARING_READ_ONLY
    send(window, objc.sel_registerName(b"setSharingType:"), kind)
    return True
