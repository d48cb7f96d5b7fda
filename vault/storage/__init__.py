"""Files that are written once, whole, and never change.

In come names and bytes, out come the same bytes or an error that says what happened. Whoever
needs to keep something asks a `Store` (`FolderStore` on disk, `MemoryStore` in tests) to *put it
if absent*; nothing in this room knows what the bytes mean.
"""

from __future__ import annotations

from vault.storage.blobs import BlobRef
from vault.storage.folder import FolderStore
from vault.storage.memory import MemoryStore
from vault.storage.store import Staged, Store

__all__ = ["BlobRef", "FolderStore", "MemoryStore", "Staged", "Store"]
