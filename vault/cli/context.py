"""What every command knows: which vault, who, whose passphrase, and how to report."""

from __future__ import annotations

import getpass
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path

from vault.app.session import Session, unlock
from vault.errors import CocoonError, UsageError
from vault.progress import Step


@dataclass(slots=True)
class Context:
    """Global options of one run of the command.

    Attributes:
        vault: folder of the vault, or empty.
        user: member's name, or empty.
        json: whether stdout carries one JSON document.
        passphrase_file, new_passphrase_file: files whose first line is a passphrase.
        quiet: no progress lines.
    """

    vault: str = ""
    user: str = ""
    json: bool = False
    passphrase_file: str = ""
    new_passphrase_file: str = ""
    quiet: bool = False
    session: Session | None = field(default=None, repr=False)

    def folder(self) -> Path:
        """The vault's folder.

        Raises:
            UsageError: none was named.
        """
        name = self.vault or os.environ.get("COCOON_VAULT", "")
        if not name:
            raise UsageError(
                "no-vault", "No vault was named.", "Use --vault DIR or set COCOON_VAULT."
            )
        if "://" in name:
            raise UsageError(
                "unsupported-vault",
                "Vaults at an address are not supported by this version.",
                "Use a folder.",
            )
        return Path(name)

    def member(self) -> str:
        """The member's name.

        Raises:
            UsageError: none was named.
        """
        name = self.user or os.environ.get("COCOON_USER", "")
        if not name:
            raise UsageError("no-user", "No member was named.", "Use --user NAME or COCOON_USER.")
        return name

    def passphrase(self) -> str:
        """The member's passphrase: file, environment, OS keyring, prompt, in this order."""
        if self.passphrase_file:
            return read_secret(Path(self.passphrase_file))
        known = os.environ.get("COCOON_PASSPHRASE")
        if known is not None:
            return known
        remembered = self._remembered()
        return remembered if remembered is not None else prompt(f"Passphrase of {self.member()}: ")

    def _remembered(self) -> str | None:
        from vault.app.people.remembering import recall

        return recall(self.folder(), self.member())

    def new_passphrase(self, whose: str) -> str:
        """A new passphrase: file, environment, or typed twice."""
        if self.new_passphrase_file:
            return read_secret(Path(self.new_passphrase_file))
        known = os.environ.get("COCOON_NEW_PASSPHRASE")
        if known is not None:
            return known
        first = prompt(f"New passphrase for {whose}: ")
        if prompt("The same again: ") != first:
            raise CocoonError(
                "passphrases-differ", "The two passphrases differ.", "Type them again."
            )
        return first

    def open(self) -> Session:
        """The unlocked vault; unlocked once."""
        if self.session is None:
            folder, member = self.folder(), self.member()
            self.session = unlock(folder, member, self.passphrase())
        return self.session

    def report(self, step: Step) -> None:
        """Show progress on stderr."""
        if self.quiet:
            return
        count = f" ({step.done}/{step.total})" if step.total > 1 else ""
        print(f"{step.what}{count}", file=sys.stderr, flush=True)


def read_secret(path: Path) -> str:
    """First line of a file.

    Raises:
        CocoonError: ``no-such-file``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CocoonError(
            "no-such-file", f"{path} could not be read.", "Check the path of the passphrase file."
        ) from error
    return text.splitlines()[0] if text else ""


def prompt(question: str) -> str:
    """Ask on the terminal without echo.

    Raises:
        UsageError: there is no terminal.
    """
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError(
            "no-passphrase",
            "A passphrase is needed and there is no terminal to ask on.",
            "Use --passphrase-file F or COCOON_PASSPHRASE (new ones: --new-passphrase-file F).",
        )
    return getpass.getpass(question, stream=sys.stderr)
