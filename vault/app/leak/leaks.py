"""Lodging: a leak is preserved and hashed as it was found, by anybody; only tracers read it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from vault.app.people.epochs import lodge_identity
from vault.app.session import Session
from vault.domain import dates, names
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import Leak, LeakFile
from vault.errors import CocoonError
from vault.intake.detect import open_stable, shown
from vault.keys.derive import label
from vault.keys.identity import PublicIdentity
from vault.keys.wraps import TRACE
from vault.storage import blobs

if TYPE_CHECKING:
    pass

LEAK_BYTES = 1 << 30


def find_leak(state: State, leak: str) -> Leak:
    """A leak by id.

    Raises:
        CocoonError: ``unknown-leak``.
    """
    known = state.facts.leaks.get(leak.strip().upper())
    if known is None:
        raise CocoonError(
            "unknown-leak", f"There is no leak {leak[:60]}.", "Lodge it: `cocoon leak lodge FILE`."
        )
    return known


def lodge(
    session: Session,
    paths: Sequence[Path],
    *,
    found_by: str = "",
    where: str = "",
    when: str = "",
) -> Leak:
    """Preserve pieces of a leak; anybody may, and only holders of the trace key read them.

    Raises:
        CocoonError: a file cannot be read, is empty, or is too large; nothing is entered.
    """
    if not paths:
        raise CocoonError("no-files", "No file was named.", "Name the leaked file.")
    session.refresh()
    try:  # "in spring" is an answer too, but a day that is still to come is none
        dates.read_past(when, session.state.facts.zone, "the find", session.clock())
    except CocoonError as error:
        if error.code == "future-date":
            raise
    leak = names.new_id(names.LEAK)
    epoch = session.state.epoch()
    recipient = PublicIdentity(_unb64(epoch.lodge), b"")
    files = []
    for path in paths:
        name = shown(path.name)
        with open_stable(path) as source:
            if source.size > LEAK_BYTES:
                raise CocoonError("too-big", f"{name} is larger than 1 GiB.", "Lodge a part of it.")
            key = blobs.new_key()
            ref = blobs.put(
                session.store,
                source.chunks(),
                key=key,
                context=label(session.vault, "leak", leak, name),
            )
            source.check_unchanged()
        files.append(
            LeakFile(
                name=name,
                sha256=ref.sha256,
                size=ref.size,
                blob=ref.name,
                sealed_key=_b64(recipient.seal(key, label("leak", session.vault, leak, ref.name))),
                epoch=epoch.n,
            )
        )
    body = ev.LeakLodged(
        leak,
        tuple(files),
        found_by=names.clean_name(found_by, "finder") if found_by else "",
        where=names.clean_name(where, "place") if where else "",
        when=names.clean_name(when, "time") if when else "",
    )
    session.append(lambda state: body)
    return session.state.facts.leaks[leak]


def _b64(data: bytes) -> str:
    from base64 import b64encode

    return b64encode(data).decode()


def _unb64(text: str) -> bytes:
    from base64 import b64decode

    return b64decode(text)


def leak_file(session: Session, leak: Leak, file: LeakFile) -> bytes:
    """A preserved piece, for holders of the trace key."""
    trace = session.secret(TRACE, file.epoch)
    key = lodge_identity(trace).open(
        _unb64(file.sealed_key), label("leak", session.vault, leak.id, file.blob)
    )
    context = label(session.vault, "leak", leak.id, file.name)
    return blobs.read_all(session.store, file.blob, key=key, context=context, limit=LEAK_BYTES)
