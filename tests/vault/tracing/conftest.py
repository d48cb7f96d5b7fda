"""A three-page document of ordinary words, and one drawing without any."""

from __future__ import annotations

import io

import numpy as np
import pytest

_TEXT = (
    "press valve nozzle chamber coating film oven drive gauge filter screw plate motor "
    "surface thickness temperature adhesion hardening measurement concentration of the in at "
    "and for with each by an pump seal"
)
WORDS = _TEXT.split()


def pages_of_words(pages: int, seed: int, lines: int = 40) -> bytes:
    """A PDF of random words in two sizes, A4."""
    from reportlab.pdfgen import canvas

    rng = np.random.default_rng(seed)
    target = io.BytesIO()
    sheet = canvas.Canvas(target, pagesize=(595, 842))
    for _ in range(pages):
        y = 780.0
        for line in range(lines):
            size = 15 if line % 13 == 0 else 10
            sheet.setFont("Times-Roman", size)
            count = 5 if size == 15 else int(rng.integers(9, 14))
            sheet.drawString(60, y, " ".join(rng.choice(WORDS, count)))
            y -= 18
        sheet.showPage()
    sheet.save()
    return target.getvalue()


@pytest.fixture(scope="session")
def words_pdf() -> bytes:
    """Three pages of words."""
    return pages_of_words(3, 1)


@pytest.fixture(scope="session")
def drawing_pdf() -> bytes:
    """A page of strokes: no character on it."""
    from reportlab.pdfgen import canvas

    rng = np.random.default_rng(2)
    target = io.BytesIO()
    sheet = canvas.Canvas(target, pagesize=(595, 842))
    for _ in range(70):
        x, y = rng.uniform(60, 480, 2) + [0, 150]
        width, height = rng.uniform(8, 70, 2)
        sheet.setLineWidth(rng.uniform(0.5, 2.5))
        (sheet.rect if rng.random() < 0.6 else sheet.ellipse)(
            x, y, *((width, height) if rng.random() < 0.6 else (x + width, y + height))
        )
    sheet.showPage()
    sheet.save()
    return target.getvalue()
