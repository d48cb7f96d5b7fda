"""Technologies, documents and what leaves as an original."""

from __future__ import annotations

from vault.domain import events as ev
from vault.domain.names import DOCUMENT, TECHNOLOGY
from vault.domain.rules.book import Opened, require, require_new, rule
from vault.domain.rules.people import put_member
from vault.domain.state import State
from vault.domain.values import CLASSES, Document, Revision, Technology

MOST_PAGES = 100_000


@rule(ev.TechnologyCreated)
def _technology_created(state: State, event: Opened, body: ev.TechnologyCreated) -> None:
    author = state.member(event.author)
    require(
        author.is_a("owner", "approver", "engineer"),
        "not-allowed",
        "Auditors and examiners do not create technologies.",
        "Ask an engineer or the owner.",
    )
    require_new(state.facts.technologies, body.technology, TECHNOLOGY)
    names = {t.name.casefold() for t in state.facts.technologies.values()}
    require(
        body.name.strip() and body.name.casefold() not in names,
        "name-taken",
        f"There is already a technology named {body.name}.",
        "Use it, or another name.",
    )
    state.facts.technologies[body.technology] = Technology(body.technology, body.name, event.time)
    state.facts.checks[f"{state.epoch().n}/technology:{body.technology}"] = body.check
    state.facts.wraps.update(body.wraps)
    if author.is_a("engineer"):
        put_member(state, author, grants=tuple(sorted({*author.grants, body.technology})))


@rule(ev.DocumentAdded)
def _document_added(state: State, event: Opened, body: ev.DocumentAdded) -> None:
    author = state.member(event.author)
    require(
        author.is_a("engineer", "approver", "owner") and author.holds(body.technology),
        "not-allowed",
        "This member may not add documents to this technology.",
        "Ask the owner for a grant: `cocoon member grant NAME --technology T`.",
    )
    require(
        body.technology in state.facts.technologies, "unknown-technology", "No such technology."
    )
    require(
        0 <= body.pages <= MOST_PAGES and body.size >= 0,
        "bad-entry",
        f"A document has {MOST_PAGES} pages at most.",
        "Divide it into several.",
    )
    require(
        body.classification in CLASSES,
        "unknown-class",
        f"Classes are {', '.join(CLASSES)}.",
        "Choose one of them.",
    )
    known = state.facts.documents.get(body.document)
    require(
        body.n == (len(known.revisions) + 1 if known else 1)
        and (known is None or known.technology == body.technology),
        "bad-entry",
        "A revision does not follow the one before.",
    )
    if known:
        require(
            body.classification == known.classification,
            "bad-entry",
            "A revision has the class of its document.",
        )
    else:
        require_new((), body.document, DOCUMENT)
    revision = Revision(
        n=body.n,
        file_name=body.file_name,
        media=body.media,
        sha256=body.sha256,
        size=body.size,
        pages=body.pages,
        content=body.content,
        added=event.time,
        by=event.author,
        plan=body.plan,
        features=body.features,
        password=body.password,
        trace=body.trace,
        bias=body.bias,
        warnings=body.warnings,
    )
    revisions = (*known.revisions, revision) if known else (revision,)
    state.facts.documents[body.document] = Document(
        body.document, body.title, body.technology, body.classification, revisions
    )
    for pointer in (body.content, body.plan, body.features, body.password):
        if pointer:
            state.facts.blobs.add(pointer.blob)


@rule(ev.DocumentExported)
def _document_exported(state: State, event: Opened, body: ev.DocumentExported) -> None:
    require(
        state.member(event.author).is_a("approver"),
        "not-allowed",
        "Originals leave the vault only through an approver.",
        "Ask an approver, or request a release.",
    )
    require(body.reason.strip(), "reason-needed", "An export needs a reason.", "Give one.")
    known = state.facts.documents.get(body.document)
    require(known and known.revision(body.n), "unknown-document", "No such document.")
    state.facts.exports.append((event.time, event.author, body.document, body.n, body.reason))
