"""Watched folders at work: what is saved into them comes into the vault by itself.

A `Watcher` belongs to one unlocked session and to one thread, which calls `step` again and again;
a step looks at what was noticed, takes in files that stand still for as long as it may, and says
how things are. Nothing is read between steps, and nothing at all without a session, so a locked
vault reads nothing; whatever happened meanwhile is found by the scan that each start begins with.

Invariant: the watcher only ever adds. A file that is deleted, a folder that is unplugged or
removed from the list takes nothing out of the vault. Several programs of one person share what is
remembered, and take turns (`vault.app.library.watched_turns`).
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from vault.app.library import documents
from vault.app.library.watched import (
    NEW,
    REVISED,
    Known,
    Shelf,
    WatchedFolder,
    judge,
)
from vault.app.library.watched_choice import may_watch, new_folder
from vault.app.library.watched_news import Came, News, Status
from vault.app.library.watched_post import PASSING, MissedRow, Post, written
from vault.app.library.watched_turns import Memory
from vault.app.session import Session
from vault.app.workshop import Workshop
from vault.errors import CocoonError, IntegrityError
from vault.intake.detect import open_stable, shown
from vault.intake.observing import POLL_EVERY_S, look
from vault.intake.settling import QUIET_S, Ready
from vault.progress import Cancelled, Report, Step, silent

__all__ = ["AGAIN_S", "Came", "News", "Status", "Watcher"]

AGAIN_S = 60.0
"""How long to wait with a file that others hold, or when the vault's disk refuses."""
BENCH_S = 60.0
"""How long the worker that takes files apart is kept for the next one."""
SPEND_S = 2.0
BUSY_S = 1.0
"""When to ask again whether it is our turn to take files in."""

_OURS = frozenset(
    {"disk-full", "disk-refused", "disk-error", "disk-busy", "folder-vanished", "ledger-busy"}
    | {"private-folder", "not-allowed", "no-technology-key", "no-ledger-key", "not-a-member"}
)
"""The vault's trouble, not the file's."""


class Watcher:
    """This person's watched folders.

    Args:
        session: a session of this thread's own.
        quiet: how long a file must stand still, seconds.
        poll_every: how often polled folders are looked at, seconds.
        spend: how long a step takes files in before it answers, seconds.
        clock: the time that is spent, seconds.

    Attributes:
        trouble: what went wrong with the vault or with the list of folders, or None.
    """

    def __init__(
        self,
        session: Session,
        *,
        quiet: float = QUIET_S,
        poll_every: float = POLL_EVERY_S,
        spend: float = SPEND_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.trouble: CocoonError | None = None
        self._session = session
        self._quiet, self._poll_every, self._spend = quiet, poll_every, spend
        self._clock = clock
        self._workshop: Workshop | None = None
        self._stopped: Callable[[], bool] = lambda: False
        self._not_before = self._bench_until = -math.inf
        self._memory = Memory(session)
        try:
            folders = self._memory.recall()
        except CocoonError as error:
            self.trouble, folders = error, []
        self._posts = {folder.id: Post(folder, quiet, poll_every) for folder in folders}

    # -- choosing folders --------------------------------------------------------------------

    @property
    def folders(self) -> list[WatchedFolder]:
        """The folders; not to be changed."""
        return [post.folder for post in self._posts.values()]

    def add(
        self,
        path: Path,
        technology: str,
        *,
        classification: str = documents.DEFAULT_CLASS,
        polling: bool = False,
        on: bool = True,
    ) -> WatchedFolder:
        """Watch a folder from now on; what lies in it comes in, too.

        Raises:
            CocoonError: ``no-folder``, ``folder-inside`` (of the vault, or of another watched
                folder), ``unknown-class``, ``not-an-engineer``, ``no-technology-key``.
        """
        self._learn()
        made = new_folder(self._session, path, technology, classification, self.folders)
        made.polling, made.on = polling, on
        self._posts[made.id] = Post(made, self._quiet, self._poll_every)
        self.trouble = None
        self._save()
        return made

    def change(self, id: str, *, on: bool | None = None, polling: bool | None = None) -> None:
        """Pause a folder or go on, or look at it again and again."""
        self._learn()
        post = self._posts.get(id)
        if post is None:
            return
        post.folder.on = post.folder.on if on is None else on
        post.folder.polling = post.folder.polling if polling is None else polling
        post.close()
        self._save()

    def remove(self, id: str) -> None:
        """Watch a folder no longer; its documents stay."""
        self._learn()
        post = self._posts.pop(id, None)
        if post is not None:
            post.close()
            self._save()

    def again(self, id: str) -> None:
        """Try files that failed once more."""
        post = self._posts.get(id)
        if post is not None:
            post.again()

    def status(self) -> Status:
        """How things are now."""
        return self._status(_Found())

    def close(self) -> None:
        """Stop watching and keep what is known."""
        for post in self._posts.values():
            post.close()
        if self._workshop is not None:
            self._workshop.close()
            self._workshop = None
        if any(post.dirty for post in self._posts.values()):
            self._save()

    def _learn(self) -> None:
        """Bring in what another program noted, if one did."""
        if self._memory.changed():
            self._save()

    def _save(self) -> None:
        try:
            folders = self._memory.exchange(self.folders)
            if folders is not None:
                self._adopt(folders)
        except OSError as error:
            self.trouble = CocoonError(
                "disk-refused",
                "What came in from watched folders could not be noted on this machine.",
                "Make room on its disk. Nothing is lost: files in the vault are known again.",
            )
            self.trouble.__cause__ = error

    def _adopt(self, folders: list[WatchedFolder]) -> None:
        for id in self._posts.keys() - {folder.id for folder in folders}:
            self._posts.pop(id).close()
        for folder in folders:
            if folder.id in self._posts:
                self._posts[folder.id].adopt(folder)
            else:
                self._posts[folder.id] = Post(folder, self._quiet, self._poll_every)

    # -- watching ----------------------------------------------------------------------------

    def step(
        self,
        now: float,
        report: Report = silent,
        stopped: Callable[[], bool] = lambda: False,
        only: str = "",
    ) -> Status:
        """See what happened, and take in what stands still.

        Args:
            now: the time, seconds from any beginning.
            report: told of each file that comes in.
            stopped: asked often; when it says so, the step ends before the next file.
            only: id of a folder, which is watched alone, even if it is paused.
        """
        self._stopped = stopped
        found = _Found()
        self._learn()
        with suppress(Cancelled):
            for post in self._posts.values():
                wanted = post.folder.id == only if only else post.folder.on
                allowed = may_watch(self._session, post.folder.technology)
                post.attend(now, wanted, allowed, self._check)
            if now >= self._not_before and any(
                post.settling.ready for post in self._posts.values()
            ):
                self._take_in(now, report, found)
        if self._workshop is not None and now > self._bench_until:
            self._workshop.close()
            self._workshop = None
        if any(post.dirty for post in self._posts.values()):
            self._save()
        return self._status(found)

    def _check(self) -> None:
        if self._stopped():
            raise Cancelled

    # -- taking in ---------------------------------------------------------------------------

    def _take_in(self, now: float, report: Report, found: _Found) -> None:
        self._bench_until = now + BENCH_S
        try:
            self._session.refresh()
            self._files(now, report, found)
        except CocoonError as error:
            self.trouble = error
            self._not_before = now + AGAIN_S
        else:
            self.trouble = None

    def _ready(self) -> int:
        return sum(post.settling.ready for post in self._posts.values())

    def _files(self, now: float, report: Report, found: _Found) -> None:
        end, total, done = self._clock() + self._spend, self._ready(), 0
        for post in list(self._posts.values()):
            if not post.settling.ready or not may_watch(self._session, post.folder.technology):
                continue
            if done and self._clock() >= end:
                return
            with self._memory.taking_in(post.folder) as mine:
                if not mine:
                    while ready := post.settling.take():
                        post.settling.later(ready, now, BUSY_S)
                    continue
                self._learn()
                if self._posts.get(post.folder.id) is not post:
                    continue  # removed meanwhile
                self._session.refresh()
                try:
                    done += self._portion(post, now, report, found, end, (done, total))
                finally:
                    if post.dirty:
                        self._save()

    def _portion(
        self,
        post: Post,
        now: float,
        report: Report,
        found: _Found,
        end: float,
        progress: tuple[int, int],
    ) -> int:
        """Take files of one folder in until the time is up; how many were looked at."""
        shelf, count, (before, total) = Shelf(self._session, post.folder.technology), 0, progress
        while post.settling.ready and (not before + count or self._clock() < end):
            self._check()
            ready = post.settling.take()
            assert ready is not None
            count += 1
            try:
                report(Step(ready.path.rpartition("/")[2], before + count, total))
                self._file(post, shelf, ready, now, found)
            except CocoonError as error:
                if error.code in _OURS or isinstance(error, IntegrityError):
                    post.settling.later(ready, now, AGAIN_S)
                    raise
                if error.code in PASSING:
                    post.settling.later(ready, now, AGAIN_S)
                if error.code != "file-vanished":
                    news = post.miss(ready.path, ready.mark, error)
                    found.missed += [news] if news else []
            except BaseException:
                post.settling.later(ready, now, 0.0)
                raise
        return count

    def _file(self, post: Post, shelf: Shelf, ready: Ready, now: float, found: _Found) -> None:
        """Take one file in, if there is anything new in it."""
        folder, root = post.folder, post.folder.root
        path = root / ready.path
        mark = look(path)
        if mark != ready.mark:  # it did not stand still for long
            post.settling.seen(ready.path, mark, now)
            return
        if written(ready.path) != ready.path:
            raise CocoonError(
                "bad-name",
                f"The name {shown(ready.path)} is not text.",
                "Give the file another name.",
            )
        sha256 = self._digest(path, root)
        verdict = judge(
            post.files,
            ready.path,
            sha256,
            shelf,
            lambda other: look(root / other) is not None,
            ready.origin,
        )
        if verdict.kind in (NEW, REVISED):
            technology = self._session.state.facts.technologies[folder.technology]
            document, n = documents.add_one(
                self._session,
                self._bench(),
                path,
                technology=technology,
                classification=folder.classification,
                revised=verdict.document,
                inside=root,
            )
            known = self._session.state.facts.documents[document]
            entered = known.revision(n)
            assert entered is not None, "it was just added"
            sha256 = entered.sha256
            shelf.put(document, sha256, entered.file_name)
            came = found.revised if verdict.document else found.added
            came.append(Came(document, n, known.title))
        else:
            document = verdict.document
        post.took(ready.path, Known(sha256, ready.mark.size, ready.mark.mtime_ns, document))

    def _digest(self, path: Path, root: Path) -> str:
        digest = hashlib.sha256()
        with open_stable(path, root) as source:
            for piece in source.chunks():
                self._check()
                digest.update(piece)
            source.check_unchanged()
        return digest.hexdigest()

    def _bench(self) -> Workshop:
        if self._workshop is None:
            self._workshop = Workshop(lambda step: self._check())
        return self._workshop

    # -- saying ------------------------------------------------------------------------------

    def _status(self, found: _Found) -> Status:
        known = self._session.state.facts.technologies
        rows = tuple(
            post.row(known[post.folder.technology].name if post.folder.technology in known else "")
            for post in self._posts.values()
        )
        return Status(
            rows,
            News(tuple(found.added), tuple(found.revised), tuple(found.missed)),
            sum(row.ready for row in rows),
            sum(row.waiting for row in rows),
            self.trouble,
        )


class _Found:
    """What a step brings, while it is at it."""

    def __init__(self) -> None:
        self.added: list[Came] = []
        self.revised: list[Came] = []
        self.missed: list[MissedRow] = []
