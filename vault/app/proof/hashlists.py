"""Hash lists: what a registration service (원본증명, 임치) takes instead of the documents.

One row for each revision, with the SHA-256 of the original as it lies in the vault and the
ledger entry that first named it. Nothing of a document's content leaves.

Invariant: no cell begins with what a spreadsheet takes for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from vault.app.outside import write_outside
from vault.app.release.releases import find_release
from vault.app.session import Session
from vault.domain import dates
from vault.domain.values import Document, Revision
from vault.errors import CocoonError

HEAD = (
    "문서번호 Document",
    "제목 Title",
    "개정 Revision",
    "파일명 File name",
    "크기(바이트) Size (bytes)",
    "해시 SHA-256",
    "등록일시 Entered",
    "원장번호 Ledger entry",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_hashlist(session: Session, out: Path, release: str = "") -> int:
    """Write the list as CSV that Excel reads (UTF-8 with BOM).

    Args:
        session: anybody's; titles and hashes are in the ledger, which all members read.
        out: file to write; must not exist.
        release: id of the release whose documents are listed; all documents if empty.

    Returns:
        Number of revisions listed.

    Raises:
        CocoonError: ``unknown-release``, ``nothing-to-list``, ``file-exists``, disk errors.
    """
    session.refresh()
    rows = list(_rows(session, release))
    if not rows:
        raise CocoonError(
            "nothing-to-list", "The vault has no documents.", "Add some: `cocoon document add`."
        )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    write_outside(out, [text.getvalue().encode("utf-8-sig")])
    return len(rows)


def safe(cell: str) -> str:
    """A cell that no spreadsheet computes: an apostrophe before what would be a formula."""
    begins = cell.lstrip(" \u00a0\u3000")[:1]
    return f"'{cell}" if begins in _FORMULA and begins else cell


def _rows(session: Session, release: str) -> Iterator[tuple[str, ...]]:
    facts = session.state.facts
    zone = ZoneInfo(facts.zone)
    entries = {
        (event.fields["document"], event.fields["n"]): event.seq
        for event in session.ledger.events()
        if event.kind == "document.added"
    }
    for document, revision in _wanted(session, release):
        entered = dates.parse(revision.added).astimezone(zone)
        yield (
            document.id,
            document.title,
            str(revision.n),
            revision.file_name,
            str(revision.size),
            revision.sha256,
            f"{entered:%Y-%m-%d %H:%M:%S%z}",
            str(entries[document.id, revision.n]),
        )


def _wanted(session: Session, release: str) -> Iterator[tuple[Document, Revision]]:
    documents = session.state.facts.documents
    if not release:
        for document in documents.values():
            yield from ((document, revision) for revision in document.revisions)
        return
    for item in find_release(session.state, release).items:
        document = documents[item.document]
        yield from ((document, each) for each in document.revisions if each.n == item.revision)
