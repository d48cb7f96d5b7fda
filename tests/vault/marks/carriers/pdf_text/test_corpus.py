"""Files that nobody here wrote, broken and hostile ones among them."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.fakes import pdfs
from vault.errors import CocoonError
from vault.marks.carriers.pdf_text import plan

FILES = sorted(pdfs.CORPUS.glob("*.pdf")) if pdfs.CORPUS.is_dir() else []
PASSWORD = {"libreoffice-writer-password.pdf": "openpassword"}

pytestmark = pytest.mark.skipif(not FILES, reason="no corpus beside the repository")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_is_copied_or_refused_in_a_sentence(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    try:
        made = plan(data, password=PASSWORD.get(path.name))
    except CocoonError as refused:
        assert refused.next
        return
    copy = pdfs.issue(made, pdfs.codeword(made))
    unmarked = pdfs.issue(made, None)
    if path.name not in PASSWORD:
        middle = len(made.pages) // 2
        assert np.array_equal(pdfs.draw(unmarked, middle, 0.7), pdfs.draw(data, middle, 0.7))
    if shutil.which("qpdf") and pdfs.complaints(data, tmp_path, PASSWORD.get(path.name, "")) == "":
        assert pdfs.complaints(copy, tmp_path) == ""


@pytest.mark.parametrize(
    "name", ["R-data.pdf", "cjk-ko-doc.pdf", "sfa-readme-first.pdf", "rotation.pdf"]
)
def test_a_marked_page_looks_like_the_original_but_for_hair_shifts(name: str) -> None:
    data = (pdfs.CORPUS / name).read_bytes()
    made = plan(data)
    page = len(made.pages) // 2
    before = pdfs.draw(data, page, 2).astype(np.int16)
    after = pdfs.draw(pdfs.issue(made, pdfs.codeword(made)), page, 2).astype(np.int16)
    # Ink is never farther than one pixel (half a point at most) from ink.
    for one, other in ((before, after), (after, before)):
        near = np.min(
            [np.roll(one, (y, x), (0, 1)) for y in (-1, 0, 1) for x in (-1, 0, 1)], axis=0
        )
        assert np.mean(near > other + 96) < 5e-4


SAME_TEXT = [
    "160F-2019.pdf", "R-data.pdf", "S2.pdf", "TAMReview.pdf", "annotated_pdf.pdf",
    "bug1200096.pdf", "cjk-ko-doc.pdf", "crazyones-pdfa.pdf", "dotguide.pdf",
    "file_pdfjs_test.pdf", "google-doc-document.pdf", "habibi.pdf", "imagemagick-images.pdf",
    "images.pdf", "issue12810.pdf", "issue1350.pdf", "issue840.pdf", "libreoffice-form.pdf",
    "mixedfonts.pdf", "noembed-identity.pdf", "pdfjs_wikipedia.pdf", "pdflatex-4-pages.pdf",
    "pdflatex-forms.pdf", "pdflatex-image.pdf", "pdflatex-outline.pdf", "prefilled_f1040.pdf",
    "rotation.pdf", "sfa-readme-first.pdf", "standard_fonts.pdf", "tracemonkey.pdf",
    "vertical.pdf", "with-attachment.pdf",
]  # fmt: skip


@pytest.mark.parametrize("name", SAME_TEXT)
def test_extracted_text_stays_the_same(name: str, tmp_path: Path) -> None:
    data = (pdfs.CORPUS / name).read_bytes()
    made = plan(data)
    copy = pdfs.issue(made, pdfs.codeword(made))
    assert pdfs.pdfium_text(copy) == pdfs.pdfium_text(data)
    if shutil.which("pdftotext"):
        assert pdfs.poppler_text(copy, tmp_path, "-raw") == pdfs.poppler_text(
            data, tmp_path, "-raw"
        )
