"""Holds on to None, True and False where a version of PySide lets go of them once too often.

PySide6 6.12.0 on Python 3.11 drops a reference to None at each call that returns nothing, and to
True at each emitted signal: after some thousand calls Python aborts with “deallocating None”.
6.11 does not, and from Python 3.12 these objects cannot die (PEP 683).
"""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 50


def hold() -> None:
    """Give these objects more references than any run could drop; once is enough."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for each in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(each))
        if count.value < _MANY:
            count.value += _MANY
