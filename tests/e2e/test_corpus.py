"""Real and hostile PDFs go the whole way: add, request, approve, seal, collect, trace.

None crashes, hangs or outgrows its memory; what fails, fails with a sentence. Every copy looks
like its original but for the stamp, and is traced to its own recipient and to nobody else.
A third of the corpus runs always; COCOON_ALL=1 runs all of it.
"""

from __future__ import annotations

import io
import os
import resource
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from tests.e2e.compare import differences
from tests.e2e.conftest import write_pdf
from vault.app.leak import leaks
from vault.app.leak.tracer import Tracer
from vault.app.library import documents, originals
from vault.app.partnership import partners
from vault.app.people import creation
from vault.app.release import collecting, packing, releases, sealing
from vault.app.session import Session
from vault.domain.values import Copy
from vault.intake.worker import Sandbox
from vault.keys.passphrase import Cost
from vault.marks import stamp, stamp_template
from vault.marks.workbench import _space_in, decode_blueprint

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared" / "corpus" / "pdf"

ALWAYS = (
    "PDFBOX-3148-2-fuzzed.pdf",
    "annotated_pdf.pdf",
    "bomb_giant.pdf",
    "cjk-ko-doc.pdf",
    "crazyones-pdfa.pdf",
    "grayscale-image.pdf",
    "habibi-rotated.pdf",
    "imagemagick-images.pdf",
    "issue4246.pdf",
    "libreoffice-form.pdf",
    "libreoffice-writer-password.pdf",
    "noembed-identity.pdf",
    "pdflatex-forms.pdf",
    "rotation.pdf",
    "vertical.pdf",
    "with-attachment.pdf",
)

PASSWORDS = {"libreoffice-writer-password.pdf": "openpassword"}

REFUSED: set[tuple[str, str]] = set()
"""Files that nobody can read, and what is said of them."""

MEMORY_KIB = 2 << 20
CHANGED = 12


def _files() -> list[str]:
    if not CORPUS.is_dir():
        return []
    if not os.environ.get("COCOON_ALL"):
        return [name for name in ALWAYS if (CORPUS / name).exists()]
    return [path.name for path in sorted(CORPUS.glob("*.pdf"), key=lambda p: p.stat().st_size)]


@dataclass(frozen=True)
class Office:
    """A vault, whom its releases go to, and a worker that compares copies with originals."""

    session: Session
    contacts: tuple[str, ...]
    comparer: Sandbox


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, private_home: Path) -> Iterator[Office]:
    session = creation.create(
        tmp_path_factory.mktemp("corpus") / "vault",
        org="한빛 세라믹",
        user="Kim",
        passphrase="seven blue kilns",
        solo=True,
        cost=Cost(memory=64, iterations=1, lanes=1),
    ).session
    partner = partners.add_partner(session, "대한전자 Daehan")
    people = [partners.add_contact(session, partner.id, name) for name in ("박도윤", "Jane Roe")]
    with Sandbox(memory_bytes=3 << 30, seconds=600, rooms=("tests.e2e",)) as comparer:
        yield Office(session, tuple(person.id for person in people), comparer)


def test_the_comparison_sees_a_lost_word_and_forgives_a_moved_one(tmp_path: Path):
    was = write_pdf(tmp_path / "was.pdf", pages=1, seed=3)
    moved, lost = io.BytesIO(), io.BytesIO()
    with pikepdf.open(was) as document:
        page = document.pages[0]
        content = pikepdf.parse_content_stream(page)
        shown = [i for i, part in enumerate(content) if str(part.operator) in ("Tj", "TJ")]
        less = [part for i, part in enumerate(content) if i != shown[9]]
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(less))
        document.save(lost)
        more = b"1 0 0 1 0.2 0 cm\n" + pikepdf.unparse_content_stream(content)
        page.Contents = document.make_stream(more)
        document.save(moved)
    blank = pikepdf.new()
    blank.add_blank_page(page_size=(595, 842))
    nothing = io.BytesIO()
    blank.save(nothing)

    def changed(copy: io.BytesIO) -> float:
        rows = differences(was.read_bytes(), copy.getvalue(), nothing.getvalue(), [0])
        return rows[0][1]

    assert changed(moved) <= CHANGED < changed(lost)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus ../shared/corpus/pdf is not here")
def test_the_corpus_is_complete_enough_to_mean_something():
    assert set(ALWAYS) <= {path.name for path in CORPUS.glob("*.pdf")}


@pytest.mark.timeout(1800 if os.environ.get("COCOON_ALL") else 300)
@pytest.mark.parametrize("name", _files())
def test_a_pdf_goes_all_the_way_and_comes_back_traced(name: str, office: Office, tmp_path: Path):
    session = office.session
    source, password = CORPUS / name, PASSWORDS.get(name, "")
    added = documents.add(session, [source], technology="Ovens", password=password)
    for failed in added.failed:
        assert failed.error.message.endswith(".") and failed.error.next
        assert (name, failed.error.code) in REFUSED, str(failed.error)
        return
    document = session.state.facts.documents[added.documents[0][0]]
    revision = document.revisions[-1]
    release = releases.request(
        session,
        releases.Request(
            contacts=office.contacts,
            documents=[document.id],
            purpose="시험 생산 평가",
            until="2099-12-31",
            allow_untraceable=True,
        ),
    )
    releases.approve(session, release.id, [w.code for w in release.warnings if w.accept])
    sealing.seal(session, release.id)
    packs = collecting.collect(session, release.id, tmp_path / "packs")
    assert len(packs) == len(office.contacts)

    mine = packs[0]
    with zipfile.ZipFile(mine.path) as archive:
        copy = archive.read(name)
    changed = _differences(office, release.id, mine.copy, source.read_bytes(), copy)
    assert not [row for row in changed if row[1] > CHANGED]

    out = tmp_path / "found on a desk.pdf"
    out.write_bytes(copy)
    with Tracer(session, document.id) as tracer:
        traced = tracer.trace(leaks.lodge(session, [out]))
    named = [match.copy for match in traced.verdict.matches]
    assert set(named) <= {mine.copy.id}
    if any(trace.grade == "good" for trace in revision.trace):
        assert named == [mine.copy.id], traced
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_CHILDREN, 0))
    assert peak < MEMORY_KIB


def _differences(
    office: Office, release_id: str, copy: Copy, original: bytes, made: bytes
) -> list[list[float]]:
    """Pages of a copy that look otherwise than the original, but for its stamp."""
    session = office.session
    release = session.state.facts.releases[release_id]
    item = release.items[0]
    revision = session.state.facts.documents[item.document].revision(item.revision)
    told = packing.pack_facts(session, release, session.state.facts.contacts[copy.contact], copy.id)
    facts = told.marks_for(told.items[0])
    blueprint = decode_blueprint(
        session.safe.get(revision.plan, originals.what(item.document, item.revision, "plan"))
    )
    spaces = [_space_in(row) for row in blueprint.spaces]
    sizes = [space.size for space in spaces]
    shape = stamp_template.load(release.stamp)
    rows: list[list[float]] = office.comparer.call(
        "tests.e2e.compare:differences",
        original=original,
        copy=made,
        stamp=stamp.render(shape, facts, sizes, spaces),
        sheets=list(stamp.sheet_of(shape, facts, sizes, spaces)),
        password=PASSWORDS.get(revision.file_name, ""),
    )
    return rows
