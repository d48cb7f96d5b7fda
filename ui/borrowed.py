"""Keeps `True` alive under PySide6 6.12.0, which hands it out without counting it.

`Signal.emit` returns `True` and does not take the reference that it gives away, so that on Python
before 3.12 (where `True` is counted like any object) a few hundred signals end the program with
"deallocating True or False". Counting it up once, far beyond what a run can take away, mends that.
Importing this module twice does no harm; where `True` is immortal it does nothing.
"""

from __future__ import annotations

import ctypes
import sys

_MANY = 1 << 29

if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
    ctypes.c_ssize_t.from_address(id(True)).value += _MANY
