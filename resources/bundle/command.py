"""Where the installed command starts."""

import multiprocessing
import sys

from vault.cli.main import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
