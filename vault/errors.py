"""Errors that explain themselves to a person.

Every failure a user can meet is a `CocoonError`: one sentence that says what happened and one
next step. The command prints both and exits with `exit_code`; the window shows them in a
dialog. A message never carries a secret (passphrase, key, plaintext of a document).
"""

from __future__ import annotations


class CocoonError(Exception):
    """Something was refused or failed.

    Attributes:
        code: stable machine-readable name, kebab-case, e.g. ``wrong-passphrase``.
        message: one sentence for a person.
        next: one next step for a person.
        exit_code: process exit code of the `cocoon` command.
    """

    exit_code = 1

    def __init__(self, code: str, message: str, next: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.next = next

    def __str__(self) -> str:
        return f"{self.message} {self.next}".strip()


class UsageError(CocoonError):
    """The caller's words do not make sense (exit 2)."""

    exit_code = 2


class RefusedError(CocoonError):
    """A rule of the vault says no: the fold rejects the event on every machine."""


class IntegrityError(CocoonError):
    """Stored bytes are not what was written (exit 3)."""

    exit_code = 3


class NotFoundError(CocoonError):
    """An id, name or stored file that does not exist."""


class HostileInputError(CocoonError):
    """A file from outside that could not be read within its limits."""
