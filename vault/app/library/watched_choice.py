"""Which folders may be watched, and by whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from vault.app.library.documents import ensure_technology
from vault.app.library.watched import WatchedFolder
from vault.app.places import config_folder
from vault.app.session import Session
from vault.domain.values import CLASSES
from vault.errors import CocoonError
from vault.keys.derive import label
from vault.keys.wraps import technology_key


def may_watch(session: Session, technology: str) -> bool:
    """Whether what this person saves may come in: an engineer who holds the technology."""
    member = session.state.facts.members.get(session.author)
    return member is not None and member.is_a("engineer") and member.holds(technology)


def technologies(session: Session) -> list[tuple[str, str]]:
    """Technologies (id, name) whose folders this person may watch, by name."""
    known = session.state.facts.technologies.values()
    found = [(each.id, each.name) for each in known if may_watch(session, each.id)]
    return sorted(found, key=lambda each: each[1].casefold())


def new_folder(
    session: Session,
    path: Path,
    technology: str,
    classification: str,
    others: Iterable[WatchedFolder],
) -> WatchedFolder:
    """A folder to watch, checked.

    Raises:
        CocoonError: see `vault.app.library.watching.Watcher.add`.
    """
    if not session.me.is_a("engineer"):
        raise CocoonError(
            "not-an-engineer",
            "Only engineers watch folders.",
            "Ask the owner for the role, or add documents by hand.",
        )
    if classification not in CLASSES:
        raise CocoonError(
            "unknown-class", f"Classes are {', '.join(CLASSES)}.", "Choose one of them."
        )
    root = _folder(path)
    _check_apart(session, root, others)
    chosen = ensure_technology(session, technology)
    session.secret(technology_key(chosen.id))
    if not may_watch(session, chosen.id):
        raise CocoonError(
            "no-technology-key",
            f"You are not granted the technology {chosen.name}.",
            "Ask the owner: `cocoon member grant NAME --technology T`.",
        )
    return WatchedFolder(_id(session, root), str(root), chosen.id, classification)


def _id(session: Session, root: Path) -> str:
    """One folder is one, also when two programs begin to watch it at the same time."""
    return hashlib.sha256(label("watched folder", session.vault, str(root))).hexdigest()[:8]


def _folder(path: Path) -> Path:
    try:
        root = path.expanduser().resolve(strict=True)
        next(root.iterdir(), None)
    except (OSError, RuntimeError) as error:
        raise CocoonError(
            "no-folder",
            f"There is no folder {path} that you may read.",
            "Check the path, and that its disk is connected.",
        ) from error
    return root


def _check_apart(session: Session, root: Path, others: Iterable[WatchedFolder]) -> None:
    store = getattr(session.store, "root", None)
    ours = [(config_folder(), "the program's own folder")]
    if store is not None:
        ours.append((Path(store), "the vault"))
    taken = [(folder.root, f"{folder.path}, which is watched already") for folder in others]
    for place, name in (*ours, *taken):
        here = place.resolve()
        if root == here or root in here.parents or here in root.parents:
            raise CocoonError(
                "folder-inside",
                f"This folder is, holds or lies in {name}.",
                "Choose another folder.",
            )
