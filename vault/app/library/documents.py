"""Putting documents in, looking at them, taking an original out."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from vault.app.library.originals import what
from vault.app.people.epochs import holders_wraps
from vault.app.session import Session
from vault.app.workshop import MARKABLE_BYTES, Inspected, Workshop
from vault.domain import events as ev
from vault.domain import names
from vault.domain.state import State
from vault.domain.values import CLASSES, Document, Pointer, Revision, Technology
from vault.errors import CocoonError
from vault.intake.detect import Detected, detect, open_stable
from vault.keys.derive import check_value
from vault.keys.wraps import technology_key
from vault.progress import Report, Step, silent

DEFAULT_TECHNOLOGY = "General"
DEFAULT_CLASS = "confidential"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be added, and why."""

    path: Path
    error: CocoonError


@dataclass(frozen=True, slots=True)
class Added:
    """What adding files did: documents (id, revision number) and failures."""

    documents: tuple[tuple[str, int], ...]
    failed: tuple[Failed, ...]


def find_document(state: State, document: str) -> Document:
    """A document by id.

    Raises:
        CocoonError: ``unknown-document``.
    """
    known = state.facts.documents.get(document.strip().upper())
    if known is None:
        raise CocoonError(
            "unknown-document",
            f"There is no document {document[:60]}.",
            "List them with `cocoon document list`.",
        )
    return known


def search(state: State, text: str = "") -> list[Document]:
    """Documents whose title, file name, id or technology contains all words, by title."""
    words = text.casefold().split()
    found = []
    for document in state.facts.documents.values():
        technology = state.facts.technologies[document.technology].name
        newest = document.revisions[-1]
        where = f"{document.id} {document.title} {newest.file_name} {technology}".casefold()
        if all(word in where for word in words):
            found.append(document)
    return sorted(found, key=lambda document: (document.title.casefold(), document.id))


def ensure_technology(session: Session, name: str) -> Technology:
    """A technology by name or id, made if it is new."""
    name = names.clean_name(name, "technology's name")

    def known() -> Technology | None:
        wanted = name.casefold()
        for technology in session.state.facts.technologies.values():
            if wanted in (technology.name.casefold(), technology.id.lower()):
                return technology
        return None

    session.refresh()
    found = known()
    if found:
        return found
    technology = names.new_id(names.TECHNOLOGY)
    secret = secrets.token_bytes(32)
    key = technology_key(technology)

    def build(state: State) -> ev.Body:
        me = state.member(session.author)
        holders = {member.id: member for member in state.holders(key, session.clock())}
        if me.is_a("engineer"):
            holders[me.id] = me
        wraps = holders_wraps(session.store, session.vault, state, {key: secret}, holders.values())
        return ev.TechnologyCreated(technology, name, check_value(secret), wraps)

    try:
        session.append(build)
    except CocoonError as error:
        again = known()
        if error.code == "name-taken" and again:  # somebody else was faster
            return again
        raise
    return session.state.facts.technologies[technology]


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as named, and all files in named folders; hidden ones left out.

    Raises:
        CocoonError: ``no-such-file``.
    """
    for path in paths:
        if path.is_dir():
            for folder, folders, files in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                yield from (
                    Path(folder) / name for name in sorted(files) if not name.startswith(".")
                )
        elif path.exists():
            yield path
        else:
            raise CocoonError(
                "no-such-file", f"There is no file {path}.", "Check the path and try again."
            )


def add(
    session: Session,
    paths: Iterable[Path],
    *,
    technology: str = "",
    classification: str = DEFAULT_CLASS,
    title: str = "",
    revise: str = "",
    password: str = "",
    report: Report = silent,
) -> Added:
    """Put files into the vault; one that fails does not stop the others.

    Args:
        session: an engineer, approver or owner.
        paths: files and folders.
        technology: name or id, made if new; default: the only one held, else "General".
        classification: one of `CLASSES`.
        title: title of a single file; default: its name.
        revise: document id of which a single file is the next revision.
        password: opens encrypted PDFs.
        report: told of each file.

    Raises:
        CocoonError: nothing could even be tried.
    """
    files = list(files_in(paths))
    if not files:
        raise CocoonError("no-files", "The folder has no files in it.", "Name a file.")
    if classification not in CLASSES:
        raise CocoonError(
            "unknown-class", f"Classes are {', '.join(CLASSES)}.", "Choose one of them."
        )
    if (title or revise) and len(files) > 1:
        raise CocoonError(
            "one-file-only", "A title or --revise goes with one file.", "Add files one by one."
        )
    session.refresh()
    revised = find_document(session.state, revise) if revise else None
    if revised:
        chosen = session.state.facts.technologies[revised.technology]
    else:
        chosen = ensure_technology(session, technology or _usual_technology(session))
    session.secret(technology_key(chosen.id))
    documents: list[tuple[str, int]] = []
    failed: list[Failed] = []
    with Workshop() as workshop:
        for number, path in enumerate(files, 1):
            report(Step(f"Adding {path.name}", number, len(files)))
            try:
                documents.append(
                    add_one(
                        session,
                        workshop,
                        path,
                        technology=chosen,
                        classification=classification,
                        title=title,
                        revised=revised.id if revised else "",
                        password=password,
                    )
                )
            except CocoonError as error:
                failed.append(Failed(path, error))
    return Added(tuple(documents), tuple(failed))


def _usual_technology(session: Session) -> str:
    held = [t for t in session.state.facts.technologies.values() if session.me.holds(t.id)]
    return held[0].id if len(held) == 1 else DEFAULT_TECHNOLOGY


def add_one(
    session: Session,
    workshop: Workshop,
    path: Path,
    *,
    technology: Technology,
    classification: str,
    title: str = "",
    revised: str = "",
    password: str = "",
    inside: Path | None = None,
) -> tuple[str, int]:
    """Put one file in, on a bench that serves many; `inside` is a folder it must not lead out of.

    Returns:
        Document id and number of the revision.

    Raises:
        CocoonError: it cannot be read or taken apart, a rule says no, or the disk does; nothing
            was entered.
    """
    file_name = names.clean_name(path.name, "file name")
    with open_stable(path, inside) as source:
        found = detect(source.head, path.name)
        document = revised or names.new_id(names.DOCUMENT)
        known = session.state.facts.documents.get(document)
        n = len(known.revisions) + 1 if known else 1
        data = source.read_all() if _markable(found, source.size) else None
        chunks = _chunks(data) if data is not None else source.chunks(_PIECE)
        inspected = (
            workshop.inspect(data, found.media, password, path.name)
            if data is not None
            else Inspected()
        )
        body = _store(session, document, n, chunks, inspected, technology.id, password)
        source.check_unchanged()
    chosen_title = names.clean_name(
        title or (known.title if known else Path(file_name).stem), "title"
    )

    def build(state: State) -> ev.Body:
        current = state.facts.documents.get(document)
        if (len(current.revisions) + 1 if current else 1) != n:
            raise CocoonError(
                "revised-meanwhile",
                f"Somebody else added a revision of {chosen_title} at the same time.",
                "Look at it, then add yours again.",
            )
        return ev.DocumentAdded(
            document=document,
            n=n,
            title=chosen_title,
            technology=technology.id,
            classification=current.classification if current else classification,
            file_name=file_name,
            media=found.media,
            sha256=body.content.sha256,
            size=body.content.size,
            pages=inspected.pages,
            content=body.content,
            plan=body.plan,
            features=body.features,
            password=body.password,
            trace=inspected.trace,
            warnings=inspected.warnings,
        )

    session.append(build)
    return document, n


def _markable(found: Detected, size: int) -> bool:
    return found.markable and size <= MARKABLE_BYTES


def _chunks(data: bytes) -> Iterator[bytes]:
    view = memoryview(data)
    for start in range(0, len(data), _PIECE):
        yield bytes(view[start : start + _PIECE])


@dataclass(frozen=True, slots=True)
class _Stored:
    content: Pointer
    plan: Pointer | None
    features: Pointer | None
    password: Pointer | None


def _store(
    session: Session,
    document: str,
    n: int,
    chunks: Iterable[bytes],
    inspected: Inspected,
    technology: str,
    password: str,
) -> _Stored:
    under = (technology_key(technology),)
    epoch = session.state.epoch().n

    def put(part: str, content: Iterable[bytes]) -> Pointer:
        return session.safe.put(content, under=under, epoch=epoch, what=what(document, n, part))

    return _Stored(
        content=put("content", chunks),
        plan=put("plan", _chunks(inspected.plan)) if inspected.plan else None,
        features=put("features", _chunks(inspected.features)) if inspected.features else None,
        password=put("password", [password.encode()]) if inspected.needs_password else None,
    )


def export(
    session: Session,
    document_id: str,
    out: Path,
    reason: str,
    n: int | None = None,
    opened: Callable[[Path], None] = lambda path: None,
) -> tuple[Document, Revision]:
    """Write an original outside: approvers only, with a reason; the entry comes first.

    Raises:
        RefusedError: not an approver, no reason.
        CocoonError: ``file-exists``, disk errors.
    """
    document = find_document(session.state, document_id)
    revision = document.revision(n)
    if revision is None:
        raise CocoonError(
            "unknown-revision", f"{document.title} has no revision {n}.", "See `document show`."
        )
    reason = names.clean_name(reason, "reason")
    if out.exists():
        raise CocoonError("file-exists", f"{out} is already there.", "Choose another name.")
    session.state.approver(session.author)
    session.append(lambda state: ev.DocumentExported(document.id, revision.n, reason))
    from vault.app.outside import write_outside

    digest = hashlib.sha256()

    def pieces() -> Iterator[bytes]:
        for piece in session.safe.stream(
            revision.content, what(document.id, revision.n, "content")
        ):
            digest.update(piece)
            yield piece

    write_outside(out, pieces())
    opened(out)
    return document, revision
