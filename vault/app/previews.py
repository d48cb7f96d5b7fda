"""Previews: the files of a release as a recipient would see them, with nobody's code."""

from __future__ import annotations

import secrets
from pathlib import Path

from vault.app.outside import write_outside
from vault.app.packing import pack_facts
from vault.app.releases import find_release
from vault.app.session import Session
from vault.app.workshop import Workshop
from vault.progress import Report, Step, silent


def preview(
    session: Session, release_id: str, out: Path, report: Report = silent
) -> tuple[Path, ...]:
    """Write previews into a folder, stamped PREVIEW.

    Files that carry no marks are not written: a preview of them would be the original.

    Raises:
        CocoonError: a file of that name is there; a technology is not held.
    """
    from vault.papers.pack import unique_names

    session.refresh()
    release = find_release(session.state, release_id)
    facts = session.state.facts
    contact = facts.contacts[release.contacts[0]]
    told = pack_facts(session, release, contact, "")
    names = unique_names([f"PREVIEW {item.name}" for item in told.items])
    written = []
    with Workshop() as workshop:
        for number, (item, packed, name) in enumerate(
            zip(release.items, told.items, names, strict=True), 1
        ):
            report(Step(f"Drawing {packed.name}", number, len(names)))
            document = facts.documents[item.document]
            revision = document.revision(item.revision)
            if revision is None or revision.plan is None:
                continue
            made = workshop.issue(
                session,
                document.id,
                revision,
                symbols=None,
                facts=told.marks_for(packed),
                stamp=release.stamp,
                pages=item.pages,
                seed=secrets.token_bytes(32),
            )
            path = out / name
            write_outside(path, [made])
            written.append(path)
    return tuple(written)
