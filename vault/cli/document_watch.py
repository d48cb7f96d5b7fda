"""`cocoon document watch`: what is saved into a folder comes in, once or until interrupted."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vault.cli.answer import Answer
from vault.cli.context import Context
from vault.cli.grammar import Nouns, verb
from vault.domain.values import CLASSES
from vault.errors import CocoonError
from vault.progress import Step

if TYPE_CHECKING:
    from vault.app.library.watching import News, Watcher

_PAUSE_S = 0.5
_PATIENCE_S = 10.0
"""How long ``--once`` waits for files that are still being written."""


def declare_watch(verbs: Nouns) -> None:
    """Declare the command."""
    watch = verb(verbs, "watch", "Take in what is saved into a folder (Ctrl+C ends it).", _watch)
    watch.add_argument("folder", metavar="FOLDER")
    watch.add_argument("--technology", default="", metavar="NAME")
    watch.add_argument("--class", dest="classification", default="confidential", choices=CLASSES)
    watch.add_argument("--once", action="store_true", help="take in what is there, then end")
    watch.add_argument("--polling", action="store_true", help="for folders on other machines")


def _watch(context: Context, arguments: argparse.Namespace) -> Answer:
    from vault.app.library.watching import Watcher

    watcher = Watcher(context.open())
    try:
        chosen = _choose(watcher, arguments)
        return _answer(*_run(context, watcher, chosen, once=arguments.once))
    finally:
        watcher.close()


def _choose(watcher: Watcher, arguments: argparse.Namespace) -> str:
    """Id of the folder; one that is new is paused for the window, which has its own will."""
    wanted = Path(arguments.folder).expanduser().resolve()
    known = _known(watcher, wanted)
    if known:
        return known
    try:
        return watcher.add(
            wanted,
            arguments.technology,
            classification=arguments.classification,
            polling=arguments.polling,
            on=False,
        ).id
    except CocoonError:
        known = _known(watcher, wanted)  # another program began to watch it a moment ago
        if known:
            return known
        raise


def _known(watcher: Watcher, wanted: Path) -> str:
    return next((folder.id for folder in watcher.folders if folder.root == wanted), "")


def _run(context: Context, watcher: Watcher, folder: str, *, once: bool) -> tuple[News, int]:
    """What came in, and how many files are still being written or held by others."""
    from vault.app.library.watching import News

    news, waiting, patience = News(), 0, time.monotonic() + _PATIENCE_S
    try:
        while True:
            now = time.monotonic()
            status = watcher.step(now, context.report, only=folder)
            row = next(row for row in status.folders if row.id == folder)
            news, waiting = news + status.news, row.waiting
            for missed in status.news.missed:
                context.report(Step(f"{missed.path}: {missed.message} {missed.next}"))
            if status.news:
                patience = now + _PATIENCE_S
            if once:
                _check(status.trouble, row.state, row.path)
            if once and not row.ready and (not waiting or now > patience):
                return news, waiting
            if not row.ready:
                time.sleep(_PAUSE_S)
    except KeyboardInterrupt:
        return news, waiting


def _check(trouble: CocoonError | None, state: str, path: str) -> None:
    if trouble is not None:
        raise trouble
    if state == "gone":
        raise CocoonError("no-folder", f"{path} is not there.", "Connect its disk, then try again.")
    if state == "forbidden":
        raise CocoonError(
            "no-technology-key",
            "You may not add documents to this folder's technology.",
            "Ask the owner: `cocoon member grant NAME --technology T`.",
        )


def _answer(news: News, waiting: int) -> Answer:
    came = [*news.added, *news.revised]
    value: dict[str, Any] = {
        "documents": [
            {"id": each.document, "revision": each.n, "title": each.title} for each in came
        ]
    }
    if waiting:
        value["waiting"] = waiting
    if news.missed:
        value["failed"] = [
            {"file": each.path, "message": each.message, "next": each.next} for each in news.missed
        ]
    lines = [f"{each.document}@{each.n}  {each.title}" for each in came] or ["Nothing new."]
    if waiting:
        lines.append(f"Still being written, or held by another program: {waiting}.")
    return Answer(
        value,
        lines,
        exit_code=1 if news.missed else 0,
        errors=[f"cocoon: {each.path}: {each.message} {each.next}" for each in news.missed],
    )
