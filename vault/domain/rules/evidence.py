"""Evidence: files kept with what they prove."""

from __future__ import annotations

from vault.domain.rules.book import require
from vault.domain.state import State
from vault.domain.values import Evidence

MOST_FILES = 200


def keep(state: State, *files: Evidence) -> None:
    """Note that the vault needs these files' content."""
    require(len(files) <= MOST_FILES, "too-many-files", "Too many files at once.")
    for file in files:
        same = (file.sha256, file.size) == (file.content.sha256, file.content.size)
        require(
            file.name and file.content.blob and same,
            "bad-entry",
            "A kept file has a name, and the content that it says.",
        )
    for file in files:
        state.facts.blobs.add(file.content.blob)
