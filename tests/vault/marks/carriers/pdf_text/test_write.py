"""What is cut where, and that a copy's operators stay those of the original."""

from __future__ import annotations

import io
import re

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from tests.fakes import pdfs
from vault.marks.carriers.pdf_text import plan
from vault.marks.carriers.pdf_text.geometry import geometry
from vault.marks.carriers.pdf_text.write import units_of


def shown(content: bytes, **more: object) -> tuple[bytes, int]:
    """The marked content stream of a page with this content, and its number of slots."""
    made = plan(pdfs.page_pdf(content, **more))
    with pikepdf.open(io.BytesIO(pdfs.issue(made, pdfs.codeword(made)))) as copy:
        contents = copy.pages[0].Contents
        streams = list(contents) if isinstance(contents, Array) else [contents]
        return b"\n".join(s.read_bytes() for s in streams), made.groups[0].slots


def line(show: bytes) -> bytes:
    return b"BT /F1 10 Tf 20 200 Td " + show + b" ET"


def test_every_letter_is_a_unit_and_takes_the_spaces_after_it_along() -> None:
    data, slots = shown(line(b"(to be) Tj"))
    assert slots == 4
    assert re.findall(rb"\(([^)]*)\)", data) == [b"t", b"o ", b"b", b"e"]
    assert re.search(rb"\[[+-]12\(t\)[+-]12 [+-]12\(o \)[+-]12 ", data)


def test_what_a_unit_moves_by_is_taken_back_after_it() -> None:
    data, _ = shown(line(b"[(Kern)-20(ed words)]TJ"))
    for before, after in re.findall(rb"([+-])12\([^)]*\)([+-])12", data):
        assert before != after


@pytest.mark.parametrize("show", [b"(one two) Tj", b"[(on)5(e)-300(two)]TJ", b"<6F6E65> Tj"])
def test_an_operator_stays_one_operator_and_nothing_leaves_its_line(show: bytes) -> None:
    data, _ = shown(line(show))
    assert len(re.findall(rb"\bTJ\b|\bTj\b", data)) == 1
    assert not re.search(rb"\bTs\b", data)


def test_a_gap_on_the_edge_of_a_space_is_left_alone() -> None:
    loose, slots = shown(line(b"[(ab)-20(cd)]TJ"))
    tied, fewer = shown(line(b"[(ab)-90(cd)]TJ"))
    assert (slots, fewer) == (4, 3)
    assert b"(b)-90 (c)" in tied and b"(b)-20 (c)" not in loose


def test_the_edge_is_seen_with_the_spacing_of_characters_in_it() -> None:
    # 0.2 em between all letters, taken back but for 0.1 em, which poppler takes for a space.
    _, slots = shown(line(b"2 Tc [(ab)200(cd)]TJ"))
    _, fewer = shown(line(b"2 Tc [(ab)100(cd)]TJ"))
    assert slots - fewer == 1


def test_lines_made_of_characters_are_not_cut() -> None:
    assert shown(line(b"(name ________) Tj"))[1] == 5
    assert shown(line(b"(a....b) Tj"))[1] == 3
    assert shown(line(b"(book) Tj"))[1] == 4


def test_a_raised_mark_stays_at_a_distance_on_the_edge() -> None:
    # A footnote's mark, smaller and raised, 0.13 em after its word.
    content = b"BT /F1 10 Tf 20 200 Td (word) Tj /F1 6 Tf 24.2 3 Td (1) Tj ET"
    widths = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Arial,
        FirstChar=32, LastChar=126, Widths=Array([556] * 95),
    )  # fmt: skip
    near = content.replace(b"/F1", b"/W").replace(b"24.2", b"23.5")
    far = content.replace(b"/F1", b"/W").replace(b"24.2", b"30")
    assert shown(near, fonts={"W": widths})[1] == 4
    assert shown(far, fonts={"W": widths})[1] == 5


def test_units_of_a_word_with_ties() -> None:
    assert units_of(5, {2, 3}) == [0, 1, 1, 1, 2]
    assert units_of(3, {1, 2, 3, 9}) == [0, 0, 0]
    assert units_of(0, {1}) == []


def fractional(fraction: float) -> bytes:
    """A line set in a font whose letters are all a fraction of a thousandth wider than 500."""
    widths = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Arial,
        FirstChar=32, LastChar=126, Widths=Array([500 + fraction] * 95),
    )  # fmt: skip
    content = b"BT /W 10 Tf 20 200 Td (letters that add up) Tj ( and on) Tj ET"
    return pdfs.page_pdf(content, fonts={"W": widths})


def test_what_pdfium_leaves_off_advances_is_known_for_every_unit() -> None:
    exact, rounded = plan(fractional(0.75)), plan(fractional(0))
    found = geometry(b"", exact, 0)
    assert np.all(geometry(b"", rounded, 0).slip == 0)
    # The second operator goes on where the first ended, so the slip does as well.
    place = np.arange(26)[[c not in " " for c in "letters that add up and on"]]
    # A unit that begins with a blank is noted where the blank begins, one letter's share early.
    assert np.allclose(found.slip, 0.75 * place / 12, atol=0.07)
    assert np.allclose(found.slip[:16], 0.75 * place[:16] / 12, atol=0.01)
    # pdfium draws both alike: what it does is measured, not assumed.
    assert np.allclose(found.boxes, geometry(b"", rounded, 0).boxes, atol=1e-3)
