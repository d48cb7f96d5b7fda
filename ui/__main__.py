"""``python -m ui``: the window."""

from __future__ import annotations

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from ui.startup import main

    raise SystemExit(main(sys.argv))
