"""Evidence: files that prove something, kept encrypted with their hash, as they came.

E-mails, signed forms, photos of notes, invoices, delivery receipts. Every member may read them
(they are encrypted under the ledger's key), so no technical document belongs here. Nothing here
opens or parses them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from vault.app.session import Session
from vault.domain.state import State
from vault.domain.values import Evidence
from vault.errors import CocoonError
from vault.intake.detect import open_stable, shown

LARGEST = 1 << 30
MOST = 200


def take_in(session: Session, paths: Sequence[Path]) -> tuple[Evidence, ...]:
    """Keep files, as they are; the entry that names them must follow.

    Raises:
        CocoonError: a file cannot be read, is empty, or is too large.
    """
    if len(paths) > MOST:
        raise CocoonError("too-many-files", f"More than {MOST} files.", "Zip them, or add twice.")
    kept = []
    for path in paths:
        name = shown(path.name)
        with open_stable(path) as source:
            if source.size > LARGEST:
                raise CocoonError("too-big", f"{name} is larger than 1 GiB.", "Keep a part of it.")
            kept.append(_keep(session, name, source.chunks()))
            source.check_unchanged()
    return tuple(kept)


def take_in_bytes(session: Session, name: str, data: bytes) -> Evidence:
    """Keep what the program made itself, such as a letter."""
    return _keep(session, name, [data])


def _keep(session: Session, name: str, chunks: Iterable[bytes]) -> Evidence:
    session.refresh()
    pointer = session.safe.put(
        chunks, under=("ledger",), epoch=session.state.epoch().n, what=context(name)
    )
    return Evidence(name, pointer.sha256, pointer.size, pointer)


def content(session: Session, evidence: Evidence) -> Iterator[bytes]:
    """A kept file piece by piece; believe none of it before the end."""
    return session.safe.stream(evidence.content, context(evidence.name))


def read(session: Session, evidence: Evidence) -> bytes:
    """A kept file whole, authenticated."""
    return session.safe.get(evidence.content, context(evidence.name))


def kept(state: State) -> Iterator[Evidence]:
    """All evidence that the vault's facts name, each once."""
    facts = state.facts
    seen: set[Evidence] = set()
    for area in (
        facts.demands,
        facts.agreements,
        facts.disclosures,
        facts.copies,
        facts.read_back,
        facts.letters,
        facts.investments,
        facts.loss_inputs,
        facts.incidents,
    ):
        for file in _within(area):
            if file not in seen:  # all rows of a table name the one table
                seen.add(file)
                yield file


def _within(value: object) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            yield from _within(getattr(value, field))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _within(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _within(inner)


def context(name: str) -> str:
    """The context that binds a kept file's bytes to its name."""
    return f"evidence/{name}"
