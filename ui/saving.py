"""Saving over a file that the person agreed to replace."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any


def replacing(out: Path, write: Callable[[Path], Any]) -> Any:
    """Write a file that may be there already: the old one stays until the new one is whole."""
    if not out.exists():
        return write(out)
    fresh = out.with_name(f".{out.name}.{os.getpid()}.new")
    try:
        result = write(fresh)
        fresh.replace(out)
        return result
    finally:
        fresh.unlink(missing_ok=True)
