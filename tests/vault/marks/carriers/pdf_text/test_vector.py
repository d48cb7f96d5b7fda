from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from tests.fakes import pdfs
from vault.marks.carriers.pdf_text import Plan, plan, vector
from vault.marks.carriers.pdf_text.geometry import geometry

PROSE = tuple(
    f"{words} step {n} needs {n * 7 % 13} checks by shift {n * 5 % 4} before release"
    for n, words in enumerate(
        ["Preheating zone", "Nozzle torque", "Vacuum chamber", "Belt tension", "Spindle runout"] * 4
    )
)


@pytest.fixture(scope="module")
def original() -> bytes:
    return pdfs.page_pdf(pdfs.text_lines(PROSE, 10, 290), pages=2)


@pytest.fixture(scope="module")
def made(original: bytes) -> Plan:
    return plan(original)


def correct(made: Plan, leak: bytes, leak_page: int = 0, page: int = 0) -> tuple[float, float]:
    """Share of slots read, and share of those read right."""
    word = pdfs.codeword(made)
    readings = vector.read(leak, leak_page, b"", made, page, geometry(b"", made, page))
    seen = right = slots = 0
    for reading in readings:
        used = reading.weights > 0
        slots += reading.group.slots
        seen += int(used.sum())
        right += int((np.sign(reading.values[used]) == word[reading.group][used]).sum())
    return seen / slots, right / max(seen, 1)


def resaved(copy: bytes, folder: Path, command: list[str]) -> bytes:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not here")
    (folder / "copy.pdf").write_bytes(copy)
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60)
    return (folder / "saved.pdf").read_bytes()


@pytest.mark.parametrize(
    "command",
    [
        ["qpdf", "--object-streams=disable", "copy.pdf", "saved.pdf"],
        ["qpdf", "--empty", "--pages", "copy.pdf", "1", "--", "saved.pdf"],
        ["gs", "-q", "-o", "saved.pdf", "-sDEVICE=pdfwrite", "copy.pdf"],
        ["mutool", "clean", "-gggg", "copy.pdf", "saved.pdf"],
        ["pdftocairo", "-pdf", "copy.pdf", "saved.pdf"],
    ],
    ids=lambda command: command[0] + str(len(command)),
)
def test_a_resaved_copy_reads_as_issued(made: Plan, command: list[str], tmp_path: Path) -> None:
    copy = pdfs.issue(made, pdfs.codeword(made))
    read, right = correct(made, resaved(copy, tmp_path, command))
    assert read >= 0.99
    assert right >= 0.99


def test_every_symbol_of_a_copy_is_read(made: Plan) -> None:
    assert correct(made, pdfs.issue(made, pdfs.codeword(made))) == (1.0, 1.0)


def test_a_scaled_and_turned_page_reads_too(made: Plan) -> None:
    pdf = pikepdf.open(io.BytesIO(pdfs.issue(made, pdfs.codeword(made))))
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(b"q .6 .2 -.2 .6 40 10 cm"), prepend=True)
    page.contents_add(pdf.make_stream(b"Q"))
    out = io.BytesIO()
    pdf.save(out)
    read, right = correct(made, out.getvalue())
    assert read >= 0.97
    assert right >= 0.97


def test_a_page_whose_size_was_rounded_reads_too(made: Plan) -> None:
    """Printing to a PDF shifts a page by less than a symbol's size times ten, and scales it."""
    pdf = pikepdf.open(io.BytesIO(pdfs.issue(made, pdfs.codeword(made))))
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(b"q .99954 0 0 1.00013 0.05 -0.35 cm"), prepend=True)
    page.contents_add(pdf.make_stream(b"Q"))
    out = io.BytesIO()
    pdf.save(out)
    read, right = correct(made, out.getvalue())
    assert read >= 0.99
    assert right >= 0.99


def test_the_unmarked_original_reads_as_nothing(made: Plan, original: bytes) -> None:
    shape = geometry(b"", made, 0)
    for reading in vector.read(original, 0, b"", made, 0, shape):
        assert np.abs(reading.values).max() < 0.05


def test_another_page_reads_as_erased(made: Plan) -> None:
    other = pdfs.page_pdf(b"BT /F1 12 Tf 20 200 Td (Nothing of the kind) Tj ET")
    for reading in vector.read(other, 0, b"", made, 0, geometry(b"", made, 0)):
        assert not reading.weights.any()


def test_pages_find_their_original_by_their_text() -> None:
    texts = {
        n: vector.fingerprint(
            pdfs.page_pdf(pdfs.text_lines(tuple(f"{line} variant {n * 37}" for line in PROSE))), 0
        )
        for n in range(5)
    }
    ranking = vector.find(texts[3], texts)
    assert ranking[0] == (3, 1.0)
    part = pdfs.page_pdf(pdfs.text_lines(tuple(f"{line} variant 74" for line in PROSE[3:9])))
    assert vector.find(vector.fingerprint(part, 0), texts)[0][0] == 2
    assert vector.find(vector.fingerprint(pdfs.page_pdf(b""), 0), texts) == []
