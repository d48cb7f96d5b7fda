"""`cocoon release deliver` and the other verbs for what happens to a copy after it left."""

from __future__ import annotations

from vault.cli.grammar import Nouns


def register(verbs: Nouns) -> None:
    """Declare the verbs under `cocoon release`."""
