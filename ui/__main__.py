"""``python -m ui``: the window."""

from __future__ import annotations

import multiprocessing
import sys
from importlib.util import find_spec

_NO_QT = (
    "The window needs PySide6, which is not installed here. "
    "Install it (cocoon-vault[gui]; in a checkout: python3 resources/dev.py app)."
)


def main() -> int:
    """Start the window, or try the program out (``--selftest``)."""
    multiprocessing.freeze_support()
    if find_spec("PySide6") is None:
        print(_NO_QT, file=sys.stderr)
        return 1
    if sys.argv[1:] == ["--selftest"]:
        from ui.selftest import selftest

        return selftest()
    from ui.startup import main as start

    return start(sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())
