"""``python -m ui``: the window."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Start the window, or try the program out (``--selftest``)."""
    multiprocessing.freeze_support()
    if sys.argv[1:] == ["--selftest"]:
        from ui.selftest import selftest

        return selftest()
    from ui.startup import main as start

    return start(sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())
