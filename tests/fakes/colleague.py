"""Somebody at work in a process of their own: `python -m tests.fakes.colleague VAULT NAME JOB N`.

Each has a home of their own (``COCOON_CONFIG``) and the one shared vault folder. Jobs:

- ``asks``: adds N documents and asks for a release of each.
- ``approves``: approves and seals requests as they come, until N are sealed.
- ``adds``: adds N documents.

Whatever was acknowledged is told on stdout, at once, an id a line.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.fakes import firm as firms
from vault.app.library import documents
from vault.app.release import releases, sealing
from vault.app.session import Session, unlock

PATIENCE_S = 120.0


def told(id: str) -> None:
    sys.stdout.write(f"{id}\n")
    sys.stdout.flush()


def add(session: Session, home: Path, title: str, technology: str) -> str:
    path = home / f"{title}.txt"
    path.write_text(f"{title} of {session.me.name}\n" * 5)
    added = documents.add(session, [path], technology=technology)
    for failed in added.failed:
        raise failed.error
    id = added.documents[0][0]
    told(id)
    return id


def ask(session: Session, document: str) -> None:
    contact = next(iter(session.state.facts.contacts.values()))
    asked = releases.request(
        session,
        releases.Request(
            contacts=[contact.id],
            documents=[document],
            purpose=firms.PURPOSE,
            until="2199-12-31",
            allow_untraceable=True,
        ),
    )
    told(asked.id)


def approve(session: Session, count: int) -> None:
    end, done = time.monotonic() + PATIENCE_S, 0
    while done < count and time.monotonic() < end:
        session.refresh()
        known = list(session.state.facts.releases.values())
        waiting = [release for release in known if release.state == "requested"]
        for release in waiting:
            firms.approve(session, release)
            told(sealing.seal(session, release.id).copies[0])
            done += 1
        if not waiting:
            time.sleep(0.02)


def main(folder: str, name: str, job: str, count: int, home: str) -> None:
    session = unlock(Path(folder), name, firms.passphrase(name))
    told("ready")
    sys.stdin.readline()  # all begin together
    for number in range(count if job != "approves" else 0):
        document = add(session, Path(home), f"{job} {number}", "Oven")
        if job == "asks":
            ask(session, document)
    if job == "approves":
        approve(session, count)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
