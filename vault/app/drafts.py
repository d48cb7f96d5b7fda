"""Half-written forms, kept sealed to the person who wrote them while the vault is locked.

A draft is no record: it lies on this machine, not in the vault, and only its author's identity
opens it. Losing one is a nuisance and no more, so nothing here raises.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from vault.app.places import config_folder
from vault.app.session import Session
from vault.errors import CocoonError
from vault.keys.derive import label
from vault.keys.identity import PublicIdentity

Drafts = dict[str, dict[str, Any]]
"""Values of fields by form."""


def keeper(session: Session) -> Callable[[Mapping[str, Any]], None]:
    """What keeps the drafts of this person; it needs no key and may be called after locking."""
    path, info = _path(session), _info(session)
    public: PublicIdentity = session.identity.public

    def keep(drafts: Mapping[str, Any]) -> None:
        with suppress(OSError):
            if not drafts:
                path.unlink(missing_ok=True)
                return
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_bytes(public.seal(json.dumps(drafts).encode(), info))

    return keep


def kept(session: Session) -> Drafts:
    """What was kept for this person, and is gone from the disk now."""
    path = _path(session)
    try:
        data = path.read_bytes()
        path.unlink(missing_ok=True)
        found = json.loads(session.identity.open(data, _info(session)))
    except (OSError, CocoonError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _path(session: Session) -> Path:
    return config_folder() / "drafts" / f"{session.vault}-{session.author}.sealed"


def _info(session: Session) -> bytes:
    return label("cocoon drafts", 1, session.vault, session.author)
