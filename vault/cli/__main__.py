"""``python -m vault.cli``: the command without an installed script."""

import sys

from vault.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
