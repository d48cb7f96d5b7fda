"""The `cocoon` command: one module per noun, all of them thin skins on `vault.app`.

Every command returns an `Answer`: one JSON document and the lines a person reads. Global
options may stand anywhere on the line. Exit codes: 0 done, 1 refused or failed, 2 usage,
3 integrity failure found. A failure is one sentence and a next step, never a traceback.
"""

from vault.cli.main import main

__all__ = ["main"]
