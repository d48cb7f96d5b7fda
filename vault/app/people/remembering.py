"""The OS keyring, opt-in: who asked for it need not type the passphrase again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from vault.app.session import Session, open_folder, read_format
from vault.errors import CocoonError
from vault.keys import keyring


def remember(session: Session, passphrase: str) -> None:
    """Keep the passphrase in the OS keyring.

    Raises:
        CocoonError: this system has no keyring that answers.
    """
    keyring.remember(session.vault, session.me.name.casefold(), passphrase)


def forget(session: Session) -> None:
    """Remove it from the OS keyring."""
    keyring.forget(session.vault, session.me.name.casefold())


def forget_quietly(session: Session) -> None:
    """Remove it if it was there; a system without a keyring has nothing to forget."""
    with suppress(CocoonError):
        forget(session)


def recall(folder: Path, name: str) -> str | None:
    """The remembered passphrase, or None."""
    with suppress(CocoonError):
        return keyring.recall(read_format(open_folder(folder)), name.strip().casefold())
    return None
