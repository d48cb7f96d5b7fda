"""Cocoon's headless core: everything the program does, without a window.

Comes in: `vault.cli` and `ui`, through `vault.app` only. Goes out: files in a vault folder,
packs for recipients. Nothing in this package imports Qt.
"""

__version__ = "0.1.0"
