"""Previews: the files of a release as a recipient would see them, with nobody's code."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vault.app.outside import write_outside
from vault.app.release.packing import pack_facts
from vault.app.release.releases import Request, find_release, understand
from vault.app.session import Session
from vault.app.workshop import Workshop
from vault.domain import dates
from vault.domain.values import Release
from vault.papers.pack import unique_names
from vault.progress import Report, Step, silent


@dataclass(frozen=True, slots=True)
class Previewed:
    """One file of a release as it would look outside.

    Attributes:
        title: of the document.
        name: of the file.
        media: its media type.
        data: the file; empty when it carries no marks, for a preview would be the original.
    """

    title: str
    name: str
    media: str
    data: bytes


def draft(session: Session, asked: Request) -> Release:
    """What would be requested, as a release that is in no ledger.

    Raises:
        CocoonError: something named does not exist.
    """
    read = understand(session, asked)
    proposal = read.proposal
    return Release(
        id=proposal.release,
        partner=proposal.partner,
        contacts=proposal.contacts,
        items=proposal.items,
        purpose=read.purpose,
        until=proposal.until,
        by=session.author,
        at=dates.stamp(session.clock()),
        state="draft",
        return_by=proposal.return_by,
        demand=proposal.demand,
        stamp=asked.stamp,
        allow_untraceable=asked.allow_untraceable,
        open_password=asked.open_password,
    )


def draw(session: Session, release: Release, report: Report = silent) -> Iterator[Previewed]:
    """The files of a release, or of a draft of one, stamped PREVIEW."""
    facts = session.state.facts
    contact = facts.contacts[release.contacts[0]]
    told = pack_facts(session, release, contact, "")
    names = unique_names([f"PREVIEW {item.name}" for item in told.items])
    with Workshop() as workshop:
        for number, (item, packed, name) in enumerate(
            zip(release.items, told.items, names, strict=True), 1
        ):
            report(Step(f"Drawing {packed.name}", number, len(names)))
            document = facts.documents[item.document]
            revision = document.revision(item.revision)
            if revision is None or revision.plan is None:
                yield Previewed(document.title, name, revision.media if revision else "", b"")
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
            yield Previewed(document.title, name, revision.media, made)


def preview(
    session: Session, release_id: str, out: Path, report: Report = silent
) -> tuple[Path, ...]:
    """Write previews into a folder, stamped PREVIEW.

    Files that carry no marks are not written: a preview of them would be the original.

    Raises:
        CocoonError: a file of that name is there; a technology is not held.
    """
    session.refresh()
    release = find_release(session.state, release_id)
    written = []
    for made in draw(session, release, report):
        if made.data:
            path = out / made.name
            write_outside(path, [made.data])
            written.append(path)
    return tuple(written)
