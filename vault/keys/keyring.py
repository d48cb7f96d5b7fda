"""The operating system's keyring remembers a passphrase, only for who asked for it.

One item for each vault and member, named by ids so that it tells nothing. Only keyrings that
the system itself guards are used (Secret Service, KWallet, macOS Keychain, Windows Credential
Manager): a fallback that writes a plain or lightly veiled file would betray the passphrase.

Invariant: nothing is stored but by `remember`. Whoever can use this login can then open the
vault; that is what remembering means, and the dialog that offers it says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vault.errors import CocoonError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_GUARDED = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


def available() -> bool:
    """Whether this system has a keyring that can be used now."""
    return _guarded_keyring() is not None


def remember(vault: str, member: str, passphrase: str) -> None:
    """Store a passphrase because its owner asked for it.

    Args:
        vault: the vault's id.
        member: the member's id.
        passphrase: what opens the member's keys.

    Raises:
        CocoonError: ``no-keyring``, or ``keyring-refused`` (locked, or not allowed).
    """
    from keyring.errors import KeyringError

    keyring = _guarded_keyring()
    if keyring is None:
        raise CocoonError(
            "no-keyring",
            "This system has no keyring that could remember the passphrase.",
            "Log in to a desktop session with one (GNOME Keyring, KWallet), or go on typing it.",
        )
    try:
        keyring.set_password(_service(vault), member, passphrase)
    except (KeyringError, OSError) as error:
        raise _refused() from error


def recall(vault: str, member: str) -> str | None:
    """The remembered passphrase, or None if none is, or the keyring will not tell."""
    from keyring.errors import KeyringError

    keyring = _guarded_keyring()
    if keyring is None:
        return None
    try:
        return keyring.get_password(_service(vault), member)
    except (KeyringError, OSError):
        return None


def forget(vault: str, member: str) -> bool:
    """Remove a remembered passphrase; False if there was none.

    Raises:
        CocoonError: ``keyring-refused``.
    """
    from keyring.errors import KeyringError, PasswordDeleteError

    keyring = _guarded_keyring()
    if keyring is None:
        return False
    try:
        keyring.delete_password(_service(vault), member)
    except PasswordDeleteError:
        return False
    except (KeyringError, OSError) as error:
        raise _refused() from error
    return True


def _service(vault: str) -> str:
    return f"Cocoon vault {vault}"


def _guarded_keyring() -> KeyringBackend | None:
    """The best keyring guarded by the system, or None.

    The library's own choice is not used: it can be set to anything by a configuration file.
    """
    from keyring.backend import get_all_keyring
    from keyring.errors import KeyringError

    try:
        found = [
            candidate
            for candidate in get_all_keyring()
            if type(candidate).__module__ in _GUARDED and candidate.priority > 0
        ]
    except (KeyringError, OSError, RuntimeError):
        return None
    return max(found, key=lambda candidate: candidate.priority, default=None)


def _refused() -> CocoonError:
    return CocoonError(
        "keyring-refused",
        "The system's keyring is locked, or does not let Cocoon in.",
        "Unlock it, then try again.",
    )
