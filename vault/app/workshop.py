"""The workshop: files are taken apart and copies made in a sandboxed process.

This side checks what comes back, since the worker reads files that may be hostile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

import msgspec

from vault.domain.values import PageTrace, Revision
from vault.intake.worker import Sandbox
from vault.progress import Report, silent

if TYPE_CHECKING:
    from vault.app.session import Session
    from vault.marks.facts import ReleaseFacts
    from vault.marks.slots import CoinGroup, Symbols

MARKABLE_BYTES = 512 << 20
"""Larger files are kept and released as they are, without marks."""

_MEMORY = 6 << 30
_SECONDS = 1800.0
_ANSWER = 3 << 30


@dataclass(frozen=True, slots=True)
class Inspected:
    """What taking a file apart gave; empty for files that carry no marks."""

    pages: int = 0
    plan: bytes = b""
    features: bytes = b""
    trace: tuple[PageTrace, ...] = ()
    warnings: tuple[str, ...] = ()
    needs_password: bool = False


class _Answer(msgspec.Struct):
    pages: int
    blueprint: bytes
    features: bytes
    trace: list[tuple[int, int, str, str]]
    warnings: list[str]
    encrypted: bool


class Workshop:
    """One sandboxed worker for one piece of work; use as a context manager, or close it."""

    def __init__(self, report: Report = silent) -> None:
        self._box = Sandbox(
            memory_bytes=_MEMORY, seconds=_SECONDS, answer_bytes=_ANSWER, report=report
        )
        self._loaded: tuple[str, tuple[CoinGroup, ...]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """End the worker; the next call starts another."""
        self._box.close()

    @property
    def layers(self) -> list[str]:
        """Which hardening holds in the process that read the last file."""
        return self._box.layers

    def inspect(self, data: bytes, media: str, password: str, role: str = "The file") -> Inspected:
        """Take a file apart.

        Raises:
            HostileInputError: it could not be read within its limits.
            CocoonError: ``password-needed``, ``broken-pdf``, …
        """
        self._box.role = role
        self._loaded = None
        answer = msgspec.convert(
            self._box.call(
                "vault.marks.workbench:inspect", data=data, media=media, password=password
            ),
            type=_Answer,
        )
        return Inspected(
            pages=answer.pages,
            plan=answer.blueprint,
            features=answer.features,
            trace=tuple(PageTrace(*row) for row in answer.trace),
            warnings=tuple(answer.warnings),
            needs_password=answer.encrypted and bool(password),
        )

    def groups(self, session: Session, document: str, revision: Revision) -> tuple[CoinGroup, ...]:
        """Coin groups of a revision; its blueprint is then on the bench."""
        from vault.app.library.originals import content, what
        from vault.marks.workbench import group_rows

        name = f"{document}@{revision.n}"
        if self._loaded is None or self._loaded[0] != name:
            assert revision.plan is not None, "only markable revisions come here"
            self._box.role = revision.file_name
            rows = self._box.call(
                "vault.marks.workbench:load",
                name=name,
                blueprint=session.safe.get(revision.plan, what(document, revision.n, "plan")),
                original=b""
                if revision.media == "application/pdf"
                else content(session, document, revision),
            )
            self._loaded = name, group_rows(rows)
        return self._loaded[1]

    def issue(
        self,
        session: Session,
        document: str,
        revision: Revision,
        *,
        symbols: Mapping[CoinGroup, Symbols] | None,
        facts: ReleaseFacts,
        stamp: str,
        pages: Sequence[int] | None,
        seed: bytes,
        open_password: str = "",
    ) -> bytes:
        """Make a copy of a revision; without symbols, a preview with nobody's code."""
        self.groups(session, document, revision)
        plain: dict[str, Any] = msgspec.to_builtins(facts)
        made = self._box.call(
            "vault.marks.workbench:issue",
            name=f"{document}@{revision.n}",
            symbols=None
            if symbols is None
            else {f"{g.container}|{g.carrier}": value for g, value in symbols.items()},
            facts=plain,
            template=stamp,
            pages=None if pages is None else list(pages),
            seed=seed,
            open_password=open_password,
        )
        return msgspec.convert(made, type=bytes)
