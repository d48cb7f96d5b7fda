"""Tracing: from a lodged leak to a verdict, by those who hold the keys.

Order of writes: the leak is preserved and hashed; what was read from it goes into the ledger
before any copy is scored; then the verdict does, whatever it is. Reading happens in a sandboxed
process that holds no code key; scoring happens here, on integers that the ledger already keeps.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import msgspec

from vault import __version__
from vault.app.leak import exposed
from vault.app.leak.leaks import leak_file
from vault.app.library.documents import find_document
from vault.app.library.originals import content, revision_password, what
from vault.app.release import copykeys
from vault.app.session import Session
from vault.domain import events as ev
from vault.domain.state import State
from vault.domain.values import Leak, LeakFile, Revision
from vault.errors import CocoonError, HostileInputError
from vault.intake.detect import detect
from vault.intake.worker import Sandbox
from vault.keys.wraps import TRACE, technology_key
from vault.progress import Report, Step, silent

if TYPE_CHECKING:
    import numpy as np

    from vault.tracing.trial import CopyCandidate
    from vault.tracing.verdict import Verdict

_MEMORY = 8 << 30
_SECONDS = 900.0
_MOST_TRIED = 3
_LIKELY = 25.0
_RIVAL = 0.7
_MOST_ALIKE = 8
_MOST_DRAWN = 4
_SAME_WORDS = 0.5
"""Share of a page's words from which another page with them may be the same one, redrawn."""
_ALIKE = 0.8
"""Share of the best page's score from which a page of another revision may be the same again."""
_SAME_PLACES = 0.9
"""Share of the words in place from which a page of another revision may be the same again."""
_MOST_TWINS = 12
_TWIN = 0.98
"""Share of the words in place from which two places in one revision cannot be told apart."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One page of an original that was found in a piece of the leak.

    Attributes:
        file: name of the leaked file; piece: its page or picture, from 0.
        revision: revision id; page: 0-based page of the original.
        method: ``vector`` (exact positions of a PDF), ``picture`` or ``none``.
        share: share of the page's slots that could be read.
    """

    file: str
    piece: int
    revision: str
    page: int
    method: str
    share: float
    inliers: int = 0


@dataclass(frozen=True, slots=True)
class Traced:
    """The answer to a leak.

    Attributes:
        leak: leak id.
        verdict: see `vault.tracing.verdict`.
        seen: which pages were found where.
        searched, not_searched: technologies.
        notes: sentences that a reader must know.
        overlays: pictures (PNG) of pieces with what was read, for the report; `bare`: the same
            pieces alone; `originals`: the original pages where they lie in them (JPEG or empty).
        drawn: which of `seen` each overlay shows.
        read_seq: ledger entry of what was read.
    """

    leak: str
    verdict: Verdict
    seen: tuple[Seen, ...]
    searched: tuple[str, ...]
    not_searched: tuple[str, ...]
    notes: tuple[str, ...]
    overlays: tuple[bytes, ...]
    read_seq: int
    bare: tuple[bytes, ...] = ()
    originals: tuple[bytes, ...] = ()
    drawn: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that a piece of a leak may show, as the worker's `look` found it.

    Attributes:
        revision: revision id; page: 0-based page.
        score: how much speaks for it, comparable within one answer.
        how: ``text``, ``exact`` or ``picture``.
        hints: first alignments, nine numbers each.
        words: how many of its words stand where they should; -1 where nobody counted.
    """

    revision: str
    page: int
    score: float
    how: str
    hints: tuple[tuple[float, ...], ...]
    words: int = -1

    def like(self, read: _Page) -> bool:
        """Whether the piece may show this page just as well as the one that was read."""
        if self.words >= 0 and read.words > 0:
            least = _TWIN if self.revision == read.revision else _SAME_PLACES
            return self.words >= least * read.words
        return self.revision != read.revision and self.score >= _ALIKE * read.score


@dataclass(frozen=True, slots=True)
class _Twin:
    """A page to read a piece as, too, if at least the share `enough` of it can be read."""

    piece: int
    page: _Page
    enough: float


class Tracer:
    """Traces one leak after another; what is searched is learned once.

    Args:
        session: an approver's or examiner's.
        document: id of the document to try alone; all that this member may open if empty.
        report: told of progress.

    Raises:
        CocoonError: ``no-trace-key``.
    """

    def __init__(self, session: Session, document: str = "", report: Report = silent) -> None:
        session.refresh()
        session.secret(TRACE)
        self._session = session
        self._report = report
        self._only = find_document(session.state, document).id if document else ""
        self._box = Sandbox(memory_bytes=_MEMORY, seconds=_SECONDS, role="The leaked file")
        self._learned = False
        self._original = ""
        facts = session.state.facts
        held = {t for t in facts.technologies if session.holds(technology_key(t))}
        self.searched = tuple(sorted(held))
        self.not_searched = tuple(sorted(set(facts.technologies) - held))

    def __enter__(self) -> Tracer:
        return self

    def __exit__(self, *exc: object) -> None:
        self._box.close()

    def trace(self, leak: Leak, password: str = "") -> Traced:
        """Read, enter what was read, score, enter the verdict.

        Raises:
            HostileInputError: no piece of the leak could be opened. It stays preserved.
        """
        gathered = _Gathered()
        failure: CocoonError | None = None
        for file in leak.files:
            try:
                self._read_file(leak, file, password, gathered)
            except CocoonError as error:
                if isinstance(error, HostileInputError):  # the worker may be a new one
                    self._original, self._learned = "", False
                failure = failure or error
                gathered.notes.append(f"{file.name}: {error.message}")
        if failure is not None and gathered.opened == 0:
            raise failure
        return self._conclude(leak, gathered)

    # what the worker is asked

    def _call(self, function: str, **arguments: Any) -> Any:
        return self._box.call(f"vault.tracing.reader:{function}", **arguments)

    def _revisions(self) -> Iterator[tuple[str, str, Revision]]:
        for document in self._session.state.facts.documents.values():
            if document.technology not in self.searched:
                continue
            if self._only and document.id != self._only:
                continue
            for revision in document.revisions:
                yield f"{document.id}@{revision.n}", document.id, revision

    def _learn(self) -> None:
        if self._learned:
            return
        revisions = [r for r in self._revisions() if r[2].features is not None]
        for number, (name, document, revision) in enumerate(revisions, 1):
            self._report(Step("Loading what to search", number, len(revisions)))
            assert revision.features is not None, "filtered above"
            book = self._session.safe.get(revision.features, what(document, revision.n, "features"))
            self._call("learn", revision=name, book=book)
        self._learned = True

    def _read_file(self, leak: Leak, file: LeakFile, password: str, gathered: _Gathered) -> None:
        self._learn()
        data = leak_file(self._session, leak, file)
        media = detect(data[:8192], file.name)
        known = dict(self._open_passwords())
        passwords = [password] if password else []
        opened = self._call(
            "open_leak", data=data, media=media.media, passwords=[*passwords, *known.values()]
        )
        gathered.opened += 1
        index = int(opened["opened_with"]) - len(passwords)
        if opened["opened_with"] >= len(passwords) and known:
            gathered.notes.append(
                f"{file.name} opens with the password of copy {list(known)[index]}."
            )
        for document in self._session.state.facts.documents.values():
            for revision in document.revisions:
                if revision.sha256 == file.sha256:
                    gathered.notes.append(
                        f"{file.name} is byte for byte the original of {document.title}, "
                        f"revision {revision.n}; originals carry no marks."
                    )
        for copy in self._session.state.facts.copies.values():
            if any(issued.sha256 == file.sha256 for issued in copy.files):
                gathered.notes.append(
                    f"{file.name} is byte for byte the file that was issued as copy {copy.id}."
                )
        if opened["claims"].get("copy"):
            gathered.claims[file.name] = str(opened["claims"]["copy"])
        if opened["skipped"]:
            gathered.notes.append(
                f"Only the first {opened['pieces']} pages of {file.name} were looked at."
            )
        twins: list[_Twin] = []
        for piece in range(int(opened["pieces"])):
            self._report(Step(f"Reading {file.name}", piece + 1, int(opened["pieces"])))
            twins += self._read_piece(file.name, piece, gathered)
        twins.sort(key=lambda twin: twin.page.revision)  # each original is opened once
        for number, twin in enumerate(twins, 1):
            self._report(Step(f"Reading {file.name} as another page", number, len(twins)))
            self._read_as(file.name, twin.piece, twin.page, gathered, twin.enough)

    def _open_passwords(self) -> Iterator[tuple[str, str]]:
        facts = self._session.state.facts
        for copy in facts.copies.values():
            if facts.releases[copy.release].open_password:
                trace = self._session.secret(TRACE, copy.epoch)
                yield copy.id, copykeys.open_password(trace, copy.id)

    def _read_piece(self, file: str, piece: int, gathered: _Gathered) -> list[_Twin]:
        """Read what a piece most likely shows; returns what else looks the same.

        A page that did not change from one revision to the next belongs to copies of both.
        Several pages may say the same words: the one where they stand in the same places is
        looked for first, which is quick. Then the page counts as a picture, as one that was
        scanned and given words by a machine; and only then as words that stand about there.
        """
        pages = self._look(piece)
        if pages and pages[0].how == "text":
            exact = [replace(page, how="exact") for page in pages]
            twins = self._read_first(file, piece, exact, gathered)
            if twins is not None:
                return twins
            twins = self._read_first(
                file, piece, self._look(piece, drawn=True), gathered, _MOST_TRIED
            )
            if twins is not None:
                return twins
            pages = [page for page in pages if page.score >= _SAME_WORDS]
        return self._read_first(file, piece, pages, gathered, _MOST_TRIED) or []

    def _look(self, piece: int, drawn: bool = False) -> list[_Page]:
        rows = self._call("look", piece=piece, most=_MOST_ALIKE, drawn=drawn)
        return [
            _Page(str(row[0]), int(row[1]), float(row[2]), str(row[3]), tuple(map(tuple, row[4:])))
            for row in rows
        ]

    def _read_first(
        self,
        file: str,
        piece: int,
        pages: list[_Page],
        gathered: _Gathered,
        most: int = _MOST_ALIKE,
    ) -> list[_Twin] | None:
        """Read the first of some pages that can be read; returns those that look the same."""
        pages = self._settled(piece, pages, gathered)
        for page in pages[:most]:
            read = self._read_as(file, piece, page, gathered)
            if read:
                alike = [other for other in pages if other is not page and other.like(page)]
                return [_Twin(piece, other, read / 2) for other in alike[:_MOST_TWINS]]
        return None

    def _settled(self, piece: int, pages: list[_Page], gathered: _Gathered) -> list[_Page]:
        """The pages; where there are rivals, each way by itself and the most words in place first.

        Pages that repeat the same words attract the search; how many words then stand where
        they should tells them apart, without a look at any code.
        """
        rivals = [page for page in pages if self._rivals(page, pages[0])]
        if pages[:1] != rivals[:1] or sum(len(page.hints) for page in rivals) < 2:
            return pages
        counted: list[_Page] = []
        left = [page for page in pages if page not in rivals]
        for page in sorted(rivals, key=lambda page: page.revision):  # each original opened once
            self._put_original(page.revision)
            words = self._call("place", piece=piece, page=page.page, hints=page.hints)
            found = [
                replace(page, hints=(hint,), words=int(count))
                for hint, count in zip(page.hints, words, strict=True)
                if count > 0
            ]
            counted += found
            left += [] if found else [page]  # it may yet be searched for
            gathered.hypotheses += len(page.hints)
        counted.sort(key=lambda page: (-page.words, -page.score))
        return counted + sorted(left, key=lambda page: -page.score)

    def _rivals(self, page: _Page, best: _Page) -> bool:
        """Whether only a look at every word can tell this page of words from the best one."""
        if page.how != "picture" or page.score < _RIVAL * best.score:
            return False
        document, _, n = page.revision.partition("@")
        revision = self._session.state.facts.documents[document].revision(int(n))
        return revision is not None and revision.media == "application/pdf"

    def _read_as(
        self, file: str, piece: int, page: _Page, gathered: _Gathered, enough: float = 0.0
    ) -> float:
        """Read a piece as a page; returns the share of slots read, 0 if less than `enough`."""
        self._put_original(page.revision)
        # A page that few places speak for is hardly ever there: it is not searched for long. One
        # whose words were counted has been found.
        thorough = page.words < 0 and (page.how != "picture" or page.score >= _LIKELY)
        answer = self._call(
            "read",
            piece=piece,
            page=page.page,
            hints=page.hints,
            how=page.how,
            thorough=thorough,
        )
        read = float(answer["read"])
        nothing = answer["method"] == "none" or not answer["readings"]
        gathered.hypotheses += not (nothing and page.how == "exact")
        if nothing or read < enough:
            return 0.0
        gathered.take(file, piece, page.revision, page.page, answer)
        if len(gathered.pictures) < _MOST_DRAWN:
            gathered.show(self._call("pictures"))
        return read

    def _put_original(self, name: str) -> None:
        if self._original == name:
            return
        document_id, _, n = name.partition("@")
        document = self._session.state.facts.documents[document_id]
        revision = document.revision(int(n))
        assert revision is not None and revision.plan is not None, "only planned pages are learned"
        self._call(
            "original",
            revision=name,
            data=content(self._session, document_id, revision),
            blueprint=self._session.safe.get(revision.plan, what(document_id, revision.n, "plan")),
            password=revision_password(self._session, document_id, revision),
        )
        self._original = name

    # what is concluded here

    def _conclude(self, leak: Leak, gathered: _Gathered) -> Traced:
        import numpy as np

        from vault.marks import codes
        from vault.tracing.verdict import judge

        session = self._session
        coefficients = gathered.coefficients()
        hypotheses = max(1, gathered.hypotheses)
        body = ev.LeakRead(
            leak=leak.id,
            files=tuple(file.sha256 for file in leak.files),
            revisions={name: codes.dump(found) for name, found in sorted(coefficients.items())},
            hypotheses=hypotheses,
            searched=self.searched,
            not_searched=self.not_searched,
            pages=tuple(msgspec.to_builtins(seen) for seen in gathered.seen),
            notes=tuple(gathered.notes),
            versions={"cocoon": __version__},
        )
        entered = session.append(lambda state: body)
        tried = _tried(session.state, leak)
        self._report(Step("Scoring every copy"))
        rng = np.random.default_rng(secrets.randbits(128))
        verdict = judge(coefficients, candidates(session, coefficients), max(1, tried), rng)
        notes = (
            *exposed.warnings(session.state, leak.id, (m.copy for m in verdict.matches)),
            *gathered.notes,
            *_doubts(verdict, gathered.claims),
        )
        judged = ev.LeakJudged(
            leak=leak.id,
            read_seq=entered.seq,
            verdict=verdict.verdict,
            hypotheses=max(1, tried),
            copies_tested=verdict.copies_tested,
            matches=tuple(
                {"copy": m.copy, "log10_false_match": m.log10_false_match} for m in verdict.matches
            ),
        )
        session.append(lambda state: judged)
        return Traced(
            leak.id,
            verdict,
            tuple(gathered.seen),
            self.searched,
            self.not_searched,
            notes,
            tuple(picture["marked"] for _, picture in gathered.pictures),
            entered.seq,
            tuple(picture["bare"] for _, picture in gathered.pictures),
            tuple(picture["original"] for _, picture in gathered.pictures),
            tuple(number for number, _ in gathered.pictures),
        )


@dataclass(slots=True)
class _Gathered:
    """What was read from all pieces of a leak."""

    opened: int = 0
    hypotheses: int = 0
    seen: list[Seen] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    claims: dict[str, str] = field(default_factory=dict)
    pictures: list[tuple[int, dict[str, bytes]]] = field(default_factory=list)
    readings: dict[str, list[Any]] = field(default_factory=dict)

    def take(self, file: str, piece: int, revision: str, page: int, answer: Any) -> None:
        """Take in what the worker read; it is checked, since the worker may be hostile."""
        from vault.marks.slots import CoinGroup, Reading

        for row in answer["readings"]:
            group = CoinGroup(str(row["container"]), str(row["carrier"]), int(row["slots"]))
            self.readings.setdefault(revision, []).append(
                Reading(group, _floats(row["values"]), _floats(row["weights"]))
            )
        self.seen.append(
            Seen(
                file,
                piece,
                revision,
                page,
                str(answer["method"]),
                round(float(answer["read"]), 4),
                int(answer["inliers"]),
            )
        )

    def show(self, answer: Any) -> None:
        """Take in the pictures of what was read last."""
        shown = {name: bytes(answer[name]) for name in ("marked", "bare", "original")}
        if shown["marked"]:
            self.pictures.append((len(self.seen) - 1, shown))

    def coefficients(self) -> dict[str, Any]:
        """By revision, every coin's readings summed into one integer."""
        from vault.marks import codes

        return {name: codes.combine(found) for name, found in self.readings.items()}


def candidates(session: Session, revisions: Iterable[str]) -> Iterator[CopyCandidate]:
    """Every copy of the revisions that were read, voided and read-back ones too."""
    from vault.tracing.trial import CopyCandidate

    wanted = set(revisions)
    facts = session.state.facts
    held = [
        *((c.id, c.epoch, c.files) for c in facts.copies.values()),
        *((c.copy, c.epoch, c.files) for c in facts.read_back.values()),
    ]
    for copy, epoch, files in held:
        trace = session.secret(TRACE, epoch)
        for file in files:
            name = f"{file.document}@{file.revision}"
            if name not in wanted:
                continue
            revision = facts.documents[file.document].revision(file.revision)
            yield CopyCandidate(
                copy=copy,
                revision=name,
                epoch=epoch,
                copy_key=copykeys.copy_key(trace, copy).key,
                bias_key=copykeys.bias_key(trace, name).key,
                bias_code=revision.bias if revision else "nuida3",
            )


def _tried(state: State, leak: Leak) -> int:
    """Readings tried on these files so far, under whatever leak they were lodged."""
    mine = {file.sha256 for file in leak.files}
    return sum(
        known.tried
        for known in state.facts.leaks.values()
        if mine & {file.sha256 for file in known.files}
    )


def _floats(array: Any) -> np.ndarray[Any, np.dtype[np.float32]]:
    import numpy as np

    return np.nan_to_num(np.asarray(array, np.float32))


def _doubts(verdict: Verdict, claims: dict[str, str]) -> list[str]:
    """Sentences about metadata that disagrees with the marks, and about mixtures."""
    notes: list[str] = []
    named = {match.copy for match in verdict.matches}
    for file, claimed in claims.items():
        if named and claimed not in named:
            notes.append(
                f"{file} says in its metadata that it is copy {claimed}, but its marks name "
                f"{', '.join(sorted(named))}: the metadata may have been transplanted."
            )
        elif not named:
            notes.append(
                f"{file} says in its metadata that it is copy {claimed}; metadata is easily "
                "copied and proves nothing by itself."
            )
    if verdict.mixture == "splice":
        notes.append(
            "Different pages name different copies: the leak was put together from several."
        )
    elif verdict.mixture == "collusion":
        notes.append(
            "The same pages carry marks of several copies: their holders may have colluded."
        )
    return notes
