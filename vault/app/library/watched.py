"""What is remembered of watched folders, and which document a file in one of them is.

A person's watched folders, and which document each file in them became, lie on this machine
beside drafts: sealed to that person, since names of files tell what a firm works on, and signed by
them, since a watched folder is a standing order to read. Losing this costs little: files that are
in the vault already are known again by their content.

A document is known by its path within the watched folder, so that saving a file again is its next
revision however an editor saves. A file whose path is new, with content that came in from this
folder under a path that is gone, is that document, renamed. The same content again is nothing new.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidSignature

from vault.app.places import config_folder
from vault.app.session import Session
from vault.errors import CocoonError
from vault.intake.settling import Mark
from vault.keys.derive import label

_SIGNATURE = 64
SAME, REVISED, NEW, KEPT = "same", "revised", "new", "kept"


class Known(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a file was when it was last taken in.

    Attributes:
        sha256: of its content, hex.
        size, mtime_ns: how it looked.
        document: which document it is; empty for a second file of the same content.
    """

    sha256: str
    size: int
    mtime_ns: int
    document: str = ""

    def looks(self, mark: Mark) -> bool:
        """Whether a file that looks like this need not be read again."""
        return (self.size, self.mtime_ns) == mark


class Missed(msgspec.Struct, frozen=True):
    """A file that could not be taken in: how it looked, and what to tell its owner."""

    size: int
    mtime_ns: int
    code: str
    message: str
    next: str

    def looks(self, mark: Mark) -> bool:
        """Whether the file is still the one that failed."""
        return (self.size, self.mtime_ns) == mark


class WatchedFolder(msgspec.Struct):
    """A folder whose files come in by themselves.

    Attributes:
        id: names it among this person's folders.
        path: absolute, without links.
        technology: id of the technology of its documents.
        classification: class of new documents.
        polling: look again and again, whatever the system offers.
        on: False while it is paused.
        files: what came in, by relative path.
        missed: what could not.
    """

    id: str
    path: str
    technology: str
    classification: str
    polling: bool = False
    on: bool = True
    files: dict[str, Known] = {}
    missed: dict[str, Missed] = {}

    @property
    def root(self) -> Path:
        """The folder."""
        return Path(self.path)


class _Kept(msgspec.Struct):
    format: int
    folders: list[WatchedFolder]


def load(session: Session) -> list[WatchedFolder]:
    """This person's watched folders on this machine.

    Raises:
        CocoonError: ``watched-unreadable``: they cannot be read, or are somebody else's doing.
    """
    try:
        data = session.identity.open(place(session).read_bytes(), _info(session))
        signature, content = data[:_SIGNATURE], data[_SIGNATURE:]
        session.identity.public.verify_key().verify(signature, _info(session) + content)
        kept = msgspec.json.decode(content, type=_Kept)
    except FileNotFoundError:
        return []
    except (OSError, CocoonError, InvalidSignature, msgspec.MsgspecError, ValueError) as error:
        raise CocoonError(
            "watched-unreadable",
            "The list of watched folders on this machine cannot be read.",
            "Choose the folders again; nothing in the vault is touched, and what is in it already "
            "does not come in twice.",
        ) from error
    return kept.folders


def any_kept(session: Session) -> bool:
    """Whether this person watches any folder on this machine; nothing is opened."""
    return place(session).exists()


def place(session: Session) -> Path:
    """The file in which this person's watched folders are remembered on this machine."""
    return config_folder() / "watched" / f"{session.vault}-{session.author}.sealed"


def save(session: Session, folders: list[WatchedFolder]) -> None:
    """Keep them, whole or not at all; while it is this program's turn, or another's is lost.

    Raises:
        OSError: the disk refused; what was kept before still is.
    """
    path, info = place(session), _info(session)
    if not folders:
        path.unlink(missing_ok=True)
        return
    content = msgspec.json.encode(_Kept(1, folders))
    signed = session.identity.signer.sign(info + content) + content
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        fresh.write_bytes(session.identity.public.seal(signed, info))
        fresh.replace(path)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def _info(session: Session) -> bytes:
    return label("cocoon watched folders", 1, session.vault, session.author)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Which document a file is.

    Attributes:
        kind: `SAME` (nothing new), `REVISED` (the next revision of `document`), `NEW`, or
            `KEPT` (already in the vault as `document`; only its path is new).
        document: id, or empty.
        before: path under which this folder knew the document, if it was another.
    """

    kind: str
    document: str = ""
    before: str = ""


class Shelf:
    """Documents of one technology as files are compared with them, made in one pass."""

    def __init__(self, session: Session, technology: str) -> None:
        self._newest: dict[str, str] = {}
        self._named: dict[tuple[str, str], str] = {}
        for document in session.state.facts.documents.values():
            if document.technology == technology:
                newest = document.revisions[-1]
                self.put(document.id, newest.sha256, newest.file_name)

    def put(self, document: str, sha256: str, file_name: str) -> None:
        """A document has a new newest revision."""
        self._newest[document] = sha256
        self._named[sha256, file_name] = document

    def newest(self, document: str) -> str:
        """SHA-256 of the newest revision; empty if there is no such document."""
        return self._newest.get(document, "")

    def find(self, sha256: str, file_name: str) -> str:
        """A document whose newest revision has this content and file name, or empty."""
        found = self._named.get((sha256, file_name), "")
        return found if self._newest.get(found) == sha256 else ""


class Catalogue:
    """What came in from one folder, found by path, by content and by document.

    Args:
        files: by relative path; kept as it changes.
    """

    def __init__(self, files: dict[str, Known]) -> None:
        self._files = files
        self._paths: dict[str, set[str]] = {}
        for path, known in files.items():
            self._paths.setdefault(known.sha256, set()).add(path)
        self._documents = {k.document: path for path, k in files.items() if k.document}

    def get(self, path: str) -> Known | None:
        """What a path was when it was last taken in."""
        return self._files.get(path)

    def put(self, path: str, known: Known) -> None:
        """A file came in; its document is at no other path from now on."""
        before = self._documents.get(known.document, "") if known.document else ""
        if before and before != path:
            self.drop(before)
        self.drop(path)
        self._files[path] = known
        self._paths.setdefault(known.sha256, set()).add(path)
        if known.document:
            self._documents[known.document] = path

    def drop(self, path: str) -> None:
        """Forget a path."""
        known = self._files.pop(path, None)
        if known is not None:
            self._paths[known.sha256].discard(path)
            self._documents.pop(known.document, None)

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return len(self._documents)

    def holds(self, document: str) -> bool:
        """Whether some path is this document."""
        return document in self._documents

    def of_content(self, sha256: str) -> Iterator[tuple[str, Known]]:
        """Paths that had this content when they were last taken in, with a document, by name."""
        for path in sorted(self._paths.get(sha256, ())):
            if self._files[path].document:
                yield path, self._files[path]


def judge(
    files: Catalogue,
    path: str,
    sha256: str,
    shelf: Shelf,
    alive: Callable[[str], bool],
    origin: str = "",
) -> Verdict:
    """Which document a file is.

    Args:
        files: what came in from its folder.
        path: relative path.
        sha256: of its content, hex.
        shelf: documents of the folder's technology.
        alive: whether there is a file at a relative path now.
        origin: path from which it was seen to be renamed, or empty.
    """
    known = files.get(path)
    if known and known.document and shelf.newest(known.document):
        same = sha256 in (known.sha256, shelf.newest(known.document))
        return Verdict(SAME if same else REVISED, known.document)
    if known and not known.document and known.sha256 == sha256:
        return Verdict(SAME)

    # Renamed, whether that was seen or not; or a second copy, whose first is gone since.
    candidates = list(files.of_content(sha256))
    if (source := files.get(origin)) is not None:
        candidates.insert(0, (origin, source))
    if known:
        candidates += files.of_content(known.sha256)
    candidates = [
        (other, each) for other, each in candidates if other != path and shelf.newest(each.document)
    ]
    for other, each in candidates:
        if not alive(other):
            same = sha256 in (each.sha256, shelf.newest(each.document))
            return Verdict(KEPT if same else REVISED, each.document, other)
    if any(each.sha256 == sha256 for _, each in candidates):
        return Verdict(SAME)  # its twin is here
    adopted = shelf.find(sha256, path.rpartition("/")[2])
    if adopted and not files.holds(adopted):
        return Verdict(KEPT, adopted)
    return Verdict(NEW)
