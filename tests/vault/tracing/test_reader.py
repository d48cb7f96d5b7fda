"""What the worker does with a leaked PDF: characters where they can be believed, else pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.fakes import pdfs
from vault.marks import workbench
from vault.marks.carriers.pdf_text import Plan
from vault.tracing import reader

NAME = "D-0000000A@1"
WORDS = [
    "Preheating",
    "Nozzle",
    "Vacuum",
    "Belt",
    "Spindle",
    "torque",
    "chamber",
    "tension",
    "runout",
    "carrier",
    "conveyor",
    "ceramic",
    "nitrogen",
    "sensor",
    "flange",
    "gasket",
    "pressure",
    "inspection",
    "operator",
    "thermocouple",
]


def _line(number: int, random: np.random.Generator) -> str:
    return f"{number}. " + " ".join(random.choice(WORDS, 8)) + f" {random.integers(100, 999)}"


@pytest.fixture(scope="module")
def original() -> bytes:
    random = np.random.default_rng(5)
    lines = tuple(_line(n, random) for n in range(54))
    return pdfs.page_pdf(pdfs.text_lines(lines, 11, 760), box=(0, 0, 595.28, 841.89))


@pytest.fixture(scope="module")
def learned(original: bytes) -> Iterator[Plan]:
    found = workbench.inspect(original, workbench.PDF)
    reader.learn(NAME, found["features"])
    reader.original(NAME, original, found["blueprint"])
    parsed = workbench.decode_blueprint(found["blueprint"])
    yield Plan.loads(parsed.text)


def searchable_scan(copy: bytes) -> bytes:
    """A page's picture with invisible words over it, a few thousandths of an em off each."""
    random = np.random.default_rng(2)
    out = io.BytesIO()
    with pdfium.PdfDocument(copy) as document:
        page = document[0]
        width, height = page.get_size()
        picture = page.render(scale=200 / 72, grayscale=True).to_pil()
        scanned = io.BytesIO()
        picture.save(scanned, "JPEG", quality=70)
        canvas = Canvas(out, pagesize=(width, height))
        canvas.drawImage(ImageReader(scanned), 0, 0, width, height)
        words = canvas.beginText()
        words.setTextRenderMode(3)
        text = page.get_textpage()
        for index in range(text.count_chars()):
            letter = text.get_text_range(index, 1)
            if letter.strip():
                left, bottom, _, top = text.get_charbox(index, loose=True)
                words.setFont("Helvetica", 11)
                off = random.uniform(-0.3, 0.3, 2)
                words.setTextOrigin(left + off[0], bottom + 0.22 * (top - bottom) + off[1])
                words.textOut(letter)
        canvas.drawText(words)
        canvas.save()
    return out.getvalue()


def right(answer: dict[str, Any], word: dict[Any, Any]) -> float:
    """Share of the slots read whose symbol is the copy's."""
    good = seen = 0
    by_name = {(group.container, group.carrier): symbols for group, symbols in word.items()}
    for row in answer["readings"]:
        used = row["weights"] > 0
        symbols = by_name[row["container"], row["carrier"]]
        good += int((np.sign(row["values"]) == symbols)[used].sum())
        seen += int(used.sum())
    return good / max(seen, 1)


def test_a_copy_is_read_from_its_characters(learned: Plan) -> None:
    word = pdfs.codeword(learned)
    reader.open_leak(pdfs.issue(learned, word), workbench.PDF)
    assert reader.look(0)[0][:2] == [NAME, 0]
    answer = reader.read(0, 0, how="exact")
    assert answer["method"] == "vector"
    assert right(answer, word) == 1.0


def test_a_searchable_scan_is_read_as_a_picture(learned: Plan) -> None:
    """Its words stand near enough to be taken for the copy's, and say nothing."""
    word = pdfs.codeword(learned)
    reader.open_leak(searchable_scan(pdfs.issue(learned, word)), workbench.PDF)
    assert reader.look(0)[0][3] == "text"
    answer = reader.read(0, 0, how="exact")
    assert answer["method"] == "picture"
    assert right(answer, word) > 0.75  # where the words stand would say 0.5


def test_words_that_stand_roughly_are_not_taken_for_exact(learned: Plan, original: bytes) -> None:
    """Neither a scan of the original, nor words where the page shows nothing at all."""
    reader.open_leak(searchable_scan(original), workbench.PDF)
    assert reader.read(0, 0, how="exact")["method"] in ("picture", "none")
    reader.open_leak(pdfs.page_pdf(b"", box=(0, 0, 595.28, 841.89)), workbench.PDF)
    assert reader.read(0, 0, how="exact")["method"] == "none"
