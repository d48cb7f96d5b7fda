from __future__ import annotations

import numpy as np

from tests.fakes import pdfs
from vault.marks.carriers.pdf_text import plan
from vault.marks.carriers.pdf_text.geometry import geometry
from vault.marks.carriers.pdf_text.settle import settle, unused_slots


def edge(kern: int) -> bytes:
    """Letters whose gaps lie near where pdfium begins to see spaces."""
    row = b"".join(b"(ws)%d(tr)%d" % (-kern - n, -kern - n) for n in range(0, 60, 2))
    return pdfs.page_pdf(b"BT /F1 10 Tf 5 200 Td [" + row + b"(end)]TJ ET", box=(0, 0, 900, 300))


def test_a_settled_plan_never_changes_the_text() -> None:
    for kern in (180, 240, 300):
        original = edge(kern)
        settled = settle(plan(original))
        for seed in range(4):
            copy = pdfs.issue(settled, pdfs.codeword(settled, seed))
            assert pdfs.pdfium_text(copy) == pdfs.pdfium_text(original)


def test_a_plan_that_is_safe_stays_as_it_is() -> None:
    made = plan(pdfs.page_pdf(pdfs.text_lines()))
    assert settle(made).dumps() == made.dumps()
    assert not unused_slots(made).any()


def test_words_at_a_narrow_gap_share_their_slot_across() -> None:
    content = b"BT /F1 10 Tf 20 200 Td [(one)-220(two)-220(three)-400(four)]TJ ET"
    made = plan(pdfs.page_pdf(content))
    found = geometry(b"", made, 0)
    assert len(set(found.dx_slot.tolist())) == 4
    assert len(set(found.dy_slot.tolist())) == 2
    assert np.all(np.hypot(*found.dy_vec.T) > 0)
