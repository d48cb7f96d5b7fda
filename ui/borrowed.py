"""Keeps `True` and `None` alive under PySide6 6.12.0, which hands them out without counting them.

`Signal.emit` returns `True`, and every method of Qt that returns nothing returns `None`, without
taking the reference that is given away; on Python before 3.12 (where both are counted like any
object) some hundred signals or some thousand calls end the program with "deallocating None".
PySide6 6.11 counts rightly. Counting them up once, far beyond what a run can take away, mends
that. Importing this module twice does no harm; where they are immortal it does nothing.
"""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 50

if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
    for _each in (None, True, False):
        ctypes.c_ssize_t.from_address(id(_each)).value += _MANY
